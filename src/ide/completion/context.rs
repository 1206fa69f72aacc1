//! What is being written at a place, told from the line before and after it.

use crate::document::{BlockKind, Document, InlineKind};
use crate::text::Span;

/// What is being written. Spans are into the original text: what is typed so far and the rest of the same word after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Context {
    /// After `@`; `bare`: not in brackets.
    Key { typed: Span, bare: bool },
    /// After `[[`; `close`: what ends it is still to be written.
    Wiki { typed: Span, close: bool },
    /// After `[[file#`, or `](file#`.
    Heading { file: String, wiki: bool, typed: Span, close: bool },
    /// After `](`.
    Target { typed: Span, close: bool },
    /// After `[^`.
    Footnote { typed: Span, close: bool },
    /// After `source:` in the front matter.
    Source { typed: Span },
    /// Running text.
    Words,
}

impl Context {
    /// `None` where nothing is to be completed: code, mathematics, comments, most of the front matter.
    pub(super) fn at(document: &Document, offset: u32) -> Option<Context> {
        let text = document.original.as_ref();
        let index = document.lines();
        let line = index.content(text, index.line(offset as usize));
        let at = offset.clamp(line.start, line.end);
        let before = Span { start: line.start, end: at }.of(text);
        let after = Span { start: at, end: line.end }.of(text);
        if !document.front.outer.is_empty() && offset < document.front.outer.end {
            return source(before, at, after);
        }
        if literal(document, offset) {
            return None;
        }
        let here = Line { before, after, at };
        here.wiki().or_else(|| here.link()).or_else(|| here.footnote()).or_else(|| here.key()).or(Some(Context::Words))
    }
}

/// Code, mathematics, markup and comments.
fn literal(document: &Document, offset: u32) -> bool {
    let inside = |s: Span| s.start < offset && offset < s.end;
    let block = |b: &crate::document::Block| {
        let code = matches!(b.kind, BlockKind::Code | BlockKind::Math);
        code && b.outer.start < offset && offset <= b.outer.end
    };
    let mark = |i: &crate::document::Inline| matches!(i.kind, InlineKind::Code | InlineKind::Math | InlineKind::Html) && inside(i.outer);
    document.blocks.iter().any(block) || document.inlines.iter().any(mark) || document.comments.iter().any(|c| inside(c.outer))
}

fn source(before: &str, at: u32, after: &str) -> Option<Context> {
    let value = before.trim_start().strip_prefix("source:").or_else(|| before.trim_start().strip_prefix("- "))?;
    let typed = value.trim_start().trim_start_matches(['"', '\'', '[', '@']);
    let rest = after.find([']', '"', '\'', '#']).unwrap_or(after.trim_end().len());
    Some(Context::Source { typed: Span::new(at as usize - typed.len(), at as usize + rest) })
}

struct Line<'a> {
    before: &'a str,
    after: &'a str,
    at: u32,
}

