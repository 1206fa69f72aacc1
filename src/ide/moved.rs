//! Files that get another name or folder: the links, citations and bibliography entries that lead to them follow.

use super::completion::{destination, relative};
use super::rename::FileEdits;
use crate::analysis::{Marks, Snapshot};
use crate::claim::CitationKind;
use crate::corpus::{Bibliography, Resolution, escaped, join, stem};
use crate::diagnostic::Edit;
use crate::document::InlineKind;
use crate::language::fold;
use crate::text::Span;

/// Which files move: old and new paths from the root; a folder moves all that is in it.
pub struct Moves(Vec<(String, String)>);

impl Moves {
    pub fn new(moves: Vec<(String, String)>) -> Moves {
        Moves(moves)
    }

    /// The new path of a file.
    fn to(&self, path: &str) -> String {
        let one = |(old, new): &(String, String)| {
            let rest = path.strip_prefix(old.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
        };
        self.0.iter().find_map(one).unwrap_or_else(|| path.to_string())
    }
}

/// The edits of notes, glossaries and bibliographies, in their original texts under their old paths, that are due when files move.
/// Sources are not edited.
pub fn moved(snapshot: &Snapshot, moves: &Moves) -> FileEdits {
    let mut all = FileEdits::new();
    for marks in snapshot.all_marks() {
        let path = &marks.document.path;
        let mut edits = links(snapshot, &marks, moves);
        edits.extend(keys(snapshot, &marks, moves));
        edits.sort_by_key(|e| (e.span.start, e.span.end));
        edits.dedup_by(|b, a| a.span == b.span || a.span.overlaps(b.span));
        if !edits.is_empty() {
            all.insert(path.clone(), edits);
        }
    }
    for bibliography in &snapshot.corpus().bibliography {
        let edits = files(snapshot, bibliography, moves);
        if !edits.is_empty() {
            all.insert(bibliography.path.clone(), edits);
        }
    }
    all
}

fn links(snapshot: &Snapshot, marks: &Marks, moves: &Moves) -> Vec<Edit> {
    let document = &marks.document;
    let (here, now) = (&document.path, moves.to(&document.path));
    let mut out = Vec::new();
    // Markdown links count from the document's folder
    for inline in document.inlines.iter().filter(|i| matches!(i.kind, InlineKind::Link | InlineKind::Image) && !i.target.is_empty()) {
        let Some(target) = join(here, &inline.target) else { continue };
        let new = moves.to(&target);
        let written = inline.target_outer.of(&document.original);
        let kept = written.split(['#', '?']).next().unwrap_or(written);
        if new == target && (now == *here || kept.starts_with('/')) {
            continue;
        }
        let path = if kept.starts_with('/') { format!("/{new}") } else { relative(&now, &new) };
        let start = inline.target_outer.start;
        out.push(Edit { span: Span { start, end: start + kept.len() as u32 }, new_text: destination(&path) });
    }
    for link in &marks.links {
        let Some(inline) = document.inlines.get(link.inline) else { continue };
        let wiki = matches!(inline.kind, InlineKind::WikiLink | InlineKind::Embed) && !inline.target.is_empty();
        let new = moves.to(&link.file);
        if wiki && new != link.file {
            let written = inline.target_outer.of(&document.original);
            out.extend(named(snapshot, moves, written, &link.file, &new).map(|new_text| Edit { span: inline.target_outer, new_text }));
        }
    }
    out
}

/// The name that leads to a file at its new place, if the one written leads to it by its file's name or path, and would no longer.
fn named(snapshot: &Snapshot, moves: &Moves, written: &str, old: &str, new: &str) -> Option<String> {
    let bare =
        |path: &str| path.get(..path.len() - path.rsplit('/').next().map_or(0, str::len) + stem(path).len()).unwrap_or(path).to_string();
    let at = written.trim_start_matches("./").trim_start_matches('/');
    let name = |p: &str| p.rsplit('/').next().unwrap_or(p).to_string();
    let ends = |whole: &str| whole == at || whole.ends_with(&format!("/{at}"));
    let sources = snapshot.corpus().sources.iter().map(|s| s.document.path.as_str());
    let others = || snapshot.notes().chain(sources.clone()).filter(|p| *p != old).map(|p| moves.to(p));
    let single = |name: &str| !others().any(|p| fold(stem(&p)) == fold(name));
    if fold(at) == fold(stem(old)) {
        let stays = stem(new) == stem(old);
        return (!stays).then(|| if single(stem(new)) { stem(new).to_string() } else { bare(new) });
    }
    if at == name(old) {
        return (name(new) != name(old)).then(|| name(new));
    }
    if ends(old) {
        return Some(new.to_string());
    }
    ends(&bare(old)).then(|| bare(new))
}

/// `[@stem]`, and `source:` in the front matter.
fn keys(snapshot: &Snapshot, marks: &Marks, moves: &Moves) -> Vec<Edit> {
    let corpus = snapshot.corpus();
    let document = &marks.document;
    let file = |sources: &[usize]| match sources {
        [one] => corpus.sources.get(*one).map(|s| s.document.path.clone()),
        _ => None,
    };
    let mut out = Vec::new();
    for citation in marks.citations.iter().filter(|c| matches!(c.kind, CitationKind::Pandoc | CitationKind::Bare)) {
        let Some(old) = file(citation.sources()).filter(|_| corpus.entry(&citation.key).is_none()) else { continue };
        let new = moves.to(&old);
        if new != old && fold(&citation.key) == fold(stem(&old)) && stem(&new) != stem(&old) {
            let plain = stem(&new).chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            let braced = document.original.get(..citation.key_outer.start as usize).is_some_and(|t| t.ends_with('{'));
            let key = if plain || braced { stem(&new).to_string() } else { format!("{{{}}}", stem(&new)) };
            out.push(Edit { span: citation.key_outer, new_text: key });
        }
    }
    for value in &document.front.sources {
        let inner = value.value.trim().trim_start_matches(['[', '@']).trim_end_matches(']').split(['|', '#']).next().unwrap_or("");
        let Resolution::One(sources) = crate::claim::front_source(document, corpus, &value.value) else { continue };
        let Some(old) = file(&sources).filter(|_| corpus.entry(inner).is_none() && !inner.is_empty()) else { continue };
        let new = moves.to(&old);
        // by its way from the note, or by a name
        let way = join(&document.path, inner).is_some_and(|p| p == old) && inner.contains('/');
        let new_text = match way {
            true => Some(relative(&moves.to(&document.path), &new)).filter(|n| n != inner),
            false if new != old => named(snapshot, moves, inner, &old, &new),
            false => None,
        };
        if let (Some(new_text), Some(at)) = (new_text, value.outer.of(&document.original).find(inner)) {
            let start = value.outer.start as usize + at;
            out.push(Edit { span: Span::new(start, start + inner.len()), new_text });
        }
    }
    out
}

/// The `file` fields of a bibliography.
fn files(snapshot: &Snapshot, bibliography: &Bibliography, moves: &Moves) -> Vec<Edit> {
    let Some(text) = snapshot.text(&bibliography.path) else { return Vec::new() };
    let json = bibliography.path.rsplit('.').next().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let now = moves.to(&bibliography.path);
    let known = |path: &str| snapshot.document(path).is_some();
    let mut out = Vec::new();
    for file in bibliography.entries.iter().flat_map(|e| &e.files) {
        let own = join(&bibliography.path, &file.path).filter(|p| known(p));
        let from_root = file.path.trim_start_matches("./").to_string();
        let new = match &own {
            Some(path) => relative(&now, &moves.to(path)),
            None if known(&from_root) => moves.to(&from_root),
            None => continue,
        };
        // a path put together from several pieces is left to the person
        let Some(span) = file.outer.filter(|_| new != from_root) else { continue };
        let before = span.of(&text);
        let quoted = || serde_json::to_string(&new).ok().and_then(|s| Some(s.get(1..s.len() - 1)?.to_string()));
        let new_text = if json { quoted().unwrap_or_default() } else { escaped(&new, before) };
        out.push(Edit { span, new_text });
    }
    out
}
