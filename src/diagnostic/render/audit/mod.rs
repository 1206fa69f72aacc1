//! A report for reading and keeping: each claim of the notes, what was said of it, and what that rests on.

mod html;
mod markdown;

pub use html::html;
pub use markdown::markdown;

use crate::diagnostic::{CheckedClaim, Diagnostic, Report, Silenced, Summary};
use crate::text::Span;
use crate::verdict::Verdict;

/// What the report itself does not know.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The workspace's name.
    pub name: String,
    /// As the person gave it; a report has no date of its own, so that the same input gives the same bytes.
    pub date: Option<String>,
    /// Of the sources, by path.
    pub sources: Vec<Digest>,
}

/// Which bytes a source had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Digest {
    pub file: String,
    /// SHA-256 of the file in hexadecimal digits, or why there is none.
    pub sha256: Result<String, String>,
}

/// What a report's words mean, for whoever gets it.
const KEY: [(&str, &str); 3] = [
    ("supported", "a sentence of the sources in scope says the same"),
    ("conflict", "a sentence of the sources in scope says something else; both sides are shown"),
    ("unverified", "nothing was found for it or against it, or it was left alone: that is no approval"),
];

/// One note and what is said of it.
struct Note<'a> {
    file: &'a str,
    claims: Vec<Claim<'a>>,
    /// Findings that are about no claim.
    others: Vec<&'a Diagnostic>,
    summary: Summary,
}

/// One claim with the findings about it.
struct Claim<'a> {
    claim: &'a CheckedClaim,
    findings: Vec<&'a Diagnostic>,
    silenced: Vec<&'a Silenced>,
}

/// The notes in order, and the findings that are about no note. Linear in the claims and findings.
fn notes(report: &Report) -> (Vec<Note<'_>>, Vec<&Diagnostic>) {
    let mut out = Vec::new();
    let claims: Vec<&CheckedClaim> = report.claims.iter().flatten().collect();
    let outside = report.diagnostics.iter().filter(|d| report.notes.binary_search(&d.file).is_err()).collect();
    for file in &report.notes {
        let mut findings = part(&report.diagnostics, file, |d| &d.file).iter().peekable();
        let mut silenced = part(&report.silenced, file, |s| &s.diagnostic.file).iter().peekable();
        let (mut note, mut others) = (Vec::new(), Vec::new());
        let mut summary = Summary { files: 1, ..Summary::default() };
        for claim in part(&claims, file, |c| &c.file) {
            summary.count(claim.verdict);
            let before = |at: Span| at.start < claim.span.start;
            let about = |at: Span| at.start < claim.span.end;
            while let Some(d) = findings.next_if(|d| before(d.span)) {
                others.push(d);
            }
            let mut one = Claim { claim, findings: Vec::new(), silenced: Vec::new() };
            while let Some(d) = findings.next_if(|d| about(d.span)) {
                // a reference within a claim is not what the claim says
                if d.confidence.is_some() { one.findings.push(d) } else { others.push(d) }
            }
            while let Some(s) = silenced.next_if(|s| about(s.diagnostic.span)) {
                if !before(s.diagnostic.span) {
                    one.silenced.push(s);
                }
            }
            note.push(one);
        }
        others.extend(findings);
        out.push(Note { file, claims: note, others, summary });
    }
    (out, outside)
}

/// The stretch of a list, sorted by file, that is about this one.
fn part<'a, T>(all: &'a [T], file: &str, of: impl Fn(&T) -> &String) -> &'a [T] {
    let start = all.partition_point(|t| of(t).as_str() < file);
    let end = all.partition_point(|t| of(t).as_str() <= file);
    all.get(start..end).unwrap_or(&[])
}

fn verdict(verdict: Verdict) -> (&'static str, Option<&'static str>) {
    match verdict {
        Verdict::Supported => ("supported", None),
        Verdict::Conflict => ("conflict", None),
        Verdict::Unverified(reason) => ("unverified", Some(reason.name())),
    }
}

/// Longer texts are cut down to this many bytes in a report.
const LONGEST: usize = 2_000;

/// The text of `span`, a piece at a time: whether each lies in one of `marks`, which are in order. Marks outside are left out.
fn marked<'a>(text: &'a str, span: Span, marks: &[Span]) -> Vec<(bool, &'a str)> {
    let end = (span.end as usize).min(span.start as usize + LONGEST);
    let end = crate::text::char_floor(text, end);
    let mut out = Vec::new();
    let mut done = span.start as usize;
    for mark in marks {
        let (start, stop) = ((mark.start as usize).max(done), (mark.end as usize).min(end));
        if start < stop {
            out.push((false, text.get(done..start).unwrap_or("")));
            out.push((true, text.get(start..stop).unwrap_or("")));
            done = stop;
        }
    }
    out.push((false, text.get(done..end.max(done)).unwrap_or("")));
    if end < span.end as usize {
        out.push((false, " …"));
    }
    out.retain(|(_, piece)| !piece.is_empty());
    out
}
