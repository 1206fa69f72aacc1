//! Dates against dates: at the coarser shared precision, relations as intervals.

use super::Comparison::{self, Different, Incomparable, Near, Satisfied};
use crate::mention::date::{DateMention, PartialDate, Relation, Relative, Unit};
use std::cmp::Ordering;

/// First and last day of a stretch.
type Days = (i32, i32);

/// How the note's date stands to the source's. A date with two readings differs only if both do.
pub fn date(note: &DateMention, source: &DateMention) -> Comparison {
    if let Some(told) = told(note, source) {
        return told;
    }
    if open(note) || open(source) {
        return relative(note, source);
    }
    let mut worst: Option<Comparison> = None;
    for n in readings(note) {
        for s in readings(source) {
            let result = reading(&n, &s);
            if result == Satisfied {
                return Satisfied;
            }
            worst = Some(match worst {
                None => result,
                Some(known) if known == result => known,
                Some(_) => Incomparable,
            });
        }
    }
    worst.unwrap_or(Incomparable)
}

/// The order of two dates where it is certain: both years are written, the stretches do not overlap.
pub fn order(a: &DateMention, b: &DateMention) -> Option<Ordering> {
    let plain = |m: &DateMention| {
        matches!(m.relation, Relation::At | Relation::During | Relation::AsOf | Relation::Range)
            && !m.inferred_year
            && m.alternative.is_none()
            && !open(m)
    };
    if !plain(a) || !plain(b) {
        return None;
    }
    let (x, y) = (widened(a)?, widened(b)?);
    if x == y && x.0 == x.1 && !a.approximate && !b.approximate {
        return Some(Ordering::Equal);
    }
    if x.1 < y.0 {
        Some(Ordering::Less)
    } else if y.1 < x.0 {
        Some(Ordering::Greater)
    } else {
        None
    }
}

/// The source's day lies within the stretch before or after which the note puts it: “before 1999” of something of May 1999.
pub fn on_border(note: &DateMention, source: &DateMention) -> bool {
    let sided = matches!(note.relation, Relation::Before | Relation::After);
    let plain = matches!(source.relation, Relation::At | Relation::During) && !source.approximate && !note.approximate;
    if !sided || !plain || note.inferred_year || open(note) || open(source) {
        return false;
    }
    let (n, s) = if note.start.year().is_some() {
        if source.start.year().is_none() || source.inferred_year {
            return false;
        }
        (days(note), days(source))
    } else if note.start.unit() == Unit::Day && source.start.unit() == Unit::Day {
        // “before March 12” of something of March 12, whatever the year
        (in_common_year(note).and_then(|d| days(&d)), in_common_year(source).and_then(|d| days(&d)))
    } else {
        return false;
    };
    n.zip(s).is_some_and(|(n, s)| n.0 <= s.0 && s.1 <= n.1)
}

/// Told from a day of writing that is not known.
fn open(m: &DateMention) -> bool {
    m.start.unit() == Unit::Unknown || m.relative.is_some() && !m.resolved
}

fn readings(m: &DateMention) -> impl Iterator<Item = DateMention> {
    let other = m.alternative.map(|start| {
        // of “2008-09” the other reading is a month, not a range
        let range = m.end.is_some() && start.unit() == Unit::Month;
        let relation = if range { Relation::At } else { m.relation };
        DateMention { start, end: if range { None } else { m.end }, relation, alternative: None, ..m.clone() }
    });
    std::iter::once(DateMention { alternative: None, ..m.clone() }).chain(other)
}

/// Both are told from a day of writing, and the note's is not known: it may have taken over the source's words.
fn told(note: &DateMention, source: &DateMention) -> Option<Comparison> {
    let a = note.relative.filter(|_| !note.resolved)?;
    // “on Sunday” beside “on Saturday”, or beside “Saturday, 3 May”: both are read in the week that the source tells of
    if let Relative::Weekday { day, .. } = a
        && let Some(there) = weekday(source)
        && there != day
    {
        return Some(Different);
    }
    let b = source.relative?;
    if a == b {
        return Some(Satisfied);
    }
    match (a, b) {
        (Relative::Ago { period: p, by: x }, Relative::Ago { period: q, by: y }) if p == q => {
            let apart = (x - y).abs();
            let rough = note.approximate || source.approximate;
            Some(if apart * 10 <= y.abs() && rough {
                Satisfied
            } else if apart * 10 <= y.abs() {
                Near
            } else {
                Different
            })
        }
        _ => None,
    }
}

