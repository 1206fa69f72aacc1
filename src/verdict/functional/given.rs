//! Which predicates with one value a sentence gives, and of what.

use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Functional, Group};
use std::ops::Range;

/// How far the value may stand from its verb, in tokens.
const REACH: usize = 10;
/// How many words may stand between the preposition and the name: “by the American rapper X”.
const APPOSED: usize = 5;

/// A value that a sentence gives for a predicate.
#[derive(Clone, Debug)]
pub struct Given {
    pub what: Functional,
    /// Into the names.
    pub name: usize,
    /// The verb or noun that says it.
    pub at: usize,
    /// The tokens among which the thing it is said of stands.
    pub of: Range<usize>,
}

/// A day that a sentence gives for what happens once.
#[derive(Clone, Debug)]
pub struct Dated {
    pub event: &'static str,
    /// Into the dates.
    pub date: usize,
    /// The tokens among which the thing it is said of stands.
    pub of: Range<usize>,
}

/// Everything that the sentence gives as the value of a predicate.
pub fn given(facts: &Facts) -> Vec<Given> {
    (0..facts.names.len()).flat_map(|i| [after_preposition(facts, i), of_noun(facts, i)]).flatten().collect()
}

/// “was directed by the Swede NAME”, “was born on 3 May 1950 in NAME”.
fn after_preposition(facts: &Facts, i: usize) -> Option<Given> {
    let words = &facts.words;
    let name = facts.names.get(i)?;
    // “by the English band X”
    let people = lexicon::alias(words, name.tokens.start).is_some_and(|(_, a)| a.kind == AliasKind::Demonym);
    if people && words.tokens.get(name.tokens.end).is_some_and(|t| t.is_word() && t.content()) {
        return None;
    }
    let floor = name.tokens.start.saturating_sub(APPOSED);
    let preposition = (floor..name.tokens.start).rev().find(|k| linking(words, *k))?;
    // what stands between belongs to the name: its title, its people, other names of the row
    let plain = (preposition + 1..name.tokens.start)
        .all(|k| words.tokens.get(k).is_some_and(|t| t.is_word() || matches!(words.fold(k), "," | "-" | "'s")) && !idle(words.fold(k)));
    if !plain {
        return None;
    }
    let low = preposition.saturating_sub(REACH);
    let at = (low..preposition)
        .rev()
        .take_while(|k| !matches!(words.fold(*k), ";" | ":" | "who" | "which" | "that"))
        .find(|k| lexicon::functional(words.lemma(*k), words.fold(preposition)).is_some())?;
    let what = lexicon::functional(words.lemma(at), words.fold(preposition))?;
    // between them dates, adverbs and other verbs of the row: nothing that the preposition could belong to
    let between = (at + 1..preposition).all(|k| {
        let dated = facts.dates.iter().any(|d| d.tokens.contains(&k));
        let t = words.tokens.get(k);
        dated
            || t.is_some_and(|t| {
                !t.is_word() || t.stop || words.fold(k).ends_with("ly") || words.fold(k).ends_with("ed") || words.fold(k) == "written"
            })
    });
    // “in a Kallar family”: the name only tells of which kind
    let kind = (preposition + 1..name.tokens.start).any(|k| matches!(words.fold(k), "a" | "an"))
        && words.tokens.get(name.tokens.end).is_some_and(|t| t.content() && t.is_word() && !t.capital);
    // “an album by X”, not “an album released by X”
    let passive = words.fold(preposition) != "by" || words.fold(at) != words.lemma(at) || what.relation == "maker" && preposition == at + 1;
    let made = what.relation != "maker" || preposition == at + 1;
    (between && passive && made && !kind).then_some(Given { what, name: i, at, of: subject(facts, at) })
}

/// Where the thing stands of which the word `at` says something: the clause before it, and of “X is a Danish film made by” only X.
fn subject(facts: &Facts, at: usize) -> Range<usize> {
    let words = &facts.words;
    let from = clause_start(words, at);
    let linked = (from + 1..at).find(|k| matches!(words.fold(*k), "is" | "was") && matches!(words.fold(*k + 1), "a" | "an" | "the"));
    let demonym = |k: usize| lexicon::alias(words, k).is_some_and(|(_, a)| a.kind == AliasKind::Demonym);
    let named = |from: usize| facts.names.iter().any(|n| n.tokens.start > from && n.tokens.end <= at && !demonym(n.tokens.start));
    let end = linked.filter(|k| !named(*k)).unwrap_or(at);
    resumed(facts, from, at).unwrap_or(from)..end
}

