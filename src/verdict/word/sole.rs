//! “The only member” beside “one of the members”.

use super::super::difference::{Difference, Slot};
use super::beside::{Beside, denials};
use crate::evidence::Facts;
use std::ops::Range;

/// Tokens from the words to what they count.
const REACH: usize = 6;
/// What a sentence and its context, and the sentence alone, must say of the rest.
const REST: (f32, f32) = (0.9, 0.6);

/// How many there are of a thing, and the content words that say of what.
struct Count {
    cue: Range<usize>,
    alone: bool,
    heads: Vec<usize>,
}

pub fn find(b: &Beside) -> Option<Difference> {
    let (mine, theirs) = (counts(b.claim), counts(b.source));
    let ([x], [y]) = (mine.as_slice(), theirs.as_slice()) else { return None };
    let alike = x.heads.iter().any(|i| y.heads.iter().any(|j| b.view.like.at(*i, *j) >= 0.9));
    let apart = |k: usize| x.cue.contains(&k);
    if x.alone == y.alone || !alike || !denials(b.claim).is_empty() || b.denied() || b.guarded() || !b.said_to(REST.0, REST.1, apart) {
        return None;
    }
    let claimed = b.claim.words.cover(x.cue.start, x.cue.end);
    let found = b.source.words.cover(y.cue.start, y.cue.end);
    Some(Difference { slot: Slot::Quantifier, rule: "quantifier-conflict", claimed, found, replaceable: false })
}

/// “The only X”, “the sole X”; “one of the X”, “one of three X”.
fn counts(facts: &Facts) -> Vec<Count> {
    let words = &facts.words;
    let mut out = Vec::new();
    for k in 0..words.len() {
        let two = (words.fold(k), words.fold(k + 1));
        let alone = matches!(two, ("the" | "its" | "their" | "his" | "her", "only" | "sole"));
        if !alone && two != ("one", "of") {
            continue;
        }
        let stop = |i: &usize| matches!(words.fold(*i), "," | ";" | ":" | "." | "(" | ")");
        let heads: Vec<usize> =
            (k + 2..words.len().min(k + 2 + REACH)).take_while(|i| !stop(i)).filter(|i| facts.about(*i)).take(3).collect();
        // “the only one of …”
        if words.fold(k + 2) != "one" && !heads.is_empty() {
            out.push(Count { cue: k..k + 2, alone, heads });
        }
    }
    out
}
