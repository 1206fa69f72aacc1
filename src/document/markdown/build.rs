use super::marks::money;
use super::writer::Writer;
use super::{callout, html};
use crate::document::{Block, BlockKind, Comment, Inline, InlineKind, SourceMap};
use crate::text::Span;
use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};
use std::ops::Range;

/// What a parse gives.
#[derive(Default)]
pub(super) struct Built {
    pub text: String,
    pub map: SourceMap,
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    pub comments: Vec<Comment>,
}

/// A container that is open. Children inherit what a parent says.
#[derive(Clone, Default)]
pub(super) struct Frame {
    /// What running text right inside is.
    pub kind: Option<BlockKind>,
    quote: u8,
    callout: bool,
    depth: u8,
    /// The block that a block right inside has as its parent.
    governs: Option<u32>,
    /// Where the container's markup begins, until its first block has taken it in.
    fresh: Option<usize>,
    label: Option<Box<str>>,
}

/// The block that is being filled.
pub(super) struct Leaf {
    kind: BlockKind,
    start: usize,
    outer: Range<usize>,
    cells: usize,
    /// All it holds so far is display math.
    pub math: bool,
    /// The rest of a callout's first line: its title.
    pub title: bool,
}

/// Takes a parser's events in order.
pub(super) struct Builder<'a> {
    pub(super) source: &'a str,
    /// What the parser's offsets count from.
    pub(super) base: usize,
    pub(super) writer: Writer<'a>,
    pub(super) built: Built,
    frames: Vec<Frame>,
    pub(super) leaf: Option<Leaf>,
    /// Open inline marks, as indexes into `built.inlines`.
    pub(super) marks: Vec<usize>,
    /// The raw HTML block that is being collected.
    html: Option<Vec<Range<usize>>>,
    /// Text before this offset is a callout's marker.
    pub(super) skip: usize,
    /// The end of the last thing read.
    pub(super) last: usize,
    /// How many containers were open when the last block was made, if nothing was opened or closed since.
    beside: Option<usize>,
    money: bool,
}

