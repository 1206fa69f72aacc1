//! Years, decades, centuries, eras. A bare number is a year only where its surroundings say so.

use super::calendar::{PartialDate, Unit};
use super::number;
use super::read::Scan;
use super::{Found, Relative};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

fn listed(cell: &'static OnceLock<FxHashSet<&'static str>>, list: &'static str, word: &str) -> bool {
    cell.get_or_init(|| list.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()).contains(word)
}

/// A noun that numbers count: “km”, “people”.
pub(super) fn unit(folded: &str) -> bool {
    static CELL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    listed(&CELL, include_str!("counted.txt"), folded)
}

fn label(folded: &str) -> bool {
    static CELL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    listed(&CELL, include_str!("label.txt"), folded)
}

/// What stands at `i` is counted by the number before it.
pub(super) fn counted(scan: &Scan, i: usize) -> bool {
    let at = i + usize::from(scan.is_dash(i) && scan.glued(i) && scan.glued(i + 1));
    let folded = scan.fold(at);
    matches!(folded, "%" | "°" | "€" | "£" | "$" | "¥" | "+" | "*")
        || scan.token(at).is_some_and(|t| t.is_word() && !t.capital) && unit(folded)
}

/// A plural noun in lower case stands at `i`, perhaps behind one adjective.
fn plural(scan: &Scan, i: usize) -> bool {
    scan.token(i).is_some_and(|t| t.is_word() && !t.capital && !t.stop)
        && scan.fold(i).len() > 3
        && scan.fold(i).ends_with('s')
        && scan.fold(i) != scan.words.lemma(i)
}

fn determiner(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "its" | "his" | "her" | "their" | "our" | "my" | "this" | "that" | "'s" | "'")
}

/// A preposition that a year follows more often than a count does.
fn temporal(word: &str) -> bool {
    matches!(
        word,
        "in" | "since"
            | "until"
            | "till"
            | "before"
            | "after"
            | "during"
            | "circa"
            | "early"
            | "late"
            | "mid"
            | "year"
            | "years"
            | "born"
            | "died"
            | "founded"
            | "established"
            | "summer"
            | "winter"
            | "spring"
            | "autumn"
            | "fall"
    )
}

/// “in 1960”, “the 2008 crisis”, “(1843–1901)”; never “2000 people”, “$2000”, “page 1984”.
pub(super) fn bare(scan: &Scan, i: usize, strong: bool) -> Option<Found> {
    let value = number::year(scan.fold(i)).filter(|_| scan.number(i))?;
    let likely = (1900..=2035).contains(&value);
    let back = scan.back(i, 1);
    let next = scan.fold(i + 1);
    if scan.glued(i) && i > 0 && !matches!(back, "(" | "[" | "\"" | "'" | "," | ";" | "-" | "." | "/" | "~") || counted(scan, i + 1) {
        return None;
    }
    if scan.glued(i)
        && matches!(back, "-" | "." | "/")
        && !strong
        && !matches!(scan.back(i, 2), "mid" | "post" | "pre" | "c" | "ca" | "late" | "early")
    {
        return None;
    }
    if matches!(back, "$" | "€" | "£" | "¥" | "#" | "№")
        || back == "." && label(scan.back(i, 2))
        || label(back) && !(strong && likely) && !(back == "than" && matches!(scan.back(i, 2), "later" | "earlier"))
    {
        return None;
    }
    if scan.glued(i + 1) && !plain_end(scan, i + 1) {
        return None;
    }
    let many = plural(scan, i + 1) || scan.token(i + 1).is_some_and(|t| t.is_word() && !t.stop && !t.capital) && plural(scan, i + 2);
    let date = || PartialDate::new(Some(value), None, None).map(|d| Found::new(i, i + 1, d));
    if many && !(determiner(back) || likely && value % 100 != 0 && (temporal(back) || strong)) {
        return None;
    }
    if strong || temporal(back) {
        return if value % 100 == 0 && !likely && next_noun(scan, i + 1) { None } else { date() };
    }
    if !likely {
        let paired = matches!(back, "(" | "[") && (matches!(next, ")" | "]") || scan.is_dash(i + 1));
        let event = determiner(back) && back != "a" && back != "'" && next_noun(scan, i + 1) && value < 1900 && value % 50 != 0;
        let of = matches!(back, "of" | "by" | "from" | "ad") && value % 50 != 0 && value < 1900 && !next_noun(scan, i + 1);
        return if paired || event || of { date() } else { None };
    }
    let named = i > 0 && scan.capital(i - 1) && !scan.token(i - 1).is_some_and(|t| t.stop) && i > 1;
    let number_before = i > 0 && scan.number(i - 1);
    let rose = matches!(back, "by" | "to") && changes(scan, i) && value % 10 == 0;
    if named
        || number_before
        || rose
        || value % 100 == 0 && value != 2000 && !determiner(back) && !matches!(back, "(" | "by" | "from" | "of" | "to")
    {
        return None;
    }
    date()
}

/// The mark right behind a year leaves it a year.
fn plain_end(scan: &Scan, i: usize) -> bool {
    match scan.fold(i) {
        "." | "," | ":" | "/" => {
            !(scan.glued(i + 1) && (scan.number(i + 1) || scan.fold(i) != ",")) || scan.fold(i) == "/" && scan.number(i + 1)
        }
        "-" => !scan.glued(i + 1) || scan.number(i + 1) || matches!(scan.fold(i + 1), "present" | "era" | "to"),
        ";" | ")" | "]" | "\"" | "'" | "?" | "!" | "'s" | "…" => true,
        _ => false,
    }
}

/// A lower-case content word stands at `i`.
fn next_noun(scan: &Scan, i: usize) -> bool {
    scan.token(i).is_some_and(|t| t.is_word() && !t.stop && !t.capital)
}

