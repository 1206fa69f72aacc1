//! Differences of quantities between a claim and a source sentence.

use super::bound;
use super::compare::{self, Comparison};
use super::difference::{Difference, Pair, Slot};
use super::figure;
use crate::evidence::{Facts, clause_at, clauses};
use crate::mention::polarity::{Negation, NegationKind};
use crate::mention::quantity::{Bound, Kind, Quantity, Role};
use crate::text::Span;

/// Share of the claim's words in order from which on a figure in another's place is taken to be a change of it, though the words
/// allow both, or nearly do; and the fewest such words.
const COPIED: f32 = 0.95;

const WORDS: usize = 6;

fn copied(pair: &Pair) -> bool {
    let matched = |i: &usize| pair.claim.about(*i) && pair.alignment.to_source.get(*i).copied().flatten().is_some();
    pair.alignment.ordered >= COPIED && (0..pair.claim.words.len()).filter(matched).count() >= WORDS
}

/// For each claim quantity: `Some(j)` the source quantity that satisfies it.
fn satisfied_quantities(pair: &Pair) -> Vec<Option<usize>> {
    let mut used = vec![false; pair.source.quantities.len()];
    let mut out = vec![None; pair.claim.quantities.len()];
    // those that stand in the same place first, then any
    for strict in [true, false] {
        for (i, q) in pair.claim.quantities.iter().enumerate() {
            if out[i].is_some() {
                continue;
            }
            let nearest = rival_in_place(pair, i);
            let hit = pair.source.quantities.iter().enumerate().find(|(j, r)| {
                let place = if strict { pair.in_place(&q.tokens, &r.tokens) } else { nearest.is_none_or(|n| near(pair, i, *j) > n - 0.12) };
                let moved = same_bound(q, r) && (strict || copied(pair) && pair.in_place(&q.tokens, &r.tokens));
                let met = compare::quantity(q, r) == Comparison::Satisfied && !rescaled(q, r) && !moved;
                !used[*j] && place && (met || same_digits(pair, q, r))
            });
            if let Some((j, _)) = hit {
                used[j] = true;
                out[i] = Some(j);
            }
        }
    }
    out
}

/// How near the claim's `i`-th quantity and the source's `j`-th stand, by the words around them.
fn near(pair: &Pair, i: usize, j: usize) -> f32 {
    let (Some(q), Some(r)) = (pair.claim.quantities.get(i), pair.source.quantities.get(j)) else { return 0.0 };
    let mine = clause_at(&clauses(pair.claim), q.tokens.start);
    pair.view.near(pair.claim, mine, r.tokens.start)
}

/// The nearness of a source quantity that stands in the place of the claim's `i`-th and differs from it.
fn rival_in_place(pair: &Pair, i: usize) -> Option<f32> {
    let q = pair.claim.quantities.get(i)?;
    let rivals = pair.source.quantities.iter().enumerate();
    let there = rivals.filter(|(_, r)| compare::quantity(q, r) == Comparison::Different && pair.in_place(&q.tokens, &r.tokens));
    there.map(|(j, _)| near(pair, i, j)).max_by(f32::total_cmp)
}

/// Quantities of the claim that stand where the source has another value.
pub fn quantities(pair: &Pair) -> Vec<Difference> {
    let satisfied = satisfied_quantities(pair);
    let taken: Vec<usize> = satisfied.iter().flatten().copied().collect();
    let mut out = Vec::new();
    for (i, q) in pair.claim.quantities.iter().enumerate() {
        if satisfied[i].is_some() || answered(pair, i) {
            continue;
        }
        // of several figures a bound is said of the one beside it, wherever that stands
        let free = |k: &usize| !taken.contains(k);
        let passed = |r: &Quantity| pair.source.quantities.iter().enumerate().any(|(k, o)| free(&k) && bound::nearer(q, o, r));
        let mut rivals =
            pair.source.quantities.iter().enumerate().filter(|(j, r)| free(j) && pair.in_place(&q.tokens, &r.tokens) && !passed(r));
        if let Some((j, r)) = rivals.next()
            && (compare::quantity(q, r) == Comparison::Different || same_bound(q, r) || rescaled(q, r) || nearly(pair, q, r))
            && same_thing(pair, q, r)
            && !changed_by(pair, q, r)
            && !figure::unlike(pair, q, j)
            && !denied(pair.claim, pair.source, r)
        {
            out.push(Difference {
                slot: Slot::Quantity(i, j),
                rule: "number-conflict",
                claimed: q.number,
                found: r.number,
                replaceable: true,
            });
        }
    }
    out
}

