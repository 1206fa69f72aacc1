//! What somebody is really called: the full, real or birth name, and the names between the first and the last.

use super::super::assess::Case;
use super::super::{Conflict, Place};
use super::people::{self, Sentence, quote};
use crate::evidence::Facts;
use crate::language::{Words, lexicon};
use crate::mention::name::near;
use std::ops::Range;

/// How many tokens of a sentence may stand before the name that it defines.
const OPENING: usize = 2;
/// How many tokens may stand between the name and what it is known as: brackets with a birth and a place.
const BRACKETS: usize = 40;
/// How many words may stand between “known” and the name: “professionally by his stage name”.
const KNOWN: usize = 6;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// “Full name”: also what somebody came to be called.
    Full,
    /// “Real name”: behind another one that is not.
    Real,
    Birth,
    Middle,
}

/// A name given to somebody; ranges of tokens.
#[derive(Clone, Debug)]
struct Called {
    kind: Kind,
    whose: Range<usize>,
    name: Range<usize>,
}

/// The claim's name of somebody, for which a source has another.
pub fn conflict(case: &Case) -> Option<Conflict> {
    let mine = claimed(case.claim)?;
    let words = &case.claim.words;
    let light = |w: &str| matches!(w, "real" | "full" | "birth" | "actual" | "middle" | "name" | "born" | "given" | "legal");
    let said = |k: usize| mine.whose.contains(&k) || mine.name.contains(&k);
    let (whose, name) = (telling(words, mine.whose.clone()), telling(words, mine.name.clone()));
    if whose.is_empty() || name.is_empty() || !case.claim.dates.is_empty() || !people::settled(case, said, light) {
        return None;
    }
    let key = words.tokens.get(mine.whose.clone())?.iter().rev().find(|t| t.content()).map(|t| t.key)?;
    let mut rival: Option<(Sentence, Range<usize>)> = None;
    for s in people::sentences(case, key)? {
        let theirs = given(&s.facts, mine.kind, &whose);
        if let Some(found) = theirs {
            let other = telling(&s.facts.words, found.clone());
            let agrees = rival.as_ref().is_none_or(|(r, f)| telling(&r.facts.words, f.clone()) == other);
            if !agrees || !apart(mine.kind, &name, &other) {
                return None;
            }
            if rival.is_none() {
                rival = Some((Sentence { facts: s.facts.clone(), ..s }, found));
            }
        }
    }
    let (s, found) = rival?;
    let other = telling(&s.facts.words, found.clone());
    // what is new in the claim's name is said by no source
    let fresh = |k: &usize| {
        !other.contains(&words.fold(*k)) && !whose.contains(&words.fold(*k)) && words.tokens.get(*k).is_some_and(|t| t.content())
    };
    if mine.name.clone().filter(fresh).any(|k| people::heard(case, words, k)) {
        return None;
    }
    let place = |span| Place { source: s.source, span };
    let span = s.facts.words.cover(found.start, found.end);
    let claimed = words.cover(mine.name.start, mine.name.end);
    Some(case.finding("name-conflict", claimed, place(span), place(s.span), vec!["predicate", "called"]))
}

/// “NAME's real name is NAME”, “NAME was born under the name of NAME”; nothing more.
fn claimed(facts: &Facts) -> Option<Called> {
    let words = &facts.words;
    let (kind, end, link) = (1..words.len().saturating_sub(2)).find_map(|k| match words.fold(k) {
        "name" if matches!(words.fold(k + 1), "is" | "was") => {
            let kind = kind(words.fold(k - 1))?;
            let owner = k.checked_sub(2)?;
            matches!(words.fold(owner), "'s" | "'" | "’").then_some((kind, owner, k + 2))
        }
        "born" if matches!(words.fold(k - 1), "is" | "was") => {
            let under = words.fold(k + 1) == "under" && words.fold(k + 2) == "the" && words.fold(k + 3) == "name";
            let of = usize::from(words.fold(k + 4) == "of");
            (under || words.fold(k + 1) == "as").then_some((Kind::Birth, k - 1, if under { k + 4 + of } else { k + 2 }))
        }
        _ => None,
    })?;
    let (whose, name) = (before(words, end), after(words, link));
    let ends = (name.end..words.len()).all(|k| !words.tokens.get(k).is_some_and(|t| t.is_word() || t.is_number()));
    (!whose.is_empty() && !name.is_empty() && ends).then_some(Called { kind, whose, name })
}

