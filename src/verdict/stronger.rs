//! A near-copy that says more than the source: “some” made into “all”, “may” into “will”, “among the first” into “the first”.

use super::difference::{Difference, Pair, Slot};
use super::word;
use super::words::{Gap, difference};
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use crate::text::Span;

/// Share of the claim's words in order from which on a word left out is taken to be the change.
const CLOSE: f32 = 0.9;

/// The grade of the quantifier at token `i`, 0 (none) to 6 (all); “almost all” is one below “all”.
fn grade(words: &Words, i: usize) -> Option<u8> {
    let (_, grade) = lexicon::quantifier(words, i)?;
    let nearly = i.checked_sub(1).is_some_and(|b| matches!(words.fold(b), "almost" | "nearly" | "virtually" | "practically"));
    Some(if nearly && grade > 5 { 5 } else { grade })
}

/// The note's quantifier follows from the source's: weaker is fine (“most” of “all”). Where nothing else changed,
/// “some” of “all” is a change and no summary.
fn follows(note: u8, source: u8, ordered: f32) -> bool {
    note == source || note <= 1 && source <= 1 || source > note && note >= 2 && !(note == 2 && source == 6 && ordered >= 0.95)
}

/// A quantifier was changed: “some” → “all”, “every” → “no”.
pub fn quantifier(pair: &Pair, gap: &Gap) -> Option<Difference> {
    let (a, b) = (&pair.claim.words, &pair.source.words);
    let short = gap.claim.len() <= 2 && gap.source.len() <= 2;
    let mut pairs = gap.claim.clone().flat_map(|i| gap.source.clone().map(move |j| (i, j))).filter(|_| short);
    // of a crowd in a general sentence “many” and “some” may be said alike
    let known = word::identified(pair.claim, true) || !word::moment(a);
    pairs.find_map(|(i, j)| {
        let (x, y) = (grade(a, i)?, grade(b, j)?);
        // “not every” is some
        if i.checked_sub(1).is_some_and(|k| a.fold(k) == "not") {
            return None;
        }
        let clear = known || x == 0 || y == 0 || x == 6 && y < 6;
        let changed = clear && !follows(x, y, pair.alignment.ordered);
        changed.then(|| difference(pair, Slot::Quantifier, "quantifier-conflict", i, j, true))
    })
}

/// The note says more than the source: surer, without its “among” or “almost”, a cause for a correlation.
pub fn statement(pair: &Pair, gap: &Gap) -> Option<Difference> {
    graded(pair, gap).or_else(|| unhedged(pair, gap)).or_else(|| unlimited(pair, gap)).or_else(|| caused(pair, gap))
}

/// A degree of certainty was changed: “may” → “will”.
fn graded(pair: &Pair, gap: &Gap) -> Option<Difference> {
    let (a, b) = (&pair.claim.words, &pair.source.words);
    let short = gap.claim.len() <= 2 && gap.source.len() <= 2;
    let mut pairs = gap.claim.clone().flat_map(|i| gap.source.clone().map(move |j| (i, j))).filter(|_| short);
    pairs.find_map(|(i, j)| {
        let (x, y) = (lexicon::certainty(a, i)?.1, lexicon::certainty(b, j)?.1);
        (x > y).then(|| difference(pair, Slot::Modality, "modality-overclaim", i, j, true))
    })
}

/// The source's hedge was left out: “may shorten” → “shorten”, “is expected to open” → “will open”.
fn unhedged(pair: &Pair, gap: &Gap) -> Option<Difference> {
    let (a, b) = (&pair.claim.words, &pair.source.words);
    let verb = gap.right && a.tokens.get(gap.claim.end).is_some_and(|t| t.is_word() && !t.capital);
    let bare = gap.claim.clone().all(|i| a.tokens.get(i).is_some_and(|t| t.stop) && lexicon::certainty(a, i).is_none_or(|(_, c)| c == 4));
    if !verb || !bare || pair.alignment.ordered < CLOSE {
        return None;
    }
    // the claim hedges in another place, or the source has the word without a hedge as well
    let hedged =
        |i: usize| pair.alignment.to_source.get(i).copied().flatten().is_none() && lexicon::certainty(a, i).is_some_and(|(_, c)| c <= 3);
    let twice = (0..b.len()).filter(|j| pair.view.like.at(gap.claim.end, *j) >= 0.9).count() > 1;
    if twice || (0..a.len()).any(hedged) {
        return None;
    }
    // abilities, duties, conditions and opinions are no hedges
    let (from, len) = gap.source.clone().find_map(|j| {
        let (len, grade) = lexicon::certainty(b, j)?;
        let weak = if gap.claim.is_empty() { 3 } else { 2 };
        (grade <= weak && !b.lemma_is(j, Group::NoHedge)).then_some((j, len))
    })?;
    let alone = gap.source.clone().all(|j| (from..from + len).contains(&j) || b.tokens.get(j).is_some_and(|t| t.stop));
    let next = gap.claim.end;
    let claimed = a.cover(gap.claim.start.min(next), next + 1);
    let found = b.cover(from, gap.source.end.max(from + len) + 1);
    alone.then(|| stronger(Slot::Modality, "modality-overclaim", claimed, found))
}

/// “Among the first” → “the first”, “almost all” → “all”.
fn unlimited(pair: &Pair, gap: &Gap) -> Option<Difference> {
    let (a, b) = (&pair.claim.words, &pair.source.words);
    let (j, i) = (gap.source.end, gap.claim.end);
    if !gap.claim.is_empty() || !gap.right || pair.alignment.ordered < CLOSE {
        return None;
    }
    let said: Vec<&str> = gap.source.clone().map(|k| b.fold(k)).collect();
    let superlative = |w: &str| w.ends_with("est") || matches!(w, "first" | "last" | "most" | "best" | "worst" | "only");
    let among = matches!(said.as_slice(), ["among"] | ["one", "of"]) && b.fold(j) == "the" && superlative(b.fold(j + 1));
    let nearly = matches!(said.as_slice(), ["almost" | "nearly" | "virtually" | "practically"])
        && lexicon::quantifier(b, j).is_some_and(|(_, g)| g == 6 || g == 0);
    let (slot, rule, len) = match (among, nearly) {
        (true, _) => (Slot::Modality, "modality-overclaim", 2),
        (_, true) => (Slot::Quantifier, "quantifier-conflict", 1),
        _ => return None,
    };
    Some(stronger(slot, rule, a.cover(i, i + len), b.cover(gap.source.start, j + len)))
}

/// What goes together is made a cause: “were associated with” → “caused”.
fn caused(pair: &Pair, gap: &Gap) -> Option<Difference> {
    let (a, b) = (&pair.claim.words, &pair.source.words);
    let cause = gap.claim.clone().any(|i| Group::Causing.has(a.lemma(i)));
    let linked = gap.source.clone().any(|j| Group::Correlating.has(b.lemma(j)));
    let claimed = a.cover(gap.claim.start, gap.claim.end);
    let found = b.cover(gap.source.start, gap.source.end);
    (cause && linked && gap.left && gap.right).then(|| stronger(Slot::Modality, "modality-overclaim", claimed, found))
}

fn stronger(slot: Slot, rule: &'static str, claimed: Span, found: Span) -> Difference {
    Difference { slot, rule, claimed, found, replaceable: true }
}
