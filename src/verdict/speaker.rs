//! Right words from another speaker: the note lays a quotation or a statement in one mouth, the source in another.

use super::assess::Case;
use super::known::{self, Bearer};
use super::quotation::QuoteOutcome;
use super::voice::{Said, Voice, Voices, lead_in, statements, voices};
use super::{Conflict, Place};
use crate::corpus::Source;
use crate::document::Document;
use crate::evidence::{Facts, Likeness, content_words, share};
use crate::language::{Letters, Words};
use crate::mention::attribution::Speaker;
use crate::mention::name::{self, Aliases, NameKind, NameRelation};
use crate::mention::quotation::Quotation;
use crate::text::Span;
use std::ops::Range;

/// The least share of a statement's content that the source's sentence says.
const SAID: f32 = 0.6;
/// The fewest content words that make a statement.
const FEWEST: usize = 4;
/// A sentence with the claimed speaker that says this little less is a veto.
const MARGIN: f32 = 0.2;

/// Statements without quotation marks: “X said that P” against a source in which Y says P.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    let mut out = Vec::new();
    for mine in statements(case.text, case.claim) {
        out.extend(statement(case, &mine));
    }
    out.truncate(1);
    out
}

fn statement(case: &Case, mine: &Said) -> Option<Conflict> {
    let words = &case.claim.words;
    let said = without_speaker(case.claim, mine)?;
    let claimed = Bearer::of(case.claim, mine.name?)?;
    if denied(case.claim, mine) {
        return None;
    }
    if content_words(case.claim, said.clone()) < FEWEST {
        return None;
    }
    let mut heard: Vec<(f32, usize, Range<usize>)> = Vec::new();
    for (i, view) in case.views.iter().enumerate().filter(|(_, v)| v.prose) {
        let all = 0..view.facts.words.len();
        let covered = share(case.claim, said.clone(), |k| fit(view.like.best(k, all.clone())));
        heard.push((covered, i, all));
    }
    heard.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best, i, _) = heard.first().filter(|h| h.0 >= SAID)?;
    let view = case.views.get(*i)?;
    // two sentences that say it as well: whose it is cannot be told
    if heard.get(1).is_some_and(|h| h.0 >= best - 0.05) {
        return None;
    }
    let source = case.sources.get(view.candidate.source)?;
    let span = core(view, words, &said)?;
    let voices = voices(source, span);
    let voice = rival(case.sources, claimed, &voices, &case.aliases)?;
    let head = claimed.head()?;
    // the claimed speaker stands in the sentence, or in another that says as much
    let stands = |words: &Words| words.tokens.iter().any(|t| t.key == head);
    if stands(&voice.facts.words) || stands(&view.facts.words) || elsewhere(case, (claimed, view.place()), &said, *best) {
        return None;
    }
    let found = voice.facts.names.get(voice.name)?.span;
    let place = Place { source: view.candidate.source, span: found };
    Some(conflict(case.text, case.sources, claimed, place, vec!["statement", "speaker"]))
}

fn fit(likeness: f32) -> f32 {
    if likeness >= 0.75 { likeness } else { 0.0 }
}

/// The tokens of what is said, when its speaker does not stand among them.
fn without_speaker(facts: &Facts, said: &Said) -> Option<Range<usize>> {
    let speaker = facts.names.get(said.name?)?.tokens.clone();
    let apart = speaker.end <= said.tokens.start || said.tokens.end <= speaker.start;
    apart.then(|| said.tokens.clone())
}

/// “It was not X who said”, “X never said”: a negation outside of what is said.
fn denied(facts: &Facts, said: &Said) -> bool {
    facts.negations.iter().any(|n| !said.content.overlaps(n.cue))
}

/// The stretch of the view's sentence between the first and the last word that says what the claim says.
pub fn core(view: &super::view::View, words: &Words, said: &Range<usize>) -> Option<Span> {
    let tokens = &view.facts.words.tokens;
    let heard = |j: usize| said.clone().any(|k| words.tokens.get(k).is_some_and(|t| t.content()) && view.like.at(k, j) >= 0.75);
    let from = (0..tokens.len()).find(|j| heard(*j))?;
    let to = (0..tokens.len()).rev().find(|j| heard(*j))?;
    // the middle: at the borders a word of the speaker's may be alike by chance
    let middle = (from + to) / 2;
    tokens.get(middle).map(|t| t.span)
}

/// The closest speaker, where it is surely another than the claimed one, and no other speaker may be the claimed one.
fn rival<'a>(sources: &[&Source], claimed: Bearer, voices: &'a Voices, aliases: &Aliases) -> Option<&'a Voice> {
    let closest = voices.closest.as_ref()?;
    let apart = |v: &Voice| {
        let voice = Bearer::of(&v.facts, v.name);
        voice.is_some_and(|b| known::distinct(sources, claimed, b, aliases) || another(sources, claimed, b, aliases))
    };
    let clear = voices.all.iter().all(apart) && apart(closest);
    (clear && !writes(sources, claimed) && meant(sources, claimed)).then_some(closest)
}

