use super::LineIndex;

/// How an editor counts the characters of a line (LSP 3.17, `positionEncoding`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PositionEncoding {
    Utf8,
    /// What LSP uses when nothing was agreed on.
    #[default]
    Utf16,
    Utf32,
}

impl PositionEncoding {
    /// The length of `text` in this encoding's code units.
    pub fn measure(self, text: &str) -> usize {
        // byte counts that the compiler turns into vector code: one-line files of megabytes are measured often
        let leads = || text.bytes().filter(|b| (b & 0xC0) != 0x80).count();
        match self {
            PositionEncoding::Utf8 => text.len(),
            PositionEncoding::Utf32 => leads(),
            PositionEncoding::Utf16 => leads() + text.bytes().filter(|b| *b >= 0xF0).count(),
        }
    }

    /// The byte offset in `line` of its `units`-th code unit: the line's end if it is shorter, the
    /// character's beginning if the unit lies inside one.
    pub fn advance(self, line: &str, units: usize) -> usize {
        if self == PositionEncoding::Utf8 || line.is_ascii() {
            return floor(line, units.min(line.len()));
        }
        let mut left = units;
        for (at, c) in line.char_indices() {
            let width = if self == PositionEncoding::Utf16 { c.len_utf16() } else { 1 };
            if left < width {
                return at;
            }
            left -= width;
        }
        line.len()
    }
}

/// The nearest character border at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// The 0-based line and character of a byte offset. An offset past the text, inside a character or
/// inside a line's ending counts as the nearest place before it.
pub fn position(text: &str, index: &LineIndex, offset: usize, encoding: PositionEncoding) -> (u32, u32) {
    let offset = floor(text, offset);
    let line = index.line(offset);
    let content = index.content(text, line).range();
    let before = text.get(content.start..offset.min(content.end)).unwrap_or("");
    (line as u32, encoding.measure(before) as u32)
}

/// The byte offset of a 0-based line and character. As LSP 3.17 asks, a character past the line's end
/// means its end; a line past the last means the text's end.
pub fn offset(text: &str, index: &LineIndex, position: (u32, u32), encoding: PositionEncoding) -> usize {
    let line = position.0 as usize;
    if line >= index.lines() {
        return text.len();
    }
    let content = index.content(text, line);
    content.start as usize + encoding.advance(content.of(text), position.1 as usize)
}

/// The 1-based line and column in Unicode scalar values, as people and the JSON output count.
pub fn line_column(text: &str, index: &LineIndex, offset: usize) -> (u32, u32) {
    let (line, character) = position(text, index, offset, PositionEncoding::Utf32);
    (line.saturating_add(1), character.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::PositionEncoding::{Utf8, Utf16, Utf32};
    use super::*;

    #[test]
    fn counts_in_the_agreed_units() {
        let text = "é𝄞x\r\ny";
        let index = LineIndex::new(text);
        let at = text.find('x').unwrap_or(0);
        assert_eq!(position(text, &index, at, Utf8), (0, 6));
        assert_eq!(position(text, &index, at, Utf16), (0, 3));
        assert_eq!(position(text, &index, at, Utf32), (0, 2));
        assert_eq!(line_column(text, &index, at), (1, 3));
        assert_eq!(line_column(text, &index, text.len()), (2, 2));
    }

    #[test]
    fn clamps_what_is_out_of_range() {
        let text = "é𝄞x\r\ny";
        let index = LineIndex::new(text);
        assert_eq!(offset(text, &index, (0, 99), Utf16), 7);
        assert_eq!(offset(text, &index, (0, 2), Utf16), 2, "inside the surrogate pair");
        assert_eq!(offset(text, &index, (0, 1), Utf8), 0, "inside é");
        assert_eq!(offset(text, &index, (u32::MAX, u32::MAX), Utf16), text.len());
        assert_eq!(position(text, &index, 8, Utf16), (0, 4), "between CR and LF");
        assert_eq!(position(text, &index, 999, Utf16), (1, 1));
    }

    proptest::proptest! {
        #[test]
        fn offset_and_position_lead_back(text in "[ab\u{e9}\u{4e2d}\u{1d11e}\r\n]{0,40}", at in 0usize..200) {
            let index = LineIndex::new(&text);
            let at = floor(&text, at);
            let bytes = text.as_bytes();
            let inside_pair = at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n');
            for encoding in [Utf8, Utf16, Utf32] {
                let there = position(&text, &index, at, encoding);
                let expected = if inside_pair { at - 1 } else { at };
                proptest::prop_assert_eq!(offset(&text, &index, there, encoding), expected);
            }
        }

        #[test]
        fn any_position_gives_a_border(text in "[a\u{e9}\u{1d11e}\r\n]{0,20}", line in 0u32..9, character in 0u32..30) {
            let index = LineIndex::new(&text);
            for encoding in [Utf8, Utf16, Utf32] {
                proptest::prop_assert!(text.is_char_boundary(offset(&text, &index, (line, character), encoding)));
            }
        }
    }
}
