//! Judges the quotations of a claim: word for word in a source, altered, or in none.

use super::{Conflict, Place};
use crate::claim::Claim;
use crate::corpus::{Source, spell_all};
use crate::document::Document;
use crate::evidence::quotation::{Class, Diff, Pattern, QuoteMatch, find_exact, search};
use crate::language::lexicon::Group;
use crate::language::{Letters, Words, sentences};
use crate::mention::quotation::{Quotation, QuoteKind, glued_in};
use crate::text::{Span, char_floor};
use rayon::prelude::*;
use std::cell::OnceCell;

/// What is known of the quotations that begin in one claim.
#[derive(Clone, Debug, Default)]
pub struct QuoteOutcome {
    /// Best first within a quotation, quotations in order.
    pub conflicts: Vec<Conflict>,
    /// There was a quotation to judge, and each stands word for word in a source.
    pub supported: bool,
    /// The quotations found in a source, exactly or altered, with their marks: nothing more is to be said of their words.
    pub handled: Vec<Span>,
    /// Where the words stand that support or conflict, one for each of `handled`.
    pub places: Vec<Place>,
}

/// The least share of a quotation's words found in order that makes it an altered one.
const ALTERED: f32 = 0.7;
/// The same where all that differs is in one place.
const ALTERED_ONCE: f32 = 0.6;
/// The same where that one place is the quotation's beginning or end.
const ALTERED_EDGE: f32 = 0.5;
/// The same for a block quote, which may be prose of the note's own.
const ALTERED_BLOCK: f32 = 0.8;
/// The same where no source is cited, and the fewest words there.
const ALTERED_ANYWHERE: (f32, usize) = (0.85, 8);
/// No sentence before a quotation is longer, in bytes.
const LONG: u32 = 2000;
/// The most quotations of one sentence that are judged: each is looked for in every source, and prose has no more.
const MOST_JUDGED: usize = 24;
/// Sources that are searched one after the other; more are searched on all cores, so many at a time.
const MOST_AT_ONCE: usize = 256;
/// The most changes that are reported of one quotation.
const MOST: usize = 3;

/// Judges `quotations`, those beginning in the claim's sentence, against `sources`, all in scope, in order. `whole`: the
/// claim has a scope of its own and its sources were read whole, so that words found nowhere are missing; without it
/// (scope is every source) only near-copies are judged.
pub fn assess(note: &Document, claim: &Claim, quotations: &[Quotation], sources: &[&Source], whole: bool) -> QuoteOutcome {
    let mut out = QuoteOutcome::default();
    let (mut judged, mut exact) = (0, 0);
    let letters = OnceCell::new();
    for quotation in quotations.iter().filter(|q| !q.scare && !q.nested) {
        judged += 1;
        if judged > MOST_JUDGED {
            break;
        }
        let pattern = Pattern::new(&note.text, quotation.span, &claim.skip);
        match best(&pattern, note, quotation, sources) {
            Some((source, QuoteMatch::Exact(span))) => {
                exact += 1;
                out.handled.push(quotation.outer);
                out.places.push(Place { source, span });
            }
            Some((source, QuoteMatch::Altered { span, diffs, similarity, shared }))
                if altered(&pattern, quotation, &Likeness { similarity, shared, diffs: &diffs }, whole)
                    && !nearly_title(note, quotation) =>
            {
                out.handled.push(quotation.outer);
                out.places.push(Place { source, span });
                out.conflicts.extend(changes(note, sources, source, &diffs));
            }
            found if whole && quotation.kind == QuoteKind::Inline && !own(note, quotation, &pattern, &letters) => {
                let closest = match found {
                    Some((source, QuoteMatch::Altered { span, .. })) => Some(Place { source, span }),
                    Some((source, QuoteMatch::Absent { closest: Some(span) })) => Some(Place { source, span }),
                    _ => None,
                };
                out.conflicts.push(missing(note, quotation, sources, closest));
            }
            _ => {}
        }
    }
    out.supported = judged > 0 && judged == exact;
    if out.conflicts.is_empty() {
        out.conflicts = glued(note, claim, sources, whole);
    }
    out
}

