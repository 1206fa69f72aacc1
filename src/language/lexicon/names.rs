//! What is known of names: countries, organisations, titles, first names. General knowledge, written by hand.

use super::super::{Words, key_of};
use super::marks::Marks;
use super::phrases::Phrases;
use super::{lines, words};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

const COUNTRIES: &str = include_str!("countries.txt");
const ORGANISATIONS: &str = include_str!("organisations.txt");
const TITLES: &str = include_str!("titles.txt");
const NICKNAMES: &str = include_str!("nicknames.txt");
const FIRST_NAMES: &str = include_str!("first_names.txt");
const KINDRED: &str = include_str!("kindred.txt");

/// In what way a name stands for its group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum AliasKind {
    /// A country's name: Japan, UK
    Country,
    /// A people or an adjective: Japanese
    Demonym,
    /// A capital or seat of government that may stand for the government: Tokyo. It is also a place of its own, and never an alias
    /// where a place is meant.
    Metonym,
    /// An organisation's acronym or full name
    Organisation,
}

/// One of several names of the same thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Alias {
    /// Equal for names of the same thing; fixed within one version of the tables.
    pub group: u16,
    pub kind: AliasKind,
}

fn aliases() -> &'static Phrases<Alias> {
    static CELL: OnceLock<Phrases<Alias>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut t = Phrases::new(Marks::ALIAS);
        let mut group = 0;
        for line in lines(COUNTRIES) {
            group += 1;
            for (kind, names) in [AliasKind::Country, AliasKind::Demonym, AliasKind::Metonym].into_iter().zip(line.split('|')) {
                for name in names.split(", ").map(str::trim) {
                    t.add(name, Alias { group, kind });
                    // Americans, Australians; not Japanese, British, Swiss
                    if kind == AliasKind::Demonym && name.ends_with(['n', 'i', 'd', 'k', 'b', 't']) && !name.contains(' ') {
                        t.add(&format!("{name}s"), Alias { group, kind });
                    }
                }
            }
        }
        for line in lines(ORGANISATIONS) {
            group += 1;
            line.split(", ").for_each(|name| t.add(name, Alias { group, kind: AliasKind::Organisation }));
        }
        t
    })
}

/// The names of each country, with its group.
pub(super) fn country_names() -> impl Iterator<Item = (u16, Vec<&'static str>)> {
    (1..).zip(lines(COUNTRIES)).map(|(group, line)| (group, line.split('|').next().unwrap_or("").split(", ").map(str::trim).collect()))
}

/// All that a country, its people and its government are called, given the group that [`alias`] tells; nothing for an organisation.
pub fn country_called(group: u16) -> impl Iterator<Item = &'static str> {
    let line = lines(COUNTRIES).nth(usize::from(group).saturating_sub(1));
    line.into_iter().flat_map(|l| l.split(['|', ',']).map(str::trim)).filter(|n| !n.is_empty())
}

/// A country, demonym, capital or well-known organisation that begins at token `at`: how many tokens, and what. The name must be
/// written with its capitals (“US” is not “us”). Names that could be two things (Georgia, Jordan, Washington) are reported: the
/// caller knows whether a person or a state is meant.
pub fn alias(words: &Words, at: usize) -> Option<(usize, Alias)> {
    aliases().name_at(words, at)
}

/// Two groups of [`alias`] whose people may be called by either name: British and Scottish, Soviet and Ukrainian.
pub fn shares_people(a: u16, b: u16) -> bool {
    static CELL: OnceLock<FxHashSet<(u16, u16)>> = OnceLock::new();
    let pairs = CELL.get_or_init(|| {
        let group = |name: &str| alias(&Words::new(name, Span::new(0, name.len())), 0).map(|(_, a)| a.group);
        let mut out = FxHashSet::default();
        for line in lines(KINDRED) {
            let groups: Vec<u16> = line.split(", ").filter_map(group).collect();
            groups.iter().for_each(|a| out.extend(groups.iter().map(|b| (*a, *b))));
        }
        out
    });
    a == b || pairs.contains(&(a, b))
}

/// A title or role before or after a person's name, at token `at`: how many tokens, and its family (`head-of-government`,
/// `diplomat`, `courtesy` …). Titles are found in lower case too (“prime minister”): the caller looks for the name.
pub fn title(words: &Words, at: usize) -> Option<(usize, &'static str)> {
    titles().at(words, at)
}

