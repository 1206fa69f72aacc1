//! A sentence with what its reader has in mind: the sentences beside it, whom its pronouns stand for, who writes.

use super::ascribed::describes;
use super::assess::Case;
use super::compare::Comparison;
use super::known::{self, Bearer};
use super::lack::{Fit, Lack};
use super::view::View;
use super::{figure, free, speaker, support};
use crate::corpus::Source;
use crate::language::lexicon;
use crate::mention::name::{self, NameKind, NameRelation};
use std::ops::Range;

/// How far apart sentences of one passage may stand.
const NEIGHBOURS: usize = 2;
/// How far back a pronoun may point.
const BACK: usize = 5;
/// How much of what the claim says around a value a neighbour that gives the value must say.
const TIED: f32 = 0.45;
/// A word found only outside of the sentence is worth this much.
const NEARBY: f32 = 0.9;
/// Two words less alike than this do not stand for one another.
const ENOUGH: f32 = 0.75;

pub struct Passage<'a> {
    pub view: &'a View,
    /// What stands around the sentence counts too.
    pub wide: bool,
    around: Vec<&'a View>,
    /// For each claim token how well it is found in the passage.
    pub found: Vec<f32>,
    /// For each name of the claim: it is the one that the sentence's pronoun stands for, or the writer.
    referred: Vec<bool>,
}

impl<'a> Passage<'a> {
    /// The sentence by itself, with the context that every sentence has.
    pub fn alone(case: &Case, view: &'a View) -> Passage<'a> {
        Passage { view, wide: false, around: Vec::new(), found: view.coverage.found.clone(), referred: vec![false; case.claim.names.len()] }
    }

    /// The sentence with those beside it that say something of the claim too.
    pub fn of(case: &'a Case, view: &'a View) -> Passage<'a> {
        let mut out = Passage { wide: true, ..Passage::alone(case, view) };
        let (source, at) = (view.candidate.source, view.candidate.sentence);
        let beside = |v: &&View| v.candidate.source == source && v.prose && (1..=NEIGHBOURS).contains(&v.candidate.sentence.abs_diff(at));
        out.around = case.views.iter().filter(beside).collect();
        for (i, found) in out.found.iter_mut().enumerate() {
            if case.claim.about(i) && *found < NEARBY {
                let there = |v: &&View| v.like.best(i, 0..v.facts.words.len()) >= ENOUGH;
                *found = if out.around.iter().any(there) { NEARBY } else { *found };
            }
        }
        for (i, name) in case.claim.names.iter().enumerate() {
            if !support::name(case, view, i) && (referred(case, view, i) || author(case, i)) {
                out.referred[i] = true;
                out.found.iter_mut().take(name.tokens.end).skip(name.tokens.start).for_each(|f| *f = f.max(NEARBY));
            }
        }
        out
    }

    /// The sentence and those beside it.
    pub fn views(&self) -> impl Iterator<Item = &'a View> + '_ {
        std::iter::once(self.view).chain(self.around.iter().copied())
    }

    /// A sentence beside it gives the claim's quantity `i` for what the claim gives it, and the sentence itself has none of its kind.
    pub fn quantity(&self, case: &Case, i: usize) -> bool {
        let silent = figure::in_view(case, self.view, i).is_empty();
        silent && self.around.iter().any(|v| support::quantity_here(case, v, i) && tied(&figure::in_view(case, v, i)))
    }

    /// The same for date `i`.
    pub fn date(&self, case: &Case, i: usize) -> bool {
        let silent = self.view.facts.dates.is_empty();
        silent && self.around.iter().any(|v| support::date_here(case, v, i) && tied(&free::dates_in(case, v, i)))
    }

    /// “The 1960 treaty”: date `i` only tells which one is meant, and another sentence of the document gives it to the same thing.
    pub fn dated(&self, case: &Case, i: usize) -> bool {
        let Some(date) = case.claim.dates.get(i).filter(|_| self.wide) else { return false };
        let thing = date.tokens.end;
        let about = case.claim.about(thing) && case.claim.words.tokens.get(thing).is_some_and(|t| !t.capital);
        let said = |v: &View| v.like.best(thing, 0..v.facts.words.len()) >= ENOUGH;
        let other = |v: &&View| v.candidate.source == self.view.candidate.source && said(v) && support::date_here(case, v, i);
        about && said(self.view) && self.view.facts.dates.is_empty() && case.views.iter().any(|v| other(&v))
    }

    /// No sentence beside it that gives words which the sentence itself does not have denies, hedges or turns round what the claim says.
    pub fn agrees(&self, case: &Case) -> bool {
        let needed = |v: &View, i: usize| {
            let here = self.view.coverage.found.get(i).is_some_and(|f| *f >= ENOUGH);
            case.claim.about(i) && !here && v.like.best(i, 0..v.facts.words.len()) >= ENOUGH
        };
        let gives = |v: &View| (0..case.claim.words.len()).any(|i| needed(v, i));
        let fits = |v: &View| {
            let alone = Passage::alone(case, v);
            let against = [Lack::Negation, Lack::Modality, Lack::Quantifier, Lack::Opposite, Lack::Roles];
            let lacks = Fit::in_other_words(case, &alone).is_some_and(|fit| fit.any_lack(false, |l| against.contains(&l)));
            !lacks && v.against(case).is_none()
        };
        self.around.iter().all(|v| !gives(v) || fits(v))
    }

