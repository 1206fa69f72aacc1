use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "definition-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "The note says that a thing is of another sort than the source says",
    page: PAGE,
    source_example: r"Saltmarsh is a 1998 film about the last ferryman of Orne.",
    note_example: r"Saltmarsh is a novel about a ferryman. [[saltmarsh]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A statement of what a named thing is, where the source says that it is something of a sort that excludes the note's: a
film and a novel, a town and a river, a party and a band.

## Why it matters

What follows in the note is then about something else.

## When it stays silent

- Where the two sorts do not exclude each other: a person can be a singer and an actor, an island a country.
- Where the note's sort stands anywhere in the sentences of the sources that tell of the thing.
- Where the subjects are not the same, or only a part is described (“the author of …”).
- Words that may name several sorts (show, drama, title) are left alone.";
