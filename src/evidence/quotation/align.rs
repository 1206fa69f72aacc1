//! Word-level alignment of a fragment with a stretch of a source, both ends of the stretch free.

use super::pattern::{Fragment, Part};
use crate::language::{Letters, lexicon};
use rustc_hash::FxHashMap;

/// One step of an alignment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// The fragment's part and the source's atom are the same.
    Same(usize, usize),
    /// They stand for one another.
    Swap(usize, usize),
    /// A part that the source lacks.
    Note(usize),
    /// An atom that the fragment lacks.
    Source(usize),
    /// An atom in the place of the writer's own words (index of the part).
    Own(usize, usize),
}

/// The best alignment found.
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    pub steps: Vec<Step>,
    /// Atoms of the source, from the first to before the last that take part.
    pub from: usize,
    pub to: usize,
    /// Words of the fragment found.
    pub same: usize,
}

/// Stretches of `source` between atoms `from` and `to` that hold many of the fragment's words, best first, at most `limit`.
/// Linear in the stretch.
pub(super) fn windows(fragment: &Fragment, source: &Letters, from: usize, to: usize, limit: usize) -> Vec<(usize, usize)> {
    let mut need: FxHashMap<u32, (i32, i32)> = FxHashMap::default();
    let mut total = 0;
    for part in &fragment.parts {
        let Part::Word(i) = part else { continue };
        let folded = fragment.letters.fold(*i);
        let weight = if lexicon::is_stop(folded) || folded.len() == 1 { 1 } else { 3 };
        let key = fragment.letters.atoms.get(*i).map_or(0, |a| a.key);
        need.entry(key).or_insert((0, weight)).0 += 1;
        total += weight;
    }
    let length = fragment.parts.len() + fragment.parts.len() / 4 + 8;
    let mut best: Vec<(i32, usize)> = Vec::new();
    let mut score = 0;
    for end in from..to.min(source.len()) {
        if let Some((left, weight)) = source.atoms.get(end).and_then(|a| need.get_mut(&a.key)) {
            score += if *left > 0 { *weight } else { 0 };
            *left -= 1;
        }
        if end >= from + length
            && let Some((left, weight)) = source.atoms.get(end - length).and_then(|a| need.get_mut(&a.key))
        {
            *left += 1;
            score -= if *left > 0 { *weight } else { 0 };
        }
        let bucket = (end - from) / length;
        if best.len() <= bucket {
            best.push((0, 0));
        }
        if let Some(b) = best.last_mut()
            && score > b.0
        {
            *b = (score, end);
        }
    }
    best.retain(|b| b.0 * 10 >= total * 3);
    best.sort_by_key(|b| (-b.0, b.1));
    best.truncate(limit);
    let pad = fragment.parts.len() / 8 + 4;
    best.iter().map(|b| ((b.1 + 1).saturating_sub(length + pad).max(from), (b.1 + 1 + pad).min(to).min(source.len()))).collect()
}

const SWAP: u32 = 30;
const LONE: u32 = 20;
/// A source word in the place of the writer's own costs a little, so that words that fit are not swallowed.
const OWN: u32 = 1;
/// Most cells of the table: a longer fragment is aligned in a band along the diagonal.
const CELLS: usize = 1_000_000;

/// Aligns the fragment with `source` between atoms `from` and `to`. Time and memory are bounded by [`CELLS`] or by
/// 64 cells for each word, whichever is more.
pub(super) fn align(fragment: &Fragment, source: &Letters, from: usize, to: usize) -> Alignment {
    let (n, w) = (fragment.parts.len(), to.saturating_sub(from));
    if n == 0 || w == 0 {
        return Alignment::default();
    }
    let half = if (n + 1) * (w + 1) <= CELLS { w } else { (CELLS / (2 * n)).max(32) };
    let offset = if half == w { 0 } else { shift(fragment, source, from, to) };
    let low = |row: usize| (row + offset).saturating_sub(half).min(w);
    let high = |row: usize| (row + offset + half).min(w);
    let width = (2 * half + 1).min(w + 1);
    let mut trace = vec![0u8; (n + 1) * width];
    let mut above: Vec<u32> = vec![0; width];
    let mut above_low = low(0);
    const FAR: u32 = u32::MAX / 2;
    for row in 1..=n {
        let part = fragment.parts.get(row - 1).copied().unwrap_or(Part::Word(usize::MAX));
        let (lo, hi) = (low(row), high(row));
        let mut now = vec![FAR; width];
        let own = matches!(part, Part::Own { .. });
        let up = if matches!(part, Part::Word(_)) { LONE } else { 0 };
        for column in lo..=hi {
            let get = |c: Option<usize>| c.and_then(|c| c.checked_sub(above_low)).and_then(|c| above.get(c)).copied().unwrap_or(FAR);
            let over = if column <= high(row - 1) { get(Some(column)) } else { FAR };
            let mut best = (over + up, 2u8);
            if let Some(left) = column.checked_sub(1) {
                let cost = pair(fragment, part, source, from + left);
                let diagonal = if left <= high(row - 1) { get(Some(left)) } else { FAR };
                if let Some(cost) = cost
                    && diagonal + cost <= best.0
                {
                    best = (diagonal + cost, 1);
                }
                let beside = left.checked_sub(lo).and_then(|c| now.get(c)).copied().unwrap_or(FAR);
                let step = if own { OWN } else { LONE };
                if beside + step < best.0 {
                    best = (beside + step, 3);
                }
            }
            if let Some(slot) = now.get_mut(column - lo) {
                *slot = best.0.min(FAR);
            }
            if let Some(slot) = trace.get_mut(row * width + column - lo) {
                *slot = best.1;
            }
        }
        above = now;
        above_low = lo;
    }
    let last = (low(n)..=high(n)).min_by_key(|c| (above.get(c - above_low).copied().unwrap_or(FAR), *c)).unwrap_or(w);
    let at = |row: usize, column: usize| column.checked_sub(low(row)).and_then(|c| trace.get(row * width + c)).copied().unwrap_or(2);
    walk(fragment, source, from, last, n, at)
}

