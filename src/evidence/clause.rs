use crate::language::lexicon::Group;
use crate::language::{TokenKind, Words};
use crate::mention::Facts;
use std::ops::Range;

/// Cuts a sentence into clauses, roughly: at semicolons, colons, dashes and brackets, at a comma before a
/// conjunction or relative, and at a conjunction before a new figure (“47% want more and 43% want less”).
/// Only to tell which words stand near a value; never a reason to warn by itself.
pub fn clauses(facts: &Facts) -> Vec<Range<usize>> {
    let words = &facts.words;
    let mut out = Vec::new();
    let mut from = 0;
    for i in 1..words.len() {
        if starts_clause(facts, i) && i > from {
            out.push(from..i);
            from = i;
        }
    }
    if from < words.len() {
        out.push(from..words.len());
    }
    out
}

/// The clause that holds token `at`.
pub fn clause_at(clauses: &[Range<usize>], at: usize) -> Range<usize> {
    clauses.iter().find(|c| c.contains(&at)).cloned().unwrap_or(0..0)
}

fn starts_clause(facts: &Facts, i: usize) -> bool {
    let words = &facts.words;
    let before = words.fold(i - 1);
    if is_break(words, i - 1) {
        return true;
    }
    if !words.is(i, Group::Conjunction) {
        return false;
    }
    let after_comma = before == ",";
    let figure_next = matches!(words.fold(i), "and" | "but" | "while" | "whereas")
        && facts.quantities.iter().any(|q| q.tokens.start == i + 1 || q.tokens.start == i + 2);
    // “and” after a comma may close a list: then no verb phrase follows; a figure or a pronoun tells
    let listy = matches!(words.fold(i), "and" | "or") && !figure_next && !words.tokens.get(i + 1).is_some_and(|t| t.stop);
    figure_next || after_comma && !listy || matches!(words.fold(i), "while" | "whereas" | "although" | "but")
}

fn is_break(words: &Words, i: usize) -> bool {
    words
        .tokens
        .get(i)
        .is_some_and(|t| t.kind == TokenKind::Punct && (matches!(words.fold(i), ";" | ":" | "(" | ")") || words.fold(i) == "-" && t.spaced))
}
