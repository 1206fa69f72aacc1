//! Searches a quotation in a source: word for word, under every honest way of writing it, and if it is not there, the
//! passage that it was made from and what was changed.

mod align;
mod diff;
mod pattern;
mod turns;

pub use diff::{Class, Diff};
pub use pattern::Pattern;

use crate::corpus::Source;
use crate::language::{Letters, lexicon};
use crate::text::Span;
use align::{Alignment, Step, align, windows};
use diff::{OWN_WORDS, diffs, turns_in};
use pattern::{Fragment, Part};

/// The most words that an ellipsis may stand for.
const GAP_WORDS: usize = 200;
/// A passage that shares fewer of the words, in order, is another passage.
const RELATED: f32 = 0.5;

/// What a source says to a quotation. Spans are into the source's `Document::text` unless a [`Diff`] says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum QuoteMatch {
    /// It stands there.
    Exact(Span),
    /// A passage like it stands there; `similarity` is the share of the quotation's words found in order, 0.5 to 1, `shared` how
    /// many of those found are content words. `diffs` is not empty.
    Altered { span: Span, diffs: Vec<Diff>, similarity: f32, shared: usize },
    /// Nothing like it stands there; the passage that shares most words, if any shares a third of them.
    Absent { closest: Option<Span> },
}

/// Searches `pattern`, read from `note`'s text, in `source`. Linear in the source (about a millisecond for a million bytes once
/// its letters are known); the closer look at the best passages is bounded.
pub fn search(pattern: &Pattern, note: &str, source: &Source) -> QuoteMatch {
    let letters = source.letters();
    if pattern.words() == 0 || letters.is_empty() {
        return QuoteMatch::Absent { closest: None };
    }
    if let Some((from, to)) = letters.find(&pattern.literal, 0, letters.len(), 1).first() {
        return QuoteMatch::Exact(letters.cover(*from, *to));
    }
    let text: &str = &source.document.text;
    let spoiled = match chain(pattern, letters, text) {
        Some(Ok(span)) => return QuoteMatch::Exact(span),
        Some(Err(found)) => Some(found),
        None => None,
    };
    spoiled.unwrap_or_else(|| near(pattern, note, letters, text))
}

/// Whether the quotation stands in the source as written: the cheap half of [`search`].
pub fn find_exact(pattern: &Pattern, source: &Source) -> Option<Span> {
    let letters = source.letters();
    if pattern.words() == 0 {
        return None;
    }
    if let Some((from, to)) = letters.find(&pattern.literal, 0, letters.len(), 1).first() {
        return Some(letters.cover(*from, *to));
    }
    chain(pattern, letters, &source.document.text)?.ok()
}

/// What may stand between two runs of words.
#[derive(Clone, Copy)]
struct Joint<'a> {
    span: Span,
    bound: usize,
    ellipsis: bool,
    /// The writer's own words turn the sentence themselves.
    licensed: bool,
    stem: Option<&'a str>,
}

/// Unbroken runs of words (as folded letters) and what stands between them.
struct Runs<'a> {
    runs: Vec<&'a str>,
    joints: Vec<Joint<'a>>,
}

fn runs(pattern: &Pattern) -> Runs<'_> {
    let mut out = Runs { runs: Vec::new(), joints: Vec::new() };
    let mut joint: Option<Joint> = None;
    for (f, fragment) in pattern.fragments.iter().enumerate() {
        if let Some(gap) = f.checked_sub(1).and_then(|g| pattern.gaps.get(g)) {
            let licensed = joint.is_some_and(|j| j.licensed);
            joint = Some(Joint { span: *gap, bound: GAP_WORDS, ellipsis: true, licensed, stem: None });
        }
        let mut at = 0;
        while let Some(part) = fragment.parts.get(at) {
            let now = joint.unwrap_or(Joint { span: Span::default(), bound: OWN_WORDS, ellipsis: false, licensed: false, stem: None });
            match *part {
                Part::Own { span, turns } => {
                    let span = if joint.is_some() { now.span } else { span };
                    joint = Some(Joint { span, licensed: now.licensed || turns, stem: None, ..now });
                    at += 1;
                }
                Part::Stem(i) => {
                    let stem = joint.is_none().then(|| fragment.letters.fold(i));
                    let bound = if stem.is_some() { 1 } else { now.bound };
                    joint = Some(Joint { span: fragment.letters.cover(i, i + 1), bound, stem, ..now });
                    at += 1;
                }
                Part::Word(i) => {
                    let count = fragment.parts.iter().skip(at).take_while(|p| matches!(p, Part::Word(_))).count();
                    if !out.runs.is_empty()
                        && let Some(j) = joint
                    {
                        out.joints.push(j);
                    }
                    joint = None;
                    out.runs.push(fragment.letters.between(i, i + count));
                    at += count;
                }
            }
        }
    }
    out
}

