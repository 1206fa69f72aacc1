//! Words: tokens, sentences, folding that keeps offsets, lemmas. `lexicon` holds data only.

mod english;
mod fold;
mod known;
mod letters;
pub mod lexicon;
mod sentence;
mod token;
mod verb;

pub use english::is_english;
pub use fold::{fold, fold_char};
pub use letters::{Atom, Letters, unspaced};
pub use sentence::sentences;
pub use token::{Token, TokenKind, Words, key_of};
pub use verb::{inflected, progressive};

/// Reads the tables, some milliseconds: for who has others wait for the first word.
pub fn prepare() {
    let text = "Tables.";
    Words::new(text, crate::text::Span::new(0, text.len()));
}
