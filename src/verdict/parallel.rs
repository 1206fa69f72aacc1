//! Two statements of one shape about two things: entries of a list, reports of a series, one more of the kind. What the one gives
//! says nothing against what the other gives.

use super::assess::Case;
use super::difference::{Difference, Slot};
use super::view::View;
use crate::evidence::{Alignment, Facts, states};
use crate::language::Words;
use crate::mention::date::Relative;

/// Neither side is closed by a mark: lines of a list, headings, captions. Each has a value of its own.
pub fn entries(claim: &Facts, source: &Facts) -> bool {
    !closed(&claim.words) && !closed(&source.words)
}

/// A mark ends the line as a sentence.
fn closed(words: &Words) -> bool {
    let last = words.len().checked_sub(1).map_or("", |k| words.fold(k));
    matches!(last, "." | "!" | "?" | "…" | "\"" | "'" | ")" | "]" | ";")
}

/// A few words that say nothing of anything: a heading, the entry of a table.
pub fn fragment(claim: &Facts) -> bool {
    let bracket = claim.words.len().checked_sub(1).is_some_and(|k| matches!(claim.words.fold(k), ")" | "]"));
    (bracket || !closed(&claim.words)) && !states(claim)
}

/// The claim tells of one more: “was also”, “another three”, which the source does not say. “Also, …” only goes on.
fn further(claim: &Facts, alignment: &Alignment) -> bool {
    another(claim, alignment) || lone(claim, alignment, |i, w| i > 0 && matches!(w, "also" | "likewise"))
}

/// “Another three”, “a further 20”.
pub fn another(claim: &Facts, alignment: &Alignment) -> bool {
    lone(claim, alignment, |_, w| matches!(w, "another" | "further" | "additional"))
}

/// A word of the claim that stands for none of the sentence.
fn lone(claim: &Facts, alignment: &Alignment, is: impl Fn(usize, &str) -> bool) -> bool {
    (0..claim.words.len()).any(|i| is(i, claim.words.fold(i)) && alignment.to_source.get(i).copied().flatten().is_none())
}

/// Leaves out the values that differ because the sentence of `best` tells of another thing. `close`: it and the sentences that stand
/// about as near.
pub fn retain(case: &Case, best: &View, close: &[&View], found: &mut Vec<Difference>) {
    if !found.iter().any(is_value) {
        return;
    }
    if entries(case.claim, &best.facts) || further(case.claim, &best.alignment) {
        found.retain(|d| !is_value(d));
    }
    if close.len() > 1 {
        let row: Vec<&View> = close.iter().filter(|v| v.candidate.source == best.candidate.source).copied().collect();
        found.retain(|d| !is_value(d) || !series(case, d, &row));
    }
}

/// Several sentences of one source stand in the place of the claim's, each with a value of its own in the place of the one that
/// differs: then the claim's is one more of the row. But where one of them has all other values of the claim (“Well 17 gave …”),
/// it is that one which the claim is about, and only those that have them too stand beside it.
fn series(case: &Case, d: &Difference, row: &[&View]) -> bool {
    let meant = |view: &View| {
        let found = view.differences(case);
        // a day of the week does not tell which entry of a row is meant
        let telling = |o: &&Difference| is_value(o) && !matches!(o.slot, Slot::Date(i, _) if weekday(case.claim, i));
        let only = found.iter().filter(telling).all(|o| o.claimed.overlaps(d.claimed) && o.rule == d.rule);
        !found.is_empty() && only && numbered(case.claim, view, d)
    };
    let any = row.iter().any(|v| meant(v));
    let mut values: Vec<String> = Vec::new();
    for view in row.iter().filter(|v| !any || meant(v)) {
        let text = case.sources.get(view.candidate.source).map_or("", |s| &s.document.text);
        for o in view.differences(case).iter().filter(|o| o.claimed.overlaps(d.claimed) && o.rule == d.rule) {
            let value = o.found.of(text).to_lowercase();
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    values.len() > 1
}

fn weekday(claim: &Facts, i: usize) -> bool {
    claim.dates.get(i).is_some_and(|d| matches!(d.relative, Some(Relative::Weekday { .. })))
}

/// Every other number of the claim stands in its place in the sentence, also one that only tells which of several is meant.
fn numbered(claim: &Facts, view: &View, d: &Difference) -> bool {
    let at = |i: usize| view.alignment.to_source.get(i).copied().flatten().map(|j| view.facts.words.fold(j as usize));
    let number = |i: &usize| claim.words.tokens.get(*i).is_some_and(|t| t.is_number() && !t.span.overlaps(d.claimed));
    (0..claim.words.len()).filter(number).all(|i| at(i) == Some(claim.words.fold(i)))
}

/// A value of some kind, which two parallel statements may each have, not a word that turns what is said.
fn is_value(d: &Difference) -> bool {
    matches!(d.slot, Slot::Quantity(..) | Slot::Date(..) | Slot::Name(..) | Slot::Copied)
}

/// The claim is about a person who is only pointed at (“He”, “Her bail”), and nothing else in it says who that is.
pub fn unnamed(claim: &Facts) -> bool {
    let first = (0..claim.words.len()).find(|i| claim.words.tokens.get(*i).is_some_and(|t| t.is_word()));
    let pointing = |w: &str| matches!(w, "he" | "she" | "his" | "her" | "hers" | "we" | "our" | "ours" | "i" | "my");
    first.is_some_and(|i| pointing(claim.words.fold(i))) && !claim.names.iter().any(|n| !n.initial)
}
