//! Words of number, unit and currency, read once from the text tables beside this file.

use super::{Dimension, Unit};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// What a word can do in a number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum NumberWord {
    /// zero to nine
    Unit(f64),
    /// ten to nineteen
    Teen(f64),
    /// twenty, thirty …
    Tens(f64),
    Hundred,
    Dozen,
    /// thousand and above
    Scale(f64),
    /// `bn`, `k`: a scale only right after digits
    Short(f64),
    Ordinal(f64),
    /// A denominator: half, thirds, quarter
    Part(f64),
    /// twice
    Multiple(f64),
    /// a majority, a minority
    Share,
}

/// What may follow a number and make it a value of a kind.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum After {
    Percent,
    Point,
    Money(&'static str),
    Unit(Unit),
}

struct Phrase {
    rest: Vec<&'static str>,
    after: After,
}

/// The tables.
pub(super) struct Tables {
    numbers: FxHashMap<&'static str, NumberWord>,
    labels: FxHashSet<&'static str>,
    after: FxHashMap<&'static str, Vec<Phrase>>,
    /// Last token of a mark that stands before a number → (first token or empty, code).
    before: FxHashMap<&'static str, Vec<(&'static str, &'static str)>>,
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

impl Tables {
    pub(super) fn get() -> &'static Tables {
        static CELL: OnceLock<Tables> = OnceLock::new();
        CELL.get_or_init(Tables::read)
    }

    pub(super) fn number(&self, word: &str) -> Option<NumberWord> {
        self.numbers.get(word).copied()
    }

    pub(super) fn is_label(&self, word: &str) -> bool {
        self.labels.contains(word)
    }

    /// The longest phrase that begins with `first`; `word(k)` gives (form, lemma) of the k-th token after it.
    /// Returns it with the number of further tokens.
    pub(super) fn after<'a>(&self, first: &str, word: impl Fn(usize) -> (&'a str, &'a str)) -> Option<(After, usize)> {
        let phrases = self.after.get(first)?;
        let fits = |p: &&Phrase| {
            p.rest.iter().enumerate().all(|(k, w)| {
                let (form, lemma) = word(k);
                form == *w || lemma == *w
            })
        };
        phrases.iter().find(fits).map(|p| (p.after, p.rest.len()))
    }

    /// The currency whose mark before a number ends with `last`: (code, whether `first` belongs to it).
    pub(super) fn before(&self, first: &str, last: &str) -> Option<(&'static str, bool)> {
        let marks = self.before.get(last)?;
        let two = marks.iter().find(|(f, _)| !f.is_empty() && *f == first).map(|(_, code)| (*code, true));
        two.or_else(|| marks.iter().find(|(f, _)| f.is_empty()).map(|(_, code)| (*code, false)))
    }

    /// The unit of that name.
    pub(super) fn unit(&self, name: &str) -> Option<Unit> {
        match self.after.get(name)?.iter().find(|p| p.rest.is_empty())?.after {
            After::Unit(u) => Some(u),
            _ => None,
        }
    }

    fn read() -> Tables {
        let mut tables = Tables {
            numbers: FxHashMap::default(),
            labels: lines(include_str!("labels.txt")).flat_map(str::split_whitespace).collect(),
            after: FxHashMap::default(),
            before: FxHashMap::default(),
        };
        tables.read_numbers();
        tables.read_units();
        tables.read_currencies();
        for (phrase, after) in [
            ("%", After::Percent),
            ("percent", After::Percent),
            ("per cent", After::Percent),
            ("pct", After::Percent),
            ("% point", After::Point),
            ("percentage point", After::Point),
            ("percentage - point", After::Point),
            ("percent point", After::Point),
            ("pp", After::Point),
        ] {
            tables.add_after(phrase, after);
        }
        for phrases in tables.after.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
        }
        tables
    }

    fn add_after(&mut self, phrase: &'static str, after: After) {
        let mut parts = phrase.split_whitespace();
        if let Some(first) = parts.next() {
            self.after.entry(first).or_default().push(Phrase { rest: parts.collect(), after });
        }
    }

    fn read_numbers(&mut self) {
        for line in lines(include_str!("numbers.txt")) {
            let mut parts = line.split_whitespace();
            let (Some(class), Some(value)) = (parts.next(), parts.next().and_then(|v| v.parse::<f64>().ok())) else { continue };
            let word = match class {
                "unit" => NumberWord::Unit(value),
                "teen" => NumberWord::Teen(value),
                "tens" => NumberWord::Tens(value),
                "hundred" => NumberWord::Hundred,
                "dozen" => NumberWord::Dozen,
                "scale" => NumberWord::Scale(value),
                "short" => NumberWord::Short(value),
                "ordinal" => NumberWord::Ordinal(value),
                "part" => NumberWord::Part(value),
                "multiple" => NumberWord::Multiple(value),
                _ => NumberWord::Share,
            };
            self.numbers.extend(parts.map(|p| (p, word)));
        }
    }

    fn read_units(&mut self) {
        for line in lines(include_str!("units.txt")) {
            let mut parts = line.splitn(4, ' ');
            let (Some(dimension), Some(factor), Some(offset), Some(phrases)) = (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let (Ok(factor), Ok(offset)) = (factor.parse(), offset.parse()) else { continue };
            let mut phrases = phrases.split('|').map(str::trim).peekable();
            let Some(name) = phrases.peek().copied() else { continue };
            let after = After::Unit(Unit { name, dimension: Dimension(dimension), factor, offset });
            phrases.for_each(|p| self.add_after(p, after));
        }
    }

    fn read_currencies(&mut self) {
        for line in lines(include_str!("currencies.txt")) {
            let Some((code, rest)) = line.split_once(' ') else { continue };
            let (after, before) = rest.split_once(';').unwrap_or((rest, ""));
            for phrase in after.split('|').map(str::trim).filter(|p| !p.is_empty()) {
                self.add_after(phrase, After::Money(code));
            }
            for mark in before.split('|').map(str::trim).filter(|p| !p.is_empty()) {
                let (first, last) = mark.split_once(' ').unwrap_or(("", mark));
                if first.is_empty() && !mark.starts_with(char::is_alphabetic) {
                    self.add_after(mark, After::Money(code));
                }
                self.before.entry(last).or_default().push((first, code));
            }
        }
    }
}