fn kind(word: &str) -> Option<Kind> {
    match word {
        "full" => Some(Kind::Full),
        "real" | "actual" => Some(Kind::Real),
        "birth" => Some(Kind::Birth),
        "middle" => Some(Kind::Middle),
        _ => None,
    }
}

/// What the sentence gives as such a name of whom the claim speaks.
fn given(facts: &Facts, kind: Kind, whose: &[&str]) -> Option<Range<usize>> {
    let words = &facts.words;
    let start = (0..=OPENING).find(|k| words.tokens.get(*k).is_some_and(|t| t.capital && t.is_word()));
    let opening = start.map(|k| after(words, k)).unwrap_or(0..0);
    let head = telling(words, opening.clone());
    let bracket = matches!(words.fold(opening.end), "(" | "lrb");
    let about = |r: Range<usize>| {
        let theirs = telling(words, r);
        let first = theirs.first() == whose.first();
        first && (theirs.iter().all(|w| whose.contains(w)) || whose.iter().all(|w| theirs.contains(w)))
    };
    let born = |k: usize| words.fold(k) == "born" || facts.dates.iter().any(|d| d.tokens.contains(&k));
    let close = (opening.end..(opening.end + BRACKETS).min(words.len())).find(|k| matches!(words.fold(*k), ")" | "rrb"));
    let defined = bracket && close.is_some_and(|c| (opening.end..c).any(born));
    // “NAME Other Surname (born 1950) was the mother of NAME Surname”
    let namesake = close.is_some_and(|c| (c..words.len()).any(|k| whose.last().is_some_and(|w| words.fold(k) == *w)));
    match kind {
        Kind::Middle => {
            let around = ends(whose, &head) && head.len() > 2 && !namesake;
            (defined && around).then(|| opening.start + 1..opening.end - 1)
        }
        Kind::Full | Kind::Real if defined && known_as(words, opening.end, whose) => {
            let behind = kind == Kind::Full || !head.iter().any(|w| whose.contains(w));
            (behind && head.len() > 1).then_some(opening)
        }
        Kind::Full => (defined && !namesake && ends(whose, &head) && head.len() > 2).then_some(opening),
        _ => {
            // “NAME (born NAME, 3 May 1950)”, “NAME was born (as) NAME in”
            let inside = bracket && words.fold(opening.end + 1) == "born";
            let told = matches!(words.fold(opening.end), "was" | "is") && words.fold(opening.end + 1) == "born";
            let from = opening.end + 2 + usize::from(words.fold(opening.end + 2) == "as");
            let name = after(words, from);
            let full = telling(words, name.clone()).len() > 1 && !facts.dates.iter().any(|d| d.tokens.contains(&from));
            ((inside || told) && about(opening) && full).then_some(name)
        }
    }
}

/// First and last are the same: “NAME Surname”, “NAME Other Surname”.
fn ends(whose: &[&str], head: &[&str]) -> bool {
    let (Some(first), Some(last)) = (head.first(), head.last()) else { return false };
    whose.len() == 2 && whose.last() == Some(last) && whose.first().is_some_and(|f| f == first || lexicon::same_first_name(f, first))
}