/// All runs in order with no more between them than their joints allow. `Err` where a joint hides a word that turns the
/// sentence.
fn chain(pattern: &Pattern, letters: &Letters, text: &str) -> Option<Result<Span, QuoteMatch>> {
    let runs = runs(pattern);
    if runs.runs.len() < 2 {
        let run = runs.runs.first()?;
        let (from, to) = *letters.find(run, 0, letters.len(), 1).first()?;
        return Some(Ok(letters.cover(from, to)));
    }
    let anchor = (0..runs.runs.len()).max_by_key(|i| (runs.runs.get(*i).map_or(0, |r| r.len()), std::cmp::Reverse(*i)))?;
    let mut spoiled = None;
    for hit in letters.find(runs.runs.get(anchor)?, 0, letters.len(), 64) {
        let Some(places) = extend(&runs, anchor, hit, letters) else { continue };
        let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
        let span = letters.cover(first.0, last.1);
        match hidden(&runs, &places, letters, text) {
            None => return Some(Ok(span)),
            Some(diff) => {
                let shared = pattern.fragments.iter().map(|f| content(f, f.parts.iter().copied())).sum();
                spoiled = spoiled.or(Some(QuoteMatch::Altered { span, diffs: vec![diff], similarity: 1.0, shared }));
            }
        }
    }
    spoiled.map(Err)
}

/// The nearest places of the other runs around the anchor's.
fn extend(runs: &Runs, anchor: usize, hit: (usize, usize), letters: &Letters) -> Option<Vec<(usize, usize)>> {
    let mut places = vec![hit];
    for i in (0..anchor).rev() {
        let (joint, next) = (runs.joints.get(i)?, places.last()?.0);
        let run = runs.runs.get(i)?;
        // the joint and the run itself: no atom has fewer than one letter
        let from = next.saturating_sub(joint.bound + run.len());
        let near = letters.find(run, from, next, usize::MAX);
        places.push(*near.iter().rev().find(|p| next - p.1 <= joint.bound)?);
    }
    places.reverse();
    for i in anchor + 1..runs.runs.len() {
        let (joint, end) = (runs.joints.get(i - 1)?, places.last()?.1);
        let run = runs.runs.get(i)?;
        let to = (end + joint.bound + run.len()).min(letters.len());
        let next = *letters.find(run, end, to, 1).first()?;
        if next.0 - end > joint.bound || joint.stem.is_some_and(|s| next.0 != end + 1 || !letters.fold(end).starts_with(s)) {
            return None;
        }
        places.push(next);
    }
    Some(places)
}

/// The first joint that hides a negation or a hedge.
fn hidden(runs: &Runs, places: &[(usize, usize)], letters: &Letters, text: &str) -> Option<Diff> {
    for (joint, pair) in runs.joints.iter().zip(places.windows(2)) {
        let (Some(a), Some(b)) = (pair.first(), pair.get(1)) else { continue };
        if joint.licensed || joint.stem.is_some() {
            continue;
        }
        if let Some((at, class)) = turns_in(letters, text, a.1, b.0, joint.ellipsis) {
            let near = letters.cover(at, (at + 1).min(b.0));
            let source = if b.0 - a.1 <= 8 { letters.cover(a.1, b.0) } else { near };
            return Some(Diff { note: joint.span, source, class, edge: false, words: (1, b.0 - a.1) });
        }
    }
    None
}

