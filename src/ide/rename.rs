//! A new name for a term of a glossary, a citation key, a heading or a footnote, everywhere in what is the person's own. Sources are
//! never edited.

use super::completion::{anchor, cased};
use super::reference::{around, places, uses};
use super::subject::{self, Subject};
use crate::analysis::{Marks, Snapshot};
use crate::claim::{Citation, CitationKind};
use crate::config::Role;
use crate::corpus::{Resolution, TermEntry, Wanted};
use crate::diagnostic::Edit;
use crate::document::{Block, BlockKind, Document, Format, Inline, InlineKind};
use crate::language::fold;
use crate::text::{Cancel, Cancelled, Span};
use std::collections::BTreeMap;

/// Edits of the original texts of files, by path; those of one file in order, none over another.
pub type FileEdits = BTreeMap<String, Vec<Edit>>;

/// What a question about names comes to, or why it cannot be done, for a person to read.
pub type Answer<T> = Result<Result<T, String>, Cancelled>;

/// A term has at most so many words.
const WORDS: usize = 12;

/// The words at an offset that a new name takes the place of, and the name as it is now.
///
/// # Errors
/// `cancel` was set.
pub fn prepare(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Answer<(Span, String)> {
    let Some((span, subject)) = subject::at(snapshot, path, offset, cancel)? else {
        return Ok(Err("nothing with a name stands here".to_string()));
    };
    Ok(may(snapshot, &subject).map(|name| (span, name.unwrap_or_else(|| span.of(&snapshot.text(path).unwrap_or_default()).to_string()))))
}

/// The edits that give what stands at an offset a new name.
///
/// # Errors
/// `cancel` was set.
pub fn rename(snapshot: &Snapshot, path: &str, offset: u32, name: &str, cancel: &Cancel) -> Answer<FileEdits> {
    let Some((_, subject)) = subject::at(snapshot, path, offset, cancel)? else {
        return Ok(Err("nothing with a name stands here".to_string()));
    };
    let name = name.trim();
    if let Err(reason) = may(snapshot, &subject) {
        return Ok(Err(reason));
    }
    if name.is_empty() || name.contains(['\n', '\r']) {
        return Ok(Err("a name is at least one letter, on one line".to_string()));
    }
    Ok(match &subject {
        Subject::Term { written, entries } => term(snapshot, written, entries, name),
        Subject::Work { key, .. } => work(snapshot, key, name),
        Subject::Heading { path, block, .. } => heading(snapshot, path, *block, name),
        Subject::Footnote { path, label } => footnote(snapshot, path, label, name, places(snapshot, &subject, cancel)?),
        Subject::File { .. } | Subject::Sentence { .. } => Err("nothing with a name stands here".to_string()),
    }
    .map(tidy))
}

/// Whether a subject can get another name; the present one where it is not what stands at the place.
fn may(snapshot: &Snapshot, subject: &Subject) -> Result<Option<String>, String> {
    match subject {
        Subject::Term { written, entries } => match entries.iter().find(|e| e.source.is_none()) {
            Some(entry) => Ok(Some(entry.term().split_whitespace().collect::<Vec<_>>().join(" "))),
            None => Err(format!("“{written}” is defined in a source, and sources are not edited")),
        },
        Subject::Work { key, .. } if listed(snapshot, key).is_some() => Ok(None),
        Subject::Work { key, .. } if key.is_empty() => Err("a source is not edited".to_string()),
        Subject::Work { key, .. } => Err(format!("no bibliography has “{key}”: it is the name of a file or of nothing here")),
        Subject::Heading { path, .. } if snapshot.role(path) == Some(Role::Source) => {
            Err(format!("the heading stands in {path}, a source, and sources are not edited"))
        }
        Subject::Footnote { path, .. } if snapshot.role(path) == Some(Role::Source) => {
            Err(format!("{path} is a source, and sources are not edited"))
        }
        Subject::Heading { path, block, .. } => {
            let document = snapshot.document(path);
            Ok(document.map(|d| d.outer(*block).of(&d.original).to_string()))
        }
        Subject::Footnote { .. } => Ok(None),
        Subject::File { path } => Err(format!("to give {path} another name, rename the file: the links to it follow")),
        Subject::Sentence { .. } => Err("nothing with a name stands here".to_string()),
    }
}

/// In order, each once.
fn tidy(mut all: FileEdits) -> FileEdits {
    for edits in all.values_mut() {
        edits.sort_by_key(|e| (e.span.start, e.span.end));
        edits.dedup_by(|b, a| a.span == b.span || a.span.overlaps(b.span));
    }
    all.retain(|_, e| !e.is_empty());
    all
}

fn put(all: &mut FileEdits, file: &str, span: Span, new_text: String) {
    all.entry(file.to_string()).or_default().push(Edit { span, new_text });
}

fn term(snapshot: &Snapshot, written: &str, entries: &[TermEntry], name: &str) -> Result<FileEdits, String> {
    let words = name.split_whitespace().count();
    if words > WORDS || !name.contains(char::is_alphanumeric) || name.contains(['|', '*', '`', '[', ']', '<', '>', ':']) {
        return Err(format!("“{name}” cannot be a term: up to {WORDS} words without marks"));
    }
    let own: Vec<&TermEntry> = entries.iter().filter(|e| e.source.is_none()).collect();
    let taken =
        snapshot.terms().find(name, &[]).into_iter().find(|e| e.source.is_none() && !own.iter().any(|o| o.definition == e.definition));
    if let Some(other) = taken {
        return Err(format!("the glossary {} has “{}” already", other.document.path, other.term()));
    }
    let Some(term) = own.first().map(|e| e.term().to_string()) else { return Err(format!("no glossary has “{written}”")) };
    let mut all = FileEdits::new();
    for entry in &own {
        let document = &entry.document;
        put(&mut all, &document.path, document.outer(entry.definition.term), name.to_string());
        // links to the heading that is the term follow it
        let block = document.blocks.iter().find(|b| matches!(b.kind, BlockKind::Heading(_)) && b.span.contains(entry.definition.term));
        if let Some(block) = block {
            links(snapshot, &document.path, block, name, &mut all);
        }
    }
    let wanted = Wanted::new(&term);
    for note in snapshot.indexed_notes() {
        let Some(marks) = snapshot.marks(&note.document.path) else { continue };
        for place in uses(&wanted, &note) {
            if let Some(span) = editable(&marks, place.span)? {
                let there = place.span.of(&note.document.original);
                put(&mut all, &place.file, span, inflected(&term, there, name));
            }
        }
    }
    Ok(all)
}

/// What of the original text a use takes, with the marks around a part of it; `None` if it is the target of a link or a key.
fn editable(marks: &Marks, outer: Span) -> Result<Option<Span>, String> {
    let document = &marks.document;
    let named = |i: &&Inline| !i.target_outer.is_empty() && i.target_outer.overlaps(outer);
    let key = |c: &&Citation| !c.prose && c.outer.overlaps(outer);
    if document.inlines.iter().any(|i| named(&i)) || marks.citations.iter().any(|c| key(&c)) {
        return Ok(None);
    }
    let mut span = outer;
    for inline in document.inlines.iter().filter(|i| i.outer.overlaps(outer) && !i.outer.contains(outer)) {
        let simple = matches!(inline.kind, InlineKind::Emphasis | InlineKind::Strong | InlineKind::Strike);
        if !simple || !outer.contains(document.outer(inline.span)) {
            let line = document.lines().line(outer.start as usize) + 1;
            return Err(format!("it stands half in other markup at {}:{line}", document.path));
        }
        span = span.cover(inline.outer);
    }
    Ok(Some(span))
}

/// The new name in the number and with the first letter of the old one as it is used.
fn inflected(term: &str, used: &str, name: &str) -> String {
    let (old, new) = (fold(term), fold(used));
    let plural = new.len() > old.len() && (new.ends_with('s') && !old.ends_with('s') || new.ends_with("es") && old.ends_with('s'));
    let name = if plural { plural_of(name) } else { name.to_string() };
    if used.starts_with(char::is_uppercase) {
        let mut letters = name.chars();
        return letters.next().map_or(String::new(), |c| c.to_uppercase().chain(letters).collect());
    }
    cased(&name, used)
}

fn plural_of(name: &str) -> String {
    let stem = name.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']));
    match stem {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "x", "z", "ch", "sh"].iter().any(|e| name.ends_with(e)) => format!("{name}es"),
        None => format!("{name}s"),
    }
}

