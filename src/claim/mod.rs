//! A note's checkable sentences and their scope.

mod citation;
mod extract;
mod footnote;
mod pandoc;
mod passage;
mod scope;

pub use citation::{Citation, CitationKind, block_citations, citations, cites, with_footnotes};
pub use extract::{claims, claims_of};
pub use passage::{Passage, Stated, citations_at, passages};
pub use scope::{Scope, ScopeRule, Scopes, front_source};

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
    /// What the sentence leaves unsaid: the headings above it, a list's lead-in, up to two sentences before it in its
    /// paragraph; one a line.
    pub context: String,
}
