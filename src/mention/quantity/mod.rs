//! Quantities: counts, percentages, money, measures, ordinals, fractions, with bound and precision as written.
//!
//! One pass over the tokens finds a [`Core`] (the bare number), dresses it with currency, unit and percent
//! mark, looks back and ahead a fixed number of tokens for a bound and the noun counted, and leaves out
//! what is no quantity: years, dates, decades, “one” as a pronoun. What only looks like a value (names,
//! versions, scores) is kept as [`Kind::Identifier`], so that a reader sees that it was not overlooked.

mod bound;
mod context;
mod core;
mod head;
mod link;
mod numeral;
mod scan;
mod score;
mod spoken;
mod table;
#[cfg(test)]
mod tests;

use self::context::Place;
use self::core::{Core, Shape};
use self::scan::Scan;
use self::table::After;
use super::TokenRange;
use crate::language::Words;
use crate::text::Span;

/// What sort of value it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Count,
    /// `value` 23 is 23 %.
    Percent,
    PercentPoint,
    /// ISO 4217 code, or a word where the text leaves the country open (`peso`, `¢`).
    Money(&'static str),
    Measure(Unit),
    Ordinal,
    /// `value` 0.5 is a half.
    Fraction,
    /// `value` 2 is “twice”.
    Multiple,
    /// A mark on a scale that ends at the number given: “6.4/10”, “30 out of 100”; 0 where the text leaves the end open.
    Score(f64),
    /// A time of day; never compared.
    Clock,
    /// A number that names something; never compared.
    Identifier,
}

/// What a unit measures; units of one dimension convert into each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dimension(pub &'static str);

/// A unit of measure: `base = value * factor + offset`.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    pub name: &'static str,
    pub dimension: Dimension,
    pub factor: f64,
    pub offset: f64,
}

impl PartialEq for Unit {
    fn eq(&self, other: &Unit) -> bool {
        self.name == other.name
    }
}

/// How the number bounds the value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    Exact,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    /// Also “nearly” and “just over”, which lean to one side: see `low` and `high`.
    About,
    Range,
}

/// Part in a change “from X to Y”.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    None,
    From,
    To,
}

/// One quantity of a sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// The whole mention: “more than 3.3 trillion yen”.
    pub span: Span,
    /// Number, scale, currency, percent mark, unit: “3.3 trillion yen”; what a message quotes and a fix replaces.
    pub number: Span,
    /// The tokens of `number`.
    pub tokens: TokenRange,
    pub kind: Kind,
    /// The number as written with its scale, in the unit written (a range: its lower end).
    pub value: f64,
    /// Half the worth of the last digit written.
    pub half: f64,
    /// The values that the words allow: `value` ± `half`, or what the bound leaves (infinite where open).
    pub low: f64,
    pub high: f64,
    pub bound: Bound,
    pub role: Role,
    /// Token index of the noun counted, when one is sure enough.
    pub head: Option<usize>,
    /// Token index of the unit or currency word or mark; for an ordinal of the superlative (“second-largest”).
    pub unit_word: Option<usize>,
    /// Written in words, not digits.
    pub as_words: bool,
    /// Index of the whole in “13 of the 20 countries”.
    pub of: Option<usize>,
}

impl Quantity {
    /// Whether a value can be compared at all.
    pub fn comparable(&self) -> bool {
        !matches!(self.kind, Kind::Clock | Kind::Identifier)
    }
}

/// The quantities of a sentence in order. Linear in the number of tokens; total.
pub fn find(text: &str, words: &Words) -> Vec<Quantity> {
    let scan = Scan::new(text, words);
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let next = match scan.core(at) {
            Some(core) => take(&scan, core, &mut out),
            None => at + 1,
        };
        at = next.max(at + 1);
    }
    link::link(&scan, &mut out);
    out
}

/// A core with what stands around it.
struct Dressed {
    from: usize,
    to: usize,
    kind: Option<Kind>,
    unit_word: Option<usize>,
    negative: bool,
}

