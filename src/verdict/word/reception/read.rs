//! The receptions that a sentence tells of, and whose they were.

use super::super::beside::links;
use super::{BAD, GOOD, MIXED, PRAISE};
use crate::language::Words;
use crate::language::lexicon::{Reception as Word, Receptions};
use std::ops::Range;

/// Tokens between a word of the scale and what it is said of.
const REACH: usize = 8;
/// Tokens before and after in which a word says that only some reviews are meant, or those of one time.
const PARTS: (usize, usize) = (12, 8);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scale {
    Reviews,
    Takings,
}

/// Whose reception it was, as far as the sentence says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    Critics,
    Audience,
    Anyone,
}

/// One reception that a sentence tells of.
#[derive(Debug)]
pub struct Reception {
    pub scale: Scale,
    pub grades: u8,
    pub by: By,
    /// The words of the scale.
    pub tokens: Range<usize>,
    /// The noun or the verb that the words are said of.
    pub head: usize,
    /// Only some reviews are meant, or the first ones: others may differ.
    pub partly: bool,
}

/// A grade, the tokens that give it, and whether it is of a part only.
type Graded = (Scale, u8, Range<usize>, bool);

/// Every reception that the sentence tells of.
pub fn read(words: &Words) -> Vec<Reception> {
    let mut out: Vec<Reception> = Vec::new();
    for i in 0..words.len() {
        let of = Receptions::of(words.lemma(i));
        let boxed = words.fold(i) == "box" && words.fold(i + 1 + usize::from(words.fold(i + 1) == "-")) == "office";
        if !of.any() && !boxed && !matches!(words.lemma(i), "fail" | "succeed") {
            continue;
        }
        let mut add = |found: Option<Graded>| {
            let Some((scale, grades, tokens, part)) = found else { return };
            if out.iter().any(|r| r.scale == scale && r.tokens.start < tokens.end && tokens.start < r.tokens.end) {
                return;
            }
            let partly = part || partly(words, tokens.start.min(i), tokens.end.max(i + 1));
            out.push(Reception { scale, grades, by: by(words, &tokens, i), tokens, head: i, partly });
        };
        let reviews = |g: Option<(u8, Range<usize>)>, part: bool| g.map(|(g, at)| (Scale::Reviews, g, at, part));
        if of.has(Word::Report) || of.has(Word::Answer) {
            let graded = before(words, i).or_else(|| after(words, i));
            // one review is one critic's
            let one = words.fold(i) == "review";
            add(reviews(graded.filter(|(_, at)| of.has(Word::Report) || gotten(words, at.start)), one));
        }
        if Word::Acclaim.has(words.fold(i)) && gotten(words, i) && !less(words, i) {
            let widely = Word::Critic.has(words.fold(i.wrapping_sub(1)));
            add(reviews(Some((if widely { GOOD } else { PRAISE }, i..i + 1)), false));
        }
        add(verb(words, i, of));
        made(words, i, of).into_iter().for_each(|m| add(Some(m)));
        if boxed {
            add(takings(words, i).map(|(g, at)| (Scale::Takings, g, at, false)));
        }
    }
    out
}

fn grade(words: &Words, i: usize) -> u8 {
    let of = Receptions::of(words.fold(i));
    match () {
        () if of.has(Word::Good) || of.has(Word::Strong) => GOOD,
        () if of.has(Word::Mixed) => MIXED,
        () if of.has(Word::Bad) => BAD,
        () => 0,
    }
}

fn adverb(words: &Words, i: usize) -> u8 {
    let of = Receptions::of(words.fold(i));
    match () {
        () if of.has(Word::Well) => GOOD,
        () if of.has(Word::Middlingly) => MIXED,
        () if of.has(Word::Ill) => BAD,
        () => 0,
    }
}

/// The word has a place on a scale.
pub fn scaled(words: &Words, i: usize) -> bool {
    let of = Receptions::of(words.lemma(i));
    let lemmas = [Word::Praised, Word::Panned, Word::Liked, Word::Disliked, Word::Success, Word::Failure];
    let made = matches!(words.lemma(i), "fail" | "succeed");
    grade(words, i) > 0 || adverb(words, i) > 0 || made || lemmas.iter().any(|v| of.has(*v))
}

