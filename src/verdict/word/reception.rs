//! How something was received, on a scale: “positive reviews” beside “mixed reviews”, “a box office success” beside “a flop”.

use super::super::difference::{Difference, Slot};
use super::super::view::View;
use super::beside::{Beside, links};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::Group;
use std::ops::Range;

/// Places on the scale, a bit each: “mixed to positive” has two.
const GOOD: u8 = 4;
const MIXED: u8 = 2;
const BAD: u8 = 1;
/// Tokens between a word of the scale and what it is said of.
const REACH: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Scale {
    Reviews,
    Takings,
}

/// Whose reception it was, as far as the sentence says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    Critics,
    Audience,
    Anyone,
}

/// One reception that a sentence tells of.
#[derive(Debug)]
struct Reception {
    scale: Scale,
    grades: u8,
    by: By,
    /// The words of the scale.
    tokens: Range<usize>,
    /// Only some reviews are meant, or the first ones: others may differ.
    partly: bool,
}

pub fn find(b: &Beside) -> Option<Difference> {
    if !b.claim.negations.is_empty() || !b.source.negations.is_empty() {
        return None;
    }
    let mine = single(read(&b.claim.words))?;
    let theirs = read(&b.source.words).into_iter().find(|r| comparable(&mine, r) && differs(mine.grades, r.grades))?;
    if theirs.partly || b.case.views.iter().any(|v| meets(v, &mine)) {
        return None;
    }
    if !same_subject(b, &mine, &theirs) || !b.settled() || !b.figures() || b.guarded() {
        return None;
    }
    let claimed = b.claim.words.cover(mine.tokens.start, mine.tokens.end);
    let found = b.source.words.cover(theirs.tokens.start, theirs.tokens.end);
    Some(Difference { slot: Slot::Opposite, rule: "direction-conflict", claimed, found, replaceable: mine.scale == Scale::Reviews })
}

/// The one reception of a claim that speaks of it as a whole.
fn single(mut all: Vec<Reception>) -> Option<Reception> {
    let one = all.pop()?;
    (all.is_empty() && !one.partly).then_some(one)
}

/// Both are of the same scale, and what the critics thought is not held against the audience.
fn comparable(mine: &Reception, theirs: &Reception) -> bool {
    let who = match (mine.by, theirs.by) {
        (By::Audience, by) => by == By::Audience,
        (_, by) => by != By::Audience,
    };
    mine.scale == theirs.scale && who
}

/// No place on the scale is in both, and one of them is praise: “mixed to positive” does not differ from “positive”, and what one
/// calls mixed another calls bad.
fn differs(mine: u8, theirs: u8) -> bool {
    mine & theirs == 0 && (mine | theirs) & GOOD > 0
}

/// A sentence tells of a reception that is the claim's, or may be meant by it.
fn meets(view: &View, mine: &Reception) -> bool {
    read(&view.facts.words).iter().any(|r| r.scale == mine.scale && r.grades & mine.grades > 0)
}

/// All that the claim speaks of is spoken of, and the sentence's reception is that of the same thing: a soundtrack's, a
/// sequel's or a performance's is another.
fn same_subject(b: &Beside, mine: &Reception, theirs: &Reception) -> bool {
    let words = &b.claim.words;
    let told = |i: usize| {
        let lemma = words.lemma(i);
        mine.tokens.contains(&i) || Group::Light.has(lemma) || Group::StandIn.has(lemma) || frames(words, i) || b.found(i)
    };
    let named = (0..words.len()).any(|i| words.tokens.get(i).is_some_and(|t| t.capital && t.content()) && !mine.tokens.contains(&i));
    let source = &b.source.words;
    let title = b.case.sources.get(b.view.candidate.source).and_then(|s| s.title.as_deref()).unwrap_or("").to_lowercase();
    let known = |j: usize| {
        let token = source.tokens.get(j);
        let lemma = source.lemma(j);
        let verbal = source.fold(j) != lemma && !source.fold(j).ends_with('s') || source.fold(j).ends_with("ly");
        token.is_none_or(|t| !t.content() || t.is_number())
            || frames(source, j)
            || Group::StandIn.has(lemma)
            || Group::Light.has(lemma)
            || !token.is_some_and(|t| t.capital) && verbal
            || title.contains(source.fold(j))
            || b.claimed(j).is_some()
            || b.source.dates.iter().any(|d| d.tokens.contains(&j))
    };
    named && (0..words.len()).filter(|i| b.claim.about(*i)).all(told) && subject(b.source, theirs).all(known)
}

/// Words that belong to telling of a reception, whatever it was.
fn frames(words: &Words, i: usize) -> bool {
    let lemma = words.lemma(i);
    let of = [Group::Review, Group::Critic, Group::Audience, Group::Success, Group::Failure];
    of.iter().any(|g| words.lemma_is(i, *g))
        || grade(words, i) > 0
        || matches!(lemma, "box" | "office" | "film" | "music" | "release" | "gain" | "earn" | "garner" | "upon")
        || words.fold(i).ends_with("ly")
}

