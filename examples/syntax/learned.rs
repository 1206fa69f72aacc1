//! A table while it is being learned: an averaged perceptron over hashed features.

use postil::syntax::weights::{BLOCK, REACH, Rows, place};
use rustc_hash::FxHashMap;

pub struct Learned {
    classes: usize,
    index: FxHashMap<u64, u32>,
    now: Vec<i32>,
    /// Sum of the weight over all steps before `since`.
    sum: Vec<f64>,
    since: Vec<u32>,
    uses: Vec<u32>,
    step: u32,
}

impl Rows for Learned {
    fn score(&self, features: &[u64], scores: &mut [i32]) {
        for row in features.iter().filter_map(|f| self.index.get(f)) {
            let from = *row as usize * self.classes;
            for (score, weight) in scores.iter_mut().zip(&self.now[from..from + self.classes]) {
                *score += weight;
            }
        }
    }
}

impl Learned {
    pub fn new(classes: usize) -> Learned {
        Learned { classes, index: FxHashMap::default(), now: vec![], sum: vec![], since: vec![], uses: vec![], step: 0 }
    }

    pub fn classes(&self) -> usize {
        self.classes
    }

    /// One step: the features speak more for `right` than for `wrong` from now on, unless they are one.
    pub fn learn(&mut self, features: &[u64], right: usize, wrong: usize) {
        self.step += 1;
        if right == wrong {
            return;
        }
        for f in features {
            let classes = self.classes;
            let rows = self.index.len() as u32;
            let row = *self.index.entry(*f).or_insert(rows) as usize;
            if row == rows as usize {
                self.now.resize((row + 1) * classes, 0);
                self.sum.resize((row + 1) * classes, 0.0);
                self.since.resize((row + 1) * classes, 0);
                self.uses.push(0);
            }
            self.uses[row] += 1;
            for (class, by) in [(right, 1), (wrong, -1)] {
                let at = row * classes + class;
                self.sum[at] += f64::from(self.now[at]) * f64::from(self.step - self.since[at]);
                self.since[at] = self.step;
                self.now[at] += by;
            }
        }
    }

    /// The average weights of each feature that was learned from twice or more, added to those of `model`.
    pub fn add_to(&self, model: &mut Model) {
        model.classes = self.classes;
        let steps = f64::from(self.step.max(1));
        for (feature, row) in &self.index {
            if self.uses[*row as usize] < 2 {
                continue;
            }
            let from = *row as usize * self.classes;
            let into = model.rows.entry(*feature).or_insert_with(|| vec![0.0; self.classes]);
            for (c, into) in into.iter_mut().enumerate() {
                let at = from + c;
                *into += ((self.sum[at] + f64::from(self.now[at]) * f64::from(self.step - self.since[at])) / steps) as f32;
            }
        }
    }
}

/// What was learned, in one run or several.
#[derive(Default)]
pub struct Model {
    classes: usize,
    rows: FxHashMap<u64, Vec<f32>>,
}

/// Rows in their slots, in whole numbers.
struct Slots {
    keys: Vec<u16>,
    rows: Vec<Vec<i8>>,
}

impl Model {
    /// The rows that decide most, as the sum of squares tells, each in its slot.
    fn slots(&self, slots: usize) -> Slots {
        let weight = |r: &[f32]| r.iter().map(|w| w * w).sum::<f32>();
        let mut rows: Vec<(f32, u64, &Vec<f32>)> = self.rows.iter().map(|(f, r)| (weight(r), *f, r)).collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // small weights keep their differences: the largest few are cut off
        let mut sizes: Vec<f32> = rows.iter().take(slots).flat_map(|r| r.2.iter().map(|w| w.abs())).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let cut = sizes.get((sizes.len() as f64 * 0.999) as usize).copied().unwrap_or(1.0).max(1e-9);
        let (mut keys, mut table) = (vec![0u16; slots + REACH], vec![vec![0i8; self.classes]; slots + REACH]);
        // a table that is not full is quickly looked through
        rows.truncate(slots - slots / 8);
        for (_, feature, row) in &rows {
            let (at, key) = place(*feature, slots);
            if let Some(free) = (at..at + REACH).find(|i| keys[*i] == 0) {
                keys[free] = key;
                table[free] = row.iter().map(|w| (w * 127.0 / cut).round().clamp(-127.0, 127.0) as i8).collect();
            }
        }
        Slots { keys, rows: table }
    }

    /// For `Dense::read`.
    pub fn dense(&self, slots: usize) -> Vec<u8> {
        let table = self.slots(slots);
        let mut out = (slots as u32).to_le_bytes().to_vec();
        for (key, row) in table.keys.iter().zip(&table.rows) {
            out.extend(key.to_le_bytes());
            out.extend(row.iter().map(|w| *w as u8));
        }
        out
    }

    /// For `Sparse::read`; weights smaller than `least` (of 127) are left out.
    pub fn sparse(&self, slots: usize, least: i8) -> Vec<u8> {
        let table = self.slots(slots);
        let (mut starts, mut blocks, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        let mut block = 0;
        let end = (&0, &vec![]);
        for (i, (key, row)) in table.keys.iter().zip(&table.rows).chain([end]).enumerate() {
            if i % BLOCK == 0 {
                block = entries.len() / 2;
                blocks.extend((block as u32).to_le_bytes());
            }
            starts.extend(key.to_le_bytes());
            starts.extend(((entries.len() / 2 - block) as u16).to_le_bytes());
            for (class, weight) in row.iter().enumerate().filter(|(_, w)| w.unsigned_abs() >= least.unsigned_abs()) {
                entries.extend([class as u8, *weight as u8]);
            }
        }
        let numbers = [slots, self.classes, entries.len() / 2];
        let mut out: Vec<u8> = numbers.iter().flat_map(|n| (*n as u32).to_le_bytes()).collect();
        out.extend(starts);
        out.extend(blocks);
        out.extend(entries);
        out
    }
}
