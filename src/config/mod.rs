//! Typed configuration: [`parse`] gives a [`Config`] and problems with spans. Rule ids are strings here:
//! which ones exist is told by the caller, as the rules stand in a room below.

mod glob;
mod keys;
mod parse;
mod role;
mod suggest;

pub use glob::Globs;
pub use keys::{KEYS, Key, Kind, reference, schema};
pub use parse::parse;
pub use role::{Role, Roles};
pub use suggest::closest;

use crate::text::Span;
use std::collections::BTreeMap;

/// The name of the configuration file; its folder is the root of a workspace.
pub const FILE: &str = "postil.toml";

/// How much a finding matters. `Off` is only ever a setting; no finding has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    Off,
    Info,
    Warning,
    Error,
}

impl Level {
    /// All levels as they are written, most severe first.
    pub const NAMES: [&'static str; 4] = ["error", "warning", "info", "off"];

    /// The word for it in postil.toml and in every output format.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    /// The level that the word stands for.
    pub fn from_name(name: &str) -> Option<Level> {
        [Level::Off, Level::Info, Level::Warning, Level::Error].into_iter().find(|l| l.name() == name)
    }
}

/// What a postil.toml says. `None` means that the key is absent and the conventions of [`Roles`] hold.
#[derive(Clone, Debug)]
pub struct Config {
    pub sources: Option<Globs>,
    pub notes: Option<Globs>,
    pub glossary: Option<Globs>,
    pub bibliography: Option<Globs>,
    pub exclude: Globs,
    /// In bytes; a larger file is a finding and is not read.
    pub max_file_size: u64,
    /// What is read in sources is kept outside of the workspace for the next time.
    pub cache: bool,
    pub rules: BTreeMap<String, Level>,
    pub overrides: Vec<Override>,
}

/// Levels for some files; of several that match a file, the last one that names the rule wins.
#[derive(Clone, Debug)]
pub struct Override {
    pub path: Globs,
    pub rules: BTreeMap<String, Level>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            sources: None,
            notes: None,
            glossary: None,
            bibliography: None,
            exclude: Globs::default(),
            max_file_size: 20_000_000,
            cache: true,
            rules: BTreeMap::new(),
            overrides: Vec::new(),
        }
    }
}

impl Config {
    /// The level that the configuration gives `rule` in the file `path` (relative to the root, with `/`);
    /// `None` leaves the rule's own default.
    pub fn level(&self, rule: &str, path: &str) -> Option<Level> {
        let special = self.overrides.iter().rev().filter(|o| o.path.matches(path)).find_map(|o| o.rules.get(rule));
        special.or_else(|| self.rules.get(rule)).copied()
    }
}

/// One thing in postil.toml that cannot be used. Everything else in the file still counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Into the text of postil.toml.
    pub span: Span,
    /// What is the matter and what to write instead; one line.
    pub message: String,
    /// The key with dots, e.g. `rules.number-conflict`; empty when the file is no TOML.
    pub key: String,
}

#[cfg(test)]
mod tests;
