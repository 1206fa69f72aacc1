//! Whether a sentence says that something is so: it has a subject and a verb. Headings, captions, entries of a list and lines
//! with a date and a name have none, and their values stand for nothing that another line could be against.

use super::Facts;
use crate::language::lexicon::Group;
use crate::language::{Words, key_of, lexicon};

/// Tokens of the shortest statement without a subject.
const DONE: usize = 6;

/// A verb with something before it that it can be said of. Told by the shape of words, so that doubtful ones pass.
pub fn states(facts: &Facts) -> bool {
    let words = &facts.words;
    let told = |i: usize| (0..i).any(|k| subject(facts, k));
    let verbs = || (0..words.len()).filter(|i| verb(words, *i));
    // “12 November: left the coast”: who did is not said
    let bare = verbs().next().is_some_and(|i| (0..i).all(|k| of_date(facts, k)));
    !bare && verbs().any(told) || done(facts)
}

/// “Created in 1955 by the legislature”: what was done, by whom, with its subject left out as notes do.
fn done(facts: &Facts) -> bool {
    let words = &facts.words;
    // what stands under a text tells of the text
    let posted = matches!(words.lemma(0), "post" | "publish" | "update" | "share" | "upload" | "edit" | "report" | "file");
    let opens = words.tokens.first().is_some_and(|t| t.is_word() && lexicon::is_verb(t.key)) && inflected(words, 0) && !posted;
    let by = (1..words.len()).find(|k| words.fold(*k) == "by");
    opens && by.is_some_and(|k| facts.dates.iter().all(|d| d.tokens.end <= k || d.tokens.start > k + 1)) && words.len() >= DONE
}

/// What the sentence is about is told by a word that points elsewhere: “this society”.
pub fn points_elsewhere(facts: &Facts) -> bool {
    let first = (0..facts.words.len()).find(|i| facts.words.tokens.get(*i).is_some_and(|t| t.is_word()));
    first.is_some_and(|i| matches!(facts.words.fold(i), "this" | "these" | "that" | "those"))
}

/// Token `k` is a mark or part of a date.
fn of_date(facts: &Facts, k: usize) -> bool {
    let mark = facts.words.tokens.get(k).is_none_or(|t| !t.is_word());
    mark || facts.dates.iter().any(|d| d.tokens.contains(&k)) || matches!(facts.words.fold(k), "on" | "in")
}

/// Token `k` can be (part of) a subject: it names something, and is no date, no number and no verb form that opens the sentence.
fn subject(facts: &Facts, k: usize) -> bool {
    let Some(t) = facts.words.tokens.get(k).filter(|t| t.is_word()) else { return false };
    let pronoun = matches!(facts.words.fold(k), "i" | "we" | "you" | "he" | "she" | "it" | "they" | "this" | "that" | "there" | "who");
    let opening = k == 0 && inflected(&facts.words, 0);
    let dated = facts.dates.iter().any(|d| d.tokens.contains(&k));
    // “the mine”
    let noun = k > 0 && matches!(facts.words.fold(k - 1), "the" | "a" | "an") && !inflected(&facts.words, k);
    (t.content() || t.upper || pronoun || noun) && !opening && !dated
}

fn verb(words: &Words, i: usize) -> bool {
    let Some(t) = words.tokens.get(i) else { return false };
    let folded = words.fold(i);
    let before = i.checked_sub(1).map_or("", |b| words.fold(b));
    if matches!(folded, "'s" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "n't") {
        let doing = words.fold(i + 1).ends_with("ing") && lexicon::is_verb(key_of(words.lemma(i + 1)));
        return folded != "'s" || doing || matches!(before, "he" | "she" | "it" | "that" | "there" | "who" | "what");
    }
    if !t.is_word() || t.capital && !t.upper {
        return false;
    }
    // “3 am”
    if folded == "am" {
        return before == "i";
    }
    if words.is(i, Group::Auxiliary) || due(words, i) {
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
    // “Kvist put up”: a past form that is no other than the plain one
    let past = || words.is(i, Group::Unchanging) && words.tokens.get(i - 1).is_some_and(|b| b.capital && i > 1);
    base && said_of && (folded != lemma && folded.ends_with('s') || folded == lemma && (plural(words, i - 1) || past()))
}

/// “The report is due in June”, without its verb in a note: “report due June”.
fn due(words: &Words, i: usize) -> bool {
    let dated = words.is(i + 1, Group::Month) || matches!(words.fold(i + 1), "in" | "on" | "by" | "before");
    words.fold(i) == "due" && dated && !matches!(i.checked_sub(1).map_or("", |b| words.fold(b)), "" | "in" | "the")
}

fn pronoun(folded: &str) -> bool {
    matches!(folded, "i" | "we" | "you" | "he" | "she" | "it" | "they" | "who" | "which" | "that" | "to")
}

/// “they”, “officials”: what a verb without an ending is said of.
fn plural(words: &Words, i: usize) -> bool {
    let folded = words.fold(i);
    pronoun(folded) || folded.ends_with('s') && words.lemma(i) != folded
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
            "Created in 1955 by the parish council.",
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
            "Posted in the news by the editor on May 6, 2018",
            "Artist Directory",
        ] {
            assert!(!states(&facts(s)), "{s}");
        }
        assert!(points_elsewhere(&facts("This society was founded in 1865.")));
    }
}
