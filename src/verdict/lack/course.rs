//! What came before what, who did it to whom, and words in the place of others.

use super::{ENOUGH, Fit, Operator, operator, span_of};
use crate::evidence::Facts;
use crate::language::{TokenKind, Words, lexicon, progressive};
use crate::mention::date::DateMention;
use crate::verdict::reckon;

/// How far behind a verb, in tokens, what it is done to is looked for.
const FAR: usize = 10;

impl Fit<'_> {
    /// “before”, “after”, “until”, “already” of the claim, which the sentence does not have on the same thing.
    pub(super) fn order(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let dated = |i: usize| {
            let span = span_of(mine, i);
            self.claim.dates.iter().any(|d| d.relation_span.is_some_and(|r| r.overlaps(span)) || d.span.overlaps(span))
                || self.claim.quantities.iter().any(|q| q.span.overlaps(span))
        };
        let temporal =
            |words: &Words, i: usize| operator(words.fold(i)).filter(|o| matches!(o, Operator::Before | Operator::After | Operator::Until));
        (0..mine.len()).filter(|i| !self.mine_told(*i)).any(|i| {
            if operator(mine.fold(i)) == Some(Operator::Again) {
                let fold = mine.fold(i);
                return !matches!(fold, "still" | "yet") && !(0..theirs.len()).any(|j| operator(theirs.fold(j)) == Some(Operator::Again));
            }
            let Some(order) = temporal(mine, i).filter(|_| !dated(i) && !self.reckoned(i)) else { return false };
            let ahead = following(mine, i, 3);
            let same = |j: usize| following(theirs, j, 5).iter().any(|b| ahead.iter().any(|a| self.view.like.at(*a, *b) >= ENOUGH));
            !(0..theirs.len()).any(|j| temporal(theirs, j) == Some(order) && same(j))
        })
    }

    /// “Five days after”: the sentence gives both days, so far apart and in this order.
    fn reckoned(&self, i: usize) -> bool {
        let claim = self.claim;
        let Some(k) = claim.quantities.iter().position(|q| q.tokens.end == i) else { return false };
        let [a, b] = self.source().dates.as_slice() else { return false };
        let day = |d: &DateMention| d.start.in_year(2000).filter(|_| d.start.year().is_none()).unwrap_or(d.start).days().map(|d| d.0);
        let far = |d: &DateMention, within: std::ops::Range<usize>| {
            within.filter_map(|c| self.at(c).filter(|_| claim.about(c))).map(|j| j.abs_diff(d.tokens.start)).min().unwrap_or(usize::MAX)
        };
        let before = claim.quantities.get(k).map_or(0, |q| q.tokens.start);
        let (first, second) = if far(a, 0..before) <= far(b, 0..before) { (a, b) } else { (b, a) };
        let later = day(first).zip(day(second)).map(|(x, y)| x > y);
        reckon::follows(claim, k, self.source()) && later == Some(operator(claim.words.fold(i)) == Some(Operator::After))
    }

    /// The words on the two sides of a shared verb changed places.
    pub(super) fn roles(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        (1..mine.len()).any(|i| {
            let Some(j) = self.at(i) else { return false };
            let verb = mine.tokens.get(i).is_some_and(|t| t.is_word() && !t.capital && !t.stop && lexicon::is_verb(t.key))
                || progressive(mine, i, false);
            // “supply chains” in both, “a house built there” beside “a London-built house”: no verb with a subject and an object
            let ahead = mine.tokens.get(i + 1).is_some_and(|t| t.content());
            let compound = ahead && mine.fold(i) == mine.lemma(i) && self.at(i + 1) == Some(j + 1) && theirs.fold(j) == theirs.lemma(j);
            let joined = mine.fold(i - 1) == "-" || j.checked_sub(1).is_some_and(|b| theirs.fold(b) == "-");
            let noun =
                |words: &Words, k: usize| words.fold(k) == words.lemma(k) && k.checked_sub(1).is_some_and(|b| determines(words.fold(b)));
            // “no easy matter” beside “difficult”
            let named = self.mine_told(i) && !theirs.tokens.get(j).is_some_and(|t| lexicon::is_verb(t.key));
            let acts = !named && !noun(mine, i) && !noun(theirs, j);
            verb && acts && !compound && !joined && (self.flipped(i, j, false) || self.flipped(i, j, true))
        })
    }

    /// “A white cat near a black fence” beside “a black cat near a white fence”: of two things each has what is said of the other.
    pub(super) fn attributes(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let plain = |words: &Words, k: usize| words.tokens.get(k).is_some_and(|t| t.content() && t.is_word() && !t.capital);
        let pairs: Vec<(usize, usize)> = (0..mine.len())
            .filter(|i| plain(mine, *i) && plain(mine, i + 1))
            .filter_map(|i| self.at(i).zip(self.at(i + 1)))
            .filter(|(a, n)| a + 1 != *n && plain(theirs, *a) && plain(theirs, *n))
            .collect();
        pairs.iter().any(|p| pairs.iter().any(|q| p.0 + 1 == q.1 && q.0 + 1 == p.1))
    }

    /// The nearest words (`names`: capitalised ones) around claim token `i` and source token `j`, crosswise alike, while the voice is the
    /// same; or the same, while the voice is not.
    fn flipped(&self, i: usize, j: usize, names: bool) -> bool {
        let (mine, theirs) = (self.claim, self.source());
        let fits = |facts: &Facts, k: usize, shared: bool| {
            facts.words.tokens.get(k).is_some_and(|t| t.content() && !t.is_number() && shared && (t.capital || !names))
        };
        let window = if names { 10 } else { 5 };
        let ours = |k: usize| fits(mine, k, self.at(k).is_some());
        let others = |k: usize| fits(theirs, k, (0..mine.words.len()).any(|i| self.view.like.at(i, k) >= ENOUGH));
        let left = |at: usize, words: &Words, ok: &dyn Fn(usize) -> bool| {
            // “Iraq, on the other hand, became …”: a name stands before what is put in between
            let ends = |k: usize| breaks(words, k) && !(names && words.fold(k) == ",");
            (at.saturating_sub(window)..at).rev().take_while(|k| !ends(*k)).find(|k| ok(*k))
        };
        let right = |at: usize, words: &Words, ok: &dyn Fn(usize) -> bool| {
            let first = (at + 1..(at + 1 + window).min(words.len())).take_while(|k| !breaks(words, *k)).find(|k| ok(*k))?;
            // “the old lady”: the noun, not what is said of it
            Some((first..words.len()).take_while(|k| ok(*k)).last().filter(|_| !names).unwrap_or(first))
        };
        let (a, b) = (left(i, &mine.words, &ours), right(i, &mine.words, &ours));
        let (c, d) = (left(j, &theirs.words, &others), right(j, &theirs.words, &others));
        if a.is_none() || b.is_none() || c.is_none() || d.is_none() {
            return false;
        }
        // “is handing money to the buyer”: each does it, and comes after it where the other does
        let later =
            |words: &Words, at: usize| (at + 1..words.len().min(at + 1 + FAR)).take_while(|k| !breaks(words, *k)).collect::<Vec<_>>();
        let exchanged = !self.alike(a, c)
            && later(&mine.words, i).into_iter().any(|k| self.alike(Some(k), c))
            && later(&theirs.words, j).into_iter().any(|k| self.alike(a, Some(k)));
        let straight = self.alike(a, c) && self.alike(b, d) && !self.alike(a, d);
        let voice = passive(&mine.words, i) != passive(&theirs.words, j);
        exchanged && !voice || straight && voice && names
    }

    /// A word of the claim has its opposite in the shared part of the sentence, where that stands for nothing.
    pub(super) fn opposite(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let region = self.region();
        (0..mine.len()).any(|i| {
            let Some(word) = mine.tokens.get(i).filter(|t| t.is_word()) else { return false };
            if self.mine_told(i) || self.at(i).is_some_and(|j| self.view.like.at(i, j) >= 0.95) {
                return false;
            }
            region.clone().any(|j| {
                self.taken.get(j) == Some(&false)
                    && theirs.tokens.get(j).is_some_and(|t| {
                        lexicon::opposed_keys(word.key, t.key).is_some() || lexicon::antonyms(mine.fold(i), theirs.fold(j)).is_some()
                    })
            })
        })
    }

    /// Between two neighbouring anchors stand words on both sides, and none of them for another: one was put in the place of
    /// the other. How often, and how often it may be a verb.
    pub(super) fn swapped(&self) -> (usize, usize) {
        let (mine, theirs) = (self.claim, self.source());
        let ordered = self.view.alignment.to_source.iter().enumerate();
        let anchors = ordered.filter_map(|(i, j)| j.map(|j| (i, j as usize)));
        let telling = |facts: &Facts, k: usize| {
            facts.words.tokens.get(k).is_some_and(|t| {
                t.content() || lexicon::quantifier(&facts.words, k).is_some() || lexicon::certainty(&facts.words, k).is_some()
            }) && facts.value.get(k) != Some(&true)
        };
        let verb = |i: usize| mine.words.tokens.get(i).is_some_and(|t| !t.capital && !t.stop && lexicon::is_verb(t.key));
        let (mut swaps, mut verbs) = (0, 0);
        let mut from = (0, 0);
        for to in anchors.chain([(mine.words.len(), theirs.words.len())]) {
            // how sure the claim is, is asked for by itself
            let says = |i: usize| telling(mine, i) && !self.open(i) && (mine.about(i) || lexicon::quantifier(&mine.words, i).is_some());
            let ours: Vec<usize> = (from.0..to.0).filter(|i| says(*i) && self.at(*i).is_none()).collect();
            let others = (from.1..to.1).filter(|j| telling(theirs, *j) && self.taken.get(*j) == Some(&false)).count();
            let inner = from.0 > 0 || to.0 < mine.words.len();
            let short = to.0 - from.0 <= 4 && to.1.saturating_sub(from.1) <= 4;
            if inner && short && !ours.is_empty() && others > 0 {
                swaps += 1;
                verbs += usize::from(ours.iter().all(|i| verb(*i)));
            }
            from = (to.0 + 1, to.1 + 1);
        }
        (swaps, verbs)
    }
}

