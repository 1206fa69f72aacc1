//! Of what people somebody or something is: “NAME is Norlandic” beside “NAME is a Sudlandic singer”.

use super::super::assess::Case;
use super::super::view::View;
use super::super::{Conflict, Place};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Group, Origin as Word, Sorts};
use crate::text::Span;
use std::ops::Range;

/// Tokens before the verb, brackets aside.
const OPENING: usize = 14;
/// Tokens that brackets after the name may take.
const BRACKETS: usize = 40;
/// Tokens between the article and the people, and between the people and who is of it.
const DESCRIBED: (usize, usize) = (3, 6);
/// Least share of a claim's word that the sentence and its context say.
const FOUND: f32 = 0.75;

/// The tokens of a people or country, and its group.
type People = (Range<usize>, u16);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sort {
    /// Of what people, or from what country.
    People,
    /// “Of Norlandic descent”.
    Descent,
}

/// What a sentence tells of somebody's people.
#[derive(Clone, Debug)]
struct Told {
    sort: Sort,
    /// The content tokens of the one it is said of.
    subject: Vec<usize>,
    /// The tokens of each people or country, with its group.
    peoples: Vec<People>,
    /// All that says it, from the verb on.
    said: Range<usize>,
    /// “From Norland”.
    country: bool,
}

/// The people of the claim's subject, for which a source has another.
pub fn conflict(case: &Case) -> Option<Conflict> {
    let mine = told(case.claim)?;
    let [(claimed, group)] = mine.peoples.as_slice() else { return None };
    let mut rival: Option<(&View, Told)> = None;
    for view in case.views.iter().filter(|v| v.prose) {
        let Some(theirs) = told(&view.facts).filter(|t| same(case, &mine, view, t)) else { continue };
        if theirs.sort != mine.sort {
            continue;
        }
        if !view.facts.negations.is_empty() || kindred(&view.facts.words, *group) {
            return None;
        }
        rival.get_or_insert((view, theirs));
    }
    let (view, theirs) = rival?;
    if !alone(case, &mine, view) || heard(case, *group) {
        return None;
    }
    let (first, last) = (theirs.peoples.first()?, theirs.peoples.last()?);
    let found = Place { source: view.candidate.source, span: view.facts.words.cover(first.0.start, last.0.end) };
    let claimed = case.claim.words.cover(claimed.start, claimed.end);
    let mut out = case.finding("name-conflict", claimed, found, view.place(), vec!["predicate", "one value"]);
    out.replacement = out.replacement.filter(|_| mine.sort == Sort::People && !mine.country && !theirs.country);
    Some(out)
}

/// The claim is of somebody's people.
pub fn tells_people(claim: &Facts) -> bool {
    told(claim).is_some()
}

/// “NAME (born 1989) is a Norlandic singer”, “NAME is Norlandic”, “NAME is from Norland”, “NAME is of Norlandic descent”.
fn told(facts: &Facts) -> Option<Told> {
    let words = &facts.words;
    let (subject, verb) = subject(facts)?;
    let (sort, peoples, end, country) = match words.fold(verb + 1) {
        "of" => descent(words, verb + 2).map(|(p, end)| (Sort::Descent, p, end, false))?,
        "from" => {
            let at = verb + 2 + usize::from(words.fold(verb + 2) == "the");
            let (tokens, group) = people(words, at, AliasKind::Country).filter(|(t, _)| ends(words, t.end) && sure(words, t.start))?;
            let end = tokens.end;
            (Sort::People, vec![(tokens, group)], end, true)
        }
        _ => is_a(words, verb + 1).map(|(p, end)| (Sort::People, vec![p], end, false))?,
    };
    Some(Told { sort, subject, peoples, said: verb..end, country })
}

