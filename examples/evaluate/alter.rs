//! Copies of a sentence with one fact altered: every eligible word is altered once, nothing hard is left out. The new value is
//! of the old one's kind and stands nowhere in the document.

use postil::text::Span;

/// A copy of a sentence.
pub struct Copy {
    pub kind: &'static str,
    pub text: String,
    /// What was altered, into `text`; nothing where the meaning was kept.
    pub wrong: Option<Span>,
}

/// FNV-1a.
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3))
}

pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
pub const NUMERALS: [&str; 11] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const SCALES: [&str; 4] = ["thousand", "million", "billion", "trillion"];
const AUXILIARIES: &str = "is are was were has have had will can could would should does do did must";
/// Opposites, by pairs.
const OPPOSITES: &str = "rose fell|rise fall|rising falling|grew shrank|growth decline|increase decrease|increased decreased|\
    increases decreases|increasing decreasing|higher lower|highest lowest|more less|before after|largest smallest|biggest smallest|\
    won lost|accepted rejected|opened closed|strong weak|stronger weaker|strengthen weaken|early late|earlier later|supported opposed|\
    success failure|successful unsuccessful|northern southern|eastern western|north south|east west|best worst|better worse|\
    older younger|majority minority|gain loss|gains losses|began ended|begin end|improve worsen|improved worsened|raise lower|\
    raised lowered|expand reduce|allowed forbade|allow forbid|above below|inside outside|difficult easy|positive negative|upper lower|\
    male female|maximum minimum|longer shorter|longest shortest|faster slower|left right|import export|imports exports|win lose|\
    include exclude|included excluded|possible impossible|likely unlikely|remember forget|first last|entered left|winner loser";
/// A word, what it becomes, and the words before it after which it means something else.
const QUANTIFIERS: &[(&str, &str, &str)] = &[
    ("some", "all", ""),
    ("all", "some", "at after above of first"),
    ("most", "few", "the at a"),
    ("many", "few", "as how so too"),
    ("every", "no", "not"),
    ("several", "no", ""),
    ("always", "sometimes", "not"),
    ("sometimes", "always", ""),
    ("often", "rarely", "how"),
    ("usually", "never", "not"),
];
const CERTAINTIES: &[(&str, &str, &str)] = &[
    ("may", "will", ""),
    ("might", "will", ""),
    ("could", "will", ""),
    ("should", "must", ""),
    ("likely", "certain", "most more very"),
    ("possibly", "certainly", ""),
    ("probably", "certainly", ""),
    ("perhaps", "certainly", ""),
];

