//! Quantities that belong together: ranges, changes, parts of a whole, lists that share a unit.

use super::core::{Core, Shape};
use super::scan::Scan;
use super::{Bound, Dressed, Kind, Quantity, Role};

impl Scan<'_> {
    /// The second number of a range that begins with `a`, and whether “between” leads it.
    pub(super) fn range_end(&self, a: &Core, da: &Dressed) -> Option<(Core, bool)> {
        let prev = self.back(da.from, 1);
        let between = prev == "between";
        let joint = self.f(da.to);
        let dash = joint == "-" && self.raw(da.to) != "—";
        let glued = self.glued(da.to) && self.glued(da.to + 1);
        let free = !self.glued(da.to) && !self.glued(da.to + 1);
        let joined = match joint {
            "-" => dash && (glued || self.words.tokens.get(da.to + 1).is_some_and(|t| t.spaced) == free && free),
            "to" => prev != "from" || self.back(da.from, 2).starts_with("rang"),
            "and" => between,
            _ => false,
        };
        if !joined {
            return None;
        }
        let mut k = da.to + 1;
        // the second currency mark
        for _ in 0..2 {
            if !self.is_number(k) && self.tables.before("", self.f(k)).is_some() {
                k += 1;
            }
        }
        let b = self.core(k)?;
        (b.shape == Shape::Number && a.words == b.words && !self.year_like(&b)).then_some((b, between))
    }

    fn year_like(&self, core: &Core) -> bool {
        matches!(self.place(core), super::context::Place::Out(_))
    }
}

/// Joins what stands together. `of`, roles and shared units; one pass from the right.
pub(super) fn link(scan: &Scan, out: &mut Vec<Quantity>) {
    shares(scan, out);
    for i in (0..out.len().saturating_sub(1)).rev() {
        let (left, right) = out.split_at_mut(i + 1);
        let (Some(a), Some(b)) = (left.last_mut(), right.first_mut()) else { continue };
        if !a.comparable() || !b.comparable() {
            continue;
        }
        join(scan, i, a, b);
    }
}

fn join(scan: &Scan, i: usize, a: &mut Quantity, b: &mut Quantity) {
    let end = a.tokens.end;
    let start = b.tokens.start;
    let gap = start.saturating_sub(end);
    match scan.f(end) {
        "of" | "out" if gap <= 4 && a.kind == Kind::Count && b.kind == Kind::Count && a.value <= b.value && of_gap(scan, end, start) => {
            a.of = Some(i + 1);
            a.head = a.head.or(b.head);
        }
        "to" if gap == 1 && scan.back(a.tokens.start, 1) == "from" => {
            share_kind(a, b);
            share_back(a, b);
            (a.role, b.role) = (Role::From, Role::To);
        }
        "from" if gap == 1 && scan.back(a.tokens.start, 1) == "to" => {
            share_kind(a, b);
            (a.role, b.role) = (Role::To, Role::From);
        }
        "and" | "or" if gap == 1 => share_kind(a, b),
        // “ten, eighteen, and twenty years”: in a row that ends with “and”
        "," if gap == 2 && matches!(scan.f(end + 1), "and" | "or") => share_kind(a, b),
        "," if gap == 1 && b.unit_word.is_some_and(|u| u >= b.tokens.end) => share_kind(a, b),
        _ => {}
    }
}

/// “from 2.5 percent to zero”: what is bare has the kind of what it changed from.
fn share_back(a: &Quantity, b: &mut Quantity) {
    if b.kind == Kind::Count && b.head.is_none() && matches!(a.kind, Kind::Percent | Kind::Money(_) | Kind::Measure(_)) {
        b.kind = a.kind;
    }
}

/// Only “of”, “out of” and determiners stand between.
fn of_gap(scan: &Scan, from: usize, to: usize) -> bool {
    (from..to).all(|k| matches!(scan.f(k), "of" | "out" | "the" | "its" | "all" | "those" | "these" | "their" | "our"))
}

/// “5 and 10 percent”, “12 or 13 countries”: the first has the unit of the second.
fn share_kind(a: &mut Quantity, b: &Quantity) {
    if a.kind == Kind::Count && a.head.is_none() && a.bound == Bound::Exact {
        let unit = matches!(b.kind, Kind::Percent | Kind::PercentPoint | Kind::Measure(_)) && b.unit_word >= Some(b.tokens.start);
        let money = matches!(b.kind, Kind::Money(_)) && b.unit_word > Some(b.tokens.start);
        if unit || money {
            a.kind = b.kind;
            a.unit_word = b.unit_word;
        }
        if b.kind == Kind::Count || unit {
            a.head = b.head;
        }
    }
}

/// “one in five”, “1 in 10”: a fraction.
fn shares(scan: &Scan, out: &mut Vec<Quantity>) {
    let mut merged: Vec<Quantity> = Vec::with_capacity(out.len());
    for b in out.drain(..) {
        match merged.last_mut() {
            Some(a) if is_share(scan, a, &b) => {
                a.kind = Kind::Fraction;
                (a.value, a.low, a.high, a.half) = (a.value / b.value, a.low / b.value, a.high / b.value, 0.01);
                if a.bound == Bound::Exact {
                    (a.low, a.high) = (a.value - 0.01, a.value + 0.01);
                }
                a.head = b.head;
                a.number = a.number.cover(b.number);
                a.span = a.span.cover(b.span);
                a.tokens.end = b.tokens.end;
            }
            _ => merged.push(b),
        }
    }
    *out = merged;
}

fn is_share(scan: &Scan, a: &Quantity, b: &Quantity) -> bool {
    let digits = b.value.log10().floor() - 1.0;
    let whole = b.value <= 100.0 || (b.value / 10f64.powf(digits)).fract().abs() < 1e-9;
    let counts = a.kind == Kind::Count && b.kind == Kind::Count && a.bound != Bound::Range && b.bound == Bound::Exact;
    let joined = scan.f(a.tokens.end) == "in" && b.tokens.start == a.tokens.end + 1;
    counts && joined && whole && (1.0..10.0).contains(&a.value) && a.value < b.value && a.head.is_none()
}
