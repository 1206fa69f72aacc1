//! What somebody is, as a phrase of its own: “Acting Chancellor”, “editor in chief”, “chief adviser”.

use super::super::assess::Case;
use super::super::view::View;
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, Group, Together};
use crate::mention::name::{self, NameKind};
use std::ops::Range;

/// Words before the head of a role that may belong to it.
const LONGEST: usize = 4;
/// Tokens before a role in which a word may tell that it is held at another time.
const BEFORE: usize = 3;
/// Words that stand for one another.
const ALIKE: f32 = 0.6;
/// How many sentences that name somebody are read for a role.
const SENTENCES: usize = 64;

/// A role: its tokens without article, and the word that carries it.
#[derive(Clone, Debug)]
pub struct Role {
    pub tokens: Range<usize>,
    head: usize,
}

/// The roles of a sentence, in order. Titles of courtesy and abbreviations are none.
pub fn roles(facts: &Facts) -> Vec<Role> {
    let words = &facts.words;
    let mut out: Vec<Role> = Vec::new();
    for head in 0..words.len() {
        // “heads the programme” is no role
        let plain = words.tokens.get(head).is_some_and(|t| t.is_word() && t.span.len() > 3) && words.fold(head) == words.lemma(head);
        let part = |k: usize| facts.names.iter().any(|n| n.kind != NameKind::Person && n.tokens.contains(&k));
        if !plain || !name::is_role(words.lemma(head)) || part(head) {
            continue;
        }
        let within = |k: usize| {
            let t = words.tokens.get(k).filter(|t| t.is_word() && t.content());
            t.is_some_and(|t| t.capital || name::modifies_role(words.fold(k)) || name::is_role(words.fold(k)) || noun(words, k))
                && !facts.names.iter().any(|n| n.tokens.contains(&k))
        };
        let from = (head.saturating_sub(LONGEST)..head).rev().take_while(|k| within(*k)).last().unwrap_or(head);
        let to = if words.fold(head + 1) == "in" && words.fold(head + 2) == "chief" { head + 3 } else { head + 1 };
        // “assistant director” is one role, not two
        if let Some(last) = out.last_mut().filter(|r| r.tokens.end == head && r.tokens.end > from) {
            *last = Role { tokens: last.tokens.start.min(from)..to, head };
        } else {
            out.push(Role { tokens: from..to, head });
        }
    }
    out
}

/// A noun in its plain form, no verb in a form of its own.
fn noun(words: &Words, k: usize) -> bool {
    words.tokens.get(k).is_some_and(|t| !lexicon::is_verb(t.key) || words.fold(k) == words.lemma(k)) && !words.fold(k).ends_with("ly")
}

/// The one role of the claim of which the sentence lacks a word. `None` as well where the claim tells of another time than the sentence.
pub fn unmet(case: &Case, view: &View) -> Option<Role> {
    let said = |k: usize| view.coverage.inside.get(k).is_some_and(|f| *f >= 0.75) || words_shared(case, view, k);
    if (0..case.claim.words.len()).any(|k| case.claim.words.lemma_is(k, Group::Sometime) && !said(k)) {
        return None;
    }
    let lacks = |r: &Role| content(case.claim, &r.tokens).any(|k| view.coverage.inside.get(k).is_none_or(|f| *f < 0.75));
    let mut open = roles(case.claim).into_iter().filter(lacks);
    let one = open.next()?;
    open.next().is_none().then_some(one)
}

fn words_shared(case: &Case, view: &View, k: usize) -> bool {
    (0..view.facts.words.len()).any(|j| view.facts.words.fold(j) == case.claim.words.fold(k))
}

/// The role is the title of somebody whom the claim does not name.
fn of_another(case: &Case, view: &View, theirs: &Role) -> bool {
    let mut titled = view.facts.names.iter().filter(|n| n.tokens.start == theirs.tokens.end);
    titled.any(|n| {
        let (words, there) = (&case.claim.words, &view.facts.words);
        let linked = |o: &name::Name| {
            matches!(name::relation(o, words, n, there, &case.aliases), name::NameRelation::Same | name::NameRelation::Compatible)
        };
        !case.claim.names.iter().any(linked)
    })
}

fn content<'a>(facts: &'a Facts, tokens: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    tokens.clone().filter(|k| facts.words.tokens.get(*k).is_some_and(|t| t.content()))
}

