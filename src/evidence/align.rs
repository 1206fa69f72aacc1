use super::likeness::Likeness;
use crate::language::{Token, TokenKind, Words};
use crate::mention::Facts;

/// How the tokens of a claim stand to those of a source sentence: an order-keeping matching of equal
/// and kindred words, in which adjacent matches count more than scattered ones.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// For each claim token the source token that it stands for.
    pub to_source: Vec<Option<u32>>,
    /// For each source token the claim token.
    pub to_claim: Vec<Option<u32>>,
    /// Share of the claim's content words (values left out) that are matched in order, 0 to 1.
    pub ordered: f32,
}

/// Two words less alike than this are not lined up.
const ENOUGH: f32 = 0.75;
/// What a match is worth more when the tokens before are matched too.
const RUN: f32 = 0.6;

/// Lines up the tokens of a claim with those of a source sentence, at the cost of the cells of `like`.
pub fn align(facts: &Facts, source: &Words, like: &Likeness) -> Alignment {
    let claim = &facts.words;
    let (n, m) = like.size();
    let mut out = Alignment { to_source: vec![None; claim.len()], to_claim: vec![None; source.len()], ordered: 0.0 };
    if n == 0 || m == 0 {
        return out;
    }
    let worth: Vec<f32> = claim.tokens.iter().take(n).map(worth).collect();
    let width = m + 1;
    // best score up to (i, j), and whether the best path ends there with a match
    let mut score = vec![0.0f32; (n + 1) * width];
    let mut matched = vec![false; (n + 1) * width];
    for i in 1..=n {
        // up to the first match the row is the one before
        let first = (1..=m).find(|j| like.at(i - 1, j - 1) >= ENOUGH).unwrap_or(m + 1);
        score.copy_within((i - 1) * width..(i - 1) * width + first, i * width);
        for j in first..=m {
            let here = i * width + j;
            let mut best = score[here - width].max(score[here - 1]);
            let alike = like.at(i - 1, j - 1);
            if alike >= ENOUGH && claim.tokens[i - 1].kind == source.tokens[j - 1].kind {
                let before = here - width - 1;
                let with = score[before] + worth[i - 1] * alike + if matched[before] { RUN } else { 0.0 };
                if with > best {
                    best = with;
                    matched[here] = true;
                }
            }
            score[here] = best;
        }
    }
    let (mut i, mut j) = (n, m);
    while i > 0 && j > 0 {
        let here = i * width + j;
        if matched[here] {
            out.to_source[i - 1] = Some(j as u32 - 1);
            out.to_claim[j - 1] = Some(i as u32 - 1);
            i -= 1;
            j -= 1;
        } else if score[here] == score[here - 1] {
            // leaving source tokens out first puts a match at the earliest place in the source
            j -= 1;
        } else {
            i -= 1;
        }
    }
    out.ordered = ordered(facts, &out);
    out
}

/// What a matched token is worth: content by its rarity, function words little, marks next to nothing.
fn worth(t: &Token) -> f32 {
    match t.kind {
        TokenKind::Punct => 0.1,
        _ if t.content() => 2.0 + 0.25 * f32::from(t.weight()),
        _ => 0.7,
    }
}

fn ordered(claim: &Facts, a: &Alignment) -> f32 {
    let (mut all, mut hit) = (0u32, 0u32);
    for (i, to) in a.to_source.iter().enumerate() {
        if claim.about(i) {
            all += 1;
            hit += u32::from(to.is_some());
        }
    }
    if all == 0 { 0.0 } else { hit as f32 / all as f32 }
}

impl Alignment {
    /// The nearest matched token left of `at` in the claim: (claim token, source token).
    pub fn left(&self, at: usize) -> Option<(usize, usize)> {
        (0..at.min(self.to_source.len())).rev().find_map(|i| self.to_source[i].map(|j| (i, j as usize)))
    }

    /// The nearest matched token at or right of `at` in the claim.
    pub fn right(&self, at: usize) -> Option<(usize, usize)> {
        (at..self.to_source.len()).find_map(|i| self.to_source[i].map(|j| (i, j as usize)))
    }
}
