//! How the full names of two people stand to each other, and what the sources tell of somebody.

use super::super::assess::Case;
use super::super::known::Bearer;
use crate::evidence::Facts;
use crate::language::{TokenKind, Words, lexicon};
use crate::mention::name::{self, NameKind, NameRelation};
use crate::text::Span;
use std::sync::Arc;

/// How many sentences of a source are read for one word.
const SENTENCES: usize = 40;
/// The first letters that two spellings of a first name have in common: “Marc”, “Mark”.
const BEGINNING: usize = 3;

/// A sentence of a source.
pub struct Sentence {
    /// Into the case's sources.
    pub source: usize,
    pub span: Span,
    pub facts: Arc<Facts>,
}

/// The sentences of the sources that hold the word; none where there are too many to read them all.
pub fn sentences(case: &Case, key: u32) -> Option<Vec<Sentence>> {
    let mut out = Vec::new();
    for (i, source) in case.sources.iter().enumerate() {
        for (nth, at) in source.sentences_with(key).enumerate() {
            let at = at as usize;
            let span = *source.sentences.get(at).filter(|s| nth < SENTENCES && s.len() <= super::super::assess::LONGEST)?;
            out.push(Sentence { source: i, span, facts: source.facts(at, || source.words(at)) });
        }
    }
    Some(out)
}

/// The folded words of the name, without initials.
pub fn parts<'a>(b: &Bearer<'a>) -> Vec<&'a str> {
    let words = b.words;
    let plain = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.is_word()) && words.fold(*k).chars().nth(1).is_some();
    b.name.tokens.clone().filter(plain).map(|k| words.fold(k)).collect()
}

/// A first name and a surname, as far as can be told.
pub fn full(b: Bearer) -> bool {
    let kind = !b.name.certain || matches!(b.name.kind, NameKind::Person | NameKind::Other);
    let parts = parts(&b);
    let strange = || b.words.tokens.get(b.name.tokens.clone()).unwrap_or(&[]).iter().all(|t| t.capital && !lexicon::is_word(t.word_key));
    kind && parts.len() >= 2
        && !b.name.acronym
        && b.name.place.is_none()
        && lexicon::alias(b.words, b.name.tokens.start).is_none()
        && (parts.first().is_some_and(|p| lexicon::is_first_name(p)) || strange())
}

/// Two full names that cannot be one person's: of other surnames, or of one surname and first names that are no spellings of one
/// another.
pub fn apart(case: &Case, a: Bearer, b: Bearer) -> bool {
    if name::relation(a.name, a.words, b.name, b.words, &case.aliases) == NameRelation::Same {
        return false;
    }
    let (x, y) = (parts(&a), parts(&b));
    let ([first, .., last], [other_first, .., other_last]) = (x.as_slice(), y.as_slice()) else { return false };
    if alike(last, other_last) {
        return [first, other_first].iter().all(|f| lexicon::is_first_name(f)) && !first_alike(first, other_first);
    }
    // a surname taken besides the first one
    let taken = |names: &[&str], other: &str| names.iter().any(|n| alike(n, other));
    !taken(&x, other_last) && !taken(&y, last)
}

/// The sources have nobody of that surname, or nobody but `other`, and nobody of the first name.
pub fn unheard(case: &Case, mine: Bearer, other: Bearer) -> bool {
    let (x, y) = (parts(&mine), parts(&other));
    let (Some(last), Some(theirs)) = (x.last(), y.last()) else { return false };
    let asked = if alike(last, theirs) { x.first() } else { x.last() };
    asked.is_some_and(|w| mine.name.tokens.clone().find(|k| mine.words.fold(*k) == *w).is_some_and(|k| !heard(case, mine.words, k)))
}

/// The word stands in a source or in its title.
pub fn heard(case: &Case, words: &Words, k: usize) -> bool {
    let Some(t) = words.tokens.get(k) else { return true };
    case.sources.iter().any(|s| s.has(t.key)) || titled(case, t.key)
}

/// A source has the word in its title.
pub fn titled(case: &Case, key: u32) -> bool {
    let in_title = |title: &String| Words::new(title, Span::new(0, title.len())).tokens.iter().any(|t| t.key == key);
    case.sources.iter().any(|s| s.title.as_ref().is_some_and(in_title))
}

/// The claim's words without those of `said` are found in the sources, or `light` in what is told.
pub fn settled(case: &Case, said: impl Fn(usize) -> bool, light: impl Fn(&str) -> bool) -> bool {
    let words = &case.claim.words;
    let content = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.content());
    (0..words.len()).filter(content).all(|k| said(k) || light(words.fold(k)) || heard(case, words, k))
}

fn alike(a: &str, b: &str) -> bool {
    a == b || name::near(a, b) || a.split('-').any(|p| b.split('-').any(|q| p == q))
}

/// The two may be spellings or short forms of one first name.
pub fn first_alike(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(p, q)| p == q).count();
    common >= BEGINNING.min(a.chars().count()).min(b.chars().count()) || sound(a) == sound(b) || lexicon::same_first_name(a, b)
}

/// The consonants that are heard: one for “Sean” and “Shaun”.
fn sound(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w' => continue,
            'c' | 'q' => 'k',
            'z' => 's',
            'v' => 'f',
            'x' => {
                out.push_str("ks");
                continue;
            }
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// A quotation mark.
pub fn quote(words: &Words, k: usize) -> bool {
    words.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Punct)
        && words.fold(k).chars().all(|c| matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_are_spelt_in_many_ways() {
        for (a, b) in [("sean", "shaun"), ("mark", "marc"), ("katherine", "catherine"), ("jon", "john"), ("al", "alan")] {
            assert!(first_alike(a, b), "{a} {b}");
        }
        for (a, b) in [("emma", "clara"), ("james", "jacob"), ("anna", "maria")] {
            assert!(!first_alike(a, b), "{a} {b}");
        }
    }
}
