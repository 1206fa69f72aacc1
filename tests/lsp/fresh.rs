//! Whatever happened before: every answer is that of a server started fresh on the same files.

use super::client::{Client, capabilities, uri};
use super::sync::Dice;
use postil::text::{LineIndex, PositionEncoding, position};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How many days are lived through in each kind of workspace; `DAYS=100 cargo test --test lsp fresh` looks farther.
const SEQUENCES: u64 = 4;
const STEPS: usize = 14;
/// How long folders may take to be read again.
const PATIENCE: Duration = Duration::from_secs(20);

const LINES: &[&str] = &[
    "The level of the lake fell by 21 cm between 1990 and 2010.",
    "The level of the lake fell by 12 cm between 1990 and 2010. [[sea]]",
    "𝄞 湖。 The level of the lake fell by 21 cm between 1990 and 2010 [@sea].",
    "A mayor said: “We will build no second sluice before the year is out.”",
    "A mayor said: “We will build no third sluice before the year is out.” [[town#Later 後|there]]",
    "# Notes on the sea [@sea]",
    "## Later 後",
    "The Orrin Water Board (OWB) met in May 2010. The OWB closed two sluices.",
    "- The OWB met in June 2010 [^1]",
    "[^1]: See [[town]] and [the sea](../sources/sea.md).",
    "> Fishers noticed it first.",
    "> — A fisher [@sea]",
    "Fishers noticed it first. [@nobody] 水門 <!-- postil-disable-line number-conflict: a slip -->",
    "**Sluice 水門**: a gate in 12 walls",
    "@misc{sea, title = {The 𝄞 Sea}, date = {2011-05}, file = {sources/sea.md}}",
    "@misc{nobody, title = {A lost book}}",
    "---",
    "",
];

const FOLDERS: &[(&str, &str)] = &[
    (
        "sources/sea.md",
        "# The sea\n\n𝄞 The level of the lake fell by 21 cm between 1990 and 2010. Fishers noticed it first.\n\n## Later 後\n\nIt rained.\n",
    ),
    (
        "sources/town.md",
        "The Orrin Water Board (OWB) met in May 2010.\n\nA mayor said: “We will build no second sluice before the year is out.”\n",
    ),
    ("notes/a.md", "𝄞 The level of the lake fell by 12 cm between 1990 and 2010. [[sea]]\n\nThe OWB met in June 2010. [[town]]\n"),
    ("notes/b.md", "# B\n\nFishers noticed it first. [@sea]\n"),
    ("glossary.md", "**Sluice**: a gate\n"),
    ("references.bib", "@misc{sea, title = {The Sea}, date = {2011}}\n"),
];
const FLAT: &[(&str, &str)] = &[
    ("sea.md", "# The sea\n\n𝄞 The level of the lake fell by 21 cm between 1990 and 2010. Fishers noticed it first.\n"),
    ("town.txt", "A mayor said: “We will build no second sluice before the year is out.”\n"),
    ("a.md", "The level of the lake fell by 12 cm between 1990 and 2010. [[sea]]\n"),
    ("b.md", "Fishers noticed it first.\n"),
];
const CONFIGS: &[&str] =
    &["", "[rules]\nnumber-conflict = \"error\"\nundefined-term = \"info\"\n", "rule = 1\n", "[rules]\nbroken-link = \"warning\"\n"];

/// A client and what it knows of its files.
struct Desk<'a> {
    root: &'a Path,
    client: Client,
    dice: Dice,
    /// Open documents: version and text.
    open: BTreeMap<String, (i64, String)>,
    /// What was done, for whoever has to find out why.
    log: Vec<String>,
    /// The client tells of files that change; else the server has to see it.
    watches: bool,
}

fn capable() -> Value {
    let mut can = capabilities(&["utf-16"]);
    can["textDocument"]["diagnostic"] = json!({ "relatedDocumentSupport": true });
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    can["textDocument"]["documentSymbol"] = json!({ "hierarchicalDocumentSymbolSupport": true });
    can["textDocument"]["rename"] = json!({ "prepareSupport": true });
    can
}

