use crate::corpus::Source;
use crate::diagnostic::Location;
use crate::document::Document;
use crate::text::Span;

/// The place of an analysed span, in the file's own text.
pub(super) fn location(document: &Document, span: Span) -> Location {
    original(document, document.outer(span))
}

/// A place in the file's own text.
pub(super) fn original(document: &Document, span: Span) -> Location {
    Location { file: document.path.clone(), span, text: span.of(&document.original).to_string() }
}

/// `file:line`, 1-based.
pub(super) fn file_line(source: &Source, span: Span) -> String {
    let document = &source.document;
    let line = document.lines().line(document.outer(span).start as usize);
    format!("{}:{}", document.path, line + 1)
}
