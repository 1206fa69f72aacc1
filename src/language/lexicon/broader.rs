//! Words that are broader than another, or much like it: trip for expedition, vehicle for truck. From `broader.txt` (WordNet 3.0).

use super::super::key_of;
use super::lines;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const BROADER: &str = include_str!("broader.txt");

/// What is of the first lemma (its key) is of the second as well.
pub fn is_broader(narrow: u32, broad: u32) -> bool {
    static CELL: OnceLock<FxHashMap<u32, Vec<u32>>> = OnceLock::new();
    let table = CELL.get_or_init(|| {
        let row = |l: &'static str| {
            let mut keys = l.split(' ').map(key_of);
            keys.next().map(|k| (k, keys.collect()))
        };
        lines(BROADER).filter_map(row).collect()
    });
    table.get(&narrow).is_some_and(|b| b.contains(&broad))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broader_words_are_broader_one_way() {
        for (narrow, broad) in [("truck", "transport"), ("senator", "politician"), ("novel", "book")] {
            assert!(is_broader(key_of(narrow), key_of(broad)), "{narrow} {broad}");
            assert!(!is_broader(key_of(broad), key_of(narrow)), "{broad} {narrow}");
        }
        assert!(!is_broader(key_of("minister"), key_of("president")));
    }
}
