//! Where a text uses a term: its words side by side, whatever their inflection, case and hyphens.

use super::Source;
use super::terms::{LONGEST, form, unbroken, written_alike};
use crate::language::{Words, key_of, lexicon, unspaced};
use crate::text::Span;
use memchr::memmem;

/// A term that is looked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    written: String,
    form: String,
    /// Of its words of content, the rarest first.
    keys: Vec<u32>,
    /// Of the term written as one word, where it has several.
    joined: Option<u32>,
    /// It is found as it is written, not by its words: it has none of content, or its script has no spaces.
    verbatim: bool,
}

impl Wanted {
    /// The term as somebody writes it.
    pub fn new(term: &str) -> Wanted {
        let written = term.trim().to_string();
        let words = Words::new(&written, Span::new(0, written.len()));
        let form = form(&words, 0, words.len());
        let mut keys: Vec<u32> = words.tokens.iter().filter(|t| t.content()).map(|t| t.key).collect();
        keys.sort_unstable_by_key(|k| (std::cmp::Reverse(lexicon::weight(*k)), *k));
        keys.dedup();
        let joined = (keys.len() > 1).then(|| key_of(&form));
        let verbatim = keys.is_empty() || written.chars().any(unspaced);
        Wanted { written, form, keys, joined, verbatim }
    }

    /// Every place of the document's text that uses it, in order. Reads only the sentences that have its words.
    pub fn places(&self, source: &Source) -> Vec<Span> {
        let text = source.document.text.as_ref();
        if self.written.is_empty() {
            return Vec::new();
        }
        if self.verbatim {
            return self.as_written(text);
        }
        let Some((first, rest)) = self.keys.split_first() else { return Vec::new() };
        let whole = source.sentences_with(*first).filter(|s| rest.iter().all(|k| source.has_in(*k, *s)));
        let mut sentences: Vec<u32> = whole.chain(self.joined.into_iter().flat_map(|k| source.sentences_with(k))).collect();
        sentences.sort_unstable();
        sentences.dedup();
        let mut out = Vec::new();
        for sentence in sentences.iter().filter_map(|s| source.sentences.get(*s as usize)) {
            self.within(text, &Words::new(text, *sentence), &mut out);
        }
        out
    }

    /// The places in one sentence.
    fn within(&self, text: &str, words: &Words, out: &mut Vec<Span>) {
        let edge = |i: usize| words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number());
        let mut from = 0;
        while from < words.len() {
            let article = matches!(words.fold(from), "a" | "an" | "the") && self.form != words.lemma(from);
            let may = edge(from) && !article && self.form.starts_with(words.lemma(from));
            let fits = |to: &usize| edge(to - 1) && form(words, from, *to) == self.form && unbroken(words, from, *to);
            let to = may.then(|| (from + 1..=(from + LONGEST).min(words.len())).find(fits)).flatten();
            if let Some(to) = to {
                let span = words.cover(from, to);
                // “tide, gate” is no tide gate; “Paris, Texas” is one name
                let listed = span.of(text).contains(',') && !self.written.contains(',');
                if !listed && written_alike(&self.written, span.of(text)) {
                    out.push(span);
                }
            }
            from = to.unwrap_or(from + 1);
        }
    }

    fn as_written(&self, text: &str) -> Vec<Span> {
        let found = memmem::find_iter(text.as_bytes(), self.written.as_bytes());
        let spans = found.map(|at| Span::new(at, at + self.written.len()));
        spans.filter(|s| self.stands_alone(text, *s)).collect()
    }

    /// No letter of the same kind of script touches its ends.
    fn stands_alone(&self, text: &str, span: Span) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !unspaced(c));
        let before = text.get(..span.start as usize).and_then(|t| t.chars().next_back());
        let after = text.get(span.end as usize..).and_then(|t| t.chars().next());
        let (first, last) = (self.written.chars().next(), self.written.chars().next_back());
        !(letter(first) && letter(before) || letter(last) && letter(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use std::sync::Arc;

    fn places(term: &str, text: &str) -> Vec<String> {
        let source = Source::new(Arc::new(Document::from_text("a.txt", text, Format::Plain)));
        Wanted::new(term).places(&source).into_iter().map(|s| s.of(text).to_string()).collect()
    }

    #[test]
    fn every_way_to_write_a_term_is_found_and_nothing_else() {
        let text = "A tide gate opened. Tide gates and tide-gates rust; the Tide Gate’s keeper left. The tidegate closed. \
                    A gate to the tide, gate or not. The tide. Gates. 𝄞 tide gate 水.";
        assert_eq!(places("tide gate", text), ["tide gate", "Tide gates", "tide-gates", "Tide Gate", "tidegate", "tide gate"]);
        assert_eq!(places("Tide Gates", text).len(), 6);
        assert!(places("gate tide", text).is_empty());
        assert_eq!(places("acorn", "An acorn is a acorn."), ["acorn", "acorn"]);
    }

    #[test]
    fn short_forms_that_look_like_other_words_keep_their_capitals() {
        assert_eq!(places("WHO", "Those who met the WHO saw WHOIS. WHO’s plan."), ["WHO", "WHO"]);
        assert_eq!(places("", "any text"), [""; 0]);
    }

    #[test]
    fn scripts_without_spaces_are_searched_as_they_are_written() {
        assert_eq!(places("水門", "この水門は古い。𝄞水門。門水。"), ["水門", "水門"]);
        assert_eq!(places("iPS細胞", "新しいiPS細胞は、aiPS細胞。"), ["iPS細胞"]);
    }
}
