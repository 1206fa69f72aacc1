use crate::diagnostic::{Diagnostic, Files, Fix, Location, Report};
use crate::rules::Level;
use crate::text::Span;
use serde_json::{Value, json};

/// Reviewdog's diagnostic format. Lines and columns are 1-based, columns count UTF-8 bytes from the line's start, ends are
/// exclusive.
pub fn render(report: &Report) -> String {
    let diagnostics: Vec<Value> = report.diagnostics.iter().map(|d| diagnostic(d, &report.files)).collect();
    let document = json!({ "source": { "name": "postil" }, "diagnostics": diagnostics });
    let mut out = serde_json::to_string_pretty(&document).unwrap_or_default();
    out.push('\n');
    out
}

fn diagnostic(d: &Diagnostic, files: &Files) -> Value {
    let sides = d.found.iter().map(|l| (l, "the source's words"));
    let related = sides.chain(d.related.iter().map(|r| (&r.location, r.message.as_str())));
    let mut value = json!({
        "message": d.message,
        "location": location(&d.file, d.span, files),
        "severity": severity(d.severity),
        "code": { "value": d.rule },
        "related_locations": related.map(|(l, m): (&Location, &str)| related_location(l, m, files)).collect::<Vec<_>>()
    });
    if let (Some(fix), Value::Object(object)) = (&d.fix, &mut value) {
        object.insert("suggestions".to_string(), suggestions(fix, &d.file, files));
    }
    value
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Info | Level::Off => "INFO",
    }
}

fn suggestions(fix: &Fix, file: &str, files: &Files) -> Value {
    fix.edits.iter().map(|e| json!({ "range": range(file, e.span, files), "text": e.new_text })).collect()
}

fn related_location(at: &Location, message: &str, files: &Files) -> Value {
    json!({ "message": message, "location": location(&at.file, at.span, files) })
}

fn location(file: &str, span: Span, files: &Files) -> Value {
    json!({ "path": file, "range": range(file, span, files) })
}

fn range(file: &str, span: Span, files: &Files) -> Value {
    let text = files.get(file);
    let point = |offset| {
        let (line, column) = text.line_byte(offset);
        json!({ "line": line, "column": column })
    };
    json!({ "start": point(span.start), "end": point(span.end) })
}
