//! Nouns that name what a verb does: finalization and finalize, persuasion and persuade. From `derived.txt`.

use super::lines;
use std::sync::OnceLock;

const DERIVED: &str = include_str!("derived.txt");

/// Fewest letters that both share at the beginning.
const STEM: usize = 4;

fn endings() -> &'static [(&'static str, &'static str)] {
    static CELL: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    CELL.get_or_init(|| {
        let pair = |l: &'static str| l.split_once(' ').map(|(n, v)| (n, if v == "-" { "" } else { v }));
        lines(DERIVED).filter_map(pair).collect()
    })
}

/// The noun (a lemma) names what the verb (a lemma) does, by its ending.
pub fn names_verb(noun: &str, verb: &str) -> bool {
    noun.len() > STEM + 1
        && endings().iter().any(|(n, v)| {
            let stem = noun.strip_suffix(n).filter(|s| s.len() >= STEM - 1);
            stem.is_some_and(|s| verb.strip_suffix(v) == Some(s) && verb.len() >= STEM)
        })
}

#[cfg(test)]
mod tests {
    use super::names_verb;

    #[test]
    fn nouns_of_verbs() {
        for (noun, verb) in [
            ("finalization", "finalize"),
            ("persuasion", "persuade"),
            ("enactment", "enact"),
            ("specification", "specify"),
            ("reduction", "reduce"),
            ("borrowing", "borrow"),
            ("approval", "approve"),
            ("expansion", "expand"),
            ("decision", "decide"),
            ("negotiation", "negotiate"),
        ] {
            assert!(names_verb(noun, verb), "{noun} {verb}");
        }
        for (noun, verb) in [("station", "state"), ("permission", "perm"), ("nation", "nate"), ("ration", "rate"), ("mission", "mit")] {
            assert!(!names_verb(noun, verb), "{noun} {verb}");
        }
    }
}
