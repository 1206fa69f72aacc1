//! The same person with another title at the same body: “the guild's treasurer X” where the source has “guild secretary X”.

use super::super::Conflict;
use super::super::Place;
use super::super::assess::Case;
use super::super::known::Bearer;
use super::{SENTENCES, Time, agree, person, then, time, told};
use crate::corpus::Source;
use crate::evidence::{Facts, Likeness};
use crate::language::Words;
use crate::language::lexicon::{self, Group, Together};
use crate::mention::name::{self, NameKind};
use std::ops::Range;

/// Words before the head of a title that may belong to it, and words after it that tell of what it is.
const LONGEST: usize = 4;
/// Words that stand for one another.
const ALIKE: f32 = 0.6;
/// How many sentences after one that names somebody may tell of him as “he”.
const AFTER: u32 = 2;

/// A title of a person: what somebody is, and of what.
#[derive(Clone, Debug)]
struct Title {
    /// Without the body.
    tokens: Range<usize>,
    /// The word that carries it.
    head: usize,
    /// The organisation, country or place it is of.
    body: Option<Range<usize>>,
    /// Into the names.
    person: Option<usize>,
    time: Time,
}

impl Title {
    /// Without the words at its beginning that belong to a body which the other sentence names: “Harbour Club” of “Harbour Club coach”.
    fn parted(&self, words: &Words, body: Option<&Range<usize>>, other: &Words) -> Title {
        let Some(body) = body.filter(|_| self.body.is_none()) else { return self.clone() };
        let part = |k: &usize| body.clone().any(|j| alike_body(other, j, words, *k));
        let from = self.tokens.start;
        let to = (from..self.head).take_while(part).last().map_or(from, |k| k + 1);
        Title { tokens: to..self.tokens.end, body: (to > from).then_some(from..to), ..self.clone() }
    }
}

/// The titles of a sentence. Of courtesy none.
fn titles(facts: &Facts) -> Vec<Title> {
    let words = &facts.words;
    let mut out: Vec<Title> = Vec::new();
    for head in 0..words.len() {
        let inside = out.last().is_some_and(|t| t.tokens.contains(&head));
        if inside || !carries(facts, head) || carries(facts, head + 1) {
            continue;
        }
        let start = (head.saturating_sub(LONGEST)..head).rev().take_while(|k| within(facts, *k)).last().unwrap_or(head);
        let end = field(facts, head);
        let (body, all) = match before(facts, start) {
            Some(body) => (Some(body), start..end),
            None => after(facts, end).map_or((None, start..end), |body| (Some(body.clone()), start..body.end)),
        };
        let person = person(facts, &all).filter(|p| present(facts, *p, &all));
        // “while Ambassador X spoke”: the title stands for itself
        let follows = person.and_then(|p| facts.names.get(p)).is_some_and(|n| n.tokens.start >= end);
        let time = match time(words, &(start..end)) {
            Time::Then if follows && !then(words, &(start..end)) => Time::Unsaid,
            time => time,
        };
        out.push(Title { tokens: start..end, head, body, person, time });
    }
    out
}

/// The word is the head of a title, and no part of a name.
fn carries(facts: &Facts, k: usize) -> bool {
    let words = &facts.words;
    let plain = words.tokens.get(k).is_some_and(|t| t.is_word() && t.span.len() > 2) && words.fold(k) == words.lemma(k);
    plain && name::is_role(words.lemma(k)) && !facts.names.iter().any(|n| n.tokens.contains(&k) && (n.certain || n.tokens.len() > 1))
}

/// The word before a title's head belongs to it.
fn within(facts: &Facts, k: usize) -> bool {
    let words = &facts.words;
    let Some(t) = words.tokens.get(k).filter(|t| t.is_word()) else { return false };
    let (fold, role) = (words.fold(k), name::is_role(words.fold(k)) || name::modifies_role(words.fold(k)));
    if Group::Changing.has(fold) || Group::Sometime.has(fold) || bounds(facts, k) || facts.dates.iter().any(|d| d.tokens.contains(&k)) {
        return false;
    }
    role || t.content() && (t.capital || (!lexicon::is_verb(t.key) || fold == words.lemma(k)) && !fold.ends_with("ly"))
}

