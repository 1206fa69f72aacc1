//! A quantifier beside another one of the same things: “only a few of the bears” beside “almost all the bears”.

use super::super::difference::{Difference, Slot};
use super::super::view::View;
use super::beside::{Beside, denials, links, rest_needed};
use super::matter::{Bar, NEAR};
use crate::evidence::Facts;
use crate::language::lexicon;
use crate::mention::polarity::Negation;
use std::ops::Range;

/// What a free sentence that tells of the matter alone must say of the rest.
const BAR: Bar = Bar { full: 0.6, own: 0.35, lead: NEAR };
/// The same where the sentence says all of it.
const COPIED: (f32, f32) = (0.95, 0.9);
/// Share of the claim's words in order from which on it is a copy.
const CLOSE: f32 = 0.8;
/// Tokens from a quantifier to what it counts.
const REACH: usize = 6;
/// Tokens between an adverb of share (“largely”) and what it is said of.
const AROUND: usize = 8;

/// A quantifier and what it counts.
struct Counted {
    cue: Range<usize>,
    /// 0 none to 6 all.
    grade: u8,
    /// “Not all”.
    denied: bool,
    /// “Only some”.
    only: bool,
    heads: Vec<usize>,
}

pub fn find(b: &Beside) -> Option<Difference> {
    let (mine, theirs) = (counted(b.claim), counted(b.source));
    for x in &mine {
        // “all” beside “most” of a sentence that is copied else
        let close = b.view.alignment.ordered >= CLOSE;
        for y in theirs.iter().filter(|y| exclude(x, y) || close && x.grade == 6 && y.grade >= 4 && y.grade < 6 && !x.denied) {
            if headed(b.view, x, y)
                && alone_negated(b.claim, x, &denials(b.claim))
                && alone_negated(b.source, y, &b.denials_there())
                && stands(b, x)
            {
                let claimed = b.claim.words.cover(x.cue.start, x.cue.end);
                let found = b.source.words.cover(y.cue.start, y.cue.end);
                return Some(Difference { slot: Slot::Quantifier, rule: "quantifier-conflict", claimed, found, replaceable: false });
            }
        }
    }
    None
}

fn stands(b: &Beside, x: &Counted) -> bool {
    let against = |v: &View| counted(&v.facts).iter().any(|o| headed(v, x, o) && exclude(x, o));
    let told = |v: &View| v.coverage.own >= 0.3 && counted(&v.facts).iter().any(|o| headed(v, x, o) && !exclude(x, o));
    let apart = |k: usize| x.cue.contains(&k);
    let all = COPIED.0.max(rest_needed(b.claim));
    !b.guarded()
        && !b.case.views.iter().any(told)
        && (b.said_to(all, COPIED.1.max(rest_needed(b.claim)), apart) || b.alone(&BAR, apart, against) && !escapes(b))
}

/// “Few escaped damage” beside “nearly all were damaged”: a verb that turns what stands behind it is not in the sentence.
fn escapes(b: &Beside) -> bool {
    let turns =
        |w: &str| matches!(w, "escape" | "avoid" | "evade" | "miss" | "lack" | "fail" | "refuse" | "decline" | "lose" | "spare" | "skip");
    let unsaid = |i: usize| b.view.coverage.inside.get(i).is_some_and(|f| *f < 0.75);
    let back = |j: usize| b.view.alignment.to_claim.get(j).copied().flatten().is_none();
    (0..b.claim.words.len()).any(|i| turns(b.claim.words.lemma(i)) && unsaid(i))
        || (0..b.source.words.len()).any(|j| turns(b.source.words.lemma(j)) && back(j))
}

/// The two shares cannot be told of the same things: all of it and few of it, none and some.
fn exclude(claim: &Counted, source: &Counted) -> bool {
    if claim.denied || source.denied {
        return claim.denied != source.denied && claim.grade == source.grade;
    }
    match (claim.grade, source.grade) {
        (2 | 3, s) if claim.only => s >= 5,
        (0, s) | (s, 0) => s >= 2,
        (1, s) | (s, 1) => s >= 4,
        // “all” of what is told of some
        (6, 2 | 3) => true,
        _ => false,
    }
}

