use unicode_normalization::UnicodeNormalization;

/// The words of a BibTeX value: braces dropped, escapes and accent commands decoded, white space folded. Linear.
pub(super) fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    let mut accent = None;
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' | '$' => {}
            '~' => out.push(' '),
            '\\' => accent = command(&mut chars, &mut out).or(accent),
            '-' if chars.peek() == Some(&'-') => {
                while chars.next_if_eq(&'-').is_some() {}
                out.push('–');
            }
            _ => {
                out.push(c);
                out.extend(accent.take());
            }
        }
    }
    let folded: Vec<&str> = out.split_whitespace().collect();
    folded.join(" ").nfc().collect()
}

/// Reads what follows a backslash: an escaped sign, a letter, or a command. Gives the combining mark of an accent,
/// which belongs after the next letter.
fn command(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) -> Option<char> {
    let first = chars.next()?;
    let mark = match first {
        '\'' => '\u{301}',
        '`' => '\u{300}',
        '"' => '\u{308}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '=' => '\u{304}',
        '.' => '\u{307}',
        c if c.is_ascii_alphabetic() => return word(c, chars, out),
        other => {
            out.push(other);
            return None;
        }
    };
    Some(mark)
}

fn word(first: char, chars: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) -> Option<char> {
    let mut name = String::from(first);
    while let Some(c) = chars.next_if(char::is_ascii_alphabetic) {
        name.push(c);
    }
    chars.next_if_eq(&' ');
    let letter = match name.as_str() {
        "c" => return Some('\u{327}'),
        "v" => return Some('\u{30c}'),
        "u" => return Some('\u{306}'),
        "H" => return Some('\u{30b}'),
        "r" => return Some('\u{30a}'),
        "k" => return Some('\u{328}'),
        "ss" => "ß",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "aa" => "å",
        "AA" => "Å",
        "i" => "i",
        "textendash" => "–",
        "ldots" | "dots" => "…",
        _ => "",
    };
    out.push_str(letter);
    None
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn braces_accents_and_dashes() {
        assert_eq!(plain("{The {NASA} Report}\n  on  M{\\\"u}ller \\& S{\\o}n"), "The NASA Report on Müller & Søn");
        assert_eq!(plain("pp. 3--5, \\v{C}apek, Fran\\c cois, \\emph{x}"), "pp. 3–5, Čapek, François, x");
        assert_eq!(plain("\\"), "");
    }
}
