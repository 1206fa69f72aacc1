//! Whether a sentence is English: what reads words may only judge what it can read.

use super::lexicon;
use super::token::{Words, key_of};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

const FOREIGN: &str = include_str!("foreign.txt");

fn foreign() -> &'static FxHashSet<u32> {
    static CELL: OnceLock<FxHashSet<u32>> = OnceLock::new();
    CELL.get_or_init(|| {
        let words = FOREIGN.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace);
        words.map(super::fold).filter(|w| !lexicon::is_stop(w)).map(|w| key_of(&w)).collect()
    })
}

/// False where the script is not Latin, where function words of another language outnumber the English ones, or where most words are
/// unknown and hardly one is a function word. A few words without any such sign pass for English. Linear.
pub fn is_english(words: &Words) -> bool {
    let (mut all, mut stops, mut strange) = (0usize, 0usize, 0usize);
    for (i, t) in words.tokens.iter().enumerate().filter(|(_, t)| t.is_word()) {
        all += 1;
        stops += usize::from(t.stop);
        let first = words.fold(i).chars().next().unwrap_or('a');
        strange += usize::from(first > '\u{24f}' && first.is_alphabetic());
    }
    if strange * 2 > all {
        return false;
    }
    // running English has a function word in two or three
    if all == 0 || stops * 3 >= all {
        return true;
    }
    let lower = |i: usize| words.tokens.get(i).is_some_and(|t| t.is_word() && (!t.capital || i == 0));
    let theirs = (0..words.len()).filter(|i| lower(*i) && strange_word(words, *i) && !particle(words, *i)).count();
    if theirs >= 2 && theirs > stops {
        return false;
    }
    let common: Vec<usize> = (0..words.len()).filter(|i| lower(*i)).collect();
    let known = common
        .iter()
        .filter(|i| words.tokens.get(**i).is_some_and(|t| t.stop || lexicon::weight(t.key) < 8 || lexicon::is_known(t.key)))
        .count();
    common.len() < 6 || known * 2 >= common.len()
}

fn strange_word(words: &Words, i: usize) -> bool {
    foreign().contains(&key_of(words.fold(i)))
}

/// “de la” between the parts of a name.
fn particle(words: &Words, i: usize) -> bool {
    let capital = |k: usize| words.tokens.get(k).is_some_and(|t| t.capital && t.is_word());
    let before = (1..=2).map_while(|k| i.checked_sub(k)).find(|k| capital(*k) || !strange_word(words, *k));
    let after = (i + 1..i + 3).find(|k| capital(*k) || !strange_word(words, *k));
    before.is_some_and(capital) && after.is_some_and(capital)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn english(text: &str) -> bool {
        is_english(&Words::new(text, Span::new(0, text.len())))
    }

    #[test]
    fn english_sentences_and_fragments_pass() {
        for text in [
            "The weir was built of oak and stone in 1820.",
            "Weir rebuilt 1820, oak, stone",
            "Kowalczyk met Lindqvist in Göteborg.",
            "Maria de la Cruz van der Berg sings.",
            "Rendez-vous with the mayor",
            "42",
            "",
        ] {
            assert!(english(text), "{text}");
        }
    }

    #[test]
    fn other_languages_do_not() {
        for text in [
            "Das Wehr wurde von den Mönchen aus Eiche und Stein gebaut.",
            "Le barrage a été construit par les moines en 1820.",
            "La presa fue construida por los monjes con piedra y roble.",
            "港の委員会は春に会合を開いた。",
            "Совет порта одобрил новые причалы весной.",
            "Het stuw werd door de monniken van steen gebouwd.",
        ] {
            assert!(!english(text), "{text}");
        }
    }
}
