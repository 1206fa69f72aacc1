//! Opposite words of the same thing: “sent its approval soaring” beside “decimating its approval”.

use super::super::difference::{Difference, Slot};
use super::beside::{Beside, links, subject, turned};
use crate::evidence::Facts;
use crate::language::lexicon::{self, Opposition};
use crate::language::{TokenKind, Words};
use crate::mention::polarity::Negation;
use crate::mention::quantity::Kind;

/// How far a word's neighbours reach, in tokens.
const REACH: usize = 4;

pub fn find(b: &Beside) -> Option<Difference> {
    let open = |i: &usize| b.claim.about(*i) && b.view.coverage.inside.get(*i).is_some_and(|f| *f < 0.75);
    for i in (0..b.claim.words.len()).filter(open) {
        for j in (0..b.source.words.len()).filter(|j| b.source.about(*j) && b.view.alignment.to_claim.get(*j).copied().flatten().is_none())
        {
            let Some(kind) = opposed(&b.claim.words, i, &b.source.words, j) else { continue };
            if matches!(kind, Opposition::Converse | Opposition::Order) || !anchored(b, i, j) || !stands(b, i, j, kind) {
                continue;
            }
            let claimed = b.claim.words.cover(i, i + 1);
            let found = b.source.words.cover(j, j + 1);
            return Some(Difference { slot: Slot::Opposite, rule: "direction-conflict", claimed, found, replaceable: false });
        }
    }
    None
}

/// How two words are opposites, by lemma or as written.
fn opposed(a: &Words, i: usize, b: &Words, j: usize) -> Option<Opposition> {
    lexicon::antonyms(a.lemma(i), b.lemma(j)).or_else(|| lexicon::antonyms(a.fold(i), b.fold(j)))
}

/// The gates of meaning: said of the same thing, with the same sign, and nothing in scope says the claim's word of it.
fn stands(b: &Beside, i: usize, j: usize, kind: Opposition) -> bool {
    let own = |facts: &Facts, n: &Negation, at: usize| facts.words.tokens.get(at).is_some_and(|t| n.cue.overlaps(t.span));
    let sign = |facts: &Facts, at: usize| {
        facts.negations.iter().filter(|n| !own(facts, n, at) && (n.scope.contains(&at) || n.predicate == Some(at))).count() % 2
    };
    sign(b.claim, i) == sign(b.source, j)
        && identified(b.claim, kind == Opposition::Class && is_person(&b.claim.words, i))
        && turned(&b.claim.words, i) == turned(&b.source.words, j)
        // “the southern gate” is another gate
        && !(kind == Opposition::Class && (subject(b.claim).contains(&i) || picks(b, i, j)))
        && !compares(&b.claim.words, i)
        && !speaks(b, i)
        && b.said_but_for(|k| k == i)
        && !b.guarded()
        && !elsewhere(b, i)
}

/// A neighbour of the claim's word is a neighbour of the source's.
fn anchored(b: &Beside, i: usize, j: usize) -> bool {
    let theirs = neighbours(b.source, j);
    neighbours(b.claim, i).into_iter().any(|x| theirs.iter().any(|y| b.view.like.at(x, *y) >= 0.75))
}

/// The nearest content words on either side within the clause.
fn neighbours(facts: &Facts, at: usize) -> Vec<usize> {
    let words = &facts.words;
    let breaks = |i: &usize| words.tokens.get(*i).is_some_and(|t| t.kind == TokenKind::Punct && words.fold(*i) != "-");
    let content = |i: &usize| words.tokens.get(*i).is_some_and(|t| t.content());
    let left = (0..at).rev().take(REACH).take_while(|i| !breaks(i)).filter(content).take(2);
    let right = (at + 1..words.len()).take(REACH).take_while(|i| !breaks(i)).filter(content).take(2);
    left.chain(right).collect()
}

