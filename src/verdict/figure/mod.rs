//! Figures in free paraphrase: which figure of the sources tells of what a figure of the claim tells of, and whether it
//! excludes it. Gates stand in the order in which they bought precision (ENGINE §2); each has a name, for `explain`.

mod meant;
mod period;
mod rank;
mod together;

use super::assess::{Case, conflict};
use super::compare::{self, Comparison};
use super::difference::{Difference, Pair, Slot};
use super::head::{Head, head};
use super::known::{self, Bearer};
use super::view::View;
use super::{Conflict, absent, apart, bound, facet, free, parallel, sum, support, values, word, words};
use crate::corpus::Source;
use crate::evidence::{Facts, content_words};
use crate::language::lexicon::{self, AliasKind, Group};
use crate::mention::quantity::{Bound, Kind, Quantity};
pub use meant::in_view;
use std::cell::LazyCell;
use std::ops::Range;
pub use together::reckoned;
use together::{apart, pooled, shared_out};

/// How far the claim's other words must be found around a figure, by how firmly the claim's own figure stands.
const BOUNDED: f32 = 0.62;
const EXACT: f32 = 0.68;
/// The same where no figure of the whole article meets the claim's, and what the sentence holds of the claim then.
const ABSENT: f32 = 0.55;
const COVERED: f32 = 0.4;
/// The same, and for what the sentence holds of the claim, where the figure may be the claim's, misread.
const MISREAD: f32 = 0.45;
/// A figure that satisfies the claim vetoes when it stands this little less near than the rival.
const VETO: f32 = 0.25;
/// Sentences of the longest source that is a passage picked for the claim.
pub const PASSAGE: usize = 5;
/// Tokens on each side of a figure of the claim that tell most of what it is of.
const WINDOW: usize = 6;
/// What a word that tells which figure is meant is worth.
const DRAWN: f32 = 0.25;
/// Another figure that does not is a second candidate.
const MARGIN: f32 = 0.035;

/// One of the sources' figures beside one of the claim's.
pub struct Beside<'a> {
    pub view: &'a View,
    pub index: usize,
    /// How much of the claim's clause the figure's clause says, 0 to 1.
    pub near: f32,
    /// How much of what the claim says right around its figure is said right around this one, 0 to 1.
    pub here: f32,
    pub comparison: Comparison,
    /// A word of the claim tells that this one of several is meant.
    drawn: bool,
    head: Head,
}

impl<'a> Beside<'a> {
    fn figure(&self) -> Option<&'a Quantity> {
        self.view.facts.quantities.get(self.index)
    }

    fn is(&self, other: &Beside) -> bool {
        std::ptr::eq(self.view, other.view) && self.index == other.index
    }

    fn score(&self) -> f32 {
        (self.near + self.here) / 2.0 + if self.drawn { DRAWN } else { 0.0 }
    }
}

/// The sources' figures of the kind of the claim's `i`-th, nearest first.
pub fn beside<'a>(case: &'a Case, mine: &[Range<usize>], i: usize) -> Vec<Beside<'a>> {
    let Some(q) = case.claim.quantities.get(i).filter(|q| q.comparable()) else { return Vec::new() };
    let clause = free::around(case, mine, q.tokens.start);
    let own = place(case.claim, i);
    let mut out: Vec<Beside> = Vec::new();
    for view in case.views.iter().filter(|v| v.prose) {
        for (index, r) in view.facts.quantities.iter().enumerate() {
            let comparison = compare::quantity(q, r);
            if comparison == Comparison::Incomparable {
                continue;
            }
            let there = place(&view.facts, index);
            if sum::is_part(case.claim, view, case.sources.get(view.candidate.source).copied(), index, &there) {
                continue;
            }
            let head = head(case, view, (q, &own), (r, &there));
            if comparison != Comparison::Satisfied && taken(case, view, (i, head), (r, &there)) {
                continue;
            }
            let near = view.near(case.claim, clause.clone(), r.tokens.start);
            let close = q.tokens.start.saturating_sub(WINDOW).max(own.start)..(q.tokens.end + WINDOW).min(own.end);
            // one word around says too little, but for a bound
            let says = content_words(case.claim, close.clone()) > usize::from(matches!(q.bound, Bound::Exact | Bound::About));
            let here = if says { view.said(case.claim, close, there.clone()) } else { near };
            let drawn = facet::drawn(&case.claim.words, own.clone(), &view.facts.words, there.clone());
            out.push(Beside { view, index, near, here, comparison, drawn, head });
        }
    }
    dated(case, &mut out);
    let firm = |b: &Beside| matches!(b.head, Head::Same | Head::Told);
    out.sort_by(|a, b| firm(b).cmp(&firm(a)).then(b.score().total_cmp(&a.score())));
    out
}

