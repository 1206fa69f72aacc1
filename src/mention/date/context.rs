//! What stands around a date: range marks behind it, “about”, “late” and the relation before it.

use super::calendar::{PartialDate, Portion, Unit};
use super::read::Scan;
use super::{DateMention, Found, Relation, number};
use crate::text::Span;

/// Joins a range, reads the words before the date, and makes the mention. `None` when a glued number shows that it was no date.
pub(super) fn finish(scan: &Scan, found: Found, floor: usize) -> Option<DateMention> {
    let mut found = found;
    let lead = lead(scan, found.from, floor, found.weekday.is_some());
    let mut relation = lead.relation;
    if found.end.is_none() && found.relative.is_none() {
        let opened = matches!(relation, Relation::From) || lead.between;
        match join(scan, &mut found, opened) {
            Joined::Range => {
                relation = if matches!(relation, Relation::From) || lead.between { Relation::Range } else { bounded(relation) }
            }
            Joined::Open => relation = Relation::Since,
            Joined::Broken => return None,
            Joined::No => {}
        }
    } else if found.end.is_some() {
        relation = bounded(relation);
    }
    if matches!(relation, Relation::From | Relation::At) && found.end.is_none() && scan.fold(found.to).starts_with("onward") {
        relation = Relation::Since;
    }
    if matches!(relation, Relation::From) && scan.fold(found.to) == "on" && !scan.token(found.to + 1).is_some_and(|t| t.is_word()) {
        relation = Relation::Since;
    }
    found.start = if found.start.unit() == Unit::Unknown { found.start } else { found.start.with_portion(lead.portion) };
    let from = lead.from.min(found.from);
    Some(DateMention {
        span: scan.words.cover(from, found.to),
        tokens: from..found.to,
        relation_span: lead.relation_span,
        start: found.start,
        end: found.end,
        relation,
        approximate: lead.approximate,
        relative: found.relative,
        weekday: found.weekday,
        alternative: found.alternative,
        resolved: false,
        inferred_year: false,
    })
}

/// A range keeps the relations that bound it from one side.
fn bounded(relation: Relation) -> Relation {
    match relation {
        Relation::Before | Relation::After | Relation::By | Relation::Until | Relation::AsOf => relation,
        _ => Relation::Range,
    }
}

enum Joined {
    Range,
    /// “2010–present”
    Open,
    No,
    Broken,
}

/// Extends `found` over “–2014”, “ to June 2015”, “/99”.
fn join(scan: &Scan, found: &mut Found, opened: bool) -> Joined {
    let at = found.to;
    let dash = scan.is_dash(at) || scan.fold(at) == "/" && scan.glued(at);
    let word = matches!(scan.fold(at), "to" | "until" | "till" | "through" | "thru") || opened && scan.fold(at) == "and";
    let tight = dash && scan.glued(at) && scan.glued(at + 1);
    if !dash && !word {
        return Joined::No;
    }
    if matches!(scan.fold(at + 1), "present" | "date" | "now" | "today") && found.start.year().is_some() && scan.fold(at) != "and" {
        found.to = at + 2;
        return Joined::Open;
    }
    let year = if matches!(found.start.unit(), Unit::Year | Unit::Fiscal) { found.start.year() } else { None };
    if let Some(y) = year
        && tight
        && let Some(two) = number::digits(scan.fold(at + 1), 2)
    {
        let end = y - y.rem_euclid(100) + two;
        let end = if two == 0 && y.rem_euclid(100) == 99 { end + 100 } else { end };
        if end <= y || super::year::counted(scan, at + 2) || scan.glued(at + 2) && scan.is_dash(at + 2) {
            return Joined::Broken;
        }
        found.end = PartialDate::of_year(end, found.start.unit());
        found.alternative = u8::try_from(two)
            .ok()
            .and_then(|m| PartialDate::new(Some(y), Some(m), None))
            .filter(|_| scan.token(at).is_some_and(|t| t.span.of(scan.text) == "-"));
        found.to = at + 2;
        return Joined::Range;
    }
    let second = if scan.capital(at + 1) || scan.number(at + 1) { scan.absolute(at + 1, true) } else { None };
    let Some(second) = second.filter(|s| s.end.is_none() && s.relative.is_none()) else {
        return if tight && year.is_some() && scan.number(at + 1) { Joined::Broken } else { Joined::No };
    };
    let kin = found.start.unit() == second.start.unit();
    if word && !opened && !kin {
        return Joined::No;
    }
    let Some(start) = inherit(found.start, second.start) else { return Joined::No };
    if let (Some(a), Some(b)) = (start.days(), second.start.days())
        && a.0 > b.1
    {
        return Joined::No;
    }
    found.start = start;
    found.end = Some(second.start);
    found.to = second.to;
    Joined::Range
}

