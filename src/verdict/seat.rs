//! Where a word stands in its clause: what it depends on, and how. Two values in the same place of the same clause tell of the same
//! thing, however far the rest of the two sentences is from one another; in different places they tell of different things.
//!
//! The trees come from `syntax` and are wrong once in a while. So a seat may keep another value out of the way or let a looser
//! likeness do; it makes no finding by itself.

use super::assess::Case;
use super::view::View;
use crate::evidence::Facts;
use crate::language::lexicon::Group;
use crate::language::{Words, key_of};
use crate::syntax;
use crate::syntax::tree::Class;
use crate::syntax::{Relation, Tree};
use std::ops::Range;

/// How a word hangs on another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bond {
    /// It does it, or is it.
    Subject,
    /// It is done to.
    Object,
    /// By a preposition: the key of its lemma; 0 without one.
    Preposition(u32),
    /// It is said to be what the other is: “the toll is 17”, “the toll, 17, …”.
    Is,
    /// It stands before or beside a noun.
    Beside,
}

/// A step up: the word that the last one hangs on, and how.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub bond: Bond,
    pub word: usize,
}

/// Words that stand for one another.
const ALIKE: f32 = 0.75;
/// Steps that are looked at.
const STEPS: usize = 6;

/// How two words' places compare.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Seat {
    /// They hang on different words, or differently.
    Other,
    /// It cannot be told.
    Open,
    /// They hang in the same way on the same word.
    Word,
    /// That word has the same place in its clause too.
    Clause,
}

/// The syntax of a sentence, its names and dates taken for one word each.
pub fn tree(text: &str, facts: &Facts) -> Tree {
    let names = facts.names.iter().map(|n| n.tokens.clone());
    let mut joined: Vec<Range<usize>> = names.chain(facts.dates.iter().map(|d| d.tokens.clone())).filter(|r| r.len() > 1).collect();
    joined.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    syntax::tree(text, &facts.words, &joined)
}

/// The steps up from the words in `of`.
pub fn steps(words: &Words, tree: &Tree, of: &Range<usize>) -> Vec<Step> {
    let mut out = Vec::new();
    let Some(mut at) = root_of(tree, of) else { return out };
    // a chain is no longer than the sentence
    for _ in 0..tree.len() {
        if out.len() == STEPS {
            break;
        }
        let Some(head) = tree.head(at) else {
            // “The toll is 17”: what is said of its subject
            if let Some(subject) = copular(tree, at) {
                out.push(Step { bond: Bond::Is, word: subject });
            }
            break;
        };
        let bond = match tree.relation(at) {
            Relation::Subject | Relation::Doer => Bond::Subject,
            Relation::Acted | Relation::Object => Bond::Object,
            Relation::Oblique | Relation::OfNoun | Relation::Recipient => Bond::Preposition(preposition(words, tree, at)),
            Relation::Owner => Bond::Preposition(key_of("of")),
            Relation::Apposition => Bond::Is,
            Relation::Numeral | Relation::Compound | Relation::Adjective | Relation::Flat => Bond::Beside,
            // in a row each stands where the first one does
            Relation::Conjunct => {
                at = head;
                continue;
            }
            _ => break,
        };
        // a verb that carries nothing: “the fair was held in May” tells of the fair as “the fair in May” does
        let carrier = empty(words, head).then(|| bearer(tree, head, at)).flatten();
        out.push(Step { bond, word: carrier.unwrap_or(head) });
        at = carrier.unwrap_or(head);
    }
    out
}

/// The verb only says that something is somewhere, or so much.
fn empty(words: &Words, at: usize) -> bool {
    words.lemma_is(at, Group::Light)
        || matches!(
            words.lemma(at),
            "hold" | "amount" | "base" | "locate" | "situate" | "reach" | "total" | "stand" | "start" | "begin" | "open"
        )
}

