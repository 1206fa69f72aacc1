//! The words of a source after an opening quotation mark.

use super::{About, Completion, Item, ItemKind, edit};
use crate::analysis::{ClaimReport, Snapshot};
use crate::claim::{Citation, ScopeRule};
use crate::config::Role;
use crate::corpus::Source;
use crate::document::Document;
use crate::ide::action;
use crate::language::{Letters, Words, fold, lexicon, unspaced};
use crate::text::{Cancel, Cancelled, Span};
use memchr::memmem;

/// How many lines a quotation may have begun before.
const LINES: usize = 30;
/// Longer ones are not completed, in bytes.
const LONGEST: usize = 1_000;
/// The fewest words that must stand after the mark; characters in a script without spaces.
const FEWEST: usize = 3;
/// How many sentences are read at most.
const READ: usize = 200;
/// How many places are offered at most.
const PLACES: usize = 8;
/// So many sources are searched from end to end.
const FEW: usize = 8;

/// A quotation that is being written.
struct Open<'a> {
    /// The mark that closes it.
    close: char,
    /// What stands after the mark, up to the place.
    typed: &'a str,
    /// Where that begins in the original text.
    start: u32,
    at: u32,
    /// The closing mark stands right after the place.
    closed: bool,
    /// Where what is written on the place's own line begins.
    line: u32,
}

/// How the sources go on that have the words after the last opening mark, each with the mark that closes it and, if none is there
/// yet, a citation.
pub(super) fn words(snapshot: &Snapshot, document: &Document, offset: u32, cancel: &Cancel) -> Result<Completion, Cancelled> {
    let Some(open) = open(document, offset).filter(|_| snapshot.role(&document.path) == Some(Role::Note)) else {
        return Ok(Completion::default());
    };
    let Some(wanted) = Wanted::new(&open) else { return Ok(Completion::default()) };
    let report = snapshot.check(&document.path, cancel)?;
    let claim = report.claims.iter().rfind(|c| document.outer(c.claim.span).start <= offset && near(document, c, offset));
    let cited = claim.filter(|c| c.scope.rule != ScopeRule::Workspace).map(|c| c.scope.sources.to_vec());
    // a sentence of two words is no claim yet
    let next =
        || report.citations.iter().find(|c| c.outer.start >= offset && near_citation(document, c, offset)).map(|c| c.sources().to_vec());
    let cited = cited.or_else(next).filter(|s| !s.is_empty());
    let all: Vec<usize> = (0..snapshot.corpus().sources.len()).collect();
    let scope: &[usize] = cited.as_deref().unwrap_or(&all);
    let mut items: Vec<Item> = Vec::new();
    let mut left = READ;
    for index in scope {
        cancel.check()?;
        let Some(source) = snapshot.corpus().sources.get(*index) else { continue };
        for found in find(source, &open, &wanted, cited.is_some() && scope.len() <= FEW, &mut left) {
            let citation = if cited.is_some() { None } else { action::mark(snapshot, &report, *index) };
            items.extend(offers(source, &open, found, citation));
        }
        if items.len() >= PLACES * 2 || left == 0 {
            break;
        }
    }
    let mut seen: Vec<String> = Vec::new();
    items.retain(|i| {
        let new = !seen.contains(&i.edit.new_text);
        seen.push(i.edit.new_text.clone());
        new
    });
    items.truncate(PLACES * 2);
    // the next letter is looked for anew
    Ok(Completion { incomplete: !items.is_empty(), items })
}

/// The claim's paragraph is the one that the offset stands in.
fn near(document: &Document, claim: &ClaimReport, offset: u32) -> bool {
    let block = document.block_at(claim.claim.span.start).and_then(|i| document.blocks.get(i));
    block.is_some_and(|b| offset <= b.outer.end.saturating_add(2))
}

/// The citation stands in the paragraph of the offset.
fn near_citation(document: &Document, citation: &Citation, offset: u32) -> bool {
    document.blocks.get(citation.block).is_some_and(|b| b.outer.start <= offset && offset <= b.outer.end)
}

