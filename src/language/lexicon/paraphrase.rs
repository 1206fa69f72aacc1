//! Expressions of one word or several that say the same: sort out and solve, no easy matter and difficult. From `paraphrase.txt`.

use super::super::{Token, TokenKind, Words, key_of};
use super::lines;
use super::marks::Marks;
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
    /// The second word, which keeps most entries from being looked at further; none for a gap or one word.
    second: Option<u32>,
    /// Keys of words; `None` for a gap.
    parts: Vec<Option<u32>>,
}

fn table() -> &'static FxHashMap<u32, Vec<Entry>> {
    static CELL: OnceLock<FxHashMap<u32, Vec<Entry>>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut table: FxHashMap<u32, Vec<Entry>> = FxHashMap::default();
        for (line, group) in (0..).zip(lines(PARAPHRASE)) {
            for expression in group.split(" | ") {
                let part = |w: &str| (w != "~").then(|| key_of(&w.to_ascii_lowercase()));
                let parts: Vec<Option<u32>> = expression.split_whitespace().map(part).collect();
                if let Some(Some(first)) = parts.first() {
                    table.entry(*first).or_default().push(Entry { line, second: parts.get(1).copied().flatten(), parts });
                }
            }
        }
        table
    })
}

/// Auxiliaries and a negator as the table has them, and their forms.
const FORMS: [(&str, &[&str]); 6] = [
    ("be", &["is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "am"]),
    ("have", &["has", "had", "having", "'ve"]),
    ("do", &["does", "did", "done", "doing"]),
    ("not", &["n't"]),
    ("can", &["ca"]),
    ("will", &["wo"]),
];

/// The form of an auxiliary or a negator that the table has.
fn plain(word: &str) -> &str {
    FORMS.iter().find(|(_, forms)| forms.contains(&word)).map_or(word, |(base, _)| base)
}

/// The keys that a token answers to: its form, its lemma, and the auxiliary or negator that it is a form of.
type Keys = [u32; 3];

fn keys(words: &Words) -> Vec<Keys> {
    let of = |(i, t): (usize, &Token)| match t.kind {
        TokenKind::Punct => [0; 3],
        _ if t.stop => [t.key, t.word_key, key_of(plain(words.fold(i)))],
        _ => [t.key, t.word_key, t.word_key],
    };
    words.tokens.iter().enumerate().map(of).collect()
}

/// The keys of all words with which an expression begins, and of their forms.
pub(super) fn heads(add: &mut impl FnMut(Marks, u32)) {
    let forms = FORMS.iter().flat_map(|(base, forms)| forms.iter().map(|f| (key_of(base), key_of(f))));
    let begun = forms.filter(|(base, _)| table().contains_key(base)).map(|(_, form)| form);
    table().keys().copied().chain(begun).for_each(|key| add(Marks::EXPRESSION, key));
}

/// All expressions of the table in a sentence, also those that overlap.
pub fn expressions(words: &Words) -> Vec<Expression> {
    let keys = keys(words);
    let mut out = Vec::new();
    let begins = |i: &usize| words.tokens.get(*i).is_some_and(|t| t.marks.has(Marks::EXPRESSION));
    for (i, mine) in keys.iter().enumerate().filter(|(i, _)| begins(i)) {
        for (_, key) in mine.iter().enumerate().filter(|(n, k)| !mine[..*n].contains(k)) {
            let next = keys.get(i + 1);
            let goes_on = |e: &&Entry| e.second.is_none_or(|s| next.is_some_and(|n| n.contains(&s)));
            for entry in table().get(key).into_iter().flatten().filter(goes_on) {
                if stands(&keys, i, &entry.parts, |_| ()) {
                    let mut tokens = Vec::with_capacity(entry.parts.len());
                    stands(&keys, i, &entry.parts, |k| tokens.push(k));
                    out.push(Expression { line: entry.line, tokens });
                }
            }
        }
    }
    out
}

/// The parts stand in the sentence from token `from` on; `found` is handed the token of each.
fn stands(keys: &[Keys], from: usize, parts: &[Option<u32>], mut found: impl FnMut(usize)) -> bool {
    let mut at = from;
    let mut gap = 0;
    for part in parts {
        let Some(part) = part else {
            gap = GAP;
            continue;
        };
        let open = |k: &usize| keys.get(*k).is_some_and(|t| *t != [0; 3]);
        let Some(k) = (at..=at + gap).take_while(open).find(|k| keys.get(*k).is_some_and(|t| t.contains(part))) else { return false };
        found(k);
        (at, gap) = (k + 1, 0);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn share(a: &str, b: &str) -> bool {
        let words = |s: &str| Words::new(s, Span::new(0, s.len()));
        let (x, y) = (expressions(&words(a)), expressions(&words(b)));
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
