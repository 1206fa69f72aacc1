//! The value that a sentence lacks, and what the sentence has of its sort.

use super::super::assess::Case;
use super::super::compare::{self, Comparison};
use super::super::difference::Slot;
use super::super::known::Bearer;
use super::super::view::View;
use super::super::{facet, figure, frame, support, values};
use super::role::{self, Role};
use crate::corpus::Source;
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Group};
use crate::mention::date::{self, DateMention, Relation};
use crate::mention::name::{self, NameKind, NameRelation};
use crate::mention::quantity::{Bound, Kind, Quantity};
use crate::text::Span;
use std::ops::Range;

/// Words that stand for one another.
const ALIKE: f32 = 0.75;
/// Tokens before a measure in which “the” makes it tell which thing is meant.
const WHICH: usize = 3;
/// A figure that is so many times another is no slip of it.
const FARTHEST: f64 = 10.0;
/// Tokens on each side in which a word may tell of which sort a figure is.
const WINDOW: usize = 6;
/// How many sentences with the claimed name are read for what they say of it.
const SENTENCES: usize = 64;
/// Sentences before one in which its time may be told.
const CONTEXT: usize = 2;

/// A value of the claim that a sentence does not have.
#[derive(Clone, Debug)]
pub enum Value {
    Quantity(usize),
    Date(usize),
    Name(usize),
    Role(Role),
}

impl Value {
    pub fn tokens(&self, facts: &Facts) -> Option<Range<usize>> {
        match self {
            Value::Quantity(i) => facts.quantities.get(*i).map(|q| q.tokens.clone()),
            Value::Date(i) => facts.dates.get(*i).map(|d| d.tokens.clone()),
            Value::Name(i) => facts.names.get(*i).map(|n| n.tokens.clone()),
            Value::Role(r) => Some(r.tokens.clone()),
        }
    }
}

/// The one value that the sentence does not have.
pub fn unmet(case: &Case, view: &View) -> Option<Value> {
    let quantities = (0..case.claim.quantities.len()).filter(|i| !met(case, view, *i)).map(Value::Quantity);
    let dates = (0..case.claim.dates.len()).filter(|i| !support::same_date(case, view, *i)).map(Value::Date);
    let loose = |i: usize| support::opens(case.claim, i) || frame::part_of_unmet(case, view, i);
    let names = (0..case.claim.names.len()).filter(|i| !support::name(case, view, *i) && !loose(*i)).map(Value::Name);
    let mut all: Vec<Value> = quantities.chain(dates).chain(names).collect();
    if all.len() > 1 {
        all.retain(|v| !matches!(v, Value::Date(i) if told_before(case, view, *i)));
    }
    match all.len() {
        0 => role::unmet(case, view).map(Value::Role),
        1 => all.pop(),
        _ => None,
    }
}

/// The sentence has the figure, not only one that a bound lets pass.
fn met(case: &Case, view: &View, i: usize) -> bool {
    let Some(q) = case.claim.quantities.get(i) else { return true };
    let open = !matches!(q.bound, Bound::Exact | Bound::About);
    let moved = |r: &&Quantity| values::same_bound(q, r);
    let satisfying = || view.facts.quantities.iter().filter(|r| compare::quantity(q, r) == Comparison::Satisfied);
    frame::given(case, view, i) && !(open && satisfying().next().is_some() && satisfying().all(|r| moved(&r)))
}

/// The sentences right before have the claim's date, and this one has none.
pub fn told_before(case: &Case, view: &View, i: usize) -> bool {
    let Some((d, source)) = case.claim.dates.get(i).zip(case.sources.get(view.candidate.source)) else { return false };
    let at = view.candidate.sentence;
    view.facts.dates.is_empty()
        && (at.saturating_sub(CONTEXT)..at).any(|k| {
            let words = source.words(k);
            date::find(&source.document.text, &words).iter().any(|r| support::agree(d, r))
        })
}

