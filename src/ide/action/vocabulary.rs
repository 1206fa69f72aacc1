//! What is missing beside a note: a note that a link leads to, a term in the glossary.

use super::{Action, ActionKind};
use crate::analysis::Snapshot;
use crate::corpus::{Resolution, glossary};
use crate::diagnostic::Edit;
use crate::document::{Block, BlockKind, Document, Format, Inline, InlineKind};
use crate::ide::completion::written;
use crate::ide::term;
use crate::text::{Span, TextEdit, apply};

/// The glossary that is made where there is none.
const GLOSSARY: &str = "glossary.md";

/// Creates the note that a wiki link leads to.
pub(super) fn missing_note(snapshot: &Snapshot, note: &Document, span: Span) -> Option<Action> {
    let broken = |i: &&Inline| {
        matches!(i.kind, InlineKind::WikiLink | InlineKind::Embed)
            && i.outer.start <= span.end
            && span.start <= i.outer.end
            && snapshot.corpus().resolve_wiki(&i.target) == Resolution::Unknown
    };
    let target = note.inlines.iter().find(broken)?.target.trim().to_string();
    // a name that is a file's on every system
    let safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | ',' | '(' | ')' | '\'' | '’');
    if target.is_empty() || !target.chars().all(safe) || target.len() > 120 {
        return None;
    }
    let folder = note.path.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
    let path = format!("{folder}{target}.md");
    let known = snapshot.has_file(&path) || snapshot.marks(&note.path).is_some_and(|m| m.links.iter().any(|l| l.file == path));
    let text = format!("# {}\n", written(&target));
    let action = Action::new(format!("create {path}"), ActionKind::Fix, &path, vec![Edit { span: Span::new(0, 0), new_text: text }]);
    (!known).then(|| Action { creates: vec![path], ..action })
}

/// Adds the term at the place to the glossary, with what a source says that it is; a term that nobody defines with nothing, for the
/// person to fill in.
pub(super) fn define(snapshot: &Snapshot, path: &str, span: Span) -> Option<Action> {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((_, entries)) = term::entries(snapshot, path, span.start) {
        let entry = entries.first().filter(|_| entries.iter().all(|e| e.source.is_some()))?;
        let (title, entry) = (|file: &str| format!("add “{}” to {file}", entry.term()), (flat(entry.term()), flat(entry.text())));
        return add(snapshot, &entry.0, &entry.1, title);
    }
    let name = flat(undefined(snapshot, path, span)?);
    add(snapshot, &name, "", |file| format!("add “{name}” to {file}, to be defined"))
}

/// The words of the selection, or the short form at the cursor, if they may be a term and neither glossary nor source defines them.
fn undefined<'d>(snapshot: &'d Snapshot, path: &str, span: Span) -> Option<&'d str> {
    let document = snapshot.document(path)?;
    let prose = |b: &Block| !matches!(b.kind, BlockKind::Code | BlockKind::Html | BlockKind::Math) && b.outer.contains(span);
    document.blocks.iter().find(|b| prose(b))?;
    let name = if span.is_empty() { short_form(&document.original, span.start)? } else { span.of(&document.original).trim() };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\n' | '-' | '\'' | '’' | '.' | '&' | '/');
    let count = name.split_whitespace().count();
    let term = name.chars().all(plain) && name.contains(char::is_alphabetic) && (1..=MOST).contains(&count);
    (term && snapshot.terms().find(name, &[]).is_empty()).then_some(name)
}

/// Most words of a term that is made of a selection; more are a sentence.
const MOST: usize = 6;

/// The word at the offset, if it is written in capitals.
fn short_form(text: &str, offset: u32) -> Option<&str> {
    let (before, after) = (text.get(..offset as usize)?, text.get(offset as usize..)?);
    let part = |c: char| c.is_alphanumeric();
    let start = before.len() - before.chars().rev().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    let end = before.len() + after.chars().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    let word = text.get(start..end)?;
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (capitals >= 2 && !word.contains(char::is_lowercase)).then_some(word)
}

/// Adds an entry to the glossary, which is made where there is none. The title is made from the glossary's path.
fn add(snapshot: &Snapshot, term: &str, meaning: &str, title: impl Fn(&str) -> String) -> Option<Action> {
    let into = snapshot.glossaries().find(|g| g.format == Format::Markdown);
    let file = into.map_or(GLOSSARY, |g| g.path.as_str());
    if into.is_none() && snapshot.has_file(GLOSSARY) {
        return None;
    }
    let text = into.map_or("", |g| g.original.as_ref());
    let end = Span::new(text.len(), text.len());
    let entry = |meaning: &str| format!("{}{}", gap(text), shaped(into.map(AsRef::as_ref), &written(term), &written(meaning)));
    let read = |new_text: Option<String>| {
        let after = match new_text {
            Some(new_text) => apply(text, &[TextEdit { span: end, new_text }])?,
            None => text.to_string(),
        };
        let document = Document::from_text(file, after, Format::Markdown);
        Some(glossary::read(&document).iter().map(|d| d.term.of(&document.text).to_string()).collect::<Vec<_>>())
    };
    // read again, with its meaning, the entry is there and no other has changed; before it is filled in none is
    let before = read(None)?;
    let filled = read(Some(entry(if meaning.is_empty() { STAND_IN } else { meaning })))?;
    let mut expected = before.clone();
    expected.push(term.to_string());
    let new_text = entry(meaning);
    if filled != expected || meaning.is_empty() && (read(Some(new_text.clone()))? != before || waits(text, &new_text)) {
        return None;
    }
    let action = Action::new(title(file), ActionKind::Rewrite, file, vec![Edit { span: end, new_text }]);
    let creates = if into.is_none() { vec![file.to_string()] } else { Vec::new() };
    Some(Action { creates, ..action })
}

/// In the place of a meaning that is still to be written.
const STAND_IN: &str = "a meaning";

/// Whether the same entry is there already and has not been filled in.
fn waits(glossary: &str, entry: &str) -> bool {
    let first = entry.lines().find(|l| !l.is_empty() && *l != "# Glossary");
    first.is_some_and(|first| glossary.lines().any(|l| l.trim_end() == first.trim_end()))
}

fn gap(text: &str) -> &'static str {
    match text {
        "" => "# Glossary\n\n",
        t if t.ends_with("\n\n") => "",
        t if t.ends_with('\n') => "\n",
        _ => "\n\n",
    }
}

/// An entry as the glossary writes its last one.
fn shaped(glossary: Option<&Document>, name: &str, meaning: &str) -> String {
    let last = glossary.and_then(|g| glossary::read(g).pop().map(|d| (g, d)));
    let kind = last.and_then(|(g, d)| Some((g, g.blocks.get(g.block_at(d.term.start)?)?)));
    match kind.map(|(_, b)| b.kind) {
        Some(BlockKind::Heading(level)) => format!("{} {name}\n\n{meaning}\n", "#".repeat(usize::from(level))),
        Some(BlockKind::Term) => format!("{name}\n: {meaning}\n"),
        Some(BlockKind::Item) => format!("- **{name}**: {meaning}\n"),
        _ => format!("**{name}**: {meaning}\n"),
    }
}
