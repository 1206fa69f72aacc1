//! Words around a people. From `origin.txt`.

use super::{lines, words};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

const ORIGIN: &str = include_str!("origin.txt");

/// What a word tells beside a people's name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Origin {
    /// Lemmas of who is of the people before it: “singer”.
    Bearer,
    /// Folded words that make a thing of its own with it: “horn”.
    Apart,
    /// Lemmas of what somebody is of: “descent”.
    Descent,
    /// Lemmas of one side of a family: “mother”.
    Side,
    /// Lemmas of who is named by what they teach, won or serve: “teacher”.
    Served,
    /// Folded words of games with a people's name: “American football”.
    Game,
}

const NAMES: [(&str, Origin); 6] = [
    ("bearer", Origin::Bearer),
    ("apart", Origin::Apart),
    ("descent", Origin::Descent),
    ("side", Origin::Side),
    ("served", Origin::Served),
    ("game", Origin::Game),
];

impl Origin {
    /// The word, a lemma or folded as the line is written, is one of these.
    pub fn has(self, word: &str) -> bool {
        static CELL: OnceLock<FxHashSet<(Origin, &'static str)>> = OnceLock::new();
        let table = CELL.get_or_init(|| {
            let rows = lines(ORIGIN).filter_map(|l| l.split_once(": "));
            let of = |name: &str| NAMES.iter().find(|(n, _)| *n == name).map(|(_, o)| *o);
            rows.filter_map(|(name, list)| of(name).map(|o| words(list).map(move |w| (o, w)))).flatten().collect()
        });
        table.contains(&(self, word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_a_name() {
        assert!(lines(ORIGIN).all(|l| l.split_once(": ").is_some_and(|(name, _)| NAMES.iter().any(|(n, _)| *n == name))));
        assert!(Origin::Bearer.has("singer") && Origin::Apart.has("horn") && Origin::Descent.has("ancestry") && Origin::Side.has("mother"));
        assert!(Origin::Served.has("teacher"));
        assert!(!Origin::Bearer.has("teacher") && !Origin::Bearer.has("ambassador"));
    }
}
