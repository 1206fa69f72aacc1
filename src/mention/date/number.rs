//! What a number token may be: a day, a year, a numeric date.

/// `13`, `13th`, `08`: a day of the month, and whether it is written as an ordinal.
pub(super) fn day(folded: &str) -> Option<(u8, bool)> {
    let digits = folded.len() - folded.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value: u8 = folded.get(..digits).filter(|d| (1..=2).contains(&d.len()))?.parse().ok()?;
    let ordinal = match folded.get(digits..)? {
        "" => false,
        "st" | "nd" | "rd" | "th" => true,
        _ => return None,
    };
    (1..=31).contains(&value).then_some((value, ordinal))
}

/// Four digits from 1000 to 2100.
pub(super) fn year(folded: &str) -> Option<i32> {
    let value: i32 = digits(folded, 4)?;
    (1000..=2100).contains(&value).then_some(value)
}

/// Exactly `len` ASCII digits.
pub(super) fn digits(folded: &str, len: usize) -> Option<i32> {
    (folded.len() == len && folded.bytes().all(|b| b.is_ascii_digit())).then(|| folded.parse().ok()).flatten()
}

/// `1990s` → 1990.
pub(super) fn decade(folded: &str) -> Option<i32> {
    year(folded.strip_suffix('s')?).filter(|y| y % 10 == 0)
}

/// `90s` → 1990; the tens below twenty are left alone.
pub(super) fn short_decade(folded: &str) -> Option<i32> {
    let tens = digits(folded.strip_suffix('s')?, 2)?;
    (tens % 10 == 0 && tens >= 20).then_some(1900 + tens)
}

/// The year of a numeric date: four digits, or two in the hundred years that end in 2049.
pub(super) fn short_year(folded: &str) -> Option<i32> {
    year(folded).or_else(|| digits(folded, 2).map(|y| if y < 50 { 2000 + y } else { 1900 + y }))
}

/// `one` … `twelve`, the tens, or digits up to 9999.
pub(super) fn count(folded: &str) -> Option<i32> {
    if (1..=4).contains(&folded.len()) && folded.bytes().all(|b| b.is_ascii_digit()) {
        return folded.parse().ok();
    }
    const WORDS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    match folded {
        "a" | "an" => Some(1),
        "fifteen" => Some(15),
        _ => position(&WORDS, folded).map(|n| n + 1).or_else(|| position(&TENS, folded).map(|n| (n + 2) * 10)),
    }
}

/// `first` → 1, `21st` → 21, `nineteenth` → 19.
pub(super) fn ordinal(folded: &str) -> Option<i32> {
    if let Some((n, true)) = day(folded) {
        return Some(i32::from(n));
    }
    const WORDS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    position(&WORDS, folded).map(|n| n + 1)
}

fn position(list: &[&str], word: &str) -> Option<i32> {
    list.iter().position(|w| *w == word).and_then(|n| i32::try_from(n).ok())
}
