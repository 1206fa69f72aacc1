//! A term that the note spells out or defines otherwise than a source in scope does.

use super::assess::Case;
use super::view::View;
use super::{Conflict, Place, acronym};
use crate::corpus::Source;
use crate::corpus::definition::{self, Definition, Kind};
use crate::evidence::Facts;
use crate::language::{Letters, Words, lexicon};
use crate::mention::name::{self, NameRelation};
use crate::text::Span;
use std::ops::Range;

pub fn conflicts(case: &Case) -> Vec<Conflict> {
    let mut out: Vec<Conflict> = definitions(case).iter().filter_map(|d| against(case, d)).collect();
    if out.is_empty() {
        out.extend(acronym::conflict(case));
    }
    if out.is_empty() {
        out.extend(case.views.iter().filter(|v| v.prose).find_map(|v| members(case, v)));
    }
    out.truncate(1);
    out
}

/// What the claim itself spells out or defines.
fn definitions(case: &Case) -> Vec<Definition> {
    let words = &case.claim.words;
    let mut sites = Vec::new();
    definition::scan(words, 0, &mut sites);
    sites.iter().filter_map(|s| definition::decide(case.text, words, s)).collect()
}

fn against(case: &Case, mine: &Definition) -> Option<Conflict> {
    if !matches!(mine.kind, Kind::Acronym | Kind::Definition) {
        return None;
    }
    let term = Words::new(case.text, mine.term);
    let key = term.tokens.iter().rev().find(|t| t.is_word() || t.is_number())?.key;
    let mut rival: Option<(usize, Definition)> = None;
    for (i, source) in case.sources.iter().enumerate() {
        // the note's own expansion stands somewhere in the sources: the short form has two
        if mine.kind == Kind::Acronym && stands(source, case.text, mine.definition) {
            return None;
        }
        for theirs in source.sites_of(key).iter().filter_map(|s| source.definition(s)).filter(|d| d.kind == mine.kind) {
            if !same_term(case.text, mine.term, &source.document.text, theirs.term) {
                continue;
            }
            let told = match mine.kind {
                Kind::Acronym => expands(case.text, mine.definition, &source.document.text, theirs.definition),
                _ => classes(case.text, mine.definition, &source.document.text, theirs.definition),
            };
            match told {
                Told::Same => return None,
                Told::Other if rival.is_none() => rival = Some((i, theirs)),
                _ => {}
            }
        }
    }
    let (i, theirs) = rival?;
    Some(conflict(case, i, mine.definition, theirs.definition, theirs.sentence, "same term"))
}

enum Told {
    Same,
    Other,
    Unclear,
}

/// Two expansions of one short form, of which each has a word that nothing in the other stands for.
pub fn expands_otherwise(a_text: &str, a: Span, b_text: &str, b: Span) -> bool {
    matches!(expands(a_text, a, b_text, b), Told::Other)
}

/// The words stand in the source one after the other.
pub fn stands(source: &Source, text: &str, span: Span) -> bool {
    let needle = Letters::new(text, span);
    let letters = source.letters();
    !letters.find(needle.folded(), 0, letters.len(), 1).is_empty()
}

fn same_term(a_text: &str, a: Span, b_text: &str, b: Span) -> bool {
    let (a, b) = (Letters::new(a_text, a), Letters::new(b_text, b));
    let plain = |l: &Letters| l.folded().trim_end_matches('s').to_string();
    plain(&a) == plain(&b)
}

/// Two expansions of one short form: each has a word that nothing in the other stands for.
fn expands(a_text: &str, a: Span, b_text: &str, b: Span) -> Told {
    let (a, b) = (Words::new(a_text, a), Words::new(b_text, b));
    let lone = |x: &Words, y: &Words| {
        (0..x.len()).filter(|i| x.tokens.get(*i).is_some_and(|t| t.content())).filter(|i| !(0..y.len()).any(|j| kin(x, *i, y, j))).count()
    };
    match (lone(&a, &b), lone(&b, &a)) {
        (0, _) | (_, 0) => Told::Same,
        _ => Told::Other,
    }
}

/// The same word, one of its kin, or the same but for a slip of the pen.
fn kin(x: &Words, i: usize, y: &Words, j: usize) -> bool {
    let (Some(s), Some(t)) = (x.tokens.get(i), y.tokens.get(j)) else { return false };
    if s.key == t.key || lexicon::similar_keys(s.key, t.key) >= 0.75 {
        return true;
    }
    let (a, b) = (x.fold(i), y.fold(j));
    let shared = a.chars().zip(b.chars()).take_while(|(p, q)| p == q).count();
    let ends = a.chars().rev().zip(b.chars().rev()).take_while(|(p, q)| p == q).count();
    let longest = a.chars().count().max(b.chars().count());
    shared >= 5 || longest >= 5 && shared + ends + 2 >= longest
}

