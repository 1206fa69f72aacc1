use super::PositionEncoding;
use ropey::{Rope, RopeSlice};
use std::sync::{Arc, OnceLock};

/// A text that is being edited. An edit costs the logarithm of its length; the whole text is built when
/// it is asked for, once per version.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    rope: Rope,
    whole: OnceLock<Arc<str>>,
}

impl Buffer {
    pub fn new(text: &str) -> Buffer {
        Buffer { rope: Rope::from_str(text), whole: OnceLock::new() }
    }

    /// The whole text; the same allocation until the next edit.
    pub fn text(&self) -> Arc<str> {
        self.whole.get_or_init(|| String::from(&self.rope).into()).clone()
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// Replaces what stands between two positions (0-based line and character, as an LSP client sends
    /// them). Positions past a line's or the text's end, or inside a character, count as the place before;
    /// a reversed pair counts as turned round.
    pub fn edit(&mut self, start: (u32, u32), end: (u32, u32), encoding: PositionEncoding, new_text: &str) {
        let a = self.char_at(start, encoding);
        let b = self.char_at(end, encoding);
        let (a, b) = (a.min(b), a.max(b));
        if self.rope.try_remove(a..b).is_ok() && self.rope.try_insert(a, new_text).is_ok() {
            self.whole = OnceLock::new();
        }
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, text: &str) {
        *self = Buffer::new(text);
    }

    /// The character index of a position, clamped.
    fn char_at(&self, (line, character): (u32, u32), encoding: PositionEncoding) -> usize {
        let Ok(start) = self.rope.try_line_to_char(line as usize) else { return self.rope.len_chars() };
        let Some(whole) = self.rope.get_line(line as usize) else { return self.rope.len_chars() };
        let line = content(whole);
        let character = character as usize;
        let within = match encoding {
            PositionEncoding::Utf8 => line.try_byte_to_char(character),
            PositionEncoding::Utf16 => line.try_utf16_cu_to_char(character),
            PositionEncoding::Utf32 => Ok(character.min(line.len_chars())),
        };
        start + within.unwrap_or(line.len_chars())
    }
}

/// The line without its ending.
fn content(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let mut end = line.len_chars();
    for mark in ['\n', '\r'] {
        if end > 0 && line.get_char(end - 1) == Some(mark) {
            end -= 1;
        }
    }
    line.get_slice(..end).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{LineIndex, encoding};
    use PositionEncoding::{Utf8, Utf16, Utf32};

    #[test]
    fn edits_by_line_and_character() {
        let mut b = Buffer::new("one\r\ntwo 𝄞 x\n");
        b.edit((1, 4), (1, 6), Utf16, "clef");
        assert_eq!(&*b.text(), "one\r\ntwo clef x\n");
        b.edit((0, 99), (1, 0), Utf16, " ");
        assert_eq!(&*b.text(), "one two clef x\n");
        b.edit((9, 9), (9, 9), Utf8, "end");
        assert_eq!(&*b.text(), "one two clef x\nend");
    }

    #[test]
    fn hostile_positions_are_clamped() {
        let mut b = Buffer::new("a𝄞b");
        b.edit((0, 2), (0, 2), Utf16, "|");
        assert_eq!(&*b.text(), "a|𝄞b", "inside the surrogate pair");
        b.edit((u32::MAX, u32::MAX), (0, 0), Utf32, "");
        assert_eq!(&*b.text(), "", "reversed and past the end");
        b.edit((3, 3), (2, 2), Utf8, "x");
        assert_eq!((&*b.text(), b.len()), ("x", 1));
    }

    #[test]
    fn the_text_is_built_once_a_version() {
        let mut b = Buffer::new("a");
        assert!(Arc::ptr_eq(&b.text(), &b.text()));
        b.edit((0, 0), (0, 0), Utf8, "b");
        assert_eq!(&*b.text(), "ba");
    }

    proptest::proptest! {
        #[test]
        fn edits_equal_string_edits(
            text in "[ab\u{e9}\u{1d11e}\r\n\u{2028}]{0,30}",
            edits in proptest::collection::vec(((0u32..6, 0u32..9), (0u32..6, 0u32..9), "[x\u{1d11e}\r\n]{0,4}"), 0..12),
            which in 0usize..3,
        ) {
            let encoding = [Utf8, Utf16, Utf32].get(which).copied().unwrap_or_default();
            let mut buffer = Buffer::new(&text);
            let mut model = text.clone();
            for (start, end, new) in edits {
                let index = LineIndex::new(&model);
                let a = encoding::offset(&model, &index, start, encoding);
                let b = encoding::offset(&model, &index, end, encoding);
                model.replace_range(a.min(b)..a.max(b), &new);
                buffer.edit(start, end, encoding, &new);
                proptest::prop_assert_eq!(&*buffer.text(), model.as_str());
            }
        }
    }
}
