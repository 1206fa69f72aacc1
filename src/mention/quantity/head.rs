//! The noun that a quantity counts.

use super::core::Core;
use super::scan::Scan;
use super::{Dressed, Kind};
use crate::language::TokenKind;

/// How many tokens may stand between a number and its noun.
const REACH: usize = 5;

impl Scan<'_> {
    /// Head noun and unit word of a quantity.
    pub(super) fn head(&self, core: &Core, dressed: &Dressed, kind: Kind) -> (Option<usize>, Option<usize>) {
        let unit = dressed.unit_word;
        match kind {
            Kind::Count => (self.head_of_count(core), unit),
            Kind::Ordinal => self.ordinal_head(core.to),
            Kind::Percent | Kind::Fraction | Kind::PercentPoint => (self.whole(dressed.to), unit),
            Kind::Money(_) | Kind::Measure(_) => {
                let mut k = dressed.to;
                if self.hyphen(k) && self.f(k + 1) == "old" {
                    k += 2;
                    return (self.attributed(k), unit);
                }
                if unit.is_some_and(|u| u > 0 && self.hyphen(u - 1)) {
                    return (self.attributed(k), unit);
                }
                (if self.f(k) == "of" { self.whole(k) } else { None }, unit)
            }
            Kind::Multiple | Kind::Score(_) | Kind::Clock | Kind::Identifier => (None, unit),
        }
    }

    /// The noun that a plain number counts.
    pub(super) fn head_of_count(&self, core: &Core) -> Option<usize> {
        // “12-nation talks” counts nations
        if self.hyphen(core.to) && matches!(self.f(core.to + 1), "plus" | "odd" | "ish" | "some") {
            return self.counted(core.to + 2);
        }
        if self.hyphen(core.to) && self.is_word(core.to + 1) {
            return Some(core.to + 1);
        }
        // “seven of its ships”; “three million of ships” is no English, “two of us” counts nothing named
        let k = if self.f(core.to) == "of" { self.past_determiners(core.to + 1) } else { core.to };
        if let Some(head) = self.counted(k) {
            return Some(head);
        }
        if core.value == 1.0 && core.words && self.content(core.to) { self.attributed(core.to) } else { None }
    }

    /// The plural noun that a number before `k` counts: past adjectives, to the last of a run of plurals.
    pub(super) fn counted(&self, mut k: usize) -> Option<usize> {
        if matches!(self.f(k), "+" | "more" | "other" | "such" | "additional") {
            k += 1;
        }
        if self.f(k) == "or" && matches!(self.f(k + 1), "more" | "fewer" | "less" | "so") {
            k += 2;
        }
        for i in k..k + REACH {
            if self.plural(i) && !(self.capital(i) && self.capital(i + 1) && self.content(i + 1)) {
                let more = self.plural(i + 1) && !self.hyphen(i + 1);
                return Some(if more { i + 1 } else { i });
            }
            let token = self.words.tokens.get(i)?;
            // an irregular verb form (“3 won prizes”) ends the phrase
            let f = self.f(i);
            let verb = !token.capital && self.words.lemma(i) != f && !["ed", "ing", "er", "est", "s"].iter().any(|e| f.ends_with(e));
            if verb && self.is_word(i) {
                return None;
            }
            let passable =
                self.hyphen(i) || token.kind == TokenKind::Clitic || self.content(i) || token.is_number() && i > k && self.glued(i);
            if !passable {
                return None;
            }
        }
        None
    }

    /// The noun after an ordinal, a hyphenated measure or “one”: the first word that does not look like an adjective.
    fn attributed(&self, k: usize) -> Option<usize> {
        if !self.content(k) {
            return None;
        }
        let mut i = k;
        while i < k + 4 && (adjective(self.f(i)) || self.capital(i)) && self.content(i + 1) && !self.f(i + 1).ends_with("ed") {
            i += 1;
        }
        Some(i)
    }

    /// “of (all) the Japanese (people)”: the noun of the whole.
    fn whole(&self, k: usize) -> Option<usize> {
        let k = match self.f(k) {
            "of" => self.past_determiners(k + 1),
            "the" | "its" | "their" | "our" | "all" => self.past_determiners(k),
            _ => return None,
        };
        if self.is_number(k) || self.number_word(k).is_some() {
            return self.counted(k + 1);
        }
        // “of Japanese felt”: a people's name stands alone
        let people = self.capital(k) && ["ese", "ish", "ch", "ans"].iter().any(|e| self.f(k).ends_with(e));
        if people && !self.plural(k + 1) {
            return Some(k);
        }
        self.counted(k).or_else(|| self.attributed(k))
    }

    fn past_determiners(&self, mut k: usize) -> usize {
        for _ in 0..3 {
            if matches!(
                self.f(k),
                "the" | "its" | "their" | "our" | "his" | "her" | "all" | "these" | "those" | "this" | "that" | "a" | "an"
            ) {
                k += 1;
            }
        }
        k
    }

    /// “second-largest economy”: (economy, largest).
    fn ordinal_head(&self, k: usize) -> (Option<usize>, Option<usize>) {
        let mut k = if self.hyphen(k) { k + 1 } else { k };
        let mut unit = None;
        if self.f(k) == "most" || self.is_word(k) && self.f(k).ends_with("est") && self.f(k).len() > 5 && self.words.lemma(k) != "test" {
            if self.f(k) == "most" {
                k += 1;
            }
            unit = Some(k);
            k += 1;
        }
        (self.attributed(k), unit)
    }
}

/// A few endings that adjectives have and nouns seldom.
fn adjective(word: &str) -> bool {
    word.len() > 4
        && ["al", "ic", "ive", "ous", "ful", "ese", "ary", "less", "able", "an", "ing", "ed", "ory"].iter().any(|e| word.ends_with(e))
}