impl Line<'_> {
    /// `typed` letters before the place and `rest` bytes after it.
    fn span(&self, typed: &str, rest: usize) -> Span {
        Span::new(self.at as usize - typed.len(), self.at as usize + rest)
    }

    fn wiki(&self) -> Option<Context> {
        let open = self.before.rfind("[[")?;
        let inner = self.before.get(open + 2..)?;
        if inner.contains("]]") || inner.contains(['|', '[']) {
            return None;
        }
        let end = self.after.find(['|', ']', '[', '#']).unwrap_or(self.after.len());
        let closed = self.after.get(end..).is_some_and(|r| r.starts_with("]]") || r.starts_with('|') || r.starts_with('#'));
        // what stands after an unclosed link is not its own
        let rest = if closed { end } else { 0 };
        let close = !closed;
        Some(match inner.split_once('#') {
            Some((file, heading)) => {
                let closed = self.after.get(rest..).is_some_and(|r| r.starts_with("]]") || r.starts_with('|'));
                Context::Heading { file: file.trim().to_string(), wiki: true, typed: self.span(heading, rest), close: !closed }
            }
            None => Context::Wiki { typed: self.span(inner, rest), close },
        })
    }

    fn link(&self) -> Option<Context> {
        let open = self.before.rfind("](")?;
        let inner = self.before.get(open + 2..)?;
        if inner.contains([')', ' ', '"']) {
            return None;
        }
        let end = self.after.find([')', ' ', '#']).unwrap_or(self.after.len());
        let closed = self.after.get(end..).is_some_and(|r| r.starts_with([')', '#']));
        let rest = if closed { end } else { 0 };
        Some(match inner.split_once('#') {
            Some((file, heading)) => {
                Context::Heading { file: file.to_string(), wiki: false, typed: self.span(heading, rest), close: !closed }
            }
            None => Context::Target { typed: self.span(inner, rest), close: !closed },
        })
    }

    fn footnote(&self) -> Option<Context> {
        let open = self.before.rfind("[^")?;
        let inner = self.before.get(open + 2..)?;
        if inner.contains([']', ' ']) {
            return None;
        }
        let end = self.after.find([']', ' ', '[']).unwrap_or(self.after.len());
        let closed = self.after.get(end..).is_some_and(|r| r.starts_with(']'));
        Some(Context::Footnote { typed: self.span(inner, if closed { end } else { 0 }), close: !closed })
    }

    fn key(&self) -> Option<Context> {
        let part =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/');
        let typed = self.before.get(self.before.trim_end_matches(part).len()..)?;
        let head = self.before.get(..self.before.len() - typed.len())?.strip_suffix('@')?;
        let begins = head.chars().next_back().is_none_or(|c| {
            c.is_whitespace() || matches!(c, '[' | '(' | '-' | '—' | '–' | ';' | ',' | '“' | '"' | '‘' | '\'' | '*' | '_' | '|' | ':')
        });
        let rest = self.after.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(self.after.len());
        let bracket = head.rfind('[').is_some_and(|open| !head.get(open..).unwrap_or("").contains(']'));
        begins.then(|| Context::Key { typed: self.span(typed, rest), bare: !bracket })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    /// The context at `|`, its words.
    fn at(marked: &str) -> Option<(Context, String)> {
        let offset = marked.find('|').unwrap_or(0);
        let text = marked.replacen('|', "", 1);
        let document = Document::from_text("n.md", text.as_str(), Format::Markdown);
        let context = Context::at(&document, offset as u32)?;
        let span = match &context {
            Context::Key { typed, .. } | Context::Wiki { typed, .. } | Context::Target { typed, .. } => *typed,
            Context::Heading { typed, .. } | Context::Footnote { typed, .. } | Context::Source { typed } => *typed,
            Context::Words => Span::default(),
        };
        Some((context, span.of(&text).to_string()))
    }

    fn words(marked: &str) -> String {
        at(marked).map_or("nothing".to_string(), |(c, w)| {
            let name = format!("{c:?}");
            format!("{} {w}", name.split([' ', '{']).next().unwrap_or(""))
        })
    }

    #[test]
    fn what_is_being_written() {
        for (marked, expected) in [
            ("𝄞 [@se|a20, p. 3]", "Key sea20"),
            ("𝄞 @|", "Key "),
            ("x@y|", "Words "),
            ("See [[se|a]] 水", "Wiki sea"),
            ("See [[se| and so on", "Wiki se"),
            ("See [[水 の|", "Wiki 水 の"),
            ("See [[sea#Sp|äter]]", "Heading Später"),
            ("See [[a]] and |", "Words "),
            ("See [x](../so|urces/a.md)", "Target ../sources/a.md"),
            ("See [x](a.md#p|)", "Heading p"),
            ("So[^n|]", "Footnote n"),
            ("So[^|", "Footnote "),
            ("`[[a|`", "nothing"),
            ("```\n[[a|\n```\n", "nothing"),
            ("$x [@|$ y", "nothing"),
            ("---\nsource: se|\n---\n", "Source se"),
            ("---\ntitle: se|\n---\n", "nothing"),
            ("", "Words "),
        ] {
            assert_eq!(words(marked), expected, "{marked}");
        }
    }

    #[test]
    fn what_is_closed_stays_closed() {
        let close = |marked: &str| match at(marked) {
            Some((Context::Wiki { close, .. } | Context::Heading { close, .. } | Context::Target { close, .. }, _)) => Some(close),
            Some((Context::Footnote { close, .. }, _)) => Some(close),
            _ => None,
        };
        for (marked, expected) in
            [("[[a|]]", false), ("[[a|", true), ("[[a|#x]]", false), ("[x](a|)", false), ("[x](a|", true), ("[^a|]", false), ("[^|", true)]
        {
            assert_eq!(close(marked), Some(expected), "{marked}");
        }
        assert!(matches!(at("@a|"), Some((Context::Key { bare: true, .. }, _))));
        assert!(matches!(at("[see @a|"), Some((Context::Key { bare: false, .. }, _))));
    }
}
