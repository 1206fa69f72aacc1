//! Slips of the pen: two figures so like each other as they are written that one is the other, misread or mistyped.

use crate::mention::quantity::{Kind, Quantity};

/// Digits of a figure that is written too exactly for another one to be so like it by chance, and of the longest that is looked at.
const SHORT: usize = 4;
const LONG: usize = 20;
/// Digits of the shortest figure of which one may be another, and of the shortest of which two may be exchanged.
const ONE: usize = 3;
const TWO: usize = 2;

/// Two figures of four digits or more, as they are written, of which one differs by a digit or by two that were exchanged.
pub fn miswritten(a: &str, b: &str) -> bool {
    let (a, b) = (digits(a), digits(b));
    a.len() >= SHORT && (another(&a, &b) || exchanged(&a, &b))
}

/// The same for shorter ones, of which a document must say nothing else: a digit of three or more, two that were exchanged (36 and
/// 63), a zero more (8,000 and 80,000), another unit of the same sort (40 acres, 40 square miles). `written`: both numbers as they stand.
pub fn misread(note: &Quantity, source: &Quantity, written: (&str, &str)) -> bool {
    if let (Kind::Measure(a), Kind::Measure(b)) = (note.kind, source.kind)
        && a != b
    {
        return a.dimension == b.dimension && note.value == source.value;
    }
    if note.kind != source.kind || note.as_words || source.as_words || note.kind == Kind::Ordinal {
        return false;
    }
    let (a, b) = (digits(written.0), digits(written.1));
    let one = a.len() >= ONE && another(&a, &b);
    let two = a.len() >= TWO && exchanged(&a, &b);
    let zero = |a: &[u8], b: &[u8]| a.len() == b.len() + 1 && a.len() > ONE && a.starts_with(b) && a.ends_with(b"00");
    one || two || zero(&a, &b) || zero(&b, &a)
}

fn digits(written: &str) -> Vec<u8> {
    written.bytes().filter(u8::is_ascii_digit).take(LONG).collect()
}

fn differing(a: &[u8], b: &[u8]) -> Vec<usize> {
    if a.len() == b.len() && a.len() < LONG { (0..a.len()).filter(|k| a[*k] != b[*k]).collect() } else { Vec::new() }
}

fn another(a: &[u8], b: &[u8]) -> bool {
    differing(a, b).len() == 1
}

fn exchanged(a: &[u8], b: &[u8]) -> bool {
    matches!(differing(a, b).as_slice(), [i, j] if a[*i] == b[*j] && a[*j] == b[*i])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Words;
    use crate::mention::quantity;
    use crate::text::Span;

    fn read(s: &str) -> bool {
        let words = Words::new(s, Span::new(0, s.len()));
        let found = quantity::find(s, &words);
        let [a, b] = found.as_slice() else { panic!("{s}") };
        misread(a, b, (a.number.of(s), b.number.of(s)))
    }

    #[test]
    fn figures_that_are_misread() {
        for s in ["63 patents against 36 patents", "$250 million against $150 million", "62% against 26%", "40 acres against 40 hectares"] {
            assert!(read(s), "{s}");
        }
        assert!(read("80,000 moths against 8,000 moths"));
        assert!(miswritten("1,230", "1,320") && !miswritten("230", "320"));
    }

    #[test]
    fn figures_that_are_two() {
        for s in [
            "63 patents against 37 patents",
            "$25 million against $15 million",
            "three moths against eight moths",
            "40 acres against 40 days",
            "40 acres against 30 hectares",
        ] {
            assert!(!read(s), "{s}");
        }
    }
}