/// The content tokens of the name or the pronoun with which the sentence begins, and the verb after it: no “NAME's father”, no two.
fn subject(facts: &Facts) -> Option<(Vec<usize>, usize)> {
    let words = &facts.words;
    let (mut out, mut at, mut steps) = (Vec::new(), 0, 0);
    while at < words.len() && steps < OPENING {
        let folded = words.fold(at);
        if matches!(folded, "is" | "are" | "was" | "were") {
            return (at > 0).then_some((out, at));
        }
        if matches!(folded, "(" | "lrb") {
            at = (at..(at + BRACKETS).min(words.len())).find(|k| matches!(words.fold(*k), ")" | "rrb"))? + 1;
            continue;
        }
        let token = words.tokens.get(at)?;
        let named = facts.names.iter().any(|n| n.tokens.contains(&at) && n.tokens.len() > 1);
        let mark = !token.is_word() && !matches!(folded, "," | ";" | ":" | "&");
        let light = folded == "the" || Group::StandIn.has(words.lemma(at)) || Group::Particle.has(folded);
        let pronoun = at == 0 && matches!(folded, "he" | "she" | "it" | "they");
        if !(named || token.capital || mark || light || pronoun) || folded == "'s" {
            return None;
        }
        if token.content() && token.capital {
            out.push(at);
        }
        (at, steps) = (at + 1, steps + 1);
    }
    None
}

/// A people or a country at token `at`.
fn people(words: &Words, at: usize, kind: AliasKind) -> Option<People> {
    let (len, a) = lexicon::alias(words, at).filter(|(_, a)| a.kind == kind)?;
    Some((at..at + len, a.group))
}

/// No state or town has the country's name too.
fn sure(words: &Words, at: usize) -> bool {
    lexicon::place(words, at).is_some_and(|(_, p)| !p.doubtful && ![Sorts::TOWN, Sorts::REGION].iter().any(|s| p.sorts.meets(*s)))
}

fn ends(words: &Words, at: usize) -> bool {
    matches!(words.fold(at), "" | ".")
}

/// After the verb: “Norlandic”, “a former Norlandic footballer”; where it ends. Nothing that is a thing of its own (“an American
/// football player”), spoken (“a Norlandic-language film”) or half of a double name.
fn is_a(words: &Words, at: usize) -> Option<(People, usize)> {
    let article = matches!(words.fold(at), "a" | "an" | "the");
    let from = at + usize::from(article);
    let reach = if article { DESCRIBED.0 } else { 0 };
    let start = (from..=from + reach).find(|k| people(words, *k, AliasKind::Demonym).is_some())?;
    let plain = |k: usize| words.tokens.get(k).is_some_and(|t| !t.capital && !t.stop && (t.is_word() || t.is_number()));
    let found = people(words, start, AliasKind::Demonym)?;
    let next = found.0.end;
    if !(from..start).all(plain) || bound(words, &found.0) || Word::Game.has(words.fold(next)) {
        return None;
    }
    if !article && (ends(words, next) || matches!(words.fold(next), "," | "and")) {
        return Some((found, next));
    }
    let head = (next..next + DESCRIBED.1).take_while(|k| plain(*k)).find(|k| Word::Bearer.has(words.lemma(*k)))?;
    Some((found, head + 1))
}

/// A people's name that is part of the name of a thing of its own, or half of a people's: “French horn”, “Spanish-language”,
/// “Austro-Hungarian”, “a French teacher”.
pub fn bound(words: &Words, people: &Range<usize>) -> bool {
    let next = people.end;
    let part = |k: usize| Word::Apart.has(words.fold(k));
    let noun = (next..next + DESCRIBED.1).find(|k| !words.tokens.get(*k).is_some_and(|t| t.is_word() && !t.capital && !t.stop));
    let served = noun.and_then(|k| k.checked_sub(1)).is_some_and(|k| k >= next && Word::Served.has(words.lemma(k)));
    let joined = words.fold(next) == "-" && words.tokens.get(next + 1).is_some_and(|t| !t.capital);
    part(next) || served || joined || half(words, people.start)
}

/// “Austro-Hungarian”: what stands before token `at` is the other half.
fn half(words: &Words, at: usize) -> bool {
    at >= 2 && words.fold(at - 1) == "-" && words.fold(at - 2).ends_with('o')
}

/// After “of”: “Norlandic, Sudlandic and Westlandic descent”.
fn descent(words: &Words, from: usize) -> Option<(Vec<People>, usize)> {
    let (mut out, mut at) = (Vec::new(), from);
    while at < words.len() {
        if let Some(found) = people(words, at, AliasKind::Demonym) {
            at = found.0.end;
            out.push(found);
        } else if matches!(words.fold(at), "," | "and") {
            at += 1;
        } else {
            break;
        }
    }
    let sided = || (0..words.len()).any(|k| Word::Side.has(words.lemma(k)));
    (!out.is_empty() && Word::Descent.has(words.lemma(at)) && !sided()).then_some((out, at + 1))
}

