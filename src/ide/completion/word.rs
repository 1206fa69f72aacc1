//! Terms of the glossaries, once a word of them is begun.

use super::{About, Completion, Item, ItemKind, MOST, edit};
use crate::analysis::Snapshot;
use crate::document::Document;
use crate::language::{fold, unspaced};
use crate::text::Span;
use std::collections::BTreeMap;

/// The fewest letters of a term that must be typed; of a script without spaces one is enough.
const FEWEST: usize = 2;
/// How many words of a term are looked for before the place.
const WORDS: usize = 6;

/// The terms that begin with the words right before the offset of the original text.
pub(super) fn terms(snapshot: &Snapshot, document: &Document, offset: u32) -> Completion {
    let text = document.original.as_ref();
    let index = document.lines();
    let line = index.line_span(index.line(offset as usize));
    let before = Span { start: line.start, end: offset.max(line.start) }.of(text);
    let mut found: BTreeMap<(usize, String), Item> = BTreeMap::new();
    let starts = starts(before);
    if starts.is_empty() {
        return Completion::default();
    }
    let begun: Vec<(usize, String)> = starts.iter().map(|s| (*s, fold(before.get(*s..).unwrap_or("")))).collect();
    for entry in snapshot.terms().glossary() {
        let name = entry.term().split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = fold(&name);
        let Some((start, typed)) = begun.iter().find(|(_, typed)| folded.starts_with(typed.as_str())) else { continue };
        // what stands there already is no completion
        if folded == *typed {
            continue;
        }
        let span = Span::new(line.start as usize + start, offset as usize);
        let item = Item {
            label: name.clone(),
            detail: Some(entry.text().split_whitespace().collect::<Vec<_>>().join(" ")),
            kind: ItemKind::Term,
            edit: edit(span, cased(&name, span.of(text))),
            about: Some(About::Term(name)),
        };
        found.entry((*start, folded)).or_insert(item);
    }
    let incomplete = found.len() > MOST;
    Completion { items: found.into_values().take(MOST).collect(), incomplete }
}

/// Where a term may begin in the line: at the words before its end, the farthest first.
fn starts(before: &str) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let mut last = ' ';
    for (at, c) in before.char_indices() {
        if c.is_alphanumeric() && (!last.is_alphanumeric() || unspaced(c)) {
            out.push(at);
        }
        last = c;
    }
    let enough = |at: &usize| {
        let typed = before.get(*at..).unwrap_or("");
        typed.chars().count() >= FEWEST || typed.chars().any(unspaced)
    };
    let from = out.len().saturating_sub(WORDS);
    let ends = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ' ' || c == '-');
    out.get(from..).unwrap_or(&[]).iter().filter(|_| ends).filter(|at| enough(at)).copied().collect()
}

/// The term as it is to stand after what is typed: a small letter that begins a common word of the glossary stays small.
pub(in crate::ide) fn cased(name: &str, typed: &str) -> String {
    let (Some(first), Some(second)) = (name.chars().next(), name.chars().nth(1)) else { return name.to_string() };
    let common = first.is_uppercase() && second.is_lowercase() && typed.starts_with(char::is_lowercase);
    // “Tidal Energy Authority” is a name
    let named = name.split(' ').skip(1).any(|w| w.starts_with(char::is_uppercase));
    if common && !named { first.to_lowercase().chain(name.chars().skip(1)).collect() } else { name.to_string() }
}
