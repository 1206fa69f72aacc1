use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "unused-suppression",
    family: Family::Reference,
    level: Level::Info,
    summary: "A directive silences nothing, or names no rule",
    page: PAGE,
    source_example: r"The survey reached 310 households.",
    note_example: r"The survey reached 310 households. <!-- postil-disable-line number-conflict: checked --> [[survey]]",
    wording: None,
};

const PAGE: &str = r"## What it finds

A `postil-disable…` comment or a `postil: {disable: […]}` in front matter that silences no finding, or names a rule
that does not exist; a `postil: {accept: […]}` that accepts a finding which is not there any more.

## Why it matters

A directive that outlives its finding hides the next one.

## When it stays silent

- Where the rule is off, so that nothing can be known.
- Rules that a later version will have.";

/// A directive that silences nothing. `rule` is what it names; `None` if it names none.
pub fn idle(rule: Option<&str>) -> String {
    match rule {
        Some(rule) => format!("this directive silences no {rule} finding; it can be removed"),
        None => "this directive silences nothing; it can be removed".to_string(),
    }
}

/// An accepted finding that is not there.
pub fn accepted() -> String {
    "the finding that is accepted here is not there any more; the line can be removed".to_string()
}

/// A directive that names a rule which does not exist. `closest` is one that may be meant.
pub fn unknown(rule: &str, closest: Option<&str>) -> String {
    match closest {
        Some(meant) => format!("there is no rule “{rule}”; did you mean “{meant}”?"),
        None => format!("there is no rule “{rule}”"),
    }
}
