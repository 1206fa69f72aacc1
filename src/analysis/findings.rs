use super::depend::relevant;
use super::elsewhere::attribute;
use super::memo::{Key, KeyHasher, Stored, lift, lower};
use super::place::{file_line, location};
use super::report::{ClaimReport, NoteReport};
use super::{Snapshot, reference};
use crate::claim::{Claim, Scope, Scopes, citations, claims};
use crate::config::Level;
use crate::corpus::Source;
use crate::diagnostic::{Diagnostic, Edit, Fingerprints, Fix, Location, Suppressions, sort};
use crate::document::Document;
use crate::mention::quotation;
use crate::rules::{self, Family, Sides};
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::{Conflict, Judgement, Place, Reason, Verdict, assess};
use std::sync::Arc;

/// Checks one note.
pub(super) fn check(snapshot: &Snapshot, note: &Arc<Document>, cancel: &Cancel) -> Result<NoteReport, Cancelled> {
    snapshot.memo().counters.checked();
    let citations = citations(note, snapshot.corpus());
    let scopes = Scopes::new(note, snapshot.corpus(), &citations);
    let mut suppressions = Suppressions::read(note);
    let quotations = quotation::find(note);
    let mut findings = Vec::new();
    let mut reports = Vec::new();
    for claim in claims(note, &citations) {
        cancel.check()?;
        let scope = scopes.of(&claim);
        let judgement = judge(snapshot, note, &claim, &scope);
        let sources = scope.sources.clone();
        reports.push(ClaimReport { claim, scope, sources, judgement });
    }
    for report in &mut reports {
        cancel.check()?;
        attribute(snapshot, note, &quotations, report);
        raise(snapshot, note, report, &mut suppressions, &mut findings);
    }
    for (diagnostic, sentence) in reference::of_note(snapshot, note, &citations) {
        if !suppressions.silences(diagnostic.rule, diagnostic.span) {
            findings.push((diagnostic, sentence));
        }
    }
    findings.extend(reference::unused(snapshot, note, &suppressions).into_iter().map(|d| (d, Span::default())));
    let mut report = NoteReport { document: note.clone(), diagnostics: name(note, findings), ..NoteReport::default() };
    report.summary.files = 1;
    for claim in &reports {
        report.summary.count(claim.judgement.verdict);
    }
    report.claims = reports;
    drop(scopes);
    report.citations = citations;
    Ok(report)
}

/// Sorts the findings and gives them their fingerprints. Each comes with the claim's sentence.
fn name(note: &Document, findings: Vec<(Diagnostic, Span)>) -> Vec<Diagnostic> {
    let mut findings = findings;
    findings.sort_by(|(a, _), (b, _)| (a.span.start, a.rule, a.span.end, &a.message).cmp(&(b.span.start, b.rule, b.span.end, &b.message)));
    let mut prints = Fingerprints::new();
    let text = |l: &Option<Location>| l.as_ref().map_or(String::new(), |l| l.text.clone());
    let mut out = Vec::with_capacity(findings.len());
    for (mut diagnostic, sentence) in findings {
        let claimed = text(&diagnostic.claimed);
        let found = text(&diagnostic.found);
        diagnostic.fingerprint = prints.next(diagnostic.rule, &note.path, sentence.of(&note.text), &claimed, &found);
        out.push(diagnostic);
    }
    sort(&mut out);
    out
}

/// What is known about the claim: remembered, or judged now.
fn judge(snapshot: &Snapshot, note: &Document, claim: &Claim, scope: &Scope) -> Judgement {
    if scope.sources.is_empty() {
        let verdict = Verdict::Unverified(Reason::NoSource);
        return Judgement { verdict, conflicts: Vec::new(), evidence: None, trace: Vec::new() };
    }
    let (claim_key, covers) = key(note, claim, scope);
    let memo = snapshot.memo();
    let full = KeyHasher::from(claim_key).with(&snapshot.content(&scope.sources)).key();
    if let Some(stored) = memo.get(full) {
        return lower(&stored.judgement, covers.start);
    }
    let sources = snapshot.sources(&scope.sources);
    let near = relevant(note, claim, &sources);
    let near_key = near.as_ref().map(|r| r.key(claim_key, &sources, &snapshot.indexed(&scope.sources)));
    if let (Some(near), Some(stored)) = (&near, near_key.and_then(|k| memo.get(k))) {
        let mut judgement = stored.judgement.clone();
        if near.place(&mut judgement, &stored.anchors, &sources).is_some() {
            let out = lower(&judgement, covers.start);
            memo.put(full, Arc::new(Stored { judgement, anchors: Vec::new() }));
            return out;
        }
    }
    memo.counters.judged();
    let judgement = assess(note, claim, &sources, scope.whole());
    if let Some(lifted) = lift(&judgement, covers) {
        let anchors = near.as_ref().and_then(|n| n.anchors(&lifted, &sources));
        if let (Some(key), Some(anchors)) = (near_key, anchors) {
            memo.put(key, Arc::new(Stored { judgement: lifted.clone(), anchors }));
        }
        memo.put(full, Arc::new(Stored { judgement: lifted, anchors: Vec::new() }));
    }
    judgement
}

/// Hashes what a judgement depends on in the note, and tells which span that covers: the sentence, or its block where a
/// quotation may reach beyond the sentence.
fn key(note: &Document, claim: &Claim, scope: &Scope) -> (Key, Span) {
    let block = note.blocks.get(note.blocks.partition_point(|b| b.span.end < claim.span.end));
    let block = block.map_or(claim.span, |b| b.span.cover(claim.span));
    let marks = ['"', '“', '”', '„', '«', '»', '‘', '‹', '「', '『', '＂'];
    let quotes = claim.block_quote || block.of(&note.text).contains(marks);
    let covers = if quotes { block } else { claim.span };
    let relative = |s: &Span| (s.start.wrapping_sub(covers.start), s.end.wrapping_sub(covers.start));
    let mut hasher = KeyHasher::new().with(covers.of(&note.text)).with(&relative(&claim.span));
    let skip: Vec<_> = claim.skip.iter().map(relative).collect();
    hasher.add(&(skip, claim.block_quote, &claim.context, scope.whole()));
    let from = note.inlines.partition_point(|x| x.span.start < covers.start);
    for inline in note.inlines.get(from..).unwrap_or(&[]).iter().take_while(|x| x.span.start < covers.end) {
        hasher.add(&(std::mem::discriminant(&inline.kind), relative(&inline.span)));
    }
    let front = &note.front;
    hasher.add(&(front.title.as_ref().map(|l| &l.value), front.date.as_ref().map(|l| &l.value), front.author.as_ref().map(|l| &l.value)));
    (hasher.key(), covers)
}

/// Turns the conflicts of a claim into diagnostics, but for those silenced or off.
fn raise(
    snapshot: &Snapshot,
    note: &Document,
    report: &mut ClaimReport,
    suppressions: &mut Suppressions,
    out: &mut Vec<(Diagnostic, Span)>,
) {
    let sources = snapshot.sources(&report.sources);
    let before = out.len();
    for conflict in &report.judgement.conflicts {
        let span = note.outer(conflict.claimed);
        let Some(severity) = reference::level(snapshot, conflict.rule, &note.path) else { continue };
        if !suppressions.silences(conflict.rule, span) {
            out.push((diagnostic(note, conflict, &sources, severity), report.claim.span));
        }
    }
    if report.judgement.verdict == Verdict::Conflict && out.len() == before {
        report.judgement.verdict = Verdict::Unverified(Reason::Suppressed);
    }
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
