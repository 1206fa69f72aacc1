//! Document text is data: in Markdown it must stay the text that it is.

pub(super) use crate::diagnostic::render::escape_markdown as escape;

/// The escaped text in bold; empty for a text without letters.
pub(super) fn bold(text: &str) -> String {
    let text = escape(text);
    if text.is_empty() { text } else { format!("**{text}**") }
}

/// What is left of such Markdown for a client that shows plain text only.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            '*' if chars.peek() == Some(&'*') => {
                chars.next();
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// The words of the only paragraph, if nothing but words is in it.
    fn read(markdown: &str) -> Option<String> {
        let mut out = String::new();
        for event in Parser::new_ext(markdown, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)) {
            match event {
                Event::Text(t) => out.push_str(&t),
                Event::Start(Tag::Paragraph) | Event::End(_) => {}
                _ => return None,
            }
        }
        Some(out)
    }

    #[test]
    fn text_stays_text() {
        for text in [
            "a *b* _c_ `d` [e](f) <b>g</b> ![h](i) &amp; ~~j~~ $k$ | l {#m}",
            "- no item",
            "1. no item",
            "12) no item",
            "# no heading",
            "> no quotation",
            "=== no underline",
            "back\\slash and [[wiki]] and [^1]",
            "https://example.org/a_b and www.example.org and a@example.org",
            "It rose 3.2% (see p. 4): so it was.",
        ] {
            assert_eq!(read(&escape(text)).as_deref(), Some(text), "{}", escape(text));
            assert_eq!(plain(&escape(text)), text);
        }
    }

    #[test]
    fn control_characters_and_lines_are_shown() {
        assert_eq!(escape("a\nb\u{202e}c"), "a b\\\\u\\{202e\\}c");
    }

    proptest::proptest! {
        #[test]
        fn anything_stays_text(text in "[-a1.)(:#>*_`\\[\\]<&~|$!=+\\\\ /w@]{0,24}") {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            proptest::prop_assert_eq!(read(&escape(&text)), Some(text.clone()), "{}", escape(&text));
            proptest::prop_assert_eq!(plain(&escape(&text)), text);
        }
    }
}
