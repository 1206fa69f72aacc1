//! What each tool does, on the workspace as it is on the disk.

use crate::analysis::Snapshot;
use crate::cli::judge::{self, Judged, Note};
use crate::cli::opened::Opened;
use crate::config::{Role, closest};
use crate::corpus::{Resolution, Source};
use crate::diagnostic::render::{Format, Look, render};
use crate::document::{Document, Format as Kind};
use crate::evidence::candidates;
use crate::evidence::quotation::{Pattern, QuoteMatch, search};
use crate::ide::term;
use crate::language::Words;
use crate::rules::{self, Sides};
use crate::text::{Cancel, Span};
use crate::verdict::Place;
use crate::workspace::stamps;
use serde_json::{Map, Value, json};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

/// A workspace and what its files looked like when it was read.
pub struct Held {
    pub opened: Opened,
    pub seen: Vec<(String, Option<(SystemTime, u64)>)>,
}

impl Held {
    /// Reads the folder again if a file has changed.
    pub fn refresh(&mut self, allowed: &[PathBuf]) {
        let now = stamps(&self.opened.root, allowed);
        if now != self.seen {
            self.seen = now;
            self.opened.reload();
        }
    }
}

/// The answer of a tool, or what is the matter with the question.
pub fn call(opened: &Opened, name: &str, arguments: Map<String, Value>) -> Result<Value, String> {
    let given = Given(arguments);
    match name {
        "check_note" => check_note(opened, &given),
        "check_text" => check_text(opened, &given),
        "verify_claim" => verify_claim(&opened.snapshot, &given),
        "find_evidence" => find_evidence(&opened.snapshot, &given),
        "verify_quotation" => verify_quotation(&opened.snapshot, &given),
        "define_term" => define_term(&opened.snapshot, &given),
        "list_sources" => Ok(list_sources(&opened.snapshot)),
        _ => Err(format!("there is no tool “{name}”")),
    }
}

/// The arguments of a call.
struct Given(Map<String, Value>);

impl Given {
    /// The text under the key; an empty one counts as absent.
    fn text(&self, key: &str) -> Result<Option<&str>, String> {
        match self.0.get(key) {
            Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|t| !t.trim().is_empty())),
            Some(Value::Null) | None => Ok(None),
            Some(_) => Err(format!("`{key}` must be a string")),
        }
    }

    fn needed(&self, key: &str) -> Result<&str, String> {
        self.text(key)?.ok_or_else(|| format!("`{key}` is missing"))
    }

    fn list(&self, key: &str) -> Result<Option<Vec<&str>>, String> {
        let wrong = || format!("`{key}` must be a list of strings");
        match self.0.get(key) {
            Some(Value::Array(list)) => list.iter().map(|v| v.as_str().ok_or_else(wrong)).collect::<Result<_, _>>().map(Some),
            Some(Value::Null) | None => Ok(None),
            Some(_) => Err(wrong()),
        }
    }

    fn flag(&self, key: &str) -> bool {
        self.0.get(key).and_then(Value::as_bool).unwrap_or(false)
    }
}

/// The path relative to the workspace, if it leads nowhere else.
fn inside(opened: &Opened, path: &str) -> Result<String, String> {
    let refused = || format!("“{path}” lies outside of the workspace");
    let path_ = Path::new(path);
    let rest = if path_.is_absolute() { path_.strip_prefix(&opened.root).map_err(|_| refused())? } else { path_ };
    let mut parts = Vec::new();
    for part in rest.components() {
        match part {
            Component::Normal(name) => parts.push(name.to_string_lossy()),
            Component::CurDir => {}
            _ => return Err(refused()),
        }
    }
    Ok(parts.join("/"))
}

fn check_note(opened: &Opened, given: &Given) -> Result<Value, String> {
    let path = inside(opened, given.needed("path")?)?;
    if opened.snapshot.role(&path) != Some(Role::Note) {
        let meant = closest(&path, opened.snapshot.notes()).map(|n| format!("; did you mean {n}?")).unwrap_or_default();
        return Err(format!("“{path}” is no note of the workspace{meant}"));
    }
    checked(&opened.snapshot, path, given.flag("coverage"))
}

