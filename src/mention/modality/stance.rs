//! What a note's sentence does: only an assertion can conflict with a source.

use crate::language::lexicon::Group;
use crate::language::{TokenKind, Words};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

const OPENINGS: &str = include_str!("openings.txt");

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stance {
    Assertion,
    Question,
    /// A to-do or what the writer is going to do.
    Plan,
    /// The writer's own, in the first person. What a source's speaker thinks is an assertion about the source.
    Opinion,
    /// “If …, …”
    Conditional,
}

/// The stance of a note's sentence. Words between quotation marks are not the writer's and do not count.
pub fn stance(text: &str, words: &Words) -> Stance {
    let own = own_words(text, words);
    let fold = |k: usize| own.get(k).map_or("", |&i| words.fold(i));
    let raw = words.span.of(text).trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '*' | '_'));
    if raw.ends_with('?') || asks(words, &own) {
        return Stance::Question;
    }
    if plans(text, words, &own) {
        return Stance::Plan;
    }
    if (0..own.len()).any(|k| opines(&fold, k)) {
        return Stance::Opinion;
    }
    // “If you believe the critics, …” tells what they say
    let quoted = fold(1) == "you" && matches!(fold(2), "believe" | "trust" | "ask");
    if matches!(fold(0), "if" | "unless" | "suppose" | "assuming") && !quoted {
        return Stance::Conditional;
    }
    Stance::Assertion
}

/// Indices of the tokens outside quotation marks, list marks at the beginning left out.
fn own_words(text: &str, words: &Words) -> Vec<usize> {
    let mut inside = false;
    let mut out = Vec::new();
    for (i, t) in words.tokens.iter().enumerate() {
        match t.span.of(text) {
            "“" | "«" | "„" => inside = true,
            "”" | "»" => inside = false,
            "\"" => inside = !inside,
            _ if inside => {}
            "-" | "*" | "[" | "]" | "•" | ">" if out.is_empty() => {}
            _ => out.push(i),
        }
    }
    out
}

fn asks(words: &Words, own: &[usize]) -> bool {
    let fold = |k: usize| own.get(k).map_or("", |&i| words.fold(i));
    let next = own.get(1).and_then(|&i| words.tokens.get(i));
    let subject = next.is_some_and(|t| t.is_word() && (t.capital || t.stop))
        && !matches!(fold(1), "not" | "of" | "in" | "on" | "at" | "by" | "to" | "for" | "and" | "also" | "as");
    // ““…” is what X calls it”: its subject is the quotation
    let first = own.first().is_none_or(|&i| !words.tokens.iter().take(i).any(|t| t.is_word()));
    let inverted = matches!(fold(0), "was" | "were" | "is" | "are" | "did" | "does" | "has") && subject && first;
    let doubt = matches!((fold(0), fold(1)), ("not", "sure") | ("unclear", "whether" | "if" | "how" | "why" | "who" | "what"))
        || matches!(fold(0), "wonder" | "wondering" | "unsure")
        || fold(0) == "i" && (fold(1) == "wonder" || fold(1) == "'m" && fold(2) == "wondering");
    let wh = matches!(fold(0), "why" | "how" | "what" | "who" | "when" | "where")
        && matches!(fold(1), "did" | "does" | "is" | "was" | "were" | "are" | "do" | "would" | "will" | "can")
        && words.fold(words.len().saturating_sub(1)) != ".";
    inverted || doubt || wh
}

fn plans(text: &str, words: &Words, own: &[usize]) -> bool {
    let fold = |k: usize| own.get(k).map_or("", |&i| words.fold(i));
    let raw = own.first().and_then(|&i| words.tokens.get(i)).map_or("", |t| t.span.of(text));
    let marked = matches!(raw, "TODO" | "FIXME" | "TBD" | "XXX")
        || matches!(
            (fold(0), fold(1), fold(2)),
            ("plan" | "todo" | "next" | "task" | "follow-up", ":", _)
                | ("to", "do", _)
                | ("next", "step" | "steps", _)
                | ("need", "to", _)
                | ("let", "'s", _)
        )
        || matches!(
            (fold(0), fold(1), fold(2), fold(3)),
            ("to", "-", "do", _) | ("do", "n't", "forget", _) | ("do", "not", "forget", _) | ("follow", "-", "up", ":")
        );
    marked || (0..own.len()).any(|k| intends(&fold, k)) || imperative(words, own)
}

