//! `postil check`: which notes, what was found, which exit code.

use super::args::Check;
use super::baseline::Baseline;
use super::opened::{Opened, Trouble, open, open_typed};
use super::since::Since;
use super::{CLEAN, FOUND, TROUBLE, complain, fix, progress, tell, watch};
use crate::config;
use crate::diagnostic::render::{Format, Look, render};
use crate::diagnostic::{Report, Stats};
use crate::text::{Cancel, Cancelled};
use crate::workspace::Cache;
use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

/// Checks, writes the results, and tells the exit code.
pub fn run(args: &Check, out: &mut impl Write, look: Look) -> io::Result<u8> {
    match Job::new(args) {
        Ok(job) if args.watch => watch::run(job, out, look),
        Ok(mut job) => job.once(out, look),
        Err(Trouble(message)) => Ok(complain(&message)),
    }
}

/// A workspace and what is to be done with it.
pub struct Job<'a> {
    pub args: &'a Check,
    pub opened: Opened,
    baseline: Option<Baseline>,
    /// How long it took to read the workspace.
    reading: Duration,
    /// A file could not be written.
    refused: bool,
}

/// The notes that were asked for, and all that is said of them.
struct Checked {
    notes: Vec<String>,
    report: Report,
}

impl<'a> Job<'a> {
    fn new(args: &'a Check) -> Result<Job<'a>, Trouble> {
        let begun = Instant::now();
        if args.stats && !matches!(args.format, Format::Text | Format::Json) {
            return Err(Trouble("--stats goes with --format text or json".to_string()));
        }
        let baseline = args.baseline.as_ref().map(|file| Baseline::read(file, args.update_baseline)).transpose().map_err(Trouble)?;
        let root = args.root.as_deref();
        let cache = if args.no_cache { None } else { Cache::of_person() };
        let opened = match &args.stdin_filename {
            Some(path) => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map_err(|e| Trouble(format!("standard input could not be read: {e}")))?;
                open_typed(root, path, &bytes, &args.allow_path, cache)?
            }
            None => open(root, &args.paths, &args.allow_path, cache)?,
        };
        Ok(Job { args, opened, baseline, reading: begun.elapsed(), refused: false })
    }

    /// Reads the workspace again, for the next time.
    pub fn again(&mut self) {
        let begun = Instant::now();
        self.opened.reload();
        self.reading = begun.elapsed();
    }

    /// Checks and tells, once.
    pub fn once(&mut self, out: &mut impl Write, look: Look) -> io::Result<u8> {
        let begun = Instant::now();
        let checked = self.checked().and_then(|checked| if self.args.fix { self.fixed(checked, out) } else { Ok(checked) });
        let checking = begun.elapsed();
        let code = match checked {
            Ok(checked) => self.tell(checked, out, look)?,
            Err(Trouble(message)) => complain(&message),
        };
        if self.args.stats {
            tell(&format!("read in {:.2} s, checked in {:.2} s", self.reading.as_secs_f64(), checking.as_secs_f64()));
        }
        self.opened.keep(out)?;
        Ok(code)
    }

    fn checked(&self) -> Result<Checked, Trouble> {
        let (args, opened) = (self.args, &self.opened);
        let snapshot = &opened.snapshot;
        let since = args.since.as_ref().map(|rev| Since::new(&opened.root, rev, snapshot, opened.typed.as_deref()));
        let since = since.transpose().map_err(Trouble)?;
        // whether a finding is about a changed line is known by its claim
        let claims = args.coverage || args.stats || since.is_some();
        let cancel = Cancel::default();
        let given_up = |Cancelled| Trouble("the check was given up".to_string());
        let notes = opened.selected(&cancel).map_err(given_up)?;
        let done = || snapshot.counters().notes_checked();
        let mut report = progress::during(notes.len(), done, || snapshot.report(&notes, claims, &cancel)).map_err(given_up)?;
        let covers = |file: &str| opened.covers(file) || notes.iter().any(|n| n == file);
        report.diagnostics.retain(|d| covers(&d.file));
        if let Some(since) = &since {
            since.restrict(&mut report);
        }
        if let Some(baseline) = &self.baseline {
            // what is not looked at is not stale
            let looked = |file: &str| since.is_none() && covers(file);
            self.compare(baseline, &mut report, looked)?;
        }
        report.stats = args.stats.then(|| Stats::of(&report));
        if !args.coverage {
            report.claims = None;
        }
        Ok(Checked { notes, report })
    }

