//! When a source satisfies a claim, or one of its values: the veto that comes before every warning.

use super::assess::Case;
use super::compare::{self, Comparison};
use super::difference::Slot;
use super::lack::{self, Fit, Lack};
use super::passage::Passage;
use super::view::View;
use super::{ascribed, figure, free, reckon};
use crate::evidence::{Facts, content_words, share};
use crate::language::{Words, lexicon};
use crate::mention::date::{DateMention, Relation, Unit};
use crate::mention::name::{self, NameRelation};
use crate::mention::quantity::{Bound, Quantity};

/// Share of the claim's weighted content that a supporting sentence and its context hold, and that the sentence holds alone.
const SUPPORT: (f32, f32) = (0.85, 0.6);
/// The same for a claim that nothing speaks against.
const RECOGNISED: (f32, f32) = (0.6, 0.5);
/// What a sentence and its context must hold of the claim to be looked at more closely.
const FAINT: f32 = 0.35;
/// Fewest content words of a claim of which one may be added.
const ADDED: usize = 6;
/// Fewest content words of a claim that is recognised in other words.
const FEWEST: usize = 2;
/// Share of the claim's words in order from which on it is the sentence's copy.
const COPIED: f32 = 0.6;

/// How much of a claim one sentence says.
pub struct Support {
    /// What the sentence lacks.
    pub lacks: Vec<Lack>,
    /// Content words of the claim (token indices) that it does not say.
    pub left: Vec<usize>,
}

/// Works out [`View::support`], by the sentence's own words.
pub fn weigh(case: &Case, view: &View) -> bool {
    let passage = Passage::alone(case, view);
    Fit::new(case, &passage).is_some_and(|fit| fit.left().is_empty() && !any_lack(case, &passage, &fit, |_| true))
}

/// The same with other words for the sentence's, and what stands around it.
pub fn weigh_in_other_words(case: &Case, view: &View) -> Option<Support> {
    let passage = Passage::of(case, view);
    let fit = Fit::in_other_words(case, &passage)?;
    Some(lacking(case, &passage, &fit))
}

fn lacking(case: &Case, passage: &Passage, fit: &Fit) -> Support {
    let mut lacks = Vec::new();
    any_lack(case, passage, fit, |lack| {
        lacks.push(lack);
        false
    });
    Support { lacks, left: fit.left() }
}

/// Whether the sentence lacks something that `meant` accepts; asks no further then.
fn any_lack(case: &Case, passage: &Passage, fit: &Fit, mut meant: impl FnMut(Lack) -> bool) -> bool {
    let view = passage.view;
    let quantity = |i: usize| {
        let here = quantity_here(case, view, i) && !(passage.wide && rivalled(case, view, i));
        here || passage.quantity(case, i) || part_of_name(case, passage, i)
    };
    let values = (0..case.claim.quantities.len()).all(quantity)
        && (0..case.claim.dates.len()).all(|i| date_here(case, view, i) || passage.date(case, i) || passage.dated(case, i))
        && !fit.loose_number();
    if !values && meant(Lack::Value) {
        return true;
    }
    let named = |i: usize| {
        let here = name(case, view, i) && !(passage.wide && (passage.elsewhere(case, i) || !located(case, view, i)));
        opens(case.claim, i) || here || passage.name(case, i) || spelled(case, fit, i) || begins(case.claim, fit, i)
    };
    let unnamed = !capitals(case, fit) || !(0..case.claim.names.len()).all(named);
    unnamed && meant(Lack::Name)
        || fit.any_lack(view.alignment.ordered >= COPIED, &mut meant)
        || view.differences(case).iter().any(|d| !renamed(case, fit, d.slot)) && meant(Lack::Swapped)
}

/// The two names only seem to differ: each word of the claim's is found.
fn renamed(case: &Case, fit: &Fit, slot: Slot) -> bool {
    matches!(slot, Slot::Name(i, _) if spelled(case, fit, i))
}

/// Quantity `i` is part of a name (“the Second Circuit”, “Victim-8”) that the passage has with the same number.
fn part_of_name(case: &Case, passage: &Passage, i: usize) -> bool {
    let Some(q) = case.claim.quantities.get(i) else { return false };
    let words = &case.claim.words;
    let inside = case.claim.names.iter().any(|n| q.tokens.clone().all(|k| n.tokens.contains(&k)));
    inside
        && !quoted(case.text, words, q.tokens.start)
        && passage.views().any(|v| (0..v.facts.words.len()).any(|j| v.facts.words.fold(j) == words.fold(q.tokens.start)))
}

