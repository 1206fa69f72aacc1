//! Findings about references and files: no verdict, no confidence.

use super::place::original;
use super::{File, Snapshot};
use crate::claim::{Citation, CitationKind, front_source};
use crate::config::{self, Config, Level, Problem};
use crate::corpus::{Corpus, Resolution, join};
use crate::diagnostic::{Diagnostic, Edit, Fingerprints, Fix, Location, Related, Suppressions};
use crate::document::{BlockKind, Document, Format, InlineKind};
use crate::language::fold;
use crate::rules::{self, ambiguous_source, broken_link, config_problem, unknown_source, unreadable_file, unused_suppression};
use crate::text::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The level of a rule in a file; `None` if it is off.
pub(super) fn level(snapshot: &Snapshot, rule: &str, path: &str) -> Option<Level> {
    level_in(snapshot.config(), rule, path)
}

fn level_in(config: &Config, rule: &str, path: &str) -> Option<Level> {
    let own = || rules::find(rule).map_or(Level::Warning, |r| r.level);
    Some(config.level(rule, path).unwrap_or_else(own)).filter(|l| *l != Level::Off)
}

pub(super) fn finding(rule: &'static str, severity: Level, message: String, at: Location) -> Diagnostic {
    Diagnostic {
        rule,
        severity,
        message,
        file: at.file.clone(),
        span: at.span,
        claimed: Some(at).filter(|l| !l.text.is_empty()),
        found: None,
        evidence: None,
        related: Vec::new(),
        confidence: None,
        fingerprint: String::new(),
        fix: None,
    }
}

/// What is the matter with the references of a note, each with the analysed block that it stands in.
pub(super) fn of_note(snapshot: &Snapshot, note: &Document, citations: &[Citation]) -> Vec<(Diagnostic, Span)> {
    let mut out = Vec::new();
    let open = |c: &&Citation| matches!(c.resolution, Resolution::Unknown | Resolution::Ambiguous(_));
    for citation in citations.iter().filter(|c| c.kind != CitationKind::Footnote).filter(open) {
        let block = note.blocks.get(citation.block).map_or(Span::default(), |b| b.span);
        let at = original(note, citation.key_outer);
        let found = unresolved(snapshot, &note.path, citation.kind, &citation.key, &citation.resolution, at);
        out.extend(found.map(|d| (d, block)));
    }
    for value in &note.front.sources {
        let resolution = front_source(note, snapshot.corpus(), &value.value);
        let free_text = value.value.contains("://") || value.value.contains(char::is_whitespace);
        if resolution != Resolution::Unknown || !free_text {
            let at = original(note, value.outer);
            let found = unresolved(snapshot, &note.path, CitationKind::Wiki, &value.value, &resolution, at);
            out.extend(found.map(|d| (d, Span::default())));
        }
    }
    out.extend(absent(snapshot, note, citations));
    if let (Some(error), Some(severity)) = (&note.front.error, level(snapshot, "config-problem", &note.path)) {
        let at = original(note, error.outer);
        out.push((
            finding("config-problem", severity, config_problem::message(&format!("this front matter is not YAML: {}", error.value)), at),
            Span::default(),
        ));
    }
    if let Some(severity) = level(snapshot, "broken-link", &note.path) {
        out.extend(broken(snapshot, note, severity));
    }
    out
}

/// A key that leads to no source, or to several.
fn unresolved(snapshot: &Snapshot, path: &str, kind: CitationKind, key: &str, resolution: &Resolution, at: Location) -> Option<Diagnostic> {
    match resolution {
        Resolution::Unknown => {
            let severity = level(snapshot, "unknown-source", path)?;
            let closest = config::closest(key, snapshot.corpus().keys());
            // “@name” in running text may be a person: only a slip of a known key is told
            if kind == CitationKind::Bare && closest.is_none() {
                return None;
            }
            let edit = |new: &str| Edit { span: at.span, new_text: new.to_string() };
            let exact = at.text == key;
            let fix = closest.filter(|_| exact).map(|c| Fix { title: format!("replace “{key}” with “{c}”"), edits: vec![edit(c)] });
            let message = unknown_source::message(key, closest);
            Some(Diagnostic { fix, ..finding("unknown-source", severity, message, at) })
        }
        Resolution::Ambiguous(sources) => {
            let severity = level(snapshot, "ambiguous-source", path)?;
            let paths = snapshot.paths(sources);
            let names: Vec<&str> = paths.iter().map(String::as_str).collect();
            let message = ambiguous_source::message(key, &names);
            let start = |file: &String| Location { file: file.clone(), span: Span::default(), text: String::new() };
            let related = paths.iter().map(|p| Related { location: start(p), message: format!("“{key}” may mean this") }).collect();
            Some(Diagnostic { related, ..finding("ambiguous-source", severity, message, at) })
        }
        _ => None,
    }
}

/// Works that a bibliography has, with a file that is no source here: what the note says of them is not checked, and that
/// is said once for each work, at its first citation. An entry without a file was never meant to be checked.
fn absent(snapshot: &Snapshot, note: &Document, citations: &[Citation]) -> Vec<(Diagnostic, Span)> {
    let Some(severity) = level(snapshot, "unreadable-file", &note.path).map(|l| l.min(Level::Info)) else { return Vec::new() };
    let block = |c: &Citation| note.blocks.get(c.block).map_or(Span::default(), |b| b.span);
    let gone = |r: &Resolution| *r == Resolution::Absent;
    let front = note.front.sources.iter().filter(|v| gone(&front_source(note, snapshot.corpus(), &v.value)));
    let front = front.map(|v| (v.value.as_str(), v.outer, Span::default()));
    let cited = citations.iter().filter(|c| gone(&c.resolution)).map(|c| (c.key.as_str(), c.key_outer, block(c)));
    let mut told = BTreeSet::new();
    let mut out = Vec::new();
    for (key, at, block) in front.chain(cited) {
        let file = snapshot.corpus().entry(key).and_then(|e| e.files.first()).map(|f| f.path.as_str());
        if let Some(file) = file.filter(|_| told.insert(key)) {
            let message = unreadable_file::absent(key, file);
            out.push((finding("unreadable-file", severity, message, original(note, at)), block));
        }
    }
    out
}

