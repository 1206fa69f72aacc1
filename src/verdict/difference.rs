use super::view::View;
use crate::corpus::Source;
use crate::evidence::{Alignment, Facts};
use crate::text::Span;

/// A claim's sentence beside one candidate sentence of a source.
pub struct Pair<'a> {
    /// The note's text.
    pub claim_text: &'a str,
    pub claim: &'a Facts,
    pub source: &'a Facts,
    pub alignment: &'a Alignment,
    /// The candidate with all that was worked out of it.
    pub view: &'a View,
    /// The document that the sentence stands in.
    pub document: &'a Source,
}

/// What kind of slot differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// Index into the claim's quantities and the source's.
    Quantity(usize, usize),
    Date(usize, usize),
    Name(usize, usize),
    /// What stands in the one place in which a copied sentence differs.
    Copied,
    /// Words that exclude each other.
    Opposite,
    Negation,
    Quantifier,
    Modality,
}

/// One slot in which a claim and a source sentence differ: a conflict, if the gates let it pass.
#[derive(Clone, Debug)]
pub struct Difference {
    pub slot: Slot,
    pub rule: &'static str,
    pub claimed: Span,
    pub found: Span,
    /// The source's words can simply take the place of the note's.
    pub replaceable: bool,
}

impl Pair<'_> {
    /// Whether `source` (a token range) stands where `claim` (a token range) stands: they share an aligned
    /// token, or lie between the same two anchors.
    pub fn in_place(&self, claim: &std::ops::Range<usize>, source: &std::ops::Range<usize>) -> bool {
        let a = self.alignment;
        let shares = claim.clone().any(|i| a.to_source.get(i).copied().flatten().is_some_and(|j| source.contains(&(j as usize))));
        if shares {
            return true;
        }
        let left = a.left(claim.start).map_or(0, |(_, j)| j + 1);
        let right = a.right(claim.end).map_or(self.source.words.len(), |(_, j)| j);
        // at least one border must be an anchor near by, else “between” means nothing
        let near =
            a.left(claim.start).is_some_and(|(i, _)| claim.start - i <= 3) || a.right(claim.end).is_some_and(|(i, _)| i < claim.end + 3);
        near && left <= source.start && source.end <= right
    }

    /// Whether every token of the claim's range is matched.
    pub fn matched(&self, claim: &std::ops::Range<usize>) -> bool {
        claim.clone().all(|i| self.alignment.to_source.get(i).copied().flatten().is_some())
    }
}
