//! Tables of which each line is a label and its words: “role: part character role”.

use super::{lines, words};
use rustc_hash::FxHashSet;
use std::hash::Hash;
use std::sync::OnceLock;

/// Such a table, and what each label stands for. Read once.
pub(super) struct Labels<T: 'static> {
    text: &'static str,
    names: &'static [(&'static str, T)],
    table: OnceLock<FxHashSet<(T, &'static str)>>,
}

impl<T: Copy + Eq + Hash> Labels<T> {
    pub const fn new(text: &'static str, names: &'static [(&'static str, T)]) -> Labels<T> {
        Labels { text, names, table: OnceLock::new() }
    }

    /// The word stands in a line of that label.
    pub fn has(&'static self, label: T, word: &str) -> bool {
        let table = self.table.get_or_init(|| {
            let rows = lines(self.text).filter_map(|l| l.split_once(": "));
            rows.filter_map(|(name, list)| self.label(name).map(|t| words(list).map(move |w| (t, w)))).flatten().collect()
        });
        table.contains(&(label, word))
    }

    fn label(&self, name: &str) -> Option<T> {
        self.names.iter().find(|(n, _)| *n == name).map(|(_, t)| *t)
    }

    /// Every line has a label that is known.
    #[cfg(test)]
    pub fn sound(&self) -> bool {
        lines(self.text).all(|l| l.split_once(": ").is_some_and(|(name, _)| self.label(name).is_some()))
    }
}
