//! Which tables a word stands in, told by one look: most words stand in none, and asking every table for every word of a
//! sentence is what reading it would cost.

use super::{cues, names, opposition, paraphrase, places, posts};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A set of tables.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Marks(u16);

impl Marks {
    pub(super) const REPORT: Marks = Marks(1);
    pub(super) const CERTAINTY: Marks = Marks(1 << 1);
    pub(super) const QUANTITY: Marks = Marks(1 << 2);
    pub(super) const ALIAS: Marks = Marks(1 << 3);
    pub(super) const TITLE: Marks = Marks(1 << 4);
    pub(super) const POST: Marks = Marks(1 << 5);
    /// One of a pair of opposites.
    pub const OPPOSITE: Marks = Marks(1 << 6);
    /// First of a phrase that has an opposite.
    pub(super) const PHRASE: Marks = Marks(1 << 7);

    pub(super) const PLACE: Marks = Marks(1 << 8);
    /// First of an expression that others say in other words.
    pub(super) const EXPRESSION: Marks = Marks(1 << 9);

    /// Whether the sets share a table.
    pub fn has(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }
}

/// The tables that have the word, or a phrase that begins with it, by the keys of its folded form and of its lemma.
pub fn marks(word: u32, lemma: u32) -> Marks {
    static CELL: OnceLock<FxHashMap<u32, Marks>> = OnceLock::new();
    let table = CELL.get_or_init(|| {
        let mut t: FxHashMap<u32, Marks> = FxHashMap::with_capacity_and_hasher(0x2000, Default::default());
        let mut add = |mark: Marks, key: u32| t.entry(key).or_default().0 |= mark.0;
        cues::heads(&mut add);
        names::heads(&mut add);
        places::heads(&mut add);
        posts::heads(&mut add);
        paraphrase::heads(&mut add);
        opposition::heads(&mut add);
        opposition::keys(&mut |key| add(Marks::OPPOSITE, key));
        t
    });
    let of = |key: u32| table.get(&key).map_or(0, |m| m.0);
    Marks(if word == lemma { of(word) } else { of(word) | of(lemma) })
}
