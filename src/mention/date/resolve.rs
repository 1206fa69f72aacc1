use super::calendar::{PartialDate, Unit};
use super::{DateMention, Period, Relation, Relative};

/// Fills in what the document's own date tells: “last year”, “June last year”, and the year of “Oct. 13”.
/// What cannot be told stays as it is; resolving twice changes nothing.
pub fn resolve(mention: &DateMention, document_date: Option<PartialDate>) -> DateMention {
    let mut out = mention.clone();
    let Some(own) = document_date.filter(|d| d.year().is_some()) else { return out };
    if out.resolved {
        return out;
    }
    let filled = match out.relative {
        Some(relative) => fill_relative(&mut out, relative, own),
        None => fill_year(&mut out, own),
    };
    match filled {
        Some(()) => {
            out.resolved = true;
            out
        }
        None => mention.clone(),
    }
}

fn fill_relative(out: &mut DateMention, relative: Relative, own: PartialDate) -> Option<()> {
    let year = own.year()?;
    match relative {
        Relative::Shift { period: Period::Year, by } => {
            let portion = out.start.portion();
            out.start = out.start.in_year(year.checked_add(by)?)?.with_portion(portion);
        }
        Relative::Shift { period: Period::Month, by } => out.start = month_of(own, by)?,
        Relative::Shift { period: Period::Day, by } => out.start = own.plus_days(by)?,
        Relative::Shift { period: Period::Week, by } => {
            let back = own.weekday()? as i32;
            out.start = own.plus_days(by.checked_mul(7)?.checked_sub(back)?)?;
            out.end = Some(out.start.plus_days(6)?);
            if out.relation == Relation::At {
                out.relation = Relation::During;
            }
        }
        Relative::Ago { period, by } => {
            out.approximate = true;
            out.start = match period {
                Period::Year => PartialDate::new(Some(year.checked_add(by)?), None, None)?,
                Period::Month => month_of(own, by)?,
                Period::Week => own.plus_days(by.checked_mul(7)?)?,
                Period::Day => own.plus_days(by)?,
            };
        }
        Relative::Named { by } => {
            let (Some(named), Some(month)) = (out.start.month(), own.month()) else { return None };
            let (near, other) = match (by, named.cmp(&month)) {
                (0, _) => (year, None),
                (-1, std::cmp::Ordering::Less) => (year, Some(year - 1)),
                (-1, _) => (year - 1, None),
                (_, std::cmp::Ordering::Greater) => (year, Some(year + 1)),
                _ => (year + 1, None),
            };
            let bare = out.start;
            out.start = bare.in_year(near)?;
            out.alternative = other.and_then(|y| bare.in_year(y));
        }
        Relative::Weekday { .. } | Relative::Now => return None,
    }
    Some(())
}

/// The month that many months after the one of `own`.
fn month_of(own: PartialDate, by: i32) -> Option<PartialDate> {
    let count = own.year()?.checked_mul(12)?.checked_add(i32::from(own.month()?) - 1)?.checked_add(by)?;
    PartialDate::new(Some(count.div_euclid(12)), u8::try_from(count.rem_euclid(12) + 1).ok(), None)
}

/// A day or month without a year most often lies in the nine months before the day of writing, or just after it.
fn fill_year(out: &mut DateMention, own: PartialDate) -> Option<()> {
    if out.start.year().is_some() || !matches!(out.start.unit(), Unit::Month | Unit::Day) {
        return None;
    }
    let year = own.year()?;
    let today = own.month().and_then(|_| own.days())?;
    let near = [year, year - 1, year + 1].into_iter().find(|y| {
        let Some(days) = out.start.in_year(*y).and_then(|d| d.days()) else { return false };
        days.0 - today.1 <= 60 && today.0 - days.1 <= 270
    })?;
    let start = out.start.in_year(near)?;
    if let Some(end) = out.end.filter(|e| e.year().is_none()) {
        out.end = Some(end.in_year(if end.month() < start.month() { near + 1 } else { near })?);
    }
    out.start = start;
    out.inferred_year = true;
    Some(())
}
