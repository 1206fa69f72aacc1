//! Roles exchanged: the claim and the source's sentence tell of the same two, and each stands in the other's place. “A asked B to”
//! beside “B asked A to”, “A was taken over by B” beside “A took over B”.

pub mod slot;

use super::assess::Case;
use super::frame;
use super::known::Bearer;
use super::support;
use super::view::View;
use super::{Conflict, Place, word};
use crate::evidence::{Facts, content_words, share};
use crate::language::lexicon::{self, Group};
use crate::language::{Words, progressive};
use crate::mention::name::{self, NameRelation};
use slot::{Slot, likeness, one_tie, slots, units};
use std::ops::Range;

/// The least share of the claim that the sentence and its context say, and the sentence alone.
const SAID: (f32, f32) = (0.6, 0.5);
/// The same where only one of the two places is told by the same word.
const FULL: f32 = 0.8;
/// A word that is the same.
const SAME: f32 = 0.9;
/// A word that may stand for the other.
const ALIKE: f32 = 0.75;
/// The same preposition, on another word.
const WEAK: f32 = 0.5;
/// Content words of a claim that tell without a name which event it is about.
const ENOUGH: usize = 5;
/// So many views are read.
const VIEWS: usize = 4;
/// The longest stretch that is shown, in tokens.
const LONGEST: usize = 16;

/// A name or a noun and where it stands.
#[derive(Clone, Debug)]
struct Part {
    tokens: Range<usize>,
    /// Into the names.
    name: Option<usize>,
    slots: Vec<Slot>,
}

fn parts(facts: &Facts) -> Vec<Part> {
    let placed = |tokens: Range<usize>| {
        let name = facts.names.iter().position(|n| n.tokens == tokens);
        Part { slots: slots(facts, &tokens), name, tokens }
    };
    units(facts).into_iter().map(placed).filter(|p| !p.slots.is_empty()).collect()
}

/// Two of the claim that stand in one another's place.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    exchanged(case).into_iter().collect()
}

fn exchanged(case: &Case) -> Option<Conflict> {
    let named = case.claim.names.iter().any(|n| !n.initial);
    let near: Vec<&View> = case.views.iter().filter(|v| v.prose && told(case, v)).take(VIEWS).collect();
    if near.is_empty() {
        return None;
    }
    let mine = parts(case.claim);
    let theirs: Vec<Vec<Part>> = near.iter().map(|v| parts(&v.facts)).collect();
    let read = || near.iter().copied().zip(&theirs);
    for (i, a) in mine.iter().enumerate() {
        for b in mine.iter().skip(i + 1) {
            // “a man bites a dog” beside “a dog bites a man”: without a name few words do not tell that it is one event
            let one = |v: &View| named || told_of(case, v, (a, b));
            let turned = |(v, t): (_, &Vec<Part>)| Some((v, turned(case, v, (a, b), t).filter(|_| one(v))?));
            let Some((view, there)) = read().find_map(turned) else { continue };
            if read().any(|(v, t)| kept(case, v, (a, b), t)) {
                return None;
            }
            return conflict(case, view, a.tokens.start.min(b.tokens.start)..a.tokens.end.max(b.tokens.end), there);
        }
    }
    None
}

/// Without a name: the sentence says all of the claim, there is enough of it, and one of the two is pointed at as known.
fn told_of(case: &Case, view: &View, (a, b): (&Part, &Part)) -> bool {
    let words = &case.claim.words;
    let known = |p: &Part| {
        let near = p.tokens.start.saturating_sub(3)..p.tokens.start;
        near.into_iter().any(|k| matches!(words.fold(k), "the" | "its" | "his" | "her" | "their" | "'s"))
    };
    content_words(case.claim, 0..words.len()) >= ENOUGH
        && !goes_on(words, (a, b))
        && said(case, &view.coverage.inside) >= SAME.max(word::rest_needed(case.claim))
        && (known(a) || known(b))
}

/// “A pulls at B”, while it is looked at: what goes on may go on both ways.
fn goes_on(words: &Words, (a, b): (&Part, &Part)) -> bool {
    a.slots.iter().chain(&b.slots).any(|s| progressive(words, s.word(), true))
}

/// The sentence says most of the claim, and gives its dates, values and names.
fn told(case: &Case, view: &View) -> bool {
    let name = |k: usize| case.claim.names.get(k).is_some_and(|n| n.initial) || support::name(case, view, k);
    said(case, &view.coverage.found) >= SAID.0
        && said(case, &view.coverage.inside) >= SAID.1
        && (0..case.claim.names.len()).all(name)
        && (0..case.claim.dates.len()).all(|k| support::same_date(case, view, k))
        && (0..case.claim.quantities.len()).all(|k| frame::given(case, view, k))
}