/// Makes the quantity that `core` begins; returns the token after it.
fn take(scan: &Scan, core: Core, out: &mut Vec<Quantity>) -> usize {
    if let Some((end, to)) = scan.score(&core) {
        let mut q = plain(scan, core.from, to, Kind::Score(end), &core);
        let dressed = Dressed { from: core.from, to, kind: Some(q.kind), unit_word: None, negative: false };
        scan.bind(&core, &dressed, &mut q);
        out.push(q);
        return to;
    }
    if let Some(from) = scan.rank(&core) {
        let mut q = plain(scan, from, core.to, Kind::Ordinal, &core);
        q.unit_word = Some(from);
        out.push(q);
        return core.to;
    }
    match scan.place(&core) {
        Place::Out(to) => return to,
        Place::Named(kind, to) => {
            out.push(plain(scan, core.from, to, kind, &core));
            return to;
        }
        Place::Value => {}
    }
    let dressed = scan.dress(&core);
    if dressed.kind.is_none()
        && let Some(to) = scan.named(&core)
    {
        out.push(plain(scan, core.from, to, Kind::Identifier, &core));
        return to;
    }
    match range(scan, &core, &dressed) {
        Some((q, to)) => {
            out.push(q);
            to
        }
        None => {
            let q = single(scan, &core, &dressed);
            let to = dressed.to;
            out.push(q);
            to
        }
    }
}

/// A number kept but not compared.
fn plain(scan: &Scan, from: usize, to: usize, kind: Kind, core: &Core) -> Quantity {
    let span = scan.words.cover(from, to);
    Quantity {
        span,
        number: span,
        tokens: from..to,
        kind,
        value: core.value,
        half: core.step / 2.0,
        low: core.value,
        high: core.value,
        bound: Bound::Exact,
        role: Role::None,
        head: None,
        unit_word: None,
        as_words: core.words,
        of: None,
    }
}

fn kind_of(core: &Core, dressed: &Dressed) -> Kind {
    match core.shape {
        Shape::Ordinal => Kind::Ordinal,
        Shape::Multiple => Kind::Multiple,
        Shape::Fraction | Shape::Share if dressed.kind.is_none() => Kind::Fraction,
        _ => dressed.kind.unwrap_or(Kind::Count),
    }
}

fn single(scan: &Scan, core: &Core, dressed: &Dressed) -> Quantity {
    let kind = kind_of(core, dressed);
    let mut q = plain(scan, dressed.from, dressed.to, kind, core);
    if dressed.negative {
        q.value = -q.value;
    }
    q.unit_word = dressed.unit_word;
    (q.head, q.unit_word) = scan.head(core, dressed, kind);
    scan.bind(core, dressed, &mut q);
    q
}

/// “between 10 and 15 percent”, “10 to 15 percent”, “10–15%”: one quantity of two numbers.
fn range(scan: &Scan, a: &Core, da: &Dressed) -> Option<(Quantity, usize)> {
    if !matches!(a.shape, Shape::Number) {
        return None;
    }
    let (b, between) = scan.range_end(a, da)?;
    let db = scan.dress(&b);
    let (ka, kb) = (da.kind, db.kind);
    if ka.is_some() && kb.is_some() && ka != kb || ka.is_some() && kb.is_none() && scan.mark_before(a.from).is_none() {
        return None;
    }
    // “$2-3 million”, “2 to 3 million”: the scale stands once
    let (mut low, mut half) = (a.value, a.step / 2.0);
    if b.scale > 1.0 && a.scale == 1.0 && low < b.value / b.scale {
        low *= b.scale;
        half *= b.scale;
    }
    if low >= b.value {
        return None;
    }
    let merged = Core { from: a.from, to: b.to, ..b };
    let dressed = Dressed { from: da.from, to: db.to, kind: kb.or(ka), unit_word: db.unit_word.or(da.unit_word), negative: false };
    if dressed.kind.is_none() && !between && !scan.counts_something(&merged) {
        return None;
    }
    let mut q = single(scan, &merged, &dressed);
    q.value = low;
    q.half = half.max(b.step / 2.0);
    (q.low, q.high) = (low - half, b.value + b.step / 2.0);
    q.bound = Bound::Range;
    if between {
        q.span = scan.words.cover(da.from.saturating_sub(1), da.from + 1).cover(q.span);
    }
    Some((q, db.to))
}
