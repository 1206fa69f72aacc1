use super::files::FileSet;
use crate::claim::cites;
use crate::config::Role;
use crate::corpus::{join, stem};
use crate::document::{Document, Format, InlineKind};
use crate::language::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// For each Markdown file whose path leaves its role open: whether it cites by itself. Kept from one snapshot to the next.
pub(super) type Cites = BTreeMap<String, (Arc<Document>, bool)>;

/// The role of every file: the one that its path gives, or, where that leaves it open, the one that its text gives.
/// Files without any role are left out. Only documents that are not in `before` are read.
pub(super) fn settle(files: &FileSet, before: &Cites) -> (BTreeMap<String, Role>, Cites) {
    let mut out = BTreeMap::new();
    let mut open: BTreeMap<&str, &Arc<Document>> = BTreeMap::new();
    for (path, file) in files.iter() {
        match (file.role, &file.document) {
            (Role::NoteOrSource | Role::NoteOrNothing, Ok(document)) => {
                open.insert(path, document);
            }
            // what cannot be read is told once, whatever it is
            (Role::NoteOrSource, Err(_)) => {
                out.insert(path.clone(), Role::Source);
            }
            (Role::Nothing | Role::NoteOrNothing, _) => {}
            (role, _) => {
                out.insert(path.clone(), role);
            }
        }
    }
    let markdown = |d: &Document| d.format == Format::Markdown;
    let one = |path: &str, d: &Arc<Document>| {
        let known = before.get(path).filter(|(old, _)| Arc::ptr_eq(old, d)).map(|(_, cites)| *cites);
        (path.to_string(), (d.clone(), known.unwrap_or_else(|| cites(d))))
    };
    let known_cites: Cites = open.iter().filter(|(_, d)| markdown(d)).map(|(p, d)| one(p, d)).collect();
    let own = |p: &str| known_cites.get(p).is_some_and(|c| c.1);
    let mut notes: BTreeSet<&str> = open.keys().copied().filter(|p| own(p)).collect();
    // a link makes a note of its document where it leads to a source: to one by its path, or to a text that links nowhere itself
    let known: BTreeSet<&str> = out.iter().filter(|(_, r)| **r == Role::Source).map(|(p, _)| p.as_str()).collect();
    let others: BTreeSet<&str> = open.iter().filter(|(p, _)| !notes.contains(*p)).map(|(p, _)| *p).collect();
    let names = names(open.keys().copied().chain(known.iter().copied()));
    let targets = |d: &Document, among: &BTreeSet<&str>| links(d, &names, among);
    let linking: BTreeSet<&str> =
        open.iter().filter(|(p, d)| others.contains(*p) && markdown(d) && targets(d, &others)).map(|(p, _)| *p).collect();
    let sources: BTreeSet<&str> = others.difference(&linking).chain(&known).copied().collect();
    notes.extend(open.iter().filter(|(p, d)| others.contains(*p) && markdown(d) && targets(d, &sources)).map(|(p, _)| *p));
    for path in open.keys() {
        let role = match files.get(path).map(|f| f.role) {
            _ if notes.contains(path) => Role::Note,
            Some(Role::NoteOrSource) => Role::Source,
            _ => continue,
        };
        out.insert(path.to_string(), role);
    }
    (out, known_cites)
}

/// Whether [`settle`] cannot tell the two texts of one file apart: both cite or neither does, and they have the same links.
pub(super) fn alike(before: &Document, after: &Document) -> bool {
    let link = |d: &'_ Document, i: usize| {
        let inline = d.inlines.get(i)?;
        let leads = matches!(inline.kind, InlineKind::Link | InlineKind::WikiLink | InlineKind::Embed);
        leads.then(|| (inline.kind, inline.target.clone()))
    };
    let links = |d: &Document| (0..d.inlines.len()).filter_map(|i| link(d, i)).collect::<Vec<_>>();
    before.path == after.path && before.format == after.format && links(before) == links(after) && cites(before) == cites(after)
}

/// Folded file name and stem → paths.
fn names<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeMap<String, Vec<&'a str>> {
    let mut out: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in paths {
        out.entry(fold(stem(path))).or_default().push(path);
        out.entry(fold(path.rsplit('/').next().unwrap_or(path))).or_default().push(path);
    }
    out
}

/// Whether a link of the document leads to one of `paths` (other than itself).
fn links(document: &Document, names: &BTreeMap<String, Vec<&str>>, paths: &BTreeSet<&str>) -> bool {
    document.inlines.iter().any(|inline| match inline.kind {
        InlineKind::Link => join(&document.path, &inline.target).is_some_and(|p| p != document.path && paths.contains(p.as_str())),
        InlineKind::WikiLink | InlineKind::Embed => {
            let target = inline.target.trim();
            let name = fold(target.rsplit('/').next().unwrap_or(target));
            names.get(&name).is_some_and(|found| found.iter().any(|p| **p != *document.path && paths.contains(p)))
        }
        _ => false,
    })
}
