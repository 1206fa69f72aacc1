//! Differences of values between a claim and a source sentence: quantities, dates, names.

use super::compare::{self, Comparison};
use super::difference::{Difference, Pair, Slot};
use crate::evidence::{Facts, clause_at, clauses};
use crate::language::{Words, lexicon};
use crate::mention::date::{DateMention, Relation};
use crate::mention::name::{self, NameRelation};
use crate::mention::quantity::{Bound, Quantity, Role};
use crate::text::Span;

/// Share of the claim's words in order from which on a foreign name in a name's place needs no further sign.
const SURE: f32 = 0.8;

/// For each claim quantity: `Some(j)` the source quantity that satisfies it.
fn satisfied_quantities(pair: &Pair) -> Vec<Option<usize>> {
    let mut used = vec![false; pair.source.quantities.len()];
    let mut out = vec![None; pair.claim.quantities.len()];
    // those that stand in the same place first, then any
    for strict in [true, false] {
        for (i, q) in pair.claim.quantities.iter().enumerate() {
            if out[i].is_some() {
                continue;
            }
            let nearest = rival_in_place(pair, i);
            let hit = pair.source.quantities.iter().enumerate().find(|(j, r)| {
                let place = if strict { pair.in_place(&q.tokens, &r.tokens) } else { nearest.is_none_or(|n| near(pair, i, *j) > n - 0.12) };
                let met = compare::quantity(q, r) == Comparison::Satisfied && !rescaled(q, r) && !(strict && same_bound(q, r));
                !used[*j] && place && (met || same_digits(pair, q, r))
            });
            if let Some((j, _)) = hit {
                used[j] = true;
                out[i] = Some(j);
            }
        }
    }
    out
}

/// How near the claim's `i`-th quantity and the source's `j`-th stand, by the words around them.
fn near(pair: &Pair, i: usize, j: usize) -> f32 {
    let (Some(q), Some(r)) = (pair.claim.quantities.get(i), pair.source.quantities.get(j)) else { return 0.0 };
    let mine = clause_at(&clauses(pair.claim), q.tokens.start);
    pair.view.near(pair.claim, mine, r.tokens.start)
}

/// The nearness of a source quantity that stands in the place of the claim's `i`-th and differs from it.
fn rival_in_place(pair: &Pair, i: usize) -> Option<f32> {
    let q = pair.claim.quantities.get(i)?;
    let rivals = pair.source.quantities.iter().enumerate();
    let there = rivals.filter(|(_, r)| compare::quantity(q, r) == Comparison::Different && pair.in_place(&q.tokens, &r.tokens));
    there.map(|(j, _)| near(pair, i, j)).max_by(f32::total_cmp)
}

/// Quantities of the claim that stand where the source has another value.
pub fn quantities(pair: &Pair) -> Vec<Difference> {
    let satisfied = satisfied_quantities(pair);
    let taken: Vec<usize> = satisfied.iter().flatten().copied().collect();
    let mut out = Vec::new();
    for (i, q) in pair.claim.quantities.iter().enumerate() {
        if satisfied[i].is_some() {
            continue;
        }
        let mut rivals =
            pair.source.quantities.iter().enumerate().filter(|(j, r)| !taken.contains(j) && pair.in_place(&q.tokens, &r.tokens));
        if let Some((j, r)) = rivals.next()
            && (compare::quantity(q, r) == Comparison::Different || same_bound(q, r) || rescaled(q, r))
            && same_thing(pair, q, r)
            && !changed_by(pair, q, r)
        {
            out.push(Difference {
                slot: Slot::Quantity(i, j),
                rule: "number-conflict",
                claimed: q.number,
                found: r.number,
                replaceable: true,
            });
        }
    }
    out
}

/// The same digits with another scale word: “3.3 billion” for “3.3 trillion”.
fn rescaled(q: &Quantity, r: &Quantity) -> bool {
    let (low, high) = (q.value.min(r.value), q.value.max(r.value));
    q.kind == r.kind && low >= 1000.0 && [1e3, 1e6, 1e9].iter().any(|f| (low * f - high).abs() <= high * 1e-9)
}

/// What is counted is not another thing on the two sides: “51% of Australians” says nothing of “47% of Americans”.
fn same_thing(pair: &Pair, q: &Quantity, r: &Quantity) -> bool {
    match (q.head, r.head) {
        (Some(a), Some(b)) => pair.view.like.at(a, b) >= 0.75 || pair.alignment.to_source.get(a).copied().flatten().is_some(),
        _ => true,
    }
}

/// The same digits, the separators left out or put elsewhere.
fn same_digits(pair: &Pair, q: &Quantity, r: &Quantity) -> bool {
    let digits = |text: &str, s: Span| s.of(text).chars().filter(char::is_ascii_digit).collect::<String>();
    let mine = digits(pair.claim_text, q.number);
    mine.len() > 3 && q.kind == r.kind && mine == digits(&pair.document.document.text, r.number) && !rescaled(q, r)
}

