use super::Span;

/// Where the lines of one text begin. LF, CRLF and CR end a line; a text that ends with one has an
/// empty last line, as editors show it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Ascending; the first is 0.
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// Linear in the text.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at as u32 + 1);
        }
        LineIndex { starts, len: bytes.len() as u32 }
    }

    /// How many lines there are, at least 1.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based line that the offset stands in; the last one for an offset past the end.
    pub fn line(&self, offset: usize) -> usize {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        self.starts.partition_point(|s| *s <= offset).saturating_sub(1)
    }

    /// The 0-based line and the byte column in it, clamped to the text's end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.len as usize);
        let line = self.line(offset);
        (line, offset.saturating_sub(self.start(line)))
    }

    /// The offset of a 0-based line and byte column, clamped to the line (with its ending) or the text's end.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let span = self.line_span(line);
        (span.start as usize).saturating_add(column).min(span.end as usize)
    }

    /// The 0-based line with its ending; empty at the text's end for a line that is not there.
    pub fn line_span(&self, line: usize) -> Span {
        Span::new(self.start(line), self.start(line.saturating_add(1)))
    }

    /// The 0-based line without its ending. `text` is the one that the index was made of.
    pub fn content(&self, text: &str, line: usize) -> Span {
        let span = self.line_span(line);
        let whole = span.of(text);
        let kept = whole.strip_suffix('\n').unwrap_or(whole);
        let kept = kept.strip_suffix('\r').unwrap_or(kept);
        Span::new(span.start as usize, span.start as usize + kept.len())
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.len) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_line_ends_count_and_a_pair_counts_once() {
        let text = "a\nbc\r\nd\re\n";
        let index = LineIndex::new(text);
        let lines: Vec<&str> = (0..index.lines()).map(|l| index.content(text, l).of(text)).collect();
        assert_eq!(lines, ["a", "bc", "d", "e", ""]);
        assert_eq!(index.line_column(5), (1, 3));
        assert_eq!(index.line_column(6), (2, 0));
        assert_eq!(index.line_column(99), (4, 0));
        assert_eq!(index.line_span(1).of(text), "bc\r\n");
        assert_eq!(index.line_span(77), Span::new(10, 10));
    }

    #[test]
    fn an_empty_text_has_one_line() {
        let index = LineIndex::new("");
        assert_eq!((index.lines(), index.line(0), index.line_span(0)), (1, 0, Span::new(0, 0)));
    }

    #[test]
    fn other_separators_are_ordinary_characters() {
        assert_eq!(LineIndex::new("a\u{b}b\u{c}c\u{85}d\u{2028}e").lines(), 1);
    }

    proptest::proptest! {
        #[test]
        fn offset_and_line_column_lead_back(text in "[a\u{e9}\u{1d11e}\r\n]{0,40}", at in 0usize..200) {
            let index = LineIndex::new(&text);
            let at = at.min(text.len());
            let (line, column) = index.line_column(at);
            proptest::prop_assert_eq!(index.offset(line, column), at);
        }
    }
}
