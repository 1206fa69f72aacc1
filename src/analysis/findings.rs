use super::depend::{MOST_SOURCES, Trace};
use super::elsewhere::attribute;
use super::memo::{Key, KeyHasher, Stored, lift, lower};
use super::passages::{Passages, Worked, with_context};
use super::place::{file_line, location};
use super::report::{ClaimReport, NoteReport};
use super::{Snapshot, narrow, reference};
use crate::claim::{Claim, Scope, ScopeRule, Scopes, claims_of};
use crate::config::Level;
use crate::corpus::{Asked, Source, read_all, watched};
use crate::diagnostic::{Diagnostic, Edit, Fingerprints, Fix, Location, Related, Silenced, Suppressions, by_place, sort};
use crate::document::{Block, Document};
use crate::mention::quotation::Quotation;
use crate::rules::{self, Family, Sides, source_disagreement, unsupported_claim};
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::{Conflict, Judgement, Place, Reason, Verdict, assess};
use rayon::prelude::*;
use std::sync::Arc;

/// Checks one note.
pub(super) fn check(snapshot: &Snapshot, note: &Arc<Document>, cancel: &Cancel) -> Result<NoteReport, Cancelled> {
    snapshot.memo().counters.checked();
    let Passages { citations, worked } = Passages::new(snapshot, note);
    let made = || worked.iter().map(|w| &w.passage);
    let scopes = Scopes::new(note, snapshot.corpus(), &citations, made());
    let mut raised = Raised { suppressions: Suppressions::read(note), open: Vec::new(), silenced: Vec::new() };
    let placed = |(i, b): (usize, &Block), w: &Worked| {
        let at = |s: Span| s.shift(b.span.start as usize);
        w.passage.quotations.iter().map(|q| Quotation { span: at(q.span), outer: at(q.outer), block: i, ..*q }).collect::<Vec<_>>()
    };
    let quotations: Vec<Quotation> = note.blocks.iter().enumerate().zip(&worked).flat_map(|(b, w)| placed(b, w)).collect();
    let blocks = note.blocks.iter().zip(&worked);
    let parts = blocks.flat_map(|(b, w)| w.claims.iter().map(|(key, covers)| (*key, covers.shift(b.span.start as usize))));
    let claims: Vec<(Claim, (Key, Span))> = claims_of(note, made()).into_iter().zip(parts).collect();
    let scoped = claims.into_par_iter().map(|(claim, part)| (scopes.of(&claim), claim, part)).collect::<Vec<_>>();
    if scoped.iter().any(|(scope, ..)| everywhere(scope)) {
        // before it: on all cores, and not by one claim while the others wait
        snapshot.look_everywhere();
    }
    // against thousands of sources each takes its time
    let one = |(scope, claim, (part, covers)): (Scope, Claim, (Key, Span))| {
        cancel.check()?;
        let key = with_context(note, part, &claim, scope.whole());
        let judgement = judge(snapshot, note, &claim, &quotations, &scope, (key, covers));
        let sources = scope.sources.clone();
        Ok(ClaimReport { claim, scope, sources, judgement })
    };
    let mut reports = scoped.into_par_iter().map(one).collect::<Result<Vec<_>, Cancelled>>()?;
    for report in &mut reports {
        cancel.check()?;
        attribute(snapshot, note, &quotations, report);
        raise(snapshot, note, report, &mut raised);
    }
    for (diagnostic, sentence) in reference::of_note(snapshot, note, &citations) {
        raised.push(diagnostic, sentence);
    }
    raised.open.extend(reference::unused(snapshot, note, &raised.suppressions).into_iter().map(|d| (d, Span::default())));
    let Named { diagnostics, silenced, accepted } = raised.named(snapshot, note);
    for report in reports.iter_mut().filter(|r| r.judgement.verdict == Verdict::Conflict && accepted.contains(&r.claim.span)) {
        report.judgement.verdict = Verdict::Unverified(Reason::Suppressed);
    }
    let mut report = NoteReport { document: note.clone(), diagnostics, silenced, ..NoteReport::default() };
    report.summary.files = 1;
    for claim in &reports {
        report.summary.count(claim.judgement.verdict);
    }
    report.claims = reports;
    drop(scopes);
    report.citations = citations;
    Ok(report)
}

/// What was found in a note so far, each with the sentence of its claim.
struct Raised {
    suppressions: Suppressions,
    open: Vec<(Diagnostic, Span)>,
    /// With the reason.
    silenced: Vec<(Diagnostic, Span, String)>,
}