/// Every capitalised word inside the claim that no name was made of is found.
fn capitals(case: &Case, fit: &Fit) -> bool {
    let (names, dates) = (&case.claim.names, &case.claim.dates);
    let owned = |i: usize| names.iter().any(|n| n.tokens.contains(&i)) || dates.iter().any(|d| d.tokens.contains(&i));
    let tokens = case.claim.words.tokens.iter().enumerate().skip(1);
    tokens.filter(|(i, t)| t.capital && t.content() && !owned(*i)).all(|(i, _)| fit.found(i) >= 0.75)
}

/// “In Lisbon” is not met by “Portuguese”: a place in another is more than that.
pub fn located(case: &Case, view: &View, i: usize) -> bool {
    let Some(n) = case.claim.names.get(i) else { return true };
    let within = n.tokens.start.checked_sub(1).is_some_and(|b| matches!(case.claim.words.fold(b), "in" | "at" | "near"));
    let capital = |k: usize| lexicon::alias(&case.claim.words, k).is_some_and(|(_, a)| a.kind == lexicon::AliasKind::Metonym);
    let said = |k: usize| view.coverage.found.get(k).is_some_and(|f| *f >= 0.9);
    !within || n.tokens.clone().all(|k| said(k) || !capital(k))
}

/// Each word of the claim's name `i` is the sentence's, or says the same as one of its expressions: HQ, headquarters.
fn spelled(case: &Case, fit: &Fit, i: usize) -> bool {
    case.claim.names.get(i).is_some_and(|n| n.tokens.clone().all(|k| fit.found(k) >= 0.9 || fit.mine_told(k)))
}

/// A common word at the sentence's beginning, which has its capital from there: “Finalization of …”.
pub fn opens(claim: &Facts, i: usize) -> bool {
    let Some(n) = claim.names.get(i).filter(|n| n.initial && n.tokens.len() == 1 && n.tokens.start == 0) else { return false };
    claim.words.tokens.get(n.head).is_some_and(|t| !t.upper && lexicon::is_word(t.key))
}

/// A word at the claim's beginning that stands for one of the sentence: “Finalization of …” for “to be finalized”.
fn begins(claim: &Facts, fit: &Fit, i: usize) -> bool {
    let Some(n) = claim.names.get(i).filter(|n| n.initial && n.tokens.len() == 1 && n.tokens.start == 0) else { return false };
    claim.words.tokens.get(n.head).is_some_and(|t| !t.upper) && fit.found(n.head) >= 0.75
}

/// The sentence says what the claim says: all its content, and every value, with no word against it. It stands against every
/// warning, so that nothing counts here but the sentence's own words.
pub fn supports(case: &Case, view: &View) -> bool {
    if view.coverage.full < SUPPORT.0 || view.coverage.own < SUPPORT.1 {
        return false;
    }
    view.support(case) && view.against(case).is_none()
}

/// The sentence says what the claim says as far as can be told, when nothing speaks against the claim.
pub fn recognised(case: &Case, view: &View) -> bool {
    if view.coverage.full < FAINT {
        return false;
    }
    let passage = Passage::of(case, view);
    let Some(fit) = Fit::in_other_words(case, &passage) else { return false };
    let all = 0..case.claim.words.len();
    let full = share(case.claim, all.clone(), |i| fit.found(i));
    let own = share(case.claim, all, |i| fit.inside(i));
    if full < RECOGNISED.0 || own < RECOGNISED.1 {
        return false;
    }
    let content = content_words(case.claim, 0..case.claim.words.len());
    let left = fit.left();
    // a negator more or less counts where the words are not the source's own
    let loose = fit.reworded() || !left.is_empty();
    // what stands beside the sentence may add to it, but not make up most of it
    let beside = (0..case.claim.words.len()).filter(|i| case.claim.about(*i) && fit.inside(*i) < 0.75 && !left.contains(i)).count();
    content >= FEWEST
        && left.len() * 4 <= content
        && (left.is_empty() || (left.len() + beside) * 5 <= content * 2)
        && plain(case, &fit, &left)
        && !any_lack(case, &passage, &fit, |l| l.grave() || loose && l == Lack::Negators)
        && view.against(case).is_none()
        && passage.agrees(case)
        && ascribed::theirs(case, view)
}

