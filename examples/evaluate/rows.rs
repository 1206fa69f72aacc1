//! Labelled rows: a claim, what it is about, and what a checker should say.

use postil::corpus::Source;
use postil::document::{Document, Format, Located};
use postil::text::Span;
use serde::Deserialize;
use std::path::Path;
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Label {
    Conflict,
    Supported,
    /// The evidence does not settle it, or settles a part.
    Unverifiable,
    /// Made by a model and not borne out; need not be a contradiction.
    Inconsistent,
}

/// One pair with its label.
pub struct Row {
    pub claim: String,
    pub source: Arc<Source>,
    pub label: Label,
    /// What rows are capped by.
    pub page: String,
    pub kind: String,
    /// Where the conflict is, where the row says so: into the claim, and into the source's text.
    pub wrong: Option<Span>,
    pub right: Option<Span>,
    /// What the row says is right; for people who read errors.
    pub gold: String,
}

#[derive(Deserialize)]
struct Written {
    claim: String,
    label: String,
    #[serde(default)]
    evidence: Option<Evidence>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    page: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    wrong: Option<String>,
    #[serde(default)]
    right: Option<String>,
    /// Where the evidence stands in the document: first byte and length.
    #[serde(default)]
    gold: Option<[usize; 2]>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Evidence {
    One(String),
    Many(Vec<String>),
}

/// The rows of a file. `seeds` are the articles that rows name by the start of a file name. `titled`: the page is the title.
///
/// # Errors
/// The file cannot be read, or a line is malformed.
pub fn read(path: &Path, seeds: &[Arc<Source>], titled: bool) -> std::io::Result<Vec<Row>> {
    let text = std::fs::read_to_string(path)?;
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    let written: Result<Vec<Written>, _> = lines.map(serde_json::from_str).collect();
    Ok(written?.into_iter().filter_map(|w| row(w, seeds, titled)).collect())
}

fn row(w: Written, seeds: &[Arc<Source>], titled: bool) -> Option<Row> {
    let label = match w.label.as_str() {
        "conflict" => Label::Conflict,
        "supported" => Label::Supported,
        "inconsistent" => Label::Inconsistent,
        _ => Label::Unverifiable,
    };
    let wrong = w.wrong.as_deref().and_then(|x| place(&w.claim, x));
    let (source, right) = match (&w.source, &w.evidence) {
        (Some(prefix), evidence) => {
            let source = seeds.iter().find(|s| s.document.path.starts_with(prefix.as_str()))?.clone();
            let right = match (evidence, w.gold) {
                (Some(Evidence::One(e)), _) => place(&source.document.text, e),
                (_, Some([from, len])) => Some(Span::new(from, from + len)),
                _ => None,
            };
            (source, right)
        }
        (None, Some(Evidence::One(e))) => (source(e.clone(), w.page.as_ref().filter(|_| titled)), None),
        (None, Some(Evidence::Many(e))) => (source(e.join("\n\n"), w.page.as_ref().filter(|_| titled)), None),
        (None, None) => return None,
    };
    let gold = w.right.unwrap_or_else(|| source.document.text.chars().take(400).collect());
    Some(Row { claim: w.claim, source, label, page: w.page.unwrap_or_default(), kind: w.kind.unwrap_or_default(), wrong, right, gold })
}

fn place(text: &str, words: &str) -> Option<Span> {
    text.find(words).map(|at| Span::new(at, at + words.len()))
}

fn source(text: String, title: Option<&String>) -> Arc<Source> {
    let mut document = Document::from_text("", text, Format::Plain);
    document.front.title = title.map(|t| Located { value: t.clone(), outer: Span::default() });
    Arc::new(Source::new(Arc::new(document)))
}
