//! Editor-neutral answers: hover, definition, references, actions.
