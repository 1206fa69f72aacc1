//! The same said and denied: “has not modelled for the fair” beside “modelled for the fair”.

use super::super::difference::{Difference, Slot};
use super::super::figure;
use super::super::view::View;
use super::beside::{Beside, denials, helps, stretch, turned};
use super::matter::{Bar, FAR};
use super::{scene, whole};
use crate::evidence::Facts;
use crate::language::{Words, key_of, lexicon};
use crate::mention::polarity::Negation;
use crate::text::Span;

/// The least likeness of the predicates of both sides.
const SAME: f32 = 0.9;

/// A predicate that one side denies and the other does not.
pub fn find(b: &Beside) -> Option<Difference> {
    let (mut mine, mut theirs) = (denials(b.claim), denials(b.source));
    // what both deny is no difference: “that she did not choose” on either side
    let both = |n: &Negation, m: &Negation| n.predicate.zip(m.predicate).is_some_and(|(i, j)| b.view.like.at(i, j) >= SAME);
    let shared: Vec<Span> = mine.iter().filter(|n| theirs.iter().any(|m| both(n, m))).map(|n| n.cue).collect();
    theirs.retain(|m| !mine.iter().any(|n| both(n, m)));
    mine.retain(|n| !shared.contains(&n.cue));
    if (!mine.is_empty() || !theirs.is_empty()) && scene::two(b.claim, b.view) {
        return None;
    }
    let found = match mine.as_slice() {
        [n] => denied(b, n, &theirs),
        [] => theirs.iter().find_map(|m| affirmed(b, m, &theirs)),
        _ => None,
    };
    found.filter(|_| whole::fits(b.claim, b.view, figure::picked(b.case, b.view)))
}

/// The claim denies what the sentence says. A denial is of all that it says: each of its words must be there, and what more the
/// sentence says does not matter.
fn denied(b: &Beside, n: &Negation, theirs: &[&Negation]) -> Option<Difference> {
    let p = n.predicate.filter(|p| !tells(&b.claim.words, *p) && !whole::only_where(&b.claim.words, n))?;
    let q = b.matched(p).filter(|q| b.view.like.at(p, *q) >= SAME)?;
    // “two of his three houses have not survived” leaves one that has
    let parted = b.claim.quantities.iter().any(|x| x.tokens.end < p && b.claim.words.fold(x.tokens.end) == "of");
    let idle =
        parted || apart(&b.claim.words, n, p) || !verbal(&b.claim.words, n) || partial(&b.claim.words, n) || limited(&b.claim.words, n);
    if idle || theirs.iter().any(|m| bears(m, q)) || unsure(b.source, q) || turned(&b.source.words, q) {
        return None;
    }
    let cue = |i: usize| b.claim.words.tokens.get(i).is_some_and(|t| n.cue.contains(t.span));
    let whole = n.scope.clone().all(|i| !b.claim.about(i) || light(&b.claim.words, i) || b.found(i));
    let free = !pointing(b.claim)
        && plain(&b.claim.words, n, p)
        && plain(&b.source.words, n, q)
        && !small(&b.source.words, q)
        && !small(&b.claim.words, p);
    let said = || b.said_but_for(cue) || free && b.alone(&BAR, cue, |v| same(p, v));
    if !whole || b.guarded() || elsewhere(b, p, true) || !said() {
        return None;
    }
    let found = stretch(&b.source.words, q);
    Some(difference(cover(n.cue, &b.claim.words, p), found))
}

/// A verb of saying, whose denial is not of what was said. “Did not confirm the funding” is of a thing.
fn tells(words: &Words, at: usize) -> bool {
    let clause = |i: usize| matches!(words.fold(i), "that" | "whether" | "if" | "how" | "why" | "," | ":" | "“" | "\"" | "." | "");
    let thing =
        matches!(words.lemma(at), "confirm" | "announce" | "propose" | "accept" | "recognise" | "recognize" | "reveal" | "disclose");
    lexicon::reporting(words, at).is_some() && (!thing || clause(at + 1))
}

