//! Regular English endings: plural, past, gerund, comparative. Of the possible stems the one that the vocabulary
//! knows as the right part of speech is taken; for unknown words the shape decides.

use super::vocabulary::{ADJECTIVE, NOUN, VERB, parts, weight};
use crate::language::key_of;
use std::borrow::Cow;

/// Strips a regular ending from a word that is no lemma itself. `None` where no rule applies.
pub fn regular(w: &str) -> Option<Cow<'_, str>> {
    if parts(w) != 0 {
        return None;
    }
    plural(w).or_else(|| verb(w)).or_else(|| degree(w))
}

/// The known one among the candidates: first with the part of speech, then with any.
fn known<'a>(candidates: Vec<Cow<'a, str>>, pos: u8) -> Option<Cow<'a, str>> {
    for pos in [pos, u8::MAX] {
        let fits = candidates.iter().filter(|c| parts(c) & pos != 0);
        if let Some(best) = fits.min_by_key(|c| weight(key_of(c))) {
            return Some(best.clone());
        }
    }
    None
}

fn plural(w: &str) -> Option<Cow<'_, str>> {
    let mut candidates = Vec::new();
    if let Some(s) = w.strip_suffix("ies").filter(|s| s.len() >= 2) {
        candidates.push(Cow::Owned(format!("{s}y")));
        candidates.push(Cow::Owned(format!("{s}ie")));
    } else if let Some(s) = w.strip_suffix("men") {
        let singular = format!("{s}man");
        return (parts(&singular) & NOUN != 0 || s.ends_with("wo")).then_some(Cow::Owned(singular));
    } else if let Some(s) = w.strip_suffix('s') {
        if ["ss", "us", "is"].iter().any(|e| w.ends_with(e)) {
            return (parts(s) != 0 && !w.ends_with("ss")).then_some(Cow::Borrowed(s));
        }
        let sibilant = ["sses", "shes", "ches", "xes", "zes", "oes"].iter().any(|e| w.ends_with(e) && w.len() > e.len());
        candidates.push(Cow::Borrowed(s));
        if let Some(s) = w.strip_suffix("es").filter(|_| sibilant || w.ends_with("ses")) {
            candidates.push(Cow::Borrowed(s));
            if sibilant {
                candidates.swap(0, 1);
            }
        }
    }
    let guess = candidates.first()?.clone();
    known(candidates, NOUN | VERB).or(Some(guess))
}

fn verb(w: &str) -> Option<Cow<'_, str>> {
    if let Some(s) = w.strip_suffix("ied").filter(|s| s.len() >= 2) {
        return Some(Cow::Owned(format!("{s}y")));
    }
    let s = w.strip_suffix("ing").or_else(|| w.strip_suffix("ed"))?;
    if s.len() < 2 || !s.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        return None;
    }
    known(stems(s), VERB).or_else(|| Some(shape(s)))
}

fn degree(w: &str) -> Option<Cow<'_, str>> {
    let s = w.strip_suffix("er").or_else(|| w.strip_suffix("est")).filter(|s| s.len() >= 3)?;
    let mut candidates = stems(s);
    if let Some(s) = s.strip_suffix('i') {
        candidates.push(Cow::Owned(format!("{s}y")));
    }
    let best = candidates.into_iter().filter(|c| parts(c) & ADJECTIVE != 0);
    best.min_by_key(|c| weight(key_of(c)))
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// What `-ing`, `-ed`, `-er` may have been put to: `hop(e)`, `plan(n)`, `walk`.
fn stems(s: &str) -> Vec<Cow<'_, str>> {
    let b = s.as_bytes();
    let mut out = vec![Cow::Owned(format!("{s}e"))];
    // a short stem with one vowel before one consonant would have doubled it
    if !short(b) {
        out.push(Cow::Borrowed(s));
    }
    if let [.., x, y] = b
        && x == y
        && !is_vowel(*y)
        && let Some(single) = s.get(..s.len() - 1)
    {
        out.push(Cow::Borrowed(single));
    }
    out
}

/// One syllable, one vowel letter, one final consonant: `hop`, `star`.
fn short(b: &[u8]) -> bool {
    let [.., v, c] = b else { return false };
    is_vowel(*v) && !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'y') && b.iter().filter(|c| is_vowel(**c) || **c == b'y').count() == 1
}

/// Unknown verbs: undoes the doubling of a consonant, or gives back a dropped `e`.
fn shape(s: &str) -> Cow<'_, str> {
    let b = s.as_bytes();
    if let [.., x, y] = b
        && b.len() >= 3
        && x == y
        && !matches!(y, b'l' | b's' | b'f' | b'z' | b'e' | b'o')
        && let Some(single) = s.get(..s.len() - 1)
    {
        return Cow::Borrowed(single);
    }
    let e = ["iz", "v", "uc", "rc", "nc", "rg", "dg", "u", "bl", "tl"].iter().any(|end| s.ends_with(end))
        || s.len() > 3 && ["at", "is", "ur"].iter().any(|end| s.ends_with(end))
        || s.len() <= 3 && short(b);
    if e { Cow::Owned(format!("{s}e")) } else { Cow::Borrowed(s) }
}
