//! Another name in the same frame: the rest of the claim is in the source's sentence, in one place of it stands
//! another person, body or place than the note's.

mod list;
mod tie;

use super::assess::Case;
use super::functional;
use super::known::{self, Bearer};
use super::parallel;
use super::support;
use super::view::View;
use super::{Conflict, Place};
use crate::evidence::{Facts, share, states};
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Group};
use crate::mention::date::Relation;
use crate::mention::name::{self, Name, NameKind, NameRelation};
use tie::Tie;

/// A sentence with the claimed name that says this little less is a veto.
const MARGIN: f32 = 0.2;
/// From this share of the rest on only a sentence that says as much of the claimed name is against the finding.
const SURE: f32 = 0.95;
/// So much of the rest, with the sentence's context and in the sentence, is all but everything.
const FULL: (f32, f32) = (0.8, 0.75);
/// The fewest words that a claim must have beside the name.
const FEWEST: usize = 2;
/// How many sentences with the claimed name are read for what they say of it.
const SENTENCES: usize = 64;

/// How much the sources know of the claimed name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Absence {
    /// They have it.
    Elsewhere,
    /// They lack the words that tell it from others of its sort, or never have its words together.
    Distinctive,
    /// They have none of its words.
    Nowhere,
}

/// Names of the claim in whose place a source has another.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    if parallel::unnamed(case.claim)
        || many(&case.claim.words)
        || addressed(&case.claim.words)
        || !case.claim.negations.is_empty()
        || !states(case.claim) && case.claim.dates.is_empty()
    {
        return Vec::new();
    }
    let one = (0..case.claim.names.len()).find_map(|i| frame(case, i));
    one.or_else(|| list::conflict(case)).into_iter().collect()
}

/// The claim's verb takes as many names as one likes: another name beside it is no conflict.
pub fn many(words: &Words) -> bool {
    (0..words.len()).any(|i| words.lemma_is(i, Group::ManyObjects) && !noun(words, i))
}

/// The word is a noun here: “her visit”, “X's visit”.
fn noun(words: &Words, i: usize) -> bool {
    let before = i.checked_sub(1).map_or("", |b| words.fold(b));
    words.fold(i) == words.lemma(i) && matches!(before, "'s" | "the" | "a" | "an" | "his" | "her" | "its" | "their")
}

/// It speaks to its reader: “you are logged in with your X account” is one line of a form of several.
pub fn addressed(words: &Words) -> bool {
    (0..words.len()).any(|i| matches!(words.fold(i), "you" | "your"))
}

fn frame(case: &Case, i: usize) -> Option<Conflict> {
    let mine = Bearer::of(case.claim, i)?;
    if mine.name.acronym || matches!(mine.name.kind, NameKind::Title) || mine.keys().is_empty() {
        return None;
    }
    // of whose people is judged by whom it is said of, not by words around it
    let people = lexicon::alias(mine.words, mine.name.tokens.start).is_some_and(|(_, a)| a.kind == AliasKind::Demonym);
    if people && functional::tells_people(case.claim) {
        return None;
    }
    // letters of the word before stick to it
    if mine.name.span.of(case.text).starts_with(char::is_lowercase) {
        return None;
    }
    // “the president offered the following” may be said of many
    if (0..case.claim.words.len()).filter(|k| case.claim.about(*k) && !mine.name.tokens.contains(k)).count() < FEWEST {
        return None;
    }
    let absence = absence(case, mine);
    // who held a post for a time held another before
    let term = case.claim.dates.iter().any(|d| matches!(d.relation, Relation::Range | Relation::Since | Relation::Until));
    if term && absence > Absence::Elsewhere {
        return None;
    }
    let mut rivals: Vec<u32> = Vec::new();
    let mut best: Option<(f32, &View, usize, Tie)> = None;
    for view in case.views {
        let rest = rest(case, view, i);
        if rest.0 < LEAST || !settled(case, view, i) {
            continue;
        }
        let Some((j, tie)) = rival(case, view, i, (absence, rest)) else { continue };
        let need = tie.needs(absence);
        if !need.is_some_and(|n| rest.0 >= n.0 && rest.1 >= n.1) {
            continue;
        }
        rivals.extend(view.facts.names.get(j).and_then(|n| view.facts.words.tokens.get(n.head)).map(|t| t.key));
        if best.as_ref().is_none_or(|b| rest.0 > b.0) {
            best = Some((rest.0, view, j, tie));
        }
    }
    let (covered, view, j, tie) = best?;
    // sentences of one shape about several: the claim's is one more of the row
    if rivals.iter().any(|r| Some(r) != rivals.first()) {
        return None;
    }
    if absence == Absence::Elsewhere && contested(case, mine, i, covered, view, j) {
        return None;
    }
    if absence == Absence::Distinctive && partly(case, mine, i, covered, view) {
        return None;
    }
    let gates = vec!["frame", if absence > Absence::Elsewhere { "nowhere else" } else { tie.name() }];
    conflict(case, view, i, j, gates)
}

