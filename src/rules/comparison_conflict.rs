use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "comparison-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "The note compares two things the other way round than the source",
    page: PAGE,
    source_example: r"The old bridge carries more traffic than the new bridge.",
    note_example: r"The new bridge carries more traffic than the old bridge. [[traffic]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A comparison of two things in the note that the source makes the other way round: “A is larger than B” beside “B is
larger than A”, “more as rivals than as allies” beside “more as allies than as rivals”, “lags behind” beside “is
comparable to”.

## Why it matters

All the words are the source's, so that the change is easily overlooked.

## When it stays silent

- Where the things and the comparison are both turned round, which says the same (“B is smaller than A”).
- Where other things are compared, or on another scale.
- Where either side is denied.
- Comparisons with a figure (“more than 40”): those are for number-conflict.";
