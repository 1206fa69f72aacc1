//! Differences of words between two anchors of a near-copy: negation, opposites, quantifiers, modality.

use super::difference::{Difference, Pair, Slot};
use super::{figure, parallel, stronger, word};
use crate::evidence::{Alignment, Facts};
use crate::language::lexicon::{self, Group, Opposition};
use crate::language::{Token, Words};
use crate::mention::polarity::NegationKind;
use std::ops::Range;

/// A stretch of unmatched tokens on both sides between two neighbouring anchors.
pub struct Gap {
    pub claim: Range<usize>,
    pub source: Range<usize>,
    /// An anchor stands on the left / on the right.
    pub left: bool,
    pub right: bool,
}

/// Share of the claim's words in order from which on a negation is taken to be of the same predicate.
const CLOSE: f32 = 0.8;
/// Longest stretch, in tokens, in which a changed word is taken to be *the* change.
const SHORT: usize = 5;

pub fn differences(pair: &Pair) -> Vec<Difference> {
    let mut out = Vec::new();
    let (mine, theirs) = loose(pair);
    let negated_elsewhere = mine + theirs > 0;
    // “found no cracks”, “did not find any”: one negation in another place; “perhaps all”: the note does not insist
    let moved = mine > 0 && theirs > 0;
    if softened(pair) {
        return out;
    }
    for gap in gaps(pair) {
        if let Some(d) = only(pair, &gap) {
            out.push(d);
            continue;
        }
        if gap.claim.len() > SHORT || gap.source.len() > SHORT || !(gap.left || gap.right) {
            continue;
        }
        if let Some(d) = stronger::quantifier(pair, &gap).filter(|_| whole(pair, &gap, mine + theirs)) {
            out.push(d);
            continue;
        }
        let flipped = if moved { None } else { negation(pair, &gap) };
        let opposite = if negated_elsewhere { None } else { opposite(pair, &gap) };
        match (opposite, flipped) {
            // “did not fall” for “rose”: two changes that cancel out
            (Some(_), Some(_)) => {}
            (Some(d), None) | (None, Some(d)) => out.push(d),
            (None, None) if !negated_elsewhere => out.extend(stronger::statement(pair, &gap)),
            (None, None) => {}
        }
    }
    out
}

/// “Is just a copy” beside “is not just a copy”: the one says that there is more, the other that there is not.
fn only(pair: &Pair, gap: &Gap) -> Option<Difference> {
    let (a, b) = (&pair.claim.words, &pair.source.words);
    let (i, j) = (gap.claim.end, gap.source.end);
    let limits = |w: &Words, k: usize| matches!(w.fold(k), "only" | "just" | "merely" | "simply" | "solely");
    let bare = |w: &Words, r: &Range<usize>| match r.len() {
        0 => true,
        1 => w.fold(r.start) == "can",
        _ => false,
    };
    let denied = |w: &Words, r: &Range<usize>| r.len() == 1 && matches!(w.fold(r.start), "not" | "n't" | "cannot");
    let turned = denied(a, &gap.claim) && bare(b, &gap.source) || bare(a, &gap.claim) && denied(b, &gap.source);
    // “not just X but Y”: what is set beside it must be on both sides too
    if !turned || !gap.right || !gap.left || !limits(a, i) || a.fold(i) != b.fold(j) || pair.alignment.ordered < CLOSE {
        return None;
    }
    let claimed = around(pair.claim, &gap.claim);
    let found = around(pair.source, &gap.source);
    Some(Difference {
        slot: Slot::Negation,
        rule: "negation-conflict",
        claimed: a.cover(claimed.start, claimed.end),
        found: b.cover(found.start, found.end),
        replaceable: false,
    })
}

/// The gap holds every negation that the other side does not have: “no” for “every”.
fn whole(pair: &Pair, gap: &Gap, loose: usize) -> bool {
    cues(pair.claim, &gap.claim).len() + cues(pair.source, &gap.source).len() >= loose
}

fn gaps(pair: &Pair) -> Vec<Gap> {
    gaps_of(pair.alignment)
}

/// The stretches between the matched words of two sentences.
pub fn gaps_of(a: &Alignment) -> Vec<Gap> {
    let mut out = Vec::new();
    let (mut i, mut j, mut left) = (0, 0, false);
    let matches = a.to_source.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j as usize)));
    for (x, y) in matches {
        if x > i || y > j {
            out.push(Gap { claim: i..x, source: j..y, left, right: true });
        }
        (i, j, left) = (x + 1, y + 1, true);
    }
    if i < a.to_source.len() || j < a.to_claim.len() {
        out.push(Gap { claim: i..a.to_source.len(), source: j..a.to_claim.len(), left, right: false });
    }
    out
}

