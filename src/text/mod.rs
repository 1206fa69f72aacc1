//! Positions: byte spans, lines, encodings at the door, the editable buffer, cancellation.
//!
//! Inside the program a position is a half-open byte [`Span`] into a text. Lines and columns exist
//! only in `line_index.rs` and `encoding.rs`.

mod cancel;
mod span;

pub use cancel::{Cancel, Cancelled};
pub use span::Span;
