//! The place of a name or a noun in its clause: it does something, something is done to it, or it hangs on a word by a preposition.

use crate::evidence::{Facts, Likeness};
use crate::language::lexicon::{self, Group};
use crate::language::{Words, inflected};
use std::ops::Range;

/// How far left of a preposition the word lies on which it hangs, in tokens.
const REACH: usize = 7;
/// How many small words may stand between a subject and its verb.
const STEPS: usize = 6;
/// The longest thrust between commas after a subject, in tokens.
const THRUST: usize = 8;

/// A place in a clause. The numbers are tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// It does what the verb says, or is what the adjective says.
    Doer(usize),
    /// The verb is done to it.
    Undergoer(usize),
    /// The word that it hangs on, and the preposition.
    Behind(usize, usize),
}

impl Slot {
    /// The word that gives the place.
    pub fn word(self) -> usize {
        match self {
            Slot::Doer(v) | Slot::Undergoer(v) | Slot::Behind(v, _) => v,
        }
    }
}

/// How alike two places are: the likeness of the words that give them, 0 where they are of two sorts.
pub fn likeness(mine: (&Words, Slot), theirs: (&Words, Slot), like: &Likeness) -> f32 {
    let same = match (mine.1, theirs.1) {
        (Slot::Doer(_), Slot::Doer(_)) | (Slot::Undergoer(_), Slot::Undergoer(_)) => true,
        (Slot::Behind(_, p), Slot::Behind(_, q)) => one_tie(mine.0.fold(p), theirs.0.fold(q)),
        _ => false,
    };
    if same { like.at(mine.1.word(), theirs.1.word()) } else { 0.0 }
}

/// One preposition, or two that say whereto.
pub fn one_tie(mine: &str, theirs: &str) -> bool {
    let whereto = |w: &str| matches!(w, "to" | "into" | "towards" | "toward");
    mine == theirs || whereto(mine) && whereto(theirs)
}

/// Names and single nouns of a sentence, as tokens.
pub fn units(facts: &Facts) -> Vec<Range<usize>> {
    let words = &facts.words;
    let mut out: Vec<Range<usize>> = facts.names.iter().map(|n| n.tokens.clone()).collect();
    let named = |k: usize| facts.names.iter().any(|n| n.tokens.contains(&k));
    let inner = |k: usize| {
        let t = words.tokens.get(k);
        t.is_some_and(|t| t.is_word() && t.content() && !t.capital) && !inflected(words, k) && !adverb(words, k)
    };
    for k in 0..words.len() {
        let noun = words.tokens.get(k).is_some_and(|t| t.is_word() && t.content() && (!t.capital || k == 0)) && !named(k);
        if noun && !adverb(words, k) && !inner(k + 1) {
            out.push(k..k + 1);
        }
    }
    out
}

/// The places in which a unit stands.
pub fn slots(facts: &Facts, unit: &Range<usize>) -> Vec<Slot> {
    let words = &facts.words;
    let (left, right) = (before(facts, unit), after(words, unit).or_else(|| wished(words, unit, opening(facts, unit))));
    let ing = |v: usize| words.fold(v).ends_with("ing");
    // “X using …”: whose doing it is is said elsewhere
    let helped = |v: usize| {
        (unit.end..v).any(|k| words.is(k, Group::Auxiliary) || matches!(words.lemma(k), "keep" | "begin" | "continue" | "start"))
    };
    let led = opening(facts, unit).checked_sub(1).is_some_and(|k| words.fold(k) == "with");
    match (left.first(), right) {
        // “agreed the US would”: what was agreed is a clause
        (Some(Slot::Undergoer(v)), Some(own)) => {
            let clause = words.is(unit.end, Group::Auxiliary) || words.lemma_is(*v, Group::ReportsClause);
            if clause { doings(words, own) } else { left }
        }
        // “with X raising …”
        (Some(Slot::Behind(_, p)), Some(Slot::Doer(v))) if words.fold(*p) == "with" && ing(v) => vec![Slot::Doer(v)],
        (Some(_), _) => left,
        (None, Some(Slot::Doer(v))) if ing(v) && !helped(v) && !led => Vec::new(),
        (None, Some(own)) => doings(words, own),
        (None, None) => Vec::new(),
    }
}

