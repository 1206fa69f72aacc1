use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "order-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "The note has things in another order than the source",
    page: PAGE,
    source_example: r"The tolls were agreed before the delegates met in Orne.",
    note_example: r"It was only after the delegates met in Orne that the tolls were agreed. [[tolls]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

An event that the note places after another one and the source before it, or the reverse; and a rank in a row (first,
second, last) where the source has another rank for the same thing.

## Why it matters

What came first is often what the argument stands on.

## When it stays silent

- Where the two events change places as well (“A after B”, “B before A”).
- Where the sentence places more than one event.
- Where any sentence of the sources in scope has the note's rank.
- Dates, and figures that are no ranks: those are for date-conflict and number-conflict.";