/// The key as the bibliography writes it.
fn listed(snapshot: &Snapshot, key: &str) -> Option<String> {
    let corpus = snapshot.corpus();
    let entries = || corpus.bibliography.iter().flat_map(|b| &b.entries);
    let found = entries().find(|e| e.key == key).or_else(|| entries().find(|e| !key.is_empty() && fold(&e.key) == fold(key)));
    found.map(|e| e.key.clone())
}

fn work(snapshot: &Snapshot, key: &str, name: &str) -> Result<FileEdits, String> {
    let corpus = snapshot.corpus();
    let Some(key) = listed(snapshot, key) else { return Err(format!("no bibliography has “{key}”")) };
    let end = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let inner = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '.' | '-' | '+' | '/'));
    if !inner || !end(name.chars().next()) || !end(name.chars().next_back()) {
        return Err(format!("“{name}” cannot be a key: letters, digits, and between them _ : . - + /"));
    }
    if name != key && fold(name) != fold(&key) && corpus.resolve(name) != Resolution::Unknown {
        return Err(format!("the key “{name}” is taken"));
    }
    let mut all = FileEdits::new();
    for bibliography in &corpus.bibliography {
        for entry in bibliography.entries.iter().filter(|e| e.key == key) {
            put(&mut all, &bibliography.path, entry.key_outer, name.to_string());
        }
        // `crossref = {key}` of other entries
        let Some(text) = snapshot.text(&bibliography.path) else { continue };
        for named in bibliography.entries.iter().flat_map(|e| &e.named).filter(|s| s.of(&text) == key) {
            put(&mut all, &bibliography.path, *named, name.to_string());
        }
    }
    let same = |written: &str| written == key || fold(written) == fold(&key) && corpus.entry(written).is_none();
    for marks in snapshot.all_marks() {
        let document = &marks.document;
        for citation in marks.citations.iter().filter(|c| !matches!(c.kind, CitationKind::Footnote | CitationKind::Link)) {
            let written = citation.key_outer.of(&document.original);
            let bare = written.trim_start_matches('@');
            if same(bare) {
                let start = citation.key_outer.end - bare.len() as u32;
                put(&mut all, &document.path, Span { start, end: citation.key_outer.end }, name.to_string());
            }
        }
        for value in &document.front.sources {
            let inner = value.value.trim_start_matches(['[', '@']).trim_end_matches(']');
            let at = value.outer.of(&document.original).find(inner).filter(|_| same(inner));
            if let Some(at) = at {
                let start = value.outer.start as usize + at;
                put(&mut all, &document.path, Span::new(start, start + inner.len()), name.to_string());
            }
        }
    }
    Ok(all)
}