/// Whose verb it is: its subject, or the noun that its clause tells more of.
fn bearer(tree: &Tree, verb: usize, but: usize) -> Option<usize> {
    let subject = |k: &usize| *k != but && matches!(tree.relation(*k), Relation::Subject | Relation::Acted);
    let own = tree.children(verb).find(|k| subject(k) && tree.class(*k) != Class::Pronoun);
    own.or_else(|| tree.head(verb).filter(|_| tree.relation(verb) == Relation::OfClause))
}

/// What word `at`, said of something with a form of “be”, is said of.
fn copular(tree: &Tree, at: usize) -> Option<usize> {
    let copula = tree.children(at).any(|k| tree.relation(k) == Relation::Copula);
    tree.children(at).find(|k| copula && tree.relation(*k) == Relation::Subject)
}

fn preposition(words: &Words, tree: &Tree, at: usize) -> u32 {
    let case = tree.children(at).find(|k| tree.relation(*k) == Relation::Case);
    case.and_then(|k| words.tokens.get(k)).map_or(0, |t| t.key)
}

/// How the places of the claim's words `mine` and the sentence's words `theirs` compare.
pub fn compare(case: &Case, view: &View, mine: &Range<usize>, theirs: &Range<usize>) -> Seat {
    let (claim, source) = (case.tree(), view.tree(case));
    if claim.is_empty() || source.is_empty() {
        return Seat::Open;
    }
    let words = (&case.claim.words, &view.facts.words);
    let (a, b) = (steps(words.0, claim, mine), steps(words.1, source, theirs));
    let (Some(x), Some(y)) = (a.first(), b.first()) else { return Seat::Open };
    let alike = |i: usize, j: usize| view.like.at(i, j) >= ALIKE;
    // “met X in May” and “a meeting with X in May”: whether a phrase with a preposition hangs on a verb or on what stands beside the
    // verb is told by sense alone
    let loose = |s: &[Step]| match s {
        [Step { bond: Bond::Preposition(_), .. }, up @ ..] => {
            1 + up.iter().take_while(|s| matches!(s.bond, Bond::Subject | Bond::Object)).count()
        }
        _ => 1,
    };
    let (mine_up, theirs_up) = (loose(&a), loose(&b));
    let pairs = || (0..mine_up).flat_map(|k| (0..theirs_up).map(move |l| (k, l)));
    let Some((k, l)) = pairs().find(|(k, l)| alike(a[*k].word, b[*l].word)) else {
        // verbs that carry nothing, and words that the sentence does not have, leave it open
        let said = |s: &Step| view.coverage.inside.get(s.word).is_some_and(|f| *f >= ALIKE) && !empty(words.0, s.word);
        return if a[..mine_up].iter().any(said) { Seat::Other } else { Seat::Open };
    };
    if x.bond != y.bond && !(told(x.bond) && told(y.bond)) {
        return Seat::Open;
    }
    let second = match (a.get(k + 1), b.get(l + 1)) {
        (Some(x), Some(y)) => x.bond == y.bond && alike(x.word, y.word),
        _ => false,
    };
    let (x, y) = (a[k], b[l]);
    let verb = claim.class(x.word) == Class::Verb;
    if second || verb && shared(case, view, (x.word, y.word), mine) { Seat::Clause } else { Seat::Word }
}

/// “The toll is 17”, “the toll of 17”, “the toll came to 17”, “a 17 toll”: so much.
fn told(bond: Bond) -> bool {
    let so_much = |key| ["of", "to", "at"].iter().any(|w| key_of(w) == key);
    matches!(bond, Bond::Is | Bond::Beside) || matches!(bond, Bond::Preposition(key) if so_much(key))
}

