//! Whose words a passage is: the attributions of a sentence, read a little wider than reporting verbs with a
//! clause, and followed to the sentence in which a quotation of several sentences begins.

use crate::corpus::Source;
use crate::evidence::Facts;
use crate::language::lexicon::Group;
use crate::language::{Words, sentences};
use crate::mention::attribution::{self, Speaker};
use crate::mention::name::{Name, NameKind};
use crate::mention::quotation::find_in;
use crate::text::Span;
use std::ops::Range;

/// A statement in a sentence and who is said to make it.
#[derive(Clone, Debug)]
pub struct Said {
    pub kind: Speaker,
    /// The speaker's name, into the sentence's names; `None` for a pronoun or a phrase.
    pub name: Option<usize>,
    /// The words that attribute.
    pub cue: Span,
    /// What is attributed, into the text, and as tokens.
    pub content: Span,
    pub tokens: Range<usize>,
}

/// Verbs that lay a demand or a plan in somebody's mouth; their object says what.
fn demands(lemma: &str) -> bool {
    Group::Demanding.has(lemma)
}

/// Every statement of the sentence.
pub fn statements(text: &str, facts: &Facts) -> Vec<Said> {
    let words = &facts.words;
    let mut out: Vec<Said> = Vec::new();
    for a in attribution::find(text, words, &facts.names) {
        // “written by X”, “found by X”: a work or a discovery, not a saying
        if matches!(a.cue.of(text), "written" | "found" | "shown" | "put") {
            continue;
        }
        let name = (a.kind == Speaker::Name)
            .then(|| facts.names.iter().position(|n| n.tokens.start < a.speaker_tokens.end && a.speaker_tokens.start < n.tokens.end))
            .flatten();
        out.push(Said { kind: a.kind, name, cue: a.cue, content: a.content, tokens: covered(words, a.content) });
    }
    for (i, n) in facts.names.iter().enumerate() {
        let all = [demand(words, n), cleft(words, n), closing(words, n), line(words, n), what(words, n)];
        for (cue, content) in all.into_iter().flatten() {
            let found = words.cover(content.start, content.end);
            if !found.is_empty() && !out.iter().any(|s| s.name == Some(i) && s.content.overlaps(found)) {
                let cue = words.cover(cue, cue + 1);
                out.push(Said { kind: Speaker::Name, name: Some(i), cue, content: found, tokens: content });
            }
        }
    }
    out
}

fn covered(words: &Words, span: Span) -> Range<usize> {
    let from = words.tokens.iter().position(|t| t.span.end > span.start).unwrap_or(words.len());
    let to = words.tokens.iter().rposition(|t| t.span.start < span.end).map_or(from, |i| i + 1);
    from..to.max(from)
}

/// “X[, however,] urged Y to …”: X is the subject, not the end of “talks with X”.
fn demand(words: &Words, name: &Name) -> Option<(usize, Range<usize>)> {
    let prior = name.tokens.start.checked_sub(1).map_or("", |b| words.fold(b));
    let governed =
        matches!(prior, "in" | "of" | "with" | "from" | "for" | "by" | "on" | "to" | "at" | "against" | "between" | "and" | "or");
    let mut at = name.tokens.end;
    if words.fold(at) == "," && matches!(words.fold(at + 1), "however" | "meanwhile" | "too" | "also") && words.fold(at + 2) == "," {
        at += 3;
    }
    while matches!(words.fold(at), "has" | "had" | "also" | "then" | "later" | "have") {
        at += 1;
    }
    let verb = words.tokens.get(at).is_some_and(|t| t.is_word() && !t.capital) && demands(words.lemma(at));
    (verb && !governed && words.fold(at + 1) != "by").then(|| (at, at + 1..words.len()))
}

/// “X was the one who called …”, “X is the man who found that …”.
fn cleft(words: &Words, name: &Name) -> Option<(usize, Range<usize>)> {
    let at = name.tokens.end;
    let noun = matches!(words.fold(at + 1), "the") && Group::Singling.has(words.fold(at + 2)) && words.fold(at + 3) == "who";
    let verb = at + 4;
    let says = Group::Stating.has(words.lemma(verb)) || attribution::reports(words, verb);
    (matches!(words.fold(at), "was" | "is") && noun && says).then(|| (verb, verb + 1..words.len()))
}

