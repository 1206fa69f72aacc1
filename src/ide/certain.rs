//! Changes that may be made without asking: a quotation gets back the very words of its source.

use super::spot;
use crate::analysis::{NoteReport, Snapshot};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::rules::altered_quotation;
use crate::text::{Cancel, Cancelled, Span, TextEdit, apply};
use std::collections::BTreeSet;

/// More rounds than this are never needed: each tells of the gravest changes that are left in a quotation.
const ROUNDS: usize = 4;

/// Of a note with more altered quotations only the last so many are restored at a time: each is tried on the whole note.
const MOST: usize = 200;

/// A note's text with quotations restored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// Counts like `Document::original`.
    pub text: String,
    /// The fingerprints of the findings that are settled by it, in the order of the note.
    pub settled: Vec<String>,
}

/// The note with every altered quotation restored that can be restored whole; `None` if there is none. `wanted` tells which
/// findings may be settled, by fingerprint. A quotation is left as it is if a word of it would still differ from the source, or
/// if anything would be found that was not found before.
///
/// # Errors
/// `cancel` was set.
pub fn restored(snapshot: &Snapshot, path: &str, wanted: impl Fn(&str) -> bool, cancel: &Cancel) -> Result<Option<Restored>, Cancelled> {
    let Some(note) = snapshot.note(path) else { return Ok(None) };
    let report = snapshot.check(path, cancel)?;
    let places: BTreeSet<Span> = report.diagnostics.iter().filter(|d| altered(d)).map(|d| place(&report, d)).collect();
    let mut out = Restored { text: note.original.to_string(), settled: Vec::new() };
    // from the end, so that what stands before keeps its place
    for place in places.into_iter().rev().take(MOST) {
        let here: Vec<&Diagnostic> = report.diagnostics.iter().filter(|d| altered(d) && d.span.overlaps(place)).collect();
        if !here.iter().all(|d| wanted(&d.fingerprint)) {
            continue;
        }
        if let Some(text) = restore(snapshot, note, &out.text, place, cancel)? {
            out.text = text;
            out.settled.extend(here.iter().rev().map(|d| d.fingerprint.clone()));
        }
    }
    out.settled.reverse();
    Ok(Some(out).filter(|o| !o.settled.is_empty()))
}

fn altered(d: &Diagnostic) -> bool {
    d.rule == altered_quotation::RULE.id
}

/// The quotation (its claim, if its marks are not found) that the finding is about, in the original text.
fn place(report: &NoteReport, d: &Diagnostic) -> Span {
    let document = &report.document;
    let quotation = spot::quotation(document, d.span.start).map(|q| document.outer(q.outer));
    let claim = || spot::claim(report, d.span.start).map(|c| document.outer(c.claim.span));
    quotation.or_else(claim).unwrap_or(d.span).cover(d.span)
}

/// The text with the quotation at `place` restored; `None` if that does not settle it.
fn restore(snapshot: &Snapshot, note: &Document, text: &str, place: Span, cancel: &Cancel) -> Result<Option<String>, Cancelled> {
    let read = |text: &str| snapshot.with_document(Document::from_text(&note.path, text, note.format)).check(&note.path, cancel);
    let (mut text, mut place) = (text.to_string(), place);
    let mut report = read(&text)?;
    let elsewhere = others(&report, place);
    for _ in 0..ROUNDS {
        let mut edits = Vec::new();
        for d in report.diagnostics.iter().filter(|d| altered(d) && d.span.overlaps(place)) {
            let Some(fix) = d.fix.as_ref().filter(|f| f.edits.iter().all(|e| place.contains(e.span))) else { return Ok(None) };
            edits.extend(fix.edits.iter().map(|e| TextEdit { span: e.span, new_text: e.new_text.clone() }));
        }
        if edits.is_empty() {
            let quiet = !report.diagnostics.iter().any(|d| d.span.overlaps(place) && !elsewhere.contains(&d.fingerprint));
            return Ok((quiet && others(&report, place).is_subset(&elsewhere)).then_some(text));
        }
        let Some(next) = apply(&text, &edits) else { return Ok(None) };
        let end = (place.end as usize + next.len()).saturating_sub(text.len());
        place = Span::new(place.start as usize, end);
        text = next;
        report = read(&text)?;
    }
    Ok(None)
}

/// The findings of the note that are no altered words of this quotation.
fn others(report: &NoteReport, place: Span) -> BTreeSet<String> {
    report.diagnostics.iter().filter(|d| !(altered(d) && d.span.overlaps(place))).map(|d| d.fingerprint.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Format;

    const SOURCE: &str = "The harbour master said: “The old pier will be closed on Friday because the timber has rotted through.”\n\n\
        She added: “Every boat that is moored there has to leave before the tide turns in the evening.”\n";

    fn fixed(note: &str) -> Option<Restored> {
        let source = Document::from_text("sources/pier.txt", SOURCE, Format::Plain);
        let note = Document::from_text("notes/n.md", note, Format::Markdown);
        let snapshot = Snapshot::of_documents(Config::default(), None, vec![source, note]);
        restored(&snapshot, "notes/n.md", |_| true, &Cancel::default()).expect("nobody cancelled")
    }

    #[test]
    fn a_quotation_gets_back_the_words_of_its_source() {
        let note = "\u{feff}# Pier\r\n\r\nShe said, “The new pier will be closed on Friday because the timber has rotted through.” [[pier]]\r\n\r\n\
            Then: “Every boat that is moored there has to go before the tide turns in the morning.” [[pier]]\r\n";
        let out = fixed(note).expect("a change");
        assert_eq!(out.text, note.replace("new pier", "old pier").replace("to go", "to leave").replace("morning", "evening"));
        assert_eq!(out.settled.len(), 3);
    }

    #[test]
    fn figures_names_and_honest_quotations_stay_as_they_are() {
        assert_eq!(fixed("“The old pier will be closed on Friday because the timber has rotted through.” [[pier]]\n"), None);
        assert_eq!(fixed("The old pier will be closed on Monday because the timber has rotted through. [[pier]]\n"), None);
        assert_eq!(fixed("Nothing is quoted. [[pier]]\n"), None);
    }
}
