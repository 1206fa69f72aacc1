use super::{spot, term};
use crate::analysis::{NoteReport, Snapshot};
use crate::claim::{Citation, CitationKind};
use crate::config::Role;
use crate::corpus::{Resolution, join};
use crate::document::{BlockKind, Document, Inline, InlineKind};
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::Place;

/// A place that something leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// What leads there, into the original text of the document asked about.
    pub origin: Span,
    /// Relative to the root.
    pub file: String,
    /// Into that file's original text.
    pub span: Span,
    /// The sentence or block around it, into the same.
    pub around: Span,
}

/// Where the citation, link, footnote, quotation or claim at an offset leads: a citation to its source (to the heading that it
/// names), a term to its definitions, a quotation to the place where it stands, a claim to its evidence. Best first.
///
/// # Errors
/// `cancel` was set.
pub fn definition(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Result<Vec<Target>, Cancelled> {
    if snapshot.role(path) != Some(Role::Note) {
        return Ok(defined(snapshot, path, offset));
    }
    let report = snapshot.check(path, cancel)?;
    let note = &report.document;
    let mut out = Vec::new();
    for citation in report.citations.iter().filter(|c| c.outer.touches(offset as usize)) {
        cited(snapshot, citation, &mut out);
    }
    if out.is_empty() {
        let on = |x: &&Inline| x.outer.touches(offset as usize);
        note.inlines.iter().filter(on).for_each(|x| linked(snapshot, note, x, &mut out));
    }
    let conflict = |d: &crate::diagnostic::Diagnostic| d.found.is_some() && d.span.touches(offset as usize);
    if out.is_empty() && !report.diagnostics.iter().any(conflict) {
        out = defined(snapshot, path, offset);
    }
    if out.is_empty() {
        claimed(snapshot, &report, offset, &mut out);
    }
    out.dedup();
    Ok(out)
}

/// Where the term at the offset is defined.
fn defined(snapshot: &Snapshot, path: &str, offset: u32) -> Vec<Target> {
    let Some((origin, found)) = term::at(snapshot, path, offset) else { return Vec::new() };
    let target =
        |d: term::TermDefinition| Target { origin, file: d.term.file, span: d.term.span, around: d.sentence.span.cover(d.term.span) };
    found.into_iter().map(target).collect()
}

/// The sources of a citation; its entry in the bibliography if its text is not here.
fn cited(snapshot: &Snapshot, citation: &Citation, out: &mut Vec<Target>) {
    let corpus = snapshot.corpus();
    let (Resolution::One(sources) | Resolution::Ambiguous(sources)) = &citation.resolution else {
        for bibliography in &corpus.bibliography {
            let entries = bibliography.entries.iter().filter(|e| e.key == citation.key);
            let target = |span| Target { origin: citation.outer, file: bibliography.path.clone(), span, around: span };
            out.extend(entries.map(|e| target(e.key_outer)));
        }
        return;
    };
    for source in sources.iter().filter_map(|i| corpus.sources.get(*i)) {
        let linked = matches!(citation.kind, CitationKind::Wiki | CitationKind::Link);
        let heading = citation.locator.as_deref().filter(|_| linked);
        out.push(whole(citation.outer, &source.document, heading));
    }
}

/// A document, at the heading or lines if it has them.
fn whole(origin: Span, document: &Document, fragment: Option<&str>) -> Target {
    let start = document.front.outer.end;
    let span = fragment.and_then(|f| spot::fragment(document, f)).unwrap_or(Span { start, end: start });
    Target { origin, file: document.path.clone(), span, around: span }
}

/// A footnote's text, or the note that a link leads to.
fn linked(snapshot: &Snapshot, note: &Document, inline: &Inline, out: &mut Vec<Target>) {
    let corpus = snapshot.corpus();
    let resolution = match inline.kind {
        InlineKind::FootnoteRef => {
            let named = |l: &str| l.to_lowercase() == inline.target.to_lowercase();
            let bodies = note.blocks.iter().filter(|b| b.kind == BlockKind::Footnote && b.label.as_deref().is_some_and(named));
            let target = |span| Target { origin: inline.outer, file: note.path.clone(), span, around: span };
            out.extend(bodies.take(1).map(|b| target(note.outer(b.span))));
            return;
        }
        InlineKind::WikiLink | InlineKind::Embed => corpus.resolve_wiki(&inline.target),
        InlineKind::Link => corpus.resolve_link(&note.path, &inline.target),
        _ => return,
    };
    let path = match resolution {
        Resolution::Note(i) => corpus.notes.get(i).cloned(),
        // another file of the workspace, the glossary for one
        _ => join(&note.path, &inline.target),
    };
    if let Some(document) = path.and_then(|p| snapshot.document(&p)) {
        out.push(whole(inline.outer, document, inline.heading.as_deref()));
    }
}

/// Where a quotation stands, or what a claim was judged by.
fn claimed(snapshot: &Snapshot, report: &NoteReport, offset: u32, out: &mut Vec<Target>) {
    let Some(claim) = spot::claim(report, offset) else { return };
    let note = &report.document;
    if let Some(quotation) = spot::quotation(note, offset)
        && let Some((source, span)) = spot::stands(snapshot, note, claim, &quotation)
    {
        let document = &source.document;
        let span = document.outer(span);
        out.push(Target { origin: note.outer(quotation.outer), file: document.path.clone(), span, around: span });
        return;
    }
    let origin = note.outer(claim.claim.span);
    let mut add = |place: Place, around: Option<Place>| {
        let Some(source) = spot::source(snapshot, claim, place) else { return };
        let outer = |span: Span| source.document.outer(span);
        let around = around.filter(|a| a.source == place.source).map_or(place.span, |a| a.span);
        out.push(Target { origin, file: source.document.path.clone(), span: outer(place.span), around: outer(around.cover(place.span)) });
    };
    let conflicts = &claim.judgement.conflicts;
    let on = |c: &&crate::verdict::Conflict| note.outer(c.claimed).touches(offset as usize);
    for conflict in conflicts.iter().filter(on).chain(conflicts.iter().filter(|c| !on(c))) {
        if let Some(place) = conflict.found.or(conflict.evidence) {
            add(place, conflict.evidence);
        }
    }
    if let (true, Some(place)) = (conflicts.is_empty(), claim.judgement.evidence) {
        add(place, None);
    }
}
