//! How long an editor waits: cold start, keystroke to findings, hover, definition, and the memory that it takes.
//!
//! `cargo bench --bench keystroke [-- FOLDER [COUNT]]`: with a folder, its text files are the sources; else texts are made. With
//! a count, variations of them (other figures and names) are added until there are so many. The real binary is driven over stdio,
//! with the debounce off.

#[path = "../tests/lsp/client.rs"]
#[allow(dead_code)]
mod client;
mod made;

use client::{Client, capabilities, uri};
use made::{copy, make, multiply, notes};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const NOTE_LINES: usize = 500;
const LONG_NOTE_LINES: usize = 2_000;
const ROUNDS: usize = 100;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with('-'));
    let folder = arguments.next().map(PathBuf::from);
    let count = arguments.next().and_then(|n| n.parse::<usize>().ok());
    let dir = tempfile::tempdir().expect("a folder");
    let sources = dir.path().join("sources");
    match &folder {
        Some(folder) => copy(folder, &sources),
        None => make(&sources),
    }
    let (note, bare) = notes(&sources, NOTE_LINES);
    let (long, _) = notes(&sources, LONG_NOTE_LINES);
    if let Some(count) = count {
        multiply(&sources, count, 0);
    }
    let at = dir.path().join("notes/note.md");
    fs::create_dir_all(dir.path().join("notes")).expect("made");
    fs::write(&at, &note).expect("written");
    let long_at = dir.path().join("notes/long.md");
    fs::write(&long_at, &long).expect("written");

    let start = Instant::now();
    let mut can = capabilities(&["utf-8"]);
    can["workspace"]["semanticTokens"] = json!({ "refreshSupport": true });
    let (mut client, _) = Client::start(Some(dir.path()), can.clone(), json!({ "debounce": 0, "inlayHints": "all" }));
    let uri = uri(&at);
    client.open(&uri, 1, &note);
    let found = client.diagnostics(&uri, 1).len();
    println!("cold start to first findings   {:>9.1} ms ({found} findings)", ms(start.elapsed()));
    let idle = client.memory();

    let words: Vec<usize> = (0..NOTE_LINES).step_by(2).filter(|l| note.lines().nth(*l).is_some_and(|t| t.len() > 20)).collect();
    let line = |round: usize| words[round * 7 % words.len()];
    report("keystroke to findings", typed(&mut client, &uri, line));
    let counters = client.call("postil/counters", json!({ "textDocument": { "uri": uri } }));
    println!("work so far                    {counters}");
    for (name, method) in
        [("hover", "textDocument/hover"), ("definition", "textDocument/definition"), ("references", "textDocument/references")]
    {
        let times = (0..ROUNDS).map(|round| {
            let at = json!({ "line": line(round), "character": 12 + round % 6 });
            let mut params = json!({ "textDocument": { "uri": uri }, "position": at });
            if method.ends_with("references") {
                params["context"] = json!({ "includeDeclaration": true });
            }
            let start = Instant::now();
            client.call(method, params);
            start.elapsed()
        });
        report(name, times.collect());
    }
    completed(&mut client, dir.path(), &bare);
    let at = dir.path().join("notes/bare.md");
    fs::write(&at, &bare).expect("written");
    let uri = client::uri(&at);
    // as a client that watches files tells of a new one
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 1 }] }));
    client.open(&uri, 1, &bare);
    client.diagnostics(&uri, 1);
    report("keystroke, nothing cited", typed(&mut client, &uri, line));
    coloured(dir.path(), can, &long_at, &long);
    shown(&mut client, &long_at, &long);
    println!("memory (VmRSS)                 {idle:>9.1} MB after the start, {:.1} MB now", client.memory());
    // the other note was checked once more when the new one came
    client.unread();
    client.finish();
}

