use super::fold::fold_char;
use super::known::known;
use super::lexicon::{self, Entry, Group, Groups, Marks};
use crate::text::Span;
use std::borrow::Cow;
use std::rc::Rc;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TokenKind {
    /// Letters, with digits and full stops inside (`U.S.`, `G20`).
    Word,
    /// Begins with a digit: `1,000`, `3.3`, `21st`, `1990s`. A sign is a symbol of its own.
    Number,
    /// A clitic split off its word: `'s`, `n't`, `'ll`, `'re`, `'ve`, `'d`, `'m`.
    Clitic,
    /// `. , ; : ? ! ( ) " - /` and their kin.
    Punct,
    /// Everything else: `$ % € + = …`.
    Symbol,
}

/// One token of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Into the text that the sentence lies in.
    pub span: Span,
    pub kind: TokenKind,
    /// Begins with an upper-case letter.
    pub capital: bool,
    /// All letters are upper case, two or more.
    pub upper: bool,
    /// White space (or the sentence's start) stands before it.
    pub spaced: bool,
    /// A function word: it carries no content of its own.
    pub stop: bool,
    /// [`key_of`] the lemma: what retrieval and alignment compare.
    pub key: u32,
    /// [`key_of`] the folded form.
    pub word_key: u32,
    /// What the vocabulary says of the lemma.
    entry: Entry,
    pub(super) marks: Marks,
    /// Of the folded form and of the lemma.
    groups: (Groups, Groups),
    fold: (u32, u32),
    lemma: (u32, u32),
}

impl Token {
    /// How rare the lemma is: [`lexicon::weight`] of its key, looked up once for a word.
    pub fn weight(&self) -> u8 {
        self.entry.weight()
    }

    /// The sense groups of the lemma: [`lexicon::senses`] of its key, looked up once for a word.
    pub fn senses(&self) -> &'static [u32] {
        self.entry.senses()
    }

    /// The lemma or the word itself may be one of a pair of opposites; without it `lexicon` knows no opposite of either.
    pub fn may_oppose(&self) -> bool {
        self.marks.has(Marks::OPPOSITE)
    }

    /// A word or number that is not a function word.
    pub fn content(&self) -> bool {
        !self.stop && matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word)
    }

    pub fn is_number(&self) -> bool {
        matches!(self.kind, TokenKind::Number)
    }
}

/// A 32-bit key for a folded word or lemma, the same in every run and on every machine (FNV-1a).
pub fn key_of(word: &str) -> u32 {
    key_of_bytes(word.as_bytes())
}

/// [`key_of`] on the bytes of a word.
pub(super) fn key_of_bytes(word: &[u8]) -> u32 {
    word.iter().fold(0x811c_9dc5u32, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193))
}

/// The tokens of one sentence with their folded forms and lemmas.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The sentence within the text.
    pub span: Span,
    pub tokens: Vec<Token>,
    buf: String,
}