/// Words between marks of which nobody can tell whether they open or close: only one change in what is otherwise the source's
/// passage speaks for a quotation.
fn glued(note: &Document, claim: &Claim, sources: &[&Source], whole: bool) -> Vec<Conflict> {
    let block = note.block_at(claim.span.start);
    let found = block.map(|b| glued_in(note, b, claim.span)).unwrap_or_default();
    for quotation in &found {
        let pattern = Pattern::new(&note.text, quotation.span, &claim.skip);
        if let Some((source, QuoteMatch::Altered { diffs, similarity, shared, .. })) = best(&pattern, note, quotation, sources)
            && diffs.len() == 1
            && altered(&pattern, quotation, &Likeness { similarity, shared, diffs: &diffs }, whole)
        {
            return changes(note, sources, source, &diffs);
        }
    }
    Vec::new()
}

/// For `explain`: what was found of each quotation.
pub fn told(note: &Document, claim: &Claim, quotations: &[Quotation], sources: &[&Source], whole: bool) -> Vec<String> {
    let one = |q: &Quotation| {
        let words = quoted(q.span.of(&note.text));
        if q.scare {
            return format!("quotation {words}: too short to be searched for");
        }
        let pattern = Pattern::new(&note.text, q.span, &claim.skip);
        let path = |i: usize| sources.get(i).map_or("", |s| s.document.path.as_str());
        let like = match best(&pattern, note, q, sources) {
            Some((i, QuoteMatch::Exact(_))) => format!("word for word in {}", path(i)),
            Some((i, QuoteMatch::Altered { diffs, similarity, shared, .. })) => {
                let is = altered(&pattern, q, &Likeness { similarity, shared, diffs: &diffs }, whole) && !nearly_title(note, q);
                let verdict = if is { "altered" } else { "not made from it" };
                format!(
                    "{:.0} % of its words in order in {}, {} of them content, {} changes: {verdict}",
                    similarity * 100.0,
                    path(i),
                    shared,
                    diffs.len()
                )
            }
            _ => "in no source".to_string(),
        };
        let own = if own(note, q, &pattern, &OnceCell::new()) { "; a title, or the note's own words" } else { "" };
        format!("quotation {words}: {like}{own}")
    };
    quotations.iter().filter(|q| !q.nested).map(one).collect()
}

/// Where the quotation stands word for word in one of `others` (sources out of the claim's scope): the first, in order.
pub fn elsewhere(note: &Document, quotation: &Quotation, others: &[&Source]) -> Option<Place> {
    let pattern = Pattern::new(&note.text, quotation.span, &[]);
    let keys = telling(note, quotation.span);
    let held = |source: &Source| keys.iter().all(|k| source.has(*k));
    let mut places = others.iter().enumerate().filter(|(_, s)| held(s));
    places.find_map(|(source, s)| find_exact(&pattern, s).map(|span| Place { source, span }))
}

/// What the source that fits best says: exact before altered, more similar before less, earlier before later.
fn best(pattern: &Pattern, note: &Document, quotation: &Quotation, sources: &[&Source]) -> Option<(usize, QuoteMatch)> {
    let keys = if sources.len() > 8 { telling(note, quotation.span) } else { Vec::new() };
    let rank = |m: &QuoteMatch| match m {
        QuoteMatch::Exact(_) => 3.0,
        QuoteMatch::Altered { similarity, diffs, .. } => 1.0 + similarity - diffs.len() as f32 * 1e-4,
        QuoteMatch::Absent { closest: Some(_) } => 0.5,
        QuoteMatch::Absent { closest: None } => 0.0,
    };
    let may = |source: &Source| keys.iter().filter(|k| source.has(**k)).count() * 2 >= keys.len();
    let mut out: Option<(usize, QuoteMatch)> = None;
    let mut better = |i: usize, found: QuoteMatch| {
        if out.as_ref().is_none_or(|o| rank(&found) > rank(&o.1)) {
            out = Some((i, found));
        }
        matches!(out, Some((_, QuoteMatch::Exact(_))))
    };
    let all: Vec<(usize, &Source)> = sources.iter().copied().enumerate().collect();
    if all.len() <= MOST_AT_ONCE {
        let mut found = all.iter().filter(|s| may(s.1)).map(|(i, s)| (*i, search(pattern, &note.text, s)));
        found.any(|(i, found)| better(i, found));
        return out;
    }
    // words that very many sources may have, and which none need have: on all cores
    for some in all.chunks(MOST_AT_ONCE) {
        let some: Vec<(usize, &Source)> = some.iter().copied().filter(|s| may(s.1)).collect();
        spell_all(some.iter().map(|s| s.1));
        let found: Vec<(usize, QuoteMatch)> = some.par_iter().map(|(i, s)| (*i, search(pattern, &note.text, s))).collect();
        if found.into_iter().any(|(i, found)| better(i, found)) {
            break;
        }
    }
    out
}