/// Links to files of text that are not there, and to headings that are not in their file.
fn broken(snapshot: &Snapshot, note: &Document, severity: Level) -> Vec<(Diagnostic, Span)> {
    let mut out = Vec::new();
    for inline in &note.inlines {
        let target = inline.target.trim();
        let resolution = match inline.kind {
            InlineKind::WikiLink | InlineKind::Embed if !target.is_empty() => snapshot.corpus().resolve_wiki(target),
            InlineKind::Link => match join(&note.path, target) {
                Some(path) if text_file(&path) => snapshot.corpus().resolve_link(&note.path, target),
                _ => continue,
            },
            _ => continue,
        };
        let path = match &resolution {
            Resolution::One(sources) => snapshot.paths(sources).into_iter().next(),
            Resolution::Note(i) => snapshot.corpus().notes.get(*i).cloned(),
            Resolution::Unknown => join(&note.path, target).filter(|p| snapshot.has_file(p)),
            _ => continue,
        };
        let heading = inline.heading.as_deref();
        let message = match path {
            None if inline.kind != InlineKind::Link && !text_file(target) && target.contains('.') => continue,
            None => broken_link::message(target, None),
            Some(path) => match (heading, snapshot.document(&path)) {
                (Some(heading), Some(document)) if !has_heading(document, heading) => broken_link::message(target, Some(heading)),
                _ => continue,
            },
        };
        out.push((finding("broken-link", severity, message, original(note, inline.outer)), inline.span));
    }
    out
}

fn text_file(path: &str) -> bool {
    Format::of(path) == Format::Markdown || path.ends_with(".txt")
}

/// Whether the Markdown document has the heading, as its words or as the anchor that is made of them, or the lines of that number.
fn has_heading(document: &Document, heading: &str) -> bool {
    let letters = |s: &str| fold(s).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let wanted = letters(heading.rsplit('#').next().unwrap_or(heading));
    let is = |b: &crate::document::Block| matches!(b.kind, BlockKind::Heading(_)) && letters(b.span.of(&document.text)) == wanted;
    let named = heading.starts_with('^') || document.blocks.iter().any(is) || document.named_lines(heading).is_some();
    document.format != Format::Markdown || named
}

/// Directives that silence nothing, or name no rule.
pub(super) fn unused(snapshot: &Snapshot, note: &Document, suppressions: &Suppressions) -> Vec<Diagnostic> {
    let Some(severity) = level(snapshot, "unused-suppression", &note.path) else { return Vec::new() };
    let ids = rules::ids();
    let mut out = Vec::new();
    for idle in suppressions.idle() {
        let message = match idle.rule {
            Some(rule) if !ids.contains(&rule) => unused_suppression::unknown(rule, config::closest(rule, ids.iter().copied())),
            // nothing can be known of a rule that is off or yet to come
            Some(rule) if rules::find(rule).is_none() || level(snapshot, rule, &note.path).is_none() => continue,
            rule => unused_suppression::idle(rule),
        };
        out.push(finding("unused-suppression", severity, message, original(note, idle.outer)));
    }
    out
}

/// Accepted findings that are not there; `used` are those that are.
pub(super) fn idle(snapshot: &Snapshot, note: &Document, used: &[String]) -> Vec<Diagnostic> {
    let Some(severity) = level(snapshot, "unused-suppression", &note.path) else { return Vec::new() };
    let idle = note.front.accept.iter().filter(|l| !used.contains(&l.value));
    idle.map(|l| finding("unused-suppression", severity, unused_suppression::accepted(), original(note, l.outer))).collect()
}

/// Findings that belong to no note, fingerprinted.
pub(super) fn workspace<'a>(
    config: &Config,
    config_file: Option<&(Arc<str>, Vec<Problem>)>,
    files: impl Iterator<Item = &'a File>,
    corpus: &Corpus,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let place = |file: &str, span: Span, text: &str| Location { file: file.to_string(), span, text: span.of(text).to_string() };
    if let (Some((text, problems)), Some(severity)) = (config_file, level_in(config, "config-problem", config::FILE)) {
        let one = |p: &Problem| finding("config-problem", severity, config_problem::message(&p.message), place(config::FILE, p.span, text));
        out.extend(problems.iter().map(one));
    }
    for file in files {
        let Some(severity) = level_in(config, "unreadable-file", &file.path) else { continue };
        if let Err(reason) = &file.document {
            out.push(finding("unreadable-file", severity, unreadable_file::message(reason), place(&file.path, Span::default(), "")));
        }
    }
    for bibliography in &corpus.bibliography {
        let Some(severity) = level_in(config, "config-problem", &bibliography.path) else { continue };
        for fault in &bibliography.faults {
            let at = Location { file: bibliography.path.clone(), span: fault.span, text: String::new() };
            out.push(finding("config-problem", severity, config_problem::message(&fault.message), at));
        }
    }
    let mut prints = Fingerprints::new();
    for finding in &mut out {
        let words = finding.claimed.as_ref().map_or("", |c| c.text.as_str());
        finding.fingerprint = prints.next(finding.rule, &finding.file, &finding.message, words, "");
    }
    out
}
