//! Roles and affiliations that stand around a person's name: “economist X”, “X, finance minister of Y”, “X of the Y”.

use super::{Name, NameKind, table};
use crate::language::{TokenKind, Words};
use crate::text::Span;

/// How many tokens an apposition may have before its role's head.
const APPOSITION: usize = 8;

pub(super) fn attach(text: &str, words: &Words, names: &mut [Name]) {
    for i in 0..names.len() {
        let Some(name) = names.get(i) else { break };
        let (from, to) = (name.tokens.start, name.tokens.end);
        let could_be = match name.kind {
            NameKind::Person => true,
            NameKind::Other => !name.acronym && to - from <= 3,
            _ => false,
        };
        let floor = i.checked_sub(1).and_then(|p| names.get(p)).map_or(0, |n| n.tokens.end);
        let mut role = name.role;
        let mut sure = false;
        let mut after = to;
        if could_be {
            if role.is_none() {
                role = before(words, floor, from);
                sure |= role.is_some();
            } else if let Some(r) = role {
                role = Some(widen(words, floor, r, from));
            }
            if let Some((span, end)) = apposition(text, words, to) {
                after = end;
                sure |= role.is_none();
                role = role.or(Some(span));
            }
        }
        let affiliation =
            party(text, words, to).or_else(|| belongs(words, names, i, after, could_be)).or_else(|| container(words, names, i));
        if let Some(name) = names.get_mut(i) {
            name.role = role;
            name.affiliation = affiliation;
            if sure && name.kind == NameKind::Other {
                name.kind = NameKind::Person;
            }
            name.certain |= sure && name.kind == NameKind::Person;
            name.initial &= !sure;
        }
    }
}

/// “former president”, “economist” right before the name.
fn before(words: &Words, floor: usize, from: usize) -> Option<Span> {
    let head = from.checked_sub(1).filter(|&h| h >= floor)?;
    let t = words.tokens.get(head)?;
    if !t.is_word() || t.capital || !table::is_role(words.fold(head)) {
        return None;
    }
    let start = modifiers(words, floor, head);
    Some(words.cover(start, head + 1))
}

/// The start of the modifiers that stand right before token `head`.
fn modifiers(words: &Words, floor: usize, head: usize) -> usize {
    let mut start = head;
    while start > floor && head - start < 6 {
        let folded = words.fold(start - 1);
        let hyphen = folded == "-" && words.tokens.get(start - 1).is_some_and(|t| !t.spaced);
        if !(table::modifies_role(folded) || hyphen || table::is_role(folded)) {
            break;
        }
        start -= 1;
    }
    start
}

/// “then-Prime Minister X”, “former U.S. President X”: small modifiers before a role in capitals.
fn widen(words: &Words, floor: usize, role: Span, from: usize) -> Span {
    let first = (floor.min(from)..from).find(|&k| words.tokens.get(k).is_some_and(|t| t.span.start >= role.start)).unwrap_or(from);
    let start = modifiers(words, floor, first);
    if start < first { words.cover(start, start + 1).cover(role) } else { role }
}

