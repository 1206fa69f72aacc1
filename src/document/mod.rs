//! Bytes become a [`Document`]: decoded text, analysed text, blocks, inline marks, front matter.
//!
//! Two texts are kept apart. `original` is the file's decoded text, byte for byte; ranges shown to a
//! person or an editor count on it. `text` is what the engine reads: for plain text the same string,
//! for Markdown the words without the markup. [`SourceMap`] leads from one to the other.

mod map;

pub use map::SourceMap;

use crate::text::Span;
use std::sync::Arc;

/// How a document's bytes are to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    #[default]
    Plain,
    Markdown,
}

/// One document, read whole. Immutable; an edit makes a new one.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Relative to the workspace root, with `/`.
    pub path: String,
    pub format: Format,
    /// The decoded file. A UTF-8 byte order mark stays in it (as U+FEFF) so that offsets count on the file's bytes.
    pub original: Arc<str>,
    /// The file was not UTF-8: offsets count on the decoded text, not on the bytes on disk.
    pub decoded: bool,
    /// What the engine reads. All spans below, unless said otherwise, are into this.
    pub text: Arc<str>,
    pub map: SourceMap,
    /// In reading order; a block's span never overlaps another's, nested ones (list in list) follow their parent.
    pub blocks: Vec<Block>,
    /// Links, citations and other marks in the running text, by start.
    pub inlines: Vec<Inline>,
    /// `<!-- … -->` comments, with spans into `original` (comments are not part of `text`).
    pub comments: Vec<Comment>,
    pub front: FrontMatter,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    Paragraph,
    /// Level 1 to 6.
    Heading(u8),
    /// The text of a list item (without its nested lists).
    Item,
    /// A term of a definition list, `Term` over `: definition`.
    Term,
    /// The body of a definition list entry.
    Definition,
    TableHead,
    /// One row; the cells are separated by ` | ` in `text`.
    TableRow,
    /// The text of a footnote definition; its label is the `label` of the block.
    Footnote,
    Code,
    Html,
    Math,
}

/// A piece of running text: sentences never cross a block's border.
#[derive(Clone, Debug)]
pub struct Block {
    pub kind: BlockKind,
    /// Into `Document::text`.
    pub span: Span,
    /// Into `Document::original`; covers the block with its markup.
    pub outer: Span,
    /// How many block quotes it stands in.
    pub quote: u8,
    /// It stands in a callout (`> [!note]`), which is no quotation.
    pub callout: bool,
    /// How many lists it stands in (0 = none).
    pub depth: u8,
    /// Index of the block whose item (nested list), or lead-in line (`…:` right before a list), governs this one.
    pub parent: Option<u32>,
    /// A footnote's label.
    pub label: Option<Box<str>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InlineKind {
    /// `[text](target)`; autolinks too.
    Link,
    /// `![alt](target)`
    Image,
    /// `[[target]]`, `[[target#heading|alias]]`
    WikiLink,
    /// `![[target]]`
    Embed,
    /// `[^label]`: `target` is the label
    FootnoteRef,
    Code,
    Math,
    /// Raw HTML in the text (a tag).
    Html,
    Emphasis,
    Strong,
    Strike,
    /// `- [ ]` / `- [x]`
    Task,
}

/// A mark in the running text.
#[derive(Clone, Debug)]
pub struct Inline {
    pub kind: InlineKind,
    /// What is left of it in `text` (the words of a link; empty for a footnote mark).
    pub span: Span,
    /// With its markup, into `original`.
    pub outer: Span,
    /// Destination of a link as written (percent-escapes kept), wiki target without heading and alias, footnote label; else empty.
    pub target: Box<str>,
    /// `#heading` of a wiki link or link, without `#`.
    pub heading: Option<Box<str>>,
    /// The target within `original`.
    pub target_outer: Span,
}

#[derive(Clone, Debug)]
pub struct Comment {
    /// The whole `<!-- … -->`, into `Document::original`.
    pub outer: Span,
    /// The words between the marks, trimmed.
    pub text: Box<str>,
}

/// A value of the front matter and where it stands in `Document::original`.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    pub value: String,
    pub outer: Span,
}

/// The keys of the front matter that postil knows. Others are ignored.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The whole block with its fences, into `original`; empty if there is none.
    pub outer: Span,
    pub title: Option<Located>,
    pub date: Option<Located>,
    pub author: Option<Located>,
    /// `id:` — a further key for a source.
    pub id: Option<Located>,
    /// `source:` and `sources:` (a string or a list).
    pub sources: Vec<Located>,
    /// `postil: {disable: [RULE]}`; an empty value means all rules.
    pub disable: Vec<Located>,
    /// The YAML could not be read: what and where, into `original`.
    pub error: Option<Located>,
}

impl Document {
    /// The span of `original` that the analysed `span` came from.
    pub fn outer(&self, span: Span) -> Span {
        self.map.to_original(span)
    }
}
