//! Snapshot = documents + configuration + memo. The only caller of rules: `check`, `judge`, `ide` and `server` go through it.

mod depend;
mod elsewhere;
mod files;
mod findings;
mod marks;
mod memo;
mod narrow;
mod noted;
mod passages;
mod place;
mod reference;
mod report;
mod resting;
mod role;
mod snapshot;

pub use marks::{Linked, Marks, Titled};
pub use memo::Counters;
pub use noted::{Haste, Noted};
pub use report::{ClaimReport, NoteReport};
pub use resting::Resting;
pub use snapshot::{File, Snapshot};

#[cfg(test)]
mod tests;