/// The sentence's values that can stand against the claim's; `None` where the claim's is known otherwise.
pub fn others(case: &Case, view: &View, one: &Value) -> Option<Vec<(Slot, Range<usize>)>> {
    let facts = &view.facts;
    Some(match one {
        Value::Quantity(i) => {
            let against = |j: &usize| quantity(case, view, *i, *j);
            (0..facts.quantities.len()).filter(against).map(|j| (Slot::Quantity(*i, j), facts.quantities[j].tokens.clone())).collect()
        }
        Value::Date(i) => {
            let row =
                |j: usize| facts.dates.get(j).zip(facts.dates.get(j + 1)).is_some_and(|(a, b)| joined(&facts.words, &a.tokens, &b.tokens));
            // “in 2011, 2013 and 2015”: there may be more
            if (0..facts.dates.len()).any(row) {
                return None;
            }
            let against = |j: &usize| date(case, view, *i, *j);
            (0..facts.dates.len()).filter(against).map(|j| (Slot::Date(*i, j), facts.dates[j].tokens.clone())).collect()
        }
        Value::Name(i) => {
            if !absent(case, view, *i) {
                return None;
            }
            let mut against: Vec<usize> = (0..facts.names.len()).filter(|j| named(case, view, *i, *j)).collect();
            let listed = |j: &usize| Bearer::of(facts, *j).is_some_and(frame::listed);
            let row = Bearer::of(case.claim, *i).is_some_and(frame::listed) || against.iter().any(listed);
            // “X and a strong cast” beside “Y and a strong cast”: the rest of the row is the same
            if row && !matches!(against.as_slice(), [j] if same_tail(case.claim, *i, facts, *j)) {
                against.clear();
            }
            against.into_iter().map(|j| (Slot::Name(*i, j), facts.names[j].tokens.clone())).collect()
        }
        Value::Role(mine) => {
            if !role::unheard(case, mine) {
                return None;
            }
            let theirs = role::roles(facts).into_iter().filter(|r| role::differ(case, view, mine, r));
            theirs.map(|r| (Slot::Copied, r.tokens)).collect()
        }
    })
}

/// Tokens behind two names that must be the same for the rows that they begin to be one.
const TAIL: usize = 4;

/// The words behind the two names are the same.
fn same_tail(claim: &Facts, i: usize, facts: &Facts, j: usize) -> bool {
    let (Some(a), Some(b)) = (claim.names.get(i), facts.names.get(j)) else { return false };
    let word = |w: &Words, k: usize| w.fold(k).to_string();
    (0..TAIL).all(|n| {
        let (x, y) = (word(&claim.words, a.tokens.end + n), word(&facts.words, b.tokens.end + n));
        !x.is_empty() && x == y
    })
}

/// Nothing but marks and “and” between two values.
fn joined(words: &Words, a: &Range<usize>, b: &Range<usize>) -> bool {
    let gap = a.end..b.start;
    !gap.is_empty() && gap.len() <= 2 && gap.into_iter().all(|k| matches!(words.fold(k), "," | "and" | "or" | "&" | "/"))
}

fn quantity(case: &Case, view: &View, i: usize, j: usize) -> bool {
    let (Some(q), Some(r)) = (case.claim.quantities.get(i), view.facts.quantities.get(j)) else { return false };
    let Some(source) = case.sources.get(view.candidate.source) else { return false };
    let differ = match compare::quantity(q, r) {
        Comparison::Different => true,
        // “almost 84 %”, “almost 94 %”: so alike in words, the two are two figures, unless the claim's is the rounder
        Comparison::Near => q.bound == r.bound && q.bound != Bound::Exact && round(q.value) <= round(r.value),
        // “more than 100 trillion”, “more than 1,000 trillion”: a zero was lost
        _ => values::same_bound(q, r) && tenfold(q.value, r.value),
    };
    // a bound against a plain figure: the gates of free figures know which of several it is said of
    let bounds = matches!(q.bound, Bound::Exact | Bound::About | Bound::Range) || q.bound == r.bound;
    let heads = q.head.zip(r.head).is_none_or(|(a, b)| view.like.at(a, b) >= ALIKE);
    let taken =
        || (0..case.claim.quantities.len()).any(|k| k != i && compare::quantity(&case.claim.quantities[k], r) == Comparison::Satisfied);
    let near = |t: &Range<usize>, len: usize| t.start.saturating_sub(WINDOW)..(t.end + WINDOW).min(len);
    let facets = || {
        let (a, b) = (&case.claim.words, &view.facts.words);
        facet::agree(a, near(&q.tokens, a.len()), b, near(&r.tokens, b.len()))
    };
    let digits = |text: &str, s: Span| s.of(text).chars().filter(char::is_ascii_digit).collect::<String>();
    let written = digits(case.text, q.number);
    let (low, high) = (q.value.abs().min(r.value.abs()), q.value.abs().max(r.value.abs()));
    q.comparable()
        && q.value != 0.0
        && (high <= FARTHEST * low || tenfold(low, high) || q.kind != r.kind)
        && !which(case.claim, q)
        && (written.is_empty() || written != digits(&source.document.text, r.number))
        && differ
        && bounds
        && heads
        && !taken()
        && facets()
        && !figure::unlike(&view.pair(case.text, case.claim, source), q, j)
        && !figure::reckoned(q, &view.facts)
}

