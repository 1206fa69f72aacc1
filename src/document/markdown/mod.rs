//! Markdown becomes running text: the words without markup, in blocks, with a map back.

mod build;
mod callout;
mod html;
mod link;
mod marks;
mod nesting;
#[cfg(test)]
mod tests;
mod writer;

use super::{Block, Document, SourceMap, front, plain};
use build::Builder;
use pulldown_cmark::{Options, Parser};

/// Reads CommonMark with GFM tables, task lists and strikethrough, footnotes, wiki links, definition
/// lists, math and YAML front matter. Linear in practice; text nested deeper than anyone writes is read as plain text.
pub(super) fn read(mut document: Document) -> Document {
    let source = document.original.clone();
    let (front, body) = front::read(&source);
    document.front = front;
    let rest = source.get(body..).unwrap_or("");
    if nesting::too_deep(rest) {
        let (blocks, _) = plain::read(&source);
        document.blocks = blocks.into_iter().filter(|b: &Block| b.span.start as usize >= body).collect();
        document.map = SourceMap::identity();
        document.text = source;
        return document;
    }
    let built = parse(&source, body, true).or_else(|| parse(&source, body, false)).unwrap_or_default();
    document.text = built.text.into();
    document.map = built.map;
    document.blocks = built.blocks;
    document.inlines = built.inlines;
    document.comments = built.comments;
    document
}

/// `None` if what was taken for math is rather sums of money.
fn parse(source: &str, body: usize, math: bool) -> Option<build::Built> {
    let mut options = Options::ENABLE_FOOTNOTES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_MATH, math);
    let mut events = Parser::new_ext(source.get(body..)?, options).into_offset_iter();
    let mut builder = Builder::new(source, body);
    while let Some((event, range)) = events.next() {
        builder.event(event, range, events.reference_definitions());
        if builder.money() {
            return None;
        }
    }
    Some(builder.finish())
}
