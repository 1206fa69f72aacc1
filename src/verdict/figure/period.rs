//! Whether a figure of the sources is one of the time that the claim speaks of.

use super::super::assess::Case;
use super::super::view::View;
use super::super::{dates, support};
use crate::evidence::Facts;
use crate::language::lexicon::{self, Group};
use crate::mention::date::{DateMention, Relation};
use std::ops::Range;

/// The claim's `k`-th date does not set the figure in the stretch `there` of the sentence apart from the claim's.
pub fn agrees(case: &Case, view: &View, k: usize, there: &Range<usize>, bounded: bool) -> bool {
    recurring(case.claim, k) || then(case, view, k, there) || bounded && implied(case, view, k)
}

/// “The Saturday programme”: a weekday that tells of which sort a thing is, not when.
fn recurring(claim: &Facts, k: usize) -> bool {
    let Some(date) = claim.dates.get(k).filter(|d| d.tokens.len() == 1) else { return false };
    let noun =
        claim.words.tokens.get(date.tokens.end).is_some_and(|t| t.content() && t.is_word() && !t.capital && !lexicon::is_verb(t.key));
    claim.words.is(date.tokens.start, Group::Weekday) && noun
}

/// A date of the sentence agrees with the claim's `k`-th; where dates stand right around the figure, one of those.
fn then(case: &Case, view: &View, k: usize, there: &Range<usize>) -> bool {
    let Some(date) = case.claim.dates.get(k) else { return true };
    // “the 2011 census”: which one is meant, in the same words
    if !dates::tells(case.claim, date) && date.relation == Relation::At && view.facts.dates.iter().any(|d| support::agree(date, d)) {
        return true;
    }
    // a figure is one of its time, also where that is given as the day of counting
    let telling = || view.facts.dates.iter().filter(|d| d.relation == Relation::AsOf || dates::tells(&view.facts, d));
    let here: Vec<&DateMention> = telling().filter(|d| there.contains(&d.tokens.start)).collect();
    if here.iter().any(|d| support::agree(date, d)) {
        return true;
    }
    // “in 2013 …, the lowest since 1985”: the date that stands there is another one of the claim's
    let other = |d: &&DateMention| case.claim.dates.iter().any(|o| support::agree(o, d));
    here.iter().all(other) && telling().any(|d| support::agree(date, d))
}

/// The claim's `k`-th date is in the document's title (“the 2012 film”), and the sentence has none.
fn implied(case: &Case, view: &View, k: usize) -> bool {
    let Some(date) =
        case.claim.dates.get(k).filter(|d| view.facts.dates.is_empty() && matches!(d.relation, Relation::At | Relation::Range))
    else {
        return false;
    };
    let title = case.sources.get(view.candidate.source).and_then(|s| s.called()).unwrap_or("");
    let digits = |i: usize| case.claim.words.fold(i);
    let mut numbers = date.tokens.clone().filter(|i| case.claim.words.tokens.get(*i).is_some_and(|t| t.is_number()));
    numbers.all(|i| title.contains(digits(i)))
}
