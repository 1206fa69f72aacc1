use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "modality-overclaim",
    family: Family::Claim,
    level: Level::Info,
    summary: "The note is more certain than the source",
    page: PAGE,
    source_example: r"The new locks may shorten the passage by two hours.",
    note_example: r"The new locks will shorten the passage by two hours. [[locks]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A sentence that follows the source but for its certainty: “may” made into “will”, “likely” into “certain”, “should”
into “must”.

## Why it matters

Hedges are the first thing that a summary loses, and often the point of the sentence.

## When it stays silent

- Where the note is less certain than the source.
- Where any sentence of the sources in scope is as certain as the note.
- Where “may”, “can” or “could” speak of permission, ability or the past rather than of what may be so.
- Where the sentence is changed in more than that word.";
