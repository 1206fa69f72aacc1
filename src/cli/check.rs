//! `postil check`: which notes, what was found, which exit code.

use super::args::Check;
use super::opened::{Opened, Trouble, open};
use super::{CLEAN, FOUND, baseline, complain};
use crate::config;
use crate::diagnostic::render::{Format, render};
use crate::text::{Cancel, Cancelled};
use rustc_hash::FxHashSet;
use std::io::{self, Write};

/// Checks, writes the results, and tells the exit code.
pub fn run(args: &Check, out: &mut impl Write, colour: bool) -> io::Result<u8> {
    match prepare(args) {
        Ok((opened, known)) => finish(args, &opened, &known, out, colour),
        Err(Trouble(message)) => Ok(complain(&message)),
    }
}

fn prepare(args: &Check) -> Result<(Opened, FxHashSet<String>), Trouble> {
    let known = match &args.baseline {
        Some(file) => baseline::read(file).map_err(Trouble)?,
        None => FxHashSet::default(),
    };
    Ok((open(args.root.as_deref(), &args.paths, &args.allow_path)?, known))
}

fn finish(args: &Check, opened: &Opened, known: &FxHashSet<String>, out: &mut impl Write, colour: bool) -> io::Result<u8> {
    let cancel = Cancel::default();
    let checked = opened.selected(&cancel).and_then(|notes| {
        let report = opened.snapshot.report(&notes, args.coverage, &cancel)?;
        Ok((notes, report))
    });
    let (notes, mut report) = match checked {
        Ok(checked) => checked,
        // nobody cancels here
        Err(Cancelled) => return Ok(complain("the check was given up")),
    };
    report.diagnostics.retain(|d| !known.contains(&d.fingerprint) && (notes.contains(&d.file) || opened.covers(&d.file)));
    let mut code = CLEAN;
    if report.diagnostics.iter().any(|d| args.fail_on.0.is_some_and(|level| d.severity >= level)) {
        code = FOUND;
    }
    let silent = args.format == Format::Text && notes.is_empty() && report.diagnostics.is_empty();
    if !silent {
        out.write_all(render(args.format, &report, colour).as_bytes())?;
    }
    if opened.config_is_broken {
        code = complain(&format!("{} has something that cannot be used; its default holds (config-problem)", config::FILE));
    }
    if notes.is_empty() && !args.allow_empty {
        code = complain(&format!("nothing to check: {}", opened.why_empty()));
    }
    if !notes.is_empty() && opened.snapshot.corpus().sources.is_empty() && !args.allow_empty {
        code = complain(&format!("nothing to check against: {}", opened.why_no_sources()));
    }
    Ok(code)
}
