//! Two things compared: “A is larger than B” beside “B is larger than A”, “lags behind B” beside “is comparable to B”.

use super::super::difference::{Difference, Slot};
use super::super::view::View;
use super::beside::{Beside, denials, links};
use super::matter::{Bar, NEAR};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon;
use std::ops::Range;

/// Tokens on either side of a comparison that may name what is compared.
const REACH: usize = 9;

/// What a free sentence that tells of the matter alone must say of the claim.
const BAR: Bar = Bar { full: 0.7, own: 0.3, lead: NEAR };

/// How the first thing stands to the second.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
    Above,
    Equal,
    Below,
}

/// One comparison of a sentence.
#[derive(Clone, Debug)]
struct Compared {
    standing: Standing,
    /// The words that compare.
    cue: Range<usize>,
    /// What is compared, and with what: content tokens.
    first: Vec<usize>,
    second: Vec<usize>,
    /// The token of the scale: “large” of “larger than”; `None` for “lags behind”.
    scale: Option<usize>,
}

pub fn find(b: &Beside) -> Option<Difference> {
    if !denials(b.claim).is_empty() || b.denied() {
        return None;
    }
    let mine = compared(b.claim)?;
    let theirs = compared(b.source)?;
    let standing = relation(b.view, b.claim, &mine, &theirs)?;
    let apart = |i: usize| mine.cue.contains(&i) || mine.second.contains(&i);
    let said = || b.said_to(0.85, 0.55, apart) || b.alone(&BAR, |i| mine.cue.contains(&i), |v| compared(&v.facts).is_some());
    if standing == mine.standing || b.guarded() || elsewhere(b, &mine) || !said() {
        return None;
    }
    let whole = |f: &Facts, c: &Compared| {
        let end = c.second.last().map_or(c.cue.end, |e| e + 1);
        let from = if c.first.first().is_some_and(|f| *f > c.cue.start) {
            c.cue.start
        } else {
            c.first.last().copied().unwrap_or(c.cue.start).min(c.cue.start)
        };
        f.words.cover(from, end)
    };
    let (claimed, found) = (whole(b.claim, &mine), whole(b.source, &theirs));
    Some(Difference { slot: Slot::Opposite, rule: "comparison-conflict", claimed, found, replaceable: false })
}

/// How the claim's first thing stands to its second, by what the source says; `None` where it compares other things or on another scale.
fn relation(view: &View, claim: &Facts, mine: &Compared, theirs: &Compared) -> Option<Standing> {
    let scale = match (mine.scale, theirs.scale) {
        (Some(i), Some(j)) => {
            let (x, y) = (claim.words.lemma(i), view.facts.words.lemma(j));
            if x == y || lexicon::same_side(x, y) || view.like.at(i, j) >= 0.9 {
                1
            } else if lexicon::antonyms(x, y).is_some() {
                -1
            } else {
                return None;
            }
        }
        (None, None) => 1,
        _ => return None,
    };
    let all = |xs: &[usize], ys: &[usize]| !xs.is_empty() && xs.iter().all(|i| ys.iter().any(|j| view.like.at(*i, *j) >= 0.75));
    // “they are older than the planet”: who they are stands before
    let before = theirs.first.is_empty() && mine.first.iter().all(|i| view.coverage.found.get(*i).is_some_and(|f| *f >= 0.75));
    // “the new act is broader than …” beside “the new law, the Harbour Act, is broader than …”
    let last = || {
        let head = mine.first.last().is_some_and(|i| theirs.first.iter().any(|j| view.like.at(*i, *j) >= 0.9));
        let elsewhere: Vec<usize> = (0..view.facts.words.len()).filter(|j| !theirs.second.contains(j)).collect();
        head && most(view, &mine.first, &elsewhere)
    };
    let kept = all(&mine.second, &theirs.second)
        && !all(&mine.second, &theirs.first)
        && (before || most(view, &mine.first, &theirs.first) || last());
    let swapped = all(&mine.second, &theirs.first) && most(view, &mine.first, &theirs.second) && !all(&mine.second, &theirs.second);
    let turn = |s: Standing| match s {
        Standing::Above => Standing::Below,
        Standing::Below => Standing::Above,
        Standing::Equal => Standing::Equal,
    };
    let theirs_as_mine = if scale < 0 { turn(theirs.standing) } else { theirs.standing };
    match (kept, swapped) {
        (true, false) => Some(theirs_as_mine),
        (false, true) => Some(turn(theirs_as_mine)),
        _ => None,
    }
}

/// Most of the words of one side are words of the other.
fn most(view: &View, xs: &[usize], ys: &[usize]) -> bool {
    let found = xs.iter().filter(|i| ys.iter().any(|j| view.like.at(**i, *j) >= 0.75)).count();
    found > 0 && found * 10 >= xs.len() * 6
}

/// The claim's word `at` compares; both sides compare the same two things, and what is compared changes place along with the word that compares: “A is larger
/// than B”, “B is smaller than A”.
pub fn turned_round(view: &View, claim: &Facts, at: usize) -> bool {
    let (Some(mine), Some(theirs)) = (compared(claim), compared(&view.facts)) else { return false };
    mine.cue.contains(&at) && relation(view, claim, &mine, &theirs).is_some_and(|s| s == mine.standing)
}