/// A subject's verb, and those that go on from it: “X asked for time and had lowered the price”.
fn doings(words: &Words, first: Slot) -> Vec<Slot> {
    let mut out = vec![first];
    let Slot::Doer(from) = first else { return out };
    let mut k = from + 1;
    while k < words.len() && !matches!(words.fold(k), ";" | ":" | "\"") {
        if matches!(words.fold(k), "and" | "but") {
            out.extend(verb_from(words, k + 1));
        }
        k += 1;
    }
    out
}

/// The place that what follows a unit gives it.
fn after(words: &Words, unit: &Range<usize>) -> Option<Slot> {
    let mut at = unit.end;
    if matches!(words.fold(at), "or" | "and") && words.tokens.get(at + 1).is_some_and(|t| t.is_word() && t.content() && !t.capital) {
        at += 2;
    }
    if words.fold(at) == "." && words.fold(at + 1) == "," {
        at += 1;
    }
    if words.fold(at) == "," {
        if matches!(words.fold(at + 1), "who" | "which") {
            at += 1;
        } else {
            at = (at + 2..at + THRUST).find(|k| words.fold(*k) == ",")? + 1;
        }
    }
    if matches!(words.fold(at), "who" | "which" | "that") {
        at += 1;
    }
    // “the German side asked”, “Germany at times saw”
    if words.lemma_is(at, Group::SideNoun) && words.fold(at + 1) != "of" {
        at += 1;
    }
    if matches!(words.fold(at), "at" | "for") && matches!(words.fold(at + 1), "times" | "first" | "last" | "once" | "once," | "years") {
        at += 2;
    }
    if matches!(words.fold(at), "himself" | "herself" | "itself" | "themselves") {
        at += 1;
    }
    // “groups in the party and the trade persuaded”: past what they are of
    if matches!(words.fold(at), "of" | "in" | "from") {
        let goes_on = |k: usize| words.tokens.get(k).is_some_and(|t| t.is_word());
        let phrase = (at + 1..at + THRUST).take_while(|k| goes_on(*k));
        let verb = |k: &usize| words.is(*k, Group::Auxiliary) || words.fold(*k).ends_with("ed") && inflected(words, *k);
        at = phrase.into_iter().find(verb)?;
    }
    verb_from(words, at)
}

/// “Demanded that X open its market”: the base form of a verb after what was demanded.
fn wished(words: &Words, unit: &Range<usize>, from: usize) -> Option<Slot> {
    let that = from.checked_sub(1).is_some_and(|k| words.fold(k) == "that");
    let at = if words.lemma_is(unit.end, Group::SideNoun) { unit.end + 1 } else { unit.end };
    let t = words.tokens.get(at).filter(|t| t.is_word() && t.content() && !t.capital)?;
    (that && lexicon::is_verb(t.key) && words.fold(at) == words.lemma(at)).then_some(Slot::Doer(at))
}

/// The verb that begins at token `at`, small words before it passed over.
fn verb_from(words: &Words, mut at: usize) -> Option<Slot> {
    let (mut helped, mut passive, mut linked) = (false, false, false);
    for _ in 0..STEPS {
        let lemma = words.lemma(at);
        if words.is(at, Group::Auxiliary) {
            helped = true;
            (passive, linked) = (passive || lemma == "be", linked || lemma == "be");
        } else if matches!(lemma, "become" | "remain") {
            linked = true;
        } else if matches!(lemma, "keep" | "begin" | "continue" | "start") && inflected(words, at + 1) {
            helped = true;
        } else if lemma == "get" && inflected(words, at + 1) {
            passive = true;
        } else if !adverb(words, at) {
            break;
        }
        at += 1;
    }
    let t = words.tokens.get(at).filter(|t| t.is_word() && t.content() && !t.capital)?;
    let verb = helped && lexicon::is_verb(t.key) || inflected(words, at);
    match verb {
        true if passive && inflected(words, at) && !words.fold(at).ends_with("ing") => Some(Slot::Undergoer(at)),
        true => Some(Slot::Doer(at)),
        false => linked.then_some(Slot::Doer(at)),
    }
}