/// “a rodent” against “a bird”: the nouns that classify exclude each other.
fn classes(a_text: &str, a: Span, b_text: &str, b: Span) -> Told {
    let (a, b) = (Words::new(a_text, a), Words::new(b_text, b));
    let (Some(x), Some(y)) = (head(&a), head(&b)) else { return Told::Unclear };
    let (Some(s), Some(t)) = (a.tokens.get(x), b.tokens.get(y)) else { return Told::Unclear };
    if kin(&a, x, &b, y) {
        return Told::Same;
    }
    match lexicon::opposed_keys(s.key, t.key) {
        Some(lexicon::Opposition::Class | lexicon::Opposition::Polarity) => Told::Other,
        _ => Told::Unclear,
    }
}

/// The last noun of the first phrase: before a preposition, relative or comma.
fn head(words: &Words) -> Option<usize> {
    let end = (1..words.len())
        .find(|i| {
            let t = words.tokens.get(*i);
            t.is_none_or(|t| !t.is_word() || t.stop)
        })
        .unwrap_or(words.len());
    (0..end).rev().find(|i| words.tokens.get(*i).is_some_and(|t| t.content()))
}

/// Words that say that a list is what a term is made of.
fn makes_up(words: &Words, before: Range<usize>) -> bool {
    before.into_iter().any(|i| {
        matches!(
            words.lemma(i),
            "=" | "comprise"
                | "consist"
                | "comprehend"
                | "member"
                | "alliance"
                | "group"
                | "bloc"
                | "trio"
                | "quartet"
                | "agreement"
                | "pact"
                | "compose"
        ) || words.fold(i) == "made" && words.fold(i + 1) == "up"
            || words.fold(i) == "made" && words.fold(i + 1) == "of"
    })
}

/// The term is said to be made of a list of names, and the source's list of the same length has another name in one place.
fn members(case: &Case, view: &View) -> Option<Conflict> {
    let (claim, theirs) = (case.claim, &view.facts);
    let mine = list(claim)?;
    let names = |facts: &Facts, range: &Range<usize>| facts.names.get(range.clone()).map(|n| n.first().map_or(0, |n| n.tokens.start));
    let before = names(claim, &mine)?;
    if !makes_up(&claim.words, 0..before) || !claim.negations.is_empty() {
        return None;
    }
    let found = list(theirs).filter(|l| l.len() == mine.len())?;
    let first = names(theirs, &found)?;
    // the term stands before both lists
    let term = (0..before).any(|i| {
        let named = claim.words.tokens.get(i).is_some_and(|t| t.capital && t.content());
        named && (first.saturating_sub(8)..first).any(|j| view.like.at(i, j) >= 0.9)
    });
    if !term {
        return None;
    }
    let same = |a: usize, b: usize| {
        let (Some(x), Some(y)) = (claim.names.get(a), theirs.names.get(b)) else { return false };
        matches!(name::relation(x, &claim.words, y, &theirs.words, &case.aliases), NameRelation::Same | NameRelation::Compatible)
    };
    let lone: Vec<usize> = mine.clone().filter(|a| !found.clone().any(|b| same(*a, b))).collect();
    let others: Vec<usize> = found.clone().filter(|b| !mine.clone().any(|a| same(a, *b))).collect();
    let ([a], [b]) = (lone.as_slice(), others.as_slice()) else { return None };
    let (x, y) = (claim.names.get(*a)?, theirs.names.get(*b)?);
    if x.kind != y.kind || mine.len() < 3 {
        return None;
    }
    let source = case.sources.get(view.candidate.source)?;
    // another list of the source's may have the name
    let keys: Vec<u32> = claim.words.tokens.get(x.tokens.clone()).unwrap_or(&[]).iter().filter(|t| t.content()).map(|t| t.key).collect();
    if keys.iter().all(|k| source.has_in(*k, view.candidate.sentence as u32)) {
        return None;
    }
    Some(conflict(case, view.candidate.source, x.span, y.span, view.span, "members"))
}

/// The longest run of names with nothing but commas, “and” and articles between them.
fn list(facts: &Facts) -> Option<Range<usize>> {
    let words = &facts.words;
    let joined = |a: usize| {
        let (Some(x), Some(y)) = (facts.names.get(a), facts.names.get(a + 1)) else { return false };
        let gap = x.tokens.end..y.tokens.start;
        !gap.is_empty() && gap.len() <= 3 && gap.into_iter().all(|i| matches!(words.fold(i), "," | "and" | "&" | "the"))
    };
    let mut best: Option<Range<usize>> = None;
    let mut from = 0;
    for a in 0..facts.names.len() {
        if !joined(a) {
            if best.as_ref().is_none_or(|b| b.len() < a + 1 - from) {
                best = Some(from..a + 1);
            }
            from = a + 1;
        }
    }
    best.filter(|b| b.len() >= 3)
}

/// The finding that `claimed` stands for what `theirs`, of the source at index `source`, is said to be.
pub fn conflict(case: &Case, source: usize, claimed: Span, theirs: Span, sentence: Span, gate: &'static str) -> Conflict {
    let (found, evidence) = (Place { source, span: theirs }, Place { source, span: sentence });
    case.finding("definition-conflict", claimed, found, evidence, vec!["definition", gate])
}
