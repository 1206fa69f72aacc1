use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Folds one character for comparison: lower case, without accents, typographic variants made plain.
/// Soft hyphens, zero-width characters and combining marks fold to nothing. Calls `push` for each character that is left.
pub fn fold_char(c: char, push: &mut impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' => {}
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | 'ʼ' => push('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => push('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => push('-'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => push(' '),
        _ => decompose_compatible(c, |d| {
            if !is_combining_mark(d) {
                d.to_lowercase().for_each(&mut *push);
            }
        }),
    }
}

/// The folded form of a whole text; for offsets use the tokens.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut |d| out.push(d));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_case_accents_ligatures_and_typography() {
        assert_eq!(fold("Naïve “ﬁx” co\u{ad}op — Straße"), "naive \"fix\" coop - straße");
        assert_eq!(fold("e\u{301}t\u{a0}é"), "et e");
    }
}
