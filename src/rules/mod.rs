//! One file per rule: metadata, page, example, wording. One registry: [`ALL`].

pub mod altered_quotation;
pub mod ambiguous_source;
pub mod broken_link;
pub mod comparison_conflict;
pub mod config_problem;
pub mod date_conflict;
pub mod definition_conflict;
pub mod direction_conflict;
pub mod misattribution;
pub mod missing_quotation;
pub mod modality_overclaim;
pub mod name_conflict;
pub mod negation_conflict;
pub mod number_conflict;
pub mod order_conflict;
pub mod quantifier_conflict;
pub mod source_disagreement;
pub mod unknown_source;
pub mod unreadable_file;
pub mod unsupported_claim;
pub mod unused_suppression;
mod page;

pub use crate::config::Level;
pub use page::{index, page};

/// The families of DESIGN: what a finding of the rule always carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// Verdict `conflict`; `found` is always there.
    Claim,
    /// Verdict `conflict`; every source in scope was read whole; `found` = closest passage or none.
    Absence,
    /// About the workspace's references and files: no verdict, no confidence.
    Reference,
}

/// What is known about a rule before it finds anything.
#[derive(Debug)]
pub struct Rule {
    /// kebab-case, naming the fault, never reused.
    pub id: &'static str,
    pub family: Family,
    /// Its level where postil.toml does not say.
    pub level: Level,
    /// One line: what it warns about.
    pub summary: &'static str,
    /// The page's body, in Markdown: what it finds, why it matters, when it stays silent.
    pub page: &'static str,
    /// An example: what a source has, and what a note makes of it.
    pub source_example: &'static str,
    pub note_example: &'static str,
    /// The message of a finding, from both sides. Reference rules have a `message` function of their own instead.
    pub wording: Option<fn(&Sides<'_>) -> String>,
}

/// What the two sides of a conflict say.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    pub note_says: &'a str,
    /// Empty when nothing was found (absence rules).
    pub source_says: &'a str,
    /// `file:line` of the source's words, where there are any.
    pub place: Option<&'a str>,
}

/// Every rule of this version, by id.
pub const ALL: &[&Rule] = &[
    &altered_quotation::RULE,
    &ambiguous_source::RULE,
    &broken_link::RULE,
    &comparison_conflict::RULE,
    &config_problem::RULE,
    &date_conflict::RULE,
    &definition_conflict::RULE,
    &direction_conflict::RULE,
    &misattribution::RULE,
    &missing_quotation::RULE,
    &modality_overclaim::RULE,
    &name_conflict::RULE,
    &negation_conflict::RULE,
    &number_conflict::RULE,
    &order_conflict::RULE,
    &quantifier_conflict::RULE,
    &source_disagreement::RULE,
    &unknown_source::RULE,
    &unreadable_file::RULE,
    &unsupported_claim::RULE,
    &unused_suppression::RULE,
];

/// Ids that belong to rules to come. A configuration or a directive may name them already; nothing is found by them.
pub const RESERVED: &[&str] = &["role-conflict", "undefined-term"];

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|r| r.id == id)
}

/// Every id that a configuration or a directive may name, in order.
pub fn ids() -> Vec<&'static str> {
    let mut ids: Vec<&str> = ALL.iter().map(|r| r.id).chain(RESERVED.iter().copied()).collect();
    ids.sort_unstable();
    ids
}

/// The message of a claim or absence rule's finding.
pub fn message(id: &str, sides: &Sides<'_>) -> String {
    match find(id).and_then(|r| r.wording) {
        Some(wording) => wording(sides),
        None => both_sides(sides),
    }
}

/// “note says X; source says Y (file:line)”.
pub fn both_sides(sides: &Sides<'_>) -> String {
    format!("note says {}; source says {}{}", sides.note_says, sides.source_says, place(sides))
}

/// ` (file:line)`, or nothing.
fn place(sides: &Sides<'_>) -> String {
    sides.place.map(|p| format!(" ({p})")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_is_sorted_and_every_page_is_whole() {
        assert!(ALL.windows(2).all(|w| w[0].id < w[1].id));
        for rule in ALL {
            assert!(rule.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.id);
            assert!(rule.summary.len() < 90 && !rule.summary.ends_with('.'), "{}", rule.id);
            assert!(!RESERVED.contains(&rule.id));
            for heading in ["## What it finds", "## Why it matters", "## When it stays silent"] {
                assert!(rule.page.contains(heading), "{} has no “{heading}”", rule.id);
            }
            assert!(!rule.source_example.is_empty() && !rule.note_example.is_empty(), "{}", rule.id);
            assert_eq!(rule.wording.is_none(), rule.family == Family::Reference, "{}", rule.id);
        }
    }

    #[test]
    fn messages_show_both_sides() {
        let sides = Sides { note_says: "12 cm", source_says: "21 cm", place: Some("sea.md:4") };
        assert_eq!(message("number-conflict", &sides), "note says 12 cm; source says 21 cm (sea.md:4)");
        let none = Sides { note_says: "“so it was”", source_says: "", place: None };
        assert_eq!(message("missing-quotation", &none), "note quotes “so it was”; no source in scope has these words");
    }
}
