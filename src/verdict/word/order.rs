//! What came first: “after the mill was abandoned” beside “before the mill was abandoned”, “the second woman” beside “the first woman”.

use super::super::difference::{Difference, Slot};
use super::super::support;
use super::super::view::View;
use super::beside::{Beside, denials};
use super::matter::{Bar, NEAR};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::Group;
use crate::mention::quantity::{Bound, Kind};
use crate::text::Span;
use std::ops::Range;

/// What a free sentence that tells of the matter alone must say of the rest.
const BAR: Bar = Bar { full: 0.65, own: 0.45, lead: NEAR };

/// Tokens looked at for the event that another one is placed by.
const REACH: usize = 10;

/// Something is placed before or after something else.
pub struct Placed {
    pub before: bool,
    pub cue: Range<usize>,
    /// What it is placed by.
    pub other: Vec<usize>,
}

pub fn find(b: &Beside) -> Option<Difference> {
    if !denials(b.claim).is_empty() || b.denied() {
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
    let most = shared * 3 >= mine.other.len() * 2 && shared * 2 >= theirs.other.len();
    // what it is placed by begins alike: the same one did the same
    let opens = mine.other.len() >= 2 && theirs.other.len() >= 2 && {
        let first = |xs: &[usize]| xs.iter().copied().take(4).collect::<Vec<_>>();
        same(&mine.other[..2], &first(&theirs.other)) == 2
    };
    // and so is most of what is placed
    let outside = |f: &Facts, p: &Placed| {
        (0..f.words.len()).filter(|k| f.about(*k) && !p.other.contains(k) && !p.cue.contains(k)).collect::<Vec<_>>()
    };
    let first = outside(b.claim, &mine);
    let together = same(&first, &outside(b.source, &theirs)) * 3 >= first.len();
    if mine.before == theirs.before || !most && !opens || !together || crossed * 2 > mine.other.len() {
        return None;
    }
    let cue = |i: usize| mine.cue.contains(&i);
    let said = || most && b.said_to(0.8, 0.55, cue) || b.alone(&BAR, cue, |v| placed(&v.facts).is_some_and(|p| p.before == theirs.before));
    if !said() || b.guarded() || several(b.claim) || several(b.source) {
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
pub fn several(facts: &Facts) -> bool {
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

pub fn placed(facts: &Facts) -> Option<Placed> {
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

/// What place something has in a row: “the second woman to lead”, “his final building”.
struct Rank {
    token: usize,
    span: Span,
    /// 1 the first, -1 the last.
    place: i32,
    /// The ranked thing's first word.
    head: Option<usize>,
    /// Of the sentence's quantities, when the rank is one.
    figure: Option<usize>,
}

/// Another rank of the same thing: “the second woman to lead” beside “the first woman to lead”.
fn ranked(b: &Beside) -> Option<Difference> {
    // “her second call was cut off, too”: one more than the source's
    if (0..b.claim.words.len()).any(|i| matches!(b.claim.words.fold(i), "too" | "also" | "again")) {
        return None;
    }
    let (mine, theirs) = (ranks(b.claim), ranks(b.source));
    let [x] = mine.as_slice() else { return None };
    let [y] = theirs.as_slice() else { return None };
    let time = y.head.is_some_and(|k| matches!(b.source.words.lemma(k), "time" | "occasion"));
    let same = |v: &View, r: &Rank| x.head.zip(r.head).is_some_and(|(i, j)| v.like.at(i, j) >= 0.9);
    if x.place == y.place || !(time || same(b.view, y) || enumerates(b.claim, x) && enumerates(b.source, y)) {
        return None;
    }
    let met = |v: &View, close: f32| ranks(&v.facts).iter().any(|r| r.place == x.place && (same(v, r) || v.coverage.own >= close));
    let apart = |k: usize| k == x.token;
    // every figure but the rank is met, and every word said
    let others = || b.claim.quantities.iter().enumerate().all(|(k, _)| Some(k) == x.figure || support::quantity(b.case, b.view, k));
    let strictly = || !b.case.views.iter().any(|v| met(v, 0.0)) && others() && b.said_without_figures(0.9, 0.6);
    let loosely = || {
        let other = |v: &View| ranks(&v.facts).iter().any(|r| r.place != x.place && same(v, r));
        !time && !b.case.views.iter().any(|v| met(v, 0.4)) && b.alone(&BAR, apart, other)
    };
    if !strictly() && !loosely() || b.guarded() {
        return None;
    }
    Some(difference(x, y.span, y.figure, !time && x.figure.is_some() && y.figure.is_some()))
}

fn difference(x: &Rank, found: Span, figure: Option<usize>, replaceable: bool) -> Difference {
    let slot = x.figure.zip(figure).map_or(Slot::Opposite, |(i, j)| Slot::Quantity(i, j));
    Difference { slot, rule: "order-conflict", claimed: x.span, found, replaceable }
}

/// “First, …”, “First of the three: …”: the rank tells only where in a list the statement stands.
fn enumerates(facts: &Facts, r: &Rank) -> bool {
    r.token == 0 && matches!(facts.words.fold(1), "," | ":" | "of")
}

/// The ranks of a sentence. “Last week” and “the last ten years” are times.
fn ranks(facts: &Facts) -> Vec<Rank> {
    let words = &facts.words;
    let head = |from: usize| (from..words.len().min(from + 4)).find(|k| facts.about(*k));
    let figures = facts.quantities.iter().enumerate().filter(|(_, q)| q.kind == Kind::Ordinal && q.bound == Bound::Exact);
    let mut out: Vec<Rank> = figures
        .map(|(k, q)| Rank { token: q.tokens.start, span: q.number, place: q.value as i32, head: head(q.tokens.end), figure: Some(k) })
        .collect();
    // “Second, …”, which counts nothing
    let listed = ["first", "second", "third", "fourth", "fifth"].iter().position(|w| *w == words.fold(0));
    if let Some(place) = listed.filter(|_| matches!(words.fold(1), "," | ":" | "of") && out.iter().all(|r| r.token != 0)) {
        out.push(Rank { token: 0, span: words.cover(0, 1), place: place as i32 + 1, head: head(1), figure: None });
    }
    for i in (0..words.len()).filter(|i| words.is(*i, Group::Leading) || words.is(*i, Group::Closing)) {
        let place = if words.is(i, Group::Closing) { -1 } else { 1 };
        let timed = words.lemma_is(i + 1, Group::TimeUnit)
            || words.is(i + 1, Group::Weekday)
            || words.is(i + 1, Group::Month)
            || facts.value.get(i + 1) == Some(&true);
        if !timed && !out.iter().any(|r| r.token == i) {
            out.push(Rank { token: i, span: words.cover(i, i + 1), place, head: head(i + 1), figure: None });
        }
    }
    out
}
