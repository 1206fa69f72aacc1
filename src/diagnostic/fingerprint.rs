use crate::language::fold;
use std::collections::HashMap;

/// Gives findings names that outlive moved lines: a hash of rule, file, folded claim sentence, claimed and found
/// words, and the how-manieth of equals it is. One of these serves one file, in the order of its findings.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: HashMap<u64, u32>,
}

impl Fingerprints {
    pub fn new() -> Fingerprints {
        Fingerprints::default()
    }

    /// The fingerprint of the next finding: 16 hexadecimal digits. Words that are not there are empty.
    pub fn next(&mut self, rule: &str, file: &str, sentence: &str, claimed: &str, found: &str) -> String {
        // lines that are broken elsewhere are the same words
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut hash = Hash::new();
        for part in [rule, file, &words(&fold(sentence)), &words(claimed), &words(found)] {
            hash.part(part.as_bytes());
        }
        let nth = self.seen.entry(hash.0).or_insert(0);
        hash.part(&nth.to_le_bytes());
        *nth = nth.saturating_add(1);
        format!("{:016x}", hash.0)
    }
}

/// FNV-1a, 64 bits: the same on every machine and in every version, which std's hashers do not promise.
struct Hash(u64);

impl Hash {
    fn new() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }

    /// Adds one part and its length, so that parts cannot run into each other.
    fn part(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().copied().chain((bytes.len() as u64).to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprints;

    #[test]
    fn equals_are_told_apart_and_case_and_spacing_do_not_matter() {
        let mut prints = Fingerprints::new();
        let first = prints.next("number-conflict", "a.md", "It rose  12 cm.", "12 cm", "21 cm");
        let second = prints.next("number-conflict", "a.md", "it rose 12\ncm.", "12\ncm", "21 cm");
        assert_ne!(first, second);
        assert_eq!(Fingerprints::new().next("number-conflict", "a.md", "it rose 12 cm.", "12 cm", "21 cm"), first);
        assert_eq!(first.len(), 16);
        // it is part of the contract that this never changes
        assert_eq!(Fingerprints::new().next("r", "f", "s", "c", ""), "999a8ab2b51ec2ff");
    }
}
