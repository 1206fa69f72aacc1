//! How long an editor waits: cold start, keystroke to findings, hover, definition, and the memory that it takes.
//!
//! `cargo bench --bench keystroke [-- FOLDER [COUNT]]`: with a folder, its text files are the sources; else texts are made. With
//! a count, variations of them (other figures and names) are added until there are so many. The real binary is driven over stdio,
//! with the debounce off.

#[path = "../tests/lsp/client.rs"]
#[allow(dead_code)]
mod client;

use client::{Client, capabilities, uri};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const MADE_SOURCES: usize = 200;
const MADE_SENTENCES: usize = 400;
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
        multiply(&sources, count);
    }
    let at = dir.path().join("notes/note.md");
    fs::create_dir_all(dir.path().join("notes")).expect("made");
    fs::write(&at, &note).expect("written");

    let start = Instant::now();
    let (mut client, _) = Client::start(Some(dir.path()), capabilities(&["utf-8"]), json!({ "debounce": 0, "inlayHints": "all" }));
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
    shown(&mut client, &dir.path().join("notes/long.md"), &long);
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

/// What an editor shows in the text of a long note: semantic tokens, inlay hints, lenses.
fn shown(client: &mut Client, at: &Path, note: &str) {
    fs::write(at, note).expect("written");
    let uri = client::uri(at);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 1 }] }));
    client.open(&uri, 1, note);
    client.diagnostics(&uri, 1);
    let document = json!({ "textDocument": { "uri": uri } });
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": LONG_NOTE_LINES, "character": 0 } });
    let start = Instant::now();
    let full = client.call("textDocument/semanticTokens/full", document.clone());
    let count = full["data"].as_array().map_or(0, |d| d.len() / 5);
    println!("semantic tokens, first time    {:>9.1} ms ({count} tokens, {} lines)", ms(start.elapsed()), note.lines().count());
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

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        match path.extension().and_then(|e| e.to_str()) {
            _ if path.is_dir() => copy(&path, &target),
            Some("txt" | "md") => drop(fs::copy(&path, target).expect("copied")),
            _ => {}
        }
    }
}

/// Texts with words of a small vocabulary, numbers and names, the same every time.
fn make(to: &Path) {
    fs::create_dir_all(to).expect("made");
    let nouns = ["harbour", "council", "river", "budget", "bridge", "school", "report", "station", "market", "storm"];
    let verbs = ["opened", "closed", "grew", "fell", "moved", "failed", "began", "ended"];
    let mut dice = 1usize;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    for i in 0..MADE_SOURCES {
        let mut text = String::new();
        for s in 0..MADE_SENTENCES {
            let (noun, other, verb) = (nouns[roll(10)], nouns[roll(10)], verbs[roll(8)]);
            text.push_str(&format!("The {noun} near the {other} {verb} by {} percent in {}. ", roll(90) + 1, 1900 + roll(120)));
            if s % 6 == 5 {
                text.push_str("\n\n");
            }
        }
        fs::write(to.join(format!("text{i}.txt")), text).expect("written");
    }
}

/// A note of sentences taken from the sources, each with its citation, a blank line after each; and the same without citations.
fn notes(sources: &Path, lines: usize) -> (String, String) {
    let mut files = Vec::new();
    collect(sources, &mut files);
    files.sort();
    let (mut cited, mut bare) = (String::new(), String::new());
    for i in 0..lines / 2 {
        let file = &files[i * 13 % files.len()];
        let text = String::from_utf8_lossy(&fs::read(file).expect("read")).into_owned();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut sentences = text.split(". ").filter(|s| (40..300).contains(&s.len()) && !s.contains(['[', '<', '`']));
        let sentence = sentences.nth(i % 5).unwrap_or("Nothing of this length is said there by anybody");
        let path = file.strip_prefix(sources.parent().expect("a folder")).expect("inside").to_string_lossy().replace('\\', "/");
        cited.push_str(&format!("{}. [[{path}]]\n\n", sentence.trim()));
        bare.push_str(&format!("{}.\n\n", sentence.trim()));
    }
    (cited, bare)
}

/// Adds variations of the sources until there are `count`.
fn multiply(sources: &Path, count: usize) {
    let mut files = Vec::new();
    collect(sources, &mut files);
    files.sort();
    for i in 0..count.saturating_sub(files.len()) {
        let (file, by) = (&files[i % files.len()], (i / files.len() + 1) as u32);
        let text = String::from_utf8_lossy(&fs::read(file).expect("read")).into_owned();
        let varied = |(at, c): (usize, char)| match c {
            '0'..='9' => char::from_digit((c.to_digit(10).unwrap_or(0) + by) % 10, 10).unwrap_or(c),
            // a vowel in a name
            'a' | 'e' | 'o' if text[..at].ends_with(|b: char| b.is_uppercase()) => ['a', 'e', 'i', 'o', 'u'][(at + by as usize) % 5],
            _ => c,
        };
        let name = format!("{by}-{}", file.file_name().unwrap_or_default().to_string_lossy());
        fs::write(file.with_file_name(name), text.char_indices().map(varied).collect::<String>()).expect("written");
    }
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, out) } else { out.push(path) }
    }
}
