//! Runs of capitalised tokens, with the small words that may stand inside a name.

use super::table;
use crate::language::Words;
use crate::language::lexicon::{self, Group};

/// Capitalised tokens that belong together, before roles are split off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Run {
    pub from: usize,
    pub to: usize,
    /// It begins where a sentence or a quotation does.
    pub initial: bool,
    /// Everything between two quotation marks.
    pub quoted: bool,
}

pub(super) fn runs(text: &str, words: &Words) -> Vec<Run> {
    let scan = Scan { text, words };
    let mut out = Vec::new();
    let mut i = 0;
    let mut initial = true;
    while i < words.len() {
        if let Some(close) = scan.quoted_title(i) {
            out.push(Run { from: i + 1, to: close, initial: false, quoted: true });
            i = close + 1;
            initial = false;
            continue;
        }
        if !scan.begins(i, initial) {
            initial = scan.opens(i, initial);
            i += 1;
            continue;
        }
        let mut to = i + 1;
        while let Some(next) = scan.extend(i, to) {
            to = next.max(to + 1);
        }
        out.push(Run { from: i, to, initial, quoted: false });
        initial = false;
        i = to;
    }
    out
}

struct Scan<'a> {
    text: &'a str,
    words: &'a Words,
}

impl Scan<'_> {
    fn fold(&self, i: usize) -> &str {
        self.words.fold(i)
    }

    fn spaced(&self, i: usize) -> bool {
        self.words.tokens.get(i).is_none_or(|t| t.spaced)
    }

    /// A word with a capital that is no calendar word, pronoun or function word.
    fn capital(&self, i: usize) -> bool {
        let Some(t) = self.words.tokens.get(i) else { return false };
        if !t.is_word() {
            return false;
        }
        let folded = self.words.fold(i);
        if !t.capital {
            // eBay, iPhone
            return t.span.of(self.text).chars().skip(1).any(char::is_uppercase) && t.span.len() > 2;
        }
        if t.stop || folded == "i" {
            // “Maria A. Quist”
            let initial = t.span.len() == 1 && i > 0 && self.fold(i + 1) == "." && !self.spaced(i + 1);
            let named =
                |k: usize| self.words.tokens.get(k).is_some_and(|t| t.is_word() && t.capital && !t.stop && t.spaced && t.span.len() > 1);
            if initial && named(i - 1) && named(i + 2) {
                return true;
            }
            return t.upper && matches!(folded, "us" | "who" | "it");
        }
        !is_calendar(self.words, i)
    }

    /// Whether a name may begin at token `i`.
    fn begins(&self, i: usize, initial: bool) -> bool {
        if !self.capital(i) {
            return false;
        }
        let Some(t) = self.words.tokens.get(i) else { return false };
        if !initial || t.upper || is_acronym(t.span.of(self.text)) {
            return t.span.len() > 1 || self.fold(i + 1) == "." || self.capital(i + 1);
        }
        let folded = self.fold(i);
        if table::is_given_name(folded) || lexicon::alias(self.words, i).is_some() || table::is_role(folded) || table::is_honorific(folded)
        {
            return true;
        }
        let possessive =
            self.words.tokens.get(i + 1).is_some_and(|t| t.kind == crate::language::TokenKind::Clitic) && self.fold(i + 1) == "'s";
        // “Told X”: a verb of saying, and a name of its own after it
        if folded != self.words.lemma(i) && self.capital(i + 1) && !folded.ends_with("ing") && self.tells(i) {
            return false;
        }
        // a word that no list knows, and a verb after it
        let unknown = !lexicon::is_word(t.key) && !lexicon::is_word(t.word_key) && self.finite(i + 1);
        let shaped = ["ing", "ly", "ed"].iter().any(|e| folded.ends_with(e)) && !self.capital(i + 1) && !unknown;
        t.span.len() > 1 && !table::is_opener(folded) && !lexicon::opens_sentences(folded) && (possessive || !shaped)
    }

    fn tells(&self, i: usize) -> bool {
        [Group::ReportsToo, Group::ReportsClause, Group::Demanding].iter().any(|g| self.words.lemma_is(i, *g))
    }

    /// A verb in the past or third person.
    fn finite(&self, i: usize) -> bool {
        let Some(t) = self.words.tokens.get(i).filter(|t| t.is_word() && !t.capital) else { return false };
        self.words.is(i, Group::Auxiliary)
            || lexicon::is_verb(t.key) && self.fold(i) != self.words.lemma(i) && !self.fold(i).ends_with("ing")
    }

    /// After token `i`, does a sentence or quotation begin?
    fn opens(&self, i: usize, initial: bool) -> bool {
        let Some(t) = self.words.tokens.get(i) else { return false };
        let mark = t.span.of(self.text);
        match mark {
            "“" | "\"" | "‘" | "«" | "„" => initial || self.spaced(i),
            "•" | "-" | "–" | "—" | "*" | "#" | "(" | "[" | "‐" | "'" => initial,
            ":" | "." | "?" | "!" | "…" => true,
            // a list mark: “2.”, “3)”
            _ => initial && t.is_number() && matches!(self.fold(i + 1), "." | ")"),
        }
    }

    /// The end of the run from `from` after it has taken what follows token `at - 1`.
    fn extend(&self, from: usize, at: usize) -> Option<usize> {
        let t = self.words.tokens.get(at)?;
        if self.capital(at) && t.spaced {
            return Some(at + 1);
        }
        match self.fold(at) {
            "." if !t.spaced => (self.takes_stop(at - 1) && self.capital(at + 1)).then_some(at + 2),
            "-" if !t.spaced && !self.spaced(at + 1) => self.hyphen(from, at),
            "&" => self.capital(at + 1).then_some(at + 2),
            "," => self.comma(from, at),
            "of" | "for" | "on" | "and" | "to" => self.joined(from, at),
            "may" | "april" | "june" | "august" if t.capital => table::is_given_name(self.fold(at - 1)).then_some(at + 1),
            _ if self.words.is(at, Group::Particle) => {
                (0..3).map(|k| at + 1 + k).find(|&k| !is_particle(self.fold(k))).filter(|&k| self.capital(k)).map(|k| k + 1)
            }
            _ => None,
        }
    }

    /// `J.`, `Mr.`, `St.`: a full stop after it does not end the name.
    fn takes_stop(&self, i: usize) -> bool {
        let folded = self.fold(i);
        let single = self.words.tokens.get(i).is_some_and(|t| t.span.of(self.text).chars().count() == 1);
        single || table::is_honorific(folded) || matches!(folded, "st" | "jr" | "sr" | "mt" | "ft" | "sens" | "reps" | "bros")
    }

    fn hyphen(&self, from: usize, at: usize) -> Option<usize> {
        let next = at + 1;
        let mark = self.words.tokens.get(at).map_or("", |t| t.span.of(self.text));
        if self.words.tokens.get(next).is_some_and(|t| t.is_number()) {
            return (mark == "-").then_some(next + 1);
        }
        let apart = matches!(mark, "–" | "—" | "―")
            || table::is_country(self.words, at - 1) && table::is_country(self.words, next) && at - 1 == from;
        (self.capital(next) && !apart).then_some(next + 1)
    }

    /// “…, Inc.”, “Ministry of Economy, Trade and Industry”.
    fn comma(&self, from: usize, at: usize) -> Option<usize> {
        if matches!(self.fold(at + 1), "inc" | "ltd" | "llc" | "corp" | "jr" | "sr") && self.capital(at + 1) {
            return Some(at + 2);
        }
        if !self.in_list(from, at) || !self.capital(at + 1) {
            return None;
        }
        let end = (at + 1..at + 4).find(|&k| !self.capital(k))?;
        let and = if self.fold(end) == "," { end + 1 } else { end };
        (matches!(self.fold(and), "and" | "&") && self.capital(and + 1)).then_some(and + 2)
    }

    /// Whether the run holds “Ministry of”, “Center for”: a list may follow.
    fn in_list(&self, from: usize, at: usize) -> bool {
        let low = from.max(at.saturating_sub(8));
        (low + 1..at).any(|k| matches!(self.fold(k), "of" | "for" | "on") && table::takes_list(self.fold(k - 1)))
    }

    fn joined(&self, from: usize, at: usize) -> Option<usize> {
        let the = self.fold(at + 1) == "the" && self.words.tokens.get(at + 1).is_some_and(|t| !t.capital);
        let right = at + 1 + usize::from(the);
        if !self.capital(right) {
            return None;
        }
        let left = self.fold(at - 1);
        let head = table::heads_organisation(left) || table::heads_place(left) || table::heads_thing(left);
        let joins = match self.fold(at) {
            "of" if table::is_role(left) => !the && table::is_portfolio(self.fold(right)),
            "of" => head || !the && from + 1 == at && !self.names_person(from) && !table::is_country(self.words, right),
            "for" | "on" if table::takes_list(left) || matches!(left, "campaign" | "coalition" | "centers") => true,
            // “Bank for International Settlements”, but not “left the Bank for Maria”
            "for" => table::heads_organisation(left) && !table::is_country(self.words, right) && !table::is_given_name(self.fold(right)),
            "on" => false,
            "to" => false,
            _ => !the && self.and(from, at, right),
        };
        joins.then_some(right + 1)
    }

    /// “Strategic and International Studies”, “Food and Drug Administration”, but not “Japan and China”.
    fn and(&self, from: usize, at: usize, right: usize) -> bool {
        if table::is_country(self.words, right) || self.words.tokens.get(right).is_some_and(|t| t.upper) {
            return false;
        }
        if self.in_list(from, at) {
            return true;
        }
        if from + 1 != at
            || table::is_country(self.words, from)
            || self.names_person(from)
            || self.words.tokens.get(from).is_some_and(|t| t.upper)
        {
            return false;
        }
        let end = (right..right + 4).find(|&k| !self.capital(k)).unwrap_or(right + 4);
        end > right + 1 && table::heads_organisation(self.fold(end - 1)) && !table::is_given_name(self.fold(right))
    }

    fn names_person(&self, i: usize) -> bool {
        table::is_given_name(self.fold(i)) || i > 0 && (table::is_role(self.fold(i - 1)) || table::is_honorific(self.fold(i - 1)))
    }

    /// “The Art of War” between quotation marks at token `i`: the token of the closing mark.
    fn quoted_title(&self, i: usize) -> Option<usize> {
        let open = self.words.tokens.get(i)?.span.of(self.text);
        if !matches!(open, "“" | "\"" | "«") {
            return None;
        }
        let close = (i + 2..(i + 13).min(self.words.len()))
            .find(|&k| matches!(self.words.tokens.get(k).map(|t| t.span.of(self.text)), Some("”" | "\"" | "»")))?;
        let inner = i + 1..close;
        let content = inner.clone().filter_map(|k| self.words.tokens.get(k)).filter(|t| t.is_word() && !t.stop);
        let count = content.clone().count();
        let first = self.words.tokens.get(i + 1).is_some_and(|t| t.capital || t.is_number());
        (count >= 2 && first && content.clone().all(|t| t.capital)).then_some(close)
    }
}

pub(super) fn is_particle(folded: &str) -> bool {
    folded == "-" || Group::Particle.has(folded)
}

fn is_calendar(words: &Words, i: usize) -> bool {
    words.is(i, Group::MonthAbbreviation) && words.fold(i) != "mar"
        || words.is(i, Group::Month)
        || words.is(i, Group::Weekday)
        || words.is(i, Group::WeekdayAbbreviation)
}

/// Two or more capitals and no small letter: `TPP`, `G20`, `U.S.`, `F-16` (its first part).
pub(super) fn is_acronym(raw: &str) -> bool {
    let capitals = raw.chars().filter(|c| c.is_uppercase()).count();
    let digits = raw.chars().any(|c| c.is_ascii_digit());
    raw.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '.') && (capitals > 1 || capitals == 1 && digits)
}
