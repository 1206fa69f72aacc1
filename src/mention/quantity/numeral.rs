//! Numbers in digits, as one token writes them.

/// What the digits of one token say.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Numeral {
    /// `value` with the worth of its last digit written; `plain` when there is neither separator nor decimal.
    Number {
        value: f64,
        step: f64,
        plain: bool,
    },
    Ordinal(f64),
    /// 1990s, 80s
    Decade,
    /// Digits that are no number: versions, dates with full stops, lists, letters inside
    Other,
}

/// Reads a token that begins with a digit.
pub(super) fn numeral(s: &str) -> Numeral {
    let digits = s.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
    let (number, tail) = s.split_at(digits);
    let Some((value, step, plain)) = value(number) else { return Numeral::Other };
    match tail {
        "" => Numeral::Number { value, step, plain },
        _ if ["st", "nd", "rd", "th"].iter().any(|t| tail.eq_ignore_ascii_case(t)) && plain => Numeral::Ordinal(value),
        "s" | "S" => Numeral::Decade,
        _ => Numeral::Other,
    }
}

/// Value, worth of the last digit, and whether it is digits only. English and continental separators; `1.234`
/// is read as a decimal, `1,234` as a thousand, `12,34,567` in the Indian way.
fn value(s: &str) -> Option<(f64, f64, bool)> {
    if s.is_empty() || s.len() > 40 {
        return None;
    }
    let commas = s.matches(',').count();
    let dots = s.matches('.').count();
    let (groups, decimals) = match (commas, dots) {
        (0, 0) => return Some((s.parse().ok()?, 1.0, true)),
        (0, 1) => decimal(s, '.'),
        (0, _) => (Some(('.', s)), ""),
        (1, 0) if grouped(s, ',') => (Some((',', s)), ""),
        (1, 0) => decimal(s, ','),
        (_, 0) => (Some((',', s)), ""),
        _ => {
            // the separator that stands last marks the decimals
            let (group, point) = if s.rfind(',') > s.rfind('.') { ('.', ',') } else { (',', '.') };
            let (head, tail) = s.rsplit_once(point)?;
            (Some((group, head)), tail)
        }
    };
    let (separator, head) = groups?;
    if head.contains(separator) && !grouped(head, separator) {
        return None;
    }
    if !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut plain: String = head.chars().filter(|c| *c != separator).collect();
    if !plain.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if !decimals.is_empty() {
        plain.push('.');
        plain.push_str(decimals);
    }
    Some((plain.parse().ok()?, 10f64.powi(-(decimals.len() as i32)), false))
}

fn decimal(s: &str, point: char) -> (Option<(char, &str)>, &str) {
    match s.split_once(point) {
        Some((head, tail)) => (Some((' ', head)), tail),
        None => (None, ""),
    }
}

/// Groups of three after a first of one to three; or, in the Indian way, of two with three at the end.
fn grouped(s: &str, separator: char) -> bool {
    let mut parts = s.split(separator);
    let Some(first) = parts.next() else { return false };
    if first.is_empty() || first.len() > 3 || first.starts_with('0') {
        return false;
    }
    let count = s.matches(separator).count();
    let mut three = true;
    let mut indian = first.len() <= 2;
    for (k, part) in parts.enumerate() {
        three &= part.len() == 3;
        indian &= part.len() == if k + 1 == count { 3 } else { 2 };
    }
    three || indian && count > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(s: &str) -> Option<(f64, f64)> {
        match numeral(s) {
            Numeral::Number { value, step, .. } => Some((value, step)),
            _ => None,
        }
    }

    #[test]
    fn reads_separators_of_many_places() {
        assert_eq!(number("1,000"), Some((1000.0, 1.0)));
        assert_eq!(number("3.3"), Some((3.3, 0.1)));
        assert_eq!(number("1.234.567,89"), Some((1_234_567.89, 0.01)));
        assert_eq!(number("1,234,567.8"), Some((1_234_567.8, 0.1)));
        assert_eq!(number("12,34,567"), Some((1_234_567.0, 1.0)));
        assert_eq!(number("3,5"), Some((3.5, 0.1)));
        assert_eq!(number("0,125"), Some((0.125, 0.001)));
        assert_eq!(number("2014"), Some((2014.0, 1.0)));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for s in ["3.1.2", "17.02.2014", "1,2,3", "192.168.0.1", "3a4", "1,23,4"] {
            assert_eq!(numeral(s), Numeral::Other, "{s}");
        }
        assert_eq!(numeral("1990s"), Numeral::Decade);
        assert_eq!(numeral("21st"), Numeral::Ordinal(21.0));
    }
}