fn titles() -> &'static Phrases<&'static str> {
    static CELL: OnceLock<Phrases<&'static str>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut t = Phrases::new(Marks::TITLE);
        for (family, titles) in lines(TITLES).filter_map(|l| l.split_once(": ")) {
            titles.split(", ").for_each(|title| t.add_folded(title, family));
        }
        t
    })
}

/// The first words of all names and titles, with the table that each is in.
pub(super) fn heads(add: &mut impl FnMut(Marks, u32)) {
    aliases().heads(add);
    titles().heads(add);
}

/// Two folded first names that may be one person's: william, bill. Also true of equal names.
pub fn same_first_name(a: &str, b: &str) -> bool {
    static CELL: OnceLock<FxHashMap<u32, Vec<u16>>> = OnceLock::new();
    let table = CELL.get_or_init(|| {
        let mut t: FxHashMap<u32, Vec<u16>> = FxHashMap::default();
        for (i, line) in (0..).zip(lines(NICKNAMES)) {
            words(line).for_each(|name| t.entry(key_of(&name.to_ascii_lowercase())).or_default().push(i));
        }
        t
    });
    let lines_of = |name| table.get(&key_of(name));
    a == b || matches!((lines_of(a), lines_of(b)), (Some(x), Some(y)) if x.iter().any(|i| y.contains(i)))
}

/// A folded word that is a common first name. Names that are words too (will, grace) are not in the list.
pub fn is_first_name(folded: &str) -> bool {
    static CELL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    CELL.get_or_init(|| words(FIRST_NAMES).collect()).contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn group(text: &str) -> Option<(usize, Alias)> {
        alias(&Words::new(text, Span::new(0, text.len())), 0)
    }

    #[test]
    fn names_of_one_thing_share_a_group() {
        for names in [
            &["US", "U.S.", "USA", "United States", "American", "Washington"][..],
            &["Japan", "Japanese", "Tokyo"],
            &["UK", "Great Britain", "British", "London"],
            &["WTO", "World Trade Organization"],
            &["APEC", "Asia-Pacific Economic Cooperation"],
            &["NATO", "Nato", "North Atlantic Treaty Organisation"],
        ] {
            let groups: Vec<_> = names.iter().map(|n| group(n).map(|(_, a)| a.group)).collect();
            assert!(groups[0].is_some() && groups.iter().all(|g| *g == groups[0]), "{names:?} {groups:?}");
        }
        assert_eq!(group("Tokyo").map(|(_, a)| a.kind), Some(AliasKind::Metonym));
        assert_eq!(group("Papua New Guinea is far").map(|(n, _)| n), Some(3));
        assert_ne!(group("North Korea").map(|(_, a)| a.group), group("South Korea").map(|(_, a)| a.group));
        assert_ne!(group("Niger").map(|(_, a)| a.group), group("Nigeria").map(|(_, a)| a.group));
    }

    #[test]
    fn common_words_are_no_names() {
        for text in ["us", "Us and them", "Who came", "who", "turkey", "china", "polish", "Korean", "ice", "It", "chad", ""] {
            assert_eq!(group(text), None, "{text}");
        }
    }

    #[test]
    fn titles_have_a_family() {
        let family = |t: &str| title(&Words::new(t, Span::new(0, t.len())), 0);
        assert_eq!(family("Prime Minister Ito"), Some((2, "head-of-government")));
        assert_eq!(family("Foreign Minister Ito"), Some((2, "foreign-affairs")));
        assert_eq!(family("vice-president"), Some((3, "deputy")));
        assert_eq!(family("Sen. Ito"), Some((1, "legislator")));
        assert_eq!(family("primary school"), None);
        assert_eq!(family("Presidential palace"), None);
    }

    #[test]
    fn first_names_and_heads() {
        assert!(same_first_name("william", "bill") && same_first_name("bill", "billy") && same_first_name("ana", "ana"));
        assert!(!same_first_name("william", "robert") && !same_first_name("", "bill"));
        assert!(is_first_name("maria") && !is_first_name("will") && !is_first_name("river"));
    }
}