/// How far into the stretch the fragment begins: the median over words that are there once on both sides.
fn shift(fragment: &Fragment, source: &Letters, from: usize, to: usize) -> usize {
    let mut once: FxHashMap<u32, (u32, usize)> = FxHashMap::default();
    for j in from..to {
        let key = source.atoms.get(j).map_or(0, |a| a.key);
        let entry = once.entry(key).or_insert((0, j - from));
        entry.0 += 1;
    }
    let keys = fragment.parts.iter().enumerate().filter_map(|(row, p)| match p {
        Part::Word(i) => fragment.letters.atoms.get(*i).map(|a| (row, a.key)),
        _ => None,
    });
    let mut shifts: Vec<usize> = keys
        .filter_map(|(row, key)| match once.get(&key) {
            Some((1, column)) => column.checked_sub(row),
            _ => None,
        })
        .collect();
    shifts.sort_unstable();
    shifts.get(shifts.len() / 2).copied().unwrap_or(0)
}

/// What it costs to set a part beside an atom; `None` where it cannot be.
fn pair(fragment: &Fragment, part: Part, source: &Letters, j: usize) -> Option<u32> {
    match part {
        Part::Word(i) => {
            let same = fragment.letters.atoms.get(i).map(|a| a.key) == source.atoms.get(j).map(|a| a.key);
            Some(if same { 0 } else { SWAP })
        }
        Part::Stem(i) => source.fold(j).starts_with(fragment.letters.fold(i)).then_some(0),
        Part::Own { .. } => Some(OWN),
    }
}

/// Follows the table back from its last row.
fn walk(fragment: &Fragment, source: &Letters, from: usize, last: usize, rows: usize, at: impl Fn(usize, usize) -> u8) -> Alignment {
    let (mut row, mut column) = (rows, last);
    let mut steps = Vec::new();
    while row > 0 {
        let part = fragment.parts.get(row - 1).copied();
        let own = matches!(part, Some(Part::Own { .. }));
        match at(row, column) {
            1 if column > 0 => {
                let j = from + column - 1;
                let same = part.and_then(|p| pair(fragment, p, source, j)) == Some(0);
                steps.push(match (own, same) {
                    (true, _) => Step::Own(row - 1, j),
                    (_, true) => Step::Same(row - 1, j),
                    _ => Step::Swap(row - 1, j),
                });
                row -= 1;
                column -= 1;
            }
            3 if column > 0 => {
                let j = from + column - 1;
                steps.push(if own { Step::Own(row - 1, j) } else { Step::Source(j) });
                column -= 1;
            }
            _ => {
                if matches!(part, Some(Part::Word(_))) {
                    steps.push(Step::Note(row - 1));
                }
                row -= 1;
            }
        }
    }
    steps.reverse();
    let atoms = || {
        steps.iter().filter_map(|s| match s {
            Step::Same(_, j) | Step::Swap(_, j) => Some(*j),
            _ => None,
        })
    };
    let (first, end) = (atoms().next().unwrap_or(from + column), atoms().next_back().map_or(from + last, |j| j + 1));
    let same = steps.iter().filter(|s| matches!(s, Step::Same(i, _) if matches!(fragment.parts.get(*i), Some(Part::Word(_))))).count();
    Alignment { steps, from: first, to: end, same }
}