/// The sentence denies what the claim says. What it denies must not be more than the claim says: “did not sell a boat abroad” says
/// nothing against “sold a boat”.
fn affirmed(b: &Beside, m: &Negation, theirs: &[&Negation]) -> Option<Difference> {
    let q = m.predicate.filter(|q| !tells(&b.source.words, *q))?;
    let p = b.claimed(q).filter(|p| b.view.like.at(*p, q) >= SAME)?;
    let alone = theirs.iter().filter(|o| bears(o, q)).count() == 1;
    let enough = b.source.words.fold(q) == "enough" && b.claim.words.fold(p) == "enough";
    let idle = !verbal(&b.source.words, m) || partial(&b.source.words, m) && !enough || limited(&b.source.words, m);
    if !alone || idle || apart(&b.source.words, m, q) || unsure(b.claim, p) || unsure(b.source, q) || turned(&b.claim.words, p) {
        return None;
    }
    let only = |w: &Words| (0..w.len()).any(|i| matches!(w.fold(i), "only" | "solely" | "exclusively" | "merely"));
    let general = m.scope.clone().all(|j| !b.source.about(j) || light(&b.source.words, j) || b.claimed(j).is_some());
    // what the claim says is said before the denial or in it, not in a clause after it (“did not win silver but gold”)
    let within = (0..b.claim.words.len()).filter(|i| b.claim.about(*i)).all(|i| {
        let (whole, here) = (b.view.like.best(i, 0..b.source.words.len()), b.view.like.best(i, 0..m.scope.end));
        here >= whole || here >= 0.75
    });
    let strictly = || general && within && b.said_but_for(|_| false);
    let either = plain(&b.source.words, m, q) && plain(&b.claim.words, m, p) || lacks(b, m, (p, q));
    let free = !pointing(b.claim) && either && !small(&b.claim.words, p);
    let loosely = || free && tied(b, m, q) && b.alone(bar(b, q), |_| false, |v| same(p, v));
    if only(&b.claim.words) || b.guarded() || elsewhere(b, p, false) || !strictly() && !loosely() {
        return None;
    }
    // “did not have experience”: what was not had
    let had = (p.saturating_sub(4)..p).find(|i| b.claim.words.lemma(*i) == "have").filter(|_| b.source.words.lemma(q) != "have");
    let claimed = had.map_or_else(|| stretch(&b.claim.words, p), |i| b.claim.words.cover(i, p + 1));
    Some(difference(claimed, cover(m.cue, &b.source.words, q)))
}

/// What a free sentence that tells of the matter alone must say of the claim.
const BAR: Bar = Bar { full: 0.75, own: 0.5, lead: FAR };
/// The same where a quantifier denies the whole.
const ALL: Bar = Bar { full: 0.65, own: 0.5, lead: FAR };

/// What is denied first after the predicate is what the claim tells of it: “do not use light”, “makes use of light”.
fn tied(b: &Beside, m: &Negation, q: usize) -> bool {
    let ends = |j: &usize| matches!(b.source.words.fold(*j), "," | ";" | ":" | "." | "(" | ")");
    let object = |j: &usize| b.source.about(*j) && !light(&b.source.words, *j);
    let next = (q + 1..m.scope.end).take_while(|j| !ends(j)).find(object);
    // “confirm government funding”: the noun is the one right behind
    let noun = next.filter(|j| b.source.words.tokens.get(j + 1).is_some_and(|t| t.content() && !t.capital)).map(|j| j + 1);
    none(b, q) || next.is_none_or(|j| b.claimed(j).is_some()) || noun.is_some_and(|j| b.claimed(j).is_some())
}

/// “None of the men” denies whatever is told of them.
fn none(b: &Beside, q: usize) -> bool {
    (0..q).rev().take(4).any(|j| b.source.words.fold(j) == "none")
}

