//! Bytes become a [`Document`]: decoded text, analysed text, blocks, inline marks, front matter.
//!
//! Two texts are kept apart. `original` is the file's decoded text, byte for byte; ranges shown to a
//! person or an editor count on it. `text` is what the engine reads: for plain text the same string,
//! for Markdown the words without the markup. [`SourceMap`] leads from one to the other.

mod decode;
mod front;
mod lines;
mod map;
mod markdown;
mod plain;
pub mod yaml;

pub use decode::encode_like;
pub use map::{Piece, SourceMap};

use crate::text::{LineIndex, Span};
use std::sync::{Arc, OnceLock};

/// How a document's bytes are to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    #[default]
    Plain,
    Markdown,
}

impl Format {
    /// The format that a file name's extension stands for; plain text if it is not known.
    pub fn of(path: &str) -> Format {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, e)| e);
        let known = ["md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "qmd", "rmd", "mdx"];
        if known.iter().any(|k| extension.eq_ignore_ascii_case(k)) { Format::Markdown } else { Format::Plain }
    }
}

/// Why a file gives no [`Document`]. Its `Display` is the end of a message that names the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// Sizes in bytes.
    TooLarge { size: usize, max: usize },
    /// Not text in any encoding that is read.
    Binary,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unreadable::TooLarge { size, max } => write!(f, "too large: {}, the limit is {}", Size(*size), Size(*max)),
            Unreadable::Binary => f.write_str("not a text file"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// A number of bytes as people write it, in units of a thousand.
struct Size(usize);

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (unit, name) = match self.0 {
            0..1_000 => return write!(f, "{} bytes", self.0),
            1_000..1_000_000 => (1_000, "kB"),
            _ => (1_000_000, "MB"),
        };
        match self.0 % unit * 10 / unit {
            0 => write!(f, "{} {name}", self.0 / unit),
            tenths => write!(f, "{}.{tenths} {name}", self.0 / unit),
        }
    }
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
    /// See [`Document::lines`].
    pub(crate) lines: OnceLock<LineIndex>,
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
    /// A further paragraph of an item or footnote has the first one here, a definition its term.
    pub parent: Option<u32>,
    /// A footnote's label.
    pub label: Option<Box<str>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    /// `postil: {accept: [FINGERPRINT]}`: findings that are as intended.
    pub accept: Vec<Located>,
    /// The YAML could not be read: what and where, into `original`.
    pub error: Option<Located>,
}

impl Block {
    /// A block outside every list and quotation.
    pub(crate) fn new(kind: BlockKind, span: Span, outer: Span) -> Block {
        Block { kind, span, outer, quote: 0, callout: false, depth: 0, parent: None, label: None }
    }
}

impl Document {
    /// Reads a file's bytes; the format follows from the path's extension.
    ///
    /// # Errors
    /// More than `max` bytes, or no text.
    pub fn new(path: &str, bytes: &[u8], max: usize) -> Result<Document, Unreadable> {
        let (text, decoded) = decode::decode(bytes, max)?;
        Ok(Document { decoded, ..Document::from_text(path, text, Format::of(path)) })
    }

    /// Reads text that is decoded already (an open buffer, a line of `judge`). Total: any text gives a document.
    pub fn from_text(path: &str, text: impl Into<Arc<str>>, format: Format) -> Document {
        let original: Arc<str> = text.into();
        let document = Document { path: path.to_owned(), format, original: original.clone(), ..Document::default() };
        match format {
            Format::Plain => {
                let (blocks, map) = plain::read(&original);
                Document { text: original, blocks, map, ..document }
            }
            Format::Markdown => markdown::read(document),
        }
    }

    /// Where the lines of `original` begin; made when it is first asked for, then kept.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.original))
    }

    /// The span of `original` that the analysed `span` came from.
    pub fn outer(&self, span: Span) -> Span {
        self.map.to_original(span)
    }

    /// The heading with which the text begins.
    pub fn heading(&self) -> Option<&str> {
        let block = self.blocks.first().filter(|b| matches!(b.kind, BlockKind::Heading(_)))?;
        Some(block.span.of(&self.text).trim())
    }

    /// Where the `heading` of a link stands in `original`, without `#`; `None` if it has none there.
    pub fn heading_outer(&self, inline: &Inline) -> Option<Span> {
        inline.heading.as_ref()?;
        let wiki = matches!(inline.kind, InlineKind::WikiLink | InlineKind::Embed);
        // a wiki link's target ends before the mark; a link's destination has it inside
        let within = if wiki { Span { start: inline.target_outer.end, end: inline.outer.end } } else { inline.target_outer };
        let rest = within.of(&self.original);
        let rest = if wiki { rest.split(['|', ']']).next().unwrap_or(rest) } else { rest };
        let start = rest.find('#')? + 1;
        let heading = rest.get(start..)?.trim_end().trim_end_matches('\\');
        let inner = heading.trim_start();
        let start = within.start as usize + start + heading.len() - inner.len();
        Some(Span::new(start, start + inner.len()))
    }

    /// The block whose text the analysed offset stands in or at the end of.
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        let i = self.blocks.partition_point(|b| b.span.end < offset);
        self.blocks.get(i).filter(|b| b.span.start <= offset).map(|_| i)
    }
}
