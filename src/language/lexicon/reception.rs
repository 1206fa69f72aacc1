//! Words of how a work was received. From `reception.txt`.

use super::{lines, words};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const RECEPTION: &str = include_str!("reception.txt");

/// What a word tells of how a work was received.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reception {
    /// Lemmas of what is told of a work: “review”.
    Report,
    /// Lemmas of the same, where somebody gets it: “response”.
    Answer,
    /// Lemmas of how it is come by: “receive”.
    Getting,
    /// Adjectives of praise: “positive”.
    Good,
    /// Adjectives of praise, of a review only: “strong”.
    Strong,
    /// Adjectives between praise and blame: “mixed”.
    Mixed,
    /// Adjectives of blame: “negative”.
    Bad,
    /// Adverbs of praise: “favourably”.
    Well,
    /// Adverbs between praise and blame.
    Middlingly,
    /// Adverbs of blame: “poorly”.
    Ill,
    /// Lemmas of verbs whose adverb tells the outcome: “rate”.
    Judged,
    Praised,
    Panned,
    Liked,
    Disliked,
    /// Lemmas of nouns of praise: “acclaim”.
    Acclaim,
    /// Lemmas of people whose trade is reviews, and of what is theirs.
    Critic,
    /// Lemmas of people who only watch, hear or play.
    Audience,
    /// Lemmas of a thing that paid: “hit”.
    Success,
    /// Lemmas of a thing that did not: “flop”.
    Failure,
    /// Words for what pays: “commercial”.
    Commercial,
    /// Adjectives of size before a success.
    Sized,
    /// Folded words for some of the reviews, or those of one time.
    Part,
    /// Folded words that weaken or compare what follows.
    Less,
}

const NAMES: [(&str, Reception); 24] = [
    ("report", Reception::Report),
    ("answer", Reception::Answer),
    ("getting", Reception::Getting),
    ("good", Reception::Good),
    ("strong", Reception::Strong),
    ("mixed", Reception::Mixed),
    ("bad", Reception::Bad),
    ("well", Reception::Well),
    ("middlingly", Reception::Middlingly),
    ("ill", Reception::Ill),
    ("judged", Reception::Judged),
    ("praised", Reception::Praised),
    ("panned", Reception::Panned),
    ("liked", Reception::Liked),
    ("disliked", Reception::Disliked),
    ("acclaim", Reception::Acclaim),
    ("critic", Reception::Critic),
    ("audience", Reception::Audience),
    ("success", Reception::Success),
    ("failure", Reception::Failure),
    ("commercial", Reception::Commercial),
    ("sized", Reception::Sized),
    ("part", Reception::Part),
    ("less", Reception::Less),
];

/// All that the table tells of a word, a bit for each line.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Receptions(u32);

impl Receptions {
    /// Of a word, a lemma or folded as the line is written.
    pub fn of(word: &str) -> Receptions {
        static CELL: OnceLock<FxHashMap<&'static str, u32>> = OnceLock::new();
        let table = CELL.get_or_init(|| {
            let mut out: FxHashMap<&str, u32> = FxHashMap::default();
            for (name, list) in lines(RECEPTION).filter_map(|l| l.split_once(": ")) {
                let Some((_, of)) = NAMES.iter().find(|(n, _)| *n == name) else { continue };
                words(list).for_each(|w| *out.entry(w).or_default() |= of.bit());
            }
            out
        });
        Receptions(table.get(word).copied().unwrap_or(0))
    }

    pub fn has(self, of: Reception) -> bool {
        self.0 & of.bit() != 0
    }

    pub fn any(self) -> bool {
        self.0 != 0
    }
}

impl Reception {
    /// The word, a lemma or folded as the line is written, is one of these.
    pub fn has(self, word: &str) -> bool {
        Receptions::of(word).has(self)
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_a_name_and_every_name_has_words() {
        assert!(lines(RECEPTION).all(|l| l.split_once(": ").is_some_and(|(name, _)| NAMES.iter().any(|(n, _)| *n == name))));
        for (name, of) in NAMES {
            assert!(lines(RECEPTION).any(|l| l.split_once(": ").is_some_and(|(n, w)| n == name && words(w).all(|w| of.has(w)))), "{name}");
        }
        assert!(Receptions::of("receive").has(Reception::Getting) && Receptions::of("receive").has(Reception::Judged));
        assert!(!Receptions::of("harbour").any());
    }
}
