//! Negation: cues, their scope and the word that they negate. Cue and scope as in the BioScope and *SEM 2012 corpora.

use super::TokenRange;
use crate::language::lexicon::{self, Opposition};
use crate::language::{TokenKind, Words};
use crate::text::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NegationKind {
    /// not, never, no, none, neither, nor, without, no longer
    Full,
    /// hardly, scarcely, barely, rarely, seldom: nearly not
    Soft,
    /// failed to, lacks, refused to, denied, unable to; unlawful, non-binding
    Lexical,
}

/// One negation in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Negation {
    /// The negating words, into the sentence's text (the whole word for a prefix: “unlawful”).
    pub cue: Span,
    pub kind: NegationKind,
    /// Tokens after the cue, to the end of its clause. For a prefix the word itself.
    pub scope: TokenRange,
    /// The token that is negated: the verb after the auxiliary, the adjective, the noun after “no”. `None` when no content word follows.
    pub predicate: Option<usize>,
}

/// The negations of a sentence, by cue. Linear in its length.
pub fn find(text: &str, words: &Words) -> Vec<Negation> {
    let ends = clause_ends(words);
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let Some((kind, len)) = cue(text, words, i) else {
            i += 1;
            continue;
        };
        let to = i + len;
        let prefixed = kind == NegationKind::Lexical && len == 1 && !takes_object(words, i);
        let scope = if prefixed { i..to } else { to..ends.get(i).copied().unwrap_or(words.len()).max(to) };
        let predicate = if prefixed { Some(i) } else { content_after(words, &scope) };
        out.push(Negation { cue: words.cover(i, to), kind, scope, predicate });
        i = to;
    }
    out
}

/// Whether `predicate` is affirmed: an even number of negations bear on it. A soft negation counts as one.
pub fn parity(negations: &[Negation], predicate: usize) -> bool {
    let bears = |n: &&Negation| n.predicate.map_or(n.scope.contains(&predicate), |p| p == predicate);
    negations.iter().filter(bears).count() % 2 == 0
}

/// Kind of the cue that begins at token `i`, and how many tokens it takes.
fn cue(text: &str, words: &Words, i: usize) -> Option<(NegationKind, usize)> {
    use NegationKind::*;
    let token = words.tokens.get(i)?;
    if !matches!(token.kind, TokenKind::Word | TokenKind::Clitic) {
        return None;
    }
    let next = words.fold(i + 1);
    match words.fold(i) {
        "not" | "n't" => (!idle_not(words, i)).then_some((Full, 1)),
        // “Yes/No”, a title, a name
        "no" if i > 0 && token.capital && !before(words, i, &["“", "\"", "‘", ":", ".", "-"]) => None,
        "no" if next == "longer" => Some((Full, 2)),
        "no" if next == "one" && words.fold(i + 2) != "-" => Some((Full, 2)),
        "no" => (!idle_no(words, i)).then_some((Full, 1)),
        "something" | "anything" if next == "other" && words.fold(i + 2) == "than" => Some((Full, 3)),
        "nothing" | "none" | "nobody" | "nowhere" => {
            let idle = matches!(next, "but" | "other" | "less")
                || next == "of" && words.fold(i + 2) == "which"
                || next == "the" && words.fold(i + 2) == "less";
            (!idle).then_some((Full, 1))
        }
        "never" => (next != "mind").then_some((Full, 1)),
        "neither" | "nor" => Some((Full, 1)),
        "without" => {
            let idle = matches!(next, "doubt" | "question") || next == "a" && words.fold(i + 2) == "doubt";
            (!idle).then_some((Full, 1))
        }
        "hardly" | "scarcely" | "barely" | "rarely" | "seldom" => {
            (!words.tokens.get(i + 1).is_some_and(|t| t.is_number()) && token.span.len() > 3).then_some((Soft, 1))
        }
        "yet" if next == "to" && before(words, i, &["has", "have", "had", "is", "are", "was", "were"]) => Some((Full, 2)),
        "anything" if next == "but" => Some((Full, 2)),
        "incapable" | "devoid" if next == "of" => Some((Lexical, 2)),
        "refrain" | "refrained" | "abstain" | "abstained" if next == "from" => Some((Lexical, 2)),
        "unwilling" if next == "to" => Some((Lexical, 2)),
        "unable" | "reluctance" | "refusal" | "inability" | "failure" if next == "to" => Some((Lexical, 2)),
        "non" if next == "-" => Some((Lexical, 1)),
        _ => verb_or_prefix(text, words, i),
    }
}