fn bar(b: &Beside, q: usize) -> &'static Bar {
    if none(b, q) { &ALL } else { &BAR }
}

/// A verb or an adjective is denied: “no tariff” and “not from Earth” say less of what is.
fn plain(words: &Words, n: &Negation, at: usize) -> bool {
    let lower = words.tokens.get(at).is_some_and(|t| !t.capital);
    let noun = words.tokens.iter().any(|t| n.cue.contains(t.span) && t.key == key_of("no"));
    lower && !noun
}

/// “Has no regular fund” beside “has a regular fund”: the thing is had, and nothing between “no” and it is more than the claim says.
fn lacks(b: &Beside, m: &Negation, (p, q): (usize, usize)) -> bool {
    let (mine, theirs) = (&b.claim.words, &b.source.words);
    let Some(no) = theirs.tokens.iter().position(|t| m.cue.contains(t.span) && t.key == key_of("no")) else { return false };
    let has = |words: &Words, at: usize, reach: usize| (at.saturating_sub(reach)..at).any(|k| words.lemma(k) == "have");
    let told = (no + 1..q).filter(|k| b.source.about(*k)).all(|k| b.claimed(k).is_some());
    no < q && has(mine, p, 4) && has(theirs, no, 3) && told
}

/// “Require little”, “does not need much”: less than all.
fn small(words: &Words, at: usize) -> bool {
    (at.saturating_sub(3)..words.len().min(at + 5))
        .any(|i| matches!(words.fold(i), "little" | "few" | "hardly" | "barely" | "much" | "many" | "relatively"))
}

/// Another sentence has the predicate of the claim as well.
fn same(p: usize, v: &View) -> bool {
    (0..v.facts.words.len()).any(|j| v.like.at(p, j) >= SAME)
}

/// A word that says little of what is denied: “repeatedly”, “any”, “ever”.
fn light(words: &Words, i: usize) -> bool {
    let w = words.fold(i);
    w.ends_with("ly") || matches!(w, "ever" | "yet" | "able" | "anything" | "anyone" | "single" | "actually" | "still" | "even")
}

/// The cue denies a verb or a whole statement: “did not sail”, “no ship sailed”; in “but not in the east” it only sets a word apart.
fn verbal(words: &Words, n: &Negation) -> bool {
    let Some(at) = words.tokens.iter().position(|t| t.span.start >= n.cue.start) else { return false };
    // “are simply not true”
    let adverb = |i: &usize| words.fold(*i).len() > 4 && words.fold(*i).ends_with("ly");
    let before = (0..at).rev().find(|i| !adverb(i)).map_or("", |i| words.fold(i));
    match words.fold(at) {
        "not" => {
            helps(before) && !matches!(before, "a" | "an")
                || words.fold(at + 1) == "to"
                    && at > 0
                    && matches!(words.lemma(at - 1), "choose" | "decide" | "opt" | "vow" | "agree" | "promise" | "elect")
                || matches!(before, "ca" | "must" | "should" | "to" | "also" | "they" | "he" | "she" | "it")
        }
        "no" => !matches!(before, "or" | "/" | "with" | "of" | "yes"),
        "none" => words.fold(at + 1) == "of",
        "without" | "non" | "lack" | "lacks" | "lacking" | "nor" | "neither" | "failure" | "refusal" | "inability" | "reluctance" => {
            words.lemma(at) == "lack" && !matches!(words.fold(at + 1), "of") && !matches!(before, "the" | "a" | "of" | "to" | "for")
        }
        _ => true,
    }
}

/// “Where he does not, his mate may”: the cue denies nothing in the next clause.
fn apart(words: &Words, n: &Negation, at: usize) -> bool {
    (0..at).rev().take_while(|i| words.tokens.get(*i).is_some_and(|t| t.span.start >= n.cue.end)).any(|i| words.fold(i) == ",")
}

