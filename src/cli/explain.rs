//! `postil explain`: a rule's page, or the whole chain that led to the verdict on a line.

use super::opened::{Trouble, open};
use super::{CLEAN, complain};
use crate::analysis::{ClaimReport, NoteReport, Snapshot};
use crate::claim::ScopeRule;
use crate::config::closest;
use crate::corpus::Source;
use crate::diagnostic::FileText;
use crate::diagnostic::render::escape;
use crate::rules;
use crate::text::{Cancel, LineIndex, Span};
use crate::verdict::{Place, Verdict, explain};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `what` is a rule's id or FILE:LINE[:COLUMN].
pub fn run(what: &str, root: Option<&Path>, out: &mut impl Write) -> io::Result<u8> {
    if let Some(rule) = rules::find(what) {
        out.write_all(rules::page(rule).as_bytes())?;
        return Ok(CLEAN);
    }
    if rules::RESERVED.contains(&what) {
        writeln!(out, "{what} is reserved for a later version; this one finds nothing by it")?;
        return Ok(CLEAN);
    }
    let Some((file, line, column)) = position(what) else {
        let rule = closest(what, rules::ids()).map(|id| format!("; did you mean {id}?"));
        // a file without a line
        let line = Path::new(what).is_file().then(|| format!("; name a line of it, as in {what}:1"));
        let meant = line.or(rule).unwrap_or_default();
        return Ok(complain(&format!("“{what}” is neither a rule nor FILE:LINE{meant}")));
    };
    let found = note(&file, root);
    match found {
        Ok((snapshot, report)) => chain(&snapshot, &report, line, column, out),
        Err(Trouble(message)) => Ok(complain(&message)),
    }
}

/// FILE:LINE or FILE:LINE:COLUMN, 1-based.
fn position(what: &str) -> Option<(PathBuf, u32, Option<u32>)> {
    let number = |s: &str| s.parse::<u32>().ok().filter(|n| *n > 0);
    let (rest, last) = what.rsplit_once(':')?;
    let last = number(last)?;
    match rest.rsplit_once(':').and_then(|(file, line)| Some((file, number(line)?))) {
        Some((file, line)) if !file.is_empty() => Some((file.into(), line, Some(last))),
        _ if !rest.is_empty() => Some((rest.into(), last, None)),
        _ => None,
    }
}

fn note(file: &Path, root: Option<&Path>) -> Result<(Snapshot, Arc<NoteReport>), Trouble> {
    let opened = open(root, &[file.to_path_buf()], &[])?;
    let path = opened.note(file)?;
    let report = opened.snapshot.check(&path, &Cancel::default()).map_err(|_| Trouble("the check was given up".to_string()))?;
    Ok((opened.snapshot, report))
}

/// Every claim on the line, with all that is known of it.
fn chain(snapshot: &Snapshot, report: &NoteReport, line: u32, column: Option<u32>, out: &mut impl Write) -> io::Result<u8> {
    let document = &report.document;
    let text = FileText { text: document.original.clone(), decoded: document.decoded, lines: LineIndex::new(&document.original) };
    let mut any = false;
    for claim in &report.claims {
        let span = document.outer(claim.claim.span);
        let (start, end) = (text.line_column(span.start), text.line_column(span.end));
        let meant = match column {
            Some(column) => start <= (line, column) && (line, column) <= end,
            None => start.0 <= line && line <= end.0,
        };
        if meant {
            if any {
                writeln!(out)?;
            }
            any = true;
            writeln!(out, "{}:{}:{}", escape(&document.path), start.0, start.1)?;
            one(snapshot, report, claim, out)?;
        }
    }
    if !any {
        writeln!(out, "{}:{line}: no claim stands there, so nothing is judged", escape(&document.path))?;
    }
    Ok(CLEAN)
}

fn one(snapshot: &Snapshot, report: &NoteReport, claim: &ClaimReport, out: &mut impl Write) -> io::Result<u8> {
    let text = &report.document.text;
    let judgement = &claim.judgement;
    writeln!(out, "  claim: {}", escape(claim.claim.span.of(text)))?;
    let sources = snapshot.paths(&claim.scope.sources);
    writeln!(out, "  scope: {}: {}", scope(claim.scope.rule), listed(&sources))?;
    let read: Vec<&Source> = claim.sources.iter().filter_map(|i| snapshot.corpus().sources.get(*i)).map(AsRef::as_ref).collect();
    for step in explain(&report.document, &claim.claim, &read, claim.scope.whole()) {
        writeln!(out, "  {}", escape(&step))?;
    }
    if let Some(place) = judgement.evidence {
        writeln!(out, "  evidence: {}", shown(snapshot, claim, place))?;
    }
    for conflict in &judgement.conflicts {
        writeln!(out, "  conflict: {}, confidence {:.2}", conflict.rule, conflict.confidence())?;
        writeln!(out, "    note says: {}", escape(&conflict.note_says))?;
        writeln!(out, "    source says: {}", escape(&conflict.source_says))?;
        if let Some(place) = conflict.found {
            writeln!(out, "    found: {}", shown(snapshot, claim, place))?;
        }
        if !conflict.gates.is_empty() {
            writeln!(out, "    gates passed: {}", escape(&conflict.gates.join(", ")))?;
        }
    }
    match judgement.verdict {
        Verdict::Supported => writeln!(out, "  verdict: supported")?,
        Verdict::Conflict => writeln!(out, "  verdict: conflict")?,
        Verdict::Unverified(reason) => writeln!(out, "  verdict: unverified ({})", reason.name())?,
    }
    Ok(CLEAN)
}

/// `file:line: “words”`.
fn shown(snapshot: &Snapshot, claim: &ClaimReport, place: Place) -> String {
    let index: Option<usize> = claim.sources.get(place.source).copied();
    let Some(source) = index.and_then(|i| snapshot.corpus().sources.get(i)) else { return "?".to_string() };
    let document = &source.document;
    let span: Span = document.outer(place.span);
    let line = LineIndex::new(&document.original).line(span.start as usize) + 1;
    escape(&format!("{}:{line}: “{}”", document.path, span.of(&document.original)))
}

fn listed(sources: &[String]) -> String {
    const MOST: usize = 8;
    match sources.len() {
        0 => "no source".to_string(),
        n if n > MOST => format!("{} and {} more", escape(&sources.get(..MOST).unwrap_or_default().join(", ")), n - MOST),
        _ => escape(&sources.join(", ")),
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