/// The source's sentence has the claim's word, or one on its side, not denied.
fn speaks(b: &Beside, i: usize) -> bool {
    (0..b.source.words.len()).any(|j| {
        let own = |n: &Negation| b.source.words.tokens.get(j).is_some_and(|t| n.cue.overlaps(t.span));
        let denied = b.source.negations.iter().any(|n| !own(n) && (n.predicate == Some(j) || n.scope.contains(&j)));
        !denied && same_side(&b.claim.words, i, &b.source.words, j)
    })
}

fn same_side(a: &Words, i: usize, b: &Words, j: usize) -> bool {
    let key = |w: &Words, k: usize| w.tokens.get(k).map(|t| t.key);
    key(a, i) == key(b, j) || lexicon::same_side(a.lemma(i), b.lemma(j)) || lexicon::same_side(a.fold(i), b.fold(j))
}

/// Another sentence that tells of the matter has the claim's word or one on its side.
fn elsewhere(b: &Beside, i: usize) -> bool {
    let others = b.case.views.iter().filter(|v| v.place() != b.view.place() && v.coverage.own >= 0.4);
    others.into_iter().any(|v| (0..v.facts.words.len()).any(|j| v.facts.about(j) && same_side(&b.claim.words, i, &v.facts.words, j)))
}

/// “The southern gate” beside “the northern gate”: the word only tells which one of the kind is meant.
fn picks(b: &Beside, i: usize, j: usize) -> bool {
    let known = |w: &Words, k: usize| k.checked_sub(1).is_some_and(|d| matches!(w.fold(d), "the" | "its" | "their" | "his" | "her"));
    known(&b.claim.words, i) && known(&b.source.words, j) && b.view.like.at(i + 1, j + 1) >= 0.75
}

/// “older than”: the two things may have changed places.
fn compares(words: &Words, i: usize) -> bool {
    (i + 1..words.len().min(i + 6)).any(|k| words.fold(k) == "than")
}

/// The word names a person by sex or age.
pub fn is_person(words: &Words, i: usize) -> bool {
    matches!(lexicon::antonyms(words.lemma(i), "man").or_else(|| lexicon::antonyms(words.lemma(i), "woman")), Some(Opposition::Class))
        || matches!(words.lemma(i), "man" | "woman" | "men" | "women" | "boy" | "girl")
}

/// It is clear of whom or what the sentence tells: of “a man” or “two dogs” another sentence may be about others, unless a name, a
/// date or a figure says that it is the same event. `strict` asks for one of these in any case.
pub fn identified(facts: &Facts, strict: bool) -> bool {
    let figure = facts.quantities.iter().any(|q| q.comparable() && (q.value > 9.0 || !matches!(q.kind, Kind::Count | Kind::Ordinal)));
    if facts.names.iter().any(|n| !n.initial) || !facts.dates.is_empty() || figure {
        return true;
    }
    !strict && !indefinite(&facts.words)
}

/// The sentence begins with “a”, “some”, “two”, “there is a”, or tells of a moment with a bare plural (“Dogs are running”).
fn indefinite(words: &Words) -> bool {
    let at = usize::from(words.fold(0) == "there" && links(words.fold(1))) * 2;
    let first = words.fold(at);
    let counted = matches!(
        first,
        "a" | "an"
            | "some"
            | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "several"
            | "many"
            | "another"
            | "someone"
            | "somebody"
            | "few"
            | "no"
            | "nobody"
            | "people"
            | "everyone"
            | "any"
    );
    let number = words.tokens.get(at).is_some_and(|t| t.is_number());
    let bare = !matches!(
        first,
        "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "our" | "he" | "she" | "it" | "they"
    );
    counted || number || moment(words) && bare && !words.tokens.get(at + 1).is_some_and(|t| t.capital)
}

/// The sentence tells of a moment: “is running”.
pub fn moment(words: &Words) -> bool {
    (1..words.len()).any(|i| links(words.fold(i)) && (i + 1..=i + 2).any(|k| words.fold(k).ends_with("ing")))
}