/// All of the words are verbs that say little by themselves: not the noun that something is called, and no verb that has an
/// opposite. “Held talks” may stand for “met”; a film is no book. Or the one other word is only added: nothing of the sentence
/// stands in its place.
fn plain(case: &Case, fit: &Fit, left: &[usize]) -> bool {
    let words = &case.claim.words;
    let content = content_words(case.claim, 0..words.len());
    let mut added = 0;
    left.iter().all(|i| {
        let Some(token) = words.tokens.get(*i) else { return true };
        if added == 0 && content >= ADDED && fit.added(*i) {
            added += 1;
            return true;
        }
        // the writer says that the source has this very word
        if quoted(case.text, words, *i) {
            return false;
        }
        let (fold, lemma) = (words.fold(*i), words.lemma(*i));
        let inflected = fold != lemma && !fold.ends_with('s');
        let before = i.checked_sub(1).map_or("", |b| words.fold(b));
        // “members feel”
        let plural = fold == lemma
            && i.checked_sub(1).is_some_and(|b| before.ends_with('s') && words.lemma(b) != before && words.tokens[b].content());
        let governed = plural
            || matches!(
                before,
                "to" | "will"
                    | "would"
                    | "can"
                    | "could"
                    | "may"
                    | "might"
                    | "must"
                    | "should"
                    | "do"
                    | "does"
                    | "did"
                    | "has"
                    | "have"
                    | "had"
                    | "not"
                    | "n't"
                    | "who"
                    | "they"
            );
        // “chip away at”
        let particle = matches!(fold, "away" | "along") && i.checked_sub(1).is_some_and(|b| words.fold(b) != words.lemma(b));
        if particle {
            return true;
        }
        let turned = ["dis", "un", "mis", "de"].iter().any(|p| fold.starts_with(p));
        let opposed = lexicon::has_opposite(token.key) && !lack::implies(words, *i);
        !token.capital && lexicon::is_verb(token.key) && (inflected || governed) && !turned && !opposed
    })
}

/// The token stands between quotation marks.
fn quoted(text: &str, words: &Words, i: usize) -> bool {
    let Some(token) = words.tokens.get(i) else { return false };
    let before = text.get(words.span.start as usize..token.span.start as usize).unwrap_or("");
    let open = before.matches('“').count() > before.matches('”').count();
    open || before.matches('"').count() % 2 == 1
}

/// Some quantity of the sentence satisfies the claim's `i`-th. What only names something (“section 377”, “2:20 p.m.”) is met by the
/// same number.
pub fn quantity(case: &Case, view: &View, i: usize) -> bool {
    let Some(q) = case.claim.quantities.get(i) else { return false };
    if !q.comparable() {
        let (mine, theirs) = (&case.claim.words, &view.facts.words);
        return (0..theirs.len()).any(|j| theirs.tokens[j].is_number() && theirs.fold(j) == mine.fold(q.tokens.start));
    }
    view.facts.quantities.iter().any(|r| compare::quantity(q, r) == Comparison::Satisfied)
}

/// Quantity `i` is satisfied by one that stands about as near to the claim's other words as any: of “47% want more and 43%
/// want less” only the first speaks for “47% want more”.
pub fn quantity_here(case: &Case, view: &View, i: usize) -> bool {
    if case.claim.quantities.get(i).is_some_and(|q| !q.comparable()) {
        return quantity(case, view, i);
    }
    if reckon::follows(case.claim, i, &view.facts) {
        return true;
    }
    let rivals = figure::in_view(case, view, i);
    let best = rivals.iter().map(|r| r.0).fold(0.0f32, f32::max);
    quantity(case, view, i)
        && !rivals.iter().filter(|r| r.1 == Comparison::Satisfied).all(|r| r.0 < best - 0.06)
        && as_written(case, view, i)
}

