//! One file per rule: metadata, page, example, wording. One registry.

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

pub use crate::config::Level;

/// What is known about a rule before it finds anything.
#[derive(Debug)]
pub struct Rule {
    /// kebab-case, naming the fault, never reused.
    pub id: &'static str,
    pub family: Family,
    pub level: Level,
    /// One line: what it warns about.
    pub summary: &'static str,
    /// The page, in Markdown: what it does, why, when it stays silent.
    pub page: &'static str,
    /// An example: a sentence of a source, and of a note.
    pub source_example: &'static str,
    pub note_example: &'static str,
}
