//! “Japanese Finance Minister Taro Aso”, “X, the managing editor, …”: people and what they do.

use super::phrase::capital;
use super::{Definition, Kind, table};
use crate::language::{TokenKind, Words, lexicon};
use crate::mention::name::{self, Name, NameKind};
use crate::text::Span;

/// Reads the person whose name's run of capitals begins at token `k`.
pub(super) fn read(text: &str, words: &Words, k: usize) -> Option<Definition> {
    let end = super::phrase::run_after(words, k)?;
    let names = name::find(text, words);
    let name = names.iter().find(|n| n.tokens.end > k && n.tokens.start < end && n.role.is_some() && n.kind == NameKind::Person)?;
    let role = name.role?;
    let parts = name.tokens.clone().filter(|&i| words.tokens.get(i).is_some_and(|t| t.is_word() && t.span.len() > 1)).count();
    if !name.certain || parts < 2 || only_address(text, words, role) || !named(words, name) {
        return None;
    }
    let definition = widened(words, name, role);
    (!definition.overlaps(name.span)).then_some(Definition { term: name.span, definition, kind: Kind::Person, sentence: words.span })
}

/// “Designer Shoe Warehouse”, “African-American” only look like people.
fn named(words: &Words, name: &Name) -> bool {
    let first = words.fold(name.tokens.start);
    let common = table::class(words.lemma(name.tokens.end.saturating_sub(1))).is_some_and(|c| c != table::Class::Nature);
    let people = name.tokens.clone().any(|i| lexicon::alias(words, i).is_some_and(|(_, a)| a.kind == lexicon::AliasKind::Demonym));
    let joined = name.tokens.clone().any(|i| words.fold(i) == "&");
    !people && !joined && (!common || lexicon::is_first_name(first))
}

/// “Mr.”, “Dr.”, “his wife”: nothing that the person does.
fn only_address(text: &str, words: &Words, role: Span) -> bool {
    let abbreviated = role.of(text).ends_with('.') && !role.of(text).contains(' ');
    abbreviated
        || words
            .tokens
            .iter()
            .enumerate()
            .filter(|(_, t)| role.contains(t.span) && t.is_word())
            .all(|(i, _)| table::addresses(words.fold(i)))
}

/// The role with the words before it that say which: “Japan’s central bank governor”, “La Sera guitarist”.
fn widened(words: &Words, name: &Name, role: Span) -> Span {
    let Some(first) = words.tokens.iter().position(|t| t.span.start >= role.start) else { return role };
    if first >= name.tokens.start {
        return role;
    }
    let mut from = first;
    while let Some(i) = from.checked_sub(1).filter(|i| first - i < 7) {
        let Some(t) = words.tokens.get(i) else { break };
        let takes = match t.kind {
            TokenKind::Word => {
                let f = words.fold(i);
                capital(words, i) && !(i == 0 && lexicon::opens_sentences(f)) || !t.stop && !t.capital && modifier(words, i)
            }
            TokenKind::Clitic => words.fold(i) == "'s",
            TokenKind::Punct => {
                words.fold(i) == "-" && !t.spaced
                    || words.fold(i) == "."
                        && !t.spaced
                        && words.tokens.get(i.wrapping_sub(1)).is_some_and(|p| p.capital && p.span.len() < 4)
            }
            _ => false,
        };
        if !takes {
            break;
        }
        from = i;
    }
    // “to assist manager X”: a verb
    if from > 0 && from < first && words.fold(from - 1) == "to" {
        from += 1;
    }
    while from < first && !words.tokens.get(from).is_some_and(|t| t.is_word()) {
        from += 1;
    }
    words.cover(from, from + 1).cover(role)
}

/// A small noun or adjective that may stand before a role.
fn modifier(words: &Words, i: usize) -> bool {
    let f = words.fold(i);
    name::modifies_role(f)
        || matches!(f, "retired" | "freshman")
        || words.lemma(i) == f && !f.ends_with("ing") && !f.ends_with("ly") && !verb_only(f)
}

/// Verbs that often stand before a role without an article.
fn verb_only(word: &str) -> bool {
    matches!(
        word,
        "say"
            | "said"
            | "told"
            | "tell"
            | "ask"
            | "join"
            | "meet"
            | "met"
            | "cast"
            | "hire"
            | "include"
            | "add"
            | "note"
            | "write"
            | "wrote"
            | "call"
            | "star"
            | "feature"
            | "introduce"
            | "welcome"
            | "see"
    )
}
