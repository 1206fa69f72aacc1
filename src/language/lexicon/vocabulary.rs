//! Known lemmas: part of speech, rarity class, sense groups. From `vocabulary.txt` (WordNet 3.0),
//! `frequency.txt` (counts) and `synonyms.txt` (by hand), read once.

use super::super::key_of;
use super::super::token::key_of_bytes;
use super::lines;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const VOCABULARY: &str = include_str!("vocabulary.txt");
const FREQUENCY: &str = include_str!("frequency.txt");
const SYNONYMS: &str = include_str!("synonyms.txt");
/// Sense groups below this number are synonyms chosen by hand, the others come from WordNet.
const BY_HAND: u32 = 0x1000;

pub const NOUN: u8 = 1;
pub const VERB: u8 = 2;
pub const ADJECTIVE: u8 = 4;
pub const ADVERB: u8 = 8;
/// As a noun it is only ever a name, written with a capital.
const NAME: u8 = 16;

/// The class of a lemma that is not in the table.
const RAREST: u8 = 8;

/// What the vocabulary says of a lemma.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    start: u32,
    len: u8,
    pos: u8,
    class: u8,
}

impl Default for Entry {
    /// Of a lemma that is not in the table.
    fn default() -> Entry {
        Entry { start: 0, len: 0, pos: 0, class: RAREST }
    }
}

impl Entry {
    /// See [`weight`].
    pub fn weight(self) -> u8 {
        self.class
    }

    /// See [`senses`].
    pub fn senses(self) -> &'static [u32] {
        table().senses.get(self.start as usize..self.start as usize + self.len as usize).unwrap_or(&[])
    }
}

struct Table {
    entries: FxHashMap<u32, Entry>,
    senses: Vec<u32>,
}

fn table() -> &'static Table {
    static CELL: OnceLock<Table> = OnceLock::new();
    CELL.get_or_init(read)
}

fn read() -> Table {
    let mut by_hand: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (group, line) in (0..BY_HAND).zip(lines(SYNONYMS)) {
        for word in line.split_whitespace() {
            by_hand.entry(key_of(word)).or_default().push(group);
        }
    }
    let mut senses = Vec::with_capacity(0x10000);
    let mut entries = FxHashMap::with_capacity_and_hasher(0x8000, Default::default());
    // byte by byte: this runs before the first answer
    for line in VOCABULARY.as_bytes().split(|b| *b == b'\n').filter(|l| l.first().is_some_and(u8::is_ascii_lowercase)) {
        let mut fields = line.split(|b| *b == b' ');
        let (Some(word), Some(pos)) = (fields.next(), fields.next()) else { continue };
        let start = senses.len();
        let key = key_of_bytes(word);
        if let Some(groups) = by_hand.remove(&key) {
            senses.extend(groups);
        }
        senses.extend(fields.map(|g| g.iter().fold(BY_HAND, |n, b| (n - BY_HAND) * 36 + digit(*b) + BY_HAND)));
        let len = u8::try_from(senses.len() - start).unwrap_or(u8::MAX);
        let pos = pos.iter().fold(0, |p, b| {
            p | match b {
                b'n' => NOUN,
                b'N' => NOUN | NAME,
                b'v' => VERB,
                b'a' => ADJECTIVE,
                _ => ADVERB,
            }
        });
        entries.insert(key, Entry { start: start as u32, len, pos, class: RAREST });
    }
    // sorted: what a hash map yields must not reach any output
    let mut rest: Vec<_> = by_hand.into_iter().collect();
    rest.sort_unstable();
    for (key, groups) in rest {
        let entry = Entry { start: senses.len() as u32, len: groups.len().min(255) as u8, pos: 0, class: RAREST };
        entries.insert(key, entry);
        senses.extend(groups);
    }
    for line in lines(FREQUENCY) {
        let class = line.bytes().next().map_or(RAREST, |b| b.wrapping_sub(b'0').clamp(1, RAREST));
        for word in line.split(' ').skip(1) {
            entries.entry(key_of(word)).or_insert(Entry { start: 0, len: 0, pos: 0, class }).class = class;
        }
    }
    Table { entries, senses }
}

/// The value of a digit in base 36; 0 for what is none.
fn digit(b: u8) -> u32 {
    char::from(b).to_digit(36).unwrap_or(0)
}

