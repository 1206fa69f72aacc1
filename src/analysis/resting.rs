//! The way back from a source to the notes: which claims rest on a place of it.
//!
//! What a note rests on is kept for the very document and corpus that it was worked out for ([`Rests`] lives as long as the
//! corpus). So after a letter typed in a note only that note is looked at again; after an edited source every note is, out of
//! remembered judgements.

use super::{ClaimReport, NoteReport, Snapshot};
use crate::corpus::Source;
use crate::document::Document;
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::{Place, Verdict};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A claim that is supported by a place of a source, or conflicts with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resting {
    /// The note, relative to the root.
    pub note: String,
    /// The claim's sentence, into the note's original text.
    pub claim: Span,
    /// The sentences that it rests on, into the source's original text.
    pub place: Span,
    /// `Supported` or `Conflict`.
    pub verdict: Verdict,
}

/// One entry of a note's list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Rest {
    /// Index into the corpus.
    source: usize,
    place: Span,
    claim: Span,
    conflict: bool,
}

/// What each note rests on, in one corpus: the document that it was worked out for, and its list, sorted.
#[derive(Debug, Default)]
pub(super) struct Rests(Mutex<BTreeMap<String, Known>>);

type Known = (Arc<Document>, Arc<[Rest]>);

impl Rests {
    fn known(&self, path: &str, document: &Arc<Document>) -> Option<Arc<[Rest]>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(path).filter(|(d, _)| Arc::ptr_eq(d, document)).map(|(_, list)| list.clone())
    }

    fn keep(&self, path: &str, document: &Arc<Document>, list: Arc<[Rest]>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(path.to_string(), (document.clone(), list));
    }
}

impl Snapshot {
    /// The claims of all notes that rest on the sentences that `span` (of the source's original text) touches: supported by
    /// them, or in conflict with them. By note, then by place in the note. A path that is no source gives none.
    ///
    /// The first question has every note checked; later ones look at notes that changed since
    /// ([`super::Counters::notes_rested`] counts them).
    ///
    /// # Errors
    /// `cancel` was set.
    pub fn resting_on(&self, source: &str, span: Span, cancel: &Cancel) -> Result<Vec<Resting>, Cancelled> {
        let Some(index) = self.corpus().source(source) else { return Ok(Vec::new()) };
        let notes: Vec<&str> = self.notes().collect();
        let of_note = |path: &&str| -> Result<Vec<Resting>, Cancelled> {
            let list = self.rest_of(path, cancel)?;
            let from = list.partition_point(|r| r.source < index);
            let here = list.get(from..).unwrap_or(&[]).iter().take_while(|r| r.source == index);
            let touched = here.filter(|r| r.place.start <= span.end && span.start <= r.place.end);
            let verdict = |r: &Rest| if r.conflict { Verdict::Conflict } else { Verdict::Supported };
            let one = |r: &Rest| Resting { note: path.to_string(), claim: r.claim, place: r.place, verdict: verdict(r) };
            let mut out: Vec<Resting> = touched.map(one).collect();
            out.sort_by_key(|r| (r.claim, r.place));
            Ok(out)
        };
        let found: Result<Vec<Vec<Resting>>, Cancelled> = notes.par_iter().map(of_note).collect();
        Ok(found?.into_iter().flatten().collect())
    }

    /// What a note rests on.
    fn rest_of(&self, path: &str, cancel: &Cancel) -> Result<Arc<[Rest]>, Cancelled> {
        let Some(document) = self.note(path) else { return Ok(Arc::default()) };
        if let Some(known) = self.rests().known(path, document) {
            return Ok(known);
        }
        let report = self.check(path, cancel)?;
        self.memo().counters.rested();
        let list: Arc<[Rest]> = list(self, &report).into();
        self.rests().keep(path, document, list.clone());
        Ok(list)
    }
}

