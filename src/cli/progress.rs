//! A bar for runs that take a while. Only a person at a terminal sees it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// A run that is over by then shows nothing.
const PATIENCE: Duration = Duration::from_millis(700);
const STEP: Duration = Duration::from_millis(50);

/// Does the work; meanwhile `done` tells how much of `total` notes is behind.
pub fn during<T>(total: usize, done: impl Fn() -> u64 + Sync, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let over = AtomicBool::new(false);
    let (over, done, before) = (&over, &done, done());
    thread::scope(|scope| {
        scope.spawn(move || {
            let wait = |time: Duration| {
                (0..time.as_millis() / STEP.as_millis()).any(|_| {
                    thread::sleep(STEP);
                    over.load(Ordering::Relaxed)
                })
            };
            if wait(PATIENCE) {
                return;
            }
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{pos} of {len} notes {wide_bar} {eta}") {
                bar.set_style(style);
            }
            while !wait(STEP) {
                bar.set_position(done().saturating_sub(before));
            }
            bar.finish_and_clear();
        });
        let out = work();
        over.store(true, Ordering::Relaxed);
        out
    })
}
