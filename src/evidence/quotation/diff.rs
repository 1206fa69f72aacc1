//! What an alignment says was changed, with the words on both sides and the class of the change.

use super::align::{Alignment, Step};
use super::pattern::{Fragment, Part};
use super::turns::{Turn, counts, turn};
use crate::language::{Letters, lexicon};
use crate::text::Span;

/// What kind of words a change touches. In order of weight: the first that fits names the change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    Negation,
    Number,
    Name,
    Hedge,
    Order,
    Word,
}

impl Class {
    pub fn name(self) -> &'static str {
        match self {
            Class::Negation => "negation",
            Class::Number => "number",
            Class::Name => "name",
            Class::Hedge => "hedge",
            Class::Order => "order",
            Class::Word => "word",
        }
    }
}

/// One change. Both spans have words in them: where a side only dropped words, the word beside the gap is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Diff {
    /// Into the note's text.
    pub note: Span,
    /// Into the source's text.
    pub source: Span,
    pub class: Class,
    /// It stands at the quotation's beginning or end, where nothing on one side vouches for the place.
    pub edge: bool,
    /// How many words were changed, in the note and in the source.
    pub words: (usize, usize),
}

/// Neighbouring steps that are not equal, as ranges of atoms on both sides.
#[derive(Clone, Copy, Debug)]
struct Hunk {
    note: (usize, usize),
    source: (usize, usize),
    first: bool,
    last: bool,
}

/// More words than these in the place of the writer's own are words left out without a mark.
pub(super) const OWN_WORDS: usize = 10;

/// The changes, in order, and how many of the fragment's words turned out the same after all (“decision-making”,
/// “decisionmaking”).
pub(super) fn diffs(fragment: &Fragment, alignment: &Alignment, source: &Letters, text: (&str, &str)) -> (Vec<Diff>, usize) {
    let mut same = 0;
    let mut left = Vec::new();
    for hunk in hunks(fragment, alignment) {
        let hunk = at_edge(hunk, fragment, source);
        if equal(fragment, source, hunk) || elided(source, hunk, text.1) || joins(fragment, source, hunk) {
            same += hunk.note.1 - hunk.note.0;
        } else {
            left.push(hunk);
        }
    }
    let mut out: Vec<Diff> = match moved(fragment, source, &left) {
        Some(diff) => vec![diff],
        None => left.iter().map(|h| describe(fragment, source, *h, text)).collect(),
    };
    out.extend(swallowed(fragment, alignment, source, text.1));
    out.sort_by_key(|d| d.note.start);
    (out, same)
}

fn hunks(fragment: &Fragment, alignment: &Alignment) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::new();
    let (mut note, mut at) = (0, alignment.from);
    let mut open: Option<Hunk> = None;
    let mut begun = false;
    let index = |part: usize| match fragment.parts.get(part) {
        Some(Part::Word(i) | Part::Stem(i)) => Some(*i),
        _ => None,
    };
    for step in &alignment.steps {
        let (n, s) = match *step {
            Step::Same(i, j) | Step::Own(i, j) => {
                out.extend(open.take());
                begun = true;
                note = index(i).map_or(note, |n| n + 1);
                at = j + 1;
                continue;
            }
            Step::Swap(i, j) => (index(i), Some(j)),
            Step::Note(i) => (index(i), None),
            Step::Source(j) => (None, Some(j)),
        };
        let hunk = open.get_or_insert(Hunk { note: (n.unwrap_or(note), note), source: (s.unwrap_or(at), at), first: !begun, last: false });
        note = n.map_or(note, |n| n + 1);
        at = s.map_or(at, |s| s + 1);
        hunk.note.1 = note.max(hunk.note.0);
        hunk.source.1 = at.max(hunk.source.0);
    }
    if let Some(mut hunk) = open {
        hunk.last = true;
        out.push(hunk);
    }
    out
}

/// At the ends of a quotation the source's side is free: set the words there beside the changed ones.
fn at_edge(mut hunk: Hunk, fragment: &Fragment, source: &Letters) -> Hunk {
    let words = hunk.note.1 - hunk.note.0;
    if hunk.source.0 != hunk.source.1 || words == 0 || !(hunk.first || hunk.last) {
        return hunk;
    }
    let (from, to) = hunk.source;
    let stretched = |k: usize| {
        let source = if hunk.first { (from.saturating_sub(k), to) } else { (from, (to + k).min(source.len())) };
        Hunk { source, ..hunk }
    };
    let equal = (1..=words + 2).map(stretched).find(|h| equal(fragment, source, *h));
    hunk = equal.unwrap_or_else(|| stretched(words.min(6)));
    hunk
}

