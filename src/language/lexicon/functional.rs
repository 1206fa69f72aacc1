//! Predicates of which a thing has one value: born in, directed by, capital of. From `functional.txt`, and for its days `events.txt`.

use super::{lines, words};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const FUNCTIONAL: &str = include_str!("functional.txt");
const EVENTS: &str = include_str!("events.txt");

/// What can be the value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueSort {
    Person,
    Place,
    /// A person or a body.
    Agent,
}

/// A predicate with one value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Functional {
    /// Equal for all ways of saying it.
    pub relation: &'static str,
    pub sort: ValueSort,
}

fn table() -> &'static FxHashMap<(&'static str, &'static str), Functional> {
    static CELL: OnceLock<FxHashMap<(&'static str, &'static str), Functional>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut table = FxHashMap::default();
        for (head, list) in lines(FUNCTIONAL).filter_map(|l| l.split_once(": ")) {
            let mut parts = words(head);
            let (Some(relation), Some(sort), Some(link)) = (parts.next(), parts.next(), parts.next()) else { continue };
            let sort = match sort {
                "person" => ValueSort::Person,
                "place" => ValueSort::Place,
                _ => ValueSort::Agent,
            };
            words(list).for_each(|w| {
                table.insert((w, link), Functional { relation, sort });
            });
        }
        table
    })
}

/// The predicate of a verb's lemma with this preposition before the value.
pub fn functional(lemma: &str, preposition: &str) -> Option<Functional> {
    table().get(&(lemma, preposition)).copied()
}

/// The predicate that a noun names: “capital”, “author”.
pub fn functional_noun(lemma: &str) -> Option<Functional> {
    table().get(&(lemma, "noun")).copied()
}

/// What a verb's lemma tells of that happens once to a thing: `born` of its birth.
pub fn event(lemma: &str) -> Option<&'static str> {
    static CELL: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let table = CELL.get_or_init(|| {
        let rows = lines(EVENTS).filter_map(|l| l.split_once(": "));
        rows.flat_map(|(event, list)| words(list).map(move |w| (w, event))).collect()
    });
    table.get(lemma).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_each() {
        assert_eq!(functional("direct", "by").map(|f| f.relation), Some("director"));
        assert_eq!(functional("bear", "in").map(|f| f.sort), Some(ValueSort::Place));
        assert_eq!(functional_noun("capital").map(|f| f.relation), Some("capital"));
        assert_eq!(event("bear"), Some("birth"));
        assert!(functional("play", "for").is_none() && functional("visit", "in").is_none());
    }
}
