use super::json::rounded;
use crate::diagnostic::{Diagnostic, Files, Location, Report};
use crate::rules::{self, Level};
use crate::text::Span;
use serde_json::{Value, json};

/// SARIF 2.1.0, as code scanning reads it. Columns are Unicode scalar values; rules carry their pages, so that no
/// address is needed.
pub fn render(report: &Report) -> String {
    let results: Vec<Value> = report.diagnostics.iter().map(|d| result(d, &report.files)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "postil",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules::ALL.iter().map(|r| rule(r)).collect::<Vec<_>>()
            } },
            "columnKind": "unicodeCodePoints",
            "results": results
        }]
    });
    let mut out = serde_json::to_string_pretty(&log).unwrap_or_default();
    out.push('\n');
    out
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}

fn rule(rule: &rules::Rule) -> Value {
    let page = rules::page(rule);
    let enabled = rule.level != Level::Off;
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": format!("{}.", rule.summary) },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "enabled": enabled, "level": if enabled { level(rule.level) } else { "warning" } }
    })
}

fn result(d: &Diagnostic, files: &Files) -> Value {
    let mut related: Vec<Value> = Vec::new();
    for (location, message) in d
        .found
        .iter()
        .map(|l| (l, "the source's words"))
        .chain(d.evidence.iter().map(|l| (l, "the source's sentence")))
        .chain(d.related.iter().map(|r| (&r.location, r.message.as_str())))
    {
        related.push(related_location(location, message, related.len() + 1, files));
    }
    let mut result = json!({
        "ruleId": d.rule,
        "ruleIndex": rules::ALL.iter().position(|r| r.id == d.rule),
        "level": level(d.severity),
        "message": { "text": d.message },
        "locations": [{ "physicalLocation": physical(&d.file, d.span, files) }],
        "relatedLocations": related,
        "partialFingerprints": { "postil/v1": d.fingerprint },
        "properties": {
            "confidence": d.confidence.map(rounded),
            "claimed": d.claimed.as_ref().map(|c| &c.text),
            "found": d.found.as_ref().map(|f| &f.text)
        }
    });
    if let (Some(fix), Value::Object(object)) = (&d.fix, &mut result) {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|e| json!({ "deletedRegion": region(&d.file, e.span, files), "insertedContent": { "text": e.new_text } }))
            .collect();
        object.insert(
            "fixes".to_string(),
            json!([{
                "description": { "text": fix.title },
                "artifactChanges": [{ "artifactLocation": { "uri": uri(&d.file) }, "replacements": replacements }]
            }]),
        );
    }
    result
}

fn related_location(location: &Location, message: &str, id: usize, files: &Files) -> Value {
    json!({
        "id": id,
        "message": { "text": message },
        "physicalLocation": physical(&location.file, location.span, files)
    })
}

fn physical(file: &str, span: Span, files: &Files) -> Value {
    json!({ "artifactLocation": { "uri": uri(file) }, "region": region(file, span, files) })
}

fn region(file: &str, span: Span, files: &Files) -> Value {
    let text = files.get(file);
    let (line, column) = text.line_column(span.start);
    let (end_line, end_column) = text.line_column(span.end);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A relative URI reference: what RFC 3986 does not allow in a path is percent-encoded, and `:` too.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