/// The next content words behind token `i`, `most` at most.
fn following(words: &Words, i: usize, most: usize) -> Vec<usize> {
    (i + 1..words.len()).filter(|k| words.tokens.get(*k).is_some_and(|t| t.content())).take(most).collect()
}

/// What stands before a noun.
fn determines(word: &str) -> bool {
    matches!(
        word,
        "the" | "a" | "an" | "this" | "that" | "its" | "his" | "her" | "their" | "our" | "my" | "your" | "'s" | "no" | "any" | "some"
    )
}

/// A clause ends at token `k`.
fn breaks(words: &Words, k: usize) -> bool {
    words.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Punct)
        && matches!(words.fold(k), "," | ";" | ":" | "(" | ")" | "." | "?" | "!")
}

/// “was … seen by”, “written by”: the verb at token `i` is passive.
fn passive(words: &Words, i: usize) -> bool {
    let by = (i + 1..(i + 7).min(words.len())).take_while(|k| !breaks(words, *k)).any(|k| words.fold(k) == "by");
    let between =
        |k: &usize| words.fold(*k).ends_with("ly") || matches!(words.fold(*k), "not" | "n't" | "also" | "then" | "been" | "being");
    let before = (i.saturating_sub(4)..i).rev().find(|k| !between(k));
    let be = before.is_some_and(|k| matches!(words.fold(k), "be" | "is" | "are" | "was" | "were" | "get" | "got" | "have" | "has" | "had"))
        && (0..2).any(|d| before.is_some_and(|k| matches!(words.fold(k + d), "be" | "is" | "are" | "was" | "were" | "been" | "being")));
    let participle = words.fold(i) != words.lemma(i) && !words.fold(i).ends_with("ing") && !words.fold(i).ends_with('s');
    participle && (by || be)
}
