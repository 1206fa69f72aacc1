//! The command line: arguments in, text out, an exit code. Thin: every answer comes from the rooms above.

mod args;
mod baseline;
mod check;
mod define;
mod explain;
mod fix;
mod init;
mod judge;
mod mcp;
mod opened;
mod pages;
mod progress;
mod report;
mod since;
mod watch;

use crate::diagnostic::render::Look;
use crate::workspace::{CACHE_VARIABLE, Cache, reason};
use args::{Args, Command};
use clap::Parser;
use std::io::{BufWriter, ErrorKind, StdoutLock, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Nothing to report.
const CLEAN: u8 = 0;
/// Findings.
const FOUND: u8 = 1;
/// Usage, configuration, input or output went wrong, or there was nothing to check.
const TROUBLE: u8 = 2;

/// Parses the arguments and runs the command.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let code = if error.use_stderr() { TROUBLE } else { CLEAN };
            // a closed pipe behind `--help` is no reason to complain
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    ExitCode::from(run(args.command).unwrap_or_else(|error| {
        if error.kind() == ErrorKind::BrokenPipe {
            // whoever reads has seen enough
            return CLEAN;
        }
        complain(&error.to_string())
    }))
}

fn run(command: Command) -> std::io::Result<u8> {
    if let Command::Judge = command {
        return judge::run(std::io::stdin().lock(), std::io::stdout().lock());
    }
    if let Command::Lsp { no_cache, .. } = command {
        return Ok(crate::server::run(if no_cache { None } else { Cache::of_person() }));
    }
    if let Command::Mcp(args) = &command {
        return Ok(mcp::run(args));
    }
    let stdout = std::io::stdout().lock();
    let look = look(&stdout);
    let mut out = BufWriter::new(stdout);
    let code = match command {
        Command::Judge | Command::Lsp { .. } | Command::Mcp(_) => CLEAN,
        Command::Check(args) => check::run(&args, &mut out, look)?,
        Command::Define(args) => define::run(&args, &mut out)?,
        Command::Explain { what, root } => explain::run(&what, root.as_deref(), &mut out)?,
        Command::Report(args) => report::run(&args, &mut out)?,
        Command::Cache { clear } => cache(clear, &mut out)?,
        Command::Rules => pages::rules(&mut out)?,
        Command::Init { dir } => init::run(&dir.unwrap_or_else(|| PathBuf::from(".")), &mut out)?,
        Command::Schema => pages::schema(&mut out)?,
        Command::Licenses => pages::licenses(&mut out)?,
        Command::Completions { shell } => pages::completions(shell, &mut out)?,
        Command::Man { command } => pages::man(command.as_deref(), &mut out)?,
    };
    out.flush()?;
    Ok(code)
}

/// Where the cache lies and how much is in it, or that it is empty now.
fn cache(clear: bool, out: &mut impl Write) -> std::io::Result<u8> {
    let Some(cache) = Cache::of_person() else {
        return Ok(complain(&format!("there is no cache: {CACHE_VARIABLE} turns it off, or there is no folder for it")));
    };
    let (files, bytes) = cache.size();
    if clear && let Err(error) = cache.clear() {
        return Ok(complain(&format!("{} could not be cleared: {}", cache.folder().display(), reason(&error))));
    }
    let done = if clear { "deleted " } else { "" };
    writeln!(out, "{done}{files} files, {:.1} MB in {}", bytes as f64 / 1e6, cache.folder().display())?;
    Ok(CLEAN)
}

/// How text looks where it goes to: frames as wide as the terminal, within reason.
fn look(stdout: &StdoutLock<'_>) -> Look {
    let colour = anstream::AutoStream::choice(stdout) != anstream::ColorChoice::Never;
    let width = terminal_size::terminal_size_of(stdout).map_or(Look::PLAIN.width, |(width, _)| usize::from(width.0).clamp(40, 160));
    Look { colour, width }
}

/// One line on stderr; the exit code that goes with it.
fn complain(message: &str) -> u8 {
    tell(message);
    TROUBLE
}

/// One line on stderr.
fn tell(message: &str) {
    let _ = writeln!(std::io::stderr(), "postil: {}", crate::diagnostic::render::escape(message));
}
