//! The command line: arguments in, text out, an exit code. Thin: every answer comes from the rooms above.

mod args;
mod judge;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

/// Nothing to report.
const CLEAN: u8 = 0;
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
    let result = match args.command {
        Command::Judge => judge::run(std::io::stdin().lock(), std::io::stdout().lock()),
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        if error.kind() != std::io::ErrorKind::BrokenPipe {
            complain(&error.to_string());
            return TROUBLE;
        }
        CLEAN
    }))
}

/// One line on stderr.
fn complain(message: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "postil: {message}");
}
