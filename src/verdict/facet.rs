//! Facets: words that narrow or turn what a figure is of (gross and net, domestic and worldwide, deaths and recoveries).

use crate::language::{Words, key_of};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// What a word says of a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Facet {
    group: u8,
    alternative: u8,
    /// It tells which of several figures is meant.
    draws: bool,
    /// It makes the figure one of a part.
    narrows: bool,
}

fn table() -> &'static FxHashMap<u32, Facet> {
    static CELL: OnceLock<FxHashMap<u32, Facet>> = OnceLock::new();
    CELL.get_or_init(|| {
        let lines = include_str!("facets.txt").lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        let mut out = FxHashMap::default();
        for (group, line) in (0u8..).zip(lines) {
            let (draws, line) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
            for (alternative, words) in (0u8..).zip(line.split('|')) {
                let narrows = words.trim_start().starts_with('<');
                let facet = Facet { group, alternative, draws, narrows };
                out.extend(words.split_whitespace().filter(|w| *w != "<").map(|w| (key_of(w), facet)));
            }
        }
        out
    })
}

fn facets(words: &Words, within: Range<usize>) -> Vec<Facet> {
    let tokens = words.tokens.get(within).unwrap_or(&[]);
    tokens.iter().filter_map(|t| table().get(&t.key).copied()).collect()
}

/// In no group do the two ranges of tokens name only different alternatives, nor the source's one a part alone.
pub fn agree(claim: &Words, mine: Range<usize>, source: &Words, theirs: Range<usize>) -> bool {
    let (a, b) = (facets(claim, mine), facets(source, theirs));
    let shared = |x: &Facet| a.iter().any(|y| x.group == y.group && b.iter().any(|z| z == y));
    let named = |x: &Facet, other: &[Facet]| other.iter().any(|y| y.group == x.group);
    a.iter().all(|x| !named(x, &b) || shared(x)) && b.iter().all(|x| !x.narrows || named(x, &a))
}

/// A word that tells which of several figures is meant stands in both: “worldwide”, “globally”.
pub fn drawn(claim: &Words, mine: Range<usize>, source: &Words, theirs: Range<usize>) -> bool {
    let theirs = facets(source, theirs);
    facets(claim, mine).iter().any(|f| f.draws && theirs.contains(f))
}