/// “I'll”, “I plan to”, “we need to”: the writer's own plan at position `k`.
fn intends<'a>(fold: &impl Fn(usize) -> &'a str, k: usize) -> bool {
    // “Quist is certain we'll sail”: what somebody else thinks
    let another = k > 1 && !matches!(fold(k - 2), "i" | "we" | "'m" | "am");
    let thought = k > 1
        && another
        && matches!(fold(k - 1), "certain" | "sure" | "says" | "said" | "thinks" | "believes" | "hopes" | "expects" | "predicts");
    if !matches!(fold(k), "i" | "we") || thought {
        return false;
    }
    match fold(k + 1) {
        "'ll" => true,
        "will" | "should" | "must" | "shall" => !matches!(fold(k + 2), "have"),
        "plan" | "want" | "need" | "intend" | "hope" | "have" | "ought" => fold(k + 2) == "to",
        "'m" | "am" | "'re" | "are" => matches!(fold(k + 2), "going" | "planning") && (fold(k + 3) == "to" || fold(k + 2) == "planning"),
        _ => false,
    }
}

/// “Check whether …”, “Look up the …”.
fn imperative(words: &Words, own: &[usize]) -> bool {
    static CELL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let verbs = CELL.get_or_init(|| OPENINGS.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect());
    let fold = |k: usize| own.get(k).map_or("", |&i| words.fold(i));
    let next = own.get(1).and_then(|&i| words.tokens.get(i));
    let object = Group::TaskObject.has(fold(1));
    let named = next.is_some_and(|t| t.capital && t.kind == TokenKind::Word);
    verbs.contains(fold(0)) && (object || named)
}

/// “I think”, “in my view”, “IMO”, “strikes me as” at position `k`.
fn opines<'a>(fold: &impl Fn(usize) -> &'a str, k: usize) -> bool {
    let view = |w: &str| Group::View.has(w);
    match fold(k) {
        "imo" | "imho" => true,
        "my" => {
            view(fold(k + 1)) || matches!(fold(k + 1), "own" | "personal" | "gut" | "overall" | "first" | "humble") && view(fold(k + 2))
        }
        "i" | "we" => {
            let verb = |w: &str| Group::Opining.has(w);
            verb(fold(k + 1))
                || matches!(fold(k + 1), "do" | "would" | "'d" | "also" | "still" | "personally" | "really" | "strongly" | "rather")
                    && (verb(fold(k + 2))
                        || matches!(fold(k + 2), "argue" | "say" | "call")
                        || fold(k + 2) == "n't" && verb(fold(k + 3))
                        || fold(k + 2) == "not" && verb(fold(k + 3)))
                || matches!(fold(k + 1), "'m" | "am")
                    && (matches!(
                        fold(k + 2),
                        "convinced" | "sure" | "sceptical" | "skeptical" | "surprised" | "unconvinced" | "afraid" | "inclined"
                    ) || fold(k + 2) == "not" && matches!(fold(k + 3), "convinced" | "sure" | "persuaded"))
        }
        "strikes" | "struck" | "seems" | "seem" | "looks" | "sounds" | "feels" | "reads" => {
            fold(k + 1) == "me" || fold(k + 1) == "to" && fold(k + 2) == "me"
        }
        "ask" => fold(k + 1) == "me" && k > 0 && fold(k - 1) == "you",
        "personally" => k == 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn of(s: &str) -> Stance {
        stance(s, &Words::new(s, Span::new(0, s.len())))
    }

    #[test]
    fn tells_assertions_from_the_rest() {
        for (s, expected) in [
            ("Was the levy lifted in 1902?", Stance::Question),
            ("Not sure whether the levy was lifted.", Stance::Question),
            ("TODO: find the levy's date.", Stance::Plan),
            ("Check whether the levy was 4 percent.", Stance::Plan),
            ("Next week I'll read the harbour ledger.", Stance::Plan),
            ("IMO the levy was too high.", Stance::Opinion),
            ("The levy, to my mind, ruined the port.", Stance::Opinion),
            ("The levy was, if you ask me, a gift.", Stance::Opinion),
            ("This strikes me as naive.", Stance::Opinion),
            ("If the levy falls, trade would grow.", Stance::Conditional),
            ("If you believe the pilots, the levy fell.", Stance::Assertion),
            ("Quist is certain we'll sail.", Stance::Assertion),
            ("I'm certain we'll sail.", Stance::Plan),
            ("Quist calls the levy a gift.", Stance::Assertion),
            ("Quist says “I think we will sail.”", Stance::Assertion),
            ("Holm asked “will it rain?” and left.", Stance::Assertion),
            ("Review of the levy took two years.", Stance::Assertion),
            ("The ministry plans to lift the levy.", Stance::Assertion),
        ] {
            assert_eq!(of(s), expected, "{s}");
        }
    }
}