    /// Leaves out what is known, after writing it down if that was asked for.
    fn compare(&self, baseline: &Baseline, report: &mut Report, covers: impl Fn(&str) -> bool) -> Result<(), Trouble> {
        let Some(file) = self.args.baseline.as_ref().filter(|_| self.args.update_baseline) else {
            baseline.compare(report, covers);
            let stale = report.compared.as_ref().map_or(0, |c| c.stale.len());
            if stale > 0 && !matches!(self.args.format, Format::Text | Format::Json | Format::Sarif) {
                tell(&format!("{stale} of the baseline's findings are not there any more; `--update-baseline` drops them"));
            }
            return Ok(());
        };
        let updated = baseline.updated(&report.diagnostics, &covers);
        updated.write(file).map_err(Trouble)?;
        tell(&format!("wrote {}: {} findings, {} before", file.display(), updated.len(), baseline.len()));
        updated.compare(report, covers);
        Ok(())
    }

    /// Puts right what is certain, or shows it; what is left is what is reported.
    fn fixed(&mut self, checked: Checked, out: &mut impl Write) -> Result<Checked, Trouble> {
        let changes = fix::changes(&self.opened, &checked.report, &Cancel::default());
        let changes = changes.map_err(|Cancelled| Trouble("the check was given up".to_string()))?;
        if self.args.dry_run {
            let shown = changes.iter().try_for_each(|c| out.write_all(fix::diff(c).as_bytes()));
            shown.map_err(|e| Trouble(e.to_string()))?;
            return Ok(checked);
        }
        let (mut findings, mut files) = (0, 0);
        for change in &changes {
            match fix::write(&self.opened, change) {
                Ok(()) => (findings, files) = (findings + change.settles, files + 1),
                Err(refused) => {
                    self.refused = true;
                    tell(&refused);
                }
            }
        }
        tell(&format!("fixed {findings} findings in {files} files"));
        if files == 0 {
            return Ok(checked);
        }
        self.opened.reload();
        self.checked()
    }

    fn tell(&self, checked: Checked, out: &mut impl Write, look: Look) -> io::Result<u8> {
        let (args, opened) = (self.args, &self.opened);
        let Checked { notes, mut report } = checked;
        let mut code = if self.refused { TROUBLE } else { code(args, &report) };
        let silent = args.format == Format::Text && notes.is_empty() && report.diagnostics.is_empty() && report.compared.is_none();
        if !silent && !args.dry_run {
            report.prefix(&args.path_prefix);
            out.write_all(render(args.format, &report, look).as_bytes())?;
        }
        if opened.config_is_broken {
            code = complain(&format!("{} has something that cannot be used; its default holds (config-problem)", config::FILE));
        }
        if args.allow_empty {
            return Ok(code);
        }
        if notes.is_empty() {
            return Ok(complain(&format!("nothing to check: {}", self.why_empty())));
        }
        if opened.snapshot.corpus().sources.is_empty() {
            return Ok(complain(&format!("nothing to check against: {}", opened.why_no_sources())));
        }
        Ok(code)
    }

    fn why_empty(&self) -> String {
        match &self.opened.typed {
            Some(path) => format!("{path} is no note of the workspace {}", self.opened.root.display()),
            None => self.opened.why_empty(),
        }
    }
}

fn code(args: &Check, report: &Report) -> u8 {
    let over = |level| args.fail_on.0.is_some_and(|least| level >= least);
    let stale = args.fail_on_stale && report.compared.as_ref().is_some_and(|c| !c.stale.is_empty());
    if stale || report.diagnostics.iter().any(|d| over(d.severity)) { FOUND } else { CLEAN }
}
