//! `check --fix`: changes that may be made without asking are made.

use super::opened::Opened;
use crate::diagnostic::Report;
use crate::diagnostic::render::is_unsafe;
use crate::document::{Document, encode_like};
use crate::ide::restored;
use crate::text::{Cancel, Cancelled, LineIndex};
use crate::workspace::{reason, relative, replace};
use rustc_hash::FxHashSet;
use similar::TextDiff;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// The new text of a note.
pub struct Change {
    pub path: String,
    old: String,
    new: String,
    /// How many findings it settles.
    pub settles: usize,
}

/// What can be put right of the findings in the report, in the order of files.
pub fn changes(opened: &Opened, report: &Report, cancel: &Cancel) -> Result<Vec<Change>, Cancelled> {
    let wanted: FxHashSet<&str> = report.diagnostics.iter().map(|d| d.fingerprint.as_str()).collect();
    let mut out = Vec::new();
    for path in &report.notes {
        let Some(found) = restored(&opened.snapshot, path, |print| wanted.contains(print), cancel)? else { continue };
        let old = opened.snapshot.document(path).map_or(String::new(), |d| d.original.to_string());
        out.push(Change { path: path.clone(), old, new: found.text, settles: found.settled.len() });
    }
    Ok(out)
}

/// Writes the note, in its own encoding, if it still is what was read. Sources are never written.
pub fn write(opened: &Opened, change: &Change) -> Result<(), String> {
    let refused = |why: &str| Err(format!("{} stays as it is: {why}", change.path));
    let at = opened.root.join(&change.path);
    let Ok(at) = at.canonicalize() else { return refused("it is gone") };
    if relative(&opened.root, &at).is_none() {
        return refused("it is a link out of the workspace");
    }
    if sources(opened).contains(&at) {
        return refused("it is a link to a source");
    }
    let bytes = fs::read(&at).map_err(|e| format!("{} stays as it is: {}", change.path, reason(&e)))?;
    let now = Document::new(&change.path, &bytes, usize::MAX);
    if !now.is_ok_and(|d| d.original.as_ref() == change.old) {
        return refused("it has changed meanwhile");
    }
    let Some(new) = encode_like(&bytes, &change.new) else { return refused("its encoding cannot be kept") };
    replace(&at, &new, Some(&bytes)).or_else(|e| refused(&reason(&e)))
}

/// Where the files lie that are not notes.
fn sources(opened: &Opened) -> FxHashSet<PathBuf> {
    let snapshot = &opened.snapshot;
    let sources = snapshot.corpus().sources.iter().map(|s| &s.document.path);
    let others = snapshot.glossaries().map(|d| &d.path).chain(snapshot.corpus().bibliography.iter().map(|b| &b.path));
    sources.chain(others).filter_map(|path| opened.root.join(path).canonicalize().ok()).collect()
}

/// The change as a unified diff. Characters that a terminal would obey are shown escaped, and a line that a CI log would take
/// for a command begins with an escaped character.
pub fn diff(change: &Change) -> String {
    let (old, new) = (shown(&change.old), shown(&change.new));
    let name = line(&change.path);
    let diff = TextDiff::from_lines(&old, &new);
    diff.unified_diff().context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

/// The lines, each ending with LF if it ends.
fn shown(text: &str) -> String {
    let index = LineIndex::new(text);
    let mut out = String::with_capacity(text.len());
    for number in 0..index.lines() {
        out.push_str(&line(index.content(text, number).of(text)));
        if number + 1 < index.lines() {
            out.push('\n');
        }
    }
    out
}

fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let command = text.trim_start().starts_with("::") || text.trim_start().starts_with("##[");
    let first = text.len() - text.trim_start().len();
    for (at, c) in text.char_indices() {
        if c != '\t' && is_unsafe(c) || command && at == first {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::opened::open;

    #[test]
    fn a_note_that_has_changed_meanwhile_is_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let note = dir.path().join("notes/pier.md");
        for folder in ["sources", "notes"] {
            fs::create_dir(dir.path().join(folder)).expect("made");
        }
        let said = "She said, “The old pier will be closed on Friday because the timber has rotted through.”";
        fs::write(dir.path().join("sources/pier.txt"), said).expect("written");
        fs::write(&note, format!("{} [[pier]]\n", said.replace("old", "new"))).expect("written");
        let opened = open(Some(dir.path()), &[], &[], None).ok().expect("a workspace");
        let cancel = Cancel::default();
        let report = opened.snapshot.report(&["notes/pier.md".to_string()], false, &cancel).expect("nobody cancelled");
        let changes = changes(&opened, &report, &cancel).expect("nobody cancelled");
        let change = changes.first().expect("one change");
        fs::write(&note, "Another text.\n").expect("written");
        assert!(write(&opened, change).is_err_and(|e| e == "notes/pier.md stays as it is: it has changed meanwhile"));
        assert_eq!(fs::read_to_string(&note).expect("read"), "Another text.\n");
        fs::write(&note, &change.old).expect("written");
        assert_eq!(write(&opened, change), Ok(()));
        assert_eq!(fs::read_to_string(&note).expect("read"), change.new);
    }

    #[test]
    fn a_diff_shows_lines_and_nothing_that_is_obeyed() {
        let change = Change {
            path: "notes/a.md".to_string(),
            old: "::error::x\r\nThe new pier\u{1b}[2J.\r\nEnd".to_string(),
            new: "::error::x\r\nThe old pier\u{1b}[2J.\r\nEnd".to_string(),
            settles: 1,
        };
        let want = "--- a/notes/a.md\n+++ b/notes/a.md\n@@ -1,3 +1,3 @@\n \\u{3a}:error::x\n-The new pier\\u{1b}[2J.\n\
            +The old pier\\u{1b}[2J.\n End\n\\ No newline at end of file\n";
        assert_eq!(diff(&change), want);
    }
}
