use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "unknown-source",
    family: Family::Reference,
    level: Level::Warning,
    summary: "A citation leads to no source",
    page: PAGE,
    source_example: r"(no document has the key `holm2019`)",
    note_example: r"Levels rose by a third [@holm2019].",
    wording: None,
};

const PAGE: &str = r"## What it finds

A citation key, a `source:` of the front matter or a link to a source file that no source of the workspace answers to.
Where a known key is close, it is named.

## Why it matters

What cites nothing cannot be checked: its claims stay unverified.

## When it stays silent

- A bare `@name` where no bibliography exists, and in code, links, paths and e-mail addresses.
- A wiki link that leads to a note: that is a link, not a citation.
- A bibliography entry without a file in the workspace: the work is known, only its text is not here.";

/// `closest` is a known key that may be meant.
pub fn message(key: &str, closest: Option<&str>) -> String {
    match closest {
        Some(meant) => format!("no source has the key “{key}”; did you mean “{meant}”?"),
        None => format!("no source has the key “{key}”"),
    }
}
