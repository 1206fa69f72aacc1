//! postil reads notes beside the sources they are about and speaks up only where a note's claim
//! conflicts with the source text.
//!
//! The rooms below stand in order: a room may use only rooms above it (checked by `tests/tidy.rs`).
//! Data flows one way: bytes → [`document`] → sentences → [`mention`]s → [`claim`]s + [`evidence`] →
//! [`verdict`]s → findings → [`diagnostic`]s → command line or editor.

pub mod text;
pub mod document;
pub mod language;
pub mod mention;
pub mod corpus;
pub mod claim;
pub mod evidence;
pub mod verdict;
pub mod config;
pub mod rules;
pub mod diagnostic;
pub mod analysis;
pub mod ide;
pub mod workspace;
pub mod server;
pub mod cli;
