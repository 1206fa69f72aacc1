//! Free paraphrase: the claim and the source share words, not their order. Only a value on the same thing,
//! with every name found and the periods agreeing, can carry a warning (ENGINE §1–2).

use super::Conflict;
use super::assess::{Case, conflict};
use super::compare::{self, Comparison};
use super::dates;
use super::difference::{Difference, Slot};
use super::figure::{self, Gate};
use super::view::View;
use super::{absent, apart, parallel, support, word};
use crate::evidence::{Facts, clause_at, clauses, content_words, points_elsewhere, states};
use crate::language::lexicon::Group;
use crate::mention::date::{DateMention, Relation, Unit};
use crate::mention::polarity::{Negation, NegationKind};
use crate::mention::quantity::{Kind, Quantity};
use crate::text::Span;
use std::ops::Range;

/// A value that satisfies the claim vetoes when its clause says this little less of the claim than the rival's.
const VETO_MARGIN: f32 = 0.2;
/// How much of what the claim says around a date must be said around the source's.
const DATED: f32 = 0.68;
/// The same where neither side has another date.
const LONE: f32 = 0.6;
/// The same for “before” or “after” a date, against a passage that was picked for the claim.
const SIDED: f32 = 0.35;
/// The same for a date finer than a year that satisfies the claim.
const TOLD: f32 = 0.6;
/// Words that an entry must have beside its figure.
const ENTRY: usize = 3;

pub fn conflicts(case: &Case) -> Vec<Conflict> {
    let mut out = Vec::new();
    if parallel::unnamed(case.claim) {
        return out;
    }
    let mine = clauses(case.claim);
    // “2013 surplus: 3.3 billion yen” is an entry unless the source says the same in a sentence, and has the figure nowhere
    let entry = parallel::fragment(case.claim);
    let says = |q: &Quantity| {
        let own = content_words(case.claim, 0..case.claim.words.len()) - content_words(case.claim, q.tokens.clone());
        own >= ENTRY
    };
    // a denied figure is no claim of it
    for i in (0..case.claim.quantities.len()).filter(|i| !denied(case, case.claim.quantities[*i].tokens.start)) {
        let told = |c: &Conflict| {
            !entry
                || says(&case.claim.quantities[i])
                    && absent::figure(case, i)
                    && case.views.iter().any(|v| c.evidence == Some(v.place()) && states(&v.facts))
        };
        out.extend(figure::conflicts(case, &mine, i).or_else(|| other_unit(case, i)).filter(told));
    }
    for i in (0..case.claim.dates.len()).filter(|_| !entry).filter(|i| !denied(case, case.claim.dates[*i].tokens.start)) {
        out.extend(date(case, &mine, i));
    }
    out
}

/// A negation of the claim bears on token `at`, and the sentence nearest to the claim has none.
fn denied(case: &Case, at: usize) -> bool {
    let full = |facts: &Facts| facts.negations.iter().any(|n| n.kind != NegationKind::Lexical);
    let before = |n: &&Negation| case.claim.words.tokens.get(at).is_some_and(|t| n.cue.start < t.span.start);
    let bears = case.claim.negations.iter().filter(|n| n.kind != NegationKind::Lexical).any(|n| before(&n));
    bears && !case.views.iter().max_by(|a, b| a.coverage.own.total_cmp(&b.coverage.own)).is_some_and(|v| full(&v.facts))
}

/// The claim's clause around token `at`; the whole claim where the clause says too little by itself.
pub fn around(case: &Case, clauses: &[Range<usize>], at: usize) -> Range<usize> {
    let clause = clause_at(clauses, at);
    if content_words(case.claim, clause.clone()) >= 3 { clause } else { 0..case.claim.words.len() }
}

/// A source value beside one of the claim's: in which view, which, how much of the claim its clause says.
struct Rival<'a> {
    view: &'a View,
    index: usize,
    near: f32,
    comparison: Comparison,
}

/// What of the claim's clause the sentence can say: not the subject, for which it has only a pronoun.
fn said(case: &Case, view: &View, mine: &Range<usize>) -> Range<usize> {
    let unsaid = word::unsaid(case, view);
    if mine.start < unsaid.end && unsaid.end < mine.end { unsaid.end..mine.end } else { mine.clone() }
}

