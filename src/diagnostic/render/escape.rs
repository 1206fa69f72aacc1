use std::fmt::Write;

/// Whether a character could change what else is shown: control characters, bidirectional controls, separators that
/// some terminals break lines at, invisible tags.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Text on one line for a terminal: line breaks become spaces, unsafe characters `\u{…}`.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_unsafe(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// JSON with what a terminal or a viewer could obey written as `\uXXXX`: the same values, and safe to look at.
pub fn plain_json(json: String) -> String {
    let shown = |c: char| c == '\n' || !is_unsafe(c);
    if json.chars().all(shown) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if shown(c) {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// The text on one line, with everything escaped that Markdown (CommonMark, GFM) or HTML would read as something else.
pub fn escape_markdown(text: &str) -> String {
    let text = escape(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (at, c) in text.char_indices() {
        let before = text.get(..at).unwrap_or("");
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' | '$' | '!' | '{' | '}' | '@' => true,
            // a list, a heading's underline; “1.” and “1)” begin a list too
            '-' | '+' | '=' => before.is_empty(),
            ')' => all_digits(before),
            // bare addresses become links
            ':' => text.get(at..).is_some_and(|t| t.starts_with("://")) || mail(before),
            '.' => all_digits(before) || before.get(before.len().saturating_sub(3)..).is_some_and(|w| w.eq_ignore_ascii_case("www")),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit())
}

fn mail(before: &str) -> bool {
    ["mailto", "xmpp"].iter().any(|s| before.get(before.len().saturating_sub(s.len())..).is_some_and(|w| w.eq_ignore_ascii_case(s)))
}

/// Like [`escape`], one character for one, so that columns stay where they are: control pictures and U+FFFD.
pub fn escape_in_place(c: char) -> char {
    match c {
        '\t' | '\n' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if is_unsafe(c) => '\u{fffd}',
        c => c,
    }
}
