//! What is missing beside a note: a note that a link leads to, a term in the glossary.

use super::{Action, ActionKind};
use crate::analysis::Snapshot;
use crate::corpus::{Resolution, glossary};
use crate::diagnostic::Edit;
use crate::document::{BlockKind, Document, Format, Inline, InlineKind};
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

/// Adds the term at the place to the glossary, with what a source says that it is.
pub(super) fn define(snapshot: &Snapshot, path: &str, span: Span) -> Option<Action> {
    let (_, entries) = term::entries(snapshot, path, span.start)?;
    let entry = entries.first().filter(|_| entries.iter().all(|e| e.source.is_some()))?;
    let flat = |text: &str| written(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let (name, meaning) = (flat(entry.term()), flat(entry.text()));
    let into = snapshot.glossaries().find(|g| g.format == Format::Markdown);
    let file = into.map_or(GLOSSARY, |g| g.path.as_str());
    if into.is_none() && snapshot.has_file(GLOSSARY) {
        return None;
    }
    let text = into.map_or("", |g| g.original.as_ref());
    let edit = Edit {
        span: Span::new(text.len(), text.len()),
        new_text: format!("{}{}", gap(text), shaped(into.map(AsRef::as_ref), &name, &meaning)),
    };
    // read again, the entry is there and no other has changed
    let after = apply(text, &[TextEdit { span: edit.span, new_text: edit.new_text.clone() }])?;
    let read = |text: String| {
        let document = Document::from_text(file, text, Format::Markdown);
        glossary::read(&document).iter().map(|d| d.term.of(&document.text).to_string()).collect::<Vec<_>>()
    };
    let mut expected = read(text.to_string());
    expected.push(entry.term().split_whitespace().collect::<Vec<_>>().join(" "));
    let title = format!("add “{}” to {file}", entry.term());
    let action = Action::new(title, ActionKind::Rewrite, file, vec![edit]);
    let creates = if into.is_none() { vec![file.to_string()] } else { Vec::new() };
    (read(after) == expected).then_some(Action { creates, ..action })
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