/// “X's line: …”, “X's complaint was that …”: what X said is named by a noun.
fn line(words: &Words, name: &Name) -> Option<(usize, Range<usize>)> {
    let at = name.tokens.end;
    let noun = words.fold(at) == "'s" && Group::SayingNoun.has(words.lemma(at + 1));
    let that = matches!(words.fold(at + 2), "is" | "was") && words.fold(at + 3) == "that";
    let from = if that { at + 4 } else { at + 3 };
    (noun && (that || words.fold(at + 2) == ":")).then(|| (at + 1, from..words.len()))
}

/// ““…” is what X calls it.”
fn what(words: &Words, name: &Name) -> Option<(usize, Range<usize>)> {
    let at = name.tokens.start.checked_sub(1).filter(|w| words.fold(*w) == "what")?;
    let end = at.checked_sub(1).filter(|b| matches!(words.fold(*b), "is" | "was"))?;
    let verb = name.tokens.end;
    (words.tokens.get(verb).is_some_and(|t| !t.capital) && attribution::reports(words, verb)).then_some((verb, 0..end))
}

/// “… (Japan Times)” at the sentence's end.
fn closing(words: &Words, name: &Name) -> Option<(usize, Range<usize>)> {
    let open = name.tokens.start.checked_sub(1)?;
    let first = if words.fold(open) == "the" { open.checked_sub(1)? } else { open };
    let ends = words.fold(name.tokens.end) == ")" && (name.tokens.end + 1..words.len()).all(|k| words.fold(k) == ".");
    let press = name.kind == NameKind::Organisation && name.certain && !name.acronym;
    (words.fold(first) == "(" && ends && press && first > 3).then_some((first, 0..first))
}

/// A speaker of a passage in a source, with the sentence that names it.
#[derive(Clone, Debug)]
pub struct Voice {
    pub facts: Facts,
    /// Into `facts.names`.
    pub name: usize,
}

/// Who speaks a passage.
#[derive(Clone, Debug, Default)]
pub struct Voices {
    /// The closest explicit one; `None` where it is unsaid, a pronoun or a phrase.
    pub closest: Option<Voice>,
    /// Every name that the passage is attributed to, the closest one too.
    pub all: Vec<Voice>,
    /// The passage stands between quotation marks in the source.
    pub quoted: bool,
}

/// Who speaks the words at `span` of a source. Looks at the sentence, and where the words stand in a quotation at
/// the sentences in which it begins and ends.
pub fn voices(source: &Source, span: Span) -> Voices {
    let document = &source.document;
    let mut out = Voices::default();
    let around = source.block_at(span.start).map(|b| find_in(document, b)).unwrap_or_default();
    let marks: Vec<Span> = around.iter().filter(|q| q.outer.contains(span)).map(|q| q.outer).collect();
    out.quoted = !marks.is_empty();
    let mut open = false;
    let mut spans = vec![span];
    spans.extend(marks.iter().rev());
    let mut seen: Vec<(usize, Span)> = Vec::new();
    for at in spans {
        let last = source.sentence_at(at.end.saturating_sub(1));
        for s in [source.sentence_at(at.start), last].into_iter().flatten() {
            if seen.contains(&(s, at)) {
                continue;
            }
            seen.push((s, at));
            open |= hear(source, s, at, &mut out);
        }
    }
    if open {
        out.closest = None;
    }
    out
}

/// Adds the speakers of `span` that sentence `s` names, closest first. True where one is a pronoun or a phrase.
fn hear(source: &Source, s: usize, span: Span, out: &mut Voices) -> bool {
    let Some(sentence) = source.sentences.get(s) else { return false };
    let text = &source.document.text;
    let facts = Facts::of(text, *sentence, &[], None);
    let mut found: Vec<Said> = statements(text, &facts).into_iter().filter(|a| a.content.overlaps(span)).collect();
    let gap = |a: &Said| if a.cue.end <= span.start { span.start - a.cue.end } else { a.cue.start.saturating_sub(span.end) };
    found.sort_by_key(gap);
    let mut open = false;
    for said in found {
        match said.name {
            Some(name) => {
                let voice = Voice { facts: facts.clone(), name };
                out.closest.get_or_insert_with(|| voice.clone());
                out.all.push(voice);
            }
            // “the ambassador” may be anybody whom the note names
            None => open = true,
        }
    }
    open
}

/// The sentence before `span` in its block of a text, for a lead-in that ends in a colon.
pub fn lead_in(text: &str, block: Span, span: Span) -> Option<Span> {
    let before = sentences(text, block).into_iter().take_while(|s| s.end <= span.start).last()?;
    before.of(text).trim_end().ends_with(':').then_some(before)
}
