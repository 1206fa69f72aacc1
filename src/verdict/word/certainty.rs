//! More certain than the source: “has approved” beside “is slated to approve”, “helped” beside “possibly helped”.

use super::super::difference::{Difference, Slot};
use super::super::support;
use super::beside::{Beside, denials, links, stretch};
use super::matter::{Bar, NEAR};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use crate::mention::modality::{self, ModalityKind, Strength};
use crate::text::Span;

/// How far a hedge reaches, in tokens.
const REACH: usize = 14;

/// What a free sentence that tells of the matter alone must say of the claim.
const BAR: Bar = Bar { full: 0.7, own: 0.4, lead: NEAR };

/// Tokens behind a verb in which its object is looked for.
const OBJECT: usize = 7;
/// Tokens before “whether” in which a word tells that it is not known.
const ASKED: usize = 4;

/// A hedged predicate: the hedge, the token that it bears on, and whether it lies ahead (a plan, a hope).
struct Hedge {
    cue: Span,
    predicate: usize,
    ahead: bool,
    /// Told as sure to come.
    certain: bool,
}

pub fn find(b: &Beside) -> Option<Difference> {
    let source = b.case.sources.get(b.view.candidate.source)?;
    let hedges = hedges(&source.document.text, b.source);
    if hedges.is_empty() || !denials(b.claim).is_empty() || b.denied() {
        return None;
    }
    hedges.iter().find_map(|h| overclaimed(b, h))
}

fn overclaimed(b: &Beside, h: &Hedge) -> Option<Difference> {
    let p = b.claimed(h.predicate).filter(|p| b.view.like.at(*p, h.predicate) >= 0.9)?;
    let words = &b.claim.words;
    let sure = (0..words.len()).find(|i| lexicon::certainty(words, *i).is_some_and(|(_, c)| c == 5));
    // “… how the nets can be used”, behind it on both sides, is no hedge of it
    // and so is no “said” that both have
    let aligned = |i: usize| b.view.alignment.to_source.get(i).copied().flatten().map(|j| j as usize);
    // the claim has the hedge itself
    if (0..words.len()).any(|i| aligned(i).is_some_and(|j| told(b, h, j) && j != h.predicate && b.view.like.at(i, j) >= 0.95)) {
        return None;
    }
    let shared = |i: usize| {
        i > p && b.view.like.best(i, h.predicate + 1..b.source.words.len()) >= 0.95
            || i < p && lexicon::reporting(words, i).is_some() && b.view.like.best(i, 0..h.predicate) >= 0.95
            // “will be housed in a museum that has opened”: the source has that “will” as well
            || i < p && aligned(i).is_some_and(|j| j < h.predicate && !told(b, h, j))
    };
    let hedged = (0..words.len()).filter(|i| !shared(*i)).any(|i| {
        lexicon::certainty(words, i).is_some_and(|(_, c)| c <= if h.ahead { 4 } else { 3 })
            || Group::Hoping.has(words.lemma(i))
            || words.fold(i) == "to" && i < p && i + 3 > p
            || i < p && rumoured(words, i)
    });
    // for what lies ahead the note must say that it has happened
    // with a date of its own it tells of another time
    let same = |i: usize| b.claim.dates[i].relation_span.is_none() && support::date(b.case, b.view, i);
    let dated = b.claim.dates.is_empty() || !b.source.dates.is_empty() && (0..b.claim.dates.len()).all(same);
    if hedged
        || h.ahead && (!happened(words, p) || !dated)
        || h.certain && !done(words, p)
        || !h.ahead && sure.is_none() && !stated(words, p)
    {
        return None;
    }
    let cue =
        |i: usize| Some(i) == sure || sure.is_some_and(|s| lexicon::certainty(words, s).is_some_and(|(n, _)| (s..s + n).contains(&i)));
    // “give”, “take”: what was given is what tells
    let what = || {
        let object = (p + 1..words.len().min(p + OBJECT)).find(|k| b.claim.about(*k));
        let there = h.predicate + 1..(h.predicate + OBJECT).min(b.source.words.len());
        !Group::Light.has(words.lemma(p)) || object.is_none_or(|k| b.view.like.best(k, there) >= 0.75)
    };
    let said = || what() && (b.said_to(0.85, 0.45, cue) || b.alone(&BAR, cue, |_| false));
    if b.guarded() || elsewhere(b, p, h) || !said() {
        return None;
    }
    let claimed = sure.filter(|s| *s < p).map_or(stretch(words, p), |s| words.cover(s, p + 1));
    let found = b.source.words.tokens.get(h.predicate).map_or(h.cue, |t| h.cue.cover(t.span));
    Some(Difference { slot: Slot::Modality, rule: "modality-overclaim", claimed, found, replaceable: false })
}

