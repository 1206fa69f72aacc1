//! Positions: byte spans, lines, encodings at the door, the editable buffer, cancellation.
//!
//! Inside the program a position is a half-open byte [`Span`] into a text. Lines and columns exist
//! only in `line_index.rs` and `encoding.rs`.

mod buffer;
mod cancel;
mod edit;
mod encoding;
mod line_index;
mod span;

pub use buffer::Buffer;
pub use cancel::{Cancel, Cancelled};
pub use edit::{TextEdit, apply};
pub use encoding::{PositionEncoding, line_column, offset, position};
pub use line_index::LineIndex;
pub use span::{Span, char_floor};
