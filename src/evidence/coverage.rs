use super::likeness::Likeness;
use crate::language::{Token, Words, key_of, lexicon};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The words around a sentence that its reader has in mind: title, heading, the sentences before it.
#[derive(Clone, Debug, Default)]
pub struct Context {
    keys: FxHashSet<u32>,
    /// Initials of capitalised runs (“National Security Council” → `nsc`), as keys.
    initials: FxHashSet<u32>,
}

impl Context {
    /// Adds the words of one sentence or title.
    pub fn add(&mut self, words: &Words) {
        self.keys.extend(words.tokens.iter().filter(|t| t.content()).map(|t| t.key));
        self.initials.extend(initials(words).iter().map(|s| s.key));
    }

    /// The word stands in the context, as itself or as the acronym of a name there.
    pub fn has(&self, word: &Token) -> bool {
        self.keys.contains(&word.key) || word.upper && self.initials.contains(&word.key)
    }
}

/// A run of capitalised words and the key of its initials.
struct Spelled {
    key: u32,
    from: usize,
    to: usize,
}

/// Every run of two to six capitalised words; small words inside a run are left out of its initials.
fn initials(words: &Words) -> Vec<Spelled> {
    let mut out = Vec::new();
    for from in 0..words.len() {
        if !words.tokens[from].capital {
            continue;
        }
        let mut letters = String::new();
        let mut capitals = 0;
        for i in from..words.len().min(from + 9) {
            let t = &words.tokens[i];
            if t.capital && t.is_word() {
                letters.extend(words.fold(i).chars().next());
                capitals += 1;
                if capitals > 1 {
                    out.push(Spelled { key: key_of(&letters), from, to: i + 1 });
                }
            } else if !matches!(words.fold(i), "of" | "the" | "for" | "and" | "in" | "on" | "'s" | "-") {
                break;
            }
        }
    }
    out
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
}

/// A word found in the context only is worth this much.
const NEARBY: f32 = 0.9;

/// Measures how much of what `claim` is about is found, in any order. Values (numbers) are left out.
pub fn coverage(claim: &Words, sentence: &Words, like: &Likeness, context: &Context) -> Coverage {
    let spelled: FxHashSet<u32> = initials(sentence).iter().map(|s| s.key).collect();
    let acronyms: FxHashSet<u32> = sentence.tokens.iter().filter(|t| t.upper).map(|t| t.key).collect();
    let short: Vec<Spelled> =
        if acronyms.is_empty() { Vec::new() } else { initials(claim).into_iter().filter(|s| acronyms.contains(&s.key)).collect() };
    let mut out = Coverage { inside: vec![1.0; claim.len()], found: vec![1.0; claim.len()], ..Coverage::default() };
    for (i, t) in claim.tokens.iter().enumerate() {
        if !about(t) {
            continue;
        }
        let mut best = like.best(i, 0..sentence.len());
        if best < 0.9 && (t.upper && spelled.contains(&t.key) || t.capital && short.iter().any(|s| s.from <= i && i < s.to)) {
            best = 0.9;
        }
        if best < 0.75 {
            best = 0.0;
        }
        out.inside[i] = best;
        out.found[i] = if best < NEARBY && context.has(t) { NEARBY } else { best };
    }
    out.own = share(claim, 0..claim.len(), |i| out.inside[i]);
    out.full = share(claim, 0..claim.len(), |i| out.found[i]);
    out
}

/// Words that say what a sentence is about; numbers are values, not words.
fn about(t: &Token) -> bool {
    t.content() && !t.is_number()
}

/// The weighted mean of `found` over the content words of a range; 0 when there is none.
pub fn share(claim: &Words, range: Range<usize>, found: impl Fn(usize) -> f32) -> f32 {
    let (mut total, mut sum) = (0.0f32, 0.0f32);
    for i in range {
        let Some(t) = claim.tokens.get(i).filter(|t| about(t)) else { continue };
        let weight = f32::from(lexicon::weight(t.key));
        total += weight;
        sum += weight * found(i);
    }
    if total > 0.0 { sum / total } else { 0.0 }
}

/// How many content words (values left out) a range holds.
pub fn content_words(words: &Words, range: Range<usize>) -> usize {
    range.filter(|i| words.tokens.get(*i).is_some_and(about)).count()
}
