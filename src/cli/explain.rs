//! `postil explain`: a rule's page, or the whole chain that led to the verdict on a line.

use super::opened::{Trouble, open};
use super::{CLEAN, complain};
use crate::analysis::{NoteReport, Snapshot};
use crate::config::closest;
use crate::diagnostic::FileText;
use crate::diagnostic::render::escape;
use crate::ide::chain;
use crate::rules;
use crate::text::{Cancel, LineIndex};
use crate::workspace::Cache;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `what` is a rule's id or FILE:LINE[:COLUMN].
pub fn run(what: &str, root: Option<&Path>, out: &mut impl Write) -> io::Result<u8> {
    if let Some(rule) = rules::find(what) {
        out.write_all(rules::page(rule).as_bytes())?;
        return Ok(CLEAN);
    }
    if rules::RESERVED.contains(&what) {
        writeln!(out, "{what} is reserved for a later version; this one finds nothing by it")?;
        return Ok(CLEAN);
    }
    let Some((file, line, column)) = position(what) else {
        let rule = closest(what, rules::ids()).map(|id| format!("; did you mean {id}?"));
        // a file without a line
        let line = Path::new(what).is_file().then(|| format!("; name a line of it, as in {what}:1"));
        let meant = line.or(rule).unwrap_or_default();
        return Ok(complain(&format!("“{what}” is neither a rule nor FILE:LINE{meant}")));
    };
    let found = note(&file, root);
    match found {
        Ok((snapshot, report)) => chains(&snapshot, &report, line, column, out),
        Err(Trouble(message)) => Ok(complain(&message)),
    }
}

/// FILE:LINE or FILE:LINE:COLUMN, 1-based.
fn position(what: &str) -> Option<(PathBuf, u32, Option<u32>)> {
    let number = |s: &str| s.parse::<u32>().ok().filter(|n| *n > 0);
    let (rest, last) = what.rsplit_once(':')?;
    let last = number(last)?;
    match rest.rsplit_once(':').and_then(|(file, line)| Some((file, number(line)?))) {
        Some((file, line)) if !file.is_empty() => Some((file.into(), line, Some(last))),
        _ if !rest.is_empty() => Some((rest.into(), last, None)),
        _ => None,
    }
}

fn note(file: &Path, root: Option<&Path>) -> Result<(Snapshot, Arc<NoteReport>), Trouble> {
    let opened = open(root, &[file.to_path_buf()], &[], Cache::of_person())?;
    let path = opened.note(file)?;
    let report = opened.snapshot.check(&path, &Cancel::default()).map_err(|_| Trouble("the check was given up".to_string()))?;
    Ok((opened.snapshot, report))
}

/// Every claim on the line, with all that is known of it.
fn chains(snapshot: &Snapshot, report: &NoteReport, line: u32, column: Option<u32>, out: &mut impl Write) -> io::Result<u8> {
    let document = &report.document;
    let text = FileText { text: document.original.clone(), decoded: document.decoded, lines: LineIndex::new(&document.original) };
    let mut any = false;
    for claim in &report.claims {
        let span = document.outer(claim.claim.span);
        let (start, end) = (text.line_column(span.start), text.line_column(span.end));
        let meant = match column {
            Some(column) => start <= (line, column) && (line, column) <= end,
            None => start.0 <= line && line <= end.0,
        };
        if meant {
            if any {
                writeln!(out)?;
            }
            any = true;
            writeln!(out, "{}:{}:{}", escape(&document.path), start.0, start.1)?;
            for line in chain(snapshot, report, claim).lines {
                writeln!(out, "  {}", escape(&line))?;
            }
        }
    }
    if !any {
        writeln!(out, "{}:{line}: no claim stands there, so nothing is judged", escape(&document.path))?;
    }
    Ok(CLEAN)
}
