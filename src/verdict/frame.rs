//! Another name in the same frame: the rest of the claim is in the source's sentence, in one place of it stands
//! another person, body or place than the note's.

use super::assess::Case;
use super::compare::{self, Comparison};
use super::known::{self, Bearer};
use super::support;
use super::view::View;
use super::{Conflict, Place};
use crate::evidence::{Facts, share, states};
use crate::language::Words;
use crate::language::lexicon::Group;
use crate::mention::name::{self, Name, NameKind, NameRelation};

/// The least share of the rest of the claim in the sentence and its context, and in the sentence alone.
const REST: (f32, f32) = (0.7, 0.5);
/// A sentence with the claimed name that says this little less is a veto.
const MARGIN: f32 = 0.2;

/// Names of the claim in whose place a source has another.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    if many(&case.claim.words) || !case.claim.negations.is_empty() || !states(case.claim) {
        return Vec::new();
    }
    (0..case.claim.names.len()).filter_map(|i| frame(case, i)).take(1).collect()
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
    let absent = !known::mentioned(case.sources, Bearer { ..mine }) || distinctive_absent(case, mine);
    let mut best: Option<(f32, &View, usize)> = None;
    for view in case.views {
        let rest = rest(case, view, i);
        if rest.0 < REST.0 || rest.1 < REST.1 || !settled(case, view, i) {
            continue;
        }
        let Some(j) = rival(case, view, i, absent) else { continue };
        if best.as_ref().is_none_or(|b| rest.0 > b.0) {
            best = Some((rest.0, view, j));
        }
    }
    let (covered, view, j) = best?;
    if !absent && contested(case, mine, i, covered) {
        return None;
    }
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
        gates: vec!["frame", if absent { "nowhere else" } else { "same date" }],
    })
}

/// The words that tell the name from others of its sort (not “University”, “South”) stand in no source.
fn distinctive_absent(case: &Case, mine: Bearer) -> bool {
    let sort = |i: usize| {
        let folded = mine.words.fold(i);
        crate::language::lexicon::head(folded).is_some() || Group::CommonNamePart.has(folded)
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
    (0..case.claim.names.len()).all(|k| k == i || support::name(case, view, k))
        && (0..case.claim.dates.len()).all(|k| support::same_date(case, view, k))
        && (0..case.claim.quantities.len()).all(|k| support::quantity(case, view, k))
}

/// The one name of the sentence that stands in the frame of the claim's.
fn rival(case: &Case, view: &View, i: usize, absent: bool) -> Option<usize> {
    let mine = Bearer::of(case.claim, i)?;
    let related = |k: usize, b: Bearer| {
        let relation = |n: &Name| name::relation(n, &case.claim.words, b.name, b.words, &case.aliases);
        case.claim.names.get(k).map(relation)
    };
    let mut out: Option<usize> = None;
    for j in 0..view.facts.names.len() {
        let b = Bearer::of(&view.facts, j)?;
        match related(i, b) {
            Some(NameRelation::Same | NameRelation::Compatible) => return None,
            _ if (0..case.claim.names.len())
                .any(|k| k != i && matches!(related(k, b), Some(NameRelation::Same | NameRelation::Compatible))) =>
            {
                continue;
            }
            relation => {
                let shared = mine.keys().iter().filter(|k| b.keys().contains(k)).count();
                let apart = relation == Some(NameRelation::Different) || absent && shared == 0;
                if apart && same_sort(mine, b) && anchored(case, view, i, j, absent) {
                    if out.is_some() {
                        return None;
                    }
                    out = Some(j);
                }
            }
        }
    }
    out
}

/// Both persons, both bodies, both places; one of them surely, and both in full.
fn same_sort(a: Bearer, b: Bearer) -> bool {
    if listed(a) || listed(b) || wide(a) || wide(b) {
        return false;
    }
    let guess = |x: Bearer| if x.name.certain { Some(x.name.kind) } else { None };
    let long = |x: Bearer| x.keys().len() >= 2 && !x.name.acronym;
    match (guess(a), guess(b)) {
        (Some(NameKind::Other), _) | (_, Some(NameKind::Other)) => false,
        (Some(x), Some(y)) => x == y,
        (Some(x), None) => (x == NameKind::Person && b.name.kind == NameKind::Other && long(b)) || x == NameKind::Place && b.name.kind == x,
        (None, Some(y)) => (y == NameKind::Person && a.name.kind == NameKind::Other && long(a)) || y == NameKind::Place && a.name.kind == y,
        _ => false,
    }
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

/// What ties both names to the same thing: the same title, or the same preposition after the same word or before the same date.
fn anchored(case: &Case, view: &View, i: usize, j: usize, absent: bool) -> bool {
    let (Some(a), Some(b)) = (case.claim.names.get(i), view.facts.names.get(j)) else { return false };
    let (mine, theirs) = (&case.claim.words, &view.facts.words);
    if dated(case, view, a, b) && before(mine, a) == before(theirs, b) && matches!(before(mine, a), "in" | "at") {
        return true;
    }
    if !absent {
        return false;
    }
    if let Some((x, y)) = titled(mine, a).zip(titled(theirs, b)) {
        return view.like.at(x, y) >= 0.9;
    }
    let preposition = before(mine, a);
    let anchors = left(mine, a.tokens.start).zip(left(theirs, b.tokens.start));
    let tied = anchors.is_some_and(|(x, y)| view.like.at(x, y) >= 0.75);
    tied && preposition == before(theirs, b)
}

/// The preposition right before a name, its article passed over.
fn before<'a>(words: &'a Words, n: &Name) -> &'a str {
    let at = n.tokens.start.checked_sub(1).map(|k| if matches!(words.fold(k), "the" | "a") { k.saturating_sub(1) } else { k });
    let folded = at.map_or("", |k| words.fold(k));
    if matches!(folded, "in" | "of" | "with" | "from" | "for" | "by" | "to" | "at" | "on" | "against" | "near") { folded } else { "" }
}

/// The last content word within four tokens left of a name.
fn left(words: &Words, at: usize) -> Option<usize> {
    (at.saturating_sub(4)..at).rev().find(|k| words.tokens.get(*k).is_some_and(|t| t.content()))
}

/// The head of the title right before a name: “Japanese Ambassador X”, “the Japanese Ambassador, X”.
fn titled(words: &Words, n: &Name) -> Option<usize> {
    let last = n.tokens.start.checked_sub(1)?;
    let last = if words.fold(last) == "," { last.checked_sub(1)? } else { last };
    let from = (last.saturating_sub(3)..=last)
        .find(|k| crate::language::lexicon::title(words, *k).is_some_and(|(len, family)| k + len == last + 1 && family != "courtesy"));
    from.map(|_| last)
}

/// Right after both names the same date stands.
fn dated(case: &Case, view: &View, a: &Name, b: &Name) -> bool {
    let next = |facts: &Facts, n: &Name| {
        facts.dates.iter().find(|d| d.tokens.start >= n.tokens.end && d.tokens.start <= n.tokens.end + 2).cloned()
    };
    match (next(case.claim, a), next(&view.facts, b)) {
        (Some(x), Some(y)) => x.span.len() > 5 && compare::date(&x, &y) == Comparison::Satisfied,
        _ => false,
    }
}

/// A sentence of a source has the claimed name and says nearly as much of the rest.
fn contested(case: &Case, mine: Bearer, i: usize, covered: f32) -> bool {
    let keys = mine.keys();
    case.views.iter().any(|v| {
        let has = keys.iter().all(|k| v.facts.words.tokens.iter().any(|t| t.key == *k));
        has && rest(case, v, i).0 >= covered - MARGIN
    })
}
