//! Where the thing is: “Brandt is in Norway” beside “Brandt is a Danish town”, “a country in Asia” beside “a country in Africa”.

use super::super::difference::{Difference, Slot};
use super::super::view::View;
use super::beside::Beside;
use super::kind::{linking, same_subject};
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use crate::mention::name::NameKind;
use std::ops::Range;

/// A part of the world.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Area {
    Country(u16),
    /// By the first letters of its name: Africa, African.
    Continent([u8; 4]),
}

/// The claim puts its subject in another country or continent than the sentence does.
pub fn other(b: &Beside) -> Option<Difference> {
    let (mine, theirs) = (&b.claim.words, &b.source.words);
    let (verb, linked) = (linking(mine)?, linking(theirs)?);
    let at = located(mine, verb)?;
    let area = area(mine, at)?;
    let person = b.claim.names.iter().any(|n| n.tokens.start < verb && n.certain && n.kind == NameKind::Person);
    // “is a Danish physicist”: where somebody is, is not where they are from
    let of_people =
        (linked + 1..theirs.len().min(linked + 8)).any(|j| lexicon::sort_of(theirs.lemma(j)).is_some_and(|s| s.family == "person"));
    if person || of_people || !same_subject(b, &(0..verb), &(0..linked)) || b.guarded() {
        return None;
    }
    let (j, other) = (linked + 1..theirs.len()).find_map(|j| self::area(theirs, j).filter(|a| same_sort(*a, area)).map(|a| (j, a)))?;
    // what stands in the title or in another sentence may be where the thing lies, too
    let told = |v: &View| {
        let words = &v.facts.words;
        (0..words.len()).any(|k| self::area(words, k).is_some_and(|a| kin(a, area)) || v.like.at(at, k) >= 0.75)
    };
    if kin(area, other) || b.case.views.iter().any(told) {
        return None;
    }
    let name = b.claim.names.iter().find(|n| n.tokens.contains(&at)).map_or(at..at + 1, |n| n.tokens.clone());
    let found = b.source.names.iter().find(|n| n.tokens.contains(&j)).map_or(j..j + 1, |n| n.tokens.clone());
    let cover = |w: &Words, r: Range<usize>| w.cover(r.start, r.end);
    Some(Difference {
        slot: Slot::Opposite,
        rule: "name-conflict",
        claimed: cover(mine, name),
        found: cover(theirs, found),
        replaceable: false,
    })
}

/// The token of the place in “is in PLACE”, “is a town in PLACE”, “is located in the PLACE”, where nothing more is said.
fn located(words: &Words, verb: usize) -> Option<usize> {
    let preposition = (verb + 1..words.len().min(verb + 10)).find(|k| matches!(words.fold(*k), "in" | "within"))?;
    let plain = preposition == verb + 1 || matches!(words.fold(preposition - 1), "located" | "situated") && preposition == verb + 2;
    let noun = matches!(words.fold(verb + 1), "a" | "an" | "the")
        && lexicon::sort_of(words.lemma(preposition - 1)).is_some_and(|s| matches!(s.family, "place" | "body"));
    let from = preposition + 1;
    let at = (from..from + 3).find(|k| area(words, *k).is_some())?;
    let quarter =
        |k: usize| matches!(words.fold(k), "the" | "north" | "south" | "east" | "west" | "northern" | "southern" | "eastern" | "western");
    let len = lexicon::alias(words, at).map_or(1, |(len, _)| len);
    let ends = (at + len..words.len()).all(|k| words.tokens.get(k).is_some_and(|t| !t.is_word()));
    ((plain || noun) && (from..at).all(quarter) && ends).then_some(at)
}

fn area(words: &Words, at: usize) -> Option<Area> {
    if words.is(at, Group::Continent) && words.tokens.get(at).is_some_and(|t| t.capital) {
        return words.fold(at).as_bytes().first_chunk().copied().map(Area::Continent);
    }
    lexicon::alias(words, at).filter(|(_, a)| a.kind != lexicon::AliasKind::Organisation).map(|(_, a)| Area::Country(a.group))
}

fn same_sort(a: Area, b: Area) -> bool {
    matches!((a, b), (Area::Country(_), Area::Country(_)) | (Area::Continent(_), Area::Continent(_)))
}

/// The same, or peoples of which one is or was part of the other.
fn kin(a: Area, b: Area) -> bool {
    match (a, b) {
        (Area::Country(x), Area::Country(y)) => lexicon::shares_people(x, y),
        _ => a == b,
    }
}
