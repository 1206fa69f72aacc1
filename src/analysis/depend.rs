//! What of a source a judgement depends on: the sentences that share a content lemma with the claim, and their neighbours.

use super::memo::{Key, KeyHasher, places};
use crate::claim::Claim;
use crate::corpus::Source;
use crate::document::Document;
use crate::language::{Words, fold, lexicon};
use crate::text::Span;
use crate::verdict::{Judgement, Place};
use std::sync::{Arc, OnceLock};

/// A source of a snapshot with hashes of its content.
#[derive(Clone, Debug)]
pub(super) struct Indexed {
    /// As its own document gives it, without what the bibliography adds.
    pub source: Arc<Source>,
    /// Of its path and text.
    pub content: Key,
    /// Of the names in it: worked out when a claim is first judged against it.
    names: Arc<OnceLock<Key>>,
}

impl Indexed {
    pub(super) fn new(document: &Arc<Document>) -> Indexed {
        let content = KeyHasher::new().with(&document.path).with(&document.original).key();
        Indexed { source: Arc::new(Source::new(document.clone())), content, names: Arc::default() }
    }

    /// A judgement may depend on the names of the whole source (aliases, acronyms): capitals anywhere in it.
    fn names(&self) -> Key {
        *self.names.get_or_init(|| {
            let mut hasher = KeyHasher::new();
            let text = &self.source.document.text;
            for piece in text.split_whitespace().filter(|p| p.chars().any(char::is_uppercase)) {
                let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
                if !lexicon::is_stop(&fold(word)) {
                    hasher.add(word);
                }
            }
            hasher.key()
        })
    }
}

/// Where a place stands: (sentence among the relevant ones, offset in it) of both ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    start: (u32, u32),
    end: (u32, u32),
}

/// Scopes with more sources than this depend on their whole text: telling more closely would cost what judging costs.
const MOST_SOURCES: usize = 16;
/// Sentences before and after a relevant one that may lend it a subject or a date.
const BEFORE: usize = 2;
const AFTER: usize = 1;

/// The relevant sentences of each source in scope, ascending.
#[derive(Debug)]
pub(super) struct Relevant(Vec<Vec<u32>>);

/// The relevant sentences for a claim; `None` if the scope is too wide to tell.
pub(super) fn relevant(note: &Document, claim: &Claim, sources: &[&Source]) -> Option<Relevant> {
    if sources.len() > MOST_SOURCES {
        return None;
    }
    let words = Words::new(&note.text, claim.span);
    let mut keys: Vec<u32> = words.tokens.iter().filter(|t| t.content()).map(|t| t.key).collect();
    keys.sort_unstable();
    keys.dedup();
    let of = |source: &&Source| {
        let count = source.sentences.len();
        // the opening of a document tells its date and its subject
        let mut marked: Vec<bool> = (0..count).map(|i| i <= BEFORE).collect();
        for sentence in keys.iter().flat_map(|k| source.sentences_with(*k)) {
            let i = sentence as usize;
            let around = i.saturating_sub(BEFORE)..(i + AFTER + 1).min(count);
            marked.get_mut(around).unwrap_or(&mut []).fill(true);
        }
        (0u32..).zip(marked).filter(|(_, m)| *m).map(|(i, _)| i).collect()
    };
    Some(Relevant(sources.iter().map(of).collect()))
}

impl Relevant {
    /// The claim's key with all that the judgement depends on.
    pub(super) fn key(&self, claim: Key, sources: &[&Source], indexed: &[&Indexed]) -> Key {
        let mut hasher = KeyHasher::from(claim).with("sentences");
        for ((list, source), indexed) in self.0.iter().zip(sources).zip(indexed) {
            hasher.add(&(&source.title, &source.date, indexed.names(), list.len()));
            let mut last = None;
            for i in list {
                let text = source.sentences.get(*i as usize).copied().unwrap_or_default().of(&source.document.text);
                hasher.add(&(text, last.is_some_and(|l| l + 1 == *i)));
                last = Some(*i);
            }
        }
        hasher.key()
    }

    /// The anchors of a judgement's places; `None` if one stands outside of the relevant sentences.
    pub(super) fn anchors(&self, judgement: &Judgement, sources: &[&Source]) -> Option<Vec<Anchor>> {
        places(&mut judgement.clone()).map(|p| self.anchor(*p, sources)).collect()
    }

    fn anchor(&self, place: Place, sources: &[&Source]) -> Option<Anchor> {
        let source = sources.get(place.source)?;
        let list = self.0.get(place.source)?;
        let at = |offset: u32| {
            let sentence = source.sentences.partition_point(|s| s.start <= offset).checked_sub(1)?;
            let ordinal = list.binary_search(&(sentence as u32)).ok()?;
            let span = source.sentences.get(sentence)?;
            (offset <= span.end).then_some(((ordinal as u32, offset - span.start), sentence))
        };
        let (start, first) = at(place.span.start)?;
        let (end, last) = at(place.span.end.saturating_sub(1).max(place.span.start))?;
        let whole = last - first == (end.0 - start.0) as usize;
        let end = (end.0, end.1 + place.span.end.min(place.span.start + 1).saturating_sub(place.span.start));
        whole.then_some(Anchor { start, end })
    }

    /// Puts the places of a remembered judgement where its sentences stand now.
    pub(super) fn place(&self, judgement: &mut Judgement, anchors: &[Anchor], sources: &[&Source]) -> Option<()> {
        let mut anchors = anchors.iter();
        for place in places(judgement) {
            let anchor = anchors.next()?;
            let list = self.0.get(place.source)?;
            let source = sources.get(place.source)?;
            let sentence = |ordinal: u32| list.get(ordinal as usize).and_then(|i| source.sentences.get(*i as usize));
            let (first, last) = (sentence(anchor.start.0)?, sentence(anchor.end.0)?);
            place.span = Span { start: first.start + anchor.start.1, end: last.start + anchor.end.1 };
        }
        Some(())
    }
}
