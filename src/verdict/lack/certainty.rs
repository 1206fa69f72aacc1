//! Denied, hedged, planned or only asked for.

use super::super::word;
use super::{Fit, Operator, operator, span_of};
use crate::evidence::Facts;
use crate::language::Words;
use crate::mention::modality::{self, ModalityKind, Strength};
use crate::mention::polarity;
use std::cell::LazyCell;
use std::ops::Range;

/// How far before a verb the word may stand that says it is to come.
const PROSPECT: usize = 10;

impl Fit<'_> {
    /// A word that is denied stands for one that is not. `left`: some of the claim's words stand for nothing, and one of these may
    /// be the denied one.
    pub(super) fn negation(&self, left: bool) -> bool {
        let (mine, theirs) = (self.claim, self.source());
        let denied = |facts: &Facts, at: usize| !polarity::parity(&facts.negations, at);
        let region = self.region();
        // “cannot use” beside “will not be allowed to use”
        let under = |facts: &Facts, at: usize| denied(facts, at) || facts.negations.iter().any(|n| n.scope.contains(&at));
        // “not even a quarter”: the figure's
        let bound = |n: &polarity::Negation| mine.quantities.iter().any(|q| q.span.overlaps(n.cue));
        let void = |facts: &Facts, n: &polarity::Negation| {
            (0..facts.words.len()).any(|i| facts.words.tokens[i].span.start == n.cue.start && idle(&facts.words, i))
        };
        let ours =
            mine.negations.iter().filter(|n| !bound(n) && !void(mine, n) && !self.cue_told(n.cue, true)).any(|n| match n.predicate {
                Some(p) if denied(mine, p) => match self.at(p) {
                    Some(j) => !under(theirs, j),
                    None => !theirs.negations.iter().any(|t| region.clone().any(|j| t.cue.overlaps(span_of(&theirs.words, j)))),
                },
                _ => false,
            });
        let others = theirs.negations.iter().filter(|n| !void(theirs, n) && !self.cue_told(n.cue, false)).any(|n| match n.predicate {
            Some(p) if denied(theirs, p) => match self.back(p) {
                Some(i) => !under(mine, i),
                // “did not approve” beside “accepted”: the claim's own verb is not found
                None => left && self.core.contains(&p) && mine.negations.is_empty(),
            },
            _ => false,
        });
        ours || others || self.prevented()
    }

    /// What one side tells the other keeps from happening.
    fn prevented(&self) -> bool {
        let (mine, theirs) = (self.claim, self.source());
        (0..mine.words.len()).any(|i| {
            let Some(j) = self.at(i) else { return false };
            let denied = |facts: &Facts, at: usize| facts.negations.iter().any(|n| n.scope.contains(&at));
            let (a, b) = (kept(&mine.words, i), kept(&theirs.words, j));
            a != b && if a { !denied(theirs, j) && !self.mine_told(i - 1) } else { !denied(mine, i) && !self.theirs_told(j - 1) }
        })
    }

    /// Not as many negators in the claim as in what is shared.
    pub(super) fn negators(&self) -> bool {
        let cues = |facts: &Facts, range: Range<usize>, told: &dyn Fn(usize) -> bool| {
            let words = &facts.words;
            // “not even a quarter”: the figure's
            let bound = |i: usize| facts.quantities.iter().any(|q| q.comparable() && q.span.overlaps(span_of(words, i)));
            range.filter(|i| negates(words, *i) && !idle(words, *i) && !bound(*i) && !told(*i)).count()
        };
        let left = LazyCell::new(|| !self.left().is_empty());
        let plain = self.claim.negations.is_empty();
        cues(self.claim, 0..self.claim.words.len(), &|i| self.mine_told(i))
            != cues(self.source(), self.region(), &|j| self.theirs_told(j) || plain && !*left && self.aside(j))
    }

    /// The source's negator at token `j` bears on nothing of the claim but names: “such a link was hardly used by Japan, which …”.
    fn aside(&self, j: usize) -> bool {
        let theirs = self.source();
        let span = span_of(&theirs.words, j);
        let bears = |k: usize| self.taken.get(k) == Some(&true) && theirs.words.tokens.get(k).is_some_and(|t| t.content() && !t.capital);
        theirs.negations.iter().any(|n| n.cue.overlaps(span) && n.predicate.is_some() && !n.scope.clone().any(bears))
    }

    /// The source hedges, plans or asks for what the claim states.
    pub(super) fn modality(&self, left: bool) -> bool {
        let mine = self.claim.modality(self.note);
        let open = self.loose_hedges(mine).into_iter().any(|scope| match scope {
            Some(s) => self.taken.get(s) == Some(&true) || left && self.core.contains(&s),
            None => left,
        });
        // the claim is surer than the source
        let surer = mine.iter().any(|m| m.strength == Strength::Certain && m.kind == ModalityKind::Epistemic && !self.mine_shared(m.cue));
        let asks = || (0..self.source().words.len()).any(|j| self.source().words.fold(j) == "whether");
        let unknown = || {
            asks()
                && (0..self.claim.words.len())
                    .any(|i| self.at(i).is_some_and(|j| word::unknown(&self.source().words, j)) && !word::unknown(&self.claim.words, i))
        };
        open || surer || self.intended() || unknown()
    }

    pub(super) fn hedges(&self) -> bool {
        let mine = self.claim.modality(self.note);
        !self.loose_hedges(mine).is_empty()
    }

    /// What the hedges bear on that stand in the shared part of the sentence and that the claim has nothing as weak for.
    fn loose_hedges(&self, mine: &[modality::Modality]) -> Vec<Option<usize>> {
        let region = self.region();
        let words = &self.source().words;
        let span = words.cover(region.start, region.end);
        let strongest = mine.iter().map(|m| m.strength).max();
        let weaker =
            |strength: Strength| strongest.is_some_and(|s| s <= strength || s == Strength::Certain && strength == Strength::Certain);
        let all = self.source().modality(self.text).iter().filter(|m| {
            let asked = m.kind == ModalityKind::Deontic && !mine.is_empty();
            let met = || asked || self.prospective(m);
            span.contains(m.cue) && !self.cue_shared(m.cue) && !self.cue_told(m.cue, false) && !weaker(m.strength) && !met()
        });
        all.map(|m| m.scope).collect()
    }

    /// The claim itself says that it is to come, or only wanted: “means to use” for “will use”, “was to be lowered” for “would lower”.
    fn prospective(&self, theirs: &modality::Modality) -> bool {
        let words = &self.claim.words;
        let would = theirs.kind == ModalityKind::Conditional && theirs.cue.of(self.text).eq_ignore_ascii_case("would");
        let ahead = matches!(theirs.kind, ModalityKind::Future | ModalityKind::Deontic) || would;
        let meant = theirs.kind == ModalityKind::Intent;
        let at = theirs.scope.and_then(|s| self.back(s));
        // “wants them to reform”, “favours limiting”, not “the plans have become”
        let governs = |k: usize| {
            let to = at.unwrap_or(words.len()).min(k + PROSPECT);
            (k + 1..to).any(|b| words.fold(b) == "to") || at.is_some_and(|i| words.fold(i).ends_with("ing"))
        };
        (0..words.len()).filter(|k| at.is_none_or(|i| *k < i && i - *k <= PROSPECT) && governs(*k)).any(|k| {
            let planned = words.lemma(k) == "be" && words.fold(k + 1) == "to";
            match operator(words.lemma(k)) {
                Some(Operator::Wish) => ahead || meant,
                Some(Operator::Prospect) => ahead || meant && theirs.strength >= Strength::Likely,
                _ => planned && ahead,
            }
        })
    }

    fn cue_shared(&self, cue: crate::text::Span) -> bool {
        let tokens = self.source().words.tokens.iter().enumerate().filter(|(_, t)| cue.contains(t.span));
        tokens.into_iter().any(|(j, _)| self.taken.get(j) == Some(&true))
    }

    /// The cue lies in an expression that the other side says in other words.
    fn cue_told(&self, cue: crate::text::Span, mine: bool) -> bool {
        let (words, told) = if mine { (&self.claim.words, &self.told.0) } else { (&self.source().words, &self.told.1) };
        words.tokens.iter().zip(told).any(|(t, told)| *told && cue.contains(t.span))
    }

    fn mine_shared(&self, cue: crate::text::Span) -> bool {
        let tokens = self.claim.words.tokens.iter().enumerate().filter(|(_, t)| cue.contains(t.span));
        tokens.into_iter().any(|(i, _)| self.at(i).is_some())
    }

    /// A verb of the claim stands in the source behind “to”, after a verb that leaves open whether it happened (“asked
    /// Japan to cut”, “hopes to open”), and has no such thing before it in the claim.
    fn intended(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let infinite = |words: &Words, i: usize| {
            (1..=2).filter_map(|k| i.checked_sub(k)).any(|b| {
                words.fold(b) == "to" && (b + 1 == i || words.tokens.get(b + 1).is_some_and(|t| !t.capital && words.fold(b + 1) != "the"))
            })
        };
        (0..mine.len()).any(|i| {
            let Some(j) = self.at(i) else { return false };
            let verb = self.claim.about(i) && mine.fold(i) != mine.lemma(i) && mine.fold(i).ends_with("ed");
            let governor = (0..j).rev().find(|k| theirs.fold(*k) == "to").and_then(|t| t.checked_sub(1));
            let implied = governor.is_some_and(|g| operator(theirs.lemma(g)) == Some(Operator::Implicative));
            verb && theirs.fold(j) == theirs.lemma(j) && infinite(theirs, j) && !infinite(mine, i) && !implied
        })
    }
}

