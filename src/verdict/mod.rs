//! From aligned, typed slots to a verdict. `compare` does arithmetic on values and knows no severity.

mod absent;
mod acronym;
mod apart;
mod ascribed;
mod assess;
mod bound;
pub mod compare;
mod copied;
mod dates;
pub mod quotation;
pub mod confidence;
mod definition;
mod difference;
mod exchange;
mod explain;
mod facet;
mod figure;
mod frame;
mod free;
mod functional;
mod head;
mod known;
mod names;
mod lack;
mod other;
mod parallel;
mod parts;
mod passage;
mod reckon;
mod roles;
mod short;
mod slip;
mod speaker;
mod stronger;
mod sum;
mod support;
mod taken_back;
mod values;
mod view;
mod voice;
mod word;
mod words;

pub use assess::{assess, assess_read, sentence};
pub use explain::explain;

use crate::text::Span;

/// What is said of a claim. As in FEVER; `Unverified` is never presented as fine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Supported,
    Conflict,
    Unverified(Reason),
}

/// Why a claim was left alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    NoSource,
    Question,
    Opinion,
    Plan,
    NoEvidence,
    Unclear,
    Suppressed,
    Language,
}

impl Reason {
    /// The word of the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Reason::NoSource => "no-source",
            Reason::Question => "question",
            Reason::Opinion => "opinion",
            Reason::Plan => "plan",
            Reason::NoEvidence => "no-evidence",
            Reason::Unclear => "unclear",
            Reason::Suppressed => "suppressed",
            Reason::Language => "language",
        }
    }
}

/// A place in one of the sources that the claim was judged against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Index into the slice of sources given to [`assess`].
    pub source: usize,
    /// Into that source's `Document::text`.
    pub span: Span,
}

/// One conflict between a claim and a source.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Id of the rule that found it.
    pub rule: &'static str,
    /// The part of the note that conflicts, into the note's `Document::text`.
    pub claimed: Span,
    /// The part of the source that it conflicts with; `None` only for absence rules.
    pub found: Option<Place>,
    /// The sentence around `found`.
    pub evidence: Option<Place>,
    /// What the message says of each side, e.g. “November 2015” / “October 2015”.
    pub note_says: String,
    pub source_says: String,
    /// The text that would take `claimed`'s place, when the source's value can simply be taken.
    pub replacement: Option<String>,
    /// The gates that the finding passed, for `explain`; the first is its regime.
    pub gates: Vec<&'static str>,
}

/// What is known about one claim.
#[derive(Clone, Debug)]
pub struct Judgement {
    pub verdict: Verdict,
    /// Best first; empty unless `verdict` is `Conflict`, but for a disagreement between sources of a supported claim.
    pub conflicts: Vec<Conflict>,
    /// The sentence that supports the claim, or the closest one.
    pub evidence: Option<Place>,
    /// Steps for `explain`: one line each, in order.
    pub trace: Vec<String>,
}

impl Judgement {
    /// Left alone, and why.
    pub fn unverified(reason: Reason) -> Judgement {
        Judgement { verdict: Verdict::Unverified(reason), conflicts: Vec::new(), evidence: None, trace: Vec::new() }
    }
}