/// All source values of the claim's kind, best clause first.
fn rivals<'a>(case: &'a Case, mine: &Range<usize>, values: impl Fn(&'a View) -> Vec<(usize, usize, Comparison)>) -> Vec<Rival<'a>> {
    let mut out: Vec<Rival> = Vec::new();
    for view in case.views.iter().filter(|v| v.prose) {
        for (index, token, comparison) in values(view) {
            if comparison != Comparison::Incomparable {
                let near = view.near(case.claim, said(case, view, mine), token);
                out.push(Rival { view, index, near, comparison });
            }
        }
    }
    out.sort_by(|a, b| b.near.total_cmp(&a.near));
    out
}

/// The one value that the claim's conflicts with: nothing as near satisfies it, and no other value is as near.
fn single<'a>(rivals: &'a [Rival<'a>], floor: f32) -> Option<&'a Rival<'a>> {
    let best = rivals.first().filter(|r| r.near >= floor && r.comparison == Comparison::Different)?;
    let contested = rivals.iter().skip(1).any(|r| match r.comparison {
        Comparison::Different => r.near >= best.near - 0.08 && !(std::ptr::eq(r.view, best.view) && r.index == best.index),
        _ => r.near >= best.near - VETO_MARGIN,
    });
    (!contested).then_some(best)
}

/// Every name of the claim is found, and every date and other value that the claim gives agrees with the sentence.
fn agrees(case: &Case, view: &View, except: Slot) -> bool {
    let unsaid = word::unsaid(case, view);
    let pointed = |i: usize| case.claim.names.get(i).is_some_and(|n| unsaid.start <= n.tokens.start && n.tokens.end <= unsaid.end);
    (0..case.claim.names.len()).all(|i| pointed(i) || support::name(case, view, i))
        && (!unsaid.is_empty() || capitals(case, view))
        && (0..case.claim.dates.len()).all(|i| matches!(except, Slot::Date(k, _) if k == i) || support::same_date(case, view, i))
        && (0..case.claim.quantities.len())
            .all(|i| matches!(except, Slot::Quantity(k, _) if k == i) || figure::named(case.claim, i) || support::quantity(case, view, i))
}

/// Every capitalised word inside the claim is found, also one that no name was made of.
pub fn capitals(case: &Case, view: &View) -> bool {
    let words = &case.claim.words;
    let named = |i: usize| case.claim.names.iter().any(|n| n.tokens.contains(&i)) || case.claim.dates.iter().any(|d| d.tokens.contains(&i));
    let tokens = words.tokens.iter().enumerate().skip(1);
    tokens.filter(|(i, t)| t.capital && t.content() && !named(*i)).all(|(i, _)| view.coverage.found.get(i).is_some_and(|f| *f >= 0.75))
}

/// The same figure in another currency, which the sentence does not know.
fn other_unit(case: &Case, i: usize) -> Option<Conflict> {
    let q = case.claim.quantities.get(i)?;
    let Kind::Money(mine) = q.kind else { return None };
    for view in case.views.iter().filter(|v| v.prose && v.coverage.own >= 0.6) {
        let money = |r: &Quantity| if let Kind::Money(code) = r.kind { Some(code) } else { None };
        if view.facts.quantities.iter().any(|r| money(r) == Some(mine)) {
            return None;
        }
        let same = |r: &&Quantity| money(r).is_some() && (r.value - q.value).abs() <= q.half.min(r.half);
        let mut rivals = view.facts.quantities.iter().enumerate().filter(|(_, r)| same(r));
        if let (Some((j, r)), None) = (rivals.next(), rivals.next())
            && agrees(case, view, Slot::Quantity(i, j))
        {
            let d =
                Difference { slot: Slot::Quantity(i, j), rule: "number-conflict", claimed: q.number, found: r.number, replaceable: true };
            return Some(conflict(case, view, &d, "paraphrase"));
        }
    }
    None
}

/// The dates of one sentence beside the claim's `i`-th: how near each stands, and how it compares.
pub fn dates_in(case: &Case, view: &View, i: usize) -> Vec<(f32, Comparison)> {
    let Some(d) = case.claim.dates.get(i) else { return Vec::new() };
    let mine = around(case, &clauses(case.claim), d.tokens.start);
    let pairs = view.facts.dates.iter().map(|r| (r, compare::date(d, r))).filter(|(_, c)| *c != Comparison::Incomparable);
    pairs.map(|(r, c)| (view.near(case.claim, mine.clone(), r.tokens.start), c)).collect()
}

fn rival_dates<'a>(case: &'a Case, clauses: &[Range<usize>], i: usize) -> Vec<Rival<'a>> {
    let Some(date) = case.claim.dates.get(i) else { return Vec::new() };
    let mine = around(case, clauses, date.tokens.start);
    rivals(case, &mine, |view| {
        // a date that another of the claim's is met by is taken
        let taken = |r| (0..case.claim.dates.len()).any(|k| k != i && compare::date(&case.claim.dates[k], r) == Comparison::Satisfied);
        let dates = view.facts.dates.iter().enumerate();
        let free = dates.filter(|(_, r)| compare::date(date, r) == Comparison::Satisfied || !taken(*r));
        free.map(|(j, r)| (j, r.tokens.start, sided(case.claim, date, &view.facts, r))).collect()
    })
}

