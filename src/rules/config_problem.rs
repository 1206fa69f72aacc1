use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "config-problem",
    family: Family::Reference,
    level: Level::Warning,
    summary: "postil.toml has something that cannot be used",
    page: PAGE,
    source_example: r"(the rule is called `number-conflict`)",
    note_example: r#"[rules]
numbr-conflict = "error""#,
    wording: None,
};

const PAGE: &str = r"## What it finds

A key or rule that does not exist, a level that is none, a glob that cannot match or leads out of the workspace, or
broken TOML. The rest of the file still counts, the bad key has its default, and `check` exits with 2.

## Why it matters

A mistyped rule id would switch nothing off, or nothing on, without a word.

## When it stays silent

- Rules that a later version will have: their ids are reserved and may be set.";

/// `problem` is the configuration's own sentence: what is the matter and what to write instead.
pub fn message(problem: &str) -> String {
    problem.to_string()
}
