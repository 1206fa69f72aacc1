//! A sentence's tokens as the finders of this room look at them.

use super::core::{Core, Shape};
use super::table::{NumberWord, Tables};
use super::{After, Dressed, Kind};
use crate::language::{TokenKind, Words, lexicon};

/// Total access to a sentence: an index outside it is an empty token.
pub(super) struct Scan<'a> {
    pub text: &'a str,
    pub words: &'a Words,
    pub tables: &'static Tables,
}

impl<'a> Scan<'a> {
    pub fn new(text: &'a str, words: &'a Words) -> Scan<'a> {
        Scan { text, words, tables: Tables::get() }
    }

    /// Folded form.
    pub fn f(&self, i: usize) -> &'a str {
        self.words.fold(i)
    }

    /// Folded form of the token `back` places before `i`.
    pub fn back(&self, i: usize, back: usize) -> &'a str {
        i.checked_sub(back).map_or("", |k| self.f(k))
    }

    pub fn raw(&self, i: usize) -> &'a str {
        self.words.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// Token `i` exists and no space stands before it.
    pub fn glued(&self, i: usize) -> bool {
        self.words.tokens.get(i).is_some_and(|t| !t.spaced)
    }

    pub fn is_number(&self, i: usize) -> bool {
        self.words.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.words.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub fn capital(&self, i: usize) -> bool {
        self.words.tokens.get(i).is_some_and(|t| t.capital)
    }

    pub fn content(&self, i: usize) -> bool {
        self.is_word(i) && self.words.tokens.get(i).is_some_and(|t| !t.stop)
    }

    /// A hyphen with no space on either side.
    pub fn hyphen(&self, i: usize) -> bool {
        self.glued(i) && self.glued(i + 1) && matches!(self.raw(i), "-" | "‐" | "‑")
    }

    /// Nothing but a break stands before token `i`: where a capital means nothing.
    pub fn opens(&self, i: usize) -> bool {
        i == 0 || self.words.tokens.get(i - 1).is_some_and(|t| t.kind == TokenKind::Punct && t.span.of(self.text) != "-")
    }

    pub fn number_word(&self, i: usize) -> Option<NumberWord> {
        if self.is_word(i) { self.tables.number(self.f(i)) } else { None }
    }

    pub fn is_month(&self, i: usize) -> bool {
        self.capital(i) && lexicon::is_month(self.f(i))
    }

    /// A plural noun by its form: `countries`, `people`.
    pub fn plural(&self, i: usize) -> bool {
        const NO_S: [&str; 16] = [
            "people",
            "men",
            "women",
            "children",
            "police",
            "staff",
            "troops",
            "cattle",
            "fish",
            "sheep",
            "personnel",
            "aircraft",
            "crew",
            "media",
            "criteria",
            "feet",
        ];
        if !self.content(i) || self.words.tokens.get(i).is_some_and(|t| t.upper) {
            return false;
        }
        let f = self.f(i);
        NO_S.contains(&f) || f.len() > 3 && f.ends_with('s') && !f.ends_with("ss") && !f.ends_with("us") && self.words.lemma(i) != f
    }

    /// The currency mark that ends right before `at`: (code, first token of the mark).
    pub fn mark_before(&self, at: usize) -> Option<(&'static str, usize)> {
        let mut k = at.checked_sub(1)?;
        if self.f(k) == "." && self.back(k, 1) == "rs" {
            k -= 1;
        }
        let word = self.is_word(k);
        if word && !self.capital(k) || !word && self.words.tokens.get(k).is_some_and(|t| t.kind != TokenKind::Symbol) {
            return None;
        }
        let first = if self.glued(k) && k > 0 && self.capital(k - 1) { self.f(k - 1) } else { "" };
        // “US $” as tokenised text writes it
        let first = if first.is_empty() && k > 0 && self.words.tokens.get(k - 1).is_some_and(|t| t.upper) { self.f(k - 1) } else { first };
        let (code, both) = self.tables.before(first, self.f(k))?;
        Some((code, if both { k - 1 } else { k }))
    }

    /// What follows at `k` and makes a number a percentage, money or a measure; with the token after it.
    pub fn after(&self, k: usize, core: &Core) -> Option<(After, usize)> {
        let token = self.words.tokens.get(k)?;
        if !matches!(token.kind, TokenKind::Word | TokenKind::Symbol) {
            return None;
        }
        let (form, lemma) = (self.f(k), self.words.lemma(k));
        let rest = |n: usize| (self.f(k + 1 + n), self.words.lemma(k + 1 + n));
        if lemma == "pound" {
            return Some(self.pound(k, core));
        }
        let (after, more) = self.tables.after(form, rest).or_else(|| if lemma == form { None } else { self.tables.after(lemma, rest) })?;
        if more == 0 && form.len() == 1 && token.kind == TokenKind::Word && !self.single_letter(k) {
            return None;
        }
        // “3 won the prize”; “two second places”
        let next_mark = token.kind == TokenKind::Symbol && matches!(after, After::Money(_)) && self.is_number(k + 1);
        if next_mark
            || form == "won" && core.scale == 1.0 && core.value < 1000.0 && self.content(k + 1)
            || form == "won" && core.scale == 1.0 && core.value < 100.0
            || form == "second" && core.value != 1.0 && !self.hyphen(k - 1) && !self.is_number(k - 1)
            || form == "us" && more == 0
        {
            return None;
        }
        Some((after, k + 1 + more))
    }

    /// “pounds” is money after a scale, else a mass.
    fn pound(&self, k: usize, core: &Core) -> (After, usize) {
        if self.f(k + 1) == "sterling" {
            return (After::Money("GBP"), k + 2);
        }
        match self.tables.unit("lb") {
            Some(unit) if core.scale == 1.0 => (After::Unit(unit), k + 1),
            _ => (After::Money("GBP"), k + 1),
        }
    }

    fn single_letter(&self, k: usize) -> bool {
        let lower = self.raw(k).chars().all(char::is_lowercase);
        lower && (self.glued(k) || matches!(self.f(k), "m" | "g"))
    }

    /// Sign, currency and unit around `core`.
    pub(super) fn dress(&self, core: &Core) -> Dressed {
        let mut d = Dressed { from: core.from, to: core.to, kind: None, unit_word: None, negative: false };
        if matches!(core.shape, Shape::Ordinal | Shape::Multiple | Shape::Share) {
            return d;
        }
        if let Some((code, from)) = self.mark_before(core.from) {
            d.kind = Some(Kind::Money(code));
            d.unit_word = Some(from);
            d.from = from;
        }
        self.sign(&mut d);
        let k = if self.hyphen(core.to) { core.to + 1 } else { core.to };
        // “three times”, “5x”, “five-fold”
        let times = self.f(k) == "times" && !self.capital(k) && self.multiplies(k + 1)
            || self.f(k) == "x" && self.glued(k)
            || self.f(k) == "fold" && k > core.to;
        if d.kind.is_none() && core.shape == Shape::Number && times && !self.is_number(k + 1) {
            d.kind = Some(Kind::Multiple);
            d.to = k + 1;
        } else if let Some((after, to)) = self.after(k, core) {
            let kind = match after {
                After::Percent => Kind::Percent,
                After::Point => Kind::PercentPoint,
                After::Money(code) => Kind::Money(code),
                After::Unit(unit) => Kind::Measure(unit),
            };
            // “III -12 years”: a dash
            if d.negative && matches!(kind, Kind::Measure(u) if u.dimension.0 == "time") {
                (d.negative, d.from) = (false, core.from);
            }
            let money = matches!(d.kind, Some(Kind::Money(_)));
            if !money || matches!(kind, Kind::Money(_)) {
                d.to = to;
                d.unit_word = Some(k);
                d.kind = d.kind.or(Some(kind));
            }
        }
        if d.kind.is_none() && core.shape == Shape::Number && self.age(core) {
            d.kind = self.tables.unit("year").map(Kind::Measure);
        }
        d
    }

    /// What follows “three times” makes it a factor: “three times as many”, “four times the size”; not “won three times”.
    fn multiplies(&self, k: usize) -> bool {
        let f = self.f(k);
        let compared = f.len() > 4 && f.ends_with("er") && self.f(k + 1) == "than";
        compared || matches!(f, "as" | "more" | "less" | "the" | "that" | "its" | "their" | "his" | "her" | "what" | "higher" | "larger")
    }

    /// A minus right before the number, after a space or bracket.
    fn sign(&self, d: &mut Dressed) {
        let Some(k) = d.from.checked_sub(1) else { return };
        let free = self.words.tokens.get(k).is_some_and(|t| t.spaced) || matches!(self.back(k, 1), "(" | "[");
        if free && self.glued(d.from) && matches!(self.raw(k), "-" | "−" | "‐" | "‑" | "–") {
            d.negative = true;
            d.from = k;
        }
    }

    /// “aged 34”, “at the age of 34”.
    fn age(&self, core: &Core) -> bool {
        let (one, two) = (self.back(core.from, 1), self.back(core.from, 2));
        matches!(one, "aged" | "age" | "ages") || one == "of" && two == "age"
    }
}
