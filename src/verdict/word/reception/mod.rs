//! How something was received, on a scale: “positive reviews” beside “mixed reviews”, “a box office success” beside “a flop”.

mod read;
mod subject;

use super::super::difference::{Difference, Slot};
use super::super::view::View;
use super::beside::Beside;
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::Reception as Word;
use read::{By, Reception, Scale, read, scaled};
use subject::{meant, named, same_subject};

/// Places on the scale, a bit each: “mixed to positive” has two.
const GOOD: u8 = 4;
const MIXED: u8 = 2;
const BAD: u8 = 1;
/// Praise that may be of something: what gets mixed reviews is praised too.
const PRAISE: u8 = 8;
/// Tokens after a review's noun among which a place or a paper stands whose it is.
const WHOSE: usize = 7;

pub fn find(b: &Beside) -> Option<Difference> {
    if !b.claim.negations.is_empty() || !b.source.negations.is_empty() {
        return None;
    }
    let all = whole(read(&b.claim.words))?;
    all.iter().find_map(|mine| against(b, mine))
}

/// Two words of the scale (tokens of the claim and of the sentence) of which one is said of some reviews only, by others, or in a
/// comparison: no opposites, whatever the words are.
pub fn partial(claim: &Facts, i: usize, source: &Facts, j: usize) -> bool {
    receptions_at(&claim.words, i, &source.words, j).is_some_and(|found| match found {
        (Some(x), Some(y)) => x.partly || y.partly || !comparable(&x, &y) || elsewhere(claim, source, &y),
        // “a well received speech”, “less favourable reviews”
        (Some(x), None) => x.scale == Scale::Reviews,
        _ => false,
    })
}

/// The two are of other things: of another work, or of who knows which.
pub fn of_others(b: &Beside, i: usize, j: usize) -> bool {
    let found = receptions_at(&b.claim.words, i, &b.source.words, j);
    let pair = found.and_then(|(x, y)| x.zip(y)).filter(|_| named(&b.claim.words));
    pair.is_some_and(|(x, y)| !meant(b, &y) || !same_subject(b, &x, &y) || b.case.views.iter().any(|v| meets(v, &x)))
}

/// The receptions of which two words of the scale are part; `None` where they are no such words.
fn receptions_at(mine: &Words, i: usize, theirs: &Words, j: usize) -> Option<(Option<Reception>, Option<Reception>)> {
    let at = |words: &Words, k: usize| read(words).into_iter().find(|r| r.tokens.contains(&k));
    (scaled(mine, i) && scaled(theirs, j)).then(|| (at(mine, i), at(theirs, j)))
}

fn against(b: &Beside, mine: &Reception) -> Option<Difference> {
    let theirs = read(&b.source.words).into_iter().find(|r| comparable(mine, r) && differs(mine.grades, r.grades))?;
    if theirs.partly || b.case.views.iter().any(|v| meets(v, mine)) {
        return None;
    }
    if !same_subject(b, mine, &theirs)
        || !meant(b, &theirs)
        || elsewhere(b.claim, b.source, &theirs)
        || !b.settled()
        || !b.figures()
        || b.guarded()
    {
        return None;
    }
    let claimed = b.claim.words.cover(mine.tokens.start, mine.tokens.end);
    let found = b.source.words.cover(theirs.tokens.start, theirs.tokens.end);
    // adjective for adjective: “poorly reviewed” takes no “positive”
    let adjective = |r: &Reception| r.scale == Scale::Reviews && !r.tokens.contains(&r.head);
    let replaceable = adjective(mine) && adjective(&theirs);
    Some(Difference { slot: Slot::Opposite, rule: "direction-conflict", claimed, found, replaceable })
}

/// The receptions of a claim that speaks of them as a whole: one, or what the critics and what the box office made of it.
fn whole(all: Vec<Reception>) -> Option<Vec<Reception>> {
    let one = |r: &Reception| !r.partly && all.iter().filter(|o| o.scale == r.scale).count() == 1;
    (!all.is_empty() && all.iter().all(one)).then_some(all)
}

/// Both are of the same scale, and what the critics thought is not held against the audience.
fn comparable(mine: &Reception, theirs: &Reception) -> bool {
    let who = match (mine.by, theirs.by) {
        (By::Audience, by) => by == By::Audience,
        (_, by) => by != By::Audience,
    };
    mine.scale == theirs.scale && who
}

/// One is praise, the other is not: “mixed to positive” does not differ from “positive”, but from “mixed to negative”; and what one
/// calls mixed another calls bad.
fn differs(mine: u8, theirs: u8) -> bool {
    let praise = GOOD | PRAISE;
    let against = |a: u8, b: u8| a & praise > 0 && b & BAD > 0 && b & praise == 0;
    let above = |a: u8, b: u8| a & GOOD > 0 && b & MIXED > 0 && b & praise == 0 && a & b == 0;
    against(mine, theirs) || against(theirs, mine) || above(mine, theirs) || above(theirs, mine)
}

/// A sentence tells of a reception that is the claim's, or may be meant by it: by critics where the claim speaks of them.
fn meets(view: &View, mine: &Reception) -> bool {
    let other = |r: &Reception| matches!((mine.by, r.by), (By::Critics, By::Audience) | (By::Audience, By::Critics));
    let praise = |g: u8| g & (GOOD | PRAISE) > 0;
    let alike = |g: u8| g & mine.grades > 0 || praise(g) && praise(mine.grades);
    let words = &view.facts.words;
    // “a failure at home, but a success abroad”
    let told = |k: usize| if praise(mine.grades) { Word::Success } else { Word::Failure }.has(words.lemma(k));
    if mine.scale == Scale::Takings && (0..words.len()).any(told) {
        return true;
    }
    read(words).iter().any(|r| r.scale == mine.scale && !other(r) && alike(r.grades) && !differs(mine.grades, r.grades))
}

/// The reception is that of one country or of one paper of which the claim does not speak: “from the Orne Post”.
fn elsewhere(claim: &Facts, source: &Facts, theirs: &Reception) -> bool {
    let words = &source.words;
    let from = theirs.tokens.end.max(theirs.head + 1);
    let near = (from..(from + WHOSE).min(words.len())).take_while(|k| !matches!(words.fold(*k), "," | ";" | ":" | "(" | "but" | "."));
    near.into_iter().any(|k| {
        let at = k + 1 + usize::from(matches!(words.fold(k + 1), "the" | "a" | "an"));
        let named = words.tokens.get(at).is_some_and(|t| t.capital && t.content()) && !source.dates.iter().any(|d| d.tokens.contains(&at));
        matches!(words.fold(k), "in" | "from" | "by" | "on" | "at")
            && named
            && claim.words.tokens.iter().all(|t| Some(t.key) != words.tokens.get(at).map(|t| t.key))
    })
}
