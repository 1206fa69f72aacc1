use super::Document;
use crate::text::Span;

impl Document {
    /// The lines that a link's fragment names as code hosts and editors write it, `L12`, `L12-L20`, `L12-20` or `L12C3`, without
    /// the ending of the last; into `original`. `None` if it names none, or a line that is not there.
    pub fn named_lines(&self, fragment: &str) -> Option<Span> {
        let (from, to) = fragment.split_once('-').unwrap_or((fragment, fragment));
        let first = line(from)?;
        let last = line(to).or_else(|| to.parse().ok())?;
        let lines = self.lines();
        // the text ends with a line that has nothing on it
        let there = |n: usize| n.checked_sub(1).filter(|i| *i < lines.lines()).map(|i| lines.content(&self.original, i));
        let (first, last) = (there(first)?, there(last)?);
        (first.start <= last.start).then_some(first.cover(last))
    }
}

/// `L12`, or `L12C3`: a column in the line is let go.
fn line(written: &str) -> Option<usize> {
    let number = written.strip_prefix(['L', 'l'])?;
    let (line, column) = number.split_once(['C', 'c']).unwrap_or((number, "1"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (digits(line) && digits(column)).then(|| line.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::*;

    #[test]
    fn lines_by_number() {
        let document = Document::from_text("a.md", "# 𝄞\r\n\r\n水 two\r\nthree\r\n", Format::Markdown);
        let named = |fragment: &str| document.named_lines(fragment).map(|s| s.of(&document.original));
        assert_eq!([named("L1"), named("L3"), named("l4")], [Some("# 𝄞"), Some("水 two"), Some("three")]);
        assert_eq!([named("L3-L4"), named("L3-4"), named("L3C2-L4C1")], [Some("水 two\r\nthree"); 3]);
        for none in ["L0", "L99", "L4-L3", "L3-", "L", "Later", "L3x", "3", "L-3", "L1C", "L99999999999999999999", ""] {
            assert_eq!(named(none), None, "{none}");
        }
    }
}
