//! A row of names of which all but one stand in a row of the source, and there another in the place of that one: “Quad = A, B, C and D”,
//! “made by A and B”.

use super::super::Conflict;
use super::super::assess::Case;
use super::super::known::Bearer;
use super::super::support;
use super::super::view::View;
use crate::evidence::{Facts, share};
use crate::mention::name::{self, NameKind, NameRelation};

/// The least share of the rest of the claim that the sentence and its context say: of a row of three or more, and of a pair.
const REST: f32 = 0.6;
const PAIR: f32 = 0.75;

/// The name of a row that a source has otherwise.
pub fn conflict(case: &Case) -> Option<Conflict> {
    let rows = rows(case.claim);
    let found = |row: &Vec<usize>| case.views.iter().filter(|v| v.prose).find_map(|v| odd(case, v, row));
    rows.iter().find_map(found)
}

fn odd(case: &Case, view: &View, row: &[usize]) -> Option<Conflict> {
    if !(0..case.claim.dates.len()).all(|k| support::same_date(case, view, k)) {
        return None;
    }
    for theirs in rows(&view.facts).iter().filter(|t| t.len() == row.len()) {
        let same = |i: usize, j: usize| {
            let (Some(a), Some(b)) = (case.claim.names.get(i), view.facts.names.get(j)) else { return false };
            let relation = name::relation(a, &case.claim.words, b, &view.facts.words, &case.aliases);
            matches!(relation, NameRelation::Same | NameRelation::Compatible)
        };
        let lone: Vec<usize> = row.iter().copied().filter(|i| !theirs.iter().any(|j| same(*i, *j))).collect();
        let other: Vec<usize> = theirs.iter().copied().filter(|j| !row.iter().any(|i| same(*i, *j))).collect();
        let ([i], [j]) = (lone.as_slice(), other.as_slice()) else { continue };
        let (a, b) = (Bearer::of(case.claim, *i)?, Bearer::of(&view.facts, *j)?);
        let sure = |x: Bearer| x.name.certain.then_some(x.name.kind);
        let apart = match (sure(a), sure(b)) {
            (Some(x), Some(y)) => x == y && x != NameKind::Other,
            (None, None) => a.full() && b.full(),
            _ => false,
        };
        let here = a.keys().iter().all(|k| view.facts.words.tokens.iter().any(|t| t.key == *k));
        let absent = super::absence(case, a) > super::Absence::Elsewhere;
        // two names are less of a row: they have to stand behind the same word
        let need = if row.len() > 2 { REST } else { PAIR };
        let placed = row.len() > 2 || before(case.claim, row) == before(&view.facts, theirs);
        if apart && absent && !here && placed && around(case, view, row) >= need {
            return super::conflict(case, view, *i, *j, vec!["frame", "row of names"]);
        }
    }
    None
}

/// The word before a row of names; empty where it begins the sentence.
fn before<'a>(facts: &'a Facts, row: &[usize]) -> &'a str {
    let first = row.first().and_then(|i| facts.names.get(*i)).map_or(0, |n| n.tokens.start);
    let k = (0..first).rev().find(|k| facts.words.tokens.get(*k).is_some_and(|t| t.is_word()) && facts.words.fold(*k) != "the");
    k.map_or("", |k| facts.words.fold(k))
}

/// How much of the claim before and after its row the sentence and its context say.
fn around(case: &Case, view: &View, row: &[usize]) -> f32 {
    let named = |k: usize| row.iter().filter_map(|i| case.claim.names.get(*i)).any(|n| n.tokens.contains(&k));
    let all = 0..case.claim.words.len();
    let said = share(case.claim, all.clone(), |k| if named(k) { 0.0 } else { view.coverage.found.get(k).copied().unwrap_or(0.0) });
    let whole = share(case.claim, all, |k| f32::from(!named(k)));
    if whole > 0.0 { said / whole } else { 0.0 }
}

/// The rows of names of a sentence: two or more with commas, “and” or “&” between them, titles passed over.
fn rows(facts: &Facts) -> Vec<Vec<usize>> {
    let words = &facts.words;
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut row: Vec<usize> = Vec::new();
    for (j, n) in facts.names.iter().enumerate() {
        let last = row.last().and_then(|l| facts.names.get(*l));
        let joined = last.is_some_and(|l| {
            let gap = l.tokens.end..n.tokens.start;
            let role = |k: usize| words.tokens.get(k).is_some_and(|t| n.role.is_some_and(|r| r.contains(t.span)));
            let mark = |k: usize| matches!(words.fold(k), "," | "and" | "&" | "the");
            !gap.is_empty() && gap.clone().any(|k| matches!(words.fold(k), "," | "and" | "&")) && gap.clone().all(|k| mark(k) || role(k))
        });
        if !joined {
            out.push(std::mem::take(&mut row));
        }
        row.push(j);
    }
    out.push(row);
    out.retain(|r| r.len() > 1);
    out
}
