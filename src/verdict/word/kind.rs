//! What the thing is: “Brandt is a novel” beside “Brandt is a 1998 film”, “a Danish firm” beside “a Norwegian firm”.

use super::super::difference::{Difference, Slot};
use super::super::functional;
use super::super::view::View;
use super::beside::Beside;
use super::place;
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Sort};
use crate::mention::name::{self, NameRelation};
use std::ops::Range;

/// Tokens of the longest description looked at.
const LONGEST: usize = 24;

/// What a sentence says that its subject is.
struct Description {
    /// Before the linking verb.
    subject: Range<usize>,
    /// From the determiner to the noun, or the adjective alone.
    words: Range<usize>,
    /// The noun, when the table of sorts knows it.
    noun: Option<(usize, Sort)>,
    /// Countries that it is said to be of: token, group.
    countries: Vec<(usize, u16)>,
    /// One of these is part of the name of a thing of its own, or half of a people's.
    bound: bool,
}

pub fn find(b: &Beside) -> Option<Difference> {
    if !b.claim.negations.is_empty() || !b.source.negations.is_empty() {
        return None;
    }
    if let Some(found) = place::other(b) {
        return Some(found);
    }
    let mine = describe(b.claim)?;
    let theirs = describe(b.source)?;
    if !same_subject(b, &mine.subject, &theirs.subject) || b.guarded() {
        return None;
    }
    other_sort(b, &mine, &theirs).or_else(|| other_country(b, &mine, &theirs))
}

/// What the claim describes is what the sentence describes: its first name stands before the source's verb, and all its words
/// in the sentence.
pub fn same_subject(b: &Beside, mine: &Range<usize>, theirs: &Range<usize>) -> bool {
    let claim = &b.claim.words;
    let first = mine.clone().find(|i| claim.tokens.get(*i).is_some_and(|t| t.content()));
    let Some(first) = first.filter(|i| claim.tokens.get(*i).is_some_and(|t| t.capital)) else { return false };
    let bracket = mine.clone().find(|i| claim.fold(*i) == "(").unwrap_or(mine.end);
    let comma = mine.clone().find(|i| claim.fold(*i) == ",").unwrap_or(bracket).min(bracket);
    let name = b.claim.names.iter().position(|n| n.tokens.contains(&first));
    let known = name.is_some_and(|k| {
        let n = &b.claim.names[k];
        b.source.names.iter().filter(|r| r.tokens.start < theirs.end).any(|r| {
            let aliases = &b.case.aliases;
            name::relation(n, claim, r, &b.source.words, aliases) == NameRelation::Same
        })
    });
    let content = |i: &usize| claim.tokens.get(*i).is_some_and(|t| t.content());
    let whole = (mine.start..comma).filter(content).all(|i| b.view.like.best(i, theirs.clone()) >= 0.9);
    let rest = (comma..bracket).filter(content).all(|i| b.found(i));
    // of “A and B are …” or “the father of A was …” only a part is described
    let part = |w: &Words, within: Range<usize>, name: usize| {
        within
            .into_iter()
            .take_while(|j| *j <= name || !matches!(w.fold(*j), "(" | ":" | "lrb"))
            .any(|j| matches!(w.fold(j), "of" | "and" | "'s" | "for" | "with" | "by"))
    };
    let owned = part(claim, mine.clone(), first);
    let titled = whole && owned;
    let at = b.matched(first).unwrap_or(theirs.end);
    (known && !owned || whole) && rest && (titled || !part(&b.source.words, theirs.clone(), at))
}

fn other_sort(b: &Beside, mine: &Description, theirs: &Description) -> Option<Difference> {
    let ((i, x), (j, y)) = (mine.noun?, theirs.noun?);
    let common = |facts: &Facts, k: usize| facts.words.tokens.get(k).is_some_and(|t| !t.capital);
    let told = |v: &View| {
        let of_sort = |k: usize| lexicon::sort_of(v.facts.words.lemma(k)).is_some_and(|s| !s.excludes(x));
        (0..v.facts.words.len()).any(|k| common(&v.facts, k) && (of_sort(k) || v.like.at(i, k) >= 0.75))
    };
    if !x.excludes(y) || b.case.views.iter().any(told) {
        return None;
    }
    Some(difference(b, "definition-conflict", i, j, false))
}

