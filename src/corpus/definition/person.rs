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
    if let Some(found) = signed(words, &names, k, end).or_else(|| shared(words, &names, k, end)) {
        return Some(found);
    }
    let name = names.iter().find(|n| n.tokens.end > k && n.tokens.start < end && n.role.is_some() && n.kind == NameKind::Person)?;
    let role = name.role?;
    let parts = name.tokens.clone().filter(|&i| words.tokens.get(i).is_some_and(|t| t.is_word() && t.span.len() > 1)).count();
    if !name.certain || parts < 2 || !named(words, name) {
        return None;
    }
    let definition = widened(words, name, role);
    if only_address(text, words, role, definition) || done(words, role) {
        return None;
    }
    (!definition.overlaps(name.span)).then_some(Definition { term: name.span, definition, kind: Kind::Person, sentence: words.span })
}

/// “They could count Ada Holm among …”: a verb.
fn done(words: &Words, role: Span) -> bool {
    let Some(first) = words.tokens.iter().position(|t| t.span.start >= role.start).filter(|&i| !capital(words, i)) else { return false };
    let modal = |i: usize| matches!(words.fold(i), "can" | "could" | "will" | "would" | "shall" | "should" | "may" | "might" | "must");
    first.checked_sub(1).is_some_and(modal)
}

/// “— Ada Holm, Executive Director, Tarn Institute”: a role in capitals between commas, after a full name.
fn signed(words: &Words, names: &[Name], from: usize, to: usize) -> Option<Definition> {
    let start = to + 1;
    let head = (start..start + 5).take_while(|&i| capital(words, i)).last().filter(|_| words.fold(to) == ",")?;
    let closed = head + 1 >= words.len()
        || matches!(words.fold(head + 1), "," | ";" | ")")
        || words.fold(head + 1) == "." && head + 2 >= words.len();
    let role = name::is_role(words.fold(head)) && (start..head).all(|i| name::is_role(words.fold(i)) || qualifies(words.fold(i)));
    let alone = !(start..head + 1).any(|i| table::addresses(words.fold(i)));
    (closed && role && alone && person(words, names, from, to)).then(|| super::found(words, (from, to), (start, head + 1), Kind::Person))
}

/// “directors Ada Holm and Bror Lind”, “Sens. Ada Holm and Bror Lind”: one role in the plural, of each of the names after it.
fn shared(words: &Words, names: &[Name], from: usize, to: usize) -> Option<Definition> {
    let mut first = from;
    while let Some(and) = first.checked_sub(1).filter(|&i| from - i < 16 && matches!(words.fold(i), "and" | "&" | ",")) {
        let begin = (and.saturating_sub(4)..and)
            .rev()
            .take_while(|&i| capital(words, i) || words.fold(i) == "." && words.tokens.get(i + 1).is_some_and(|t| t.spaced))
            .last()?;
        let begin = (begin..and).find(|&i| !(plural(words, i) || words.fold(i) == "."))?;
        if !person(words, names, begin, and) {
            return None;
        }
        first = begin;
    }
    let next = matches!(words.fold(to), "and" | "&" | ",") && person_at(words, names, to + 1);
    let stop = first.checked_sub(1).filter(|&i| words.fold(i) == ".").unwrap_or(first);
    let head = stop.checked_sub(1).filter(|&i| plural(words, i))?;
    if first == from && !next || !person(words, names, from, to) {
        return None;
    }
    let mut start = head;
    while let Some(i) = start.checked_sub(1).filter(|&i| head - i < 5) {
        let fits = capital(words, i) && !(i == 0 && lexicon::opens_sentences(words.fold(i))) || qualifies(words.fold(i));
        if !fits {
            break;
        }
        start = i;
    }
    let end = stop + usize::from(stop < first);
    Some(super::found(words, (from, to), (start, end), Kind::Person))
}

/// The plural of a role, in full or short.
fn plural(words: &Words, i: usize) -> bool {
    let f = words.fold(i);
    let lemma = words.lemma(i);
    plural_title(words, i) || lemma != f && f.ends_with('s') && name::is_role(lemma) && !table::addresses(lemma)
}

/// “Sens.”, “Reps.”.
pub(super) fn plural_title(words: &Words, i: usize) -> bool {
    matches!(words.fold(i), "sens" | "reps" | "profs" | "govs" | "gens") && words.fold(i + 1) == "."
}