/// Of “$45 million in 1983, $123 million in 1984” only the one whose year the claim gives is meant.
fn dated(case: &Case, found: &mut Vec<Beside>) {
    if case.claim.dates.is_empty() {
        return;
    }
    let at = |b: &Beside| {
        let there = place(&b.view.facts, b.index);
        let mut dates = b.view.facts.dates.iter().filter(|d| there.contains(&d.tokens.start)).peekable();
        dates.peek().is_some().then(|| dates.any(|d| case.claim.dates.iter().any(|mine| support::agree(mine, d))))
    };
    let told: Vec<Option<bool>> = found.iter().map(at).collect();
    let in_row = |b: &Beside, t: Option<bool>, want: bool| {
        found.iter().zip(&told).any(|(o, other)| t.is_some() && *other == Some(want) && std::ptr::eq(o.view, b.view))
    };
    let rows: Vec<bool> = found.iter().zip(&told).map(|(b, t)| in_row(b, *t, true) && in_row(b, *t, false)).collect();
    // what is said at the beginning of a row is said of each of it
    let best = |b: &Beside, of: fn(&Beside) -> f32| {
        let row = found.iter().zip(&rows).filter(|(o, row)| **row && std::ptr::eq(o.view, b.view));
        row.map(|(o, _)| of(o)).fold(0.0f32, f32::max)
    };
    let near: Vec<(f32, f32)> = found.iter().map(|b| (best(b, |o| o.near), best(b, |o| o.here))).collect();
    let mut at = 0;
    found.retain_mut(|b| {
        let (row, told, near) = (rows[at], told[at], near[at]);
        at += 1;
        if row {
            (b.near, b.here) = near;
        }
        !row || told == Some(true)
    });
}

/// Another figure of the claim, of the same thing as far as can be seen, is met by the source's.
fn taken(case: &Case, view: &View, (i, mine): (usize, Head), (r, there): (&Quantity, &Range<usize>)) -> bool {
    let said = |own: Range<usize>| view.said(case.claim, own, there.clone());
    case.claim.quantities.iter().enumerate().any(|(k, o)| {
        if k == i || compare::quantity(o, r) != Comparison::Satisfied {
            return false;
        }
        let own = place(case.claim, k);
        match (mine, head(case, view, (o, &own), (r, there))) {
            (_, Head::Other) => false,
            (Head::Same, Head::Same) | (Head::Told, Head::Told) | (Head::Bare, Head::Bare) => {
                o.bound == Bound::Exact || said(own) >= said(place(case.claim, i))
            }
            (Head::Same | Head::Told, _) => o.bound == Bound::Exact,
            _ => true,
        }
    })
}

/// The stretch of a sentence that speaks of its `k`-th figure: up to where the words of its neighbours begin.
fn place(facts: &Facts, k: usize) -> Range<usize> {
    let at = |k: usize| facts.quantities.get(k);
    let Some(q) = at(k) else { return 0..0 };
    let from = k.checked_sub(1).and_then(at).map_or(0, |before| cut(facts, before, q));
    let to = at(k + 1).map_or(facts.words.len(), |after| cut(facts, q, after));
    from.min(q.tokens.start)..to.max(q.tokens.end)
}

