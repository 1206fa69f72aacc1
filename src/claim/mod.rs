//! A note's checkable sentences and their scope.

use crate::text::Span;

/// One sentence of a note that may be checked.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The sentence, into the note's `Document::text`.
    pub span: Span,
    /// What in it is no claim: citations, footnote marks, code, task marks. Into `Document::text`.
    pub skip: Vec<Span>,
    /// It is the text of a block quote: one long quotation.
    pub block_quote: bool,
    /// What the sentence leaves unsaid: heading, sentences before it (names, dates, subject).
    pub context: String,
}