/// Asks what may be written after a key's first letter, a link's, and some words of a quotation.
fn completed(client: &mut Client, root: &Path, bare: &str) {
    let begun = |l: &&str| l.split_whitespace().count() > 12;
    let quoted = bare.lines().filter(begun).map(|l| l.split_whitespace().take(6).collect::<Vec<_>>().join(" "));
    let text: String = quoted.take(ROUNDS).map(|words| format!("See [@s\n\nSee [[s\n\nThey say: “{words}\n\n")).collect();
    let at = root.join("notes/typing.md");
    fs::write(&at, &text).expect("written");
    let uri = client::uri(&at);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 1 }] }));
    client.open(&uri, 1, &text);
    client.diagnostics(&uri, 1);
    let lines: Vec<&str> = text.lines().collect();
    for (first, name) in [(0, "completion of a key"), (2, "completion of a link"), (4, "completion of a quotation")] {
        let times = (0..ROUNDS).map_while(|round| {
            let line = first + round * 6;
            let position = json!({ "line": line, "character": lines.get(line)?.len() });
            let start = Instant::now();
            client.call("textDocument/completion", json!({ "textDocument": { "uri": uri }, "position": position }));
            Some(start.elapsed())
        });
        report(name, times.collect());
    }
}

/// The tokens of a long note, asked of a server that was just started for it, and all that they come to be.
fn coloured(root: &Path, can: Value, at: &Path, note: &str) {
    let (mut client, _) = Client::start(Some(root), can, json!({ "debounce": 0 }));
    let uri = client::uri(at);
    let document = json!({ "textDocument": { "uri": uri } });
    // the folder is read
    client.call("textDocument/foldingRange", document.clone());
    let start = Instant::now();
    client.open(&uri, 1, note);
    for what in ["on opening", "with verdicts", "with all terms"] {
        let asked = Instant::now();
        let full = client.call("textDocument/semanticTokens/full", document.clone());
        let (count, took) = (full["data"].as_array().map_or(0, |d| d.len() / 5), ms(asked.elapsed()));
        println!("semantic tokens, {what:<14}{took:>9.1} ms, {:.0} ms after opening ({count} tokens)", ms(start.elapsed()));
        if what != "with all terms" {
            client.until_asked("workspace/semanticTokens/refresh");
        }
    }
    client.leave();
}

/// What an editor shows in the text of a long note: semantic tokens, inlay hints, lenses.
fn shown(client: &mut Client, at: &Path, note: &str) {
    let uri = client::uri(at);
    client.open(&uri, 1, note);
    client.diagnostics(&uri, 1);
    let document = json!({ "textDocument": { "uri": uri } });
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": LONG_NOTE_LINES, "character": 0 } });
    let start = Instant::now();
    let full = client.call("textDocument/semanticTokens/full", document.clone());
    let count = full["data"].as_array().map_or(0, |d| d.len() / 5);
    println!("semantic tokens, judged        {:>9.1} ms ({count} tokens)", ms(start.elapsed()));
    for (name, method, params) in [
        ("semantic tokens, warm", "textDocument/semanticTokens/full", document.clone()),
        ("inlay hints, warm", "textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": all })),
        ("code lens, warm", "textDocument/codeLens", document.clone()),
    ] {
        let times = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            client.call(method, params.clone());
            start.elapsed()
        });
        report(name, times.collect());
    }
    let mut id = full["resultId"].clone();
    let mut times = Vec::new();
    for round in 0..ROUNDS as i64 {
        let at = json!({ "line": round * 20 % LONG_NOTE_LINES as i64, "character": 9 });
        let change = json!({ "range": { "start": at, "end": at }, "text": "e" });
        let version = round + 2;
        let start = Instant::now();
        client.notify("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] }));
        let params = json!({ "textDocument": { "uri": uri }, "previousResultId": id });
        id = client.call("textDocument/semanticTokens/full/delta", params)["resultId"].clone();
        times.push(start.elapsed());
        client.diagnostics(&uri, version);
    }
    report("letter to tokens (difference)", times);
}

/// Types a letter in one line after the other; the time from each to its findings.
fn typed(client: &mut Client, uri: &str, line: impl Fn(usize) -> usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let version = round as i64 + 2;
        let at = json!({ "line": line(round), "character": 9 });
        let change = json!({ "range": { "start": at, "end": at }, "text": "e" });
        let start = Instant::now();
        client.notify("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] }));
        client.diagnostics(uri, version);
        times.push(start.elapsed());
    }
    times
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| ms(times[(times.len() - 1) * share / 100]);
    println!("{name:<30} {:>9.2} ms median, {:.2} ms 95 %, {:.2} ms worst", at(50), at(95), at(100));
}
