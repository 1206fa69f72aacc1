//! Dates: absolute (“27 April 2015”, “Oct. 13”, “1990s”, “Q3 2014”), ranges, and dates relative to the
//! document's own (“last year”). A number is a year only where its surroundings say so.

mod calendar;
mod context;
mod dateline;
mod number;
mod read;
mod relative;
mod resolve;
mod year;

pub use calendar::{PartialDate, Portion, Season, Unit, Weekday};
pub use dateline::document_date;
pub use resolve::resolve;

use super::TokenRange;
use crate::language::Words;
use crate::text::Span;

/// How the date bounds what is said of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Relation {
    /// “in 2014”, “on May 3”, or no preposition at all.
    At,
    /// Strictly before the date's beginning.
    Before,
    /// After the date's beginning or end: English leaves it open, so the border is soft.
    After,
    /// Not later than the date's end.
    By,
    /// A state that ended then (“through 2014” too).
    Until,
    /// A state that began then and goes on.
    Since,
    /// The date of a statement: “as of May 2015”.
    AsOf,
    During,
    /// `start` to `end`.
    Range,
    /// “from 2012” without an end.
    From,
}

/// A stretch of time to count in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Period {
    Day,
    Week,
    Month,
    Year,
}

/// A date told from the day of writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Relative {
    /// “yesterday” is one day back (-1), “this week” week 0, “next year” year 1.
    Shift { period: Period, by: i32 },
    /// “70 years ago”: counted back, rougher than a shift. `by` is negative.
    Ago { period: Period, by: i32 },
    /// “last June”, “this summer”: -1, 0, 1 beside the named part.
    Named { by: i32 },
    /// “on Tuesday” (`by` 0), “last Tuesday” (-1), “next Tuesday” (1).
    Weekday { day: Weekday, by: i32 },
    /// “today”: the day of writing, or nowadays.
    Now,
}

/// A date in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// The date itself (“late 2022”, “from” and “before” not included).
    pub span: Span,
    pub tokens: TokenRange,
    /// The word that gives the relation.
    pub relation_span: Option<Span>,
    pub start: PartialDate,
    /// The last part of a range (“2010–2014”), at its own precision.
    pub end: Option<PartialDate>,
    pub relation: Relation,
    /// “about 1990”, “circa 1400”, “70 years ago”.
    pub approximate: bool,
    pub relative: Option<Relative>,
    /// The weekday written beside a date (“Tuesday, October 13”).
    pub weekday: Option<Weekday>,
    /// The other reading of `start` when two are possible (4/5/2015, 2008-09).
    pub alternative: Option<PartialDate>,
    /// [`resolve`] filled in what was relative or missing.
    pub resolved: bool,
    /// The year was not written but inferred from the document's date.
    pub inferred_year: bool,
}

impl DateMention {
    /// The date with the word that bounds it, where one does: “before 1999”.
    pub fn told(&self) -> Span {
        let bounds = matches!(self.relation, Relation::Before | Relation::After | Relation::By | Relation::Until | Relation::Since);
        match self.relation_span.filter(|r| bounds && r.end <= self.span.start) {
            Some(relation) => relation.cover(self.span),
            None => self.span,
        }
    }
}

/// What a reader found: token range and the values in it.
#[derive(Clone, Debug)]
struct Found {
    from: usize,
    to: usize,
    start: PartialDate,
    end: Option<PartialDate>,
    alternative: Option<PartialDate>,
    relative: Option<Relative>,
    weekday: Option<Weekday>,
}

impl Found {
    fn new(from: usize, to: usize, start: PartialDate) -> Found {
        Found { from, to, start, end: None, alternative: None, relative: None, weekday: None }
    }
}

/// The dates of one sentence, in order, never overlapping. Linear in the number of tokens.
pub fn find(text: &str, words: &Words) -> Vec<DateMention> {
    let scan = read::Scan::new(text, words);
    let mut out = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < words.len() {
        let found = scan.read(at, floor).and_then(|f| context::finish(&scan, f, floor));
        match found {
            Some(mention) => {
                floor = mention.tokens.end.max(at + 1);
                at = floor;
                out.push(mention);
            }
            None => at += 1,
        }
    }
    out
}

#[cfg(test)]
mod tests;
