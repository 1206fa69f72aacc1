//! Whether two receptions are of the same thing.

use super::super::beside::{Beside, links};
use super::read::Reception;
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, Group, Receptions};

/// Tokens in which “to the film” follows what was given to it.
const GIVEN: usize = 7;
/// Tokens in which a sentence begins to say what something is.
const OPENING: usize = 40;
/// Two words at least so alike say the same.
const ALIKE: f32 = 0.75;

/// All that the claim speaks of is spoken of, and the sentence's reception is that of the same thing: a soundtrack's, a
/// sequel's or a performance's is another.
pub fn same_subject(b: &Beside, mine: &Reception, theirs: &Reception) -> bool {
    let words = &b.claim.words;
    let told = |i: usize| {
        let lemma = words.lemma(i);
        mine.tokens.contains(&i) || Group::Light.has(lemma) || Group::StandIn.has(lemma) || frames(words, i) || b.found(i)
    };
    let named = (0..words.len()).any(|i| words.tokens.get(i).is_some_and(|t| t.capital && t.content()) && !mine.tokens.contains(&i));
    let source = &b.source.words;
    let title = b.case.sources.get(b.view.candidate.source).and_then(|s| s.title.as_deref()).unwrap_or("").to_lowercase();
    let known = |j: usize| {
        let token = source.tokens.get(j);
        let lemma = source.lemma(j);
        let verbal = source.fold(j) != lemma && !source.fold(j).ends_with('s') || source.fold(j).ends_with("ly");
        token.is_none_or(|t| !t.content() || t.is_number())
            || frames(source, j)
            || Group::StandIn.has(lemma)
            || Group::Light.has(lemma)
            || !token.is_some_and(|t| t.capital) && verbal
            || title.contains(source.fold(j))
            || b.claimed(j).is_some()
            || b.source.dates.iter().any(|d| d.tokens.contains(&j))
    };
    named && (0..words.len()).filter(|i| b.claim.about(*i)).all(told) && subject(b.source, theirs).all(known)
}

/// Where the sentence does not name what it speaks of, its source is about that or has just spoken of that alone; and “the game” is
/// not the film that the sources are about.
pub fn meant(b: &Beside, theirs: &Reception) -> bool {
    let words = &b.claim.words;
    let name = capitals(words).filter(|i| !frames(words, *i)).filter_map(|i| words.tokens.get(i).map(|t| (i, t.key))).collect::<Vec<_>>();
    let Some(source) = b.case.sources.get(b.view.candidate.source) else { return false };
    let title = source.title.as_deref().unwrap_or("").to_lowercase();
    let titled = || name.iter().all(|(i, _)| title.contains(words.fold(*i)));
    let before = || {
        let last = source.words(b.view.candidate.sentence.wrapping_sub(1));
        let other = |k: usize| k > 0 && last.tokens.get(k).is_none_or(|t| name.iter().all(|(_, key)| *key != t.key));
        names_all(&name, &last, last.len()) && !capitals(&last).any(other)
    };
    let sorts: Vec<&str> = subject(b.source, theirs)
        .map(|k| b.source.words.lemma(k))
        .filter(|l| Group::StandIn.has(l) && !matches!(*l, "also" | "first"))
        .collect();
    (names_all(&name, &b.source.words, b.source.words.len()) || titled() || before())
        && b.case.views.iter().all(|v| !of_another_sort(&v.facts.words, &name, &sorts))
}

/// The claim calls something by its name.
pub fn named(words: &Words) -> bool {
    capitals(words).any(|i| !frames(words, i))
}

fn capitals(words: &Words) -> impl Iterator<Item = usize> {
    (0..words.len()).filter(|i| words.tokens.get(*i).is_some_and(|t| t.capital && t.content()))
}

/// The first tokens of the sentence, up to `end`, hold every word of the name (its tokens and keys).
fn names_all(name: &[(usize, u32)], words: &Words, end: usize) -> bool {
    name.iter().all(|(_, key)| words.tokens.iter().take(end).any(|t| t.key == *key))
}

/// “NAME is a film”, where the sorts by which something is called have no film among them.
fn of_another_sort(words: &Words, name: &[(usize, u32)], sorts: &[&str]) -> bool {
    let verb = (0..words.len().min(OPENING)).find(|k| links(words.fold(*k)) && matches!(words.fold(k + 1), "a" | "an" | "the"));
    let Some(verb) = verb.filter(|k| names_all(name, words, *k)) else { return false };
    let told: Vec<&str> = (verb..words.len()).map(|k| words.lemma(k)).filter(|l| Group::StandIn.has(l)).collect();
    let is = |s: &&str| told.iter().any(|t| t == s || lexicon::similar(s, t) >= ALIKE);
    !told.is_empty() && !sorts.iter().all(is)
}

/// Words that belong to telling of a reception, whatever it was.
fn frames(words: &Words, i: usize) -> bool {
    let lemma = words.lemma(i);
    Receptions::of(lemma).any()
        || Receptions::of(words.fold(i)).any()
        || matches!(lemma, "box" | "office" | "film" | "music" | "release" | "upon" | "fail" | "succeed" | "overwhelming")
        || words.fold(i).ends_with("ly")
}

/// The tokens that tell what the reception is of: what stands before it in its clause, or, where the clause has no subject of its own,
/// from the sentence's beginning; after “reviews of”, also what follows.
/// And what critics give a review to.
fn subject(facts: &Facts, r: &Reception) -> impl Iterator<Item = usize> {
    let words = &facts.words;
    let breaks = |k: &usize| matches!(words.fold(*k), ";" | ":" | "but" | "while" | "whereas" | "although" | "which" | "and");
    let start = (0..r.tokens.start).rev().find(breaks).map_or(0, |k| k + 1);
    let comma = (start..r.tokens.start).rev().find(|k| words.fold(*k) == ",").map_or(start, |k| k + 1);
    let own =
        |k: usize| matches!(words.fold(k), "it" | "the" | "its" | "he" | "she" | "they") || words.tokens.get(k).is_some_and(|t| t.capital);
    let from = if (comma..r.tokens.start).any(own) { comma } else { start };
    // what was said of it is not what it was said of: up to the verb
    let verb = (from..r.tokens.start)
        .find(|k| *k > from && (links(words.fold(*k)) || words.fold(*k) != words.lemma(*k) && words.fold(*k).ends_with("ed")));
    let given = (from..r.head).any(|k| words.lemma(k) == "give");
    let to = r.tokens.end.max(r.head + 1);
    let to = if given && matches!(words.fold(to), "to" | "for" | "of") { to..(to + GIVEN).min(words.len()) } else { 0..0 };
    let ends = move |k: &usize| !matches!(words.fold(*k), "," | ";" | "." | "(");
    (from..verb.unwrap_or(r.tokens.start)).chain(to.take_while(ends))
}
