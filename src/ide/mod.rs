//! Editor-neutral answers: hover, definition, actions. Offsets count on a document's original text; no protocol is known here.

mod action;
mod definition;
mod difference;
mod hover;
mod markdown;
mod spot;
pub mod term;

pub use action::{Action, actions};
pub use definition::{Target, definition};
pub use hover::{Hover, hover};
pub use markdown::plain;
