//! Finds the speaker's noun phrase beside a cue: a name, a pronoun, or “the ambassador”.

use super::Speaker;
use crate::language::lexicon::is_stop as is_function_word;
use crate::language::{TokenKind, Words};
use crate::mention::TokenRange;
use crate::mention::name::Name;

/// A speaker, and the token after all that belongs to it (role, affiliation, bracket).
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub tokens: TokenRange,
    pub kind: Speaker,
    pub end: usize,
}

/// How far a speaker's apposition may reach, in tokens.
const REACH: usize = 16;

fn pronoun(words: &Words, i: usize) -> bool {
    matches!(words.fold(i), "he" | "she" | "they" | "it" | "i" | "we" | "who" | "you")
}

fn determiner(folded: &str) -> bool {
    matches!(
        folded,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "my"
            | "one"
            | "some"
            | "many"
            | "several"
            | "most"
            | "other"
            | "two"
            | "another"
    )
}

/// The speaker whose verb stands at token `verb`.
pub(super) fn before(words: &Words, names: &[Name], verb: usize) -> Option<Found> {
    let mut end = verb;
    // adverbs and auxiliaries between subject and verb
    while end > 0 && verb - end < 4 {
        let folded = words.fold(end - 1);
        let adverb = folded.ends_with("ly") && folded.len() > 3
            || matches!(folded, "also" | "then" | "later" | "once" | "still" | "even" | "now" | "again" | "further");
        if !(adverb || matches!(folded, "has" | "had" | "have" | "will" | "would" | "'ve" | "'d" | "'ll" | "did" | "does")) {
            break;
        }
        end -= 1;
    }
    let last = end.checked_sub(1)?;
    if pronoun(words, last) && words.fold(last) != "who" {
        return Some(Found { tokens: last..end, kind: Speaker::Pronoun, end });
    }
    if matches!(words.fold(last), "," | ")" | "who") || words.fold(last) == "-" {
        return around(words, names, last);
    }
    if let Some(k) = names.iter().position(|n| n.tokens.end == end) {
        return named(words, names, k, end);
    }
    if words.tokens.get(last).is_some_and(|t| t.kind == TokenKind::Clitic) {
        return None;
    }
    phrase(words, last)
}

/// A name that ends right before the verb, or the name that it only qualifies: “Schoff of the Carnegie Endowment”.
fn named(words: &Words, names: &[Name], k: usize, end: usize) -> Option<Found> {
    let name = names.get(k)?;
    if let Some(owner) = k.checked_sub(1).and_then(|p| names.get(p))
        && owner.affiliation == Some(name.span)
        && end - owner.tokens.end < REACH
    {
        return Some(Found { tokens: owner.tokens.clone(), kind: Speaker::Name, end });
    }
    let before = name.tokens.start.checked_sub(1).map_or("", |b| words.fold(b));
    // “an official in Tokyo says”, “talks with Japan show”: the name is not the subject
    if matches!(before, "in" | "of" | "with" | "from" | "for" | "by" | "on" | "to" | "at" | "against" | "between" | "about") {
        return name
            .tokens
            .start
            .checked_sub(2)
            .and_then(|l| phrase(words, l))
            .filter(|_| matches!(before, "in" | "of" | "from" | "at"))
            .map(|f| Found { end, ..f });
    }
    Some(Found { tokens: name.tokens.clone(), kind: Speaker::Name, end })
}

/// The name before an apposition or bracket that closes at `last`: “Aso, the minister, said”, “Holm (2015) argues”.
fn around(words: &Words, names: &[Name], last: usize) -> Option<Found> {
    let low = last.saturating_sub(REACH);
    let open: &[&str] = match words.fold(last) {
        ")" => &["("],
        "," => &[","],
        "-" => &["-"],
        _ => &[],
    };
    if open.is_empty() {
        let name = names.iter().find(|n| n.tokens.end == last || n.tokens.end + 1 == last && words.fold(n.tokens.end) == ",")?;
        return Some(Found { tokens: name.tokens.clone(), kind: Speaker::Name, end: last + 1 });
    }
    let start = (low..last).rev().find(|&k| open.contains(&words.fold(k)))?;
    // “Another judge on the bench, X, said”: the name is the apposition
    let apposed = |n: &&Name| words.fold(last) == "," && n.tokens.start == start + 1 && n.tokens.end == last && !n.acronym;
    let name = names.iter().rev().find(|n| n.tokens.end == start).or_else(|| names.iter().find(apposed))?;
    Some(Found { tokens: name.tokens.clone(), kind: Speaker::Name, end: last + 1 })
}