fn start(root: &Path, watches: bool) -> Client {
    let mut can = capable();
    can["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] = json!(watches);
    Client::start(Some(root), can, json!({ "debounce": 0, "inlayHints": "all", "watch": 10 })).0
}

/// The files on the disk, as they are called in the workspace.
fn files(root: &Path) -> Vec<String> {
    let (mut out, mut folders) = (Vec::new(), vec![root.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                out.push(path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    out.sort();
    out
}

impl Desk<'_> {
    fn uri(&self, path: &str) -> String {
        format!("{}/{path}", uri(self.root))
    }

    fn pick(&mut self, from: &[String]) -> Option<String> {
        from.get(self.dice.roll(from.len())).cloned()
    }

    fn text(&mut self) -> String {
        let lines = 1 + self.dice.roll(7);
        (0..lines).map(|_| format!("{}\n{}", LINES[self.dice.roll(LINES.len())], ["", "\n"][self.dice.roll(2)])).collect()
    }

    fn told(&mut self, path: &str, kind: u8) {
        if !self.watches {
            return;
        }
        let changes = json!([{ "uri": self.uri(path), "type": kind }]);
        self.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    fn closed(&self) -> Vec<String> {
        files(self.root).into_iter().filter(|f| !self.open.contains_key(f)).collect()
    }

    fn start_editing(&mut self, path: String, text: String) {
        self.client.open(&self.uri(&path), 1, &text);
        self.open.insert(path, (1, text));
    }

    fn stop_editing(&mut self, path: &str) -> Option<String> {
        self.client.close(&self.uri(path));
        self.open.remove(path).map(|(_, text)| text)
    }

    /// One thing that happens in a day.
    fn step(&mut self) {
        let opened: Vec<String> = self.open.keys().cloned().collect();
        let closed = self.closed();
        let what = self.dice.roll(10);
        match what {
            0 | 1 => {
                let Some(path) = self.pick(&closed) else { return };
                let text = fs::read_to_string(self.root.join(&path)).expect("text");
                self.log.push(format!("open {path}"));
                self.start_editing(path, text);
            }
            2..=4 => {
                let Some(path) = self.pick(&opened) else { return };
                self.edit(&path);
            }
            5 => {
                let Some(path) = self.pick(&opened) else { return };
                self.log.push(format!("close {path}"));
                self.stop_editing(&path);
            }
            6 => {
                let Some(path) = self.pick(&opened) else { return };
                self.log.push(format!("save {path}"));
                fs::write(self.root.join(&path), &self.open[&path].1).expect("written");
                self.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": self.uri(&path) } }));
                self.told(&path, 2);
            }
            7 => {
                let new = ["notes/new.md", "sources/new.md", "postil.toml", "c.md"][self.dice.roll(4)].to_string();
                let path = if self.dice.roll(2) == 0 { new } else { self.pick(&closed).unwrap_or(new) };
                if self.open.contains_key(&path) {
                    return;
                }
                let text = if path == "postil.toml" { CONFIGS[self.dice.roll(CONFIGS.len())].to_string() } else { self.text() };
                let at = self.root.join(&path);
                let kind = if at.exists() { 2 } else { 1 };
                self.log.push(format!("write {path}: {text:?}"));
                fs::create_dir_all(at.parent().expect("a folder")).expect("made");
                fs::write(at, text).expect("written");
                self.told(&path, kind);
            }
            8 => {
                let Some(path) = self.pick(&closed) else { return };
                self.log.push(format!("delete {path}"));
                fs::remove_file(self.root.join(&path)).expect("removed");
                self.told(&path, 3);
            }
            _ => self.rename(),
        }
    }

    /// A change of a part of an open document.
    fn edit(&mut self, path: &str) {
        let (version, mut text) = self.open[path].clone();
        let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let from = self.dice.roll(borders.len());
        let to = (from + self.dice.roll(12)).min(borders.len() - 1);
        let (from, to) = (borders[from], borders[to]);
        let index = LineIndex::new(&text);
        let at = |offset| {
            let (line, character) = position(&text, &index, offset, PositionEncoding::Utf16);
            json!({ "line": line, "character": character })
        };
        let range = json!({ "start": at(from), "end": at(to) });
        let new = match self.dice.roll(3) {
            0 => format!("\n\n{}\n\n", LINES[self.dice.roll(LINES.len())]),
            1 => ["x", "𝄞", "3", "[[sea]]", " OWB ", ""][self.dice.roll(6)].to_string(),
            _ => self.text(),
        };
        text.replace_range(from..to, &new);
        self.log.push(format!("edit {path}: {text:?}"));
        let change = json!([{ "range": range, "text": new }]);
        let document = json!({ "uri": self.uri(path), "version": version + 1 });
        self.client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": change }));
        self.open.insert(path.to_string(), (version + 1, text));
    }

    /// A file gets another name, as an editor does it: it asks, moves, tells.
    fn rename(&mut self) {
        let all = files(self.root);
        let Some(old) = self.pick(&all).filter(|p| p != "postil.toml") else { return };
        let folder = old.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
        let new = format!("{folder}{}", ["moved.md", "moved-too.md", "sea.md"][self.dice.roll(3)]);
        if self.root.join(&new).exists() || self.open.contains_key(&new) {
            return;
        }
        self.log.push(format!("rename {old} to {new}"));
        let names = json!({ "files": [{ "oldUri": self.uri(&old), "newUri": self.uri(&new) }] });
        self.client.call("workspace/willRenameFiles", names.clone());
        let text = self.open.contains_key(&old).then(|| self.stop_editing(&old)).flatten();
        fs::rename(self.root.join(&old), self.root.join(&new)).expect("moved");
        self.client.notify("workspace/didRenameFiles", names);
        self.told(&old, 3);
        self.told(&new, 1);
        if let Some(text) = text {
            self.start_editing(new, text);
        }
    }

    /// Questions about everything: method and parameters.
    fn questions(&mut self) -> Vec<(&'static str, Value)> {
        let mut out = vec![
            ("workspace/diagnostic", json!({ "previousResultIds": [] })),
            ("workspace/symbol", json!({ "query": "" })),
            ("workspace/executeCommand", json!({ "command": "postil.glossary" })),
            ("workspace/executeCommand", json!({ "command": "postil.coverage", "arguments": [{ "quiet": true }] })),
        ];
        let mut texts: Vec<(String, String)> = self.open.iter().map(|(p, (_, t))| (p.clone(), t.clone())).collect();
        let closed = self.closed();
        if let Some(path) = self.pick(&closed) {
            let text = fs::read_to_string(self.root.join(&path)).expect("text");
            texts.push((path, text));
        }
        for (path, text) in texts {
            let document = json!({ "uri": self.uri(&path) });
            let one = json!({ "textDocument": document });
            let index = LineIndex::new(&text);
            let end = position(&text, &index, text.len(), PositionEncoding::Utf16);
            let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": end.0, "character": end.1 } });
            let range = json!({ "textDocument": document, "range": whole });
            for method in [
                "textDocument/diagnostic",
                "textDocument/documentSymbol",
                "textDocument/documentLink",
                "textDocument/foldingRange",
                "textDocument/codeLens",
                "textDocument/semanticTokens/full",
            ] {
                out.push((method, one.clone()));
            }
            let resting = json!({ "uri": document["uri"], "range": whole, "quiet": true });
            out.push(("workspace/executeCommand", json!({ "command": "postil.resting", "arguments": [resting] })));
            out.push(("textDocument/inlayHint", range.clone()));
            out.push(("textDocument/semanticTokens/range", range.clone()));
            let mut actions = range;
            actions["context"] = json!({ "diagnostics": [] });
            out.push(("textDocument/codeAction", actions));
            for _ in 0..3 {
                let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
                let (line, character) = position(&text, &index, borders[self.dice.roll(borders.len())], PositionEncoding::Utf16);
                let at = json!({ "textDocument": document, "position": { "line": line, "character": character } });
                for method in [
                    "textDocument/hover",
                    "textDocument/definition",
                    "textDocument/declaration",
                    "textDocument/linkedEditingRange",
                    "textDocument/documentHighlight",
                    "textDocument/completion",
                    "textDocument/prepareRename",
                ] {
                    out.push((method, at.clone()));
                }
                let mut references = at.clone();
                references["context"] = json!({ "includeDeclaration": true });
                out.push(("textDocument/references", references));
                out.push(("textDocument/selectionRange", json!({ "textDocument": document, "positions": [at["position"]] })));
                let mut rename = at;
                rename["newName"] = json!("other");
                out.push(("textDocument/rename", rename));
            }
        }
        out
    }

    /// Asks this server and a fresh one; they must agree, soon.
    fn compare(&mut self, seed: u64) {
        let questions = self.questions();
        let mut fresh = start(self.root, self.watches);
        for (path, (version, text)) in &self.open {
            fresh.open(&self.uri(path), *version as i32, text);
        }
        let wanted = answers(&mut fresh, &questions);
        let end = Instant::now() + PATIENCE;
        loop {
            let got = answers(&mut self.client, &questions);
            let other = got.iter().zip(&wanted).position(|(a, b)| a != b);
            let Some(other) = other else { break };
            if Instant::now() > end {
                let (method, params) = &questions[other];
                let (got, wanted, log) = (&got[other], &wanted[other], self.log.join("\n"));
                panic!("seed {seed}: {method} {params}\n\n{log}\n\ngot {got:#}\n\nfresh {wanted:#}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        fresh.leave();
    }
}

/// The replies without their ids, results and errors alike.
fn answers(client: &mut Client, questions: &[(&'static str, Value)]) -> Vec<Value> {
    // waits until every folder is read
    client.call("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let ids: Vec<i64> = questions.iter().map(|(method, params)| client.request(method, params.clone())).collect();
    let reply = |id| {
        let mut reply = client.reply(id);
        reply.as_object_mut().expect("an object").remove("id");
        reply
    };
    ids.into_iter().map(reply).collect()
}

fn days(start_with: &[(&str, &str)], first: u64, watches: bool) {
    let days = std::env::var("DAYS").ok().and_then(|d| d.parse().ok()).unwrap_or(SEQUENCES);
    for seed in first..first + days {
        let dir = super::workspace(start_with);
        let root = dir.path().canonicalize().expect("there");
        let client = start(&root, watches);
        let log = vec![format!("seed {seed}")];
        let mut desk = Desk { root: &root, client, dice: Dice(seed * 7 + 1), open: BTreeMap::new(), log, watches };
        for step in 0..STEPS {
            desk.step();
            if step % 3 == 2 || step + 1 == STEPS {
                desk.compare(seed);
            }
        }
        desk.client.leave();
    }
}

#[test]
fn folders_of_sources_and_notes() {
    days(FOLDERS, 0, true);
}

#[test]
fn everything_in_one_folder() {
    days(FLAT, 100_000, true);
}

#[test]
fn folders_that_the_client_does_not_watch() {
    days(FOLDERS, 200_000, false);
    days(FLAT, 300_000, false);
}