/// The word before token `i` is one of these.
fn before(words: &Words, i: usize, one_of: &[&str]) -> bool {
    i.checked_sub(1).is_some_and(|k| one_of.contains(&words.fold(k)))
}

fn verb_or_prefix(text: &str, words: &Words, i: usize) -> Option<(NegationKind, usize)> {
    use NegationKind::Lexical;
    match words.lemma(i) {
        // not “declined to 3.3 million”, “to the lowest level”
        "fail" | "refuse" | "decline" | "neglect" => {
            let verb = words.tokens.get(i + 2).is_some_and(|t| {
                t.is_word() && (!t.stop || matches!(words.fold(i + 2), "be" | "have" | "do" | "also")) || words.fold(i + 2) == "ever"
            });
            return (words.fold(i + 1) == "to" && verb).then_some((Lexical, 2));
        }
        "lack" | "deny" => return Some((Lexical, 1)),
        _ => {}
    }
    let folded = words.fold(i);
    let token = words.tokens.get(i).filter(|t| t.may_oppose())?;
    let capital = token.capital && i > 0;
    (!capital && token.span.of(text).len() > 4 && is_prefixed(folded)).then_some((Lexical, 1))
}

/// “unlawful”: a negative prefix before a word that the lexicon knows as its opposite.
fn is_prefixed(folded: &str) -> bool {
    ["un", "in", "im", "il", "ir", "non", "dis"].iter().any(|p| {
        let base = folded.strip_prefix(p).filter(|b| b.len() > 2);
        base.is_some_and(|b| lexicon::antonyms(b, folded) == Some(Opposition::Polarity))
    })
}

/// A lexical cue of one token that negates what follows it, not itself.
fn takes_object(words: &Words, i: usize) -> bool {
    matches!(words.lemma(i), "lack" | "deny") || words.fold(i) == "non"
}

/// “not only”, “not to mention”, “whether or not”, “if not”, “why not”, a tag question.
fn idle_not(words: &Words, i: usize) -> bool {
    let next = words.fold(i + 1);
    let before = i.checked_sub(1).map_or("", |k| words.fold(k));
    let degree = matches!(next, "only" | "just" | "merely" | "simply" | "solely" | "least");
    let mention = next == "to" && matches!(words.fold(i + 2), "mention" | "say" | "speak");
    let fixed = before == "or" && i > 1 && (words.fold(i - 2) == "whether" || closes(words, i + 1));
    let tag = matches!(next, "it" | "he" | "she" | "they" | "we" | "you" | "i" | "there") && words.fold(i + 2) == "?";
    let surprisingly = matches!(next, "surprisingly" | "unexpectedly");
    degree || mention || fixed || tag || surprisingly || matches!(before, "if" | "why")
}

fn closes(words: &Words, i: usize) -> bool {
    matches!(words.fold(i), "" | "." | "," | ";" | "?" | "!" | ")")
}

/// “no doubt”, “no more than”, “No. 5”, “No, …”: nothing is negated.
fn idle_no(words: &Words, i: usize) -> bool {
    let next = words.fold(i + 1);
    let number = |k: usize| words.tokens.get(k).is_some_and(|t| t.is_number());
    matches!(next, "doubt" | "wonder" | "matter" | "less" | "fewer" | "later" | "sooner" | "earlier" | "," | "!" | ")" | "" | "/")
        || next == "more" && words.fold(i + 2) == "than"
        || next == "." && (number(i + 2) || i + 2 >= words.len())
        || number(i + 1)
        || next == "small" && words.fold(i + 2) != "."
}

/// The first word in `scope` that carries content: adverbs and auxiliaries are passed over.
pub(super) fn content_after(words: &Words, scope: &TokenRange) -> Option<usize> {
    scope.clone().take(12).find(|&k| {
        words.tokens.get(k).is_some_and(|t| {
            let folded = words.fold(k);
            t.content()
                && !(folded.ends_with("ly") && folded.len() > 4)
                && !matches!(folded, "yet" | "even" | "ever" | "always" | "still" | "fully" | "going" | "able" | "longer")
        })
    })
}

