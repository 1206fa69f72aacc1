//! Who says what: speaker, cue and content as in the Penn Discourse Treebank's attribution (source, cue, content), in one sentence.

mod speaker;

use self::speaker::{Found, after, before, starting};
use super::TokenRange;
use super::name::Name;
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use crate::text::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Speaker {
    /// A proper name: “Schoff”, “The Japan Times”.
    Name,
    /// “he”, “they”, “I”.
    Pronoun,
    /// “the ambassador”, “a senior official”.
    Phrase,
}

/// One attribution.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attribution {
    /// Into the sentence's text; a name without title or apposition.
    pub speaker: Span,
    pub speaker_tokens: TokenRange,
    pub kind: Speaker,
    /// The reporting verb, “according to”, “in the words of”, a colon.
    pub cue: Span,
    /// What is attributed: a clause or quotation, marks included. Never empty.
    pub content: Span,
}

/// Tokens before “, said X” at least, and from a verb to its colon at most.
const INVERTED: usize = 4;
/// Tokens of a role before a name at most.
const ROLE: usize = 7;
/// Tokens before the colon of “X on Y: “…””.
const HEADED: usize = 20;

/// Whether token `i` is a verb of saying or thinking.
pub fn reports(words: &Words, i: usize) -> bool {
    lexicon::reporting(words, i) == Some(1) || words.lemma_is(i, Group::ReportsToo)
}

/// The attributions of a sentence, by cue. `names` are the names of the same sentence.
pub fn find(text: &str, words: &Words, names: &[Name]) -> Vec<Attribution> {
    let scan = Scan { text, words, names };
    let mut out = Vec::new();
    let mut i = 0;
    let mut inside = false;
    while i < words.len() {
        match scan.raw(i) {
            "“" | "«" | "„" => inside = true,
            "”" | "»" => inside = false,
            "\"" => inside = !inside,
            // what is said within a quotation belongs to its speaker
            _ if inside => {}
            _ => scan.cue(i, &mut out),
        }
        i += 1;
    }
    if let Some(headed) = scan.headed() {
        out.push(headed);
    }
    out.sort_by_key(|a| (a.cue.start, a.content.start));
    out
}

/// The attribution that a quotation belongs to: one of its own sentence whose content covers it (the closest cue wins); else
/// the last of the sentence before, when that ends in a colon. `before` is that sentence's text with its attributions.
pub fn speaker_of<'a>(quotation: Span, here: &'a [Attribution], before: Option<(&str, &'a [Attribution])>) -> Option<&'a Attribution> {
    let covers = |a: &&Attribution| a.content.overlaps(quotation);
    let gap = |a: &&Attribution| {
        if a.cue.end <= quotation.start { quotation.start - a.cue.end } else { a.cue.start.saturating_sub(quotation.end) }
    };
    here.iter().filter(covers).min_by_key(gap).or_else(|| {
        let (text, found) = before?;
        if here.is_empty() && text.trim_end().ends_with(':') { found.last() } else { None }
    })
}

struct Scan<'a> {
    text: &'a str,
    words: &'a Words,
    names: &'a [Name],
}

impl<'a> Scan<'a> {
    fn raw(&self, i: usize) -> &'a str {
        self.words.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    fn quote(&self, i: usize) -> bool {
        matches!(self.raw(i), "“" | "”" | "\"" | "«" | "»" | "„")
    }

    fn cue(&self, i: usize, out: &mut Vec<Attribution>) {
        let words = self.words;
        match (words.fold(i), words.fold(i + 1)) {
            ("according", "to") => self.leading(i, i + 2, out),
            ("per", _) if self.clause_start(i) && words.tokens.get(i + 1).is_some_and(|t| t.capital || words.fold(i + 1) == "the") => {
                self.leading(i, i + 1, out)
            }
            ("in", "the") if words.fold(i + 2) == "words" && words.fold(i + 3) == "of" => self.leading(i, i + 4, out),
            _ => self.verb(i, out),
        }
    }

    /// Only punctuation or nothing stands before token `i`.
    fn clause_start(&self, i: usize) -> bool {
        i == 0 || matches!(self.words.fold(i - 1), "," | "." | ";" | ":" | "(" | "-") || self.quote(i - 1)
    }