impl Raised {
    fn push(&mut self, diagnostic: Diagnostic, sentence: Span) {
        match self.suppressions.silences(diagnostic.rule, diagnostic.span) {
            Some(reason) => self.silenced.push((diagnostic, sentence, reason)),
            None => self.open.push((diagnostic, sentence)),
        }
    }

    /// Gives all of them their fingerprints, in the order of the note, so that silencing one of several equals leaves the
    /// others their names.
    fn named(self, snapshot: &Snapshot, note: &Document) -> Named {
        let open = self.open.into_iter().map(|(d, sentence)| (d, sentence, None));
        let silenced = self.silenced.into_iter().map(|(d, sentence, reason)| (d, sentence, Some(reason)));
        let mut all: Vec<_> = open.chain(silenced).collect();
        all.sort_by(|(a, ..), (b, ..)| by_place(a, b));
        let mut prints = Fingerprints::new();
        let text = |l: &Option<Location>| l.as_ref().map_or(String::new(), |l| l.text.clone());
        let (mut diagnostics, mut silenced) = (Vec::new(), Vec::new());
        // sentences of which something was accepted, and those of which something is left
        let (mut accepted, mut left, mut used) = (Vec::new(), Vec::new(), Vec::new());
        for (mut diagnostic, sentence, reason) in all {
            let (claimed, found) = (text(&diagnostic.claimed), text(&diagnostic.found));
            diagnostic.fingerprint = prints.next(diagnostic.rule, &note.path, sentence.of(&note.text), &claimed, &found);
            match reason {
                Some(reason) => silenced.push(Silenced { diagnostic, reason }),
                None if note.front.accept.iter().any(|l| l.value == diagnostic.fingerprint) => {
                    accepted.push(sentence);
                    used.push(diagnostic.fingerprint.clone());
                    silenced.push(Silenced { diagnostic, reason: "accepted as intended".to_string() });
                }
                None => {
                    left.push(sentence);
                    diagnostics.push(diagnostic);
                }
            }
        }
        for mut idle in reference::idle(snapshot, note, &used) {
            let words = text(&idle.claimed);
            idle.fingerprint = prints.next(idle.rule, &note.path, "", &words, "");
            diagnostics.push(idle);
        }
        accepted.retain(|s| !left.contains(s));
        sort(&mut diagnostics);
        Named { diagnostics, silenced, accepted }
    }
}

/// The findings of a note with their fingerprints.
struct Named {
    diagnostics: Vec<Diagnostic>,
    silenced: Vec<Silenced>,
    /// Sentences of claims of which all findings are accepted.
    accepted: Vec<Span>,
}

/// The claim may be about any of very many sources.
fn everywhere(scope: &Scope) -> bool {
    scope.rule == ScopeRule::Workspace && scope.sources.len() > MOST_SOURCES
}

/// What is known about the claim: remembered, or judged now.
fn judge(
    snapshot: &Snapshot,
    note: &Document,
    claim: &Claim,
    quotations: &[Quotation],
    scope: &Scope,
    (claim_key, covers): (Key, Span),
) -> Judgement {
    if scope.sources.is_empty() {
        let verdict = Verdict::Unverified(Reason::NoSource);
        return Judgement { verdict, conflicts: Vec::new(), evidence: None, trace: Vec::new() };
    }
    let memo = &snapshot.memo().judgements;
    let full = KeyHasher::from(claim_key).with(&snapshot.content(&scope.sources)).key();
    if let Some(stored) = memo.get(full) {
        return lower(&stored.judgement, covers.start);
    }
    let sources = snapshot.sources(&scope.sources);
    let close = sources.len() <= MOST_SOURCES;
    if !close {
        read_all(sources.iter().copied());
    }
    let there = close.then(|| KeyHasher::from(claim_key).with(&("traced", snapshot.paths(&scope.sources))).key());
    if let Some(stored) = there.and_then(|key| memo.get(key))
        && let Some(judgement) = stored.trace.as_ref().and_then(|t| t.renew(&stored.judgement, &sources))
    {
        let out = lower(&judgement, covers.start);
        memo.put(full, Arc::new(Stored { judgement, trace: None }));
        return out;
    }
    snapshot.memo().counters.judged();
    let (judgement, asked) = if everywhere(scope) {
        // any edit of any source may matter
        (narrow::judge(snapshot, note, claim, quotations), Asked { whole: true, ..Asked::default() })
    } else {
        watched(|| assess(note, claim, &sources, scope.whole()))
    };
    if let Some(lifted) = lift(&judgement, covers) {
        let trace = there.and_then(|_| Trace::new(&lifted, asked, &sources));
        let traced = there.filter(|_| trace.is_some());
        let stored = Arc::new(Stored { judgement: lifted, trace });
        if let Some(key) = traced {
            memo.put(key, stored.clone());
        }
        memo.put(full, stored);
    }
    judgement
}

