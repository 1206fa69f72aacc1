use super::{Document, plain};

/// Reads Markdown.
pub(super) fn read(document: Document) -> Document {
    let (blocks, map) = plain::read(&document.original);
    Document { text: document.original.clone(), blocks, map, ..document }
}
