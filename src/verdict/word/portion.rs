//! A word of share beside a figure of share: “most of the wells” beside “23 % of the wells”, “all 20” beside “13 of the 20”.

use super::super::difference::{Difference, Slot};
use super::beside::{Beside, denials};
use crate::evidence::Facts;
use crate::language::lexicon;
use crate::mention::quantity::{Bound, Kind, Quantity};

/// How much nearer than the next the share's clause must be.
const MARGIN: f32 = 0.08;
/// The least nearness of its clause.
const NEAR: f32 = 0.6;

pub fn find(b: &Beside) -> Option<Difference> {
    if !denials(b.claim).is_empty() || b.denied() {
        return None;
    }
    let words = &b.claim.words;
    let (i, len, low, high) = (0..words.len().min(12)).find_map(|i| {
        let (len, grade) = lexicon::quantifier(words, i)?;
        let nearly = i.checked_sub(1).is_some_and(|k| matches!(words.fold(k), "almost" | "nearly" | "virtually"));
        let (low, high) = match grade {
            6 if !nearly && matches!(words.fold(i), "all" | "every") => (0.995, 1.0),
            5 if matches!(words.fold(i), "most" | "majority" | "a" | "the") => (0.5, 1.0),
            1 if words.fold(i) == "few" || words.fold(i + 1) == "minority" => (0.0, 0.45),
            _ => return None,
        };
        Some((i, len, low, high))
    })?;
    // whose share it is: the next content word
    let head = (i + len..words.len().min(i + len + 6)).find(|k| b.claim.about(*k))?;
    let mut shares: Vec<(f32, &Quantity, f64)> = b
        .source
        .quantities
        .iter()
        .filter_map(|q| Some((b.view.near(b.claim, 0..words.len(), q.tokens.start), q, share(b.source, q)?)))
        .collect();
    shares.sort_by(|x, y| y.0.total_cmp(&x.0));
    let (near, q, value) = *shares.first()?;
    let rival = shares.iter().skip(1).any(|r| r.0 >= near - MARGIN);
    let inside = value > low && value <= high;
    let close = (value - low).abs() < 0.03 || (value - high).abs() < 0.01 && high < 1.0;
    let bounded = !matches!(q.bound, Bound::Exact | Bound::About);
    if near < NEAR || rival || inside || close || bounded || !headed(b, head) {
        return None;
    }
    let apart = |k: usize| (i..i + len).contains(&k);
    if !b.said_to(0.7, 0.5, apart) || b.guarded() {
        return None;
    }
    let told = |v: &crate::verdict::view::View| {
        (0..v.facts.words.len())
            .any(|k| lexicon::quantifier(&v.facts.words, k).is_some_and(|(_, g)| g >= 5 && low >= 0.5) && v.coverage.own >= 0.5)
    };
    if b.case.views.iter().any(told) {
        return None;
    }
    let claimed = words.cover(i, head + 1);
    Some(Difference { slot: Slot::Quantifier, rule: "quantifier-conflict", claimed, found: q.number, replaceable: false })
}

/// The share that a quantity tells, 0 to 1.
fn share(facts: &Facts, q: &Quantity) -> Option<f64> {
    match q.kind {
        Kind::Percent => Some(q.value / 100.0),
        Kind::Fraction => Some(q.value),
        Kind::Count => {
            let whole = q.of.and_then(|o| facts.quantities.get(o))?;
            (whole.value > 0.0 && q.value <= whole.value).then(|| q.value / whole.value)
        }
        _ => None,
    }
    .filter(|s| (0.0..=1.0).contains(s))
}

/// The sentence speaks of those whose share the claim tells.
fn headed(b: &Beside, head: usize) -> bool {
    b.view.like.best(head, 0..b.source.words.len()) >= 0.75
}
