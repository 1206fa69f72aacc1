//! Words of who plays whom. From `stage.txt`.

use super::labels::Labels;

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

static STAGE: Labels<Stage> = Labels::new(
    include_str!("stage.txt"),
    &[("work", Stage::Work), ("part", Stage::Part), ("actor", Stage::Actor), ("other", Stage::Other)],
);

impl Stage {
    /// The word, folded, is one of these.
    pub fn has(self, word: &str) -> bool {
        STAGE.has(self, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_a_group() {
        assert!(STAGE.sound());
        assert!(Stage::Work.has("film") && Stage::Part.has("role") && Stage::Actor.has("actress") && Stage::Other.has("understudy"));
        assert!(!Stage::Work.has("role") && !Stage::Other.has("film"));
    }
}
