/// The candidate that a mistyped word most likely means: few letters apart, or the beginning of exactly one.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).take(64).collect();
    if word.len() < 2 || word.len() == 64 {
        return None;
    }
    let allowed = word.len() / 3;
    let mut best: Option<(usize, &str)> = None;
    let mut begins = Vec::new();
    for candidate in candidates {
        let letters: Vec<char> = candidate.chars().collect();
        let distance = distance(&word, &letters);
        if distance <= allowed.max(1) && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
        if word.len() >= 3 && letters.starts_with(&word) {
            begins.push(candidate);
        }
    }
    best.map(|(_, c)| c).or(if let [one] = begins.as_slice() { Some(*one) } else { None })
}

/// Levenshtein distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b) {
            let here = (before + usize::from(x != y)).min(left + 1).min(*cell + 1);
            before = *cell;
            *cell = here;
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_the_word_meant_and_leaves_strange_ones_alone() {
        let words = ["number-conflict", "name-conflict", "date-conflict", "broken-link"];
        assert_eq!(closest("numbr-conflict", words), Some("number-conflict"));
        assert_eq!(closest("number_conflict", words), Some("number-conflict"));
        assert_eq!(closest("Broken-Links", words), Some("broken-link"));
        assert_eq!(closest("broken", words), Some("broken-link"));
        assert_eq!(closest("n", words), None);
        assert_eq!(closest("spelling", words), None);
        assert_eq!(closest(&"x".repeat(100_000), words), None);
    }
}
