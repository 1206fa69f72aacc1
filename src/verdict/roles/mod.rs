//! The same person with another post: “Foreign Minister X” where the source has “Finance Minister X”.

mod title;

use super::assess::Case;
use super::known::Bearer;
use super::support;
use super::view::View;
use super::{Conflict, Place};
use crate::evidence::{Facts, share};
use crate::language::{
    Words,
    lexicon::{self, Group},
};
use crate::mention::name::{Name, NameKind};
use std::ops::Range;

/// The least share of the rest of the claim that a sentence about the person says.
const REST: f32 = 0.5;
/// How many tokens may stand between a name and its title.
const LINK: usize = 8;
/// How many sentences about the person are read.
const SENTENCES: usize = 64;

/// When the person held it, as the text says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Time {
    Unsaid,
    /// “then-”, “at the time”, “while he was”.
    Then,
    /// “former”, “now”, “next”: it changed.
    Moved,
}

/// A title in a sentence and whose it is.
#[derive(Clone, Debug)]
struct Post {
    tokens: Range<usize>,
    family: &'static str,
    lines: Vec<usize>,
    time: Time,
    /// Into the names.
    person: Option<usize>,
}

/// The titles of a sentence.
fn posts(facts: &Facts) -> Vec<Post> {
    let words = &facts.words;
    let mut out: Vec<Post> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let mut best: Option<Post> = None;
        for title in lexicon::posts_at(words, i) {
            let Some(end) = reads(words, i, &title.words) else { continue };
            match &mut best {
                Some(b) if b.tokens.end == end => b.lines.push(title.line),
                Some(b) if b.tokens.end > end => {}
                _ => best = Some(Post { tokens: i..end, family: title.family, lines: vec![title.line], time: Time::Unsaid, person: None }),
            }
        }
        let lesser = i.checked_sub(1).is_some_and(|b| words.is(b, Group::Lesser));
        match best {
            Some(mut post) if !lesser => {
                post.tokens.end = portfolio(facts, &post.tokens);
                post.person = person(facts, &post.tokens);
                post.time = time(words, &post.tokens);
                i = post.tokens.end;
                out.push(post);
            }
            _ => i += 1,
        }
    }
    out
}

/// The end of a title that goes on: “Minister for Education and Skills”, up to the name of whoever holds it.
fn portfolio(facts: &Facts, title: &Range<usize>) -> usize {
    let words = &facts.words;
    let capital = |k: usize| words.tokens.get(k).is_some_and(|t| t.is_word() && t.capital);
    let person = |k: usize| facts.names.iter().any(|n| n.kind == NameKind::Person && n.tokens.contains(&k));
    let within = title.clone().any(|k| matches!(words.fold(k), "of" | "for"));
    let mut end = title.end;
    while within && matches!(words.fold(end), "and" | "&") && capital(end + 1) && !person(end + 1) {
        end += 2;
        while capital(end) && !person(end) && !words.tokens.get(end).is_some_and(|t| t.stop) {
            end += 1;
        }
    }
    end
}

