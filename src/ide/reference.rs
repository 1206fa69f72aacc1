//! Every place that names the same: uses of a term, citations of a work, links to a heading or file, marks of a footnote, claims
//! that rest on a sentence.

use super::subject::{self, Subject};
use crate::analysis::{Marks, Snapshot};
use crate::claim::{Citation, CitationKind, front_source};
use crate::corpus::{Resolution, Source, TermEntry, Wanted};
use crate::document::{BlockKind, Document, InlineKind};
use crate::language::fold;
use crate::text::{Cancel, Cancelled, Span};
use std::sync::Arc;

/// A place in the original text of a file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Relative to the root.
    pub file: String,
    pub span: Span,
    /// It says what the thing is: a definition, a bibliography's entry, the heading itself.
    pub declaration: bool,
}

/// Every place that names what stands at an offset of the document's original text, by file and place; `None` if nothing with a
/// name stands there.
///
/// # Errors
/// `cancel` was set.
pub fn references(
    snapshot: &Snapshot,
    path: &str,
    offset: u32,
    declaration: bool,
    cancel: &Cancel,
) -> Result<Option<Vec<Place>>, Cancelled> {
    let Some((_, subject)) = subject::at(snapshot, path, offset, cancel)? else { return Ok(None) };
    let mut places = places(snapshot, &subject, cancel)?;
    places.retain(|p| declaration || !p.declaration);
    Ok(Some(places))
}

/// The places in the document itself.
///
/// # Errors
/// `cancel` was set.
pub fn highlights(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Result<Option<Vec<Place>>, Cancelled> {
    let Some((span, subject)) = subject::at(snapshot, path, offset, cancel)? else { return Ok(None) };
    let mut places = match &subject {
        Subject::Term { written, entries } => {
            let mut out = declared(entries);
            let document = snapshot.document(path);
            out.extend(document.into_iter().flat_map(|d| uses(&Wanted::new(written), &indexed(snapshot, d))));
            tidy(out)
        }
        // what rests on a sentence stands elsewhere
        Subject::Sentence { .. } => return Ok(None),
        _ => places(snapshot, &subject, cancel)?,
    };
    places.retain(|p| p.file == path);
    if places.is_empty() {
        places.push(Place { file: path.to_string(), span, declaration: false });
    }
    Ok(Some(places))
}

/// Every place of a subject, by file and place.
pub(super) fn places(snapshot: &Snapshot, subject: &Subject, cancel: &Cancel) -> Result<Vec<Place>, Cancelled> {
    let out = match subject {
        Subject::Term { written, entries } => term(snapshot, written, entries),
        Subject::Work { key, sources } => work(snapshot, key, sources),
        Subject::File { path } => file(snapshot, path),
        Subject::Heading { path, block, title } => heading(snapshot, path, *block, *title),
        Subject::Footnote { path, label } => footnote(snapshot, path, label),
        Subject::Sentence { source, span } => resting(snapshot, *source, *span, cancel)?,
    };
    Ok(tidy(out))
}

/// In order, each once; what is a declaration stays one.
fn tidy(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by(|a, b| (&a.file, a.span.start, !a.declaration).cmp(&(&b.file, b.span.start, !b.declaration)));
    places.dedup_by(|b, a| {
        let same = a.file == b.file && (a.span.overlaps(b.span) || a.span == b.span);
        if same && b.declaration && !a.declaration {
            *a = b.clone();
        }
        same
    });
    places
}

fn declared(entries: &[TermEntry]) -> Vec<Place> {
    let one = |e: &TermEntry| Place { file: e.document.path.clone(), span: e.document.outer(e.definition.term), declaration: true };
    entries.iter().map(one).collect()
}

fn term(snapshot: &Snapshot, written: &str, entries: &[TermEntry]) -> Vec<Place> {
    let mut out = declared(entries);
    let wanted = Wanted::new(written);
    let sources = &snapshot.corpus().sources;
    let found = snapshot.terms().everywhere(written);
    out.extend(found.iter().filter_map(|(i, span)| {
        let document = &sources.get(*i)?.document;
        Some(Place { file: document.path.clone(), span: document.outer(*span), declaration: false })
    }));
    out.extend(snapshot.indexed_notes().iter().flat_map(|n| uses(&wanted, n)));
    out
}

/// A document with an index of its words.
fn indexed(snapshot: &Snapshot, document: &Arc<Document>) -> Arc<Source> {
    let corpus = snapshot.corpus();
    let source = corpus.source(&document.path).and_then(|i| corpus.sources.get(i)).cloned();
    source.unwrap_or_else(|| snapshot.index_of(document))
}

/// The uses of a term in the running text of one document.
pub(super) fn uses(wanted: &Wanted, source: &Source) -> Vec<Place> {
    let document = &source.document;
    let place = |span| Place { file: document.path.clone(), span: document.outer(span), declaration: false };
    wanted.places(source).into_iter().filter(|s| prose(document, *s)).map(place).collect()
}

/// No code, mathematics or markup.
fn prose(document: &Document, span: Span) -> bool {
    let Some(block) = document.block_at(span.start).and_then(|i| document.blocks.get(i)) else { return false };
    let from = document.inlines.partition_point(|i| i.span.start < block.span.start);
    let inside = document.inlines.get(from..).unwrap_or(&[]).iter().take_while(|i| i.span.start < span.end);
    let code = |kind| matches!(kind, InlineKind::Code | InlineKind::Math);
    !matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::Math)
        && !inside.into_iter().any(|i| code(i.kind) && i.span.overlaps(span))
}