fn other_country(b: &Beside, mine: &Description, theirs: &Description) -> Option<Difference> {
    let (i, x) = *mine.countries.first()?;
    let (j, _) = *theirs.countries.first()?;
    let alike = match (mine.noun, theirs.noun) {
        (Some((_, x)), Some((_, y))) => !x.excludes(y),
        _ => mine.words.len() <= 2,
    };
    // a country that stands anywhere in the sentences at hand may be the second one of two
    let told = |facts: &Facts| functional::kindred(&facts.words, x);
    if mine.bound != theirs.bound || mine.countries.len() > 1 || !alike || b.case.views.iter().any(|v| told(&v.facts)) {
        return None;
    }
    Some(difference(b, "name-conflict", i, j, true))
}

fn difference(b: &Beside, rule: &'static str, i: usize, j: usize, replaceable: bool) -> Difference {
    Difference { slot: Slot::Opposite, rule, claimed: b.claim.words.cover(i, i + 1), found: b.source.words.cover(j, j + 1), replaceable }
}

/// The first form of “be” outside brackets.
pub fn linking(words: &Words) -> Option<usize> {
    let mut depth = 0u32;
    (1..words.len()).find(|i| {
        match words.fold(*i) {
            "(" | "lrb" => depth += 1,
            ")" | "rrb" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(words.fold(*i), "is" | "was" | "are" | "were")
    })
}

/// “SUBJECT is [only] a DESCRIPTION”, or “SUBJECT is Danish”.
fn describe(facts: &Facts) -> Option<Description> {
    let words = &facts.words;
    let verb = linking(words)?;
    let mut at = verb + 1;
    while matches!(words.fold(at), "only" | "exclusively" | "solely" | "also" | "both" | "primarily" | "actually" | "really" | "originally")
    {
        at += 1;
    }
    let from = at;
    let article = matches!(words.fold(at), "a" | "an" | "the");
    let ends = (at..words.len().min(at + LONGEST)).find(|i| stops(words, *i)).unwrap_or(words.len().min(at + LONGEST));
    let (mut countries, mut bound) = (Vec::new(), false);
    for i in from..ends {
        if let Some((len, a)) = lexicon::alias(words, i).filter(|(_, a)| a.kind == AliasKind::Demonym) {
            bound |= functional::bound(words, &(i..i + len));
            countries.push((i, a.group));
        }
    }
    let noun = if article { noun(words, from + 1..ends) } else { None };
    let people = article && countries.len() == 1 && ends == from + 2;
    let bare = people || !article && countries.first().is_some_and(|c| c.0 == from) && ends <= from + 2;
    (article && noun.is_some() || bare).then_some(Description { subject: 0..verb, words: from..ends, noun, countries, bound })
}

/// The last noun of the description that the table knows, if nothing but participles follows it.
fn noun(words: &Words, within: Range<usize>) -> Option<(usize, Sort)> {
    let idle = |i: usize| {
        words.fold(i).ends_with("ed")
            || words.fold(i).ends_with("ing")
            || words.fold(i).ends_with("ly")
            || matches!(words.fold(i), "written" | "born" | "shot" | "built" | "made" | "held" | "sung" | "run")
    };
    let from = within.start;
    let last = within.rev().find(|i| !idle(*i) && words.tokens.get(*i).is_some_and(|t| t.content()))?;
    if words.tokens.get(last).is_some_and(|t| t.capital) {
        return None;
    }
    let televised = words.lemma(last) == "series"
        && within_words(words, from..last, |w| matches!(w, "television" | "tv" | "web" | "drama" | "comedy" | "anthology" | "reality"));
    let word = if televised { "sitcom" } else { words.lemma(last) };
    lexicon::sort_of(word).map(|s| (last, s))
}

fn within_words(words: &Words, range: Range<usize>, is: impl Fn(&str) -> bool) -> bool {
    range.into_iter().any(|i| is(words.fold(i)))
}

/// The description ends here: a preposition, relative, comma, conjunction or full stop.
fn stops(words: &Words, i: usize) -> bool {
    matches!(
        words.fold(i),
        "of" | "in"
            | "by"
            | "from"
            | "with"
            | "at"
            | "on"
            | "for"
            | "to"
            | "about"
            | "that"
            | "which"
            | "who"
            | "whose"
            | "where"
            | "when"
            | ","
            | ";"
            | ":"
            | "."
            | "("
            | ")"
            | "and"
            | "or"
            | "but"
            | "based"
            | "set"
            | "as"
            | "near"
            | "under"
            | "starring"
            | "featuring"
            | "located"
            | "known"
            | "within"
            | "inside"
            | "between"
            | "along"
    )
}
