//! What is kept from one session to the next.

use super::client::{Client, capabilities, uri};
use super::{put, workspace};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

const NOTE: &str = "They say: “The level of the lake sank by 12 cm between 1990 and 2010, year by year.”\n";

fn files(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    // one that is still being written is none yet
    let whole = |p: &Path| p.extension().is_none_or(|e| e != "new");
    entries.flatten().map(|e| if e.path().is_dir() { files(&e.path()) } else { usize::from(whole(&e.path())) }).sum()
}

/// What a session finds in the note, how many sources it split, and what it read of a term; `kept` files are there at its end.
fn session(root: &Path, cache: &Path, more: &[&str], kept: usize) -> (Vec<Value>, u64, Value) {
    let mut client = Client::keeping(cache, more);
    client.greet(Some(root), capabilities(&["utf-16"]), json!({ "debounce": 0 }));
    let note = uri(&root.join("notes/n.md"));
    client.open(&note, 1, NOTE);
    let found = client.diagnostics(&note, 1);
    let symbols = client.call("workspace/symbol", json!({ "query": "lake" }));
    let begun = Instant::now();
    while files(cache) < kept && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let counters = client.call("postil/counters", json!({ "textDocument": { "uri": note } }));
    client.finish();
    (found, counters["sourcesSplit"].as_u64().expect("a number"), symbols)
}

#[test]
fn a_second_session_splits_no_source_and_answers_the_same() {
    let text = |i: usize| format!("The level of the lake fell by {i} cm between 1990 and 2010, year by year.\n\n").repeat(40);
    let dir = workspace(&[("notes/n.md", NOTE)]);
    for i in 0..20 {
        put(dir.path(), &format!("sources/s{i}.md"), &text(20 + i));
    }
    let cache = tempfile::tempdir().expect("a folder");
    let first = session(dir.path(), cache.path(), &[], 20);
    assert_eq!((first.1, files(cache.path())), (20, 20));
    assert!(!first.0.is_empty(), "there is something to find");
    let second = session(dir.path(), cache.path(), &[], 20);
    assert_eq!((&second.0, second.1, &second.2), (&first.0, 0, &first.2));
    put(dir.path(), "sources/s3.md", &text(99));
    let third = session(dir.path(), cache.path(), &[], 21);
    assert_eq!(third.1, 1, "only the one that changed");
    let without = session(dir.path(), cache.path(), &["--no-cache"], 0);
    assert_eq!((&without.0, without.1, &without.2), (&third.0, 20, &third.2));
    put(dir.path(), "postil.toml", "cache = false\n");
    assert_eq!(session(dir.path(), cache.path(), &[], 0).1, 20);
    assert_eq!(files(dir.path()), 22, "nothing is written into the workspace");
}