/// A negation stands on one side of the gap only.
fn negation(pair: &Pair, gap: &Gap) -> Option<Difference> {
    let mine: Vec<usize> = cues(pair.claim, &gap.claim);
    let theirs: Vec<usize> = cues(pair.source, &gap.source);
    if mine.len() % 2 == theirs.len() % 2 || !gap.left || !gap.right || pair.alignment.ordered < CLOSE || excepted(pair) {
        return None;
    }
    // “did not open until May”, “not the silver cup but the kettle”, “avoids offering”
    if !theirs.is_empty() && held(pair) || mine.len() > theirs.len() && word::turned(&pair.source.words, gap.source.start) {
        return None;
    }
    // “does not need much”, “requires little”: less than all on either side
    let less = |w: &Words, j: usize| matches!(w.fold(j), "little" | "few" | "much" | "many");
    if mine.len() > theirs.len()
        && (0..pair.source.words.len()).any(|j| less(&pair.source.words, j) && !pair.alignment.to_claim.get(j).is_some_and(Option::is_some))
    {
        return None;
    }
    // of “a man” another sentence may tell of another man: then every word counts
    if pair.alignment.ordered < word::rest_needed(pair.claim) || word::two(pair.claim, pair.view) {
        return None;
    }
    let passage = pair.document.sentences.len() <= figure::PASSAGE;
    if !word::level(&pair.claim.words, &pair.source.words) || !word::same_subject(pair.claim, pair.view, passage) {
        return None;
    }
    // “he has not”: of whom it is said must be told in the same way
    if parallel::unnamed(pair.claim) && pair.claim.words.fold(0) != pair.source.words.fold(0) {
        return None;
    }
    if word::rest_needed(pair.claim) > 0.9 && !same_event(pair, None, !theirs.is_empty()) {
        return None;
    }
    // what else changed beside the negation must be small words: other content makes it another statement
    let content = |f: &Facts, r: &Range<usize>, cues: &[usize]| {
        r.clone().filter(|k| !cues.contains(k) && f.words.tokens.get(*k).is_some_and(|t| t.content())).count()
    };
    if content(pair.claim, &gap.claim, &mine) > 0 || content(pair.source, &gap.source, &theirs) > 0 {
        return None;
    }
    let claimed = around(pair.claim, &gap.claim);
    let found = around(pair.source, &gap.source);
    Some(Difference {
        slot: Slot::Negation,
        rule: "negation-conflict",
        claimed: pair.claim.words.cover(claimed.start, claimed.end),
        found: pair.source.words.cover(found.start, found.end),
        replaceable: false,
    })
}

/// Where nothing else says which event is told of, each word of the claim must be the source's, no kin of it; and what the source
/// denies must be no more than what the claim says.
fn same_event(pair: &Pair, apart: Option<usize>, denied: bool) -> bool {
    let strong = |i: usize| pair.alignment.to_source.get(i).copied().flatten().is_some_and(|j| pair.view.like.at(i, j as usize) >= 0.9);
    let words = (0..pair.claim.words.len()).filter(|i| Some(*i) != apart && pair.claim.about(*i)).all(strong);
    let cue = |j: usize| pair.source.words.tokens.get(j).is_some_and(|t| pair.source.negations.iter().any(|n| n.cue.contains(t.span)));
    let more = |j: usize| pair.source.about(j) && !cue(j) && pair.alignment.to_claim.get(j).copied().flatten().is_none();
    words && !(denied && (0..pair.source.words.len()).any(more))
}

/// The source's denial holds up to something that the claim does not have, or is set right.
fn held(pair: &Pair) -> bool {
    let words = &pair.source.words;
    let missing = |j: usize| pair.alignment.to_claim.get(j).copied().flatten().is_none();
    pair.source.negations.iter().any(|n| {
        let after = words.tokens.iter().position(|t| t.span.start >= n.cue.end).unwrap_or(words.len());
        let corrected =
            (after..words.len().min(after + 12)).any(|j| missing(j) && words.fold(j) == "but" && words.fold(j.saturating_sub(1)) != ",");
        let limited = (after..words.len()).any(|j| missing(j) && matches!(words.fold(j), "until" | "till" | "unless" | "except"));
        corrected || limited
    })
}

/// How many negations on either side stand for nothing on the other: (claim, source).
pub fn loose(pair: &Pair) -> (usize, usize) {
    let open = |facts: &Facts, matched: &[Option<u32>]| {
        let all = cues(facts, &(0..facts.words.len()));
        all.into_iter().filter(|i| matched.get(*i).copied().flatten().is_none()).count()
    };
    (open(pair.claim, &pair.alignment.to_source), open(pair.source, &pair.alignment.to_claim))
}