fn check_text(opened: &Opened, given: &Given) -> Result<Value, String> {
    let text = given.needed("text")?;
    if text.len() as u64 > opened.snapshot.config().max_file_size {
        return Err("`text` is longer than `max-file-size` allows".to_string());
    }
    let tried = match given.text("path")? {
        Some(path) => vec![inside(opened, path)?],
        // beside the notes that there are
        None => {
            let first = opened.snapshot.notes().next().and_then(|n| n.rsplit_once('/')).map(|(folder, _)| format!("{folder}/(text).md"));
            first.into_iter().chain(["notes/(text).md".to_string(), "(text).md".to_string()]).collect()
        }
    };
    for path in tried {
        let snapshot = opened.snapshot.with_document(Document::from_text(&path, text, Kind::of(&path)));
        if snapshot.role(&path) == Some(Role::Note) {
            return checked(&snapshot, path, given.flag("coverage"));
        }
    }
    Err("a text with that path would be no note of the workspace; give the `path` of one, or cite a source in the text".to_string())
}

/// What `check --format json` says of one note.
fn checked(snapshot: &Snapshot, path: String, coverage: bool) -> Result<Value, String> {
    let mut report = snapshot.report(std::slice::from_ref(&path), coverage, &Cancel::default()).map_err(|_| "given up".to_string())?;
    report.diagnostics.retain(|d| d.file == path);
    serde_json::from_str(&render(Format::Json, &report, Look::PLAIN)).map_err(|e| e.to_string())
}

/// The sources that are named, or all.
fn sources<'a>(snapshot: &'a Snapshot, named: Option<Vec<&str>>) -> Result<Vec<&'a Source>, String> {
    let corpus = snapshot.corpus();
    let Some(named) = named else { return Ok(corpus.sources.iter().map(AsRef::as_ref).collect()) };
    let mut out = Vec::new();
    for name in named {
        let exact = corpus.source(name).map(|i| vec![i]);
        let known = || match corpus.resolve_wiki(name) {
            Resolution::One(indices) => Ok(indices),
            Resolution::Ambiguous(indices) => {
                Err(format!("“{name}” may mean {}; name one by its path", snapshot.paths(&indices).join(" or ")))
            }
            _ => {
                let meant = closest(name, corpus.keys()).map(|k| format!("; did you mean {k}?")).unwrap_or_default();
                Err(format!("“{name}” is no source of the workspace{meant}"))
            }
        };
        for index in exact.map_or_else(known, Ok)? {
            if !out.contains(&index) {
                out.push(index);
            }
        }
    }
    Ok(snapshot.sources(&out))
}

fn verify_claim(snapshot: &Snapshot, given: &Given) -> Result<Value, String> {
    let claim = given.needed("claim")?;
    let context = given.text("context")?.unwrap_or_default();
    let given_text;
    let read: Vec<&Source> = match (given.list("sources")?, given.list("evidence")?) {
        (Some(named), None) => sources(snapshot, Some(named))?,
        (None, Some(passages)) => {
            given_text = judge::source_of(&passages);
            vec![&given_text]
        }
        _ => return Err("give either `sources` or `evidence`".to_string()),
    };
    let note = Note::new(claim.to_string(), context.to_string());
    let Judged { verdict, conflict, evidence } = judge::judged(&note, &read);
    let mut out = json!({
        "verdict": verdict,
        "rule": null, "confidence": null, "claimed": null, "found": null, "message": null,
        "evidence": evidence.and_then(|p| shown(&read, p)),
        "sources": read.iter().map(|s| s.document.path.as_str()).filter(|p| !p.is_empty()).collect::<Vec<_>>()
    });
    if let Some(conflict) = &conflict {
        let claimed = note.document.outer(conflict.claimed);
        let found = conflict.found.and_then(|p| shown(&read, p));
        let place = conflict.found.and_then(|p| place(&read, p));
        let sides = Sides { note_says: &conflict.note_says, source_says: &conflict.source_says, place: place.as_deref() };
        out["rule"] = conflict.rule.into();
        out["confidence"] = ((f64::from(conflict.confidence()) * 1000.0).round() / 1000.0).into();
        out["claimed"] = json!({ "text": claimed.of(&note.document.original), "start": claimed.start, "end": claimed.end });
        out["found"] = json!(found);
        out["evidence"] = json!(conflict.evidence.and_then(|p| shown(&read, p)));
        out["message"] = rules::message(conflict.rule, &sides).into();
    }
    Ok(out)
}

fn find_evidence(snapshot: &Snapshot, given: &Given) -> Result<Value, String> {
    let claim = given.needed("claim")?;
    let read = sources(snapshot, given.list("sources")?)?;
    let limit = given.0.get("limit").and_then(Value::as_u64).unwrap_or(5).clamp(1, 50) as usize;
    let words = Words::new(claim, Span::new(0, claim.len()));
    let sentence = |c: &crate::evidence::Candidate| {
        let span = *read.get(c.source)?.sentences.get(c.sentence)?;
        let mut entry = shown(&read, Place { source: c.source, span })?;
        entry["share"] = ((f64::from(c.share) * 1000.0).round() / 1000.0).into();
        Some(entry)
    };
    let found: Vec<Value> = candidates(&words, &read, limit).iter().filter(|c| c.share > 0.0).filter_map(sentence).collect();
    Ok(json!({ "sentences": found }))
}