fn elsewhere(b: &Beside, mine: &Compared) -> bool {
    let others = b.case.views.iter().filter(|v| v.place() != b.view.place() && v.coverage.own >= 0.6);
    others.into_iter().any(|v| compared(&v.facts).is_some_and(|c| c.standing == mine.standing))
}

/// The first comparison of a sentence whose sides can be told.
fn compared(facts: &Facts) -> Option<Compared> {
    let words = &facts.words;
    (0..words.len()).find_map(|i| than(facts, i).or_else(|| verbal(facts, i)))
}

/// “more as A than as B”, “A is larger than B”, “more A than B”. Not a number: “more than 40”.
fn than(facts: &Facts, i: usize) -> Option<Compared> {
    let words = &facts.words;
    let (standing, scale) = comparative(words, i)?;
    let than = (i + 1..words.len().min(i + REACH)).find(|k| words.fold(*k) == "than")?;
    if facts.value.get(than + 1).copied().unwrap_or(true) {
        return None;
    }
    let second = content(facts, than + 1..clause_end(words, than + 1));
    let between = content(facts, i + 1..than);
    let first = if between.is_empty() || scale.is_some_and(|s| s > i) && between.len() == 1 {
        content(facts, clause_start(words, i)..i)
    } else {
        between
    };
    let first: Vec<usize> =
        first.into_iter().filter(|k| Some(*k) != scale && !matches!(words.fold(*k), "bit" | "little" | "far")).collect();
    let pronoun = matches!(words.fold(clause_start(words, i)), "they" | "it" | "he" | "she" | "these")
        || (0..2).any(|k| matches!(words.fold(k), "they" | "it"));
    (!second.is_empty() && (!first.is_empty() || pronoun)).then_some(Compared { standing, cue: i..than + 1, first, second, scale })
}

/// “larger”, “more”, “less”: the standing, and the token of the scale (“more expensive”: the next).
fn comparative(words: &Words, i: usize) -> Option<(Standing, Option<usize>)> {
    let fold = words.fold(i);
    let next = (i + 1..i + 2).find(|k| words.tokens.get(*k).is_some_and(|t| t.content() && t.is_word()) && words.fold(k + 1) == "than");
    match fold {
        "more" | "rather" => Some((Standing::Above, next)),
        "less" | "fewer" => Some((Standing::Below, next)),
        _ if fold.ends_with("er")
            && words.lemma(i) != fold
            && words.tokens.get(i).is_some_and(|t| !t.capital)
            && words.fold(i + 1) == "than" =>
        {
            Some((Standing::Above, Some(i)))
        }
        _ => None,
    }
}

/// “lags behind”, “outnumbers”, “is comparable to”.
fn verbal(facts: &Facts, i: usize) -> Option<Compared> {
    let words = &facts.words;
    let next = |k: usize| words.fold(i + k);
    let (standing, len) = match words.lemma(i) {
        "exceed" | "surpass" | "outnumber" | "outstrip" | "outperform" | "outpace" | "outweigh" | "dwarf" => (Standing::Above, 1),
        "lag" | "trail" | "fall" if next(1) == "behind" => (Standing::Below, 2),
        "lag" | "fall" if next(2) == "behind" => (Standing::Below, 3),
        "ahead" if next(1) == "of" => (Standing::Above, 2),
        "short" if next(1) == "of" => (Standing::Below, 2),
        "comparable" | "equal" | "equivalent" | "similar" if matches!(next(1), "to" | "with") => (Standing::Equal, 2),
        "par" if next(1) == "with" => (Standing::Equal, 2),
        "superior" if next(1) == "to" => (Standing::Above, 2),
        "inferior" if next(1) == "to" => (Standing::Below, 2),
        _ => return None,
    };
    // “exceeded by”: the sides change places; left alone
    if facts.value.get(i + len).copied().unwrap_or(true)
        || next(1) == "by"
        || ["was", "were", "been", "be"].contains(&words.fold(i.wrapping_sub(1))) && len == 1
    {
        return None;
    }
    let first = content(facts, clause_start(words, i)..i);
    let second = content(facts, i + len..clause_end(words, i + len));
    (!first.is_empty() && !second.is_empty()).then_some(Compared { standing, cue: i..i + len, first, second, scale: None })
}

/// The content words of a range that are not part of a value.
fn content(facts: &Facts, range: Range<usize>) -> Vec<usize> {
    let idle = |k: usize| matches!(facts.words.fold(k), "according" | "actually" | "despite" | "bit" | "good" | "much" | "far");
    range.filter(|k| facts.about(*k) && !idle(*k)).collect()
}

fn clause_end(words: &Words, from: usize) -> usize {
    (from..words.len().min(from + REACH))
        .find(|k| matches!(words.fold(*k), "," | ";" | ":" | "." | "(" | "but" | "when" | "in" | "at" | "on" | "during" | "because"))
        .unwrap_or(words.len().min(from + REACH))
}

fn clause_start(words: &Words, to: usize) -> usize {
    (to.saturating_sub(REACH)..to)
        .rev()
        // “The new law, the Harbour Act, is broader”: put in between
        .find(|k| matches!(words.fold(*k), "," | ";" | ":" | "(" | "but" | "that") && !(words.fold(*k) == "," && links(words.fold(k + 1))))
        .map_or(to.saturating_sub(REACH), |k| k + 1)
}
