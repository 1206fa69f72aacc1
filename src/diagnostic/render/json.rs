use super::escape::plain_json;
use crate::diagnostic::{CheckedClaim, Diagnostic, Files, Fix, Known, Location, Related, Report, Stats};
use crate::text::Span;
use crate::verdict::Verdict;
use serde::Serialize;

/// One JSON document, indented.
pub fn render(report: &Report) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        version: u32,
        summary: Summary,
        diagnostics: Vec<Entry<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        claims: Option<Vec<Claim<'a>>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        stale: Option<Vec<Stale<'a>>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        stats: Option<&'a Stats>,
    }
    let s = report.summary;
    let document = Document {
        version: 1,
        summary: Summary { files: s.files, claims: s.claims, supported: s.supported, conflict: s.conflict, unverified: s.unverified },
        diagnostics: report.diagnostics.iter().map(|d| entry(d, &report.files)).collect(),
        claims: report.claims.as_ref().map(|claims| claims.iter().map(|c| claim(c, &report.files)).collect()),
        stale: report.compared.as_ref().map(|c| c.stale.iter().map(stale).collect()),
        stats: report.stats.as_ref(),
    };
    let mut out = serde_json::to_string_pretty(&document).unwrap_or_default();
    out.push('\n');
    out
}

/// Entries of a baseline as one writes them down: sorted, a line or more for each, no positions.
pub fn render_known(known: &[Known]) -> String {
    #[derive(Serialize)]
    struct Baseline<'a> {
        version: u32,
        diagnostics: Vec<Stale<'a>>,
    }
    let document = Baseline { version: 1, diagnostics: known.iter().map(stale).collect() };
    let mut out = serde_json::to_string_pretty(&document).unwrap_or_default();
    out.push('\n');
    plain_json(out)
}

/// One diagnostic per line, then (with coverage) one claim per line; a claim has no `rule`.
pub fn render_lines(report: &Report) -> String {
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        out.push_str(&serde_json::to_string(&entry(diagnostic, &report.files)).unwrap_or_default());
        out.push('\n');
    }
    for one in report.claims.iter().flatten() {
        out.push_str(&serde_json::to_string(&claim(one, &report.files)).unwrap_or_default());
        out.push('\n');
    }
    out
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    claims: usize,
    supported: usize,
    conflict: usize,
    unverified: usize,
}

/// An entry of a baseline.
#[derive(Serialize)]
struct Stale<'a> {
    file: &'a str,
    rule: &'a str,
    message: &'a str,
    fingerprint: &'a str,
}

fn stale(k: &Known) -> Stale<'_> {
    Stale { file: &k.file, rule: &k.rule, message: &k.message, fingerprint: &k.fingerprint }
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Bytes {
    start: u32,
    end: u32,
}

/// Where something stands; flattened into every object that has a place.
#[derive(Serialize)]
struct Place {
    range: Range,
    bytes: Bytes,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    decoded: bool,
}

#[derive(Serialize)]
struct Claimed<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Located<'a> {
    file: &'a str,
    text: &'a str,
    #[serde(flatten)]
    place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    place: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct Change<'a> {
    title: &'a str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    file: &'a str,
    #[serde(flatten)]
    place: Place,
    claimed: Option<Claimed<'a>>,
    found: Option<Located<'a>>,
    evidence: Option<Located<'a>>,
    related: Vec<Located<'a>>,
    confidence: Option<f64>,
    fingerprint: &'a str,
    fix: Option<Change<'a>>,
}

#[derive(Serialize)]
struct Claim<'a> {
    file: &'a str,
    #[serde(flatten)]
    place: Place,
    text: &'a str,
    verdict: &'a str,
    scope: &'a [String],
    reason: Option<&'a str>,
}

fn place(file: &str, span: Span, files: &Files) -> Place {
    let text = files.get(file);
    let point = |at| {
        let (line, column) = text.line_column(at);
        Point { line, column }
    };
    Place {
        range: Range { start: point(span.start), end: point(span.end) },
        bytes: Bytes { start: span.start, end: span.end },
        decoded: text.decoded,
    }
}

fn located<'a>(location: &'a Location, message: Option<&'a str>, files: &Files) -> Located<'a> {
    Located { file: &location.file, text: &location.text, place: place(&location.file, location.span, files), message }
}

fn entry<'a>(d: &'a Diagnostic, files: &Files) -> Entry<'a> {
    let change = |fix: &'a Fix| Change {
        title: &fix.title,
        edits: fix.edits.iter().map(|e| Edit { place: place(&d.file, e.span, files), text: &e.new_text }).collect(),
    };
    let related = |r: &'a Related| located(&r.location, Some(&r.message), files);
    Entry {
        rule: d.rule,
        severity: d.severity.name(),
        message: &d.message,
        file: &d.file,
        place: place(&d.file, d.span, files),
        claimed: d.claimed.as_ref().map(|c| Claimed { text: &c.text, place: place(&c.file, c.span, files) }),
        found: d.found.as_ref().map(|l| located(l, None, files)),
        evidence: d.evidence.as_ref().map(|l| located(l, None, files)),
        related: d.related.iter().map(related).collect(),
        confidence: d.confidence.map(rounded),
        fingerprint: &d.fingerprint,
        fix: d.fix.as_ref().map(change),
    }
}

fn claim<'a>(c: &'a CheckedClaim, files: &Files) -> Claim<'a> {
    let (verdict, reason) = match c.verdict {
        Verdict::Supported => ("supported", None),
        Verdict::Conflict => ("conflict", None),
        Verdict::Unverified(reason) => ("unverified", Some(reason.name())),
    };
    Claim { file: &c.file, place: place(&c.file, c.span, files), text: &c.text, verdict, scope: &c.scope, reason }
}

/// Three digits are all that a measured precision is worth.
pub fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}
