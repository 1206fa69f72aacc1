//! Quotations that say something else than the passage.

use super::draw::{Draw, Passage};
use super::texts::shared;
use postil::corpus::Source;

/// Words that turn or weaken a sentence.
pub const TURNS: [&str; 58] = [
    "not",
    "no",
    "never",
    "neither",
    "nor",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "without",
    "cannot",
    "hardly",
    "barely",
    "scarcely",
    "seldom",
    "rarely",
    "unable",
    "refused",
    "refuses",
    "denied",
    "denies",
    "failed",
    "fails",
    "may",
    "might",
    "could",
    "perhaps",
    "possibly",
    "probably",
    "presumably",
    "allegedly",
    "reportedly",
    "supposedly",
    "apparently",
    "seemingly",
    "potentially",
    "arguably",
    "likely",
    "unlikely",
    "seem",
    "seems",
    "seemed",
    "appear",
    "appears",
    "appeared",
    "suggest",
    "suggests",
    "suggested",
    "almost",
    "nearly",
    "only",
    "some",
    "unless",
    "if",
    "except",
    "but",
    "although",
    "however",
];

const PAIRS: [(&str, &str); 24] = [
    ("more", "less"),
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("first", "last"),
    ("before", "after"),
    ("high", "low"),
    ("higher", "lower"),
    ("good", "bad"),
    ("best", "worst"),
    ("all", "few"),
    ("new", "old"),
    ("large", "small"),
    ("early", "late"),
    ("won", "lost"),
    ("rise", "fall"),
    ("rose", "fell"),
    ("above", "below"),
    ("always", "never"),
    ("many", "few"),
    ("up", "down"),
    ("began", "ended"),
    ("open", "closed"),
    ("support", "oppose"),
    ("long", "short"),
];

const SYNONYMS: [(&str, &str); 18] = [
    ("large", "big"),
    ("said", "stated"),
    ("people", "persons"),
    ("help", "aid"),
    ("begin", "start"),
    ("important", "significant"),
    ("show", "display"),
    ("many", "numerous"),
    ("also", "too"),
    ("made", "produced"),
    ("used", "employed"),
    ("first", "initial"),
    ("because", "since"),
    ("year", "twelvemonth"),
    ("city", "town"),
    ("company", "firm"),
    ("found", "discovered"),
    ("work", "labour"),
];

const HEDGES: [&str; 12] =
    ["may", "might", "could", "perhaps", "possibly", "probably", "reportedly", "apparently", "likely", "nearly", "almost", "about"];

pub fn all(passage: &Passage, text: &str, source: &Source, draw: &mut Draw) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let mut add = |kind, q: Option<String>| out.extend(q.filter(|q| !shared(q, text)).map(|q| (kind, q)));
    add("flipped", swapped(passage, &PAIRS, draw));
    add("synonym", swapped(passage, &SYNONYMS, draw));
    add("digits", digits(passage, draw));
    add("one not", negated(passage));
    add("dropped not", dropped(passage, &["not", "never", "no"]));
    add("dropped hedge", dropped(passage, &HEDGES));
    add("dropped word", without_one(passage, draw));
    add("added word", with_one(passage, draw));
    add("order", reordered(passage, draw));
    add("ellipsis over not", over_turn(passage, " … "));
    add("brackets over not", over_turn(passage, " [really] "));
    add("stitched", stitched(passage, text, source, draw));
    out
}

