//! `postil report`: an audit to read and to keep.

use super::args::{Report as Args, ReportFormat};
use super::opened::{Opened, Trouble, open};
use super::{CLEAN, complain, progress};
use crate::diagnostic::render::{About, Digest, html, markdown};
use crate::document::Document;
use crate::text::{Cancel, Cancelled};
use crate::workspace::Cache;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};

/// Writes the report. What it says is no matter of the exit code: 0, or 2 if there is nothing to report on.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<u8> {
    let opened = match open(args.root.as_deref(), &args.paths, &args.allow_path, Cache::of_person()) {
        Ok(opened) => opened,
        Err(Trouble(message)) => return Ok(complain(&message)),
    };
    let cancel = Cancel::default();
    let snapshot = &opened.snapshot;
    let checked = opened.selected(&cancel).and_then(|notes| {
        let work = || snapshot.report(&notes, true, &cancel);
        Ok((progress::during(notes.len(), || snapshot.counters().notes_checked(), work)?, notes))
    });
    let (mut report, notes) = match checked {
        Ok(checked) => checked,
        Err(Cancelled) => return Ok(complain("the check was given up")),
    };
    if notes.is_empty() {
        return Ok(complain(&format!("nothing to report on: {}", opened.why_empty())));
    }
    report.diagnostics.retain(|d| opened.covers(&d.file) || notes.contains(&d.file));
    let name = opened.root.file_name().map_or_else(|| "workspace".to_string(), |n| n.to_string_lossy().into_owned());
    let about = About { name, date: args.date.clone(), sources: digests(&opened) };
    let page = match args.format {
        ReportFormat::Html => html(&report, &about),
        ReportFormat::Md => markdown(&report, &about),
    };
    out.write_all(page.as_bytes())?;
    opened.keep(out)?;
    Ok(CLEAN)
}

/// The sums of the very bytes that were read.
fn digests(opened: &Opened) -> Vec<Digest> {
    let sources = opened.snapshot.corpus().sources.iter().map(|s| &s.document);
    sources.map(|d| Digest { file: d.path.clone(), sha256: sum(opened, d) }).collect()
}

fn sum(opened: &Opened, source: &Document) -> Result<String, String> {
    if !source.decoded {
        return Ok(hex(&Sha256::digest(source.original.as_bytes())));
    }
    // the text was decoded: the bytes are on the disk alone
    let bytes = opened.bytes(&source.path)?;
    match Document::new(&source.path, &bytes, usize::MAX) {
        Ok(again) if again.original == source.original => Ok(hex(&Sha256::digest(&bytes))),
        _ => Err("it has changed meanwhile".to_string()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
