//! Which figures of one sentence may be meant by one of the claim's.

use super::super::assess::Case;
use super::super::compare::{self, Comparison};
use super::super::head::{Head, head};
use super::super::view::View;
use super::super::{bound, facet, free, sum};
use super::place;
use crate::evidence::clauses;
use crate::mention::quantity::{Bound, Quantity};
use std::ops::Range;

/// The figures of one sentence beside the claim's `i`-th: how near each stands, and how it compares.
pub fn in_view(case: &Case, view: &View, i: usize) -> Vec<(f32, Comparison)> {
    let Some(q) = case.claim.quantities.get(i) else { return Vec::new() };
    let mine = free::around(case, &clauses(case.claim), q.tokens.start);
    let source = case.sources.get(view.candidate.source).copied();
    let whole = |j: usize| !sum::is_part(case.claim, view, source, j, &place(&view.facts, j));
    let figures = view.facts.quantities.iter().enumerate().map(|(j, r)| (j, r, compare::quantity(q, r)));
    let pairs: Vec<(usize, &Quantity, Comparison)> = figures.filter(|(j, _, c)| *c != Comparison::Incomparable && whole(*j)).collect();
    let own = place(case.claim, i);
    let of = |j: usize, r: &Quantity| head(case, view, (q, &own), (r, &place(&view.facts, j)));
    // a bound is said of the figure beside which it stands
    let passed = |(j, r, _): &(usize, &Quantity, Comparison)| {
        let rival = |(k, o, c): &(usize, &Quantity, Comparison)| {
            *c == Comparison::Different && bound::nearer(q, o, r) && of(*k, o).as_firm_as(of(*j, r))
        };
        pairs.iter().any(rival)
    };
    let meant = told_apart(case, view, (q, &own), &pairs, &of);
    let counted = pairs.iter().zip(meant).filter(|(p, meant)| *meant && !passed(p)).map(|(p, _)| p);
    counted.map(|(_, r, c)| (view.near(case.claim, mine.clone(), r.tokens.start), *c)).collect()
}

/// Which of a sentence's figures may be meant by the claim's: four deaths are no four recoveries where the sentence has a number of
/// these; nor does a budget meet a bound on the takings that the takings do not meet.
fn told_apart(
    case: &Case,
    view: &View,
    (q, own): (&Quantity, &Range<usize>),
    pairs: &[(usize, &Quantity, Comparison)],
    of: &impl Fn(usize, &Quantity) -> Head,
) -> Vec<bool> {
    let (mine, theirs) = (&case.claim.words, &view.facts.words);
    let bounded = !matches!(q.bound, Bound::Exact | Bound::About);
    let heads: Vec<Head> = pairs.iter().map(|(j, r, _)| of(*j, r)).collect();
    let counted = heads.contains(&Head::Same);
    let signs = |j: usize| {
        let there = place(&view.facts, j);
        [facet::agree(mine, own.clone(), theirs, there.clone()), facet::drawn(mine, own.clone(), theirs, there)]
    };
    let all: Vec<[bool; 2]> = if bounded { pairs.iter().map(|p| signs(p.0)).collect() } else { vec![[true, false]; pairs.len()] };
    let rival = |k: usize| bounded && pairs.iter().zip(&all).any(|(p, s)| p.2 == Comparison::Different && s[k]);
    let rivals = [rival(0), rival(1)];
    let other = |met: bool, s: &[bool; 2]| met && (0..2).any(|k| rivals[k] && !s[k]);
    let each = pairs.iter().zip(&heads).zip(&all);
    each.map(|((p, head), s)| !(counted && *head == Head::Other || other(p.2 == Comparison::Satisfied, s))).collect()
}