/// A verb of change within four tokens before `i`: “rose by 2010” is a count.
fn changes(scan: &Scan, i: usize) -> bool {
    (2..=4).any(|k| {
        i >= k
            && matches!(
                scan.words.lemma(i - k),
                "rise"
                    | "rose"
                    | "increase"
                    | "grow"
                    | "fall"
                    | "drop"
                    | "decline"
                    | "decrease"
                    | "reduce"
                    | "jump"
                    | "climb"
                    | "up"
                    | "down"
                    | "number"
            )
    })
}

/// “1990s”, “the 1990's”.
pub(super) fn decade(scan: &Scan, i: usize) -> Option<Found> {
    let folded = scan.fold(i);
    if let Some(first) = number::decade(folded) {
        return PartialDate::of_year(first, Unit::Decade).map(|d| Found::new(i, i + 1, d));
    }
    let before = scan.back(i, 1);
    if matches!(before, "late" | "early" | "mid") || before == "-" && scan.back(i, 2) == "mid" {
        let unaged = !matches!(scan.back(i, 2), "his" | "her" | "their" | "my" | "your" | "our") && scan.back(i, 3) != "her";
        if let Some(first) = number::short_decade(folded).filter(|_| unaged && scan.back(i, 2) == "the") {
            return PartialDate::of_year(first, Unit::Decade).map(|d| Found::new(i, i + 1, d));
        }
    }
    let first = number::year(folded).filter(|y| y % 10 == 0)?;
    let owned = scan.fold(i + 1) == "'s" && scan.glued(i + 1) && matches!(before, "the" | "early" | "late" | "mid" | "-");
    let open = !scan.token(i + 2).is_some_and(|t| t.is_word() && !t.stop);
    (owned && open).then(|| PartialDate::of_year(first, Unit::Decade)).flatten().map(|d| Found::new(i, i + 2, d))
}

/// “'90s”.
pub(super) fn apostrophe_decade(scan: &Scan, i: usize) -> Option<Found> {
    let first = number::short_decade(scan.fold(i + 1)).filter(|_| scan.glued(i + 1))?;
    PartialDate::of_year(first, Unit::Decade).map(|d| Found::new(i, i + 2, d))
}

/// “21st century”, “19th-century”.
pub(super) fn century(scan: &Scan, i: usize) -> Option<Found> {
    let n = number::ordinal(scan.fold(i)).filter(|n| *n <= 21)?;
    let at = i + 1 + usize::from(scan.is_dash(i + 1));
    // “20th Century Fox”: the name of a firm
    let named = scan.capital(at) || matches!(scan.back(i, 1), "" | "by");
    if scan.fold(at) != "century" || named && scan.capital(at + 1) && !scan.token(at + 1).is_some_and(|t| t.stop) {
        return None;
    }
    let before = matches!(scan.fold(at + 1), "bc" | "bce");
    let first = if before { -n * 100 + 1 } else { (n - 1) * 100 };
    PartialDate::of_year(first, Unit::Century).map(|d| Found::new(i, at + 1 + usize::from(before), d))
}

/// “44 BC”, “1066 CE”.
pub(super) fn era(scan: &Scan, i: usize) -> Option<Found> {
    if !scan.token(i + 1).is_some_and(|t| t.upper || t.capital) {
        return None;
    }
    let value = number::count(scan.fold(i)).filter(|v| *v > 0)?;
    let value = match scan.fold(i + 1) {
        "bc" | "bce" => 1 - value,
        "ce" | "ad" => value,
        _ => return None,
    };
    PartialDate::new(Some(value), None, None).map(|d| Found::new(i, i + 2, d))
}

/// Dates that begin with a word and are no month: “nineteenth century”, “AD 79”, “FY2014”, “fiscal 2014”, “the sixties”.
pub(super) fn worded(scan: &Scan, i: usize) -> Option<Found> {
    let folded = scan.fold(i);
    if let Some(found) = century(scan, i) {
        return Some(found);
    }
    if folded == "ad" && scan.token(i).is_some_and(|t| t.upper) && scan.number(i + 1) {
        let year = number::count(scan.fold(i + 1)).filter(|y| (1..=2100).contains(y))?;
        return PartialDate::new(Some(year), None, None).map(|d| Found::new(i, i + 2, d));
    }
    if let Some(rest) = folded.strip_prefix("fy") {
        let (year, to) = if rest.is_empty() { (number::short_year(scan.fold(i + 1))?, i + 2) } else { (number::short_year(rest)?, i + 1) };
        return PartialDate::of_year(year, Unit::Fiscal).map(|d| Found::new(i, to, d));
    }
    if matches!(folded, "fiscal" | "financial" | "academic") {
        let at = i + 1 + usize::from(scan.fold(i + 1) == "year");
        if at == i + 1 && folded != "fiscal" {
            return None;
        }
        if let Some(year) = number::year(scan.fold(at)) {
            return PartialDate::of_year(year, Unit::Fiscal).map(|d| Found::new(i, at + 1, d));
        }
        return None;
    }
    const DECADES: [&str; 8] = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let tens = DECADES.iter().position(|d| *d == folded)?;
    let the = scan.back(i, 1) == "the" || scan.back(i, 2) == "the" && matches!(scan.back(i, 1), "early" | "mid" | "late");
    the.then(|| PartialDate::of_year(1920 + 10 * tens as i32, Unit::Decade)).flatten().map(|d| Found::new(i, i + 1, d))
}

/// The relation of “last year” to a named part.
pub(super) fn shifted(mut found: Found, relative: Relative) -> Found {
    found.relative = Some(relative);
    found
}
