//! Marks on a scale: “an average rating of 6.4/10”, “a score of 30 out of 100”; a game's score is none. Places in a row: “number 3
//! on the chart”.

use super::core::{Core, Shape};
use super::scan::Scan;

/// How far before a number the word that tells of a mark may stand.
const REACH: usize = 9;

impl Scan<'_> {
    /// The end of the scale (0: not given) and the token after the mark that begins with `core`.
    pub(super) fn score(&self, core: &Core) -> Option<(f64, usize)> {
        if core.shape != Shape::Number || core.scale > 1.0 || core.value > 100.0 || !self.marked(core.from) {
            return None;
        }
        let out_of = |k: usize| self.f(k) == "out" && self.f(k + 1) == "of";
        let at = match core.to {
            k if self.raw(k) == "/" => k + 1,
            k if out_of(k) => k + 2,
            _ => return self.bare_score(core),
        };
        let end = self.core(at).filter(|c| c.shape == Shape::Number && c.scale == 1.0)?;
        let known = [4.0, 5.0, 6.0, 10.0, 20.0, 100.0].contains(&end.value);
        let to = if matches!(self.f(end.to), "star" | "stars" | "points") { end.to + 1 } else { end.to };
        (known && core.value <= end.value && self.raw(end.to) != "/").then_some((end.value, to))
    }

    /// “a rating of (more than) 6”, with nothing behind it that it could count.
    fn bare_score(&self, core: &Core) -> Option<(f64, usize)> {
        let next = self.f(core.to);
        let ends = !self.is_word(core.to) || matches!(next, "on" | "from" | "based" | "and" | "at" | "in" | "by" | "with" | "for");
        let symbol = matches!(self.raw(core.to), "%" | "-" | "–" | "/" | ":" | "$" | "€" | "£");
        let of = (1..=4).find(|n| matches!(self.back(core.from, *n), "of" | "at" | "is" | "was"))?;
        let word = self.back(core.from, of + 1);
        (ends && !symbol && !core.words && matches!(word, "rating" | "score" | "metascore" | "average")).then_some((0.0, core.to))
    }

    /// “a rating out of 100”: the number counts nothing.
    pub(super) fn scale_end(&self, core: &Core) -> bool {
        let part = |k: usize| self.is_number(k) || self.number_word(k).is_some();
        let out = self.back(core.from, 1) == "of" && self.back(core.from, 2) == "out";
        out && core.from.checked_sub(3).is_some_and(|k| !part(k)) && !self.plural(core.to)
    }

    /// “peaked at number 36 on the chart”, “is # 1 in the world”: a place in a row; the token where it begins.
    pub(super) fn rank(&self, core: &Core) -> Option<usize> {
        let mark = core.from.checked_sub(1)?;
        let dot = usize::from(self.raw(mark) == ".");
        let from = mark.checked_sub(dot)?;
        let number = dot == 0 && (self.raw(from) == "#" || self.f(from) == "number") || self.f(from) == "no" && dot == 1;
        if !number || core.shape != Shape::Number || core.scale > 1.0 || core.value.fract() != 0.0 || core.value > 1000.0 {
            return None;
        }
        let told = (1..=3).any(|n| {
            let lemma = from.checked_sub(n).map_or("", |k| self.words.lemma(k));
            matches!(lemma, "rank" | "peak" | "reach" | "hit" | "chart" | "debut" | "climb" | "spot" | "top")
        });
        let next = self.f(core.to);
        let row =
            matches!(next, "on" | "in" | "among") || matches!(self.f(core.to + 1), "chart" | "charts" | "ranking" | "spot" | "position");
        let stands = matches!(self.back(from, 1), "at" | "is" | "was" | "ranked" | "the" | "to") && row;
        (told || stands).then_some(from)
    }

    /// A word that tells of marks stands before the number or right behind it.
    fn marked(&self, from: usize) -> bool {
        let word = |k: usize| {
            matches!(
                self.words.lemma(k),
                "rating" | "rate" | "score" | "metascore" | "star" | "grade" | "mark" | "average" | "give" | "review" | "rank"
            )
        };
        (1..=REACH.min(from)).any(|n| word(from - n)) || (1..=4).any(|n| matches!(self.words.lemma(from + n), "star" | "rating"))
    }
}