/// “Is reported to be”, “is said to have”: the note has it from others.
fn rumoured(words: &Words, i: usize) -> bool {
    let passive = i.checked_sub(1).is_some_and(|b| links(words.fold(b))) && lexicon::reporting(words, i).is_some();
    passive && (i + 1..i + 3).any(|k| words.fold(k) == "to")
}

/// Source token `j` is part of the hedge's cue.
fn told(b: &Beside, h: &Hedge, j: usize) -> bool {
    b.source.words.tokens.get(j).is_none_or(|t| h.cue.overlaps(t.span))
}

/// The hedges of a sentence. “Would”, “should”, “can” and “could” speak of conditions, duties, ability and the past as well.
fn hedges(text: &str, facts: &Facts) -> Vec<Hedge> {
    let words = &facts.words;
    let mut out: Vec<Hedge> = modality::find(text, words)
        .into_iter()
        .filter(|m| matches!(m.kind, ModalityKind::Epistemic | ModalityKind::Future | ModalityKind::Intent))
        .filter(|m| {
            matches!(m.strength, Strength::Possible | Strength::Likely) || m.strength == Strength::Certain && m.kind == ModalityKind::Future
        })
        .filter(|m| {
            words
                .tokens
                .iter()
                .position(|t| t.span.start >= m.cue.start)
                .is_none_or(|i| words.fold(i) != "could" && !matches!(words.lemma(i), "try" | "agree"))
        })
        .filter_map(|m| {
            Some(Hedge {
                cue: m.cue,
                predicate: verb_of(words, m.scope?),
                ahead: m.kind != ModalityKind::Epistemic,
                certain: m.strength == Strength::Certain,
            })
        })
        .collect();
    // “plans to use the money to hire”: what it is for lies ahead as well
    let mut further = Vec::new();
    for h in out.iter().filter(|h| h.ahead) {
        let inside =
            (h.predicate + 1..words.len().min(h.predicate + REACH)).take_while(|k| !matches!(words.fold(*k), "," | ";" | ":" | "that"));
        let purpose = inside.into_iter().filter(|k| words.fold(*k) == "to" && words.fold(k + 1) == words.lemma(k + 1));
        further.extend(
            purpose.filter(|k| words.tokens.get(k + 1).is_some_and(|t| t.content() && lexicon::is_verb(t.key))).map(|k| Hedge {
                cue: h.cue,
                predicate: k + 1,
                ahead: true,
                certain: h.certain,
            }),
        );
    }
    out.append(&mut further);
    out.extend((0..words.len()).filter_map(|i| asked(words, i)));
    for i in (0..words.len()).filter(|i| Group::Hoping.has(words.lemma(*i))) {
        let inside = (i + 1..words.len().min(i + REACH)).take_while(|k| !matches!(words.fold(*k), "," | ";" | ":"));
        let modal = inside.into_iter().find(|k| matches!(words.fold(*k), "will" | "would" | "could" | "can" | "may" | "might"));
        let verb = modal.and_then(|m| (m + 1..words.len().min(m + 5)).find(|k| words.tokens.get(*k).is_some_and(|t| t.content())));
        if let Some(predicate) = verb {
            out.push(Hedge { cue: words.cover(i, i + 1), predicate, ahead: true, certain: false });
        }
    }
    out
}

