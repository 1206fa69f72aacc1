//! Names of a claim beside those of a sentence that it all but copies.

use super::difference::{Difference, Pair, Slot};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use crate::mention::name::{self, NameRelation};

/// Share of the claim's words in order from which on a foreign name in a name's place needs no further sign.
const SURE: f32 = 0.8;

/// Names of the claim that stand where the source names another.
pub fn names(pair: &Pair, aliases: &name::Aliases) -> Vec<Difference> {
    let relation =
        |i: usize, j: usize| name::relation(&pair.claim.names[i], &pair.claim.words, &pair.source.names[j], &pair.source.words, aliases);
    let same = |i: usize, j: usize| matches!(relation(i, j), NameRelation::Same | NameRelation::Compatible);
    let mut out = Vec::new();
    for (i, n) in pair.claim.names.iter().enumerate() {
        if pair.matched(&n.tokens) || inside(pair, i) || (0..pair.source.names.len()).any(|j| same(i, j)) {
            continue;
        }
        for (j, r) in pair.source.names.iter().enumerate() {
            let taken = (0..pair.claim.names.len()).any(|k| k != i && same(k, j));
            if taken || !pair.in_place(&n.tokens, &r.tokens) || listed(pair, i, j) {
                continue;
            }
            let clear = !glued(pair, i, j)
                && match relation(i, j) {
                    NameRelation::Different => true,
                    // two full names without a common word, one in the other's place, and the note's is nowhere in the document
                    NameRelation::Unknown => {
                        let names = full(pair.claim, i) && full(pair.source, j) && (!known(pair, i) || pair.alignment.ordered >= SURE);
                        !shares_word(pair, i, j) && !nearby(pair, i) && (names || framed(pair, i, j))
                    }
                    _ => false,
                };
            if clear {
                out.push(Difference { slot: Slot::Name(i, j), rule: "name-conflict", claimed: n.span, found: r.span, replaceable: true });
            }
            break;
        }
    }
    out
}

/// In an all but copied sentence the words right before and right after are the same on both sides, and the note's name is
/// nowhere in the document: “issues in Boston on April 27” beside “issues in New York on April 27”.
fn framed(pair: &Pair, i: usize, j: usize) -> bool {
    let (Some(a), Some(b)) = (pair.claim.names.get(i), pair.source.names.get(j)) else { return false };
    let at = |k: usize| pair.alignment.to_source.get(k).copied().flatten().map(|x| x as usize);
    let before = a.tokens.start.checked_sub(1).and_then(at).is_some_and(|x| x + 1 == b.tokens.start);
    let after = at(a.tokens.end).is_some_and(|x| x == b.tokens.end);
    let part = region(&pair.claim.words, a.head) || region(&pair.source.words, b.head);
    before && after && pair.alignment.ordered >= SURE && !known(pair, i) && !a.initial && !b.initial && !part
}

/// The name is of a country or a region, of which the other place may be a part.
fn region(words: &Words, head: usize) -> bool {
    Group::Region.has(words.fold(head)) || lexicon::alias(words, head).is_some()
}

/// All words of the claim's name stand in the sentence.
fn inside(pair: &Pair, i: usize) -> bool {
    likes(pair, i, &pair.view.coverage.inside).reduce(f32::min).is_some_and(|x| x >= 0.9)
}

/// A word of the claim's name stands in the sentence or its context.
fn nearby(pair: &Pair, i: usize) -> bool {
    likes(pair, i, &pair.view.coverage.found).reduce(f32::max).is_none_or(|x| x >= 0.9)
}

fn likes<'a>(pair: &'a Pair, i: usize, found: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
    let tokens = pair.claim.names.get(i).map_or(0..0, |n| n.tokens.clone());
    tokens.filter(|k| pair.claim.about(*k)).filter_map(|k| found.get(k).copied())
}

/// The source's name is one of several in a row, of which the claim's place may be another: more than one can be true.
fn listed(pair: &Pair, i: usize, j: usize) -> bool {
    let rows = |facts: &Facts, k: usize| {
        let Some(n) = facts.names.get(k) else { return 0 };
        let joins = |at: usize| matches!(facts.words.fold(at), "," | "and" | "&" | "or" | "/");
        let named = |at: usize| facts.words.tokens.get(at).is_some_and(|t| t.capital);
        let after = joins(n.tokens.end) && (named(n.tokens.end + 1) || named(n.tokens.end + 2));
        let before = n.tokens.start >= 2 && joins(n.tokens.start - 1) && named(n.tokens.start - 2);
        usize::from(after) + usize::from(before)
    };
    rows(pair.source, j) > rows(pair.claim, i)
}

/// One name is the other with letters of the next word stuck to it.
fn glued(pair: &Pair, i: usize, j: usize) -> bool {
    let (Some(a), Some(b)) = (pair.claim.names.get(i), pair.source.names.get(j)) else { return false };
    let (a, b) = (a.span.of(pair.claim_text), b.span.of(&pair.document.document.text));
    a.starts_with(b) || b.starts_with(a)
}

fn full(facts: &Facts, i: usize) -> bool {
    facts.names.get(i).is_some_and(|n| n.tokens.len() >= 2 && !n.acronym)
}

/// Any content word of the claim's name stands somewhere in the document.
fn known(pair: &Pair, i: usize) -> bool {
    let Some(n) = pair.claim.names.get(i) else { return true };
    pair.claim.words.tokens.get(n.tokens.clone()).is_none_or(|ts| ts.iter().filter(|t| t.content()).all(|t| pair.document.has(t.key)))
}

fn shares_word(pair: &Pair, i: usize, j: usize) -> bool {
    let (Some(a), Some(b)) = (pair.claim.names.get(i), pair.source.names.get(j)) else { return true };
    let keys = |w: &Words, r: &std::ops::Range<usize>| {
        w.tokens.get(r.clone()).unwrap_or(&[]).iter().filter(|t| t.content()).map(|t| t.key).collect::<Vec<_>>()
    };
    let theirs = keys(&pair.source.words, &b.tokens);
    keys(&pair.claim.words, &a.tokens).iter().any(|k| theirs.contains(k))
}
