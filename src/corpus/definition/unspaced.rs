//! Definitions in Japanese and Chinese, from the letters of a sentence: 「…とは…である」, “…是一种…”, a short form in brackets.

use super::{Definition, Kind};
use crate::language::unspaced;
use crate::text::Span;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The longest term and the shortest definition, in characters.
const LONGEST: usize = 20;
const SHORTEST: usize = 4;

const LISTS: &str = include_str!("unspaced.txt");

/// The words of a list, the longest first.
fn list(name: &str) -> &'static [&'static str] {
    static CELL: OnceLock<BTreeMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let lists = CELL.get_or_init(|| {
        let mut lists: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in LISTS.lines().filter(|l| !l.starts_with('#')) {
            let mut words = line.split_whitespace();
            let name = words.next().unwrap_or("");
            lists.entry(name).or_default().extend(words);
        }
        lists.values_mut().for_each(|words| words.sort_by_key(|w| std::cmp::Reverse(w.len())));
        lists
    });
    lists.get(name).map_or(&[], Vec::as_slice)
}

/// What a sentence in a script without spaces defines. Linear in it.
pub fn unspaced_definitions(text: &str, sentence: Span, out: &mut Vec<Definition>) {
    let whole = sentence.of(text);
    if !whole.chars().any(unspaced) || whole.trim_end().ends_with(['？', '?', 'か']) || whole.contains("か。") {
        return;
    }
    let found = japanese(whole).or_else(|| chinese(whole)).into_iter().chain(short_forms(whole));
    out.extend(found.map(|(term, definition, kind)| {
        let at = |s: Span| s.shift(sentence.start as usize);
        Definition { term: at(term), definition: at(definition), kind, sentence }
    }));
}

type Found = (Span, Span, Kind);

/// 「水門とは、水を止める門である。」
fn japanese(sentence: &str) -> Option<Found> {
    let at = sentence.find("とは")?;
    let term = bare(sentence, Span::new(0, at));
    let named = term.of(sentence);
    let letters = named.chars().count();
    let fits = named.chars().all(|c| unspaced(c) || c.is_alphanumeric() || matches!(c, '・' | '-' | ' '));
    if !fits || letters == 0 || letters > LONGEST || list("pointing").contains(&named) || named.chars().all(hiragana) && letters < 3 {
        return None;
    }
    let rest = Span::new(at + "とは".len(), sentence.len());
    let rest = trimmed(
        sentence,
        rest,
        |c| matches!(c, '、' | ',' | '，') || c.is_whitespace(),
        |c| matches!(c, '。' | '.' | '」') || c.is_whitespace(),
    );
    let said = rest.of(sentence);
    let body = list("ending").iter().find_map(|e| said.strip_suffix(e))?;
    // 「…とは言えない」「…とは違うようだ」
    let doubtful = list("doubt").iter().any(|d| body.ends_with(d)) || list("aside").iter().any(|w| body.starts_with(w));
    let quoted = body.contains(['「', '」', '。']) && !body.contains('」');
    let enough = body.chars().count() >= SHORTEST;
    let definition = Span::new(rest.start as usize, rest.start as usize + body.len());
    (enough && !doubtful && !quoted).then_some((term, definition, Kind::Definition))
}

/// “水閘是一種控制水流的門。”
fn chinese(sentence: &str) -> Option<Found> {
    if sentence.chars().any(hiragana) {
        return None;
    }
    let at = sentence.find('是')?;
    let after = at + '是'.len_utf8();
    let said = sentence.get(after..)?;
    let begins = |name: &str| list(name).iter().find(|w| said.starts_with(**w));
    let (meaning, person) = (begins("meaning"), begins("person"));
    meaning.or(person).or(begins("kind"))?;
    let term = bare(sentence, Span::new(0, at));
    let named = term.of(sentence);
    let letters = named.chars().count();
    let fits = named.chars().all(|c| unspaced(c) || c.is_alphanumeric() || c == '·') && !list("loose").iter().any(|w| named.contains(w));
    let from = after + meaning.map_or(0, |w| w.len());
    let definition =
        trimmed(sentence, Span::new(from, sentence.len()), char::is_whitespace, |c| matches!(c, '。' | '.') || c.is_whitespace());
    // a clause of its own, a question, a wish
    let plain = !definition.of(sentence).contains(['；', '“', '”', '「', '」', '吗', '嗎', '！']);
    let enough = definition.of(sentence).chars().count() >= SHORTEST + 2;
    let kind = if person.is_some() { Kind::Person } else { Kind::Definition };
    ((2..=LONGEST).contains(&letters) && fits && plain && enough).then_some((term, definition, kind))
}

