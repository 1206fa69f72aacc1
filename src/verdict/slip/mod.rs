//! A slip: a sentence says all of the claim but one value, in whatever order and whatever else it says, and beside the same words
//! stands another value of the same sort.

mod role;
mod value;

use super::assess::{self, Case};
use super::difference::{Difference, Slot};
use super::view::View;
use super::{Conflict, apart, frame, free, parallel, word, words};
use crate::evidence::{Facts, content_words, points_elsewhere, share, states};
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use crate::mention::quantity::Bound;
use std::ops::Range;
pub use value::told_before;
use value::{Value, others, unmet};

/// The least share of the rest of the claim that the sentence says, by how many words in a row around the value are the same.
const REST: [(usize, f32); 4] = [(7, 0.6), (5, 0.7), (3, 0.8), (0, 0.9)];
/// The fewest content words beside the value.
const FEWEST: usize = 3;
/// How far before a value, and behind it, its neighbour may stand, in tokens.
const BEFORE: usize = 5;
const BEHIND: usize = 7;
/// The least share of the rest where nothing of the sort stands beside the same words, but one such thing alone in the sentence, behind
/// the same preposition.
const ALONE: f32 = 0.9;
/// Tokens beside the words that a sentence shares with the claim in which a negation is of the same thing.
const ASIDE: usize = 4;
/// Words that stand for one another.
const ALIKE: f32 = 0.75;

/// The one value of the claim in whose place the sentence that says the rest has another.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    // of what it is said must be told: not “this galaxy has …”, “maintains a programme”
    let begun = case.claim.words.tokens.first().is_some_and(|t| t.capital || t.is_number());
    if parallel::unnamed(case.claim) || points_elsewhere(case.claim) || !begun && !states(case.claim) || pointed(case.claim) {
        return Vec::new();
    }
    let mut found = case.views.iter().filter(|v| v.prose).filter_map(|v| slip(case, v).ok());
    let Some(first) = found.next() else { return Vec::new() };
    // sentences of one shape, each with a value of its own: the claim's is one more of the row
    if found.any(|other| other.source_says.to_lowercase() != first.source_says.to_lowercase()) {
        return Vec::new();
    }
    vec![first]
}

/// For `explain`: of each sentence that lacks one value of the claim, why another does not stand against it.
pub fn weighed(case: &Case) -> Vec<String> {
    let one = |v: &View| slip(case, v).err().filter(|why| !why.is_empty()).map(|why| format!("one value differs? {why}"));
    case.views.iter().filter(|v| v.prose).take(4).filter_map(one).collect()
}

/// The conflict, or why there is none.
fn slip(case: &Case, view: &View) -> Result<Conflict, String> {
    let no = |why: &str| Err(why.to_string());
    if case.claim.negations.len() != denied(case, view) {
        return no("");
    }
    let Some(one) = unmet(case, view) else { return no("") };
    let Some(mine) = one.tokens(case.claim) else { return no("") };
    // “1915: moved to …”
    if matches!(one, Value::Date(_)) && (!states(case.claim) || planned(&case.claim.words)) {
        return no("");
    }
    if content_words(case.claim, 0..mine.start) + content_words(case.claim, mine.end..case.claim.words.len()) < FEWEST {
        return no("");
    }
    let said = rest(case, view, &mine, matches!(one, Value::Quantity(_) | Value::Date(_)));
    let what = case.claim.words.cover(mine.start, mine.end).of(case.text);
    if said < REST[0].1 {
        return Err(format!("“{what}”: the sentence says {said:.2} of the rest"));
    }
    let Some(Rival { slot, tokens: theirs, need }) = rival(case, view, &one, &mine) else {
        return Err(format!("“{what}”: nothing of the sort stands beside the same words"));
    };
    // of “a man” another sentence may tell of another man
    let need = need.max(word::rest_needed(case.claim));
    if said < need {
        return Err(format!("“{what}”: the sentence says {said:.2} of the rest, of {need:.2}"));
    }
    // “arrested in March” beside “put to death in May”
    if matches!(one, Value::Date(_)) && !free::same_event(case, view) {
        return Err(format!("“{what}”: the sentence may tell of another event"));
    }
    let Some(d) = difference(case, view, slot, &mine, &theirs) else { return no("") };
    if !stands(case, view, &d) {
        return Err(format!("“{what}”: the sentence may tell of another thing"));
    }
    if assess::vetoed(case, view, &d) {
        return Err(format!("“{what}”: another sentence has it"));
    }
    Ok(assess::conflict(case, view, &d, "one value"))
}