/// Beside the values the two verbs have another word in the same place: who does it, or to what.
fn shared(case: &Case, view: &View, (verb, theirs): (usize, usize), mine: &Range<usize>) -> bool {
    let core = |r: Relation| match r {
        Relation::Subject | Relation::Doer => Some(Bond::Subject),
        Relation::Acted | Relation::Object => Some(Bond::Object),
        _ => None,
    };
    let (claim, source) = (case.tree(), view.tree(case));
    let mut own = claim.children(verb).filter(|k| !mine.contains(k)).filter_map(|k| core(claim.relation(k)).map(|b| (k, b)));
    own.any(|(k, bond)| {
        let mut there = source.children(theirs).filter(|j| core(source.relation(*j)) == Some(bond));
        there.any(|j| {
            let pronoun = source.class(j) == Class::Pronoun && view.coverage.found.get(k).is_some_and(|f| *f >= 0.5);
            pronoun || view.like.at(k, j) >= ALIKE
        })
    })
}

/// Of the two predicates one has a doer or a thing done to that is not the other's: “bought a striker”, “bought a goalkeeper”.
pub fn of_others(case: &Case, view: &View, (mine, theirs): (usize, usize)) -> bool {
    let (claim, source) = (case.tree(), view.tree(case));
    let like = |k: usize, j: usize| phrase(claim, k).any(|x| phrase(source, j).any(|y| view.like.at(x, y) >= ALIKE));
    [Bond::Subject, Bond::Object].into_iter().any(|bond| {
        let (mut own, there) = (core(claim, mine, bond), core(source, theirs, bond));
        // what the document is called is called otherwise in it
        own.retain(|k| view.coverage.topic.get(*k) != Some(&true));
        let all = own.iter().all(|k| noun(claim, *k)) && there.iter().all(|j| noun(source, *j));
        all && !own.is_empty() && !there.is_empty() && !own.iter().any(|k| there.iter().any(|j| like(*k, *j)))
    })
}

/// The verbs that two values hang on are one, and of others.
pub fn of_another(case: &Case, view: &View, mine: &Range<usize>, theirs: &Range<usize>) -> bool {
    let verb = |tree: &Tree, of: &Range<usize>| {
        let at = root_of(tree, of)?;
        std::iter::once(at).chain(tree.above(at)).find(|i| tree.class(*i) == Class::Verb)
    };
    let both = verb(case.tree(), mine).zip(verb(view.tree(case), theirs));
    both.is_some_and(|(p, q)| view.like.at(p, q) >= ALIKE && of_others(case, view, (p, q)))
}

/// Who does what verb `at` says, or to whom it is done. “Ada, who studied law”: Ada.
fn core(tree: &Tree, at: usize, bond: Bond) -> Vec<usize> {
    let is = |k: &usize| match tree.relation(*k) {
        Relation::Subject | Relation::Doer => bond == Bond::Subject,
        Relation::Acted | Relation::Object => bond == Bond::Object,
        _ => false,
    };
    let told = |k: usize| match tree.head(at) {
        Some(head) if tree.class(k) == Class::Pronoun && tree.relation(at) == Relation::OfClause => head,
        _ => k,
    };
    let all: Vec<usize> = tree.children(at).filter(is).map(told).collect();
    // a relative clause that was taken for the main one has both the noun and “who”
    if all.iter().any(|k| noun(tree, *k)) { all.into_iter().filter(|k| noun(tree, *k)).collect() } else { all }
}

fn noun(tree: &Tree, i: usize) -> bool {
    matches!(tree.class(i), Class::Noun | Class::Name)
}

/// A noun with the words that tell what it is: not whose, nor what it is of.
fn phrase(tree: &Tree, at: usize) -> impl Iterator<Item = usize> + '_ {
    let tells = move |k: &usize| !matches!(tree.relation(*k), Relation::Owner | Relation::OfNoun | Relation::OfClause);
    let word = move |k: &usize| noun(tree, *k) || matches!(tree.class(*k), Class::Adjective | Class::Number | Class::Verb);
    std::iter::once(at).chain(tree.children(at).filter(tells).filter(word))
}

fn root_of(tree: &Tree, of: &Range<usize>) -> Option<usize> {
    of.clone().find(|i| *i < tree.len() && tree.head(*i).is_none_or(|h| !of.contains(&h)))
}
