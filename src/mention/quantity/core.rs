//! The bare number: digits with grouping, fraction and scale.

use super::numeral::{Numeral, numeral};
use super::scan::Scan;
use super::table::NumberWord;
use crate::language::TokenKind;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Number,
    Ordinal,
    Fraction,
    Multiple,
    /// a majority (value 1), a minority (value 0)
    Share,
    /// Digits that are no number
    Other,
    /// A decade or the like: no quantity
    Out,
}

/// A number without its surroundings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Core {
    pub from: usize,
    pub to: usize,
    pub value: f64,
    /// Worth of the last digit written.
    pub step: f64,
    /// Product of the scale words; 1 without.
    pub scale: f64,
    pub shape: Shape,
    pub words: bool,
    /// Digits only: no separator, decimal or scale.
    pub plain: bool,
}

impl Core {
    pub fn new(from: usize, to: usize, value: f64, step: f64, shape: Shape) -> Core {
        Core { from, to, value, step, scale: 1.0, shape, words: false, plain: false }
    }
}

fn vulgar(s: &str) -> Option<f64> {
    Some(match s {
        "½" => 0.5,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "¼" => 0.25,
        "¾" => 0.75,
        _ => return None,
    })
}

impl Scan<'_> {
    /// The number that begins at token `i`, if one does.
    pub fn core(&self, i: usize) -> Option<Core> {
        let token = self.words.tokens.get(i)?;
        match token.kind {
            TokenKind::Number => Some(self.digits(i)),
            TokenKind::Word => self.spoken(i),
            TokenKind::Symbol => {
                let value = vulgar(self.raw(i)).filter(|_| !self.is_number(i + 1))?;
                Some(Core::new(i, i + 1, value, 0.01, Shape::Fraction))
            }
            _ => None,
        }
    }

    fn digits(&self, i: usize) -> Core {
        let (value, step, plain) = match numeral(self.raw(i)) {
            Numeral::Number { value, step, plain } => (value, step, plain),
            Numeral::Ordinal(value) => return Core::new(i, i + 1, value, 0.0, Shape::Ordinal),
            Numeral::Decade => return Core::new(i, i + 1, 0.0, 1.0, Shape::Out),
            Numeral::Other => return Core::new(i, i + 1, 0.0, 1.0, Shape::Other),
        };
        let mut core = Core::new(i, i + 1, value, step, Shape::Number);
        core.plain = plain;
        if plain {
            self.groups(&mut core);
            self.fraction(&mut core);
        }
        self.and_a_half(&mut core);
        self.scales(&mut core);
        core
    }

    /// “1 234 567”, “1'234”: groups of three in tokens of their own.
    fn groups(&self, core: &mut Core) {
        if self.raw(core.from).len() > 3 || self.raw(core.from).starts_with('0') {
            return;
        }
        let three = |k: usize| self.is_number(k) && self.raw(k).len() == 3 && self.raw(k).bytes().all(|b| b.is_ascii_digit());
        let mut ends = Vec::new();
        let mut k = core.to;
        loop {
            if three(k) && self.narrow_gap(k) {
                ends.push(k);
                k += 1;
            } else if matches!(self.raw(k), "'" | "’") && self.glued(k) && self.glued(k + 1) && three(k + 1) {
                ends.push(k + 1);
                k += 2;
            } else if three(k) && self.glued(k) == self.glued(core.to) && !self.glued(k) {
                // ordinary spaces: only where the digits leave no doubt
                if ends.is_empty() && !three(k + 1) && !self.raw(k).ends_with("00") {
                    break;
                }
                ends.push(k);
                k += 1;
            } else {
                break;
            }
            if ends.len() > 6 {
                return;
            }
        }
        for k in ends {
            core.value = core.value * 1000.0 + self.raw(k).parse::<f64>().unwrap_or(0.0);
            core.to = k + 1;
            core.plain = false;
        }
    }

    /// A non-breaking or thin space stands before token `k`.
    fn narrow_gap(&self, k: usize) -> bool {
        let (Some(a), Some(b)) = (k.checked_sub(1).and_then(|p| self.words.tokens.get(p)), self.words.tokens.get(k)) else { return false };
        let gap = self.text.get(a.span.end as usize..b.span.start as usize).unwrap_or("");
        matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{2008}" | "\u{2006}" | "\u{2005}")
    }

    /// “3½”, “3 1/2”, “1/3 of”.
    fn fraction(&self, core: &mut Core) {
        if let Some(v) = vulgar(self.raw(core.to)) {
            core.value += v;
            core.step = 0.1;
            core.plain = false;
            core.to += 1;
            return;
        }
        if let Some((a, b, to)) = self.slashed(core.from) {
            if a < b && (a == 1.0 && b <= 10.0 || self.f(to) == "of" && b <= 100.0) {
                *core = Core::new(core.from, to, a / b, 0.02, Shape::Fraction);
            }
        } else if let Some((a, b, to)) = self.slashed(core.to)
            && !self.glued(core.to)
            && a < b
            && b <= 16.0
        {
            core.value += a / b;
            core.step = 0.1;
            core.plain = false;
            core.to = to;
        }
    }

    /// `a/b` at `k`, with nothing further glued on.
    fn slashed(&self, k: usize) -> Option<(f64, f64, usize)> {
        if self.raw(k + 1) != "/" || !self.glued(k + 1) || !self.glued(k + 2) || !self.is_number(k + 2) || self.raw(k + 3) == "/" {
            return None;
        }
        match (numeral(self.raw(k)), numeral(self.raw(k + 2))) {
            (Numeral::Number { value: a, plain: true, .. }, Numeral::Number { value: b, plain: true, .. }) => Some((a, b, k + 3)),
            _ => None,
        }
    }

    /// “two and a half”.
    pub fn and_a_half(&self, core: &mut Core) {
        let (a, b, c) = (self.f(core.to), self.f(core.to + 1), self.f(core.to + 2));
        if core.shape == Shape::Number && core.scale == 1.0 && a == "and" && b == "a" && c == "half" {
            core.value += 0.5;
            core.step = 0.5;
            core.plain = false;
            core.to += 3;
        }
    }

    /// “3.3 trillion”, “5bn”, “2 dozen”, “10-million”.
    pub fn scales(&self, core: &mut Core) {
        if core.shape != Shape::Number {
            return;
        }
        for _ in 0..3 {
            let hyphen = self.hyphen(core.to);
            let k = core.to + usize::from(hyphen);
            let by = match self.number_word(k) {
                Some(NumberWord::Scale(s)) => s,
                Some(NumberWord::Hundred) if !core.words => 100.0,
                Some(NumberWord::Dozen) => 12.0,
                Some(NumberWord::Short(s)) if !core.words && !hyphen && self.short_scale(k, core) => s,
                _ => return,
            };
            if core.scale > 1.0 && by > core.scale && by > 1e9 {
                return;
            }
            core.value *= by;
            core.step *= by;
            core.scale *= by;
            core.plain = false;
            core.to = k + 1;
        }
    }

    /// Whether the abbreviation at `k` is a scale here and not a unit or a name.
    fn short_scale(&self, k: usize, core: &Core) -> bool {
        let raw = self.raw(k);
        if raw.len() > 1 {
            return true;
        }
        let money = self.mark_before(core.from).is_some();
        match raw {
            "k" | "M" => self.glued(k),
            "m" => money || self.glued(k) && self.plural(k + 1),
            _ => money && self.glued(k),
        }
    }
}
