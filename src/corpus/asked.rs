//! What is asked of sources while something is worked out: with the same answers to the same questions it comes out the same,
//! so that an edit of a source that changes none of them changes nothing.

use std::cell::RefCell;

/// The questions, as [`watched`] recorded them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// Lemma keys that sentences were looked up by, ascending, each once.
    pub keys: Vec<u32>,
    /// More was read than sentences that were found so, and what stands around them: any edit may matter.
    pub whole: bool,
}

/// Sentences before and after one that was looked up which may be read with it: they may lend it a subject or a date, or take it back.
pub const BEFORE: usize = 2;
pub const AFTER: usize = 1;

/// More questions than this count as reading everything.
const MOST: usize = 16_384;

thread_local! {
    static WATCHED: RefCell<Option<Asked>> = const { RefCell::new(None) };
}

/// Runs `work` and tells what it asked of any [`super::Source`] on this thread. It must hand no part of the work to another
/// thread, and read of a source's text only sentences that it looked up, their neighbours ([`BEFORE`], [`AFTER`]), or what
/// [`super::Source`] gives out by a method.
pub fn watched<T>(work: impl FnOnce() -> T) -> (T, Asked) {
    WATCHED.set(Some(Asked::default()));
    let out = work();
    let mut asked = WATCHED.take().unwrap_or_else(|| Asked { whole: true, ..Asked::default() });
    asked.keys.sort_unstable();
    asked.keys.dedup();
    (out, asked)
}

/// Sentences with this key were asked for.
pub(super) fn key(key: u32) {
    WATCHED.with_borrow_mut(|w| {
        let Some(asked) = w.as_mut().filter(|a| !a.whole) else { return };
        if asked.keys.len() < MOST {
            asked.keys.push(key);
        } else {
            asked.whole = true;
        }
    });
}

/// The text of a source was read at large.
pub(super) fn whole() {
    WATCHED.with_borrow_mut(|w| w.iter_mut().for_each(|a| a.whole = true));
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;
    use crate::document::{Document, Format};
    use crate::language::key_of;
    use std::sync::Arc;

    #[test]
    fn look_ups_and_readings_are_told() {
        let source = Source::new(Arc::new(Document::from_text("a.txt", "The tide rose.", Format::Plain)));
        let (found, asked) = watched(|| (source.has(key_of("tide")), source.sentences_with(key_of("gate")).count()));
        assert_eq!(found, (true, 0));
        let mut keys = vec![key_of("tide"), key_of("gate")];
        keys.sort_unstable();
        assert_eq!(asked, Asked { keys, whole: false });
        assert!(watched(|| source.letters().len()).1.whole);
        assert_eq!(watched(|| ()).1, Asked::default());
    }
}
