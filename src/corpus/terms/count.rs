//! How often and where the sources use a term.

use super::form::form;
use super::{Found, LONGEST, Terms, remembered};
use crate::corpus::Source;
use crate::corpus::usage::Wanted;
use crate::language::{Words, lexicon};
use crate::text::Span;
use rayon::prelude::*;
use std::sync::Arc;

/// How many sentences are read to see whether the words of a term stand side by side, at most.
const READ: usize = 64;

/// How often and where the sources use a term.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Uses {
    /// Sentences that have the term.
    pub sentences: usize,
    /// Sources that have it.
    pub sources: usize,
    /// All were counted; otherwise there are at least so many.
    pub exact: bool,
    /// The first ones: source and the term's span in its text, in order of the sources.
    pub places: Vec<(usize, Span)>,
}

impl Terms {
    /// How often and where the sources use the term. Single words are counted in the index; for longer terms at most
    /// a few dozen sentences are read.
    pub fn uses(&self, term: &str) -> Arc<Uses> {
        let words = Words::new(term, Span::new(0, term.len()));
        let form = form(&words, 0, words.len());
        // two ways of writing one form may have other keys: “tide gate”, “tidegate”
        let mut asked = form.clone();
        words.tokens.iter().filter(|t| t.content()).for_each(|t| asked.push_str(&format!(" {}", t.key)));
        remembered(&self.used, asked, || self.count(&words, &form))
    }

    /// Every place in the sources that uses the term: source and span in its text, in order.
    pub fn everywhere(&self, term: &str) -> Arc<Found> {
        remembered(&self.found, term.to_string(), || {
            let wanted = Wanted::new(term);
            let of = |(i, s): (usize, &Arc<Source>)| wanted.places(s).into_iter().map(move |span| (i, span));
            self.sources.par_iter().enumerate().flat_map_iter(of).collect()
        })
    }

    fn count(&self, words: &Words, form: &str) -> Uses {
        let mut keys: Vec<u32> = words.tokens.iter().filter(|t| t.content()).map(|t| t.key).collect();
        // the rarest first: fewest sentences have it
        keys.sort_unstable_by_key(|k| (std::cmp::Reverse(lexicon::weight(*k)), *k));
        keys.dedup();
        let mut uses = Uses { exact: true, ..Uses::default() };
        let mut read = 0;
        for (i, source) in self.sources.iter().enumerate() {
            let before = uses.sentences;
            let Some((first, rest)) = keys.split_first() else { break };
            for s in source.sentences_with(*first) {
                if !rest.iter().all(|k| source.has_in(*k, s)) {
                    continue;
                }
                let place = || place(source, s, form);
                if keys.len() > 1 {
                    read += 1;
                    if read > READ {
                        uses.exact = false;
                        break;
                    }
                    match place() {
                        Some(span) => uses.places.push((i, span)),
                        None => continue,
                    }
                } else if uses.places.len() < 10
                    && let Some(span) = place()
                {
                    uses.places.push((i, span));
                }
                uses.sentences += 1;
            }
            uses.sources += usize::from(uses.sentences > before);
        }
        uses.places.truncate(10);
        uses
    }
}

/// Where a sentence of the source has the term.
fn place(source: &Source, sentence: u32, wanted: &str) -> Option<Span> {
    let span = *source.sentences.get(sentence as usize)?;
    let words = Words::new(&source.document.text, span);
    (0..words.len()).find_map(|from| {
        if !words.tokens.get(from).is_some_and(|t| t.is_word() || t.is_number()) || !wanted.starts_with(words.lemma(from)) {
            return None;
        }
        (from + 1..=(from + LONGEST).min(words.len()))
            .find(|&to| words.tokens.get(to - 1).is_some_and(|t| t.is_word() || t.is_number()) && form(&words, from, to) == wanted)
            .map(|to| words.cover(from, to))
    })
}
