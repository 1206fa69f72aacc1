//! What links lead to: sources, notes, other files, headings; the footnotes of a document.

use super::{About, Completion, Hit, Item, ItemKind, Typing, edit, fitting, items};
use crate::analysis::{Snapshot, Titled};
use crate::config::Role;
use crate::corpus::{Named, Resolution, join, stem};
use crate::document::{BlockKind, Document, InlineKind};
use crate::language::fold;
use crate::text::Span;
use std::sync::Arc;

/// A file that a link may lead to.
struct File<'a> {
    path: &'a str,
    title: Option<&'a str>,
}

/// The sources and notes that fit what is typed after `[[`.
pub(super) fn wiki(typing: &Typing) -> Completion {
    let end = if typing.close { "]]" } else { "" };
    let own = typing.snapshot.own_files();
    let notes = own.iter().filter(|(d, _)| typing.snapshot.role(&d.path) == Some(Role::Note));
    let typed = typing.folded();
    let found = sources(typing.snapshot, &typed).chain(notes.filter_map(|n| beside(typing, n, &typed)));
    named(typing, found.collect(), end)
}

/// The sources that fit what is typed as `source:` of a note.
pub(super) fn of_note(typing: &Typing) -> Completion {
    named(typing, sources(typing.snapshot, &typing.folded()).collect(), "")
}

/// The files that fit, by the names that wiki links have for them.
fn named(typing: &Typing, found: Vec<Hit<File>>, end: &str) -> Completion {
    let make = |file: File| {
        let name = wiki_name(typing.snapshot, file.path)?;
        Some(item(file, name.clone(), typing.span, format!("{name}{end}")))
    };
    Completion { items: items(found, make), incomplete: true }
}

fn item(file: File, name: String, typed: Span, new_text: String) -> Item {
    Item {
        label: name,
        detail: Some(file.title.unwrap_or(file.path).to_string()),
        kind: ItemKind::File,
        edit: edit(typed, new_text),
        about: Some(About::File(file.path.to_string())),
    }
}

fn sources<'a>(snapshot: &'a Snapshot, typed: &str) -> impl Iterator<Item = Hit<'a, File<'a>>> + use<'a> {
    let corpus = snapshot.corpus();
    corpus.by_file().find(typed).into_iter().filter_map(|(fit, named)| {
        let source = corpus.sources.get(named.what)?;
        Some((fit, named.name.as_str(), File { path: &source.document.path, title: source.title.as_deref() }))
    })
}

/// A file of the person's own, if it fits and is not the one that is written.
fn beside<'a>(typing: &Typing, (document, named): &'a Own<'a>, typed: &str) -> Option<Hit<'a, File<'a>>> {
    let fit = named.fit(typed).filter(|_| document.path != typing.document.path)?;
    Some((fit, named.name.as_str(), File { path: &document.path, title: named.what.as_deref() }))
}

type Own<'a> = (&'a Arc<Document>, Arc<Titled>);

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
        Some(Named { name: fold(&name), others: vec![fold(&words)], what: (name, words) })
    });
    let headings: Vec<Named<(String, String)>> = headings.collect();
    let make = |(name, words): &(String, String)| {
        let (kind, edit) = (ItemKind::Heading, edit(typing.span, format!("{name}{end}")));
        Some(Item { label: words.clone(), detail: Some(target.path.clone()), kind, edit, about: None })
    };
    Completion { items: items(fitting(typing, &headings), make), incomplete: true }
}

/// The anchor that is made of a heading's words: lower case, hyphens for spaces, no other marks.
pub(in crate::ide) fn anchor(words: &str) -> String {
    let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The files that fit what is typed as a link's destination: a name, or the way from the document's folder or from the root.
pub(super) fn files(typing: &Typing) -> Completion {
    let own = &typing.document.path;
    let end = if typing.close { ")" } else { "" };
    let typed = typing.folded();
    let way = typed.contains('/').then(|| join(own, &typed)).flatten();
    let others = typing.snapshot.own_files();
    let mut found: Vec<Hit<File>> = Vec::new();
    for typed in way.as_ref().into_iter().chain([&typed]) {
        found.extend(sources(typing.snapshot, typed));
        found.extend(others.iter().filter_map(|f| beside(typing, f, typed)));
    }
    // what fits both ways is there once
    found.sort_by(|a, b| (a.2.path, a.0).cmp(&(b.2.path, b.0)));
    found.dedup_by(|a, b| a.2.path == b.2.path);
    let make = |file: File| {
        let name = destination(&relative(own, file.path));
        Some(item(file, name.clone(), typing.span, format!("{name}{end}")))
    };
    Completion { items: items(found, make), incomplete: true }
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
    let notes = all.into_iter().map(|(label, text)| Named { name: fold(&label), others: Vec::new(), what: (label, text) });
    let notes: Vec<Named<(String, Option<String>)>> = notes.collect();
    let make = |(label, text): &(String, Option<String>)| {
        let edit = edit(typing.span, format!("{label}{end}"));
        Some(Item { label: label.clone(), detail: text.clone(), kind: ItemKind::Footnote, edit, about: None })
    };
    Completion { items: items(fitting(typing, &notes), make), incomplete: false }
}
