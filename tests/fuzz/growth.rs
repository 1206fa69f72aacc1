//! No work that grows with the square of a text. A clock would measure the machine, so what is measured is the memory asked
//! for: four times the text may ask for little more than four times as much.

use super::targets;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static ASKED: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ASKED.try_with(|a| a.set(a.get() + layout.size() as u64));
        // SAFETY: the caller keeps the promises of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: it came from `alloc` above.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Bytes asked for by this thread.
fn asked(target: fn(&[u8]), text: &str) -> u64 {
    let before = ASKED.with(Cell::get);
    target(text.as_bytes());
    ASKED.with(Cell::get) - before
}

/// Its name, what is run, and the input that it makes of a text.
type Shape = (&'static str, fn(&[u8]), fn(&str) -> String);

#[test]
fn four_times_the_text_is_little_more_than_four_times_the_work() {
    let pieces = ["[", "“", "> ", "1 ", "not ", "A.", "the ", "“a b c d e” ", "said Ana, ", "\n\n"];
    let shapes: [Shape; 4] = [
        ("a note", targets::document, |t| t.to_owned()),
        ("a claim", targets::judge, |t| format!("{t}\n%%\nThe gauge rose 3 cm in 1990.")),
        ("a source", targets::judge, |t| format!("The gauge rose 3 cm in 1990.\n%%\n{t}")),
        ("both sides of a quotation", targets::quotations, |t| format!("“{t}”\n%%\n{t}")),
    ];
    let mut grown = Vec::new();
    for (name, target, shape) in shapes {
        for piece in pieces {
            let text = |bytes: usize| shape(&piece.repeat(bytes / piece.len()));
            let (small, large) = (asked(target, &text(400)), asked(target, &text(1_600)));
            if large > small.saturating_mul(8) + 400_000 {
                grown.push(format!("{name} of {piece:?}: {small} bytes, then {large}"));
            }
        }
    }
    assert!(grown.is_empty(), "{}", grown.join("\n"));
}