fn open(document: &Document, offset: u32) -> Option<Open<'_>> {
    let text = document.original.as_ref();
    let index = document.lines();
    let line = index.line(offset as usize);
    let blank = |l: usize| index.content(text, l).of(text).trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty();
    let first = (line.saturating_sub(LINES)..line).rev().take_while(|l| !blank(*l)).last().unwrap_or(line);
    let from = index.line_span(first).start;
    let before = Span { start: from, end: offset }.of(text);
    let (close, at) = unclosed(before)?;
    let start = from + at as u32;
    let typed = Span { start, end: offset }.of(text);
    let own = index.content(text, line);
    let after = Span { start: offset, end: own.end.max(offset) }.of(text);
    let closed = after.starts_with(close);
    // within a word, or within a quotation that is whole, nothing is to be added
    let inside = after.starts_with(char::is_alphanumeric) || !closed && after.contains(close);
    if inside || typed.len() > LONGEST || !typed.contains(char::is_alphanumeric) {
        return None;
    }
    let quoting = own.of(text).len() - own.of(text).trim_start_matches(['>', ' ', '\t']).len();
    let line = start.max(own.start + quoting as u32);
    Some(Open { close, typed, start, at: offset, closed, line })
}

/// The last quotation mark that opens and is not closed: the mark that would close it and the offset after it.
fn unclosed(text: &str) -> Option<(char, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if open.last().is_some_and(|(close, _)| *close == c) {
            open.pop();
            before = c;
            continue;
        }
        match c {
            '“' => open.push(('”', end)),
            '„' => open.push(('“', end)),
            '«' => open.push(('»', end)),
            '「' => open.push(('」', end)),
            '『' => open.push(('』', end)),
            // a straight one opens after a space or an opening mark only: 12" is inches
            '"' if before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-' | '*' | '_' | ':') => open.push(('"', end)),
            _ => {}
        }
        before = c;
    }
    open.last().copied()
}

/// What a source has: from the first of the words typed, from the first on the place's line, and to the end of the last one.
#[derive(Clone, Copy)]
struct Found {
    start: u32,
    line: u32,
    end: u32,
}

/// What is looked for in every source.
enum Wanted {
    /// Words, some of them rare enough to be looked up.
    Words(Begun),
    /// Letters of a script without spaces.
    Letters,
}

/// The words typed.
struct Begun {
    typed: Letters,
    /// The last word's letters, if it may go on.
    partial: Option<String>,
    /// Lemmas with content of the words that are whole, the rarest first.
    keys: Vec<u32>,
    /// The first word of the place's own line.
    line: usize,
}

impl Wanted {
    /// `None` if too little is typed.
    fn new(open: &Open) -> Option<Wanted> {
        if open.typed.chars().any(unspaced) {
            let enough = open.typed.trim().chars().filter(|c| c.is_alphanumeric()).count() >= FEWEST;
            return (enough && open.line == open.start).then_some(Wanted::Letters);
        }
        let typed = Letters::new(open.typed, Span::new(0, open.typed.len()));
        let begun = open.typed.ends_with(|c: char| c.is_alphanumeric());
        if typed.atoms.len() < FEWEST {
            return None;
        }
        let words = Words::new(open.typed, Span::new(0, open.typed.len()));
        let count = words.tokens.len() - usize::from(begun && !words.is_empty());
        let mut keys: Vec<u32> = words.tokens.iter().take(count).filter(|t| t.content()).map(|t| t.key).collect();
        keys.sort_unstable_by_key(|k| (std::cmp::Reverse(lexicon::weight(*k)), *k));
        keys.dedup();
        let partial = typed.atoms.last().filter(|_| begun).map(|a| fold(a.span().of(open.typed)));
        let line = typed.atoms.iter().position(|a| open.start + a.start >= open.line).unwrap_or(0);
        Some(Wanted::Words(Begun { typed, partial, keys, line }))
    }
}