    /// “According to X, …”, “…, according to X”.
    fn leading(&self, from: usize, at: usize, out: &mut Vec<Attribution>) {
        let Some(found) = starting(self.words, self.names, at) else { return };
        let comma = (found.end..self.words.len().min(found.end + 30)).find(|&k| self.words.fold(k) == ",");
        let content = match comma {
            Some(c) if from == 0 || self.clause_start(from) && from < 2 => c + 1..self.words.len(),
            _ if from > 0 => 0..from,
            _ => found.end..self.words.len(),
        };
        self.push(found, from..at, content, out);
    }

    /// A reporting verb at token `i`.
    fn verb(&self, i: usize, out: &mut Vec<Attribution>) {
        let words = self.words;
        let Some(token) = words.tokens.get(i) else { return };
        if !token.is_word() || token.capital || !reports(words, i) {
            return;
        }
        if words.fold(i + 1) == "by" || self.passive(i) {
            return self.by(i, out);
        }
        let closing = i > 0 && self.quote(i - 1) || i > 1 && words.fold(i - 1) == "," && self.quoted_before(i - 1);
        if closing {
            // “…,” said X
            if let Some(found) = after(words, self.names, i + 1) {
                let content = 0..i;
                self.rest(&found, i, out);
                return self.push(found, i..i + 1, content, out);
            }
        }
        // the first of a sentence: the words of each are all that stands before it
        if out.is_empty()
            && let Some(found) = self.inverted(i)
        {
            return self.push(found, i..i + 1, 0..i, out);
        }
        let Some(found) = before(words, self.names, i) else { return };
        let start = self.begins(&found);
        let quoted = start > 0 && (self.quote(start - 1) || self.quoted_before(start - 1));
        // “…,” X told the paper: whatever follows, the words before were said
        let trailing = start > 0 && (words.fold(start - 1) == "," && self.ends_clause(i + 1) || quoted);
        if trailing && !quoted && words.fold(i + 1) == "," && i + 3 < words.len() {
            // “At bottom, X says, the …”: put in between, it covers what follows
            return self.push(found, i..i + 1, i + 2..words.len(), out);
        }
        if trailing {
            self.rest(&found, i, out);
            return self.push(found, i..i + 1, 0..start, out);
        }
        if let Some(content) = self.complement(i) {
            self.push(found, i..i + 1, content, out);
        }
    }

    /// “…, said X.” without quotation marks: a comma, a form that stands before its subject, a name, the clause's end.
    fn inverted(&self, i: usize) -> Option<Found> {
        let words = self.words;
        let comma = i.checked_sub(1).filter(|c| *c >= INVERTED && words.fold(*c) == ",")?;
        let form = words.fold(i);
        let finite = form == "said" || form == "says" || form.ends_with("ed") && Group::ReportsClause.has(words.lemma(i));
        let found = after(words, self.names, i + 1).filter(|f| f.kind == Speaker::Name && f.tokens.start > i)?;
        // a subject of its own stands between: “…, X said Y would”
        let ends = self.ends_clause(found.end) || matches!(words.fold(found.end), "of" | "in" | "at" | "from" | "who" | "on" | "(");
        (finite && ends && comma > 0).then_some(found)
    }

    /// The token where a speaker's phrase begins, its role with it: “coffee shop owner X”, “Mr. X”.
    fn begins(&self, found: &Found) -> usize {
        let words = self.words;
        let start = found.tokens.start;
        let inner = |k: usize| {
            let t = words.tokens.get(k);
            t.is_some_and(|t| t.is_word() && (!t.stop || matches!(words.fold(k), "the" | "a" | "an"))) || words.fold(k) == "." && k > 0
        };
        let first = (start.saturating_sub(ROLE)..start).rev().take_while(|k| inner(*k)).last().unwrap_or(start);
        if first > 0 && self.quote(first - 1) { first } else { start }
    }

    /// Whether a quotation has been closed before the comma at `i`.
    fn quoted_before(&self, i: usize) -> bool {
        i > 0 && self.quote(i - 1)
    }

    fn ends_clause(&self, k: usize) -> bool {
        matches!(self.words.fold(k), "" | "." | "," | ":" | ";" | "?" | "!") || self.quote(k)
    }

    /// “…,” said X, “…”: what follows the speaker is said as well.
    fn rest(&self, found: &Found, verb: usize, out: &mut Vec<Attribution>) {
        let from = found.end.max(verb + 1);
        if let Some(open) = (from..self.words.len().min(from + 12)).find(|&k| self.quote(k)) {
            self.push(found.clone(), verb..verb + 1, open..self.words.len(), out);
        }
    }