/// Keys of the quotation's content words in plain letters, by which a source can be passed over without a search.
pub fn telling(note: &Document, span: Span) -> Vec<u32> {
    let words = Words::new(&note.text, span);
    let plain = |s: Span| s.len() > 3 && s.of(&note.text).bytes().all(|b| b.is_ascii_alphabetic());
    let inside = words.tokens.len().saturating_sub(1);
    // a word at the border of an insertion or a line may be a part of a word: leave the outer ones out
    words.tokens.iter().take(inside).skip(1).filter(|t| t.content() && plain(t.span)).map(|t| t.key).take(12).collect()
}

/// How like a passage is to a quotation.
struct Likeness<'a> {
    /// Share of the quotation's words found in order.
    similarity: f32,
    /// Content words among them.
    shared: usize,
    diffs: &'a [Diff],
}

/// Fewest content words that a quotation shares with the passage that it was made from. “I wanted to take responsibility” was not
/// made from “I wanted to take on”.
const SHARED: usize = 3;
/// Where only the quotation's beginning or end differs, and nothing behind it vouches for the place: fewest words in common when
/// one word or two differ, and when more do.
const SHARED_EDGE: (usize, usize) = (4, 8);

/// Whether a passage is what the quotation was made from: enough of it is the same, and what differs is about as long on both sides.
fn altered(pattern: &Pattern, quotation: &Quotation, like: &Likeness, whole: bool) -> bool {
    let all = pattern.words();
    let same = (like.similarity * all as f32).round() as usize;
    let (once, edge, few) = match like.diffs {
        [one] => (true, one.edge, one.words.0 <= 2),
        _ => (false, false, false),
    };
    let moved = like.diffs.iter().any(|d| d.class == Class::Order);
    let least = match (quotation.kind, whole) {
        (_, false) => ALTERED_ANYWHERE.0,
        (QuoteKind::Block, true) => ALTERED_BLOCK,
        (QuoteKind::Inline, true) if edge => ALTERED_EDGE,
        // a few words in one place weigh much in a short quotation
        (QuoteKind::Inline, true) if once => ALTERED_ONCE,
        (QuoteKind::Inline, true) => ALTERED,
    };
    // “cut programs where this is” for “reduce”: another sentence
    let uneven = once && !edge && like.diffs.iter().any(|d| d.words.0.abs_diff(d.words.1) > 3 && d.words.0.min(d.words.1) > 0);
    like.similarity >= least
        && (whole || all >= ALTERED_ANYWHERE.1)
        && (like.similarity >= 0.99 || moved || like.shared >= SHARED.min(all))
        && (!edge || same >= if few { SHARED_EDGE.0 } else { SHARED_EDGE.1 })
        && !(uneven && like.similarity < 0.8)
}

/// All its content words begin with a capital: the name of a work, which no source need have word for word.
fn title(note: &Document, quotation: &Quotation) -> bool {
    let (all, capital) = capitals(note, quotation);
    let words = Words::new(&note.text, quotation.span);
    let short = all == 1 && words.tokens.iter().filter(|t| t.capital).count() >= 3;
    // a full stop may belong to the sentence around it: “The Late Ferry Home.”
    let ended = quotation.span.of(&note.text).trim_end().ends_with('.');
    (all >= 2 || short) && capital == all && (!ended || all >= 4) || lawsuit(&words)
}

/// “Holm and others v. Port of Ey”: two parties.
fn lawsuit(words: &Words) -> bool {
    let capital = |k: usize| words.tokens.get(k).is_some_and(|t| t.capital);
    (1..words.len()).any(|k| {
        let next = k + 1 + usize::from(words.fold(k + 1) == ".");
        matches!(words.fold(k), "v" | "vs") && capital(0) && capital(next) && !capital(k)
    })
}

/// The same, but for one word in five.
pub fn nearly_title(note: &Document, quotation: &Quotation) -> bool {
    let (all, capital) = capitals(note, quotation);
    title(note, quotation) || all >= 5 && capital * 5 >= all * 4
}