impl Words {
    /// Tokenises `span` of `text`. Linear in its length.
    pub fn new(text: &str, span: Span) -> Words {
        let mut words = Words { span, tokens: Vec::with_capacity(span.len() / 5), buf: String::with_capacity(span.len() * 2) };
        let slice = span.of(text);
        let mut at = 0;
        let mut spaced = true;
        while let Some(c) = slice[at..].chars().next() {
            if c.is_whitespace() || c == '\u{feff}' {
                spaced = true;
                at += c.len_utf8();
                continue;
            }
            let (len, kind) = scan(&slice[at..], c);
            words.push(slice, at, at + len, kind, spaced);
            spaced = false;
            at += len;
        }
        words
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded form of token `i`; empty when there is none.
    pub fn fold(&self, i: usize) -> &str {
        self.tokens.get(i).and_then(|t| self.buf.get(t.fold.0 as usize..t.fold.1 as usize)).unwrap_or("")
    }

    /// The lemma of token `i` (its folded form where nothing better is known).
    pub fn lemma(&self, i: usize) -> &str {
        self.tokens.get(i).and_then(|t| self.buf.get(t.lemma.0 as usize..t.lemma.1 as usize)).unwrap_or("")
    }

    /// The folded form of token `i` is in the group.
    pub fn is(&self, i: usize, group: Group) -> bool {
        self.tokens.get(i).is_some_and(|t| t.groups.0.has(group))
    }

    /// The lemma of token `i` is in the group.
    pub fn lemma_is(&self, i: usize, group: Group) -> bool {
        self.tokens.get(i).is_some_and(|t| t.groups.1.has(group))
    }

    /// The span from token `from` to before token `to`, into the text.
    pub fn cover(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|i| self.tokens.get(i))) {
            (Some(a), Some(b)) if to > from => a.span.cover(b.span),
            (Some(a), _) => Span { start: a.span.start, end: a.span.start },
            _ => Span { start: self.span.end, end: self.span.end },
        }
    }

    /// Removes the tokens whose span overlaps one of `spans` (citations, code).
    pub fn without(mut self, spans: &[Span]) -> Words {
        if !spans.is_empty() {
            self.tokens.retain(|t| !spans.iter().any(|s| s.overlaps(t.span)));
        }
        self
    }

    fn push(&mut self, slice: &str, from: usize, to: usize, kind: TokenKind, spaced: bool) {
        if kind == TokenKind::Word {
            let (stem, clitic) = clitic_at(&slice[from..to]);
            if clitic > 0 {
                if stem > 0 {
                    self.add(slice, from, from + stem, TokenKind::Word, spaced);
                }
                self.add(slice, from + stem, to, TokenKind::Clitic, spaced && stem == 0);
                return;
            }
            if slice[from..to].eq_ignore_ascii_case("cannot") {
                self.add(slice, from, from + 3, TokenKind::Word, spaced);
                self.add(slice, from + 3, to, TokenKind::Word, false);
                return;
            }
        }
        self.add(slice, from, to, kind, spaced);
    }

    fn add(&mut self, slice: &str, from: usize, to: usize, kind: TokenKind, spaced: bool) {
        let raw = &slice[from..to];
        let start = self.buf.len();
        let ascii = raw.is_ascii();
        let dotted = kind == TokenKind::Word && raw.contains('.');
        if ascii && !dotted {
            self.buf.push_str(raw);
            if let Some(added) = self.buf.get_mut(start..) {
                added.make_ascii_lowercase();
            }
        } else {
            let buf = &mut self.buf;
            for c in raw.chars() {
                fold_char(c, &mut |d| {
                    if !(dotted && d == '.') {
                        buf.push(d)
                    }
                });
            }
        }
        let fold = (start as u32, self.buf.len() as u32);
        let folded = &self.buf[start..];
        let look = |lemma: Option<Rc<str>>, stop| {
            let word_key = key_of(folded);
            let key = lemma.as_deref().map_or(word_key, key_of);
            let groups = (Groups::of(folded), Groups::of(lemma.as_deref().unwrap_or(folded)));
            (lemma, word_key, key, stop, lexicon::entry(key), lexicon::marks(word_key, key), groups)
        };
        let (lemma, word_key, key, stop, entry, marks, groups) = match kind {
            TokenKind::Word => known(folded, |k| (k.lemma.clone(), k.word_key, k.key, k.stop, k.entry, k.marks, k.groups)),
            TokenKind::Clitic => look(lexicon::lemma(folded).filter(|l| l != folded).map(Cow::into_owned).map(Rc::from), true),
            kind => look(None, kind != TokenKind::Number),
        };
        let lemma = match lemma {
            Some(l) => {
                let from = self.buf.len() as u32;
                self.buf.push_str(&l);
                (from, self.buf.len() as u32)
            }
            None => fold,
        };
        let (capital, upper) = if ascii { capitals_of_ascii(raw) } else { capitals(raw) };
        let span = Span::new(from, to).shift(self.span.start as usize);
        self.tokens.push(Token { span, kind, capital, upper, spaced, stop, key, word_key, entry, marks, groups, fold, lemma });
    }
}

/// Begins with a capital; two letters or more, all of them capitals.
fn capitals(raw: &str) -> (bool, bool) {
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let letters = raw.chars().filter(|c| c.is_alphabetic());
    (capital, capital && letters.clone().count() > 1 && letters.clone().all(char::is_uppercase))
}

/// The same for ASCII.
fn capitals_of_ascii(raw: &str) -> (bool, bool) {
    let capital = raw.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    let letters = || raw.bytes().filter(u8::is_ascii_alphabetic);
    (capital, capital && letters().all(|b| b.is_ascii_uppercase()) && letters().count() > 1)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// Length in bytes and kind of the token that begins `s` with `c`.
fn scan(s: &str, c: char) -> (usize, TokenKind) {
    if c.is_numeric() && !matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔') || c.is_ascii_digit() {
        return (number_len(s), TokenKind::Number);
    }
    if c.is_alphabetic() {
        return (word_len(s), TokenKind::Word);
    }
    // `'s` after a space (“US 's”, tokenised text) and `n't` are handled as words that are all clitic
    if is_apostrophe(c) && clitic_at(&s[..word_len_after_apostrophe(s)]).1 > 0 {
        return (word_len_after_apostrophe(s), TokenKind::Word);
    }
    let kind = match c {
        '$' | '%' | '+' | '=' | '<' | '>' | '^' | '~' | '|' | '`' | '#' | '&' | '@' | '*' | '_' | '\\' => TokenKind::Symbol,
        _ if c.is_ascii_punctuation() => TokenKind::Punct,
        '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '…' | '‹' | '›' | '‐'..='―' | '·' | '•' | '、' | '。' => {
            TokenKind::Punct
        }
        _ => TokenKind::Symbol,
    };
    (c.len_utf8(), kind)
}

