//! Expressions of several words that say the same.

use crate::evidence::Facts;
use crate::language::lexicon::{self, Expression};
use crate::language::{Token, Words};

/// Lets the words of a claim's expression stand for those of the source's that says the same, where they stand for nothing yet.
/// The tokens of both that belong to such expressions.
pub(super) fn told(claim: &Facts, source: &Facts, partner: &mut [Option<usize>], taken: &mut [bool]) -> (Vec<bool>, Vec<bool>) {
    let (mine, theirs) = (claim.expressions(), source);
    let (claim, source) = (&claim.words, &source.words);
    let mut told = (vec![false; claim.len()], vec![false; source.len()]);
    let content = |words: &Words, i: &usize| words.tokens.get(*i).is_some_and(Token::content);
    let open = |e: &Expression, partner: &[Option<usize>]| {
        let all = e.tokens.iter().any(|i| content(claim, i));
        e.tokens.iter().any(|i| partner.get(*i) == Some(&None) && (content(claim, i) || !all))
    };
    let mut mine: Vec<&Expression> = mine.iter().filter(|e| open(e, partner) && plain(claim, e)).collect();
    if mine.is_empty() {
        return told;
    }
    // longer ones first: “no easy matter” before “matter”
    mine.sort_by_key(|e| std::cmp::Reverse(e.tokens.len()));
    let theirs = theirs.expressions();
    for e in &mine {
        if !open(e, partner) {
            continue;
        }
        // all of it is free: what stands for another word of the claim is not said twice
        let unsaid = |f: &Expression| {
            let telling = f.tokens.iter().any(|j| content(source, j));
            // “line” of “red line” and of “bottom line”
            let own = |j: &usize| e.tokens.len() > 1 && e.tokens.iter().any(|i| partner.get(*i) == Some(&Some(*j)));
            f.tokens.iter().all(|j| taken.get(*j) == Some(&false) || telling && !content(source, j) || own(j))
        };
        let free = |f: &&Expression| f.line == e.line && plain(source, f) && unsaid(f) && (hedged(claim, e) || !hedged(source, f));
        let Some(f) = theirs.iter().filter(free).max_by_key(|f| f.tokens.len()) else { continue };
        let Some(j) = f.tokens.iter().find(|j| content(source, j)).or(f.tokens.first()).copied() else { continue };
        for i in &e.tokens {
            if let Some(p @ None) = partner.get_mut(*i) {
                *p = content(claim, i).then_some(j);
            }
            told.0[*i] = true;
        }
        for k in &f.tokens {
            taken[*k] = true;
            told.1[*k] = true;
        }
    }
    told
}

/// A word of the expression hedges: what is only hoped or expected is not so.
fn hedged(words: &Words, e: &Expression) -> bool {
    e.tokens.iter().any(|i| lexicon::certainty(words, *i).is_some())
}

/// The most words of a claim that stand for narrower ones.
const BROADER: usize = 2;

/// Lets a word of the claim stand for a narrower one of the source.
pub(super) fn broader(claim: &Facts, source: &Facts, partner: &mut [Option<usize>], taken: &mut [bool]) {
    let common = |facts: &Facts, k: usize| facts.about(k) && facts.words.tokens.get(k).is_some_and(|t| !t.capital);
    let mut most = BROADER;
    for i in (0..claim.words.len()).filter(|i| common(claim, *i)) {
        if partner.get(i) != Some(&None) || most == 0 {
            continue;
        }
        let fits = |j: &usize| {
            let (Some(a), Some(b)) = (claim.words.tokens.get(i), source.words.tokens.get(*j)) else { return false };
            let sorts = lexicon::sort_of(claim.words.lemma(i)).zip(lexicon::sort_of(source.words.lemma(*j)));
            taken.get(*j) == Some(&false)
                && common(source, *j)
                && lexicon::is_broader(b.key, a.key)
                && lexicon::opposed_keys(a.key, b.key).is_none()
                && !sorts.is_some_and(|(x, y)| x.excludes(y))
        };
        let Some(j) = (0..source.words.len()).find(fits) else { continue };
        partner[i] = Some(j);
        taken[j] = true;
        most -= 1;
    }
}

/// No name: a word with a capital inside the sentence says what the table says only as an abbreviation, or among others.
fn plain(words: &Words, e: &Expression) -> bool {
    let name = |i: &usize| *i > 0 && words.tokens.get(*i).is_some_and(|t| t.capital && !t.upper);
    e.tokens.len() > 1 || !e.tokens.iter().any(name)
}
