//! Words of who plays whom. From `stage.txt`.

use super::{lines, words};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

const STAGE: &str = include_str!("stage.txt");

/// What a folded word tells of a part and who plays it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stage {
    /// What parts are played in: “film”.
    Work,
    /// What is played: “role”.
    Part,
    /// Who plays: “actor”.
    Actor,
    /// One of several who play the part, or another work: “understudy”, “remake”.
    Other,
}

const NAMES: [(&str, Stage); 4] = [("work", Stage::Work), ("part", Stage::Part), ("actor", Stage::Actor), ("other", Stage::Other)];

impl Stage {
    /// The word, folded, is one of these.
    pub fn has(self, word: &str) -> bool {
        static CELL: OnceLock<FxHashSet<(Stage, &'static str)>> = OnceLock::new();
        let table = CELL.get_or_init(|| {
            let rows = lines(STAGE).filter_map(|l| l.split_once(": "));
            let of = |name: &str| NAMES.iter().find(|(n, _)| *n == name).map(|(_, t)| *t);
            rows.filter_map(|(name, list)| of(name).map(|t| words(list).map(move |w| (t, w)))).flatten().collect()
        });
        table.contains(&(self, word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_a_group() {
        assert!(lines(STAGE).all(|l| l.split_once(": ").is_some_and(|(name, _)| NAMES.iter().any(|(n, _)| *n == name))));
        assert!(Stage::Work.has("film") && Stage::Part.has("role") && Stage::Actor.has("actress") && Stage::Other.has("understudy"));
        assert!(!Stage::Work.has("role") && !Stage::Other.has("film"));
    }
}
