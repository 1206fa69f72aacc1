//! The command line.

use std::process::ExitCode;

/// Parses the arguments and runs the command.
pub fn main() -> ExitCode {
    ExitCode::from(2)
}
