//! Finds candidate sentences for a claim and lines up their slots.

mod align;
mod clause;
mod coverage;
mod initials;
mod likeness;
pub mod quotation;
mod retrieve;
mod statement;

pub use crate::mention::Facts;
pub use align::{Alignment, align};
pub use clause::{clause_at, clauses};
pub use coverage::{Context, Coverage, TOPIC, content_words, coverage, share};
pub use likeness::Likeness;
pub use retrieve::{Candidate, candidates, weighed};
pub use statement::{points_elsewhere, states};
