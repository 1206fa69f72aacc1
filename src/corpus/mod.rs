//! Every document, its index, glossary, definition sites, links, bibliography.

mod source;

pub use source::Source;
