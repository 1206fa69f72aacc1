//! What of its sources a judgement depends on: the sentences that were found by the lemmas that were asked for while it was
//! made, and their neighbours.

use super::memo::{Key, KeyHasher, places};
use crate::corpus::{AFTER, Asked, BEFORE, Shelf, Source};
use crate::document::Document;
use crate::text::Span;
use crate::verdict::{Judgement, Place};
use std::sync::{Arc, OnceLock};

/// A source of a snapshot with a hash of its content.
#[derive(Clone, Debug)]
pub(super) struct Indexed {
    /// As its own document gives it, without what the bibliography adds.
    pub source: Arc<Source>,
    content: OnceLock<Key>,
}

impl Indexed {
    pub(super) fn new(document: &Arc<Document>, shelf: Option<Arc<dyn Shelf>>) -> Indexed {
        Indexed { source: Arc::new(Source::on_shelf(document.clone(), shelf)), content: OnceLock::new() }
    }

    /// A hash of its path and text.
    pub(super) fn content(&self) -> Key {
        let document = &self.source.document;
        *self.content.get_or_init(|| KeyHasher::new().with(&document.path).with(&document.original).key())
    }
}

/// What a judgement was made of, so that it can be told whether it would come out the same after its sources were edited.
#[derive(Debug)]
pub(super) struct Trace {
    /// Lemma keys that were asked for.
    asked: Box<[u32]>,
    /// Of what was found by them.
    found: Key,
    /// Where the judgement's places stand in that.
    anchors: Vec<Anchor>,
}

impl Trace {
    /// `None` if more was read than can be told of.
    pub(super) fn new(judgement: &Judgement, asked: Asked, sources: &[&Source]) -> Option<Trace> {
        if asked.whole {
            return None;
        }
        let relevant = Relevant::new(&asked.keys, sources);
        let anchors = relevant.anchors(judgement, sources)?;
        Some(Trace { found: relevant.key(sources), asked: asked.keys.into(), anchors })
    }

    /// The judgement with its places where they stand now; `None` if it may come out otherwise.
    pub(super) fn renew(&self, judgement: &Judgement, sources: &[&Source]) -> Option<Judgement> {
        let relevant = Relevant::new(&self.asked, sources);
        if relevant.key(sources) != self.found {
            return None;
        }
        let mut judgement = judgement.clone();
        relevant.place(&mut judgement, &self.anchors, sources)?;
        Some(judgement)
    }
}

/// Where a place stands: (sentence among the relevant ones, offset in it) of both ends.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    start: (u32, u32),
    end: (u32, u32),
}

/// Scopes with more sources than this depend on their whole text: telling more closely would cost what judging costs.
pub(super) const MOST_SOURCES: usize = 16;

/// The relevant sentences of each source in scope, ascending.
#[derive(Debug)]
struct Relevant(Vec<Vec<u32>>);

impl Relevant {
    /// The sentences that hold one of the lemmas, with their neighbours.
    fn new(asked: &[u32], sources: &[&Source]) -> Relevant {
        let of = |source: &&Source| {
            let count = source.sentences.len();
            // the opening of a document tells its date and its subject
            let mut marked: Vec<bool> = (0..count).map(|i| i <= BEFORE).collect();
            for sentence in asked.iter().flat_map(|k| source.sentences_with(*k)) {
                let i = sentence as usize;
                let around = i.saturating_sub(BEFORE)..(i + AFTER + 1).min(count);
                marked.get_mut(around).unwrap_or(&mut []).fill(true);
            }
            (0u32..).zip(marked).filter(|(_, m)| *m).map(|(i, _)| i).collect()
        };
        Relevant(sources.iter().map(of).collect())
    }

    /// Of all that may be read by whoever asks for these lemmas.
    fn key(&self, sources: &[&Source]) -> Key {
        let mut hasher = KeyHasher::new();
        for (list, source) in self.0.iter().zip(sources) {
            let author = source.document.front.author.as_ref().map(|a| &a.value);
            hasher.add(&(&source.document.path, source.called(), &source.date, source.day(), author, list.len()));
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
    fn anchors(&self, judgement: &Judgement, sources: &[&Source]) -> Option<Vec<Anchor>> {
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
    fn place(&self, judgement: &mut Judgement, anchors: &[Anchor], sources: &[&Source]) -> Option<()> {
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
