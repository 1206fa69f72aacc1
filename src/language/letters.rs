//! A text's letters and digits, folded for the comparison of quotations, with the way back.
//!
//! White space, punctuation, hyphens, quotation marks and Markdown marks leave nothing behind, so that “co-operation”,
//! “co-⏎operation” and “cooperation” are one string of letters; borders of words stay known as [`Atom`]s. Unlike
//! [`super::fold_char`], this keeps the marks that tell words apart in scripts other than Latin and Greek.

use super::key_of;
use super::lexicon;
use crate::text::Span;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Stands between two numbers (“3–4”), so that they never read as one (“34”).
const BETWEEN: char = '\u{1}';

/// A word, a number, a sign that means something (`%`, `$`), or one character of a script without spaces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Atom {
    /// Byte offsets into the text.
    pub start: u32,
    pub end: u32,
    /// Where its letters begin in the folded string.
    fold: u32,
    /// [`key_of`] its folded letters.
    pub key: u32,
}

impl Atom {
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// The folded letters of a text. About 3.5 bytes for each byte of the text.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    folded: String,
    pub atoms: Vec<Atom>,
}

impl Letters {
    /// The letters of one stretch of `text`. Linear in its length.
    pub fn new(text: &str, span: Span) -> Letters {
        let mut letters = Letters::default();
        letters.add(text, span);
        letters.folded.shrink_to_fit();
        letters.atoms.shrink_to_fit();
        letters
    }

    /// Appends those of a further stretch, which must lie after the ones before.
    pub fn add(&mut self, text: &str, span: Span) {
        let slice = span.of(text);
        let mut at = 0;
        let mut before = ' ';
        while let Some(rest) = slice.get(at..).filter(|r| !r.is_empty()) {
            let (len, kind) = match rest.as_bytes().first() {
                // most of any text
                Some(b) if b.is_ascii_alphabetic() => (word_len(rest), Kind::Atom),
                Some(b' ' | b'\n' | b',' | b'.') => (1, Kind::Nothing),
                _ => scan(rest, rest.chars().next().unwrap_or(' '), before),
            };
            if kind == Kind::Atom {
                self.push(slice, at, at + len, span.start as usize);
            }
            before = rest[..len].chars().next_back().unwrap_or(' ');
            at += len;
        }
    }

    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    /// All letters, without anything between them.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The letters of the atoms from `from` to before `to`.
    pub fn between(&self, from: usize, to: usize) -> &str {
        let Some(start) = self.atoms.get(from) else { return "" };
        let end = self.atoms.get(to).map_or(self.folded.len(), |a| a.fold as usize);
        self.folded.get(start.fold as usize..end).unwrap_or("").trim_end_matches(BETWEEN)
    }

    /// The letters of atom `i`; empty when there is none.
    pub fn fold(&self, i: usize) -> &str {
        self.between(i, i + 1)
    }

    /// The stretch of the text from atom `from` to before atom `to`; empty, and at the right place, where there are none.
    pub fn cover(&self, from: usize, to: usize) -> Span {
        match (self.atoms.get(from), to.checked_sub(1).and_then(|i| self.atoms.get(i))) {
            (Some(a), Some(b)) if to > from => Span { start: a.start, end: b.end },
            (Some(a), _) => Span { start: a.start, end: a.start },
            _ => self.atoms.last().map_or(Span::default(), |a| Span { start: a.end, end: a.end }),
        }
    }

    /// The first atom that begins at `offset` of the text or after it.
    pub fn at(&self, offset: u32) -> usize {
        self.atoms.partition_point(|a| a.start < offset)
    }

    /// Where `needle` (folded letters) stands from atom `from` to before atom `to`, whole atoms only: ranges of atoms, in
    /// order, at most `limit`.
    pub fn find(&self, needle: &str, from: usize, to: usize, limit: usize) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let (Some(first), false) = (self.atoms.get(from), needle.is_empty()) else { return out };
        let begin = first.fold as usize;
        let end = self.atoms.get(to).map_or(self.folded.len(), |a| a.fold as usize);
        let Some(hay) = self.folded.as_bytes().get(begin..end) else { return out };
        for hit in memchr::memmem::find_iter(hay, needle.as_bytes()) {
            let start = (begin + hit) as u32;
            let stop = start as usize + needle.len();
            let Ok(a) = self.atoms.binary_search_by_key(&start, |a| a.fold) else { continue };
            let b = self.atoms.partition_point(|a| (a.fold as usize) < stop);
            let edge = self.atoms.get(b).map_or(self.folded.len(), |a| a.fold as usize);
            let edge = if edge > stop && self.folded.get(stop..edge).is_some_and(|s| s.starts_with(BETWEEN)) { stop } else { edge };
            if edge == stop {
                out.push((a, b));
                if out.len() >= limit {
                    break;
                }
            }
        }
        out
    }

    fn push(&mut self, slice: &str, from: usize, to: usize, base: usize) {
        let raw = slice.get(from..to).unwrap_or("");
        let start = self.folded.len();
        if !raw.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
            && raw.starts_with(|c: char| c.is_numeric())
            && self.folded.ends_with(|c: char| c.is_numeric())
            && !self.grouped(slice, from, raw, base)
        {
            self.folded.push(BETWEEN);
        }
        let at = self.folded.len();
        fold_word(raw, &mut self.folded);
        if self.folded.len() == at {
            self.folded.truncate(start);
            return;
        }
        let key = key_of(self.folded.get(at..).unwrap_or(""));
        self.atoms.push(Atom { start: (base + from) as u32, end: (base + to) as u32, fold: at as u32, key });
    }

    /// “1 000”: three digits after up to three, with one space between.
    fn grouped(&self, slice: &str, from: usize, raw: &str, base: usize) -> bool {
        let three = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let Some(last) = self.atoms.last() else { return false };
        let Some(gap) = (last.end as usize).checked_sub(base).and_then(|e| slice.get(e..from)) else { return false };
        let before = self.fold(self.atoms.len() - 1);
        raw.len() == 3
            && three(raw)
            && before.len() <= 3
            && three(before)
            && gap.chars().count() == 1
            && gap.chars().all(char::is_whitespace)
    }
}

