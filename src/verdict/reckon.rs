//! Honest arithmetic: a figure of the claim that a sentence does not give, but that follows from those that it gives.

use crate::evidence::Facts;
use crate::language::Words;
use crate::mention::date::{DateMention, Relation};
use crate::mention::quantity::{Bound, Kind, Quantity};

/// The most figures of a sentence that are reckoned with.
const MOST: usize = 8;

/// The claim's figure follows from the sentence: a share, a difference of two dates. The words of the claim must say
/// which it is; a figure that only happens to be a sum is none.
pub fn follows(claim: &Facts, i: usize, source: &Facts) -> bool {
    let Some(q) = claim.quantities.get(i).filter(|q| q.comparable()) else { return false };
    if source.quantities.len() > MOST {
        return false;
    }
    share(claim, q, source) || between(claim, q, source) || difference(claim, q, source)
}

fn meets(q: &Quantity, value: f64) -> bool {
    match q.bound {
        Bound::Exact => (q.value - value).abs() <= q.half.max(1e-9),
        Bound::About => (q.value - value).abs() <= (q.value.abs() * 0.1).max(q.half),
        Bound::Range => q.low <= value && value <= q.high,
        Bound::MoreThan | Bound::AtLeast => value > q.value - 1e-9 && (q.bound == Bound::AtLeast || value > q.value),
        Bound::LessThan | Bound::AtMost => value < q.value + 1e-9 && (q.bound == Bound::AtMost || value < q.value),
    }
}

fn exact(q: &&Quantity) -> bool {
    q.bound == Bound::Exact && q.comparable()
}

/// “About two thirds of the 20” beside “13 of the 20”.
fn share(claim: &Facts, q: &Quantity, source: &Facts) -> bool {
    let scale = match q.kind {
        Kind::Fraction => 1.0,
        Kind::Percent => 100.0,
        _ => return false,
    };
    let named = |whole: &Quantity| claim.quantities.iter().any(|c| c.kind == Kind::Count && c.value == whole.value);
    source.quantities.iter().filter(exact).any(|part| {
        let whole = part.of.and_then(|o| source.quantities.get(o)).or_else(|| lone_whole(source, part));
        whole.is_some_and(|w| w.value >= part.value && w.value > 0.0 && named(w) && meets(q, part.value / w.value * scale))
    })
}

/// “Of the 20 countries …, 13 also have”: the only other count of the sentence, after “of”.
fn lone_whole<'a>(source: &'a Facts, part: &Quantity) -> Option<&'a Quantity> {
    let mut others = source.quantities.iter().filter(|w| w.kind == Kind::Count && w.span != part.span);
    let whole = others.next().filter(|_| part.kind == Kind::Count)?;
    let of = (whole.tokens.start.saturating_sub(3)..whole.tokens.start).any(|k| source.words.fold(k) == "of");
    (others.next().is_none() && of).then_some(whole)
}

/// “Five days after”: two days of the sentence lie as far apart, and the claim has no other length of time.
fn between(claim: &Facts, q: &Quantity, source: &Facts) -> bool {
    let Kind::Measure(unit) = q.kind else { return false };
    let told = says(&claim.words, &["after", "before", "later", "earlier", "apart", "between"]);
    if unit.dimension.0 != "time" || !told || !matches!(q.bound, Bound::Exact) {
        return false;
    }
    let plain = |d: &&DateMention| matches!(d.relation, Relation::At | Relation::During) && d.relative.is_none();
    let dates: Vec<&DateMention> = source.dates.iter().filter(plain).collect();
    let [a, b] = dates.as_slice() else { return false };
    let day = |d: &DateMention| {
        d.start.day()?;
        let date = if d.start.year().is_some() { Some(d.start) } else { d.start.in_year(2000) };
        date.and_then(|d| d.days()).map(|d| d.0)
    };
    match unit.name {
        "day" => day(a).zip(day(b)).is_some_and(|(x, y)| meets(q, f64::from((x - y).abs()))),
        "week" => day(a).zip(day(b)).is_some_and(|(x, y)| meets(q, f64::from((x - y).abs()) / 7.0)),
        "year" => {
            let only = |d: &DateMention| d.start.year().filter(|_| d.start.day().is_none());
            only(a).zip(only(b)).is_some_and(|(x, y)| meets(q, f64::from((x - y).abs())))
        }
        _ => false,
    }
}

/// “The gap is four points”, “a difference of 4,000”: two figures of one kind lie as far apart.
fn difference(claim: &Facts, q: &Quantity, source: &Facts) -> bool {
    if !says(&claim.words, &["gap", "difference", "margin", "apart", "lead"]) || q.bound != Bound::Exact {
        return false;
    }
    let kind = if q.kind == Kind::PercentPoint { Kind::Percent } else { q.kind };
    let of: Vec<f64> = source.quantities.iter().filter(|r| exact(r) && r.kind == kind).map(|r| r.value).collect();
    matches!(of.as_slice(), [a, b] if meets(q, (a - b).abs()))
}

fn says(words: &Words, any: &[&str]) -> bool {
    (0..words.len()).any(|i| any.contains(&words.lemma(i)) || any.contains(&words.fold(i)))
}
