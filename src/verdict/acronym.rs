//! A short form that the note spells out otherwise than a source does: its letters begin the words of another phrase there.

use super::assess::Case;
use super::{Conflict, definition};
use crate::corpus::Source;
use crate::language::{Words, key_of};
use crate::text::Span;
use std::ops::Range;

/// Letters of the shortest and of the longest short form.
const LETTERS: Range<usize> = 2..9;
/// Tokens between a short form and the phrase that spells it out.
const APART: usize = 7;
/// Tokens of the longest such phrase.
const LONGEST: usize = 14;
/// Sentences with the short form that are read.
const SENTENCES: usize = 64;

/// The first short form of the claim for which the sources only have another phrase.
pub fn conflict(case: &Case) -> Option<Conflict> {
    let words = &case.claim.words;
    (0..words.len()).find_map(|at| {
        let mine = spelled(words, at)?;
        let claimed = words.cover(mine.start, mine.end);
        let mut rival: Option<(usize, Span, Span)> = None;
        for (i, source) in case.sources.iter().enumerate() {
            if definition::stands(source, case.text, claimed) {
                return None;
            }
            for (theirs, sentence) in phrases(source, words.fold(at)) {
                if !definition::expands_otherwise(case.text, claimed, &source.document.text, theirs) {
                    return None;
                }
                rival.get_or_insert((i, theirs, sentence));
            }
        }
        let (i, theirs, sentence) = rival?;
        Some(definition::conflict(case, i, claimed, theirs, sentence, "same term"))
    })
}

/// The phrases that spell the short form out in a source, each with its sentence.
fn phrases<'a>(source: &'a Source, short: &'a str) -> impl Iterator<Item = (Span, Span)> + 'a {
    source.sentences_with(key_of(short)).take(SENTENCES).filter_map(move |at| {
        let words = source.words(at as usize);
        let found = (0..words.len()).filter(|k| words.fold(*k) == short).find_map(|k| spelled(&words, k))?;
        Some((words.cover(found.start, found.end), *source.sentences.get(at as usize)?))
    })
}

/// The phrase near token `at`, a short form, of which the words begin with its letters; the nearest one.
fn spelled(words: &Words, at: usize) -> Option<Range<usize>> {
    let short = words.fold(at);
    let letters: Vec<char> = short.chars().collect();
    let written = words.tokens.get(at).is_some_and(|t| t.is_word() && t.upper);
    if !written || !LETTERS.contains(&letters.len()) || !letters.iter().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let after = (at + 1..(at + 1 + APART).min(words.len())).find_map(|from| {
        let end = (from + letters.len() / 2..(from + LONGEST).min(words.len()) + 1).find(|to| spells(words, from..*to, &letters))?;
        Some(from..end)
    });
    let before = || {
        (at.saturating_sub(APART)..at).rev().map(|last| last + 1).find_map(|to| {
            let low = to.saturating_sub(LONGEST);
            (low..to).rev().find(|from| spells(words, *from..to, &letters)).map(|from| from..to)
        })
    };
    // two letters begin the words of many a phrase
    let sure = |r: &Range<usize>| letters.len() > 2 || r.clone().all(|k| words.tokens.get(k).is_none_or(|t| !t.content() || t.capital));
    after.or_else(before).filter(sure)
}

/// The words begin with the letters, one after the other. A small word inside may lend its own (“TOE: Team of Experts”), and so may
/// what follows a hyphen (“TEU: twenty-foot equivalent unit”).
fn spells(words: &Words, range: Range<usize>, letters: &[char]) -> bool {
    let word = |k: usize| words.tokens.get(k).filter(|t| t.is_word());
    let (Some(first), Some(last)) = (word(range.start), range.end.checked_sub(1).and_then(word)) else { return false };
    if !first.content() || !last.content() || first.upper && first.span.len() > 1 {
        return false;
    }
    // how many letters the words so far may have taken
    let mut taken: u32 = 1;
    for k in range.clone() {
        let Some(t) = words.tokens.get(k) else { return false };
        let folded = words.fold(k);
        if !t.is_word() {
            if matches!(folded, "-" | "/" | "&") {
                continue;
            }
            return false;
        }
        let small = !t.content() || k > range.start && words.fold(k - 1) == "-";
        let begins = |n: usize| letters.get(n).is_some_and(|c| folded.starts_with(*c));
        let next = (0..letters.len()).filter(|n| taken & (1 << n) != 0 && begins(*n)).fold(0, |all, n| all | (1 << (n + 1)));
        taken = if small { taken | next } else { next };
    }
    taken & (1 << letters.len()) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str, short: &str) -> Option<String> {
        let words = Words::new(text, Span::new(0, text.len()));
        let at = (0..words.len()).find(|k| words.fold(*k) == short)?;
        spelled(&words, at).map(|r| words.cover(r.start, r.end).of(text).to_string())
    }

    #[test]
    fn what_spells_a_short_form_out() {
        for (text, short, want) in [
            ("TIA stands for the Tidal Institute Agreement.", "tia", "Tidal Institute Agreement"),
            ("the Team of Experts on Tides (TOE)", "toe", "Team of Experts"),
            ("a keeper of Automatic Number Plate Recognition – ANPR.", "anpr", "Automatic Number Plate Recognition"),
            ("SPS, the town's School of Public Service, is closed", "sps", "School of Public Service"),
            ("TEU = twenty-foot equivalent unit", "teu", "twenty-foot equivalent unit"),
            ("known as the “gross product tax,” or GPT", "gpt", "gross product tax"),
        ] {
            assert_eq!(phrase(text, short).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn what_only_stands_beside_it() {
        for (text, short) in [
            ("The TIA met in Dorne on Monday.", "tia"),
            ("The chairman of the TPA thanked all the pilots.", "tpa"),
            ("US boats and US barges are up", "us"),
            ("The IDs in the list are old", "ids"),
        ] {
            assert_eq!(phrase(text, short), None, "{text}");
        }
    }
}