/// The word is part of a name that cannot belong to a title: an acronym, a country, a body, a person, an address.
fn bounds(facts: &Facts, k: usize) -> bool {
    let words = &facts.words;
    let acronym = words.tokens.get(k).is_some_and(|t| t.upper && t.span.len() > 1) && !name::is_role(words.fold(k));
    let address = k > 0 && words.fold(k - 1) == "." && words.tokens.get(k).is_some_and(|t| !t.spaced);
    let named = |n: &name::Name| n.tokens.contains(&k) && (n.certain || n.kind != NameKind::Other);
    acronym || address || lexicon::alias(words, k).is_some() || facts.names.iter().any(named)
}

/// The end of a title that tells of what it is: “head of sales”, “adviser on trade”, “editor in chief”.
fn field(facts: &Facts, head: usize) -> usize {
    let words = &facts.words;
    if words.fold(head + 1) == "in" && words.fold(head + 2) == "chief" {
        return head + 3;
    }
    if words.fold(head + 1) == "/" && name::is_role(words.fold(head + 2)) {
        return head + 3;
    }
    let word = |k: usize, capital: bool| words.tokens.get(k).is_some_and(|t| t.is_word() && t.content() && t.capital == capital);
    let capital = words.fold(head + 1) == "for" && word(head + 2, true);
    if !matches!(words.fold(head + 1), "of" | "for" | "on") || !(capital || word(head + 2, false)) {
        return head + 1;
    }
    (head + 2..head + 2 + LONGEST).take_while(|k| word(*k, capital)).last().map_or(head + 1, |k| k + 1)
}

/// “The guild's”, “IIHF”, “Norland” right before a title that begins at token `start`.
fn before(facts: &Facts, start: usize) -> Option<Range<usize>> {
    let words = &facts.words;
    let last = start.checked_sub(1)?;
    let capital =
        |k: usize| words.tokens.get(k).is_some_and(|t| t.is_word() && t.capital && !t.stop) || matches!(words.fold(k), "." | "-" | "&");
    let from = |end: usize| (end.saturating_sub(LONGEST)..end).rev().take_while(|k| capital(*k)).last();
    if words.fold(last) == "'s" || words.fold(last) == "'" {
        let owner = last.checked_sub(1)?;
        return from(last).or_else(|| words.tokens.get(owner).filter(|t| t.is_word() && t.content()).map(|_| owner)).map(|f| f..last);
    }
    let mine = facts.names.iter().find(|n| n.tokens.contains(&last) && n.kind != NameKind::Person);
    mine.map(|n| n.tokens.clone()).or_else(|| bounds(facts, last).then(|| from(start)).flatten().map(|f| f..start))
}

/// “Of the Harbour Museum”, “at Dorne Radio” after a title that ends at token `end`.
fn after(facts: &Facts, end: usize) -> Option<Range<usize>> {
    let words = &facts.words;
    if !matches!(words.fold(end), "of" | "at" | "for" | "with" | "in") {
        return None;
    }
    let from = end + 1 + usize::from(words.fold(end + 1) == "the");
    let part = |k: &usize| {
        words.tokens.get(*k).is_some_and(|t| t.is_word() && t.capital || !t.spaced && !matches!(words.fold(*k), "," | "." | "'s"))
    };
    let to = (from..(from + 2 * LONGEST).min(words.len())).take_while(part).last()? + 1;
    words.tokens.get(from).is_some_and(|t| t.capital).then_some(from..to)
}

/// The title is said to be somebody's now, or where it tells when at that time; not “X was treasurer”, and in no row of names.
fn present(facts: &Facts, p: usize, title: &Range<usize>) -> bool {
    let words = &facts.words;
    let Some(n) = facts.names.get(p) else { return false };
    let listed = title.end < n.tokens.start
        && matches!(words.fold(n.tokens.end), ",")
        && facts.names.iter().any(|o| o.tokens.start > n.tokens.end && o.tokens.start <= n.tokens.end + 2);
    // the title vouches for a name of which nothing else tells what it is
    let person = n.kind == NameKind::Person || n.kind == NameKind::Other && !n.certain && !n.acronym && n.tokens.len() >= 2;
    person && words.fold(n.tokens.end) != "was" && !listed
}

/// A title of the claim's that a source gives the same person otherwise.
pub fn conflict(case: &Case) -> Option<Conflict> {
    titles(case.claim).iter().find_map(|t| differing(case, t))
}