#[derive(PartialEq, Eq)]
enum Kind {
    Atom,
    Nothing,
}

/// Length in bytes of what begins `s` with `c`, and whether it is an atom.
fn scan(s: &str, c: char, before: char) -> (usize, Kind) {
    let len = c.len_utf8();
    let next = s.get(len..).and_then(|r| r.chars().next()).unwrap_or(' ');
    if unspaced(c) {
        return (len, Kind::Atom);
    }
    if c.is_ascii_digit() {
        return (number_len(s), Kind::Atom);
    }
    if matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') && !before.is_whitespace() {
        // a footnote mark stands after punctuation; after a unit (“m²”) the word has taken it already
        return (s.chars().take_while(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')).map(char::len_utf8).sum(), Kind::Nothing);
    }
    if c.is_alphanumeric() {
        return (word_len(s), Kind::Atom);
    }
    match c {
        // tokenised text: “US 's”, “did n't”
        '\'' | '’' if before.is_whitespace() => match clitic_len(s, len) {
            0 => (len, Kind::Nothing),
            n => (n, Kind::Atom),
        },
        '[' if !before.is_whitespace() => (footnote_len(s).unwrap_or(len), Kind::Nothing),
        '&' => match ENTITIES.iter().find(|e| s.starts_with(**e)) {
            Some(e) if *e == "&amp;" => (e.len(), Kind::Atom),
            Some(e) => (e.len(), Kind::Nothing),
            None => (len, Kind::Atom),
        },
        '%' | '‰' | '$' | '€' | '£' | '¥' | '₹' | '₽' | '₩' | '¢' | '°' | '±' | '×' | '÷' => (len, Kind::Atom),
        '-' | '−' | '–' | '‑' | '‐' if next.is_ascii_digit() && (before.is_whitespace() || before == '(') => (len, Kind::Atom),
        _ => (len, Kind::Nothing),
    }
}

const ENTITIES: [&str; 8] = ["&amp;", "&quot;", "&nbsp;", "&#39;", "&apos;", "&lt;", "&gt;", "&shy;"];

/// A script that writes no spaces between words: each character is an atom of its own.
pub fn unspaced(c: char) -> bool {
    c >= '\u{e01}'
        && matches!(c,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Letters, digits and marks in one run; an apostrophe between letters belongs to it.
fn word_len(s: &str) -> usize {
    // most words are plain letters up to a space
    let plain = s.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if plain > 0 && !matches!(s.as_bytes().get(plain), Some(b'\'' | 0x80..)) {
        return plain;
    }
    let mut end = 0;
    let mut letters = 0;
    let mut chars = s.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |p| p.1);
        if matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') && letters > 2 {
            break;
        }
        if !unspaced(c) && (c.is_alphanumeric() || is_combining_mark(c) || invisible(c)) {
            letters += 1;
            end = i + c.len_utf8();
        } else if !(is_apostrophe(c) && next.is_alphabetic()) {
            break;
        }
    }
    end
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '′')
}

/// Digits with the points and commas between them, and the letters glued to them (“21st”, “5bn”).
fn number_len(s: &str) -> usize {
    let bytes = s.as_bytes();
    let mut end = 0;
    while let Some(b) = bytes.get(end) {
        let inner = matches!(b, b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !b.is_ascii_digit() && !inner {
            break;
        }
        end += 1;
    }
    match s.get(end..).and_then(|r| r.chars().next()) {
        Some(c) if c.is_alphabetic() && !unspaced(c) => end + word_len(s.get(end..).unwrap_or("")),
        _ => end,
    }
}

fn clitic_len(s: &str, mark: usize) -> usize {
    let tail: String =
        s.get(mark..).unwrap_or("").chars().take_while(|c| c.is_alphanumeric()).take(3).flat_map(char::to_lowercase).collect();
    if matches!(tail.as_str(), "s" | "t" | "ll" | "re" | "ve" | "d" | "m") { mark + tail.len() } else { 0 }
}

/// `[3]`, `[a]`, `[12]`, `[note 1]`, `[citation needed]`: a mark that editors put into the text.
fn footnote_len(s: &str) -> Option<usize> {
    let inner = s.get(1..)?;
    let close = inner.bytes().take(24).position(|b| b == b']')?;
    let inner = inner.get(..close)?;
    let digits = !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase()) && !s.get(close + 2..)?.starts_with(char::is_alphabetic);
    let noted = inner.strip_prefix("note ").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    (digits || letter || noted || inner == "citation needed").then_some(close + 2)
}