/// The tokens that tell what the reception is of: what stands before it in its clause, or, where the clause has no subject of its own,
/// from the sentence's beginning; after “reviews of”, also what follows.
fn subject(facts: &Facts, r: &Reception) -> impl Iterator<Item = usize> {
    let words = &facts.words;
    let breaks = |k: &usize| matches!(words.fold(*k), ";" | ":" | "but" | "while" | "whereas" | "although" | "which" | "and");
    let start = (0..r.tokens.start).rev().find(breaks).map_or(0, |k| k + 1);
    let comma = (start..r.tokens.start).rev().find(|k| words.fold(*k) == ",").map_or(start, |k| k + 1);
    let own =
        |k: usize| matches!(words.fold(k), "it" | "the" | "its" | "he" | "she" | "they") || words.tokens.get(k).is_some_and(|t| t.capital);
    let from = if (comma..r.tokens.start).any(own) { comma } else { start };
    // what was said of it is not what it was said of: up to the verb
    let verb = (from..r.tokens.start)
        .find(|k| *k > from && (links(words.fold(*k)) || words.fold(*k) != words.lemma(*k) && words.fold(*k).ends_with("ed")));
    from..verb.unwrap_or(r.tokens.start)
}

fn grade(words: &Words, i: usize) -> u8 {
    match i {
        _ if words.is(i, Group::Praising) => GOOD,
        _ if words.is(i, Group::Middling) => MIXED,
        _ if words.is(i, Group::Blaming) => BAD,
        _ => 0,
    }
}

/// Every reception that the sentence tells of.
fn read(words: &Words) -> Vec<Reception> {
    let mut out: Vec<Reception> = Vec::new();
    for i in 0..words.len() {
        let found = if words.lemma_is(i, Group::Review) {
            before(words, i).or_else(|| after(words, i)).map(|(g, at)| (Scale::Reviews, g, at, i))
        } else if words.fold(i) == "box" && words.fold(i + 1 + usize::from(words.fold(i + 1) == "-")) == "office" {
            takings(words, i).map(|(g, at)| (Scale::Takings, g, at, i))
        } else {
            None
        };
        let Some((scale, grades, tokens, head)) = found else { continue };
        if out.iter().any(|r| r.tokens == tokens) {
            continue;
        }
        let partly = partly(words, tokens.start.min(head));
        out.push(Reception { scale, grades, by: by(words, &tokens, head), tokens, partly });
    }
    out
}

/// “generally mixed to positive reviews”.
fn before(words: &Words, noun: usize) -> Option<(u8, Range<usize>)> {
    let mut seen = 0;
    let mut from = noun;
    for k in (noun.saturating_sub(REACH)..noun).rev() {
        match grade(words, k) {
            0 if joins(words, k) || words.lemma_is(k, Group::Critic) || matches!(words.fold(k), "film" | "music" | "initial") => {}
            0 => break,
            // “less positive”, “hardly favourable”
            _ if matches!(words.fold(k.wrapping_sub(1)), "less" | "hardly" | "not" | "n't" | "fairly" | "more") => return None,
            g => {
                seen |= g;
                from = k;
            }
        }
    }
    let end = (from..noun).rev().find(|k| grade(words, *k) > 0)? + 1;
    Some((settle(seen), from..end))
}

/// “the reviews of the film were largely negative”.
fn after(words: &Words, noun: usize) -> Option<(u8, Range<usize>)> {
    let stop = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "and" | "but");
    let verb = (noun + 1..words.len().min(noun + REACH)).take_while(|k| !stop(k)).find(|k| links(words.fold(*k)))?;
    let (mut seen, mut to, mut from) = (0, verb, None);
    for k in verb + 1..words.len().min(verb + REACH) {
        match grade(words, k) {
            0 if joins(words, k) => {}
            0 => break,
            g => {
                seen |= g;
                to = k + 1;
                from = from.or(Some(k));
            }
        }
    }
    Some((settle(seen), from?..to))
}

/// What may stand between words of the scale.
fn joins(words: &Words, k: usize) -> bool {
    let folded = words.fold(k);
    folded.ends_with("ly")
        || matches!(folded, "to" | "and" | "or" | "-" | "/" | "both" | "very" | "rather" | "quite" | "highly" | "been" | "overall")
}

/// Both good and bad is mixed.
fn settle(seen: u8) -> u8 {
    if seen & GOOD > 0 && seen & BAD > 0 { MIXED } else { seen }
}

/// “a success at the box office”, “a box office bomb”, “flopped at the box office”.
fn takings(words: &Words, at: usize) -> Option<(u8, Range<usize>)> {
    let stop = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "but" | ".");
    let ahead = (at + 2..words.len().min(at + 5)).take_while(|k| !stop(k));
    let back = (at.saturating_sub(5)..at).rev().take_while(|k| !stop(k));
    let mut found = ahead.chain(back).filter_map(|k| {
        let lemma = words.lemma(k);
        let grade = if Group::Success.has(lemma) {
            GOOD
        } else if Group::Failure.has(lemma) {
            BAD
        } else {
            0
        };
        (grade > 0).then_some((grade, k..k + 1))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn by(words: &Words, tokens: &Range<usize>, noun: usize) -> By {
    let stop = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "but" | "while" | "(" | ".");
    let back = (tokens.start.min(noun).saturating_sub(REACH)..noun).rev().take_while(|k| !stop(k));
    let ahead = (tokens.end.max(noun + 1)..words.len().min(noun + REACH)).take_while(|k| !stop(k));
    let near: Vec<usize> = back.chain(ahead).collect();
    let any = |g: Group| near.iter().any(|k| words.lemma_is(*k, g));
    match (any(Group::Critic), any(Group::Audience)) {
        (true, false) => By::Critics,
        (false, true) => By::Audience,
        _ => By::Anyone,
    }
}

/// “some positive reviews”, “a number of negative reviews”, “initially met with”.
fn partly(words: &Words, from: usize) -> bool {
    (from.saturating_sub(6)..from).any(|k| {
        let folded = words.fold(k);
        matches!(
            folded,
            "some" | "several" | "few" | "many" | "number" | "also" | "initially" | "first" | "initial" | "certain" | "early" | "handful"
        )
    })
}