/// Where the subject stands after an opening that is none: “Founded in 2008 as one of eight clubs, NAME is owned by”.
fn resumed(facts: &Facts, from: usize, at: usize) -> Option<usize> {
    let words = &facts.words;
    let copula = at.checked_sub(1).filter(|k| matches!(words.fold(*k), "is" | "are" | "was" | "were"))?;
    let name = facts.names.iter().find(|n| n.tokens.end == copula)?;
    let start = name.tokens.start.checked_sub(1)?;
    let comma = if words.fold(start) == "the" { start.checked_sub(1)? } else { start };
    let opening = words.fold(from).ends_with("ed") || linking(words, from);
    let only = words.fold(comma) == "," && !(from..comma).any(|k| words.fold(k) == ",");
    (only && opening).then_some(comma + 1)
}

/// “the capital of X is NAME”, “NAME is the capital of X”.
fn of_noun(facts: &Facts, i: usize) -> Option<Given> {
    let words = &facts.words;
    let name = facts.names.get(i)?;
    let copula = |k: usize| matches!(words.fold(k), "is" | "was" | "are" | "were");
    if copula(name.tokens.end) && words.fold(name.tokens.end + 1) == "the" {
        let at = (name.tokens.end + 2..name.tokens.end + 5).find(|k| words.fold(k + 1) == "of")?;
        let what =
            lexicon::functional_noun(words.lemma(at)).filter(|_| words.lemma(at) == words.fold(at) || words.fold(at) == "headquarters")?;
        return Some(Given { what, name: i, at, of: at + 2..(at + 10).min(words.len()) });
    }
    let before = name.tokens.start.checked_sub(1)?;
    let verb = if matches!(words.fold(before), "in" | "the" | "at") { before.checked_sub(1)? } else { before };
    if !copula(verb) {
        return None;
    }
    let at = (verb.saturating_sub(8)..verb).rev().find(|k| lexicon::functional_noun(words.lemma(*k)).is_some())?;
    let what =
        lexicon::functional_noun(words.lemma(at)).filter(|_| words.lemma(at) == words.fold(at) || words.fold(at) == "headquarters")?;
    let owned = words.fold(at.checked_sub(1)?) == "'s";
    let of = if owned { at.saturating_sub(6)..at } else { at + 2..verb };
    (owned || words.fold(at + 1) == "of").then_some(Given { what, name: i, at, of })
}

fn linking(words: &Words, k: usize) -> bool {
    matches!(words.fold(k), "by" | "in" | "at" | "from" | "to" | "after" | "for" | "on" | "with" | "of" | "as" | "into" | "near" | "than")
}

/// A word that names no event of its own.
fn idle(folded: &str) -> bool {
    matches!(
        folded,
        "is" | "was" | "are" | "were" | "has" | "had" | "have" | "did" | "does" | "not" | "who" | "which" | "that" | "and" | "or" | "but"
    )
}

/// The first token of the stretch without a break that ends before `at`.
fn clause_start(words: &Words, at: usize) -> usize {
    (0..at).rev().find(|k| matches!(words.fold(*k), ";" | ":" | "who" | "which" | "that" | "where" | "when" | "while")).map_or(0, |k| k + 1)
}

/// Every date that the sentence gives for something that happens once.
pub fn dated(facts: &Facts) -> Vec<Dated> {
    let mut out = Vec::new();
    for i in 0..facts.dates.len() {
        out.extend(in_brackets(facts, i).or_else(|| of_work(facts, i)).or_else(|| of_verb(facts, i)));
    }
    out
}