/// Turns the conflicts of a claim into diagnostics, but for those silenced or off.
fn raise(snapshot: &Snapshot, note: &Document, report: &mut ClaimReport, raised: &mut Raised) {
    let sources = snapshot.sources(&report.sources);
    let before = raised.open.len();
    for conflict in &report.judgement.conflicts {
        let Some(severity) = reference::level(snapshot, conflict.rule, &note.path) else { continue };
        let mut made = diagnostic(note, conflict, &sources, severity);
        if conflict.rule == source_disagreement::RULE.id {
            disagree(&mut made, conflict, &sources, report.judgement.evidence);
        }
        raised.push(made, report.claim.span);
    }
    if let Some(made) = unsupported(snapshot, note, report) {
        raised.push(made, report.claim.span);
    }
    if report.judgement.verdict == Verdict::Conflict && raised.open.len() == before {
        report.judgement.verdict = Verdict::Unverified(Reason::Suppressed);
    }
}

/// The claim follows one source, and another in its scope gives another value: both places are shown.
fn disagree(diagnostic: &mut Diagnostic, conflict: &Conflict, sources: &[&Source], follows: Option<Place>) {
    let Some((source, place)) = follows.and_then(|p| Some((sources.get(p.source)?, p))) else { return };
    let note_says = format!("{} ({})", conflict.note_says, file_line(source, place.span));
    let other = conflict.found.and_then(|p| Some(file_line(sources.get(p.source)?, p.span)));
    let sides = Sides { note_says: &note_says, source_says: &conflict.source_says, place: other.as_deref() };
    diagnostic.message = source_disagreement::message(&sides);
    let message = format!("says {}", conflict.note_says);
    diagnostic.related = vec![Related { location: location(&source.document, place.span), message }];
    diagnostic.fix = None;
}

/// A claim for which its sources, all read whole, hold nothing.
fn unsupported(snapshot: &Snapshot, note: &Document, report: &ClaimReport) -> Option<Diagnostic> {
    let nothing = report.judgement.verdict == Verdict::Unverified(Reason::NoEvidence) && report.scope.whole();
    let rule = unsupported_claim::RULE.id;
    let severity = nothing.then(|| reference::level(snapshot, rule, &note.path)).flatten()?;
    let claimed = location(note, report.claim.span);
    let message = unsupported_claim::message(&snapshot.paths(&report.scope.sources));
    Some(reference::finding(rule, severity, message, claimed))
}

fn diagnostic(note: &Document, conflict: &Conflict, sources: &[&Source], severity: Level) -> Diagnostic {
    let at = |place: &Option<Place>| {
        let place = (*place)?;
        let source = sources.get(place.source)?;
        Some((location(&source.document, place.span), file_line(source, place.span)))
    };
    let (found, place) = at(&conflict.found).unzip();
    let claimed = location(note, conflict.claimed);
    let sides = Sides { note_says: &conflict.note_says, source_says: &conflict.source_says, place: place.as_deref() };
    // markup inside the words would be lost by taking others in their place
    let plain = claimed.text == conflict.claimed.of(&note.text);
    let fix = conflict.replacement.as_ref().filter(|_| plain).map(|new_text| Fix {
        title: format!("replace “{}” with “{new_text}”", claimed.text),
        edits: vec![Edit { span: claimed.span, new_text: new_text.clone() }],
    });
    let reference = rules::find(conflict.rule).is_some_and(|r| r.family == Family::Reference);
    Diagnostic {
        rule: conflict.rule,
        severity,
        message: rules::message(conflict.rule, &sides),
        file: note.path.clone(),
        span: claimed.span,
        claimed: Some(claimed),
        found,
        evidence: at(&conflict.evidence).map(|e| e.0),
        related: Vec::new(),
        confidence: (!reference).then_some(conflict.confidence()),
        fingerprint: String::new(),
        fix,
    }
}
