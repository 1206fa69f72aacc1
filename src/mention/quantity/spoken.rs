//! Numbers in words.

use super::core::{Core, Shape};
use super::scan::Scan;
use super::table::NumberWord as W;

#[derive(Clone, Copy, PartialEq)]
enum Last {
    Start,
    Unit,
    Teen,
    Tens,
    Hundred,
    Scale(f64),
}

impl Scan<'_> {
    /// The number in words that begins at `i`.
    pub fn spoken(&self, i: usize) -> Option<Core> {
        let Some(word) = self.number_word(i) else { return self.fold_word(i) };
        let mut core = match word {
            W::Unit(_) | W::Teen(_) | W::Tens(_) => self.cardinal(i, i),
            W::Hundred | W::Dozen | W::Scale(_) => {
                let article = matches!(self.back(i, 1), "a" | "an");
                if !article || self.f(i + 1) == "of" && matches!(word, W::Scale(_)) {
                    return None;
                }
                self.cardinal(i - 1, i)
            }
            W::Ordinal(v) => return self.ordinal_word(i, v),
            W::Part(d) => return self.part(i, d),
            W::Multiple(v) => return Some(spoken(i, i + 1, v, 0.0, Shape::Multiple)),
            W::Share => return self.share(i),
            W::Short(_) => return None,
        };
        if core.shape == Shape::Number {
            if let Some(fraction) = self.denominator(&core) {
                return Some(fraction);
            }
            self.and_a_half(&mut core);
            self.scales(&mut core);
        }
        Some(core)
    }

    /// Cardinal (or “twenty-first”) whose words begin at `at`; `from` is the article's token where one belongs to it.
    fn cardinal(&self, from: usize, at: usize) -> Core {
        let (mut total, mut group, mut last) = (0.0, None::<f64>, Last::Start);
        let (mut step, mut scale, mut to, mut k) = (1.0, 1.0, at, at);
        while let Some(word) = self.number_word(k) {
            let hyphen = k > at && self.hyphen(k - 1);
            match word {
                W::Unit(v) if matches!(last, Last::Start | Last::Tens | Last::Hundred | Last::Scale(_)) => {
                    if last == Last::Tens && v == 0.0 {
                        break;
                    }
                    group = Some(group.unwrap_or(0.0) + v);
                    (last, step) = (Last::Unit, 1.0);
                }
                W::Teen(v) | W::Tens(v) if matches!(last, Last::Start | Last::Hundred | Last::Scale(_)) => {
                    group = Some(group.unwrap_or(0.0) + v);
                    (last, step) = (if matches!(word, W::Tens(_)) { Last::Tens } else { Last::Teen }, 1.0);
                }
                W::Hundred if matches!(last, Last::Start | Last::Unit | Last::Teen) => {
                    group = Some(group.unwrap_or(1.0) * 100.0);
                    (last, step) = (Last::Hundred, 10.0);
                }
                W::Dozen if last == Last::Start => {
                    let mut core = spoken(from, k + 1, 12.0, 1.0, Shape::Number);
                    core.scale = 12.0;
                    return core;
                }
                W::Scale(s)
                    if match last {
                        Last::Scale(before) => s < before && group.is_some(),
                        _ => true,
                    } && (scale == 1.0 || s < scale) =>
                {
                    total += group.take().unwrap_or(1.0) * s;
                    (last, step, scale) = (Last::Scale(s), s, s);
                }
                W::Ordinal(v) if last == Last::Tens && hyphen && v < 10.0 => {
                    return spoken(from, k + 1, total + group.unwrap_or(0.0) + v, 0.0, Shape::Ordinal);
                }
                _ => break,
            }
            to = k + 1;
            k = self.next_part(to, last);
        }
        let mut core = spoken(from, to.max(at + 1), total + group.unwrap_or(0.0), step, Shape::Number);
        core.scale = if step > 1.0 { scale } else { 1.0 };
        core
    }

    /// The token where the number may go on after `to`: past a hyphen, or past “and” after hundred or a scale.
    fn next_part(&self, to: usize, last: Last) -> usize {
        if self.hyphen(to) {
            return to + 1;
        }
        let after_and = matches!(self.number_word(to + 1), Some(W::Unit(_) | W::Teen(_) | W::Tens(_)));
        if self.f(to) == "and" && after_and && matches!(last, Last::Hundred | Last::Scale(_)) { to + 1 } else { to }
    }

    /// “two thirds”, “three-quarters”, “one-fifth of”.
    fn denominator(&self, core: &Core) -> Option<Core> {
        let hyphen = self.hyphen(core.to);
        let k = core.to + usize::from(hyphen);
        let of = self.f(k + 1) == "of";
        let d = match self.number_word(k)? {
            W::Part(d) if d != 4.0 && d != 2.0 => d,
            W::Part(4.0) if hyphen || of || core.value == 3.0 => 4.0,
            W::Part(2.0) if core.value == 1.0 => 2.0,
            W::Ordinal(d) if core.value == 1.0 && d > 2.0 && (hyphen || of || !self.content(k + 1)) => d,
            _ => return None,
        };
        (core.value < d && core.value < 100.0).then(|| self.fraction_of(core.from, k + 1, core.value / d))
    }

    /// A fraction, or the number it makes with a scale or unit: “half a million”, “half an hour”.
    fn fraction_of(&self, from: usize, to: usize, value: f64) -> Core {
        let mut core = spoken(from, to, value, 0.02, Shape::Fraction);
        let mut k = to;
        if self.hyphen(k) || self.f(k) == "of" && matches!(self.f(k + 1), "a" | "an") {
            k += 1;
        }
        let article = matches!(self.f(k), "a" | "an");
        k += usize::from(article);
        if self.hyphen(k) {
            k += 1;
        }
        let by = match self.number_word(k) {
            Some(W::Scale(s)) => s,
            Some(W::Dozen) => 12.0,
            _ => 1.0,
        };
        if by > 1.0 {
            core = Core { to: k + 1, value: value * by, step: by * 0.1, scale: by, shape: Shape::Number, ..core };
        } else if article && self.after(k, &core).is_some() {
            core = Core { to: k, step: 0.1, shape: Shape::Number, ..core };
        }
        core
    }

    /// “half”, “a quarter”.
    fn part(&self, i: usize, d: f64) -> Option<Core> {
        let prev = self.back(i, 1);
        let article = matches!(prev, "a" | "an");
        let next = self.f(i + 1);
        let whole = matches!(next, "of" | "the" | "its" | "their" | "our" | "his" | "her" | "all" | "those" | "these" | "that" | "as");
        let led =
            matches!(prev, "than" | "almost" | "nearly" | "about" | "over" | "under" | "around" | "roughly" | "least" | "by" | "exactly");
        let from = if article { i - 1 } else { i };
        match self.f(i) {
            "half" => {
                let core = self.fraction_of(from, i + 1, 1.0 / d);
                let ordinal = i > 0 && matches!(self.number_word(i - 1), Some(W::Ordinal(_)));
                let other =
                    matches!(prev, "latter" | "other" | "better" | "former" | "front" | "back" | "top" | "bottom" | "early" | "late");
                if core.shape == Shape::Number && !article {
                    return Some(core);
                }
                let glued = self.hyphen(i + 1) || i > 0 && self.hyphen(i - 1);
                ((whole || led) && !ordinal && !other && !glued && next != "as").then_some(core)
            }
            "quarter" if article || matches!(prev, "nearly" | "almost") => {
                let core = self.fraction_of(from, i + 1, 1.0 / d);
                let free = !self.content(i + 1) && !self.is_number(i + 2);
                (core.shape == Shape::Number || free).then_some(core)
            }
            _ => None,
        }
    }

    /// “the second”, “second-largest”, “a third of”.
    fn ordinal_word(&self, i: usize, v: f64) -> Option<Core> {
        let prev = self.back(i, 1);
        let next = self.f(i + 1);
        let article = matches!(prev, "a" | "an");
        if article && v > 2.0 && (next == "of" || !self.content(i + 1) && !self.hyphen(i + 1)) {
            return Some(self.fraction_of(i - 1, i + 1, 1.0 / v));
        }
        if matches!(prev, "at") || next == "of" && self.f(i + 2) == "all" || next == "," || !self.is_word(i + 1) && !self.hyphen(i + 1) {
            return None;
        }
        let owned =
            matches!(prev, "the" | "a" | "its" | "his" | "her" | "their" | "our" | "my" | "this" | "that" | "'s" | "very" | "and" | "or");
        let noun = self.content(i + 1) && self.words.tokens.get(i + 1).is_some_and(|t| !t.capital);
        let placed = self.hyphen(i + 1) || matches!(next, "place" | "quarter" | "half" | "round" | "time" | "largest" | "highest");
        (owned || placed || v > 2.0 && noun).then(|| spoken(i, i + 1, v, 0.0, Shape::Ordinal))
    }

    /// “a majority of”: more than half.
    fn share(&self, i: usize) -> Option<Core> {
        if self.f(i + 1) != "of" || self.is_number(i + 2) || self.number_word(i + 2).is_some() {
            return None;
        }
        let value = if self.f(i) == "majority" { 1.0 } else { 0.0 };
        let from = if matches!(self.back(i, 1), "a" | "the") { i - 1 } else { i };
        Some(spoken(from, i + 1, value, 0.0, Shape::Share))
    }

    /// “threefold”.
    fn fold_word(&self, i: usize) -> Option<Core> {
        let stem = self.f(i).strip_suffix("fold")?;
        match self.tables.number(stem)? {
            W::Unit(v) | W::Teen(v) | W::Tens(v) => Some(spoken(i, i + 1, v, 0.0, Shape::Multiple)),
            W::Hundred => Some(spoken(i, i + 1, 100.0, 0.0, Shape::Multiple)),
            _ => None,
        }
    }
}

fn spoken(from: usize, to: usize, value: f64, step: f64, shape: Shape) -> Core {
    Core { words: true, ..Core::new(from, to, value, step, shape) }
}
