use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "quantifier-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "The note says all, most or none where the source says another share",
    page: PAGE,
    source_example: r"Some of the wells on the island are salty.",
    note_example: r"All of the wells on the island are salty. [[wells]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A sentence that follows the source but for a word of quantity: some and all, most and few, both and neither, many
and several.

## Why it matters

“Some” made into “all” turns an observation into a law, and reads as smoothly as what the source says.

## When it stays silent

- Where the two words mean nearly the same (each and every), or where the source's word stands in another place.
- Where any sentence of the sources in scope has the note's word for the thing.
- Where the sentence is changed in more than that word, so that it may speak of something else.
- Numbers: those are for number-conflict.";
