use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "name-conflict",
    family: Family::Claim,
    level: Level::Warning,
    summary: "Another person, organisation or place stands where the source has one",
    page: PAGE,
    source_example: r"Marta Holm chaired the first session.",
    note_example: r"Petra Lund chaired the first session. [[sessions]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A name in a sentence that otherwise follows the source, where the source has another name of the same kind in the same
role.

## Why it matters

A statement about the wrong person is worse than none.

## When it stays silent

- Where the names may mean the same: titles, initials, acronyms, demonyms, a part of a place.
- Where the thing can have several (“works with”, “plays for”).
- Where the note's name stands with that fact anywhere in the sources in scope.";
