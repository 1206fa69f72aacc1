//! What is told of an item once somebody looks at it.

use super::work::{Known, known};
use crate::analysis::Snapshot;
use crate::ide::hover::in_context;
use crate::ide::markdown::{bold, escape};
use crate::ide::term;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What an item stands for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum About {
    /// A citation key.
    Work(String),
    /// A file of the workspace, relative to the root.
    File(String),
    /// A term.
    Term(String),
    /// A place of a source, into its analysed text.
    Place { file: String, start: u32, end: u32 },
}

/// What is known of it, as Markdown; text from documents is escaped. `None` if nothing is (any more).
pub fn describe(snapshot: &Snapshot, about: &About) -> Option<String> {
    match about {
        About::Work(key) => {
            let work = known(snapshot, key);
            let file = work.file.map_or("its text is not in this workspace".to_string(), escape);
            let line = reference(&work);
            Some(if line.is_empty() { file } else { format!("{line}\n\n{file}") })
        }
        About::File(path) => {
            let corpus = snapshot.corpus();
            let index = corpus.source(path);
            let line = index.and_then(|i| {
                let source = corpus.sources.get(i)?;
                let entry = corpus.entry_of(i);
                let front = source.document.front.author.as_ref().map(|l| l.value.as_str());
                Some(reference(&Known {
                    author: front.or_else(|| entry?.author.as_deref()),
                    title: source.title.as_deref(),
                    date: source.date.as_deref(),
                    publisher: entry.and_then(|e| e.publisher.as_deref()),
                    file: None,
                }))
            });
            let document = snapshot.document(path)?;
            let first = document.blocks.first().map(|b| b.span.of(&document.text)).unwrap_or("");
            let opening: String = first.chars().take(LONGEST).collect();
            let parts = [line.unwrap_or_default(), escape(&opening), escape(path)];
            Some(parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join("\n\n"))
        }
        About::Term(name) => {
            let one = |d: &term::TermDefinition| {
                format!("{}: {} ({}, {})", bold(&d.term.text), escape(&d.definition.text), d.kind, escape(&d.file_line))
            };
            let found: Vec<String> = term::define(snapshot, name).iter().take(3).map(one).collect();
            (!found.is_empty()).then(|| found.join("\n\n"))
        }
        About::Place { file, start, end } => {
            let corpus = snapshot.corpus();
            let source = corpus.sources.get(corpus.source(file)?)?;
            let span = Span { start: *start, end: (*end).max(*start) };
            // the source may have changed meanwhile
            source.document.text.get(span.range())?;
            Some(format!("{}\n\n{}", escape(&crate::ide::spot::file_line(&source.document, span)), in_context(source, span)))
        }
    }
}

/// How much of a file's beginning is shown, in characters.
const LONGEST: usize = 200;

/// A work as a reader would cite it: author, date, title, publisher; empty if nothing is known.
fn reference(work: &Known) -> String {
    let author = work.author.map(|a| a.split(" and ").map(escape).collect::<Vec<_>>().join("; "));
    let mut out = author.unwrap_or_default();
    if let Some(date) = work.date {
        out.push_str(&format!("{}({})", if out.is_empty() { "" } else { " " }, escape(date)));
    }
    let mut add = |part: String| {
        if !out.is_empty() && !out.ends_with(['.', '?', '!']) {
            out.push('.');
        }
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(&part);
    };
    if let Some(title) = work.title {
        add(format!("*{}*", escape(title)));
    }
    if let Some(publisher) = work.publisher {
        add(escape(publisher));
    }
    let open = !out.is_empty() && !out.ends_with(['.', '?', '!']);
    if open { format!("{out}.") } else { out }
}
