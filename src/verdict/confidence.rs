//! How often a finding is right: the lower end of Wilson's 90 % interval for the findings of its rule and regime that were
//! read against labelled data. The table is written by `cargo run --example evaluate -- … --write` and kept under version
//! control: a confidence is a measured figure, never a guess.

use super::Conflict;
use std::sync::LazyLock;

/// Cells with fewer findings than this say too little: the regime's figure stands for them.
const ENOUGH: u32 = 30;

struct Cell {
    rule: &'static str,
    regime: &'static str,
    findings: u32,
    right: u32,
}

/// Lines of `rule regime findings right`.
static TABLE: LazyLock<Vec<Cell>> = LazyLock::new(|| {
    let lines = include_str!("confidence.txt").lines().filter(|l| !l.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let (rule, regime) = (words.next()?, words.next()?);
            Some(Cell { rule, regime, findings: words.next()?.parse().ok()?, right: words.next()?.parse().ok()? })
        })
        .collect()
});

/// Wilson's 90 % interval for `right` of `of`: both ends between 0 and 1; (0, 1) of nothing.
pub fn interval(right: u32, of: u32) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, z) = (f64::from(of), 1.645);
    let p = f64::from(right) / n;
    let d = 1.0 + z * z / n;
    let c = p + z * z / (2.0 * n);
    let h = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    ((c - h) / d, (c + h) / d)
}

/// The measured precision of a rule's findings in a regime, 0 to 1: the cell's, with too few cases the regime's, then that
/// of all findings.
fn measured(rule: &str, regime: &str) -> f32 {
    let sum = |within: &dyn Fn(&Cell) -> bool| {
        let cells = TABLE.iter().filter(|c| within(c));
        cells.fold((0, 0), |(right, of), c| (right + c.right, of + c.findings))
    };
    let cell = sum(&|c| c.rule == rule && c.regime == regime);
    let tiers = [cell, sum(&|c| c.regime == regime), sum(&|_| true)];
    let (right, of) = tiers.into_iter().find(|(_, of)| *of >= ENOUGH).unwrap_or(cell);
    interval(right, of).0 as f32
}

impl Conflict {
    /// Where it was found, the first of its gates: near-copy, paraphrase, quotation …
    pub fn regime(&self) -> &'static str {
        self.gates.first().copied().unwrap_or("none")
    }

    /// Measured precision of the rule in its regime, 0 to 1.
    pub fn confidence(&self) -> f32 {
        measured(self.rule, self.regime())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson() {
        let (low, high) = interval(9, 10);
        assert!((low - 0.651).abs() < 0.002 && (high - 0.978).abs() < 0.002, "{low} {high}");
        assert_eq!(interval(0, 0), (0.0, 1.0));
    }

    #[test]
    fn the_table_is_sound_and_small_cells_take_their_regimes_figure() {
        assert!(TABLE.iter().all(|c| c.right <= c.findings && c.findings > 0));
        for small in TABLE.iter().filter(|c| c.findings < ENOUGH) {
            assert_eq!(measured(small.rule, small.regime), measured("no-such-rule", small.regime));
        }
        for large in TABLE.iter().filter(|c| c.findings >= ENOUGH) {
            assert!(f64::from(measured(large.rule, large.regime)) < f64::from(large.right) / f64::from(large.findings));
        }
        assert!(measured("no-such-rule", "no-such-regime") > 0.5);
    }
}
