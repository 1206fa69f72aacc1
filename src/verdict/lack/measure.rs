//! How many, and more or less than what.

use super::{ENOUGH, Fit, Operator, next_content, operator, span_of};
use crate::evidence::Facts;
use crate::language::{Words, lexicon};

impl Fit<'_> {
    /// A quantifier of the claim that the sentence does not have on the same thing, or has a weaker one.
    pub(super) fn quantifier(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let all = |facts: &Facts| {
            let words = &facts.words;
            let valued = |i: usize| facts.value.get(i) == Some(&true);
            let found = (0..words.len()).filter(|i| !valued(*i)).filter_map(|i| {
                let (len, grade) = lexicon::quantifier(words, i)?;
                let nearly = i.checked_sub(1).is_some_and(|b| matches!(words.fold(b), "almost" | "nearly" | "virtually" | "practically"));
                let idle = matches!(words.fold(i), "both" | "each" | "any" | "certain" | "little" | "part" | "partly" | "no" | "neither");
                (!idle).then(|| (i, next_content(words, i + len), if nearly && grade > 5 { 5 } else { grade }))
            });
            found.collect::<Vec<_>>()
        };
        let (ours, sources) = (all(self.claim), all(self.source()));
        let same = |a: &(usize, Option<usize>, u8), b: &(usize, Option<usize>, u8)| {
            // “most of them are in the north”, “they are mostly in the north”
            let adverb = |words: &Words, i: usize| words.fold(i).ends_with("ly");
            let share = a.2 == b.2 && a.2 == 5 && (adverb(mine, a.0) || adverb(theirs, b.0));
            self.at(a.0) == Some(b.0) || self.alike(a.1, b.1) || self.in_place(a.0, b.0) || share
        };
        let follows = |note: u8, source: u8| note == source || source > note && note >= 4;
        let unmet = ours.iter().filter(|a| !self.mine_told(a.0)).any(|a| {
            let mut here = sources.iter().filter(|b| same(a, b)).peekable();
            if here.peek().is_none() { a.2 != 2 && a.2 != 4 || mine.fold(a.0) == "half" } else { !here.any(|b| follows(a.2, b.2)) }
        });
        let region = self.region();
        // “some members”, “one of the largest” for members and the largest
        let dropped = sources.iter().filter(|b| !self.theirs_told(b.0)).any(|b| {
            let noun = b.1.and_then(|j| self.back(j));
            b.2 <= 3 && region.contains(&b.0) && noun.is_some() && !ours.iter().any(|a| same(a, b)) && !self.counted(noun)
        });
        // “only two” says of the figure what the writer thinks of it
        let figure = |i: usize| self.claim.quantities.iter().any(|q| q.tokens.contains(&i) || q.tokens.start == i + 1);
        let only = |words: &Words, i: usize| operator(words.fold(i)) == Some(Operator::Only);
        let lone = (0..mine.len()).any(|i| only(mine, i) && !figure(i))
            && !region.into_iter().any(|j| only(theirs, j) || theirs.fold(j) == "just");
        unmet || dropped || lone
    }

    /// A number or a determiner of the claim's own stands before its noun.
    fn counted(&self, noun: Option<usize>) -> bool {
        noun.is_some_and(|i| self.claim.quantities.iter().any(|q| q.head == Some(i)))
    }

    /// The two tokens stand between the same anchors.
    fn in_place(&self, i: usize, j: usize) -> bool {
        let left = (0..i).rev().find_map(|k| self.at(k).map(|s| (k, s)));
        let right = (i + 1..self.partner.len()).find_map(|k| self.at(k).map(|s| (k, s)));
        let near = left.is_some_and(|l| i - l.0 <= 3) || right.is_some_and(|r| r.0 - i <= 3);
        near && left.is_none_or(|l| l.1 < j && j - l.1 <= 4) && right.is_none_or(|r| j < r.1 && r.1 - j <= 4)
    }

    /// A comparative or superlative of the claim that the sentence does not have.
    pub(super) fn degree(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let valued =
            |i: usize| self.claim.value.get(i) == Some(&true) || self.claim.quantities.iter().any(|q| q.span.overlaps(span_of(mine, i)));
        (0..mine.len()).any(|i| {
            // “most of” is told as a quantifier
            let share = mine.fold(i) == "most" && mine.fold(i + 1) == "of";
            let Some(grade) = degree(mine, i).filter(|_| !share && !valued(i) && !self.mine_told(i)) else { return false };
            let met = (0..theirs.len()).any(|j| {
                let word = theirs.fold(j) == mine.fold(i) || self.view.like.at(i, j) >= ENOUGH;
                degree(theirs, j) == Some(grade)
                    && (word
                        || matches!(operator(theirs.fold(j)), Some(Operator::More | Operator::Most)) && operator(mine.fold(i)).is_none())
            });
            !met
        }) || self.compared()
    }

    /// “more X than Y”: what stands behind “than” is the same.
    fn compared(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let owned = |i: usize| self.claim.quantities.iter().any(|q| q.span.overlaps(span_of(mine, i)));
        (0..mine.len()).filter(|i| mine.fold(*i) == "than" && !owned(*i)).any(|i| {
            let after = next_content(mine, i + 1);
            let mut others = (0..theirs.len()).filter(|j| theirs.fold(*j) == "than");
            !others.any(|j| self.alike(after, next_content(theirs, j + 1)))
        })
    }
}

/// More, less, most or least: by a word or by an ending.
fn degree(words: &Words, i: usize) -> Option<Operator> {
    if let Some(o) = operator(words.fold(i)).filter(|o| matches!(o, Operator::More | Operator::Less | Operator::Most | Operator::Least)) {
        return Some(o);
    }
    let (fold, lemma) = (words.fold(i), words.lemma(i));
    if fold == lemma || words.tokens.get(i).is_none_or(|t| !t.is_word() || t.capital) {
        return None;
    }
    match fold {
        "better" | "worse" => Some(Operator::More),
        "best" | "worst" => Some(Operator::Most),
        _ if fold.ends_with("est") => Some(Operator::Most),
        _ if fold.ends_with("er") && !lemma.ends_with("er") => Some(Operator::More),
        _ => None,
    }
}
