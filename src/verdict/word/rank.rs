//! A place in a row of superlatives: “the oldest school of the country” beside “the second oldest in the country”.

use super::super::difference::{Difference, Slot};
use super::super::view::View;
use super::beside::{Beside, denials};
use super::matter::{Bar, NEAR};
use crate::evidence::Facts;
use crate::language::Words;
use crate::mention::quantity::Kind;
use std::ops::Range;

/// Words that stand for one another.
const ALIKE: f32 = 0.9;
/// Tokens before a superlative in which “one of” or “among” makes it one of several.
const SEVERAL: usize = 4;
/// Tokens behind a superlative in which a name may tell of what it is the first.
const FIELD: usize = 9;
/// What a sentence and its context, and the sentence alone, must say of the rest.
const REST: (f32, f32) = (0.85, 0.6);
/// What a free sentence that tells of the matter alone must say of the rest.
const BAR: Bar = Bar { full: 0.65, own: 0.45, lead: NEAR };

/// A superlative and its place in the row.
struct Ranked {
    tokens: Range<usize>,
    /// The adjective.
    at: usize,
    place: u32,
}

pub fn find(b: &Beside) -> Option<Difference> {
    let mine = ranked(b.claim);
    let [one] = mine.as_slice() else { return None };
    if !denials(b.claim).is_empty() || b.denied() || b.guarded() {
        return None;
    }
    let theirs: Vec<Ranked> = ranked(b.source).into_iter().filter(|r| b.view.like.at(one.at, r.at) >= ALIKE).collect();
    let [other] = theirs.as_slice() else { return None };
    let apart = |i: usize| one.tokens.contains(&i);
    // “the highest behind the other's”
    let passed = |f: &Facts, r: &Ranked| (r.tokens.end..f.words.len()).any(|k| matches!(f.words.fold(k), "behind" | "after" | "besides"));
    let against = one.place != other.place && !passed(b.claim, one) && !passed(b.source, other) && within(b, other) && heads(b, one, other);
    let said = || b.said_to(REST.0, REST.1, apart) || b.alone(&BAR, apart, |_| false);
    if !against || !said() || b.case.views.iter().any(|v| same(b, v, one)) {
        return None;
    }
    let claimed = b.claim.words.cover(one.tokens.start, one.tokens.end);
    let found = b.source.words.cover(other.tokens.start, other.tokens.end);
    Some(Difference { slot: Slot::Opposite, rule: "order-conflict", claimed, found, replaceable: false })
}

/// Another sentence has the claim's superlative in the claim's place.
fn same(b: &Beside, view: &View, one: &Ranked) -> bool {
    view.coverage.own >= 0.4 && ranked(&view.facts).iter().any(|r| r.place == one.place && view.like.at(one.at, r.at) >= ALIKE)
        || one.place == 1 && view.place() != b.view.place() && view.coverage.own >= b.view.coverage.own
}

/// What the source's superlative is the first of, the claim names as well: “in Europe” is not “in the world”.
fn within(b: &Beside, other: &Ranked) -> bool {
    let field = other.tokens.end..(other.tokens.end + FIELD).min(b.source.words.len());
    let ends = |k: usize| matches!(b.source.words.fold(k), "," | ";" | "." | "and" | "after" | "behind");
    let named = field.take_while(|k| !ends(*k)).filter(|k| b.source.words.tokens.get(*k).is_some_and(|t| t.content() && t.capital));
    named.into_iter().all(|k| b.claimed(k).is_some() || b.source.names.iter().any(|n| n.tokens.contains(&k) && met(b, n.tokens.start)))
}

/// The name that begins at source token `k` is one of the claim's.
fn met(b: &Beside, k: usize) -> bool {
    (0..b.claim.words.len()).any(|i| b.view.like.at(i, k) >= 0.75)
}

/// What they rank is one sort of thing, or one side does not say of which.
fn heads(b: &Beside, one: &Ranked, other: &Ranked) -> bool {
    let head = |f: &Facts, r: &Ranked| {
        let k = r.tokens.end;
        let plain = f.words.tokens.get(k).is_some_and(|t| t.is_word() && t.content());
        plain.then_some(k)
    };
    match (head(b.claim, one), head(b.source, other)) {
        (Some(x), Some(_)) => b.matched(x).is_some(),
        _ => true,
    }
}

/// The superlatives of a sentence behind “the” or an ordinal. “One of the largest” has no place.
fn ranked(facts: &Facts) -> Vec<Ranked> {
    (0..facts.words.len()).filter_map(|at| superlative(facts, at)).collect()
}

fn superlative(facts: &Facts, at: usize) -> Option<Ranked> {
    let words = &facts.words;
    let t = words.tokens.get(at).filter(|t| t.is_word())?;
    let ends = words.fold(at).len() > 5 && words.fold(at).ends_with("est") && words.lemma(at) != words.fold(at);
    let most = !t.stop && words.fold(at.checked_sub(1)?) == "most" && words.tokens.get(at).is_some_and(|t| !t.capital);
    if !ends && !most {
        return None;
    }
    let first = if most { at - 1 } else { at };
    let before = first.checked_sub(1)?;
    let before = if words.fold(before) == "-" { before.checked_sub(1)? } else { before };
    let ordinal = facts.quantities.iter().find(|q| q.kind == Kind::Ordinal && q.tokens.end == before + 1);
    let start = ordinal.map_or(first, |q| q.tokens.start);
    let several = (start.saturating_sub(SEVERAL)..start).any(|k| one_of(words, k));
    let article = words.fold(start.checked_sub(1)?);
    let told = ordinal.is_some() || matches!(article, "the" | "'s" | "its" | "their" | "his" | "her");
    let place = ordinal.map_or(Some(1), |q| (q.value >= 1.0 && q.value < 1000.0).then_some(q.value as u32))?;
    (told && !several).then_some(Ranked { tokens: start..at + 1, at, place })
}

fn one_of(words: &Words, k: usize) -> bool {
    matches!(words.fold(k), "among" | "amongst" | "joint" | "tied" | "equal" | "arguably" | "perhaps")
        || words.fold(k) == "of" && words.fold(k.wrapping_sub(1)) == "one"
}