/// How the dates compare; what happened in 1998 did not happen before 1998, nor after. “Soon after that film's 1998 release” and
/// “a few days before 3 May” lie beside the border.
fn sided(claim: &Facts, note: &DateMention, facts: &Facts, source: &DateMention) -> Comparison {
    let beside = |facts: &Facts, at: usize, reach: usize, words: &[&str]| {
        let back = (at.saturating_sub(reach)..at).rev().take_while(|k| facts.words.fold(*k) != ",");
        back.into_iter().any(|k| words.contains(&facts.words.lemma(k)))
    };
    let offset = || beside(claim, note.tokens.start, 4, &["day", "week", "month", "year", "hour", "soon", "shortly", "just"]);
    let placed = || beside(facts, source.tokens.start, 5, &["after", "before", "following", "since", "until", "by"]);
    match compare::date(note, source) {
        Comparison::Near | Comparison::Incomparable
            if facts.negations.is_empty() && compare::on_border(note, source) && !offset() && !placed() =>
        {
            Comparison::Different
        }
        other => other,
    }
}

/// What happened is the same on both sides: of the claim's common words (the verb among them) most stand in the sentence,
/// and all where there are few. “Released in 2002” says nothing against “formed in 1996”.
pub fn same_event(case: &Case, view: &View) -> bool {
    let tokens = case.claim.words.tokens.iter().enumerate();
    let words = &case.claim.words;
    let idle = |i: usize| words.lemma_is(i, Group::Light) || matches!(words.lemma(i), "schedule" | "plan" | "set" | "slate" | "other");
    let all: Vec<usize> = tokens.filter(|(i, t)| !t.capital && case.claim.about(*i)).map(|(i, _)| i).collect();
    // “occurred” and “is scheduled for” say nothing of what it was, unless nothing else does
    let telling: Vec<usize> = all.iter().copied().filter(|i| !idle(*i)).collect();
    let common = if telling.is_empty() { all } else { telling };
    // “It was founded in 1920”: that and nothing else has to be there
    if !word::unsaid(case, view).is_empty() && common.is_empty() {
        return false;
    }
    let found =
        common.iter().filter(|i| view.coverage.inside.get(**i).is_some_and(|f| *f >= 0.75) || view.otherwise(case.claim, **i)).count();
    if common.len() < 3 { found == common.len() } else { found * 3 >= common.len() * 2 }
}

/// Runs `look` over the gates between the claim's `i`-th date and `found[at]`, cheap ones first.
fn date_gates<T>(case: &Case, mine: &Range<usize>, i: usize, found: &[Rival], look: impl FnOnce(&[Gate]) -> T) -> Option<T> {
    let (date, best) = (case.claim.dates.get(i)?, found.first()?);
    let there = best.view.facts.dates.get(best.index)?;
    let slot = Slot::Date(i, best.index);
    let picked = sides(date) && best.comparison == Comparison::Different && figure::picked(case, best.view);
    let clear = picked && compare::date(date, there) == Comparison::Different;
    // who gives the very figure that was counted gives the day of counting too
    let counted = || figure::copied(case, best.view);
    let tells = |facts: &Facts, d: &DateMention| {
        dates::tells(facts, d)
            || d.relation == Relation::AsOf && counted() && dates::tells(facts, &DateMention { relation: Relation::At, ..d.clone() })
    };
    // a date that can neither be met nor missed stands as near: the claim may be about that
    let open = |r: &DateMention| {
        compare::date(date, r) == Comparison::Incomparable
            && !compare::on_border(date, r)
            && best.view.near(case.claim, said(case, best.view, mine), r.tokens.start) >= best.near
    };
    Some(look(&[
        ("statement", &|| states(case.claim) && !points_elsewhere(case.claim) && !parallel::entries(case.claim, &best.view.facts)),
        ("single", &|| {
            let only = best.view.facts.dates.len() == 1 && case.claim.dates.len() == 1;
            let floor = if clear {
                SIDED
            } else if only || picked {
                LONE
            } else {
                DATED
            };
            single(found, floor).is_some()
        }),
        ("tells", &|| tells(&best.view.facts, there) && tells(case.claim, date)),
        ("no open date", &|| !best.view.facts.dates.iter().any(open)),
        ("no attribute", &|| !modifies(case.claim, date)),
        // another date of the same sentence that fits speaks for the claim, whatever stands nearer
        ("no support", &|| {
            let same = |r: &Rival| r.comparison == Comparison::Satisfied && std::ptr::eq(r.view, best.view);
            // “by autumn 1943”, told elsewhere of about the same, is no chance
            let told = |r: &Rival| r.comparison == Comparison::Satisfied && fine(date) && r.near >= TOLD;
            !found.iter().any(|r| r.comparison != Comparison::Different && (r.near >= best.near - 0.25 || same(r)) || told(r))
        }),
        ("same event", &|| picked || same_event(case, best.view) || counted()),
        ("one thing", &|| {
            !apart::things(case.claim, best.view) && !apart::act(case.claim, best.view, date.tokens.start, there.tokens.start)
        }),
        ("agrees", &|| agrees(case, best.view, slot)),
        ("covered", &|| picked || best.view.coverage.own >= 0.5 || !word::unsaid(case, best.view).is_empty()),
    ]))
}

