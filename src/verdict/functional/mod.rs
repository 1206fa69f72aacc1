//! Predicates that have one value: where somebody was born, who directed a film. The claim and a sentence say it of the same thing,
//! and the value is another.

mod called;
mod cast;
mod given;
mod kin;
mod origin;
mod people;
mod side;

use super::assess::{self, Case};
use super::compare::{self, Comparison};
use super::difference::{Difference, Slot};
use super::known::{self, Bearer};
use super::support;
use super::view::View;
use super::{Conflict, Place};
use crate::evidence::{Facts, states};
use crate::language::lexicon::{self, AliasKind, Group, ValueSort};
use crate::mention::name::{self, NameKind, NameRelation};
use given::{Dated, Given};
pub use origin::{bound, kindred, tells_people};
use std::ops::Range;

/// Values of the claim for which a source has another.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    let further = (0..case.claim.words.len()).any(|k| matches!(case.claim.words.lemma(k), "also" | "other" | "another" | "co" | "again"));
    if further || !case.claim.negations.is_empty() || !states(case.claim) {
        return Vec::new();
    }
    let days = given::dated(case.claim);
    let day = days.iter().find_map(|d| other_day(case, d));
    let values = given::given(case.claim);
    let value = || values.iter().find_map(|g| conflict(case, g));
    day.or_else(value).or_else(|| predicate(case)).into_iter().collect()
}

/// The predicates that a file each reads.
fn predicate(case: &Case) -> Option<Conflict> {
    type Find = fn(&Case) -> Option<Conflict>;
    const ALL: [Find; 5] = [side::conflict, cast::conflict, called::conflict, kin::conflict, origin::conflict];
    ALL.iter().find_map(|find| find(case))
}

fn conflict(case: &Case, mine: &Given) -> Option<Conflict> {
    let bearer = Bearer::of(case.claim, mine.name)?;
    if bearer.name.kind == NameKind::Title || bearer.keys().is_empty() || !fits(bearer, mine.what.sort) {
        return None;
    }
    let mut rival: Option<(&View, usize)> = None;
    for view in case.views.iter().filter(|v| v.prose) {
        let theirs = given::given(&view.facts);
        let same: Vec<&Given> =
            theirs.iter().filter(|g| g.what.relation == mine.what.relation && about(case, view, Some(mine.name), &g.of)).collect();
        // the sentence has the note's value somewhere: it may be given there too
        let has = bearer.keys().iter().any(|k| view.facts.words.tokens.iter().any(|t| t.key == *k));
        if has
            && (!same.is_empty()
                || view.facts.words.tokens.iter().enumerate().any(|(k, _)| view.facts.words.lemma(k) == case.claim.words.lemma(mine.at)))
        {
            return None;
        }
        if !has && rival.is_none() && !same.is_empty() {
            let all = same.iter().all(|g| {
                Bearer::of(&view.facts, g.name).is_some_and(|b| {
                    fits(b, mine.what.sort)
                        && (apart(case, bearer, b, mine.what.sort)
                            || mine.what.sort == ValueSort::Place && outside(bearer, &view.facts, g.name))
                })
            });
            rival = same.first().filter(|_| all && settled(case, view, &Slot::Name(mine.name, 0), &mine.of)).map(|g| (view, g.name));
        }
    }
    let (view, j) = rival?;
    let found = Place { source: view.candidate.source, span: view.facts.names.get(j)?.span };
    Some(case.finding("name-conflict", bearer.name.span, found, view.place(), vec!["predicate", "one value"]))
}

/// The name can be a value of the sort.
fn fits(b: Bearer, sort: ValueSort) -> bool {
    let kind = if b.name.certain { Some(b.name.kind) } else { None };
    match (sort, kind) {
        (_, Some(NameKind::Title | NameKind::Other)) => false,
        (ValueSort::Place, k) => !matches!(k, Some(NameKind::Person | NameKind::Organisation)) && !demonym(b) && b.name.role.is_none(),
        (ValueSort::Person, k) => !matches!(k, Some(NameKind::Place | NameKind::Organisation)) && !b.name.acronym,
        (ValueSort::Agent, k) => k != Some(NameKind::Place) || b.keys().len() > 1,
    }
}

fn demonym(b: Bearer) -> bool {
    lexicon::alias(b.words, b.name.tokens.start).is_some_and(|(_, a)| a.kind == AliasKind::Demonym)
}

/// Two values that cannot both hold: neither names the other in another way, neither can lie in the other.
fn apart(case: &Case, a: Bearer, b: Bearer, sort: ValueSort) -> bool {
    let relation = name::relation(a.name, a.words, b.name, b.words, &case.aliases);
    let theirs = b.keys();
    if matches!(relation, NameRelation::Same | NameRelation::Compatible) || a.keys().iter().any(|k| theirs.contains(k)) {
        return false;
    }
    if sort == ValueSort::Place {
        level(a) == level(b) && (level(a) > 0 || !known::mentioned(case.sources, a))
    } else {
        !known::mentioned(case.sources, a) || relation == NameRelation::Different
    }
}

/// The country or region of the claim is another than that in which the source's place is said to lie: “in California” beside “in
/// Dorne, Florida”.
fn outside(mine: Bearer, facts: &Facts, j: usize) -> bool {
    let known = |b: Bearer| b.name.place;
    let Some(here) = known(mine).filter(|_| level(mine) > 0) else { return false };
    let joined = |k: usize| {
        facts
            .names
            .get(k)
            .zip(facts.names.get(k + 1))
            .is_some_and(|(a, b)| facts.words.fold(a.tokens.end) == "," && b.tokens.start == a.tokens.end + 1)
    };
    let chain: Vec<Bearer> =
        (j..facts.names.len()).take_while(|k| *k == j || joined(*k - 1)).filter_map(|k| Bearer::of(facts, k)).collect();
    let places: Vec<lexicon::Place> = chain.iter().filter_map(|b| known(*b)).collect();
    let apart = places.iter().all(|p| !lexicon::holds(*p, here) && !lexicon::holds(here, *p));
    let level_of = |b: &Bearer| level(*b) == level(mine) && known(*b).is_some_and(|p| p.located);
    chain.len() > 1 && apart && here.located && chain.iter().skip(1).any(level_of)
}

