//! What sort of thing a common noun names: `kinds.txt`, chosen by hand.

use super::super::key_of;
use super::lines;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const KINDS: &str = include_str!("kinds.txt");

/// The sort of thing that a noun names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Sort {
    /// person, work, place …: two families exclude each other.
    pub family: &'static str,
    /// film, album …: two sorts of one family exclude each other; `None` where the word does not say.
    pub sort: Option<&'static str>,
}

impl Sort {
    /// Nothing is of both sorts.
    pub fn excludes(self, other: Sort) -> bool {
        self.family != other.family || matches!((self.sort, other.sort), (Some(a), Some(b)) if a != b)
    }
}

/// The sort of thing that a lemma names, when the table knows it and it names only one.
pub fn sort_of(lemma: &str) -> Option<Sort> {
    static CELL: OnceLock<FxHashMap<u32, Sort>> = OnceLock::new();
    let table = CELL.get_or_init(|| {
        let rows = lines(KINDS).filter_map(|l| l.split_once(": "));
        rows.flat_map(|(head, words)| {
            let sort = match head.split_once('/') {
                Some((family, sort)) => Sort { family, sort: Some(sort) },
                None => Sort { family: head, sort: None },
            };
            words.split_whitespace().map(move |w| (key_of(w), sort))
        })
        .collect()
    });
    table.get(&key_of(lemma)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excludes(a: &str, b: &str) -> Option<bool> {
        Some(sort_of(a)?.excludes(sort_of(b)?))
    }

    #[test]
    fn families_and_sorts_exclude_each_other() {
        for (a, b) in [("novel", "film"), ("singer", "dog"), ("city", "song"), ("party", "band"), ("river", "lake")] {
            assert_eq!(excludes(a, b), Some(true), "{a} {b}");
        }
        for (a, b) in [("singer", "actor"), ("film", "musical"), ("city", "town"), ("island", "country"), ("novel", "memoir")] {
            assert_eq!(excludes(a, b), Some(false), "{a} {b}");
        }
        assert_eq!(sort_of("show"), None);
    }
}
