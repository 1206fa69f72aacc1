//! `check --watch`: checks again whenever a file of the workspace changes. Ends by Ctrl-C, or when nobody reads any more.

use super::check::Job;
use crate::diagnostic::render::Look;
use crate::workspace::stamps;
use std::io::{self, IsTerminal, Write};
use std::thread;
use std::time::Duration;

/// How often the folder is looked at.
const STEP: Duration = Duration::from_millis(300);

/// Never ends by itself.
pub fn run(mut job: Job<'_>, out: &mut impl Write, look: Look) -> io::Result<u8> {
    let live = io::stdout().is_terminal();
    let mut seen = stamps(&job.opened.root, &job.args.allow_path);
    loop {
        if live {
            // to the top of an empty screen; what was on it before stays in the terminal's memory
            out.write_all(b"\x1b[2J\x1b[H")?;
        }
        job.once(out, look)?;
        if live {
            writeln!(out, "\nwatching {}; Ctrl-C ends", crate::diagnostic::render::escape(&job.opened.root.display().to_string()))?;
        }
        out.flush()?;
        loop {
            thread::sleep(STEP);
            let now = stamps(&job.opened.root, &job.args.allow_path);
            if now != seen {
                seen = now;
                break;
            }
        }
        job.again();
    }
}
