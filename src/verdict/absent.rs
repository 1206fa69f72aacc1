//! Whether nothing in the whole of the sources meets a value of the claim. In an article a value that the note took from it stands
//! somewhere; that it stands nowhere lets a looser likeness of the sentences do (ENGINE §2: the veto over any sentence).

use super::assess::Case;
use super::compare::{self, Comparison};
use crate::corpus::Source;
use crate::language::Words;
use crate::mention::quantity;

/// Sentences of the shortest scope that is an article rather than a passage picked for the claim.
const ARTICLE: usize = 6;
/// Sentences of the longest scope that is read whole for one value.
const LONGEST: usize = 2_000;

/// No figure of any sentence meets the claim's `i`-th, or may.
pub fn figure(case: &Case, i: usize) -> bool {
    let Some(q) = case.claim.quantities.get(i) else { return false };
    let open = |r: &quantity::Quantity| matches!(compare::quantity(q, r), Comparison::Satisfied | Comparison::Near);
    nowhere(case, |source, words| quantity::find(&source.document.text, words).iter().any(open))
}

/// No sentence's words have it.
fn nowhere(case: &Case, met: impl Fn(&Source, &Words) -> bool) -> bool {
    let all: usize = case.sources.iter().map(|s| s.sentences.len()).sum();
    (ARTICLE..=LONGEST).contains(&all) && !case.sources.iter().any(|s| s.every_sentence().any(|words| met(s, &words)))
}
