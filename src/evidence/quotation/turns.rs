//! Which folded words negate, hedge or count.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const LIST: &str = include_str!("turns.txt");

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    Negation,
    Hedge,
    /// Weakens a little: it names a class, but may be left out by an ellipsis.
    Degree,
    /// A number in words, with its digits.
    Number(&'static str),
}

fn table() -> &'static FxHashMap<&'static str, Turn> {
    static CELL: OnceLock<FxHashMap<&'static str, Turn>> = OnceLock::new();
    CELL.get_or_init(|| {
        let lines = LIST.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(':'));
        lines.flat_map(|(kind, words)| words.split_whitespace().filter_map(move |w| entry(kind, w))).collect()
    })
}

fn entry(kind: &str, word: &'static str) -> Option<(&'static str, Turn)> {
    match kind {
        "negation" => Some((word, Turn::Negation)),
        "hedge" => Some((word, Turn::Hedge)),
        "degree" => Some((word, Turn::Degree)),
        _ => word.split_once('=').map(|(w, digits)| (w, Turn::Number(digits))),
    }
}

/// What the folded word does, if anything.
pub(super) fn turn(folded: &str) -> Option<Turn> {
    if folded.ends_with("n't") {
        return Some(Turn::Negation);
    }
    table().get(folded).copied()
}

/// A number in digits or words.
pub(super) fn counts(folded: &str) -> bool {
    folded.bytes().any(|b| b.is_ascii_digit()) || folded.chars().any(char::is_numeric) || matches!(turn(folded), Some(Turn::Number(_)))
}
