//! Of very many sources those that a claim without citations can be judged against. The judgement is the same as against all of
//! them, which would cost some searches in each.

use super::Snapshot;
use super::memo::places;
use crate::claim::Claim;
use crate::corpus::Source;
use crate::document::Document;
use crate::evidence::{candidates, weighed};
use crate::language::Words;
use crate::mention::quotation::{Quotation, glued_in};
use crate::verdict::quotation::{elsewhere, telling};
use crate::verdict::{Judgement, assess};

/// Sentences that are looked at for a claim, and more: those of a document tell the same as these.
const SENTENCES: usize = 8;
/// Sources with most of a claim's words, looked into first.
const FIRST: usize = 64;

/// Judges a claim whose scope is every source of the workspace, and whole of none. `quotations` are the note's.
pub(super) fn judge(snapshot: &Snapshot, note: &Document, claim: &Claim, quotations: &[Quotation]) -> Judgement {
    let all: Vec<&Source> = snapshot.corpus().sources.iter().map(AsRef::as_ref).collect();
    let Some(few) = few(snapshot, note, claim, quotations, &all) else { return assess(note, claim, &all, false) };
    let sources: Vec<&Source> = few.iter().filter_map(|i| all.get(*i).copied()).collect();
    let mut judgement = assess(note, claim, &sources, false);
    for place in places(&mut judgement) {
        place.source = few.get(place.source).copied().unwrap_or(usize::MAX);
    }
    judgement
}

/// Indices of the sources that matter, ascending; `None` if any of them may.
fn few(snapshot: &Snapshot, note: &Document, claim: &Claim, quotations: &[Quotation], all: &[&Source]) -> Option<Vec<usize>> {
    let mut out = quoted(snapshot, note, claim, quotations, all)?;
    out.extend(speaking(snapshot, &Words::new(&note.text, claim.span).without(&claim.skip), all));
    out.sort_unstable();
    out.dedup();
    // where there are few sources, or few sentences, more is looked at in each: not so here
    let known = out.clone();
    let mut more = (0..all.len()).filter(|i| known.binary_search(i).is_err());
    let count = |i: usize| all.get(i).map_or(0, |s| s.sentences.len());
    let mut sentences = out.iter().map(|i| count(*i)).sum::<usize>();
    while (out.len() <= SENTENCES || sentences <= SENTENCES)
        && let Some(next) = more.next()
    {
        out.push(next);
        sentences += count(next);
    }
    out.sort_unstable();
    Some(out)
}

/// The first source that has each of the claim's quotations word for word; of one that is in none of them, or between marks that
/// may open or close, the sources that may have it with a change. `None` if that may be any.
fn quoted(snapshot: &Snapshot, note: &Document, claim: &Claim, quotations: &[Quotation], all: &[&Source]) -> Option<Vec<usize>> {
    let block = note.block_at(claim.span.start)?;
    let from = quotations.partition_point(|q| q.outer.start < claim.span.start);
    let here = quotations.get(from..).unwrap_or(&[]).iter().take_while(|q| q.outer.start < claim.span.end);
    let sure = here.filter(|q| !q.scare && !q.nested).map(|q| (q, !claim.skip.iter().any(|s| s.overlaps(q.span))));
    let glued = glued_in(note, block, claim.span);
    let mut out = Vec::new();
    for (quotation, whole) in sure.chain(glued.iter().map(|q| (q, false))) {
        let keys = telling(note, quotation.span);
        if keys.is_empty() {
            return None;
        }
        let held = held(snapshot, &keys, all.len());
        let with = |least: usize| (0..all.len()).filter(|i| held.get(*i).is_some_and(|h| *h >= least)).collect::<Vec<_>>();
        let exact = if whole { with(keys.len()) } else { Vec::new() };
        let sources: Vec<&Source> = exact.iter().filter_map(|i| all.get(*i).copied()).collect();
        match elsewhere(note, quotation, &sources).and_then(|place| exact.get(place.source)) {
            Some(source) => out.push(*source),
            // a source with fewer of its words is passed over
            None => out.extend(with(keys.len().div_ceil(2))),
        }
    }
    Some(out)
}

/// How many of the lemmas each source holds.
fn held(snapshot: &Snapshot, keys: &[u32], sources: usize) -> Vec<usize> {
    let mut out = vec![0; sources];
    let corpus = snapshot.corpus();
    for key in keys {
        for source in corpus.holders().of(*key, &corpus.sources) {
            out.get_mut(source).into_iter().for_each(|n| *n += 1);
        }
    }
    out
}

/// The sources of the sentences that share most of the claim's content.
fn speaking(snapshot: &Snapshot, words: &Words, all: &[&Source]) -> Vec<usize> {
    let keys = weighed(words);
    let total: f32 = keys.iter().map(|k| k.1).sum();
    // no sentence of a source shares more than the source does
    let mut bounds = vec![0.0f32; all.len()];
    let corpus = snapshot.corpus();
    for (key, weight) in &keys {
        for source in corpus.holders().of(*key, &corpus.sources) {
            bounds.get_mut(source).into_iter().for_each(|b| *b += weight);
        }
    }
    let mut order: Vec<usize> = (0..all.len()).filter(|i| bounds.get(*i).is_some_and(|b| *b > 0.0)).collect();
    let bound = |i: &usize| bounds.get(*i).copied().unwrap_or(0.0);
    if order.len() > FIRST {
        order.select_nth_unstable_by(FIRST, |a, b| bound(b).total_cmp(&bound(a)).then(a.cmp(b)));
    }
    let best = |indices: &[usize]| {
        let sources: Vec<&Source> = indices.iter().filter_map(|i| all.get(*i).copied()).collect();
        candidates(words, &sources, SENTENCES)
    };
    let first = best(order.get(..FIRST.min(order.len())).unwrap_or(&[]));
    let least = first.get(SENTENCES - 1).map_or(0.0, |c| c.share);
    order.retain(|i| bound(i) / total >= least);
    order.sort_unstable();
    best(&order).iter().filter_map(|c| order.get(c.source).copied()).collect()
}

#[cfg(test)]
mod tests;
