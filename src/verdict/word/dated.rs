//! Which of two events came first, where the source gives both their dates: “widened before it was renewed” beside “renewed in 1788,
//! and widened in 1794”.

use super::super::difference::{Difference, Slot};
use super::beside::{Beside, denials};
use super::matter::{Bar, NEAR};
use super::order::{Placed, placed, several};
use crate::evidence::Facts;
use crate::mention::date::DateMention;

/// What the sentence must say of the claim beside the word of time.
const BAR: Bar = Bar { full: 0.6, own: 0.45, lead: NEAR };

pub fn find(b: &Beside) -> Option<Difference> {
    let [first, second] = b.source.dates.as_slice() else { return None };
    if !denials(b.claim).is_empty() || b.denied() || several(b.claim) || !b.claim.dates.is_empty() {
        return None;
    }
    let mine = placed(b.claim)?;
    let split = split(b.source, first, second)?;
    // whose clause holds what the event is placed by, and none of it the other
    let in_first = only(b, &mine.other, split, true);
    let in_second = only(b, &mine.other, split, false);
    let event: Vec<usize> = (0..mine.cue.start).filter(|i| b.claim.about(*i) && common(b.claim, *i)).collect();
    let (of_other, of_event) = match (in_first, in_second) {
        (true, false) if stands(b, &event, split, false) => (first, second),
        (false, true) if stands(b, &event, split, true) => (second, first),
        _ => return None,
    };
    let before = day(of_event)? < day(of_other)?;
    if day(of_event)? == day(of_other)? || before == mine.before {
        return None;
    }
    let cue = |i: usize| mine.cue.contains(&i);
    if !b.said_without_figures(0.8, 0.6) && !b.alone(&BAR, cue, |_| false) || b.guarded() {
        return None;
    }
    Some(difference(b, &mine, of_event))
}

fn difference(b: &Beside, mine: &Placed, of_event: &DateMention) -> Difference {
    let claimed = b.claim.words.cover(mine.cue.start, mine.cue.end);
    Difference { slot: Slot::Opposite, rule: "order-conflict", claimed, found: of_event.span, replaceable: false }
}

/// Where the clause of the second date begins: behind the first one if something was told before it, else at the last conjunction or
/// relative before the second.
fn split(facts: &Facts, first: &DateMention, second: &DateMention) -> Option<usize> {
    let words = &facts.words;
    let opens = |k: &usize| matches!(words.fold(*k), "which" | "and" | "but" | "while" | "whereas" | "then");
    let mut between = first.tokens.end..second.tokens.start;
    let told = (0..first.tokens.start).filter(|k| facts.about(*k)).count() >= 2;
    if told { between.find(|k| opens(k) || matches!(words.fold(*k), "," | ";")) } else { between.rev().find(opens) }
}

/// Some of the claim's tokens are said on this side of the split, and none on the other alone.
fn only(b: &Beside, tokens: &[usize], split: usize, first: bool) -> bool {
    let said = |i: usize, within: std::ops::Range<usize>| b.view.like.best(i, within) >= 0.75;
    let end = b.source.words.len();
    let (here, there) = if first { (0..split, split..end) } else { (split..end, 0..split) };
    let told: Vec<&usize> = tokens.iter().filter(|i| common(b.claim, **i)).collect();
    told.iter().any(|i| said(**i, here.clone())) && !told.iter().any(|i| said(**i, there.clone()))
}

/// A word of the event is said on this side of the split alone.
fn stands(b: &Beside, event: &[usize], split: usize, first: bool) -> bool {
    let end = b.source.words.len();
    let (here, there) = if first { (0..split, split..end) } else { (split..end, 0..split) };
    let own = |i: usize| b.view.like.best(i, here.clone()) >= 0.75 && b.view.like.best(i, there.clone()) < 0.75;
    event.iter().any(|i| own(*i))
}

fn common(facts: &Facts, i: usize) -> bool {
    facts.words.tokens.get(i).is_some_and(|t| !t.capital)
}

/// The day that a date begins on; one without a year is set in any.
fn day(date: &DateMention) -> Option<i32> {
    if date.relation_span.is_some_and(|r| !date.span.contains(r)) && date.approximate {
        return None;
    }
    date.start.in_year(2000).filter(|_| date.start.year().is_none()).unwrap_or(date.start).days().map(|d| d.0)
}
