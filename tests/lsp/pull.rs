//! Findings for clients that ask for them: never sent, named by their content, the same as `check` gives.

use super::client::{Client, capabilities, uri};
use super::sync::words;
use super::{SEA, put, rules, workspace};
use postil::text::PositionEncoding;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const NOTE: &str = "𝄞 湖。 The level of the lake fell by 12 cm between 1990 and 2010. [[sea]]\n\n𝄞 [@nobody]\n";
const REFRESH: &str = "workspace/diagnostic/refresh";

/// A client that asks for findings.
fn asking(encoding: &str) -> Value {
    let mut can = capabilities(&[encoding]);
    can["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false, "relatedDocumentSupport": true });
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    can
}

fn started(root: &Path, encoding: &str, options: Value) -> Client {
    let (client, hello) = Client::start(Some(root), asking(encoding), options);
    let provider = json!({ "identifier": "postil", "interFileDependencies": true, "workspaceDiagnostics": true });
    assert_eq!(hello["capabilities"]["diagnosticProvider"], provider);
    client
}

fn pull(client: &mut Client, uri: &str, previous: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri }, "identifier": "postil" });
    if previous.is_string() {
        params["previousResultId"] = previous;
    }
    client.call("textDocument/diagnostic", params)
}

fn pull_all(client: &mut Client, previous: &[(String, String)]) -> Vec<Value> {
    let known: Vec<Value> = previous.iter().map(|(uri, value)| json!({ "uri": uri, "value": value })).collect();
    let report = client.call("workspace/diagnostic", json!({ "previousResultIds": known }));
    report["items"].as_array().cloned().expect("a list")
}

/// Asks for all, and again whenever the server says to, until the answer is as it should be.
fn until_all(client: &mut Client, known: &[(String, String)], right: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    loop {
        let all = pull_all(client, known);
        if right(&all) {
            return all;
        }
        client.until_asked(REFRESH);
    }
}

fn items(report: &Value) -> Vec<Value> {
    assert_eq!(report["kind"], "full", "{report:#}");
    report["items"].as_array().cloned().expect("a list")
}

#[test]
fn a_document_is_asked_about_and_named_by_its_content() {
    for (name, encoding) in [("utf-8", PositionEncoding::Utf8), ("utf-16", PositionEncoding::Utf16), ("utf-32", PositionEncoding::Utf32)] {
        let source = SEA.replace("The level", "𝄞 水。 The level");
        let dir = workspace(&[("sources/sea.md", &source), ("notes/n.md", NOTE)]);
        let mut client = started(dir.path(), name, json!({ "debounce": 0 }));
        let note = uri(&dir.path().join("notes/n.md"));
        client.open(&note, 1, NOTE);
        let first = pull(&mut client, &note, Value::Null);
        let found = items(&first);
        assert_eq!(rules(&found), ["number-conflict", "unknown-source"]);
        let under: Vec<&str> = found.iter().map(|d| words(NOTE, &d["range"], encoding)).collect();
        assert_eq!(under, ["12 cm", "nobody"], "{name}");
        let related = &found[0]["relatedInformation"][0]["location"];
        assert_eq!(words(&source, &related["range"], encoding), "21 cm", "{name}");
        let id = first["resultId"].clone();
        assert_eq!(pull(&mut client, &note, id.clone()), json!({ "kind": "unchanged", "resultId": id }));
        client.replace(&note, 2, &NOTE.replace("12 cm", "21 cm"));
        let second = pull(&mut client, &note, id.clone());
        assert_eq!(rules(&items(&second)), ["unknown-source"]);
        assert_ne!(second["resultId"], id);
        client.replace(&note, 3, NOTE);
        assert_eq!(pull(&mut client, &note, id.clone())["kind"], "unchanged", "the same findings have the same name");
        // nothing may be said of what belongs to no workspace
        let nowhere = pull(&mut client, "untitled:one", Value::Null);
        assert_eq!(nowhere, json!({ "kind": "full", "items": [] }));
        client.close(&note);
        client.finish();
    }
}

