//! Opposites: `opposites.txt` (chosen by hand) and `negated.txt` (WordNet antonyms made by a negative prefix).

use super::super::{Words, key_of};
use super::lines;
use super::marks::Marks;
use super::phrases::Phrases;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const OPPOSITES: &str = include_str!("opposites.txt");
const NEGATED: &str = include_str!("negated.txt");

/// In what way two words are opposites.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Opposition {
    /// More or less of something: rise, fall.
    Direction,
    /// It holds or not: accept, reject; legal, illegal.
    Polarity,
    /// Members of a set that exclude each other: north, south; public, private.
    Class,
    /// Two views of one relation (buy, sell): opposites only when the arguments do not swap.
    Converse,
    /// Places in time or in a row: before, after; first, second.
    Order,
}

/// A lemma's places: axis × 16 + side, ascending.
type Places = FxHashMap<u32, Vec<u32>>;

struct Table {
    kinds: Vec<Opposition>,
    places: Places,
    /// “Tail off”, written `tail_off` in the file: its key is that of the whole.
    phrases: Phrases<u32>,
}

fn table() -> &'static Table {
    static CELL: OnceLock<Table> = OnceLock::new();
    CELL.get_or_init(|| {
        let places = FxHashMap::with_capacity_and_hasher(4096, Default::default());
        let mut t = Table { kinds: Vec::new(), places, phrases: Phrases::new(Marks::PHRASE) };
        for line in lines(OPPOSITES).chain(lines(NEGATED)) {
            let Some((kind, sides)) = line.split_once(' ') else { continue };
            let kind = match kind {
                "direction" => Opposition::Direction,
                "class" => Opposition::Class,
                "converse" => Opposition::Converse,
                "order" => Opposition::Order,
                _ => Opposition::Polarity,
            };
            let axis = t.kinds.len() as u32 * 16;
            t.kinds.push(kind);
            for (side, words) in (0..16).zip(sides.split('|')) {
                for word in words.split_whitespace() {
                    let place = t.places.entry(key_of(word)).or_default();
                    if place.is_empty() && word.contains('_') {
                        t.phrases.add(&word.replace('_', " "), key_of(word));
                    }
                    place.push(axis + side);
                }
            }
        }
        t
    })
}

/// Every word that has an opposite.
pub(super) fn keys(add: &mut impl FnMut(u32)) {
    table().places.keys().for_each(|key| add(*key));
}

/// The first words of all phrases.
pub(super) fn heads(add: &mut impl FnMut(Marks, u32)) {
    table().phrases.heads(add);
}

/// A phrase at token `at` that has an opposite (“tailed off”): how many tokens, and its key for [`opposed_keys`].
pub fn opposite_phrase(words: &Words, at: usize) -> Option<(usize, u32)> {
    table().phrases.at(words, at)
}

/// How two lemmas, given by their keys, are opposites; `None` when they are not, or when they are opposites in one
/// sense and agree in another. Where several kinds fit, the first in the file.
pub fn opposed_keys(a: u32, b: u32) -> Option<Opposition> {
    let t = table();
    let (xs, ys) = (t.places.get(&a)?, t.places.get(&b)?);
    let mut found = None;
    for x in xs {
        for y in ys {
            if x == y {
                return None;
            }
            if x / 16 == y / 16 {
                found = found.or(Some(x / 16));
            }
        }
    }
    t.kinds.get(found? as usize).copied()
}

/// The lemma, given by its key, has an opposite: what it says has a side.
pub fn has_opposite(key: u32) -> bool {
    table().places.contains_key(&key)
}

/// How two lemmas are opposites: `antonyms("rise", "fall")` is a [`Opposition::Direction`]. Symmetric.
pub fn antonyms(a: &str, b: &str) -> Option<Opposition> {
    opposed_keys(key_of(a), key_of(b))
}

