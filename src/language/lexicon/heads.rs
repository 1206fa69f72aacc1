//! Words that say what a name is the name of. From `heads.txt`.

use super::{lines, words};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const HEADS: &str = include_str!("heads.txt");

/// What a name with this folded word in it is the name of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Head {
    /// university, ministry, bank
    Organisation,
    /// sea, river, province
    Place,
    /// treaty, war, prize
    Thing,
    /// ministry, centre: a list after it (“of Trade, Industry and Energy”) belongs to its name
    List,
}

#[derive(Clone, Copy, Default)]
struct Roles {
    /// What the word tells wherever it stands.
    tells: Option<Head>,
    /// What it may head as the last word of a name, a bit for each [`Head`].
    heads: u8,
}

fn table() -> &'static FxHashMap<&'static str, Roles> {
    static CELL: OnceLock<FxHashMap<&'static str, Roles>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut table: FxHashMap<&str, Roles> = FxHashMap::default();
        for (kind, list) in lines(HEADS).filter_map(|l| l.split_once(": ")) {
            let (head, tells) = match kind {
                "organisation" => (Head::Organisation, true),
                "place" => (Head::Place, true),
                "organisation-only-in-names" => (Head::Organisation, false),
                "place-only-in-names" => (Head::Place, false),
                "thing" => (Head::Thing, false),
                _ => (Head::List, false),
            };
            for word in words(list) {
                let roles = table.entry(word).or_default();
                roles.heads |= 1 << head as u8;
                roles.tells = roles.tells.or(tells.then_some(head));
            }
        }
        table
    })
}

/// What the word tells wherever it stands: `university` an organisation, `island` a place. Never a thing or a list.
pub fn head(folded: &str) -> Option<Head> {
    table().get(folded).and_then(|r| r.tells)
}

/// The word may head a name of this kind. A word may head several.
pub fn may_head(folded: &str, kind: Head) -> bool {
    table().get(folded).is_some_and(|r| r.heads & (1 << kind as u8) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_tell_the_kind_of_a_name() {
        assert_eq!(head("university"), Some(Head::Organisation));
        assert_eq!(head("island"), Some(Head::Place));
        assert_eq!(head("banker"), None);
        assert_eq!(head("treaty"), None);
    }

    #[test]
    fn some_words_tell_only_at_the_end_of_a_name() {
        assert!(head("guard").is_none() && may_head("guard", Head::Organisation));
        assert!(may_head("federation", Head::Organisation) && may_head("federation", Head::Place));
        assert!(may_head("ministry", Head::List) && !may_head("ministry", Head::Thing));
    }
}