fn verify_quotation(snapshot: &Snapshot, given: &Given) -> Result<Value, String> {
    let quotation = given.needed("quotation")?.trim();
    let bare = quotation.trim_matches(|c: char| "“”\"„«»‘’'".contains(c));
    let read = sources(snapshot, given.list("sources")?)?;
    let pattern = Pattern::new(bare, Span::new(0, bare.len()), &[]);
    let mut best: Option<(usize, QuoteMatch)> = None;
    for (index, source) in read.iter().enumerate() {
        let found = search(&pattern, bare, source);
        if best.as_ref().is_none_or(|(_, b)| likeness(&found) > likeness(b)) {
            best = Some((index, found));
        }
        if best.as_ref().is_some_and(|(_, b)| matches!(b, QuoteMatch::Exact(_))) {
            break;
        }
    }
    let at = |source: usize, span: Span| shown(&read, Place { source, span });
    Ok(match best {
        Some((source, QuoteMatch::Exact(span))) => json!({ "verdict": "exact", "found": at(source, span) }),
        Some((source, QuoteMatch::Altered { span, diffs, similarity, .. })) => {
            let text = read.get(source).map_or("", |s| &s.document.text);
            let changed: Vec<Value> = diffs.iter().map(|d| json!({ "quoted": d.note.of(bare), "source": d.source.of(text) })).collect();
            let similarity = (f64::from(similarity) * 1000.0).round() / 1000.0;
            json!({ "verdict": "altered", "found": at(source, span), "similarity": similarity, "changes": changed })
        }
        Some((source, QuoteMatch::Absent { closest })) => {
            json!({ "verdict": "absent", "closest": closest.and_then(|span| at(source, span)) })
        }
        None => json!({ "verdict": "absent", "closest": null }),
    })
}

fn likeness(found: &QuoteMatch) -> f32 {
    match found {
        QuoteMatch::Exact(_) => 2.0,
        QuoteMatch::Altered { similarity, .. } => *similarity,
        QuoteMatch::Absent { closest: Some(_) } => -1.0,
        QuoteMatch::Absent { closest: None } => -2.0,
    }
}

fn define_term(snapshot: &Snapshot, given: &Given) -> Result<Value, String> {
    let found = term::define(snapshot, given.needed("term")?);
    let entries = found.iter().map(|d| {
        let at = &d.definition;
        let line = snapshot.document(&at.file).map_or(1, |doc| doc.lines().line(at.span.start as usize) + 1);
        json!({ "term": d.term.text, "definition": at.text, "kind": d.kind, "file": at.file, "line": line, "sentence": d.sentence.text })
    });
    Ok(json!({ "definitions": entries.collect::<Vec<_>>() }))
}

fn list_sources(snapshot: &Snapshot) -> Value {
    let corpus = snapshot.corpus();
    let sources = corpus.sources.iter().enumerate().map(|(i, s)| {
        let entry = corpus.entry_of(i);
        json!({
            "path": s.document.path,
            "key": entry.map(|e| e.key.as_str()),
            "title": s.title,
            "date": s.date,
            "sentences": s.sentences.len(),
            "bytes": s.document.original.len()
        })
    });
    json!({ "sources": sources.collect::<Vec<_>>(), "notes": snapshot.notes().collect::<Vec<_>>() })
}

/// A place of a source: file, 1-based line, bytes into the file and the text there.
fn shown(read: &[&Source], place: Place) -> Option<Value> {
    let document = &read.get(place.source)?.document;
    let span = document.outer(place.span);
    let line = document.lines().line(span.start as usize) + 1;
    let file = Some(document.path.as_str()).filter(|p| !p.is_empty());
    Some(json!({ "file": file, "line": line, "bytes": { "start": span.start, "end": span.end }, "text": span.of(&document.original) }))
}

/// `file:line`, for a message.
fn place(read: &[&Source], place: Place) -> Option<String> {
    let document = &read.get(place.source)?.document;
    let line = document.lines().line(document.outer(place.span).start as usize) + 1;
    Some(if document.path.is_empty() { format!("evidence, line {line}") } else { format!("{}:{line}", document.path) })
}