fn differing(case: &Case, mine: &Title) -> Option<Conflict> {
    let person = Bearer::of(case.claim, mine.person?)?;
    let head = person.head()?;
    if mine.time == Time::Moved || !person.full() || lexicon::together(case.claim.words.lemma(mine.head), "") == Together::Freely {
        return None;
    }
    told(case, &mine.tokens, head)?;
    let claim = &case.claim.words;
    let mut rival: Option<(Range<usize>, Place, Place)> = None;
    for (i, source) in case.sources.iter().enumerate() {
        for at in source.sentences_with(head).take(SENTENCES) {
            let Some(span) = source.sentences.get(at as usize).copied() else { continue };
            let facts = Facts::of(&source.document.text, span, &[], None);
            let all = titles(&facts);
            let ours =
                |t: &&Title| t.person.and_then(|p| Bearer::of(&facts, p)).is_some_and(|o| o.head() == Some(head) && agree(person, o));
            for theirs in all.iter().filter(ours) {
                let theirs = &theirs.parted(&facts.words, mine.body.as_ref(), claim);
                let mine = &mine.parted(claim, theirs.body.as_ref(), &facts.words);
                let full = theirs.person.and_then(|p| Bearer::of(&facts, p)).is_some_and(|o| o.full());
                let tie = tied(case, mine, &facts, theirs);
                if tie == Tie::Other {
                    continue;
                }
                if theirs.time != mine.time || !differ(case, mine, &facts, theirs, tie) {
                    return None;
                }
                // a surname alone may be another's
                if full {
                    let found = facts.words.cover(theirs.tokens.start, theirs.tokens.end);
                    rival.get_or_insert((mine.tokens.clone(), Place { source: i, span: found }, Place { source: i, span }));
                }
            }
            let free = |t: &Title| t.person.is_none_or(|p| Bearer::of(&facts, p).is_some_and(|o| o.head() == Some(head)));
            if says(case, mine, &facts, &all, &free) || spoken_of(case, mine, source, at) {
                return None;
            }
        }
    }
    let (title, found, evidence) = rival?;
    Some(super::conflict(case, &title, found, evidence))
}

/// The words of the claim's title stand in the sentence, and not as the title of another person or of another body.
fn says(case: &Case, mine: &Title, facts: &Facts, all: &[Title], open: &dyn Fn(&Title) -> bool) -> bool {
    let (claim, words) = (&case.claim.words, &facts.words);
    let content = mine.tokens.clone().filter(|k| claim.tokens.get(*k).is_some_and(|t| t.content() || t.upper));
    // “its treasurer”, said of nobody: the guild treasurer may be meant
    let key = claim.tokens.get(mine.head).map(|t| t.key);
    let shorter = |t: &Title| words.tokens.get(t.head).map(|t| t.key) == key && whole(words, t, claim, mine);
    if all.iter().any(|t| t.person.is_none() && shorter(t) && tied(case, mine, facts, t) != Tie::Other) {
        return true;
    }
    let has = |k: usize| claim.tokens.get(k).is_some_and(|t| words.tokens.iter().any(|o| o.key == t.key));
    if !content.into_iter().all(has) {
        return false;
    }
    let heads = (0..words.len()).filter(|k| words.tokens.get(*k).map(|t| t.key) == key);
    // a title of his that lacks a word of it has been weighed as such
    let inside = |t: &Title, k: usize| t.tokens.clone().any(|j| words.tokens.get(j).map(|o| o.key) == claim.tokens.get(k).map(|o| o.key));
    let has_all = |t: &Title| mine.tokens.clone().filter(|k| claim.tokens.get(*k).is_some_and(|t| t.content())).all(|k| inside(t, k));
    let others = |k: usize| {
        all.iter()
            .any(|t| t.tokens.contains(&k) && (!open(t) || tied(case, mine, facts, t) == Tie::Other || t.person.is_some() && !has_all(t)))
    };
    heads.into_iter().any(|k| !others(k))
}

/// A sentence after one that names him has the title for nobody else: “He is its treasurer.”
fn spoken_of(case: &Case, mine: &Title, source: &Source, at: u32) -> bool {
    let key = case.claim.words.tokens.get(mine.head).map(|t| t.key);
    (at + 1..=at + AFTER).filter(|n| key.is_some_and(|k| source.has_in(k, *n))).any(|next| {
        let Some(span) = source.sentences.get(next as usize).copied() else { return false };
        let facts = Facts::of(&source.document.text, span, &[], None);
        let all = titles(&facts);
        says(case, mine, &facts, &all, &|t: &Title| t.person.is_none())
    })
}