/// “Rose by 60” beside “from 200 to 260”: a change and its ends.
fn changed_by(pair: &Pair, q: &Quantity, r: &Quantity) -> bool {
    let by = q.tokens.start.checked_sub(1).is_some_and(|b| pair.claim.words.fold(b) == "by");
    r.role != Role::None && (by || q.role == Role::None)
}

/// Both say “more than”, of values that differ: neither excludes the other, but one did not come from the other.
fn same_bound(q: &Quantity, r: &Quantity) -> bool {
    let open = !matches!(q.bound, Bound::Exact | Bound::About | Bound::Range);
    // a coarser figure is a summary, not a slip
    let apart = (q.value - r.value).abs() > (q.half + r.half).max(r.value.abs() * 0.15);
    open && q.bound == r.bound && q.kind == r.kind && q.comparable() && apart
}

/// Dates of the claim that stand where the source has another date.
pub fn dates(pair: &Pair) -> Vec<Difference> {
    let met = |i: usize, j: usize| compare::date(&pair.claim.dates[i], &pair.source.dates[j]) == Comparison::Satisfied;
    // a date that fits speaks for the claim unless another stands in its place: of “held on the 13th, told on the 8th”
    // only the first is the day of “held”
    let satisfied = |i: usize| {
        let nearest = date_in_place(pair, i);
        (0..pair.source.dates.len()).any(|j| met(i, j) && nearest.is_none_or(|n| date_near(pair, i, j) > n - 0.2))
    };
    let taken = |j: usize| (0..pair.claim.dates.len()).any(|i| met(i, j) && satisfied(i));
    let mut out = Vec::new();
    for (i, d) in pair.claim.dates.iter().enumerate() {
        // word for word the same otherwise: then an edition's year was changed too
        if satisfied(i) || !tells(pair.claim, d) && pair.alignment.ordered < 0.95 {
            continue;
        }
        let rival = pair.source.dates.iter().enumerate().find(|(j, r)| !taken(*j) && pair.in_place(&d.tokens, &r.tokens));
        if let Some((j, r)) = rival.filter(|(j, r)| {
            (tells(pair.source, r) || pair.alignment.ordered >= 0.95) && (in_a_row(pair.claim, i) || !in_a_row(pair.source, *j))
        }) && compare::date(d, r) == Comparison::Different
        {
            out.push(Difference { slot: Slot::Date(i, j), rule: "date-conflict", claimed: d.span, found: r.span, replaceable: true });
        }
    }
    out
}

fn date_near(pair: &Pair, i: usize, j: usize) -> f32 {
    let (Some(d), Some(r)) = (pair.claim.dates.get(i), pair.source.dates.get(j)) else { return 0.0 };
    pair.view.near(pair.claim, clause_at(&clauses(pair.claim), d.tokens.start), r.tokens.start)
}

/// The nearness of a source date that stands in the place of the claim's `i`-th and differs from it.
fn date_in_place(pair: &Pair, i: usize) -> Option<f32> {
    let d = pair.claim.dates.get(i)?;
    let rivals = pair.source.dates.iter().enumerate();
    let there = rivals.filter(|(_, r)| compare::date(d, r) == Comparison::Different && pair.in_place(&d.tokens, &r.tokens));
    there.map(|(j, _)| date_near(pair, i, j)).max_by(f32::total_cmp)
}

/// One of several dates in a row (“in 2011, 2013 and 2015”): there may be more.
fn in_a_row(facts: &Facts, j: usize) -> bool {
    let near = |a: &DateMention, b: &DateMention| {
        let between = a.tokens.end..b.tokens.start;
        between.len() <= 2 && between.clone().all(|k| matches!(facts.words.fold(k), "," | "and" | "or" | "&"))
    };
    let at = |k: usize| facts.dates.get(k);
    let after = at(j).zip(at(j + 1)).is_some_and(|(a, b)| near(a, b));
    after || j.checked_sub(1).and_then(at).zip(at(j)).is_some_and(|(a, b)| near(a, b))
}

/// The date says when something was: not when a figure was taken (“as of”), not which edition of a thing is meant
/// (“the 2014 World Cup”), not a part of a name.
pub fn tells(facts: &Facts, date: &DateMention) -> bool {
    let next = facts.words.tokens.get(date.tokens.end);
    let edition = date.tokens.len() == 1 && next.is_some_and(|t| t.capital && t.is_word() && t.spaced);
    let named = facts.names.iter().any(|n| n.span.overlaps(date.span));
    date.relation != Relation::AsOf && !edition && !named
}

