//! Dates of a claim beside those of a sentence that it all but copies.

use super::compare::{self, Comparison};
use super::difference::{Difference, Pair, Slot};
use crate::evidence::{Facts, clause_at, clauses};
use crate::mention::date::{DateMention, Relation};

/// Dates of the claim that stand where the source has another date.
pub fn dates(pair: &Pair) -> Vec<Difference> {
    let met = |i: usize, j: usize| compare::date(&pair.claim.dates[i], &pair.source.dates[j]) == Comparison::Satisfied;
    // a date that fits speaks for the claim unless another stands in its place: of “held on the 13th, told on the 8th”
    // only the first is the day of “held”
    let satisfied = |i: usize| {
        let nearest = date_in_place(pair, i);
        (0..pair.source.dates.len()).any(|j| met(i, j) && nearest.is_none_or(|n| date_near(pair, i, j) > n - 0.2))
    };
    let taken = |j: usize| (0..pair.claim.dates.len()).any(|i| met(i, j) && satisfied(i));
    let mut out = Vec::new();
    for (i, d) in pair.claim.dates.iter().enumerate() {
        // word for word the same otherwise: then an edition's year was changed too
        if satisfied(i) || !tells(pair.claim, d) && pair.alignment.ordered < 0.95 {
            continue;
        }
        let rival = pair.source.dates.iter().enumerate().find(|(j, r)| !taken(*j) && pair.in_place(&d.tokens, &r.tokens));
        if let Some((j, r)) = rival.filter(|(j, r)| {
            (tells(pair.source, r) || pair.alignment.ordered >= 0.95) && (in_a_row(pair.claim, i) || !in_a_row(pair.source, *j))
        }) && compare::date(d, r) == Comparison::Different
        {
            out.push(Difference { slot: Slot::Date(i, j), rule: "date-conflict", claimed: d.span, found: r.span, replaceable: true });
        }
    }
    out
}

fn date_near(pair: &Pair, i: usize, j: usize) -> f32 {
    let (Some(d), Some(r)) = (pair.claim.dates.get(i), pair.source.dates.get(j)) else { return 0.0 };
    pair.view.near(pair.claim, clause_at(&clauses(pair.claim), d.tokens.start), r.tokens.start)
}

/// The nearness of a source date that stands in the place of the claim's `i`-th and differs from it.
fn date_in_place(pair: &Pair, i: usize) -> Option<f32> {
    let d = pair.claim.dates.get(i)?;
    let rivals = pair.source.dates.iter().enumerate();
    let there = rivals.filter(|(_, r)| compare::date(d, r) == Comparison::Different && pair.in_place(&d.tokens, &r.tokens));
    there.map(|(j, _)| date_near(pair, i, j)).max_by(f32::total_cmp)
}

/// One of several dates in a row (“in 2011, 2013 and 2015”): there may be more.
fn in_a_row(facts: &Facts, j: usize) -> bool {
    let near = |a: &DateMention, b: &DateMention| {
        let between = a.tokens.end..b.tokens.start;
        between.len() <= 2 && between.clone().all(|k| matches!(facts.words.fold(k), "," | "and" | "or" | "&"))
    };
    let at = |k: usize| facts.dates.get(k);
    let after = at(j).zip(at(j + 1)).is_some_and(|(a, b)| near(a, b));
    after || j.checked_sub(1).and_then(at).zip(at(j)).is_some_and(|(a, b)| near(a, b))
}

/// The date says when something was: not when a figure was taken (“as of”), not which edition of a thing is meant
/// (“the 2014 World Cup”), not a part of a name.
pub fn tells(facts: &Facts, date: &DateMention) -> bool {
    let next = facts.words.tokens.get(date.tokens.end);
    let edition = date.tokens.len() == 1 && next.is_some_and(|t| t.capital && t.is_word() && t.spaced);
    let named = facts.names.iter().any(|n| n.span.overlaps(date.span));
    date.relation != Relation::AsOf && !edition && !named
}