/// Where the words that belong to `b` begin: at the last mark or conjunction after `a`, else at the last preposition.
fn cut(facts: &Facts, a: &Quantity, b: &Quantity) -> usize {
    let between = a.tokens.end..b.tokens.start;
    let last = |is: &dyn Fn(&str) -> bool| between.clone().rev().find(|i| is(facts.words.fold(*i)));
    last(&|w| matches!(w, "," | ";" | ":" | "(" | ")" | "and" | "but" | "while" | "whereas"))
        .or_else(|| last(&|w| matches!(w, "with" | "from" | "on" | "in" | "against" | "for" | "by" | "at" | "to" | "after")))
        .or_else(|| last(&|w| matches!(w, "of" | "than")))
        .unwrap_or(between.start)
}

/// What lets a figure of the sources speak against the claim's: name, and whether it does.
pub type Gate<'g> = (&'static str, &'g dyn Fn() -> bool);

/// A passage of a few sentences was picked for the claim: that it is about it needs no proof from shared words.
pub fn picked(case: &Case, view: &View) -> bool {
    case.sources.get(view.candidate.source).is_some_and(|s| s.sentences.len() <= PASSAGE)
}

/// Runs `look` over the gates between the claim's `i`-th figure and `found[at]`, cheap ones first.
fn gates<T>(case: &Case, i: usize, found: &[Beside], at: usize, look: impl FnOnce(&[Gate]) -> T) -> Option<T> {
    let (q, b) = (case.claim.quantities.get(i)?, found.get(at)?);
    let r = b.figure()?;
    let bounded = !matches!(q.bound, Bound::Exact | Bound::About);
    let (own, there) = (place(case.claim, i), place(&b.view.facts, b.index));
    let short = picked(case, b.view);
    let floor = match bounded {
        true if short => 0.15,
        true => BOUNDED,
        false => EXACT,
    };
    let absent = LazyCell::new(|| !bounded && !apart::act(case.claim, b.view, q.tokens.start, r.tokens.start) && absent::figure(case, i));
    let text = |v: &View| case.sources.get(v.candidate.source).map_or("", |s| &s.document.text);
    let like = |o: &Beside| o.figure().is_some_and(|f| compare::misread(q, f, (q.number.of(case.text), f.number.of(text(o.view)))));
    // a figure that stands nowhere, and here one that it may be, misread
    let misread = LazyCell::new(|| like(b) && absent::figure(case, i));
    let others = || found.iter().filter(|o| !o.is(b));
    // what has no noun of its own may speak for the claim, not against it
    let fits = |o: &Beside| {
        let theirs = place(&o.view.facts, o.index);
        facet::agree(&case.claim.words, own.clone(), &o.view.facts.words, theirs)
    };
    // of several figures a bound is said of the one beside which it stands
    let told_of = |o: &Beside| o.figure().is_some_and(|f| bound::nearer(q, r, f)) && b.head.as_firm_as(o.head);
    let passed_for = |o: &Beside| o.figure().is_some_and(|f| bound::nearer(q, f, r)) && o.head.as_firm_as(b.head);
    let speaks = |o: &Beside| {
        let margin = if o.head == Head::Open && b.head == Head::Same { 0.1 } else { VETO };
        let near = o.score() >= b.score() - margin || !std::ptr::eq(o.view, b.view) && o.near >= b.near - VETO;
        // “46 were trapped and 17 killed”: what is counted is not said again
        let bare =
            std::ptr::eq(o.view, b.view) && q.kind == Kind::Count && o.figure().is_some_and(|f| f.head.is_none() && f.kind == q.kind);
        let speaks = if bounded { bare || (near && (o.drawn || !b.drawn) || passed_for(o)) && fits(o) } else { o.near >= b.near - 0.35 };
        o.comparison != Comparison::Different && o.head != Head::Other && speaks && !told_of(o)
    };
    let rivals = |o: &Beside| {
        // a figure without a bound is one of many: whatever stands as near is a candidate too
        let alike = match bounded {
            true => o.head == b.head && o.score() >= b.score() - MARGIN || passed_for(o),
            false => {
                o.near >= b.near - 0.1
                    && !(q.kind != Kind::Count
                        && b.head == Head::Same
                        && o.head == Head::Open
                        && b.here >= FULLY
                        && o.here < b.here - FARTHER)
            }
        };
        o.comparison == Comparison::Different && o.head != Head::Other && alike && !told_of(o)
    };
    Some(look(&[
        ("excluded", &|| b.comparison == Comparison::Different && q.value != 0.0 && !values::denied(case.claim, &b.view.facts, r)),
        ("same thing", &|| match q.kind {
            Kind::Count => {
                b.head == Head::Same
                    || *misread && b.head != Head::Other
                    || bounded && (b.head == Head::Told || b.head == Head::Bare && (b.here >= 0.75 || q.value.min(r.value) >= 1e5))
            }
            Kind::Ordinal => b.head != Head::Other && rank::comparable(case, b.view, q, r),
            _ => matches!(b.head, Head::Same | Head::Told | Head::Bare),
        }),
        ("likely", &|| likely(q, r, b.near) || *misread),
        ("near", &|| {
            b.near >= floor || b.near >= ABSENT && b.here >= ABSENT && *absent || b.near >= MISREAD && b.here >= MISREAD && *misread
        }),
        ("no support", &|| !others().any(speaks)),
        ("no arithmetic", &|| {
            let pooled = || pooled(&case.claim.words, q) && !pooled(&b.view.facts.words, r);
            // “ten besides X and Y” of twelve
            let remainder = || {
                let source = case.sources.get(b.view.candidate.source);
                source.is_some_and(|s| words::excepted(&b.view.pair(case.text, case.claim, s)))
            };
            !shared_out(q, r, &b.view.facts) && (bounded || !reckoned(q, &b.view.facts) && !pooled() && !remainder())
        }),
        ("single", &|| {
            // of several figures the one that differs in a digit is what was meant
            let slip = |o: &Beside| o.figure().is_some_and(|f| compare::miswritten(q.number.of(case.text), f.number.of(text(o.view))));
            let passed = |o: &Beside| slip(b) && !slip(o) || *misread && !like(o);
            !others().any(|o| rivals(o) && !passed(o))
        }),
        ("same sense", &|| {
            let full = b.near >= NEARLY && b.here >= NEARLY;
            full && *absent
                || facet::agree(&case.claim.words, own.clone(), &b.view.facts.words, there.clone())
                    && apart(&case.claim.words, q) == apart(&b.view.facts.words, r)
                    && !parallel::another(case.claim, &b.view.alignment)
        }),
        ("one thing", &|| bounded || !apart::things(case.claim, b.view) && !another_one(case, b.view)),
        ("same place", &|| !placed(case.claim, b.view, case.sources.get(b.view.candidate.source).copied(), (r, &there))),
        ("covered", &|| {
            let (full, own) = (b.view.coverage.full, b.view.told(case.claim));
            bounded && short || full >= 0.5 && own >= 0.5 || full >= ABSENT && own >= COVERED && *absent || full >= MISREAD && *misread
        }),
        ("names", &|| {
            let beyond =
                |k: usize| outside(case.claim, k) && facet::drawn(&case.claim.words, own.clone(), &b.view.facts.words, there.clone());
            (0..case.claim.names.len()).all(|k| support::name(case, b.view, k) || cited(case, k) || beyond(k))
                && free::capitals(case, b.view)
        }),
        ("period", &|| {
            let dates = 0..case.claim.dates.len();
            dates.into_iter().all(|k| period::agrees(case, b.view, k, &there, bounded))
        }),
        ("other figures", &|| (0..case.claim.quantities.len()).all(|k| k == i || named(case.claim, k) || known(case, b.view, k, bounded))),
    ]))
}

