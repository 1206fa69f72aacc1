//! Words that change what a sentence claims: certainty, quantity, report. From `cues.txt` (by hand). Each function looks at token
//! `at` of a sentence and says how many tokens the cue has. Negations with their scope are in `mention::polarity`, modal words with
//! what they bear on in `mention::modality`.

use super::super::Words;
use super::lines;
use super::marks::Marks;
use super::phrases::Phrases;
use std::sync::OnceLock;

const CUES: &str = include_str!("cues.txt");

struct Tables {
    report: Phrases<()>,
    certainty: Phrases<u8>,
    quantity: Phrases<u8>,
}

fn tables() -> &'static Tables {
    static CELL: OnceLock<Tables> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut t = Tables {
            report: Phrases::new(Marks::REPORT),
            certainty: Phrases::new(Marks::CERTAINTY),
            quantity: Phrases::new(Marks::QUANTITY),
        };
        for (head, phrases) in lines(CUES).filter_map(|l| l.split_once(": ")) {
            let (table, grade) = head.split_once(' ').unwrap_or((head, ""));
            let grade = grade.parse::<u8>().unwrap_or(0);
            for p in phrases.split(", ") {
                match table {
                    "certainty" => t.certainty.add(p, grade),
                    "quantity" => t.quantity.add(p, grade),
                    _ => t.report.add(p, ()),
                }
            }
        }
        t
    })
}

/// The first words of all cues, with the table that each is in.
pub(super) fn heads(add: &mut impl FnMut(Marks, u32)) {
    let t = tables();
    t.report.heads(add);
    t.certainty.heads(add);
    t.quantity.heads(add);
}

/// A hedge or modal at token `at`, from 1 (may, possibly) over 3 (likely, expected) and 4 (will) to 5 (must, certainly).
/// A sentence without any states a fact: stronger than all of them but 5. “Less likely than” tells how often, not whether.
pub fn certainty(words: &Words, at: usize) -> Option<(usize, u8)> {
    tables().certainty.at(words, at).filter(|_| !month(words, at) && !compared(words, at))
}

/// “Less likely”, “as probable”: set beside something else.
pub fn compared(words: &Words, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |k| words.fold(k));
    matches!(words.fold(at), "likely" | "probable" | "possible") && matches!(before, "less" | "more" | "as" | "least" | "equally")
}

/// `May` inside a sentence is the month.
fn month(words: &Words, at: usize) -> bool {
    at > 0 && words.fold(at) == "may" && words.tokens.get(at).is_some_and(|t| t.capital && !t.upper)
}

/// A quantifier at token `at`: 0 none, 1 few, 2 some, 3 half, 4 many, 5 most, 6 all.
pub fn quantifier(words: &Words, at: usize) -> Option<(usize, u8)> {
    tables().quantity.at(words, at)
}

/// A reporting verb or “according to” at token `at`: how many tokens. “report” and “state” may be nouns: the caller knows the clause.
pub fn reporting(words: &Words, at: usize) -> Option<usize> {
    tables().report.at(words, at).map(|(len, ())| len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// The first cue of a sentence.
    fn first<T>(text: &str, find: impl Fn(&Words, usize) -> Option<T>) -> Option<T> {
        let words = Words::new(text, Span::new(0, text.len()));
        (0..words.len()).find_map(|i| find(&words, i))
    }

    #[test]
    fn certainty_is_graded_and_the_month_is_no_modal() {
        assert_eq!(first("It might rain.", certainty), Some((1, 1)));
        assert_eq!(first("The dam is likely to hold.", certainty), Some((3, 3)));
        assert_eq!(first("The dam certainly held.", certainty), Some((1, 5)));
        assert_eq!(first("It opened in May.", certainty), None);
    }

    #[test]
    fn quantity_is_graded() {
        assert_eq!(first("Most of the boats sank.", quantifier), Some((2, 5)));
        assert_eq!(first("Every boat sank.", quantifier), Some((1, 6)));
        assert_eq!(first("None sank.", quantifier), Some((1, 0)));
        assert_eq!(first("Boats sank.", quantifier), None);
    }

    #[test]
    fn verbs_of_saying_and_their_like() {
        assert_eq!(first("The mayor said so.", reporting), Some(1));
        assert_eq!(first("According to the mayor it burned.", reporting), Some(2));
        assert_eq!(first("The view is fine.", reporting), None);
    }
}
