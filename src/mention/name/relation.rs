//! How two names stand to each other. “Different” is said only when nothing could make them the same.

use super::alias::{Aliases, abbreviates, parts};
use super::{Name, NameKind, table};
use crate::language::{Words, lexicon};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameRelation {
    /// The same bearer: with or without title, given name, acronym for expansion, demonym for country.
    Same,
    /// One may well stand for the other: a capital for its government, a part for the whole, a spelling variant.
    Compatible,
    /// Two bearers of the same kind, and no alias links them.
    Different,
    Unknown,
}

use NameRelation::{Compatible, Different, Same, Unknown};

/// The relation of two names, each with the words of its own sentence. Symmetric.
pub fn relation(a: &Name, a_words: &Words, b: &Name, b_words: &Words, aliases: &Aliases) -> NameRelation {
    let (pa, pb) = (parts(a_words, a), parts(b_words, b));
    if pa.is_empty() || pb.is_empty() {
        return Unknown;
    }
    if pa == pb {
        return Same;
    }
    if let Some(relation) = countries(a, a_words, b, b_words) {
        return relation;
    }
    if let Some(relation) = places(a, a_words, b, b_words) {
        return relation;
    }
    let listed = (table::organisation(a_words, a.tokens.clone()), table::organisation(b_words, b.tokens.clone()));
    if let (Some(x), Some(y)) = listed {
        return if x == y { Same } else { Different };
    }
    if let Some(relation) = acronyms(a, &pa, b, &pb, aliases) {
        return relation;
    }
    let person = |n: &Name| n.kind == NameKind::Person;
    let open = |n: &Name| person(n) || n.kind == NameKind::Other || !n.certain;
    if (person(a) || person(b)) && open(a) && open(b) {
        return people((a, a_words, &pa), (b, b_words, &pb), aliases);
    }
    let (mut sa, mut sb) = (pa.clone(), pb.clone());
    sa.sort_unstable();
    sb.sort_unstable();
    if sa == sb {
        return Same;
    }
    if let Some(relation) = contained(&pa, &pb, b_words, b).or_else(|| contained(&pb, &pa, a_words, a)) {
        return relation;
    }
    if pa.len() == pb.len() && pa.iter().zip(&pb).filter(|(x, y)| x != y).all(|(x, y)| near(x, y)) {
        return Compatible;
    }
    let known = |n: &Name| n.certain && !n.acronym && matches!(n.kind, NameKind::Organisation | NameKind::Place);
    if known(a) && known(b) && a.kind == b.kind { Different } else { Unknown }
}

/// Both stand for countries: by name, demonym or capital.
fn countries(a: &Name, a_words: &Words, b: &Name, b_words: &Words) -> Option<NameRelation> {
    use table::Stands::Capital;
    let ((ia, sa), (ib, sb)) = (table::country(a_words, a.tokens.clone())?, table::country(b_words, b.tokens.clone())?);
    Some(match (ia == ib, sa == Capital, sb == Capital) {
        (true, false, false) => Same,
        (true, _, _) => Compatible,
        (false, true, false) | (false, false, true) => Unknown,
        (false, _, _) => Different,
    })
}

/// Both are places that the table knows: two of one sort of which none lies in the other are two.
fn places(a: &Name, a_words: &Words, b: &Name, b_words: &Words) -> Option<NameRelation> {
    if a.place.is_none() && b.place.is_none() {
        return None;
    }
    let of = |n: &Name, words: &Words| {
        let demonym = || table::country(words, n.tokens.clone()).filter(|(_, stands)| *stands == table::Stands::Demonym);
        n.place.map(|p| (p, false)).or_else(|| demonym().and_then(|(group, _)| lexicon::country_of(group)).map(|p| (p, true)))
    };
    let ((x, of_people), (y, of_others)) = (of(a, a_words)?, of(b, b_words)?);
    if lexicon::holds(x, y) || lexicon::holds(y, x) || of_people || of_others || !x.sorts.meets(y.sorts) {
        return Some(Unknown);
    }
    // of a quarter of a town nobody may have written down where it lies; a sea says itself what it is
    let told = |place: lexicon::Place, n: &Name| place.located || n.tokens.len() > 1;
    Some(if told(x, a) && told(y, b) { Different } else { Unknown })
}

fn acronyms(a: &Name, pa: &[&str], b: &Name, pb: &[&str], aliases: &Aliases) -> Option<NameRelation> {
    let (short, long) = match (a.acronym, b.acronym) {
        (true, false) => (pa, pb),
        (false, true) => (pb, pa),
        (true, true) => {
            let known = |p: &[&str]| p.first().map_or(&[][..], |w| aliases.expansions(w)).to_vec();
            let (ea, eb) = (known(pa), known(pb));
            let apart = !ea.is_empty() && !eb.is_empty() && ea.iter().all(|e| !eb.contains(e));
            return Some(if apart { Different } else { Unknown });
        }
        _ => return None,
    };
    let acronym = short.first()?;
    if aliases.expansions(acronym).iter().any(|e| e.split(' ').eq(long.iter().copied())) {
        return Some(Same);
    }
    if abbreviates(acronym, long) {
        return Some(if acronym.chars().count() > 2 { Same } else { Compatible });
    }
    // “US Army” and “US”, “NASA's” and “NASA Ames”: a part
    Some(if long.contains(acronym) { Compatible } else { Unknown })
}