/// How rare a lemma is, given its [`key_of`]: 1 (very frequent) … 7, and 8 for what is not among the about 6,000
/// most frequent. A fixed table, so that no verdict depends on the corpus.
pub fn weight(key: u32) -> u8 {
    entry(key).class
}

/// Everything that the table says of a lemma, given its key: for who asks for more than one thing.
pub fn entry(key: u32) -> Entry {
    table().entries.get(&key).copied().unwrap_or_default()
}

/// The sense groups of a lemma, ascending; two lemmas that share one are close in meaning or derived from one another.
pub fn senses(key: u32) -> &'static [u32] {
    entry(key).senses()
}

/// The parts of speech of a lemma (bits); 0 when it is not in the vocabulary.
pub(super) fn parts(word: &str) -> u8 {
    table().entries.get(&key_of(word)).map_or(0, |e| e.pos)
}

/// The lemma is in the vocabulary, if only as a name.
pub fn is_known(key: u32) -> bool {
    table().entries.get(&key).is_some_and(|e| e.pos != 0)
}

/// The lemma is a common word: with a capital it need not be a name.
pub fn is_word(key: u32) -> bool {
    table().entries.get(&key).is_some_and(|e| e.pos != 0 && e.pos != NOUN | NAME)
}

/// The lemma may be a verb.
pub fn is_verb(key: u32) -> bool {
    table().entries.get(&key).is_some_and(|e| e.pos & VERB != 0)
}

/// How close two lemmas are in meaning, given their keys: 1.0 same, 0.9 synonyms chosen by hand, 0.8 a common
/// WordNet synset or derivation (negotiate, negotiation), else 0. Opposites may be close too: ask
/// [`super::antonyms`] first. Integer work only.
pub fn similar_keys(a: u32, b: u32) -> f32 {
    if a == b {
        return 1.0;
    }
    similar_senses(senses(a), senses(b))
}

/// The same for two other lemmas, by their [`senses`].
pub fn similar_senses(a: &[u32], b: &[u32]) -> f32 {
    shared(a, b).map_or(0.0, |group| if group < BY_HAND { 0.9 } else { 0.8 })
}

/// The smallest number in both ascending lists.
fn shared(a: &[u32], b: &[u32]) -> Option<u32> {
    let (mut a, mut b) = (a.iter(), b.iter());
    let (mut x, mut y) = (a.next()?, b.next()?);
    loop {
        match x.cmp(y) {
            std::cmp::Ordering::Equal => return Some(*x),
            std::cmp::Ordering::Less => x = a.next()?,
            std::cmp::Ordering::Greater => y = b.next()?,
        }
    }
}

/// Like [`similar_keys`], and 0.6 for two words with a long common stem (six bytes and three quarters of the longer).
pub fn similar(a: &str, b: &str) -> f32 {
    let close = similar_keys(key_of(a), key_of(b));
    if close > 0.0 {
        return close;
    }
    let stem = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    if stem >= 6 && stem * 4 >= a.len().max(b.len()) * 3 { 0.6 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarity_follows_use() {
        assert!(weight(key_of("say")) < weight(key_of("government")));
        assert!(weight(key_of("government")) < weight(key_of("ratify")));
        assert_eq!(weight(key_of("xylograph")), 8);
    }

    #[test]
    fn close_words_are_close_and_others_are_not() {
        for (a, b) in [("negotiate", "negotiation"), ("decide", "decision"), ("film", "movie"), ("rapid", "quick")] {
            assert!(similar(a, b) >= 0.8, "{a} {b}: {}", similar(a, b));
        }
        assert_eq!(similar("buy", "purchase"), 0.9);
        assert_eq!(similar("table", "table"), 1.0);
        assert_eq!(similar("decarbonise", "decarbonised"), 0.6);
        for (a, b) in [("river", "summit"), ("export", "expert"), ("minister", "ministry"), ("united", "unit"), ("", "a")] {
            assert!(similar(a, b) < 0.8, "{a} {b}: {}", similar(a, b));
        }
    }

    #[test]
    fn sense_lists_ascend() {
        for line in lines(VOCABULARY) {
            let word = line.split(' ').next().unwrap_or("");
            assert!(senses(key_of(word)).windows(2).all(|w| w[0] < w[1]), "{word}");
        }
    }
}
