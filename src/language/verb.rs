//! Verbs that show by their form what they are, in the vocabulary or not.

use super::Words;

/// Tokens between a form of “be” and the verb: “is not really kicking”.
const REACH: usize = 4;

/// “Is kicking”, “are slowly being moved”: what token `i` tells goes on (the progressive), told of the present if `present`.
pub fn progressive(words: &Words, i: usize, present: bool) -> bool {
    let doing = words.tokens.get(i).is_some_and(|t| t.is_word() && !t.capital) && words.fold(i).len() > 4 && words.fold(i).ends_with("ing");
    let passed =
        |k: &usize| matches!(words.fold(*k), "not" | "n't" | "now" | "still" | "also" | "all" | "both") || words.fold(*k).ends_with("ly");
    let helper = || (i.saturating_sub(REACH)..i).rev().find(|k| !passed(k)).map_or("", |k| words.fold(k));
    doing
        && match helper() {
            "is" | "are" | "'re" | "am" => true,
            "was" | "were" | "been" | "be" => !present,
            _ => false,
        }
}

/// The token is a verb in a form that only a verb has.
pub fn inflected(words: &Words, i: usize) -> bool {
    let word = words.tokens.get(i).is_some_and(|t| t.is_word() && t.content() && !t.capital);
    word && (words.fold(i) != words.lemma(i) && super::lexicon::is_verb(words.tokens[i].key) || progressive(words, i, false))
}