/// “Kept them from meeting”: the verb at token `i` stands behind “from”, after a verb that prevents; “avoids their meeting”.
fn kept(words: &Words, i: usize) -> bool {
    let near = i.saturating_sub(PROSPECT)..i;
    if words.fold(i).ends_with("ing") && near.into_iter().any(|k| operator(words.lemma(k)) == Some(Operator::Avoid)) {
        return true;
    }
    let from = i.checked_sub(1).filter(|b| words.fold(*b) == "from" && words.fold(i).ends_with("ing"));
    from.is_some_and(|f| (f.saturating_sub(PROSPECT)..f).any(|k| operator(words.lemma(k)) == Some(Operator::Prevent)))
}

/// The negator at token `i` denies nothing that is told: “not only”, “no wonder”, “it is no coincidence that”.
fn idle(words: &Words, i: usize) -> bool {
    let next = words.fold(i + 1);
    let noun = if matches!(next, "a" | "an" | "any" | "mere") { words.fold(i + 2) } else { next };
    matches!(next, "only" | "just" | "merely" | "simply" | "solely" | "least")
        || matches!(noun, "coincidence" | "accident" | "wonder" | "doubt" | "surprise" | "surprising" | "secret" | "question" | "mistake")
            && !matches!(words.fold(i), "never" | "without" | "hardly" | "barely" | "scarcely")
}

/// A negating word as written, whatever it does there.
fn negates(words: &Words, i: usize) -> bool {
    matches!(
        words.fold(i),
        "not"
            | "n't"
            | "no"
            | "never"
            | "none"
            | "nothing"
            | "nobody"
            | "neither"
            | "nor"
            | "cannot"
            | "without"
            | "hardly"
            | "barely"
            | "scarcely"
    )
}
