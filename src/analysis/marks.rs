//! What a document cites and links to, and where its words stand: worked out once for a text.

use super::Snapshot;
use crate::claim::{Citation, citations};
use crate::corpus::{Named, Resolution, Source, join, stem};
use crate::document::{Document, Inline, InlineKind};
use crate::language::fold;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a document cites and links to.
#[derive(Debug)]
pub struct Marks {
    pub document: Arc<Document>,
    /// As [`citations`] gives them.
    pub citations: Vec<Citation>,
    /// Links to files of the workspace, sources among them, in the order of the document's inlines.
    pub links: Vec<Linked>,
}

/// A link and the file that it leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linked {
    /// Index into the document's inlines.
    pub inline: usize,
    /// Relative to the root.
    pub file: String,
}

/// What a file goes by, with its title.
pub type Titled = Named<Option<String>>;

impl Marks {
    fn new(snapshot: &Snapshot, document: &Arc<Document>) -> Marks {
        let link = |(i, inline): (usize, &Inline)| Some(Linked { inline: i, file: linked(snapshot, document, inline)? });
        let links = document.inlines.iter().enumerate().filter_map(link).collect();
        Marks { document: document.clone(), citations: citations(document, snapshot.corpus()), links }
    }
}

/// The file that a link leads to; `None` if it leads out of the workspace, nowhere, or to several.
fn linked(snapshot: &Snapshot, document: &Document, inline: &Inline) -> Option<String> {
    let corpus = snapshot.corpus();
    let wiki = matches!(inline.kind, InlineKind::WikiLink | InlineKind::Embed);
    if !wiki && !matches!(inline.kind, InlineKind::Link | InlineKind::Image) {
        return None;
    }
    if inline.target.trim().is_empty() {
        return inline.heading.is_some().then(|| document.path.clone());
    }
    let resolution = if wiki { corpus.resolve_wiki(&inline.target) } else { corpus.resolve_link(&document.path, &inline.target) };
    match resolution {
        Resolution::Note(i) => corpus.notes.get(i).cloned(),
        Resolution::One(sources) => Some(corpus.sources.get(*sources.first()?)?.document.path.clone()),
        Resolution::Unknown if wiki => glossary(snapshot, &inline.target),
        Resolution::Unknown => join(&document.path, &inline.target).filter(|p| snapshot.document(p).is_some()),
        _ => None,
    }
}

/// A glossary by its name, with or without extension, or by its path.
fn glossary(snapshot: &Snapshot, target: &str) -> Option<String> {
    let target = target.trim();
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_string();
    let is = |path: &str| fold(stem(path)) == fold(target) || name(path) == target || path == target;
    snapshot.glossaries().map(|g| &g.path).find(|p| is(p)).cloned()
}

/// Things worked out for documents, by path; a thing is good as long as its document is the very same.
#[derive(Debug)]
pub(super) struct Kept<T>(Mutex<FxHashMap<String, Known<T>>>);

type Known<T> = (Arc<Document>, Arc<T>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(Mutex::default())
    }
}

impl<T> Kept<T> {
    fn get_or(&self, document: &Arc<Document>, work: impl FnOnce() -> T) -> Arc<T> {
        let open = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = open().get(&document.path).filter(|(d, _)| Arc::ptr_eq(d, document)) {
            return known.clone();
        }
        // not under the lock: others may ask meanwhile
        let new = Arc::new(work());
        open().insert(document.path.clone(), (document.clone(), new.clone()));
        new
    }
}

impl Snapshot {
    /// What the document at the path cites and links to.
    pub fn marks(&self, path: &str) -> Option<Arc<Marks>> {
        let document = self.document(path)?;
        Some(self.kept_marks().get_or(document, || Marks::new(self, document)))
    }

    /// What every note and glossary cites and links to, in the order of notes, then glossaries.
    pub fn all_marks(&self) -> Vec<Arc<Marks>> {
        self.own().par_iter().map(|d| self.kept_marks().get_or(d, || Marks::new(self, d))).collect()
    }

    /// Every note and glossary by its file stem, title and path, in the order of notes, then glossaries; with its title.
    pub fn own_files(&self) -> Vec<(&Arc<Document>, Arc<Titled>)> {
        let named = |d: &Arc<Document>| {
            let title = d.front.title.as_ref().map(|l| l.value.clone()).or_else(|| d.heading().map(str::to_string));
            Named::file(&d.path, title.as_deref(), title.clone())
        };
        self.own().into_iter().map(|d| (d, self.memo().named.get_or(d, || named(d)))).collect()
    }

    /// Every note and glossary with its sentences and an index of its words, in the order of notes, then glossaries.
    pub fn indexed_notes(&self) -> Vec<Arc<Source>> {
        self.own().par_iter().map(|d| self.index_of(d)).collect()
    }

    /// The sentences of a document and an index of its words.
    pub fn index_of(&self, document: &Arc<Document>) -> Arc<Source> {
        self.memo().words.get_or(document, || Source::new(document.clone()))
    }

    /// The documents that are the person's own.
    fn own(&self) -> Vec<&Arc<Document>> {
        self.notes().filter_map(|n| self.document(n)).chain(self.glossaries()).collect()
    }
}