/// 2 a country, 1 a region, 0 a town or what cannot be told.
fn level(b: Bearer) -> u8 {
    let at = b.name.tokens.start;
    let country = lexicon::alias(b.words, at).is_some_and(|(len, a)| a.kind == AliasKind::Country && len == b.name.tokens.len());
    let part = |k: usize| Group::Region.has(b.words.fold(k)) || Group::Wide.has(b.words.fold(k));
    let large = b.name.place.is_some_and(|p| !p.sorts.meets(lexicon::Sorts::TOWN));
    let region = large || b.name.tokens.clone().any(part) || lexicon::head(b.words.fold(b.name.head)) == Some(lexicon::Head::Place);
    if country { 2 } else { u8::from(region) }
}

/// Another day for what happens once.
fn other_day(case: &Case, mine: &Dated) -> Option<Conflict> {
    let date = case.claim.dates.get(mine.date).filter(|d| !d.inferred_year)?;
    let mut rival: Option<(&View, usize)> = None;
    for view in case.views.iter().filter(|v| v.prose) {
        let theirs = given::dated(&view.facts);
        // a date that fits stands in the sentence: it may be the one
        if view.facts.dates.iter().any(|r| compare::date(date, r) == Comparison::Satisfied) {
            return None;
        }
        for g in theirs.iter().filter(|g| g.event == mine.event && about(case, view, None, &g.of)) {
            let other = view.facts.dates.get(g.date)?;
            if compare::date(date, other) != Comparison::Different && !compare::on_border(date, other) {
                return None;
            }
            if rival.is_none() && settled(case, view, &Slot::Date(mine.date, g.date), &mine.of) {
                rival = Some((view, g.date));
            }
        }
    }
    let (view, j) = rival?;
    let found = view.facts.dates.get(j)?.span;
    let slot = Slot::Date(mine.date, j);
    Some(assess::conflict(case, view, &Difference { slot, rule: "date-conflict", claimed: date.span, found, replaceable: false }, "event"))
}

/// Both are said of the same thing: what stands before the verb is the claim's, or stands for what was spoken of before.
fn about(case: &Case, view: &View, value: Option<usize>, of: &Range<usize>) -> bool {
    let words = &view.facts.words;
    let mut names = view.facts.names.iter().filter(|n| of.contains(&n.tokens.start));
    let others = || case.claim.names.iter().enumerate().filter(|(k, _)| Some(*k) != value).map(|(_, n)| n);
    let ours = |n: &name::Name| {
        let linked = |o: &name::Name| {
            matches!(name::relation(o, &case.claim.words, n, words, &case.aliases), NameRelation::Same | NameRelation::Compatible)
        };
        others().any(linked)
            || words.tokens.get(n.tokens.clone()).unwrap_or(&[]).iter().filter(|t| t.content()).all(|t| claimed(case, t.key))
    };
    // a sequel, a brother, a chapter: another thing than the one spoken of
    let plain = of.clone().all(|k| {
        let Some(t) = words.tokens.get(k).filter(|t| t.content() && !t.capital && !t.is_number()) else { return true };
        let folded = words.fold(k);
        let light = folded.ends_with("ly") || folded.ends_with("ed") || folded == "written" || Group::StandIn.has(words.lemma(k));
        light || claimed(case, t.key) || view.facts.dates.iter().any(|d| d.tokens.contains(&k))
    });
    names.all(ours) && plain
}

fn claimed(case: &Case, key: u32) -> bool {
    case.claim.words.tokens.iter().any(|c| c.key == key)
}

/// The rest of what the claim gives agrees: its other names, its dates and figures; what it speaks of is found.
fn settled(case: &Case, view: &View, slot: &Slot, of: &Range<usize>) -> bool {
    let words = &case.claim.words;
    let found = |i: usize| view.coverage.found.get(i).is_some_and(|f| *f >= 0.75);
    let (name, date) = match slot {
        Slot::Name(i, _) => (Some(*i), None),
        Slot::Date(i, _) => (None, Some(*i)),
        _ => (None, None),
    };
    let value = |i: usize| {
        name.and_then(|n| case.claim.names.get(n)).is_some_and(|n| n.tokens.contains(&i))
            || date.and_then(|d| case.claim.dates.get(d)).is_some_and(|d| d.tokens.contains(&i))
    };
    let light = |i: usize| Group::StandIn.has(words.lemma(i)) && words.tokens.get(i).is_some_and(|t| !t.capital);
    let subject = of.clone().filter(|i| case.claim.about(*i)).all(|i| found(i) || light(i));
    let mut capitals = (0..words.len()).filter(|i| words.tokens.get(*i).is_some_and(|t| t.capital && t.content()));
    subject
        && of.clone().any(|i| case.claim.about(i))
        && capitals.all(|i| value(i) || found(i))
        && view.facts.negations.is_empty()
        && (0..case.claim.names.len()).all(|k| Some(k) == name || support::name(case, view, k))
        && (0..case.claim.dates.len()).all(|k| Some(k) == date || support::same_date(case, view, k))
        && (0..case.claim.quantities.len()).all(|k| support::quantity(case, view, k))
}
