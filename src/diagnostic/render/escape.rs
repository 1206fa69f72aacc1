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
