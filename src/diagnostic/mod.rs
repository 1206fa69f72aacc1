//! What a person is shown: diagnostics, suppression, fingerprints, order, output formats.

mod fingerprint;
mod order;
pub mod render;
mod report;
mod stats;
mod suppress;

pub use fingerprint::Fingerprints;
pub use order::{by_place, sort};
pub use report::{CheckedClaim, Compared, FileText, Files, Known, Report, Summary};
pub use stats::{OfSource, Stats};
pub use suppress::{Idle, Suppressions};

use crate::rules::Level;
use crate::text::Span;

/// A place in a file, in the file's own (original) text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Location {
    /// Relative to the workspace root, with `/`.
    pub file: String,
    /// Into `Document::original`.
    pub span: Span,
    /// The text there.
    pub text: String,
}

/// A place and why it is shown.
#[derive(Clone, Debug)]
pub struct Related {
    pub location: Location,
    pub message: String,
}

/// One replacement in a file's original text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    pub span: Span,
    pub new_text: String,
}

/// A change that would settle the finding; made only when a person asks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    pub title: String,
    pub edits: Vec<Edit>,
}

/// A finding that a person silenced where it stands.
#[derive(Clone, Debug)]
pub struct Silenced {
    pub diagnostic: Diagnostic,
    /// Why, in the person's words; may be empty.
    pub reason: String,
}

/// One finding as it is shown. Spans are into the original text of their file.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub rule: &'static str,
    /// Never `Off`.
    pub severity: Level,
    pub message: String,
    pub file: String,
    pub span: Span,
    pub claimed: Option<Location>,
    pub found: Option<Location>,
    /// The sentence around `found`.
    pub evidence: Option<Location>,
    pub related: Vec<Related>,
    /// 0 to 1; `None` for reference rules.
    pub confidence: Option<f32>,
    /// See [`Fingerprints`].
    pub fingerprint: String,
    pub fix: Option<Fix>,
}