/// They count the same things.
fn headed(view: &View, x: &Counted, y: &Counted) -> bool {
    x.heads.iter().any(|i| y.heads.iter().any(|j| view.like.at(*i, *j) >= 0.75))
}

/// No negation but the quantifier's own.
fn alone_negated(facts: &Facts, x: &Counted, denials: &[&Negation]) -> bool {
    let own = facts.words.cover(x.cue.start, x.cue.end);
    denials.iter().all(|n| n.cue.overlaps(own))
}

/// The quantifiers of a sentence.
fn counted(facts: &Facts) -> Vec<Counted> {
    let words = &facts.words;
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let Some((len, grade)) = lexicon::quantifier(words, i).filter(|_| !idle(facts, i)) else {
            i += 1;
            continue;
        };
        let content = |range: Range<usize>| -> Vec<usize> { range.filter(|k| facts.about(*k)).collect() };
        let adverb = len == 1 && words.fold(i).ends_with("ly") && words.fold(i) != "only";
        let heads = if adverb {
            content(i.saturating_sub(AROUND)..(i + AROUND).min(words.len()))
        } else {
            let stop = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "." | "(" | ")");
            let near = (i + len..words.len().min(i + len + REACH)).take_while(|k| !stop(k)).filter(|k| facts.about(*k));
            let unit = |k: &usize| {
                matches!(
                    words.lemma(*k),
                    "hour" | "day" | "week" | "month" | "year" | "minute" | "second" | "time" | "decade" | "century" | "mile" | "way"
                )
            };
            let near: Vec<usize> = near.take(3).take_while(|k| !unit(k)).collect();
            // “access to the palace”: what is counted stands before the name
            let common = |k: &usize| words.tokens.get(*k).is_some_and(|t| !t.capital);
            let named = near.first().is_some_and(common);
            near.into_iter().filter(|k| !named || common(k)).collect()
        };
        let nearly = i.checked_sub(1).is_some_and(|k| matches!(words.fold(k), "almost" | "nearly" | "virtually" | "practically"));
        let from = if nearly { i - 1 } else { i };
        let grade = if nearly && grade == 6 { 5 } else { grade };
        let before = from.checked_sub(1).map_or("", |k| words.fold(k));
        let (denied, only) = (before == "not" && grade == 6, matches!(before, "only" | "just"));
        let from = from - usize::from(denied || only);
        out.push(Counted { cue: from..i + len, grade, denied, only, heads });
        i += len;
    }
    out
}

/// “Any”, “after all”, “at all”, “both A and B”, “each other”, “no more than”: not a share.
fn idle(facts: &Facts, i: usize) -> bool {
    let words = &facts.words;
    let before = i.checked_sub(1).map_or("", |k| words.fold(k));
    match words.fold(i) {
        "any" | "certain" | "various" | "sometimes" | "occasionally" | "often" | "frequently" | "never" | "usually" | "generally" => true,
        "little" | "rare" | "rarely" | "seldom" | "much" | "always" | "whole" | "everything" | "nothing" => true,
        // “makes the most of it”
        "most" => before == "the",
        "all" => matches!(before, "after" | "at" | "of" | "in") || words.fold(i + 1) == "but",
        "each" => words.fold(i + 1) != "of",
        "both" => (i + 1..words.len().min(i + 6)).any(|k| words.fold(k) == "and"),
        // “was no isolated case”: a denial, no share
        "no" if links(before) && words.fold(i.saturating_sub(2)) != "there" => true,
        "no" => !facts.negations.iter().any(|n| words.tokens.get(i).is_some_and(|t| n.cue.overlaps(t.span))),
        "few" => matches!(before, "a" | "quite") || facts.value.get(i + 1) == Some(&true),
        "part" => before != "a" && words.fold(i + 1) != "of",
        "half" => true,
        _ => false,
    }
}
