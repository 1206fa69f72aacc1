//! What a model learned: a row of small numbers for each feature, in one blob that is read where it lies.

/// Adds the rows of features to scores. The shipped tables and the one that is being trained do the same.
pub trait Rows {
    /// One score for each class; features that no row is known of count for nothing.
    fn score(&self, features: &[u64], scores: &mut [i32]);
}

/// How far from its place a row may lie.
pub const REACH: usize = 8;
/// Rows of a block of a [`Sparse`] table.
pub const BLOCK: usize = 32;

/// The place of a feature among `slots`, and the bits that tell it from others there; never 0, which marks a free slot.
pub fn place(feature: u64, slots: usize) -> (usize, u16) {
    let at = ((feature >> 32) * slots as u64) >> 32;
    (at as usize, (feature as u16).max(1))
}

/// Open hash tables: a slot begins with sixteen bits of its feature's hash, so that a feature that was never learned
/// meets the row of another one once in some thousand times. After the last place come [`REACH`] slots more.
fn slot<const SIZE: usize>(slots: &[[u8; SIZE]], feature: u64) -> Option<usize> {
    let (at, key) = place(feature, slots.len().checked_sub(REACH)?);
    for (i, slot) in slots.get(at..at + REACH)?.iter().enumerate() {
        let (Some(a), Some(b)) = (slot.first(), slot.get(1)) else { return None };
        match u16::from_le_bytes([*a, *b]) {
            0 => return None,
            k if k == key => return Some(at + i),
            _ => {}
        }
    }
    None
}

fn number(blob: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(blob.get(at..at + 4)?.try_into().ok()?) as usize)
}

/// `count` arrays from the beginning of `blob`, and what follows them.
fn arrays<const SIZE: usize>(blob: &[u8], count: usize) -> Option<(&[[u8; SIZE]], &[u8])> {
    let (head, rest) = blob.split_at_checked(count.checked_mul(SIZE)?)?;
    Some((head.as_chunks().0, rest))
}

/// A table of three weights for each feature.
#[derive(Clone, Copy)]
pub struct Dense<'a> {
    slots: &'a [[u8; 5]],
}

impl<'a> Dense<'a> {
    /// `blob` begins with the number of places (u32, little-endian) and the slots: key (u16) and three weights. The rest
    /// of the blob comes back; None when it is too short.
    pub fn read(blob: &'a [u8]) -> Option<(Dense<'a>, &'a [u8])> {
        let (slots, rest) = arrays(blob.get(4..)?, number(blob, 0)? + REACH)?;
        Some((Dense { slots }, rest))
    }
}

impl Rows for Dense<'_> {
    fn score(&self, features: &[u64], scores: &mut [i32]) {
        let mut sums = [0; 3];
        for [_, _, row @ ..] in features.iter().filter_map(|f| self.slots.get(slot(self.slots, *f)?)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(*weight as i8);
            }
        }
        scores.iter_mut().zip(sums).for_each(|(score, sum)| *score += sum);
    }
}

/// A table whose rows name the few classes that they weigh: for many classes.
#[derive(Clone, Copy)]
pub struct Sparse<'a> {
    /// Key, and where the row begins within its block.
    slots: &'a [[u8; 4]],
    /// Where each [`BLOCK`] of rows begins among the entries.
    blocks: &'a [[u8; 4]],
    /// Class and weight.
    entries: &'a [[u8; 2]],
    classes: usize,
}

impl<'a> Sparse<'a> {
    /// `blob` begins with the numbers of places, classes and entries (u32, little-endian), the slots (key and start, u16),
    /// one more of them, the blocks (u32), the entries. The rest of the blob comes back; None when it is too short.
    pub fn read(blob: &'a [u8]) -> Option<(Sparse<'a>, &'a [u8])> {
        let (count, classes) = (number(blob, 0)? + REACH, number(blob, 4)?);
        let (slots, rest) = arrays(blob.get(12..)?, count + 1)?;
        let (blocks, rest) = arrays(rest, count / BLOCK + 1)?;
        let (entries, rest) = arrays(rest, number(blob, 8)?)?;
        Some((Sparse { slots, blocks, entries, classes }, rest))
    }

    pub fn classes(&self) -> usize {
        self.classes
    }

    fn start(&self, slot: usize) -> Option<usize> {
        let [_, _, a, b] = self.slots.get(slot)?;
        let block = u32::from_le_bytes(*self.blocks.get(slot / BLOCK)?);
        Some(block as usize + usize::from(u16::from_le_bytes([*a, *b])))
    }

    fn row(&self, feature: u64) -> Option<&'a [[u8; 2]]> {
        let slot = slot(self.slots.get(..self.slots.len() - 1)?, feature)?;
        self.entries.get(self.start(slot)?..self.start(slot + 1)?)
    }
}

impl Rows for Sparse<'_> {
    fn score(&self, features: &[u64], scores: &mut [i32]) {
        for [class, weight] in features.iter().filter_map(|f| self.row(*f)).flatten() {
            if let Some(score) = scores.get_mut(usize::from(*class)) {
                *score += i32::from(*weight as i8);
            }
        }
    }
}

/// Words that have one class only.
#[derive(Clone, Copy, Default)]
pub struct Fixed<'a> {
    /// The word's key and its class, by key.
    words: &'a [[u8; 5]],
}

impl<'a> Fixed<'a> {
    /// `blob` begins with the number of words (u32, little-endian), then each word's key (u32) and class. The rest of the
    /// blob comes back; None when it is too short.
    pub fn read(blob: &'a [u8]) -> Option<(Fixed<'a>, &'a [u8])> {
        let (words, rest) = arrays(blob.get(4..)?, number(blob, 0)?)?;
        Some((Fixed { words }, rest))
    }

    pub fn get(&self, word: u32) -> Option<u8> {
        let key = |w: &[u8; 5]| u32::from_le_bytes([w[0], w[1], w[2], w[3]]);
        self.words.binary_search_by_key(&word, key).ok().and_then(|i| self.words.get(i)).map(|w| w[4])
    }
}

/// The class with the highest score, the first of equals.
pub fn best(scores: &[i32], allowed: impl Fn(usize) -> bool) -> Option<usize> {
    let mut found: Option<(usize, i32)> = None;
    for (class, score) in scores.iter().enumerate() {
        if allowed(class) && found.is_none_or(|(_, s)| *score > s) {
            found = Some((class, *score));
        }
    }
    found.map(|(class, _)| class)
}

/// The hash of a feature: its template's number and what fills it.
#[derive(Clone, Copy)]
pub struct Feature(u64);

impl Feature {
    pub fn of(template: u8) -> Feature {
        Feature((u64::from(template) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    #[must_use]
    pub fn with(self, value: u32) -> Feature {
        let h = (self.0 ^ u64::from(value)).wrapping_mul(0x9fb2_1c65_1e98_df25);
        Feature(h ^ (h >> 32))
    }

    /// Spread over all bits.
    pub fn end(self) -> u64 {
        let h = self.0.wrapping_mul(0xd6e8_feb8_6659_fd93);
        h ^ (h >> 29)
    }
}
