use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "misattribution",
    family: Family::Claim,
    level: Level::Warning,
    summary: "Right words, but from another speaker or another source",
    page: PAGE,
    source_example: r"“The bridge is safe,” said the engineer, Ines Calder.",
    note_example: r"“The bridge is safe for all traffic,” the contractor said. [[bridge]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

A quotation or reported statement whose words the source has, but from another speaker; or a quotation that stands in
another source than the one cited.

## Why it matters

The words are right, so nobody checks them again: the error stays.

## When it stays silent

- Where either side leaves the speaker unsaid.
- Where the two names may be the same person or body: with or without title, first name, initials; an acronym and its
  expansion.
- Where the cited source has the words as well.";
