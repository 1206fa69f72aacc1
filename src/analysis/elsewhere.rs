//! Quotations that the cited sources do not have and another source does: `misattribution`.

use super::memo::{KeyHasher, Stored};
use super::{ClaimReport, Snapshot};
use crate::corpus::{Source, read_all};
use crate::document::Document;
use crate::mention::quotation::Quotation;
use crate::verdict::quotation::elsewhere;
use crate::verdict::{Conflict, Judgement, Place, Reason, Verdict};
use std::sync::Arc;

/// Looks for the quotations of a claim that has a scope of its own in the sources out of it. One that is found there takes
/// the place of what was said of it (it is not missing).
pub(super) fn attribute(snapshot: &Snapshot, note: &Document, quotations: &[Quotation], report: &mut ClaimReport) {
    let alone =
        matches!(report.judgement.verdict, Verdict::Supported | Verdict::Unverified(Reason::Question | Reason::Opinion | Reason::Plan));
    if alone || !report.scope.whole() {
        return;
    }
    let span = report.claim.span;
    let from = quotations.partition_point(|q| q.outer.start < span.start);
    let here = quotations.get(from..).unwrap_or(&[]).iter().take_while(|q| q.outer.start < span.end);
    for quotation in here.filter(|q| !q.scare && !q.nested) {
        let said = |c: &Conflict| c.claimed.overlaps(quotation.outer);
        let known = report.judgement.conflicts.iter().any(|c| said(c) && c.rule != "missing-quotation");
        let Some((source, place)) = (!known).then(|| find(snapshot, note, quotation, report)).flatten() else { continue };
        let mut sources = report.sources.to_vec();
        let index = sources.len();
        sources.push(source);
        report.sources = sources.into();
        report.judgement.conflicts.retain(|c| !said(c));
        let conflict = conflict(snapshot, note, quotation, report, Place { source: index, span: place.span });
        report.judgement.conflicts.push(conflict);
        report.judgement.verdict = Verdict::Conflict;
    }
}

/// The source (index into the corpus) out of the claim's scope that has the words, and where; `None` if one in scope has them.
fn find(snapshot: &Snapshot, note: &Document, quotation: &Quotation, report: &ClaimReport) -> Option<(usize, Place)> {
    let all = &snapshot.corpus().sources;
    let others: Vec<usize> = (0..all.len()).filter(|i| !report.scope.sources.contains(i)).collect();
    let every: Vec<usize> = (0..all.len()).collect();
    let key =
        KeyHasher::new().with(&("elsewhere", quotation.span.of(&note.text))).with(&(snapshot.content(&every), &report.scope.sources)).key();
    let stored = snapshot.memo().judgements.get(key).unwrap_or_else(|| {
        let within = elsewhere(note, quotation, &snapshot.sources(&report.scope.sources));
        let sought = || {
            let others = snapshot.sources(&others);
            read_all(others.iter().copied());
            elsewhere(note, quotation, &others)
        };
        let evidence = if within.is_some() { None } else { sought() };
        let verdict = Verdict::Unverified(Reason::Unclear);
        let judgement = Judgement { verdict, conflicts: Vec::new(), evidence, trace: Vec::new() };
        let stored = Arc::new(Stored { judgement, trace: None });
        snapshot.memo().judgements.put(key, stored.clone());
        stored
    });
    let place = stored.judgement.evidence?;
    Some((*others.get(place.source)?, place))
}

fn conflict(snapshot: &Snapshot, note: &Document, quotation: &Quotation, report: &ClaimReport, found: Place) -> Conflict {
    let words = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let long = words.len() > 16;
        format!("“{}{}”", words.get(..words.len().min(16)).unwrap_or(&[]).join(" "), if long { " …" } else { "" })
    };
    let cited = snapshot.paths(&report.scope.sources);
    let more = if cited.len() > 2 { ", …" } else { "" };
    let note_says =
        format!("{} ({}{more})", words(quotation.span.of(&note.text)), cited.get(..cited.len().min(2)).unwrap_or(&[]).join(", "));
    let sources = snapshot.sources(&report.sources);
    let source: Option<&Source> = sources.get(found.source).copied();
    let source_says = source.map_or(String::new(), |s| words(found.span.of(&s.document.text)));
    let sentence = source.and_then(|s| s.sentences.get(s.sentences.partition_point(|x| x.start <= found.span.start).checked_sub(1)?));
    Conflict {
        rule: "misattribution",
        claimed: quotation.outer,
        found: Some(found),
        evidence: sentence.map(|span| Place { source: found.source, span: *span }),
        note_says,
        source_says,
        replacement: None,
        gates: vec!["quotation", "exact", "not in scope"],
    }
}