/// The day of the week as written.
fn weekday(m: &DateMention) -> Option<crate::mention::date::Weekday> {
    match m.relative {
        Some(Relative::Weekday { day, .. }) => Some(day),
        _ => m.weekday,
    }
}

/// At least one side is relative to an unknown day.
fn relative(note: &DateMention, source: &DateMention) -> Comparison {
    let same = note.relative == source.relative;
    if same && note.relation == source.relation && note.start == source.start && note.end == source.end {
        return Satisfied;
    }
    let (a, b) = (note.start, source.start);
    if a.unit() == Unit::Unknown || b.unit() == Unit::Unknown {
        return Incomparable;
    }
    let vague = |m: &DateMention| matches!(m.relative, Some(Relative::Now | Relative::Weekday { .. }));
    if vague(note) || vague(source) { Incomparable } else { yearless(note, source) }
}

fn reading(note: &DateMention, source: &DateMention) -> Comparison {
    if note.start.year().is_none() || source.start.year().is_none() {
        return yearless(note, source);
    }
    let full = dated(note, source);
    if !note.inferred_year && !source.inferred_year || full == Satisfied {
        return full;
    }
    // the year is a guess: only what is written can differ
    match yearless(note, source) {
        Different => Different,
        _ if note.inferred_year && source.inferred_year => Incomparable,
        _ if full == Different => Near,
        _ => full,
    }
}

/// Compares months and days alone.
fn yearless(note: &DateMention, source: &DateMention) -> Comparison {
    let (Some(mut a), Some(mut b)) = (in_common_year(note), in_common_year(source)) else { return Incomparable };
    let point = |m: &DateMention| matches!(m.relation, Relation::At | Relation::During | Relation::AsOf | Relation::Range);
    if note.relation != source.relation && !(point(note) && point(source)) {
        return Incomparable;
    }
    let kin = matches!(a.start.unit(), Unit::Month | Unit::Day) == matches!(b.start.unit(), Unit::Month | Unit::Day);
    if !kin {
        return Incomparable;
    }
    (a.relation, b.relation) = (Relation::At, Relation::At);
    dated(&a, &b)
}

/// The mention moved to one leap year that all dates without a year share.
fn in_common_year(m: &DateMention) -> Option<DateMention> {
    const COMMON: i32 = 2000;
    let bare = |d: PartialDate| d.without_year().and_then(|d| d.in_year(COMMON));
    let start = bare(m.start)?;
    let end = match m.end {
        Some(end) => Some(bare(end).filter(|e| e.days() >= start.days())?),
        None => None,
    };
    Some(DateMention { start, end, ..m.clone() })
}

/// The days that the mention names, without its relation.
fn days(m: &DateMention) -> Option<Days> {
    let (lo, hi) = m.start.days()?;
    match m.end {
        Some(end) => end.days().map(|(_, h)| (lo, h.max(hi))),
        None => Some((lo, hi)),
    }
}

/// How far “about” reaches, in days to both sides: more for what lies further back or is told coarsely.
fn slack(m: &DateMention) -> i32 {
    if m.approximate {
        let year = m.start.year().unwrap_or(2000);
        return match m.start.unit() {
            Unit::Day => 3,
            Unit::Month => 31,
            _ if matches!(m.relative, Some(Relative::Ago { by, .. }) if by <= -20) => 366 * 5,
            _ if year < 1500 => 366 * 10,
            _ if year < 1900 => 366 * 5,
            _ => 366 * 3,
        };
    }
    0
}

