//! Words that a quotation left out, marked as left out.

use super::{Action, ActionKind};
use crate::analysis::{NoteReport, Snapshot};
use crate::diagnostic::{Diagnostic, Edit};
use crate::document::Document;
use crate::language::fold;
use crate::text::{Cancel, Cancelled, Span, TextEdit, apply};

/// `…` in the place of the words that the source has there, if that settles the finding and no other comes up.
pub(super) fn mark(snapshot: &Snapshot, report: &NoteReport, finding: &Diagnostic, cancel: &Cancel) -> Result<Option<Action>, Cancelled> {
    let Some(edit) = edit(report, finding) else { return Ok(None) };
    let note = &report.document;
    let edits = [TextEdit { span: edit.span, new_text: edit.new_text.clone() }];
    let Some(text) = apply(&note.original, &edits) else { return Ok(None) };
    let after = snapshot.with_document(Document::from_text(&note.path, text, note.format)).check(&note.path, cancel)?;
    // an ellipsis must not hide what turns the meaning: the check itself says so
    let fewer = after.diagnostics.len() < report.diagnostics.len();
    let title = "mark the omission with “…”".to_string();
    Ok(fewer.then(|| Action::new(title, ActionKind::Fix, &note.path, vec![edit]).settling(finding)))
}

fn edit(report: &NoteReport, finding: &Diagnostic) -> Option<Edit> {
    let (claimed, found) = (finding.claimed.as_ref()?, finding.found.as_ref()?);
    if finding.rule != "altered-quotation" {
        return None;
    }
    let bare = |w: &str| fold(w).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words = |s: &str| s.split_whitespace().map(bare).filter(|w| !w.is_empty()).collect::<Vec<_>>();
    let (ours, theirs) = (words(&claimed.text), words(&found.text));
    if ours.len() >= theirs.len() {
        return None;
    }
    let head = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let tail = ours.iter().rev().zip(theirs.iter().rev()).take_while(|(a, b)| a == b).count();
    if head + tail < ours.len() {
        return None;
    }
    // before the first of the words that stand after the gap
    let after = ours.len() - head.min(ours.len());
    let text = claimed.span.of(&report.document.original);
    let mut starts = text.split_whitespace().map(|w| w.as_ptr() as usize - text.as_ptr() as usize);
    let (at, new_text) = match after {
        0 => (text.len(), " …"),
        _ => (starts.nth(head)?, "… "),
    };
    let at = claimed.span.start as usize + at;
    Some(Edit { span: Span::new(at, at), new_text: new_text.to_string() })
}