/// “Under 33 million” is allowed by 8 million, but the sentence gives 35 million for about the same thing.
fn rivalled(case: &Case, view: &View, i: usize) -> bool {
    let open = case.claim.quantities.get(i).is_some_and(|q| !matches!(q.bound, Bound::Exact | Bound::About));
    let rivals = if open { figure::in_view(case, view, i) } else { Vec::new() };
    let met = rivals.iter().filter(|r| r.1 == Comparison::Satisfied).map(|r| r.0).fold(0.0f32, f32::max);
    rivals.iter().any(|r| r.1 == Comparison::Different && r.0 > met - 0.1)
}

/// “More than 7,000” of “more than 10,000” is allowed by the words, but no copy of them.
fn as_written(case: &Case, view: &View, i: usize) -> bool {
    let Some(q) = case.claim.quantities.get(i) else { return false };
    let open = |b: Bound| !matches!(b, Bound::Exact | Bound::About);
    let mut alike = view.facts.quantities.iter().filter(|r| r.bound == q.bound && compare::quantity(q, r) != Comparison::Incomparable);
    let equal = |a: f64, b: f64, half: f64| a == b || (a - b).abs() <= half;
    let same = |r: &Quantity| {
        let half = q.half.max(r.half);
        equal(q.value, r.value, half) && equal(q.low, r.low, half * 2.0) && equal(q.high, r.high, half * 2.0)
    };
    // where the sentence has a figure of the same kind with the same bound, it is that one
    !open(q.bound) || alike.clone().next().is_none() || alike.any(same)
}

/// The same for date `i`.
pub fn date_here(case: &Case, view: &View, i: usize) -> bool {
    let rivals = free::dates_in(case, view, i);
    let best = rivals.iter().map(|r| r.0).fold(0.0f32, f32::max);
    let exact = |d: &DateMention| view.facts.dates.iter().any(|r| compare::date(d, r) == Comparison::Satisfied && as_fine(d, r));
    rivals.iter().any(|r| r.1 == Comparison::Satisfied && r.0 >= best - 0.2) && case.claim.dates.get(i).is_some_and(exact)
}

/// The source's date says as much as the note's: “10 October 2015” is not met by “2015”.
fn as_fine(note: &DateMention, source: &DateMention) -> bool {
    let grain = |d: &DateMention| match d.start.unit() {
        Unit::Day => 0,
        Unit::Month => 1,
        Unit::Quarter(_) | Unit::Season(_) | Unit::Half(_) => 2,
        _ => 3,
    };
    grain(source) <= grain(note)
}

/// Some date of the sentence satisfies the claim's `i`-th.
pub fn date(case: &Case, view: &View, i: usize) -> bool {
    case.claim.dates.get(i).is_some_and(|d| view.facts.dates.iter().any(|r| compare::date(d, r) == Comparison::Satisfied))
}

/// Some date of the sentence is the claim's `i`-th, not only allowed by it (“by 2020” allows 2013).
pub fn same_date(case: &Case, view: &View, i: usize) -> bool {
    let Some(d) = case.claim.dates.get(i) else { return false };
    view.facts.dates.iter().any(|r| agree(d, r))
}

/// Two dates tell of the same time: “by 2020” does not agree with 2013, nor “before March” with “as of March”.
pub fn agree(note: &DateMention, source: &DateMention) -> bool {
    let plain =
        |d: &DateMention| DateMention { relation: if d.relation == Relation::Range { Relation::Range } else { Relation::At }, ..d.clone() };
    let open = matches!(note.relation, Relation::Before | Relation::After | Relation::Since) && note.relation != source.relation;
    compare::date(&plain(note), &plain(source)) == Comparison::Satisfied && !open
}

/// Some name of the sentence may be the claim's `i`-th, or its words stand in the sentence or its context.
pub fn name(case: &Case, view: &View, i: usize) -> bool {
    let Some(n) = case.claim.names.get(i) else { return false };
    let covered = view.coverage.found.get(n.tokens.clone()).is_some_and(|f| f.iter().all(|x| *x >= 0.9));
    covered
        || case.label.contains(&n.tokens.start)
        || view.facts.names.iter().any(|r| {
            let (mine, theirs) = (&case.claim.words, &view.facts.words);
            let relation = name::relation(n, mine, r, theirs, &case.aliases);
            matches!(relation, NameRelation::Same | NameRelation::Compatible) || name::lies_in(r, n)
        })
}
