use super::calendar::{PartialDate, Unit};
use super::find;
use crate::language::Words;
use crate::text::Span;

/// Lines of a document's head that are looked at, and the longest that can be a dateline (in bytes).
const HEAD: usize = 18;
const LONGEST: usize = 240;

/// The most letters of a line with a day, a weekday and a time.
const LETTERS: usize = 60;

/// The day on which the document says that it was written or published: a line that is only a date, or
/// “Published: …”, “posted … on …” among its first lines. `None` when there is none, or when two differ.
pub fn document_date(text: &str) -> Option<PartialDate> {
    let mut date: Option<PartialDate> = None;
    let mut start = 0;
    let mut seen = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        seen += 1;
        if seen > HEAD {
            break;
        }
        if span.len() > LONGEST {
            continue;
        }
        if let Some(found) = dateline(text, span) {
            match date {
                Some(known) if known != found => return None,
                _ => date = Some(found),
            }
        }
    }
    date
}

fn dateline(text: &str, span: Span) -> Option<PartialDate> {
    let line = span.of(text);
    // a full date has a year in figures
    if !line.contains(|c: char| c.is_numeric()) {
        return None;
    }
    // so many letters are running text, unless one of them tells of publishing
    let told = ["ublished", "UBLISHED", "osted", "OSTED", "ssued", "SSUED", "ated", "ATED"];
    if line.bytes().filter(u8::is_ascii_alphabetic).count() > LETTERS && !told.iter().any(|t| line.contains(t)) {
        return None;
    }
    let words = Words::new(text, span);
    let own = |i: usize| {
        let word = words.fold(i);
        let mark = words.tokens.get(i).is_some_and(|t| !t.is_word() && !t.is_number());
        mark || clock(word) || super::read::weekday_name(word).is_some() || word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 2
    };
    let published = |i: usize| matches!(words.fold(i), "published" | "posted" | "issued" | "dated");
    // running text is told before its dates are read
    let foreign = |i: usize| {
        let plain = words.tokens.get(i).is_some_and(|t| t.is_word() && !t.stop);
        plain && !own(i) && super::read::month_name(words.fold(i)).is_none()
    };
    if !(0..words.len()).any(published) && (0..words.len()).any(foreign) {
        return None;
    }
    let mut dates = find(text, &words).into_iter();
    let mention = dates.next()?;
    let full = mention.start.unit() == Unit::Day && mention.start.year().is_some();
    if !full || mention.end.is_some() || mention.alternative.is_some() || dates.any(|d| d.start.year().is_some()) {
        return None;
    }
    let outside = |i: &usize| !mention.tokens.contains(i);
    let rest = (0..words.len()).filter(outside).filter(|i| !own(*i)).count();
    let told = (0..mention.tokens.start).rev().take(8).any(published);
    let short = words.len() <= 24;
    ((rest == 0) || told && short).then_some(mention.start)
}

/// Words that stand on a dateline and say nothing else.
fn clock(folded: &str) -> bool {
    matches!(
        folded,
        "on" | "at"
            | "date"
            | "published"
            | "posted"
            | "am"
            | "pm"
            | "est"
            | "edt"
            | "pst"
            | "pdt"
            | "gmt"
            | "utc"
            | "et"
            | "pt"
            | "cet"
            | "bst"
            | "issued"
            | "by"
    )
}
