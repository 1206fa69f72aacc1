//! A conflict with a sentence about something else than the claim: another season, a plan, a part of the thing, somebody's sister. Each
//! sign is looked for in the sentence that was found, after all rules have spoken: whatever was found in such a sentence is none.

use super::Conflict;
use super::assess::Case;
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use crate::mention::quantity::Kind;
use crate::text::Span;

/// Tokens before a date in which a plan is told of it.
const AHEAD: usize = 8;
/// Tokens at the beginning in which a sentence's subject stands.
const SUBJECT: usize = 6;
/// Tokens of a subject with a name: “the east span of the Tarn Bridge”.
const PHRASE: usize = 4;

/// The sentence in which the conflict was found is about something else.
pub fn thing(case: &Case, c: &Conflict) -> bool {
    if !matches!(c.rule, "number-conflict" | "date-conflict" | "name-conflict" | "direction-conflict" | "order-conflict") {
        return false;
    }
    let Some((evidence, found)) = c.evidence.zip(c.found) else { return false };
    let Some(source) = case.sources.get(evidence.source) else { return false };
    let theirs = Words::new(&source.document.text, evidence.span);
    let Some(at) = theirs.tokens.iter().position(|t| found.span.overlaps(t.span)) else { return false };
    let mine = &case.claim.words;
    // who did what to whom was lined up by itself
    let valued = matches!(c.rule, "date-conflict" | "name-conflict") && !c.gates.contains(&"exchanged");
    numbered(mine, c.claimed, &theirs, found.span, source.called())
        || partial(case, c, evidence.span)
        || c.rule == "date-conflict" && planned(&theirs, at) && !plans(mine)
        || valued && c.rule == "name-conflict" && whose(&theirs, at) && !whose(mine, mine.len())
        || valued && (owned(case, &theirs, at) || opposed(case, c.claimed, &theirs, found.span))
}

/// “Season 3” beside “season 2”, “the 2014 Games” beside “the 2010 Games”, in the sentence or in what the source is called.
fn numbered(mine: &Words, claimed: Span, theirs: &Words, found: Span, called: Option<&str>) -> bool {
    let ours = numbers(mine, claimed);
    if ours.is_empty() {
        return false;
    }
    let title = called.map(|t| Words::new(t, Span::new(0, t.len())));
    let (here, there) = (numbers(theirs, found), title.as_ref().map_or_else(Vec::new, |t| numbers(t, Span::default())));
    // what the sentence says itself comes before what the source is called
    let told = |key: u32| if here.iter().any(|o| o.0 == key) { &here } else { &there };
    ours.iter().any(|mine| told(mine.0).iter().any(|o| o.0 == mine.0) && !told(mine.0).contains(mine))
}

/// A place in a row of fewer things: “the first album in English”, “the third by area”. What the claim says behind it is not said.
fn partial(case: &Case, c: &Conflict, evidence: Span) -> bool {
    let claim = case.claim;
    let Some(q) = claim.quantities.iter().find(|q| q.kind == Kind::Ordinal && q.number.overlaps(c.claimed)) else { return false };
    let Some(view) = case.views.iter().find(|v| v.span == evidence) else { return false };
    let words = &claim.words;
    let light = |k: usize| words.lemma_is(k, Group::StandIn) || words.lemma_is(k, Group::Light) || words.fold(k).ends_with("ed");
    let said = |k: usize| view.coverage.found.get(k).is_some_and(|f| *f >= 0.5);
    let ends = |k: &usize| {
        let verb = words.tokens.get(*k).is_some_and(|t| lexicon::is_verb(t.key) && words.fold(*k) != words.lemma(*k));
        matches!(words.fold(*k), "," | ";" | ":" | "(") || verb
    };
    (q.tokens.end..words.len()).take_while(|k| !ends(k)).any(|k| claim.about(k) && !light(k) && !said(k))
}

/// The numbers that tell which of its sort something is, each with the key of the word that tells the sort; not the one in `but`.
fn numbers<'a>(words: &'a Words, but: Span) -> Vec<(u32, &'a str)> {
    let capital = |k: usize| words.tokens.get(k).filter(|t| t.capital && t.is_word() && t.content());
    let one = |k: usize| -> Option<(u32, &'a str)> {
        let t = words.tokens.get(k).filter(|t| !t.span.overlaps(but))?;
        let number = words.fold(k);
        let year = t.is_number() && number.len() == 4;
        let model = t.is_word() && t.capital && number.bytes().any(|b| b.is_ascii_digit());
        let roman = t.is_word() && t.capital && number.len() >= 2 && number.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        let before = k.checked_sub(1);
        let sort = before.and_then(|b| {
            let label = matches!(
                words.lemma(b),
                "season" | "episode" | "volume" | "part" | "chapter" | "line" | "flight" | "book" | "series" | "round" | "phase" | "week"
            );
            words.tokens.get(b).filter(|w| label || capital(b).is_some() && !month(words, b) && w.is_word())
        });
        let own = if t.is_number() && !year || roman || model { sort.map(|w| w.key) } else { None };
        let edition = || capital(k + 1).filter(|_| year && !month(words, k + 1)).map(|w| w.key);
        own.or_else(edition).map(|key| (key, number))
    };
    (0..words.len()).filter_map(one).collect()
}

