//! What may be done about a place of a note.

mod front;
mod omission;
mod restoring;
mod settings;
mod vocabulary;

pub use restoring::restoring;

use super::rename::FileEdits;
use super::spot;
use crate::analysis::{ClaimReport, NoteReport, Snapshot};
use crate::claim::{Citation, CitationKind, ScopeRule};
use crate::config::Role;
use crate::corpus::{Resolution, stem};
use crate::diagnostic::{Diagnostic, Edit};
use crate::document::Document;
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::Verdict;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActionKind {
    /// It settles a finding.
    Fix,
    /// It adds something where nothing is amiss.
    Rewrite,
}

/// A change that a person may choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// May hold text from documents.
    pub title: String,
    pub kind: ActionKind,
    /// Of the findings that it settles.
    pub fingerprints: Vec<String>,
    pub edits: FileEdits,
    /// Files among `edits` that are not there yet: the one edit is their text.
    pub creates: Vec<String>,
    /// It takes what the source says.
    pub preferred: bool,
}

impl Action {
    /// A change of one file.
    fn new(title: String, kind: ActionKind, file: &str, edits: Vec<Edit>) -> Action {
        let edits = FileEdits::from([(file.to_string(), edits)]);
        Action { title, kind, fingerprints: Vec::new(), edits, creates: Vec::new(), preferred: false }
    }

    fn settling(self, finding: &Diagnostic) -> Action {
        Action { fingerprints: vec![finding.fingerprint.clone()], ..self }
    }
}

/// What may be done about a span of a note: take the source's value, restore a quotation, cite the source that has it, silence.
///
/// # Errors
/// `cancel` was set.
pub fn actions(snapshot: &Snapshot, path: &str, span: Span, cancel: &Cancel) -> Result<Vec<Action>, Cancelled> {
    if snapshot.role(path) != Some(Role::Note) {
        return Ok(Vec::new());
    }
    let report = snapshot.check(path, cancel)?;
    let note = &report.document;
    let touched = |s: Span| s.start <= span.end && span.start <= s.end;
    let here: Vec<&Diagnostic> = report.diagnostics.iter().filter(|d| touched(d.span)).collect();
    let mut out = Vec::new();
    for finding in &here {
        if let Some(fix) = &finding.fix {
            let fixing = Action::new(fix.title.clone(), ActionKind::Fix, path, fix.edits.clone()).settling(finding);
            out.push(Action { preferred: true, ..fixing });
        }
    }
    out.extend(here.iter().filter_map(|d| restore(&report, d)));
    out.dedup_by(|a, b| a.edits == b.edits);
    for finding in &here {
        out.extend(omission::mark(snapshot, &report, finding, cancel)?);
    }
    out.extend(here.iter().filter_map(|d| cite_instead(snapshot, &report, d)));
    let claims = report.claims.iter().filter(|c| touched(note.outer(c.claim.span)));
    out.extend(claims.filter_map(|c| cite(snapshot, &report, c)));
    out.extend(vocabulary::missing_note(snapshot, note, span));
    out.extend(vocabulary::define(snapshot, path, span));
    for finding in &here {
        out.extend(silence(note, finding));
        out.extend(front::accept(note, finding));
        out.extend(front::disable(note, finding));
        out.extend(settings::off(snapshot, finding));
    }
    Ok(out)
}

/// All changed words of one quotation at once.
fn restore(report: &NoteReport, finding: &Diagnostic) -> Option<Action> {
    if finding.rule != "altered-quotation" {
        return None;
    }
    let claim = spot::claim(report, finding.span.start)?;
    let sentence = report.document.outer(claim.claim.span);
    let others = || report.diagnostics.iter().filter(|d| d.rule == finding.rule && sentence.overlaps(d.span));
    let edits: Vec<Edit> = others().filter_map(|d| d.fix.as_ref()).flat_map(|f| f.edits.clone()).collect();
    let apart = edits.windows(2).all(|w| matches!(w, [a, b] if a.span.end <= b.span.start));
    (edits.len() > 1 && apart).then(|| Action {
        fingerprints: others().map(|d| d.fingerprint.clone()).collect(),
        ..Action::new("restore the words of the source".to_string(), ActionKind::Fix, &report.document.path, edits)
    })
}