/// The places that what stands before a unit gives it.
fn before(facts: &Facts, unit: &Range<usize>) -> Vec<Slot> {
    let words = &facts.words;
    let Some(at) = opening(facts, unit).checked_sub(1) else { return Vec::new() };
    match words.fold(at) {
        "by" => {
            let done = (at.saturating_sub(REACH)..at).rev().take_while(|k| !breaks(words, *k)).find(|k| participle(words, *k));
            done.map_or_else(|| behind(words, at), |v| vec![Slot::Doer(v)])
        }
        "over" | "up" | "off" | "out" | "down" if at > 0 && inflected(words, at - 1) => vec![Slot::Undergoer(at - 1)],
        "of" | "to" | "with" | "from" | "for" | "on" | "against" | "in" | "at" | "over" | "into" | "towards" | "toward" | "after"
        | "as" => behind(words, at),
        _ => {
            let joined = at > 0 && words.fold(at - 1) == "-";
            let driven = inflected(words, at) && !joined || lexicon::is_verb(key(words, at)) && at > 0 && helps(words, at - 1);
            if driven { vec![Slot::Undergoer(at)] } else { Vec::new() }
        }
    }
}

/// Where the phrase of a unit begins: titles, articles and adjectives before it belong to it.
fn opening(facts: &Facts, unit: &Range<usize>) -> usize {
    let words = &facts.words;
    let role = facts.names.iter().find(|n| n.tokens == *unit).and_then(|n| n.role);
    let mut from = unit.start;
    let mut adjectives = 0;
    while let Some(at) = from.checked_sub(1) {
        let Some(t) = words.tokens.get(at) else { break };
        let article = matches!(words.fold(at), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "our" | "some" | "many" | "all");
        let titled = role.is_some_and(|r| r.contains(t.span));
        let plain = t.is_word() && t.content() && !t.capital && !inflected(words, at) && !adverb(words, at) && !governed(words, at);
        adjectives += usize::from(plain && !titled);
        if !(article || titled || plain && adjectives <= 2) {
            break;
        }
        from = at;
        if article {
            break;
        }
    }
    from
}

/// The base form of a verb after “to” or a helping verb: “force the US”.
fn governed(words: &Words, at: usize) -> bool {
    lexicon::is_verb(key(words, at)) && at.checked_sub(1).is_some_and(|b| helps(words, b))
}

fn helps(words: &Words, at: usize) -> bool {
    words.is(at, Group::Auxiliary) || words.fold(at) == "to" || adverb(words, at)
}

/// The words left of the preposition `at` on which it may hang.
fn behind(words: &Words, at: usize) -> Vec<Slot> {
    let content = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.is_word() && t.content());
    let left = (at.saturating_sub(REACH)..at).rev().take_while(|k| !breaks(words, *k)).filter(content).take(3);
    left.map(|k| Slot::Behind(k, at)).collect()
}

fn breaks(words: &Words, k: usize) -> bool {
    matches!(words.fold(k), "," | ";" | ":" | "and" | "but" | "who" | "which" | "that")
}

fn participle(words: &Words, k: usize) -> bool {
    inflected(words, k) && !words.fold(k).ends_with("ing") && !words.fold(k).ends_with('s')
}

fn adverb(words: &Words, k: usize) -> bool {
    let folded = words.fold(k);
    folded.len() > 4 && folded.ends_with("ly")
        || matches!(folded, "also" | "even" | "then" | "later" | "once" | "still" | "always" | "often" | "again" | "now")
}

fn key(words: &Words, k: usize) -> u32 {
    words.tokens.get(k).map_or(0, |t| t.key)
}
