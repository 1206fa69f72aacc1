//! Expressions of one word or several that say the same: sort out and solve, no easy matter and difficult. From `paraphrase.txt`.

use super::super::{TokenKind, Words, key_of};
use super::lines;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const PARAPHRASE: &str = include_str!("paraphrase.txt");

/// The most tokens that a `~` stands for.
const GAP: usize = 4;

/// An expression of a table line found in a sentence.
#[derive(Clone, Debug)]
pub struct Expression {
    /// Equal for expressions of one line.
    pub line: u16,
    /// The tokens that it consists of, gaps left out; ascending.
    pub tokens: Vec<usize>,
}

struct Entry {
    line: u16,
    /// `None` for a gap.
    parts: Vec<Option<String>>,
}

fn table() -> &'static FxHashMap<u32, Vec<Entry>> {
    static CELL: OnceLock<FxHashMap<u32, Vec<Entry>>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut table: FxHashMap<u32, Vec<Entry>> = FxHashMap::default();
        for (line, group) in (0..).zip(lines(PARAPHRASE)) {
            for expression in group.split(" | ") {
                let part = |w: &str| (w != "~").then(|| w.to_ascii_lowercase());
                let parts: Vec<Option<String>> = expression.split_whitespace().map(part).collect();
                if let Some(Some(first)) = parts.first() {
                    table.entry(key_of(first)).or_default().push(Entry { line, parts });
                }
            }
        }
        table
    })
}

/// The form of an auxiliary or a negator that the table has.
fn plain(word: &str) -> &str {
    match word {
        "is" | "are" | "was" | "were" | "been" | "being" | "'s" | "'re" | "'m" | "am" => "be",
        "has" | "had" | "having" | "'ve" => "have",
        "does" | "did" | "done" | "doing" => "do",
        "n't" => "not",
        "ca" => "can",
        "wo" => "will",
        _ => word,
    }
}

fn is(words: &Words, i: usize, part: &str) -> bool {
    let fold = words.fold(i);
    fold == part || words.lemma(i) == part || plain(fold) == part
}

/// All expressions of the table in a sentence, also those that overlap; of these `lines` only, if given.
pub fn expressions(words: &Words, lines: Option<&[u16]>) -> Vec<Expression> {
    let mut out = Vec::new();
    for (i, token) in words.tokens.iter().enumerate() {
        let aux = key_of(plain(words.fold(i)));
        let keys = [token.key, token.word_key, aux];
        for (n, key) in keys.iter().enumerate().filter(|(n, k)| !keys[..*n].contains(k)) {
            let wanted = |e: &&Entry| lines.is_none_or(|l| l.contains(&e.line));
            for entry in table().get(key).into_iter().flatten().filter(wanted) {
                // the first word is told by its key only where that is its lemma, its form or its auxiliary
                let first = entry.parts.first().and_then(Option::as_deref).is_some_and(|p| is(words, i, p));
                if (n == 0 || first)
                    && let Some(tokens) = matched(words, i, &entry.parts)
                {
                    out.push(Expression { line: entry.line, tokens });
                }
            }
        }
    }
    out
}

fn matched(words: &Words, from: usize, parts: &[Option<String>]) -> Option<Vec<usize>> {
    let mut tokens = Vec::with_capacity(parts.len());
    let mut at = from;
    let mut gap = 0;
    for part in parts {
        let Some(part) = part else {
            gap = GAP;
            continue;
        };
        let open = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.kind != TokenKind::Punct);
        let found = (at..=at + gap).take_while(open).find(|k| is(words, *k, part))?;
        tokens.push(found);
        (at, gap) = (found + 1, 0);
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn share(a: &str, b: &str) -> bool {
        let words = |s: &str| Words::new(s, Span::new(0, s.len()));
        let (x, y) = (expressions(&words(a), None), expressions(&words(b), None));
        x.iter().any(|e| y.iter().any(|f| e.line == f.line))
    }

    #[test]
    fn expressions_of_one_line() {
        for (a, b) in [
            ("She sorted out the quarrel", "The dispute was resolved by her"),
            ("It would be no easy matter", "It is difficult"),
            ("The reason was not clear", "It was unclear why"),
            ("He ironed everything out", "He solved it"),
            ("They aren't allowed in", "They are banned"),
        ] {
            assert!(share(a, b), "{a} / {b}");
        }
        for (a, b) in [("It rose", "It fell"), ("It is easy", "It is difficult"), ("A pilot", "A baker")] {
            assert!(!share(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn every_line_has_two_sides() {
        for line in lines(PARAPHRASE) {
            assert!(line.contains(" | ") && line.is_ascii(), "{line}");
            assert!(line.split(" | ").all(|e| !e.trim().is_empty() && !e.trim().starts_with('~')), "{line}");
        }
    }
}
