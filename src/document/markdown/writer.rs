use crate::document::SourceMap;
use crate::text::Span;
use std::ops::Range;

/// Builds the analysed text and its map side by side. Ranges count on the whole source.
pub(super) struct Writer<'a> {
    source: &'a str,
    pub text: String,
    pub map: SourceMap,
    /// A line break whose far end is not known yet: where it begins, and the character that stands for it.
    pending: Option<(Range<usize>, char)>,
}

impl<'a> Writer<'a> {
    pub fn new(source: &'a str) -> Writer<'a> {
        // the words are nearly always shorter than the source
        Writer { source, text: String::with_capacity(source.len()), map: SourceMap::mapped(), pending: None }
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// A border between blocks or cells, which comes from no place of its own.
    pub fn separate(&mut self, with: &str) {
        self.pending = None;
        self.text.push_str(with);
    }

    /// A line break inside a block. It takes in what follows it up to the next words: a quotation's
    /// `> `, an indentation.
    pub fn line_break(&mut self, range: Range<usize>, with: char) {
        self.land(range.start);
        self.pending = Some((range, with));
    }

    /// Ends a pending line break before something that begins at `at`.
    pub fn land(&mut self, at: usize) {
        if let Some((range, with)) = self.pending.take() {
            self.decoded(with.encode_utf8(&mut [0; 4]), range.start..range.end.max(at));
        }
    }

    /// Words that come from `range`: copied as far as both agree, decoded in between.
    pub fn words(&mut self, words: &str, range: Range<usize>) {
        self.land(range.start);
        let source = self.source.get(range.clone()).unwrap_or("");
        if source == words {
            self.copied(words, range.start);
            return;
        }
        let head = agree(words.char_indices().map(|(i, c)| (i + c.len_utf8(), c)), source.chars());
        let (words_rest, source_rest) = (words.get(head..).unwrap_or(""), source.get(head..).unwrap_or(""));
        let tail = agree(words_rest.char_indices().rev().map(|(i, c)| (words_rest.len() - i, c)), source_rest.chars().rev());
        self.copied(words.get(..head).unwrap_or(""), range.start);
        let middle = words_rest.get(..words_rest.len() - tail).unwrap_or("");
        self.decoded(middle, range.start + head..range.end - tail);
        self.copied(words_rest.get(words_rest.len() - tail..).unwrap_or(""), range.end - tail);
    }

    /// Drops everything from `start` on: a block that turned out to be empty.
    pub fn forget(&mut self, start: usize) {
        self.pending = None;
        if self.map.pieces().last().is_none_or(|p| p.text.end as usize <= start) {
            self.text.truncate(start);
        }
    }

    fn copied(&mut self, words: &str, from: usize) {
        self.map.push(self.text.len(), from, words.len());
        self.text.push_str(words);
    }

    fn decoded(&mut self, words: &str, range: Range<usize>) {
        let text = Span::new(self.text.len(), self.text.len() + words.len());
        self.map.push_decoded(text, Span::new(range.start, range.end));
        self.text.push_str(words);
    }
}

/// How many bytes two runs of characters agree on; the first comes with the length up to each character's end.
/// The borders of entities and escapes never agree: `&amp;` and `&` only look as if they did.
fn agree(a: impl Iterator<Item = (usize, char)>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|((_, x), y)| x == y && !matches!(x, '&' | ';' | '\\')).last().map_or(0, |((length, _), _)| length)
}