impl<'a> Builder<'a> {
    pub fn new(source: &'a str, base: usize) -> Builder<'a> {
        Builder {
            source,
            base,
            writer: Writer::new(source),
            built: Built::default(),
            frames: vec![Frame::default()],
            leaf: None,
            marks: Vec::new(),
            html: None,
            skip: 0,
            last: base,
            beside: None,
            money: false,
        }
    }

    /// Something that was read as math is rather a sum of money.
    pub fn money(&self) -> bool {
        self.money
    }

    pub fn finish(mut self) -> Built {
        self.close();
        Built { text: self.writer.text, map: self.writer.map, ..self.built }
    }

    pub fn event(&mut self, event: Event<'_>, range: Range<usize>, definitions: &RefDefs<'_>) {
        let range = range.start + self.base..range.end + self.base;
        match event {
            Event::Start(tag) => return self.start(tag, range),
            Event::End(tag) => self.end(tag, range.clone(), definitions),
            Event::Text(words) => self.words(&words, range.clone()),
            Event::Code(words) => self.verbatim(InlineKind::Code, &words, range.clone(), '`'),
            Event::InlineMath(words) => {
                self.money |= money(self.source, range.clone());
                self.verbatim(InlineKind::Math, &words, range.clone(), '$');
            }
            Event::DisplayMath(words) => {
                let alone = self.leaf.as_ref().is_some_and(|l| l.math || l.start == self.writer.len());
                self.verbatim(InlineKind::Math, &words, range.clone(), '$');
                if let Some(leaf) = &mut self.leaf {
                    leaf.math = alone;
                }
            }
            Event::Html(words) => match &mut self.html {
                Some(lines) => lines.push(range.clone()),
                None => self.words(&words, range.clone()),
            },
            Event::InlineHtml(words) if words.starts_with("<!--") => self.built.comments.extend(html::comments(self.source, range.clone())),
            Event::InlineHtml(tag) if tag.get(..3).is_some_and(|t| t.eq_ignore_ascii_case("<br")) => self.line_break(range.clone(), '\n'),
            Event::InlineHtml(_) => self.empty_mark(InlineKind::Html, "", range.clone()),
            Event::FootnoteReference(label) => self.empty_mark(InlineKind::FootnoteRef, &label, range.clone()),
            Event::TaskListMarker(_) => self.empty_mark(InlineKind::Task, "", range.clone()),
            Event::SoftBreak => self.line_break(range.clone(), ' '),
            Event::HardBreak => self.line_break(range.clone(), '\n'),
            Event::Rule => {
                self.close();
                self.beside = None;
            }
        }
        self.last = self.last.max(range.end);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                let kind = self.frame().kind.unwrap_or(BlockKind::Paragraph);
                self.open(kind, range);
            }
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(level as u8), range),
            Tag::CodeBlock(_) => self.open(BlockKind::Code, range),
            Tag::TableHead => self.open(BlockKind::TableHead, range),
            Tag::TableRow => self.open(BlockKind::TableRow, range),
            Tag::DefinitionListTitle => self.open(BlockKind::Term, range),
            Tag::HtmlBlock => {
                self.close();
                self.html = Some(Vec::new());
            }
            Tag::TableCell => self.cell(range),
            Tag::BlockQuote(kind) => self.quote(kind.is_some(), range),
            Tag::List(_) => {
                self.close();
                let lead = self.lead_in();
                let mut frame = self.child(range);
                frame.depth = frame.depth.saturating_add(1);
                frame.governs = lead.or(frame.governs);
                frame.fresh = None;
                self.frames.push(frame);
            }
            Tag::DefinitionList => {
                let frame = Frame { fresh: None, ..self.child(range) };
                self.push(frame);
            }
            Tag::Item => self.container(BlockKind::Item, range, None),
            Tag::DefinitionListDefinition => self.container(BlockKind::Definition, range, None),
            Tag::FootnoteDefinition(label) => self.container(BlockKind::Footnote, range, Some(&label)),
            Tag::Emphasis => self.mark(InlineKind::Emphasis, range),
            Tag::Strong => self.mark(InlineKind::Strong, range),
            Tag::Strikethrough => self.mark(InlineKind::Strike, range),
            Tag::Link { link_type: LinkType::WikiLink { .. }, .. } => self.wiki(InlineKind::WikiLink, range),
            Tag::Image { link_type: LinkType::WikiLink { .. }, .. } => self.wiki(InlineKind::Embed, range),
            Tag::Link { dest_url, id, .. } => self.link(InlineKind::Link, &dest_url, &id, range),
            Tag::Image { dest_url, id, .. } => self.link(InlineKind::Image, &dest_url, &id, range),
            Tag::Table(_) | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>, definitions: &RefDefs<'_>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => self.close_at(range.end),
            TagEnd::DefinitionListTitle => self.close_at(range.end),
            TagEnd::HtmlBlock => self.html_block(range),
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition => {
                self.close();
                self.beside = None;
                if self.frames.len() > 1 {
                    self.frames.pop();
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => self.end_mark(range, definitions),
            TagEnd::Table | TagEnd::TableCell | TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }
}

/// Containers and blocks.
impl Builder<'_> {
    pub(super) fn frame(&self) -> Frame {
        self.frames.last().cloned().unwrap_or_default()
    }

    fn child(&self, range: Range<usize>) -> Frame {
        Frame { fresh: Some(range.start), kind: None, label: None, ..self.frame() }
    }

    fn push(&mut self, frame: Frame) {
        self.close();
        self.beside = None;
        self.frames.push(frame);
    }

    fn container(&mut self, kind: BlockKind, range: Range<usize>, label: Option<&str>) {
        let frame = Frame { kind: Some(kind), label: label.map(Into::into), ..self.child(range) };
        self.push(frame);
    }

    fn quote(&mut self, known: bool, range: Range<usize>) {
        let marker = callout::marker(self.source, range.clone());
        let mut frame = self.child(range);
        frame.fresh = None;
        frame.quote = frame.quote.saturating_add(1);
        frame.callout |= known || marker.as_ref().is_some_and(|m| !m.quotes);
        if let Some(marker) = marker.filter(|_| !known) {
            self.skip = marker.end;
        }
        self.push(frame);
    }

