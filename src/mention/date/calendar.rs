/// The coarse-to-fine grain at which a date is written. As in EDTF (ISO 8601-2), with the press's quarters and seasons.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Unit {
    /// Nothing is known but a [`super::Relative`] or a weekday.
    Unknown,
    Century,
    Decade,
    /// A fiscal, financial or academic year: which twelve months it covers is not said.
    Fiscal,
    Year,
    /// 1 or 2.
    Half(u8),
    Season(Season),
    /// 1 to 4.
    Quarter(u8),
    Month,
    Day,
}

/// A season of the year; which months it covers depends on the hemisphere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A part of a longer time: “early 2015”, “mid-October”, “the late 1990s”.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Portion {
    Early,
    Mid,
    Late,
}

/// Monday first, as in ISO 8601.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A date with parts missing. Only dates that the (proleptic Gregorian) calendar has can be made; years are
/// astronomical (0 is 1 BC) from -9999 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct PartialDate {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    unit: Unit,
    portion: Option<Portion>,
}

fn days_in(year: Option<i32>, month: u8) -> u8 {
    match month {
        2 if year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1 March of the year 0 (a count in eras of 400 years, so that leap days come last).
fn day_number(year: i32, month: u8, day: u8) -> i32 {
    let (m, d) = (i32::from(month), i32::from(day));
    let y = if m <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

impl PartialDate {
    /// A date of which nothing is known.
    pub const UNKNOWN: PartialDate = PartialDate { year: None, month: None, day: None, unit: Unit::Unknown, portion: None };

    /// A year, or a stretch named by its first year (decade, century), or a part of it (half, quarter, season).
    /// `None` when the year is out of range, or a half or quarter does not exist.
    pub fn of_year(year: i32, unit: Unit) -> Option<PartialDate> {
        PartialDate { year: Some(year), unit, ..PartialDate::UNKNOWN }.checked()
    }

    /// A day, a month or a year, with or without the year; `None` where the calendar has no such date.
    pub fn new(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
        let unit = match (year, month, day) {
            (_, Some(_), Some(_)) => Unit::Day,
            (_, Some(_), None) => Unit::Month,
            (Some(_), None, None) => Unit::Year,
            _ => return None,
        };
        PartialDate { year, month, day, unit, portion: None }.checked()
    }

    /// A season, half or quarter of a year that is not named.
    pub fn of_part(unit: Unit) -> Option<PartialDate> {
        PartialDate { unit, ..PartialDate::UNKNOWN }.checked()
    }

    fn checked(self) -> Option<PartialDate> {
        let year = self.year.is_none_or(|y| (-9999..=9999).contains(&y));
        let month = self.month.is_none_or(|m| (1..=12).contains(&m));
        let day = match (self.month, self.day) {
            (Some(m), Some(d)) => d >= 1 && d <= days_in(self.year, m),
            (None, Some(_)) => false,
            _ => true,
        };
        let unit = match self.unit {
            Unit::Half(n) => (1..=2).contains(&n),
            Unit::Quarter(n) => (1..=4).contains(&n),
            _ => true,
        };
        (year && month && day && unit).then_some(self)
    }

    pub fn year(&self) -> Option<i32> {
        self.year
    }

    /// 1 to 12.
    pub fn month(&self) -> Option<u8> {
        self.month
    }

    /// 1 to 31.
    pub fn day(&self) -> Option<u8> {
        self.day
    }

    pub fn unit(&self) -> Unit {
        self.unit
    }

    pub fn portion(&self) -> Option<Portion> {
        self.portion
    }

    /// The same part of another year; `None` when the day does not exist there (29 February).
    pub fn in_year(self, year: i32) -> Option<PartialDate> {
        let unit = if self.unit == Unit::Unknown { Unit::Year } else { self.unit };
        PartialDate { year: Some(year), unit, ..self }.checked()
    }

    /// Without its year; `None` where nothing would be left.
    pub fn without_year(self) -> Option<PartialDate> {
        match self.unit {
            Unit::Month | Unit::Day | Unit::Quarter(_) | Unit::Half(_) | Unit::Season(_) => Some(PartialDate { year: None, ..self }),
            _ => None,
        }
    }

    pub fn with_portion(self, portion: Option<Portion>) -> PartialDate {
        PartialDate { portion: portion.or(self.portion), ..self }
    }

    /// First and last day, as day numbers that only mean something against each other; `None` without a year.
    /// A stretch whose borders are not fixed (season, fiscal year, “1900s”) gives the widest reading.
    pub fn days(&self) -> Option<(i32, i32)> {
        let y = self.year?;
        let whole = |a: i32, b: i32| (day_number(a, 1, 1), day_number(b, 12, 31));
        let months = |a: u8, b: u8| (day_number(y, a, 1), day_number(y, b, days_in(Some(y), b)));
        let (lo, hi) = match self.unit {
            Unit::Unknown => return None,
            Unit::Century => whole(y, y + 100),
            Unit::Decade if y.rem_euclid(100) == 0 => whole(y, y + 99),
            Unit::Decade => whole(y, y + 9),
            Unit::Fiscal => whole(y - 1, y + 1),
            Unit::Year => whole(y, y),
            Unit::Half(n) => months(if n == 1 { 1 } else { 7 }, if n == 1 { 6 } else { 12 }),
            Unit::Quarter(n) => months(n.clamp(1, 4) * 3 - 2, n.clamp(1, 4) * 3),
            Unit::Season(Season::Winter) => (day_number(y - 1, 11, 1), day_number(y + 1, 3, 31)),
            Unit::Season(_) => whole(y, y),
            Unit::Month => months(self.month?, self.month?),
            Unit::Day => (day_number(y, self.month?, self.day?), day_number(y, self.month?, self.day?)),
        };
        let length = hi - lo;
        Some(match self.portion {
            None => (lo, hi),
            Some(Portion::Early) => (lo, lo + length * 5 / 12),
            Some(Portion::Mid) => (lo + length / 4, hi - length / 4),
            Some(Portion::Late) => (hi - length * 5 / 12, hi),
        })
    }

    /// The day that many days later; `None` unless this is a full date.
    pub fn plus_days(self, days: i32) -> Option<PartialDate> {
        let (y, m, d) = (self.year?, self.month?, self.day?);
        civil(day_number(y, m, d).checked_add(days)?)
    }

    /// The weekday; `None` unless this is a full date.
    pub fn weekday(&self) -> Option<Weekday> {
        use Weekday::*;
        let number = day_number(self.year?, self.month?, self.day?);
        [Wednesday, Thursday, Friday, Saturday, Sunday, Monday, Tuesday].get(number.rem_euclid(7) as usize).copied()
    }
}

/// The date of a day number.
fn civil(number: i32) -> Option<PartialDate> {
    let era = number.div_euclid(146_097);
    let of_era = number.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era.checked_mul(400)? + year_of_era + i32::from(month <= 2);
    PartialDate::new(Some(year), u8::try_from(month).ok(), u8::try_from(day).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u8, d: u8) -> PartialDate {
        PartialDate::new(Some(y), Some(m), Some(d)).unwrap()
    }

    #[test]
    fn only_dates_of_the_calendar() {
        assert!(PartialDate::new(Some(2015), Some(2), Some(29)).is_none());
        assert!(PartialDate::new(Some(2016), Some(2), Some(29)).is_some());
        assert!(PartialDate::new(None, Some(2), Some(29)).is_some());
        assert!(PartialDate::new(Some(2015), Some(13), None).is_none());
        assert!(PartialDate::new(Some(2015), None, Some(3)).is_none());
        assert!(PartialDate::of_year(2014, Unit::Quarter(5)).is_none());
        assert!(PartialDate::new(Some(20_000), None, None).is_none());
    }

    #[test]
    fn counts_days_and_weekdays() {
        assert_eq!(day(2021, 12, 9).weekday(), Some(Weekday::Thursday));
        assert_eq!(day(2000, 2, 29).weekday(), Some(Weekday::Tuesday));
        assert_eq!(day(2015, 12, 31).plus_days(1), Some(day(2016, 1, 1)));
        assert_eq!(day(2016, 3, 1).plus_days(-1), Some(day(2016, 2, 29)));
        let year = PartialDate::new(Some(2015), None, None).unwrap().days().unwrap();
        assert_eq!(year.1 - year.0, 364);
    }
}
