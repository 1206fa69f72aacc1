use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "direction-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "The note says up where the source says down, or the like",
    page: PAGE,
    source_example: r"Exports fell by 3 percent in the spring.",
    note_example: r"Exports rose by 3 percent in the spring. [[trade]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A pair of opposites, such as rose and fell, more and less, before and after, won and lost, where the note has the one
and the source the other.

## Why it matters

The figures can all be right and the statement still be turned round.

## When it stays silent

- Where the things compared change places as well (“A lost to B”, “B beat A”).
- Where the periods differ: a thing may rise in one year and fall in the next.
- Where the words are opposites only in other senses.";