/// Appends the folded letters of one word or number.
fn fold_word(raw: &str, out: &mut String) {
    if raw.is_ascii() {
        let first = raw.as_bytes().first().copied().unwrap_or_default();
        if first.is_ascii_digit() && grouping(raw) {
            out.extend(raw.chars().filter(|c| *c != ',').map(|c| c.to_ascii_lowercase()));
            return;
        }
        let from = out.len();
        out.push_str(if first == b'&' { "&" } else { raw });
        if let Some(added) = out.get_mut(from..) {
            added.make_ascii_lowercase();
        }
        return;
    }
    let latin = raw.chars().any(|c| c.is_ascii_alphabetic());
    let mut base = ' ';
    for c in raw.chars().filter(|c| !invisible(*c)) {
        if is_apostrophe(c) {
            out.push('\'');
            continue;
        }
        decompose_compatible(c, |d| {
            if dropped(base, d) {
                return;
            }
            base = d;
            let capital = d.is_uppercase();
            for l in d.to_lowercase().filter(|l| *l != '\u{307}') {
                out.push(plain(l, latin && !capital));
            }
        });
    }
}

/// `1,000` or `12,345,678`: commas that only group.
fn grouping(number: &str) -> bool {
    let digits: &str = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let whole = digits.split('.').next().unwrap_or("");
    let mut parts = whole.split(',');
    parts.next().is_some_and(|p| (1..=3).contains(&p.len())) && parts.all(|p| p.len() == 3)
}

/// A mark that two ways of writing one word differ in: accents on Latin and Greek letters, vowel points of Arabic and
/// Hebrew. The marks that make another letter stay: й is not и, が is not か.
fn dropped(base: char, mark: char) -> bool {
    match mark {
        '\u{300}'..='\u{36f}' => !matches!((base, mark), ('и' | 'И' | 'у' | 'У', '\u{306}') | ('і' | 'І', '\u{308}')),
        '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}' => true,
        '\u{20d0}'..='\u{20ff}' => true,
        _ => false,
    }
}

/// The Latin letter that `c` (lower case) is taken for. `mixed`: the word has Latin letters and this one is a small letter.
fn plain(c: char, mixed: bool) -> char {
    match c {
        '−' | '–' | '‑' | '‐' => '-',
        _ if c.is_ascii() => c,
        _ => lexicon::lookalike(c, mixed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(s: &str) -> String {
        Letters::new(s, Span::new(0, s.len())).folded().to_string()
    }

    #[test]
    fn variants_of_writing_fold_to_one_string() {
        for (a, b) in [
            ("The co-\noperation of “all” parties", "the co\u{ad}operation of 'all' parties"),
            ("decision-making", "decision making"),
            ("1,000,500 of 2.5%", "1 000 500 of 2.5 %"),
            ("the ﬁnal oﬀer", "The final offer"),
            ("a\u{a0}new – *bold* plan", "a new bold plan"),
            ("nо сhаngе", "no change"),
            ("Νew νalue", "New value"),
            ("the word.[3] The next.²", "the word. the next"),
            ("the U.S. isn’t", "the US is n't"),
            ("Research &amp; trade", "research & trade"),
            ("cafe\u{301} Straße", "café straße"),
            ("МОСКВА не", "Москва не"),
            ("ＡＢＣ１２", "abc12"),
        ] {
            assert_eq!(folded(a), folded(b), "{a} / {b}");
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (a, b) in [
            ("its", "it's"),
            ("3.5", "35"),
            ("3–4 days", "34 days"),
            ("мой", "мои"),
            ("がく", "かく"),
            ("नमस्ते", "नमसत"),
            ("at -5 degrees", "at 5 degrees"),
            ("1,5", "15"),
        ] {
            assert_ne!(folded(a), folded(b), "{a} / {b}");
        }
    }

    #[test]
    fn finds_whole_words_only_and_leads_back() {
        let text = "A cooperation-\nwide 3–4 plan, in 2015.";
        let letters = Letters::new(text, Span::new(0, text.len()));
        assert_eq!(letters.find("operationwide", 0, 99, 9), []);
        let hits = letters.find("cooperationwide3", 0, 99, 9);
        assert_eq!(hits.iter().map(|h| letters.cover(h.0, h.1).of(text)).collect::<Vec<_>>(), ["cooperation-\nwide 3"]);
    }
}
