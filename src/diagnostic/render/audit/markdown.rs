use super::{About, Claim, KEY, marked, notes, verdict};
use crate::diagnostic::render::escape::escape_markdown as text;
use crate::diagnostic::render::text::summary_line;
use crate::diagnostic::{Diagnostic, Files, Location, Report};
use crate::text::Span;
use std::fmt::Write;

/// The same as Markdown (CommonMark with tables). Whatever a document says stays text.
pub fn markdown(report: &Report, about: &About) -> String {
    let (notes, outside) = notes(report);
    let mut out = format!("# Notes and their sources: {}\n\n", text(&about.name));
    let date = about.date.as_ref().map(|d| format!("{}, ", text(d))).unwrap_or_default();
    let _ = write!(out, "{date}checked with postil {}\n\n", env!("CARGO_PKG_VERSION"));
    let _ = write!(out, "{}.\n\n", summary_line(&report.summary, &report.diagnostics));
    for (name, meaning) in KEY {
        let _ = writeln!(out, "- **{name}**: {meaning}");
    }
    if !notes.is_empty() {
        out.push_str("\n| note | claims | supported | conflict | unverified |\n|---|---:|---:|---:|---:|\n");
    }
    for note in &notes {
        let s = &note.summary;
        let _ = writeln!(out, "| {} | {} | {} | {} | {} |", text(note.file), s.claims, s.supported, s.conflict, s.unverified);
    }
    for note in &notes {
        let _ = write!(out, "\n## {}\n", text(note.file));
        note.claims.iter().for_each(|one| claim(one, &report.files, &mut out));
        findings("Other findings", &note.others, &report.files, &mut out);
    }
    if !outside.is_empty() {
        out.push_str("\n## The workspace\n");
        findings("Findings about no note", &outside, &report.files, &mut out);
    }
    if !about.sources.is_empty() {
        out.push_str("\n## Sources\n\n| source | SHA-256 of the file |\n|---|---|\n");
    }
    for digest in &about.sources {
        let sum = digest.sha256.as_ref().unwrap_or_else(|why| why);
        let _ = writeln!(out, "| {} | {} |", text(&digest.file), text(sum));
    }
    out
}

fn claim(one: &Claim<'_>, files: &Files, out: &mut String) {
    let Claim { claim, findings, silenced } = one;
    let (name, reason) = verdict(claim.verdict);
    let reason = reason.map(|r| format!(": {r}")).unwrap_or_default();
    let _ = write!(out, "\n### {name}{reason}, {}\n\n", place(&claim.file, claim.span, files));
    let mut marks: Vec<Span> = findings.iter().filter_map(|d| d.claimed.as_ref()).map(|l| l.span).collect();
    marks.sort_unstable();
    let _ = write!(out, "> {}\n\n", words(&files.get(&claim.file).text, claim.span, &marks));
    for d in findings {
        finding(d, files, out);
    }
    for s in silenced {
        let why = if s.reason.is_empty() { String::new() } else { format!(", reason given: {}", text(&s.reason)) };
        let _ = writeln!(out, "- silenced in the note: {} ({}){why}", text(&s.diagnostic.message), s.diagnostic.rule);
    }
    if findings.is_empty()
        && let Some(evidence) = &claim.evidence
    {
        let label = if name == "supported" { "the source says" } else { "the closest sentence" };
        shown(label, evidence, &[], files, out);
    }
}

fn finding(d: &Diagnostic, files: &Files, out: &mut String) {
    let confidence = d.confidence.map(|c| format!(", confidence {c:.2}")).unwrap_or_default();
    let _ = writeln!(out, "- {} ({}, {}{confidence})", text(&d.message), d.rule, d.severity.name());
    let mark: Vec<Span> = d.found.iter().map(|f| f.span).collect();
    if let Some(at) = d.evidence.as_ref().or(d.found.as_ref()) {
        shown("the source says", at, &mark, files, out);
    }
    for related in &d.related {
        shown(&related.message, &related.location, &[], files, out);
    }
}

fn shown(label: &str, at: &Location, marks: &[Span], files: &Files, out: &mut String) {
    let words = words(&files.get(&at.file).text, at.span, marks);
    let _ = writeln!(out, "- {} ({}): {words}", text(label), place(&at.file, at.span, files));
}

fn findings(title: &str, all: &[&Diagnostic], files: &Files, out: &mut String) {
    if all.is_empty() {
        return;
    }
    let _ = write!(out, "\n### {title}\n\n");
    for d in all {
        let _ = writeln!(out, "- {} ({}, {}, {})", text(&d.message), d.rule, d.severity.name(), place(&d.file, d.span, files));
    }
}

fn place(file: &str, span: Span, files: &Files) -> String {
    let (line, _) = files.get(file).line_column(span.start);
    format!("{}:{line}", text(file))
}

/// What differs in bold, if it stands between other words so that it can be.
fn words(all: &str, span: Span, marks: &[Span]) -> String {
    let mut out = String::new();
    for (mark, piece) in marked(all, span, marks) {
        let escaped = text(piece);
        let edge = |s: &str, at_end: bool| if at_end { s.ends_with(char::is_whitespace) } else { s.starts_with(char::is_whitespace) };
        if edge(piece, false) && !out.is_empty() {
            out.push(' ');
        }
        if mark && !escaped.is_empty() {
            out.push_str(&format!("**{escaped}**"))
        } else {
            out.push_str(&escaped)
        }
        if edge(piece, true) && !escaped.is_empty() {
            out.push(' ');
        }
    }
    out.trim_end().to_string()
}