/// Two lemmas, given by their keys, that stand on one side of an axis and on opposite sides of none: rise, soar.
pub fn same_side_keys(a: u32, b: u32) -> bool {
    let t = table();
    let (Some(xs), Some(ys)) = (t.places.get(&a), t.places.get(&b)) else { return false };
    xs.iter().any(|x| ys.contains(x)) && !xs.iter().any(|x| ys.iter().any(|y| x != y && x / 16 == y / 16))
}

/// Like [`same_side_keys`], on words: no conflict, though they are not the same.
pub fn same_side(a: &str, b: &str) -> bool {
    same_side_keys(key_of(a), key_of(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lexicon::lemma;

    /// The lemma of a word, or the word.
    fn base(word: &str) -> String {
        lemma(word).map_or(word.to_string(), |l| l.into_owned())
    }

    fn of(a: &str, b: &str) -> Option<Opposition> {
        antonyms(&base(a), &base(b))
    }

    #[test]
    fn opposites_have_their_kind_in_every_form() {
        use Opposition::*;
        for (a, b, kind) in [
            ("rose", "falling", Direction),
            ("higher", "lower", Direction),
            ("soared", "plunges", Direction),
            ("soar", "decimated", Direction),
            ("broadened", "narrowed", Direction),
            ("strengthening", "weakens", Direction),
            ("gains", "losses", Direction),
            ("up", "down", Direction),
            ("raised", "cut", Direction),
            ("better", "worse", Direction),
            ("accepted", "rejects", Polarity),
            ("legal", "illegal", Polarity),
            ("constitutional", "unconstitutional", Polarity),
            ("possible", "impossible", Polarity),
            ("allowed", "banned", Polarity),
            ("happy", "unhappy", Polarity),
            ("easily", "difficulty", Polarity),
            ("north", "east", Class),
            ("northern", "southern", Class),
            ("largest", "smallest", Class),
            ("older", "younger", Class),
            ("majority", "minority", Class),
            ("imports", "exports", Class),
            ("bought", "sold", Converse),
            ("won", "lost", Converse),
            ("before", "after", Order),
            ("first", "second", Order),
            ("earlier", "later", Order),
            ("joined", "left", Order),
        ] {
            assert_eq!(of(a, b), Some(kind), "{a} {b}");
            assert_eq!(of(b, a), Some(kind), "{b} {a}");
        }
    }

    #[test]
    fn phrases_stand_on_an_axis() {
        let text = "Visits have tailed off since.";
        let words = Words::new(text, crate::text::Span::new(0, text.len()));
        let (len, key) = (0..words.len()).find_map(|i| opposite_phrase(&words, i)).unwrap();
        assert_eq!((len, opposed_keys(key, key_of("grow"))), (2, Some(Opposition::Direction)));
        assert!(same_side_keys(key, key_of("dwindle")));
    }

    #[test]
    fn agreeing_and_unrelated_words_are_no_opposites() {
        for (a, b) in
            [("rose", "soared"), ("rise", "grew"), ("fell", "plunged"), ("north", "northern"), ("cut", "slashed"), ("ban", "outlaw")]
        {
            assert_eq!(of(a, b), None, "{a} {b}");
            assert!(same_side(&base(a), &base(b)), "{a} {b}");
        }
        for (a, b) in
            [("right", "wrong"), ("light", "heavily"), ("rose", "red"), ("rise", "rise"), ("table", "chair"), ("unit", "united"), ("", "")]
        {
            assert_eq!(of(a, b), None, "{a} {b}");
            assert!(!same_side(&base(a), &base(b)) || a == b, "{a} {b}");
        }
    }

    #[test]
    fn the_lists_hold_lemmas_and_no_word_on_two_sides_of_an_axis() {
        for line in lines(OPPOSITES) {
            let mut seen: Vec<&str> = Vec::new();
            for word in line.split([' ', '|']).skip(1).filter(|w| !w.is_empty()) {
                assert!(!seen.contains(&word), "{word} twice: {line}");
                seen.push(word);
            }
            assert!(line.split('|').count() <= 16, "{line}");
        }
    }
}