/// The source leaves words out there itself: what it leaves out cannot be compared.
fn elided(source: &Letters, hunk: Hunk, text: &str) -> bool {
    let (Some(left), Some(right)) = (hunk.source.0.checked_sub(1), source.atoms.get(hunk.source.1)) else { return false };
    let from = source.atoms.get(left).map_or(right.start, |a| a.end);
    let between = text.get(from as usize..right.start as usize).unwrap_or("");
    hunk.source.0 == hunk.source.1 && hunk.note.0 < hunk.note.1 && (between.contains('…') || between.contains("..."))
}

/// The quotation begins with a word that only joins it to what was said before: “But we will not …”. Where the source has that word
/// as well, what lies between is left out.
fn joins(fragment: &Fragment, source: &Letters, hunk: Hunk) -> bool {
    let word = fragment.letters.fold(0);
    let (from, to) = hunk.source;
    let there = (from.saturating_sub(3)..to.max(from)).any(|k| source.fold(k) == word);
    hunk.first && hunk.note == (0, 1) && matches!(word, "but" | "and" | "so" | "well" | "now" | "yet") && !there
}

/// The same letters, cut into words differently, or the same number in words and digits.
fn equal(fragment: &Fragment, source: &Letters, hunk: Hunk) -> bool {
    if hunk.note.0 == hunk.note.1 || hunk.source.0 == hunk.source.1 || hunk.note.1 - hunk.note.0 > 12 || hunk.source.1 - hunk.source.0 > 12
    {
        return false;
    }
    plain(&fragment.letters, hunk.note) == plain(source, hunk.source)
}

fn plain(letters: &Letters, range: (usize, usize)) -> String {
    let mut out = String::new();
    for i in range.0..range.1 {
        let folded = letters.fold(i);
        match turn(folded) {
            Some(Turn::Number(digits)) => out.push_str(digits),
            _ => out.push_str(folded),
        }
    }
    out.retain(|c| !matches!(c, '\'' | '’'));
    out.replace("percent", "%")
}

/// The same words in another order: one change from the first to the last of them.
fn moved(fragment: &Fragment, source: &Letters, hunks: &[Hunk]) -> Option<Diff> {
    // “the” and “of” come and go where words change places
    let keeps = |folded: &&str| !lexicon::is_stop(folded) || turn(folded).is_some();
    let keys = |letters: &Letters, range: (usize, usize)| {
        (range.0..range.1).map(|i| letters.fold(i)).filter(keeps).map(str::to_string).collect::<Vec<_>>()
    };
    let mut note: Vec<String> = hunks.iter().flat_map(|h| keys(&fragment.letters, h.note)).collect();
    let mut found: Vec<String> = hunks.iter().flat_map(|h| keys(source, h.source)).collect();
    note.sort_unstable();
    found.sort_unstable();
    if note.is_empty() || note != found || note.len() > 40 {
        return None;
    }
    let (first, last) = (hunks.first()?, hunks.last()?);
    Some(Diff {
        note: fragment.letters.cover(first.note.0, last.note.1.max(first.note.0 + 1)),
        source: source.cover(first.source.0, last.source.1.max(first.source.0 + 1)),
        class: Class::Order,
        edge: false,
        words: (note.len(), note.len()),
    })
}

fn describe(fragment: &Fragment, source: &Letters, hunk: Hunk, text: (&str, &str)) -> Diff {
    let class = classify(fragment, source, hunk, text);
    let ((mut a, mut b), (mut c, mut d)) = (hunk.note, hunk.source);
    if a == b || c == d {
        // one side only dropped words: show the words on either side of the gap, as far as the quotation goes
        if b < fragment.letters.len() && d < source.len() && !hunk.last {
            (b, d) = (b + 1, d + 1);
        }
        if a > 0 && c > 0 && !hunk.first {
            (a, c) = (a - 1, c - 1);
        }
    }
    let words = (hunk.note.1 - hunk.note.0, hunk.source.1 - hunk.source.0);
    Diff { note: fragment.letters.cover(a, b), source: source.cover(c, d), class, edge: hunk.first || hunk.last, words }
}

