//! What the tables say of a word, remembered: a text uses the same few thousand words again and again, and asking every table
//! and rule for each of them is most of what reading it costs.

use super::key_of;
use super::lexicon::{self, Entry, Groups, Marks};
use std::cell::RefCell;
use std::rc::Rc;

/// A folded word (no clitic) and what is known of it.
#[derive(Default)]
pub(super) struct Known {
    word: Box<str>,
    /// Where it differs from the word.
    pub lemma: Option<Rc<str>>,
    /// [`key_of`] the word.
    pub word_key: u32,
    /// [`key_of`] the lemma, or the word if there is none.
    pub key: u32,
    /// A function word.
    pub stop: bool,
    /// What the vocabulary says of the lemma.
    pub entry: Entry,
    /// The tables that the word or its lemma stands in.
    pub marks: Marks,
    /// The groups of the word and of the lemma.
    pub groups: (Groups, Groups),
}

/// Words that a thread remembers, at most; a word takes the place of another one with the same slot. A power of two.
const SLOTS: usize = 16_384;
/// A longer word, in bytes, is not remembered, so that hostile text takes no memory.
const LONGEST: usize = 48;

thread_local! {
    static SEEN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// Hands what is known of a folded word to `reader`. The same for the same word, whatever was asked before.
pub(super) fn known<T>(word: &str, reader: impl FnOnce(&Known) -> T) -> T {
    let key = key_of(word);
    if word.is_empty() || word.len() > LONGEST {
        return reader(&look(word, key));
    }
    SEEN.with_borrow_mut(|seen| {
        if seen.is_empty() {
            seen.resize_with(SLOTS, Known::default);
        }
        let slot = (key ^ key >> 15) as usize % SLOTS;
        match seen.get_mut(slot) {
            Some(known) => {
                if *known.word != *word {
                    *known = look(word, key);
                }
                reader(known)
            }
            None => reader(&look(word, key)),
        }
    })
}

fn look(word: &str, word_key: u32) -> Known {
    let stop = lexicon::is_stop(word);
    let found = lexicon::lemma(word);
    let american = if stop { None } else { lexicon::american(found.as_deref().unwrap_or(word)) };
    let lemma = american.or_else(|| found.map(|l| l.into_owned())).filter(|l| l != word);
    let key = lemma.as_deref().map_or(word_key, key_of);
    let (entry, marks) = (lexicon::entry(key), lexicon::marks(word_key, key));
    let groups = (Groups::of(word), Groups::of(lemma.as_deref().unwrap_or(word)));
    Known { word: word.into(), lemma: lemma.map(Rc::from), word_key, key, stop, entry, marks, groups }
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn a_word_is_known_the_same_the_second_time() {
        for _ in 0..2 {
            known("rose", |k| assert_eq!((k.lemma.as_deref(), k.stop), (Some("rise"), false)));
            known("labour", |k| assert_eq!(k.lemma.as_deref(), Some("labor")));
            known("the", |k| assert_eq!((k.lemma.as_deref(), k.stop), (None, true)));
            known("", |k| assert_eq!((k.lemma.as_deref(), k.stop), (None, false)));
        }
    }

    #[test]
    fn words_that_share_a_slot_do_not_mix() {
        let words: Vec<String> = (0..20_000).map(|i| format!("w{i}s")).collect();
        for word in words.iter().chain(&words) {
            known(word, |k| assert_eq!(k.key, super::look(word, super::key_of(word)).key, "{word}"));
        }
    }
}