/// The source denies the figure, and the claim denies nothing: “there are not five boats” leaves four.
pub fn denied(claim: &Facts, source: &Facts, r: &Quantity) -> bool {
    let full = |n: &&Negation| n.kind == NegationKind::Full;
    let right_before = |n: &Negation| n.scope.start + DENIED >= r.tokens.start && n.scope.contains(&r.tokens.start);
    !claim.negations.iter().any(|n| full(&n)) && source.negations.iter().filter(full).any(right_before)
}

/// Tokens between a denial and the figure that it is of.
const DENIED: usize = 2;

/// A bound, or a place in a row, that another figure of the sentence meets, whatever stands in its place.
fn answered(pair: &Pair, i: usize) -> bool {
    let Some(q) = pair.claim.quantities.get(i) else { return false };
    let open = !matches!(q.bound, Bound::Exact | Bound::About | Bound::Range) || q.kind == Kind::Ordinal;
    let meets =
        |r: &Quantity| compare::quantity(q, r) == Comparison::Satisfied && !same_bound(q, r) && !rescaled(q, r) && same_thing(pair, q, r);
    open && pair.source.quantities.iter().any(meets)
}

/// The same digits with another scale word: “3.3 billion” for “3.3 trillion”.
fn rescaled(q: &Quantity, r: &Quantity) -> bool {
    let (low, high) = (q.value.min(r.value), q.value.max(r.value));
    q.kind == r.kind && low >= 1000.0 && [1e3, 1e6, 1e9].iter().any(|f| (low * f - high).abs() <= high * 1e-9)
}

/// What is counted is not another thing on the two sides: “51% of Australians” says nothing of “47% of Americans”.
fn same_thing(pair: &Pair, q: &Quantity, r: &Quantity) -> bool {
    match (q.head, r.head) {
        (Some(a), Some(b)) => pair.view.like.at(a, b) >= 0.75 || pair.alignment.to_source.get(a).copied().flatten().is_some(),
        _ => true,
    }
}

/// The same digits, the separators left out or put elsewhere.
fn same_digits(pair: &Pair, q: &Quantity, r: &Quantity) -> bool {
    let digits = |text: &str, s: Span| s.of(text).chars().filter(char::is_ascii_digit).collect::<String>();
    let mine = digits(pair.claim_text, q.number);
    mine.len() > 3 && q.kind == r.kind && mine == digits(&pair.document.document.text, r.number) && !rescaled(q, r)
}

/// “Rose by 60” beside “from 200 to 260”: a change and its ends.
fn changed_by(pair: &Pair, q: &Quantity, r: &Quantity) -> bool {
    let by = q.tokens.start.checked_sub(1).is_some_and(|b| pair.claim.words.fold(b) == "by");
    r.role != Role::None && (by || q.role == Role::None)
}

/// Both say “more than”, of values that differ: neither excludes the other, but one did not come from the other.
pub fn same_bound(q: &Quantity, r: &Quantity) -> bool {
    if q.bound == Bound::Range && r.bound == Bound::Range && q.kind == r.kind {
        // one border of two was changed
        let (low, high) = ((q.low - r.low).abs() > q.half + r.half, (q.high - r.high).abs() > q.half + r.half);
        return low != high;
    }
    let open = !matches!(q.bound, Bound::Exact | Bound::About | Bound::Range);
    // a coarser figure is a summary, not a slip
    let apart = (q.value - r.value).abs() > (q.half + r.half).max(r.value.abs() * 0.15);
    open && q.bound == r.bound && q.kind == r.kind && q.comparable() && apart
}

/// In a sentence that is copied but for the figure “about 250” does not stand for “about 200”.
fn nearly(pair: &Pair, q: &Quantity, r: &Quantity) -> bool {
    let apart = (q.value - r.value).abs() > (q.half + r.half).max(r.value.abs() * 0.15);
    q.bound == Bound::About && r.bound == Bound::About && q.kind == r.kind && apart && copied(pair)
}
