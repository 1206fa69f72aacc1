//! A term under the cursor: what it is, where that stands, and how it is used.

use crate::analysis::Snapshot;
use crate::claim::ScopeRule;
use crate::corpus::definition::Kind;
use crate::corpus::{TermEntry, Terms, Uses};
use crate::diagnostic::Location;
use crate::document::Document;
use crate::text::{Cancel, Span};

/// What a hover over a term shows. Places are in the files' original texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermHover {
    /// The term under the cursor, in the document's original text.
    pub span: Span,
    /// What it is: the first of its definitions (glossary, then the note's own sources, then others).
    pub definition: TermDefinition,
    /// What other documents say of it, in other words.
    pub others: Vec<TermDefinition>,
    /// Sentences of sources that have the term, and in how many sources.
    pub sentences: usize,
    pub sources: usize,
    /// The counts are not at least but exactly so many.
    pub exact: bool,
    /// The first places where it is used.
    pub places: Vec<Location>,
}

/// One definition of a term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermDefinition {
    /// As written in its document.
    pub term: Location,
    pub definition: Location,
    /// The sentence, or the glossary entry, that both stand in.
    pub sentence: Location,
    /// `glossary`, `acronym`, `definition`, `person`.
    pub kind: &'static str,
    /// What is said of a person holds on the day of its document (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), if that is known.
    pub as_of: Option<String>,
    /// `file:line` of the term, the line 1-based.
    pub file_line: String,
}

/// How many further definitions a hover shows.
const OTHERS: usize = 5;

/// What to show for the term at an offset of the original text of a note, source or glossary; `None` if none is known.
pub fn hover(snapshot: &Snapshot, path: &str, offset: u32) -> Option<TermHover> {
    let document = snapshot.document(path)?;
    let (span, entries, terms) = find(snapshot, document, offset)?;
    let mut shown: Vec<TermDefinition> = entries.iter().take(OTHERS + 1).map(|e| definition(snapshot, e)).collect();
    if shown.is_empty() {
        return None;
    }
    let first = shown.remove(0);
    let uses = terms.uses(span.of(&document.text));
    let Uses { sentences, sources, exact, places } = uses.as_ref();
    let sourced = &snapshot.corpus().sources;
    let places = places.iter().filter_map(|(i, s)| Some(location(&sourced.get(*i)?.document, *s))).collect();
    Some(TermHover {
        span: document.outer(span),
        definition: first,
        others: shown,
        sentences: *sentences,
        sources: *sources,
        exact: *exact,
        places,
    })
}

/// Where the term at the offset is defined: the sentences, in the order of [`hover`].
pub fn definitions(snapshot: &Snapshot, path: &str, offset: u32) -> Vec<TermDefinition> {
    at(snapshot, path, offset).map_or_else(Vec::new, |(_, found)| found)
}

/// The same, with the term under the cursor, into the document's original text.
pub(super) fn at(snapshot: &Snapshot, path: &str, offset: u32) -> Option<(Span, Vec<TermDefinition>)> {
    let document = snapshot.document(path)?;
    let (span, entries, _) = find(snapshot, document, offset)?;
    Some((document.outer(span), entries.iter().map(|e| definition(snapshot, e)).collect()))
}

/// The entries of a term as a person types it.
pub fn define(snapshot: &Snapshot, term: &str) -> Vec<TermDefinition> {
    snapshot.terms().find(term, &[]).iter().map(|e| definition(snapshot, e)).collect()
}

/// Every term of the workspace: of its glossaries, then of each source in order.
pub fn all(snapshot: &Snapshot) -> Vec<TermDefinition> {
    snapshot.terms().all().iter().map(|e| definition(snapshot, e)).collect()
}

/// The term at the offset of the original text, its span in the document's text, and what it is said to be.
pub(super) fn entries(snapshot: &Snapshot, path: &str, offset: u32) -> Option<(Span, Vec<TermEntry>)> {
    let document = snapshot.document(path)?;
    let (span, entries, _) = find(snapshot, document, offset)?;
    // an offset in a comment or an address is on no word
    document.outer(span).touches(offset as usize).then_some((span, entries))
}

