//! A sentence that is copied word for word but for one place. What stands there on both sides is compared as it is written, also
//! where it cannot be told what kind of name it is or how a date bounds the statement.

use super::difference::{Difference, Pair, Slot};
use crate::evidence::{Facts, states};
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use crate::mention::name::{self, Aliases, NameRelation};
use std::ops::Range;

/// Share of the claim's words outside the place that stand in the sentence, in order.
const COPIED: f32 = 0.9;
/// The fewest such words.
const FEWEST: usize = 3;
/// So many that two lines of a list do not share them by chance.
const MANY: usize = 8;
/// The longest place, in tokens.
const LONGEST: usize = 9;

/// What stands between the same two words on both sides.
#[derive(Clone, Debug)]
struct Place {
    mine: Range<usize>,
    theirs: Range<usize>,
}

/// The names and dates in whose place the source has another.
pub fn differences(pair: &Pair, aliases: &Aliases) -> Vec<Difference> {
    let places: Vec<Place> = places(pair).into_iter().filter(|p| p.mine.len() <= LONGEST && p.theirs.len() <= LONGEST).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let long = |places: &[&Place]| copied(pair, places) >= MANY;
    let whole = |places: &[&Place]| copied(pair, places) >= FEWEST && states(pair.claim) || long(places);
    let dates: Vec<&Place> = places.iter().filter(|p| other_date(pair, p)).collect();
    let names: Vec<&Place> = places.iter().filter(|p| named(pair, p) && !same(pair, p, aliases)).collect();
    let mut out = Vec::new();
    if (dates.len() == 1 || swapped(pair, &dates)) && whole(&dates) {
        out.extend(dates.iter().map(|p| difference(pair, p, "date-conflict")));
    }
    let single = names.len() == 1 && names.iter().all(|p| telling(pair, p) && (!in_a_row(pair, p) || long(&names)));
    if (single || swapped(pair, &names) && ordered(pair, &names)) && whole(&names) {
        out.extend(names.iter().map(|p| difference(pair, p, "name-conflict")));
    }
    out
}

fn difference(pair: &Pair, p: &Place, rule: &'static str) -> Difference {
    Difference {
        slot: Slot::Copied,
        rule,
        claimed: pair.claim.words.cover(p.mine.start, p.mine.end),
        found: pair.source.words.cover(p.theirs.start, p.theirs.end),
        replaceable: true,
    }
}