/// Nothing says of whom the two are, and each tells of a place or a thing of its own.
fn another_one(case: &Case, view: &View) -> bool {
    let pair = || case.sources.get(view.candidate.source).map(|s| view.pair(case.text, case.claim, s));
    word::nameless(case.claim) && (word::elsewhere(case.claim, view, None) || pair().is_some_and(|p| words::other_subject(&p)))
}

/// The source's figure is that of a country or region that neither the claim nor the document's title names: “in Spain”.
fn placed(claim: &Facts, view: &View, source: Option<&Source>, (r, there): (&Quantity, &Range<usize>)) -> bool {
    let words = &view.facts.words;
    let title = source.and_then(|s| s.title.as_deref()).unwrap_or("").to_lowercase();
    let known = |k: usize| title.contains(words.fold(k)) || (0..claim.words.len()).any(|i| view.like.at(i, k) >= 0.75);
    let near = r.tokens.start.saturating_sub(BESIDE).max(there.start)..(r.tokens.end + BESIDE).min(there.end);
    near.into_iter().any(|k| {
        let before = k.checked_sub(1).map_or("", |b| if words.fold(b) == "the" { words.fold(b.saturating_sub(1)) } else { words.fold(b) });
        let place = words.tokens.get(k).is_some_and(|t| t.capital)
            && (lexicon::alias(words, k).is_some_and(|(_, a)| a.kind == AliasKind::Country) || Group::Region.has(words.fold(k)));
        matches!(before, "in" | "within" | "across" | "throughout") && place && !known(k)
    })
}

