//! Which of several figures a bound is said of. Who writes “fewer than 40 wins” has a figure just about 40 in mind: of a source's 41 wins
//! and 30 victories it is the 41, though the 30 would satisfy it.

use super::compare;
use crate::mention::quantity::{Bound, Quantity};

/// How far from the bound its figure may lie, as the logarithm of their ratio.
const BESIDE: f64 = 0.12;
/// How far another one must lie, and how many times as far, to be out of the question.
const FAR: f64 = 0.25;
const TIMES: f64 = 4.0;

/// The claim's `q` is a bound right beside `this`, and the `other` figure lies far from it.
pub fn nearer(q: &Quantity, this: &Quantity, other: &Quantity) -> bool {
    let one_sided = matches!(q.bound, Bound::MoreThan | Bound::AtLeast | Bound::LessThan | Bound::AtMost);
    let off = |r: &Quantity| compare::distance(q, r);
    one_sided && off(this).zip(off(other)).is_some_and(|(this, other)| this <= BESIDE && other >= FAR.max(TIMES * this))
}
