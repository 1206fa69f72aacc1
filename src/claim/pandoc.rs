//! Pandoc's citation marks in running text: `[@key, p. 3; see @other]`, `[-@key]`, `@key`, `@{any key}`.

use crate::text::{Span, char_floor};

/// One key in one mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// The whole mark with its brackets; keys of one bracket share it.
    pub span: Span,
    /// The key without `@`.
    pub key: Span,
    /// What follows the key within its part of the bracket (`p. 3`).
    pub locator: Option<Span>,
    /// It stands in the running text without brackets.
    pub bare: bool,
}

/// A bracket longer than this is no citation, so that unbalanced brackets cost no time.
const LONGEST: usize = 1_000;

/// All marks in `span` of `text`, in order. Linear.
pub(super) fn marks(text: &str, span: Span) -> Vec<Mark> {
    let slice = span.of(text);
    let base = span.start as usize;
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(i) = slice.get(at..).and_then(|rest| rest.find(['[', '@'])).map(|i| at + i) {
        at = i + 1;
        if slice[i..].starts_with('[') {
            if let Some(end) = bracket(slice, i, base, &mut out) {
                at = end;
            }
        } else if let Some((key, end)) = key_at(slice, i).filter(|_| begins(slice, i)) {
            let (whole, locator) = match locator_after(slice, end) {
                Some((bracket, inner)) => (bracket, Some(inner.shift(base))),
                None => (end, None),
            };
            out.push(Mark { span: Span::new(base + i, base + whole), key: key.shift(base), locator, bare: true });
            at = whole;
        }
    }
    out
}

/// Reads the bracket that opens at `open`; its end if it is a citation.
fn bracket(slice: &str, open: usize, base: usize, out: &mut Vec<Mark>) -> Option<usize> {
    let limit = char_floor(slice, (open + LONGEST).min(slice.len()));
    let inside = slice.get(open + 1..limit)?;
    let close = inside.find([']', '['])?;
    if !inside[close..].starts_with(']') {
        return None;
    }
    let end = open + 1 + close + 1;
    let mut found = Vec::new();
    let mut at = open + 1;
    for part in inside[..close].split(';') {
        let sign = part.match_indices('@').map(|(i, _)| at + i).find(|i| begins(slice, *i))?;
        let (key, key_end) = key_at(slice, sign)?;
        let rest = slice.get(key_end..at + part.len()).unwrap_or("");
        let trimmed = rest.trim_start_matches([',', ' ', '\n']);
        let locator = (!trimmed.trim().is_empty()).then(|| {
            let from = key_end + rest.len() - trimmed.len();
            Span::new(base + from, base + from + trimmed.trim_end().len())
        });
        let span = Span::new(base + open, base + end);
        found.push(Mark { span, key: key.shift(base), locator, bare: false });
        at += part.len() + 1;
    }
    out.extend(found);
    Some(end)
}

/// `[p. 33]` right after a bare key: (end, inner span). Only something with a digit is a locator.
fn locator_after(slice: &str, end: usize) -> Option<(usize, Span)> {
    let rest = slice.get(end..)?;
    let open = rest.strip_prefix(" [").or_else(|| rest.strip_prefix('['))?;
    let from = end + rest.len() - open.len();
    let limit = char_floor(open, 100.min(open.len()));
    let close = open.get(..limit)?.find([']', '['])?;
    let inner = open.get(..close)?;
    let locator = open.get(close..)?.starts_with(']') && inner.contains(|c: char| c.is_ascii_digit()) && !inner.contains('@');
    locator.then(|| (from + close + 1, Span::new(from, from + close)))
}

/// Whether a key may begin at the `@`: not inside a word, an address or a path.
fn begins(slice: &str, at: usize) -> bool {
    slice.get(..at).and_then(|s| s.chars().next_back()).is_none_or(|c| {
        c.is_whitespace() || matches!(c, '[' | '(' | '-' | '—' | '–' | ';' | ',' | '“' | '"' | '‘' | '\'' | '*' | '_' | '|' | ':')
    })
}

/// The key after the `@` at `at` and where the mark ends. Inner punctuation counts only between letters and digits.
fn key_at(slice: &str, at: usize) -> Option<(Span, usize)> {
    let rest = slice.get(at + 1..)?;
    if let Some(inner) = rest.strip_prefix('{') {
        let limit = char_floor(inner, 200.min(inner.len()));
        let close = inner.get(..limit)?.find(['}', '{', '\n'])?;
        let closed = inner.get(close..)?.starts_with('}') && close > 0;
        return closed.then(|| (Span::new(at + 2, at + 2 + close), at + 3 + close));
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    let mut inner = false;
    for (i, c) in rest.char_indices() {
        if word(c) {
            end = i + c.len_utf8();
            inner = false;
        } else if end > 0 && !inner && matches!(c, ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/') {
            inner = true;
        } else {
            break;
        }
    }
    // “@ada@host”: an address
    let address = rest.get(end..).is_some_and(|after| after.starts_with('@'));
    (end > 0 && !address).then(|| (Span::new(at + 1, at + 1 + end), at + 1 + end))
}

#[cfg(test)]
mod tests {
    use super::marks;
    use crate::text::Span;

    fn all(text: &str) -> Vec<(String, String, Option<String>)> {
        let of = |s: Span| s.of(text).to_string();
        marks(text, Span::new(0, text.len())).into_iter().map(|m| (of(m.span), of(m.key), m.locator.map(of))).collect()
    }

    #[test]
    fn brackets_with_prefix_locator_and_several_keys() {
        let text = "It rose [see @sea20, pp. 3-5; also -@tide:x]. It fell [-@wind].";
        let s = |t: &str| t.to_string();
        assert_eq!(
            all(text),
            [
                (s("[see @sea20, pp. 3-5; also -@tide:x]"), s("sea20"), Some(s("pp. 3-5"))),
                (s("[see @sea20, pp. 3-5; also -@tide:x]"), s("tide:x"), None),
                (s("[-@wind]"), s("wind"), None),
            ]
        );
    }

    #[test]
    fn bare_keys_end_before_punctuation() {
        let text = "@sea20 [p. 33] says so, as does @{tide 2/x}; see (@wind.).";
        let keys: Vec<_> = all(text).into_iter().map(|m| (m.1, m.2)).collect();
        assert_eq!(keys, [("sea20".into(), Some("p. 33".into())), ("tide 2/x".into(), None), ("wind".into(), None)]);
    }

    #[test]
    fn look_alikes_are_no_citations() {
        for text in ["ada@host.tld", "a [note] and [x", "@ home", "x/@y", "@a@b", "[@", "[[@]]", "@{", "@-x"] {
            assert!(all(text).is_empty(), "{text}: {:?}", all(text));
        }
        assert!(all(&"[@".repeat(50_000)).len() <= 50_000);
    }
}
