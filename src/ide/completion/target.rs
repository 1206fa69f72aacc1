//! What links lead to: sources, notes, other files, headings; the footnotes of a document.

use super::{About, Candidate, Completion, Item, ItemKind, Typing, edit, fitting};
use crate::analysis::Snapshot;
use crate::corpus::{Resolution, join, stem};
use crate::document::{BlockKind, Document, InlineKind};
use crate::language::fold;
use crate::text::Span;

/// A file that a link may lead to.
struct File {
    path: String,
    title: Option<String>,
}

/// The sources and notes that fit what is typed after `[[`.
pub(super) fn wiki(typing: &Typing) -> Completion {
    let end = if typing.close { "]]" } else { "" };
    named(typing, sources(typing).chain(notes(typing)), end)
}

/// The sources that fit what is typed as `source:` of a note.
pub(super) fn of_note(typing: &Typing) -> Completion {
    named(typing, sources(typing), "")
}

/// The files that fit, by the names that wiki links have for them.
fn named(typing: &Typing, found: impl Iterator<Item = Candidate<File>>, end: &str) -> Completion {
    let make = |file: File| {
        let name = wiki_name(typing.snapshot, &file.path)?;
        Some(item(file, name.clone(), typing.span, format!("{name}{end}")))
    };
    Completion { items: fitting(typing.begun, found, make), incomplete: true }
}

fn item(file: File, name: String, typed: Span, new_text: String) -> Item {
    Item {
        label: name,
        detail: file.title.or_else(|| Some(file.path.clone())),
        kind: ItemKind::File,
        edit: edit(typed, new_text),
        about: Some(About::File(file.path)),
    }
}

fn candidate(path: &str, title: Option<String>) -> Candidate<File> {
    let others = title.iter().map(|t| fold(t)).chain([fold(path)]).collect();
    Candidate { name: fold(stem(path)), others, what: File { path: path.to_string(), title } }
}

fn sources<'a>(typing: &Typing<'a>) -> impl Iterator<Item = Candidate<File>> + use<'a> {
    typing.snapshot.corpus().sources.iter().map(|s| candidate(&s.document.path, s.title.clone()))
}

/// All but the document itself.
fn notes<'a>(typing: &Typing<'a>) -> impl Iterator<Item = Candidate<File>> + use<'a> {
    let (snapshot, own) = (typing.snapshot, &typing.document.path);
    let title = |d: &Document| d.front.title.as_ref().map(|l| l.value.clone()).or_else(|| heading(d));
    let notes = snapshot.notes().filter(move |n| n != own);
    notes.map(move |n| candidate(n, snapshot.document(n).and_then(|d| title(d))))
}

/// The first heading of a document.
fn heading(document: &Document) -> Option<String> {
    let block = document.blocks.first().filter(|b| matches!(b.kind, BlockKind::Heading(_)))?;
    Some(block.span.of(&document.text).trim().to_string())
}

/// The shortest name that leads to the file in a wiki link.
pub(in crate::ide) fn wiki_name(snapshot: &Snapshot, path: &str) -> Option<String> {
    let corpus = snapshot.corpus();
    let bare = path.get(..path.len() - path.rsplit('/').next().map_or(0, str::len) + stem(path).len()).unwrap_or(path);
    let leads = |name: &&str| match corpus.resolve_wiki(name) {
        Resolution::One(sources) => sources.iter().any(|i| corpus.sources.get(*i).is_some_and(|s| s.document.path == path)),
        Resolution::Note(i) => corpus.notes.get(i).is_some_and(|n| n == path),
        _ => false,
    };
    let safe = |name: &&str| !name.contains(['|', '#', '[', ']', '\n']);
    [stem(path), bare, path].into_iter().filter(safe).find(leads).map(str::to_string)
}