/// A person whom the sources know, and a speaker by a first name and a surname of which they say no more.
fn another(sources: &[&Source], claimed: Bearer, voice: Bearer, aliases: &Aliases) -> bool {
    let theirs = voice.keys();
    let unknown = name::relation(claimed.name, claimed.words, voice.name, voice.words, aliases) == NameRelation::Unknown;
    let named = voice.name.kind == NameKind::Other && !voice.name.acronym && theirs.len() == 2 && voice.name.tokens.len() == 2;
    let single = || !claimed.keys().iter().any(|k| theirs.contains(k));
    unknown && named && single() && known::kind(sources, claimed) == Some(NameKind::Person)
}

/// The claimed speaker is one: the sources know it, or it is named in full or by a title.
fn meant(sources: &[&Source], claimed: Bearer) -> bool {
    claimed.full() || claimed.name.role.is_some() || known::mentioned(sources, claimed) || known::kind(sources, claimed).is_some()
}

/// The claimed speaker is the author or publisher of a source: what is said there is theirs as well.
fn writes(sources: &[&Source], claimed: Bearer) -> bool {
    authored(sources, claimed) || sources.iter().any(|s| s.title.as_deref().is_some_and(|t| holds(t, claimed)))
}

/// The claimed speaker wrote a source, by its front matter or a line at its head or foot.
pub fn authored(sources: &[&Source], claimed: Bearer) -> bool {
    let named = |s: &Source| s.document.front.author.as_ref().is_some_and(|a| holds(&a.value, claimed));
    sources.iter().any(|s| named(s) || byline(s, claimed))
}

/// A word of the name stands in the text.
fn holds(text: &str, claimed: Bearer) -> bool {
    let words = Words::new(text, Span::new(0, text.len()));
    claimed.keys().iter().any(|k| words.tokens.iter().any(|t| t.key == *k))
}

/// A line of a few words at the document's head or foot that has the name: “By X”, “X, Research Director”.
fn byline(source: &Source, claimed: Bearer) -> bool {
    let Some(head) = claimed.head() else { return false };
    let last = source.sentences.len().saturating_sub(4);
    source.sentences_with(head).map(|at| at as usize).filter(|at| *at < 8 || *at >= last).any(|at| {
        let line = source.sentences.get(at).map_or("", |s| s.of(&source.document.text).trim());
        let short = line.split_whitespace().count() <= 12 && !line.contains(|c: char| c.is_ascii_digit() || c == '[');
        let by = line.get(..3).is_some_and(|b| b.eq_ignore_ascii_case("by "));
        short && (by || !line.ends_with(['.', '?', '!', '”', '"']))
    })
}

/// A sentence with the claimed speaker's name, or right after one, says nearly as much of the statement.
fn elsewhere(case: &Case, (claimed, place): (Bearer, Place), said: &Range<usize>, best: f32) -> bool {
    let Some(head) = claimed.head() else { return true };
    case.sources.iter().enumerate().any(|(i, s)| {
        s.sentences_with(head).take(64).any(|at| {
            let from = at as usize;
            s.sentences.get(from..s.sentences.len().min(from + 2)).unwrap_or(&[]).iter().any(|span| {
                if (Place { source: i, span: *span }) == place {
                    return false;
                }
                let words = Words::new(&s.document.text, *span);
                let like = Likeness::new(&case.claim.words, &words);
                let covered = share(case.claim, said.clone(), |k| fit(like.best(k, 0..words.len())));
                covered >= best - MARGIN
            })
        })
    })
}

/// Quotations: those that stand word for word in a source, and a few words in marks that stand in one place only.
pub fn quotations(note: &Document, claim: &Facts, found: &[Quotation], outcome: &QuoteOutcome, sources: &[&Source]) -> Vec<Conflict> {
    let mut out: Vec<Conflict> = Vec::new();
    for quotation in found.iter().filter(|q| !q.nested) {
        let exact = outcome.handled.iter().position(|h| *h == quotation.outer).and_then(|i| outcome.places.get(i)).copied();
        let altered = outcome.conflicts.iter().any(|c| quotation.outer.contains(c.claimed));
        let place = match exact {
            _ if altered => None,
            Some(place) => Some(place),
            None if quotation.scare => only(note, quotation, sources),
            None => None,
        };
        let Some(place) = place else { continue };
        if !quotation.scare && shared(note, claim, quotation, sources) {
            continue;
        }
        out.extend(quoted(note, claim, quotation, place, sources));
    }
    out.truncate(1);
    out
}