/// Names of the claim that stand where the source names another.
pub fn names(pair: &Pair, aliases: &name::Aliases) -> Vec<Difference> {
    let relation =
        |i: usize, j: usize| name::relation(&pair.claim.names[i], &pair.claim.words, &pair.source.names[j], &pair.source.words, aliases);
    let same = |i: usize, j: usize| matches!(relation(i, j), NameRelation::Same | NameRelation::Compatible);
    let mut out = Vec::new();
    for (i, n) in pair.claim.names.iter().enumerate() {
        if pair.matched(&n.tokens) || inside(pair, i) || (0..pair.source.names.len()).any(|j| same(i, j)) {
            continue;
        }
        for (j, r) in pair.source.names.iter().enumerate() {
            let taken = (0..pair.claim.names.len()).any(|k| k != i && same(k, j));
            if taken || !pair.in_place(&n.tokens, &r.tokens) || listed(pair, i, j) {
                continue;
            }
            let clear = !glued(pair, i, j)
                && match relation(i, j) {
                    NameRelation::Different => true,
                    // two full names without a common word, one in the other's place, and the note's is nowhere in the document
                    NameRelation::Unknown => {
                        let names = full(pair.claim, i) && full(pair.source, j) && (!known(pair, i) || pair.alignment.ordered >= SURE);
                        !shares_word(pair, i, j) && !nearby(pair, i) && (names || framed(pair, i, j))
                    }
                    _ => false,
                };
            if clear {
                out.push(Difference { slot: Slot::Name(i, j), rule: "name-conflict", claimed: n.span, found: r.span, replaceable: true });
            }
            break;
        }
    }
    out
}

/// In an all but copied sentence the words right before and right after are the same on both sides, and the note's name is
/// nowhere in the document: “issues in Boston on April 27” beside “issues in New York on April 27”.
fn framed(pair: &Pair, i: usize, j: usize) -> bool {
    let (Some(a), Some(b)) = (pair.claim.names.get(i), pair.source.names.get(j)) else { return false };
    let at = |k: usize| pair.alignment.to_source.get(k).copied().flatten().map(|x| x as usize);
    let before = a.tokens.start.checked_sub(1).and_then(at).is_some_and(|x| x + 1 == b.tokens.start);
    let after = at(a.tokens.end).is_some_and(|x| x == b.tokens.end);
    let part = region(&pair.claim.words, a.head) || region(&pair.source.words, b.head);
    before && after && pair.alignment.ordered >= SURE && !known(pair, i) && !a.initial && !b.initial && !part
}

/// The name is of a country or a region, of which the other place may be a part.
fn region(words: &Words, head: usize) -> bool {
    const REGIONS: &str = include_str!("regions.txt");
    let listed = REGIONS.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).any(|r| r == words.fold(head));
    listed || lexicon::alias(words, head).is_some()
}

/// All words of the claim's name stand in the sentence.
fn inside(pair: &Pair, i: usize) -> bool {
    likes(pair, i, &pair.view.coverage.inside).reduce(f32::min).is_some_and(|x| x >= 0.9)
}

/// A word of the claim's name stands in the sentence or its context.
fn nearby(pair: &Pair, i: usize) -> bool {
    likes(pair, i, &pair.view.coverage.found).reduce(f32::max).is_none_or(|x| x >= 0.9)
}

fn likes<'a>(pair: &'a Pair, i: usize, found: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
    let tokens = pair.claim.names.get(i).map_or(0..0, |n| n.tokens.clone());
    tokens.filter(|k| pair.claim.about(*k)).filter_map(|k| found.get(k).copied())
}

/// The source's name is one of several in a row, of which the claim's place may be another: more than one can be true.
fn listed(pair: &Pair, i: usize, j: usize) -> bool {
    let rows = |facts: &Facts, k: usize| {
        let Some(n) = facts.names.get(k) else { return 0 };
        let joins = |at: usize| matches!(facts.words.fold(at), "," | "and" | "&" | "or" | "/");
        let named = |at: usize| facts.words.tokens.get(at).is_some_and(|t| t.capital);
        let after = joins(n.tokens.end) && (named(n.tokens.end + 1) || named(n.tokens.end + 2));
        let before = n.tokens.start >= 2 && joins(n.tokens.start - 1) && named(n.tokens.start - 2);
        usize::from(after) + usize::from(before)
    };
    rows(pair.source, j) > rows(pair.claim, i)
}

/// One name is the other with letters of the next word stuck to it.
fn glued(pair: &Pair, i: usize, j: usize) -> bool {
    let (Some(a), Some(b)) = (pair.claim.names.get(i), pair.source.names.get(j)) else { return false };
    let (a, b) = (a.span.of(pair.claim_text), b.span.of(&pair.document.document.text));
    a.starts_with(b) || b.starts_with(a)
}

fn full(facts: &Facts, i: usize) -> bool {
    facts.names.get(i).is_some_and(|n| n.tokens.len() >= 2 && !n.acronym)
}

/// Any content word of the claim's name stands somewhere in the document.
fn known(pair: &Pair, i: usize) -> bool {
    let Some(n) = pair.claim.names.get(i) else { return true };
    pair.claim.words.tokens.get(n.tokens.clone()).is_none_or(|ts| ts.iter().filter(|t| t.content()).all(|t| pair.document.has(t.key)))
}

fn shares_word(pair: &Pair, i: usize, j: usize) -> bool {
    let (Some(a), Some(b)) = (pair.claim.names.get(i), pair.source.names.get(j)) else { return true };
    let keys = |w: &Words, r: &std::ops::Range<usize>| {
        w.tokens.get(r.clone()).unwrap_or(&[]).iter().filter(|t| t.content()).map(|t| t.key).collect::<Vec<_>>()
    };
    let theirs = keys(&pair.source.words, &b.tokens);
    keys(&pair.claim.words, &a.tokens).iter().any(|k| theirs.contains(k))
}
