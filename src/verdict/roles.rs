//! The same person with another post: “Foreign Minister X” where the source has “Finance Minister X”.

use super::assess::Case;
use super::known::Bearer;
use super::support;
use super::{Conflict, Place};
use crate::evidence::{Facts, share};
use crate::language::{
    Words,
    lexicon::{self, Group},
};
use std::ops::Range;

/// The least share of the rest of the claim that a sentence about the person says.
const REST: f32 = 0.5;
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
        let best = best.map(|b| with_portfolio(words, b)).or_else(|| minister(words, i));
        let lesser = i.checked_sub(1).is_some_and(|b| words.is(b, Group::Lesser));
        match best {
            Some(mut post) if !lesser && words.fold(post.tokens.end) != "'s" => {
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

/// How many words of a portfolio are read: “Finance and Public Expenditure and Reform”.
const PORTFOLIO: usize = 10;

/// A minister's title with the words of the portfolio as further names of the post.
fn with_portfolio(words: &Words, mut post: Post) -> Post {
    if post.family == "minister" {
        let tells = |w: &str| !matches!(w, "minister" | "secretary" | "of" | "for" | "the" | "affairs" | "state" | "president" | "prime");
        post.lines.extend(post.tokens.clone().map(|k| words.fold(k)).filter(|w| tells(w)).map(line));
    }
    post
}

/// “Culture Minister”, “Minister for Culture, Heritage and Sport”: a minister of a portfolio that the table has not.
fn minister(words: &Words, i: usize) -> Option<Post> {
    let content = |k: usize| words.tokens.get(k).is_some_and(|t| t.is_word() && t.content());
    let post = |tokens: Range<usize>, lines: Vec<usize>| Post { tokens, family: "minister", lines, time: Time::Unsaid, person: None };
    let idle = |k: usize| words.is(k, Group::Rank) || lexicon::alias(words, k).is_some() || !content(k);
    if words.fold(i + 1) == "minister" && !idle(i) && !matches!(words.fold(i + 2), "for" | "of") {
        return Some(post(i..i + 2, vec![line(words.fold(i))]));
    }
    if words.fold(i) != "minister" || !matches!(words.fold(i + 1), "for" | "of") {
        return None;
    }
    let joins = |k: usize| matches!(words.fold(k), "and" | "," | "&" | "the");
    let capital = |k: usize| content(k) && words.tokens.get(k).is_some_and(|t| t.capital);
    let row: Vec<usize> = (i + 2..i + 2 + PORTFOLIO).take_while(|k| capital(*k) || joins(*k)).filter(|k| capital(*k)).collect();
    let last = *row.last()?;
    Some(post(i..last + 1, row.iter().map(|k| line(words.fold(*k))).collect()))
}

/// A word of a portfolio as a line of the table, beyond the lines that it has: “economy” and “economics” are one.
fn line(word: &str) -> usize {
    let stem: String = word.chars().take(5).collect();
    (crate::language::key_of(&stem) as usize) | (1 << 40)
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
    let inside = |k: usize, n: &crate::mention::name::Name| words.tokens.get(k).is_some_and(|t| n.role.is_some_and(|r| r.contains(t.span)));
    if let Some((i, _)) = names().find(|(_, n)| {
        let from = n.tokens.start;
        let closed = matches!(words.fold(n.tokens.end), "," | "." | "" | ")");
        // “the environment minister, party leader X”
        let apposed = words.fold(title.end) == "," && from > title.end && closed && (title.end + 1..from).all(|k| inside(k, n));
        from >= title.end && (apposed || (title.end..from).all(|k| inside(k, n)))
    }) {
        return Some(i);
    }
    let low = title.start.saturating_sub(8);
    let linked = |n: &crate::mention::name::Name| {
        let mark = n.tokens.end;
        let opens = matches!(words.fold(mark), "," | "(" | "-" | "is" | "was" | "who");
        let between = |k: usize| {
            let t = words.tokens.get(k);
            t.is_some_and(|t| t.capital)
                || matches!(words.fold(k), "the" | "a" | "then" | "-" | "'s" | "former" | "current" | "now" | "ex" | "country")
                || matches!(words.fold(k), "," | "until" | "till" | "recently" | "currently" | "is" | "was" | "who")
        };
        mark >= low && mark < title.start && opens && (mark + 1..title.start).all(between)
    };
    if let Some((i, _)) = names().rfind(|(_, n)| linked(n)) {
        return Some(i);
    }
    // the portfolio and the name are one run of capitals
    if let Some((i, _)) = names().find(|(_, n)| n.tokens.start < title.end && n.tokens.end == title.end && n.tokens.len() > 2) {
        return Some(i);
    }
    let first = facts.names.first().filter(|n| n.tokens.start <= 3)?;
    while_was(words, title.start, first.tokens.end).then_some(0)
}

/// “while he was [the] [LDP] TITLE”, after the subject.
fn while_was(words: &Words, title: usize, after: usize) -> bool {
    let low = title.saturating_sub(6).max(after);
    (low..title)
        .any(|k| matches!(words.fold(k), "while" | "when") && matches!(words.fold(k + 1), "he" | "she") && words.fold(k + 2) == "was")
}

fn time(words: &Words, title: &Range<usize>) -> Time {
    let within = |n: usize, is: fn(&str) -> bool| (title.start.saturating_sub(n)..title.start).any(|k| is(words.fold(k)));
    let at_the_time = words.fold(title.end) == "at" && words.fold(title.end + 1) == "the" && words.fold(title.end + 2) == "time";
    if within(3, |w| Group::Changing.has(w)) {
        Time::Moved
    } else if at_the_time || within(3, |w| w == "then") || within(6, |w| matches!(w, "while" | "when")) {
        Time::Then
    } else {
        Time::Unsaid
    }
}

/// Posts of the claim that a source gives the same person otherwise.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    let mine = posts(case.claim);
    mine.iter().filter_map(|p| post(case, p)).take(1).collect()
}

fn post(case: &Case, mine: &Post) -> Option<Conflict> {
    if mine.time == Time::Moved {
        return None;
    }
    let person = Bearer::of(case.claim, mine.person?)?;
    let head = person.head()?;
    told(case, mine, head, None)?;
    // “director” and “deputy director” may be posts of two bodies: the sentence has to tell the same
    let strict = !matches!(mine.family, "minister" | "party");
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
                        // who was a minister then may be the head of the government by now
                        if !same && theirs.time != mine.time && heads(&facts.words, theirs) {
                            continue;
                        }
                        if same || theirs.time != mine.time {
                            return None;
                        }
                        if strict && told(case, mine, head, Some(Place { source: i, span })).is_none() {
                            continue;
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
    let claimed = case.claim.words.cover(mine.tokens.start, mine.tokens.end);
    let source_says = case.sources.get(found.source).map_or("", |s| found.span.of(&s.document.text));
    let source_says = source_says.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Conflict {
        rule: "name-conflict",
        claimed,
        found: Some(found),
        evidence: Some(evidence),
        note_says: claimed.of(case.text).to_string(),
        replacement: Some(source_says.clone()),
        source_says,
        gates: vec!["role", "same person"],
    })
}

/// The post is that of a president or prime minister.
fn heads(words: &Words, post: &Post) -> bool {
    matches!(words.fold(post.tokens.start), "president" | "prime" | "premier")
}

/// The words of the shorter name stand in the longer.
fn agree(a: Bearer, b: Bearer) -> bool {
    let (x, y) = (a.keys(), b.keys());
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    short.iter().all(|k| long.contains(k))
}

/// A sentence with the person, or the one `at`, says the rest of the claim, in the claim's time.
fn told(case: &Case, mine: &Post, head: u32, at: Option<Place>) -> Option<()> {
    let words = &case.claim.words;
    case.views
        .iter()
        .filter(|v| at.is_none_or(|p| v.place() == p))
        .any(|v| {
            let rest = |k: usize| if mine.tokens.contains(&k) { 1.0 } else { v.coverage.found.get(k).copied().unwrap_or(0.0) };
            let outside = share(case.claim, 0..mine.tokens.start, rest).max(share(case.claim, mine.tokens.end..words.len(), rest));
            v.facts.words.tokens.iter().any(|t| t.key == head)
                && outside >= REST
                && share(case.claim, 0..words.len(), rest) >= REST
                && (0..case.claim.dates.len()).all(|i| support::date(case, v, i))
        })
        .then_some(())
}
