//! What a document itself says of its names: acronyms with their expansions, surnames with full names.

use super::{Name, NameKind, find, phrase};
use crate::language::Words;
use rustc_hash::FxHashMap;

/// The alias table of a document. Phrases are folded; small words (of, the, for, and) are left out.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    expansions: FxHashMap<String, Vec<String>>,
    surnames: FxHashMap<String, Vec<String>>,
}

impl Aliases {
    /// Collects “Trans-Pacific Partnership (TPP)”, “TPP (Trans-Pacific Partnership)” and full names from a document's sentences.
    pub fn of(text: &str, sentences: &[Words]) -> Aliases {
        let mut aliases = Aliases::default();
        for words in sentences {
            aliases.add(words, &find(text, words));
        }
        aliases
    }

    /// Collects from the names of one sentence.
    pub fn add(&mut self, words: &Words, names: &[Name]) {
        for (i, name) in names.iter().enumerate() {
            if name.kind == NameKind::Person && name.certain && name.tokens.len() > 1 {
                insert(&mut self.surnames, words.fold(name.head), phrase(words, name.tokens.clone()));
            }
            let opened = name.tokens.start.checked_sub(1).is_some_and(|k| words.fold(k) == "(");
            if name.acronym
                && opened
                && let Some(expansion) = expansion_before(words, name)
            {
                insert(&mut self.expansions, words.fold(name.tokens.start), expansion);
            }
            let next = names.get(i + 1).filter(|n| n.tokens.start == name.tokens.end + 1 && words.fold(name.tokens.end) == "(");
            if let Some(next) = next.filter(|_| name.acronym) {
                let parts = parts(words, next);
                if abbreviates(words.fold(name.tokens.start), &parts) {
                    insert(&mut self.expansions, words.fold(name.tokens.start), parts.join(" "));
                }
            }
        }
    }

    /// Adds what another document says.
    pub fn merge(&mut self, other: &Aliases) {
        for (table, from) in [(&mut self.expansions, &other.expansions), (&mut self.surnames, &other.surnames)] {
            for (key, values) in from {
                values.iter().for_each(|v| insert(table, key, v.clone()));
                if let Some(list) = table.get_mut(key) {
                    list.sort();
                }
            }
        }
    }

    /// What a folded acronym stands for.
    pub fn expansions(&self, acronym: &str) -> &[String] {
        self.expansions.get(acronym).map_or(&[], Vec::as_slice)
    }

    /// The full names seen with a folded surname.
    pub fn full_names(&self, surname: &str) -> &[String] {
        self.surnames.get(surname).map_or(&[], Vec::as_slice)
    }
}

fn insert(table: &mut FxHashMap<String, Vec<String>>, key: &str, value: String) {
    let list = table.entry(key.to_string()).or_default();
    if !list.contains(&value) && list.len() < 8 {
        list.push(value);
    }
}

/// The words right before “(ACRONYM” whose initials spell it, small words passed over.
fn expansion_before(words: &Words, acronym: &Name) -> Option<String> {
    let letters: Vec<char> = words.fold(acronym.tokens.start).chars().collect();
    let open = acronym.tokens.start.checked_sub(1)?;
    let mut left = letters.len();
    let mut found: Vec<&str> = Vec::new();
    for k in (open.saturating_sub(letters.len() * 2 + 3)..open).rev() {
        let Some(token) = words.tokens.get(k) else { break };
        let folded = words.fold(k);
        if !token.is_word() && folded != "-" && folded != "&" && folded != "," {
            break;
        }
        if token.is_word() && left > 0 && letters.get(left - 1).copied() == folded.chars().next() {
            left -= 1;
            found.push(folded);
            if left == 0 {
                found.reverse();
                return (letters.len() > 1).then(|| found.join(" "));
            }
        } else if token.is_word() && !is_small(folded) {
            break;
        }
    }
    None
}

pub(super) fn is_small(folded: &str) -> bool {
    matches!(folded, "of" | "the" | "for" | "and" | "on" | "in" | "to" | "a" | "an" | "de" | "la" | "du")
}

/// The folded words of a name without small words.
pub(super) fn parts<'a>(words: &'a Words, name: &Name) -> Vec<&'a str> {
    let inner = name.tokens.clone().filter(|&i| words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number()));
    inner.map(|i| words.fold(i)).filter(|w| !is_small(w)).collect()
}

/// Whether the initials of `parts` spell the folded acronym.
pub(super) fn abbreviates(acronym: &str, parts: &[&str]) -> bool {
    parts.len() > 1 && acronym.chars().eq(parts.iter().filter_map(|p| p.chars().next()))
}