fn said(case: &Case, found: &[f32]) -> f32 {
    share(case.claim, 0..case.claim.words.len(), |k| found.get(k).copied().unwrap_or(0.0))
}

/// The stretch of the sentence in which each of the two stands in the other's place.
fn turned(case: &Case, view: &View, (a, b): (&Part, &Part), theirs: &[Part]) -> Option<Range<usize>> {
    let own = |x: &Part, y: &Part| x.slots.iter().any(|s| y.slots.iter().any(|t| alike_here(case, *s, *t)));
    if own(a, b) {
        return None;
    }
    let stands = |x: &Part, y: &Part| fit(case, view, x, y);
    let them = |x: &Part| theirs.iter().filter(|t| same(case, view, x, t)).collect::<Vec<_>>();
    let (as_a, as_b) = (them(a), them(b));
    let mut best: Option<(f32, Range<usize>)> = None;
    if as_a.iter().any(|x| as_b.iter().any(|y| x.tokens == y.tokens)) {
        return None;
    }
    for x in &as_b {
        for y in &as_a {
            let (one, other) = (stands(a, x), stands(b, y));
            let sure = one.max(other) >= SAME && one.min(other) >= ALIKE;
            let half = one.max(other) >= SAME && one.min(other) >= WEAK && said(case, &view.coverage.inside) >= FULL;
            if (sure || half) && best.as_ref().is_none_or(|b| one + other > b.0) {
                best = Some((one + other, x.tokens.start.min(y.tokens.start)..x.tokens.end.max(y.tokens.end)));
            }
        }
    }
    best.map(|b| b.1)
}

/// Each of the two stands in its own place in the sentence.
fn kept(case: &Case, view: &View, (a, b): (&Part, &Part), theirs: &[Part]) -> bool {
    let stands = |x: &Part| theirs.iter().filter(|t| same(case, view, x, t)).map(|t| fit(case, view, x, t)).fold(0.0, f32::max);
    stands(a) >= ALIKE && stands(b) >= ALIKE
}

/// How well the place of a part of the sentence is that of a part of the claim.
fn fit(case: &Case, view: &View, mine: &Part, theirs: &Part) -> f32 {
    let (words, there) = (&case.claim.words, &view.facts.words);
    let one = |s: Slot, t: Slot| {
        // “A met B”, “A bought from B”: either may come first, or another word turns it round
        let turns = Group::Mutual.has(words.lemma(s.word())) || lexicon::antonyms(words.lemma(s.word()), there.lemma(t.word())).is_some();
        let found = likeness((words, s), (there, t), &view.like);
        let weak = matches!((s, t), (Slot::Behind(_, p), Slot::Behind(_, q)) if one_tie(words.fold(p), there.fold(q)));
        if turns { 0.0 } else { found.max(if weak { WEAK } else { 0.0 }) }
    };
    mine.slots.iter().flat_map(|s| theirs.slots.iter().map(|t| one(*s, *t))).fold(0.0, f32::max)
}

/// Two places of the claim that are one: names in a row.
fn alike_here(case: &Case, s: Slot, t: Slot) -> bool {
    std::mem::discriminant(&s) == std::mem::discriminant(&t)
        && match (s, t) {
            (Slot::Behind(_, p), Slot::Behind(_, q)) => case.claim.words.fold(p) == case.claim.words.fold(q),
            _ => s.word() == t.word(),
        }
}

/// The part of the sentence is what the part of the claim names.
fn same(case: &Case, view: &View, mine: &Part, theirs: &Part) -> bool {
    match (mine.name, theirs.name) {
        (Some(i), Some(j)) => {
            let (Some(a), Some(b)) = (Bearer::of(case.claim, i), Bearer::of(&view.facts, j)) else { return false };
            let relation = name::relation(a.name, a.words, b.name, b.words, &case.aliases);
            matches!(relation, NameRelation::Same | NameRelation::Compatible)
        }
        (None, None) => view.like.at(mine.tokens.start, theirs.tokens.start) >= SAME,
        _ => false,
    }
}

fn conflict(case: &Case, view: &View, mine: Range<usize>, theirs: Range<usize>) -> Option<Conflict> {
    if mine.len() > LONGEST || theirs.len() > LONGEST {
        return None;
    }
    let claimed = case.claim.words.cover(mine.start, mine.end);
    let found = Place { source: view.candidate.source, span: view.facts.words.cover(theirs.start, theirs.end) };
    let out = case.finding("name-conflict", claimed, found, view.place(), vec!["role", "exchanged"]);
    Some(Conflict { replacement: None, ..out })
}