/// Every place between two words that are the same on both sides, and filled on both; articles at its ends are left out.
fn places(pair: &Pair) -> Vec<Place> {
    let a = pair.alignment;
    let (n, m) = (a.to_source.len(), a.to_claim.len());
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    let same = |x: usize, y: usize| x == n && y == m || pair.claim.words.fold(x) == pair.source.words.fold(y);
    let matches = a.to_source.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j as usize)));
    for (x, y) in matches.chain([(n, m)]) {
        if x > i && y > j && (i == 0 || same(i - 1, j - 1)) && same(x, y) {
            let trimmed = trimmed(&pair.claim.words, i..x).zip(trimmed(&pair.source.words, j..y));
            out.extend(trimmed.map(|(mine, theirs)| Place { mine, theirs }));
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

/// Without articles and quotation marks at the ends. `None` when another small word or mark stands there: then it is no place of
/// a single thing.
fn trimmed(words: &Words, range: Range<usize>) -> Option<Range<usize>> {
    let article = |k: &usize| matches!(words.fold(*k), "the" | "a" | "an" | "\"" | "'");
    let from = range.clone().find(|k| !article(k))?;
    let to = range.rev().find(|k| !article(k))?;
    let plain = |k: usize| words.tokens.get(k).is_some_and(|t| t.is_number() || t.is_word() && (t.content() || t.capital));
    (plain(from) && plain(to)).then_some(from..to + 1)
}

/// How many words of the claim outside the places stand in the sentence, in order; 0 when some are missing.
fn copied(pair: &Pair, places: &[&Place]) -> usize {
    let outside = |i: usize| pair.claim.about(i) && !places.iter().any(|p| p.mine.contains(&i));
    let (mut all, mut hit) = (0usize, 0usize);
    for i in (0..pair.claim.words.len()).filter(|i| outside(*i)) {
        all += 1;
        hit += usize::from(pair.alignment.to_source.get(i).copied().flatten().is_some());
    }
    if hit as f32 >= COPIED * all as f32 { hit } else { 0 }
}

/// The name is one of several: there may be more.
fn in_a_row(pair: &Pair, p: &Place) -> bool {
    let words = &pair.claim.words;
    let joins = |k: usize| matches!(words.fold(k), "," | "and" | "or" | "&" | "/");
    let capital = |k: usize| words.tokens.get(k).is_some_and(|t| t.capital);
    let before = p.mine.start >= 2 && joins(p.mine.start - 1) && (capital(p.mine.start - 2) || joins(p.mine.start - 2));
    before || joins(p.mine.end) && (capital(p.mine.end + 1) || joins(p.mine.end + 1))
}

/// Two places, and what stands in the one on this side stands in the other on that.
fn swapped(pair: &Pair, places: &[&Place]) -> bool {
    let [first, second] = places else { return false };
    let keys = |words: &Words, r: &Range<usize>| words.tokens.get(r.clone()).unwrap_or(&[]).iter().map(|t| t.key).collect::<Vec<_>>();
    let (mine, theirs) = (&pair.claim.words, &pair.source.words);
    keys(mine, &first.mine) == keys(theirs, &second.theirs) && keys(mine, &second.mine) == keys(theirs, &first.theirs)
}

/// Who comes first matters: no “and”, “with” or “met” stands between the two.
fn ordered(pair: &Pair, places: &[&Place]) -> bool {
    let [first, second] = places else { return false };
    let words = &pair.claim.words;
    let between = first.mine.end..second.mine.start;
    between.len() > 1 && !between.clone().any(|k| Group::Mutual.has(words.lemma(k)) || Group::Mutual.has(words.fold(k)))
}

/// Calendar words on both sides, of the same shape, and a year, month or weekday among them that differs.
fn other_date(pair: &Pair, p: &Place) -> bool {
    let (mine, theirs) = (calendar(&pair.claim.words, &p.mine), calendar(&pair.source.words, &p.theirs));
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return false };
    let shape = |parts: &[Part]| parts.iter().filter(|q| !matches!(q, Part::Portion)).map(std::mem::discriminant).collect::<Vec<_>>();
    let dated = |f: &Facts, r: &Range<usize>| {
        let year = f.words.tokens.get(r.start).is_some_and(|t| t.is_number()) && r.len() == 1;
        !year || !f.quantities.iter().any(|q| q.tokens.contains(&r.start) && q.head.is_some())
    };
    let dated = dated(pair.claim, &p.mine) && dated(pair.source, &p.theirs);
    dated && shape(&mine) == shape(&theirs) && mine.iter().zip(&theirs).any(|(a, b)| a != b) && !elsewhere(pair, &p.mine)
}

/// A part of a written date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Year(u32),
    Decade(u32),
    Month(u32),
    Weekday(u32),
    /// “early”, “late”, “of”.
    Portion,
}

fn calendar(words: &Words, range: &Range<usize>) -> Option<Vec<Part>> {
    let part = |k: usize| {
        let t = words.tokens.get(k)?;
        let folded = words.fold(k);
        if t.is_number() {
            let digits = folded.strip_suffix('s').unwrap_or(folded);
            let year = digits.parse::<u32>().ok().filter(|y| digits.len() == 4 && (1000..2100).contains(y))?;
            return Some(if digits == folded { Part::Year(year) } else { Part::Decade(year) });
        }
        if matches!(folded, "early" | "late" | "mid" | "of" | "-") {
            return Some(Part::Portion);
        }
        if !t.capital {
            return None;
        }
        let beginning = folded.get(..3).unwrap_or(folded);
        if Group::Month.has(folded) || Group::MonthAbbreviation.has(folded) {
            return Some(Part::Month(crate::language::key_of(beginning)));
        }
        Group::Weekday.has(folded).then(|| Part::Weekday(crate::language::key_of(beginning)))
    };
    let parts: Vec<Part> = range.clone().map(part).collect::<Option<_>>()?;
    parts.iter().any(|p| *p != Part::Portion).then_some(parts)
}