/// Asks, and again whenever the server says to, until the findings are as they should be.
fn until(client: &mut Client, uri: &str, right: impl Fn(&[Value]) -> bool) {
    while !right(&items(&pull(client, uri, Value::Null))) {
        client.until_asked(REFRESH);
    }
}

#[test]
fn an_edited_source_has_the_client_ask_again() {
    let note = "The level of the lake fell by 21 cm between 1990 and 2010. [[sea]]\n";
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", note), ("notes/closed.md", note), ("references.bib", "")]);
    let mut client = started(dir.path(), "utf-16", json!({ "debounce": 0 }));
    let at = |path: &str| uri(&dir.path().join(path));
    client.open(&at("notes/n.md"), 1, note);
    let first = pull(&mut client, &at("notes/n.md"), Value::Null);
    assert!(items(&first).is_empty());
    client.open(&at("sources/sea.md"), 1, SEA);
    client.replace(&at("sources/sea.md"), 2, &SEA.replace("21 cm", "12 cm"));
    client.until_asked(REFRESH);
    let again = pull(&mut client, &at("notes/n.md"), first["resultId"].clone());
    assert_eq!(rules(&items(&again)), ["number-conflict"]);
    let source = pull(&mut client, &at("sources/sea.md"), Value::Null);
    assert!(items(&source).is_empty());
    let related = source["relatedDocuments"].as_object().expect("the notes");
    assert_eq!(related.len(), 2);
    assert_eq!(related[&at("notes/n.md")], again);
    assert_eq!(rules(&items(&related[&at("notes/closed.md")])), ["number-conflict"]);
    let same = pull(&mut client, &at("sources/sea.md"), source["resultId"].clone());
    assert_eq!(same, json!({ "kind": "unchanged", "resultId": source["resultId"] }));
    // an edit of the note itself is nothing to be told about
    client.replace(&at("notes/n.md"), 2, &note.replace("[[sea]]", "[[see]] [@nobody]"));
    pull(&mut client, &at("notes/n.md"), Value::Null);
    // an entry in the bibliography makes the key known
    put(dir.path(), "references.bib", "@misc{nobody, title = {A book}}\n");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": at("references.bib"), "type": 2 }] }));
    until(&mut client, &at("notes/n.md"), |items| !rules(items).contains(&"unknown-source"));
    // so does the configuration change what is found
    put(dir.path(), "postil.toml", "[rules]\nnumber-conflict = \"error\"\n");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": at("postil.toml"), "type": 1 }] }));
    until(&mut client, &at("notes/closed.md"), |items| items[0]["severity"] == 1);
    client.finish();
}

#[test]
fn all_files_are_asked_about_at_once() {
    let fine = "The level of the lake fell by 21 cm between 1990 and 2010. [[sea]]\n";
    let dir = workspace(&[
        ("sources/sea.md", SEA),
        ("notes/bad.md", NOTE),
        ("notes/fine.md", fine),
        ("notes/open.md", fine),
        ("postil.toml", "rule = 1\n"),
    ]);
    let mut client = started(dir.path(), "utf-16", json!({ "debounce": 0 }));
    let at = |path: &str| uri(&dir.path().join(path));
    client.open(&at("notes/open.md"), 4, fine);
    let all = pull_all(&mut client, &[]);
    let by: BTreeMap<&str, &Value> = all.iter().map(|i| (i["uri"].as_str().expect("a URI"), i)).collect();
    assert_eq!(by.len(), 3, "{all:#?}");
    assert_eq!(by[at("notes/open.md").as_str()]["version"], 4);
    assert_eq!(rules(&items(by[at("notes/bad.md").as_str()])), ["number-conflict", "unknown-source"]);
    assert_eq!(by[at("notes/bad.md").as_str()]["version"], Value::Null);
    assert_eq!(rules(&items(by[at("postil.toml").as_str()])), ["config-problem"]);
    let known: Vec<(String, String)> =
        all.iter().map(|i| (i["uri"].as_str().expect("a URI").into(), i["resultId"].as_str().expect("an id").into())).collect();
    let again = pull_all(&mut client, &known);
    assert_eq!(again.len(), 3);
    assert!(again.iter().all(|i| i["kind"] == "unchanged" && i.get("items").is_none()), "{again:#?}");
    // what is gone is reported as such, once
    let gone = at("notes/bad.md");
    std::fs::remove_file(dir.path().join("notes/bad.md")).expect("removed");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": gone, "type": 3 }] }));
    let told = |all: &[Value]| all.iter().any(|i| i["uri"] == gone && i["kind"] == "full");
    let after = until_all(&mut client, &known, told);
    let item = after.iter().find(|i| i["uri"] == gone).expect("told");
    assert!(items(item).is_empty());
    // the same for what the editor no longer wants to hear of
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "postil": { "debounce": 0, "diagnostics": "open" } } }));
    let open = until_all(&mut client, &known, |all| all.iter().filter(|i| i["kind"] == "full").count() == 2);
    let full: Vec<&Value> = open.iter().filter(|i| i["kind"] == "full").collect();
    assert_eq!(full.len(), 2, "{open:#?}");
    assert!(full.iter().all(|i| items(i).is_empty()));
    client.finish();
}