/// A word without the punctuation around it.
#[derive(Clone, Copy)]
pub struct Word<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    for token in text.split(char::is_whitespace) {
        let core = token.trim_matches(|c: char| !c.is_alphanumeric());
        if !core.is_empty() {
            let start = at + token.find(core).unwrap_or(0);
            out.push(Word { text: core, start, end: start + core.len() });
        }
        at += token.len() + text[at + token.len()..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

/// Runs of capitalised words, at least two, none of them the first of its line.
pub fn names(text: &str) -> Vec<String> {
    text.lines().flat_map(|l| runs(l).into_iter().map(|(start, end)| l[start..end].to_string())).collect()
}

fn runs(line: &str) -> Vec<(usize, usize)> {
    let words = words(line);
    let capital = |w: &Word| w.text.len() > 2 && w.text.starts_with(char::is_uppercase) && w.text.chars().skip(1).all(char::is_lowercase);
    let joined = |a: &Word, b: &Word| &line[a.end..b.start] == " ";
    let mut out = Vec::new();
    let mut i = 1;
    while i < words.len() {
        let mut end = i;
        while words.get(end).is_some_and(capital) && (end == i || joined(&words[end - 1], &words[end])) {
            end += 1;
        }
        // the first word after a full stop is capital anyway
        let begins = line[..words[i].start].trim_end().ends_with(['.', '!', '?', ':', '“', '"']);
        if end >= i + 2 && !begins {
            out.push((words[i].start, words[end - 1].end));
        }
        i = end.max(i + 1);
    }
    out
}

/// Everything that one change can make of the sentence. `pool`: names that may take a name's place.
pub fn alterations(sentence: &str, document: &str, pool: &[String]) -> Vec<Copy> {
    let words = words(sentence);
    let mut out = Vec::new();
    let mut put = |kind, start: usize, end: usize, new: &str| {
        let text = format!("{}{new}{}", &sentence[..start], &sentence[end..]);
        out.push(Copy { kind, text, wrong: Some(Span::new(start, start + new.len())) });
    };
    for (i, w) in words.iter().enumerate() {
        let draw = hash(&sentence.as_bytes()[..w.end]) >> 7;
        let before = i.checked_sub(1).map_or("", |k| words[k].text);
        let after = words.get(i + 1).map_or("", |n| n.text);
        if let Some((kind, new)) = value(sentence, w, before, after, draw)
            && fresh(document, &new, kind)
        {
            put(kind, w.start, w.end, &new);
        }
        if let Some(new) = opposite(w.text) {
            put("direction", w.start, w.end, new);
        }
        for (kind, table) in [("quantifier", QUANTIFIERS), ("modality", CERTAINTIES)] {
            let number = after.starts_with(|c: char| c.is_ascii_digit());
            let entry = table.iter().find(|(x, _, not)| *x == w.text && !not.split(' ').any(|n| n == before) && !number);
            if let Some((_, new, _)) = entry {
                put(kind, w.start, w.end, new);
            }
        }
        if AUXILIARIES.split(' ').any(|a| a == w.text) {
            match words.get(i + 1) {
                Some(n) if n.text == "not" => {
                    let only = words.get(i + 2).is_some_and(|o| ["only", "just", "least", "necessarily"].contains(&o.text));
                    if !only {
                        put("negation-removed", w.start, n.end, w.text);
                    }
                }
                Some(n) if sentence[w.end..n.start] == *" " => put("negation-added", w.start, w.end, &format!("{} not", w.text)),
                _ => {}
            }
        }
    }
    for (start, end) in runs(sentence) {
        let draw = hash(&sentence.as_bytes()[..end]) as usize;
        if let Some(new) = other_name(&sentence[start..end], document, pool, draw) {
            put("name", start, end, new);
        }
    }
    quotations(sentence, &mut put);
    out
}

/// Another value for a word that is one.
fn value(sentence: &str, w: &Word, before: &str, after: &str, draw: u64) -> Option<(&'static str, String)> {
    let pick = |list: &[&str], own: usize| list[(own + 1 + draw as usize % (list.len() - 1)) % list.len()].to_string();
    let digits = |s: &str| s.starts_with(|c: char| c.is_ascii_digit());
    if let Some(m) = MONTHS.iter().position(|m| *m == w.text) {
        return (digits(before) || digits(after) || w.text != "May").then(|| ("month", pick(&MONTHS, m)));
    }
    if let Some(n) = NUMERALS.iter().position(|n| *n == w.text) {
        return Some(("number-word", pick(&NUMERALS, n)));
    }
    if let Some(s) = SCALES.iter().position(|s| *s == w.text) {
        return Some(("scale", pick(&SCALES, s)));
    }
    let plain: String = w.text.chars().filter(|c| *c != ',').collect();
    if !plain.chars().all(|c| c.is_ascii_digit() || c == '.') || plain.matches('.').count() > 1 {
        return None;
    }
    let money = sentence[..w.start].ends_with(['$', '€', '£', '¥']);
    if let (4, Ok(year @ 1500..=2100), false) = (w.text.len(), w.text.parse::<u64>(), money) {
        let by = 1 + draw % 8;
        return Some(("year", (if draw & 64 == 0 { year + by } else { year - by }).to_string()));
    }
    let next = &sentence[w.end..];
    let counted = next.starts_with(['%', ' ']) && (next.starts_with('%') || after.starts_with(char::is_lowercase)) || money;
    counted.then(|| number(w.text, &plain, draw)).flatten().map(|n| ("number", n))
}

/// The number with two digits changed about, doubled, halved, or ten times as large, written as it was.
fn number(written: &str, plain: &str, draw: u64) -> Option<String> {
    let places = plain.split_once('.').map_or(0, |(_, d)| d.len());
    let value: f64 = plain.parse().ok()?;
    let new = match draw % 4 {
        0 => value * 10.0,
        1 => value * 2.0,
        2 if value >= 4.0 => (value / 2.0).ceil(),
        _ => {
            let mut digits: Vec<char> = plain.chars().collect();
            let (a, b) = (digits.first().copied()?, digits.get(1).copied().filter(char::is_ascii_digit));
            match b {
                Some(b) if b != a && b != '0' => digits.swap(0, 1),
                _ => {
                    digits[0] =
                        if a == '9' { '7' } else { char::from_digit(a.to_digit(10)? + 2, 12).filter(char::is_ascii_digit).unwrap_or('3') }
                }
            }
            digits.into_iter().collect::<String>().parse().ok()?
        }
    };
    let text = format!("{new:.places$}");
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(w, _)| (w, &text[w.len()..]));
    if !written.contains(',') || whole.len() < 4 {
        return Some(text);
    }
    let grouped = whole.as_bytes().rchunks(3).rev().map(|c| String::from_utf8_lossy(c).into_owned()).collect::<Vec<_>>().join(",");
    Some(grouped + rest)
}

fn opposite(word: &str) -> Option<&'static str> {
    let pairs = OPPOSITES.split('|').filter_map(|p| p.trim().split_once(' '));
    pairs.into_iter().find_map(|(a, b)| if a == word { Some(b) } else { (b == word).then_some(a) })
}

/// The value stands nowhere in the document by itself. Scales stand everywhere: there the number beside them makes the difference.
fn fresh(document: &str, new: &str, kind: &str) -> bool {
    kind == "scale" || !words(document).iter().any(|w| w.text.eq_ignore_ascii_case(new))
}

fn other_name<'a>(old: &str, document: &str, pool: &'a [String], draw: usize) -> Option<&'a str> {
    let parts: Vec<&str> = old.split(' ').collect();
    let fits = |new: &&String| {
        let theirs: Vec<&str> = new.split(' ').collect();
        theirs.len() == parts.len() && !theirs.iter().any(|t| parts.contains(t) || document.contains(t))
    };
    let start = draw % pool.len().max(1);
    pool.iter().skip(start).chain(pool.iter().take(start)).find(fits).map(String::as_str)
}

/// A word dropped inside a quotation.
fn quotations(sentence: &str, put: &mut impl FnMut(&'static str, usize, usize, &str)) {
    for (open, _) in sentence.match_indices('“') {
        let from = open + '“'.len_utf8();
        let Some(length) = sentence[from..].find('”') else { continue };
        let inside = words(&sentence[from..from + length]);
        let middle = inside.len() / 2;
        if inside.len() >= 7 && inside[middle].text.len() > 3 {
            let (a, b) = (inside[middle - 1], inside[middle + 1]);
            put("quotation-word", from + a.start, from + b.end, &format!("{} {}", a.text, b.text));
        }
    }
}