/// How the bodies of two titles stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tie {
    Same,
    /// One of them is not named.
    Unsaid,
    Other,
}

fn tied(case: &Case, mine: &Title, facts: &Facts, theirs: &Title) -> Tie {
    let (a, b) = (&case.claim.words, &facts.words);
    let heard = |k: &usize| a.tokens.get(*k).is_some_and(|t| !t.content() || case.sources.iter().any(|s| s.has(t.key)));
    match (&mine.body, &theirs.body) {
        (Some(x), Some(y)) => {
            let shared = x.clone().any(|i| y.clone().any(|j| alike_body(a, i, b, j)));
            let plain = |w: &Words, r: &Range<usize>| r.clone().all(|k| w.tokens.get(k).is_some_and(|t| !t.capital));
            match (plain(a, x), plain(b, y)) {
                _ if shared => Tie::Same,
                // “the club's”: which one stands before it
                (true, false) | (false, true) => Tie::Unsaid,
                _ => Tie::Other,
            }
        }
        (Some(x), None) if !x.clone().all(|k| heard(&k)) => Tie::Other,
        _ => Tie::Unsaid,
    }
}

fn alike_body(a: &Words, i: usize, b: &Words, j: usize) -> bool {
    let same =
        a.tokens.get(i).zip(b.tokens.get(j)).is_some_and(|(x, y)| x.content() && x.key == y.key || x.upper && a.fold(i) == b.fold(j));
    let people = lexicon::alias(a, i).zip(lexicon::alias(b, j)).is_some_and(|((_, x), (_, y))| x.group == y.group);
    same || people
}

/// Nobody has both at one body.
fn differ(case: &Case, mine: &Title, facts: &Facts, theirs: &Title, tie: Tie) -> bool {
    let (a, b) = (&case.claim.words, &facts.words);
    let broad = |w: &Words, t: &Title| t.tokens.len() == 1 && w.is(t.head, Group::BroadRole);
    let (Some(x), Some(y)) = (a.tokens.get(mine.head), b.tokens.get(theirs.head)) else { return false };
    if broad(a, mine) || broad(b, theirs) {
        return false;
    }
    let wider = lexicon::is_broader(x.key, y.key) || lexicon::is_broader(y.key, x.key);
    let like = Likeness::new(a, b);
    match lexicon::together(a.lemma(mine.head), b.lemma(theirs.head)) {
        Together::Freely => false,
        Together::Apart => !wider && like.at(mine.head, theirs.head) < ALIKE && !whole(a, mine, b, theirs) && !whole(b, theirs, a, mine),
        // which body it is of tells no two titles apart, so that both bodies have to be told
        Together::ByField if tie == Tie::Other || mine.body.is_none() || theirs.body.is_none() => false,
        Together::ByField => {
            let (p, q) = (told_of(a, mine), told_of(b, theirs));
            let lesser = |w: &Words, t: &Title| t.tokens.clone().any(|k| w.is(k, Group::Lesser));
            let apart = !p.is_empty() && !q.is_empty() && !p.iter().any(|i| q.iter().any(|j| like.at(*i, *j) >= ALIKE));
            apart || p.is_empty() && q.is_empty() && tie == Tie::Same && x.key == y.key && lesser(a, mine) != lesser(b, theirs)
        }
    }
}

/// Every word of the first title stands in the second.
fn whole(a: &Words, mine: &Title, b: &Words, theirs: &Title) -> bool {
    let key = |w: &Words, k: usize| w.tokens.get(k).map(|t| t.key);
    mine.tokens.clone().all(|i| theirs.tokens.clone().any(|j| key(a, i) == key(b, j)))
}

/// The words of a title that tell of what it is: neither its head nor its rank.
fn told_of(words: &Words, title: &Title) -> Vec<usize> {
    let ranked = lexicon::tells_by_rank(words.lemma(title.head));
    let tells = |k: &usize| {
        let content = words.tokens.get(*k).is_some_and(|t| t.content());
        *k != title.head && content && (ranked || !lexicon::tells_rank(words.fold(*k))) && !words.is(*k, Group::Lesser)
    };
    title.tokens.clone().filter(tells).collect()
}