/// Somebody is not both, in one sentence's telling: other heads of which neither names the other's kind, or one head told apart.
pub fn differ(case: &Case, view: &View, mine: &Role, theirs: &Role) -> bool {
    let (a, b) = (&case.claim.words, &view.facts.words);
    let (Some(x), Some(y)) = (a.tokens.get(mine.head), b.tokens.get(theirs.head)) else { return false };
    if of_another(case, view, theirs) {
        return false;
    }
    let told = |f: &Facts, r: &Role| content(f, &r.tokens).filter(|k| *k != r.head).collect::<Vec<_>>();
    let (more, other) = (told(case.claim, mine), told(&view.facts, theirs));
    let turns = |w: &Words, ks: &[usize], group: Group| -> Vec<String> {
        ks.iter().filter(|k| w.is(**k, group)).map(|k| w.fold(*k).to_string()).collect()
    };
    // “acting”, “former”, “then-”: another holds it at another time, unless both have the word
    let near = |r: &Role| (r.tokens.start.saturating_sub(BEFORE)..r.head).collect::<Vec<_>>();
    let moved = |w: &Words, r: &Role| [turns(w, &near(r), Group::Changing), turns(w, &near(r), Group::Sometime)];
    if moved(a, mine) != moved(b, theirs) {
        return false;
    }
    let alike = |i: usize, j: usize| view.like.at(i, j) >= ALIKE || lexicon::is_broader(x.key, y.key) || lexicon::is_broader(y.key, x.key);
    if !alike(mine.head, theirs.head) {
        return !broad(a, mine) && !broad(b, theirs) && exclude(a, mine, b, theirs);
    }
    // “the West Ham manager”, “the Hammers manager”: which body it is of tells no two posts apart
    let post = |w: &Words, ks: &[usize]| !ks.is_empty() && ks.iter().all(|k| name::modifies_role(w.fold(*k)) || name::is_role(w.fold(*k)));
    // “general manager”, “managing director”
    let ranks =
        |w: &Words, r: &Role, ks: &[usize]| !lexicon::tells_by_rank(w.lemma(r.head)) && ks.iter().all(|k| lexicon::tells_rank(w.fold(*k)));
    if ranks(a, mine, &more) && ranks(b, theirs, &other) {
        return false;
    }
    post(a, &more) && post(b, &other) && !more.iter().any(|i| other.iter().any(|j| view.like.at(*i, *j) >= ALIKE))
}

/// Other heads that somebody does not hold together: “manager” and “director” only if both tell of what.
fn exclude(a: &Words, mine: &Role, b: &Words, theirs: &Role) -> bool {
    let tells = |w: &Words, r: &Role| r.tokens.clone().any(|k| k != r.head && !lexicon::tells_rank(w.fold(k)));
    let lesser = |w: &Words, r: &Role| r.tokens.clone().any(|k| w.is(k, Group::Lesser));
    match lexicon::together(a.lemma(mine.head), b.lemma(theirs.head)) {
        Together::Freely => false,
        Together::ByField => lesser(a, mine) != lesser(b, theirs) || tells(a, mine) && tells(b, theirs),
        Together::Apart => true,
    }
}

/// “Leader”, “chief”, “official”: it names many posts; “uncle” none.
fn broad(words: &Words, role: &Role) -> bool {
    role.tokens.len() == 1 && words.is(role.head, Group::BroadRole) || words.lemma_is(role.head, Group::Kin)
}

/// No sentence of the sources has the words of the role beside one of the claim's names.
pub fn unheard(case: &Case, mine: &Role) -> bool {
    let key = |k: usize| case.claim.words.tokens.get(k).map(|t| t.key);
    let role: Vec<u32> = content(case.claim, &mine.tokens).filter_map(key).collect();
    let names: Vec<u32> = case.claim.names.iter().filter_map(|n| key(n.head)).collect();
    let Some(head) = key(mine.head) else { return false };
    let beside = |s: &crate::corpus::Source, at: u32| role.iter().all(|k| s.has_in(*k, at)) && names.iter().any(|k| s.has_in(*k, at));
    !case.sources.iter().any(|s| s.sentences_with(head).take(SENTENCES).any(|at| beside(s, at)))
}