/// The finding that name `i` of the claim stands in the place of name `j` of the sentence.
fn conflict(case: &Case, view: &View, i: usize, j: usize, gates: Vec<&'static str>) -> Option<Conflict> {
    let found = Place { source: view.candidate.source, span: view.facts.names.get(j)?.span };
    Some(case.finding("name-conflict", case.claim.names.get(i)?.span, found, view.place(), gates))
}

fn absence(case: &Case, mine: Bearer) -> Absence {
    if !known::mentioned(case.sources, Bearer { ..mine }) {
        Absence::Nowhere
    } else if distinctive_absent(case, mine) || never_together(case, mine) {
        Absence::Distinctive
    } else {
        Absence::Elsewhere
    }
}

/// No sentence of the sources has all the words of the name: “East China Sea” where they only speak of the South China Sea.
fn never_together(case: &Case, mine: Bearer) -> bool {
    let keys = mine.keys();
    let Some(first) = keys.first().filter(|_| keys.len() > 1 && mine.name.kind != NameKind::Person) else { return false };
    !case.sources.iter().any(|s| s.sentences_with(*first).any(|at| keys.iter().all(|k| s.has_in(*k, at))))
}

/// The least share of the rest of the claim, with the sentence's context, at which ties are looked for.
const LEAST: f32 = 0.35;

/// The words that tell the name from others of its sort (not “University”, “South”) stand in no source.
fn distinctive_absent(case: &Case, mine: Bearer) -> bool {
    if mine.name.kind == NameKind::Person {
        return false;
    }
    let telling = telling(mine);
    !telling.is_empty() && telling.iter().all(|k| case.sources.iter().all(|s| !s.has(*k)))
}

/// The keys of the words that tell a name from others of its sort.
pub fn telling(mine: Bearer) -> Vec<u32> {
    let sort = |i: usize| {
        let folded = mine.words.fold(i);
        lexicon::head(folded).is_some() || Group::CommonNamePart.has(folded)
    };
    let words = mine.name.tokens.clone().filter(|k| !sort(*k));
    words.filter_map(|k| mine.words.tokens.get(k).filter(|t| t.content()).map(|t| t.key)).collect()
}

/// How much of the claim but name `i` is found: with the sentence's context, and in the sentence.
fn rest(case: &Case, view: &View, i: usize) -> (f32, f32) {
    let words = &case.claim.words;
    let Some(name) = case.claim.names.get(i) else { return (0.0, 0.0) };
    let part = |found: &[f32]| {
        let mut total = (0.0, 0.0);
        for range in [0..name.tokens.start, name.tokens.end..words.len()] {
            let weight: f32 = share_weight(words, range.clone());
            total.0 += weight * share(case.claim, range, |k| found.get(k).copied().unwrap_or(0.0));
            total.1 += weight;
        }
        if total.1 > 0.0 { total.0 / total.1 } else { 0.0 }
    };
    (part(&view.coverage.found), part(&view.coverage.inside))
}

fn share_weight(words: &Words, range: std::ops::Range<usize>) -> f32 {
    range.filter_map(|k| words.tokens.get(k)).filter(|t| t.content() && !t.is_number()).map(|t| f32::from(t.weight())).sum()
}

/// Every other name, date and value of the claim agrees with the sentence.
fn settled(case: &Case, view: &View, i: usize) -> bool {
    let loose = |k: usize| {
        let initial = case.claim.names.get(k).is_some_and(|n| n.initial);
        let joint = case.claim.names.get(k).is_some_and(|n| {
            let each = |t: usize| !case.claim.about(t) || view.coverage.inside.get(t).is_some_and(|f| *f >= 0.9);
            n.tokens.clone().any(|t| case.claim.words.fold(t) == "&") && n.tokens.clone().all(each)
        });
        initial || joint || spoken_of(case, view, k) || part_of(case.claim, i, k)
    };
    !kin_of(case, view)
        && (0..case.claim.names.len()).all(|k| k == i || loose(k) || support::name(case, view, k))
        && (0..case.claim.dates.len()).all(|k| support::same_date(case, view, k))
        && (0..case.claim.quantities.len()).all(|k| given(case, view, k))
}