/// The headings of the file that fit what is typed after `#`.
pub(super) fn headings(typing: &Typing, file: &str, wiki: bool) -> Completion {
    let (snapshot, document) = (typing.snapshot, typing.document);
    let corpus = snapshot.corpus();
    let path = if file.is_empty() {
        Some(document.path.clone())
    } else {
        let resolution = if wiki { corpus.resolve_wiki(file) } else { corpus.resolve_link(&document.path, file) };
        match resolution {
            Resolution::One(sources) => sources.first().and_then(|i| corpus.sources.get(*i)).map(|s| s.document.path.clone()),
            Resolution::Note(i) => corpus.notes.get(i).cloned(),
            _ if wiki => None,
            _ => join(&document.path, file),
        }
    };
    let Some(target) = path.and_then(|p| snapshot.document(&p)) else { return Completion::default() };
    let end = match (typing.close, wiki) {
        (false, _) => "",
        (true, true) => "]]",
        (true, false) => ")",
    };
    let mut seen: Vec<String> = Vec::new();
    let headings = target.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_))).filter_map(|b| {
        let words = b.span.of(&target.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = if wiki {
            words.replace(['|', '#', '[', ']', '^'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            anchor(&words)
        };
        // a link leads to the first of several with one name
        if name.is_empty() || seen.contains(&name) {
            return None;
        }
        seen.push(name.clone());
        Some(Candidate { name: fold(&name), others: vec![fold(&words)], what: (name, words) })
    });
    let make = |(name, words): (String, String)| {
        let (kind, edit) = (ItemKind::Heading, edit(typing.span, format!("{name}{end}")));
        Some(Item { label: words, detail: Some(target.path.clone()), kind, edit, about: None })
    };
    Completion { items: fitting(typing.begun, headings, make), incomplete: true }
}

/// The anchor that is made of a heading's words: lower case, hyphens for spaces, no other marks.
pub(in crate::ide) fn anchor(words: &str) -> String {
    let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The files that fit what is typed as a link's destination.
pub(super) fn files(typing: &Typing) -> Completion {
    let own = &typing.document.path;
    let end = if typing.close { ")" } else { "" };
    let glossaries = typing.snapshot.glossaries().filter(|g| g.path != *own).map(|g| candidate(&g.path, None));
    // found by the way as it is written, too
    let way = |c: Candidate<File>| {
        let way = relative(own, &c.what.path);
        Candidate { others: c.others.into_iter().chain([fold(&way)]).collect(), ..c }
    };
    let make = |file: File| {
        let name = destination(&relative(own, &file.path));
        Some(item(file, name.clone(), typing.span, format!("{name}{end}")))
    };
    let found = sources(typing).chain(notes(typing)).chain(glossaries).map(way);
    Completion { items: fitting(typing.begun, found, make), incomplete: true }
}

/// The way from the folder of the file `from` to the file `to`, both from the root.
pub(in crate::ide) fn relative(from: &str, to: &str) -> String {
    let folders = |p: &str| p.rsplit_once('/').map_or_else(Vec::new, |(f, _)| f.split('/').map(str::to_string).collect::<Vec<_>>());
    let (here, there) = (folders(from), folders(to));
    let same = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_string(), here.len() - same);
    let name = to.rsplit('/').next().unwrap_or(to).to_string();
    up.chain(there.into_iter().skip(same)).chain([name]).collect::<Vec<_>>().join("/")
}

/// A path as it is written in a Markdown link.
pub(in crate::ide) fn destination(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '#' => out.push_str("%23"),
            '?' => out.push_str("%3F"),
            '%' => out.push_str("%25"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            c => out.push(c),
        }
    }
    out
}

/// The footnotes of the document, those that have a text first.
pub(super) fn footnotes(typing: &Typing) -> Completion {
    let document = typing.document;
    let end = if typing.close { "]" } else { "" };
    let texts = document.blocks.iter().filter(|b| b.kind == BlockKind::Footnote);
    let mut all: Vec<(String, Option<String>)> = Vec::new();
    for block in texts {
        let Some(label) = block.label.as_deref().filter(|l| !all.iter().any(|(k, _)| k == l)) else { continue };
        all.push((label.to_string(), Some(block.span.of(&document.text).to_string())));
    }
    for mark in document.inlines.iter().filter(|i| i.kind == InlineKind::FootnoteRef && !i.outer.contains(typing.span)) {
        if !all.iter().any(|(k, _)| *k == *mark.target) {
            all.push((mark.target.to_string(), None));
        }
    }
    let found = all.into_iter().map(|(label, text)| Candidate { name: fold(&label), others: Vec::new(), what: (label, text) });
    let make = |(label, text): (String, Option<String>)| {
        let edit = edit(typing.span, format!("{label}{end}"));
        Some(Item { label, detail: text, kind: ItemKind::Footnote, edit, about: None })
    };
    Completion { items: fitting(typing.begun, found, make), incomplete: false }
}
