use super::difference::word_by_word;
use super::markdown::{bold, escape};
use super::spot;
use super::term::{self, TermDefinition, TermHover};
use crate::analysis::{ClaimReport, NoteReport, Snapshot};
use crate::claim::Citation;
use crate::config::Role;
use crate::corpus::{Resolution, Source};
use crate::document::Document;
use crate::rules::{self, Sides};
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::{Place, Reason, Verdict};

/// What is known of a place in a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// What it is about, into the original text.
    pub span: Span,
    /// Markdown; text from documents is escaped.
    pub markdown: String,
}

/// What is known at an offset of a document of the workspace: of the citation there, or of the term and the quotation or claim.
///
/// # Errors
/// `cancel` was set.
pub fn hover(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Result<Option<Hover>, Cancelled> {
    if snapshot.role(path) != Some(Role::Note) {
        return Ok(term::hover(snapshot, path, offset).map(|t| of_term(&t)));
    }
    let report = snapshot.check(path, cancel)?;
    let cited: Vec<&Citation> = report.citations.iter().filter(|c| c.outer.touches(offset as usize)).collect();
    if let Some(first) = cited.first() {
        let parts: Vec<String> = cited.iter().map(|c| citation(snapshot, c)).collect();
        return Ok(Some(Hover { span: first.outer, markdown: parts.join("\n\n---\n\n") }));
    }
    let claim = spot::claim(&report, offset);
    let term = term::hover(snapshot, path, offset).map(|t| of_term(&t));
    let (Some(claim), Some(term)) = (claim, &term) else {
        return Ok(claim.map(|c| of_claim(snapshot, &report, c, offset)).or(term));
    };
    let claimed = of_claim(snapshot, &report, claim, offset);
    // what conflicts is said first
    let on = |d: &crate::verdict::Conflict| report.document.outer(d.claimed).touches(offset as usize);
    let (first, second) = if claim.judgement.conflicts.iter().any(on) { (&claimed, term) } else { (term, &claimed) };
    Ok(Some(Hover { span: first.span, markdown: format!("{}\n\n---\n\n{}", first.markdown, second.markdown) }))
}

/// The quotation at the offset and where it stands, or the verdict on the claim.
fn of_claim(snapshot: &Snapshot, report: &NoteReport, claim: &ClaimReport, offset: u32) -> Hover {
    let note = &report.document;
    let quoted = spot::quotation(note, offset).filter(|q| !q.scare);
    if let Some(quotation) = quoted
        && let Some((source, span)) = spot::stands(snapshot, note, claim, &quotation)
    {
        let markdown = format!("**quotation**: word for word in {}\n\n{}", place(&source.document, span), in_context(source, span));
        return Hover { span: note.outer(quotation.outer), markdown };
    }
    Hover { span: note.outer(claim.claim.span), markdown: judged(snapshot, report, claim) }
}

/// What a term is, where that stands, what others say, and how it is used.
fn of_term(found: &TermHover) -> Hover {
    let lines = |d: &TermDefinition| {
        let (term, text) = (bold(&d.term.text), escape(&d.definition.text));
        let sentence = if d.sentence.text.trim() == d.definition.text.trim() { "" } else { d.sentence.text.as_str() };
        let quoted = if sentence.is_empty() { String::new() } else { format!("\n\n> {}", escape(sentence)) };
        let day = d.as_of.as_ref().map_or(String::new(), |day| format!(" as of {}", escape(day)));
        format!("{term}: {text} ({}{day}, {}){quoted}", d.kind, escape(&d.file_line))
    };
    let mut out = lines(&found.definition);
    for other in &found.others {
        out.push_str("\n\nalso: ");
        out.push_str(&lines(other));
    }
    let least = if found.exact { "" } else { "at least " };
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    if found.sentences > 0 {
        let (n, m) = (found.sentences, found.sources);
        out.push_str(&format!("\n\nused in {least}{n} sentence{} of {m} source{}", plural(n), plural(m)));
    }
    Hover { span: found.span, markdown: out }
}

/// Title, author, date and file of what is cited.
fn citation(snapshot: &Snapshot, citation: &Citation) -> String {
    let corpus = snapshot.corpus();
    let line = |name: &str, value: Option<&str>| value.map(|v| format!("\n- {name}: {}", escape(v))).unwrap_or_default();
    match &citation.resolution {
        Resolution::One(sources) => {
            let one = |i: &usize| {
                let source = corpus.sources.get(*i)?;
                let entry = corpus.entry_of(*i);
                let front = source.document.front.author.as_ref().map(|a| a.value.as_str());
                let author = front.or_else(|| entry.and_then(|e| e.author.as_deref()));
                let title = source.title.as_deref().unwrap_or(&citation.key);
                let heading = citation.locator.as_deref();
                Some(format!(
                    "{}\n{}{}{}{}{}",
                    bold(title),
                    line("author", author),
                    line("date", source.date.as_deref()),
                    line("published by", entry.and_then(|e| e.publisher.as_deref())),
                    line("file", Some(&source.document.path)),
                    line("place", heading)
                ))
            };
            sources.iter().filter_map(one).collect::<Vec<_>>().join("\n\n")
        }
        Resolution::Ambiguous(sources) => {
            let files: String = snapshot.paths(sources).iter().map(|p| line("file", Some(p))).collect();
            format!("{} may mean any of these\n{files}", bold(&citation.key))
        }
        Resolution::Absent => {
            let entry = corpus.entry(&citation.key);
            let get = |f: fn(&crate::corpus::Entry) -> Option<&str>| entry.and_then(f);
            let title = get(|e| e.title.as_deref()).unwrap_or(&citation.key);
            let (author, date) = (get(|e| e.author.as_deref()), get(|e| e.date.as_deref()));
            let publisher = line("published by", get(|e| e.publisher.as_deref()));
            format!("{}\n{}{}{publisher}\n- its text is not in this workspace", bold(title), line("author", author), line("date", date))
        }
        Resolution::Note(_) | Resolution::Unknown => format!("{}: no source goes by this key", bold(&citation.key)),
    }
}

/// The verdict on a claim, and what it rests on.
fn judged(snapshot: &Snapshot, report: &NoteReport, claim: &ClaimReport) -> String {
    let judgement = &claim.judgement;
    let note = &report.document;
    let mut out = match judgement.verdict {
        Verdict::Supported => "**supported**".to_string(),
        Verdict::Conflict => "**conflict**".to_string(),
        Verdict::Unverified(reason) => format!("**unverified**: {}", why(reason)),
    };
    let mut shown: Option<Place> = None;
    let mut told: Vec<String> = Vec::new();
    for conflict in &judgement.conflicts {
        let at = conflict.found.and_then(|p| Some(spot::file_line(&spot::source(snapshot, claim, p)?.document, p.span)));
        let sides = Sides { note_says: &conflict.note_says, source_says: &conflict.source_says, place: at.as_deref() };
        let before = if told.is_empty() { ": " } else { "\n\n" };
        out.push_str(&format!("{before}{} ({})", escape(&rules::message(conflict.rule, &sides)), conflict.rule));
        told.push(at.unwrap_or_default());
        shown = shown.or(conflict.evidence).or(conflict.found);
    }
    let Some((at, source)) = shown.or(judgement.evidence).and_then(|p| Some((p, spot::source(snapshot, claim, p)?))) else { return out };
    let sentence = source.sentence_at(at.span.start).and_then(|i| source.sentences.get(i)).copied().unwrap_or(at.span);
    if judgement.verdict == Verdict::Conflict
        && let Some((ours, theirs)) = word_by_word(claim.claim.span.of(&note.text), sentence.of(&source.document.text))
    {
        out.push_str(&format!("\n\nnote: {ours}\n\nsource: {theirs}"));
    }
    // what has just been said of the place is not said again
    if !told.contains(&spot::file_line(&source.document, at.span)) {
        out.push_str(&format!("\n\n{}", place(&source.document, at.span)));
    }
    out.push_str(&format!("\n\n{}", in_context(source, at.span)));
    out
}

fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::NoSource => "no source is cited for it",
        Reason::Question => "a question",
        Reason::Opinion => "an opinion",
        Reason::Plan => "a plan",
        Reason::NoEvidence => "nothing was found in the sources that bears on it",
        Reason::Unclear => "what the sources say does not settle it",
        Reason::Suppressed => "a comment or the front matter silences what was found",
        Reason::Language => "not in a language that is checked",
    }
}

/// `file:line`.
fn place(document: &Document, span: Span) -> String {
    escape(&spot::file_line(document, span))
}

/// The sentences of the span as a block quote, in bold, between their neighbours.
pub(super) fn in_context(source: &Source, span: Span) -> String {
    let text = &source.document.text;
    let Some(first) = source.sentence_at(span.start) else { return format!("> {}", bold(span.of(text))) };
    let last = source.sentence_at(span.end.saturating_sub(1).max(span.start)).unwrap_or(first);
    let get = |i: usize| source.sentences.get(i).map(|s| s.of(text));
    let before = first.checked_sub(1).and_then(get).map(escape);
    let middle = (first..=last.min(first + 8)).filter_map(get).collect::<Vec<_>>().join(" ");
    let after = get(last + 1).map(escape);
    let parts: Vec<String> = before.into_iter().chain([bold(&middle)]).chain(after).collect();
    format!("> {}", parts.join(" "))
}
