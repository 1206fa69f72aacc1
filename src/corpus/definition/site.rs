//! Where a definition may stand, told from tokens alone while a source is indexed.

use super::person::plural_title;
use super::phrase::{capital, run_after, run_before};
use super::table;
use crate::language::Words;
use crate::mention::name;

/// A place that may define a term: twelve bytes. Whether it does is decided when the term is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Site {
    /// Key of the last word of the term that it would define.
    pub key: u32,
    /// Index of the sentence in its source.
    pub sentence: u32,
    /// The token that gave it away.
    pub token: u16,
    pub pattern: Pattern,
}

/// What gave a site away.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Pattern {
    /// A bracket with a short form in it or before it.
    Bracket,
    /// A form of “be” before an article.
    Copula,
    /// “known as”, “called”, “goes by”.
    Alias,
    /// “stands for”, “means”, “refers to”, “is defined as”.
    Meaning,
    /// A comma, dash or bracket before an article.
    Apposition,
    /// A noun before a name: “the metal band X”, “Y’s company, X”.
    Lead,
    /// A role and a person's name.
    Role,
}

impl Pattern {
    /// In the order of their discriminants.
    pub const ALL: [Pattern; 7] =
        [Pattern::Bracket, Pattern::Copula, Pattern::Alias, Pattern::Meaning, Pattern::Apposition, Pattern::Lead, Pattern::Role];
}

/// The sites of a sentence, in reading order. Linear in its tokens.
pub fn scan(words: &Words, sentence: u32, sites: &mut Vec<Site>) {
    // in ascending order; few
    let role =
        |i: usize| words.tokens.get(i).is_some_and(|t| t.is_word() && (name::is_role_key(t.key) || t.capital && plural_title(words, i)));
    let roles: Vec<usize> = (0..words.len()).filter(|&i| role(i)).collect();
    let mut last_run = None::<(usize, usize)>;
    for k in 0..words.len().min(usize::from(u16::MAX)) {
        let Some(t) = words.tokens.get(k) else { break };
        let mut add = |at: Option<usize>, pattern| {
            if let Some(t) = at.and_then(|i| words.tokens.get(i)).filter(|t| t.is_word() || t.is_number()) {
                sites.push(Site { key: t.key, sentence, token: k as u16, pattern });
            }
        };
        match words.fold(k) {
            "(" => {
                if let Some(n) = words.tokens.get(k + 1).filter(|n| n.capital || n.is_word()) {
                    if n.capital && matches!(words.fold(k + 2), ")" | ";" | ",") {
                        add(Some(k + 1), Pattern::Bracket);
                    } else if before(words, k).and_then(|i| words.tokens.get(i)).is_some_and(|b| b.upper) {
                        add(before(words, k), Pattern::Bracket);
                    }
                }
                if article(words, k + 1) {
                    add(before(words, k), Pattern::Apposition);
                }
            }
            "," | "-" if article(words, k + 1) || words.fold(k) == "-" && article(words, k + 2) => {
                let dash = words.fold(k) == "-";
                let k = aged(words, k);
                let spaced = t.spaced || words.fold(k + 1) == "-" || t.span.len() > 1;
                let at = before(words, k);
                if !dash && at.and_then(|i| words.tokens.get(i)).is_some_and(|b| b.capital || b.is_number()) || dash && spaced {
                    add(at, Pattern::Apposition);
                }
            }
            "is" | "was" if told_of(words, k).is_some() => {
                add(told_of(words, k).map(|(from, to)| last_word(words, from, to)), Pattern::Copula)
            }
            "as" if founded(words, k).is_some() && article(words, k + 1) => {
                add(founded(words, k).and_then(|verb| subject_end(words, verb)), Pattern::Copula);
            }
            "is" | "are" | "was" | "were" => {
                let adverb = usize::from(matches!(words.fold(k + 1), "also" | "essentially" | "basically" | "itself"));
                if article(words, k + 1 + adverb) || words.fold(k + 1 + adverb) == "one" {
                    add(subject_end(words, k), Pattern::Copula);
                } else if words.fold(k + 1) == "defined" && words.fold(k + 2) == "as" {
                    add(subject_end(words, k), Pattern::Meaning);
                }
            }
            "stands" | "stand" if words.fold(k + 1) == "for" => add(before(words, k), Pattern::Meaning),
            "refers" if words.fold(k + 1) == "to" => add(before(words, k), Pattern::Meaning),
            "means" => add(before(words, k), Pattern::Meaning),
            "called" | "dubbed" | "nicknamed" => add(alias_end(words, k + 1), Pattern::Alias),
            "known" if words.fold(k + 1) == "as" => add(alias_end(words, k + 2), Pattern::Alias),
            word if shortens(word) && k > 0 && matches!(words.fold(k - 1), "(" | ",") => add(alias_end(words, k + 1), Pattern::Alias),
            "goes" if words.fold(k + 1) == "by" => add(alias_end(words, k + 2), Pattern::Alias),
            _ => {}
        }
        if capital(words, k) && last_run.is_none_or(|(_, to)| k >= to) {
            let to = run_after(words, k).unwrap_or(k + 1);
            last_run = Some((k, to));
            if leads(words, k) {
                add(Some(last_word(words, k, to)), Pattern::Lead);
            }
            // “directors X, Y and Z”: the role stands before the first of them
            let back = if k > 0 && matches!(words.fold(k - 1), "and" | "&" | ",") { 14 } else { 4 };
            let near = roles.get(roles.partition_point(|&r| r + back < k)).is_some_and(|&r| r < to + 10);
            if near && to > k + 1 {
                add(Some(last_word(words, k, to)), Pattern::Role);
            }
        }
    }
}

