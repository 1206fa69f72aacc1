//! Whether a sentence is the place of a whole document that tells of a claim's matter. A free note keeps few of its source's words, and
//! its subject may stand sentences away; but where all of the document is at hand, that one sentence and no other has the note's words
//! is information, and so is that no sentence of it says what the note says.

use super::super::support;
use super::super::view::View;
use super::beside::Beside;
use crate::corpus::Source;
use crate::language::lexicon::{self, Group};

/// Fewest sentences of a document that is read as a whole.
const WHOLE: usize = 6;
/// The most that one word weighs.
const HEAVIEST: f32 = 6.0;
/// The least weight of the words that the sentence itself has: two rare words or three common ones.
const OWN: f32 = 8.0;
/// The same where it and its context say nearly all of the claim.
const OWN_OF_ALL: f32 = 4.0;
/// Share of what this sentence says of the claim that makes another one its rival.
const SAME: f32 = 0.75;
/// Share of all that the claim says that makes another one its rival, whatever this one says.
const MOST: f32 = 0.85;
/// By how much of all that the claim says this sentence must lead over another one that says the same of it beside its names; far where
/// a word alone, which stands in many sentences, bears the finding.
pub const NEAR: f32 = 0.1;
pub const FAR: f32 = 0.25;
/// Share of the claim that a sentence which goes on from the one before says with it.
const GOES_ON: f32 = 0.9;
/// Least share of the rest that a sentence says itself which goes on from the one before.
const GOING_ON: f32 = 0.18;
/// A word at least so alike is said.
const ALIKE: f32 = 0.75;

/// What a rule asks of the sentence.
pub struct Bar {
    /// Share of the rest of the claim that it and its context say.
    pub full: f32,
    /// The same, said by itself.
    pub own: f32,
    /// [`NEAR`] or [`FAR`].
    pub lead: f32,
}

impl Beside<'_> {
    /// The sentence is the place that tells of the claim, its tokens `apart` left aside: enough of the rest is said there, every name is
    /// known to the document, every figure and date is met, and no other sentence says as much of it, unless `same` says that it speaks as this one does.
    pub fn alone(&self, bar: &Bar, apart: impl Fn(usize) -> bool, same: impl Fn(&View) -> bool) -> bool {
        let [source] = self.case.sources else { return false };
        if source.sentences.len() < WHOLE || !self.view.prose || self.in_person(false) {
            return false;
        }
        let words = &self.claim.words;
        let filler = |i: usize| {
            matches!(
                words.fold(i),
                "bit" | "lot" | "quite" | "really" | "actually" | "despite" | "indeed" | "still" | "now" | "turns" | "nothing"
            )
        };
        let skipped = |i: usize| apart(i) || self.frame.contains(&i) || Group::Light.has(words.lemma(i)) || filler(i);
        let rest: Vec<usize> = (0..words.len()).filter(|i| self.claim.about(*i) && !skipped(*i)).collect();
        let weight = |i: usize| match lexicon::reporting(words, i) {
            Some(_) => 1.0,
            None => words.tokens.get(i).map_or(0.0, |t| f32::from(t.weight()).min(HEAVIEST)),
        };
        let weigh = |said: &[f32]| -> f32 { rest.iter().filter(|i| said.get(**i).is_some_and(|s| *s >= ALIKE)).map(|i| weight(*i)).sum() };
        let all: f32 = rest.iter().map(|i| weight(*i)).sum();
        let (own, full) = (weigh(&self.view.coverage.inside), weigh(&self.view.coverage.found));
        let here = rest.iter().filter(|i| self.view.coverage.inside.get(**i).is_some_and(|s| *s >= ALIKE)).count();
        // names stand everywhere: what is told of them picks out the sentence
        let named = |i: usize| self.claim.names.iter().any(|n| !n.initial && n.tokens.contains(&i));
        let inside = |v: &View, i: usize| v.coverage.inside.get(i).is_some_and(|s| *s >= ALIKE);
        let told: Vec<usize> = rest.iter().copied().filter(|i| !named(*i) && inside(self.view, *i)).collect();
        let mine: f32 = told.iter().map(|i| weight(*i)).sum();
        let rival = |v: &View| {
            let shared: f32 = told.iter().filter(|i| inside(v, **i)).map(|i| weight(*i)).sum();
            let whole = weigh(&v.coverage.inside);
            v.place() != self.view.place() && !same(v) && (shared >= SAME * mine && whole >= own - bar.lead * all || whole >= MOST * all)
        };
        // “He is not able to walk”: whom it is about, the sentence before says
        let goes_on = full >= GOES_ON * all && matches!(self.source.words.fold(0), "he" | "she" | "it" | "they");
        let least = if goes_on { GOING_ON } else { bar.own };
        here >= 2
            && !told.is_empty()
            && (own >= OWN || own >= OWN_OF_ALL && full >= 0.85 * all)
            && own >= least * all
            && full >= bar.full * all
            && self.known(source)
            && self.valued(source)
            && !self.case.views.iter().any(rival)
    }

    /// The document has every name of the claim.
    fn known(&self, source: &Source) -> bool {
        let words = &self.claim.words;
        let names = (0..self.claim.names.len()).all(|i| {
            let tokens = self.claim.names[i].tokens.clone();
            let has = |k: usize| words.tokens.get(k).is_some_and(|t| !t.content() || source.has(t.key) || source.has(t.word_key));
            support::opens(self.claim, i) || support::name(self.case, self.view, i) || tokens.into_iter().all(has)
        });
        let found = |i: usize| self.view.coverage.found.get(i).is_some_and(|f| *f >= ALIKE);
        let capitals = words.tokens.iter().enumerate().skip(1).filter(|(_, t)| t.capital && t.content() && !t.is_number());
        names && capitals.into_iter().all(|(i, t)| found(i) || source.has(t.key) || source.has(t.word_key))
    }

    /// Every figure and date of the claim is met.
    fn valued(&self, source: &Source) -> bool {
        let figures = &self.claim.quantities;
        let small = |i: usize| figures.get(i).is_some_and(|q| !q.comparable() || q.as_words && q.value < 4.0);
        // how the figure is bounded is judged elsewhere
        let equal =
            |i: usize| figures.get(i).is_some_and(|q| self.source.quantities.iter().any(|r| r.value == q.value && r.kind == q.kind));
        (0..figures.len()).all(|i| small(i) || equal(i) || support::quantity(self.case, self.view, i))
            && (0..self.claim.dates.len()).all(|i| support::date(self.case, self.view, i) || self.dated(source, i))
    }

    /// The sentence gives no date, and the document has the words of the claim's.
    fn dated(&self, source: &Source, i: usize) -> bool {
        let has = |k: usize| self.claim.words.tokens.get(k).is_some_and(|t| !t.content() || source.has(t.key) || source.has(t.word_key));
        self.source.dates.is_empty() && self.claim.dates.get(i).is_some_and(|d| d.tokens.clone().all(has))
    }
}
