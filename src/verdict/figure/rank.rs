//! Places in a row: whether two of them are of one thing in one row.

use super::super::assess::Case;
use super::super::view::View;
use crate::evidence::Facts;
use crate::language::lexicon::Group;
use crate::mention::quantity::{Bound, Quantity};
use std::ops::Range;

/// How many tokens may stand between “is” and the place: “is the young singer's second”.
const REACH: usize = 7;

/// The claim's place in a row and the sentence's exclude each other: both are of a superlative (“the second largest”), of a ranking
/// (“number 4”), or tell which of its sort one thing is (“is her second album”).
pub fn comparable(case: &Case, view: &View, q: &Quantity, r: &Quantity) -> bool {
    let row = || told(case, view, q);
    superlative(view, q, r) && row()
        || placing(case.claim, q) && placing(&view.facts, r)
        || row() && q.bound == Bound::Exact && identifies(case.claim, q) && identifies(&view.facts, r) && one_row(case, view, q, r)
}

/// Everything that the claim says behind its place is said: “the second to resign” is no place among all, “the third by area” none by
/// population.
fn told(case: &Case, view: &View, q: &Quantity) -> bool {
    let light = |k: usize| case.claim.words.lemma_is(k, Group::StandIn) || case.claim.words.lemma_is(k, Group::Light);
    let found = |k: usize| view.coverage.found.get(k).is_some_and(|f| *f >= 0.75);
    (q.tokens.end..case.claim.words.len()).filter(|k| case.claim.about(*k)).all(|k| found(k) || light(k))
}

/// “number 4”, “the fourth place”, “ranked 25th”: a place in a row by its own words.
fn placing(facts: &Facts, q: &Quantity) -> bool {
    let lemma = |i: Option<usize>| i.map_or("", |i| facts.words.lemma(i));
    let before = (1..=2).filter_map(|k| q.tokens.start.checked_sub(k));
    matches!(lemma(q.unit_word), "number" | "no" | "#")
        || matches!(lemma(q.head), "place" | "position" | "spot" | "rank")
        || q.unit_word.is_none() && before.into_iter().any(|k| matches!(facts.words.lemma(k), "rank" | "place"))
}

fn superlative(view: &View, q: &Quantity, r: &Quantity) -> bool {
    q.unit_word.zip(r.unit_word).is_some_and(|(a, b)| view.like.at(a, b) >= 0.8)
}

/// “X is the 21st mayor”, “X was her second album”: it tells which of its sort a thing is.
fn identifies(facts: &Facts, q: &Quantity) -> bool {
    let words = &facts.words;
    let owner = |k: &usize| {
        let folded = words.fold(*k);
        matches!(folded, "the" | "his" | "her" | "its" | "their" | "'s" | "'" | "and" | "upcoming")
            || words.tokens.get(*k).is_some_and(|t| t.capital || t.is_word() && t.content() && !matches!(folded, "after" | "before"))
    };
    let verb = (q.tokens.start.saturating_sub(REACH)..q.tokens.start).rev().find(|k| !owner(k));
    let article = q.tokens.start.checked_sub(1).map_or("", |k| words.fold(k));
    matches!(article, "the" | "his" | "her" | "its" | "their" | "'s" | "'")
        && verb.is_some_and(|k| matches!(words.fold(k), "is" | "was" | "be" | "became" | "becomes" | "becoming"))
}

/// The same is said of what they count: “second studio album” is no “second album”.
fn one_row(case: &Case, view: &View, q: &Quantity, r: &Quantity) -> bool {
    let (mine, theirs) = (&case.claim.words, &view.facts.words);
    let phrase = |facts: &Facts, q: &Quantity| -> Range<usize> {
        let words = &facts.words;
        let plain = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.is_word() && t.content() || words.fold(*k) == "-");
        let end = (q.tokens.end..words.len()).take_while(plain).last().map_or(q.tokens.end, |k| k + 1);
        q.tokens.end..q.head.map_or(end, |h| (h + 1).min(end.max(h + 1)))
    };
    let (a, b) = (phrase(case.claim, q), phrase(&view.facts, r));
    let content = |k: &usize, words: &crate::language::Words| words.tokens.get(*k).is_some_and(|t| t.content());
    let (a, b): (Vec<usize>, Vec<usize>) = (a.filter(|k| content(k, mine)).collect(), b.filter(|k| content(k, theirs)).collect());
    let told = |x: usize, y: usize| view.like.at(x, y) >= 0.9;
    !a.is_empty()
        && a.iter().all(|x| b.iter().any(|y| told(*x, *y)))
        && b.iter().all(|y| a.iter().any(|x| told(*x, *y)))
        && !(0..theirs.len())
            .any(|k| matches!(theirs.lemma(k), "overall" | "also") || theirs.is(k, Group::Changing) && theirs.fold(k) == "former")
}
