//! What stands at an offset that other places name too: a term, a cited work, a file, a heading, a footnote, a sentence of a source.

use super::{spot, term};
use crate::analysis::{Marks, Snapshot};
use crate::claim::{Citation, CitationKind, front_source};
use crate::config::Role;
use crate::corpus::{Resolution, TermEntry};
use crate::document::{Block, BlockKind, Document, InlineKind};
use crate::text::{Cancel, Cancelled, Span};

/// Something that has a name, or a sentence that claims rest on.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    /// As written under the cursor, and what it is said to be.
    Term { written: String, entries: Vec<TermEntry> },
    /// A key as written, and the sources that it leads to; none if their text is not here.
    Work { key: String, sources: Vec<usize> },
    /// A note or another file of the workspace that links lead to.
    File { path: String },
    /// A heading; `title`: links to the whole file are links to it too.
    Heading { path: String, block: Span, title: bool },
    /// A footnote of a document.
    Footnote { path: String, label: String },
    /// A sentence (into the original text) of the source with this index.
    Sentence { source: usize, span: Span },
}

/// The subject at an offset of the document's original text, and the words there that name it.
pub(super) fn at(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Result<Option<(Span, Subject)>, Cancelled> {
    if snapshot.role(path) == Some(Role::Bibliography) {
        return Ok(entry(snapshot, path, offset));
    }
    let (Some(document), Some(marks)) = (snapshot.document(path), snapshot.marks(path)) else { return Ok(None) };
    let named = footnote(document, offset)
        .or_else(|| cited(snapshot, &marks, offset))
        .or_else(|| linked(snapshot, &marks, offset))
        .or_else(|| front(snapshot, document, offset));
    if named.is_some() {
        return Ok(named);
    }
    let defined = || {
        let (span, entries) = term::entries(snapshot, path, offset)?;
        let written = span.of(&document.text).to_string();
        Some((document.outer(span), Subject::Term { written, entries }))
    };
    // in a glossary a heading may be a term
    let found = match snapshot.role(path) {
        Some(Role::Glossary) => defined().or_else(|| heading(snapshot, document, offset)),
        _ => heading(snapshot, document, offset).or_else(defined),
    };
    if found.is_some() {
        return Ok(found);
    }
    sentence(snapshot, document, offset, cancel)
}

/// An entry's key in a bibliography.
fn entry(snapshot: &Snapshot, path: &str, offset: u32) -> Option<(Span, Subject)> {
    let bibliography = snapshot.corpus().bibliography.iter().find(|b| b.path == path)?;
    let entry = bibliography.entries.iter().find(|e| e.key_outer.touches(offset as usize))?;
    Some((entry.key_outer, work(snapshot.corpus().resolve(&entry.key), &entry.key)))
}

fn work(resolution: Resolution, key: &str) -> Subject {
    let sources = match resolution {
        Resolution::One(sources) => sources,
        _ => Vec::new(),
    };
    Subject::Work { key: key.to_string(), sources }
}

fn footnote(document: &Document, offset: u32) -> Option<(Span, Subject)> {
    let on = |s: Span| s.touches(offset as usize);
    let mark = document.inlines.iter().find(|i| i.kind == InlineKind::FootnoteRef && on(i.outer));
    let mark = mark.map(|i| (i.target_outer, i.target.to_string()));
    let (span, label) = mark.or_else(|| {
        let spans = document.blocks.iter().filter_map(|b| Some((footnote_label(document, b)?, b.label.as_deref()?.to_string())));
        spans.into_iter().find(|(s, _)| on(*s))
    })?;
    Some((span, Subject::Footnote { path: document.path.clone(), label }))
}

/// Where the label of a footnote's text stands, into the original; `None` for any other block.
pub(super) fn footnote_label(document: &Document, block: &Block) -> Option<Span> {
    let outer = block.outer.of(&document.original);
    let inner = outer.strip_prefix("[^").filter(|_| block.kind == BlockKind::Footnote)?;
    let start = block.outer.start as usize + 2;
    Some(Span::new(start, start + inner.find("]:")?))
}

fn cited(snapshot: &Snapshot, marks: &Marks, offset: u32) -> Option<(Span, Subject)> {
    let own = || marks.citations.iter().filter(|c| c.kind != CitationKind::Footnote);
    let on_key = |c: &&Citation| c.key_outer.touches(offset as usize);
    let citation = own().find(on_key).or_else(|| own().find(|c| c.outer.touches(offset as usize)))?;
    let inline = marks.document.inlines.iter().find(|i| i.outer == citation.outer && i.heading.is_some());
    let on_heading = inline.and_then(|i| marks.document.heading_outer(i)).filter(|s| s.touches(offset as usize));
    if let (Some(span), Some(name), Some(source)) = (on_heading, inline.and_then(|i| i.heading.as_deref()), citation.sources().first())
        && !citation.key_outer.touches(offset as usize)
    {
        let path = &snapshot.corpus().sources.get(*source)?.document.path;
        return named_heading(snapshot, path, name).map(|s| (span, s));
    }
    Some((citation.key_outer, work(citation.resolution.clone(), &citation.key)))
}

fn named_heading(snapshot: &Snapshot, path: &str, name: &str) -> Option<Subject> {
    let document = snapshot.document(path)?;
    let block = spot::heading(document, name)?;
    Some(of_heading(snapshot, document, block))
}

/// A heading; the title of a source stands for the source.
fn of_heading(snapshot: &Snapshot, document: &Document, block: &Block) -> Subject {
    let path = document.path.clone();
    let title = title(document) == Some(block.span);
    match snapshot.corpus().source(&path).filter(|_| title) {
        Some(source) => Subject::Work { key: String::new(), sources: vec![source] },
        None => Subject::Heading { path, block: block.span, title },
    }
}

/// The block that is the title of a document, into its text: its first heading, if that is the highest one; in plain text the first line.
pub(super) fn title(document: &Document) -> Option<Span> {
    let first = document.blocks.first()?;
    match first.kind {
        BlockKind::Heading(_) => Some(first.span),
        BlockKind::Paragraph if document.format == crate::document::Format::Plain => Some(first.span),
        _ => None,
    }
}

fn linked(snapshot: &Snapshot, marks: &Marks, offset: u32) -> Option<(Span, Subject)> {
    let document = &marks.document;
    let on = |l: &&crate::analysis::Linked| document.inlines.get(l.inline).is_some_and(|i| i.outer.touches(offset as usize));
    let link = marks.links.iter().find(on)?;
    let inline = document.inlines.get(link.inline)?;
    let place = document.heading_outer(inline);
    let at_heading = place.is_some_and(|s| s.touches(offset as usize)) && !inline.target_outer.is_empty();
    let only = inline.target.is_empty();
    if let (Some(name), Some(span), true) = (inline.heading.as_deref(), place, at_heading || only) {
        return named_heading(snapshot, &link.file, name).map(|s| (span, s));
    }
    let subject = match snapshot.corpus().source(&link.file) {
        Some(source) => Subject::Work { key: String::new(), sources: vec![source] },
        None => Subject::File { path: link.file.clone() },
    };
    Some((inline.target_outer, subject))
}

/// `source:` of a note, `title:` and `id:` of any document.
fn front(snapshot: &Snapshot, document: &Document, offset: u32) -> Option<(Span, Subject)> {
    let front = &document.front;
    if let Some(value) = front.sources.iter().find(|l| l.outer.touches(offset as usize)) {
        return Some((value.outer, work(front_source(document, snapshot.corpus(), &value.value), &value.value)));
    }
    let own = [&front.title, &front.id].into_iter().flatten().find(|l| l.outer.touches(offset as usize))?;
    let subject = match snapshot.corpus().source(&document.path) {
        Some(source) => Subject::Work { key: String::new(), sources: vec![source] },
        None => Subject::File { path: document.path.clone() },
    };
    Some((own.outer, subject))
}

fn heading(snapshot: &Snapshot, document: &Document, offset: u32) -> Option<(Span, Subject)> {
    let plain = title(document);
    let is =
        |b: &&Block| matches!(b.kind, BlockKind::Heading(_)) || Some(b.span) == plain && snapshot.corpus().source(&document.path).is_some();
    // a first line as long as a paragraph is one
    let short = |b: &&Block| matches!(b.kind, BlockKind::Heading(_)) || b.span.len() <= LONGEST_TITLE;
    let on = |b: &&Block| document.outer(b.span).touches(offset as usize);
    let block = document.blocks.iter().filter(is).filter(short).find(on)?;
    Some((document.outer(block.span), of_heading(snapshot, document, block)))
}

/// A longer first line is no title, in bytes.
const LONGEST_TITLE: usize = 200;

/// The sentence of a source; in a note the one that the claim there rests on.
fn sentence(snapshot: &Snapshot, document: &Document, offset: u32, cancel: &Cancel) -> Result<Option<(Span, Subject)>, Cancelled> {
    let corpus = snapshot.corpus();
    if let Some(index) = corpus.source(&document.path) {
        let Some(source) = corpus.sources.get(index) else { return Ok(None) };
        let at = document.map.to_text(offset);
        let span = source.sentence_at(at).and_then(|i| source.sentences.get(i)).map(|s| document.outer(*s));
        let span = span.filter(|s| s.touches(offset as usize));
        return Ok(span.map(|span| (span, Subject::Sentence { source: index, span })));
    }
    if snapshot.role(&document.path) != Some(Role::Note) {
        return Ok(None);
    }
    let report = snapshot.check(&document.path, cancel)?;
    let found = spot::claim(&report, offset).and_then(|claim| {
        let judgement = &claim.judgement;
        let place = judgement.conflicts.iter().find_map(|c| c.found.or(c.evidence)).or(judgement.evidence)?;
        let source = *claim.sources.get(place.source)?;
        let there = corpus.sources.get(source)?;
        let sentence = there.sentence_at(place.span.start).and_then(|i| there.sentences.get(i))?;
        let span = there.document.outer(*sentence);
        Some((document.outer(claim.claim.span), Subject::Sentence { source, span }))
    });
    Ok(found)
}
