//! Somebody's father and mother by name, and who holds a title now.

use super::super::assess::Case;
use super::super::known::Bearer;
use super::super::{Conflict, Place};
use super::people::{self, Sentence};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, Head};
use crate::mention::name::near;

/// Words between the name of a cup and its champion.
const REACH: usize = 6;

/// A statement that somebody has one father, a title one holder.
#[derive(Clone, Debug)]
struct Role {
    what: What,
    /// Into the names: who it is.
    holder: usize,
    /// The tokens among which stands whose father, of what the champion.
    of: std::ops::Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Father,
    Mother,
    Champion,
}

/// The claim's father or champion, for whom a source has another.
pub fn conflict(case: &Case) -> Option<Conflict> {
    let words = &case.claim.words;
    let cue = |k: usize| matches!(words.fold(k), "father" | "mother" | "champion" | "champions");
    let at = (0..words.len()).find(|k| cue(*k))?;
    let mine = role(case.claim, at, None)?;
    let holder = Bearer::of(case.claim, mine.holder)?;
    let plain = case.claim.dates.is_empty() && people::parts(&holder).iter().any(|p| p.len() > 1) && !holder.name.acronym;
    if !plain || strange(case, &mine) {
        return None;
    }
    let mut rival: Option<(Sentence, usize)> = None;
    for s in people::sentences(case, words.tokens.get(at)?.key)? {
        let cues = (0..s.facts.words.len()).filter(|k| s.facts.words.lemma(*k) == words.lemma(at));
        let theirs: Vec<Role> = cues.filter_map(|k| role(&s.facts, k, Some(case))).filter(|r| r.what == mine.what).collect();
        for r in theirs {
            let other = Bearer::of(&s.facts, r.holder)?;
            let agrees = rival
                .as_ref()
                .is_none_or(|(first, i)| Bearer::of(&first.facts, *i).is_some_and(|b| people::parts(&b) == people::parts(&other)));
            if !agrees || !of_same(case, &mine, &s.facts, &r) || !apart(mine.what, holder, other) || !s.facts.negations.is_empty() {
                return None;
            }
            if rival.is_none() {
                rival = Some((Sentence { facts: s.facts.clone(), ..s }, r.holder));
            }
        }
    }
    let (s, i) = rival?;
    let place = |span| Place { source: s.source, span };
    let found = place(s.facts.names.get(i)?.span);
    Some(case.finding("name-conflict", holder.name.span, found, place(s.span), vec!["predicate", "one value"]))
}

/// What the sentence says with the word at token `at`; with `open`, also of him whom the source's title names.
fn role(facts: &Facts, at: usize, open: Option<&Case>) -> Option<Role> {
    match facts.words.fold(at) {
        "father" => parent(facts, at, What::Father, open),
        "mother" => parent(facts, at, What::Mother, open),
        "champion" | "champions" => champion(facts, at),
        _ => None,
    }
}

/// “NAME's father (is) NAME”, “NAME, NAME's father,”, “his father NAME”.
fn parent(facts: &Facts, at: usize, what: What, open: Option<&Case>) -> Option<Role> {
    let words = &facts.words;
    let owner = at.checked_sub(1)?;
    let whose = if matches!(words.fold(owner), "'s" | "'" | "’") {
        let child = facts.names.iter().find(|n| n.tokens.end == owner)?;
        child.tokens.clone()
    } else if open.is_some() && matches!(words.fold(owner), "his" | "her") && owner == 0 {
        // at the beginning: his of whom the source tells
        owner..owner
    } else {
        return None;
    };
    let start = |k: usize| facts.names.iter().position(|n| n.tokens.start == k);
    let (next, stop) = (words.fold(at + 1), |k: usize| facts.names.get(k).map_or("", |n| words.fold(n.tokens.end)).to_string());
    let single = |i: &usize| !matches!(stop(*i).as_str(), "'s" | "'" | "’" | "and" | "or" | "&");
    let mut holder = match next {
        "is" | "was" => start(at + 2).or_else(|| start(at + 3).filter(|_| matches!(words.fold(at + 2), "called" | "named"))),
        "," => start(at + 2).filter(|i| stop(*i) == ","),
        _ => start(at + 1),
    };
    // “NAME, NAME's father, went”, “NAME is NAME's father”
    let before = whose.start.checked_sub(1).filter(|_| !whose.is_empty());
    if holder.is_none()
        && let Some(k) = before
        && (words.fold(k) == "," && next == "," || matches!(words.fold(k), "is" | "was"))
    {
        holder = facts.names.iter().position(|n| n.tokens.end == k && n.tokens.start == 0);
    }
    let holder = holder.filter(single)?;
    Some(Role { what, holder, of: whose })
}