/// How many negations the sentence has among the words that say what the claim says: what it denies aside is another thing.
fn denied(case: &Case, view: &View) -> usize {
    let there = word::shared(case.claim, view, ASIDE);
    view.facts.negations.iter().filter(|n| there.is_none_or(|s| n.cue.overlaps(s))).count()
}

fn difference(case: &Case, view: &View, slot: Slot, mine: &Range<usize>, theirs: &Range<usize>) -> Option<Difference> {
    let cover = |facts: &Facts, r: &Range<usize>| facts.words.cover(r.start, r.end);
    Some(match slot {
        Slot::Quantity(i, j) => {
            let (q, r) = (case.claim.quantities.get(i)?, view.facts.quantities.get(j)?);
            let plain = q.bound == Bound::Exact && r.bound == Bound::Exact;
            Difference { slot, rule: "number-conflict", claimed: q.number, found: r.number, replaceable: plain }
        }
        _ => {
            let rule = if matches!(slot, Slot::Date(..)) { "date-conflict" } else { "name-conflict" };
            Difference { slot, rule, claimed: cover(case.claim, mine), found: cover(&view.facts, theirs), replaceable: true }
        }
    })
}

/// The share of the claim outside `mine` that the sentence says; of whom it speaks may stand before it where it begins with “He”.
/// `figure`: in whatever words, and by what the document is called; another name may be that of another thing of the kind.
fn rest(case: &Case, view: &View, mine: &Range<usize>, figure: bool) -> f32 {
    let words = &case.claim.words;
    let pointing = parallel::unnamed(&view.facts) || matches!(first(&view.facts.words), "it" | "they" | "its" | "their");
    let named = |k: usize| case.claim.names.iter().any(|n| n.tokens.contains(&k));
    let speaks = word::speaks(case, view);
    let speaker = |k: usize| speaks && case.claim.names.first().is_some_and(|n| n.tokens.contains(&k));
    let of = |list: &[f32], k: usize| list.get(k).copied().unwrap_or(0.0);
    // “took place on”: it says little by itself
    let light = |k: usize| words.lemma_is(k, Group::Light) && words.tokens.get(k).is_some_and(|t| !t.capital && lexicon::is_verb(t.key));
    share(case.claim, 0..words.len(), |k| match of(&view.coverage.inside, k) {
        _ if mine.contains(&k) || case.label.contains(&k) => 1.0,
        x if x >= ALIKE => x,
        _ if pointing && named(k) && of(&view.coverage.found, k) >= ALIKE => 0.9,
        _ if speaker(k) => 0.9,
        x if light(k) => x.max(ALIKE),
        _ if figure => view.says(case.claim, k),
        x => x,
    })
}

fn first(words: &Words) -> &str {
    (0..words.len()).find(|i| words.tokens.get(*i).is_some_and(|t| t.is_word())).map_or("", |i| words.fold(i))
}

/// The sentence's one value of the sort that stands in the place of the claim's, and how much of the rest the sentence has to say.
struct Rival {
    slot: Slot,
    tokens: Range<usize>,
    need: f32,
}

fn rival(case: &Case, view: &View, one: &Value, mine: &Range<usize>) -> Option<Rival> {
    let all = others(case, view, one)?;
    let score = |tokens: &Range<usize>| beside(case, view, mine, tokens) * 16 + run(case, view, mine, tokens).min(15);
    let mut scored: Vec<(usize, &(Slot, Range<usize>))> = all.iter().map(|o| (score(&o.1), o)).filter(|(s, _)| *s >= 16).collect();
    scored.sort_by_key(|(s, _)| std::cmp::Reverse(*s));
    let found = |(slot, tokens): &(Slot, Range<usize>), need: f32| Rival { slot: *slot, tokens: tokens.clone(), need };
    if let Some((top, best)) = scored.first() {
        // of several that stand beside such words none is meant, unless one stands beside more of them
        if scored.get(1).is_some_and(|(s, _)| s / 16 == top / 16 && (s == top || matches!(best.0, Slot::Name(..)))) {
            return None;
        }
        // a day tells which of several events is meant, unless the words around it do
        let run = run(case, view, mine, &best.1).min(if matches!(best.0, Slot::Date(..)) { REST[1].0 } else { usize::MAX });
        let need = REST.iter().find(|(least, _)| run >= *least).map_or(1.0, |r| r.1);
        // whose post it is stands beside it
        let post = matches!(one, Value::Role(_)) && top / 16 == 2;
        let need = if post { need.min(REST[2].1) } else { need };
        return Some(found(best, need));
    }
    let [only] = all.as_slice() else { return None };
    let (p, q) = (frame::class_before(&case.claim.words, mine.start), frame::class_before(&view.facts.words, only.1.start));
    (!p.is_empty() && p == q).then(|| found(only, ALONE))
}