fn work(snapshot: &Snapshot, key: &str, sources: &[usize]) -> Vec<Place> {
    let corpus = snapshot.corpus();
    let mut out = entries(snapshot, key, sources);
    for source in sources.iter().filter_map(|i| corpus.sources.get(*i)) {
        let document = &source.document;
        let start = Span { start: document.front.outer.end, end: document.front.outer.end };
        let title = document.front.title.as_ref().map(|l| l.outer).or_else(|| subject::title(document).map(|s| document.outer(s)));
        out.push(Place { file: document.path.clone(), span: title.unwrap_or(start), declaration: true });
    }
    let same = |resolution: &Resolution, written: &str| match resolution {
        Resolution::One(found) => found.iter().any(|i| sources.contains(i)),
        _ => sources.is_empty() && fold(written) == fold(key),
    };
    for marks in snapshot.all_marks() {
        let document = &marks.document;
        let cites = |c: &&Citation| c.kind != CitationKind::Footnote && same(&c.resolution, &c.key);
        let place = |span| Place { file: document.path.clone(), span, declaration: false };
        out.extend(marks.citations.iter().filter(cites).map(|c| place(c.key_outer)));
        let values = document.front.sources.iter().filter(|l| same(&front_source(document, corpus, &l.value), &l.value));
        out.extend(values.map(|l| place(l.outer)));
    }
    out
}

/// The bibliography's entries for the key, or of the sources.
fn entries(snapshot: &Snapshot, key: &str, sources: &[usize]) -> Vec<Place> {
    let corpus = snapshot.corpus();
    let mut out = Vec::new();
    for bibliography in &corpus.bibliography {
        let is = |e: &&crate::corpus::Entry| match sources {
            [] => e.key == key,
            _ => matches!(corpus.resolve(&e.key), Resolution::One(found) if found.iter().any(|i| sources.contains(i))),
        };
        let place = |e: &crate::corpus::Entry| Place { file: bibliography.path.clone(), span: e.key_outer, declaration: true };
        out.extend(bibliography.entries.iter().filter(is).map(place));
    }
    out
}

/// The notes and glossaries, and the file itself if it is neither.
pub(super) fn around(snapshot: &Snapshot, path: &str) -> Vec<Arc<Marks>> {
    let mut all = snapshot.all_marks();
    if !all.iter().any(|m| m.document.path == path) {
        all.extend(snapshot.marks(path));
    }
    all
}

fn file(snapshot: &Snapshot, path: &str) -> Vec<Place> {
    let mut out = Vec::new();
    if let Some(document) = snapshot.document(path) {
        let start = Span { start: document.front.outer.end, end: document.front.outer.end };
        let span = subject::title(document).map_or(start, |s| document.outer(s));
        out.push(Place { file: path.to_string(), span, declaration: true });
    }
    for marks in around(snapshot, path) {
        let inlines = marks.links.iter().filter(|l| l.file == path).filter_map(|l| marks.document.inlines.get(l.inline));
        let place = |span| Place { file: marks.document.path.clone(), span, declaration: false };
        out.extend(inlines.filter(|i| !i.target.is_empty()).map(|i| place(i.target_outer)));
    }
    out
}

fn heading(snapshot: &Snapshot, path: &str, block: Span, title: bool) -> Vec<Place> {
    let Some(document) = snapshot.document(path) else { return Vec::new() };
    let mut out = vec![Place { file: path.to_string(), span: document.outer(block), declaration: true }];
    for marks in around(snapshot, path) {
        let inlines = marks.links.iter().filter(|l| l.file == path).filter_map(|l| marks.document.inlines.get(l.inline));
        for inline in inlines {
            let span = match &inline.heading {
                Some(name) if super::spot::heading(document, name).is_some_and(|b| b.span == block) => marks.document.heading_outer(inline),
                None if title => Some(inline.target_outer),
                _ => None,
            };
            out.extend(span.map(|span| Place { file: marks.document.path.clone(), span, declaration: false }));
        }
    }
    out
}

fn footnote(snapshot: &Snapshot, path: &str, label: &str) -> Vec<Place> {
    let Some(document) = snapshot.document(path) else { return Vec::new() };
    let same = |other: &str| other.to_lowercase() == label.to_lowercase();
    let place = |span, declaration| Place { file: path.to_string(), span, declaration };
    let marks = document.inlines.iter().filter(|i| i.kind == InlineKind::FootnoteRef && same(&i.target));
    let mut out: Vec<Place> = marks.map(|i| place(i.target_outer, false)).collect();
    let texts = document.blocks.iter().filter(|b| b.label.as_deref().is_some_and(same));
    out.extend(texts.filter_map(|b| subject::footnote_label(document, b)).map(|s| place(s, true)));
    out
}

/// The claims that rest on a sentence, and the sentence.
fn resting(snapshot: &Snapshot, source: usize, span: Span, cancel: &Cancel) -> Result<Vec<Place>, Cancelled> {
    let Some(source) = snapshot.corpus().sources.get(source) else { return Ok(Vec::new()) };
    let path = &source.document.path;
    // a neighbour without a space between begins where this one ends
    let inside = Span { start: span.start + 1, end: span.end.saturating_sub(1).max(span.start + 1) };
    let mut out = vec![Place { file: path.clone(), span, declaration: true }];
    let claims = snapshot.resting_on(path, inside, cancel)?;
    out.extend(claims.into_iter().map(|r| Place { file: r.note, span: r.claim, declaration: false }));
    Ok(out)
}