    /// The paragraph right before a list, if it announces it (`…:`, a citation may follow the colon).
    fn lead_in(&self) -> Option<u32> {
        if self.beside != Some(self.frames.len()) {
            return None;
        }
        let block = self.built.blocks.last()?;
        let mut words = block.span.of(&self.writer.text);
        if let Some(mark) = self.built.inlines.last()
            && matches!(mark.kind, InlineKind::Link | InlineKind::WikiLink)
            && mark.span.end == block.span.end
        {
            words = self.writer.text.get(block.span.start as usize..mark.span.start as usize).unwrap_or(words);
        }
        if words.ends_with(']')
            && let Some(open) = words.rfind("[@")
        {
            words = words.get(..open).unwrap_or(words);
        }
        let prose = !matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::Math | BlockKind::Heading(_));
        (prose && words.trim_end().ends_with(':')).then(|| self.built.blocks.len() as u32 - 1)
    }

    pub(super) fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close();
        if self.writer.len() > 0 {
            self.writer.separate("\n");
        }
        let fresh = self.frames.last_mut().and_then(|f| f.fresh.take());
        let outer = fresh.unwrap_or(range.start).min(range.start)..range.start;
        let title = self.skip > range.start;
        self.leaf = Some(Leaf { kind, start: self.writer.len(), outer, cells: 0, math: false, title });
    }

    /// Text that no block was opened for (a tight list item) opens its container's own.
    pub(super) fn ensure(&mut self, range: &Range<usize>) {
        if self.leaf.is_none() {
            let kind = self.frames.last().and_then(|f| f.kind).unwrap_or(BlockKind::Paragraph);
            self.open(kind, range.clone());
        }
    }

    pub(super) fn close(&mut self) {
        self.close_at(self.last);
    }

    fn close_at(&mut self, end: usize) {
        let Some(leaf) = self.leaf.take() else { return };
        let kind = if leaf.math { BlockKind::Math } else { leaf.kind };
        let words = self.writer.text.get(leaf.start..).unwrap_or("");
        let verbatim = matches!(kind, BlockKind::Code | BlockKind::Html);
        let kept = if verbatim { words.trim_end_matches(['\n', '\r']) } else { words.trim() };
        if kept.is_empty() {
            self.writer.forget(leaf.start);
            return;
        }
        let start = leaf.start + if verbatim { 0 } else { words.len() - words.trim_start().len() };
        let span = Span::new(start, start + kept.len());
        let outer = self.source.get(leaf.outer.start..end).unwrap_or("").trim_end().len();
        let outer = Span::new(leaf.outer.start, leaf.outer.start + outer);
        self.writer.separate("");
        self.add(kind, span, outer);
    }

    fn add(&mut self, kind: BlockKind, span: Span, outer: Span) {
        let index = self.built.blocks.len() as u32;
        let frame = self.frame();
        let block = Block {
            quote: frame.quote,
            callout: frame.callout,
            depth: frame.depth,
            // a term stands beside the terms before it, not under them
            parent: if kind == BlockKind::Term { self.frames.iter().rev().nth(1).and_then(|f| f.governs) } else { frame.governs },
            label: frame.label,
            ..Block::new(kind, span, outer)
        };
        self.built.blocks.push(block);
        self.beside = Some(self.frames.len());
        if let Some(frame) = self.frames.last_mut() {
            let first = frame.kind.is_some_and(|own| own == kind && !frame.owned(&self.built.blocks));
            if first || kind == BlockKind::Term {
                frame.governs = Some(index);
            }
        }
    }

    fn cell(&mut self, range: Range<usize>) {
        self.ensure(&range);
        let Some(leaf) = &mut self.leaf else { return };
        leaf.cells += 1;
        if leaf.cells > 1 {
            self.writer.separate(" | ");
        }
    }

    fn html_block(&mut self, range: Range<usize>) {
        let lines = self.html.take().unwrap_or_default();
        let comments = html::comments(self.source, range.clone());
        let kept: Vec<_> = lines.into_iter().flat_map(|line| html::outside(line, &comments)).collect();
        self.built.comments.extend(comments);
        let source = self.source;
        if kept.iter().all(|k| source.get(k.clone()).unwrap_or("").trim().is_empty()) {
            return;
        }
        self.open(BlockKind::Html, range.clone());
        for piece in kept {
            self.writer.words(source.get(piece.clone()).unwrap_or(""), piece);
        }
        self.close_at(range.end);
    }
}

impl Frame {
    /// Whether the block that governs is the container's own first one already.
    fn owned(&self, blocks: &[Block]) -> bool {
        let Some(block) = self.governs.and_then(|g| blocks.get(g as usize)) else { return false };
        Some(block.kind) == self.kind && block.depth == self.depth && block.quote == self.quote && block.label == self.label
    }
}
