//! The shape of the code: rooms form a DAG, doors stay at the edge, files stay short.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms that know no protocol, no runtime, no disk, no clock, no environment and no printing.
const PURE: [&str; 13] = [
    "text",
    "document",
    "language",
    "mention",
    "corpus",
    "claim",
    "evidence",
    "verdict",
    "config",
    "rules",
    "diagnostic",
    "analysis",
    "ide",
];
const LONGEST: usize = 600;

struct File {
    room: String,
    path: PathBuf,
    text: String,
}

/// Every Rust file under src, sorted.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(&root).expect("in src");
                let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
                let room = first.trim_end_matches(".rs").to_string();
                found.push(File { room, text: fs::read_to_string(&path).expect("UTF-8"), path });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The code of a file: without comment lines, and without the tests at its end.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    body.lines().filter(|l| !l.trim_start().starts_with("//")).map(|l| format!("{l}\n")).collect()
}

fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    lib.lines().filter_map(|l| l.strip_prefix("pub mod ")).map(|l| l.trim_end_matches(';').to_string()).collect()
}

/// The rooms that a code text names: `crate::room`, and `crate::{room::…, room}`.
fn uses(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
            Some(list) => {
                let mut depth = 0;
                let mut name = String::new();
                for c in list.chars() {
                    match c {
                        '}' if depth == 0 => break,
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => found.push(std::mem::take(&mut name)),
                        c if depth == 0 && !c.is_whitespace() => name.push(c),
                        _ => {}
                    }
                }
                found.push(name);
            }
        }
    }
    found.into_iter().map(|n: String| n.split("::").next().unwrap_or("").to_string()).filter(|n| !n.is_empty()).collect()
}

#[test]
fn names_in_use_lists_are_seen() {
    let found = uses("use crate::{text::{Span, Cancel}, document::Document, claim};\nlet x = crate::config::parse();");
    assert_eq!(found, ["text", "document", "claim", "config"]);
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    let rank = |name: &str| rooms.iter().position(|r| r == name);
    let mut faults = Vec::new();
    for file in files().iter().filter(|f| f.room != "lib" && f.room != "main") {
        let Some(own) = rank(&file.room) else {
            faults.push(format!("{}: the room {} is not in lib.rs", file.path.display(), file.room));
            continue;
        };
        for used in uses(&code(&file.text)) {
            if rank(&used).is_some_and(|r| r > own) {
                faults.push(format!("{}: {} uses {used}, which stands below it", file.path.display(), file.room));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn rooms_have_telling_names() {
    for file in files() {
        for part in file.path.iter().map(|p| p.to_string_lossy()) {
            let name = part.trim_end_matches(".rs");
            assert!(!["utils", "util", "helpers", "common", "types", "manager", "misc"].contains(&name), "{}", file.path.display());
        }
    }
}

#[test]
fn libraries_stay_in_their_place() {
    let mut faults = Vec::new();
    for file in files() {
        let code = code(&file.text);
        let mut forbid = |word: &str| {
            if code.contains(word) {
                faults.push(format!("{}: {word}", file.path.display()));
            }
        };
        if !file.path.ends_with("text/buffer.rs") {
            forbid("ropey");
        }
        if file.room != "server" {
            forbid("tower_lsp");
            forbid("lsp_types");
        }
        let tests = file.path.ends_with("tests.rs");
        if PURE.contains(&file.room.as_str()) && !tests {
            let words = [
                "tokio",
                "std::fs",
                "std::env",
                "println!",
                "eprintln!",
                "print!(",
                "dbg!",
                "std::io::std",
                "std::net",
                "std::process",
                "SystemTime",
                "Instant::now",
                "std::thread::sleep",
                "fs::read",
                "File::open",
            ];
            words.iter().for_each(|w| forbid(w));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What is kept of the reading of sources is told apart by the code that read: the corpus and all that it may use.
#[test]
fn the_build_is_named_by_every_room_that_reads_sources() {
    let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs")).expect("build.rs");
    let list = script.lines().find(|l| l.starts_with("const ROOMS")).expect("the list");
    let rooms = rooms();
    let corpus = rooms.iter().position(|r| r == "corpus").expect("a room");
    for room in &rooms[..=corpus] {
        assert!(list.contains(&format!("\"{room}\"")), "{room}: {list}");
    }
}

#[test]
fn files_stay_short() {
    for file in files() {
        let lines = file.text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", file.path.display());
    }
}