/// The sentence has the claim's value `k`, or its number as it is written: “2:20 a.m.”.
pub fn given(case: &Case, view: &View, k: usize) -> bool {
    let Some(q) = case.claim.quantities.get(k) else { return false };
    let number = |t: &usize| case.claim.words.tokens.get(*t).is_some_and(|t| t.is_number());
    let there = |t: usize| (0..view.facts.words.len()).any(|j| view.facts.words.fold(j) == case.claim.words.fold(t));
    let digits: Vec<usize> = q.tokens.clone().filter(number).collect();
    let written = || if digits.is_empty() { there(q.tokens.start) } else { digits.iter().all(|t| there(*t)) };
    support::quantity(case, view, k) || written()
}

/// The words right after a place and its comma that tell where it lies: “in X, Y”, not “in X, Y and Z”.
fn container(words: &Words, n: &Name) -> Option<std::ops::Range<usize>> {
    let from = n.tokens.end + 1;
    let capital = |k: usize| words.tokens.get(k).is_some_and(|t| t.is_word() && t.capital);
    let place = matches!(n.kind, NameKind::Place | NameKind::Other) && n.role.is_none() && tie::placed(words, n);
    if !place || words.fold(n.tokens.end) != "," || !capital(from) {
        return None;
    }
    let to = (from..words.len()).find(|k| !capital(*k)).unwrap_or(words.len());
    let row =
        matches!(words.fold(to), "and" | "or" | "&" | "/") || words.fold(to) == "," && (capital(to + 1) || words.fold(to + 1) == "and");
    (!row && to - from <= 3).then_some(from..to)
}

/// Each may stand in the other's place: nothing tells that they are of two sorts, or that one holds the other.
pub fn exchangeable(a: Bearer, b: Bearer) -> bool {
    let parts = wide(a) && wide(b) && tie::placed(a.words, a.name) && tie::placed(b.words, b.name);
    (parts || !wide(a) && !wide(b)) && tie::sorts(a, b) && !other_sense(a, b)
}

/// One is a people, the other part of the name of something: “Danish” and “a French horn”.
fn other_sense(a: Bearer, b: Bearer) -> bool {
    let bound = |b: Bearer| lexicon::alias(b.words, b.name.tokens.start).is_some() && functional::bound(b.words, &b.name.tokens);
    bound(a) != bound(b)
}

/// The name stands where a place does: “in X”, “from X”.
pub fn placed(b: Bearer) -> bool {
    tie::placed(b.words, b.name)
}

/// The class of the preposition before token `at`, articles passed over; empty where there is none.
pub fn class_before(words: &Words, at: usize) -> &str {
    tie::class_before(words, at)
}

/// Name `k` of the claim only tells where a place lies that the sentence lacks as well.
pub fn part_of_unmet(case: &Case, view: &View, k: usize) -> bool {
    (0..case.claim.names.len()).any(|i| i != k && part_of(case.claim, i, k) && !support::name(case, view, i))
}

/// Name `k` tells where the place of name `i` lies.
fn part_of(facts: &Facts, i: usize, k: usize) -> bool {
    let within = facts.names.get(i).and_then(|n| container(&facts.words, n));
    facts.names.get(k).zip(within).is_some_and(|(n, w)| w.contains(&n.tokens.start))
}

/// “X's brother”, of whom the sentence does not speak.
fn kin_of(case: &Case, view: &View) -> bool {
    let words = &case.claim.words;
    let owned = |k: usize| k > 0 && words.fold(k - 1) == "'s" && case.claim.about(k);
    (0..words.len()).any(|k| owned(k) && view.coverage.found.get(k).is_some_and(|f| *f < 0.75))
}

/// The sentence names the country that name `k` of the claim stands for: its people, its capital for its government.
fn spoken_of(case: &Case, view: &View, k: usize) -> bool {
    let country =
        |words: &Words, at: usize| lexicon::alias(words, at).filter(|(_, a)| a.kind != AliasKind::Organisation).map(|(_, a)| a.group);
    let mine = case.claim.names.get(k).and_then(|n| country(&case.claim.words, n.tokens.start));
    mine.is_some_and(|g| (0..view.facts.words.len()).any(|j| country(&view.facts.words, j) == Some(g)))
}

