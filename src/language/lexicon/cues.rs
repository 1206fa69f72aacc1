//! Words that change what a sentence claims: negation, certainty, quantity, report, opinion, plan, degree. From `cues.txt`
//! (by hand). Each function looks at token `at` of a sentence and says how many tokens the cue has.

use super::super::Words;
use super::lines;
use super::phrases::Phrases;
use std::sync::OnceLock;

const CUES: &str = include_str!("cues.txt");

/// How strongly a negator denies.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Negation {
    /// not, never, no, without
    Full,
    /// hardly, rarely
    Soft,
    /// fail to, lack, refuse: a word whose meaning denies
    Lexical,
}

/// How a reporting verb takes what it reports.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Report {
    /// say, state, according to
    Say,
    /// argue, claim, warn: the speaker's own judgement
    Argue,
    /// admit, deny: an answer to something said before
    Concede,
}

struct Tables {
    negation: Phrases<Option<Negation>>,
    report: Phrases<Report>,
    certainty: Phrases<u8>,
    quantity: Phrases<u8>,
    degree: Phrases<u8>,
    opinion: Phrases<()>,
    plan: Phrases<()>,
}

fn tables() -> &'static Tables {
    static CELL: OnceLock<Tables> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut t = Tables {
            negation: Phrases::new(),
            report: Phrases::new(),
            certainty: Phrases::new(),
            quantity: Phrases::new(),
            degree: Phrases::new(),
            opinion: Phrases::new(),
            plan: Phrases::new(),
        };
        for (head, phrases) in lines(CUES).filter_map(|l| l.split_once(": ")) {
            let (table, grade) = head.split_once(' ').unwrap_or((head, ""));
            let number = grade.parse::<u8>().unwrap_or(0);
            for p in phrases.split(", ") {
                match (table, grade) {
                    ("negation", "full") => t.negation.add(p, Some(Negation::Full)),
                    ("negation", "soft") => t.negation.add(p, Some(Negation::Soft)),
                    ("negation", _) => t.negation.add(p, Some(Negation::Lexical)),
                    ("not-negation", _) => t.negation.add(p, None),
                    ("report", "say") => t.report.add(p, Report::Say),
                    ("report", "argue") => t.report.add(p, Report::Argue),
                    ("report", _) => t.report.add(p, Report::Concede),
                    ("certainty", _) => t.certainty.add(p, number),
                    ("quantity", _) => t.quantity.add(p, number),
                    ("degree", _) => t.degree.add(p, number),
                    ("opinion", _) => t.opinion.add(p, ()),
                    _ => t.plan.add(p, ()),
                }
            }
        }
        t
    })
}

/// A negator at token `at`. “not only”, “no doubt”, “no more than” and their kin deny nothing.
pub fn negator(words: &Words, at: usize) -> Option<(usize, Negation)> {
    let (len, kind) = tables().negation.at(words, at)?;
    kind.map(|k| (len, k))
}

/// A phrase that has a negator's words and denies nothing (“not only”): its tokens are to be skipped.
pub fn false_negator(words: &Words, at: usize) -> Option<usize> {
    tables().negation.at(words, at).filter(|(_, k)| k.is_none()).map(|(len, _)| len)
}

/// A hedge or modal at token `at`, from 1 (may, possibly) over 3 (likely, expected) and 4 (will) to 5 (must, certainly).
/// A sentence without any states a fact: stronger than all of them but 5.
pub fn certainty(words: &Words, at: usize) -> Option<(usize, u8)> {
    tables().certainty.at(words, at).filter(|_| !month(words, at))
}

/// `May` inside a sentence is the month.
fn month(words: &Words, at: usize) -> bool {
    at > 0 && words.fold(at) == "may" && words.tokens.get(at).is_some_and(|t| t.capital && !t.upper)
}

/// A quantifier at token `at`: 0 none, 1 few, 2 some, 3 half, 4 many, 5 most, 6 all.
pub fn quantifier(words: &Words, at: usize) -> Option<(usize, u8)> {
    tables().quantity.at(words, at)
}

/// A reporting verb or “according to” at token `at`. “report” and “state” may be nouns: the caller knows the clause.
pub fn reporting(words: &Words, at: usize) -> Option<(usize, Report)> {
    tables().report.at(words, at)
}

/// Words by which a note's writer marks an opinion of their own, at token `at`: how many tokens.
pub fn opinion(words: &Words, at: usize) -> Option<usize> {
    tables().opinion.at(words, at).map(|(len, ())| len)
}

/// Words by which a note's writer marks a plan or something to do, at token `at`: how many tokens.
pub fn plan(words: &Words, at: usize) -> Option<usize> {
    tables().plan.at(words, at).map(|(len, ())| len)
}

/// An adverb of degree at token `at`: 1 slightly … 3 considerably … 5 dramatically.
pub fn degree(words: &Words, at: usize) -> Option<(usize, u8)> {
    tables().degree.at(words, at)
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
    fn negators_by_kind_and_phrases_that_deny_nothing() {
        assert_eq!(first("The bridge isn’t open.", negator), Some((1, Negation::Full)));
        assert_eq!(first("No one came.", negator), Some((2, Negation::Full)));
        assert_eq!(first("Ferries hardly ever stop here.", negator), Some((2, Negation::Soft)));
        assert_eq!(first("The pump failed to start.", negator), Some((2, Negation::Lexical)));
        assert_eq!(first("Not only ferries stop here.", |w, i| if i == 0 { negator(w, i) } else { None }), None);
        assert_eq!(first("Not only ferries stop here.", false_negator), Some(2));
        assert_eq!(first("The knot is tight.", negator), None);
    }

    #[test]
    fn certainty_is_graded_and_the_month_is_no_modal() {
        assert_eq!(first("It might rain.", certainty), Some((1, 1)));
        assert_eq!(first("The dam is likely to hold.", certainty), Some((3, 3)));
        assert_eq!(first("The dam certainly held.", certainty), Some((1, 5)));
        assert_eq!(first("It opened in May.", certainty), None);
    }

    #[test]
    fn quantity_and_degree_are_graded() {
        assert_eq!(first("Most of the boats sank.", quantifier), Some((2, 5)));
        assert_eq!(first("Every boat sank.", quantifier), Some((1, 6)));
        assert_eq!(first("None sank.", quantifier), Some((1, 0)));
        assert_eq!(first("Boats sank.", quantifier), None);
        assert_eq!(first("Rents rose sharply.", degree), Some((1, 4)));
        assert_eq!(first("A sharp knife.", degree), None);
    }

    #[test]
    fn reports_opinions_and_plans() {
        assert_eq!(first("The mayor said so.", reporting), Some((1, Report::Say)));
        assert_eq!(first("According to the mayor it burned.", reporting), Some((2, Report::Say)));
        assert_eq!(first("She warned them.", reporting), Some((1, Report::Argue)));
        assert_eq!(first("In my view it burned.", opinion), Some(3));
        assert_eq!(first("IMHO it burned.", opinion), Some(1));
        assert_eq!(first("The view is fine.", opinion), None);
        assert_eq!(first("TODO: ask about the date.", plan), Some(1));
        assert_eq!(first("Check whether the date holds.", plan), Some(2));
        assert_eq!(first("The check was cashed.", plan), None);
    }
}