#[test]
fn the_server_finds_what_check_finds() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let check = Command::new(env!("CARGO_BIN_EXE_postil")).args(["check", "--format", "json", "--root"]).arg(&seeds).output().expect("run");
    let check: Value = serde_json::from_slice(&check.stdout).expect("JSON");
    let mut wanted: BTreeMap<String, Vec<(Value, Value)>> = BTreeMap::new();
    for d in check["diagnostics"].as_array().expect("a list") {
        let file = uri(&seeds.join(d["file"].as_str().expect("a path")));
        wanted.entry(file).or_default().push((d["fingerprint"].clone(), d["message"].clone()));
    }
    assert!(wanted.len() > 1, "{wanted:?}");
    let mut client = started(&seeds, "utf-32", json!({ "debounce": 0 }));
    let seen = |found: &[Value]| found.iter().map(|d| (d["data"]["fingerprint"].clone(), d["message"].clone())).collect::<Vec<_>>();
    let all: BTreeMap<String, Vec<(Value, Value)>> =
        pull_all(&mut client, &[]).iter().map(|i| (i["uri"].as_str().expect("a URI").to_string(), seen(&items(i)))).collect();
    assert_eq!(all, wanted);
    for folder in ["notes", "drafts"] {
        for entry in std::fs::read_dir(seeds.join(folder)).expect("a folder").flatten() {
            let file = uri(&entry.path());
            let one = seen(&items(&pull(&mut client, &file, Value::Null)));
            assert_eq!(one, wanted.get(&file).cloned().unwrap_or_default(), "{file}");
        }
    }
    client.finish();
}

#[test]
fn who_cannot_be_told_to_ask_again_is_sent_the_findings() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE), ("notes/closed.md", NOTE)]);
    let note = uri(&dir.path().join("notes/n.md"));
    // as Neovim 0.10 says of itself
    let mut can = capabilities(&["utf-16"]);
    can["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
    let (mut client, hello) = Client::start(Some(dir.path()), can, json!({ "debounce": 0 }));
    assert_eq!(hello["capabilities"]["diagnosticProvider"], Value::Null);
    client.open(&note, 1, NOTE);
    assert_eq!(rules(&client.diagnostics(&note, 1)), ["number-conflict", "unknown-source"]);
    // whoever wants to hear of every file does
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "debounce": 0, "diagnostics": "workspace" } }));
    let closed = uri(&dir.path().join("notes/closed.md"));
    assert_eq!(client.diagnostics(&closed, Value::Null).len(), 2);
    client.diagnostics(&note, 1);
    client.close(&note);
    assert_eq!(client.diagnostics(&note, Value::Null).len(), 2, "the file is still there");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "debounce": 0, "diagnostics": "open" } }));
    assert!(client.diagnostics(&note, Value::Null).is_empty());
    assert!(client.diagnostics(&closed, Value::Null).is_empty());
    client.finish();
}