/// “The current NAME champion(s) is NAME”, “NAME is the reigning NAME champion”, “the current champions of NAME are NAME”.
fn champion(facts: &Facts, at: usize) -> Option<Role> {
    let words = &facts.words;
    let current = |k: usize| matches!(words.fold(k), "current" | "reigning");
    let now = (at.saturating_sub(REACH)..at).rev().find(|k| current(*k))?;
    let copula = |k: usize| matches!(words.fold(k), "is" | "are");
    let ends =
        |k: usize| !words.tokens.get(k).is_some_and(|t| t.is_word()) || matches!(words.fold(k), "who" | "which" | "after" | "having");
    let opens = now == 0 || now == 1 && words.fold(0) == "the";
    let plain = (now + 1..at).all(|k| words.tokens.get(k).is_some_and(|t| t.capital || t.is_number()) || words.fold(k) == "-");
    if opens {
        let verb = (at + 1..(at + 1 + REACH).min(words.len())).find(|k| copula(*k))?;
        let of = if verb == at + 1 { now + 1..at } else { at + 1..verb };
        let linked = verb == at + 1 || matches!(words.fold(at + 1), "of" | "in");
        let holder =
            facts.names.iter().position(|n| n.tokens.start == verb + 1 || n.tokens.start == verb + 2 && words.fold(verb + 1) == "the")?;
        let end = facts.names.get(holder)?.tokens.end;
        return (linked && plain && ends(end) && words.fold(end) != "/").then_some(Role { what: What::Champion, holder, of });
    }
    // “NAME is the current NAME champion”, “NAME is the NAME reigning champion”
    let verb = (0..now).find(|k| copula(*k))?;
    let holder = facts.names.iter().position(|n| n.tokens.end == verb && n.tokens.start <= 1)?;
    let article = words.fold(verb + 1) == "the";
    let names = (verb + 2..now).all(|k| words.tokens.get(k).is_some_and(|t| t.capital));
    let of = if words.fold(at + 1) == "of" { at + 1..words.len() } else { verb + 2..at };
    let last = words.fold(at + 1) == "of" || (at + 1..words.len()).all(|k| !words.tokens.get(k).is_some_and(|t| t.is_word()));
    (article && plain && names && last).then_some(Role { what: What::Champion, holder, of })
}

/// The claim speaks of something that the sources do not: the child, the cup; or the holder stands in them.
fn strange(case: &Case, mine: &Role) -> bool {
    let words = &case.claim.words;
    let content = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.content());
    let cup = |k: &usize| !matches!(words.fold(*k), "current" | "reigning" | "champion" | "champions");
    let known = mine.of.clone().filter(content).filter(cup).all(|k| people::heard(case, words, k));
    let holder = case.claim.names.get(mine.holder).map_or(0..0, |n| n.tokens.clone());
    let second = |k: &usize| *k > holder.start && lexicon::may_head(words.fold(*k), Head::Organisation);
    let own = |k: &usize| mine.of.clone().any(|o| words.fold(o) == words.fold(*k));
    let named = mine.of.clone().filter(cup).any(|k| content(&k));
    !known || !named || holder.clone().filter(content).filter(|k| !own(k) && !second(k)).any(|k| people::heard(case, words, k))
}

/// The source's sentence is of the same child or cup: by its name, or as that of which the source tells.
fn of_same(case: &Case, mine: &Role, facts: &Facts, theirs: &Role) -> bool {
    let (words, claim) = (&facts.words, &case.claim.words);
    let content = |w: &Words, k: usize| w.tokens.get(k).is_some_and(|t| t.content()) && !matches!(w.fold(k), "current" | "reigning");
    let key = |w: &Words, k: usize| w.tokens.get(k).map(|t| t.key);
    let claimed = |k: usize| mine.of.clone().any(|c| key(claim, c) == key(words, k));
    let titled = |k: usize| key(words, k).is_some_and(|t| people::titled(case, t));
    let theirs_known = theirs.of.clone().filter(|k| content(words, *k)).all(|k| claimed(k) || titled(k));
    let told = theirs.of.clone().any(|k| content(words, k) && claimed(k));
    let subject = || mine.of.clone().filter(|k| content(claim, *k)).all(|k| key(claim, k).is_some_and(|t| people::titled(case, t)));
    theirs_known && (told || subject())
}

/// Two names that cannot be one's.
fn apart(what: What, a: Bearer, b: Bearer) -> bool {
    let (x, y) = (people::parts(&a), people::parts(&b));
    // “United” is in the names of many clubs
    let common = |p: &&str, q: &&str| p == q && lexicon::may_head(p, Head::Organisation) && x.first() != Some(p) && y.first() != Some(q);
    let alike = |p: &str, q: &str| p.starts_with(q) || q.starts_with(p) || near(p, q);
    let shared = x.iter().any(|p| y.iter().any(|q| alike(p, q) && !common(p, q)));
    let (Some(first), Some(other)) = (x.first(), y.first()) else { return false };
    match what {
        What::Champion => !shared,
        What::Father | What::Mother => [first, other].iter().all(|f| lexicon::is_first_name(f)) && !people::first_alike(first, other),
    }
}
