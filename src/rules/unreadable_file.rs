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
bibliography which cannot be parsed. And, as information, the first citation of a work in a note whose `file` in the
bibliography is not among the sources: a PDF that has no text beside it, a path on another disk, a file that was moved.

## Why it matters

Claims about a source that was not read are not checked. A silent gap would look like approval.

## When it stays silent

- Pictures, sound and film.
- Files that `exclude` or `.gitignore` leaves out.
- Works whose bibliography entry has no `file` at all: nobody meant them to be checked.";

/// `reason` says what was the matter, without the file's name.
pub fn message(reason: &str) -> String {
    format!("this file could not be read: {reason}")
}

/// `key` is the citation's, `file` as the bibliography has it.
pub fn absent(key: &str, file: &str) -> String {
    format!("“{key}” has the file “{file}” in the bibliography, which is not among the sources: what is said of it here is not checked")
}
