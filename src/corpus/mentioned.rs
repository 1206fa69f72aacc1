//! Which terms a sentence mentions, for showing them all at once: those of the glossaries, and short forms that sources spell out.
//! What sources define in other ways is shown when it is asked for; marked throughout a text it would be noise.

use super::definition::Kind;
use super::terms::{LONGEST, Terms, form, unbroken, written_alike};
use crate::language::Words;
use crate::text::Span;

impl Terms {
    /// The terms of glossaries in a sentence of `text`, and with `spelt` the acronyms that sources spell out, left to right; of two
    /// that overlap the longer one.
    pub fn mentioned(&self, text: &str, words: &Words, spelt: bool) -> Vec<Span> {
        let mut out = Vec::new();
        let mut from = 0;
        while from < words.len() {
            let acronym = || (spelt && self.acronym_at(text, words, from)).then_some(from + 1);
            let to = self.glossed_from(text, words, from).or_else(acronym);
            if let Some(to) = to {
                out.push(words.cover(from, to));
            }
            from = to.unwrap_or(from + 1);
        }
        out
    }

    /// Where the longest term of a glossary that begins with a token ends.
    fn glossed_from(&self, text: &str, words: &Words, from: usize) -> Option<usize> {
        let edge = |i: usize| words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number());
        if !edge(from) || !self.glossed_like(words.lemma(from)) {
            return None;
        }
        let mut best = None;
        for to in from + 1..=(from + LONGEST).min(words.len()) {
            if !edge(to - 1) {
                continue;
            }
            let article = to > from + 1 && matches!(words.fold(from), "a" | "an" | "the");
            let said = form(words, from, to);
            if article || !unbroken(words, from, to) || !self.glossed_like(&said) {
                break;
            }
            let written = words.cover(from, to).of(text);
            if self.glossed(&said).iter().any(|e| written_alike(e.term(), written)) {
                best = Some(to);
            }
        }
        best
    }

    /// Whether the token is a short form in capitals that a source spells out.
    fn acronym_at(&self, text: &str, words: &Words, at: usize) -> bool {
        let Some(token) = words.tokens.get(at).filter(|t| t.is_word()) else { return false };
        let written = token.span.of(text);
        let capitals = written.chars().filter(|c| c.is_uppercase()).count();
        if capitals < 2 || written.chars().any(char::is_lowercase) {
            return false;
        }
        let said = form(words, at, at + 1);
        let read = self.ending_in(token.key, token.key);
        read.iter().any(|(f, e)| *f == said && e.definition.kind == Kind::Acronym && written_alike(e.term(), written))
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Source, Terms};
    use crate::document::{Document, Format};
    use crate::language::Words;
    use crate::text::Span;
    use std::sync::Arc;

    #[test]
    fn glossary_terms_and_acronyms_are_found_in_any_form() {
        let document = |path: &str, text: &str| Arc::new(Document::from_text(path, text, Format::of(path)));
        let source = Source::new(document("a.txt", "The Tidal Energy Authority (TEA) met. A weir is a low wall across a river."));
        let glossary = document("glossary.md", "**Gate**: a door\n\n**Tide-gate**: a gate\n\n**水門**: a gate\n");
        let terms = Terms::new(&[Arc::new(source)], [&glossary].into_iter());
        let found = |text: &str| {
            let words = Words::new(text, Span::new(0, text.len()));
            terms.mentioned(text, &words, true).into_iter().map(|s| s.of(text).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(found("Two tide gates and the gate’s hinge, said the TEA."), ["tide gates", "gate", "TEA"]);
        assert_eq!(found("𝄞 Tea at the weir. GATES."), ["GATES"]);
        assert_eq!(found("水門 is old"), ["水門"]);
        assert!(found("").is_empty());
        let words = Words::new("A TEA gate", Span::new(0, 10));
        assert_eq!(terms.mentioned("A TEA gate", &words, false), [Span::new(6, 10)]);
    }
}
