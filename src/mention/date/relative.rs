//! Dates told from the day of writing: “yesterday”, “last year”, “70 years ago”, “on Tuesday”.

use super::calendar::{PartialDate, Unit};
use super::read::{Scan, month_name, season_name, weekday_name};
use super::year::shifted;
use super::{Found, Period, Relative, number};

/// `last` → -1, `this` → 0, `next` → 1.
pub(super) fn which(folded: &str) -> Option<i32> {
    Some(match folded {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    })
}

/// A period's singular, and how many of it the word stands for.
fn period(folded: &str) -> Option<(Period, i32)> {
    Some(match folded {
        "day" | "days" => (Period::Day, 1),
        "week" | "weeks" => (Period::Week, 1),
        "fortnight" => (Period::Week, 2),
        "month" | "months" => (Period::Month, 1),
        "year" | "years" => (Period::Year, 1),
        "decade" | "decades" => (Period::Year, 10),
        "century" | "centuries" => (Period::Year, 100),
        _ => return None,
    })
}

/// The relative date at token `i`, or ending there.
pub(super) fn read(scan: &Scan, i: usize, floor: usize) -> Option<Found> {
    let folded = scan.fold(i);
    match folded {
        "today" => Some(shifted(Found::new(i, i + 1, PartialDate::UNKNOWN), Relative::Now)),
        "yesterday" => Some(shift(i, i + 1, Period::Day, -1)),
        "tomorrow" => Some(shift(i, i + 1, Period::Day, 1)),
        "tonight" => Some(shift(i, i + 1, Period::Day, 0)),
        "last" | "this" | "next" => named(scan, i),
        "ago" => ago(scan, i, floor),
        _ => weekday(scan, i),
    }
}

fn shift(from: usize, to: usize, period: Period, by: i32) -> Found {
    shifted(Found::new(from, to, PartialDate::UNKNOWN), Relative::Shift { period, by })
}

/// “last year”, “this week”, “next Tuesday”, “last June”, “this summer”. “the last year” is a stretch, not a date.
fn named(scan: &Scan, i: usize) -> Option<Found> {
    let by = which(scan.fold(i))?;
    if matches!(scan.back(i, 1), "the" | "its" | "his" | "her" | "their" | "a") || scan.fold(i + 2) == "of" {
        return None;
    }
    let unit = scan.fold(i + 1);
    let to = i + 2;
    if unit == "night" && by < 0 {
        return Some(shift(i, to, Period::Day, -1));
    }
    if let Some((period, 1)) = period(unit).filter(|(p, _)| *p != Period::Day && !unit.ends_with('s')) {
        return Some(shift(i, to, period, by));
    }
    if let Some(season) = season_name(unit) {
        return PartialDate::of_part(Unit::Season(season)).map(|d| shifted(Found::new(i, to, d), Relative::Named { by }));
    }
    if !scan.capital(i + 1) {
        return None;
    }
    if let Some((month, true)) = month_name(unit) {
        let to = if number::day(scan.fold(to)).is_some() { return None } else { to };
        return PartialDate::new(None, Some(month), None).map(|d| shifted(Found::new(i, to, d), Relative::Named { by }));
    }
    let day = weekday_name(unit).filter(|_| unit.len() > 5)?;
    Some(shifted(Found::new(i, to, PartialDate::UNKNOWN), Relative::Weekday { day, by }))
}

/// “70 years ago”, “a decade ago”, “ten days ago”.
fn ago(scan: &Scan, i: usize, floor: usize) -> Option<Found> {
    let from = i.checked_sub(2).filter(|f| *f >= floor)?;
    let (period, size) = period(scan.fold(i - 1))?;
    if scan.glued(from)
        || scan.fold(from) == "a" && scan.fold(i - 1).ends_with('s')
        || matches!(scan.back(from, 1), "half" | "and" | "to" | "or" | "." | "," | "-" | "the")
    {
        return None;
    }
    let by = number::count(scan.fold(from))?.checked_mul(size)?.checked_neg()?;
    Some(shifted(Found::new(from, i + 1, PartialDate::UNKNOWN), Relative::Ago { period, by }))
}

/// “on Tuesday”, “said Tuesday”; never “Black Friday”, “every Sunday”, “Sunday Times”.
fn weekday(scan: &Scan, i: usize) -> Option<Found> {
    let folded = scan.fold(i);
    let day = weekday_name(folded).filter(|_| folded.len() > 5 && scan.capital(i))?;
    let after_name = i > 0 && scan.token(i - 1).is_some_and(|t| t.capital && !t.stop);
    let before_name = scan.capital(i + 1) && !scan.token(i + 1).is_some_and(|t| t.stop);
    let habit =
        matches!(scan.back(i, 1), "every" | "each" | "a" | "one" | "most" | "any" | "some" | "or" | "-" | "to" | "through" | "'s" | "the");
    if after_name || before_name || habit || i == 0 || scan.is_dash(i + 1) {
        return None;
    }
    Some(shifted(Found::new(i, i + 1, PartialDate::UNKNOWN), Relative::Weekday { day, by: 0 }))
}