/// How many of the two sides of a value have a word that stands for one of the other's, 0 to 2: the two nearest on each are looked
/// at. Both values at the beginning of their sentences count as one.
fn beside(case: &Case, view: &View, mine: &Range<usize>, theirs: &Range<usize>) -> usize {
    let alike = |xs: Vec<usize>, ys: Vec<usize>| {
        let near = |x: usize, y: usize| view.like.at(x, y) >= ALIKE;
        let (first, other) = (xs.first().copied(), ys.first().copied());
        first.is_some_and(|x| ys.iter().any(|y| near(x, *y))) || other.is_some_and(|y| xs.iter().any(|x| near(*x, y)))
    };
    let mut left = alike(left(case.claim, mine), left(&view.facts, theirs));
    let right = alike(right(case.claim, mine), right(&view.facts, theirs));
    let opens = |f: &Facts, v: &Range<usize>| v.start > 0 && v.start <= 2 && (0..v.start).all(|k| !tells(f, k));
    left |= opens(case.claim, mine) && opens(&view.facts, theirs) && run(case, view, mine, theirs) > 0;
    usize::from(left) + usize::from(right)
}

fn left(facts: &Facts, value: &Range<usize>) -> Vec<usize> {
    let within = value.start.saturating_sub(BEFORE)..value.start;
    within.rev().take_while(|k| !ends(&facts.words, *k)).filter(|k| tells(facts, *k)).take(2).collect()
}

fn right(facts: &Facts, value: &Range<usize>) -> Vec<usize> {
    let within = value.end..(value.end + BEHIND).min(facts.words.len());
    within.take_while(|k| !ends(&facts.words, *k)).filter(|k| tells(facts, *k)).take(2).collect()
}

fn ends(words: &Words, k: usize) -> bool {
    matches!(words.fold(k), "." | ";" | "!" | "?")
}

fn tells(facts: &Facts, k: usize) -> bool {
    facts.words.tokens.get(k).is_some_and(|t| t.content() || t.is_number())
}

/// How many words right before and right after the two values are the same, in a row.
fn run(case: &Case, view: &View, mine: &Range<usize>, theirs: &Range<usize>) -> usize {
    let (a, b) = (&case.claim.words, &view.facts.words);
    let same = |x: usize, y: usize| !a.fold(x).is_empty() && a.fold(x) == b.fold(y);
    let before = (1..=mine.start.min(theirs.start)).take_while(|n| same(mine.start - n, theirs.start - n)).count();
    let after = (0..a.len().saturating_sub(mine.end)).take_while(|n| same(mine.end + n, theirs.end + n)).count();
    before + after
}

/// The sentence tells of the same thing: no word was exchanged for another beside the value, and no row of such sentences.
fn stands(case: &Case, view: &View, d: &Difference) -> bool {
    let Some(source) = case.sources.get(view.candidate.source) else { return false };
    let pair = view.pair(case.text, case.claim, source);
    let close: Vec<&View> = case.views.iter().filter(|v| v.prose && v.coverage.own >= view.coverage.own - 0.1).collect();
    let mut found = vec![d.clone()];
    parallel::retain(case, view, &close, &mut found);
    !found.is_empty()
        && words::loose(&pair).0 == 0
        && !words::excepted(&pair)
        && !words::other_subject(&pair)
        && (!matches!(d.slot, Slot::Quantity(..) | Slot::Date(..)) || !apart::things(case.claim, view))
        && (matches!(d.slot, Slot::Quantity(..) | Slot::Date(..)) || !changed(case, view))
}

/// “Now”, “former”, which the sentence does not say: who held a post then is another.
fn changed(case: &Case, view: &View) -> bool {
    let said = |k: usize| view.coverage.inside.get(k).is_some_and(|f| *f >= ALIKE);
    (0..case.claim.words.len()).any(|k| case.claim.words.is(k, Group::Changing) && !said(k))
}

/// “X to be given in May”: a headline of what is to come.
fn planned(words: &Words) -> bool {
    let verb = (0..words.len()).find(|k| words.is(*k, Group::Auxiliary));
    verb.and_then(|k| k.checked_sub(1)).is_some_and(|k| words.fold(k) == "to")
}

/// “Following completion of this transaction”: of which one is meant another sentence tells. “This week” is a date.
fn pointed(claim: &Facts) -> bool {
    let dated = |k: usize| claim.dates.iter().any(|d| d.tokens.contains(&k));
    let noun = |k: usize| claim.words.tokens.get(k).is_some_and(|t| t.is_word() && t.content());
    (0..claim.words.len()).any(|k| matches!(claim.words.fold(k), "this" | "these") && noun(k + 1) && !dated(k))
}