/// The claim hedges where the source does not: weaker than the source is fine.
pub fn softened(pair: &Pair) -> bool {
    softened_in(pair, 0)
}

/// The same for the claim's tokens from `from` on.
pub fn softened_in(pair: &Pair, from: usize) -> bool {
    let words = &pair.claim.words;
    (from..words.len()).any(|i| {
        let unmatched = pair.alignment.to_source.get(i).copied().flatten().is_none();
        unmatched
            && words.tokens.get(i).is_some_and(|t| !t.stop)
            && !undertaking(words, i)
            && lexicon::certainty(words, i).is_some_and(|(_, c)| c <= 3)
    })
}

/// “Projects” as a noun: nothing is foreseen.
fn undertaking(words: &Words, i: usize) -> bool {
    let ends =
        matches!(words.fold(i + 1), "" | "." | "," | ";" | ":" | ")" | "of" | "in" | "for" | "on" | "and" | "or" | "with" | "to" | "at");
    words.lemma(i) == "project" && (ends || word::links(words.fold(i + 1)))
}

/// Token indices of the full and soft negations whose cue lies in the range.
fn cues(facts: &Facts, range: &Range<usize>) -> Vec<usize> {
    let words = &facts.words;
    range
        .clone()
        .filter(|i| {
            words.tokens.get(*i).is_some_and(|t| facts.negations.iter().any(|n| n.kind != NegationKind::Lexical && n.cue.contains(t.span)))
        })
        .collect()
}

/// The claim makes an exception (“elsewhere”, “except”) or tells of a belief: its negation is not the source's.
pub fn excepted(pair: &Pair) -> bool {
    let words = &pair.claim.words;
    // “not in Dublin but in Lisbon” sets right what somebody else said
    let corrects = pair.claim.negations.iter().any(|n| {
        let after = words.tokens.iter().position(|t| t.span.start >= n.cue.end).unwrap_or(words.len());
        (after..words.len().min(after + 12)).any(|i| words.fold(i) == "but" && words.fold(i.saturating_sub(1)) != ",")
    });
    if corrects {
        return true;
    }
    (0..words.len()).any(|i| {
        let unmatched = pair.alignment.to_source.get(i).copied().flatten().is_none();
        // “less than elsewhere” only compares
        let compared = i > 0 && words.fold(i - 1) == "than";
        // “her second call was cut off, too”: one more than the source's
        let further = words.fold(i) == "too" && words.tokens.get(i + 1).is_none_or(|t| !t.is_word());
        unmatched && (further || !compared && words.lemma_is(i, Group::Exception)) || words.lemma_is(i, Group::Hearsay)
    })
}

/// The gap with the anchor on either side: “is not expected” beside “is expected”.
fn around(facts: &Facts, gap: &Range<usize>) -> Range<usize> {
    gap.start.saturating_sub(1)..(gap.end + 1).min(facts.words.len())
}

pub fn difference(pair: &Pair, slot: Slot, rule: &'static str, i: usize, j: usize, replaceable: bool) -> Difference {
    Difference { slot, rule, claimed: pair.claim.words.cover(i, i + 1), found: pair.source.words.cover(j, j + 1), replaceable }
}

/// Two words that exclude each other stand in the gap.
fn opposite(pair: &Pair, gap: &Gap) -> Option<Difference> {
    let (a, b) = (&pair.claim.words, &pair.source.words);
    for i in gap.claim.clone() {
        for j in gap.source.clone() {
            let value = pair.claim.value.get(i) == Some(&true) && pair.source.value.get(j) == Some(&true);
            if value && a.is(i, Group::Weekday) && b.is(j, Group::Weekday) && a.fold(i) != b.fold(j) {
                return Some(difference(pair, Slot::Opposite, "date-conflict", i, j, true));
            }
            let (Some(x), Some(y)) = (a.tokens.get(i), b.tokens.get(j)) else { continue };
            let part = value && matches!(a.fold(i), "early" | "late");
            let Some(found) = opposed(x, y).filter(|_| !value || part) else { continue };
            if word::partial(pair.claim, i, pair.source, j) {
                continue;
            }
            let elsewhere = || word::nameless(pair.claim) && word::elsewhere(pair.claim, pair.view, Some((&(i..i + 1), &(j..j + 1))));
            if word::rest_needed(pair.claim) > 0.9 && !same_event(pair, Some(i), false) || elsewhere() {
                continue;
            }
            let strict = found == Opposition::Class && word::is_person(a, i);
            // where the source has the note's word too, the two words speak of different things
            if !said(pair, i) && word::identified(pair.claim, strict) && !word::turned_round(pair.view, pair.claim, i) {
                let order = found == Opposition::Order && a.is(i, Group::Sequence);
                let rule = if order { "order-conflict" } else { "direction-conflict" };
                return Some(difference(pair, Slot::Opposite, rule, i, j, true));
            }
        }
    }
    None
}

