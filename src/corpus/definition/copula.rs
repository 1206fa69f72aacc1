//! “X is a weekly analysis of …”, “X stands for …”.

use super::phrase::{self, Article, capital};
use super::site::{self, name_before, subject_end};
use super::table::Class;
use super::{Definition, Kind, found};
use crate::language::{Words, lexicon};

/// What the subject of a sentence is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Subject {
    /// A name or a quoted term.
    Name,
    /// “A lien”, “Photosynthesis”: the kind itself.
    Kind,
    /// “The snowy owl”.
    Definite,
}

/// Reads the form of “be” at token `k`.
pub(super) fn read(words: &Words, k: usize) -> Option<Definition> {
    let adverb = usize::from(matches!(words.fold(k + 1), "also" | "essentially" | "basically" | "itself"));
    if let Some(term) = site::told_of(words, k) {
        return told(words, term, k + 1 + adverb);
    }
    let phrase = phrase::classifying(words, k + 1 + adverb)?;
    let (term, subject) = subject(words, site::founded(words, k).unwrap_or(k))?;
    let end = phrase::end(words, phrase.head, false);
    let complemented = phrase::complemented(words, phrase.head);
    if phrase::personal(words, phrase.from, end) || matches!(words.fold(phrase.from + 1), "first" | "second" | "third" | "last" | "only") {
        return None;
    }
    let past = matches!(words.fold(k), "was" | "were");
    let clear = match (subject, phrase.article) {
        (Subject::Name, Article::Indefinite) => true,
        (Subject::Name, _) => complemented || (phrase.from..phrase.head).any(|i| capital(words, i)),
        (Subject::Kind, Article::Indefinite) => complemented && !past,
        (Subject::Definite, Article::Indefinite) => {
            super::table::class(words.lemma(term.1.checked_sub(1)?)) == Some(Class::Nature) && !past
        }
        (Subject::Definite, Article::Definite) => {
            let kind = super::table::class(words.lemma(term.1.checked_sub(1)?)) == Some(Class::Nature);
            kind && complemented && !past
        }
        (Subject::Kind | Subject::Definite, _) => false,
    };
    if !clear || event(words, phrase.head) || somebody_says(words, phrase.head) {
        return None;
    }
    let person = phrase.class == Class::Person && subject == Subject::Name;
    Some(found(words, term, (phrase.from, end), if person { Kind::Person } else { Kind::Definition }))
}

/// “X, who is chief engineer of the port”: with an article or without, the head says what a person does.
fn told(words: &Words, term: (usize, usize), at: usize) -> Option<Definition> {
    let head = match phrase::classifying(words, at) {
        Some(phrase) => (phrase.class == Class::Person).then_some(phrase.head)?,
        None => phrase::head(words, at)?,
    };
    let end = phrase::end(words, head, true);
    let does = super::table::class(words.lemma(head)) == Some(Class::Person) || crate::mention::name::is_role(words.fold(head));
    let negated = matches!(words.fold(at), "not" | "no" | "n't");
    let judged = (at..head).any(|i| super::table::judges(words.fold(i)));
    (does && !negated && !judged && !phrase::personal(words, at, end)).then(|| found(words, term, (at, end), Kind::Person))
}

/// “… a company that was founded in 1990”, “a meeting which ended on Monday”: still a thing; but a head that is followed by
/// a comparison or a past state says nothing about what it is.
fn event(words: &Words, head: usize) -> bool {
    matches!(words.fold(head + 1), "again" | "now" | "today" | "anymore" | "too" | "than" | "as") || words.fold(head + 1) == "when"
}

/// “Veldmark is a country of kind people, Holm told the council”: what somebody says of it, no account of what it is.
fn somebody_says(words: &Words, head: usize) -> bool {
    let speaks = |comma: usize| {
        let near = (comma + 1..comma + 5).take_while(|&i| !matches!(words.fold(i), "," | "." | ";" | "who" | "which" | "that"));
        words.fold(comma) == ","
            && near.clone().any(|i| lexicon::reporting(words, i).is_some())
            && near.clone().next().is_some_and(|i| capital(words, i) || matches!(words.fold(i), "he" | "she" | "they"))
    };
    (head + 1..words.len()).any(speaks)
}

/// Reads “stands for”, “means”, “refers to”, “is defined as” at token `k`.
pub(super) fn meaning(words: &Words, k: usize) -> Option<Definition> {
    let (from, loose) = match words.fold(k) {
        "stand" | "stands" => (k + 2, false),
        "refers" => (k + 2, false),
        "means" => (k + 1, false),
        _ => (k + 3, true),
    };
    let (term, subject) = subject(words, k)?;
    let marked =
        words.tokens.get(term.0).is_some_and(|t| t.upper) && term.1 == term.0 + 1 || quoted(words, term) || named_term(words, term.0);
    let clear = marked || loose && subject != Subject::Definite;
    let end = phrase::end(words, from, false);
    let spoken =
        words.fold(k) == "means" && matches!(words.fold(from), "that" | "business" | "we" | "it" | "they" | "he" | "she" | "there");
    (clear && from < end && !spoken && !phrase::personal(words, from, end)).then(|| found(words, term, (from, end), Kind::Definition))
}

