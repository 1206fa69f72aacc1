//! Lines above the text that tell how documents hang together: what rests on a source, how far a note is covered.

use crate::analysis::{Resting, Snapshot};
use crate::config::Role;
use crate::diagnostic::Summary;
use crate::document::{BlockKind, Document};
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::Verdict;
use std::collections::{BTreeMap, BTreeSet};

/// A line above the text of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    /// The line that it stands above, into the original text.
    pub span: Span,
    /// Without text from documents.
    pub title: String,
    pub about: About,
}

/// What a lens tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// The claims that rest on this part of the source (into its original text).
    Resting(Span),
    /// The claims of the note.
    Coverage,
}

/// The lenses of a document, by place: on a source how many notes rest on it and on each of its paragraphs, on a note how many of
/// its claims are supported. Where there is nothing to count there is none.
///
/// # Errors
/// `cancel` was set.
pub fn lenses(snapshot: &Snapshot, path: &str, cancel: &Cancel) -> Result<Vec<Lens>, Cancelled> {
    let Some(document) = snapshot.document(path) else { return Ok(Vec::new()) };
    match snapshot.role(path) {
        Some(Role::Source) => {
            let whole = Span::new(0, document.original.len());
            Ok(resting(document, whole, &snapshot.resting_on(path, whole, cancel)?))
        }
        Some(Role::Note) => {
            let claims = &snapshot.check(path, cancel)?.claims;
            let mut summary = Summary::default();
            claims.iter().for_each(|c| summary.count(c.judgement.verdict));
            let lens = || Lens { span: line(document, head(document)), title: covered(&summary), about: About::Coverage };
            Ok((summary.claims > 0).then(lens).into_iter().collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn resting(document: &Document, whole: Span, all: &[Resting]) -> Vec<Lens> {
    if all.is_empty() {
        return Vec::new();
    }
    let top = line(document, head(document));
    let mut out = vec![Lens { span: top, title: counted(all, "source"), about: About::Resting(whole) }];
    let mut blocks: BTreeMap<usize, Vec<Resting>> = BTreeMap::new();
    for one in all {
        if let Some(block) = document.block_at(document.map.to_text(one.place.start)) {
            blocks.entry(block).or_default().push(one.clone());
        }
    }
    for (block, here) in blocks {
        let Some(block) = document.blocks.get(block) else { continue };
        let title = counted(&here, "passage");
        out.push(Lens { span: line(document, block.outer.start), title, about: About::Resting(block.outer) });
    }
    out
}

/// Where the first heading stands, or else the text.
fn head(document: &Document) -> u32 {
    let first = document.blocks.first();
    let heading = document.blocks.iter().find(|b| matches!(b.kind, BlockKind::Heading(_)));
    heading.or(first).map_or(document.front.outer.end, |b| b.outer.start)
}

/// The line of an offset, without its end.
fn line(document: &Document, offset: u32) -> Span {
    let lines = document.lines();
    lines.content(&document.original, lines.line(offset as usize))
}

/// “3 notes rest on this source, 1 in conflict with it”.
fn counted(all: &[Resting], what: &str) -> String {
    let notes: BTreeSet<&str> = all.iter().map(|r| r.note.as_str()).collect();
    let conflict: BTreeSet<&str> = all.iter().filter(|r| r.verdict == Verdict::Conflict).map(|r| r.note.as_str()).collect();
    let rest = if notes.len() == 1 { "note rests" } else { "notes rest" };
    let against = if conflict.is_empty() { String::new() } else { format!(", {} in conflict with it", conflict.len()) };
    format!("{} {rest} on this {what}{against}", notes.len())
}

/// “12 claims: 9 supported, 1 in conflict, 2 unverified”.
fn covered(summary: &Summary) -> String {
    let Summary { claims, supported, conflict, unverified, .. } = *summary;
    let plural = if claims == 1 { "" } else { "s" };
    format!("{claims} claim{plural}: {supported} supported, {conflict} in conflict, {unverified} unverified")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Format;

    const TIDE: &str = "---\ntitle: Tide\n---\n\nBefore.\n\n# 𝄞 Tide\n\nThe gauge stood in the harbour for 40 years. It was moved in May 1987.\n\nNobody kept the drawings of the pier.\n";

    fn titles(documents: &[(&str, &str)], path: &str) -> Vec<(String, String)> {
        let doc = |(path, text): &(&str, &str)| Document::from_text(path, *text, Format::of(path));
        let snapshot = Snapshot::of_documents(Config::default(), None, documents.iter().map(doc).collect());
        let text = snapshot.text(path).unwrap_or_default();
        let found = lenses(&snapshot, path, &Cancel::default()).unwrap_or_default();
        found.into_iter().map(|l| (l.span.of(&text).to_string(), l.title)).collect()
    }

    #[test]
    fn notes_are_counted_on_the_source_and_on_its_passages() {
        let documents = [
            ("sources/tide.md", TIDE),
            ("sources/free.txt", "Nothing rests here.\n"),
            ("notes/a.md", "The gauge stood in the harbour for 40 years. [[tide]]\n\nIt was moved in May 1987. [[tide]]\n"),
            (
                "notes/b.md",
                "# B\n\nThe gauge stood in the harbour for 50 years. [[tide]]\n\nWas the old gauge moved to the harbour? [[tide]]\n",
            ),
        ];
        let found = titles(&documents, "sources/tide.md");
        let gauge = "The gauge stood in the harbour for 40 years. It was moved in May 1987.";
        let both = |what: &str| format!("2 notes rest on this {what}, 1 in conflict with it");
        assert_eq!(found, [("# 𝄞 Tide".to_string(), both("source")), (gauge.to_string(), both("passage"))]);
        assert!(titles(&documents, "sources/free.txt").is_empty());
        assert!(titles(&documents, "nowhere.md").is_empty());
        assert_eq!(
            titles(&documents, "notes/b.md"),
            [("# B".to_string(), "2 claims: 0 supported, 1 in conflict, 1 unverified".to_string())]
        );
    }
}