/// How two words are opposites, as lemmas or as they stand.
fn opposed(a: &Token, b: &Token) -> Option<Opposition> {
    if !a.may_oppose() || !b.may_oppose() {
        return None;
    }
    lexicon::opposed_keys(a.key, b.key).or_else(|| lexicon::opposed_keys(a.word_key, b.word_key))
}

/// Fewest content words of a passage copied on one side of an opposite.
const PASSAGE: usize = 3;

/// An opposite with a passage copied word for word on one side of it.
pub fn passage(pair: &Pair) -> Option<Difference> {
    if loose(pair) != (0, 0) || softened(pair) || excepted(pair) {
        return None;
    }
    let a = pair.alignment;
    let follows = |i: usize, j: usize| a.to_source.get(i).copied().flatten() == Some(j as u32);
    let copied = |i: usize, j: usize| {
        (0..).take_while(|k| follows(i + k, j + k)).filter(|k| pair.claim.words.tokens.get(i + k).is_some_and(|t| t.content())).count()
    };
    let before = |i: usize, j: usize| {
        (1..=i.min(j))
            .take_while(|k| follows(i - k, j - k))
            .filter(|k| pair.claim.words.tokens.get(i - k).is_some_and(|t| t.content()))
            .count()
    };
    let all = gaps(pair);
    let short = all.iter().filter(|g| g.claim.len() <= SHORT && g.source.len() <= SHORT);
    short
        .filter_map(|gap| {
            let d = opposite(pair, gap)?;
            let beside = copied(gap.claim.end, gap.source.end).max(before(gap.claim.start, gap.source.start));
            (beside >= PASSAGE).then_some(d)
        })
        .next()
}

/// The source's sentence has the claim's word, or one on its side of things, unmatched and not denied.
fn said(pair: &Pair, i: usize) -> bool {
    let Some(word) = pair.claim.words.tokens.get(i) else { return true };
    pair.source.words.tokens.iter().enumerate().any(|(j, t)| {
        let denied = pair.source.negations.iter().any(|n| n.predicate == Some(j));
        let sided = || {
            let both = t.may_oppose() && word.may_oppose();
            both && (lexicon::same_side_keys(t.key, word.key) || lexicon::same_side_keys(word.word_key, t.word_key))
        };
        !denied && pair.alignment.to_claim.get(j).copied().flatten().is_none() && (t.key == word.key || sided())
    })
}

/// A word before a matched noun was exchanged for another that is no kin of it: “the middle farm” for “the upper farm”.
/// Then the claim may speak of another thing of the kind. Opposites, figures, names and quantifiers are changes of their own.
pub fn other_subject(pair: &Pair) -> bool {
    let (a, b) = (&pair.claim.words, &pair.source.words);
    let plain =
        |f: &Facts, i: usize| f.about(i) && f.words.tokens.get(i).is_some_and(|t| !t.capital) && lexicon::quantifier(&f.words, i).is_none();
    gaps(pair).iter().any(|gap| {
        let (Some(i), Some(j)) = (gap.claim.end.checked_sub(1), gap.source.end.checked_sub(1)) else { return false };
        let noun = gap.right && pair.claim.about(gap.claim.end) && pair.source.about(gap.source.end);
        let swapped = gap.claim.len() == 1 && gap.source.len() == 1 && plain(pair.claim, i) && plain(pair.source, j);
        noun && swapped && determined(a, i) && determined(b, j) && lexicon::antonyms(a.lemma(i), b.lemma(j)).is_none()
    })
}

/// A determiner stands right before token `i`.
fn determined(words: &Words, i: usize) -> bool {
    i.checked_sub(1)
        .is_some_and(|d| matches!(words.fold(d), "the" | "a" | "an" | "this" | "that" | "its" | "their" | "his" | "her" | "our"))
}

/// The two words of an opposite are members of a set (north, south), not ends of a scale.
pub fn exclusive(d: &Difference, note: &str, source: &str) -> bool {
    let word = |text: &str, s: crate::text::Span| {
        let words = Words::new(text, s);
        (words.lemma(0).to_string(), words.fold(0).to_string())
    };
    let (a, b) = (word(note, d.claimed), word(source, d.found));
    lexicon::antonyms(&a.0, &b.0).or_else(|| lexicon::antonyms(&a.1, &b.1)) == Some(Opposition::Class)
}