/// How many words carry content, and how many of these begin with a capital.
fn capitals(note: &Document, quotation: &Quotation) -> (usize, usize) {
    let words = Words::new(&note.text, quotation.span);
    let content = words.tokens.iter().filter(|t| t.content() && t.is_word());
    content.fold((0, 0), |(a, c), t| (a + 1, c + usize::from(t.capital)))
}

/// The note's own words, or a title: no source need have them. `letters` are the whole note's, once they are known.
fn own(note: &Document, quotation: &Quotation, pattern: &Pattern, letters: &OnceCell<Letters>) -> bool {
    if title(note, quotation) {
        return true;
    }
    if unsaid(note, quotation) {
        return true;
    }
    let letters = letters.get_or_init(|| Letters::new(&note.text, Span::new(0, note.text.len())));
    let runs = Letters::new(&note.text, quotation.span);
    let elsewhere = letters.find(runs.folded(), 0, letters.len(), 8);
    pattern.words() > 0 && elsewhere.iter().any(|h| !letters.cover(h.0, h.1).overlaps(quotation.span))
}

/// The sentence says that nobody said it, that somebody might, or what a word means.
fn unsaid(note: &Document, quotation: &Quotation) -> bool {
    let block = note.blocks.get(quotation.block).map_or(quotation.span, |b| b.span);
    let end = quotation.outer.start.max(block.start);
    let start = char_floor(&note.text, end.saturating_sub(LONG) as usize);
    let before = Span { start: block.start.max(u32::try_from(start).unwrap_or(end)), end };
    let sentence = sentences(&note.text, before).pop().unwrap_or(before);
    let words = Words::new(&note.text, sentence);
    (0..words.len()).any(|i| words.is(i, Group::Unsaid) || words.lemma_is(i, Group::Meaning))
}

/// One conflict for each of the gravest changes.
fn changes(note: &Document, sources: &[&Source], source: usize, diffs: &[Diff]) -> Vec<Conflict> {
    let mut order: Vec<&Diff> = diffs.iter().collect();
    order.sort_by_key(|d| (d.class, d.note.start));
    let Some(text) = sources.get(source).map(|s| &s.document.text) else { return Vec::new() };
    let conflict = |diff: &&Diff| {
        let found = Place { source, span: diff.source };
        let moved = diff.class == Class::Order && diff.source.len() > diff.note.len() * 2;
        let ellipsis = !diff.note.of(&note.text).contains(char::is_alphanumeric);
        let words = one_line(diff.source.of(text));
        Conflict {
            rule: "altered-quotation",
            claimed: diff.note,
            found: Some(found),
            evidence: sentence(sources, found),
            note_says: quoted(diff.note.of(&note.text)),
            source_says: quoted(diff.source.of(text)),
            // a whole phrase against another may have been lined up by chance: the person looks for themselves
            replacement: (!moved && !ellipsis && !words.is_empty() && diff.note.of(&note.text).split_whitespace().count() < 4)
                .then_some(words),
            gates: vec!["quotation", "near-copy", diff.class.name()],
        }
    };
    order.iter().take(MOST).map(conflict).collect()
}

fn missing(note: &Document, quotation: &Quotation, sources: &[&Source], closest: Option<Place>) -> Conflict {
    let text = closest.and_then(|p| sources.get(p.source).map(|s| quoted(p.span.of(&s.document.text))));
    Conflict {
        rule: "missing-quotation",
        claimed: quotation.outer,
        found: closest,
        evidence: closest.and_then(|p| sentence(sources, p)),
        note_says: quoted(quotation.span.of(&note.text)),
        source_says: text.unwrap_or_default(),
        replacement: None,
        gates: vec!["quotation", "absent"],
    }
}

