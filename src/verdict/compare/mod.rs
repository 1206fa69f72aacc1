//! Arithmetic on values: equal, compatible by rounding or bound, different, incomparable.

mod pen;
mod quantity;

pub mod date;

pub use date::{date, on_border};
pub use pen::{misread, miswritten};
pub use quantity::{digits, distance, quantity};

/// How the note's value stands to the source's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// The source's value satisfies the note's (equal, rounded, within the bound).
    Satisfied,
    /// Close: neither satisfied nor clearly different (a bound against its own border, “about” off by 10 to 25 %).
    Near,
    /// The source's value excludes the note's.
    Different,
    /// Not values of the same kind and unit, or one side is open where it would matter.
    Incomparable,
}
