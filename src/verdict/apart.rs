//! Signs that two sentences which share much tell of two things: one noun with two complements (“the tariff on beef”, “the tariff on
//! cars”), two things done to one (“sold the house”, “moved to the house”).

use super::view::View;
use crate::evidence::{Facts, clause_at, clauses};
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use std::ops::Range;

/// How alike two words are that may stand for one another.
const ALIKE: f32 = 0.75;
/// Tokens after a preposition in which its noun stands.
const REACH: usize = 3;
/// Tokens of the longest phrase of nouns.
const PHRASE: usize = 6;

/// Both clauses have a verb of their own right before the claim's value at `mine` and the sentence's at `theirs`, and each side's is
/// unknown to the other.
pub fn act(claim: &Facts, view: &View, mine: usize, theirs: usize) -> bool {
    let last = |words: &Words, clause: Range<usize>, at: usize| (clause.start..at.min(clause.end)).rev().find(|i| acts(words, *i));
    let here = last(&claim.words, clause_at(&clauses(claim), mine), mine);
    let there = last(&view.facts.words, clause_at(&view.clauses, theirs), theirs);
    let found = |i: usize| view.like.best(i, 0..view.facts.words.len()) >= ALIKE;
    here.zip(there).is_some_and(|(i, k)| !found(i) && !known(claim, view, k))
}

/// A word of the claim stands for the sentence's `k`-th.
fn known(claim: &Facts, view: &View, k: usize) -> bool {
    (0..claim.words.len()).any(|i| view.like.at(i, k) >= ALIKE)
}

/// A verb in a form of its own that says what is done, not that something is, is had, is said or is wished for.
fn acts(words: &Words, i: usize) -> bool {
    let (fold, lemma) = (words.fold(i), words.lemma(i));
    let Some(token) = words.tokens.get(i).filter(|t| t.is_word() && !t.stop && !t.capital) else { return false };
    let inflected = fold != lemma && !fold.ends_with('s') && lexicon::is_verb(token.key);
    let light = [Group::Light, Group::Hoping, Group::ReportsClause, Group::ReportsToo].iter().any(|g| words.lemma_is(i, *g));
    inflected && !light && lexicon::reporting(words, i).is_none()
}

/// “The tariff on beef” beside “the tariff on cars”, “the church of Orve” beside “the school of Orve”: of two nouns tied by one
/// preposition the sentence has one, and in the place of the other a word that the claim does not know.
pub fn things(claim: &Facts, view: &View) -> bool {
    let there = &view.facts;
    let missing = |i: usize| view.like.best(i, 0..there.words.len()) < ALIKE;
    let value = |facts: &Facts, i: usize| facts.value.get(i) == Some(&true);
    let theirs: Vec<Tie> = (1..there.words.len()).filter_map(|at| Tie::at(there, at)).collect();
    (1..claim.words.len()).filter_map(|at| Tie::at(claim, at)).any(|mine| {
        let first = |t: &Tie| view.like.at(mine.first, t.first) >= ALIKE || value(claim, mine.first) && value(there, t.first);
        let second = |t: &Tie| {
            view.like.at(mine.second, t.second) >= ALIKE || within(&phrase(claim, &mine), &phrase(there, t), |i, j| view.like.at(i, j))
        };
        let alike = || theirs.iter().filter(|t| there.words.fold(t.by) == claim.words.fold(mine.by));
        // “40 % of all power … 12.5 % of German needs”: one of several is the claim's
        !alike().any(|t| first(t) && second(t))
            && alike().any(|t| {
                first(t) && !known(claim, view, t.second) && !second(t)
                    || second(t) && missing(mine.first) && claim.about(mine.first) && there.about(t.first) && !known(claim, view, t.first)
            })
    })
}

/// The content words of the second noun's phrase: “umbilical-cord blood samples”.
fn phrase(facts: &Facts, tie: &Tie) -> Vec<usize> {
    let goes_on = |i: &usize| facts.about(*i) && noun(&facts.words, *i) || facts.words.fold(*i) == "-";
    (tie.second..facts.words.len()).take(PHRASE).take_while(goes_on).filter(|i| facts.about(*i)).collect()
}

/// All words of one phrase are in the other.
fn within(a: &[usize], b: &[usize], like: impl Fn(usize, usize) -> f32) -> bool {
    !a.is_empty() && a.iter().all(|i| b.iter().any(|j| like(*i, *j) >= ALIKE))
        || !b.is_empty() && b.iter().all(|j| a.iter().any(|i| like(*i, *j) >= ALIKE))
}

/// Two nouns, or a figure and a noun, with a preposition between them.
struct Tie {
    first: usize,
    by: usize,
    second: usize,
}

impl Tie {
    /// The preposition stands at `by`.
    fn at(facts: &Facts, by: usize) -> Option<Tie> {
        let first = by.checked_sub(1).filter(|_| binds(facts.words.fold(by)))?;
        let content = |i: usize| facts.about(i) && noun(&facts.words, i);
        let second = (by + 1..(by + 1 + REACH).min(facts.words.len())).find(|i| facts.about(*i)).filter(|i| content(*i))?;
        (content(first) || facts.value.get(first) == Some(&true)).then_some(Tie { first, by, second })
    }
}

/// The preposition ties what follows to the noun before it.
fn binds(word: &str) -> bool {
    matches!(word, "of" | "on" | "for" | "with" | "against" | "from" | "between" | "to")
}

/// A word that names a thing: not a verb in another form than its lemma.
fn noun(words: &Words, i: usize) -> bool {
    let verb = words.tokens.get(i).is_some_and(|t| lexicon::is_verb(t.key));
    !verb || words.fold(i) == words.lemma(i)
}
