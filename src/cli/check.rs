//! `postil check`: which notes, what was found, which exit code.

use super::args::Check;
use super::baseline::Baseline;
use super::opened::{Opened, Trouble, open};
use super::{CLEAN, FOUND, complain, tell};
use crate::config;
use crate::diagnostic::Report;
use crate::diagnostic::render::{Format, render};
use crate::text::{Cancel, Cancelled};
use std::io::{self, Write};

/// Checks, writes the results, and tells the exit code.
pub fn run(args: &Check, out: &mut impl Write, colour: bool) -> io::Result<u8> {
    match prepare(args) {
        Ok((opened, baseline)) => finish(args, &opened, baseline.as_ref(), out, colour),
        Err(Trouble(message)) => Ok(complain(&message)),
    }
}

fn prepare(args: &Check) -> Result<(Opened, Option<Baseline>), Trouble> {
    let baseline = args.baseline.as_ref().map(|file| Baseline::read(file, args.update_baseline)).transpose().map_err(Trouble)?;
    Ok((open(args.root.as_deref(), &args.paths, &args.allow_path)?, baseline))
}

fn finish(args: &Check, opened: &Opened, baseline: Option<&Baseline>, out: &mut impl Write, colour: bool) -> io::Result<u8> {
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
    let covers = |file: &str| opened.covers(file) || notes.iter().any(|n| n == file);
    report.diagnostics.retain(|d| covers(&d.file));
    if let Some(baseline) = baseline
        && let Err(message) = compare(args, baseline, &mut report, covers)
    {
        return Ok(complain(&message));
    }
    let mut code = code(args, &report);
    let silent = args.format == Format::Text && notes.is_empty() && report.diagnostics.is_empty() && report.compared.is_none();
    if !silent {
        report.prefix(&args.path_prefix);
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

/// Leaves out what is known, after writing it down if that was asked for.
fn compare(args: &Check, baseline: &Baseline, report: &mut Report, covers: impl Fn(&str) -> bool) -> Result<(), String> {
    let Some(file) = args.baseline.as_ref().filter(|_| args.update_baseline) else {
        baseline.compare(report, covers);
        let stale = report.compared.as_ref().map_or(0, |c| c.stale.len());
        if stale > 0 && !matches!(args.format, Format::Text | Format::Json | Format::Sarif) {
            tell(&format!("{stale} of the baseline's findings are not there any more; `--update-baseline` drops them"));
        }
        return Ok(());
    };
    let updated = baseline.updated(&report.diagnostics, &covers);
    updated.write(file)?;
    tell(&format!("wrote {}: {} findings, {} before", file.display(), updated.len(), baseline.len()));
    updated.compare(report, covers);
    Ok(())
}

fn code(args: &Check, report: &Report) -> u8 {
    let over = |level| args.fail_on.0.is_some_and(|least| level >= least);
    let stale = args.fail_on_stale && report.compared.as_ref().is_some_and(|c| !c.stale.is_empty());
    if stale || report.diagnostics.iter().any(|d| over(d.severity)) { FOUND } else { CLEAN }
}