/// “The Tidal Energy Authority (hereafter the Authority)”.
pub(super) fn shortens(word: &str) -> bool {
    matches!(word, "hereafter" | "hereinafter" | "henceforth")
}

fn article(words: &Words, k: usize) -> bool {
    matches!(words.fold(k), "a" | "an" | "the" | "another") || words.fold(k) == "one" && words.fold(k + 1) == "of"
}

/// A small noun right before the capital at `k`, perhaps with a comma and “the” between.
fn leads(words: &Words, k: usize) -> bool {
    lead_head(words, k).is_some()
}

/// The small noun before the name at `k` that says what it is: its head, and past the phrase (“director of photography X”).
pub(super) fn lead_head(words: &Words, k: usize) -> Option<(usize, usize)> {
    let mut at = untitled(words, k).checked_sub(1)?;
    if words.fold(at) == "\"" || words.fold(at) == "'" {
        at = at.checked_sub(1)?;
    }
    if words.fold(at) == "the" {
        at = at.checked_sub(1).filter(|&i| words.fold(i) == ",")?;
    }
    if words.fold(at) == "," {
        at = at.checked_sub(1)?;
    }
    let plain = |i: usize| words.tokens.get(i).is_some_and(|t| t.is_word() && !t.capital && !t.stop);
    let head = at.checked_sub(2).filter(|&i| words.fold(at - 1) == "of" && plain(i) && name::is_role(words.fold(i))).unwrap_or(at);
    // “a 24-member Board”: the noun is part of an adjective; “a system broadcasting Ada Holm’s speech”: a participle
    let number = at.checked_sub(2).is_some_and(|i| words.fold(i + 1) == "-" && words.tokens.get(i).is_some_and(|t| t.is_number()));
    let noun_before = head.checked_sub(1).is_some_and(|i| plain(i) && table::class(words.lemma(i)).is_some());
    if number || noun_before && words.fold(head).ends_with("ing") {
        return None;
    }
    let classed = table::class(words.lemma(head)).is_some() || table::distinguishes(words.lemma(head));
    (plain(at) && plain(head) && classed).then_some((head, at + 1))
}

/// Where the titles before the name at `k` begin, if a comma stands before them: “Varde’s mayor, retired Col. Ada Holm”.
fn untitled(words: &Words, k: usize) -> usize {
    let mut at = k;
    while let Some(i) = at.checked_sub(1).filter(|&i| k - i < 6) {
        let title = words.fold(i) == "." && i > 0 && name::is_role(words.fold(i - 1))
            || capital(words, i) && name::is_role(words.fold(i))
            || super::person::qualifies(words.fold(i));
        if !title {
            break;
        }
        at = i;
    }
    if at.checked_sub(1).is_some_and(|i| words.fold(i) == ",") { at } else { k }
}

/// “Ada Holm, 24, a teacher”: the comma that ends the name, for the second comma at `k`.
pub(super) fn aged(words: &Words, k: usize) -> usize {
    let age = |i: usize| words.fold(i).parse::<u8>().is_ok_and(|n| (1..=110).contains(&n));
    match k.checked_sub(2) {
        Some(comma) if words.fold(k) == "," && words.fold(comma) == "," && age(k - 1) => comma,
        _ => k,
    }
}

