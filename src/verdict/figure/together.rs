//! Figures that are of several things together, of what is left, or of how far two things are apart.

use super::super::compare::{self, Comparison};
use crate::evidence::Facts;
use crate::language::Words;
use crate::mention::quantity::{Bound, Kind, Quantity};
use std::ops::Range;

/// The claim's figure is the sum, the difference or the remainder of figures of the sentence.
pub fn reckoned(q: &Quantity, facts: &Facts) -> bool {
    let of: Vec<f64> = facts.quantities.iter().filter(|r| r.kind == q.kind && r.bound != Bound::Range).map(|r| r.value).collect();
    let is = |v: f64| v != 0.0 && (v - q.value).abs() <= q.half.max(v.abs() * 1e-9);
    // two jets and five storeys make no three of anything
    let counted = |r: &&Quantity| r.kind == q.kind && r.bound != Bound::Range;
    let heads: Vec<&str> = facts.quantities.iter().filter(counted).map(|r| r.head.map_or("", |h| facts.words.lemma(h))).collect();
    let one_sort =
        &|a: usize, b: usize| matches!((heads.get(a), heads.get(b)), (Some(x), Some(y)) if x == y || x.is_empty() || y.is_empty());
    let pairs = || {
        let indexed = of.iter().enumerate();
        indexed.flat_map(|(k, a)| of.iter().enumerate().skip(k + 1).filter(move |(m, _)| one_sort(k, *m)).map(move |(_, b)| (*a, *b)))
    };
    let share = matches!(q.kind, Kind::Percent);
    of.len() >= 2 && (pairs().take(64).any(|(a, b)| is(a + b) || is((a - b).abs())) || is(of.iter().sum()))
        || share && (pairs().take(64).any(|(a, b)| is(100.0 - a - b)) || of.iter().any(|a| is(100.0 - a)))
}

/// “400 for the house and a further 700 for the land”, “sold 35 % and held on to the rest”: together, or as what is left, figures of
/// the sentence meet the claim's.
pub fn shared_out(q: &Quantity, r: &Quantity, facts: &Facts) -> bool {
    let words = &facts.words;
    let says = |within: Range<usize>, list: &[&str]| within.into_iter().any(|i| list.contains(&words.fold(i)));
    let met = |value: f64| compare::quantity(q, &Quantity { value, low: value, high: value, ..r.clone() }) == Comparison::Satisfied;
    let left =
        || r.kind == Kind::Percent && says(r.tokens.end..words.len(), &["remainder", "rest", "others", "balance"]) && met(100.0 - r.value);
    let more = |x: &&Quantity| {
        let before = x.tokens.start.saturating_sub(2)..x.tokens.end;
        x.kind == r.kind && x.tokens.start > r.tokens.start && says(before, &["further", "another", "additional", "plus"])
    };
    left() || facts.quantities.iter().filter(more).any(|x| met(r.value + x.value) && !met(x.value))
}

/// Several are taken together: “between them”, “combined”. Then each one's figure is another. “A total of 40” is only 40.
pub fn pooled(words: &Words, q: &Quantity) -> bool {
    let total = |i: usize| words.fold(i) == "total" && words.fold(i + 1) == "of" && i + 2 == q.tokens.start;
    (0..words.len()).filter(|i| !total(*i)).any(|i| match words.fold(i) {
        "together" | "combined" | "altogether" | "jointly" | "overall" | "total" | "totaling" | "totalling" => true,
        "between" => matches!(words.fold(i + 1), "them" | "us"),
        "all" => matches!(words.fold(i + 1), "told"),
        _ => false,
    })
}

/// “20 % more”, “800 fewer”: how far two things are apart, not how much one is. “Eight more cases” are eight.
pub fn apart(words: &Words, q: &Quantity) -> bool {
    let next = words.fold(q.tokens.end);
    // “up by half”
    let by = q.tokens.start.checked_sub(1).is_some_and(|k| words.fold(k) == "by");
    by && words.fold(q.tokens.start) == "half"
        || matches!(next, "fewer" | "less" | "higher" | "lower" | "larger" | "smaller" | "longer" | "shorter" | "cheaper")
        || next == "more" && (!matches!(q.kind, Kind::Count) || than(words, q.tokens.end + 1))
}

/// “Seven more boats than …”
fn than(words: &Words, from: usize) -> bool {
    let ends = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "." | "(" | "");
    (from..from + THAN).take_while(|k| !ends(k)).any(|k| words.fold(k) == "than")
}

/// Tokens between “more” and “than”.
const THAN: usize = 5;
