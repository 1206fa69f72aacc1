use super::{Family, Level, Rule};

/// The rule and its page.
pub const RULE: Rule = Rule {
    id: "altered-quotation",
    family: Family::Claim,
    level: Level::Warning,
    summary: "A quotation has other words than its source",
    page: PAGE,
    source_example: r"The committee said: “We have found no reason to delay the second launch.”",
    note_example: r"The committee wrote, “We have found reason to delay the second launch.” [[committee]]",
    wording: Some(super::both_sides),
};

const PAGE: &str = r"## What it finds

Words between quotation marks, or in a block quote whose source is cited, that stand in the source with a word
changed, dropped or added. The message shows the words that differ. The quick fix restores the source's words.

## Why it matters

A quotation says: these are the very words. Readers and other writers copy it on without looking.

## When it stays silent

- Quotations of fewer than five words, titles, and words in scare quotes.
- Differences in case, quotation marks, dashes, white space, hyphenation, accents and ligatures.
- Omissions marked with `…` or `[…]` that swallow no negation or hedge, and words marked as the writer's own with
  `[…]`.
- A block quote that resembles nothing in its source: that is prose.";
