//! Whether a sentence says that something is so: it has a subject and a verb. Headings, captions, entries of a list and lines
//! with a date and a name have none, and their values stand for nothing that another line could be against.

use super::Facts;
use crate::language::{Words, key_of, lexicon};

/// A verb with something before it that it can be said of. Told by the shape of words, so that doubtful ones pass.
pub fn states(facts: &Facts) -> bool {
    let words = &facts.words;
    (1..words.len()).any(|i| verb(words, i) && (0..i).any(|k| subject(facts, k)))
}

/// What the sentence is about is told by a word that points elsewhere: “this society”.
pub fn points_elsewhere(facts: &Facts) -> bool {
    let first = (0..facts.words.len()).find(|i| facts.words.tokens.get(*i).is_some_and(|t| t.is_word()));
    first.is_some_and(|i| matches!(facts.words.fold(i), "this" | "these" | "that" | "those"))
}

/// Token `k` can be (part of) a subject: it names something, and is no date, no number and no verb form that opens the sentence.
fn subject(facts: &Facts, k: usize) -> bool {
    let Some(t) = facts.words.tokens.get(k).filter(|t| t.is_word()) else { return false };
    let pronoun = matches!(facts.words.fold(k), "i" | "we" | "you" | "he" | "she" | "it" | "they" | "this" | "that" | "there" | "who");
    let opening = k == 0 && inflected(&facts.words, 0);
    let dated = facts.dates.iter().any(|d| d.tokens.contains(&k));
    (t.content() || t.upper || pronoun) && !opening && !dated
}

fn verb(words: &Words, i: usize) -> bool {
    let Some(t) = words.tokens.get(i) else { return false };
    let folded = words.fold(i);
    let before = i.checked_sub(1).map_or("", |b| words.fold(b));
    if matches!(folded, "'s" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "n't") {
        return folded != "'s" || matches!(before, "he" | "she" | "it" | "that" | "there" | "who" | "what");
    }
    if !t.is_word() || t.capital && !t.upper {
        return false;
    }
    if auxiliary(folded) {
        return true;
    }
    // “a post shared by”: no verb of its own
    let participle = words.fold(i + 1) == "by" || matches!(before, "a" | "an" | "the" | "of" | "in" | "for" | "with" | "by");
    if participle && !matches!(before, "who" | "which") {
        return false;
    }
    let lemma = words.lemma(i);
    let base = lexicon::is_verb(key_of(lemma));
    if inflected(words, i) {
        return true;
    }
    // “Japan signs”, “they say”: the verb after a word that it can be said of
    let said_of = i.checked_sub(1).and_then(|b| words.tokens.get(b)).is_some_and(|b| b.is_word() && (!b.stop || pronoun(before)));
    base && said_of && (folded != lemma && folded.ends_with('s') || folded == lemma && plural(words, i - 1))
}

fn pronoun(folded: &str) -> bool {
    matches!(folded, "i" | "we" | "you" | "he" | "she" | "it" | "they" | "who" | "which" | "that" | "to")
}

/// “they”, “officials”: what a verb without an ending is said of.
fn plural(words: &Words, i: usize) -> bool {
    let folded = words.fold(i);
    pronoun(folded) || folded.ends_with('s') && words.lemma(i) != folded
}

fn auxiliary(folded: &str) -> bool {
    matches!(
        folded,
        "is" | "are"
            | "was"
            | "were"
            | "am"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "do"
            | "does"
            | "did"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "shall"
            | "should"
            | "must"
            | "cannot"
    )
}

/// A past form: “closed”, “began”.
fn inflected(words: &Words, i: usize) -> bool {
    let (folded, lemma) = (words.fold(i), words.lemma(i));
    let ed = folded.len() > 4 && folded.ends_with("ed");
    let strong = folded != lemma && !folded.ends_with(['s']) && !["ing", "er", "est"].iter().any(|e| folded.ends_with(e));
    ed || strong && lexicon::is_verb(key_of(lemma))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn facts(s: &str) -> Facts {
        Facts::of(s, Span::new(0, s.len()), &[], None)
    }

    #[test]
    fn what_says_that_something_is_so() {
        for s in [
            "The mine closed in 1994.",
            "Japan signs the treaty in May.",
            "The talks began on 3 May.",
            "Officials say it will rain in June.",
            "She's in Paris since 2004.",
            "The US was the largest source before 2006.",
            "TPP talks concluded Oct 2014",
        ] {
            assert!(states(&facts(s)), "{s}");
        }
    }

    #[test]
    fn what_only_stands_there() {
        for s in [
            "Prize for the Best Cheese, 1966",
            "Published August 20, 2019",
            "19/06/19 haunting",
            "Moved to the coast in January 1915.",
            "12 November 1914 : transferred to the coast.",
            "views | Aug 1, 2019",
            "A post shared by Mara on May 6, 2018 at 3:39am",
            "Artist Directory",
        ] {
            assert!(!states(&facts(s)), "{s}");
        }
        assert!(points_elsewhere(&facts("This society was founded in 1865.")));
    }
}