/// “Ada Holm of Varde, who is …”: the person, for the verb at `k`.
pub(super) fn told_of(words: &Words, k: usize) -> Option<(usize, usize)> {
    let comma = k.checked_sub(2).filter(|&i| words.fold(i) == "," && words.fold(k - 1) == "who")?;
    let (from, to) = run_before(words, comma).map(|from| (from, comma))?;
    let of = (from..to).find(|&i| matches!(words.fold(i), "of" | "and" | "&" | "the"));
    let to = of.filter(|&i| words.fold(i) == "of").or_else(|| of.is_none().then_some(to))?;
    let full = (from..to).filter(|&i| capital(words, i)).count() > 1;
    full.then_some((from, to))
}

/// “was founded as”: the auxiliary, for “as” at `k`.
pub(super) fn founded(words: &Words, k: usize) -> Option<usize> {
    let began =
        matches!(words.fold(k.checked_sub(1)?), "founded" | "established" | "created" | "formed" | "launched" | "conceived" | "set");
    k.checked_sub(2).filter(|&i| began && matches!(words.fold(i), "was" | "were"))
}

/// The last word of the name in `from..to`.
pub(super) fn last_word(words: &Words, from: usize, to: usize) -> usize {
    (from..to).rev().find(|&i| words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number())).unwrap_or(from)
}

/// The last word before token `k`, quotation marks and a possessive left out.
pub(super) fn before(words: &Words, k: usize) -> Option<usize> {
    let mut i = k.checked_sub(1)?;
    while matches!(words.fold(i), "\"" | "'" | "+" | ",") {
        i = i.checked_sub(1)?;
    }
    Some(i)
}

/// The last word of the subject of the verb at `k`: a bracket or an insertion between commas is passed over.
pub(super) fn subject_end(words: &Words, k: usize) -> Option<usize> {
    let mut i = k.checked_sub(1)?;
    let low = i.saturating_sub(24);
    if words.fold(i) == ")" {
        i = (low..i).rev().find(|&j| words.fold(j) == "(")?.checked_sub(1)?;
    } else if words.fold(i) == "," && words.tokens.get(i.wrapping_sub(1)).is_some_and(|t| t.is_word()) {
        i = (low..i).rev().find(|&j| words.fold(j) == ",")?.checked_sub(1)?;
    }
    while matches!(words.fold(i), "\"" | "'" | "+" | ",") {
        i = i.checked_sub(1)?;
    }
    Some(i)
}

/// The last word of the term after “known as”: in quotation marks, in capitals, or up to a mark.
fn alias_end(words: &Words, from: usize) -> Option<usize> {
    alias(words, from).map(|(a, b)| last_word(words, a, b))
}

/// The tokens of the term that begins at `from`, without article and quotation marks.
pub(super) fn alias(words: &Words, from: usize) -> Option<(usize, usize)> {
    let mut k = from;
    if matches!(words.fold(k), "a" | "an" | "the") {
        k += 1;
    }
    if matches!(words.fold(k), "\"" | "'") {
        let close = (k + 1..(k + 10).min(words.len())).find(|&j| matches!(words.fold(j), "\"" | "'"))?;
        let mut to = close;
        while to > k + 1 && matches!(words.fold(to - 1), "," | ".") {
            to -= 1;
        }
        let from = k + 1 + usize::from(matches!(words.fold(k + 1), "a" | "an" | "the"));
        return (to > from).then_some((from, to));
    }
    if let Some(to) = run_after(words, k) {
        // “a beer hall called Bruno’s that …”
        let whole = words.fold(to) == "'s" && words.tokens.get(to + 1).is_none_or(|t| !t.is_word() || t.stop);
        return Some((k, to + usize::from(whole)));
    }
    let to = (k..(k + 4).min(words.len())).find(|&j| words.tokens.get(j).is_none_or(|t| !t.is_word() || t.stop))?;
    let closes = matches!(words.fold(to), "," | "." | ")" | ";" | "that" | "which" | "to" | "in");
    (to > k && closes).then_some((k, to))
}

/// The name that ends before token `k`, by token.
pub(super) fn name_before(words: &Words, k: usize) -> Option<(usize, usize)> {
    let mut to = k;
    let mut quoted = false;
    while to > 0 && matches!(words.fold(to - 1), "\"" | "'" | ",") {
        quoted |= words.fold(to - 1) != ",";
        to -= 1;
    }
    if quoted {
        let open = (to.saturating_sub(10)..to).rev().find(|&j| matches!(words.fold(j), "\"" | "'"))?;
        return (open + 1 < to).then_some((open + 1, to));
    }
    run_before(words, to).map(|from| (from, to))
}
