//! Modality: how sure, wished for, planned or conditional something is. The scale follows the epistemic grades of FactBank.

mod stance;

pub use stance::{Stance, stance};

use super::polarity::{clause_ends, content_after};
use crate::language::{TokenKind, Words, lexicon};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const CUES: &str = include_str!("cues.txt");

/// How sure the words leave a reader, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strength {
    Negligible,
    Unlikely,
    Possible,
    Likely,
    Certain,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ModalityKind {
    /// may, might, likely, perhaps, appears to
    Epistemic,
    /// will, expected to, slated to
    Future,
    /// must, should
    Deontic,
    /// hopes to, plans to
    Intent,
    /// if, would
    Conditional,
}

/// One modal cue in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Modality {
    pub cue: Span,
    pub kind: ModalityKind,
    pub strength: Strength,
    /// The token that it bears on: the next content word of the clause.
    pub scope: Option<usize>,
}

/// A cue's words after the first, with what it means.
type Entry = (Vec<&'static str>, ModalityKind, Strength);

fn cues() -> &'static FxHashMap<&'static str, Vec<Entry>> {
    static CELL: OnceLock<FxHashMap<&'static str, Vec<Entry>>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut table: FxHashMap<&str, Vec<Entry>> = FxHashMap::default();
        for line in CUES.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let (Some(kind), Some(strength), Some(first)) = (fields.next(), fields.next(), fields.next()) else { continue };
            let kind = match kind {
                "epistemic" => ModalityKind::Epistemic,
                "future" => ModalityKind::Future,
                "deontic" => ModalityKind::Deontic,
                "intent" => ModalityKind::Intent,
                _ => ModalityKind::Conditional,
            };
            let strength = match strength {
                "negligible" => Strength::Negligible,
                "unlikely" => Strength::Unlikely,
                "possible" => Strength::Possible,
                "likely" => Strength::Likely,
                _ => Strength::Certain,
            };
            table.entry(first).or_default().push((fields.collect(), kind, strength));
        }
        table
    })
}

/// The modal cues of a sentence, in order. Linear in its length.
pub fn find(text: &str, words: &Words) -> Vec<Modality> {
    let ends = clause_ends(words);
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let Some((len, kind, strength)) = at(text, words, i) else {
            i += 1;
            continue;
        };
        let to = i + len;
        let end = ends.get(i).copied().unwrap_or(to).max(to);
        out.push(Modality { cue: words.cover(i, to), kind, strength, scope: content_after(words, &(to..end)) });
        i = to;
    }
    out
}

/// The cue that begins at token `i`: how many tokens, kind, strength.
fn at(text: &str, words: &Words, i: usize) -> Option<(usize, ModalityKind, Strength)> {
    let token = words.tokens.get(i)?;
    if !matches!(token.kind, TokenKind::Word | TokenKind::Clitic) {
        return None;
    }
    let entries = [words.fold(i), words.lemma(i)].into_iter().find_map(|w| cues().get(w))?;
    if idle(text, words, i) {
        return None;
    }
    let fits = |e: &&Entry| e.0.iter().enumerate().all(|(k, w)| words.fold(i + 1 + k) == *w);
    entries.iter().filter(fits).max_by_key(|e| e.0.len()).map(|(rest, kind, strength)| (1 + rest.len(), *kind, *strength))
}

/// “May 5”, “military might”, “the will of”, “a must”, “due to rain”, “as if”, “less likely”.
fn idle(text: &str, words: &Words, i: usize) -> bool {
    let before = i.checked_sub(1).map_or("", |k| words.fold(k));
    let next = words.tokens.get(i + 1);
    let capital = words.tokens.get(i).is_some_and(|t| t.capital) && i > 0;
    let named = next.is_some_and(|t| t.is_number()) || capital;
    let noun = matches!(
        before,
        "the" | "a" | "an" | "his" | "her" | "their" | "its" | "our" | "my" | "'s" | "free" | "political" | "military" | "good" | "of"
    );
    match words.fold(i) {
        "may" | "might" | "will" | "must" => noun || named || matches!(next.map(|t| t.span.of(text)), Some("of" | "," | "'s" | "’s")),
        "if" => {
            matches!(before, "as" | "what" | "even" | "see" | "ask" | "asked" | "know" | "wonder" | "sure") || words.fold(i + 1) == "not"
        }
        "due" => !matches!(before, "is" | "are" | "was" | "were" | "be" | "been" | "'s") || !infinitive(words, i + 2),
        "going" | "set" | "about" | "sure" | "certain" => !infinitive(words, i + 2),
        // “close to signing”, not “close to the river”
        "close" | "verge" | "brink" | "point" => !words.fold(i + 2).ends_with("ing"),
        "need" => noun,
        // “less likely to float than”: how often, not whether
        "likely" | "probable" | "possible" => lexicon::compared(words, i),
        _ => false,
    }
}

/// A bare verb may stand at token `i`: no determiner, name, number or gerund.
fn infinitive(words: &Words, i: usize) -> bool {
    words.tokens.get(i).is_some_and(|t| t.is_word() && !t.capital && (!t.stop || matches!(words.fold(i), "be" | "have" | "do")))
        && !words.fold(i).ends_with("ing")
        && words.lemma(i) == words.fold(i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(s: &str) -> (ModalityKind, Strength, String) {
        let w = Words::new(s, Span::new(0, s.len()));
        let all = find(s, &w);
        assert_eq!(all.len(), 1, "{s}: {all:?}");
        let m = &all[0];
        (m.kind, m.strength, m.scope.map(|k| w.fold(k).to_string()).unwrap_or_default())
    }

    #[test]
    fn grades_cues_and_finds_their_verb() {
        use ModalityKind::*;
        use Strength::*;
        assert_eq!(one("The dam may also burst."), (Epistemic, Possible, "burst".into()));
        assert_eq!(one("The dam is unlikely to burst."), (Epistemic, Unlikely, "burst".into()));
        assert_eq!(one("The firm hopes to export salt."), (Intent, Possible, "export".into()));
        assert_eq!(one("The ferry is expected to arrive late."), (Future, Likely, "arrive".into()));
        assert_eq!(one("Ships must anchor here."), (Deontic, Certain, "anchor".into()));
    }

    #[test]
    fn stays_silent_on_look_alikes() {
        for s in [
            "It opened on May 5.",
            "The military might of Sparta grew.",
            "The will of the king was read.",
            "It closed due to rain.",
            "He acted as if deaf.",
        ] {
            let w = Words::new(s, Span::new(0, s.len()));
            assert_eq!(find(s, &w), [], "{s}");
        }
    }

    proptest::proptest! {
        #[test]
        fn total(s in "(May|may|will|if|due|to|going|appear|would|5|the|,|\\?|“|I|think|é| ){0,40}") {
            let w = Words::new(&s, Span::new(0, s.len()));
            for m in find(&s, &w) {
                proptest::prop_assert!(m.cue.start < m.cue.end && m.scope.is_none_or(|k| k < w.len()));
            }
            stance(&s, &w);
        }
    }
}
