//! A small generator of numbers (xorshift), and passages drawn from a text.

use postil::corpus::Source;

pub struct Draw(u64);

/// A whole sentence of a text, with its words.
pub struct Passage {
    pub text: String,
    pub words: Vec<String>,
}

impl Draw {
    pub fn new(seed: u64) -> Draw {
        Draw(0x9e37_79b9_7f4a_7c15 ^ seed.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    /// A number from 0 to before `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    /// A sentence of eight to fifty words, without brackets and ellipses of its own.
    pub fn passage(&mut self, text: &str, source: &Source) -> Option<Passage> {
        for _ in 0..40 {
            let i = self.below(source.sentences.len());
            let span = *source.sentences.get(i)?;
            let sentence = span.of(text);
            let words: Vec<String> = sentence.split(' ').map(str::to_string).collect();
            let plain = !sentence.contains(['[', ']', '…', '\u{201c}', '\u{201d}', '"', '\n', '|']) && !sentence.contains("..");
            if plain && (8..=50).contains(&words.len()) && words.iter().all(|w| !w.is_empty()) {
                return Some(Passage { text: sentence.to_string(), words });
            }
        }
        None
    }
}
