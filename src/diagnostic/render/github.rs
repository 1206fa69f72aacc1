use super::escape::is_unsafe;
use crate::diagnostic::Report;
use crate::rules::Level;
use std::fmt::Write;

/// Workflow commands of GitHub Actions, one per line: they become annotations.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for d in &report.diagnostics {
        let command = match d.severity {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info | Level::Off => "notice",
        };
        let text = report.files.get(&d.file);
        let (line, column) = text.line_column(d.span.start);
        let (end_line, end_column) = text.line_column(d.span.end);
        let _ = writeln!(
            out,
            "::{command} file={},line={line},endLine={end_line},col={column},endColumn={end_column},title={}::{}",
            escape(&d.file, true),
            escape(d.rule, true),
            escape(&d.message, false)
        );
    }
    out
}

/// Data of a workflow command; in a property `:` and `,` are escaped too. Other control characters are shown, not sent.
fn escape(text: &str, property: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if property => out.push_str("%3A"),
            ',' if property => out.push_str("%2C"),
            c if is_unsafe(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