fn widened(m: &DateMention) -> Option<Days> {
    days(m).map(|(lo, hi)| (lo - slack(m), hi + slack(m)))
}

/// Both sides have a year.
fn dated(note: &DateMention, source: &DateMention) -> Comparison {
    use Relation::*;
    let (Some(n), Some(s)) = (widened(note), widened(source)) else { return Incomparable };
    let apart = n.1 < s.0 || s.1 < n.0;
    let inside = |a: Days, b: Days| b.0 <= a.0 && a.1 <= b.1;
    match (note.relation, source.relation) {
        (At | During | AsOf, At | During | AsOf) => point(note, source, n, s),
        (Range, Range) if note.end.is_some() && source.end.is_some() => range(note, source, n, s),
        (At | During | AsOf, Range) => point(note, source, n, s),
        (Range, At | During | AsOf) if !apart && !inside(n, s) => Incomparable,
        // “by May 2013” was not after 2015, “from 1990 to 1998” not before 1989
        (After, Before | By) | (Before, After | Since | From) | (Before | After, Range) if apart => {
            let against = if note.relation == After { s.1 < n.0 } else { s.0 > n.1 };
            if against { Different } else { Incomparable }
        }
        (Range, _) | (_, Range) if apart => {
            if matches!(source.relation, At | During | AsOf) {
                Different
            } else {
                Incomparable
            }
        }
        (Before, Before) => {
            if s.0 <= n.0 {
                Satisfied
            } else {
                Incomparable
            }
        }
        (After, After) => {
            if s.1 >= n.1 {
                Satisfied
            } else {
                Incomparable
            }
        }
        (By, By) => {
            if s.1 <= n.1 {
                Satisfied
            } else {
                Incomparable
            }
        }
        (Since | From, Since | From) | (Until, Until) => point(note, source, n, s),
        (Before, At | During | AsOf) => {
            if s.1 < n.0 {
                Satisfied
            } else if s.0 > n.1 {
                Different
            } else {
                Near
            }
        }
        (After, At | During | AsOf) => {
            if s.0 > n.1 {
                Satisfied
            } else if s.1 < n.0 {
                Different
            } else {
                Near
            }
        }
        (By, At | During | AsOf) => {
            if s.1 <= n.1 {
                Satisfied
            } else if s.0 > n.1 {
                Different
            } else {
                Near
            }
        }
        (At | During | AsOf, Before | By) => {
            if n.0 > s.1 {
                Different
            } else {
                Incomparable
            }
        }
        (At | During | AsOf, After) => {
            if n.1 < s.0 {
                Different
            } else {
                Incomparable
            }
        }
        // states: only the border itself can be the same
        _ => {
            if inside(n, s) || inside(s, n) {
                Satisfied
            } else {
                Incomparable
            }
        }
    }
}

fn point(note: &DateMention, source: &DateMention, n: Days, s: Days) -> Comparison {
    if let (Unit::Season(a), Unit::Season(b)) = (note.start.unit(), source.start.unit()) {
        let same = note.start.year() == source.start.year();
        return if same && a == b {
            Satisfied
        } else if same || a != b {
            Different
        } else {
            Near
        };
    }
    if let (Unit::Fiscal, Unit::Fiscal) = (note.start.unit(), source.start.unit())
        && note.end.is_none()
        && source.end.is_none()
    {
        return if note.start.year() == source.start.year() { Satisfied } else { Different };
    }
    if n.0 <= s.1 && s.0 <= n.1 {
        return Satisfied;
    }
    let gap = if n.1 < s.0 { s.0 - n.1 } else { n.0 - s.1 };
    let soft = |m: &DateMention, d: Days| if m.start.portion().is_some() { (d.1 - d.0) / 3 } else { slack(m) };
    if gap <= soft(note, n).max(soft(source, s)) { Near } else { Different }
}