/// “(born …) better known as NAME”, “… known professionally by his stage name NAME”, after token `from`.
fn known_as(words: &Words, from: usize, whose: &[&str]) -> bool {
    let Some(known) = (from..(from + BRACKETS).min(words.len())).find(|k| words.fold(*k) == "known") else { return false };
    let verb = |k: usize| matches!(words.fold(k), "is" | "was" | "who" | "has");
    let named = (known + 1..known + 1 + KNOWN).find(|k| words.tokens.get(*k).is_some_and(|t| t.capital));
    let by = matches!(words.fold(known + 1), "as" | "by") || matches!(words.fold(known + 2), "as" | "by");
    // the name of a work, of a partner: “known for”, “his brother, known as”
    let same = named.is_some_and(|k| telling(words, after(words, k)) == whose);
    let plain =
        |k: usize| verb(k) || matches!(words.fold(k), "with" | "and" | "brother" | "sister" | "son" | "daughter" | "wife" | "husband");
    by && same && !(from..known).any(plain)
}

/// The two names cannot be one: neither is part of the other, their first words are no spellings of one another.
fn apart(kind: Kind, mine: &[&str], theirs: &[&str]) -> bool {
    let (Some(first), Some(other)) = (mine.first(), theirs.first()) else { return false };
    if kind == Kind::Middle {
        return !mine.iter().any(|w| theirs.iter().any(|t| people::first_alike(w, t)));
    }
    let within = |a: &[&str], b: &[&str]| a.iter().all(|w| b.contains(w));
    if mine.len() < 2 || within(mine, theirs) || within(theirs, mine) {
        return false;
    }
    // the same first and last name: what stands between differs
    if first == other && mine.last() == theirs.last() {
        let (Some(x), Some(y)) = (mine.get(1..mine.len() - 1), theirs.get(1..theirs.len() - 1)) else { return false };
        return !x.is_empty() && !y.is_empty() && apart(Kind::Middle, x, y);
    }
    // a surname that was changed
    if kind == Kind::Birth && first == other && mine.len() == 2 && theirs.len() == 2 {
        return !mine.last().zip(theirs.last()).is_some_and(|(a, b)| near(a, b));
    }
    !mine.contains(other) && !theirs.contains(first) && !people::first_alike(first, other)
}

/// The folded words of the range, without particles; none where one is an initial, which may stand for any.
fn telling(words: &Words, range: Range<usize>) -> Vec<&str> {
    let mut out = Vec::new();
    for k in range {
        let Some(t) = words.tokens.get(k).filter(|t| t.is_word() && t.capital) else { continue };
        if t.span.len() < 2 || lexicon::is_title_abbreviation(words.fold(k)) {
            // the A of “A-One” is none
            if words.fold(k + 1) != "-" {
                return Vec::new();
            }
        }
        out.push(words.fold(k));
    }
    out
}

/// The row of capitals that starts at token `from`, quotation marks left out.
fn after(words: &Words, from: usize) -> Range<usize> {
    let mut start = from;
    while quote(words, start) || words.fold(start) == "the" && start == from {
        start += 1;
    }
    let mut end = start;
    while belongs(words, end) || end > start && joint(words, end) && belongs(words, end + 1) {
        end += 1;
    }
    start..end
}

/// The row of capitals that ends before token `end`.
fn before(words: &Words, end: usize) -> Range<usize> {
    let mut start = end;
    while start > 0 && (belongs(words, start - 1) || start > 1 && start < end && joint(words, start - 1) && belongs(words, start - 2)) {
        start -= 1;
    }
    start..end
}

fn belongs(words: &Words, k: usize) -> bool {
    words.tokens.get(k).is_some_and(|t| t.is_word() && t.capital && !matches!(words.fold(k), "the" | "'s"))
}

/// Between the words of a name: a hyphen, a particle.
fn joint(words: &Words, k: usize) -> bool {
    matches!(words.fold(k), "-" | "de" | "van" | "von" | "der" | "den" | "da" | "di" | "del" | "la" | "al" | "bin" | "ibn" | "el" | "dos")
}
