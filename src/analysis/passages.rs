//! The paragraphs of a note: only those whose text changed are worked out again.

use super::Snapshot;
use super::memo::{Key, KeyHasher};
use crate::claim::{Citation, Claim, Passage, block_citations, citations_at, claims_of, with_footnotes};
use crate::document::{Block, Document, Inline};
use crate::text::Span;
use std::sync::Arc;

/// A passage with what is hashed of its claims.
#[derive(Debug)]
pub(super) struct Worked {
    pub passage: Passage,
    /// For each claim: the hash of what its judgement depends on in the block, and the span that this covers, from the
    /// block's start: the sentence, or the whole block where a quotation may reach beyond the sentence.
    pub claims: Vec<(Key, Span)>,
}

/// A note cut into passages, each worked out by itself.
pub(super) struct Passages {
    pub citations: Vec<Citation>,
    /// In the order of the blocks.
    pub worked: Vec<Arc<Worked>>,
}

impl Passages {
    pub(super) fn new(snapshot: &Snapshot, note: &Document) -> Passages {
        let memo = snapshot.memo();
        let keys: Vec<Key> = note.blocks.iter().map(|b| block_key(note, b)).collect();
        let citations = cited(snapshot, note, &keys);
        let worked = note.blocks.iter().zip(&keys).enumerate().map(|(i, (block, key))| {
            let here = citations_at(block, &citations);
            let mut hasher = KeyHasher::from(*key);
            here.iter().for_each(|c| hasher.add(&(c.span.since(block.span.start), c.prose)));
            memo.passages.get_or(hasher.key(), || {
                memo.counters.analysed();
                let passage = Passage::new(note, i, here);
                let claims = passage.claims.iter().map(|c| claim_key(note, block, c.span, &c.skip)).collect();
                Worked { passage, claims }
            })
        });
        let worked = worked.collect();
        Passages { citations, worked }
    }
}

/// The citations of a note.
fn cited(snapshot: &Snapshot, note: &Document, keys: &[Key]) -> Vec<Citation> {
    let mut own = Vec::new();
    for (i, (block, key)) in note.blocks.iter().zip(keys).enumerate() {
        let cited = snapshot.cited().get_or(*key, || {
            let moved = |c: Citation| moved(c, |s| s.since(block.span.start), |s| back(s, block.outer.start), 0);
            block_citations(note, snapshot.corpus(), i).into_iter().map(moved).collect::<Vec<_>>()
        });
        let there = |c: &Citation| moved(c.clone(), |s| s.shift(block.span.start as usize), |s| forth(s, block.outer.start), i);
        own.extend(cited.iter().map(there));
    }
    with_footnotes(note, own)
}

impl Snapshot {
    /// The citations of a note, in order; nothing is judged.
    pub fn citations(&self, path: &str) -> Vec<Citation> {
        let Some(note) = self.note(path) else { return Vec::new() };
        let keys: Vec<Key> = note.blocks.iter().map(|b| block_key(note, b)).collect();
        cited(self, note, &keys)
    }

    /// The sentences of a note that are claims, in order; nothing is judged. Spans are into its text.
    pub fn claims(&self, path: &str) -> Vec<Span> {
        let Some(note) = self.note(path) else { return Vec::new() };
        let Passages { worked, .. } = Passages::new(self, note);
        claims_of(note, worked.iter().map(|w| &w.passage)).into_iter().map(|c| c.span).collect()
    }
}

fn moved(citation: Citation, text: impl Fn(Span) -> Span, original: impl Fn(Span) -> Span, block: usize) -> Citation {
    Citation { span: text(citation.span), outer: original(citation.outer), key_outer: original(citation.key_outer), block, ..citation }
}

/// Counted from `base`, which it may stand before (a link's definition), and back.
fn back(span: Span, base: u32) -> Span {
    Span { start: span.start.wrapping_sub(base), end: span.end.wrapping_sub(base) }
}

fn forth(span: Span, base: u32) -> Span {
    Span { start: span.start.wrapping_add(base), end: span.end.wrapping_add(base) }
}

/// A hash of all that a block is by itself.
pub(super) fn block_key(note: &Document, block: &Block) -> Key {
    let mut hasher = KeyHasher::new().with(&note.path);
    hasher.add(&(std::mem::discriminant(&block.kind), block.quote > 0, block.callout, block.label.is_some()));
    hasher.add(block.outer.of(&note.original));
    hasher.add(block.span.of(&note.text));
    for inline in inlines(note, block.span) {
        let outer = [inline.outer, inline.target_outer].map(|s| back(s, block.outer.start));
        hasher.add(&(std::mem::discriminant(&inline.kind), inline.span.since(block.span.start), outer, &inline.target, &inline.heading));
    }
    hasher.key()
}

/// The marks that stand in the span or at its borders.
fn inlines(note: &Document, span: Span) -> impl Iterator<Item = &Inline> {
    let from = note.inlines.partition_point(|x| x.span.start < span.start);
    note.inlines.get(from..).unwrap_or(&[]).iter().take_while(move |x| x.span.start <= span.end)
}

/// What a claim of the block depends on in it, and which span that covers; spans count from the block's start.
fn claim_key(note: &Document, block: &Block, span: Span, skip: &[Span]) -> (Key, Span) {
    let text = block.span.of(&note.text);
    let marks = ['"', '“', '”', '„', '«', '»', '‘', '‹', '「', '『', '＂'];
    let quotes = block.quote > 0 && !block.callout || text.contains(marks);
    let covers = if quotes { block.span.since(block.span.start) } else { span };
    let mut hasher = KeyHasher::new().with(covers.of(text)).with(&span.since(covers.start));
    let skip: Vec<Span> = skip.iter().map(|s| back(*s, covers.start)).collect();
    hasher.add(&(skip, block.quote > 0 && !block.callout));
    let inside = covers.shift(block.span.start as usize);
    for inline in inlines(note, inside).take_while(|x| x.span.start < inside.end) {
        hasher.add(&(std::mem::discriminant(&inline.kind), back(inline.span, inside.start)));
    }
    (hasher.key(), covers)
}

/// The claim's key with its context.
pub(super) fn with_context(note: &Document, part: Key, claim: &Claim, whole: bool) -> Key {
    let front = &note.front;
    let front = (front.title.as_ref().map(|l| &l.value), front.date.as_ref().map(|l| &l.value), front.author.as_ref().map(|l| &l.value));
    KeyHasher::from(part).with(&(&claim.context, whole, front)).key()
}
