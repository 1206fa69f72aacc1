use super::escape::{escape, is_unsafe};
use crate::diagnostic::{Diagnostic, Report};
use crate::rules::Level;
use std::collections::BTreeMap;
use std::fmt::Write;

/// JUnit's XML, in what Jenkins, GitLab and others have in common of it: a suite for each file, a test case for each finding,
/// and one that passes for a note without any. A finding of level info passes and tells itself as output.
pub fn render(report: &Report) -> String {
    let mut files: BTreeMap<&str, Vec<&Diagnostic>> = report.notes.iter().map(|n| (n.as_str(), Vec::new())).collect();
    for diagnostic in &report.diagnostics {
        files.entry(&diagnostic.file).or_default().push(diagnostic);
    }
    let count = |found: &[&Diagnostic]| (found.len().max(1), found.iter().filter(|d| fails(d)).count());
    let (tests, failures) = files.values().map(|f| count(f)).fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"postil\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    for (file, found) in &files {
        let (tests, failures) = count(found);
        let name = xml(file);
        let _ = writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" file=\"{name}\">"
        );
        if found.is_empty() {
            let _ = writeln!(out, "    <testcase name=\"no finding\" classname=\"{name}\"/>");
        }
        for diagnostic in found {
            case(diagnostic, report, &mut out);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn fails(d: &Diagnostic) -> bool {
    d.severity >= Level::Warning
}

fn case(d: &Diagnostic, report: &Report, out: &mut String) {
    let (line, column) = report.files.get(&d.file).line_column(d.span.start);
    let place = format!("{}:{line}:{column}", d.file);
    let told = xml(&format!("{place}: {}", d.message));
    let _ = writeln!(out, "    <testcase name=\"{} {line}:{column}\" classname=\"{}\">", xml(d.rule), xml(&d.file));
    let _ = if fails(d) {
        writeln!(out, "      <failure type=\"{}\" message=\"{}\">{told}</failure>", xml(d.rule), xml(&d.message))
    } else {
        writeln!(out, "      <system-out>{told}</system-out>")
    };
    out.push_str("    </testcase>\n");
}

/// Text for an element or an attribute, on one line. What XML has no way to write, and what could change how the rest is
/// shown, becomes `\u{…}`.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escape(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if is_unsafe(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