/// The first date of a range takes the year of the last (“May to June 2015”), or the one before (“December to January 2016”).
fn inherit(first: PartialDate, last: PartialDate) -> Option<PartialDate> {
    match (first.year(), last.year()) {
        (None, Some(y)) => first.in_year(if first.month() > last.month() { y - 1 } else { y }),
        (Some(_), None) => None,
        _ => Some(first),
    }
}

struct Lead {
    /// First token of the date with its portion.
    from: usize,
    relation: Relation,
    relation_span: Option<Span>,
    approximate: bool,
    portion: Option<Portion>,
    between: bool,
}

/// Reads backwards from the date: modifiers, then at most one relation.
fn lead(scan: &Scan, from: usize, floor: usize, weekday: bool) -> Lead {
    let mut lead = Lead { from, relation: Relation::At, relation_span: None, approximate: false, portion: None, between: false };
    let mut k = from;
    for _ in 0..8 {
        if k <= floor {
            break;
        }
        let word = scan.fold(k - 1);
        match word {
            "the" | "year" | "years" | "sometime" | "both" | "even" | "just" | "shortly" | "soon" | "day" => {}
            "," | "." if weekday && from - k < 3 => {}
            _ if weekday && from - k < 4 && super::read::weekday_name(word).is_some() => {}
            "-" if scan.glued(k) && scan.glued(k - 1) => {}
            "." if matches!(scan.back(k, 2), "c" | "ca") => {}
            "early" | "earlier" | "beginning" | "start" | "mid" | "middle" | "late" | "later" | "end" => {
                let of = matches!(word, "beginning" | "start" | "middle" | "end");
                if of && (scan.fold(k) != "of" || scan.back(k, 2) == "weekend") {
                    break;
                }
                lead.portion = lead.portion.or(portion(word));
                lead.from = lead.from.min(k - 1);
            }
            "of" if matches!(scan.back(k, 2), "beginning" | "start" | "middle" | "end" | "month") => {}
            "month" if scan.fold(k) == "of" => {}
            "about" | "circa" | "c" | "ca" | "around" | "approximately" | "roughly" | "~" => lead.approximate = true,
            "(" | "," => break,
            _ => {
                if let Some((relation, width)) = relation(scan, k, floor) {
                    lead.relation = relation;
                    lead.between = word == "between";
                    lead.relation_span = Some(scan.words.cover(k - width, k));
                    after_relation(scan, k - width, floor, &mut lead);
                }
                break;
            }
        }
        k -= 1;
    }
    lead
}

fn portion(word: &str) -> Option<Portion> {
    match word {
        "early" | "beginning" | "start" => Some(Portion::Early),
        "mid" | "middle" => Some(Portion::Mid),
        "late" | "end" => Some(Portion::Late),
        _ => None,
    }
}

/// “late in 2014”; “not until 2015” tells when something happened.
fn after_relation(scan: &Scan, k: usize, floor: usize, lead: &mut Lead) {
    if k <= floor {
        return;
    }
    if lead.relation == Relation::At && matches!(scan.fold(k - 1), "early" | "late") && scan.fold(k) == "in" && lead.portion.is_none() {
        lead.portion = portion(scan.fold(k - 1));
    }
    if lead.relation == Relation::Until
        && (1..=6).any(|n| k >= floor + n && matches!(scan.fold(k - n), "not" | "n't" | "never" | "no" | "only" | "nor"))
    {
        lead.relation = Relation::At;
    }
}

/// The relation told by the words that end before token `k`, and how many they are.
fn relation(scan: &Scan, k: usize, floor: usize) -> Option<(Relation, usize)> {
    let second = if k >= floor + 2 { scan.fold(k - 2) } else { "" };
    Some(match (second, scan.fold(k - 1)) {
        ("as", "of" | "at") => (Relation::AsOf, 2),
        ("prior", "to") | ("earlier" | "sooner", "than") => (Relation::Before, 2),
        ("later", "than") if k >= floor + 3 && scan.fold(k - 3) == "no" => (Relation::By, 3),
        ("later", "than") => (Relation::After, 2),
        ("beginning" | "starting" | "effective", "in" | "on" | "from") => (Relation::Since, 2),
        ("up", "to" | "until" | "till") => (Relation::Until, 2),
        (_, "before" | "pre") => (Relation::Before, 1),
        (_, "after" | "following" | "post") => (Relation::After, 1),
        (_, "by") => (Relation::By, 1),
        (_, "until" | "till" | "through") => (Relation::Until, 1),
        (_, "since") => (Relation::Since, 1),
        (_, "during" | "throughout") => (Relation::During, 1),
        (_, "from" | "between") => (Relation::From, 1),
        (_, "in" | "on" | "at" | "of" | "for") => (Relation::At, 1),
        _ => return None,
    })
}
