use super::initials::initials;
use super::likeness::Likeness;
use crate::language::{Token, Words, lexicon};
use crate::mention::Facts;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The words around a sentence that its reader has in mind: title, heading, the sentences before it.
#[derive(Clone, Debug, Default)]
pub struct Context {
    keys: FxHashSet<u32>,
    /// Initials of capitalised runs (“National Security Council” → `nsc`), as keys.
    initials: FxHashSet<u32>,
    /// Words of what the document is called.
    topic: FxHashSet<u32>,
}

impl Context {
    /// Adds the words of what the document is called.
    pub fn add_title(&mut self, words: &Words) {
        self.topic.extend(words.tokens.iter().filter(|t| t.content()).map(|t| t.key));
        self.add(words);
    }

    /// Adds the words of one sentence or title.
    pub fn add(&mut self, words: &Words) {
        self.keys.extend(words.tokens.iter().filter(|t| t.content()).map(|t| t.key));
        self.initials.extend(initials(words).iter().map(|s| s.key));
    }

    /// The document is called by the word.
    pub fn topical(&self, key: u32) -> bool {
        self.topic.contains(&key)
    }

    /// The word stands in the context, as itself, as the acronym of a name there, or (of names) as a synonym.
    pub fn has(&self, word: &Token) -> bool {
        self.keys.contains(&word.key)
            || word.upper && self.initials.contains(&word.key)
            || word.capital && self.keys.iter().any(|k| lexicon::similar_keys(*k, word.key) >= 0.9)
    }
}

/// What of a claim's content is found in a sentence and its context.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Weighted share found in the sentence itself, 0 to 1.
    pub own: f32,
    /// Weighted share found in the sentence or its context.
    pub full: f32,
    /// For each claim token its best likeness in the sentence; 1 for words that carry no content.
    pub inside: Vec<f32>,
    /// The same in the sentence or its context.
    pub found: Vec<f32>,
    /// Of each claim token: the document is called by it, and the sentence does not repeat it.
    pub topic: Vec<bool>,
}

/// The most that one word weighs.
const HEAVIEST: f32 = 6.0;
/// A word found in the context only is worth this much.
const NEARBY: f32 = 0.9;
/// A word that the document is called by, in a sentence that does not repeat it.
pub const TOPIC: f32 = 0.8;

/// Measures how much of what `claim` is about is found, in any order. Values (numbers) are left out.
pub fn coverage(claim: &Facts, sentence: &Words, like: &Likeness, context: &Context) -> Coverage {
    let n = claim.words.len();
    let mut out = Coverage { inside: vec![1.0; n], found: vec![1.0; n], topic: vec![false; n], ..Coverage::default() };
    for (i, t) in claim.words.tokens.iter().enumerate() {
        if !claim.about(i) {
            continue;
        }
        let mut best = like.best(i, 0..sentence.len());
        if best < 0.75 {
            best = 0.0;
        }
        out.inside[i] = best;
        out.topic[i] = best == 0.0 && context.topic.contains(&t.key);
        out.found[i] = if best < NEARBY && context.has(t) { NEARBY } else { best };
    }
    out.own = share(claim, 0..n, |i| out.inside[i]);
    out.full = share(claim, 0..n, |i| out.found[i]);
    out
}

/// The weighted mean of `found` over the content words of a range; 0 when there is none.
pub fn share(claim: &Facts, range: Range<usize>, found: impl Fn(usize) -> f32) -> f32 {
    let (mut total, mut sum) = (0.0f32, 0.0f32);
    for i in range.filter(|i| claim.about(*i)) {
        let Some(t) = claim.words.tokens.get(i) else { continue };
        // who reported it says little of what was reported; beyond a point rarity is chance
        let light = lexicon::reporting(&claim.words, i).is_some();
        let weight = if light { 1.0 } else { f32::from(t.weight()).min(HEAVIEST) };
        total += weight;
        sum += weight * found(i);
    }
    if total > 0.0 { sum / total } else { 0.0 }
}

/// How many content words (values left out) a range holds.
pub fn content_words(claim: &Facts, range: Range<usize>) -> usize {
    range.filter(|i| claim.about(*i)).count()
}