fn classify(fragment: &Fragment, source: &Letters, hunk: Hunk, text: (&str, &str)) -> Class {
    let note: Vec<usize> = (hunk.note.0..hunk.note.1).collect();
    let found: Vec<usize> = (hunk.source.0..hunk.source.1).collect();
    let turns = |letters: &Letters, at: &[usize], wanted: &dyn Fn(Option<Turn>) -> bool| {
        at.iter().filter(|i| wanted(turn(letters.fold(**i)))).count()
    };
    let differ = |wanted: &dyn Fn(Option<Turn>) -> bool| turns(&fragment.letters, &note, wanted) != turns(source, &found, wanted);
    if differ(&|t| t == Some(Turn::Negation)) {
        return Class::Negation;
    }
    let numbers = |letters: &Letters, at: &[usize]| {
        at.iter().filter(|i| counts(letters.fold(**i))).map(|i| letters.fold(*i).to_string()).collect::<Vec<_>>()
    };
    if numbers(&fragment.letters, &note) != numbers(source, &found) {
        return Class::Number;
    }
    if differ(&|t| matches!(t, Some(Turn::Hedge | Turn::Degree))) {
        return Class::Hedge;
    }
    let capital = |letters: &Letters, i: usize, text: &str| {
        let inside = i > 0 && letters.atoms.get(i - 1).is_some_and(|p| letters.atoms.get(i).is_some_and(|a| goes_on(text, p.end, a.start)));
        inside && letters.atoms.get(i).is_some_and(|a| a.span().of(text).starts_with(char::is_uppercase))
    };
    let named = note.iter().any(|i| capital(&fragment.letters, *i, text.0)) || found.iter().any(|j| capital(source, *j, text.1));
    if named { Class::Name } else { Class::Word }
}

/// No sentence ends between the two offsets.
fn goes_on(text: &str, from: u32, to: u32) -> bool {
    !text.get(from as usize..to as usize).unwrap_or(".").contains(['.', '!', '?', ':', '\n', '“', '"', '‘'])
}

/// Words in the place of the writer's own that turn the sentence, or too many of them.
fn swallowed(fragment: &Fragment, alignment: &Alignment, source: &Letters, text: &str) -> Vec<Diff> {
    let mut out = Vec::new();
    for (i, part) in fragment.parts.iter().enumerate() {
        let Part::Own { span, turns } = *part else { continue };
        let atoms: Vec<usize> =
            alignment.steps.iter().filter_map(|s| if let Step::Own(p, j) = s { (*p == i).then_some(*j) } else { None }).collect();
        let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else { continue };
        let turned = if turns { None } else { turns_in(source, text, *first, *last + 1, false) };
        if let Some((_, class)) = turned {
            out.push(Diff { note: span, source: source.cover(*first, *last + 1), class, edge: false, words: (1, atoms.len()) });
        } else if atoms.len() > OWN_WORDS {
            out.push(Diff {
                note: span,
                source: source.cover(*first, *last + 1),
                class: Class::Word,
                edge: false,
                words: (1, atoms.len()),
            });
        }
    }
    out
}

/// The first atom between `from` and `to` that negates or hedges what stands around the stretch. With `clauses`, one that
/// stands in an insertion or a sentence of its own, within the stretch, is left alone.
pub(super) fn turns_in(source: &Letters, text: &str, from: usize, to: usize, clauses: bool) -> Option<(usize, Class)> {
    let begin = from.checked_sub(1).and_then(|i| source.atoms.get(i)).map_or(0, |a| a.end);
    let end = source.atoms.get(to).map_or(text.len() as u32, |a| a.start);
    let border = |a: u32, b: u32| {
        text.get(a as usize..b as usize).is_some_and(|s| s.contains([',', ';', ':', '.', '!', '?', '—', '–', '(', ')', '\n']))
    };
    // where the first and the last border of a clause stand
    let mut edges = (from..=to).filter(|i| {
        let a = i.checked_sub(1).and_then(|p| source.atoms.get(p)).map_or(begin, |a| a.end);
        let b = source.atoms.get(*i).map_or(end, |a| a.start);
        border(a, b)
    });
    let first = edges.next();
    let last = edges.next_back().or(first);
    for i in from..to {
        let folded = source.fold(i);
        // “no-strike list”, “not-for-profit”: the word turns its compound only
        let compound = source.atoms.get(i).is_some_and(|a| text.get(a.end as usize..).is_some_and(|r| r.starts_with(['-', '‐', '‑'])));
        let class = match turn(folded) {
            Some(Turn::Negation) if compound => continue,
            Some(Turn::Negation) => Class::Negation,
            Some(Turn::Hedge) if !month(source, text, i) => Class::Hedge,
            _ => continue,
        };
        let apart = clauses && first.is_some_and(|f| f <= i) && last.is_some_and(|l| l > i);
        if !apart {
            return Some((i, class));
        }
    }
    None
}

/// “May” with a capital letter inside a sentence.
fn month(source: &Letters, text: &str, i: usize) -> bool {
    source.fold(i) == "may" && source.atoms.get(i).is_some_and(|a| a.span().of(text).starts_with('M'))
}