    /// The claim's name `i` stands only around the sentence, which has another of its kind that the claim does not: whose the
    /// statement is, or where it is so, is told otherwise.
    pub fn elsewhere(&self, case: &Case, i: usize) -> bool {
        let Some(n) = case.claim.names.get(i).filter(|n| matches!(n.kind, NameKind::Person | NameKind::Place)) else { return false };
        let facts = &self.view.facts;
        let same = |a: &name::Name, b: &name::Name| {
            let relation = name::relation(a, &case.claim.words, b, &facts.words, &case.aliases);
            matches!(relation, NameRelation::Same | NameRelation::Compatible)
        };
        let here = n.tokens.clone().any(|k| self.view.coverage.inside.get(k).is_some_and(|f| *f >= ENOUGH));
        if here || facts.names.iter().any(|r| same(n, r)) {
            return false;
        }
        facts.names.iter().any(|r| r.kind == n.kind && !case.claim.names.iter().any(|m| same(m, r)))
    }

    /// The claim's name `i` is the writer's, whom a pronoun of the sentence stands for, or stands beside it.
    pub fn name(&self, case: &Case, i: usize) -> bool {
        self.referred.get(i) == Some(&true) || !self.elsewhere(case, i) && self.around.iter().any(|v| support::name(case, v, i))
    }
}

fn tied(rivals: &[(f32, Comparison)]) -> bool {
    rivals.iter().any(|r| r.1 == Comparison::Satisfied && r.0 >= TIED)
}

/// A pronoun of the sentence, before any person that it names, and the last sentence before that names a person names this one only.
fn referred(case: &Case, view: &View, i: usize) -> bool {
    let Some(source) = case.sources.get(view.candidate.source) else { return false };
    let Some(bearer) = Bearer::of(case.claim, i).filter(|b| !b.name.acronym) else { return false };
    let words = &view.facts.words;
    let personal = |j: usize| matches!(words.fold(j), "he" | "she" | "him" | "his" | "her" | "i" | "my" | "me");
    let Some(pronoun) = (0..words.len()).find(|j| personal(*j)) else { return false };
    if view.facts.names.iter().any(|n| n.kind == NameKind::Person && n.tokens.start < pronoun) {
        return false;
    }
    let at = view.candidate.sentence;
    (at.saturating_sub(BACK)..at).rev().find_map(|k| only_person(case, source, bearer, k)).unwrap_or(false)
}

/// The sentence tells of “he” or “she”, and the last one before that names anybody names others than the claim's name `i`, which
/// stands around it only.
pub fn another(case: &Case, view: &View, i: usize) -> bool {
    let Some(source) = case.sources.get(view.candidate.source) else { return false };
    let Some(bearer) = Bearer::of(case.claim, i).filter(|b| !b.name.acronym) else { return false };
    let words = &view.facts.words;
    let Some(pronoun) = (0..words.len()).find(|j| matches!(words.fold(*j), "he" | "she")) else { return false };
    let head = bearer.head();
    let here = bearer.name.tokens.clone().any(|k| case.claim.about(k) && view.coverage.inside.get(k).is_some_and(|f| *f >= ENOUGH));
    if here || view.facts.names.iter().any(|n| n.kind == NameKind::Person && n.tokens.start < pronoun) {
        return false;
    }
    let at = view.candidate.sentence;
    let named = |k: usize| {
        let words = source.words(k);
        let names = name::find(&source.document.text, &words);
        let person = names.iter().any(|n| n.kind == NameKind::Person && n.certain);
        person.then(|| words.tokens.iter().any(|t| t.capital && Some(t.key) == head))
    };
    (at.saturating_sub(BACK)..at).rev().find_map(named) == Some(false) && known::kind(case.sources, bearer) == Some(NameKind::Person)
}

/// Whether the person that the sentence names is this one; `None` where it names nobody.
fn only_person(case: &Case, source: &Source, bearer: Bearer, sentence: usize) -> Option<bool> {
    let words = source.words(sentence);
    let head = bearer.head()?;
    let here = words.tokens.iter().any(|t| t.key == head && t.capital);
    let names = name::find(&source.document.text, &words);
    let same = |n: &name::Name| {
        let relation = name::relation(bearer.name, bearer.words, n, &words, &case.aliases);
        matches!(relation, NameRelation::Same | NameRelation::Compatible)
    };
    let mut persons = names.iter().filter(|n| n.kind == NameKind::Person).peekable();
    match (here, persons.peek().is_some()) {
        (false, false) => None,
        (false, true) => Some(false),
        (true, _) => Some(persons.all(same)),
    }
}

/// “X says”, “X calls it …”: X wrote the document.
fn author(case: &Case, i: usize) -> bool {
    let (Some(bearer), words) = (Bearer::of(case.claim, i), &case.claim.words) else { return false };
    let tokens: &Range<usize> = &bearer.name.tokens;
    let reports = |k: usize| lexicon::reporting(words, k).is_some() || describes(words, k);
    let says = (tokens.end..tokens.end + 2).any(reports) || (tokens.start.saturating_sub(2)..tokens.start).any(reports);
    (says || words.fold(tokens.end) == ":") && speaker::authored(case.sources, bearer)
}
