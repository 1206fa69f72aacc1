//! Proper names in a sentence, from capitals: people with their roles, organisations, places.
//!
//! `find` reads capitals, particles and word lists, in linear time, and never guesses a kind silently:
//! [`Name::certain`] says whether something in the text or the lists vouches for it.

mod affiliation;
mod alias;
mod kind;
mod relation;
mod run;
mod table;

pub use alias::Aliases;
pub use relation::{NameRelation, near, relation};

use super::TokenRange;
use crate::language::Words;
use crate::language::lexicon::{self, Group, Place};
use crate::text::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameKind {
    Person,
    Organisation,
    /// A place, a country, or its people (“Japanese”).
    Place,
    /// Words in Title Case between quotation marks.
    Title,
    Other,
}

/// One proper name. Names of a sentence never overlap; they come in reading order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// Without role, title and possessive, into the sentence's text.
    pub span: Span,
    pub tokens: TokenRange,
    pub kind: NameKind,
    /// Something vouches for the kind: a title, a given name, a head word, a list. Otherwise it is a guess.
    pub certain: bool,
    /// A lone capital at the sentence's beginning that nothing vouches for: a name only if it is one elsewhere.
    pub initial: bool,
    /// Capitals only: `TPP`, `U.S.`, `G20`.
    pub acronym: bool,
    /// “Japanese Finance Minister” before or after a person's name. May cover a country's name.
    pub role: Option<Span>,
    /// The organisation or place that a person or place is said to belong to: “of the Carnegie Endowment”, “(R-Wyo.)”.
    pub affiliation: Option<Span>,
    /// Token that carries the name: a person's surname, else the last word.
    pub head: usize,
    /// The place of the world that the whole name is, if the table has it.
    pub place: Option<Place>,
}

/// The names of a sentence. None in a headline (see [`headline`]), where capitals say nothing.
pub fn find(text: &str, words: &Words) -> Vec<Name> {
    if headline(words) {
        return Vec::new();
    }
    let mut names: Vec<Name> = Vec::new();
    for run in run::runs(text, words) {
        kind::split(text, words, &run, &mut names);
    }
    affiliation::attach(text, words, &mut names);
    names
}

/// A line in Title Case or in capitals: nearly every content word is capitalised and no full stop ends it.
pub fn headline(words: &Words) -> bool {
    let (mut content, mut lower, mut upper) = (0usize, 0usize, 0usize);
    for t in words.tokens.iter().filter(|t| t.is_word() && !t.stop) {
        content += 1;
        lower += usize::from(!t.capital);
        upper += usize::from(t.upper);
    }
    let stops = words.tokens.iter().rev().take(2).enumerate().any(|(i, _)| {
        let f = words.fold(words.len() - 1 - i);
        matches!(f, "." | "?" | "!" | ":" | ";")
    });
    // “She is a Professor in the Department of …” tells something
    let told = || (0..words.len()).any(|i| words.is(i, Group::Auxiliary) && words.tokens.get(i).is_some_and(|t| !t.capital));
    content >= 4 && (upper * 5 >= content * 4 || !stops && lower * 7 <= content && !told())
}

/// The first name is that of a place that lies in the second's: who tells of the first tells of the second.
pub fn lies_in(inner: &Name, outer: &Name) -> bool {
    inner.place.zip(outer.place).is_some_and(|(i, o)| lexicon::holds(o, i) && !lexicon::holds(i, o))
}

/// Whether a folded word is the head of a role: `president`, `reporter`.
pub fn is_role(word: &str) -> bool {
    table::is_role(word) || table::is_honorific(word)
}

/// [`is_role`] by the key of the word's lemma, for what reads every word of a source.
pub fn is_role_key(key: u32) -> bool {
    table::is_role_key(key)
}

/// Whether a folded word may stand inside a role, before its head: `prime`, `deputy`, `former`.
pub fn modifies_role(word: &str) -> bool {
    table::modifies_role(word)
}

/// The folded words of a token range, one space between, marks left out.
pub(super) fn phrase(words: &Words, tokens: TokenRange) -> String {
    let mut out = String::new();
    for i in tokens {
        if words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(words.fold(i));
        }
    }
    out
}

#[cfg(test)]
mod tests;