type Side<'a> = (&'a Name, &'a Words, &'a [&'a str]);

fn people((a, a_words, pa): Side, (b, b_words, pb): Side, aliases: &Aliases) -> NameRelation {
    let (ha, hb) = (a_words.fold(a.head), b_words.fold(b.head));
    let (mut sa, mut sb) = (pa.to_vec(), pb.to_vec());
    sa.sort_unstable();
    sb.sort_unstable();
    if sa == sb {
        return Same;
    }
    if ha == hb {
        if pa.len() == 1 || pb.len() == 1 {
            return if aliases.full_names(ha).len() > 1 { Compatible } else { Same };
        }
        let given = |p: &[&str], h: &str| -> Vec<String> { p.iter().filter(|w| **w != h).map(|w| w.to_string()).collect() };
        return if given(pa, ha).iter().any(|x| given(pb, hb).iter().any(|y| same_given(x, y))) { Same } else { Unknown };
    }
    if pa.iter().any(|x| pb.iter().any(|y| x == y || near(x, y))) {
        // a shared given name alone (“Barack Obama”, “Barack Holm”) is no link
        let full = pa.len() > 1 && pb.len() > 1 && a.certain && b.certain;
        let surname = near(ha, hb) || pa.contains(&hb) || pb.contains(&ha);
        return if full && !surname && a.kind == b.kind { Different } else { Compatible };
    }
    let certain = a.certain && b.certain && a.kind == NameKind::Person && b.kind == NameKind::Person;
    if certain { Different } else { Unknown }
}

/// Equal, or one is the other's initial or beginning: “J” and “John”, “Dan” and “Daniel”.
fn same_given(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.starts_with(short) && (short.chars().count() != 2) || near(a, b) || lexicon::same_first_name(a, b)
}

/// One name's words all stand in the other, in order.
fn contained(short: &[&str], long: &[&str], words: &Words, name: &Name) -> Option<NameRelation> {
    if short.len() >= long.len() {
        return None;
    }
    let at = (0..=long.len() - short.len()).find(|&i| long.get(i..i + short.len()) == Some(short))?;
    let extra = long.get(..at).unwrap_or(&[]).iter().chain(long.get(at + short.len()..).unwrap_or(&[]));
    let headed = short.last().is_some_and(|w| table::heads_organisation(w) || table::heads_thing(w));
    let national = extra.clone().all(|w| name.tokens.clone().any(|i| words.fold(i) == *w && table::is_country(words, i)));
    // “Democratic Party” may be another party than “Liberal Democratic Party”
    Some(if headed && !national { Unknown } else { Compatible })
}

/// One letter changed, dropped, added or swapped in a word of five letters or more.
pub fn near(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return near_in(a.as_bytes(), b.as_bytes());
    }
    let letters = |s: &str| -> Vec<char> { s.chars().take(40).collect() };
    near_in(&letters(a), &letters(b))
}

fn near_in<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 5 || long.len() - short.len() > 1 {
        return false;
    }
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count().min(short.len() - head);
    let rest = long.len() - head - tail;
    let swapped = rest == 2 && short.len() == long.len() && short.get(head) == long.get(head + 1) && short.get(head + 1) == long.get(head);
    rest <= 1 || swapped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::name::find;
    use crate::text::Span;

    fn between(a: &str, b: &str, document: &str) -> NameRelation {
        let words = |s: &str| Words::new(s, Span::new(0, s.len()));
        let aliases = Aliases::of(document, &[words(document)]);
        let (wa, wb) = (words(a), words(b));
        let (na, nb) = (find(a, &wa), find(b, &wb));
        let r = relation(na.last().unwrap(), &wa, nb.last().unwrap(), &wb, &aliases);
        assert_eq!(r, relation(nb.last().unwrap(), &wb, na.last().unwrap(), &wa, &aliases), "{a} / {b}");
        r
    }

    #[test]
    fn names_that_are_one() {
        assert_eq!(between("it met Maria Quist", "it met President Quist", ""), Same);
        assert_eq!(between("it met HOLM Maria", "it met Maria Holm", ""), Same);
        assert_eq!(between("it met J. Holm", "it met John Holm", ""), Same);
        assert_eq!(between("it met Maria Quistberg", "it met Maria Quistburg", ""), Compatible);
        assert_eq!(between("the Tarn Port Authority", "the TPA", ""), Same);
        assert_eq!(between("the Ministry of Finance", "the Finance Ministry", ""), Same);
        assert_eq!(between("the Japanese", "in Japan", ""), Same);
        assert_eq!(between("it said Washington", "it said the U.S.", ""), Compatible);
        assert_eq!(between("at the University of Cambridge", "in Cambridge", ""), Compatible);
        assert_eq!(between("the Tarn Reef Board", "the TARB", "It asked the Tarn Reef Board (TRB)."), Unknown);
    }

    #[test]
    fn names_that_are_two() {
        assert_eq!(between("in Norway", "the Swedish", ""), Different);
        assert_eq!(between("it met President Quist", "it met President Holm", ""), Different);
        assert_eq!(between("it met Maria Quist", "it met Maria Holm", ""), Different);
        assert_eq!(between("the Bank of Norway", "the Bank of Sweden", ""), Different);
    }

    #[test]
    fn doubt_stays_doubt() {
        assert_eq!(between("the Democratic Party", "the Liberal Democratic Party", ""), Unknown);
        assert_eq!(between("it met John Holm", "it met Maria Holm", ""), Unknown);
        assert_eq!(between("the Tarn", "the Reef", ""), Unknown);
        assert_eq!(between("the TPA", "the TPB", ""), Unknown);
    }
}