/// The one name of the sentence that stands in the frame of the claim's, and what ties them.
fn rival(case: &Case, view: &View, i: usize, (absence, rest): (Absence, (f32, f32))) -> Option<(usize, Tie)> {
    let mine = Bearer::of(case.claim, i)?;
    let related = |k: usize, b: Bearer| {
        let relation = |n: &Name| name::relation(n, &case.claim.words, b.name, b.words, &case.aliases);
        case.claim.names.get(k).map(relation)
    };
    // of what sort they are cannot be told, and the sentence says all but the name
    let full = absence == Absence::Nowhere && rest.0 >= FULL.0 && rest.1 >= FULL.1;
    let open = |t: &Tie, b: Bearer| full && *t == Tie::Preposition && tie::unknown(mine, b);
    let mut out: Option<(usize, Tie)> = None;
    for j in 0..view.facts.names.len() {
        let b = Bearer::of(&view.facts, j)?;
        let twins = tie::twins(mine, b);
        match related(i, b) {
            Some(NameRelation::Same | NameRelation::Compatible) if !twins => return None,
            _ if (0..case.claim.names.len())
                .any(|k| k != i && matches!(related(k, b), Some(NameRelation::Same | NameRelation::Compatible))) =>
            {
                continue;
            }
            relation => {
                let shared = mine.keys().iter().filter(|k| b.keys().contains(k)).count();
                let absent = absence > Absence::Elsewhere && (shared == 0 || twins);
                // two names under one title are of two people
                let apart =
                    |t: &Tie| relation == Some(NameRelation::Different) || absent || *t == Tie::Title && shared == 0 && relation.is_some();
                if let Some(tie) =
                    tie::between(case, view, i, j).filter(|t| apart(t) && (t.fits(mine, b) || open(t, b)) && !other_sense(mine, b))
                {
                    if out.is_some() {
                        return None;
                    }
                    out = Some((j, tie));
                }
            }
        }
    }
    out
}

/// It stands in a list: others share its frame.
pub fn listed(b: Bearer) -> bool {
    let joins = |k: usize| matches!(b.words.fold(k), "and" | "or" | "&" | "/" | "-");
    let (from, to) = (b.name.tokens.start, b.name.tokens.end);
    let capital = |k: usize| b.words.tokens.get(k).is_some_and(|t| t.capital);
    let next = |k: usize| if matches!(b.words.fold(k), "the" | "a" | "an") { k + 1 } else { k };
    let comma =
        b.words.fold(to) == "," && container(b.words, b.name).is_none() && (joins(to + 1) && capital(next(to + 2)) || capital(to + 1));
    // “in X and then went”: a verb goes on, no row
    let goes_on = |k: usize| {
        let t = b.words.tokens.get(k);
        let verb = t.is_some_and(|t| t.is_word() && !t.capital && lexicon::is_verb(t.key)) && b.words.fold(k) != b.words.lemma(k);
        verb || matches!(b.words.fold(k), "then" | "later" | "so" | "that") || b.words.is(k, Group::Auxiliary)
    };
    let row = joins(to) && !(matches!(b.words.fold(to), "and" | "or") && goes_on(to + 1));
    row || comma || from > 0 && joins(from - 1)
}

/// A part of the world, or a people within another: one may hold the other.
fn wide(b: Bearer) -> bool {
    let wide = |k: usize| b.words.is(k, Group::Wide);
    b.name.kind == NameKind::Place && b.name.tokens.clone().any(wide)
}

/// Another sentence has what tells the name from others of its sort, and says nearly as much of the rest: “Cape X” beside the “X Centre”.
fn partly(case: &Case, mine: Bearer, i: usize, covered: f32, view: &View) -> bool {
    let telling = telling(mine);
    let has = |v: &View| !telling.is_empty() && telling.iter().all(|k| v.facts.words.tokens.iter().any(|t| t.key == *k));
    case.views.iter().any(|v| v.place() != view.place() && has(v) && rest(case, v, i).0 >= covered - MARGIN)
}

/// A sentence of a source has the claimed name and says nearly as much of the rest, or speaks of what the place is of.
fn contested(case: &Case, mine: Bearer, i: usize, covered: f32, view: &View, j: usize) -> bool {
    let keys = mine.keys();
    let near = case.views.iter().any(|v| {
        let has = keys.iter().all(|k| v.facts.words.tokens.iter().any(|t| t.key == *k));
        has && rest(case, v, i).0 >= covered - MARGIN
    });
    let Some(head) = mine.head() else { return true };
    let anchors: Vec<u32> = tie::anchors(case, view, i, j);
    let spoken = || case.sources.iter().any(|s| s.sentences_with(head).take(SENTENCES).any(|at| anchors.iter().any(|a| s.has_in(*a, at))));
    near || covered < SURE && (anchors.is_empty() || spoken())
}
