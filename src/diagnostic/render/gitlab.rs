use crate::diagnostic::{Diagnostic, Files, Location, Report};
use crate::rules::Level;
use crate::text::Span;
use serde_json::{Value, json};

/// A Code Quality report for GitLab: a list of issues as Code Climate describes them. Lines are 1-based.
pub fn render(report: &Report) -> String {
    let issues: Vec<Value> = report.diagnostics.iter().map(|d| issue(d, &report.files)).collect();
    let mut out = serde_json::to_string_pretty(&issues).unwrap_or_default();
    out.push('\n');
    out
}

fn issue(d: &Diagnostic, files: &Files) -> Value {
    let others = [&d.found].into_iter().flatten().chain(d.related.iter().map(|r| &r.location));
    json!({
        "type": "issue",
        "check_name": d.rule,
        "description": d.message,
        "categories": ["Bug Risk"],
        "severity": severity(d.severity),
        "fingerprint": d.fingerprint,
        "location": lines(&d.file, d.span, files),
        "other_locations": others.map(|l: &Location| lines(&l.file, l.span, files)).collect::<Vec<_>>()
    })
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warning => "major",
        Level::Info | Level::Off => "info",
    }
}

fn lines(file: &str, span: Span, files: &Files) -> Value {
    let text = files.get(file);
    let (begin, _) = text.line_byte(span.start);
    let (end, _) = text.line_byte(span.end);
    json!({ "path": file, "lines": { "begin": begin, "end": end } })
}
