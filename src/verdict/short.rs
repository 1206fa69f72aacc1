//! A few words in quotation marks, or a title, which are no quotation to be searched for: judged only where the source has a phrase
//! in marks of its own, in a sentence that speaks of the same, that differs in one word or has one more inside.

use super::assess::Case;
use super::quotation::nearly_title;
use super::view::View;
use super::{Conflict, Place};
use crate::corpus::Source;
use crate::document::Document;
use crate::language::{Letters, Words, lexicon};
use crate::mention::quotation::{Quotation, find_in};
use crate::text::Span;

/// Share of the claim that the source's sentence and its context say.
const SAME: f32 = 0.5;

/// The most words of a title.
const LONGEST: u32 = 12;

/// Phrases of two to four words between marks, and titles.
pub fn conflicts(note: &Document, case: &Case, quotations: &[Quotation]) -> Vec<Conflict> {
    // “the ‘day bakers’ never existed”
    if !case.claim.negations.is_empty() {
        return Vec::new();
    }
    let short = |q: &&Quotation| q.scare && (2..=4).contains(&q.words) || q.words <= LONGEST && nearly_title(note, q);
    let phrases = quotations.iter().filter(|q| !q.nested && short(q));
    phrases.filter(|q| !stands(note, q.span, case.sources)).find_map(|q| altered(note, case, q)).into_iter().collect()
}

/// The words stand in a source, in marks or not.
fn stands(note: &Document, span: Span, sources: &[&Source]) -> bool {
    let needle = Letters::new(&note.text, span);
    sources.iter().any(|s| {
        let letters = s.letters();
        !letters.find(needle.folded(), 0, letters.len(), 1).is_empty()
    })
}

fn altered(note: &Document, case: &Case, quotation: &Quotation) -> Option<Conflict> {
    let mine = Words::new(&note.text, quotation.span);
    for view in case.views.iter().filter(|v| v.prose && v.coverage.full >= SAME) {
        let source = case.sources.get(view.candidate.source)?;
        for theirs in quoted(source, view) {
            let words = Words::new(&source.document.text, theirs.span);
            if let Some((claimed, found)) = one_word(&mine, &words).or_else(|| left_out(&mine, &words)) {
                return Some(conflict(note, source, view, claimed, found));
            }
        }
    }
    None
}

/// The phrases in marks of the view's sentence.
fn quoted(source: &Source, view: &View) -> Vec<Quotation> {
    let block = source.document.block_at(view.span.start);
    let all = block.map(|b| find_in(&source.document, b)).unwrap_or_default();
    all.into_iter().filter(|q| view.span.contains(q.span)).collect()
}

/// As many words on both sides, and all the same but for one that carries content and stands for no other.
fn one_word(a: &Words, b: &Words) -> Option<(Span, Span)> {
    let (x, y) = (said(a), said(b));
    if x.len() != y.len() {
        return None;
    }
    let mut differ = x.iter().zip(&y).filter(|(i, j)| a.fold(**i) != b.fold(**j));
    let (i, j) = differ.next()?;
    let (s, t) = (a.tokens.get(*i)?, b.tokens.get(*j)?);
    let content = s.content() && t.content() && !s.capital && !t.capital;
    let shared = x.iter().any(|k| k != i && a.tokens.get(*k).is_some_and(|t| t.content()));
    (differ.next().is_none() && content && shared && s.key != t.key && lexicon::similar_keys(s.key, t.key) == 0.0)
        .then(|| (a.cover(*i, i + 1), b.cover(*j, j + 1)))
}

/// The source's phrase has one word more, inside; of two words before and after it at least two carry content.
fn left_out(a: &Words, b: &Words) -> Option<(Span, Span)> {
    let (x, y) = (said(a), said(b));
    if x.len() + 1 != y.len() || x.len() < 2 {
        return None;
    }
    let head = x.iter().zip(&y).take_while(|(i, j)| a.fold(**i) == b.fold(**j)).count();
    let tail = x.get(head..)?.iter().zip(y.get(head + 1..)?).all(|(i, j)| a.fold(*i) == b.fold(*j));
    let content = x.iter().filter(|k| a.tokens.get(**k).is_some_and(|t| t.content())).count();
    let inside = head > 0 && head < x.len();
    let (before, after) = (*x.get(head.checked_sub(1)?)?, *x.get(head)?);
    let (from, to) = (*y.get(head - 1)?, *y.get(head + 1)?);
    (tail && inside && content >= 2).then(|| (a.cover(before, after + 1), b.cover(from, to + 1)))
}

fn said(words: &Words) -> Vec<usize> {
    (0..words.len()).filter(|i| words.tokens.get(*i).is_some_and(|t| t.is_word() || t.is_number())).collect()
}

fn conflict(note: &Document, source: &Source, view: &View, claimed: Span, found: Span) -> Conflict {
    let source_says = found.of(&source.document.text).to_string();
    Conflict {
        rule: "altered-quotation",
        claimed,
        found: Some(Place { source: view.candidate.source, span: found }),
        evidence: Some(view.place()),
        note_says: format!("“{}”", claimed.of(&note.text)),
        replacement: Some(source_says.clone()),
        source_says: format!("“{source_says}”"),
        gates: vec!["quotation", "short"],
    }
}
