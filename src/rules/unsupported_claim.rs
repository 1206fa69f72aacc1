use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "unsupported-claim",
    family: Family::Reference,
    level: Level::Off,
    summary: "The sources that the claim cites hold nothing for it",
    page: PAGE,
    source_example: r"The new ferry carries forty cars.",
    note_example: r"Beavers returned to the northern lakes last spring. [[ferry]]",
    wording: None,
};

const PAGE: &str = r"## What it finds

A claim whose cited sources were read whole and have no sentence that speaks of what the claim says.

## Why it matters

A citation may have slipped to the wrong sentence, or the claim may come from a source that was never added.

## When it stays silent

- Where nothing is cited.
- Questions, plans and opinions.
- Where a sentence of a source speaks of the same thing, whether it supports the claim or not.
- It is off by default: a paraphrase in quite other words looks the same.";

/// `sources` are the paths of the scope.
pub fn message(sources: &[String]) -> String {
    let named = sources.get(..sources.len().min(2)).unwrap_or(&[]).join(", ");
    let more = if sources.len() > 2 { ", …" } else { "" };
    format!("nothing in {named}{more} speaks of this")
}
