//! Words around a people. From `origin.txt`.

use super::labels::Labels;

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

static ORIGIN: Labels<Origin> = Labels::new(
    include_str!("origin.txt"),
    &[
        ("bearer", Origin::Bearer),
        ("apart", Origin::Apart),
        ("descent", Origin::Descent),
        ("side", Origin::Side),
        ("served", Origin::Served),
        ("game", Origin::Game),
    ],
);

impl Origin {
    /// The word, a lemma or folded as the line is written, is one of these.
    pub fn has(self, word: &str) -> bool {
        ORIGIN.has(self, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_a_name() {
        assert!(ORIGIN.sound());
        assert!(Origin::Bearer.has("singer") && Origin::Apart.has("horn") && Origin::Descent.has("ancestry") && Origin::Side.has("mother"));
        assert!(Origin::Served.has("teacher"));
        assert!(!Origin::Bearer.has("teacher") && !Origin::Bearer.has("ambassador"));
    }
}
