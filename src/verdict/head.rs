//! What a figure counts, or is a share of, on two sides.

use super::assess::Case;
use super::view::View;
use crate::language::Words;
use crate::mention::quantity::{Kind, Quantity};
use std::ops::Range;

/// How what two figures count, or are a share of, compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Head {
    Same,
    /// One names it as what it counts, the other in other words beside the figure: “28 critics reviewed it”, “28 reviews”.
    Told,
    /// Neither says it: money, shares, measures.
    Bare,
    /// One says it, the other does not.
    Open,
    Other,
}

impl Head {
    /// No less is known of what the figure counts than of the other one.
    pub fn as_firm_as(self, other: Head) -> bool {
        let rank = |h: Head| match h {
            Head::Same | Head::Told => 0,
            Head::Bare => 1,
            Head::Open => 2,
            Head::Other => 3,
        };
        rank(self) <= rank(other)
    }
}

/// `own` and `there`: the stretches of the two sentences that speak of the figures.
pub fn head(case: &Case, view: &View, (q, own): (&Quantity, &Range<usize>), (r, there): (&Quantity, &Range<usize>)) -> Head {
    let like = |a: usize, b: usize| view.like.at(a, b) >= 0.8;
    let in_claim = |b: usize| own.clone().any(|a| Some(a) != q.head && case.claim.about(a) && like(a, b));
    // “78 % of those who …”: what they are stands elsewhere in the sentence
    let there = if points(&view.facts.words, r) { 0..view.facts.words.len() } else { there.clone() };
    let in_source = |a: usize| there.clone().any(|b| Some(b) != r.head && like(a, b));
    match (q.head, r.head) {
        (Some(a), Some(b)) if like(a, b) => Head::Same,
        (Some(a), Some(b)) => {
            // a share of “blood” is one of “blood samples”; two counts of them would be two things
            let share = matches!(q.kind, Kind::Percent | Kind::Fraction) && in_source(a);
            let told = share || anyone(&case.claim.words, a) && in_claim(b) || anyone(&view.facts.words, b) && in_source(a);
            if told { Head::Told } else { Head::Other }
        }
        (None, None) => match (measured(&case.claim.words, q), measured(&view.facts.words, r)) {
            (Some(a), Some(b)) if like(a, b) => Head::Told,
            _ => Head::Bare,
        },
        (Some(a), None) if in_source(a) => Head::Told,
        (None, Some(b)) if in_claim(b) => Head::Told,
        _ => Head::Open,
    }
}

/// A noun that only says that people or occasions are counted: what they do tells the rest.
fn anyone(words: &Words, i: usize) -> bool {
    const NOUNS: [&str; 18] = [
        "people",
        "person",
        "man",
        "woman",
        "individual",
        "critic",
        "reviewer",
        "user",
        "viewer",
        "reader",
        "employee",
        "worker",
        "patient",
        "resident",
        "time",
        "occasion",
        "unit",
        "copy",
    ];
    NOUNS.contains(&words.lemma(i))
}

/// “Four of them”, “78 % of those”.
fn points(words: &Words, q: &Quantity) -> bool {
    words.fold(q.tokens.end) == "of" && matches!(words.fold(q.tokens.end + 1), "them" | "those" | "these" | "whom" | "which")
}

/// The noun that a figure without one of its own is the measure of: “a capacity of over 20,000”.
fn measured(words: &Words, q: &Quantity) -> Option<usize> {
    let from = words.tokens.iter().position(|t| t.span.start >= q.span.start)?;
    let noun = from.checked_sub(2).filter(|k| words.fold(k + 1) == "of")?;
    let vague = matches!(words.lemma(noun), "total" | "maximum" | "minimum" | "average" | "number" | "sum" | "excess" | "out");
    words.tokens.get(noun).filter(|t| t.content() && !vague).map(|_| noun)
}
