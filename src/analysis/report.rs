use crate::claim::{Citation, Claim, Scope};
use crate::diagnostic::{Diagnostic, Silenced, Summary};
use crate::document::Document;
use crate::verdict::Judgement;
use std::sync::Arc;

/// Everything that is known about one note.
#[derive(Clone, Debug, Default)]
pub struct NoteReport {
    /// The note as it was read; spans of claims and citations are into its `text`.
    pub document: Arc<Document>,
    /// Sorted, fingerprinted; silenced ones and rules that are off are left out.
    pub diagnostics: Vec<Diagnostic>,
    /// The silenced ones, likewise.
    pub silenced: Vec<Silenced>,
    /// In reading order.
    pub claims: Vec<ClaimReport>,
    /// In reading order.
    pub citations: Vec<Citation>,
    /// `files` is 1.
    pub summary: Summary,
}

/// One claim and what became of it.
#[derive(Clone, Debug)]
pub struct ClaimReport {
    pub claim: Claim,
    /// Its sources are indices into the snapshot's corpus.
    pub scope: Scope,
    /// What the places of `judgement` index into: the sources in scope, then others where a quotation was found.
    pub sources: Arc<[usize]>,
    /// The verdict is `Unverified(Suppressed)` if every conflict was silenced.
    pub judgement: Judgement,
}
