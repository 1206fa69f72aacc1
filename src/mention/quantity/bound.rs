//! What bounds a number: “more than”, “nearly”, “or less”, and the interval that it leaves.

use super::core::{Core, Shape};
use super::scan::Scan;
use super::{Bound, Dressed, Kind, Quantity};

/// To which side an approximation leans.
#[derive(Clone, Copy, PartialEq)]
enum Lean {
    None,
    Under,
    Over,
}

/// A bound, its lean, and how many tokens its words take.
type Cue = (Bound, Lean, usize);

impl Scan<'_> {
    /// Sets bound, interval and the whole span.
    pub(super) fn bind(&self, core: &Core, dressed: &Dressed, q: &mut Quantity) {
        let mut lean = Lean::None;
        if core.shape == Shape::Share {
            return self.share_interval(core, q);
        }
        if !matches!(core.shape, Shape::Ordinal) {
            let article = dressed.from > 0 && matches!(self.f(dressed.from - 1), "a" | "an") && dressed.from == core.from;
            let at = dressed.from - usize::from(article);
            if let Some((bound, l, used)) = self.cue_before(at, core, q.kind) {
                (q.bound, lean) = (bound, l);
                q.span = self.words.cover(at.saturating_sub(used), dressed.from + 1).cover(q.span);
            } else if let Some((bound, end)) = self.cue_after(dressed.to, q.head) {
                q.bound = bound;
                q.span = q.span.cover(self.words.cover(dressed.to, end));
            }
        }
        self.interval(lean, q);
    }

    fn share_interval(&self, core: &Core, q: &mut Quantity) {
        let majority = core.value > 0.5;
        q.value = 0.5;
        q.half = 0.0;
        (q.bound, q.low, q.high) = if majority { (Bound::MoreThan, 0.5, 1.0) } else { (Bound::LessThan, 0.0, 0.5) };
    }

    fn interval(&self, lean: Lean, q: &mut Quantity) {
        let (v, tenth) = (q.value, q.value.abs() * 0.1);
        (q.low, q.high) = match (q.bound, lean) {
            (Bound::Exact | Bound::Range, _) => (v - q.half, v + q.half),
            (Bound::MoreThan | Bound::AtLeast, _) => (v, f64::INFINITY),
            (Bound::LessThan | Bound::AtMost, _) => (f64::NEG_INFINITY, v),
            (Bound::About, Lean::None) => (v - tenth, v + tenth),
            (Bound::About, Lean::Under) => (v - tenth, v),
            (Bound::About, Lean::Over) => (v, v + tenth),
        };
    }

    /// The cue whose words end right before token `at`.
    fn cue_before(&self, at: usize, core: &Core, kind: Kind) -> Option<Cue> {
        let p = |n: usize| self.back(at, n);
        let negated = |n: usize| matches!(p(n), "no" | "not" | "n't" | "never" | "without");
        let a_little = |n: usize| matches!(p(n), "little" | "slightly" | "just" | "barely" | "marginally" | "bit" | "shade");
        let little = |n: usize| a_little(n) || matches!(p(n), "somewhat");
        let article = |n: usize| if matches!(p(n), "a") { 1 } else { 0 };
        Some(match p(1) {
            "than" => match p(2) {
                "more" | "greater" | "higher" | "larger" | "bigger" | "longer" | "older" | "better" | "heavier" | "taller" | "farther"
                | "further" => {
                    if negated(3) {
                        (Bound::AtMost, Lean::None, 3)
                    } else if little(3) {
                        (Bound::About, Lean::Over, 3 + article(4))
                    } else {
                        (Bound::MoreThan, Lean::None, 2)
                    }
                }
                "less" | "fewer" | "lower" | "smaller" | "shorter" | "younger" | "lesser" => {
                    if negated(3) {
                        (Bound::AtLeast, Lean::None, 3)
                    } else if little(3) {
                        (Bound::About, Lean::Under, 3 + article(4))
                    } else {
                        (Bound::LessThan, Lean::None, 2)
                    }
                }
                _ => return None,
            },
            "least" if p(2) == "at" => (Bound::AtLeast, Lean::None, 2),
            "most" if p(2) == "at" => (Bound::AtMost, Lean::None, 2),
            "even" if negated(2) => (Bound::LessThan, Lean::None, 2),
            "minimum" => (Bound::AtLeast, Lean::None, 1),
            "maximum" => (Bound::AtMost, Lean::None, 1),
            "of" => match p(2) {
                "minimum" => (Bound::AtLeast, Lean::None, 2 + article(3)),
                "maximum" => (Bound::AtMost, Lean::None, 2 + article(3)),
                "upward" | "upwards" | "excess" => (Bound::MoreThan, Lean::None, 2),
                _ => return None,
            },
            "to" => match p(2) {
                "up" => (Bound::AtMost, Lean::None, 2),
                "close" | "near" => (Bound::About, Lean::Under, 2),
                _ => return None,
            },
            "as" if p(3) == "as" => match p(2) {
                "many" | "much" | "high" | "large" | "long" => (Bound::AtMost, Lean::None, 3),
                "few" | "little" | "low" => (Bound::AtLeast, Lean::None, 3),
                _ => return None,
            },
            "over" | "beyond" => return self.over(at, core, kind),
            "above" if little(2) => (Bound::About, Lean::Over, 2),
            "above" if !(core.words && core.value < 13.0 && kind == Kind::Count) => (Bound::MoreThan, Lean::None, 1),
            "fewer" => (Bound::LessThan, Lean::None, 1),
            "under" | "below" => {
                if core.words && core.value < 13.0 && kind == Kind::Count {
                    return None;
                }
                if little(2) { (Bound::About, Lean::Under, 2) } else { (Bound::LessThan, Lean::None, 1) }
            }
            "exceeding" | "exceeds" | "exceed" | "exceeded" | "surpassing" | "surpassed" | "surpasses" | "surpass" | "topped"
            | "topping" | "tops" => {
                if negated(2) {
                    (Bound::AtMost, Lean::None, 2)
                } else {
                    (Bound::MoreThan, Lean::None, 1)
                }
            }
            "nearly" | "almost" | "approaching" | "virtually" | "nearing" | "practically" => (Bound::About, Lean::Under, 1),
            "around" | "roughly" | "approximately" | "circa" | "approx" | "about" | "some" | "~" | "≈" | "estimated" => {
                (Bound::About, Lean::None, 1)
            }
            "." if matches!(p(2), "approx" | "ca" | "c") => (Bound::About, Lean::None, 2),
            "c" | "ca" if at > 0 && !self.capital(at - 1) => (Bound::About, Lean::None, 1),
            ">" => (Bound::MoreThan, Lean::None, 1),
            "<" => (Bound::LessThan, Lean::None, 1),
            "≥" => (Bound::AtLeast, Lean::None, 1),
            "≤" => (Bound::AtMost, Lean::None, 1),
            _ => return None,
        })
    }

    /// “over 60 countries”; “over two years” may mean “in the course of” and then bounds nothing.
    fn over(&self, at: usize, core: &Core, kind: Kind) -> Option<Cue> {
        let before = self.back(at, 2);
        // “averaged over 7 critics”
        if matches!(before, "averaged" | "average" | "averaging" | "spread") {
            return None;
        }
        if let Kind::Measure(unit) = kind
            && unit.dimension.0 == "time"
        {
            let lasting = matches!(
                before,
                "for"
                    | "after"
                    | "of"
                    | "lasted"
                    | "took"
                    | "spent"
                    | "than"
                    | "is"
                    | "was"
                    | "are"
                    | "were"
                    | "been"
                    | "well"
                    | "just"
                    | "taken"
            );
            let k = core.to + 1;
            let aged = matches!(self.f(k), "old" | "ago" | "later" | "earlier") || self.hyphen(k);
            if !lasting && !aged {
                return None;
            }
        }
        if core.words && core.value < 13.0 && core.scale == 1.0 && kind == Kind::Count {
            return None;
        }
        Some(match before {
            "just" | "slightly" | "barely" | "marginally" => (Bound::About, Lean::Over, 2),
            "little" | "bit" => (Bound::About, Lean::Over, 2 + usize::from(self.back(at, 3) == "a")),
            "not" | "n't" => (Bound::AtMost, Lean::None, 2),
            "well" | "far" => (Bound::MoreThan, Lean::None, 2),
            _ => (Bound::MoreThan, Lean::None, 1),
        })
    }

    /// The cue right after the number or after its noun, with the token after it.
    fn cue_after(&self, to: usize, head: Option<usize>) -> Option<(Bound, usize)> {
        let glued = self.glued(to) && !self.glued(to + 1);
        if self.raw(to) == "+" && self.glued(to) && !self.is_number(to + 1) {
            return Some((Bound::AtLeast, to + 1));
        }
        if self.f(to) == "plus" && !self.is_number(to + 1) && !self.is_word(to + 1) && !glued || self.hyphen(to) && self.f(to + 1) == "plus"
        {
            return Some((Bound::AtLeast, to + 1 + usize::from(self.hyphen(to))));
        }
        if self.hyphen(to) && matches!(self.f(to + 1), "odd" | "ish") {
            return Some((Bound::About, to + 2));
        }
        let head = head.filter(|h| *h == to).map(|h| h + 1);
        [Some(to), head].into_iter().flatten().find_map(|k| {
            let bound = match (self.f(k), self.f(k + 1)) {
                ("or" | "and", "more" | "above" | "higher" | "greater" | "over" | "older" | "longer" | "larger" | "up" | "better") => {
                    Bound::AtLeast
                }
                ("or" | "and", "less" | "fewer" | "below" | "lower" | "under" | "younger" | "smaller" | "shorter") => Bound::AtMost,
                ("or", "so") => Bound::About,
                _ => return None,
            };
            // “20 and more than 30”: the cue of the next number
            (self.f(k + 2) != "than").then_some((bound, k + 2))
        })
    }
}
