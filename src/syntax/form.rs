//! What a tagger sees of a word.

use crate::language::lexicon;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A word as the models know it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// The word's key: of its lower-case letters, digits read as `0` so that figures of a length are alike.
    pub word: u32,
    /// Keys of the last one to four characters, 0 where the word is shorter.
    pub endings: [u32; 4],
    /// Keys of the first one to three characters.
    pub beginnings: [u32; 3],
    /// Capitals, digits, and signs in it: a small number.
    pub shape: u32,
    /// What WordNet says of its lemma: the fields of meaning of its first sense as a noun and as a verb, and what else it may be
    /// (senses.txt, six bits each); one bit more where the word is an inflected form.
    pub sense: u32,
}

const SENSES: &str = include_str!("senses.txt");

fn senses() -> &'static FxHashMap<&'static str, u32> {
    static CELL: OnceLock<FxHashMap<&'static str, u32>> = OnceLock::new();
    CELL.get_or_init(|| {
        SENSES
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| {
                let (word, code) = l.split_once(' ')?;
                let mut digits = code.chars().filter_map(|c| c.to_digit(36));
                Some((word, digits.next()? | digits.next()? << 6 | digits.next()? << 12))
            })
            .collect()
    })
}

/// The sense of a word's lemma; one that ends as an inflected form does says so.
fn sense(word: &str) -> u32 {
    let own = senses().get(word).copied().unwrap_or(0);
    let of = lexicon::lemma(word).and_then(|l| senses().get(l.as_ref()).copied()).unwrap_or(0);
    if of != 0 { of | 1 << 18 } else { own }
}

fn key(chars: &[char]) -> u32 {
    let mut buf = [0u8; 4];
    chars
        .iter()
        .flat_map(|c| c.encode_utf8(&mut buf).as_bytes().to_vec())
        .fold(0x811c_9dc5u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

impl Form {
    pub fn new(text: &str) -> Form {
        let chars: Vec<char> = text.chars().take(40).map(plain).collect();
        let n = chars.len();
        let mut form = Form { word: key(&chars), shape: shape(text), sense: sense(&chars.iter().collect::<String>()), ..Form::default() };
        for (k, ending) in form.endings.iter_mut().enumerate() {
            if n > k {
                *ending = key(&chars[n - k - 1..]);
            }
        }
        for (k, beginning) in form.beginnings.iter_mut().enumerate() {
            if n > k {
                *beginning = key(&chars[..=k]);
            }
        }
        form
    }
}

/// Lower case, typewriter quotes, one digit for all.
fn plain(c: char) -> char {
    match c {
        '0'..='9' => '0',
        '\u{2018}' | '\u{2019}' | '`' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' | '\u{2014}' => '-',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn shape(text: &str) -> u32 {
    let mut chars = text.chars();
    let first = chars.next();
    let capital = first.is_some_and(char::is_uppercase);
    let (mut upper, mut lower, mut digit, mut other) = (0, 0, 0, 0);
    for c in text.chars() {
        match c {
            c if c.is_uppercase() => upper += 1,
            c if c.is_alphabetic() => lower += 1,
            c if c.is_numeric() => digit += 1,
            _ => other += 1,
        }
    }
    let case = match (capital, upper, lower) {
        (true, 1, 0) => 1,
        (true, 1, _) => 2,
        (true, _, 0) => 3,
        (true, _, _) => 4,
        (false, 0, 0) => 5,
        (false, 0, _) => 0,
        _ => 6,
    };
    let digits = match digit {
        0 => 0,
        1 | 2 => 1,
        4 => 2,
        _ => 3,
    };
    case | digits << 3 | u32::from(other > 0) << 5
}
