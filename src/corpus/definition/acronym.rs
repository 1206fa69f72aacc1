//! “Trade Promotion Authority (TPA)” and “TPA (Trade Promotion Authority)”.

use super::{Definition, Kind, found};
use crate::language::Words;

/// Reads the bracket at token `k`.
pub(super) fn read(text: &str, words: &Words, k: usize) -> Option<Definition> {
    let close = (k + 1..(k + 14).min(words.len())).find(|&j| matches!(words.fold(j), ")" | ";" | ","))?;
    let short = letters(text, words, k + 1, close);
    if let Some(short) = short {
        let from = expansion(words, k, &short)?;
        // “the Veldmark Coast Guard’s (VCG) second boat”
        let to = k - usize::from(words.fold(k - 1) == "'s");
        return Some(found(words, (k + 1, close), (from, to), Kind::Acronym));
    }
    // the other order: the short form before the bracket, the long one in it
    let at = k.checked_sub(1)?;
    let short = letters(text, words, at, k)?;
    let mut from = k + 1;
    if matches!(words.fold(from), "the" | "a" | "an") {
        from += 1;
    }
    (words.fold(close) == ")" && expansion(words, close, &short) == Some(from)).then(|| found(words, (at, k), (from, close), Kind::Acronym))
}

/// The folded letters of a short form that is the whole of `from..to`: two to ten, most of them capitals.
fn letters(text: &str, words: &Words, from: usize, to: usize) -> Option<Vec<char>> {
    if from + 1 != to {
        return None;
    }
    let t = words.tokens.get(from).filter(|t| t.is_word())?;
    let raw = t.span.of(text);
    let upper = raw.chars().filter(|c| c.is_uppercase()).count();
    let all = raw.chars().filter(|c| c.is_alphanumeric()).count();
    if !(2..=10).contains(&all) || upper < 2 || upper * 2 < all {
        return None;
    }
    let mut letters: Vec<char> = words.fold(from).chars().filter(|c| c.is_alphanumeric()).collect();
    if raw.ends_with('s') && letters.len() > 2 {
        letters.pop();
    }
    Some(letters)
}

/// Where the words that end before token `to` and give the letters begin.
fn expansion(words: &Words, to: usize, letters: &[char]) -> Option<usize> {
    let mut left = letters.len();
    let mut k = to;
    let mut from = None;
    let floor = to.saturating_sub(letters.len() * 2 + 4);
    let mut skipped = 0usize;
    while k > floor && left > 0 {
        k -= 1;
        let Some(t) = words.tokens.get(k) else { break };
        if !(t.is_word() || t.is_number()) {
            let mark = words.fold(k);
            if !matches!(mark, "-" | "'s" | "&" | "," | "/" | "\"" | "'") || mark == "," && letters.len() < 4 {
                return None;
            }
            continue;
        }
        let small = matches!(words.fold(k), "of" | "the" | "and" | "for" | "in" | "on" | "to" | "at" | "by" | "de" | "a");
        // “Office of Field Service (OFS)”: not the O of “of”
        let before = k.checked_sub(1).filter(|_| small).and_then(|i| takes(words.fold(i), letters, left));
        match takes(words.fold(k), letters, left).filter(|_| before.is_none()) {
            Some(n) => {
                left -= n;
                from = Some(k);
                skipped = 0;
            }
            None if k + 1 < to && small => {}
            None => {
                skipped += 1;
                if skipped > 1 || k + 1 == to {
                    return None;
                }
            }
        }
    }
    let from = from.filter(|_| left == 0)?;
    // at least two words, or one whose letters give the whole (a prefix is no expansion)
    (to - from >= 2 || letters.len() <= 3 && words.fold(from).len() >= letters.len() * 3).then_some(from)
}

/// How many of the last `left` letters the word gives: its first letter and, for a word that gives several (“reflectography”
/// for R), letters in order after it.
fn takes(word: &str, letters: &[char], left: usize) -> Option<usize> {
    let first = word.chars().next()?;
    (1..=left.min(3)).find(|&n| {
        let part = letters.get(left - n..left).unwrap_or(&[]);
        if part.first() != Some(&first) {
            return false;
        }
        let mut rest = word.chars().skip(1);
        part.iter().skip(1).all(|p| rest.any(|c| c == *p))
    })
}