/// Two to four capitals that nothing tells to be other than a person's name; the frame around it says that it is one.
fn person(words: &Words, names: &[Name], from: usize, to: usize) -> bool {
    let all = (from..to).all(|i| capital(words, i) || words.fold(i) == "." || words.fold(i) == "-");
    let count = (from..to).filter(|&i| capital(words, i)).count();
    let last = to.saturating_sub(1);
    all && (2..=4).contains(&count)
        && person_at(words, names, from)
        && table::class(words.lemma(last)).is_none_or(|c| c == table::Class::Nature)
}

fn person_at(words: &Words, names: &[Name], from: usize) -> bool {
    let other = |n: &Name| n.tokens.start <= from && from < n.tokens.end && matches!(n.kind, NameKind::Organisation | NameKind::Place);
    let plain = |i: usize| capital(words, i) && lexicon::alias(words, i).is_none() && !name::is_role(words.fold(i));
    let shouted = |i: usize| words.tokens.get(i).is_some_and(|t| t.upper && t.span.len() > 2);
    plain(from) && plain(from + 1) && !shouted(from) && !names.iter().any(other)
}

/// “Designer Shoe Warehouse”, “African-American” only look like people.
fn named(words: &Words, name: &Name) -> bool {
    let people = name.tokens.clone().any(|i| lexicon::alias(words, i).is_some_and(|(_, a)| a.kind == lexicon::AliasKind::Demonym));
    let joined = name.tokens.clone().any(|i| words.fold(i) == "&");
    !people && !joined && !is_thing(words, (name.tokens.start, name.tokens.end))
}

/// The first or last word is a common noun for a thing, or a country ends the name: “Premier League Big Six”, “Republican Party”.
pub(super) fn is_thing(words: &Words, (from, to): (usize, usize)) -> bool {
    let thing = |i: usize| matches!(table::class(words.lemma(i)), Some(table::Class::Thing | table::Class::Place));
    let country = (from + 1..to).any(|i| {
        lexicon::alias(words, i).is_some_and(|(_, a)| a.kind != lexicon::AliasKind::Demonym) && words.tokens.get(i).is_some_and(|t| t.upper)
    });
    country
        || !lexicon::is_first_name(words.fold(from))
            && (thing(to.saturating_sub(1)) || table::class(words.lemma(from)) == Some(table::Class::Thing))
}

/// “Mr.”, “Dr.”, “his wife”: nothing that the person does. “Rep.” or “Captain” alone says too little, “retired Gen.” does not.
fn only_address(text: &str, words: &Words, role: Span, whole: Span) -> bool {
    let one = !role.of(text).contains(' ') && whole == role;
    let rank = role.of(text).trim_end_matches('.');
    let token = words.tokens.iter().position(|t| t.span.start == role.start);
    let military = token.and_then(|i| lexicon::title(words, i)).is_some_and(|(_, family)| family == "military");
    let small = token.is_some_and(|i| table::qualifies_only(words.fold(i)) && !capital(words, i));
    one && (rank.len() < role.of(text).len() || military)
        || small && !role.of(text).contains(' ')
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
    // “the contribution Captain Ada Holm made”: before a title in capitals a small noun is another’s
    let titled = capital(words, first);
    while let Some(i) = from.checked_sub(1).filter(|i| first - i < 7) {
        let Some(t) = words.tokens.get(i) else { break };
        let takes = match t.kind {
            TokenKind::Word => {
                let f = words.fold(i);
                capital(words, i) && !(i == 0 && lexicon::opens_sentences(f))
                    || !t.stop && !t.capital && if titled { joins(words, i) } else { modifier(words, i) }
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
    // “harbour.example editor”: a word in pieces
    while from > 0
        && first - from < 12
        && words.tokens.get(from).is_some_and(|t| !t.spaced)
        && !matches!(words.fold(from - 1), "(" | "\"" | "'" | "[")
    {
        from -= 1;
    }
    words.cover(from, from + 1).cover(role)
}

/// A small word that belongs to a title in capitals: “former Sen.”, “state Attorney General”, “ex-”.
fn joins(words: &Words, i: usize) -> bool {
    let f = words.fold(i);
    qualifies(f)
        || matches!(f, "state" | "federal" | "national" | "late" | "ex")
        || words.fold(i + 1) == "-"
        || words.fold(i.wrapping_sub(1)) == "-"
}

/// A small noun or adjective that may stand before a role.
fn modifier(words: &Words, i: usize) -> bool {
    let f = words.fold(i);
    qualifies(f) || words.lemma(i) == f && !f.ends_with("ing") && !f.ends_with("ly") && !table::verbal(f)
}

/// A word that may stand before any role or rank: `former`, `deputy`, `retired`.
pub(super) fn qualifies(word: &str) -> bool {
    name::modifies_role(word) || matches!(word, "retired" | "freshman")
}
