//! A claim of coordinated parts, each of which its sources say on its own.

use super::Place;
use super::assess::Case;
use super::support::recognised;
use super::view::views_of;
use crate::corpus::Source;
use crate::evidence::{Facts, clauses, content_words};
use crate::language::lexicon;
use crate::text::Span;
use std::ops::Range;

/// A claim of two or three coordinated parts, each of which a sentence says on its own: where the first does.
pub fn supported(text: &str, skip: &[Span], claim: &Facts, sources: &[&Source]) -> Option<Place> {
    let words = &claim.words;
    let mut parts: Vec<Range<usize>> = Vec::new();
    for clause in cut(claim) {
        let related = (clause.start..clause.end.min(clause.start + 2)).any(|i| relates(words.fold(i)));
        match parts.last_mut() {
            Some(last) if related || content_words(claim, clause.clone()) < PART || content_words(claim, last.clone()) < PART => {
                last.end = clause.end;
            }
            _ => parts.push(clause),
        }
    }
    if !(2..=3).contains(&parts.len()) || parts.iter().any(|p| content_words(claim, p.clone()) < PART) {
        return None;
    }
    let mut place = None;
    for part in parts {
        let facts = Facts::of(text, words.cover(part.start, part.end), skip, None);
        let views = views_of(&facts, sources);
        let case = Case::new(text, &facts, sources, &views);
        let view = views.iter().find(|v| v.prose && recognised(&case, v))?;
        place = place.or(Some(view.place()));
    }
    place
}

/// Fewest content words of a part that is looked for on its own.
const PART: usize = 3;

/// A word that makes a part depend on the other.
fn relates(word: &str) -> bool {
    matches!(
        word,
        "before"
            | "after"
            | "because"
            | "since"
            | "so"
            | "unless"
            | "if"
            | "until"
            | "which"
            | "who"
            | "where"
            | "when"
            | "than"
            | "or"
            | "that"
    )
}

/// The clauses, cut as well at a conjunction between two verbs: “is due to talk on Tuesday and will sign”, “moved ahead but hadn't”.
fn cut(claim: &Facts) -> Vec<Range<usize>> {
    let words = &claim.words;
    let verb = |i: usize| {
        let Some(t) = words.tokens.get(i).filter(|t| t.is_word() && !t.capital) else { return false };
        let past = words.fold(i) != words.lemma(i) && !words.fold(i).ends_with("ing");
        words.is(i, lexicon::Group::Auxiliary) || past && lexicon::is_verb(t.key)
    };
    let joins = |i: usize| matches!(words.fold(i), "and" | "but" | "while" | "yet" | "though" | "although" | "whereas");
    let mut out = Vec::new();
    for clause in clauses(claim) {
        let mut from = clause.start;
        for i in clause.start + 1..clause.end {
            if joins(i) && (from..i).any(verb) && (i + 1..clause.end.min(i + 6)).any(verb) {
                out.push(from..i);
                from = i;
            }
        }
        out.push(from..clause.end);
    }
    out
}