fn find<'a>(snapshot: &'a Snapshot, document: &Document, offset: u32) -> Option<(Span, Vec<TermEntry>, &'a Terms)> {
    let at = document.map.to_text(offset);
    let terms = snapshot.terms();
    let scope = scope(snapshot, document, at);
    let (span, entries) = terms.at(document, at, &scope)?;
    Some((span, entries, terms))
}

/// The sources that the document is about at this place, then those that it cites elsewhere; a source is about itself.
fn scope(snapshot: &Snapshot, document: &Document, at: u32) -> Vec<usize> {
    if let Some(own) = snapshot.corpus().source(&document.path) {
        return vec![own];
    }
    // remembered: an editor has asked for the note's findings already
    let Ok(report) = snapshot.check(&document.path, &Cancel::default()) else { return Vec::new() };
    let here = report.claims.iter().filter(|c| c.claim.span.touches(at as usize) && c.scope.rule != ScopeRule::Workspace);
    let mut scope: Vec<usize> = here.flat_map(|c| c.scope.sources.iter().copied()).collect();
    for source in report.citations.iter().flat_map(|c| c.sources()) {
        if !scope.contains(source) {
            scope.push(*source);
        }
    }
    scope
}

fn definition(snapshot: &Snapshot, entry: &TermEntry) -> TermDefinition {
    let place = |span| location(&entry.document, span);
    let found = entry.definition;
    TermDefinition {
        term: place(found.term),
        definition: place(found.definition),
        sentence: place(found.sentence),
        kind: found.kind.name(),
        // what somebody does is so on a day
        as_of: entry.source.filter(|_| found.kind == Kind::Person).and_then(|i| snapshot.corpus().sources.get(i)?.dated()),
        file_line: super::spot::file_line(&entry.document, found.term),
    }
}

fn location(document: &Document, span: Span) -> Location {
    Location { file: document.path.clone(), span: document.outer(span), text: span.of(&document.text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Format;

    fn snapshot() -> Snapshot {
        let doc = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
        Snapshot::of_documents(
            Config::default(),
            None,
            vec![
                doc("sources/a.txt", "The Tidal Energy Authority (TEA) met. The TEA closed a plant."),
                doc("sources/b.txt", "The Trade Exchange Agency (TEA) opened."),
                doc("glossary.md", "# Glossary\n\n**Spring tide**: the highest tide\n"),
                doc("notes/n.md", "The **TEA** opened. [[b]] Spring-tides are near.\n"),
            ],
        )
    }

    #[test]
    fn a_hover_shows_the_notes_own_source_first_and_the_others_where_they_differ() {
        let hover = hover(&snapshot(), "notes/n.md", 7);
        let Some(hover) = hover else { panic!("no hover") };
        assert_eq!((hover.definition.definition.text.as_str(), hover.definition.kind), ("Trade Exchange Agency", "acronym"));
        let others: Vec<&str> = hover.others.iter().map(|d| d.definition.text.as_str()).collect();
        assert_eq!(others, ["Tidal Energy Authority"]);
        assert_eq!((hover.sentences, hover.sources, hover.exact, hover.places.len()), (3, 2, true, 3));
        assert_eq!((hover.span.start, hover.span.end), (6, 9));
    }

    #[test]
    fn a_glossary_entry_is_found_and_points_at_its_place() {
        let snapshot = snapshot();
        let places = definitions(&snapshot, "notes/n.md", 30);
        let [one] = places.as_slice() else { panic!("{places:?}") };
        assert_eq!((one.definition.file.as_str(), one.definition.text.as_str(), one.kind), ("glossary.md", "the highest tide", "glossary"));
        assert_eq!(one.term.span.start, 14);
        assert!(hover(&snapshot, "notes/n.md", 13).is_none());
        assert!(hover(&snapshot, "notes/none.md", 3).is_none());
        assert_eq!(define(&snapshot, "spring tide").len(), 1);
        assert!(define(&snapshot, "neap tide").is_empty());
        assert_eq!(all(&snapshot).len(), 3);
    }
}