/// The title's words from token `i` on, hyphens passed over: the token after.
fn reads(words: &Words, i: usize, title: &[&str]) -> Option<usize> {
    let mut at = i;
    for (n, word) in title.iter().enumerate() {
        if n > 0 && words.fold(at) == "-" {
            at += 1;
        }
        if words.fold(at) != *word {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whose title it is: “TITLE X”, “TITLE, X,”, “X, Japan's TITLE”, “X — then-TITLE —”, “X was TITLE”, “X did … while he was TITLE”.
fn person(facts: &Facts, title: &Range<usize>) -> Option<usize> {
    let words = &facts.words;
    let names = || facts.names.iter().enumerate();
    let inside = |k: usize, n: &Name| words.tokens.get(k).is_some_and(|t| n.role.is_some_and(|r| r.contains(t.span)));
    if let Some((i, _)) = names().find(|(_, n)| {
        let from = n.tokens.start;
        let apposed = words.fold(title.end) == "," && from == title.end + 1 && matches!(words.fold(n.tokens.end), "," | "." | "" | ")");
        from >= title.end && (apposed || (title.end..from).all(|k| inside(k, n)))
    }) {
        return Some(i);
    }
    let low = title.start.saturating_sub(LINK);
    let linked = |n: &Name| {
        let mark = n.tokens.end;
        let opens = matches!(words.fold(mark), "," | "(" | "-" | "is" | "was" | "who" | "while" | "when");
        let between = |k: usize| {
            let t = words.tokens.get(k);
            t.is_some_and(|t| t.capital)
                || Group::Apposing.has(words.fold(k))
                || words.fold(k + 1) == "'s"
                || words.fold(k) == "," && words.fold(mark) == "who"
                || k == mark + 1 && words.fold(mark) == "," && matches!(words.fold(k), "while" | "when" | "as")
        };
        mark >= low && mark < title.start && opens && (mark + 1..title.start).all(between)
    };
    if let Some((i, _)) = names().rfind(|(_, n)| linked(n)) {
        return Some(i);
    }
    if let Some(i) = as_post(facts, title) {
        return Some(i);
    }
    // he whom the sentence begins with, or the only one whom it names in full
    let mut people = names().filter(|(_, n)| n.kind == NameKind::Person && n.certain);
    let only = people.next().filter(|_| people.next().is_none()).map(|(i, _)| i);
    let first = facts.names.first().filter(|n| n.tokens.start <= 3).map(|_| 0);
    let held = |i: &usize| facts.names.get(*i).is_some_and(|n| while_was(words, title.start, n.tokens.end));
    first.or(only).filter(held)
}

/// “In his prior job as Oklahoma's TITLE, X did …”, “As TITLE, X did …”: the name right after the comma, before a verb.
fn as_post(facts: &Facts, title: &Range<usize>) -> Option<usize> {
    let words = &facts.words;
    let opens = (title.start.saturating_sub(5)..title.start).any(|k| words.fold(k) == "as") && title.start <= LINK;
    let comma = title.end;
    let verb = |n: &Name| words.tokens.get(n.tokens.end).is_some_and(|t| t.is_word() && !t.capital);
    (opens && words.fold(comma) == ",").then_some(())?;
    facts.names.iter().position(|n| n.tokens.start == comma + 1 && verb(n))
}

/// “while he was [the] [LDP] TITLE”, after the subject.
fn while_was(words: &Words, title: usize, after: usize) -> bool {
    let low = title.saturating_sub(6).max(after);
    (low..title)
        .any(|k| matches!(words.fold(k), "while" | "when") && matches!(words.fold(k + 1), "he" | "she") && words.fold(k + 2) == "was")
}

fn time(words: &Words, title: &Range<usize>) -> Time {
    let within = |n: usize, is: fn(&str) -> bool| (title.start.saturating_sub(n)..title.start).any(|k| is(words.fold(k)));
    if within(3, |w| Group::Changing.has(w)) {
        Time::Moved
    } else if then(words, title) || within(6, |w| matches!(w, "while" | "when" | "prior" | "previous" | "earlier")) {
        Time::Then
    } else {
        Time::Unsaid
    }
}

/// “Then treasurer”, “treasurer at the time”.
fn then(words: &Words, title: &Range<usize>) -> bool {
    let at_the_time = words.fold(title.end) == "at" && words.fold(title.end + 1) == "the" && words.fold(title.end + 2) == "time";
    at_the_time || (title.start.saturating_sub(3)..title.start).any(|k| words.fold(k) == "then")
}

/// Nobody but the claim's own persons holds the claim's posts in the sentence, where it tells who does.
pub fn held(case: &Case, view: &View) -> bool {
    let mine = posts(case.claim);
    if mine.is_empty() {
        return true;
    }
    let theirs = posts(&view.facts);
    mine.iter().all(|post| {
        let Some(claimed) = post.person.and_then(|p| Bearer::of(case.claim, p)) else { return true };
        let head = claimed.head();
        let mut holders = theirs.iter().filter(|t| t.lines.iter().any(|l| post.lines.contains(l))).filter_map(|t| t.person).peekable();
        let same = |p: usize| {
            view.facts.names.get(p).is_some_and(|n| view.facts.words.tokens[n.tokens.clone()].iter().any(|t| Some(t.key) == head))
        };
        holders.peek().is_none() || holders.any(same)
    })
}

/// Posts of the claim that a source gives the same person otherwise.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    let mine = posts(case.claim);
    let post = mine.iter().find_map(|p| post(case, p));
    post.or_else(|| title::conflict(case)).into_iter().collect()
}

fn post(case: &Case, mine: &Post) -> Option<Conflict> {
    if mine.time == Time::Moved {
        return None;
    }
    let person = Bearer::of(case.claim, mine.person?)?;
    let head = person.head()?;
    told(case, &mine.tokens, head)?;
    let mut rival: Option<(Place, Place)> = None;
    for (i, source) in case.sources.iter().enumerate() {
        for at in source.sentences_with(head).take(SENTENCES) {
            let Some(span) = source.sentences.get(at as usize).copied() else { continue };
            let facts = Facts::of(&source.document.text, span, &[], None);
            for theirs in posts(&facts).iter().filter(|t| t.family == mine.family) {
                let other = theirs.person.and_then(|n| Bearer::of(&facts, n));
                let same = theirs.lines.iter().any(|l| mine.lines.contains(l));
                match other {
                    Some(o) if o.head() == Some(head) && agree(person, o) => {
                        if same || theirs.time != mine.time {
                            return None;
                        }
                        let found = facts.words.cover(theirs.tokens.start, theirs.tokens.end);
                        rival.get_or_insert((Place { source: i, span: found }, Place { source: i, span }));
                    }
                    // another's post: it says nothing of this one
                    Some(o) if o.head() != Some(head) => {}
                    // the post stands beside the name, and whose it is cannot be told
                    _ if same => return None,
                    _ => {}
                }
            }
        }
    }
    let (found, evidence) = rival?;
    Some(conflict(case, &mine.tokens, found, evidence))
}

/// The claim's title in `mine`, for which the source has `found`.
fn conflict(case: &Case, mine: &Range<usize>, found: Place, evidence: Place) -> Conflict {
    let claimed = case.claim.words.cover(mine.start, mine.end);
    case.finding("name-conflict", claimed, found, evidence, vec!["role", "same person"])
}

/// The words of the shorter name stand in the longer.
fn agree(a: Bearer, b: Bearer) -> bool {
    let (x, y) = (a.keys(), b.keys());
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    short.iter().all(|k| long.contains(k))
}

/// A sentence with the person says the rest of the claim, in the claim's time.
fn told(case: &Case, mine: &Range<usize>, head: u32) -> Option<()> {
    let words = &case.claim.words;
    case.views
        .iter()
        .any(|v| {
            let rest = |k: usize| if mine.contains(&k) { 1.0 } else { v.coverage.found.get(k).copied().unwrap_or(0.0) };
            let outside = share(case.claim, 0..mine.start, rest).max(share(case.claim, mine.end..words.len(), rest));
            v.facts.words.tokens.iter().any(|t| t.key == head)
                && outside >= REST
                && share(case.claim, 0..words.len(), rest) >= REST
                && (0..case.claim.dates.len()).all(|i| support::date(case, v, i))
        })
        .then_some(())
}
