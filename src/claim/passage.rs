use super::Citation;
use super::extract::{claim_span, claimable, sentences_of, skipped};
use super::scope::owner;
use crate::document::{Block, Document};
use crate::mention::quotation::{Quotation, find_in};
use crate::text::Span;

/// What one block of a note says, whatever stands around it: two blocks with the same words, marks and citations have equal
/// ones. Spans count from the block's start.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The sentences, in order.
    pub sentences: Vec<Span>,
    /// The index of the sentence that each citation of the block belongs to, in the order of the citations.
    pub cited: Vec<usize>,
    pub claims: Vec<Stated>,
    pub quotations: Vec<Quotation>,
}

/// A claim of a [`Passage`].
#[derive(Clone, Debug)]
pub struct Stated {
    pub span: Span,
    /// What in it is no claim.
    pub skip: Vec<Span>,
    /// Index of its sentence.
    pub sentence: usize,
}

impl Passage {
    /// Works a block out. `index` is the block's, `here` are [`citations_at`] it. Linear in its text.
    pub fn new(document: &Document, index: usize, here: &[Citation]) -> Passage {
        let Some(block) = document.blocks.get(index) else { return Passage::default() };
        let base = block.span.start;
        let spans = sentences_of(document, block, here);
        let cited = (0..here.len()).map(|n| owner(&document.text, &spans, here, n)).collect();
        let mut claims = Vec::new();
        if claimable(block.kind) {
            let marks = skipped(document, block, here);
            for (sentence, span) in spans.iter().enumerate() {
                if let Some((span, skip)) = claim_span(document, block, *span, &marks) {
                    let skip = skip.into_iter().map(|s| s.since(base)).collect();
                    claims.push(Stated { span: span.since(base), skip, sentence });
                }
            }
        }
        let relative = |q: Quotation| Quotation { span: q.span.since(base), outer: q.outer.since(base), ..q };
        let quotations = find_in(document, index).into_iter().map(relative).collect();
        Passage { sentences: spans.into_iter().map(|s| s.since(base)).collect(), cited, claims, quotations }
    }
}

/// The citations that stand in the block, or at its borders. `citations` are all of the document's, as [`super::citations`]
/// gives them.
pub fn citations_at<'c>(block: &Block, citations: &'c [Citation]) -> &'c [Citation] {
    let from = citations.partition_point(|c| c.span.start < block.span.start);
    let to = citations.partition_point(|c| c.span.start <= block.span.end);
    citations.get(from..to).unwrap_or(&[])
}

/// Every block of a note worked out, in order.
pub fn passages(document: &Document, citations: &[Citation]) -> Vec<Passage> {
    let one = |(i, block)| Passage::new(document, i, citations_at(block, citations));
    document.blocks.iter().enumerate().map(one).collect()
}
