//! Another name in the same frame: the rest of the claim is in the source's sentence, in one place of it stands
//! another person, body or place than the note's.

mod list;
mod tie;

use super::assess::Case;
use super::known::{self, Bearer};
use super::parallel;
use super::support;
use super::view::View;
use super::{Conflict, Place};
use crate::evidence::{share, states};
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Group};
use crate::mention::date::Relation;
use crate::mention::name::{self, Name, NameKind, NameRelation};
use tie::Tie;

/// A sentence with the claimed name that says this little less is a veto.
const MARGIN: f32 = 0.2;
/// From this share of the rest on only a sentence that says as much of the claimed name is against the finding.
const SURE: f32 = 0.95;
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
        || !case.claim.negations.is_empty()
        || !states(case.claim) && case.claim.dates.is_empty()
    {
        return Vec::new();
    }
    let one = (0..case.claim.names.len()).find_map(|i| frame(case, i));
    one.or_else(|| list::conflict(case)).into_iter().collect()
}

/// The claim's verb takes as many names as one likes: another name beside it is no conflict.
fn many(words: &Words) -> bool {
    (0..words.len()).any(|i| words.lemma_is(i, Group::ManyObjects))
}

fn frame(case: &Case, i: usize) -> Option<Conflict> {
    let mine = Bearer::of(case.claim, i)?;
    if mine.name.acronym || matches!(mine.name.kind, NameKind::Title) || mine.keys().is_empty() {
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
        let Some((j, tie)) = rival(case, view, i, absence) else { continue };
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
    let gates = vec!["frame", if absence > Absence::Elsewhere { "nowhere else" } else { tie.name() }];
    conflict(case, view, i, j, gates)
}

/// The finding that name `i` of the claim stands in the place of name `j` of the sentence.
fn conflict(case: &Case, view: &View, i: usize, j: usize, gates: Vec<&'static str>) -> Option<Conflict> {
    let source = case.sources.get(view.candidate.source)?;
    let (claimed, found) = (case.claim.names.get(i)?.span, view.facts.names.get(j)?.span);
    let source_says = found.of(&source.document.text).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Conflict {
        rule: "name-conflict",
        claimed,
        found: Some(Place { source: view.candidate.source, span: found }),
        evidence: Some(view.place()),
        note_says: claimed.of(case.text).to_string(),
        replacement: Some(source_says.clone()),
        source_says,
        gates,
    })
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
    let sort = |i: usize| {
        let folded = mine.words.fold(i);
        lexicon::head(folded).is_some() || Group::CommonNamePart.has(folded)
    };
    if mine.name.kind == NameKind::Person {
        return false;
    }
    let telling: Vec<u32> = mine
        .name
        .tokens
        .clone()
        .filter(|k| !sort(*k))
        .filter_map(|k| mine.words.tokens.get(k).filter(|t| t.content()).map(|t| t.key))
        .collect();
    !telling.is_empty() && telling.iter().all(|k| case.sources.iter().all(|s| !s.has(*k)))
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
    let loose = |k: usize| case.claim.names.get(k).is_some_and(|n| n.initial) || spoken_of(case, view, k);
    let written = |k: usize| {
        let number = case.claim.quantities.get(k).map_or("", |q| case.claim.words.fold(q.tokens.start));
        (0..view.facts.words.len()).any(|j| view.facts.words.fold(j) == number)
    };
    !kin_of(case, view)
        && (0..case.claim.names.len()).all(|k| k == i || loose(k) || support::name(case, view, k))
        && (0..case.claim.dates.len()).all(|k| support::same_date(case, view, k))
        && (0..case.claim.quantities.len()).all(|k| support::quantity(case, view, k) || written(k))
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
fn rival(case: &Case, view: &View, i: usize, absence: Absence) -> Option<(usize, Tie)> {
    let mine = Bearer::of(case.claim, i)?;
    let related = |k: usize, b: Bearer| {
        let relation = |n: &Name| name::relation(n, &case.claim.words, b.name, b.words, &case.aliases);
        case.claim.names.get(k).map(relation)
    };
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
                if let Some(tie) = tie::between(case, view, i, j).filter(|t| apart(t) && t.fits(mine, b)) {
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
fn listed(b: Bearer) -> bool {
    let joins = |k: usize| matches!(b.words.fold(k), "and" | "or" | "&" | "/" | "-");
    let (from, to) = (b.name.tokens.start, b.name.tokens.end);
    let comma = b.words.fold(to) == "," && (joins(to + 1) || b.words.tokens.get(to + 1).is_some_and(|t| t.capital));
    joins(to) || comma || from > 0 && joins(from - 1)
}

/// A part of the world, or a people within another: one may hold the other.
fn wide(b: Bearer) -> bool {
    let wide = |k: usize| b.words.is(k, Group::Wide);
    b.name.kind == NameKind::Place && b.name.tokens.clone().any(wide)
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
