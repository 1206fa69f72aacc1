//! Noun phrases: the one that is defined and the one that says what kind of thing it is.

use super::table::{self, Class};
use crate::language::{TokenKind, Words, lexicon};

/// How many words a noun phrase may have before its head.
const LONGEST: usize = 12;

/// A noun phrase whose head classifies, by token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Phrase {
    pub from: usize,
    pub head: usize,
    pub class: Class,
    pub article: Article,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Article {
    Indefinite,
    Definite,
    /// “Quebec’s”, “one of the”, none.
    Other,
}

/// The phrase that begins at token `at` with an article, when its head classifies and nothing in it judges.
pub(super) fn classifying(words: &Words, at: usize) -> Option<Phrase> {
    let (article, mut k) = match words.fold(at) {
        "a" | "an" | "another" => (Article::Indefinite, at + 1),
        "the" => (Article::Definite, at + 1),
        "one" if words.fold(at + 1) == "of" && words.fold(at + 2) == "the" => (Article::Other, at + 3),
        _ => return None,
    };
    if matches!(words.fold(k), "kind" | "type" | "form" | "sort") && words.fold(k + 1) == "of" {
        k += 2;
    }
    let head = head(words, k)?;
    let class = table::class(words.lemma(head))?;
    // “the royal visit comes”: a plural after a noun may be a verb
    let plural = words.lemma(head) != words.fold(head);
    if plural
        && (article == Article::Indefinite || article == Article::Definite && head > k && table::class(words.lemma(head - 1)).is_some())
    {
        return None;
    }
    let judged = (k..head).any(|i| table::judges(words.fold(i)));
    (!judged).then_some(Phrase { from: at, head, class, article })
}

/// The head of the phrase whose words begin at `from`: its last noun before what follows it.
pub(super) fn head(words: &Words, from: usize) -> Option<usize> {
    let mut k = from;
    while k < words.len() && k < from + LONGEST {
        let t = words.tokens.get(k)?;
        let noun = |i: usize| i > from && table::class(words.lemma(i - 1)).is_some() && !joins_next(words, i);
        let border = match t.kind {
            TokenKind::Word => {
                let f = words.fold(k);
                // “designed to”, “focusing on”, “near”: what follows the head
                let verbal = !t.capital && k > from && (f.ends_with("ed") || f.ends_with("ing") || f == "built" || f == "known") && noun(k);
                if matches!(f, "and" | "or") { noun(k) } else { t.stop || verbal }
            }
            TokenKind::Number => false,
            TokenKind::Clitic => false,
            TokenKind::Punct => match words.fold(k) {
                "-" => t.spaced || words.tokens.get(k + 1).is_none_or(|n| n.spaced),
                "," => noun(k),
                "\"" | "'" => false,
                _ => true,
            },
            TokenKind::Symbol => true,
        };
        if border {
            break;
        }
        k += 1;
    }
    let last = k.checked_sub(1).filter(|&h| h >= from && k < from + LONGEST)?;
    let t = words.tokens.get(last)?;
    t.is_word().then_some(last)
}

/// “game-changer”: a hyphen right after the word makes it part of another.
fn joins_next(words: &Words, i: usize) -> bool {
    words.fold(i) == "-" && words.tokens.get(i).is_some_and(|t| !t.spaced)
}

/// What follows a head when the phrase goes on to say which one.
pub(super) fn complemented(words: &Words, head: usize) -> bool {
    let f = words.fold(head + 1);
    let participle = words.tokens.get(head + 1).is_some_and(|t| t.is_word() && !t.capital) && (f.ends_with("ed") || f.ends_with("ing"));
    participle
        || matches!(
            f,
            "of" | "that"
                | "which"
                | "who"
                | "whose"
                | "for"
                | "in"
                | "where"
                | "whereby"
                | "to"
                | "on"
                | "at"
                | "from"
                | "by"
                | "between"
                | "with"
                | "about"
                | "built"
                | "made"
        )
}

/// Past the last token of the phrase with what belongs to it: up to a mark or a new clause. Inside brackets or commas
/// (`closed`) it ends at the next comma.
pub(super) fn end(words: &Words, head: usize, closed: bool) -> usize {
    let mut depth = 0usize;
    for k in head + 1..words.len() {
        let spaced = words.tokens.get(k).is_some_and(|t| t.spaced);
        match words.fold(k) {
            "(" | "[" => depth += 1,
            ")" | "]" if depth == 0 => return k,
            ")" | "]" => depth -= 1,
            ";" | "?" | "!" if depth == 0 => return k,
            ":" if depth == 0 => return k,
            "-" if depth == 0 && spaced => return k,
            "because" | "although" | "but" if depth == 0 => return k,
            "." if k + 2 >= words.len() || words.fold(k + 1) == ")" => return k,
            "\"" if depth == 0 && k + 2 >= words.len() => return k,
            "," if depth == 0 => {
                let next = words.fold(k + 1);
                let clause = matches!(
                    next,
                    "which"
                        | "who"
                        | "where"
                        | "while"
                        | "so"
                        | "with"
                        | "including"
                        | "as"
                        | "he"
                        | "she"
                        | "it"
                        | "they"
                        | "we"
                        | "i"
                        | "according"
                        | "the"
                        | "and"
                );
                if closed || clause || depth > 0 {
                    return k;
                }
            }
            _ => {}
        }
    }
    words.len()
}

