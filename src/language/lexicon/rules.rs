use std::borrow::Cow;

/// Strips a regular English ending (plural, past, gerund). `None` where no rule applies.
pub fn regular(w: &str) -> Option<Cow<'_, str>> {
    if let Some(s) = w.strip_suffix("ies")
        && s.len() >= 2
    {
        return Some(Cow::Owned(format!("{s}y")));
    }
    for end in ["sses", "shes", "ches", "xes", "zes", "oes"] {
        if w.ends_with(end) && w.len() > end.len() {
            return Some(Cow::Borrowed(&w[..w.len() - 2]));
        }
    }
    if w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us") && !w.ends_with("is") {
        return Some(Cow::Borrowed(&w[..w.len() - 1]));
    }
    if let Some(s) = w.strip_suffix("ied")
        && s.len() >= 2
    {
        return Some(Cow::Owned(format!("{s}y")));
    }
    for end in ["ing", "ed"] {
        if let Some(s) = w.strip_suffix(end)
            && s.len() >= 2
            && s.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        {
            return Some(stem(s));
        }
    }
    None
}

/// Undoes the doubling of a consonant, or gives back a dropped `e`.
fn stem(s: &str) -> Cow<'_, str> {
    let b = s.as_bytes();
    let n = b.len();
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    if n >= 3 && b[n - 1] == b[n - 2] && !matches!(b[n - 1], b'l' | b's' | b'f' | b'z') {
        return Cow::Borrowed(&s[..n - 1]);
    }
    let single_vowel_before = n >= 2 && !vowel(b[n - 1]) && vowel(b[n - 2]) && (n < 3 || !vowel(b[n - 3]));
    let needs_e = s.ends_with("at") && n > 3
        || s.ends_with("iz")
        || s.ends_with("is") && n > 3
        || s.ends_with("v")
        || s.ends_with("uc")
        || s.ends_with("rc")
        || s.ends_with("nc")
        || s.ends_with("rg")
        || s.ends_with("dg")
        || s.ends_with("ng") && !s.ends_with("ing") && !s.ends_with("ong") && n > 4 && s.ends_with("ang")
        || s.ends_with("ut") && n > 3 && !s.ends_with("out")
        || s.ends_with("u")
        || s.ends_with("bl")
        || s.ends_with("tl")
        || s.ends_with("ir")
        || s.ends_with("ur") && n > 3
        || s.ends_with("or") && n <= 4
        || single_vowel_before && n <= 3 && !matches!(b[n - 1], b'w' | b'x' | b'y');
    if needs_e { Cow::Owned(format!("{s}e")) } else { Cow::Borrowed(s) }
}
