use super::json::rounded;
use crate::diagnostic::{Compared, Diagnostic, Edit, Files, Location, Report, Silenced};
use crate::rules::{self, Level};
use crate::text::Span;
use rustc_hash::FxHashSet;
use serde_json::{Value, json};

/// SARIF 2.1.0, as code scanning reads it. Columns are Unicode scalar values; rules carry their pages, so that no
/// address is needed.
pub fn render(report: &Report) -> String {
    let since = Since::of(report);
    let shown = |d: &Diagnostic| with(result(d, &report.files), "baselineState", since.state(d));
    let open = report.diagnostics.iter().chain(report.compared.iter().flat_map(|c| &c.known)).map(shown);
    let silenced = report.silenced.iter().map(|s| with(shown(&s.diagnostic), "suppressions", Some(suppression(s))));
    let results: Vec<Value> = open.chain(silenced).chain(since.absent(report)).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "postil",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules::ALL.iter().map(|r| rule(r)).collect::<Vec<_>>()
        } },
        "columnKind": "unicodeCodePoints",
        "results": results
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run]
    });
    let mut out = serde_json::to_string_pretty(&log).unwrap_or_default();
    out.push('\n');
    out
}

/// The object with one more member, if there is a value for it.
fn with(mut object: Value, key: &str, value: Option<Value>) -> Value {
    if let (Value::Object(members), Some(value)) = (&mut object, value) {
        members.insert(key.to_string(), value);
    }
    object
}

fn suppression(silenced: &Silenced) -> Value {
    let reason = Some(silenced.reason.as_str()).filter(|r| !r.is_empty());
    json!([with(json!({ "kind": "inSource", "status": "accepted" }), "justification", reason.map(Value::from))])
}

/// How results stand to those of the baseline (SARIF 2.1.0, 3.27.24). Where one result has a state, all have.
struct Since<'a> {
    /// Fingerprints that the baseline has, of what was found now and of what was not; `None` without a baseline.
    known: Option<FxHashSet<&'a str>>,
}

impl<'a> Since<'a> {
    fn of(report: &'a Report) -> Since<'a> {
        let prints = |c: &'a Compared| c.known.iter().map(|d| &d.fingerprint).chain(c.stale.iter().map(|k| &k.fingerprint));
        Since { known: report.compared.as_ref().map(|c| prints(c).map(String::as_str).collect()) }
    }

    fn state(&self, d: &Diagnostic) -> Option<Value> {
        let known = self.known.as_ref()?;
        Some(json!(if known.contains(d.fingerprint.as_str()) { "unchanged" } else { "new" }))
    }

    /// What the baseline has and this run has not: the file, but no line, since a baseline keeps none. What a note silences by now
    /// is still there.
    fn absent(&self, report: &'a Report) -> impl Iterator<Item = Value> + use<'a> {
        let silenced: FxHashSet<&str> = report.silenced.iter().map(|s| s.diagnostic.fingerprint.as_str()).collect();
        let stale = report.compared.iter().flat_map(|c| &c.stale).filter(move |k| !silenced.contains(k.fingerprint.as_str()));
        stale.map(|k| {
            let result = json!({
                "ruleId": k.rule,
                "message": { "text": k.message },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&k.file) } } }],
                "partialFingerprints": { "postil/v1": k.fingerprint },
                "baselineState": "absent"
            });
            // a baseline may name a rule that this version does not have
            with(result, "ruleIndex", index(&k.rule))
        })
    }
}

fn index(rule: &str) -> Option<Value> {
    rules::ALL.iter().position(|r| r.id == rule).map(Value::from)
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
    let result = json!({
        "ruleId": d.rule,
        "ruleIndex": index(d.rule),
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
    let fix = d.fix.as_ref().map(|fix| {
        let replacement = |e: &Edit| json!({ "deletedRegion": region(&d.file, e.span, files), "insertedContent": { "text": e.new_text } });
        let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
        json!([{
            "description": { "text": fix.title },
            "artifactChanges": [{ "artifactLocation": { "uri": uri(&d.file) }, "replacements": replacements }]
        }])
    });
    with(result, "fixes", fix)
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
