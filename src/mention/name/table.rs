//! Reads the word lists of this folder.

use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Head};
use crate::mention::TokenRange;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

const ROLES: &str = include_str!("roles.txt");
const OPENERS: &str = include_str!("openers.txt");

/// How a phrase stands for a country.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stands {
    /// Its name: “Japan”, “the U.S.”.
    Country,
    /// Its people or what is theirs: “Japanese”.
    Demonym,
    /// Its capital or seat of government: “Tokyo”.
    Capital,
}

/// The lists of a file whose lines begin with a label.
struct Labelled(FxHashMap<&'static str, FxHashSet<&'static str>>);

impl Labelled {
    fn read(file: &'static str) -> Labelled {
        let mut lists: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        for line in lines(file) {
            let mut words = line.split_whitespace();
            let label = words.next().unwrap_or("");
            lists.entry(label).or_default().extend(words);
        }
        Labelled(lists)
    }

    fn has(&self, label: &str, word: &str) -> bool {
        self.0.get(label).is_some_and(|l| l.contains(word))
    }
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn roles() -> &'static Labelled {
    static CELL: OnceLock<Labelled> = OnceLock::new();
    CELL.get_or_init(|| Labelled::read(ROLES))
}

/// `mr`, `sen`, `dr`: a title that stands alone before a name.
pub(super) fn is_honorific(word: &str) -> bool {
    roles().has("abbr", word)
}

/// `president`, `ambassador`: the head of a role.
pub(super) fn is_role(word: &str) -> bool {
    roles().has("role", word)
}

/// The head of a role or a title, by key.
pub(super) fn is_role_key(key: u32) -> bool {
    static CELL: OnceLock<FxHashSet<u32>> = OnceLock::new();
    let keys = CELL.get_or_init(|| {
        let words = ["role", "abbr"].into_iter().filter_map(|l| roles().0.get(l)).flatten();
        words.map(|w| crate::language::key_of(w)).collect()
    });
    keys.contains(&key)
}

/// `prime`, `deputy`, `former`: stands inside a role before its head.
pub(super) fn modifies_role(word: &str) -> bool {
    roles().has("mod", word)
}

/// `state` in “Secretary of State”.
pub(super) fn is_portfolio(word: &str) -> bool {
    roles().has("of", word)
}

pub(super) fn heads_organisation(word: &str) -> bool {
    lexicon::may_head(word, Head::Organisation)
}

pub(super) fn heads_place(word: &str) -> bool {
    lexicon::may_head(word, Head::Place)
}

pub(super) fn heads_thing(word: &str) -> bool {
    lexicon::may_head(word, Head::Thing)
}

/// `ministry`, `center`: “of/for/on X, Y and Z” after it belongs to one name.
pub(super) fn takes_list(word: &str) -> bool {
    lexicon::may_head(word, Head::List)
}

/// A word that often begins a sentence and is no name.
pub(super) fn is_opener(word: &str) -> bool {
    static CELL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    CELL.get_or_init(|| lines(OPENERS).flat_map(str::split_whitespace).collect()).contains(word)
}

pub(super) fn is_given_name(word: &str) -> bool {
    lexicon::is_first_name(word)
}

/// The country (a number that is the same for all its names) for which exactly these tokens stand.
pub(super) fn country(words: &Words, tokens: TokenRange) -> Option<(u16, Stands)> {
    let (len, alias) = lexicon::alias(words, tokens.start).filter(|(len, _)| *len == tokens.len())?;
    let stands = match alias.kind {
        AliasKind::Country => Stands::Country,
        AliasKind::Demonym => Stands::Demonym,
        AliasKind::Metonym => Stands::Capital,
        _ => return None,
    };
    (len > 0).then_some((alias.group, stands))
}

/// A single token that stands for a country.
pub(super) fn is_country(words: &Words, at: usize) -> bool {
    country(words, at..at + 1).is_some()
}

/// The place that exactly these tokens name.
pub(super) fn place(words: &Words, tokens: TokenRange) -> Option<lexicon::Place> {
    lexicon::place(words, tokens.start).filter(|(len, _)| *len == tokens.len()).map(|(_, p)| p)
}

/// A well-known organisation that exactly these tokens name, by acronym or in full: a number that is the same for all its names.
pub(super) fn organisation(words: &Words, tokens: TokenRange) -> Option<u16> {
    let (_, alias) = lexicon::alias(words, tokens.start).filter(|(len, _)| *len == tokens.len())?;
    (!matches!(alias.kind, AliasKind::Country | AliasKind::Demonym | AliasKind::Metonym)).then_some(alias.group)
}
