//! Editor-neutral answers: hover, definition, references, actions.

pub mod term;
