//! Quantities: precision as written, bounds as intervals, units of one dimension.

use super::Comparison::{self, Different, Incomparable, Near, Satisfied};
use crate::mention::quantity::{Bound, Kind, Quantity};

/// How far “about” may be off and still hold, and from where it is clearly off.
const ABOUT: f64 = 0.10;
const CLEARLY: f64 = 0.25;
/// Slack where units had to be converted.
const CONVERTED: f64 = 0.02;

/// What can be compared with what.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Class {
    Count,
    /// Percent and fractions, in percent
    Share,
    Points,
    Money(&'static str),
    Measure(&'static str),
    Ordinal,
    Multiple,
    /// A mark; 0 for a scale whose end is not given
    Score(f64),
}

/// A quantity in the base of its class.
#[derive(Clone, Copy, Debug)]
struct Value {
    class: Class,
    bound: Bound,
    value: f64,
    half: f64,
    low: f64,
    high: f64,
}

/// How the note's quantity stands to the source's. Knows values only: whether both speak of the same thing is
/// the caller's to know.
pub fn quantity(note: &Quantity, source: &Quantity) -> Comparison {
    let (Some(n), Some(s)) = (normal(note), normal(source)) else { return Incomparable };
    let scales = |a: &Value, b: &Value| matches!((a.class, b.class), (Class::Score(0.0), Class::Score(end)) if a.value <= end);
    // a mark out of a hundred may be told in percent
    let hundred = |a: &Value, b: &Value| a.class == Class::Score(100.0) && b.class == Class::Share;
    if n.class != s.class && !scales(&n, &s) && !scales(&s, &n) && !hundred(&n, &s) && !hundred(&s, &n) {
        return Incomparable;
    }
    if n.class == Class::Ordinal {
        let met = match (note.bound, source.bound) {
            (Bound::Exact, Bound::Exact) => n.value == s.value,
            // the fifth is not ranked below the fifth
            (Bound::MoreThan, Bound::Exact) if n.value == s.value => false,
            _ => return Incomparable,
        };
        return if met { Satisfied } else { Different };
    }
    let converted = match (note.kind, source.kind) {
        (Kind::Measure(a), Kind::Measure(b)) => a != b && a.dimension.0 != "time",
        _ => false,
    };
    // “more than 15 months” of “more than 15 years”: the bound was copied, the unit was not
    if let (Kind::Measure(a), Kind::Measure(b)) = (note.kind, source.kind)
        && a != b
        && note.bound == source.bound
        && !matches!(note.bound, Bound::Range)
        && note.value == source.value
    {
        return Different;
    }
    let slack = if converted { CONVERTED * n.value.abs().max(s.value.abs()) } else { 0.0 };
    let result = compare(&n, &s, slack);
    // “30.000” may be thirty thousand, written as elsewhere in the world
    let locale = |a: &Value, b: &Value| {
        let figures = (0.0004..0.06).contains(&b.half) && matches!(b.class, Class::Count | Class::Money(_));
        figures && (300.0..3000.0).contains(&(a.value / b.value).abs())
    };
    if result == Different && (locale(&n, &s) || locale(&s, &n)) { Near } else { result }
}

/// How far two values of one class lie apart, as the logarithm of their ratio; `None` where they have none.
pub fn distance(a: &Quantity, b: &Quantity) -> Option<f64> {
    let (a, b) = (normal(a)?, normal(b)?);
    (a.class == b.class && a.value > 0.0 && b.value > 0.0).then(|| (a.value / b.value).ln().abs())
}

/// Digits of the number as written, without the zeros at its end: 3 of 1,230 and of 12.3.
pub fn digits(q: &Quantity) -> usize {
    let mut written = (q.value.abs() / (2.0 * q.half).max(f64::MIN_POSITIVE)).round();
    if !(1.0..1e15).contains(&written) {
        return 0;
    }
    while written % 10.0 == 0.0 {
        written /= 10.0;
    }
    written.log10().floor() as usize + 1
}

fn normal(q: &Quantity) -> Option<Value> {
    let scaled = |class, factor: f64, offset: f64| {
        let at = |x: f64| x * factor + offset;
        Some(Value { class, bound: q.bound, value: at(q.value), half: q.half * factor, low: at(q.low), high: at(q.high) })
    };
    if !q.value.is_finite() {
        return None;
    }
    match q.kind {
        Kind::Count => scaled(Class::Count, 1.0, 0.0),
        Kind::Percent => scaled(Class::Share, 1.0, 0.0),
        Kind::Fraction => scaled(Class::Share, 100.0, 0.0),
        Kind::PercentPoint => scaled(Class::Points, 1.0, 0.0),
        Kind::Money("p") => scaled(Class::Money("GBP"), 0.01, 0.0),
        Kind::Money(code) => scaled(Class::Money(code), 1.0, 0.0),
        Kind::Measure(unit) => scaled(Class::Measure(unit.dimension.0), unit.factor, unit.offset),
        Kind::Ordinal => scaled(Class::Ordinal, 1.0, 0.0),
        Kind::Multiple => scaled(Class::Multiple, 1.0, 0.0),
        Kind::Score(end) => scaled(Class::Score(end), 1.0, 0.0),
        Kind::Clock | Kind::Identifier => None,
    }
}

fn compare(n: &Value, s: &Value, slack: f64) -> Comparison {
    use Bound::{About, AtLeast, AtMost, Exact, LessThan, MoreThan, Range};
    match (n.bound, s.bound) {
        (Exact, Exact) => exact(n, s, slack),
        (About, Exact | About) | (Exact, About) => about(n, s, slack),
        (Range, _) if matches!(s.bound, Exact | About | Range) => within(n, s, slack),
        (Exact | About, Range) => in_range(n, s, slack),
        (MoreThan | AtLeast, Exact | About | Range) => above(n, s, slack),
        (LessThan | AtMost, Exact | About | Range) => above(&mirror(n), &mirror(s), slack),
        (Exact | About | Range, MoreThan | AtLeast) => against_floor(n, s, slack),
        (Exact | About | Range, LessThan | AtMost) => against_floor(&mirror(n), &mirror(s), slack),
        (MoreThan | AtLeast, MoreThan | AtLeast) => bounds(n, s, slack),
        (LessThan | AtMost, LessThan | AtMost) => bounds(&mirror(n), &mirror(s), slack),
        (MoreThan | AtLeast, LessThan | AtMost) => opposed(n, s, slack),
        (LessThan | AtMost, MoreThan | AtLeast) => opposed(&mirror(n), &mirror(s), slack),
        (Range, _) => Incomparable,
    }
}

/// The same seen from below: upper bounds become lower ones.
fn mirror(v: &Value) -> Value {
    Value {
        value: if v.bound == Bound::Range { -v.high } else { -v.value },
        low: -v.high,
        high: -v.low,
        bound: match v.bound {
            Bound::LessThan => Bound::MoreThan,
            Bound::AtMost => Bound::AtLeast,
            Bound::MoreThan => Bound::LessThan,
            Bound::AtLeast => Bound::AtMost,
            other => other,
        },
        ..*v
    }
}

fn tiny(v: f64) -> f64 {
    v.abs() * 1e-9
}

/// `value` agrees with what `written` says at its precision: rounded, or cut off after its last digit.
fn covers(written: &Value, value: f64, slack: f64) -> bool {
    let (v, eps) = (written.value, tiny(written.value) + slack);
    let rounded = (value - v).abs() <= written.half + eps;
    let cut = value.abs() >= v.abs() - eps && value.abs() < v.abs() + 2.0 * written.half - tiny(v) && (value < 0.0) == (v < 0.0);
    rounded || cut
}

fn exact(n: &Value, s: &Value, slack: f64) -> Comparison {
    if covers(n, s.value, slack) {
        return Satisfied;
    }
    // the note is more precise than the source, or gives a round figure for it
    if covers(s, n.value, slack) || rounds_to(n.value, s.value) {
        return Near;
    }
    Different
}

/// 2,000 for 2,013: the note's figure is the source's at fewer digits, and close.
fn rounds_to(round: f64, value: f64) -> bool {
    let (a, b) = (round.abs(), value.abs());
    if a < 1000.0 || (round < 0.0) != (value < 0.0) {
        return false;
    }
    let mut unit = 1.0;
    while unit < a && (a / (unit * 10.0)).fract() == 0.0 {
        unit *= 10.0;
    }
    unit > 1.0 && (b / unit).round() * unit == a && (a - b).abs() <= 0.05 * a
}

fn about(n: &Value, s: &Value, slack: f64) -> Comparison {
    let lean = |v: &Value, x: f64| x >= v.low - v.half - slack && x <= v.high + v.half + slack;
    let holds = |v: &Value, x: f64| if v.bound == Bound::About { lean(v, x) } else { covers(v, x, slack) };
    let off = (n.value - s.value).abs() - n.half.min(s.half) - slack;
    let base = n.value.abs().max(s.value.abs());
    if holds(n, s.value) || holds(s, n.value) && off <= ABOUT * base {
        Satisfied
    } else if off <= CLEARLY * base {
        Near
    } else {
        Different
    }
}

/// The note gives a range.
fn within(n: &Value, s: &Value, slack: f64) -> Comparison {
    let eps = tiny(n.high) + slack;
    let (low, high) = if s.bound == Bound::Exact { (s.value, s.value) } else { (s.low, s.high) };
    if low >= n.low - eps && high <= n.high + eps {
        Satisfied
    } else if high < n.low - eps || low > n.high + eps {
        Different
    } else {
        Near
    }
}

/// The source gives a range: a single value inside it says more than the source does.
fn in_range(n: &Value, s: &Value, slack: f64) -> Comparison {
    let eps = tiny(s.high) + slack;
    if n.high >= s.low - eps && n.low <= s.high + eps { Near } else { Different }
}

/// The note says “more than n”.
fn above(n: &Value, s: &Value, slack: f64) -> Comparison {
    let eps = tiny(n.value) + slack;
    let (low, high) = match s.bound {
        Bound::Exact => (s.value, s.value),
        Bound::About => (s.low, s.value.max(s.high).max(s.value + ABOUT * s.value.abs())),
        _ => (s.low + s.half, s.high - s.half),
    };
    if (low - n.value).abs() <= eps && high <= low + eps {
        // “more than 109 reviews” of 109 is no rounding; “more than 60 boats” of 60 may be one, “less than 60” is none
        return match n.bound {
            Bound::AtLeast => Satisfied,
            _ if s.bound == Bound::Exact && (counted_out(s) || n.value < 0.0) => Different,
            _ => Near,
        };
    }
    if low >= n.value - eps {
        Satisfied
    } else if high < n.value - eps {
        Different
    } else {
        Near
    }
}

/// Written to the last digit: 109, 13, 59.7, not 60 or 5,000, nor 21 million.
fn counted_out(v: &Value) -> bool {
    let digits = v.value.abs() / (2.0 * v.half);
    let measured = matches!(v.class, Class::Measure(_));
    !measured && v.half > 0.0 && v.half <= 0.5 && (digits % 10.0).round() as i64 % 10 != 0
}

/// The source says “more than s”; the note gives a value.
fn against_floor(n: &Value, s: &Value, slack: f64) -> Comparison {
    let eps = tiny(s.value) + slack;
    let top = match n.bound {
        Bound::Exact => n.value,
        Bound::Range => n.high - n.half,
        _ => n.value + ABOUT * n.value.abs(),
    };
    if top < s.value - eps && !(n.bound == Bound::Exact && covers(n, s.value, slack)) {
        return Different;
    }
    if n.value <= s.value + CLEARLY * s.value.abs() + n.half { Near } else { Incomparable }
}

/// Both bound from below: a stronger source satisfies; a weaker one says nothing.
fn bounds(n: &Value, s: &Value, slack: f64) -> Comparison {
    let eps = tiny(n.value) + slack;
    let strict = n.bound == Bound::MoreThan && s.bound == Bound::AtLeast;
    if (n.value - s.value).abs() <= eps {
        return if strict { Near } else { Satisfied };
    }
    // who writes “over 1,100” knows of less than 1,200
    if s.value > n.value {
        Satisfied
    } else if n.value >= s.value + last_place(s) - eps && n.value >= s.value * 1.02 {
        Different
    } else {
        Incomparable
    }
}

/// What one more in the last digit that is not 0 is worth: 100 for 1,100, 0.1 for 5.3.
fn last_place(v: &Value) -> f64 {
    let mut place = 2.0 * v.half;
    while place > 0.0 && v.value.abs() >= place * 10.0 && (v.value / (place * 10.0)).fract().abs() < 1e-9 {
        place *= 10.0;
    }
    place
}

/// The note bounds from below, the source from above.
fn opposed(n: &Value, s: &Value, slack: f64) -> Comparison {
    let eps = tiny(n.value) + slack;
    if s.value < n.value - eps {
        Different
    } else if s.value <= n.value + eps {
        if n.bound == Bound::AtLeast && s.bound == Bound::AtMost { Near } else { Different }
    } else {
        Incomparable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Words;
    use crate::mention::quantity::find;
    use crate::text::Span;

    fn first(text: &str) -> Quantity {
        find(text, &Words::new(text, Span::new(0, text.len()))).into_iter().next().unwrap_or_else(|| panic!("no quantity in {text}"))
    }

    #[track_caller]
    fn check(expected: Comparison, pairs: &[(&str, &str)]) {
        for (note, source) in pairs {
            assert_eq!(quantity(&first(note), &first(source)), expected, "note {note:?}, source {source:?}");
        }
    }

    #[test]
    fn precision_as_written_counts() {
        check(
            Satisfied,
            &[
                ("2.4 billion tonnes", "2,412 million tonnes"),
                ("2.4 bn litres", "2,470 million litres"),
                ("23%", "23.4 percent"),
                ("23%", "23.9 percent"),
                ("3.3 trillion yen", "¥3.3 trillion"),
                ("70 years", "seven decades"),
                ("twenty-one farms", "21 farms"),
                ("half a million visitors", "500,000 visitors"),
                ("a dozen lamps", "12 lamps"),
                ("5 km", "3.1 miles"),
                ("a quarter", "25%"),
                ("one in five", "20 percent"),
            ]
            .map(|(n, s)| (n, s)),
        );
        check(
            Different,
            &[
                ("3.3 billion yen", "3.3 trillion yen"),
                ("32%", "23%"),
                ("five pillars", "three pillars"),
                ("12 months", "21 months"),
                ("50 years", "70 years"),
                ("20 boats", "23 boats"),
                ("two thirds of them", "half of them"),
                ("5 km", "5 miles"),
                ("third-largest port", "second-largest port"),
                ("20 litres", "21 litres"),
            ],
        );
        check(Near, &[("2,412 million tonnes", "2.4 billion tonnes"), ("2,000 lamps", "2,013 lamps")]);
    }

    #[test]
    fn about_has_two_borders() {
        check(Satisfied, &[("about 60 boats", "62 boats"), ("60 boats", "about 60 boats"), ("almost half of them", "47%")]);
        check(Near, &[("about 60 boats", "70 boats"), ("nearly 100 boats", "101 boats")]);
        check(Different, &[("about 60 boats", "90 boats"), ("just under a quarter of them", "40%")]);
    }

    #[test]
    fn bounds_are_intervals() {
        check(
            Satisfied,
            &[
                ("more than 24 million", "26 million"),
                ("more than 24 million", "more than 25 million"),
                ("at least 60 boats", "60 boats"),
                ("fewer than 60 boats", "58 boats"),
                ("no more than 60 boats", "60 boats"),
                ("a majority of voters", "58% of voters"),
            ],
        );
        check(
            Different,
            &[
                ("more than 24 million", "21 million"),
                ("more than 24 million", "less than 20 million"),
                ("50 boats", "more than 60 boats"),
                ("fewer than 60 boats", "75 boats"),
                ("a majority of voters", "41% of voters"),
                ("between 10 and 15 boats", "22 boats"),
            ],
        );
        check(Near, &[("more than 60 boats", "60 boats"), ("60 boats", "more than 60 boats"), ("12 boats", "10 to 15 boats")]);
        check(Incomparable, &[("more than 24 million", "more than 20 million"), ("300 boats", "more than 60 boats")]);
        check(Near, &[("more than 21 million copies", "21 million copies"), ("over $12 million", "$12 million")]);
        // “over 1,100” is said of less than 1,200; of what is counted out one more or less counts
        check(Different, &[("more than 1,200 boats", "over 1,100 boats"), ("more than 109 boats", "109 boats"), ("under 13%", "13%")]);
        check(Incomparable, &[("more than 1,150 boats", "over 1,100 boats")]);
    }

    #[test]
    fn digits_and_distance() {
        let digits_of = |text: &str| digits(&first(text));
        assert_eq!((digits_of("1,230 boats"), digits_of("12.3 km"), digits_of("4,000 boats"), digits_of("107 boats")), (3, 3, 1, 3));
        let apart = |a: &str, b: &str| distance(&first(a), &first(b));
        assert!(apart("40 boats", "41 boats") < apart("40 boats", "30 boats"));
        assert_eq!((apart("40 boats", "30 km"), apart("0 boats", "30 boats")), (None, None));
    }

    #[test]
    fn other_kinds_are_left_alone() {
        check(
            Incomparable,
            &[
                ("$5 million", "€7 million"),
                ("5 percent", "7 percentage points"),
                ("20 boats", "$30"),
                ("5 kg", "7 miles"),
                ("Article 2", "Article 5"),
            ],
        );
    }
}