/// What an adverb bears on: “perhaps Olm wanted” is of the wanting.
fn verb_of(words: &Words, scope: usize) -> usize {
    let ends = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "." | "(");
    let verb = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.content() && !t.capital && lexicon::is_verb(t.key));
    let named = words.tokens.get(scope).is_some_and(|t| t.capital);
    let found = (scope..words.len().min(scope + REACH)).take_while(|k| !ends(k)).find(verb);
    if named { found.unwrap_or(scope) } else { scope }
}

/// Whether what token `at` says is so is not known: “it is unclear whether X has accepted”.
pub fn unknown(words: &Words, at: usize) -> bool {
    (at.saturating_sub(REACH)..at).filter(|i| words.fold(*i) == "whether").any(|i| asked(words, i).is_some_and(|h| h.predicate == at))
}

/// “It is unclear whether X has approved”, “the court must decide whether …”: the verb behind “whether” is open.
fn asked(words: &Words, i: usize) -> Option<Hedge> {
    let from = (i.saturating_sub(ASKED)..i).find(|k| words.is(*k, Group::Asking) || words.lemma_is(*k, Group::Asking))?;
    let open = words.fold(i) == "whether";
    let inside = (i + 1..words.len().min(i + REACH)).take_while(|k| !matches!(words.fold(*k), "," | ";" | ":" | "and" | "that"));
    let verb = |k: &usize| {
        let t = words.tokens.get(*k).filter(|t| t.content() && !t.capital && lexicon::is_verb(t.key));
        let helped = (1..=2)
            .any(|n| k.checked_sub(n).is_some_and(|b| words.is(b, Group::Auxiliary) || words.fold(b) == "can" || words.fold(b) == "to"));
        t.is_some() && (helped || words.fold(*k) != words.lemma(*k) && !words.fold(*k).ends_with("ing"))
    };
    let predicate = inside.into_iter().find(verb)?;
    open.then(|| Hedge { cue: words.cover(from, i + 1), predicate, ahead: false, certain: false })
}

/// “Has approved”, “approved”, “was the culmination”: told as a fact of the past.
fn happened(words: &Words, p: usize) -> bool {
    let before = |k: usize| p.checked_sub(k).map_or("", |i| words.fold(i));
    let helped = (1..=3).any(|k| matches!(before(k), "has" | "have" | "had" | "was" | "were"));
    let past = words.fold(p) != words.lemma(p) && !words.fold(p).ends_with("ing") && !words.fold(p).ends_with('s');
    helped || past
}

/// “Has already been approved”: told as over and done.
fn done(words: &Words, p: usize) -> bool {
    let before = |k: usize| p.checked_sub(k).map_or("", |i| words.fold(i));
    (1..=4).any(|k| before(k) == "already") && happened(words, p)
}

/// Told as a fact: a finite form, or one after “is”, “has”.
fn stated(words: &Words, p: usize) -> bool {
    happened(words, p) || (1..=3).any(|k| p.checked_sub(k).is_some_and(|i| links(words.fold(i)))) || words.fold(p) != words.lemma(p)
}

/// The claim's word stands somewhere in scope without a hedge.
fn elsewhere(b: &Beside, p: usize, h: &Hedge) -> bool {
    let here = (0..b.source.words.len()).any(|j| j != h.predicate && b.view.like.at(p, j) >= 0.9);
    let others = b.case.views.iter().filter(|v| v.place() != b.view.place() && v.coverage.own >= 0.5);
    here || others.into_iter().any(|v| {
        let text = b.case.sources.get(v.candidate.source).map_or("", |s| &s.document.text);
        let theirs = hedges(text, &v.facts);
        // “become” says nothing by itself: what it became
        let what = (p + 1..b.claim.words.len()).find(|k| b.claim.about(*k)).filter(|_| Group::Light.has(b.claim.words.lemma(p)));
        what.is_none_or(|k| v.like.best(k, 0..v.facts.words.len()) >= 0.75)
            && (0..v.facts.words.len()).any(|j| v.like.at(p, j) >= 0.75 && !theirs.iter().any(|t| t.predicate == j))
    })
}