/// The source's `index`-th figure is of another sort than the claim's `q`, or of another place: a difference, not a level.
pub fn unlike(pair: &Pair, q: &Quantity, index: usize) -> bool {
    let Some(r) = pair.source.quantities.get(index) else { return true };
    apart(&pair.claim.words, q) != apart(&pair.source.words, r)
        || pooled(&pair.claim.words, q) && !pooled(&pair.source.words, r)
        || shared_out(q, r, pair.source)
        || placed(pair.claim, pair.view, Some(pair.document), (r, &place(pair.source, index)))
}

/// How far from a figure, in tokens, its place may be named.
const BESIDE: usize = 5;

/// Figures so far apart that they can hardly be of one thing, unless only the scale's word differs.
fn likely(q: &Quantity, r: &Quantity, near: f32) -> bool {
    let based = |q: &Quantity| match q.kind {
        Kind::Measure(unit) => (q.value * unit.factor).abs(),
        _ => q.value.abs(),
    };
    let (low, high) = (based(q).min(based(r)), based(q).max(based(r)));
    let measures = matches!((q.kind, r.kind), (Kind::Measure(_), Kind::Measure(_)));
    q.kind != r.kind && !measures
        || high <= if near >= 0.7 { 1e3 } else { 30.0 } * low
        || [1e3, 1e6, 1e9].iter().any(|f| (low * f - high).abs() <= high * 0.01)
}

/// The sentence satisfies the claim's `k`-th figure; beside a figure with a bound, one for it to differ from is enough.
fn known(case: &Case, view: &View, k: usize, bounded: bool) -> bool {
    let Some(q) = case.claim.quantities.get(k).filter(|q| !bounded || q.comparable()) else { return bounded };
    let differs = || view.facts.quantities.iter().any(|r| matches!(compare::quantity(q, r), Comparison::Different | Comparison::Near));
    support::quantity(case, view, k) || bounded && differs()
}

/// A number that is part of a name: “the Furious Five”.
pub fn named(facts: &Facts, k: usize) -> bool {
    facts.quantities.get(k).is_some_and(|q| facts.names.iter().any(|n| n.span.contains(q.number)))
}

/// “Outside Spain (and Portugal)”: the source may say “in other countries”.
fn outside(claim: &Facts, k: usize) -> bool {
    let Some(name) = claim.names.get(k) else { return false };
    let named = |i: usize| claim.names.iter().any(|n| n.tokens.contains(&i));
    let joins = |i: usize| named(i) || matches!(claim.words.fold(i), "the" | "of" | "and" | "or" | ",");
    let from = (name.tokens.start.saturating_sub(OUTSIDE)..name.tokens.start).rev().find(|i| !joins(*i));
    from.is_some_and(|i| matches!(claim.words.fold(i), "outside" | "beyond"))
}

