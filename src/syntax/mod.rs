//! Which word depends on which: parts of speech and dependencies of an English sentence, after Universal Dependencies.
//!
//! A tagger and a greedy parser over hashed features, with weights that `examples/syntax` learned from the English Web
//! Treebank (english.bin, LICENSE-UD). One word in six hangs on a wrong one: whoever asks must be content when a wrong arc
//! costs a warning, and never let one make one.

pub mod form;
mod model;
pub mod parse;
pub mod tag;
pub mod tree;
pub mod weights;

use crate::language::Words;
pub use model::Model;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
pub use tree::{Relation, Tree};

const ENGLISH: &[u8] = include_bytes!("english.bin");
static PARSED: AtomicUsize = AtomicUsize::new(0);
static OFF: AtomicBool = AtomicBool::new(false);

/// Sentences parsed since the program began.
pub fn parsed() -> usize {
    PARSED.load(Ordering::Relaxed)
}

/// From here on every tree is empty: to measure what syntax is worth.
pub fn switch_off() {
    OFF.store(true, Ordering::Relaxed);
}

/// The tree of the words of `text`; see [`Model::tree`].
pub fn tree(text: &str, words: &Words, joined: &[Range<usize>]) -> Tree {
    static CELL: OnceLock<Option<Model>> = OnceLock::new();
    let model = CELL.get_or_init(|| Model::read(ENGLISH)).as_ref();
    let Some(model) = model.filter(|_| !OFF.load(Ordering::Relaxed)) else { return Tree::default() };
    PARSED.fetch_add(1, Ordering::Relaxed);
    model.tree(text, words, joined)
}

#[cfg(test)]
mod tests;