/// 「世界水門機関（WTO）は」: a short form of capitals in brackets after a name that has a border before it.
fn short_forms(sentence: &str) -> Vec<Found> {
    let mut out = Vec::new();
    for (open, mark) in sentence.match_indices(['（', '(']) {
        let from = open + mark.len();
        let inner = sentence.get(from..).unwrap_or("");
        let Some(len) = inner.find(['）', ')', '、', '，', ';', '；']) else { continue };
        let short = inner.get(..len).unwrap_or("");
        let count = short.chars().count();
        if !(2..=10).contains(&count) || !short.chars().all(|c| c.is_ascii_uppercase() || c == '-') {
            continue;
        }
        let before = sentence.get(..open).unwrap_or("");
        // kanji and katakana in one run
        let name = |c: char| unspaced(c) && !hiragana(c) || matches!(c, '・' | 'ー');
        let start = before.char_indices().rev().take_while(|(_, c)| name(*c)).last().map_or(open, |(i, _)| i);
        let long = before.get(start..).unwrap_or("");
        let japanese = sentence.chars().any(hiragana);
        // in Chinese no small word parts a name from a verb before it: it has to open the sentence and be its subject
        let close = inner.get(len..).unwrap_or("").trim_start_matches(['）', ')']);
        let subject = start == 0 && close.starts_with('是');
        if long.chars().count() >= SHORTEST && (japanese || subject) {
            out.push((Span::new(from, from + len), Span::new(start, open), Kind::Acronym));
        }
    }
    out
}

/// Without brackets around it.
fn bare(text: &str, span: Span) -> Span {
    let mark = |c: char| c.is_whitespace() || matches!(c, '「' | '」' | '『' | '』' | '“' | '”' | '"' | '、' | '，');
    trimmed(text, span, mark, mark)
}

fn trimmed(text: &str, span: Span, front: impl Fn(char) -> bool, back: impl Fn(char) -> bool) -> Span {
    let whole = span.of(text);
    let inner = whole.trim_start_matches(&front);
    let start = span.start as usize + whole.len() - inner.len();
    Span::new(start, start + inner.trim_end_matches(&back).len())
}

fn hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentences;

    fn define(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        for sentence in sentences(text, Span::new(0, text.len())) {
            unspaced_definitions(text, sentence, &mut out);
        }
        out.iter().map(|d| format!("{}: {} = {}", d.kind.name(), d.term.of(text), d.definition.of(text))).collect()
    }

    #[test]
    fn what_is_defined() {
        for (text, found) in [
            ("水門とは、水を止める門である。", "definition: 水門 = 水を止める門"),
            ("𝄞 です。「大潮」とは、干満の差が最も大きい潮のことをいう。", "definition: 大潮 = 干満の差が最も大きい潮"),
            ("GPSとは衛星で位置を知る仕組みです。", "definition: GPS = 衛星で位置を知る仕組み"),
            ("水闸是一种控制水流的门。", "definition: 水闸 = 一种控制水流的门"),
            ("潮差是指高潮与低潮之间的差。", "definition: 潮差 = 高潮与低潮之间的差"),
            ("国際水門機関（ITO）は発表した。", "acronym: ITO = 国際水門機関"),
            ("国际水闸组织（ITO）是一个国际组织。", "acronym: ITO = 国际水闸组织"),
        ] {
            assert_eq!(define(text), [found], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it() {
        for text in [
            "水門とは何ですか。",
            "これとは、水を止める門である。",
            "水門とは言えない門である。",
            "水門とは水を止める門ではない。",
            "彼は水門とは関係がない。",
            "水門とは違うようだ。",
            "他是一个好人，我们都认识他。",
            "这是一种门。",
            "水闸不是一种控制水流的门。",
            "水闸是门。",
            "他加入国际水闸组织（ITO）后离开。",
            "水門（1987）は古い。",
            "水（ITO）は冷たい。",
            "The gate (ITO) was shut.",
            "",
        ] {
            assert_eq!(define(text), [""; 0], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "([水門潮]{0,3}|とは|是|一种|である|（|）|[A-Z]{0,4}|、|。|𝄞| ){0,12}") {
            for line in define(&text) {
                proptest::prop_assert!(!line.is_empty());
            }
        }
    }
}