fn core(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn swapped(passage: &Passage, table: &[(&str, &str)], draw: &mut Draw) -> Option<String> {
    let turn = |w: &str| {
        let w = core(w);
        table.iter().find_map(|p| {
            if p.0 == w {
                Some(p.1)
            } else if p.1 == w {
                Some(p.0)
            } else {
                None
            }
        })
    };
    let places: Vec<usize> = (0..passage.words.len()).filter(|i| turn(&passage.words[*i]).is_some()).collect();
    let at = *places.get(draw.below(places.len()))?;
    let mut words = passage.words.clone();
    let old = words[at].clone();
    words[at] = old.to_lowercase().replacen(&core(&old), turn(&old)?, 1);
    Some(words.join(" "))
}

fn digits(passage: &Passage, draw: &mut Draw) -> Option<String> {
    let numbers: Vec<usize> = (0..passage.words.len()).filter(|i| passage.words[*i].contains(|c: char| c.is_ascii_digit())).collect();
    let at = *numbers.get(draw.below(numbers.len()))?;
    let mut words = passage.words.clone();
    let mut bytes: Vec<char> = words[at].chars().collect();
    let two = (1..bytes.len()).find(|i| bytes[*i].is_ascii_digit() && bytes[i - 1].is_ascii_digit() && bytes[*i] != bytes[i - 1]);
    match two {
        Some(i) => bytes.swap(i, i - 1),
        None => {
            let i = bytes.iter().position(char::is_ascii_digit)?;
            bytes[i] = if bytes[i] == '9' { '4' } else { (bytes[i] as u8 + 1) as char };
        }
    }
    words[at] = bytes.into_iter().collect();
    Some(words.join(" "))
}

fn negated(passage: &Passage) -> Option<String> {
    let verbs = ["is", "are", "was", "were", "will", "would", "can", "could", "has", "have", "should", "must", "did", "does"];
    let at = passage.words.iter().position(|w| verbs.contains(&w.as_str()))?;
    let mut words = passage.words.clone();
    words.insert(at + 1, "not".to_string());
    Some(words.join(" "))
}

fn dropped(passage: &Passage, which: &[&str]) -> Option<String> {
    let at = passage.words.iter().position(|w| which.contains(&w.as_str())).filter(|i| *i > 0 && i + 1 < passage.words.len())?;
    let mut words = passage.words.clone();
    words.remove(at);
    Some(words.join(" "))
}

fn without_one(passage: &Passage, draw: &mut Draw) -> Option<String> {
    let at = 1 + draw.below(passage.words.len() - 2);
    let mut words = passage.words.clone();
    let gone = words.remove(at);
    gone.chars().any(char::is_alphanumeric).then(|| words.join(" "))
}

fn with_one(passage: &Passage, draw: &mut Draw) -> Option<String> {
    let mut words = passage.words.clone();
    words.insert(1 + draw.below(words.len() - 1), ["really", "often", "never", "almost"].get(draw.below(4))?.to_string());
    Some(words.join(" "))
}

fn reordered(passage: &Passage, draw: &mut Draw) -> Option<String> {
    let long = |i: &usize| core(&passage.words[*i]).len() > 4;
    let places: Vec<usize> = (0..passage.words.len()).filter(long).collect();
    let (a, b) = (*places.get(draw.below(places.len()))?, *places.get(draw.below(places.len()))?);
    if core(&passage.words[a]) == core(&passage.words[b]) {
        return None;
    }
    let mut words = passage.words.clone();
    words.swap(a, b);
    Some(words.join(" "))
}

fn over_turn(passage: &Passage, mark: &str) -> Option<String> {
    let which = ["not", "never", "may", "might", "perhaps", "possibly", "reportedly", "probably"];
    let at = passage.words.iter().position(|w| which.contains(&w.as_str())).filter(|i| *i > 1 && i + 2 < passage.words.len())?;
    let ends = |w: &String| w.ends_with([',', ';', ':', '.']);
    if ends(passage.words.get(at - 1)?) && ends(passage.words.get(at)?) {
        return None;
    }
    Some(format!("{}{mark}{}", passage.words.get(..at)?.join(" "), passage.words.get(at + 1..)?.join(" ")))
}

/// The beginning of one sentence and the end of another, without a mark.
fn stitched(passage: &Passage, text: &str, source: &Source, draw: &mut Draw) -> Option<String> {
    let other = source.sentences.get(draw.below(source.sentences.len()))?.of(text);
    let words: Vec<&str> = other.split_whitespace().collect();
    if words.len() < 8 || other == passage.text || other.contains(['[', '"', '“', '”', '…']) || other.contains("..") {
        return None;
    }
    let half = passage.words.len() / 2;
    Some(format!("{} {}", passage.words.get(..half)?.join(" "), words.get(words.len() / 2..)?.join(" ")))
}
