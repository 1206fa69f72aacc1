//! Honest ways of quoting a passage.

use super::bad::TURNS;
use super::draw::{Draw, Passage};

/// (kind, quotation, the passage as it stands in the source when the source is the one that is written otherwise)
pub type Honest = (&'static str, String, Option<String>);

pub fn all(passage: &Passage, draw: &mut Draw) -> Vec<Honest> {
    let t = &passage.text;
    let mut out: Vec<Honest> = vec![
        ("exact", t.clone(), None),
        ("upper case", t.to_uppercase(), None),
        ("lower case", t.to_lowercase(), None),
        ("typography", typography(t), None),
        ("straight in source", typography(t), Some(t.replace(['’', '‘'], "'").replace(['–', '—'], "-"))),
        ("line breaks", t.replacen(' ', "\n", 3), None),
        ("wrapped source", t.clone(), Some(t.replace(' ', "\n"))),
        ("double spaces", t.replace(' ', "  "), None),
        ("no-break spaces", t.replace(' ', "\u{a0}"), None),
        ("no-break in source", t.clone(), Some(t.replace(' ', "\u{202f}"))),
        ("ligatures", ligatures(t), None),
        ("ligatures in source", t.clone(), Some(ligatures(t))),
        ("soft hyphens", inside(t, "\u{ad}", draw), None),
        ("soft in source", t.clone(), Some(inside(t, "\u{ad}", draw))),
        ("line-break hyphens", t.clone(), Some(inside(t, "-\n", draw))),
        ("look-alikes", lookalikes(t, draw), None),
        ("look-alikes in source", t.clone(), Some(lookalikes(t, draw))),
        ("markdown marks", marked(passage, draw), None),
        ("markdown in source", t.clone(), Some(marked(passage, draw))),
        ("footnotes in source", t.clone(), Some(footnoted(passage, draw))),
        ("no final stop", t.trim_end_matches(['.', '!', '?']).to_string(), None),
        ("final comma", format!("{},", t.trim_end_matches('.')), None),
        ("hyphens as spaces", t.replace('-', " "), None),
        ("digits without commas", ungrouped(t), None),
    ];
    out.extend(partial(passage, draw).map(|q| ("partial", q, None)));
    out.extend(ellipsis(passage, draw, " … ").map(|q| ("ellipsis", q, None)));
    out.extend(ellipsis(passage, draw, " [...] ").map(|q| ("bracketed ellipsis", q, None)));
    out.extend(inserted(passage, draw).map(|q| ("insertion", q, None)));
    out.extend(replaced(passage, draw).map(|q| ("replacement", q, None)));
    out.extend(sic(passage, draw).map(|q| ("sic", q, None)));
    out.extend(first_letter(passage).map(|q| ("first letter", q, None)));
    out
}

fn typography(t: &str) -> String {
    t.replace('\'', "’").replace(" - ", " — ").replace('-', "‑").replace('–', "—")
}

fn ligatures(t: &str) -> String {
    t.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")
}

/// `mark` put into one long word in three.
fn inside(t: &str, mark: &str, draw: &mut Draw) -> String {
    let word = |w: &str| {
        let long = w.chars().count() > 6 && w.chars().all(char::is_alphabetic);
        let at = w.char_indices().nth(3).map_or(0, |c| c.0);
        if long && draw.below(3) == 0 { format!("{}{mark}{}", &w[..at], &w[at..]) } else { w.to_string() }
    };
    t.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn lookalikes(t: &str, draw: &mut Draw) -> String {
    let table = [
        ('a', 'а'),
        ('e', 'е'),
        ('o', 'о'),
        ('p', 'р'),
        ('c', 'с'),
        ('x', 'х'),
        ('i', 'і'),
        ('A', 'А'),
        ('B', 'В'),
        ('H', 'Н'),
        ('T', 'Т'),
        ('M', 'Μ'),
        ('o', 'ο'),
        ('v', 'ν'),
    ];
    let one = |c: char| match draw.below(6) {
        0 => table.iter().find(|p| p.0 == c).map_or(c, |p| p.1),
        1 => table.iter().rev().find(|p| p.0 == c).map_or(c, |p| p.1),
        _ => c,
    };
    t.chars().map(one).collect()
}

fn marked(passage: &Passage, draw: &mut Draw) -> String {
    let mut words = passage.words.clone();
    let at = draw.below(words.len());
    if let Some(w) = words.get_mut(at) {
        *w = format!("**{w}**");
    }
    let at = draw.below(words.len());
    if let Some(w) = words.get_mut(at) {
        *w = format!("_{w}_");
    }
    words.join(" ")
}

fn footnoted(passage: &Passage, draw: &mut Draw) -> String {
    let mut words = passage.words.clone();
    let at = draw.below(words.len());
    let number = 1 + draw.below(99);
    if let Some(w) = words.get_mut(at).filter(|w| !w.ends_with(|c: char| c.is_ascii_digit())) {
        w.push_str(&format!("[{number}]"));
    }
    words.join(" ")
}

fn ungrouped(t: &str) -> String {
    let chars: Vec<char> = t.chars().collect();
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let group = |i: usize| i > 0 && digit(i - 1) && (1..=3).all(|k| digit(i + k)) && !digit(i + 4);
    chars.iter().enumerate().filter(|(i, c)| !(**c == ',' && group(*i))).map(|(_, c)| *c).collect()
}

fn partial(passage: &Passage, draw: &mut Draw) -> Option<String> {
    let n = passage.words.len();
    let length = 6 + draw.below(n.checked_sub(6)?.max(1));
    let from = draw.below(n.saturating_sub(length) + 1);
    let part = passage.words.get(from..(from + length).min(n))?.join(" ");
    Some(part.trim_end_matches([',', ';', ':']).to_string())
}

/// Words left out that turn nothing.
fn ellipsis(passage: &Passage, draw: &mut Draw, mark: &str) -> Option<String> {
    let n = passage.words.len();
    if n < 12 {
        return None;
    }
    let from = 3 + draw.below(n - 9);
    let to = from + 1 + draw.below(n - 4 - from);
    let gone = passage.words.get(from..to)?;
    if gone.iter().any(|w| turning(w)) {
        return None;
    }
    Some(format!("{}{mark}{}", passage.words.get(..from)?.join(" "), passage.words.get(to..)?.join(" ")))
}

/// Whether leaving the word out may change what is said.
fn turning(word: &str) -> bool {
    let w: String = word.to_lowercase().replace('’', "'").chars().filter(|c| c.is_alphanumeric() || *c == '\'').collect();
    w.ends_with("n't") || TURNS.contains(&w.as_str())
}

fn inserted(passage: &Passage, draw: &mut Draw) -> Option<String> {
    let mut words = passage.words.clone();
    let at = 1 + draw.below(words.len() - 1);
    words.insert(at, ["[as they said]", "[the town]", "[then]", "[Mr Roe]"].get(draw.below(4))?.to_string());
    Some(words.join(" "))
}

fn replaced(passage: &Passage, draw: &mut Draw) -> Option<String> {
    let mut words = passage.words.clone();
    let at = 1 + draw.below(words.len() - 2);
    let old = words.get(at)?;
    if turning(old) || !old.chars().all(char::is_alphabetic) {
        return None;
    }
    words[at] = "[it]".to_string();
    Some(words.join(" "))
}

fn sic(passage: &Passage, draw: &mut Draw) -> Option<String> {
    let mut words = passage.words.clone();
    words.insert(1 + draw.below(words.len() - 1), "[sic]".to_string());
    Some(words.join(" "))
}

fn first_letter(passage: &Passage) -> Option<String> {
    let first = passage.text.chars().next().filter(|c| c.is_alphabetic())?;
    let rest = passage.text.get(first.len_utf8()..)?;
    rest.starts_with(char::is_alphabetic).then(|| format!("[{}]{rest}", first.to_lowercase()))
}
