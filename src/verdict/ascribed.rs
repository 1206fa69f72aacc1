//! Whose a statement is, and who holds a post, where a sentence seems to say what a claim says: the words may all be there, of another.
//! This keeps a claim from being called supported; it is no ground for a warning.

use super::assess::Case;
use super::known::Bearer;
use super::view::View;
use super::voice::{Voice, statements, voices};
use super::{passage, roles, speaker, support};
use crate::language::Words;
use crate::mention::name::{self, NameRelation};
use std::ops::Range;

/// A word as alike as this stands in the sentence itself.
const HERE: f32 = 0.75;

/// The sentence gives what it says to those to whom the claim gives it, and a place to what is there, as far as it tells.
pub fn theirs(case: &Case, view: &View) -> bool {
    let fits = |i: usize| !passage::another(case, view, i) && support::located(case, view, i);
    (0..case.claim.names.len()).all(fits) && spoken(case, view) && roles::held(case, view)
}

/// Everybody whom the claim names as the speaker is among those whom the source names, where it names any.
fn spoken(case: &Case, view: &View) -> bool {
    let words = &case.claim.words;
    let stated = statements(case.text, case.claim).into_iter().filter_map(|s| s.name.map(|n| (n, s.tokens)));
    // “X calls it …”, “is what X calls it”
    let described = (0..case.claim.names.len()).filter(|i| describes(words, case.claim.names[*i].tokens.end));
    stated.chain(described.map(|i| (i, 0..words.len()))).all(|(name, said)| may_say(case, view, name, &said))
}

/// The claim's name `name` may be who says what the claim says in `said` (a token range).
fn may_say(case: &Case, view: &View, name: usize, said: &Range<usize>) -> bool {
    let (Some(claimed), Some(source)) = (Bearer::of(case.claim, name), case.sources.get(view.candidate.source)) else { return true };
    let here = claimed.name.tokens.clone().any(|k| view.coverage.inside.get(k).is_some_and(|f| *f >= HERE) && case.claim.about(k));
    if here || speaker::authored(case.sources, claimed) {
        return true;
    }
    let span = speaker::core(view, &case.claim.words, said).unwrap_or(view.span);
    let heard = voices(source, span);
    let may = |voice: &Voice| {
        let Some(heard) = Bearer::of(&voice.facts, voice.name) else { return true };
        let relation = name::relation(claimed.name, claimed.words, heard.name, heard.words, &case.aliases);
        let known = heard.keys();
        matches!(relation, NameRelation::Same | NameRelation::Compatible) || claimed.keys().iter().any(|k| known.contains(k))
    };
    heard.all.is_empty() || heard.all.iter().any(may)
}

/// A verb that says what somebody calls a thing.
pub fn describes(words: &Words, i: usize) -> bool {
    matches!(words.lemma(i), "call" | "see" | "view" | "regard" | "label" | "term" | "consider" | "put" | "find")
}