/// “the senior official” that ends with token `last`, or a bare plural at the clause's beginning (“officials”).
fn phrase(words: &Words, last: usize) -> Option<Found> {
    let token = words.tokens.get(last)?;
    if !token.is_word() || is_function_word(words.fold(last)) {
        return None;
    }
    let low = last.saturating_sub(7);
    for k in (low..last).rev() {
        let folded = words.fold(k);
        if determiner(folded) {
            return Some(Found { tokens: k..last + 1, kind: Speaker::Phrase, end: last + 1 });
        }
        let inner = words.tokens.get(k).is_some_and(|t| t.is_word() && !is_function_word(folded)) || matches!(folded, "'s" | "-");
        if !inner && !matches!(folded, "of") {
            return bare(words, k + 1, last);
        }
    }
    if low == 0 { bare(words, 0, last) } else { None }
}

/// A bare plural: “Japanese officials”.
fn bare(words: &Words, from: usize, last: usize) -> Option<Found> {
    let plural = words.fold(last).ends_with('s') && words.lemma(last) != words.fold(last) || words.fold(last) == "people";
    let opens = from == 0
        || matches!(words.fold(from - 1), "," | "." | ";" | "and" | "but" | "that" | "-" | "\"")
        || !words.tokens.get(from - 1).is_some_and(|t| t.is_word());
    (plural && opens && last - from < 4).then(|| Found { tokens: from..last + 1, kind: Speaker::Phrase, end: last + 1 })
}

/// The speaker that begins at or right after token `at`: after an inverted verb or “by”.
pub(super) fn after(words: &Words, names: &[Name], at: usize) -> Option<Found> {
    if pronoun(words, at) && words.fold(at) != "who" {
        return Some(Found { tokens: at..at + 1, kind: Speaker::Pronoun, end: at + 1 });
    }
    starting(words, names, at)
}

/// A name (after its role) or a phrase with a determiner that begins at token `at`.
pub(super) fn starting(words: &Words, names: &[Name], at: usize) -> Option<Found> {
    let begin = words.tokens.get(at)?.span.start;
    let skip = at + usize::from(determiner(words.fold(at)));
    let skipped = words.tokens.get(skip).map_or(begin, |t| t.span.start);
    let starts = |n: &&Name| {
        n.tokens.start == at
            || n.tokens.start == skip
            || n.role.is_some_and(|r| (r.start == begin || r.start == skipped) && r.end <= n.span.start)
    };
    if let Some(name) = names.iter().filter(starts).max_by_key(|n| (n.role.is_some(), n.tokens.start)) {
        let followed = words.tokens.get(name.tokens.end).is_some_and(|t| t.is_word() && !t.stop && !t.capital);
        // “the Japanese government”: the name only begins the phrase
        if !(followed && name.role.is_none()) && words.fold(name.tokens.end) != "'s" {
            return Some(Found { tokens: name.tokens.clone(), kind: Speaker::Name, end: name.tokens.end });
        }
    }
    if let Some(name) = titled(words, names, skip) {
        return Some(Found { tokens: name.tokens.clone(), kind: Speaker::Name, end: name.tokens.end });
    }
    let mut end = at;
    while end < words.len() && end - at < 8 {
        let folded = words.fold(end);
        let Some(t) = words.tokens.get(end) else { break };
        let inner =
            t.is_word() && (!is_function_word(folded) || determiner(folded) && end == at) || matches!(folded, "'s" | "-") && !t.spaced;
        if !inner {
            break;
        }
        end += 1;
    }
    // “said the chief justice, X, in his ruling”
    let apposed = |n: &&Name| words.fold(end) == "," && n.tokens.start == end + 1 && matches!(words.fold(n.tokens.end), "," | "." | "");
    if let Some(name) = names.iter().find(|n| apposed(n) && !n.acronym) {
        return Some(Found { tokens: name.tokens.clone(), kind: Speaker::Name, end: name.tokens.end });
    }
    let content = (at..end).any(|k| words.tokens.get(k).is_some_and(|t| t.is_word() && !t.stop));
    content.then_some(Found { tokens: at..end, kind: Speaker::Phrase, end })
}

/// “coffee shop owner X”: small words that are no function words, the last of them a role, and a name right after.
fn titled<'a>(words: &Words, names: &'a [Name], at: usize) -> Option<&'a Name> {
    let small = |k: usize| words.tokens.get(k).is_some_and(|t| t.is_word() && !t.capital && !t.stop) || words.fold(k) == "-";
    let name = names.iter().find(|n| n.tokens.start > at && n.tokens.start <= at + 5 && (at..n.tokens.start).all(small))?;
    let last = words.tokens.get(name.tokens.start - 1)?.span;
    name.role.is_some_and(|r| r.contains(last)).then_some(name)
}