/// Tokens before a name in which “outside” stands.
const OUTSIDE: usize = 6;

/// The sentence has a figure of the claim that was counted out to three digits or more, as it stands there.
pub fn copied(case: &Case, view: &View) -> bool {
    let plain = |q: &&Quantity| q.bound == Bound::Exact && q.comparable() && q.half > 0.0;
    let mine = case.claim.quantities.iter().filter(plain);
    let same = |q: &Quantity| view.facts.quantities.iter().filter(plain).any(|r| r.kind == q.kind && r.value == q.value);
    mine.filter(|q| compare::digits(q) >= COUNTED).any(same)
}

/// So much of what the claim says around its figure is said around the source's.
const FULLY: f32 = 0.75;
/// So much less is said around a figure without a noun of its own than around one of the claim's thing, that it is none of that.
const FARTHER: f32 = 0.2;
/// A clause says so much of the claim around a figure that stands nowhere that it need not be told which of several it is.
const NEARLY: f32 = 0.85;
/// Digits that only a count gives, not an estimate.
const COUNTED: usize = 3;

/// “(Japan Times)” behind the claim only says where it was read, if the sources speak of it.
fn cited(case: &Case, k: usize) -> bool {
    let Some(name) = case.claim.names.get(k) else { return false };
    let words = &case.claim.words;
    let (before, after) = (name.tokens.start.checked_sub(1).map_or("", |b| words.fold(b)), words.fold(name.tokens.end));
    let last = name.tokens.end + 2 >= words.len();
    before == "(" && after == ")" && last && Bearer::of(case.claim, k).is_some_and(|b| known::mentioned(case.sources, b))
}

/// The conflict of the claim's `i`-th figure with the one that tells of the same thing.
pub fn conflicts(case: &Case, mine: &[Range<usize>], i: usize) -> Option<Conflict> {
    let q = case.claim.quantities.get(i)?;
    let found = beside(case, mine, i);
    let passes = |at: &usize| gates(case, i, &found, *at, |g| g.iter().all(|(_, open)| open())).unwrap_or(false);
    let b = found.get((0..found.len().min(4)).find(passes)?)?;
    let r = b.figure()?;
    let slot = Slot::Quantity(i, b.index);
    let plain = q.bound == Bound::Exact && r.bound == Bound::Exact;
    let d = Difference { slot, rule: "number-conflict", claimed: q.number, found: r.number, replaceable: plain };
    let regime = if matches!(q.bound, Bound::Exact | Bound::About) { "paraphrase" } else { "bounded" };
    let mut out = conflict(case, b.view, &d, regime);
    if !(0..case.claim.quantities.len()).all(|k| k == i || support::quantity(case, b.view, k)) {
        out.gates.push("another figure differs as well");
    }
    Some(out)
}

/// For `explain`: the sources' figures beside the claim's `i`-th, with the gates that stayed shut.
pub fn weighed(case: &Case, mine: &[Range<usize>], i: usize) -> Vec<String> {
    let found = beside(case, mine, i);
    let one = |(at, b): (usize, &Beside)| {
        let text = case.sources.get(b.view.candidate.source).map_or("", |s| &s.document.text);
        let shut = |g: &[Gate]| g.iter().filter(|(_, open)| !open()).map(|g| g.0).collect::<Vec<_>>().join(", ");
        let shut = gates(case, i, &found, at, shut).unwrap_or_default();
        let number = b.figure().map_or("", |r| r.span.of(text));
        format!("“{number}” {:?} near {:.2}/{:.2} head {:?} shut [{shut}]", b.comparison, b.near, b.here, b.head)
    };
    found.iter().enumerate().take(4).map(one).collect()
}
