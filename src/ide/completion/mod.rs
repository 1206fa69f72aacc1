//! What may be written at a place: citation keys, links, headings, footnotes, terms, the exact words of a source, its figures.

mod about;
mod context;
mod figure;
mod quote;
mod target;
mod word;
mod work;

pub use about::{About, describe};
pub(super) use quote::written;
pub(super) use target::{anchor, destination, relative};
pub(super) use word::cased;

use crate::analysis::Snapshot;
use crate::config::Role;
use crate::corpus::{Fit, Named};
use crate::diagnostic::Edit;
use crate::document::{Document, Format};
use crate::language::fold;
use crate::text::{Cancel, Cancelled, Span};
use context::Context;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ItemKind {
    Work,
    File,
    Heading,
    Footnote,
    Term,
    Quotation,
    Figure,
}

/// Something that may be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// May hold text from documents.
    pub label: String,
    /// A few words beside it.
    pub detail: Option<String>,
    pub kind: ItemKind,
    /// In the original text; its span ends at the offset asked about or, where the rest of a word or a closing mark stands there, after it.
    pub edit: Edit,
    /// What [`describe`] can tell more of.
    pub about: Option<About>,
}

/// What may be written, best first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Completion {
    pub items: Vec<Item>,
    /// With further letters other items may come, not only fewer.
    pub incomplete: bool,
}

/// How many are given at most: more than a list shows, few enough to be sent at every letter.
pub const MOST: usize = 50;

/// What may be written at an offset of the original text of a note or glossary. Sources are not written.
///
/// # Errors
/// `cancel` was set.
pub fn complete(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Result<Completion, Cancelled> {
    let written = matches!(snapshot.role(path), Some(Role::Note | Role::Glossary) | None);
    let Some(document) = snapshot.document(path).filter(|d| written && d.format == Format::Markdown) else {
        return Ok(Completion::default());
    };
    let Some(context) = Context::at(document, offset) else { return Ok(Completion::default()) };
    let typing = |span: Span, close: bool| {
        let begun = Span { start: span.start, end: offset.max(span.start) }.of(&document.original);
        Typing { snapshot, document, span, begun, close }
    };
    Ok(match context {
        Context::Key { bare: true, .. } if !snapshot.corpus().has_bibliography() => Completion::default(),
        Context::Key { typed, .. } => work::keys(&typing(typed, false)),
        Context::Wiki { typed, close } => target::wiki(&typing(typed, close)),
        Context::Heading { file, wiki, typed, close } => target::headings(&typing(typed, close), &file, wiki),
        Context::Target { typed, close } => target::files(&typing(typed, close)),
        Context::Footnote { typed, close } => target::footnotes(&typing(typed, close)),
        Context::Source { typed } => target::of_note(&typing(typed, false)),
        Context::Words => {
            let quoted = quote::words(snapshot, document, offset, cancel)?;
            if !quoted.items.is_empty() {
                return Ok(quoted);
            }
            let figures = figure::values(snapshot, document, offset, cancel)?;
            if figures.items.is_empty() { word::terms(snapshot, document, offset) } else { figures }
        }
    })
}

/// A name that is being written.
struct Typing<'a> {
    snapshot: &'a Snapshot,
    document: &'a Document,
    /// What is to be replaced, into the original text.
    span: Span,
    /// Its part before the place.
    begun: &'a str,
    /// What ends it is still to be written.
    close: bool,
}

impl Typing<'_> {
    fn folded(&self) -> String {
        fold(self.begun.trim())
    }
}

/// Something that fits what is typed: how well, and its name.
type Hit<'a, T> = (Fit, &'a str, T);

/// Those of a few things that fit what is typed.
fn fitting<'a, T>(typing: &Typing, all: &'a [Named<T>]) -> Vec<Hit<'a, &'a T>> {
    let typed = typing.folded();
    all.iter().filter_map(|n| Some((n.fit(&typed)?, n.name.as_str(), &n.what))).collect()
}

/// The items of what fits, best first, at most [`MOST`]. Only those are made.
fn items<T>(mut hits: Vec<Hit<T>>, make: impl Fn(T) -> Option<Item>) -> Vec<Item> {
    hits.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    hits.into_iter().filter_map(|(_, _, what)| make(what)).take(MOST).collect()
}

fn edit(span: Span, new_text: impl Into<String>) -> Edit {
    Edit { span, new_text: new_text.into() }
}

#[cfg(test)]
mod tests;
