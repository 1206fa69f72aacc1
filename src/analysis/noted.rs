//! What is worth marking in the running text of any document: terms, quotations, figures. Kept for each paragraph, so that a
//! keystroke costs one.

use super::Snapshot;
use super::passages::block_key;
use crate::document::{BlockKind, Document};
use crate::language::{Words, sentences};
use crate::mention::{date, quantity, quotation};
use crate::text::{Cancel, Cancelled, Span};

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
    pub fn noted(&self, document: &Document, within: Span, cancel: &Cancel) -> Result<Vec<(Span, Noted)>, Cancelled> {
        let mut out = Vec::new();
        let prose = |kind: BlockKind| !matches!(kind, BlockKind::Code | BlockKind::Html | BlockKind::Math);
        let blocks = document.blocks.iter().enumerate();
        let here = blocks.filter(|(_, b)| prose(b.kind) && b.outer.start <= within.end && within.start <= b.outer.end);
        for (index, block) in here {
            cancel.check()?;
            let known = self.noted_table().get_or(block_key(document, block), || self.note_block(document, index));
            out.extend(known.iter().map(|(span, kind)| (span.shift(block.span.start as usize), *kind)));
        }
        Ok(out)
    }

    /// The things of one block; spans count from its start.
    fn note_block(&self, document: &Document, index: usize) -> Vec<(Span, Noted)> {
        let Some(block) = document.blocks.get(index) else { return Vec::new() };
        let text = document.text.as_ref();
        let mut out = Vec::new();
        for sentence in sentences(text, block.span) {
            let words = Words::new(text, sentence);
            if words.len() > LONGEST {
                continue;
            }
            out.extend(date::find(text, &words).into_iter().map(|d| (d.span, Noted::Figure)));
            out.extend(quantity::find(text, &words).into_iter().map(|q| (q.number, Noted::Figure)));
            out.extend(self.terms().mentioned(text, &words).into_iter().map(|s| (s, Noted::Term)));
        }
        let quotations = quotation::find_in(document, index).into_iter().filter(|q| !q.scare && q.outer != block.span);
        out.extend(quotations.map(|q| (q.outer, Noted::Quotation)));
        out.retain(|(s, _)| !s.is_empty());
        out.into_iter().map(|(s, kind)| (s.since(block.span.start), kind)).collect()
    }
}
