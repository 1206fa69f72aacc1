//! A denial that is none of the claim: one that is asked, one of what was not done yet, or one that the source takes back.

use super::Conflict;
use super::assess::Case;
use super::view::View;
use crate::corpus::AFTER;
use crate::language::{Words, lexicon};
use crate::text::Span;

/// Tokens before and behind a word in which a “not” is of it.
const NEAR: (usize, usize) = (4, 2);

/// The denial in which a conflict was found says nothing against the claim.
pub fn idle(case: &Case, c: &Conflict) -> bool {
    if c.rule != "negation-conflict" {
        return false;
    }
    let Some((evidence, found)) = c.evidence.zip(c.found) else { return false };
    let Some(view) = case.views.iter().find(|v| v.place() == evidence) else { return false };
    let (mine, theirs) = (&case.claim.words, &view.facts.words);
    let asked = theirs.len().checked_sub(1).is_some_and(|k| theirs.fold(k) == "?");
    let Some(q) = last(theirs, found.span) else { return asked };
    // what was not done yet may be done by now, but for a claim of that very time
    let now = |k: usize| matches!(mine.fold(k), "yet" | "already" | "has" | "have" | "is" | "are");
    let yet = (0..q).any(|k| theirs.fold(k) == "yet") && !(0..mine.len()).any(now);
    asked || yet || denied(theirs, q) && taken_back(case, view, q)
}

/// The last word of content within a span.
fn last(words: &Words, span: Span) -> Option<usize> {
    (0..words.len()).rev().find(|k| words.tokens.get(*k).is_some_and(|t| t.content() && span.contains(t.span)))
}

/// What was denied is said after all: “did not end it in March. They ended it because …”, “In autumn it did.”
fn taken_back(case: &Case, view: &View, q: usize) -> bool {
    let Some(source) = case.sources.get(view.candidate.source) else { return false };
    let Some(key) = view.facts.words.tokens.get(q).map(|t| t.key) else { return false };
    let ends = |words: &Words, k: usize| matches!(words.fold(k), "" | "." | "," | ";" | ":" | "!");
    let said = |words: &Words, k: usize| {
        let meant = |i: usize| matches!(words.fold(i), "it" | "them" | "they" | "he" | "she" | "him" | "her" | "so");
        let points = meant(k + 1) || k.checked_sub(1).is_some_and(meant);
        let again = points && words.tokens.get(k).is_some_and(|t| t.key == key && lexicon::is_verb(key)) && words.fold(k) != words.lemma(k);
        let so = matches!(words.fold(k), "did" | "does" | "do") && ends(words, k + 1);
        (again || so) && !denied(words, k)
    };
    let words = &view.facts.words;
    let at = view.candidate.sentence;
    (q + 1..words.len()).any(|k| said(words, k))
        || (at + 1..(at + 1 + AFTER).min(source.sentences.len())).any(|k| {
            let words = source.words(k);
            (0..words.len()).any(|k| said(&words, k))
        })
}

fn denied(words: &Words, k: usize) -> bool {
    (k.saturating_sub(NEAR.0)..k + NEAR.1).any(|i| matches!(words.fold(i), "not" | "n't" | "never" | "no"))
}