/// Finer than a year.
fn fine(date: &DateMention) -> bool {
    !matches!(date.start.unit(), Unit::Unknown | Unit::Century | Unit::Decade | Unit::Fiscal | Unit::Year)
}

/// “Before 1985”, “after May”: says little, and of that the source's date is clearly on the other side.
fn sides(date: &DateMention) -> bool {
    matches!(date.relation, Relation::Before | Relation::After)
}

fn date(case: &Case, clauses: &[Range<usize>], i: usize) -> Option<Conflict> {
    let date = case.claim.dates.get(i)?;
    let mine = around(case, clauses, date.tokens.start);
    let found = rival_dates(case, clauses, i);
    if !date_gates(case, &mine, i, &found, |g| g.iter().all(|(_, open)| open()))? {
        return None;
    }
    let best = found.first()?;
    let slot = Slot::Date(i, best.index);
    // “after 1872” is not mended by another year behind “after”
    let (found, plain) = (&best.view.facts.dates[best.index], date.told() == date.span);
    let d = Difference { slot, rule: "date-conflict", claimed: date.span, found: found.span, replaceable: plain };
    Some(conflict(case, best.view, &d, "paraphrase"))
}

/// “Their 2019 fifth-round pick”, “a pick for 2014”: the year tells which thing is meant, not when something was.
fn modifies(facts: &Facts, date: &DateMention) -> bool {
    let words = &facts.words;
    let before = date.tokens.start.checked_sub(1).map_or("", |k| words.fold(k));
    let noun = words.tokens.get(date.tokens.end).is_some_and(|t| t.content() && t.spaced);
    before == "for" || noun && matches!(before, "its" | "their" | "his" | "her" | "our" | "'s")
}

/// For `explain`: each value of the claim with the source's values beside it, nearest first.
pub fn weighed(case: &Case) -> Vec<String> {
    let mine = clauses(case.claim);
    let line = |span: Span, rivals: Vec<Rival>, place: &dyn Fn(&Rival) -> Span| {
        let one = |r: &Rival| {
            let text = case.sources.get(r.view.candidate.source).map_or("", |s| &s.document.text);
            format!("“{}” {:?} near {:.2}", place(r).of(text), r.comparison, r.near)
        };
        format!("weighed “{}” against: {}", span.of(case.text), rivals.iter().take(4).map(one).collect::<Vec<_>>().join("; "))
    };
    let quantities = case
        .claim
        .quantities
        .iter()
        .enumerate()
        .map(|(i, q)| format!("weighed “{}” against: {}", q.span.of(case.text), figure::weighed(case, &mine, i).join("; ")));
    let shut = |i: usize, d: &DateMention| {
        let gates = |g: &[Gate]| g.iter().filter(|(_, open)| !open()).map(|g| g.0).collect::<Vec<_>>().join(", ");
        date_gates(case, &around(case, &mine, d.tokens.start), i, &rival_dates(case, &mine, i), gates).unwrap_or_default()
    };
    let dates = case.claim.dates.iter().enumerate().map(|(i, d)| {
        let told = line(d.span, rival_dates(case, &mine, i), &|r| r.view.facts.dates[r.index].span);
        format!("{told} shut [{}]", shut(i, d))
    });
    quantities.chain(dates).collect()
}
