use super::{Family, Level, Rule, Sides};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "source-disagreement",
    family: Family::Reference,
    level: Level::Info,
    summary: "Two sources that the claim cites disagree on a value",
    page: PAGE,
    source_example: r"(one source) The tower is 92 metres tall. (the other) The tower is 95 metres tall.",
    note_example: r"The tower is 92 metres tall. [[survey]] [[guide]]",
    wording: None,
};

const PAGE: &str = r"## What it finds

A claim that cites two sources or more, of which one gives the claim's number, date or name and another gives a different one
for the same thing. Both places are shown. The claim keeps its verdict: it follows one of its sources.

## Why it matters

A reader who follows the other citation finds something else. Which of the two is right, the note's writer may want to say.

## When it stays silent

- Where the claim cites one source only, or none.
- Where the sources speak of different times, bounds or things.
- Where no source in scope has the claim's value: that is a conflict of its own.";

/// Both values with their places.
pub fn message(sides: &Sides<'_>) -> String {
    format!("sources disagree: {}; {}{}", sides.note_says, sides.source_says, super::place(sides))
}