/// Where a source has the words typed; `whole`: it may be searched from end to end for words that are everywhere.
fn find(source: &Source, open: &Open, wanted: &Wanted, whole: bool, left: &mut usize) -> Vec<Found> {
    let Wanted::Words(begun) = wanted else { return as_written(source, open) };
    let text = source.document.text.as_ref();
    let Some((rarest, _)) = begun.keys.split_first() else {
        return if whole { begun.matches(text, source.letters(), Span::new(0, text.len())) } else { Vec::new() };
    };
    let mut out = Vec::new();
    for sentence in source.sentences_with(*rarest) {
        if *left == 0 || out.len() >= PLACES {
            break;
        }
        // a quotation may run over the end of a sentence: its words are not all in one
        let next =
            |k: &u32| source.has_in(*k, sentence) || source.has_in(*k, sentence + 1) || sentence > 0 && source.has_in(*k, sentence - 1);
        if !begun.keys.iter().all(next) {
            continue;
        }
        *left -= 1;
        let inside = begun.keys.iter().all(|k| source.has_in(*k, sentence));
        let first = (sentence as usize).saturating_sub(usize::from(!inside));
        let (Some(from), Some(own)) = (source.sentences.get(first), source.sentences.get(sentence as usize)) else { continue };
        let end = crate::text::char_floor(text, (own.end as usize + open.typed.len() * 2).min(text.len()));
        let region = Letters::new(text, Span { start: from.start, end: end as u32 });
        out.extend(begun.matches(text, &region, *own));
    }
    out.dedup_by_key(|f| f.start);
    out
}

impl Begun {
    /// The places in a region where the words typed stand one after the other, overlapping the sentence.
    fn matches(&self, text: &str, region: &Letters, sentence: Span) -> Vec<Found> {
        let count = self.typed.atoms.len();
        let complete = count - usize::from(self.partial.is_some());
        let one = |window: &[crate::language::Atom]| {
            let same = window.iter().zip(&self.typed.atoms).take(complete).all(|(a, b)| a.key == b.key);
            let last = window.last()?;
            let fits = self.partial.as_ref().is_none_or(|p| fold(last.span().of(text)).starts_with(p.as_str()));
            let found = Found { start: window.first()?.start, line: window.get(self.line)?.start, end: last.end };
            (same && fits && found.start < sentence.end && found.end > sentence.start).then_some(found)
        };
        region.atoms.windows(count).filter_map(one).take(PLACES).collect()
    }
}

fn as_written(source: &Source, open: &Open) -> Vec<Found> {
    let words = open.typed.trim();
    let found = memmem::find_iter(source.document.text.as_bytes(), words.as_bytes()).take(PLACES);
    found.map(|at| Found { start: at as u32, line: at as u32, end: (at + words.len()) as u32 }).collect()
}

/// The rest of the sentence, and, where it has a border, the rest up to that.
fn offers(source: &Source, open: &Open, found: Found, citation: Option<String>) -> Vec<Item> {
    let text = source.document.text.as_ref();
    let inside = found.end.saturating_sub(1).max(found.start);
    let Some(sentence) = source.sentence_at(inside).and_then(|i| source.sentences.get(i)) else { return Vec::new() };
    let rest = Span { start: found.end, end: sentence.end.max(found.end) };
    let marks = ['“', '”', '"', '„', '«', '»', '「', '」', '『', '』'];
    let cut = rest.of(text).find(marks).unwrap_or(rest.len());
    let kept = rest.of(text).get(..cut).unwrap_or("").trim_end();
    let kept = kept.strip_suffix(['.', '。', ',']).unwrap_or(kept).trim_end();
    let clause = kept
        .char_indices()
        .find(|(i, c)| matches!(c, ',' | ';' | ':' | '—' | '、') && kept.get(..*i).is_some_and(|w| w.split_whitespace().count() > 1));
    let ends = [Some(kept.len()), clause.map(|(i, _)| i)];
    let offer = |len: usize| {
        let end = found.end + len as u32;
        let words = flat(Span { start: found.line, end }.of(text));
        let mark = citation.as_ref().map_or(String::new(), |c| format!(" {c}"));
        let new_text = format!("{}{}{mark}", written(&words), open.close);
        let until = open.at + if open.closed { open.close.len_utf8() as u32 } else { 0 };
        Item {
            label: format!("{words}{}", open.close),
            detail: Some(crate::ide::spot::file_line(&source.document, Span { start: found.start, end })),
            kind: ItemKind::Quotation,
            edit: edit(Span { start: open.line, end: until }, new_text),
            about: Some(About::Place { file: source.document.path.clone(), start: found.start, end }),
        }
    };
    ends.into_iter().flatten().map(offer).collect()
}

/// On one line.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as they are written in Markdown, so that they stay the words that they are.
pub(in crate::ide) fn written(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    for c in words.chars() {
        let key = c == '@' && !before.is_alphanumeric();
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '$' | '|' | '~') || key {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}