/// For each token, where its clause ends: at a semicolon, colon, dash, “but”, a subordinator, or a comma before a conjunction.
pub(super) fn clause_ends(words: &Words) -> Vec<usize> {
    let mut ends = vec![words.len(); words.len()];
    let mut end = words.len();
    for i in (0..words.len()).rev() {
        if breaks(words, i) {
            end = i;
        }
        if let Some(e) = ends.get_mut(i) {
            *e = end;
        }
    }
    ends
}

fn breaks(words: &Words, i: usize) -> bool {
    let spaced = words.tokens.get(i).is_some_and(|t| t.spaced);
    let next = words.fold(i + 1);
    match words.fold(i) {
        ";" | ":" | "but" | "because" | "although" | "though" | "whereas" | "unless" => true,
        // “was not found, suggesting that …”
        "," if next.len() > 5 && next.ends_with("ing") => true,
        "-" => spaced && words.tokens.get(i + 1).is_some_and(|t| t.spaced),
        "," => matches!(
            next,
            "and"
                | "or"
                | "so"
                | "yet"
                | "which"
                | "who"
                | "whose"
                | "where"
                | "when"
                | "while"
                | "as"
                | "since"
                | "after"
                | "before"
                | "if"
                | "with"
                | "he"
                | "she"
                | "it"
                | "they"
                | "we"
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(s: &str) -> Vec<(String, Option<String>)> {
        let w = Words::new(s, Span::new(0, s.len()));
        find(s, &w).iter().map(|n| (n.cue.of(s).to_string(), n.predicate.map(|p| w.fold(p).to_string()))).collect()
    }

    fn one(s: &str) -> (String, String) {
        let mut all = cues(s);
        assert_eq!(all.len(), 1, "{s}: {all:?}");
        let (c, p) = all.remove(0);
        (c, p.unwrap_or_default())
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.into(), b.into())
    }

    #[test]
    fn finds_the_cue_and_what_it_negates() {
        assert_eq!(one("The council has not yet approved the list."), pair("not", "approved"));
        assert_eq!(one("The port doesn't freeze in winter."), pair("n't", "freeze"));
        assert_eq!(one("They cannot sail."), pair("not", "sail"));
        assert_eq!(one("The mill no longer sells flour."), pair("no longer", "sells"));
        assert_eq!(one("The crew failed to find the reef."), pair("failed to", "find"));
        assert_eq!(one("The village lacks water."), pair("lacks", "water"));
        assert_eq!(one("It hardly rained."), pair("hardly", "rained"));
        assert_eq!(one("The tax is illegal."), pair("illegal", "illegal"));
    }

    #[test]
    fn stays_silent_on_look_alikes() {
        for s in [
            "He praised not only the cook but also the waiter.",
            "No less than 40 ships came.",
            "No more than 40 ships came.",
            "The herring, not least, is cheap.",
            "There is no doubt that it rained.",
            "It came at No. 5 on the list.",
            "They will sail whether or not it rains.",
            "Eggs, not to mention flour, are dear.",
            "It was warm, if not hot.",
            "She ate nothing but bread.",
            "It rained, didn't it?",
            "The interest in Norway's harbour is international.",
        ] {
            assert_eq!(cues(s), [], "{s}");
        }
    }

    #[test]
    fn double_negation_is_even() {
        let s = "The tax is not illegal but it was never popular.";
        let w = Words::new(s, Span::new(0, s.len()));
        let n = find(s, &w);
        assert_eq!(n.len(), 3);
        assert!(parity(&n, 4) && !parity(&n, 9));
        assert_eq!(n.first().map(|n| n.scope.end), Some(5));
    }

    proptest::proptest! {
        #[test]
        fn total(s in "(not|n't|no|No\\.|never|fail|to|lack|unable|non|-|,|;|but|5|is|word|é| ){0,40}") {
            let w = Words::new(&s, Span::new(0, s.len()));
            for n in find(&s, &w) {
                proptest::prop_assert!(n.scope.start <= n.scope.end && n.scope.end <= w.len() && n.cue.start < n.cue.end);
                let _ = parity(std::slice::from_ref(&n), 3);
            }
        }
    }
}
