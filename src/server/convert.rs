//! From spans and findings to what LSP calls them.

use super::event::Facts;
use super::view::View;
use crate::analysis::Snapshot;
use crate::config::Level;
use crate::diagnostic::render::escape;
use crate::diagnostic::{Diagnostic, Location};
use crate::text::{LineIndex, PositionEncoding, Span, offset, position};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower_lsp::lsp_types as lsp;

/// The lines of the files that one answer names.
pub struct Lines<'a> {
    snapshot: &'a Snapshot,
    encoding: PositionEncoding,
    /// Of files that are no documents (postil.toml), worked out once for each.
    others: BTreeMap<String, (Arc<str>, LineIndex)>,
}

impl<'a> Lines<'a> {
    pub fn new(snapshot: &'a Snapshot, encoding: PositionEncoding) -> Lines<'a> {
        Lines { snapshot, encoding, others: BTreeMap::new() }
    }

    fn of(&mut self, path: &str) -> (&str, &LineIndex) {
        let snapshot = self.snapshot;
        if let Some(document) = snapshot.document(path) {
            return (&document.original, document.lines());
        }
        let (text, lines) = self.others.entry(path.to_string()).or_insert_with(|| {
            let text = snapshot.text(path).unwrap_or_default();
            let lines = LineIndex::new(&text);
            (text, lines)
        });
        (text, lines)
    }

    /// The range of a span of the file's original text.
    pub fn range(&mut self, path: &str, span: Span) -> lsp::Range {
        let encoding = self.encoding;
        let (text, lines) = self.of(path);
        let at = |offset: u32| {
            let (line, character) = position(text, lines, offset as usize, encoding);
            lsp::Position { line, character }
        };
        lsp::Range { start: at(span.start), end: at(span.end) }
    }

    /// The offset of a position in the file's original text.
    pub fn offset(&mut self, path: &str, at: lsp::Position) -> u32 {
        let encoding = self.encoding;
        let (text, lines) = self.of(path);
        offset(text, lines, (at.line, at.character), encoding) as u32
    }

    /// The span of a range; a reversed one counts as turned round.
    pub fn span(&mut self, path: &str, range: lsp::Range) -> Span {
        let (a, b) = (self.offset(path, range.start), self.offset(path, range.end));
        Span { start: a.min(b), end: a.max(b) }
    }
}

/// A longer sentence is cut in what is shown beside a finding, in characters.
const LONGEST: usize = 400;

/// A finding as the client shows it.
pub fn diagnostic(finding: &Diagnostic, view: &View, lines: &mut Lines, facts: &Facts) -> lsp::Diagnostic {
    let mut related = Vec::new();
    let mut add = |place: &Location, message: String| {
        if let Some(uri) = view.uri(&place.file) {
            let location = lsp::Location { uri, range: lines.range(&place.file, place.span) };
            related.push(lsp::DiagnosticRelatedInformation { location, message });
        }
    };
    if let Some(place) = finding.found.as_ref().or(finding.evidence.as_ref()) {
        let words = finding.evidence.as_ref().unwrap_or(place);
        add(place, format!("source: “{}”", shown(&words.text)));
    }
    for other in &finding.related {
        add(&other.location, escape(&other.message));
    }
    let fix = finding.fix.as_ref().map(|f| escape(&f.title));
    lsp::Diagnostic {
        range: lines.range(&finding.file, finding.span),
        severity: Some(match finding.severity {
            Level::Error => lsp::DiagnosticSeverity::ERROR,
            Level::Warning => lsp::DiagnosticSeverity::WARNING,
            Level::Info | Level::Off => lsp::DiagnosticSeverity::INFORMATION,
        }),
        code: Some(lsp::NumberOrString::String(finding.rule.to_string())),
        source: Some("postil".to_string()),
        message: escape(&finding.message),
        related_information: Some(related).filter(|r| facts.related && !r.is_empty()),
        tags: (finding.rule == "unused-suppression").then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
        data: Some(json!({ "fingerprint": finding.fingerprint, "fix": fix })),
        ..lsp::Diagnostic::default()
    }
}

fn shown(text: &str) -> String {
    let text = escape(text.trim());
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or("")),
        None => text,
    }
}