/// The sentence in which the place begins.
fn sentence(sources: &[&Source], place: Place) -> Option<Place> {
    let source = sources.get(place.source)?;
    let span = *source.sentences.get(source.sentence_at(place.span.start)?)?;
    Some(Place { source: place.source, span })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words between marks, on one line; a long passage is cut in its middle.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 24 {
        return format!("“{}”", words.join(" "));
    }
    let (head, tail) = (words.get(..14).unwrap_or(&[]), words.get(words.len() - 8..).unwrap_or(&[]));
    format!("“{} … {}”", head.join(" "), tail.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind};
    use crate::mention;
    use std::sync::Arc;

    fn document(text: &str, quote: u8) -> Document {
        let span = Span::new(0, text.len());
        let block = Block { kind: BlockKind::Paragraph, span, outer: span, quote, callout: false, depth: 0, parent: None, label: None };
        Document { text: text.into(), original: text.into(), blocks: vec![block], ..Document::default() }
    }

    const TEXT: &str = "The council met on Monday. “We will not sell the old theatre to anyone,” said its head, Maren Holt. \
        Visitors may use the side entrance until the repairs are done in June.";

    fn judge(text: &str, quote: u8, whole: bool) -> (Vec<String>, bool) {
        let note = document(text, quote);
        let claim = Claim { span: Span::new(0, text.len()), skip: Vec::new(), block_quote: quote > 0, context: String::new() };
        let source = Source::new(Arc::new(document(TEXT, 0)));
        let out = assess(&note, &claim, &mention::quotation::find(&note), &[&source], whole);
        let said = out.conflicts.iter().map(|c| format!("{}: {} | {}", c.rule, c.note_says, c.source_says)).collect();
        (said, out.supported)
    }

    #[test]
    fn exact_altered_and_missing() {
        assert_eq!(judge("She said “We will not sell the old theatre”.", 0, true), (vec![], true));
        let (said, supported) = judge("She said “We will sell the old theatre to anyone”.", 0, true);
        assert_eq!((said, supported), (vec!["altered-quotation: “will sell” | “will not sell”".to_string()], false));
        let (said, _) = judge("She said “The orchestra has played its very last concert”.", 0, true);
        assert_eq!(said, ["missing-quotation: “The orchestra has played its very last concert” | "]);
    }

    #[test]
    fn without_a_scope_only_near_copies_are_judged() {
        assert_eq!(judge("She said “The orchestra has played its very last concert”.", 0, false).0, [""; 0]);
        assert_eq!(judge("“Visitors may use the side door until the repairs are done”", 0, false).0.len(), 1);
        assert_eq!(judge("“We could never sell this theatre to them”", 0, false).0, [""; 0]);
    }

    #[test]
    fn titles_own_words_and_prose_are_silent() {
        for text in [
            "Read “The Long Road to the Old Theatre” first.",
            "Nothing lasts for ever in this town. I call it “nothing lasts for ever in this town”.",
            "He called it “partly open” and “closed”.",
        ] {
            assert_eq!(judge(text, 0, true).0, [""; 0], "{text}");
        }
        assert_eq!(judge("I think that all theatres need new doors and more money.", 1, true).0, [""; 0]);
        assert_eq!(judge("Visitors may use the main entrance until the repairs are done in June.", 1, true).0.len(), 1);
    }

    #[test]
    fn of_very_many_sources_the_same_one_fits_best() {
        let words = "Visitors may use the side entrance until the repairs are done in June";
        // each further one has one more word that is another, but for those at some places
        let text = |i: usize| match i {
            300 | 520 => words.replace("June", "May"),
            700 => words.to_string(),
            _ => words.replace("Visitors", "Nobody").replace("June", "May").replace("side", "back"),
        };
        let sources: Vec<Source> = (0..3 * MOST_AT_ONCE).map(|i| Source::new(Arc::new(document(&text(i), 0)))).collect();
        let all: Vec<&Source> = sources.iter().collect();
        let note = document(&format!("She said “{words}”."), 0);
        let quotation = mention::quotation::find(&note)[0];
        let pattern = Pattern::new(&note.text, quotation.span, &[]);
        let place = |sources: &[&Source]| best(&pattern, &note, &quotation, sources).map(|b| b.0);
        assert_eq!([place(&all), place(&all[..700]), place(&all[301..700])], [Some(700), Some(300), Some(520 - 301)]);
        assert_eq!([place(&all[..300]), place(&all[..MOST_AT_ONCE])], [Some(0), Some(0)]);
        assert_eq!(place(&[]), None);
    }

    #[test]
    fn finds_the_words_in_another_source() {
        let note = document("She said “use the side entrance until the repairs are done”.", 0);
        let quotation = mention::quotation::find(&note)[0];
        let other = Source::new(Arc::new(document("Nothing here.", 0)));
        let source = Source::new(Arc::new(document(TEXT, 0)));
        assert_eq!(elsewhere(&note, &quotation, &[&other, &source]).map(|p| p.source), Some(1));
        assert_eq!(elsewhere(&note, &quotation, &[&other]), None);
    }
}
