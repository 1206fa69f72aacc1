//! Finds candidate sentences for a claim and lines up their slots.

pub mod quotation;
