//! The whole chain from a claim to its verdict, a line a step.

use super::spot;
use crate::analysis::{ClaimReport, NoteReport, Snapshot};
use crate::claim::ScopeRule;
use crate::corpus::Source;
use crate::diagnostic::Location;
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::{Place, Verdict, explain};

/// How the verdict on a claim came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chain {
    /// The claim's sentence, into the note's original text.
    pub span: Span,
    /// `supported`, `conflict`, `unverified`.
    pub verdict: &'static str,
    /// May hold text from documents; what belongs to the line before is indented.
    pub lines: Vec<String>,
    /// What it rests on: the places in conflict, else the evidence.
    pub places: Vec<Location>,
}

/// The chain of the claim at an offset of a note; `None` where no claim stands.
///
/// # Errors
/// `cancel` was set.
pub fn chain_at(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Result<Option<Chain>, Cancelled> {
    let report = snapshot.check(path, cancel)?;
    Ok(spot::claim(&report, offset).map(|c| chain(snapshot, &report, c)))
}

/// The chain of a claim of the note.
pub fn chain(snapshot: &Snapshot, report: &NoteReport, claim: &ClaimReport) -> Chain {
    let note = &report.document;
    let judgement = &claim.judgement;
    let sources = snapshot.paths(&claim.scope.sources);
    let mut lines =
        vec![format!("claim: {}", claim.claim.span.of(&note.text)), format!("scope: {}: {}", scope(claim.scope.rule), listed(&sources))];
    let read: Vec<&Source> = claim.sources.iter().filter_map(|i| snapshot.corpus().sources.get(*i)).map(AsRef::as_ref).collect();
    lines.extend(explain(note, &claim.claim, &read, claim.scope.whole()));
    if let Some(place) = judgement.evidence {
        lines.push(format!("evidence: {}", shown(snapshot, claim, place)));
    }
    let mut places = Vec::new();
    for conflict in &judgement.conflicts {
        lines.push(format!("conflict: {}, confidence {:.2}", conflict.rule, conflict.confidence()));
        lines.push(format!("  note says: {}", conflict.note_says));
        lines.push(format!("  source says: {}", conflict.source_says));
        if let Some(place) = conflict.found {
            lines.push(format!("  found: {}", shown(snapshot, claim, place)));
        }
        if !conflict.gates.is_empty() {
            lines.push(format!("  gates passed: {}", conflict.gates.join(", ")));
        }
        places.extend(conflict.found.or(conflict.evidence));
    }
    let verdict = match judgement.verdict {
        Verdict::Supported => "supported",
        Verdict::Conflict => "conflict",
        Verdict::Unverified(_) => "unverified",
    };
    lines.push(match judgement.verdict {
        Verdict::Unverified(reason) => format!("verdict: {verdict} ({})", reason.name()),
        _ => format!("verdict: {verdict}"),
    });
    if places.is_empty() {
        places.extend(judgement.evidence);
    }
    let places = places.into_iter().filter_map(|p| location(snapshot, claim, p)).collect();
    Chain { span: note.outer(claim.claim.span), verdict, lines, places }
}

fn location(snapshot: &Snapshot, claim: &ClaimReport, place: Place) -> Option<Location> {
    let document = &spot::source(snapshot, claim, place)?.document;
    let span = document.outer(place.span);
    Some(Location { file: document.path.clone(), span, text: span.of(&document.original).to_string() })
}

/// `file:line: “words”`.
fn shown(snapshot: &Snapshot, claim: &ClaimReport, place: Place) -> String {
    let Some(source) = spot::source(snapshot, claim, place) else { return "?".to_string() };
    let document = &source.document;
    format!("{}: “{}”", spot::file_line(document, place.span), document.outer(place.span).of(&document.original))
}

fn listed(sources: &[String]) -> String {
    const MOST: usize = 8;
    match sources.len() {
        0 => "no source".to_string(),
        n if n > MOST => format!("{} and {} more", sources.get(..MOST).unwrap_or_default().join(", "), n - MOST),
        _ => sources.join(", "),
    }
}

fn scope(rule: ScopeRule) -> &'static str {
    match rule {
        ScopeRule::Sentence => "cited in the sentence",
        ScopeRule::Following => "the next citation in the paragraph",
        ScopeRule::Quote => "the block quote's attribution",
        ScopeRule::Parent => "the list item or lead-in above it",
        ScopeRule::Heading => "cited in the heading",
        ScopeRule::FrontMatter => "`source:` in the front matter",
        ScopeRule::Stem => "the source with the note's file name",
        ScopeRule::Workspace => "nothing is cited, so only quotations and near-copies are judged, against every source",
    }
}