/// The one is the other with more or fewer zeros.
fn tenfold(a: f64, b: f64) -> bool {
    let (low, high) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    low > 0.0 && (1..7).any(|n| (low * 10f64.powi(n) - high).abs() <= high * 1e-9)
}

/// “In the second part”, “the 105 kg event”: it only tells which one is meant.
fn which(facts: &Facts, q: &Quantity) -> bool {
    let words = &facts.words;
    let noun = words.tokens.get(q.tokens.end).is_some_and(|t| t.is_word() && t.content());
    let definite = || (q.tokens.start.saturating_sub(WHICH)..q.tokens.start).any(|k| words.fold(k) == "the");
    if matches!(q.kind, Kind::Measure(_)) && noun && definite() {
        return true;
    }
    let at = q
        .tokens
        .start
        .checked_sub(1)
        .map(|k| if matches!(words.fold(k), "the" | "a" | "his" | "her" | "its") { k.wrapping_sub(1) } else { k });
    q.kind == Kind::Ordinal && at.is_some_and(|k| words.is(k, Group::Placing))
}

/// How many zeros a figure ends in.
fn round(value: f64) -> u32 {
    (1..18).take_while(|n| value != 0.0 && value % 10f64.powi(*n) == 0.0).count() as u32
}

fn date(case: &Case, view: &View, i: usize, j: usize) -> bool {
    let (Some(d), Some(r)) = (case.claim.dates.get(i), view.facts.dates.get(j)) else { return false };
    let taken = || (0..case.claim.dates.len()).any(|k| k != i && support::agree(&case.claim.dates[k], r));
    let fits = d.relation == r.relation && d.relation != Relation::AsOf;
    fits && !edition(case.claim, d) && compare::date(d, r) == Comparison::Different && !taken()
}

/// “The 2018 Money League”, “a 2016 film”: the year tells which one is meant, not when.
fn edition(claim: &Facts, d: &DateMention) -> bool {
    let words = &claim.words;
    let told = d.tokens.start.checked_sub(1).is_some_and(|k| words.is(k, Group::Placing));
    let next = words.tokens.get(d.tokens.end).is_some_and(|t| t.is_word() && t.content());
    !told && next
}

/// The sources do not have the name, or where they do they say another thing of it.
fn absent(case: &Case, view: &View, i: usize) -> bool {
    let Some(mine) = Bearer::of(case.claim, i) else { return false };
    let keys = frame::telling(mine);
    let Some(last) = keys.last().copied() else { return false };
    if !attribute(case.claim, &mine.name.tokens) {
        return false;
    }
    if mine.name.kind == NameKind::Title || mine.name.initial || frame::many(&case.claim.words) || frame::addressed(&case.claim.words) {
        return false;
    }
    if !keys.iter().any(|k| case.sources.iter().any(|s| s.has(*k))) {
        return true;
    }
    let about: Vec<u32> = (0..case.claim.words.len())
        .filter(|k| case.claim.about(*k) && !mine.name.tokens.contains(k))
        .filter_map(|k| case.claim.words.tokens.get(k).map(|t| t.key))
        .collect();
    let told = |s: &Source, at: u32| {
        keys.iter().all(|k| s.has_in(*k, at)) && about.iter().filter(|k| s.has_in(**k, at)).count() * 2 >= about.len()
    };
    let here = keys.iter().any(|k| view.facts.words.tokens.iter().any(|t| t.key == *k));
    !here && !case.sources.iter().any(|s| s.sentences_with(last).take(SENTENCES).any(|at| told(s, at)))
}