fn month(words: &Words, k: usize) -> bool {
    words.tokens.get(k).is_some_and(|t| t.capital) && lexicon::is_month(words.fold(k))
}

/// What is told with the date at token `at` was only foreseen: “was due for release on”, “was to begin in”.
fn planned(words: &Words, at: usize) -> bool {
    let ends = |k: &usize| matches!(words.fold(*k), ";" | "but" | "," | "and" | "." | ":");
    (at.saturating_sub(AHEAD)..at).rev().take_while(|k| !ends(k)).any(|k| foresees(words, k))
}

fn foresees(words: &Words, k: usize) -> bool {
    matches!(words.lemma(k), "schedule" | "due" | "plan" | "expect" | "slate" | "intend" | "anticipate" | "target" | "originally")
        || matches!(words.fold(k), "was" | "were" | "is" | "are") && words.fold(k + 1) == "to"
}

/// The claim tells of what is to come as well.
fn plans(words: &Words) -> bool {
    (0..words.len())
        .any(|k| foresees(words, k) || matches!(words.fold(k), "will" | "would" | "set" | "upcoming" | "planned" | "forthcoming"))
}

/// “A spy whose real name is NAME”: that of somebody else.
fn whose(words: &Words, at: usize) -> bool {
    (at.saturating_sub(SUBJECT)..at).any(|k| words.fold(k) == "whose")
}

/// What the sentence begins with is not what the claim begins with, but something of it: “the soundtrack of X”, “X's sister”, “the first X”.
fn owned(case: &Case, theirs: &Words, at: usize) -> bool {
    let mine = &case.claim.words;
    let opens = |k: usize| {
        matches!(mine.fold(k), "the" | "a") || mine.lemma_is(k, Group::StandIn) || mine.tokens.get(k).is_some_and(|t| t.is_number())
    };
    let first = case.claim.names.iter().find(|n| n.tokens.start <= PHRASE);
    let Some(subject) = first.filter(|n| (0..n.tokens.start).all(opens)) else { return false };
    let key = |words: &Words, k: usize| words.tokens.get(k).map(|t| t.key);
    let told = |k: usize| key(theirs, k).is_some_and(|x| mine.tokens.iter().any(|t| t.key == x));
    let noun = |k: usize| {
        theirs.tokens.get(k).is_some_and(|t| t.is_word() && t.content() && !t.capital) && !told(k) && !Group::StandIn.has(theirs.lemma(k))
    };
    let last = subject.tokens.end.saturating_sub(1);
    let Some(end) = (0..at.min(SUBJECT + PHRASE)).find(|k| key(theirs, *k).is_some() && key(theirs, *k) == key(mine, last)) else {
        return false;
    };
    let start = (end + 1).saturating_sub(subject.tokens.len());
    // “X's deputy”
    let has = theirs.fold(end + 1) == "'s" && (end + 2..end + 4).any(noun) && mine.fold(subject.tokens.end) != "'s";
    let article = |k: usize| matches!(theirs.fold(k), "the" | "its");
    let before = (0..start).rev().find(|b| !article(*b) && !theirs.tokens.get(*b).is_some_and(|t| t.is_number()));
    // “the east span of X”, “ticket sales for X”
    let of = before.is_some_and(|b| {
        b > 0 && matches!(theirs.fold(b), "of" | "for") && noun(b - 1) && !lexicon::may_head(theirs.lemma(b - 1), lexicon::Head::Place)
    });
    let other = start
        .checked_sub(1)
        .is_some_and(|b| matches!(theirs.fold(b), "first" | "second" | "third" | "old" | "original" | "former" | "new") && !told(b));
    // “the X building”
    let thing = |k: usize| noun(k) && !theirs.tokens.get(k).is_some_and(|t| lexicon::is_verb(t.key));
    let compound = thing(end + 1) && theirs.tokens.get(end + 1).is_some_and(|t| t.spaced);
    // “the sports editor of X”
    let narrower = before.is_some_and(|b| b > 1 && theirs.fold(b) == "of" && told(b - 1) && thing(b - 2));
    has || of || other || compound || narrower
}

/// Beside the value a word of the claim has its opposite in the sentence: “negative in France”, “positive in Spain” are two facts.
fn opposed(case: &Case, claimed: Span, theirs: &Words, found: Span) -> bool {
    let mine = &case.claim.words;
    let open = |words: &Words, k: usize, other: &Words, but: Span| {
        words
            .tokens
            .get(k)
            .is_some_and(|t| t.content() && t.may_oppose() && !t.span.overlaps(but) && !other.tokens.iter().any(|o| o.key == t.key))
    };
    let xs = (0..mine.len()).filter(|i| open(mine, *i, theirs, claimed)).filter_map(|i| mine.tokens.get(i));
    let ys: Vec<u32> =
        (0..theirs.len()).filter(|j| open(theirs, *j, mine, found)).filter_map(|j| theirs.tokens.get(j)).map(|t| t.key).collect();
    xs.into_iter().any(|x| ys.iter().any(|y| lexicon::opposed_keys(x.key, *y).is_some()))
}