/// Another sentence of the document that says about as much of the claim has these words too.
fn elsewhere(pair: &Pair, mine: &Range<usize>) -> bool {
    let keys: Vec<u32> = pair.claim.words.tokens.get(mine.clone()).unwrap_or(&[]).iter().filter(|t| t.content()).map(|t| t.key).collect();
    let Some(first) = keys.first() else { return true };
    let about: Vec<u32> = (0..pair.claim.words.len())
        .filter(|i| pair.claim.about(*i) && !mine.contains(i))
        .filter_map(|i| pair.claim.words.tokens.get(i).map(|t| t.key))
        .collect();
    let document = pair.document;
    document.sentences_with(*first).any(|s| {
        let all = keys.iter().all(|k| document.has_in(*k, s));
        let shared = about.iter().filter(|k| document.has_in(**k, s)).count();
        // the sentence itself gives the words another place: “from 1911 to 1924”
        let itself = document.sentences.get(s as usize) == Some(&pair.view.span);
        all && !itself && shared * 2 >= about.len()
    })
}

/// A name on both sides: capitals, and small words inside.
fn named(pair: &Pair, p: &Place) -> bool {
    let joined = |f: &Facts, r: &Range<usize>| {
        let one = f.names.iter().any(|n| n.tokens.start <= r.start && r.end <= n.tokens.end);
        !one && r.clone().any(|k| matches!(f.words.fold(k), "and" | "&" | "or"))
    };
    let several = joined(pair.claim, &p.mine) || joined(pair.source, &p.theirs);
    !several && capitals(pair.claim, &p.mine) && capitals(pair.source, &p.theirs)
}

fn capitals(facts: &Facts, range: &Range<usize>) -> bool {
    let words = &facts.words;
    let mut content = 0;
    for k in range.clone() {
        let Some(t) = words.tokens.get(k) else { return false };
        if t.is_number() || t.is_word() && t.content() && !t.capital {
            return false;
        }
        let inner =
            t.is_word() && (t.capital || matches!(words.fold(k), "of" | "the" | "for" | "and" | "on" | "in" | "de" | "la" | "van" | "von"));
        if !(inner || matches!(words.fold(k), "." | "-" | "'" | "&" | "'s")) {
            return false;
        }
        content += usize::from(t.content() && t.capital);
    }
    // the first word of a sentence has its capital for another reason
    let opens = range.start == 0 && !facts.names.iter().any(|n| n.tokens.start == 0 && !n.initial);
    let calendar = range.clone().any(|k| Group::Month.has(words.fold(k)) || Group::Weekday.has(words.fold(k)));
    content > usize::from(opens) && !calendar
}

/// The two may be one: they share a word, one abbreviates the other, or a title or a kind stands for a name.
fn same(pair: &Pair, p: &Place, aliases: &Aliases) -> bool {
    let (mine, theirs) = (&pair.claim.words, &pair.source.words);
    let content = |w: &Words, r: &Range<usize>| r.clone().filter(|k| w.tokens.get(*k).is_some_and(|t| t.content())).collect::<Vec<_>>();
    let (a, b) = (content(mine, &p.mine), content(theirs, &p.theirs));
    let kindred = |i: usize, j: usize| {
        let (x, y) = (mine.fold(i), theirs.fold(j));
        pair.view.like.at(i, j) >= 0.6 || spelled(x, y) || lexicon::same_first_name(x, y)
    };
    let linked = a.iter().any(|i| b.iter().any(|j| kindred(*i, *j)));
    let generic = |w: &Words, ks: &[usize]| {
        let head = |k: &usize| lexicon::head(w.fold(*k)).is_some() || lexicon::may_head(w.fold(*k), lexicon::Head::Organisation);
        ks.iter().all(|k| head(k) || name::is_role(w.fold(*k)))
    };
    let role = |w: &Words, ks: &[usize]| ks.last().is_some_and(|k| name::is_role(w.fold(*k)));
    let related = |n: &name::Name, r: &name::Name| {
        matches!(name::relation(n, mine, r, theirs, aliases), NameRelation::Same | NameRelation::Compatible)
    };
    let within = |facts: &'_ Facts, r: &Range<usize>| {
        facts.names.iter().filter(|n| n.tokens.start < r.end && n.tokens.end > r.start).cloned().collect::<Vec<_>>()
    };
    let (ours, others) = (within(pair.claim, &p.mine), within(pair.source, &p.theirs));
    let wide = |w: &Words, ks: &[usize]| ks.iter().all(|k| Group::Wide.has(w.fold(*k)));
    linked
        || wide(mine, &a)
        || wide(theirs, &b)
        || generic(mine, &a)
        || generic(theirs, &b)
        || role(mine, &a)
        || role(theirs, &b)
        || initials(mine, &a, theirs, &b)
        || initials(theirs, &b, mine, &a)
        || ours.iter().any(|n| others.iter().any(|r| related(n, r)))
        || part_of(pair, p)
}

