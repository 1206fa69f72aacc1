//! Copies of a sentence that mean the same: what a careful writer changes without thinking.

use super::alter::{Copy, MONTHS, NUMERALS, Word, words};

/// Words that may take each other's place nearly anywhere, the first for the second.
const SYNONYMS: &[(&str, &str)] = &[
    ("approximately", "about"),
    ("nearly", "almost"),
    ("began", "started"),
    ("stated", "said"),
    ("purchased", "bought"),
    ("while", "whereas"),
    ("children", "kids"),
    ("assist", "help"),
    ("however", "though"),
    ("several", "a number of"),
    ("currently", "now"),
];
const CONTRACTIONS: &[(&str, &str)] = &[
    (" is not ", " isn’t "),
    (" are not ", " aren’t "),
    (" was not ", " wasn’t "),
    (" did not ", " didn’t "),
    (" does not ", " doesn’t "),
    (" do not ", " don’t "),
    (" has not ", " hasn’t "),
    (" cannot ", " can’t "),
    (" will not ", " won’t "),
    (" would not ", " wouldn’t "),
];
const SHORT: &[(&str, &str)] =
    &[("the United States", "the US"), ("the United Kingdom", "the UK"), ("the U.S. ", "the US "), ("the European Union", "the EU")];
const LEADS: &[&str] = &["However, ", "In addition, ", "Moreover, ", "Furthermore, ", "In fact, ", "Indeed, ", "Meanwhile, "];

/// Everything that one such change can make of the sentence, and the sentence itself.
pub fn rewordings(sentence: &str) -> Vec<Copy> {
    let mut out = vec![copy("verbatim", sentence.to_string())];
    // a quotation must stay as it is
    if sentence.contains(['"', '“', '‘', '«']) {
        return out;
    }
    let replaced = |kind, from: &str, to: &str| sentence.contains(from).then(|| copy(kind, sentence.replacen(from, to, 1)));
    out.extend(CONTRACTIONS.iter().filter_map(|(a, b)| replaced("contraction", a, b)));
    out.extend(SHORT.iter().filter_map(|(a, b)| replaced("short-name", a, b)));
    out.extend(replaced("also-dropped", " also ", " "));
    let lead = LEADS.iter().find_map(|l| sentence.strip_prefix(l));
    out.extend(lead.map(|rest| copy("lead-dropped", capital(rest))));
    let article = ["The ", "A ", "In ", "It ", "This ", "There "].iter().any(|a| sentence.starts_with(a));
    if article {
        out.push(copy("lead-added", format!("In short, {}{}", sentence[..1].to_lowercase(), &sentence[1..])));
    }
    if let (Some(open), Some(close)) = (sentence.find(" ("), sentence.find(')'))
        && open < close
        && sentence[close + 1..].starts_with([' ', ',', '.', ';'])
    {
        out.push(copy("parenthesis-dropped", format!("{}{}", &sentence[..open], &sentence[close + 1..])));
    }
    if let Some((head, _)) = sentence.split_once(", which ").filter(|(h, t)| h.split(' ').count() >= 8 && !t.contains(',')) {
        out.push(copy("relative-dropped", format!("{head}.")));
    }
    let words = words(sentence);
    for (i, w) in words.iter().enumerate() {
        by_word(sentence, w, words.get(i + 1), &mut out);
    }
    out
}

fn by_word(sentence: &str, w: &Word, next: Option<&Word>, out: &mut Vec<Copy>) {
    let mut put =
        |kind, start: usize, end: usize, new: &str| out.push(copy(kind, format!("{}{new}{}", &sentence[..start], &sentence[end..])));
    for (a, b) in SYNONYMS {
        if w.text == *a {
            put("synonym", w.start, w.end, b);
        } else if w.text == *b && !["about", "now", "help"].contains(b) {
            put("synonym", w.start, w.end, a);
        }
    }
    if let Some(n) = NUMERALS.iter().position(|n| *n == w.text) {
        put("numeral-digits", w.start, w.end, &(n + 2).to_string());
    }
    let digits = w.text.starts_with(|c: char| c.is_ascii_digit());
    if let Some(next) = next.filter(|_| digits) {
        match next.text {
            "percent" => put("percent-sign", w.end, next.end, "%"),
            "per" if sentence[next.start..].starts_with("per cent") => put("percent-sign", w.end, next.start + "per cent".len(), "%"),
            _ => {}
        }
    }
    if digits && sentence[w.end..].starts_with('%') {
        put("percent-word", w.end, w.end + 1, " percent");
    }
    let thousands = w.text.split_once(',').filter(|(a, b)| a.len() <= 3 && b.len() == 3 && b.bytes().all(|c| c.is_ascii_digit()));
    if let Some((a, b)) = thousands.filter(|(a, _)| a.bytes().all(|c| c.is_ascii_digit())) {
        put("ungrouped", w.start, w.end, &format!("{a}{b}"));
    }
    let month = MONTHS.contains(&w.text);
    let day = next.filter(|n| month && n.text.len() <= 2 && n.text.bytes().all(|c| c.is_ascii_digit()) && sentence[w.end..n.start] == *" ");
    if let Some(day) = day {
        // “June 5, 2012” becomes “5 June 2012”
        let comma = sentence[day.end..].starts_with(", 1") || sentence[day.end..].starts_with(", 2");
        put("day-month", w.start, day.end + usize::from(comma), &format!("{} {}", day.text, w.text));
    }
    if month && w.text.len() > 5 && next.is_some_and(|n| n.text.starts_with(|c: char| c.is_ascii_digit())) {
        put("month-short", w.start, w.end, &format!("{}.", &w.text[..3]));
    }
}

fn copy(kind: &'static str, text: String) -> Copy {
    Copy { kind, text, wrong: None }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
