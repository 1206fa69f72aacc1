//! Sums: “55.4 million at home and 43.5 million abroad, 98.9 million in all”. A part says nothing of a claim about the whole.

use super::facet;
use super::view::View;
use crate::corpus::Source;
use crate::evidence::Facts;
use crate::mention::quantity::{Kind, Quantity};
use std::ops::Range;

/// The most figures of a sentence that are added up.
const MOST: usize = 12;

/// The view's `index`-th figure is a part of another one of its sentence, and the claim has none of the words that tell which part.
/// `own`: the stretch of the sentence that speaks of it.
pub fn is_part(claim: &Facts, view: &View, source: Option<&Source>, index: usize, own: &Range<usize>) -> bool {
    let facts = &view.facts;
    let Some(part) = facts.quantities.get(index) else { return false };
    if !whole_of(facts, index) {
        return false;
    }
    let title = source.and_then(|s| s.title.as_deref()).unwrap_or("").to_lowercase();
    let telling: Vec<usize> =
        (part.tokens.end..own.end).filter(|j| facts.about(*j) && Some(*j) != part.head && !title.contains(facts.words.fold(*j))).collect();
    let said = |j: &usize| (0..claim.words.len()).any(|i| view.like.at(i, *j) >= 0.75);
    // “outside Spain”, “in other countries”
    let meant = || facet::drawn(&claim.words, 0..claim.words.len(), &facts.words, part.tokens.end..own.end);
    !telling.is_empty() && !telling.iter().any(said) && !meant()
}

/// Another figure of the sentence is the sum of this one and one to three beside it.
fn whole_of(facts: &Facts, index: usize) -> bool {
    let all = &facts.quantities;
    let Some(part) = all.get(index).filter(|q| matches!(q.kind, Kind::Count | Kind::Money(_)) && q.value > 0.0) else { return false };
    let alike: Vec<(usize, &Quantity)> = all.iter().enumerate().filter(|(_, q)| q.kind == part.kind && q.value > 0.0).collect();
    if !(3..=MOST).contains(&alike.len()) {
        return false;
    }
    alike.iter().any(|(t, total)| {
        let rest: Vec<&(usize, &Quantity)> = alike.iter().filter(|(k, _)| k != t).collect();
        (2..=4.min(rest.len())).any(|n| {
            rest.windows(n).any(|run| {
                let (sum, half) = run.iter().fold((0.0, 0.0), |(s, h), (_, q)| (s + q.value, h + q.half));
                let close = (sum - total.value).abs() <= (half + total.half).min(total.value * 0.01);
                close && *t != index && run.iter().any(|(k, _)| *k == index)
            })
        })
    })
}
