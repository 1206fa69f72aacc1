use super::{Family, Level, Rule, Sides};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "missing-quotation",
    family: Family::Absence,
    level: Level::Warning,
    summary: "No source in scope has the quoted words",
    page: PAGE,
    source_example: r"The mayor thanked the volunteers and left early.",
    note_example: r"The mayor said, “Nothing will ever make me leave this office.” [[mayor]]",
    wording: Some(wording),
};

const PAGE: &str = r"## What it finds

A quotation of five words or more, of which no source that the claim cites has the words or anything close to them.
The closest passage is shown where there is one.

## Why it matters

The words may come from memory, from a paraphrase, or from a source that was never added.

## When it stays silent

- Where no source is cited: a source that is not in the workspace may have the words.
- Where a source in scope could not be read whole.
- Quotations of fewer than five words, titles, and words in scare quotes.
- Where the words are there but differ: that is `altered-quotation`.";

fn wording(sides: &Sides<'_>) -> String {
    let closest = match sides.source_says {
        "" => String::new(),
        text => format!("; closest is {text}{}", super::place(sides)),
    };
    format!("note quotes {}; no source in scope has these words{closest}", sides.note_says)
}
