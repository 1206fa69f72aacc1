use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "broken-link",
    family: Family::Reference,
    level: Level::Off,
    summary: "A link or heading leads nowhere in the workspace",
    page: PAGE,
    source_example: r"(there is no heading “Methods” in sources/trial.md)",
    note_example: r"See [[trial#Methods]].",
    wording: None,
};

const PAGE: &str = r"## What it finds

A wiki link, a relative link or the heading in one that leads to no file or heading of the workspace.

## Why it matters

Links break silently when files are renamed.

## When it stays silent

- Links out of the workspace, and every URL.
- Links in code.
- What is meant as a citation: that is `unknown-source`.";

/// `heading` is the part after `#`, when the file is there and only the heading is not.
pub fn message(target: &str, heading: Option<&str>) -> String {
    match heading {
        Some(heading) => format!("{target} has no heading “{heading}”"),
        None => format!("“{target}” leads to no file of the workspace"),
    }
}