/// “It is a process that …”: which one, the sentence before says.
fn pointing(facts: &Facts) -> bool {
    matches!(facts.words.fold(0), "it" | "this" | "they" | "these") && !facts.names.iter().any(|n| !n.initial)
}

fn bears(n: &Negation, at: usize) -> bool {
    n.predicate == Some(at) || n.scope.contains(&at)
}

/// “not all”, “not always”, “no longer”: less than a denial.
pub fn partial(words: &Words, n: &Negation) -> bool {
    let Some(at) = words.tokens.iter().position(|t| t.span.start >= n.cue.end) else { return false };
    let last = at.checked_sub(1).map_or("", |i| words.fold(i));
    last == "longer"
        || matches!(
            words.fold(at),
            "all"
                | "every"
                | "always"
                | "necessarily"
                | "entirely"
                | "wholly"
                | "both"
                | "exactly"
                | "quite"
                | "very"
                | "enough"
                | "fully"
                | "only"
                | "just"
                | "so"
                | "too"
                | "as"
                | "more"
                | "less"
                | "much"
                | "many"
                | "until"
                | "completely"
                | "directly"
                | "alone"
        )
}

/// “did not open until May”, “not without a fight”: the denial holds up to something.
pub fn limited(words: &Words, n: &Negation) -> bool {
    // “, without following the procedure”: told beside it
    let set_off = |i: usize| words.fold(i) == "without" && words.fold(i.saturating_sub(1)) == ",";
    n.scope.clone().take_while(|i| !set_off(*i)).any(|i| {
        matches!(
            words.fold(i),
            "until"
                | "till"
                | "unless"
                | "except"
                | "without"
                | "besides"
                | "than"
                | "before"
                | "if"
                | "whether"
                | "either"
                | "longer"
                | "anymore"
                | "other"
                | "else"
                | "because"
                | "since"
                | "prior"
                | "alone"
                | "necessarily"
                | "again"
                | "previously"
                | "anyway"
        )
    })
}

/// A hedge, plan or condition stands before the token in its clause.
fn unsure(facts: &Facts, at: usize) -> bool {
    let words = &facts.words;
    let from = (0..at).rev().take(8).take_while(|i| !matches!(words.fold(*i), "," | ";" | ":" | "(" | ")")).last().unwrap_or(at);
    // “said they would not sail”: “will not”, as told of the past
    let told = |i: usize| words.fold(i) == "would" && matches!(words.fold(i + 1), "not" | "n't");
    (from..at).filter(|i| !told(*i)).any(|i| {
        lexicon::certainty(words, i).is_some_and(|(_, c)| c <= 3 && !matches!(words.fold(i), "can" | "could" | "say" | "said"))
            || matches!(words.fold(i), "if" | "unless" | "whether" | "accuse" | "accused" | "alleged" | "claimed" | "claims")
    })
}

/// Another sentence in scope has the claim's word with the claim's sign.
fn elsewhere(b: &Beside, p: usize, denied: bool) -> bool {
    let others = b.case.views.iter().filter(|v| v.place() != b.view.place() && v.coverage.own >= 0.5);
    // “seek to freeze”: what is sought
    let aim = Some(p + 2).filter(|k| b.claim.words.fold(p + 1) == "to" && b.claim.about(*k));
    others.into_iter().filter(|v| aim.is_none_or(|k| v.like.best(k, 0..v.facts.words.len()) >= 0.75)).any(|v| {
        let hits = (0..v.facts.words.len()).filter(|j| v.like.at(p, *j) >= 0.75);
        let against = denials(&v.facts);
        hits.into_iter().any(|j| against.iter().any(|n| bears(n, j)) == denied)
    })
}

/// From the cue to the predicate.
fn cover(cue: Span, words: &Words, predicate: usize) -> Span {
    words.tokens.get(predicate).map_or(cue, |t| cue.cover(t.span))
}

fn difference(claimed: Span, found: Span) -> Difference {
    Difference { slot: Slot::Negation, rule: "negation-conflict", claimed, found, replaceable: false }
}