/// “NAME (born 3 May 1950)”, “NAME (3 May 1950 – 4 June 2001)”.
fn in_brackets(facts: &Facts, i: usize) -> Option<Dated> {
    let words = &facts.words;
    let date = facts.dates.get(i)?;
    let open = (date.tokens.start.saturating_sub(14)..date.tokens.start).rev().find(|k| matches!(words.fold(*k), "(" | "lrb"))?;
    let closed = (open..date.tokens.start).any(|k| matches!(words.fold(k), ")" | "rrb"));
    let name = facts.names.iter().rfind(|n| n.tokens.end <= open && open - n.tokens.end <= 3)?;
    if closed {
        return None;
    }
    let of = name.tokens.clone();
    let before = |w: &[&str]| (open..date.tokens.start).any(|k| w.contains(&words.fold(k)));
    if before(&["born", "b"])
        && !before(&["died", "d"])
        && !(open..date.tokens.start).any(|k| facts.dates.iter().any(|d| d.tokens.contains(&k)))
    {
        return Some(Dated { event: "birth", date: i, of });
    }
    let dash = |k: usize| matches!(words.fold(k), "-" | "--" | "−");
    let full = date.start.day().is_some() && date.start.year().is_some();
    let first = full && dash(date.tokens.end) && words.tokens.get(date.tokens.end + 1).is_some_and(|t| t.is_number() || t.capital);
    let last = full
        && i > 0
        && facts.dates.get(i - 1).is_some_and(|d| d.tokens.end + 1 == date.tokens.start && dash(d.tokens.end) && d.start.day().is_some());
    if date.end.is_some() {
        return None;
    }
    (first || last).then_some(Dated { event: if first { "birth" } else { "death" }, date: i, of })
}

/// “NAME is a 2007 film”.
fn of_work(facts: &Facts, i: usize) -> Option<Dated> {
    let words = &facts.words;
    let date = facts.dates.get(i)?;
    let article = date.tokens.start.checked_sub(1).filter(|k| matches!(words.fold(*k), "a" | "an" | "the"))?;
    let copula = article.checked_sub(1).filter(|k| matches!(words.fold(*k), "is" | "was"))?;
    let work = (date.tokens.end..date.tokens.end + 8)
        .take_while(|k| words.tokens.get(*k).is_some_and(|t| t.is_word() && !t.stop || words.fold(*k) == "-"));
    let work = work.into_iter().any(|k| Group::Work.has(words.lemma(k)));
    (work && date.tokens.len() == 1).then_some(Dated { event: "release", date: i, of: 0..copula })
}

/// “was released in Spain on DATE”, “in DATE the mine was opened”.
fn of_verb(facts: &Facts, i: usize) -> Option<Dated> {
    let words = &facts.words;
    let date = facts.dates.get(i)?;
    let start = date.tokens.start;
    let breaks = |k: usize| {
        matches!(
            words.fold(k),
            ";" | ":" | "who" | "which" | "that" | "where" | "when" | "while" | "(" | ")" | "and" | "but" | "lrb" | "rrb"
        )
    };
    let low = start.saturating_sub(REACH);
    let verb = |k: usize| {
        let t = words.tokens.get(k);
        t.is_some_and(|t| t.is_word() && !t.capital)
            && (words.fold(k) != words.lemma(k)
                || words.fold(k.wrapping_sub(1)) == "to"
                || idle(words.fold(k.wrapping_sub(1)))
                || words.fold(k).ends_with("ed"))
            && t.is_some_and(|t| lexicon::is_verb(t.key))
            && !words.fold(k).ends_with('s')
            && !words.fold(k).ends_with("ing")
    };
    let found = (low..start).rev().take_while(|k| !breaks(*k)).find(|k| verb(*k) && !idle(words.fold(*k)));
    if let Some(at) = found {
        // “to be opened”, “was planned to open”: the verb itself only
        let event = lexicon::event(words.lemma(at))?;
        let beginning = clause_start(words, at);
        return Some(Dated { event, date: i, of: beginning..at });
    }
    // at the beginning: the first verb of the clause
    let from = date.relation_span.map_or(start, |_| start.saturating_sub(2));
    let opens = (0..from).all(|k| !words.tokens.get(k).is_some_and(|t| t.content()));
    if !opens {
        return None;
    }
    let end = (date.tokens.end..words.len()).take(REACH + 4).take_while(|k| !breaks(*k)).find(|k| verb(*k) && !idle(words.fold(*k)))?;
    let event = lexicon::event(words.lemma(end))?;
    Some(Dated { event, date: i, of: date.tokens.end..end })
}
