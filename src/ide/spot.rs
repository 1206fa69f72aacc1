//! What stands at an offset of a note.

use crate::analysis::{ClaimReport, NoteReport, Snapshot};
use crate::corpus::Source;
use crate::document::{Block, BlockKind, Document};
use crate::evidence::quotation::{Pattern, find_exact};
use crate::language::fold;
use crate::mention::quotation::{Quotation, find_in};
use crate::text::Span;
use crate::verdict::Place;

/// The claim whose sentence (in the original text) the offset is on.
pub(super) fn claim(report: &NoteReport, offset: u32) -> Option<&ClaimReport> {
    let on = |c: &&ClaimReport| report.document.outer(c.claim.span).touches(offset as usize);
    report.claims.iter().rfind(on)
}

/// The quotation that the offset is in; the inner one of two.
pub(super) fn quotation(document: &Document, offset: u32) -> Option<Quotation> {
    let here = |i: &usize| document.blocks.get(*i).is_some_and(|b| document.outer(b.span).touches(offset as usize));
    let mut found = (0..document.blocks.len()).filter(here).flat_map(|i| find_in(document, i));
    found.rfind(|q| document.outer(q.outer).touches(offset as usize))
}

/// Where the quotation stands word for word: the first place, in the sources that the claim was judged against.
pub(super) fn stands<'a>(
    snapshot: &'a Snapshot,
    note: &Document,
    claim: &ClaimReport,
    quotation: &Quotation,
) -> Option<(&'a Source, Span)> {
    let pattern = Pattern::new(&note.text, quotation.span, &claim.claim.skip);
    let sources = snapshot.sources(&claim.sources);
    sources.into_iter().find_map(|s| find_exact(&pattern, s).map(|span| (s, span)))
}

/// The source of a place of the claim's judgement.
pub(super) fn source<'a>(snapshot: &'a Snapshot, claim: &ClaimReport, place: Place) -> Option<&'a Source> {
    snapshot.corpus().sources.get(*claim.sources.get(place.source)?).map(AsRef::as_ref)
}

/// `file:line`, 1-based.
pub(super) fn file_line(document: &Document, span: Span) -> String {
    let line = document.lines().line(document.outer(span).start as usize);
    format!("{}:{}", document.path, line + 1)
}

/// The block of a heading that a link names by its words or by the anchor made of them.
pub(super) fn heading<'a>(document: &'a Document, name: &str) -> Option<&'a Block> {
    let letters = |s: &str| fold(s).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let wanted = letters(name.rsplit('#').next().unwrap_or(name));
    let is = |b: &&Block| matches!(b.kind, BlockKind::Heading(_)) && letters(b.span.of(&document.text)) == wanted;
    document.blocks.iter().find(is).filter(|_| !wanted.is_empty())
}

/// Where in a document a link's fragment leads: to a heading, else to lines by their numbers. Into its original text.
pub(super) fn fragment(document: &Document, name: &str) -> Option<Span> {
    heading(document, name).map(|b| document.outer(b.span)).or_else(|| document.named_lines(name))
}
