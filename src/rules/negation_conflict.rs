use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "negation-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "The note says no where the source says yes, or the reverse",
    page: PAGE,
    source_example: r"The trial did not show a benefit for older patients.",
    note_example: r"The trial showed a benefit for older patients. [[trial]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A sentence that follows the source but for a negation: a “not”, “never”, “no” or “without” added or lost.

## Why it matters

One short word turns a finding into its opposite.

## When it stays silent

- Where the negation stands in another clause than the shared statement.
- Double negation, “not only”, “hardly”, and negation by another word, unless the meaning certainly changes.
- Questions, conditions and other people's views.";