/// How the source may be cited in the way that the note cites: `@key` or the file's stem; `None` if that would be ambiguous.
pub(super) fn key(snapshot: &Snapshot, source: usize, kind: CitationKind) -> Option<String> {
    let corpus = snapshot.corpus();
    let path = &corpus.sources.get(source)?.document.path;
    let one = Resolution::One(vec![source]);
    match kind {
        CitationKind::Pandoc | CitationKind::Bare => {
            let entry = corpus.entry_of(source).map(|e| e.key.as_str()).unwrap_or(stem(path));
            (corpus.resolve(entry) == one).then(|| entry.to_string())
        }
        CitationKind::Wiki => [stem(path), path].into_iter().find(|k| corpus.resolve_wiki(k) == one).map(str::to_string),
        CitationKind::Link | CitationKind::Footnote => None,
    }
}

/// A citation of the source in the way that the note cites.
pub(super) fn mark(snapshot: &Snapshot, report: &NoteReport, source: usize) -> Option<String> {
    let pandoc = report.citations.iter().any(|c| c.kind == CitationKind::Pandoc);
    match pandoc.then(|| key(snapshot, source, CitationKind::Pandoc)).flatten() {
        Some(key) => Some(format!("[@{key}]")),
        None => Some(format!("[[{}]]", key(snapshot, source, CitationKind::Wiki)?)),
    }
}

/// The words stand in a source that the claim does not cite: cite that one.
fn cite_instead(snapshot: &Snapshot, report: &NoteReport, finding: &Diagnostic) -> Option<Action> {
    let file = &finding.found.as_ref()?.file;
    let source = snapshot.corpus().source(file)?;
    let claim = spot::claim(report, finding.span.start)?;
    if claim.scope.rule == ScopeRule::Workspace || claim.scope.sources.contains(&source) {
        return None;
    }
    let covers = |c: &&Citation| c.span.start >= claim.claim.span.start && c.sources().iter().all(|s| claim.scope.sources.contains(s));
    let citation = report.citations.iter().filter(covers).find(|c| !c.sources().is_empty())?;
    let new_text = key(snapshot, source, citation.kind)?;
    let edits = vec![Edit { span: citation.key_outer, new_text }];
    let title = format!("cite {file} instead of “{}”", citation.key);
    Some(Action::new(title, ActionKind::Fix, &report.document.path, edits).settling(finding))
}

/// A claim that cites nothing and is supported: cite what supports it.
fn cite(snapshot: &Snapshot, report: &NoteReport, claim: &ClaimReport) -> Option<Action> {
    if claim.scope.rule != ScopeRule::Workspace || claim.judgement.verdict != Verdict::Supported {
        return None;
    }
    let place = claim.judgement.evidence?;
    let source = *claim.sources.get(place.source)?;
    let mark = format!(" {}", mark(snapshot, report, source)?);
    let end = report.document.outer(claim.claim.span).end;
    let edits = vec![Edit { span: Span { start: end, end }, new_text: mark }];
    let title = format!("cite {}", snapshot.corpus().sources.get(source)?.document.path);
    Some(Action::new(title, ActionKind::Rewrite, &report.document.path, edits))
}

/// A comment at the end of the line, or a further rule in the one that is there.
fn silence(note: &Document, finding: &Diagnostic) -> Option<Action> {
    let text = note.original.as_ref();
    if finding.span.start < note.front.outer.end || finding.rule == "unused-suppression" {
        return None;
    }
    let index = note.lines();
    let line = index.content(text, index.line(finding.span.start as usize));
    let there = note.comments.iter().find(|c| line.contains(c.outer) && c.text.starts_with("postil-disable-line"));
    let (at, new_text) = match there {
        Some(comment) => {
            let at = comment.outer.of(text).find(':')?;
            (comment.outer.start as usize + at, format!(", {}", finding.rule))
        }
        None => {
            let at = line.start as usize + line.of(text).trim_end().len();
            (at, format!(" <!-- postil-disable-line {}: reason -->", finding.rule))
        }
    };
    let title = format!("silence {} on this line", finding.rule);
    Some(Action::new(title, ActionKind::Fix, &note.path, vec![Edit { span: Span::new(at, at), new_text }]).settling(finding))
}

#[cfg(test)]
mod tests;
