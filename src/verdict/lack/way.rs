//! What is undone, and whereto something goes: “unbuckle” for “buckle”, “get off” for “get on”. One thing may go both ways one
//! after the other, so that this is no conflict; but the one is not said by the other.

use super::Fit;
use crate::language::{Words, inflected, progressive};
use std::sync::OnceLock;

const PARTICLES: &str = include_str!("particles.txt");

/// The shortest word that “un-” turns round, in letters.
const SHORTEST: usize = 4;
/// How far behind its verb a particle stands, in tokens.
const REACH: usize = 4;

type Axis = (Vec<&'static str>, Vec<&'static str>);

fn axes() -> &'static [Axis] {
    static CELL: OnceLock<Vec<Axis>> = OnceLock::new();
    CELL.get_or_init(|| {
        let sides = PARTICLES.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('|'));
        sides.map(|(a, b)| (a.split_whitespace().collect(), b.split_whitespace().collect())).collect()
    })
}

impl Fit<'_> {
    /// “Wrap” beside “unwrap”.
    pub(super) fn undone(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let undoes = |a: &str, b: &str| a.strip_prefix("un").is_some_and(|rest| rest == b && rest.len() >= SHORTEST);
        (0..mine.len()).filter(|i| self.at(*i).is_none()).any(|i| {
            let free = (0..theirs.len()).filter(|j| self.taken.get(*j) == Some(&false));
            free.into_iter().any(|j| {
                let (a, b) = (mine.fold(i), theirs.fold(j));
                undoes(a, b) || undoes(b, a)
            })
        })
    }

    /// “Into the taxi” beside “out of the taxi”, each behind a verb; neither sentence has the other's word.
    pub(super) fn away(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let has = |words: &Words, side: &[&str]| (1..words.len()).any(|k| side.contains(&words.fold(k)));
        let moved = |words: &Words, side: &[&str]| (1..words.len()).any(|k| side.contains(&words.fold(k)) && behind_verb(words, k));
        let against = |x: &[&str], y: &[&str]| moved(mine, x) && moved(theirs, y) && !has(mine, y) && !has(theirs, x);
        axes().iter().any(|(x, y)| against(x, y) || against(y, x))
    }

    /// Of somebody it is told what is going on, “is standing”, and the sentence tells something else of that sort: “is sitting”.
    pub(super) fn doing_otherwise(&self) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source().words);
        let other = |j: usize| self.taken.get(j) == Some(&false) && progressive(theirs, j, true);
        (0..mine.len()).any(|i| self.at(i).is_none() && progressive(mine, i, true)) && (0..theirs.len()).any(other)
    }
}

/// A verb stands shortly before the token, and no mark between them.
fn behind_verb(words: &Words, at: usize) -> bool {
    let marks = |k: &usize| words.tokens.get(*k).is_none_or(|t| !t.is_word());
    let near = (at.saturating_sub(REACH)..at).rev().take_while(|k| !marks(k));
    near.into_iter().any(|k| inflected(words, k))
}