/// “, finance minister of Japan,” or “ — then-foreign minister —” or “ (the finance minister)” after a name that ends before `at`.
/// Gives the role and the token after it.
fn apposition(text: &str, words: &Words, at: usize) -> Option<(Span, usize)> {
    let mark = words.tokens.get(at)?;
    let opener = words.fold(at);
    if !(opener == "," || opener == "(" || opener == "-" && mark.spaced) {
        return None;
    }
    let mut start = at + 1;
    if matches!(words.fold(start), "the" | "a" | "an" | "then") && words.fold(start + 1) != "-" {
        start += 1;
    }
    let head = (start..(start + APPOSITION).min(words.len())).find(|&k| ends_role(words, k))?;
    let ok = (start..head).all(|k| {
        words.tokens.get(k).is_some_and(|t| match t.kind {
            TokenKind::Word => {
                t.capital
                    || table::modifies_role(words.fold(k))
                    || !t.stop && table::is_country(words, k)
                    || table::is_role(words.fold(k))
                    || adjective(words, k)
            }
            TokenKind::Clitic => words.fold(k) == "'s",
            _ => words.fold(k) == "-" && !t.spaced,
        })
    });
    // “X, President Y and Z” is a list: a name right after the role means the role is the next one's
    let next = words.tokens.get(head + 1);
    let next_name = next.is_some_and(|t| t.is_word() && t.capital && !t.stop && t.spaced);
    if !ok || next_name {
        return None;
    }
    let mut end = head + 1;
    if matches!(words.fold(end), "of" | "at" | "for" | "in" | "to") {
        let mut k = end + 1;
        let mut capitals = 0;
        while k < words.len() && k < end + 10 {
            let Some(t) = words.tokens.get(k) else { break };
            let inner = matches!(words.fold(k), "the" | "of" | "and" | "for" | "&" | "-");
            if t.is_word() && t.capital {
                capitals = k + 1 - end;
            } else if !inner {
                break;
            }
            k += 1;
        }
        end += capitals;
    }
    let closes = words.tokens.get(end).is_none_or(|t| {
        matches!(t.span.of(text), "," | "." | ")" | ";" | "—" | "–" | "-" | ":" | "?" | "!")
            || matches!(words.fold(end), "who" | "and" | "from" | "since" | "at" | "for" | "in")
    });
    closes.then(|| (words.cover(start, end), end))
}

/// Token `k` is a role's head and the next one does not go on with it.
fn ends_role(words: &Words, k: usize) -> bool {
    let next = words.fold(k + 1);
    let hyphened = next == "-" && words.tokens.get(k + 1).is_some_and(|t| !t.spaced);
    table::is_role(words.fold(k)) && !hyphened && !table::is_role(next) && !table::modifies_role(next)
}

/// A small word that may qualify a role: no function word, no verb form.
fn adjective(words: &Words, k: usize) -> bool {
    let folded = words.fold(k);
    words.tokens.get(k).is_some_and(|t| !t.stop) && !folded.ends_with("ed") && !folded.ends_with("ing") && words.lemma(k) == folded
}

/// “(R-Wyo.)”
fn party(text: &str, words: &Words, at: usize) -> Option<Span> {
    if words.fold(at) != "(" || !matches!(words.fold(at + 1), "r" | "d" | "i") || words.fold(at + 2) != "-" {
        return None;
    }
    let close = (at + 3..(at + 9).min(words.len())).find(|&k| words.tokens.get(k).is_some_and(|t| t.span.of(text) == ")"))?;
    Some(words.cover(at + 1, close))
}

/// “of the Carnegie Endowment”, “at Harvard University” after a person's name or role.
fn belongs(words: &Words, names: &[Name], i: usize, after: usize, person: bool) -> Option<Span> {
    if !person || !matches!(words.fold(after), "of" | "at" | "from" | "with") {
        return None;
    }
    let start = after + 1 + usize::from(words.fold(after + 1) == "the");
    let next = names.get(i + 1).filter(|n| n.tokens.start == start)?;
    let fits = next.kind == NameKind::Organisation
        || next.kind == NameKind::Place && words.fold(after) != "with"
        || next.kind == NameKind::Other && words.fold(after) == "of";
    fits.then_some(next.span)
}

/// “Salzburg, Austria”: a name, a comma, a country.
fn container(words: &Words, names: &[Name], i: usize) -> Option<Span> {
    let (name, next) = (names.get(i)?, names.get(i + 1)?);
    let apart = next.tokens.start.checked_sub(name.tokens.end)? == 1 && words.fold(name.tokens.end) == ",";
    let country = |n: &Name| matches!(table::country(words, n.tokens.clone()), Some((_, table::Stands::Country)));
    let listed = matches!(words.fold(next.tokens.end), "and" | "or")
        || words.fold(next.tokens.end) == "," && names.get(i + 2).is_some_and(|n| n.tokens.start <= next.tokens.end + 2 && country(n));
    let place = matches!(name.kind, NameKind::Place | NameKind::Other | NameKind::Organisation);
    (apart && place && country(next) && !country(name) && !listed).then_some(next.span)
}
