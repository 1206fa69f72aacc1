//! Whether two sentences about somebody without a name can be of one and the same: “some children are not playing” says nothing against
//! “some children are playing”, nor “not before breakfast” against “after breakfast”.

use super::super::compare::{self, Comparison};
use super::super::view::View;
use super::super::words::{Gap, gaps_of};
use super::beside::rest_needed;
use crate::evidence::Facts;
use crate::language::lexicon::{self, Group};
use crate::language::{Words, inflected};
use crate::mention::quantity::Quantity;
use std::ops::Range;

/// From this share of the rest on nothing in a claim says of whom it is.
const NAMELESS: f32 = 0.9;
/// Tokens of the longest preposition: “in front of the”.
const PHRASE: usize = 4;
/// Tokens at the beginning in which a subject tells of how many it is.
const FIRST: usize = 6;

/// Nothing says of whom the claim is, and each side speaks of a part, or the two speak of two times or places.
pub fn two(claim: &Facts, view: &View) -> bool {
    let met = |q: &Quantity| view.facts.quantities.iter().any(|r| compare::quantity(q, r) == Comparison::Satisfied);
    nameless(claim)
        && (some(&claim.words)
            || some(&view.facts.words)
            || picked(&claim.words)
            || picked(&view.facts.words)
            || elsewhere(claim, view, None)
            || !claim.quantities.iter().all(met))
}

/// Nothing in the claim says of whom it is.
pub fn nameless(claim: &Facts) -> bool {
    rest_needed(claim) > NAMELESS
}

/// “Some (of the) children”, “one of the twins”, “another boxer”: the first words leave it open which of them.
fn some(words: &Words) -> bool {
    let verb = verb(words).min(FIRST);
    (0..verb).any(|k| match words.fold(k) {
        "some" | "several" | "many" | "most" | "another" | "certain" => true,
        "few" => k.checked_sub(1).is_some_and(|b| words.fold(b) == "a"),
        "one" | "part" | "half" | "lot" => words.fold(k + 1) == "of",
        _ => false,
    })
}

/// “A boat without a sail”: which of several.
fn picked(words: &Words) -> bool {
    matches!(words.fold(0), "a" | "an") && (1..verb(words)).any(|k| matches!(words.fold(k), "with" | "without"))
}

fn verb(words: &Words) -> usize {
    (0..words.len()).find(|k| Group::Auxiliary.has(words.fold(*k))).unwrap_or(0)
}

/// “Is being followed”.
fn done_to(words: &Words) -> bool {
    (1..words.len()).any(|k| words.fold(k - 1) == "being" && inflected(words, k) && !words.fold(k).ends_with("ing"))
}

/// Before the same word the claim has one preposition or side and the sentence another: “beside the pool”, “in the pool”; or what the one
/// does is done to the other. `apart`: the two words of
/// which is asked.
pub fn elsewhere(claim: &Facts, view: &View, apart: Option<(&Range<usize>, &Range<usize>)>) -> bool {
    let (mine, theirs) = (&claim.words, &view.facts.words);
    let lacks = |words: &Words, folded: &str| (0..words.len()).all(|k| words.fold(k) != folded);
    // “is following”, “is being followed”: who does it is another
    if done_to(mine) != done_to(theirs) {
        return true;
    }
    let tie = |words: &Words, k: usize| {
        let more = matches!(words.fold(k), "before" | "after" | "during" | "beside" | "below" | "above" | "outside" | "between" | "around");
        more || words.is(k, Group::Placing)
    };
    let own = |i: usize| tie(mine, i) && apart.is_none_or(|a| !a.0.contains(&i)) && lacks(theirs, mine.fold(i));
    let their_own = |j: usize| tie(theirs, j) && apart.is_none_or(|a| !a.1.contains(&j)) && lacks(mine, theirs.fold(j));
    // the next word of content behind it is the same on both sides
    let noun = |g: &Gap| {
        let next = (g.claim.end..mine.len()).find(|k| mine.tokens.get(*k).is_some_and(|t| t.content()));
        g.right && next.is_some_and(|k| k <= g.claim.end + 1 && view.alignment.to_source.get(k).copied().flatten().is_some())
    };
    let short = |g: &Gap| noun(g) && g.claim.len() <= PHRASE && g.source.len() <= PHRASE;
    // “the front row”, “the back row”
    let opposed = |i: usize, j: usize| {
        let (Some(a), Some(b)) = (mine.tokens.get(i), theirs.tokens.get(j)) else { return false };
        let asked = apart.is_some_and(|a| a.0.contains(&i) && a.1.contains(&j));
        !asked && a.may_oppose() && b.may_oppose() && lexicon::opposed_keys(a.key, b.key).is_some()
    };
    gaps_of(&view.alignment).into_iter().filter(short).any(|g| {
        let set_apart = g.claim.clone().any(|i| g.source.clone().any(|j| opposed(i, j)));
        set_apart || g.claim.into_iter().any(own) && g.source.into_iter().any(their_own)
    })
}