/// Two stretches: the same, one within the other, or with one border changed.
fn range(note: &DateMention, source: &DateMention, n: Days, s: Days) -> Comparison {
    let border = |a: Option<PartialDate>, b: Option<PartialDate>| match (a.and_then(|d| d.days()), b.and_then(|d| d.days())) {
        (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
        _ => false,
    };
    let (first, last) = (border(Some(note.start), Some(source.start)), border(note.end, source.end));
    let within = s.0 <= n.0 && n.1 <= s.1;
    match (first, last, within) {
        (true, true, _) | (false, false, true) => Satisfied,
        _ if n.1 < s.0 || s.1 < n.0 => Different,
        (true, false, true) | (false, true, true) => Near,
        (true, false, false) | (false, true, false) => {
            if note.approximate || source.approximate {
                Near
            } else {
                Different
            }
        }
        _ => Near,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Words;
    use crate::mention::date::{find, resolve};
    use crate::text::Span;

    fn one(s: &str) -> DateMention {
        find(s, &Words::new(s, Span::new(0, s.len()))).into_iter().next().unwrap_or_else(|| panic!("no date in {s}"))
    }

    fn check(note: &str, source: &str) -> Comparison {
        date(&one(note), &one(source))
    }

    #[test]
    fn compares_at_the_coarser_precision() {
        assert_eq!(check("It opened in 2015.", "It opened in October 2015."), Satisfied);
        assert_eq!(check("It opened in October 2015.", "It opened in November 2015."), Different);
        assert_eq!(check("It opened in Oct. 2015.", "It opened on October 13."), Satisfied);
        assert_eq!(check("It opened on October 13.", "It opened on Oct. 8."), Different);
        assert_eq!(check("It opened in October.", "It opened in 2015."), Incomparable);
        assert_eq!(check("the 1990s were good", "He came in 1995."), Satisfied);
        assert_eq!(check("in the 18th century", "He came in 1905."), Different);
        assert_eq!(check("on 4/5/2015", "on 4 May 2015"), Satisfied);
        assert_eq!(check("on 4/5/2015", "on 7 May 2015"), Different);
        assert_eq!(check("in late 2022", "in March 2022"), Different);
        assert_eq!(check("in late 2022", "in November 2022"), Satisfied);
    }

    #[test]
    fn compares_relations_as_intervals() {
        assert_eq!(check("Built before 2015.", "Built in 2014."), Satisfied);
        assert_eq!(check("Built before 2015.", "Built in 2016."), Different);
        assert_eq!(check("Open since 2010.", "In 2012 it was open."), Incomparable);
        assert_eq!(check("Built by 2013.", "Built in 2013."), Satisfied);
        assert_eq!(check("Built in 2016.", "Built before 2015."), Different);
        assert_eq!(check("He ruled from 2010 to 2014.", "He ruled 2010–2014."), Satisfied);
        assert_eq!(check("He ruled from 2010 to 2015.", "He ruled 2010–2014."), Different);
        assert_eq!(check("Founded about 1990.", "Founded in 1992."), Satisfied);
        assert_eq!(check("Founded about 1990.", "Founded in 2004."), Different);
        assert_eq!(check("He spoke on Tuesday.", "He spoke on Friday."), Different);
        assert_eq!(check("He spoke on Tuesday.", "It ended on Tuesday."), Satisfied);
    }

    #[test]
    fn an_inferred_year_is_no_conflict_by_itself() {
        let own = PartialDate::new(Some(2021), Some(12), Some(9));
        let source = resolve(&one("On Oct. 13 it began."), own);
        assert_eq!(source.start.year(), Some(2021));
        assert_eq!(date(&one("It began on October 13, 2019."), &source), Near);
        assert_eq!(date(&one("It began on October 8, 2021."), &source), Different);
        assert_eq!(date(&one("It began on October 8."), &source), Different);
        assert_eq!(date(&one("It began in 2021."), &source), Satisfied);
    }

    #[test]
    fn orders_only_what_is_certain() {
        assert_eq!(order(&one("in 2014"), &one("in May 2015")), Some(Ordering::Less));
        assert_eq!(order(&one("in 2015"), &one("in May 2015")), None);
        assert_eq!(order(&one("on May 3"), &one("in May 2015")), None);
    }
}
