//! Readers of written dates: months, days, numeric dates, quarters and seasons.

use super::calendar::{PartialDate, Portion, Season, Unit, Weekday};
use super::{Found, Relative, number, relative, year};
use crate::language::{Token, TokenKind, Words};

/// The tokens of a sentence as the readers see them.
pub(super) struct Scan<'a> {
    pub words: &'a Words,
    pub text: &'a str,
}

impl<'a> Scan<'a> {
    pub fn new(text: &'a str, words: &'a Words) -> Scan<'a> {
        Scan { words, text }
    }

    pub fn fold(&self, i: usize) -> &'a str {
        self.words.fold(i)
    }

    /// The folded form of the token before `i`; empty at the sentence's start.
    pub fn back(&self, i: usize, by: usize) -> &'a str {
        i.checked_sub(by).map_or("", |k| self.words.fold(k))
    }

    pub fn token(&self, i: usize) -> Option<&'a Token> {
        self.words.tokens.get(i)
    }

    pub fn capital(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.capital)
    }

    /// Token `i` stands right against the one before it.
    pub fn glued(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| !t.spaced)
    }

    pub fn number(&self, i: usize) -> bool {
        self.token(i).is_some_and(Token::is_number)
    }

    pub fn is_dash(&self, i: usize) -> bool {
        self.fold(i) == "-"
    }

    /// The date that begins at token `i` (or ends there: “70 years ago”), not reaching before `floor`.
    pub fn read(&self, i: usize, floor: usize) -> Option<Found> {
        let token = self.token(i)?;
        match token.kind {
            TokenKind::Number => self.absolute(i, false),
            TokenKind::Word if token.capital => self.absolute(i, false).or_else(|| relative::read(self, i, floor)),
            TokenKind::Word => self.absolute(i, false).or_else(|| relative::read(self, i, floor)),
            TokenKind::Punct if self.fold(i) == "'" => year::apostrophe_decade(self, i),
            _ => None,
        }
    }

    /// A date that names its parts. `strong`: the surroundings already say that a date stands here.
    pub fn absolute(&self, i: usize, strong: bool) -> Option<Found> {
        if self.number(i) {
            return self
                .numeric(i)
                .or_else(|| self.day_first(i))
                .or_else(|| year::century(self, i))
                .or_else(|| year::era(self, i))
                .or_else(|| self.of_quarter(i))
                .or_else(|| year::decade(self, i))
                .or_else(|| year::bare(self, i, strong));
        }
        self.weekday_first(i)
            .or_else(|| self.month_first(i, strong))
            .or_else(|| self.quarter(i))
            .or_else(|| self.season(i))
            .or_else(|| year::worded(self, i))
    }

    /// A month's name at `i`: its number and the token after it (past an abbreviation's full stop).
    fn month(&self, i: usize) -> Option<(u8, usize, bool)> {
        let token = self.token(i).filter(|t| t.is_word())?;
        let (number, full) = month_name(self.fold(i))?;
        if !token.capital && (!full || matches!(number, 3 | 5 | 8)) {
            return None;
        }
        let stop = !full && self.fold(i + 1) == "." && self.glued(i + 1);
        Some((number, i + 1 + usize::from(stop), full))
    }

    /// “, 2015”, “of 2015”, “2015”, “last year”, “of this year” at `i`: the year or the relation to this year, and the token after it.
    fn year_after(&self, i: usize) -> Option<(Result<i32, Relative>, usize)> {
        let skip = usize::from(matches!(self.fold(i), "," | "of"));
        let at = i + skip;
        if let Some(y) = number::year(self.fold(at)) {
            let more = self.fold(at + 1);
            let joined = self.glued(at + 1) && (more == "%" || matches!(more, "." | ":") && self.number(at + 2) && self.glued(at + 2));
            return (!joined && !year::counted(self, at + 1)).then_some((Ok(y), at + 1));
        }
        if self.fold(at) == "'" && self.glued(at + 1) {
            let y = number::digits(self.fold(at + 1), 2)?;
            return Some((Ok(if y < 50 { 2000 + y } else { 1900 + y }), at + 2));
        }
        if self.fold(i) != "," && self.fold(at + 1) == "year" {
            let by = relative::which(self.fold(at))?;
            return Some((Err(Relative::Shift { period: super::Period::Year, by }), at + 2));
        }
        None
    }

    /// A day number at `i` that is not a count, a time or a decimal.
    fn day(&self, i: usize) -> Option<u8> {
        let (day, ordinal) = number::day(self.fold(i)).filter(|_| self.number(i))?;
        let next = self.fold(i + 1);
        let broken = self.glued(i + 1) && (matches!(next, ":" | "%" | "/") || next == "-" && self.token(i + 2).is_some_and(Token::is_word));
        let unit = matches!(next, "%" | "percent" | "per" | "million" | "billion" | "am" | "pm") || !ordinal && year::unit(next);
        (!broken && !unit).then_some(day)
    }

    /// Fills the year behind a month or day that ends before `to`.
    fn with_year(&self, from: usize, to: usize, month: u8, day: Option<u8>) -> Option<Found> {
        match self.year_after(to) {
            Some((Ok(y), end)) => PartialDate::new(Some(y), Some(month), day).map(|date| Found::new(from, end, date)),
            Some((Err(shift), end)) => {
                let mut found = Found::new(from, end, PartialDate::new(None, Some(month), day)?);
                found.relative = Some(shift);
                Some(found)
            }
            None => Some(Found::new(from, to, PartialDate::new(None, Some(month), day)?)),
        }
    }

    /// “October 13, 2015”, “Oct. 13”, “March 3-5, 2015”, “October 2015”, “in October”.
    fn month_first(&self, i: usize, strong: bool) -> Option<Found> {
        let (month, after, full) = self.month(i)?;
        let the = usize::from(self.fold(after) == "the" && self.number(after + 1));
        if let Some(day) = self.day(after + the)
            && let Some(found) = self.month_day(i, after + the, month, day)
        {
            return Some(found);
        }
        if !self.number(after) || number::year(self.fold(after)).is_some() {
            let found = self.with_year(i, after, month, None)?;
            if found.start.year().is_some() || found.relative.is_some() {
                return Some(found);
            }
        }
        (strong || self.bare_month(i, after, month, full))
            .then(|| PartialDate::new(None, Some(month), None))
            .flatten()
            .map(|d| Found::new(i, after, d))
    }

    fn month_day(&self, from: usize, at: usize, month: u8, day: u8) -> Option<Found> {
        if self.is_dash(at + 1) || self.fold(at + 1) == "to" && self.back(from, 1) == "from" {
            // a second month behind the dash makes a range of two dates, joined elsewhere
            if let Some(last) = self.day(at + 2).filter(|l| *l > day)
                && self.month(at + 3).is_none()
            {
                let mut found = self.with_year(from, at + 3, month, Some(last))?;
                found.end = Some(found.start);
                found.start = PartialDate::new(found.start.year(), Some(month), Some(day))?;
                return Some(found);
            }
        }
        self.with_year(from, at + 1, month, Some(day))
    }

    /// A month's name alone is a date only where a preposition says so: March, May and August are words and names too.
    fn bare_month(&self, i: usize, after: usize, month: u8, full: bool) -> bool {
        let back = self.back(i, 1);
        let named = self.capital(after) && after == i + 1
            || self.glued(after) && !matches!(self.fold(after), "," | "." | ";" | ":" | ")" | "-" | "\"" | "?" | "!" | "'s");
        if named && !self.token(after).is_some_and(|t| t.stop) {
            return false;
        }
        let strict = matches!(back, "in" | "since" | "until" | "till" | "during" | "early" | "late" | "through" | "throughout")
            || back == "-" && self.back(i, 2) == "mid";
        let opened = matches!(back, "from" | "between") && matches!(self.fold(after), "to" | "and" | "until" | "through");
        match (month, full) {
            (5, _) => strict || opened,
            (3 | 4 | 6 | 8, _) | (_, false) => strict || matches!(back, "from" | "before" | "after" | "by" | "between" | "mid"),
            _ => !(back.starts_with(['\'', '@', '#']) || i > 0 && self.token(i - 1).is_some_and(|t| t.capital && !t.stop)),
        }
    }

    /// “27 April 2015”, “13th of October”, “3-5 March 2015”.
    fn day_first(&self, i: usize) -> Option<Found> {
        if self.glued(i) && matches!(self.back(i, 1), "$" | "/" | "." | ":" | "€" | "£" | "#") {
            return None;
        }
        let day = self.day(i)?;
        let mut at = i + 1;
        let mut last = None;
        if (self.is_dash(at) || self.fold(at) == "to" && self.back(i, 1) == "from")
            && let Some(l) = self.day(at + 1).filter(|l| *l > day)
        {
            last = Some(l);
            at += 2;
        }
        at += usize::from(self.fold(at) == "of");
        let (month, after, _) = self.month(at)?;
        if !self.capital(at) && self.fold(at - 1) != "of" && self.year_after(after).is_none() {
            return None;
        }
        let mut found = self.with_year(i, after, month, Some(last.unwrap_or(day)))?;
        if last.is_some() {
            found.end = Some(found.start);
            found.start = PartialDate::new(found.start.year(), Some(month), Some(day))?;
        }
        Some(found)
    }

    /// “Tuesday, October 13”: the weekday belongs to the date after it.
    fn weekday_first(&self, i: usize) -> Option<Found> {
        let day = weekday_name(self.fold(i)).filter(|_| self.capital(i))?;
        let mut at = i + 1;
        while matches!(self.fold(at), "," | "." | "the") && at < i + 4 {
            at += 1;
        }
        let mut found = if self.number(at) { self.numeric(at).or_else(|| self.day_first(at)) } else { self.month_first(at, false) }?;
        found.start.day()?;
        found.weekday = Some(day);
        Some(found)
    }

    /// 2015-10-05, 2015-10, 4/21/15, 21.4.2015.
    fn numeric(&self, i: usize) -> Option<Found> {
        let first = self.fold(i);
        if self.glued(i) && matches!(self.back(i, 1), "/" | "-" | "." | "$" | ":" | "#" | "_") {
            return None;
        }
        if first.len() >= 8 && first.bytes().filter(|b| *b == b'.').count() == 2 {
            let mut parts = first.split('.');
            let (d, m, y) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, number::year(parts.next()?)?);
            return PartialDate::new(Some(y), Some(m), Some(d)).map(|date| Found::new(i, i + 1, date));
        }
        let mark = self.fold(i + 1);
        if !matches!(mark, "-" | "/") || !self.glued(i + 1) || !self.glued(i + 2) || !self.number(i + 2) {
            return None;
        }
        let second: u8 = self.fold(i + 2).parse().ok()?;
        let third = self.fold(i + 3) == mark && self.glued(i + 3) && self.glued(i + 4) && self.number(i + 4);
        if third && self.glued(i + 5) && matches!(self.fold(i + 5), "/" | "-") {
            return None;
        }
        if let Some(y) = number::year(first) {
            if third {
                let date = PartialDate::new(Some(y), Some(second), Some(self.fold(i + 4).parse().ok()?))?;
                return Some(Found::new(i, i + 5, date));
            }
            let iso = mark == "-" && self.fold(i + 2).len() == 2 && i32::from(second) <= y % 100;
            let typographic = self.token(i + 1).is_some_and(|t| t.span.of(self.text) != "-");
            return if iso && !typographic { PartialDate::new(Some(y), Some(second), None).map(|d| Found::new(i, i + 3, d)) } else { None };
        }
        if !third || mark != "/" && number::year(self.fold(i + 4)).is_none() {
            return None;
        }
        let (first, y) = (first.parse::<u8>().ok()?, number::short_year(self.fold(i + 4))?);
        let american = PartialDate::new(Some(y), Some(first), Some(second));
        let other = PartialDate::new(Some(y), Some(second), Some(first)).filter(|d| Some(*d) != american);
        let mut found = Found::new(i, i + 5, american.or(other)?);
        found.alternative = if american.is_some() { other } else { None };
        Some(found)
    }

    /// A year, or “last year”, behind a quarter, half or season.
    fn part_of_year(&self, from: usize, to: usize, unit: Unit) -> Option<Found> {
        let at = if self.fold(to) == "of" && self.fold(to + 1) == "the" && self.fold(to + 2) == "year" { return None } else { to };
        let fiscal = matches!(self.fold(at + usize::from(self.fold(at) == "of")), "fiscal" | "financial");
        let (year, end) = self.year_after(if fiscal { return None } else { at })?;
        match year {
            Ok(y) => PartialDate::of_year(y, unit).map(|d| Found::new(from, end, d)),
            Err(shift) => {
                let mut found = Found::new(from, end, PartialDate::of_part(unit)?);
                found.relative = Some(shift);
                Some(found)
            }
        }
    }

    /// “Q3 2014”, “third quarter of 2014”, “first half of 2013”, “first half of the 1990s”.
    fn quarter(&self, i: usize) -> Option<Found> {
        let unit = match self.fold(i).as_bytes() {
            [b'q', n @ b'1'..=b'4'] => Unit::Quarter(n - b'0'),
            [b'h', n @ b'1'..=b'2'] if self.capital(i) => Unit::Half(n - b'0'),
            _ => return self.of_quarter(i),
        };
        self.part_of_year(i, i + 1, unit)
    }

    fn of_quarter(&self, i: usize) -> Option<Found> {
        let folded = self.fold(i);
        let n = match folded {
            "final" | "last" => 4,
            "latter" => 2,
            _ => u8::try_from(number::ordinal(folded)?).ok()?,
        };
        let at = i + 1 + usize::from(self.is_dash(i + 1));
        let unit = match self.fold(at) {
            "quarter" => Unit::Quarter(n),
            "half" => Unit::Half(n.min(2)),
            _ => return None,
        };
        if let Some(found) = self.part_of_year(i, at + 1, unit) {
            return Some(found);
        }
        if !matches!(unit, Unit::Half(_)) || self.fold(at + 1) != "of" || self.fold(at + 2) != "the" {
            return None;
        }
        let mut found = year::decade(self, at + 3).or_else(|| year::century(self, at + 3))?;
        found.from = i;
        found.start = found.start.with_portion(Some(if n == 1 { Portion::Early } else { Portion::Late }));
        Some(found)
    }

    /// “summer 2015”, “the fall of 1989”.
    fn season(&self, i: usize) -> Option<Found> {
        let season = season_name(self.fold(i))?;
        self.part_of_year(i, i + 1, Unit::Season(season))
    }
}

pub(super) fn season_name(folded: &str) -> Option<Season> {
    Some(match folded {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// A month's number, and whether the name is written in full.
pub(super) fn month_name(folded: &str) -> Option<(u8, bool)> {
    const FULL: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    if folded == "sept" {
        return Some((9, false));
    }
    let at = FULL.iter().position(|m| *m == folded || folded.len() == 3 && m.get(..3) == Some(folded))?;
    Some((at as u8 + 1, FULL.get(at).is_some_and(|m| *m == folded)))
}

/// A weekday, in full or as `tue`, `tues`, `thurs`.
pub(super) fn weekday_name(folded: &str) -> Option<Weekday> {
    Some(match folded {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}
