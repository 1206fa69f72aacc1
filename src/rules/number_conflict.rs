use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "number-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "A number differs from the source's number for the same thing",
    page: PAGE,
    source_example: r"The reservoir held 41 million cubic metres in 2019.",
    note_example: r"The reservoir held 14 million cubic metres in 2019. [[reservoir]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A count, measure, percentage, amount of money or ordinal that the source gives with another value, for the same thing
and the same time.

## Why it matters

Transposed digits and lost zeros are the commonest slips in notes, and the hardest to see.

## When it stays silent

- Where the note rounds the source's value, gives a bound that holds, or says “about” and is near.
- Where any sentence of the sources in scope has the note's value for the thing.
- Where the source's sentence has no number of the same kind in that place.
- Where it is not certain that both numbers measure the same thing: another unit, another year, net against gross.
- Numbers in names, list marks, clock times, scores and versions.";