fn list(snapshot: &Snapshot, report: &NoteReport) -> Vec<Rest> {
    let mut out: Vec<Rest> = report.claims.iter().flat_map(|c| of_claim(snapshot, &report.document, c)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The places that a claim rests on, each widened to whole sentences.
fn of_claim(snapshot: &Snapshot, note: &Document, report: &ClaimReport) -> Vec<Rest> {
    let judgement = &report.judgement;
    let conflict = match judgement.verdict {
        Verdict::Supported => false,
        Verdict::Conflict => true,
        Verdict::Unverified(_) => return Vec::new(),
    };
    let claim = note.outer(report.claim.span);
    let conflicts = judgement.conflicts.iter().flat_map(|c| c.found.into_iter().chain(c.evidence).map(|p| (p, true)));
    let own = judgement.evidence.map(|p| (p, conflict));
    let rest = |(place, conflict): (Place, bool)| {
        let index = *report.sources.get(place.source)?;
        let source = snapshot.corpus().sources.get(index)?;
        Some(Rest { source: index, place: source.document.outer(sentences(source, place.span)), claim, conflict })
    };
    // the closest sentence of a claim in conflict is what it conflicts with, unless the conflict itself names a place
    let named: Vec<Rest> = conflicts.filter_map(rest).collect();
    let mut out: Vec<Rest> = own.filter(|_| !conflict || named.is_empty()).into_iter().filter_map(rest).collect();
    out.extend(named);
    out
}

/// The sentences of the source that the span lies in; the span itself where there is none.
fn sentences(source: &Source, span: Span) -> Span {
    let at = |offset: u32| source.sentence_at(offset).and_then(|i| source.sentences.get(i)).filter(|s| offset <= s.end);
    let (first, last) = (at(span.start), at(span.end.saturating_sub(1).max(span.start)));
    [first, last].into_iter().flatten().fold(span, |all, s| all.cover(*s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Format;

    const TIDE: &str = "The tide gauge stood in the harbour for 40 years. 𝄞 港。 It was moved in May 1987 by the port company.\n";
    const A: &str = "# 𝄞 A\n\nThe tide gauge stood in the harbour for 40 years. [[tide]]\n\nNobody cared. [[tide]]\n";
    const B: &str =
        "The tide gauge stood in the harbour for 50 years [[tide]].\n\nIt was moved in May 1987 by the port company [[tide]].\n";

    fn document(path: &str, text: &str) -> Document {
        Document::from_text(path, text, Format::of(path))
    }

    fn snapshot() -> Snapshot {
        let documents = vec![document("sources/tide.txt", TIDE), document("notes/a.md", A), document("notes/b.md", B)];
        Snapshot::of_documents(Config::default(), None, documents)
    }

    fn found(snapshot: &Snapshot, words: &str) -> Vec<String> {
        let at = TIDE.find(words).unwrap_or(0);
        let found = snapshot.resting_on("sources/tide.txt", Span::new(at, at), &Cancel::default()).unwrap_or_default();
        let text = |r: &Resting| snapshot.text(&r.note).map(|t| r.claim.of(&t).to_string()).unwrap_or_default();
        found.iter().map(|r| format!("{} {:?} {}", r.note, r.verdict, text(r))).collect()
    }

    #[test]
    fn a_sentence_is_led_back_to_the_claims_that_rest_on_it() {
        let snapshot = snapshot();
        let first = [
            "notes/a.md Supported The tide gauge stood in the harbour for 40 years.",
            "notes/b.md Conflict The tide gauge stood in the harbour for 50 years [[tide]].",
        ];
        assert_eq!(found(&snapshot, "gauge stood"), first);
        assert_eq!(found(&snapshot, "40 years"), first);
        assert_eq!(found(&snapshot, "moved in"), ["notes/b.md Supported It was moved in May 1987 by the port company [[tide]]."]);
        let none = snapshot.resting_on("notes/a.md", Span::new(0, 9), &Cancel::default());
        assert_eq!(none, Ok(Vec::new()));
        let cancel = Cancel::default();
        cancel.cancel();
        assert!(self::snapshot().resting_on("sources/tide.txt", Span::new(0, 9), &cancel).is_err());
    }

    #[test]
    fn only_what_changed_is_looked_at_again() {
        let snapshot = snapshot();
        found(&snapshot, "gauge stood");
        found(&snapshot, "moved in");
        assert_eq!(snapshot.counters().notes_rested(), 2);
        let edited = snapshot.with_document(document("notes/b.md", &B.replace("50 years", "40 years")));
        assert_eq!(found(&edited, "gauge stood").len(), 2);
        assert!(found(&edited, "gauge stood").iter().all(|l| l.contains("Supported")));
        assert_eq!(edited.counters().notes_rested(), 3);
        let source = edited.with_document(document("sources/tide.txt", &TIDE.replace("40", "41")));
        assert!(found(&source, "gauge stood").iter().all(|l| l.contains("Conflict")));
        assert_eq!(source.counters().notes_rested(), 5);
    }
}
