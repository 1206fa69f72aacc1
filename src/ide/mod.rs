//! Editor-neutral answers: hover, definition, references, completion, symbols, actions. Offsets count on a document's original text; no protocol is known here.

mod action;
pub mod completion;
mod definition;
mod difference;
mod folding;
mod hover;
mod link;
mod lookup;
mod markdown;
mod outline;
mod reference;
mod select;
mod spot;
mod subject;
pub mod term;

pub use action::{Action, actions};
pub use definition::{Target, definition};
pub use folding::{Fold, folds};
pub use hover::{Hover, hover};
pub use link::{Link, links};
pub use lookup::{Named, lookup};
pub use markdown::plain;
pub use outline::{Symbol, SymbolKind, outline};
pub use reference::{Place, highlights, references};
pub use select::selections;