fn heading(snapshot: &Snapshot, path: &str, block: Span, name: &str) -> Result<FileEdits, String> {
    let Some(document) = snapshot.document(path) else { return Err(format!("{path} is not here")) };
    let words = heading_words(name).ok_or_else(|| format!("“{name}” cannot be a heading"))?;
    let letters = |s: &str| fold(s).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let other =
        |b: &&Block| matches!(b.kind, BlockKind::Heading(_)) && b.span != block && letters(b.span.of(&document.text)) == letters(&words);
    if letters(&words).is_empty() || document.blocks.iter().any(|b| other(&b)) {
        return Err(format!("{path} has a heading “{words}” already, or it has no letters"));
    }
    let mut all = FileEdits::new();
    put(&mut all, path, document.outer(block), name.to_string());
    if let Some(block) = document.blocks.iter().find(|b| b.span == block) {
        links(snapshot, path, block, &words, &mut all);
    }
    Ok(all)
}

/// The words of a heading without its markup; `None` if it would not be one.
fn heading_words(name: &str) -> Option<String> {
    let read = Document::from_text("a.md", format!("# {name}\n"), Format::Markdown);
    let block = read.blocks.first().filter(|b| matches!(b.kind, BlockKind::Heading(1)) && read.blocks.len() == 1)?;
    Some(block.span.of(&read.text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Gives the links to a heading its new words.
fn links(snapshot: &Snapshot, path: &str, block: &Block, words: &str, all: &mut FileEdits) {
    let Some(document) = snapshot.document(path) else { return };
    for marks in around(snapshot, path) {
        let source = snapshot.role(&marks.document.path) == Some(Role::Source);
        for link in marks.links.iter().filter(|l| l.file == path && !source) {
            let Some(inline) = marks.document.inlines.get(link.inline) else { continue };
            let named = inline.heading.as_deref().and_then(|h| super::spot::heading(document, h));
            let Some(span) = marks.document.heading_outer(inline).filter(|_| named.is_some_and(|b| b.span == block.span)) else { continue };
            // the way to a heading below another keeps its beginning
            let written = span.of(&marks.document.original);
            let kept = written.rfind('#').map_or(0, |i| i + 1);
            let span = Span { start: span.start + kept as u32, end: span.end };
            let wiki = matches!(inline.kind, InlineKind::WikiLink | InlineKind::Embed);
            let plain = words.replace(['|', '#', '[', ']', '^'], " ");
            let new_text = if wiki { plain.split_whitespace().collect::<Vec<_>>().join(" ") } else { anchor(words) };
            put(all, &marks.document.path, span, new_text);
        }
    }
}

fn footnote(snapshot: &Snapshot, path: &str, label: &str, name: &str, places: Vec<super::Place>) -> Result<FileEdits, String> {
    if name.contains(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^' | '\\')) {
        return Err(format!("“{name}” cannot be a footnote’s label: no spaces or brackets"));
    }
    let same = |other: &str| other.to_lowercase() == name.to_lowercase() && name.to_lowercase() != label.to_lowercase();
    let Some(document) = snapshot.document(path) else { return Err(format!("{path} is not here")) };
    let marked = document.inlines.iter().any(|i| i.kind == InlineKind::FootnoteRef && same(&i.target));
    if marked || document.blocks.iter().any(|b| b.label.as_deref().is_some_and(same)) {
        return Err(format!("{path} has a footnote “{name}” already"));
    }
    let mut all = FileEdits::new();
    places.into_iter().for_each(|p| put(&mut all, &p.file, p.span, name.to_string()));
    Ok(all)
}
