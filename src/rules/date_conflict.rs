use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "date-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "A date or year differs from the source's date for the same event",
    page: PAGE,
    source_example: r"The tower was finished in October 1931.",
    note_example: r"The tower was finished in October 1913. [[tower]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A date, month, year or decade that the source gives differently for the same event. Partial dates are compared at the
coarser precision.

## Why it matters

A wrong year turns causes into effects.

## When it stays silent

- Where one date contains the other (“1998” and “May 1998”) or a range, “by”, “since” or “about” allows both.
- Where any sentence of the sources in scope has the note's date for the event.
- Relative dates (“last June”) in a source whose own date is not known.";
