//! The value that the cited source gives, after the words that stand before it there.

use super::{About, Completion, Item, ItemKind, edit};
use crate::analysis::Snapshot;
use crate::config::Role;
use crate::corpus::Source;
use crate::document::Document;
use crate::language::{Words, fold, lexicon, sentences};
use crate::mention::quantity::Kind;
use crate::mention::{date, quantity};
use crate::text::{Cancel, Cancelled, Span};

/// The fewest words of content that must stand before the place.
const FEWEST: usize = 3;
/// How many sources a claim may be about, and how many sentences of one are read.
const SOURCES: usize = 16;
const READ: usize = 50;

/// The value with its unit, if all sentences of the cited sources that have the words before the place give the same one.
pub(super) fn values(snapshot: &Snapshot, document: &Document, offset: u32, cancel: &Cancel) -> Result<Completion, Cancelled> {
    let Some((words, start)) = before(document, offset).filter(|_| snapshot.role(&document.path) == Some(Role::Note)) else {
        return Ok(Completion::default());
    };
    let report = snapshot.check(&document.path, cancel)?;
    let claim = report.claims.iter().rfind(|c| c.claim.span.start <= words.span.start && words.span.start <= c.claim.span.end);
    let Some(claim) = claim.filter(|c| c.scope.whole() && c.scope.sources.len() <= SOURCES) else { return Ok(Completion::default()) };
    let mut found: Vec<(usize, Span, String)> = Vec::new();
    for index in claim.scope.sources.iter() {
        cancel.check()?;
        let Some(source) = snapshot.corpus().sources.get(*index) else { continue };
        found.extend(given(source, &words).into_iter().map(|(span, value)| (*index, span, value)));
    }
    let typed = Span { start, end: offset };
    let begun = typed.of(&document.original);
    let Some((index, span, value)) = found.first() else { return Ok(Completion::default()) };
    let sure = found.iter().all(|(_, _, v)| fold(v) == fold(value)) && value.starts_with(begun);
    let Some(source) = snapshot.corpus().sources.get(*index).filter(|_| sure) else { return Ok(Completion::default()) };
    let item = Item {
        label: value.clone(),
        detail: Some(crate::ide::spot::file_line(&source.document, *span)),
        kind: ItemKind::Figure,
        edit: edit(typed, super::quote::written(value)),
        about: Some(About::Place { file: source.document.path.clone(), start: span.start, end: span.end }),
    };
    Ok(Completion { items: vec![item], incomplete: true })
}

/// The words of the sentence before the value, and where the value begins in the original text.
fn before(document: &Document, offset: u32) -> Option<(Words, u32)> {
    let text = document.original.as_ref();
    let head = text.get(..offset as usize)?;
    let bare = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '$' | '€' | '£'));
    // a sentence has ended, or the value is all there
    let begun = head.get(bare.len()..)?;
    let after = text.get(offset as usize..)?;
    let whole = after.starts_with(char::is_alphanumeric) || after.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
    if !bare.ends_with([' ', '\n']) || begun.starts_with(['.', ',']) || whole {
        return None;
    }
    let words = bare.trim_end();
    let at = document.map.to_text(words.len() as u32);
    let block = document.blocks.get(document.block_at(at)?)?;
    // the place stands in the paragraph, or right after it
    let inside = document.outer(block.span).start < words.len() as u32 && words.len() as u32 <= block.outer.end;
    let sentence = sentences(&document.text, block.span).into_iter().rfind(|s| s.start < at)?;
    let span = Span { start: sentence.start, end: at.min(sentence.end) };
    let words = Words::new(&document.text, span);
    let last = words.tokens.last()?;
    let enough = words.tokens.iter().filter(|t| t.content()).count() >= FEWEST;
    (inside && enough && last.is_word() && last.span.end == at).then_some((words, bare.len() as u32))
}

/// The values of a source right after these words: all that have content stand before it in its sentence, the last one right before it.
fn given(source: &Source, words: &Words) -> Vec<(Span, String)> {
    let mut keys: Vec<u32> = words.tokens.iter().filter(|t| t.content()).map(|t| t.key).collect();
    keys.sort_unstable_by_key(|k| (std::cmp::Reverse(lexicon::weight(*k)), *k));
    keys.dedup();
    let Some((first, rest)) = keys.split_first() else { return Vec::new() };
    let last = words.fold(words.len().saturating_sub(1));
    let text = source.document.text.as_ref();
    let candidates = source.sentences_with(*first).filter(|s| rest.iter().all(|k| source.has_in(*k, *s))).take(READ);
    let mut out = Vec::new();
    for span in candidates.filter_map(|s| source.sentences.get(s as usize)) {
        let there = Words::new(text, *span);
        let counted = quantity::find(text, &there).into_iter().filter(|m| !matches!(m.kind, Kind::Identifier | Kind::Clock));
        let mut mentions: Vec<Span> = counted.map(|m| m.span).chain(date::find(text, &there).into_iter().map(|m| m.span)).collect();
        // a date is no number besides
        mentions.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
        mentions.dedup_by(|b, a| a.contains(*b));
        for mention in mentions {
            let to = there.tokens.partition_point(|t| t.span.start < mention.start);
            let before = there.tokens.get(..to).unwrap_or(&[]);
            let all = keys.iter().all(|k| before.iter().any(|t| t.key == *k));
            if all && to > 0 && there.fold(to - 1) == last {
                out.push((mention, mention.of(text).split_whitespace().collect::<Vec<_>>().join(" ")));
            }
        }
    }
    out
}
