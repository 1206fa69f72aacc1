use super::{footnote, pandoc};
use crate::corpus::{Corpus, Resolution, decode_percent, stem};
use crate::document::{Block, BlockKind, Document, Inline, InlineKind};
use crate::text::Span;
use std::collections::BTreeMap;

/// How a source is cited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CitationKind {
    /// `[@key, p. 3]`
    Pandoc,
    /// `@key` in the running text
    Bare,
    /// `[[key]]`, `![[key]]`
    Wiki,
    /// `[words](path)`
    Link,
    /// `[^1]`, whose body cites
    Footnote,
}

/// One source cited at one place. A mark with several keys gives several citations with the same spans.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    pub kind: CitationKind,
    /// As written, without marks and decoded.
    pub key: String,
    /// The whole mark, into `Document::text`; empty where nothing of it is left there.
    pub span: Span,
    /// The whole mark, into `Document::original`.
    pub outer: Span,
    /// The key alone, into `Document::original`; for a footnote, the key in its body.
    pub key_outer: Span,
    /// `p. 3`, or the heading that a link names.
    pub locator: Option<String>,
    /// Index of its block.
    pub block: usize,
    /// The words of the mark are the author's own (link text, alias): they belong to the claim.
    pub prose: bool,
    pub resolution: Resolution,
}

impl Citation {
    /// The sources that it leads to; none if it is ambiguous or leads to no text.
    pub fn sources(&self) -> &[usize] {
        match &self.resolution {
            Resolution::One(sources) => sources,
            _ => &[],
        }
    }
}

/// All citations of a note, in reading order; those that lead nowhere too (`[@key]` is always meant as one). Wiki links and
/// Markdown links are citations only where they lead to a source. Linear but for the look-ups.
pub fn citations(document: &Document, corpus: &Corpus) -> Vec<Citation> {
    let own = (0..document.blocks.len()).flat_map(|i| block_citations(document, corpus, i)).collect();
    with_footnotes(document, own)
}

/// The citations of one block but for footnotes, in reading order.
pub fn block_citations(document: &Document, corpus: &Corpus, index: usize) -> Vec<Citation> {
    let block = document.blocks.get(index).filter(|b| !matches!(b.kind, BlockKind::Code | BlockKind::Html | BlockKind::Math));
    let Some(block) = block else { return Vec::new() };
    let inlines = inlines_of(document, block);
    let mut out: Vec<Citation> = inlines.iter().filter_map(|x| link(document, corpus, index, x)).collect();
    let opaque: Vec<Span> = inlines.iter().filter(|x| opaque(&x.kind)).map(|x| x.span).collect();
    for mark in pandoc::marks(&document.text, block.span) {
        if !opaque.iter().any(|s| s.overlaps(mark.span)) {
            out.extend(pandoc_citation(document, corpus, index, &mark));
        }
    }
    out.sort_by_key(|c| (c.span.start, c.outer.start, c.key_outer.start));
    out
}

/// All citations of a document: `own` are those of its blocks, in order.
pub fn with_footnotes(document: &Document, own: Vec<Citation>) -> Vec<Citation> {
    let mut out = own;
    let notes = footnotes(document, &out);
    out.extend(notes);
    out.sort_by_key(|c| (c.span.start, c.outer.start, c.key_outer.start));
    out
}

/// Whether the document shows by itself that it is a note: a `[@key]`, or `source:` in its front matter.
pub fn cites(document: &Document) -> bool {
    let marked = |block: &Block| {
        let code = matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::Math);
        let marks = if code { Vec::new() } else { pandoc::marks(&document.text, block.span) };
        let inlines = inlines_of(document, block);
        marks.iter().any(|m| !m.bare && !inlines.iter().any(|x| opaque(&x.kind) && x.span.overlaps(m.span)))
    };
    !document.front.sources.is_empty() || document.blocks.iter().any(marked)
}

/// The marks that stand in the block (or at its borders).
pub(super) fn inlines_of<'a>(document: &'a Document, block: &Block) -> &'a [Inline] {
    let from = document.inlines.partition_point(|x| x.span.start < block.span.start);
    let to = document.inlines.partition_point(|x| x.span.start <= block.span.end);
    document.inlines.get(from..to).unwrap_or(&[])
}

/// Inside these an `@` is no citation.
fn opaque(kind: &InlineKind) -> bool {
    use InlineKind::*;
    matches!(kind, Link | Image | WikiLink | Embed | Code | Math | Html)
}

fn pandoc_citation(document: &Document, corpus: &Corpus, block: usize, mark: &pandoc::Mark) -> Option<Citation> {
    let key = mark.key.of(&document.text);
    if mark.bare && !corpus.has_bibliography() {
        return None;
    }
    Some(Citation {
        kind: if mark.bare { CitationKind::Bare } else { CitationKind::Pandoc },
        key: key.to_string(),
        span: mark.span,
        outer: document.outer(mark.span),
        key_outer: document.outer(mark.key),
        locator: mark.locator.map(|l| l.of(&document.text).to_string()),
        block,
        prose: false,
        resolution: corpus.resolve(key),
    })
}

fn link(document: &Document, corpus: &Corpus, block: usize, inline: &Inline) -> Option<Citation> {
    let words = inline.span.of(&document.text).trim();
    let (kind, key, resolution) = match inline.kind {
        InlineKind::WikiLink | InlineKind::Embed => {
            let key = inline.target.trim().to_string();
            let resolution = corpus.resolve_wiki(&key);
            (CitationKind::Wiki, key, resolution)
        }
        InlineKind::Link => {
            let resolution = corpus.resolve_link(&document.path, &inline.target);
            (CitationKind::Link, decode_percent(&inline.target), resolution)
        }
        _ => return None,
    };
    let cites = matches!(resolution, Resolution::One(_) | Resolution::Ambiguous(_) | Resolution::Absent);
    let name = |w: &str| w.is_empty() || w == key || w.trim_start_matches('@') == stem(&key);
    let with_heading = words.split_once(['#', '>']).is_some_and(|(head, _)| name(head.trim()));
    let prose = !name(words) && !with_heading;
    let locator = inline.heading.as_ref().map(|h| h.to_string());
    cites.then_some(Citation {
        kind,
        key,
        span: inline.span,
        outer: inline.outer,
        key_outer: inline.target_outer,
        locator,
        block,
        prose,
        resolution,
    })
}

/// A footnote mark cites what its body cites.
fn footnotes(document: &Document, cited: &[Citation]) -> Vec<Citation> {
    let definitions = footnote::definitions(document);
    if definitions.is_empty() {
        return Vec::new();
    }
    let mut by_block: BTreeMap<usize, Vec<&Citation>> = BTreeMap::new();
    for citation in cited {
        by_block.entry(citation.block).or_default().push(citation);
    }
    let mut out = Vec::new();
    for mark in document.inlines.iter().filter(|x| x.kind == InlineKind::FootnoteRef) {
        let Some(blocks) = definitions.get(&mark.target.to_lowercase()) else { continue };
        let Some(block) = document.block_at(mark.span.start) else { continue };
        for body in blocks.iter().filter(|b| **b != block).filter_map(|b| by_block.get(b)).flatten() {
            out.push(Citation {
                kind: CitationKind::Footnote,
                span: mark.span,
                outer: mark.outer,
                block,
                prose: false,
                ..Citation::clone(body)
            });
        }
    }
    out
}
