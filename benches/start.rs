//! How long an editor waits for its first findings in a large workspace, and what it takes.
//!
//! `cargo bench --bench start [-- FOLDER [COUNT [MEGABYTES]]]`: with a folder, its text files are the sources, else texts are made;
//! variations of them (other figures and names) are added until there are COUNT (5,000) with MEGABYTES (50) together. The real
//! binary is driven over stdio, first without a cache, then twice with one in a folder of its own: the second start finds what the first has
//! kept. Last, `postil check` of the note of quotations, likewise.

#[path = "../tests/lsp/client.rs"]
#[allow(dead_code)]
mod client;
mod made;

use client::{Client, capabilities, uri};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const NOTE_LINES: usize = 500;
const ROUNDS: usize = 100;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with('-'));
    let folder = arguments.next().map(PathBuf::from);
    let mut number = |default: usize| arguments.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(default);
    let (count, megabytes) = (number(5_000), number(50));
    let dir = tempfile::tempdir().expect("a folder");
    let sources = dir.path().join("sources");
    match &folder {
        Some(folder) => made::copy(folder, &sources),
        None => made::make(&sources),
    }
    let (cited, bare) = made::notes(&sources, NOTE_LINES);
    made::multiply(&sources, count, megabytes * 1_000_000);
    let quoted: String = bare.lines().filter(|l| !l.is_empty()).map(|l| format!("They say: “{}”\n\n", l.trim_end_matches('.'))).collect();
    let mut files = Vec::new();
    made::collect(&sources, &mut files);
    let bytes: u64 = files.iter().filter_map(|f| Some(fs::metadata(f).ok()?.len())).sum();
    println!("{} sources, {:.1} MB", files.len(), bytes as f64 / 1e6);
    let (cites, quotes) = (dir.path().join("notes/cites.md"), dir.path().join("notes/quotes.md"));
    fs::create_dir_all(dir.path().join("notes")).expect("made");
    fs::write(&cites, &cited).expect("written");
    fs::write(&quotes, &quoted).expect("written");

    let cache = tempfile::tempdir().expect("a folder");
    let off = Path::new("off");
    for (round, cache, wait) in [("no cache", off, false), ("empty cache", cache.path(), true), ("with a cache", cache.path(), false)] {
        for (name, at, text) in [("a note that cites", &cites, &cited), ("a note of quotations without citations", &quotes, &quoted)] {
            let (mut client, time, found) = started(dir.path(), cache, at, text);
            println!(
                "{round}: start to first findings, {name:<40} {:>9.2} s ({found} findings, {:.0} MB)",
                time.as_secs_f64(),
                client.memory()
            );
            if wait {
                settled(cache);
            }
            client.leave();
        }
    }
    println!("the cache takes {:.1} MB", size(cache.path()) as f64 / 1e6);
    for (round, cache) in [("no cache", off), ("with a cache", cache.path())] {
        let start = Instant::now();
        let mut check = Command::new(env!("CARGO_BIN_EXE_postil"));
        let out = check.arg("check").arg(&quotes).current_dir(dir.path()).env("POSTIL_CACHE", cache).output().expect("the program");
        println!("{round}: postil check, {:>9.2} s ({} bytes told)", start.elapsed().as_secs_f64(), out.stdout.len());
    }

    let (mut client, _, _) = started(dir.path(), off, &cites, &cited);
    let uri = uri(&cites);
    // every source is read for this one
    let other = client::uri(&quotes);
    client.open(&other, 1, &quoted);
    client.diagnostics(&other, 1);
    let lines: Vec<usize> = (0..NOTE_LINES).step_by(2).filter(|l| cited.lines().nth(*l).is_some_and(|t| t.len() > 20)).collect();
    let line = |round: usize| lines[round * 7 % lines.len()];
    let times = (0..ROUNDS).map(|round| {
        let (at, version) = (json!({ "line": line(round), "character": 9 }), round as i64 + 2);
        let change = json!({ "range": { "start": at, "end": at }, "text": "e" });
        let start = Instant::now();
        client.notify("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] }));
        client.diagnostics(&uri, version);
        start.elapsed()
    });
    report("keystroke to findings", times.collect());
    let times = (0..ROUNDS).map(|round| {
        let at = json!({ "line": line(round), "character": 12 + round % 6 });
        let start = Instant::now();
        client.call("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": at }));
        start.elapsed()
    });
    report("hover", times.collect());
    println!("memory (VmRSS), all sources read {:>9.1} MB", client.memory());
    client.leave();
}

/// A server from its start to the first findings of a note.
fn started(root: &Path, cache: &Path, at: &Path, text: &str) -> (Client, Duration, usize) {
    let start = Instant::now();
    let mut client = Client::keeping(cache, &[]);
    client.greet(Some(root), capabilities(&["utf-8"]), json!({ "debounce": 0 }));
    let uri = uri(at);
    client.open(&uri, 1, text);
    let found = client.diagnostics(&uri, 1).len();
    (client, start.elapsed(), found)
}

/// Waits until nothing more is written.
fn settled(folder: &Path) {
    let mut last = (0, 0);
    while last.1 < 20 {
        std::thread::sleep(Duration::from_millis(100));
        let now = size(folder);
        last = if now == last.0 && now > 0 { (now, last.1 + 1) } else { (now, 0) };
    }
}

fn size(folder: &Path) -> u64 {
    let mut files = Vec::new();
    made::collect(folder, &mut files);
    files.iter().filter_map(|f| Some(fs::metadata(f).ok()?.len())).sum()
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    println!("{name:<30} {:>9.2} ms median, {:.2} ms 95 %, {:.2} ms worst", at(50), at(95), at(100));
}
