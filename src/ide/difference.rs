use super::markdown::{bold, escape};
use crate::language::fold;

/// Longer sentences are not compared, in words: the table grows with the square.
const MOST_WORDS: usize = 150;

/// A source's sentence that begins so many words before the note's, or goes on as many after it, says more, not otherwise.
const FURTHER: usize = 3;

/// Two sentences as Markdown, with the words that only one of them has in bold; `None` where less than half of the words of
/// the shorter are shared, or one is too long.
pub(super) fn word_by_word(note: &str, source: &str) -> Option<(String, String)> {
    let words = |s: &str| s.split_whitespace().map(str::to_string).collect::<Vec<_>>();
    let (a, b) = (words(note), words(source));
    if a.is_empty() || b.is_empty() || a.len() > MOST_WORDS || b.len() > MOST_WORDS {
        return None;
    }
    let key = |w: &String| {
        fold(w.trim_matches(|c: char| c.is_ascii_punctuation() && !matches!(c, '%' | '$') || matches!(c, '“' | '”' | '’' | '‘')))
    };
    let keys = |w: &[String]| w.iter().map(key).collect::<Vec<_>>();
    let (shared_a, mut shared_b) = shared(&keys(&a), &keys(&b));
    spare_edges(&shared_a, &mut shared_b);
    let count = shared_a.iter().filter(|s| **s).count();
    (count * 2 >= a.len().min(b.len())).then(|| (marked(&a, &shared_a), marked(&b, &shared_b)))
}

/// Takes for shared what the source says before and after the words that stand in the place of the note's.
fn spare_edges(note: &[bool], source: &mut [bool]) {
    let ahead = |s: &[bool]| s.iter().take_while(|x| !**x).count();
    let behind = |s: &[bool]| s.iter().rev().take_while(|x| !**x).count();
    let spare = |source: usize, note: usize| if source > note + FURTHER { source - note } else { 0 };
    let (before, after) = (spare(ahead(source), ahead(note)), spare(behind(source), behind(note)));
    source.iter_mut().take(before).for_each(|x| *x = true);
    source.iter_mut().rev().take(after).for_each(|x| *x = true);
}

/// Which words of each side belong to the longest common subsequence.
fn shared(a: &[String], b: &[String]) -> (Vec<bool>, Vec<bool>) {
    let width = b.len() + 1;
    let mut table = vec![0u16; (a.len() + 1) * width];
    let at = |table: &[u16], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let best = if x == y { at(&table, i + 1, j + 1) + 1 } else { at(&table, i + 1, j).max(at(&table, i, j + 1)) };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut in_a, mut in_b) = (vec![false; a.len()], vec![false; b.len()]);
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x == y {
            in_a.iter_mut().skip(i).take(1).for_each(|s| *s = true);
            in_b.iter_mut().skip(j).take(1).for_each(|s| *s = true);
            i += 1;
            j += 1;
        } else if at(&table, i + 1, j) >= at(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    (in_a, in_b)
}

/// The words, with runs of those not shared in bold.
fn marked(words: &[String], shared: &[bool]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for (word, shared) in words.iter().zip(shared) {
        if *shared {
            if !run.is_empty() {
                out.push(bold(&run.join(" ")));
                run.clear();
            }
            out.push(escape(word));
        } else {
            run.push(word);
        }
    }
    if !run.is_empty() {
        out.push(bold(&run.join(" ")));
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::word_by_word;

    #[test]
    fn what_only_one_side_has_is_bold() {
        let got = word_by_word("The lake fell by 12 cm in May.", "In May the lake fell by 21 cm.");
        assert_eq!(got, Some(("The lake fell by **12** cm **in May.**".to_string(), "**In May** the lake fell by **21** cm.".to_string())));
        let got = word_by_word("The gauge was set up in 1911.", "The gauge was set up in 1912 by the last harbour master of the town.");
        let source = "The gauge was set up in **1912** by the last harbour master of the town.";
        assert_eq!(got, Some(("The gauge was set up in **1911\\.**".to_string(), source.to_string())), "the rest says more, not otherwise");
        let got = word_by_word("The gauge was set up.", "Some years after a great flood, the gauge was set up.");
        assert_eq!(got.map(|g| g.1), Some("Some years after a great flood, the gauge was set up.".to_string()));
        assert_eq!(word_by_word("Nothing here is alike.", "The lake fell by 21 cm."), None);
        assert_eq!(word_by_word("", "The lake."), None);
    }
}
