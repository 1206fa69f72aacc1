//! What is worth marking in the running text of any document: terms, quotations, figures. Kept for each paragraph, so that a
//! keystroke costs one.

use super::Snapshot;
use super::memo::KeyHasher;
use super::passages::block_key;
use crate::corpus::Terms;
use crate::document::{BlockKind, Document};
use crate::language::{Words, sentences};
use crate::mention::{date, quantity, quotation};
use crate::text::{Cancel, Cancelled, Span};
use std::sync::atomic::Ordering;

/// A longer sentence is no prose and is not searched, in tokens.
const LONGEST: usize = 400;

/// A kind of thing in the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Noted {
    /// A quantity or a date.
    Figure,
    /// Of a glossary, or a short form that a source spells out.
    Term,
    /// With its marks; not of a word or two.
    Quotation,
}

impl Snapshot {
    /// The things in the blocks of the document that touch `within` (of its original text), as spans into the document's `text`,
    /// block by block. They may lie in one another.
    ///
    /// # Errors
    /// `cancel` was set.
    pub fn noted(&self, document: &Document, within: Span, haste: Haste, cancel: &Cancel) -> Result<Things, Cancelled> {
        let spelt = haste == Haste::None || self.spelt();
        // of a text of more paragraphs than are remembered the rest would never be there
        let all = haste == Haste::None || document.blocks.len() > MOST;
        let mut left = if all { usize::MAX } else { QUICK };
        let mut out = Things { found: Vec::new(), whole: spelt };
        let prose = |kind: BlockKind| !matches!(kind, BlockKind::Code | BlockKind::Html | BlockKind::Math);
        let blocks = document.blocks.iter().enumerate();
        let here = blocks.filter(|(_, b)| prose(b.kind) && b.outer.start <= within.end && within.start <= b.outer.end);
        for (index, block) in here {
            cancel.check()?;
            let key = block_key(document, block);
            let terms_key = KeyHasher::from(key).with(&spelt).key();
            let (own, terms) = (self.memo().noted.get(key), self.termed().get(terms_key));
            if own.is_none() && left == 0 {
                out.whole = false;
                continue;
            }
            left -= usize::from(own.is_none());
            let (own, terms) = match (own, terms) {
                (Some(own), Some(terms)) => (own, terms),
                (own, terms) => {
                    let sentences = Sentences::new(document, index);
                    let own = own.unwrap_or_else(|| self.memo().noted.get_or(key, || sentences.own()));
                    (own, terms.unwrap_or_else(|| self.termed().get_or(terms_key, || sentences.terms(self.terms(), spelt))))
                }
            };
            let there = |span: &Span| span.shift(block.span.start as usize);
            out.found.extend(own.iter().map(|(span, kind)| (there(span), *kind)));
            out.found.extend(terms.iter().map(|span| (there(span), Noted::Term)));
        }
        Ok(out)
    }

    /// Whether it is known what the sources spell out: if not, it takes the reading of all of them. Once it is known, an edit
    /// costs little.
    pub fn spelt(&self) -> bool {
        self.memo().spelt.load(Ordering::Relaxed)
    }

    /// Finds out what the sources spell out.
    pub fn spell(&self) {
        self.terms().prepare();
        self.memo().spelt.store(true, Ordering::Relaxed);
    }
}

/// Whether somebody waits who can be told the rest later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Haste {
    None,
    /// Of paragraphs that were never looked at only the first [`QUICK`] are, and short forms that sources spell out are left out
    /// where not all sources are read yet.
    Some,
}

/// Paragraphs that are looked into for who is in haste: those of some screens.
const QUICK: usize = 40;

/// A text of more paragraphs is looked at as a whole.
const MOST: usize = 4_096;

/// What is worth marking.
#[derive(Debug, Default)]
pub struct Things {
    pub found: Vec<(Span, Noted)>,
    /// Nothing was left out.
    pub whole: bool,
}

/// The sentences of one block, but for those that are no prose. Spans that are given out count from the block's start.
struct Sentences<'d> {
    document: &'d Document,
    index: usize,
    start: u32,
    words: Vec<Words>,
}

impl Sentences<'_> {
    fn new(document: &Document, index: usize) -> Sentences<'_> {
        let span = document.blocks.get(index).map_or(Span::default(), |b| b.span);
        let words = sentences(&document.text, span).into_iter().map(|s| Words::new(&document.text, s)).filter(|w| w.len() <= LONGEST);
        Sentences { document, index, start: span.start, words: words.collect() }
    }

    /// What depends on nothing but the block.
    fn own(&self) -> Vec<(Span, Noted)> {
        let text = self.document.text.as_ref();
        let mut out = Vec::new();
        for words in &self.words {
            out.extend(date::find(text, words).into_iter().map(|d| (d.span, Noted::Figure)));
            out.extend(quantity::find(text, words).into_iter().map(|q| (q.number, Noted::Figure)));
        }
        let block = self.document.blocks.get(self.index).map_or(Span::default(), |b| b.span);
        let quotations = quotation::find_in(self.document, self.index).into_iter().filter(|q| !q.scare && q.outer != block);
        out.extend(quotations.map(|q| (q.outer, Noted::Quotation)));
        out.retain(|(s, _)| !s.is_empty());
        out.into_iter().map(|(s, kind)| (s.since(self.start), kind)).collect()
    }

    fn terms(&self, terms: &Terms, spelt: bool) -> Vec<Span> {
        let mentioned = |words| terms.mentioned(&self.document.text, words, spelt);
        self.words.iter().flat_map(mentioned).filter(|s| !s.is_empty()).map(|s| s.since(self.start)).collect()
    }
}