    /// What the verb at `i` reports: “that …”, “: …”, “, “…””, a clause, “called Y …”.
    fn complement(&self, i: usize) -> Option<TokenRange> {
        let words = self.words;
        let mut from = i + 1;
        if Group::TellingOf.has(words.lemma(i)) && matches!(words.fold(from), "of" | "about") {
            // “X spoke of Y's “…””
            let quote = (from + 1..words.len().min(from + ROLE)).find(|k| self.quote(*k))?;
            return Some(quote..words.len());
        }
        // not “quoted him: “…””, whose words are another's
        let opens = Group::TellingOf.has(words.lemma(i)) || words.lemma(i) == "say";
        if let Some(colon) =
            (from..words.len().min(from + INVERTED)).filter(|_| opens).find(|k| words.fold(*k) == ":" && self.quote(*k + 1))
        {
            // “X spoke at the opening: “…””
            return Some(colon + 1..words.len());
        }
        if words.fold(from) == "out" && words.lemma(i) == "find" {
            from += 1;
        }
        if matches!(words.lemma(i), "point" | "put") {
            // point out, point to; “as X put it” says nothing of what follows
            if words.fold(from) != "out" {
                return None;
            }
            from += 1;
        }
        let clausal = Group::ReportsClause.has(words.lemma(i));
        let verb_after = matches!(words.fold(from), "is" | "are" | "was" | "were" | "has" | "have" | "had" | "to" | "and" | "or");
        let marked = matches!(words.fold(from), "that" | ":") || self.quote(from) || words.fold(from) == "," && self.quote(from + 1);
        if verb_after || !(clausal || marked) {
            return None;
        }
        if matches!(words.fold(from), "about" | "of" | "on" | "with" | "into" | "up" | "off" | "from") {
            return None;
        }
        while matches!(words.fold(from), "," | ":" | "that" | "-") {
            from += 1;
        }
        let end = words.len();
        let last = if matches!(words.fold(end.saturating_sub(1)), "." | "!") { end - 1 } else { end };
        (from < last).then_some(from..last)
    }

    /// “was called … by”: a form of be before the participle, adverbs between.
    fn passive(&self, i: usize) -> bool {
        let end = self.words.fold(i).ends_with("ed")
            || matches!(self.words.fold(i), "said" | "told" | "put" | "written" | "found" | "shown" | "thought");
        let prior = (1..4).map_while(|k| i.checked_sub(k)).find(|&k| !self.words.fold(k).ends_with("ly") && self.words.fold(k) != "not");
        end && prior.is_some_and(|k| matches!(self.words.fold(k), "is" | "are" | "was" | "were" | "be" | "been" | "being"))
    }

    fn by(&self, i: usize, out: &mut Vec<Attribution>) {
        let words = self.words;
        let Some(by) = (i + 1..words.len().min(i + 25)).find(|&k| words.fold(k) == "by" || matches!(words.fold(k), ";" | "but")) else {
            return;
        };
        if words.fold(by) != "by" {
            return;
        }
        if let Some(found) = after(words, self.names, by + 1)
            && found.kind != Speaker::Phrase
        {
            let content = if by > i + 1 { i + 1..by } else { 0..i };
            self.push(found, i..i + 1, content, out);
        }
    }

    /// “X: “…””: a name or short phrase, a colon, a quotation.
    fn headed(&self) -> Option<Attribution> {
        let colon = (1..self.words.len().min(HEADED)).find(|&k| self.words.fold(k) == ":")?;
        if !self.quote(colon + 1) {
            return None;
        }
        // “X on Y: “…”” as well
        let topic = |f: &Found| matches!(self.words.fold(f.end), "on" | "about" | "re") && f.kind == Speaker::Name;
        let near = |f: &Found| f.end == colon && colon < 9;
        let found = starting(self.words, self.names, 0).filter(|f| f.kind != Speaker::Pronoun && (near(f) || topic(f)))?;
        let mut out = Vec::new();
        self.push(found, colon..colon + 1, colon + 1..self.words.len(), &mut out);
        out.pop()
    }

    fn push(&self, found: Found, cue: TokenRange, content: TokenRange, out: &mut Vec<Attribution>) {
        if content.is_empty() || content.start >= self.words.len() {
            return;
        }
        out.push(Attribution {
            speaker: self.words.cover(found.tokens.start, found.tokens.end),
            speaker_tokens: found.tokens,
            kind: found.kind,
            cue: self.words.cover(cue.start, cue.end),
            content: self.words.cover(content.start, content.end),
        });
    }
}

#[cfg(test)]
mod tests;
