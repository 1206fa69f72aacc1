use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "ambiguous-source",
    family: Family::Reference,
    level: Level::Warning,
    summary: "A citation leads to more than one source",
    page: PAGE,
    source_example: r"sources/2019/report.txt and sources/2020/report.txt",
    note_example: r"Costs doubled. [[report]]",
    wording: None,
};

const PAGE: &str = r"## What it finds

A key to which two or more sources answer: two files of one stem, or a file stem that is another document's id.
Nothing is picked; the candidates are listed.

## Why it matters

A claim that is judged against the wrong document gets a wrong verdict.

## When it stays silent

- Where a path or an extension tells the sources apart.
- Where the key of a bibliography names its file.";

/// `files` are the sources that answer, in order.
pub fn message(key: &str, files: &[&str]) -> String {
    format!("“{key}” may mean {}; write the path of the one that is meant", files.join(" or "))
}
