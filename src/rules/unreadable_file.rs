use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "unreadable-file",
    family: Family::Reference,
    level: Level::Warning,
    summary: "A file could not be read, so nothing is known of what it says",
    page: PAGE,
    source_example: r"(sources/scan.txt holds binary data)",
    note_example: r"The scan shows a second signature. [[scan]]",
    wording: None,
};

const PAGE: &str = r"## What it finds

A file that is too large, binary, of a kind that postil does not read, not permitted, or that has front matter or a
bibliography which cannot be parsed.

## Why it matters

Claims about a source that was not read are not checked. A silent gap would look like approval.

## When it stays silent

- Pictures, sound and film.
- Files that `exclude` or `.gitignore` leaves out.";

/// `reason` says what was the matter, without the file's name.
pub fn message(reason: &str) -> String {
    format!("this file could not be read: {reason}")
}