/// “less positive”, “hardly favourable”
fn less(words: &Words, i: usize) -> bool {
    (i.saturating_sub(2)..i).any(|k| Word::Less.has(words.fold(k)))
}

/// “generally mixed to positive reviews”.
fn before(words: &Words, noun: usize) -> Option<(u8, Range<usize>)> {
    let mut seen = 0;
    let mut from = noun;
    let answer = Word::Answer.has(words.lemma(noun));
    for k in (noun.saturating_sub(REACH)..noun).rev() {
        match grade(words, k) {
            0 if joins(words, k) || Word::Critic.has(words.lemma(k)) || matches!(words.fold(k), "film" | "music" | "initial") => {}
            0 => break,
            _ if Word::Less.has(words.fold(k.wrapping_sub(1))) => return None,
            _ if answer && Word::Strong.has(words.fold(k)) => return None,
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
        || matches!(folded, "most" | "overwhelming")
}

/// Both good and bad is mixed.
fn settle(seen: u8) -> u8 {
    if seen & GOOD > 0 && seen & BAD > 0 { MIXED } else { seen }
}

/// Somebody comes by what stands at token `at`: “was met with”, “released to”.
fn gotten(words: &Words, at: usize) -> bool {
    let near = (at.saturating_sub(REACH)..at).rev().take_while(|k| !matches!(words.fold(*k), "," | ";" | ":" | "("));
    near.into_iter().any(|k| Word::Getting.has(words.lemma(k)))
}

/// “was poorly received by the press”, “was rated positively”, “was panned”.
fn verb(words: &Words, i: usize, of: Receptions) -> Option<Graded> {
    let own = [(Word::Praised, PRAISE), (Word::Panned, BAD), (Word::Liked, GOOD), (Word::Disliked, BAD)];
    let own = own.iter().find(|(w, _)| of.has(*w)).map(|(_, g)| *g);
    if !words.fold(i).ends_with("ed") || own.is_none() && !of.has(Word::Judged) {
        return None;
    }
    // “well-received”
    let aside = |k: usize| k - usize::from(k > 0 && words.fold(k - 1) == "-");
    let ahead = aside(i).checked_sub(1).filter(|k| adverb(words, *k) > 0);
    let behind = (i + 1..i + 4).find(|k| !joins(words, *k) || adverb(words, *k) > 0);
    let behind = behind.filter(|k| adverb(words, *k) > 0 || grade(words, *k) > 0 && words.lemma(i) != "receive");
    let passive = (aside(i).saturating_sub(5)..i).rev().take_while(|k| !stops(words, *k)).any(|k| links(words.fold(k)));
    let (grades, tokens) = match (own, ahead, behind) {
        (Some(g), ..) => (g, i..i + 1),
        (None, Some(k), _) => (adverb(words, k), k..i + 1),
        (None, None, Some(k)) => (adverb(words, k) | grade(words, k), i..k + 1),
        _ => return None,
    };
    // what follows is no thing that is so received, and who did it are critics or anyone
    let next = words.tokens.get(tokens.end);
    let bare = next.is_none_or(|t| !t.content() || t.is_number() || words.fold(tokens.end).ends_with("ly"));
    if !passive || !bare || less(words, tokens.start) {
        return None;
    }
    let doers = doers(words, tokens.end);
    let liked = of.has(Word::Liked) || of.has(Word::Disliked);
    let critics = (tokens.start.saturating_sub(2)..tokens.start).any(|k| Word::Critic.has(words.fold(k)));
    let known = match &doers {
        Some(d) => d.clone().any(|k| Word::Critic.has(words.lemma(k)) || Word::Audience.has(words.lemma(k))),
        None => !liked && (!of.has(Word::Praised) || critics || words.fold(tokens.start - 1).ends_with("ly")),
    };
    let some = doers.is_some_and(|mut d| d.any(|k| Word::Part.has(words.fold(k))));
    let side = (tokens.end..tokens.end + 5).any(|k| words.fold(k) == "for") && own.is_some();
    Some((Scale::Reviews, grades, tokens, some || side || !known))
}

/// The tokens after “by” that tell who did it.
fn doers(words: &Words, from: usize) -> Option<Range<usize>> {
    let by = (from..from + 4).take_while(|k| !stops(words, *k)).find(|k| words.fold(*k) == "by")?;
    let end = (by + 1..by + 7).take_while(|k| *k < words.len() && !stops(words, *k)).last()? + 1;
    Some(by + 1..end)
}

fn stops(words: &Words, k: usize) -> bool {
    matches!(words.fold(k), "," | ";" | ":" | "but" | "." | "(" | ")" | "which" | "who" | "that")
}

/// “a critical and commercial success”, “commercially successful”, “failed commercially”.
fn made(words: &Words, i: usize, of: Receptions) -> Vec<Graded> {
    let verb = match words.lemma(i) {
        "fail" => BAD,
        "succeed" => GOOD,
        _ => 0,
    };
    let grade = match () {
        () if of.has(Word::Success) => GOOD,
        () if of.has(Word::Failure) => BAD,
        () => verb,
    };
    if grade == 0 {
        return Vec::new();
    }
    let sort = |k: usize| match words.fold(k) {
        "critical" | "critically" => Some(Scale::Reviews),
        folded if Word::Commercial.has(folded) => Some(Scale::Takings),
        _ => None,
    };
    let back = (i.saturating_sub(5)..i).rev().take_while(|k| sort(*k).is_some() || joins(words, *k) || Word::Sized.has(words.fold(*k)));
    let behind = (i + 1..i + 2).filter(|k| words.fold(*k).ends_with("ly"));
    let all: Vec<usize> = back.chain(behind).filter(|k| sort(*k).is_some()).collect();
    // “the least successful”, “a lesser success”
    let from = all.iter().min().copied().unwrap_or(i).min(i);
    if less(words, from) || less(words, i) {
        return Vec::new();
    }
    all.iter().filter_map(|k| sort(*k).map(|s| (s, grade, i..i + 1, false))).collect()
}

/// “a success at the box office”, “a box office bomb”, “flopped at the box office”.
fn takings(words: &Words, at: usize) -> Option<(u8, Range<usize>)> {
    let stop = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "but" | ".");
    let ahead = (at + 2..words.len().min(at + 5)).take_while(|k| !stop(k));
    let back = (at.saturating_sub(5)..at).rev().take_while(|k| !stop(k));
    let mut found = ahead.chain(back).filter_map(|k| {
        let of = Receptions::of(words.lemma(k));
        let grade = if of.has(Word::Success) {
            GOOD
        } else if of.has(Word::Failure) {
            BAD
        } else {
            0
        };
        (grade > 0).then_some((grade, k..k + 1))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn by(words: &Words, tokens: &Range<usize>, head: usize) -> By {
    let stop = |k: &usize| matches!(words.fold(*k), "," | ";" | ":" | "but" | "while" | "(" | ".");
    let back = (tokens.start.min(head).saturating_sub(REACH)..head).rev().take_while(|k| !stop(k));
    let ahead = (tokens.end.max(head + 1)..words.len().min(head + REACH)).take_while(|k| !stop(k));
    let near: Vec<usize> = back.chain(ahead).collect();
    let any = |g: Word| near.iter().any(|k| g.has(words.lemma(*k)));
    match (any(Word::Critic), any(Word::Audience)) {
        (true, false) => By::Critics,
        (false, true) => By::Audience,
        _ => By::Anyone,
    }
}

/// “some positive reviews”, “a number of negative reviews”, “initially met with”.
fn partly(words: &Words, from: usize, to: usize) -> bool {
    let stop = |k: &usize| matches!(words.fold(*k), ";" | ":");
    let back = (from.saturating_sub(PARTS.0)..from).rev().take_while(|k| !stop(k));
    let ahead = (to..words.len().min(to + PARTS.1))
        .take_while(|k| !stop(k) && !matches!(words.fold(*k), "," | "with" | "and" | "although" | "who"));
    back.chain(ahead).any(|k| Word::Part.has(words.fold(k)))
}