fn quoted(note: &Document, claim: &Facts, quotation: &Quotation, place: Place, sources: &[&Source]) -> Option<Conflict> {
    let source = sources.get(place.source)?;
    let lead = note.block_at(quotation.outer.start).and_then(|b| note.blocks.get(b));
    let lead = lead.and_then(|b| lead_in(&note.text, b.span, claim.words.span)).map(|s| Facts::of(&note.text, s, &[], None));
    let mut mine: Vec<(&Facts, Said)> = Vec::new();
    for said in statements(&note.text, claim) {
        if said.content.overlaps(quotation.outer) {
            mine.push((claim, said));
        }
    }
    if let (true, Some(lead)) = (mine.is_empty(), &lead) {
        mine.extend(statements(&note.text, lead).into_iter().last().map(|s| (lead, s)));
    }
    // every one to whom the note gives the words must be another than every one to whom the source gives them
    if mine.is_empty() || mine.iter().any(|(f, s)| s.kind != Speaker::Name || s.name.is_none() || denied(f, s)) {
        return None;
    }
    let voices = voices(source, place.span);
    if quotation.scare && !voices.quoted {
        return None;
    }
    let mut aliases = Aliases::default();
    mine.iter().for_each(|(f, _)| aliases.add(&f.words, &f.names));
    voices.all.iter().for_each(|v| aliases.add(&v.facts.words, &v.facts.names));
    let bearers: Vec<Bearer> = mine.iter().filter_map(|(f, s)| Bearer::of(f, s.name?)).collect();
    let mut rivals = bearers.iter().map(|b| rival(sources, *b, &voices, &aliases));
    let voice = rivals.next().flatten()?;
    if rivals.any(|r| r.is_none()) {
        return None;
    }
    let gap = |s: &Said| {
        if s.cue.end <= quotation.outer.start { quotation.outer.start - s.cue.end } else { s.cue.start.saturating_sub(quotation.outer.end) }
    };
    let (facts, said) = mine.iter().min_by_key(|(_, s)| gap(s))?;
    let claimed = Bearer::of(facts, said.name?)?;
    let name = voice.facts.names.get(voice.name)?;
    let found = Place { source: place.source, span: name.span };
    Some(conflict(&note.text, sources, claimed, found, vec!["quotation", "speaker"]))
}

/// The words stand in several places: whose they are there is told by each, and one of them has a name of the note's.
fn shared(note: &Document, claim: &Facts, quotation: &Quotation, sources: &[&Source]) -> bool {
    let needle = Letters::new(&note.text, quotation.span);
    let heads: Vec<u32> = (0..claim.names.len()).filter_map(|i| Bearer::of(claim, i)?.head()).collect();
    let mut places = 0;
    let mut named = false;
    for source in sources {
        let letters = source.letters();
        for (from, to) in letters.find(needle.folded(), 0, letters.len(), 8) {
            places += 1;
            let heard = voices(source, letters.cover(from, to));
            let mut spoken = heard.all.iter().filter_map(|v| Bearer::of(&v.facts, v.name)?.head());
            named |= heard.all.is_empty() || spoken.any(|h| heads.contains(&h));
        }
    }
    places > 1 && named
}

/// The one place where the words of a short quotation stand, in all sources.
fn only(note: &Document, quotation: &Quotation, sources: &[&Source]) -> Option<Place> {
    let needle = Letters::new(&note.text, quotation.span);
    if needle.folded().chars().count() < 5 {
        return None;
    }
    let mut places = Vec::new();
    for (i, source) in sources.iter().enumerate() {
        let letters = source.letters();
        for (from, to) in letters.find(needle.folded(), 0, letters.len(), 8) {
            let span = letters.cover(from, to);
            if whole(&source.document.text, span) {
                places.push(Place { source: i, span });
            }
        }
    }
    match places.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// No letter or digit stands right before or after the span.
fn whole(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).and_then(|t| t.chars().next_back());
    let after = text.get(span.end as usize..).and_then(|t| t.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

fn conflict(text: &str, sources: &[&Source], claimed: Bearer, found: Place, gates: Vec<&'static str>) -> Conflict {
    let source = sources.get(found.source);
    let sentence = source.and_then(|s| s.sentences.get(s.sentence_at(found.span.start)?)).copied();
    let source_says = source.map_or("", |s| found.span.of(&s.document.text)).split_whitespace().collect::<Vec<_>>().join(" ");
    Conflict {
        rule: "misattribution",
        claimed: claimed.name.span,
        found: Some(found),
        evidence: sentence.map(|span| Place { source: found.source, span }),
        note_says: claimed.name.span.of(text).to_string(),
        replacement: Some(source_says.clone()),
        source_says,
        gates,
    }
}