/// The name stands behind a verb or a colon and before none: what is said of the subject, not whom or which event the claim is about.
fn attribute(claim: &Facts, name: &Range<usize>) -> bool {
    let words = &claim.words;
    let verb = |k: usize| {
        let t = words.tokens.get(k);
        words.is(k, Group::Auxiliary)
            || t.is_some_and(|t| t.is_word() && (!t.capital || k == 0) && lexicon::is_verb(t.key)) && words.fold(k) != words.lemma(k)
    };
    // “the first observatory, in X, was built by …”
    let aside =
        name.start >= 2 && words.is(name.start - 1, Group::Placing) && words.fold(name.start - 2) == "," && words.fold(name.end) == ",";
    aside || (0..name.start).any(|k| verb(k) || matches!(words.fold(k), ":" | "=")) && !verb(name.end)
}

fn named(case: &Case, view: &View, i: usize, j: usize) -> bool {
    let (Some(a), Some(b)) = (Bearer::of(case.claim, i), Bearer::of(&view.facts, j)) else { return false };
    let relation = |k: usize| case.claim.names.get(k).map(|n| name::relation(n, &case.claim.words, b.name, b.words, &case.aliases));
    let linked = |r: Option<NameRelation>| matches!(r, Some(NameRelation::Same | NameRelation::Compatible));
    // a seat of government where the place itself is meant is no other name of its country
    let seat = || frame::placed(b) && lexicon::alias(b.words, b.name.tokens.start).is_some_and(|(_, k)| k.kind == AliasKind::Metonym);
    let taken =
        || (0..case.claim.names.len()).any(|k| k != i && linked(relation(k)) && !(relation(k) == Some(NameRelation::Compatible) && seat()));
    let shares = || {
        let theirs = frame::telling(b);
        theirs.is_empty() || frame::telling(a).iter().any(|k| theirs.contains(k))
    };
    let (p, q) = (frame::class_before(a.words, a.name.tokens.start), frame::class_before(b.words, b.name.tokens.start));
    let noun = |x: &Bearer| {
        let next = x.words.tokens.get(x.name.tokens.end).filter(|t| t.is_word() && t.content() && !t.capital);
        // “in the X region”: in X
        let next = next.filter(|_| !lexicon::may_head(x.words.lemma(x.name.tokens.end), lexicon::Head::Place));
        next.filter(|t| !lexicon::is_verb(t.key) || x.words.fold(x.name.tokens.end) == x.words.lemma(x.name.tokens.end))
            .map(|_| x.name.tokens.end)
    };
    // “in a Kallow family” is not “in Tambercombe”
    let modifies = match (noun(&a), noun(&b)) {
        (None, None) => true,
        (Some(x), Some(y)) => view.like.at(x, y) >= ALIKE,
        _ => false,
    };
    p == q
        && modifies
        && !linked(relation(i))
        && !taken()
        && !shares()
        && !run_together(a, b)
        && !spelled(case.claim, b)
        && frame::exchangeable(a, b)
}

/// One is the other, or the end or the beginning of it, written in fewer words: “Salt Marsh Tavern”, “MarshTavern”.
fn run_together(a: Bearer, b: Bearer) -> bool {
    if a.name.tokens.len() == b.name.tokens.len() {
        return false;
    }
    let letters = |b: Bearer| b.name.tokens.clone().map(|k| b.words.fold(k)).collect::<String>();
    let (x, y) = (letters(a), letters(b));
    x.ends_with(&y) || y.ends_with(&x) || x.starts_with(&y) || y.starts_with(&x)
}

/// The acronym is made of the first letters of a name of the claim, or of the first of them.
fn spelled(claim: &Facts, b: Bearer) -> bool {
    let short = b.words.fold(b.name.tokens.start);
    let begins = |n: &name::Name| {
        let capitals = n.tokens.clone().filter(|k| claim.words.tokens.get(*k).is_some_and(|t| t.capital));
        let letters: String = capitals.filter_map(|k| claim.words.fold(k).chars().next()).collect();
        letters.len() > 1 && (letters.starts_with(short) || short.starts_with(&letters))
    };
    b.name.acronym && claim.names.iter().any(begins)
}