fn word_len_after_apostrophe(s: &str) -> usize {
    let first = s.chars().next().map_or(0, char::len_utf8);
    let rest: usize = s[first..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    first + rest
}

fn word_len(s: &str) -> usize {
    // most words are plain letters up to a space
    let plain = s.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match s.as_bytes().get(plain) {
        Some(b'\'' | b'.' | 0x80..) => {}
        _ if plain > 0 => return plain,
        _ => {}
    }
    let mut end = 0;
    // so far single letters separated by full stops (`U`, `U.S`): characters since the last one, and whether there was one
    let (mut single, mut since, mut stopped) = (true, 0, false);
    let mut chars = s.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let len = c.len_utf8();
        if c != '.' {
            since += 1;
            single &= since == 1 && c.is_alphabetic();
        }
        if c.is_alphanumeric()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
            || unicode_normalization::char::is_combining_mark(c)
        {
            end = i + len;
        } else if is_apostrophe(c) {
            match chars.peek() {
                Some((_, n)) if n.is_alphabetic() => end = i + len,
                _ => break,
            }
        } else if c == '.' {
            // an inner full stop belongs to the word between single letters: U.S., p.m., e.g.
            let mut next_single = || chars.peek().is_some_and(|(_, n)| n.is_alphabetic()) && single_letter(&s[i + 1..]);
            if single && since == 1 && (stopped || next_single()) {
                end = i + len;
                (since, stopped) = (0, true);
            } else {
                break;
            }
        } else {
            break;
        }
    }
    end.max(s.chars().next().map_or(0, char::len_utf8))
}

/// A single letter stands here, then no further letter.
fn single_letter(s: &str) -> bool {
    let mut chars = s.chars();
    chars.next().is_some_and(char::is_alphabetic) && !chars.next().is_some_and(|c| c.is_alphanumeric())
}

fn number_len(s: &str) -> usize {
    let bytes = s.as_bytes();
    let mut end = 0;
    for (i, c) in s.char_indices() {
        let len = c.len_utf8();
        let digit_after = || bytes.get(i + len).is_some_and(u8::is_ascii_digit);
        let digit = c.is_ascii_digit() || c.is_numeric() && !matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔');
        let inner = matches!(c, ',' | '.') && digit_after() && i > 0 && bytes[i - 1].is_ascii_digit();
        if digit || inner {
            end = i + len;
        } else if c.is_alphabetic() {
            // an ordinal or decade ending stays; a unit glued to it (“3km”, “5bn”) is a token of its own
            let letters = s[i..].chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
            let tail = &s[i..i + letters];
            if i == end
                && (["st", "nd", "rd", "th", "s"].iter().any(|t| tail.eq_ignore_ascii_case(t)) || tail.chars().any(|c| c.is_numeric()))
            {
                end = i + letters;
            }
            break;
        } else {
            break;
        }
    }
    end.max(s.chars().next().map_or(0, char::len_utf8))
}

/// Where a word splits into stem and clitic: (stem length, clitic length); clitic 0 = no split.
fn clitic_at(word: &str) -> (usize, usize) {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return (word.len(), 0);
    }
    if let Some((i, c)) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c)) {
        let tail = word[i + c.len_utf8()..].to_lowercase();
        if tail == "t" && word[..i].ends_with(['n', 'N']) {
            return (i - 1, word.len() - i + 1);
        }
        if matches!(tail.as_str(), "s" | "ll" | "re" | "ve" | "d" | "m") {
            return (i, word.len() - i);
        }
    }
    (word.len(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(s: &str) -> Vec<String> {
        let w = Words::new(s, Span::new(0, s.len()));
        w.tokens.iter().map(|t| t.span.of(s).to_string()).collect()
    }

    #[test]
    fn splits_words_numbers_and_clitics() {
        assert_eq!(
            tokens("Japan’s U.S.-Japan pact isn't 3.3bn (1,000)."),
            ["Japan", "’s", "U.S.", "-", "Japan", "pact", "is", "n't", "3.3", "bn", "(", "1,000", ")", "."]
        );
        assert_eq!(
            tokens("$2.5m in the 1990s, 21st; G20 can’t cannot 80%"),
            ["$", "2.5", "m", "in", "the", "1990s", ",", "21st", ";", "G20", "ca", "n’t", "can", "not", "80", "%"]
        );
        assert_eq!(tokens("the US 's plan. “End.”"), ["the", "US", "'s", "plan", ".", "“", "End", ".", "”"]);
        assert_eq!(tokens("'quoted' o'clock 9.8\u{fffd}million é"), ["'", "quoted", "'", "o'clock", "9.8", "\u{fffd}", "million", "é"]);
    }

    #[test]
    fn folds_dots_and_keeps_spans() {
        let s = "The U.S. ﬁnanced Straßen.";
        let w = Words::new(s, Span::new(0, s.len()));
        assert_eq!(w.fold(1), "us");
        assert_eq!(w.fold(2), "financed");
        assert_eq!(w.cover(1, 3).of(s), "U.S. ﬁnanced");
    }

    #[test]
    fn a_run_of_single_letters_is_read_in_one_go() {
        assert_eq!(
            tokens("U.S.A. p.m. e.g.x A.BC. A..B 1.A. O’B.C."),
            ["U.S.A.", "p.m.", "e.g.x", "A", ".", "BC", ".", "A", ".", ".", "B", "1", ".", "A", ".", "O’B", ".", "C", "."]
        );
        let long = "A.".repeat(400_000);
        assert_eq!(Words::new(&long, Span::new(0, long.len())).len(), 1);
    }
}