fn quoted(words: &Words, term: (usize, usize)) -> bool {
    matches!(words.fold(term.1), "\"" | "'" | ",") && term.0.checked_sub(1).is_some_and(|i| matches!(words.fold(i), "\"" | "'"))
}

/// “the term X”
fn named_term(words: &Words, from: usize) -> bool {
    let at = from.wrapping_sub(1);
    matches!(words.fold(at), "term" | "word" | "phrase" | "acronym" | "abbreviation")
}

/// The subject of the verb at `k`, which must begin the sentence.
fn subject(words: &Words, k: usize) -> Option<((usize, usize), Subject)> {
    let to = subject_end(words, k)? + 1;
    let mut from = opening(words, to)?;
    let mut named = false;
    if words.fold(from) == "the" && matches!(words.fold(from + 1), "term" | "word" | "phrase" | "acronym" | "abbreviation") {
        from += 2;
        named = true;
    }
    // a quoted term, or a name, that is the whole subject
    let article = matches!(words.fold(from), "the" | "a" | "an");
    let start = from + usize::from(article);
    if let Some((a, b)) = name_before(words, close(words, to)) {
        let open = a.checked_sub(1).is_some_and(|i| matches!(words.fold(i), "\"" | "'"));
        let whole = a == start || open && a == start + 1 || a == from && article;
        let several = b > a + 1 || words.tokens.get(a).is_some_and(|t| t.upper) || open || named;
        let sole = !article && start > 0 || article && words.fold(from) == "the";
        if whole && b == to && a < b && !(pronoun(words.fold(a)) && b == a + 1) && !possessive(words, a, b) {
            if several && (open || !listed(words, a, b)) {
                return Some(((a, b), Subject::Name));
            }
            if sole || words.tokens.get(a)?.weight() >= 8 && !known(words, a) {
                return Some(((a, b), Subject::Name));
            }
        }
    }
    if start >= to || to - start > 3 || named {
        return named.then_some(((start, to), Subject::Kind));
    }
    let plain = (start..to).all(|i| {
        let first = i == from;
        words.tokens.get(i).is_some_and(|t| t.is_word() && (!t.stop) && (!t.capital || first)) || words.fold(i) == "-"
    });
    if !plain || pronoun(words.fold(start)) || (start..to).any(|i| super::table::judges(words.fold(i))) {
        return None;
    }
    let subject = match words.fold(from) {
        "the" => Subject::Definite,
        _ => Subject::Kind,
    };
    Some(((start, to), subject))
}

/// Past a closing quotation mark that stands at token `to`.
fn close(words: &Words, to: usize) -> usize {
    if matches!(words.fold(to), "\"" | "'") { to + 1 } else { to }
}

/// A sentence-initial capital that is a common word of the language.
fn known(words: &Words, at: usize) -> bool {
    at == 0 && super::table::class(words.lemma(at)).is_some()
}

fn possessive(words: &Words, from: usize, to: usize) -> bool {
    words.fold(to.wrapping_sub(1)) == "'s" || from > 0 && words.fold(from - 1) == "'s"
}

/// “Bob Holm and Alice Marsh are …”
fn listed(words: &Words, from: usize, to: usize) -> bool {
    (from..to).any(|i| words.fold(i) == "and")
        && (from..to).filter(|&i| capital(words, i)).count() > 2
        && words.fold(from) != "the"
        && !(from..to).any(|i| words.fold(i) == "of")
}

fn pronoun(word: &str) -> bool {
    lexicon::is_stop(word)
        || matches!(
            word,
            "there"
                | "here"
                | "one"
                | "another"
                | "each"
                | "everything"
                | "nothing"
                | "something"
                | "someone"
                | "everyone"
                | "many"
                | "several"
                | "today"
                | "now"
                | "then"
        )
}

/// Where the subject that ends before `to` may begin: at the sentence's beginning, after a conjunction, or after a short
/// lead-in and its comma.
fn opening(words: &Words, to: usize) -> Option<usize> {
    let mut from = 0;
    while from < to && matches!(words.fold(from), "\"" | "(" | "[" | "*" | "•" | "-" | "but" | "and" | "yet" | "thus" | "so") && from < 4
    {
        from += 1;
    }
    // “At its core, X is …”, but not “If X is …”
    let leads = matches!(
        words.fold(from),
        "in" | "for"
            | "at"
            | "on"
            | "since"
            | "during"
            | "today"
            | "originally"
            | "however"
            | "formed"
            | "founded"
            | "established"
            | "based"
            | "located"
            | "born"
            | "created"
            | "built"
            | "launched"
            | "as"
            | "according"
            | "broadly"
            | "also"
            | "meanwhile"
    );
    // “In 1969 the Institute was …”
    let year = words.fold(from) == "in" && words.tokens.get(from + 1).is_some_and(|t| t.is_number() && t.span.len() == 4);
    if year && (words.fold(from + 2) == "the" || capital(words, from + 2)) && from + 2 < to {
        return Some(from + 2);
    }
    if leads {
        let comma = (from..to.min(from + 12)).find(|&i| words.fold(i) == ",")?;
        return (comma + 1 < to).then_some(comma + 1);
    }
    let barred = matches!(
        words.fold(from),
        "if" | "when" | "whether" | "although" | "though" | "while" | "because" | "unless" | "not" | "this" | "these" | "that" | "those"
    );
    (!barred).then_some(from)
}
