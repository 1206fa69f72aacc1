use crate::language::{Words, key_of};

/// A run of capitalised words and the key of its initials.
pub struct Spelled {
    /// Key of the folded initials.
    pub key: u32,
    /// Token range of the run.
    pub from: usize,
    pub to: usize,
}

/// Every run of two to six capitalised words; small words inside a run are left out of its initials.
pub fn initials(words: &Words) -> Vec<Spelled> {
    let mut out = Vec::new();
    for from in 0..words.len() {
        if !words.tokens[from].capital {
            continue;
        }
        let (mut letters, mut spelled) = (String::new(), String::new());
        let mut capitals = 0;
        for i in from..words.len().min(from + 9) {
            let t = &words.tokens[i];
            if t.capital && t.is_word() {
                let fold = words.fold(i);
                letters.extend(fold.chars().next());
                // of “U.S. Trade Representative” every letter of the acronym counts
                let all = if t.upper && fold.len() <= 4 { usize::MAX } else { 1 };
                spelled.extend(fold.chars().filter(|c| *c != '.').take(all));
                capitals += 1;
                if capitals > 1 {
                    out.push(Spelled { key: key_of(&letters), from, to: i + 1 });
                    if spelled != letters {
                        out.push(Spelled { key: key_of(&spelled), from, to: i + 1 });
                    }
                }
            } else if !matches!(words.fold(i), "of" | "the" | "for" | "and" | "in" | "on" | "'s" | "-") {
                break;
            }
        }
    }
    out
}

/// Runs of words in small letters whose initials are those of the acronym `letters`, of three to six: TPA, trade promotion authority.
pub fn spelled_small(letters: &str, key: u32, words: &Words) -> Vec<Spelled> {
    if !(3..=6).contains(&letters.len()) || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let joins = |i: usize| matches!(words.fold(i), "of" | "the" | "for" | "and" | "in" | "on" | "-");
    let run = |from: usize| {
        let mut at = from;
        for (n, letter) in letters.bytes().enumerate() {
            while n > 0 && joins(at) {
                at += 1;
            }
            let word = words.tokens.get(at).filter(|t| t.is_word() && !t.stop && !t.upper)?;
            if word.capital && n > 0 || words.fold(at).as_bytes().first() != Some(&letter) {
                return None;
            }
            at += 1;
        }
        Some(Spelled { key, from, to: at })
    };
    (0..words.len()).filter_map(run).collect()
}
