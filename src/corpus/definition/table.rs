//! Reads the word lists of this folder: which nouns say what a thing is.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const CLASSES: &str = include_str!("classes.txt");
const HEADS: &str = include_str!("heads.txt");

/// What kind of thing a noun names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Person,
    /// Animals, plants, food, substances, parts of the body: said of a kind with “the”.
    Nature,
    Place,
    /// Everything else that classifies: works, groups, places, methods.
    Thing,
}

const OPINION: u8 = 1;
const ADDRESS: u8 = 2;
const DISTINCTION: u8 = 4;
const ADJECTIVE: u8 = 8;
const VERB: u8 = 16;

#[derive(Default)]
struct Lists {
    classes: FxHashMap<&'static str, Class>,
    flags: FxHashMap<&'static str, u8>,
}

fn lists() -> &'static Lists {
    static CELL: OnceLock<Lists> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut lists = Lists::default();
        for line in CLASSES.lines().chain(HEADS.lines()).filter(|l| !l.starts_with('#')) {
            let mut words = line.split_whitespace();
            let class = match words.next().unwrap_or("") {
                "person" => Class::Person,
                "animal" | "plant" | "food" | "substance" | "body" => Class::Nature,
                "location" => Class::Place,
                "not" => {
                    words.for_each(|w| {
                        lists.classes.remove(w);
                    });
                    continue;
                }
                label @ ("opinion" | "address" | "distinction" | "adjective" | "verb") => {
                    let flag = match label {
                        "opinion" => OPINION,
                        "address" => ADDRESS,
                        "adjective" => ADJECTIVE,
                        "verb" => VERB,
                        _ => DISTINCTION,
                    };
                    words.for_each(|w| *lists.flags.entry(w).or_default() |= flag);
                    continue;
                }
                "kind" => {
                    words.for_each(|w| {
                        lists.classes.insert(w, Class::Thing);
                    });
                    continue;
                }
                _ => Class::Thing,
            };
            words.for_each(|w| {
                lists.classes.insert(w, class);
            });
        }
        lists
    })
}

/// The class of a folded lemma; `None` if it does not say what a thing is.
pub(super) fn class(lemma: &str) -> Option<Class> {
    lists().classes.get(lemma).copied()
}

/// `great`, `important`, `best`: judges.
pub(super) fn judges(word: &str) -> bool {
    lists().flags.get(word).is_some_and(|f| f & OPINION != 0)
}

/// `winner`, `laureate`: says what a person is only right before the name and after a word that says of what.
pub(super) fn distinguishes(lemma: &str) -> bool {
    lists().flags.get(lemma).is_some_and(|f| f & DISTINCTION != 0)
}

/// `official`, `major`: an adjective where it stands in small letters before a name.
pub(super) fn qualifies_only(word: &str) -> bool {
    lists().flags.get(word).is_some_and(|f| f & ADJECTIVE != 0)
}

/// `told`, `beat`, `minus`: no part of what a person is, though it stands before it without an article.
pub(super) fn verbal(word: &str) -> bool {
    lists().flags.get(word).is_some_and(|f| f & VERB != 0)
}

/// `mr`, `dr`, `uncle`: how a person is addressed, not what the person is.
pub(super) fn addresses(word: &str) -> bool {
    lists().flags.get(word).is_some_and(|f| f & ADDRESS != 0)
}