/// Both are said of the same: by the whole name, or in a source that is about it by a pronoun or the last name.
fn same(case: &Case, mine: &Told, view: &View, theirs: &Told) -> bool {
    let key = |w: &Words, k: usize| w.tokens.get(k).map(|t| t.key);
    let ours: Vec<_> = mine.subject.iter().filter_map(|k| key(&case.claim.words, *k)).collect();
    let there: Vec<_> = theirs.subject.iter().filter_map(|k| key(&view.facts.words, *k)).collect();
    // “Per Olm Lund” is Per Lund, “Per Lund Hall” is a hall
    let whole = ours.iter().all(|k| there.contains(k)) && ours.last() == there.last();
    let Some(source) = case.sources.get(view.candidate.source) else { return false };
    let title = Words::new(source.title.as_deref().unwrap_or(""), Span::new(0, source.title.as_deref().unwrap_or("").len()));
    let titled = || ours.iter().all(|k| title.tokens.iter().any(|t| t.key == *k));
    let short =
        || there.iter().all(|k| ours.contains(k)) && titled() && continued(source.words(view.candidate.sentence.wrapping_sub(1)), &ours);
    !ours.is_empty() && (whole || short())
}

/// The sentence before brings up nobody else.
fn continued(before: std::sync::Arc<Words>, ours: &[u32]) -> bool {
    let pronoun = |k: usize| matches!(before.fold(k), "he" | "she" | "it" | "they");
    let kin = (0..before.len()).any(|k| before.lemma_is(k, Group::Kin) || Word::Side.has(before.lemma(k)));
    before.is_empty() || !kin && (pronoun(0) || before.tokens.first().is_some_and(|t| ours.contains(&t.key)))
}

/// The sentence names the claim's people, one that is called so too or is part of it, or a place in its country.
pub fn kindred(words: &Words, group: u16) -> bool {
    let country = lexicon::country_of(group);
    (0..words.len()).any(|k| {
        let alias = lexicon::alias(words, k).is_some_and(|(_, a)| lexicon::shares_people(a.group, group));
        // “in Porto”: a town, not the name of somebody, of a team or of a river
        let within = || {
            let place = lexicon::place(words, k)
                .map(|(_, p)| p)
                .filter(|p| !p.doubtful && [Sorts::TOWN, Sorts::REGION].iter().any(|s| p.sorts.meets(*s)));
            let own = k > 0 && matches!(words.fold(k - 1), "in" | "from" | "near" | "at" | "of" | ",");
            own && place.zip(country).is_some_and(|(p, c)| lexicon::holds(c, p) || lexicon::holds(p, c))
        };
        alias || within() || words.tokens.get(k).is_some_and(|t| t.capital) && half(words, k)
    })
}

/// Somewhere a source names the people or the country, or a place of it.
fn heard(case: &Case, group: u16) -> bool {
    let said = |name: &str| {
        let words = Words::new(name, Span::new(0, name.len()));
        !words.is_empty() && case.sources.iter().any(|s| words.tokens.iter().all(|t| s.has(t.key)))
    };
    lexicon::country_called(group).any(said) || case.views.iter().any(|v| kindred(&v.facts.words, group))
}

/// The claim says nothing besides, or nothing that the sentence does not say too.
fn alone(case: &Case, mine: &Told, view: &View) -> bool {
    let claim = case.claim;
    let light = |k: usize| Word::Bearer.has(claim.words.lemma(k)) || Group::StandIn.has(claim.words.lemma(k));
    let met = |k: usize| view.coverage.found.get(k).is_some_and(|f| *f >= FOUND);
    let value = |k: usize| mine.peoples.iter().any(|(t, _)| t.contains(&k));
    let rest = |k: &usize| claim.words.tokens.get(*k).is_some_and(|t| t.content()) && !mine.subject.contains(k) && !value(*k);
    let said = (0..claim.words.len()).filter(rest).all(|k| met(k) || mine.said.contains(&k) && (light(k) || mine.sort == Sort::Descent));
    let groups = (0..claim.words.len()).filter(|k| lexicon::alias(&claim.words, *k).is_some()).count();
    said && groups == 1 && claim.dates.is_empty() && claim.quantities.is_empty()
}
