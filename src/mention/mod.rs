//! Typed things in a sentence, one file per kind. Each is a pure `find(text, words) -> Vec<…>`; spans are
//! into the text, token ranges into the sentence's [`crate::language::Words`].

pub mod attribution;
pub mod date;
mod facts;
pub mod modality;
pub mod name;
pub mod polarity;
pub mod quantity;
pub mod quotation;

pub use facts::Facts;

/// A half-open range of token indices within one sentence's `Words`.
pub type TokenRange = std::ops::Range<usize>;
