//! What ways of writing a term have in common, and which of several entries comes first.

use super::Entry;
use crate::corpus::definition::Kind;
use crate::language::{Words, fold, lexicon};
use crate::text::Span;

/// Words side by side, at most hyphens, quotation marks and possessives between them.
pub(in crate::corpus) fn unbroken(words: &Words, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number())
            || matches!(words.fold(i), "-" | "'s" | "'" | "\"" | "." | "&" | "+" | ":" | ",")
    })
}

/// What two ways of writing a term have in common: their lemmas without marks and a leading article.
pub(in crate::corpus) fn form(words: &Words, from: usize, to: usize) -> String {
    let from = from + usize::from(matches!(words.fold(from), "a" | "an" | "the") && from + 1 < to);
    let mut out = String::new();
    for i in from..to {
        if words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number()) {
            out.push_str(words.lemma(i));
        }
    }
    out
}

pub(super) fn form_of(text: &str, span: Span) -> String {
    let words = Words::new(text, span);
    form(&words, 0, words.len())
}

/// “WHO” is not “who”: a short form that looks like a function word keeps its capitals.
pub(in crate::corpus) fn written_alike(term: &str, used: &str) -> bool {
    !lexicon::is_stop(&fold(term))
        || term.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            == used.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// The people who go by this surname, if they are one person.
pub(super) fn surname(read: &[(String, Entry)], form: &str) -> Vec<Entry> {
    let people: Vec<&(String, Entry)> = read.iter().filter(|(f, e)| e.definition.kind == Kind::Person && f.ends_with(form)).collect();
    let one = people.first().is_some_and(|(first, _)| people.iter().all(|(f, _)| f == first));
    let whole = |e: &Entry| {
        let last = e.term().rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).map(fold);
        last.is_some_and(|l| form_of(&l, Span::new(0, l.len())) == form)
    };
    if one { people.into_iter().filter(|(_, e)| whole(e)).map(|(_, e)| e.clone()).collect() } else { Vec::new() }
}

/// Glossaries first, then sources in scope, then others; what says the same in the same words only once.
pub(super) fn ranked(mut entries: Vec<Entry>, scope: &[usize]) -> Vec<Entry> {
    let rank = |e: &Entry| match e.source {
        None => (0, 0),
        Some(i) => scope.iter().position(|s| *s == i).map_or((2, i), |at| (1, at)),
    };
    entries.sort_by_key(|e| (rank(e), e.definition.term.start));
    let mut seen = Vec::new();
    entries.retain(|e| {
        let said = fold(e.text());
        let new = !seen.contains(&said);
        if new {
            seen.push(said);
        }
        new
    });
    entries
}
