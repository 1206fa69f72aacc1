//! Tables of words and phrases that carry a value, and their longest match in a sentence.

use super::super::{Words, key_of};
use super::marks::Marks;
use rustc_hash::FxHashMap;

struct Entry<T> {
    /// Key of the second word, which keeps most entries from being looked at further.
    second: Option<u32>,
    words: Vec<Part>,
    value: T,
}

/// A word of a phrase.
struct Part {
    /// As it is written in the table.
    text: String,
    folded: String,
    /// Begins with a capital / has two letters or more and no small one.
    capital: bool,
    upper: bool,
}

impl Part {
    fn new(text: &str) -> Part {
        let capital = text.starts_with(char::is_uppercase);
        Part { text: text.to_string(), folded: folded(text), capital, upper: text.len() > 1 && !text.contains(char::is_lowercase) }
    }
}

/// Phrases by their first word.
pub(super) struct Phrases<T> {
    /// What a token's marks have when a phrase may begin there.
    mark: Marks,
    entries: FxHashMap<u32, Vec<Entry<T>>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { mark: Marks::default(), entries: FxHashMap::default() }
    }
}

impl<T: Copy> Phrases<T> {
    pub(super) fn new(mark: Marks) -> Phrases<T> {
        Phrases { mark, entries: FxHashMap::default() }
    }

    /// The keys of all first words.
    pub(super) fn heads(&self, add: &mut impl FnMut(Marks, u32)) {
        self.entries.keys().for_each(|key| add(self.mark, *key));
    }

    /// Adds a phrase as it is written: words separated by spaces; a hyphen in a word is a word, as in the tokens of a text.
    pub(super) fn add(&mut self, phrase: &str, value: T) {
        let words: Vec<Part> = phrase.split_whitespace().flat_map(parts).map(Part::new).collect();
        let Some(first) = words.first() else { return };
        self.entries.entry(key_of(&first.folded)).or_default().push(Entry {
            second: words.get(1).map(|w| key_of(&w.folded)),
            words,
            value,
        });
    }

    /// Like [`Phrases::add`], without capitals: it is found however it is written.
    pub(super) fn add_folded(&mut self, phrase: &str, value: T) {
        self.add(&phrase.to_ascii_lowercase(), value);
    }

    /// The longest phrase whose words are the folded forms or the lemmas of the tokens from `at` on: how many tokens, and its value.
    pub(super) fn at(&self, words: &Words, at: usize) -> Option<(usize, T)> {
        self.find(words, at, |part, _, i| words.fold(i) == part.text || words.lemma(i) == part.text)
    }

    /// Like [`Phrases::at`], for names: folded forms only, a capital where the phrase has one, and all capitals where it has them
    /// (`US` is not “us”, `WHO` not “Who”).
    pub(super) fn name_at(&self, words: &Words, at: usize) -> Option<(usize, T)> {
        self.find(words, at, |part, place, i| {
            let Some(token) = words.tokens.get(i) else { return false };
            let dotted = token.span.len() > part.text.len();
            words.fold(i) == part.folded
                && (!part.capital || token.capital || (place > 0 && part.text == "The"))
                && (!part.upper || token.upper || (dotted && token.capital))
        })
    }

    fn find(&self, words: &Words, at: usize, same: impl Fn(&Part, usize, usize) -> bool) -> Option<(usize, T)> {
        let token = words.tokens.get(at).filter(|t| t.marks.has(self.mark))?;
        let lists = [token.word_key, token.key];
        let next = words.tokens.get(at + 1).map(|t| (t.word_key, t.key));
        let goes_on = |e: &Entry<T>| e.second.is_none_or(|s| next.is_some_and(|n| n.0 == s || n.1 == s));
        let mut best: Option<(usize, T)> = None;
        for key in lists.iter().take(1 + usize::from(lists[0] != lists[1])) {
            for e in self.entries.get(key).into_iter().flatten() {
                let longer = best.is_none_or(|(n, _)| e.words.len() > n);
                if longer && goes_on(e) && e.words.iter().enumerate().all(|(k, w)| same(w, k, at + k)) {
                    best = Some((e.words.len(), e.value));
                }
            }
        }
        best
    }
}

/// A hyphenated word is three tokens in a text.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = word.get(at..).filter(|r| !r.is_empty())?;
        let len = match rest.find('-') {
            Some(0) => 1,
            Some(n) => n,
            None => rest.len(),
        };
        at += len;
        rest.get(..len)
    })
}

/// Data is ASCII with some full stops, which tokens do not have.
fn folded(word: &str) -> String {
    word.chars().filter(|c| *c != '.').map(|c| c.to_ascii_lowercase()).collect()
}