/// One is the beginning of the other (“Penn”, “Pennsylvania”), or a letter off.
fn spelled(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.bytes().zip(long.bytes()).take_while(|(x, y)| x == y).count();
    !short.is_empty() && (long.starts_with(short) || common >= 4 && common + 2 >= short.len())
}

/// A word of the one spells the initials of the other.
fn initials(short: &Words, a: &[usize], long: &Words, b: &[usize]) -> bool {
    let letters: String = b.iter().filter_map(|k| long.fold(*k).chars().next()).collect();
    let acronym = |k: &usize| {
        let f: String = short.fold(*k).chars().filter(|c| c.is_alphanumeric()).collect();
        short.tokens.get(*k).is_some_and(|t| t.upper)
            && f.len() > 1
            && (letters.starts_with(&f) || f.starts_with(&letters) && letters.len() > 1)
    };
    a.iter().any(acronym)
}

/// After a preposition of place, a region or country on one side only: it may hold the other.
fn part_of(pair: &Pair, p: &Place) -> bool {
    let before =
        (p.mine.start.saturating_sub(2)..p.mine.start).rev().map(|k| pair.claim.words.fold(k)).find(|w| !matches!(*w, "the" | "a" | "an"));
    let region = |w: &Words, r: &Range<usize>| {
        r.clone().any(|k| lexicon::alias(w, k).is_some() || Group::Region.has(w.fold(k)) || Group::Wide.has(w.fold(k)))
    };
    let there = matches!(before, Some("in" | "at" | "near" | "from" | "to" | "across" | "outside"));
    there && region(&pair.claim.words, &p.mine) != region(&pair.source.words, &p.theirs)
}

/// Nothing makes the note's name another for the source's: they do not stand in one sentence of the document, no list or verb lets
/// both be true, and no other sentence says the same of the note's.
fn telling(pair: &Pair, p: &Place) -> bool {
    let words = &pair.claim.words;
    let keys = |w: &Words, r: &Range<usize>| {
        w.tokens.get(r.clone()).unwrap_or(&[]).iter().filter(|t| t.content()).map(|t| t.key).collect::<Vec<_>>()
    };
    let (mine, theirs) = (keys(words, &p.mine), keys(&pair.source.words, &p.theirs));
    let document = pair.document;
    // “also”, “not”: something else is said; “said”: whose words they are is judged elsewhere
    let further =
        (0..words.len()).any(|k| pair.alignment.to_source.get(k).copied().flatten().is_none() && Group::ManyObjects.has(words.lemma(k)));
    let said = |w: &Words, r: &Range<usize>| {
        (r.start.saturating_sub(3)..r.start).chain(r.end..r.end + 3).any(|k| lexicon::reporting(w, k).is_some())
    };
    if further || !pair.claim.negations.is_empty() || said(words, &p.mine) || said(&pair.source.words, &p.theirs) {
        return false;
    }
    let absent = mine.iter().all(|k| !document.has(*k));
    let together = || mine.iter().any(|k| document.sentences_with(*k).any(|s| theirs.iter().any(|o| document.has_in(*o, s))));
    let many = (p.mine.start.saturating_sub(4)..p.mine.start).any(|k| Group::ManyObjects.has(words.lemma(k)));
    !many && (absent || !together() && !elsewhere(pair, &p.mine))
}
