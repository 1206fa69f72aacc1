//! When a source satisfies a claim, or one of its values: the veto that comes before every warning.

use super::assess::Case;
use super::compare::{self, Comparison};
use super::view::View;
use super::{free, word, words};
use crate::mention::date::{DateMention, Relation};
use crate::mention::name::{self, NameRelation};

/// Share of the claim's weighted content that a supporting sentence and its context hold.
const SUPPORT: f32 = 0.85;

/// The sentence says what the claim says: nearly all its content, and every value, with no word against it.
pub fn supports(case: &Case, view: &View) -> bool {
    if view.coverage.full < SUPPORT || view.coverage.own < 0.6 {
        return false;
    }
    let values = free::capitals(case, view)
        && (0..case.claim.quantities.len()).all(|i| quantity_here(case, view, i))
        && (0..case.claim.dates.len()).all(|i| date_here(case, view, i))
        && (0..case.claim.names.len()).all(|i| name(case, view, i));
    let Some(source) = case.sources.get(view.candidate.source) else { return false };
    values
        && words::loose(&view.pair(case.text, case.claim, source)) == (0, 0)
        && case.claim.negations.len() % 2 == view.facts.negations.len() % 2
        && view.pair(case.text, case.claim, source).differences(&case.aliases).is_empty()
        && word::against(case, view).is_none()
}

/// Some quantity of the sentence satisfies the claim's `i`-th.
pub fn quantity(case: &Case, view: &View, i: usize) -> bool {
    case.claim.quantities.get(i).is_some_and(|q| view.facts.quantities.iter().any(|r| compare::quantity(q, r) == Comparison::Satisfied))
}

/// Quantity `i` is satisfied by one that stands about as near to the claim's other words as any: of “47% want more and 43%
/// want less” only the first speaks for “47% want more”.
fn quantity_here(case: &Case, view: &View, i: usize) -> bool {
    let rivals = free::quantities_in(case, view, i);
    let best = rivals.iter().map(|r| r.0).fold(0.0f32, f32::max);
    quantity(case, view, i) && !rivals.iter().filter(|r| r.1 == Comparison::Satisfied).all(|r| r.0 < best - 0.06)
}

/// The same for date `i`.
fn date_here(case: &Case, view: &View, i: usize) -> bool {
    let rivals = free::dates_in(case, view, i);
    let best = rivals.iter().map(|r| r.0).fold(0.0f32, f32::max);
    rivals.iter().any(|r| r.1 == Comparison::Satisfied && r.0 >= best - 0.2)
}

/// Some date of the sentence satisfies the claim's `i`-th.
pub fn date(case: &Case, view: &View, i: usize) -> bool {
    case.claim.dates.get(i).is_some_and(|d| view.facts.dates.iter().any(|r| compare::date(d, r) == Comparison::Satisfied))
}

/// Some date of the sentence is the claim's `i`-th, not only allowed by it (“by 2020” allows 2013).
pub fn same_date(case: &Case, view: &View, i: usize) -> bool {
    let Some(d) = case.claim.dates.get(i) else { return false };
    view.facts.dates.iter().any(|r| agree(d, r))
}

/// Two dates tell of the same time: “by 2020” does not agree with 2013, nor “before March” with “as of March”.
pub fn agree(note: &DateMention, source: &DateMention) -> bool {
    let plain = |d: &DateMention| DateMention { relation: Relation::At, ..d.clone() };
    let open = matches!(note.relation, Relation::Before | Relation::After | Relation::Since) && note.relation != source.relation;
    compare::date(&plain(note), &plain(source)) == Comparison::Satisfied && !open
}

/// Some name of the sentence may be the claim's `i`-th, or its words stand in the sentence or its context.
pub fn name(case: &Case, view: &View, i: usize) -> bool {
    let Some(n) = case.claim.names.get(i) else { return false };
    let covered = view.coverage.found.get(n.tokens.clone()).is_some_and(|f| f.iter().all(|x| *x >= 0.9));
    covered
        || view.facts.names.iter().any(|r| {
            matches!(
                name::relation(n, &case.claim.words, r, &view.facts.words, &case.aliases),
                NameRelation::Same | NameRelation::Compatible
            )
        })
}