/// Whether the tokens speak of the one who speaks or is spoken to: an opinion, a state, no definition.
pub(super) fn personal(words: &Words, from: usize, to: usize) -> bool {
    (from..to).any(|k| {
        let upper = words.tokens.get(k).is_some_and(|t| t.upper);
        matches!(words.fold(k), "i" | "me" | "my" | "myself" | "we" | "our" | "you" | "your") || words.fold(k) == "us" && !upper
    })
}

/// A word that may stand in a name: a capital that is no function word.
pub(super) fn capital(words: &Words, k: usize) -> bool {
    words.tokens.get(k).is_some_and(|t| t.is_word() && t.capital && (!t.stop || t.upper))
}

/// The run of capitals that ends right before token `to`: “House of Commons”, “Fort Osborne Barracks”. Articles stay outside.
pub(super) fn run_before(words: &Words, to: usize) -> Option<usize> {
    let mut from = to;
    while let Some(k) = from.checked_sub(1).filter(|k| to - k < LONGEST) {
        let glued = words.tokens.get(from).is_some_and(|t| !t.spaced);
        let small = matches!(words.fold(k), "of" | "for" | "and" | "de" | "la" | "du" | "van" | "von" | "&")
            || words.fold(k) == "the" && matches!(words.fold(k.wrapping_sub(1)), "of" | "for")
            || words.fold(k) == "the" && k > 1 && begins_title(words, k - 1);
        let number = words.tokens.get(k).is_some_and(|t| t.is_number());
        let mark = words.fold(k) == "." && k > 0 && words.tokens.get(k - 1).is_some_and(|t| t.capital && t.span.len() <= 3)
            || words.fold(k) == "-" && glued && words.tokens.get(k).is_some_and(|t| !t.spaced)
            || words.fold(k) == "+" && from == to;
        let clitic = words.fold(k) == "'s" && from < to;
        // a capital function word inside a title: “After the Storm”
        let inside = k > 0 && from < to && words.tokens.get(k).is_some_and(|t| t.is_word() && t.capital && t.stop);
        if inside
            || capital(words, k)
            || number && from == to
            || from < to && (small || clitic || mark)
            || mark && from == to && words.fold(k) == "+"
        {
            from = k;
        } else {
            break;
        }
    }
    // a run begins with a capital
    while from < to && !capital(words, from) && !begins_title(words, from) {
        from += 1;
    }
    // “CEO of Tarn Aid”
    if to - from > 2 && (crate::mention::name::is_role(words.fold(from)) && words.fold(from + 1) == "of") {
        from += 2;
    }
    // “Rep. Ada Holm”: the title stays outside
    while from + 1 < to && crate::mention::name::is_role(words.fold(from)) && from + 2 < to {
        from += if words.fold(from + 1) == "." { 2 } else { 1 };
    }
    while from < to && !capital(words, from) && !begins_title(words, from) {
        from += 1;
    }
    // “Bob and Alice Holm”: a list, not one name
    let opener = from == 0 && words.tokens.first().is_some_and(|t| !t.upper) && lexicon::opens_sentences(words.fold(0));
    let from = if opener { from + 1 } else { from };
    (from < to && (from..to).any(|k| capital(words, k))).then_some(from)
}

/// A function word with a capital after a small word, in the middle of a sentence: “they saw After the Storm”.
fn begins_title(words: &Words, k: usize) -> bool {
    let article = matches!(words.fold(k), "a" | "an" | "the");
    let stop = words.tokens.get(k).is_some_and(|t| t.is_word() && t.capital && t.stop && !t.upper) && !article;
    stop && k.checked_sub(1).and_then(|i| words.tokens.get(i)).is_some_and(|t| t.is_word() && !t.capital)
}

/// Past the run of capitals that begins at token `from`.
pub(super) fn run_after(words: &Words, from: usize) -> Option<usize> {
    if !capital(words, from) {
        return None;
    }
    let mut to = from + 1;
    while to < words.len() && to < from + LONGEST {
        let spaced = words.tokens.get(to).is_some_and(|t| t.spaced);
        let small = matches!(words.fold(to), "of" | "for" | "de" | "la" | "du" | "van" | "von" | "&");
        let stop = words.fold(to) == "." && !spaced && words.tokens.get(to - 1).is_some_and(|t| t.span.len() == 1);
        let hyphen = words.fold(to) == "-" && !spaced;
        let title = words.tokens.get(to).is_some_and(|t| t.capital && t.stop && t.is_word());
        if capital(words, to) && (spaced || words.fold(to - 1) == "-") || words.tokens.get(to).is_some_and(|t| t.is_number()) {
            to += 1;
        } else if (small || stop || hyphen || title) && capital(words, to + 1) {
            to += 2;
        } else if small && words.fold(to + 1) == "the" && capital(words, to + 2) {
            to += 3;
        } else if words.fold(to) == "+" && !spaced {
            to += 1;
        } else {
            break;
        }
    }
    Some(to)
}
