use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "definition-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "The note spells out or sorts a thing otherwise than the source does",
    page: PAGE,
    source_example: r"The Regional Water Authority (RWA) opened two reservoirs.",
    note_example: r"The RWA (Rural Waterways Agency) opened two reservoirs. [[water]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A short form that the note spells out otherwise than the source does. A statement of what a named thing is, where the source says
that it is something of a sort that excludes the note's: a film and a novel, a town and a river, a party and a band. A group whose
list of members has another name in one place than the source's list.

## Why it matters

An acronym spelled out wrongly is copied from note to note, and what follows in the note is about something else.

## When it stays silent

- Where the note's own expansion stands anywhere in the sources in scope: the short form has two.
- Where one expansion is part of the other, or differs by spelling only.
- Where the two sorts do not exclude each other: a person can be a singer and an actor, an island a country.
- Where the note's sort stands anywhere in the sentences of the sources that tell of the thing.
- Where the subjects are not the same, or only a part is described (“the author of …”).
- Words that may name several sorts (show, drama, title) are left alone.
- Where the source does not spell the term out, or its list is longer or shorter.";
