//! Words of who plays where. From `teams.txt`.

use super::labels::Labels;

/// What a word tells of a player and a team.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Team {
    /// Lemmas of who plays in one, by the place in it: “midfielder”.
    Player,
    /// Lemmas of what people play for: “club”, “side”.
    Club,
    /// Words of the name of a league or a cup.
    League,
    /// Words of a team that is not a club's first: “national”, “youth”.
    Other,
    /// Words of a time before, or of a club for a time only: “former”, “loan”.
    Past,
}

static TEAMS: Labels<Team> = Labels::new(
    include_str!("teams.txt"),
    &[("player", Team::Player), ("club", Team::Club), ("league", Team::League), ("other", Team::Other), ("past", Team::Past)],
);

impl Team {
    /// The word, a lemma or folded as the group is written, is one of these.
    pub fn has(self, word: &str) -> bool {
        TEAMS.has(self, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_a_group() {
        assert!(TEAMS.sound());
        assert!(Team::Player.has("goalkeeper") && Team::Club.has("side") && Team::Other.has("youth") && Team::Past.has("loan"));
        assert!(!Team::Club.has("goalkeeper") && !Team::League.has("club"));
    }
}
