//! Titles that somebody may hold together at one body. From `together.txt`.

use super::{lines, words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

const TOGETHER: &str = include_str!("together.txt");

/// Whether somebody may hold two titles at one body, by the words that carry them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Together {
    /// They go together, or may say the same.
    Freely,
    /// They may, unless both tell of what and it is not the same: “head of sales”, “director of research”.
    ByField,
    Apart,
}

#[derive(Default)]
struct Table {
    any: FxHashSet<&'static str>,
    rank: FxHashSet<&'static str>,
    ranked: FxHashSet<&'static str>,
    /// The lines in which a word stands.
    same: FxHashMap<&'static str, Vec<usize>>,
    field: FxHashMap<&'static str, Vec<usize>>,
}

fn table() -> &'static Table {
    static CELL: OnceLock<Table> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut table = Table::default();
        for (line, (label, list)) in lines(TOGETHER).filter_map(|l| l.split_once(": ")).enumerate() {
            let of = match label {
                "any" => {
                    table.any.extend(words(list));
                    continue;
                }
                "rank" => {
                    table.rank.extend(words(list));
                    continue;
                }
                "ranked" => {
                    table.ranked.extend(words(list));
                    continue;
                }
                "same" => &mut table.same,
                _ => &mut table.field,
            };
            words(list).for_each(|w| of.entry(w).or_default().push(line));
        }
        table
    })
}

/// How the titles of two heads (lemmas) go together.
pub fn together(a: &str, b: &str) -> Together {
    let t = table();
    let share = |map: &FxHashMap<&str, Vec<usize>>| map.get(a).zip(map.get(b)).is_some_and(|(x, y)| x.iter().any(|l| y.contains(l)));
    if t.any.contains(a) || t.any.contains(b) {
        Together::Freely
    } else if a == b || share(&t.field) {
        Together::ByField
    } else if share(&t.same) {
        Together::Freely
    } else {
        Together::Apart
    }
}

/// A word before a title that tells how high it is: “chief”, “managing”.
pub fn tells_rank(folded: &str) -> bool {
    table().rank.contains(folded)
}

/// Titles of this head (a lemma) are told apart by their rank: the managing editor is not the editor in chief.
pub fn tells_by_rank(head: &str) -> bool {
    table().ranked.contains(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_go_together_or_not() {
        assert_eq!(together("founder", "editor"), Together::Freely);
        assert_eq!(together("minister", "secretary"), Together::Freely);
        assert_eq!(together("director", "manager"), Together::ByField);
        assert_eq!(together("editor", "editor"), Together::ByField);
        assert_eq!(together("minister", "ambassador"), Together::Apart);
        assert!(tells_rank("managing") && !tells_rank("deputy"));
    }
}