/// What was found of one fragment.
struct Found {
    alignment: Alignment,
    diffs: Vec<Diff>,
    same: usize,
    /// Content words among them.
    shared: usize,
}

/// How many of the parts are words that carry content.
fn content(fragment: &Fragment, parts: impl Iterator<Item = Part>) -> usize {
    let telling = |i: usize| {
        let folded = fragment.letters.fold(i);
        folded.len() > 1 && folded.contains(char::is_alphabetic) && !lexicon::is_stop(folded)
    };
    parts.filter(|p| matches!(p, Part::Word(i) if telling(*i))).count()
}

/// The passage that the quotation was made from, by alignment of words.
fn near(pattern: &Pattern, note: &str, letters: &Letters, text: &str) -> QuoteMatch {
    let absent = QuoteMatch::Absent { closest: None };
    let Some(anchor) =
        (0..pattern.fragments.len()).max_by_key(|i| (pattern.fragments.get(*i).map_or(0, Fragment::words), std::cmp::Reverse(*i)))
    else {
        return absent;
    };
    let Some(fragment) = pattern.fragments.get(anchor) else { return absent };
    let Some(main) = best(fragment, letters, (0, letters.len()), (note, text)) else { return absent };
    let mut span = letters.cover(main.alignment.from, main.alignment.to);
    let (mut from, mut to) = (main.alignment.from, main.alignment.to);
    let (mut same, mut shared) = (main.same, main.shared);
    let mut changes = main.diffs;
    for (i, other) in pattern.fragments.iter().enumerate().filter(|(i, _)| *i != anchor) {
        let range = if i < anchor {
            (from.saturating_sub(GAP_WORDS + other.words()), from)
        } else {
            (to, (to + GAP_WORDS + other.words()).min(letters.len()))
        };
        let enough = |f: &Found| f.same * 10 >= other.words() * 6;
        let inside = best(other, letters, range, (note, text)).filter(enough);
        let anywhere = || best(other, letters, (0, letters.len()), (note, text)).filter(|f| f.same * 10 >= other.words() * 8);
        if let Some(found) = inside {
            span = span.cover(letters.cover(found.alignment.from, found.alignment.to));
            from = from.min(found.alignment.from);
            to = to.max(found.alignment.to);
            same += found.same;
            shared += found.shared;
            changes.extend(found.diffs);
        } else if let Some(found) = anywhere() {
            let place = letters.cover(found.alignment.from, found.alignment.to);
            changes.push(Diff {
                note: other.span(),
                source: place,
                class: Class::Order,
                edge: false,
                words: (other.words(), other.words()),
            });
        } else {
            changes.push(Diff { note: other.span(), source: span, class: Class::Word, edge: false, words: (other.words(), 0) });
        }
    }
    changes.sort_by_key(|d| d.note.start);
    let words = pattern.words().max(1);
    let similarity = same as f32 / words as f32;
    if changes.is_empty() {
        return if similarity >= 1.0 { QuoteMatch::Exact(span) } else { QuoteMatch::Absent { closest: Some(span) } };
    }
    if similarity >= RELATED {
        QuoteMatch::Altered { span, diffs: changes, similarity, shared }
    } else {
        QuoteMatch::Absent { closest: (similarity > 0.34).then_some(span) }
    }
}

/// The best alignment of a fragment within a range of atoms.
fn best(fragment: &Fragment, letters: &Letters, range: (usize, usize), text: (&str, &str)) -> Option<Found> {
    let mut out: Option<Found> = None;
    let limit = if fragment.parts.len() > 500 { 1 } else { 3 };
    for (from, to) in windows(fragment, letters, range.0, range.1, limit) {
        let alignment = align(fragment, letters, from, to);
        let (diffs, more) = diffs(fragment, &alignment, letters, text);
        let same = alignment.same + more;
        let better = out.as_ref().is_none_or(|o| (same, o.diffs.len()) > (o.same, diffs.len()));
        if better {
            let found =
                alignment.steps.iter().filter_map(|s| if let Step::Same(i, _) = s { fragment.parts.get(*i).copied() } else { None });
            let shared = content(fragment, found);
            out = Some(Found { alignment, diffs, same, shared });
        }
    }
    out
}

#[cfg(test)]
mod tests;
