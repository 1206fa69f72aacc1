//! Editor-neutral answers: hover, definition, references, completion, symbols, actions. Offsets count on a document's original text; no protocol is known here.

mod action;
pub mod completion;
mod chain;
mod certain;
mod definition;
mod difference;
mod folding;
mod hover;
mod lens;
mod link;
mod lookup;
mod markdown;
mod outline;
mod reference;
mod report;
mod select;
mod spot;
mod subject;
pub mod term;

pub use action::{Action, actions};
pub use certain::{Restored, restored};
pub use chain::{Chain, chain, chain_at};
pub use definition::{Target, definition};
pub use folding::{Fold, folds};
pub use hover::{Hover, hover};
pub use lens::{About, Lens, lenses};
pub use link::{Link, links};
pub use lookup::{Named, lookup};
pub use markdown::plain;
pub use outline::{Symbol, SymbolKind, outline};
pub use reference::{Place, highlights, references};
pub use report::{Coverage, coverage, glossary};
pub use select::selections;
