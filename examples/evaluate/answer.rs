//! What the engine says of one claim and one document: as `postil judge`, with the regime beside it.

use postil::claim::{self, Claim};
use postil::corpus::{Corpus, Source};
use postil::document::{Document, Format};
use postil::text::Span;
use postil::verdict::{Conflict, Verdict, assess};

/// The best conflict, if there is any.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static str,
    pub regime: &'static str,
    /// Into the claim as given.
    pub claimed: Span,
    /// Into the source's text.
    pub found: Option<Span>,
    pub says: String,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub finding: Option<Finding>,
    pub supported: bool,
}

/// Judges the text against one source that is in scope.
pub fn answer(text: &str, source: &Source) -> Answer {
    let (note, claims) = claims(text);
    let judged: Vec<_> = claims.iter().map(|c| assess(&note, c, &[source], true)).collect();
    let supported = !judged.is_empty() && judged.iter().all(|j| j.verdict == Verdict::Supported);
    let conflicts = judged.iter().filter(|j| j.verdict == Verdict::Conflict).filter_map(|j| j.conflicts.first());
    let best = conflicts.reduce(|best, next| if next.confidence() > best.confidence() { next } else { best });
    Answer { finding: best.map(|c| finding(&note, c)), supported }
}

fn finding(note: &Document, c: &Conflict) -> Finding {
    Finding {
        rule: c.rule,
        regime: c.gates.first().copied().unwrap_or("none"),
        claimed: note.outer(c.claimed),
        found: c.found.map(|p| p.span),
        says: format!("{}: note says {}; source says {} ({})", c.rule, c.note_says, c.source_says, c.gates.join(", ")),
    }
}

/// Markdown, or plain text where Markdown sees no sentence.
fn claims(text: &str) -> (Document, Vec<Claim>) {
    let read = |format| {
        let note = Document::from_text("", text, format);
        let found = claim::claims(&note, &claim::citations(&note, &Corpus::default()));
        (note, found)
    };
    let (note, found) = read(Format::Markdown);
    if found.is_empty() { read(Format::Plain) } else { (note, found) }
}
