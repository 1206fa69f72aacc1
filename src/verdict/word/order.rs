//! What came first: “after the mill was abandoned” beside “before the mill was abandoned”, “the second woman” beside “the first woman”.

use super::super::difference::{Difference, Slot};
use super::beside::{Beside, denials};
use crate::evidence::Facts;
use crate::language::Words;
use crate::mention::quantity::{Bound, Kind};
use std::ops::Range;

/// Tokens looked at for the event that another one is placed by.
const REACH: usize = 10;

/// Something is placed before or after something else.
struct Placed {
    before: bool,
    cue: Range<usize>,
    /// What it is placed by.
    other: Vec<usize>,
}

pub fn find(b: &Beside) -> Option<Difference> {
    if !denials(b.claim).is_empty() || !denials(b.source).is_empty() {
        return None;
    }
    turned(b).or_else(|| ranked(b))
}

/// The same event is placed on the other side of the same other event.
fn turned(b: &Beside) -> Option<Difference> {
    let (mine, theirs) = (placed(b.claim)?, placed(b.source)?);
    let same = |xs: &[usize], ys: &[usize]| xs.iter().filter(|i| ys.iter().any(|j| b.view.like.at(**i, *j) >= 0.75)).count();
    // most of what it is placed by is the same, and none of it is what is placed
    let shared = same(&mine.other, &theirs.other);
    let crossed = mine
        .other
        .iter()
        .filter(|i| (0..b.source.words.len()).any(|j| !theirs.other.contains(&j) && b.view.like.at(**i, j) >= 0.9))
        .count();
    if mine.before == theirs.before
        || shared * 3 < mine.other.len() * 2
        || shared * 2 < theirs.other.len()
        || crossed * 2 > mine.other.len()
    {
        return None;
    }
    let cue = |i: usize| mine.cue.contains(&i);
    if !b.said_to(0.8, 0.55, cue) || b.guarded() || several(b.claim) || several(b.source) {
        return None;
    }
    let whole = |f: &Facts, p: &Placed| f.words.cover(p.cue.start, p.cue.end);
    Some(Difference {
        slot: Slot::Opposite,
        rule: "order-conflict",
        claimed: whole(b.claim, &mine),
        found: whole(b.source, &theirs),
        replaceable: false,
    })
}

/// More than one such word: which event is placed by which is then hard to tell.
fn several(facts: &Facts) -> bool {
    (0..facts.words.len()).filter(|i| cue(&facts.words, *i).is_some()).count() > 1
}

/// The side and length of a word of time at token `i`.
fn cue(words: &Words, i: usize) -> Option<(bool, usize)> {
    let next = words.fold(i + 1);
    match words.fold(i) {
        "before" => Some((true, 1)),
        "prior" if next == "to" => Some((true, 2)),
        "ahead" if next == "of" => Some((true, 2)),
        "preceding" => Some((true, 1)),
        "after" => Some((false, 1)),
        "following" if i > 0 && !matches!(words.fold(i - 1), "the" | "a" | "its" | "his" | "her") => Some((false, 1)),
        "subsequent" if next == "to" => Some((false, 2)),
        _ => None,
    }
}

fn placed(facts: &Facts) -> Option<Placed> {
    let words = &facts.words;
    let (i, (before, len)) = (0..words.len()).find_map(|i| cue(words, i).map(|c| (i, c)))?;
    let ends = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "." | "(" | ")" | "that" | "which" | "who" | "and" | "but");
    let end = (i + len..words.len().min(i + len + REACH)).find(ends).unwrap_or(words.len().min(i + len + REACH));
    // named “after” somebody, “looks after”, “one after another”
    let idle = i.checked_sub(1).is_some_and(|k| {
        matches!(words.lemma(k), "name" | "look" | "model" | "call" | "day" | "take" | "year" | "soon" | "even" | "chase" | "seek")
            && words.fold(i) == "after"
            && !matches!(words.lemma(k), "day" | "year" | "soon" | "even")
    });
    let other: Vec<usize> = (i + len..end).filter(|k| facts.about(*k)).collect();
    (!idle && !other.is_empty()).then_some(Placed { before, cue: i..i + len, other })
}

/// Another rank of the same thing: “the second woman to lead” beside “the first woman to lead”.
fn ranked(b: &Beside) -> Option<Difference> {
    let ordinals = |f: &Facts| -> Vec<usize> {
        (0..f.quantities.len()).filter(|k| f.quantities[*k].kind == Kind::Ordinal && f.quantities[*k].bound == Bound::Exact).collect()
    };
    let (mine, theirs) = (ordinals(b.claim), ordinals(b.source));
    let ([i], [j]) = (mine.as_slice(), theirs.as_slice()) else { return None };
    let (q, r) = (b.claim.quantities.get(*i)?, b.source.quantities.get(*j)?);
    let head = |f: &Facts, from: usize| (from..f.words.len().min(from + 4)).find(|k| f.about(*k));
    let (x, y) = (head(b.claim, q.tokens.end)?, head(b.source, r.tokens.end)?);
    let time = matches!(b.source.words.lemma(y), "time" | "occasion");
    let met = b.case.views.iter().any(|v| v.facts.quantities.iter().any(|o| o.kind == Kind::Ordinal && o.value == q.value));
    if q.value == r.value || met || !time && b.view.like.at(x, y) < 0.9 {
        return None;
    }
    // every figure but the rank is met, and every word said
    let others = b.claim.quantities.iter().enumerate().all(|(k, _)| k == *i || super::super::support::quantity(b.case, b.view, k));
    if !others || !b.said_without_figures(0.9, 0.6) || b.guarded() {
        return None;
    }
    Some(Difference { slot: Slot::Quantity(*i, *j), rule: "order-conflict", claimed: q.number, found: r.number, replaceable: !time })
}
