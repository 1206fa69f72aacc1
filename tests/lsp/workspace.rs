//! Sources, files and settings that change under open and closed notes.

use super::client::{Client, capabilities, uri};
use super::{NOTE, SEA, put, rules, workspace};
use serde_json::{Value, json};

fn watched(client: &mut Client, path: &std::path::Path, kind: u8) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(path), "type": kind }] }));
}

#[test]
fn sources_come_and_go() {
    let dir = workspace(&[("sources/other.md", "Nothing.\n"), ("notes/n.md", NOTE), ("notes/keep.txt", "x")]);
    let mut client = Client::at(dir.path());
    let note = uri(&dir.path().join("notes/n.md"));
    let text = "The level of the lake fell. [@sea]\n";
    client.open(&note, 1, text);
    assert_eq!(rules(&client.diagnostics(&note, 1)), ["unknown-source"]);
    let source = dir.path().join("sources/sea.md");
    put(dir.path(), "sources/sea.md", SEA);
    watched(&mut client, &source, 1);
    assert!(client.diagnostics(&note, 1).is_empty());
    let gone = source.canonicalize().expect("there");
    std::fs::remove_file(&source).expect("removed");
    watched(&mut client, &gone, 3);
    assert_eq!(rules(&client.diagnostics(&note, 1)), ["unknown-source"]);
    client.finish();
}

#[test]
fn configuration_is_live() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE), ("postil.toml", "")]);
    let mut client = Client::at(dir.path());
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, "The lake fell. [@nobody]\n");
    assert_eq!(client.diagnostics(&note, 1)[0]["severity"], 2);
    put(dir.path(), "postil.toml", "[rules]\nunknown-source = \"error\"\n");
    watched(&mut client, &dir.path().join("postil.toml"), 2);
    assert_eq!(client.diagnostics(&note, 1)[0]["severity"], 1);
    // the editor's text wins over the disk
    let config = uri(&dir.path().join("postil.toml"));
    client.open(&config, 1, "exclude = [\"notes/**\"]\n");
    assert!(client.diagnostics(&note, 1).is_empty(), "an excluded note is cleared");
    client.replace(&config, 2, "[rules]\nunknown-source = \"loud\"\n");
    assert_eq!(rules(&client.diagnostics(&config, 2)), ["config-problem"]);
    assert_eq!(client.diagnostics(&note, 1)[0]["severity"], 2);
    client.finish();
}

#[test]
fn a_single_file_and_a_folder_that_it_lies_in() {
    let dir = workspace(&[("flat/sea.md", SEA), ("flat/n.md", NOTE)]);
    let (mut client, _) = Client::start(None, capabilities(&["utf-16"]), json!({ "debounce": 0 }));
    let note = uri(&dir.path().join("flat/n.md"));
    client.open(&note, 1, "The lake fell. [[sea]] And so on and on. [@nobody]\n");
    assert_eq!(rules(&client.diagnostics(&note, 1)), ["unknown-source"]);
    let at = json!({ "line": 0, "character": 18 });
    let links = client.call("textDocument/definition", json!({ "textDocument": { "uri": note }, "position": at }));
    assert_eq!(links[0]["targetUri"], uri(&dir.path().join("flat/sea.md")));
    client.finish();
}

#[test]
fn two_folders_are_two_workspaces() {
    let dir = workspace(&[("a/sources/sea.md", SEA), ("a/notes/n.md", NOTE), ("b/notes/n.md", NOTE), ("b/sources/land.md", "Land.")]);
    let mut client = Client::at(&dir.path().join("a"));
    let b = dir.path().join("b");
    let change = json!({ "added": [{ "uri": uri(&b), "name": "b" }], "removed": [] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": change }));
    let (in_a, in_b) = (uri(&dir.path().join("a/notes/n.md")), uri(&b.join("notes/n.md")));
    let text = "The lake fell. [@sea]\n";
    client.open(&in_a, 1, text);
    client.open(&in_b, 1, text);
    assert!(client.diagnostics(&in_a, 1).is_empty());
    assert_eq!(rules(&client.diagnostics(&in_b, 1)), ["unknown-source"]);
    client.finish();
}

#[test]
fn a_workspace_inside_the_folder_is_seen_before_a_file_of_it_is_opened() {
    let dir = workspace(&[
        ("sources/sea.md", SEA),
        ("deep/er/postil.toml", ""),
        ("deep/er/sources/sea.md", SEA),
        ("deep/er/notes/n.md", "# Inner water\n\nText.\n"),
        (".hidden/postil.toml", ""),
        (".hidden/notes/n.md", "# Inner secret\n"),
    ]);
    let mut client = Client::at(dir.path());
    // it is looked for once the folder itself is read
    let found = (0..2_000).find_map(|_| {
        let found = client.call("workspace/symbol", json!({ "query": "Inner" }));
        std::thread::sleep(std::time::Duration::from_millis(5));
        found.as_array().filter(|list| !list.is_empty()).cloned()
    });
    let files: Vec<Value> = found.expect("the inner note").iter().map(|s| s["location"]["uri"].clone()).collect();
    assert_eq!(files, [json!(uri(&dir.path().join("deep/er/notes/n.md")))]);
    client.finish();
}

#[test]
fn settings_and_progress() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let mut client = Client::at(dir.path());
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "postil": { "debounce": "soon" } } }));
    client.wait("a warning", |m| m["method"] == "window/logMessage");
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "postil": { "debounce": 1, "allowPaths": ["/no/such/folder"] } } }),
    );
    client.notify("workspace/didChangeConfiguration", json!({ "settings": Value::Null }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, NOTE);
    client.diagnostics(&note, 1);
    assert!(client.asked.contains(&"client/registerCapability".to_string()));
    client.finish();
}

#[test]
fn silencing_is_offered_and_works() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let mut client = Client::at(dir.path());
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 3, "é The lake fell. [[sea]] So it was. [@se]  \nMore.\n");
    let found = client.diagnostics(&note, 3);
    assert_eq!(rules(&found), ["unknown-source"]);
    let params = json!({ "textDocument": { "uri": note }, "range": found[0]["range"], "context": { "diagnostics": found } });
    let actions = client.call("textDocument/codeAction", params.clone());
    let silence =
        actions.as_array().expect("a list").iter().find(|a| a["title"] == "silence unknown-source on this line").expect("offered");
    assert_eq!(silence["kind"], "quickfix");
    assert_eq!(silence["diagnostics"], json!(found));
    let change = &silence["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": note, "version": 3 }));
    client.apply(&note, 4, change);
    assert!(client.diagnostics(&note, 4).is_empty());
    let mut only = params;
    only["context"]["only"] = json!(["refactor"]);
    assert_eq!(client.call("textDocument/codeAction", only), json!([]));
    client.finish();
}

#[test]
fn an_edited_source_re_checks_its_notes_open_or_not() {
    let far = "Nobody fished there. [[far]]\n";
    let dir = workspace(&[
        ("sources/sea.md", SEA),
        ("sources/far.md", "Far."),
        ("notes/open.md", NOTE),
        ("notes/closed.md", NOTE),
        ("notes/far.md", far),
    ]);
    let mut client = Client::at(dir.path());
    let at = |path: &str| uri(&dir.path().join(path));
    client.open(&at("notes/open.md"), 5, NOTE);
    assert!(client.diagnostics(&at("notes/open.md"), 5).is_empty());
    client.open(&at("sources/sea.md"), 1, SEA);
    client.replace(&at("sources/sea.md"), 2, &SEA.replace("21 cm", "12 cm"));
    loop {
        // opening the source may have had the note checked once more
        let found = client.diagnostics(&at("notes/open.md"), 5);
        if rules(&found) == ["number-conflict"] {
            break;
        }
    }
    let found = client.diagnostics(&at("notes/closed.md"), Value::Null);
    assert_eq!(rules(&found), ["number-conflict"]);
    let related = &found[0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], at("sources/sea.md"));
    assert!(related["message"].as_str().expect("words").contains("12 cm"));
    client.close(&at("sources/sea.md"));
    assert!(client.diagnostics(&at("notes/closed.md"), Value::Null).is_empty(), "the disk holds again");
    assert!(client.diagnostics(&at("notes/open.md"), 5).is_empty());
    // on the disk, too
    put(dir.path(), "sources/sea.md", &SEA.replace("21 cm", "33 cm"));
    watched(&mut client, &dir.path().join("sources/sea.md"), 2);
    assert_eq!(rules(&client.diagnostics(&at("notes/closed.md"), Value::Null)), ["number-conflict"]);
    assert_eq!(rules(&client.diagnostics(&at("notes/open.md"), 5)), ["number-conflict"]);
    let left = client.unread();
    assert!(!left.iter().any(|m| m["params"]["uri"] == at("notes/far.md")), "{left:?}");
    client.finish();
}

#[test]
fn without_watched_files_a_note_that_came_to_the_disk_is_checked_when_opened() {
    let first = "The well is 12 m deep. [[well]]\n";
    let dir = workspace(&[("sources/well.txt", "The well is 12 m deep.\n"), ("notes/first.md", first)]);
    let (mut client, _) = Client::start(Some(dir.path()), json!({}), json!({ "debounce": 0 }));
    let known = uri(&dir.path().join("notes/first.md"));
    client.open(&known, 1, first);
    assert_eq!(rules(&client.diagnostics(&known, 1)), [""; 0]);
    let text = "The well is 21 m deep. [[well]]\n";
    put(dir.path(), "notes/new.md", text);
    let new = uri(&dir.path().join("notes/new.md"));
    client.open(&new, 1, text);
    assert_eq!(rules(&client.diagnostics(&new, 1)), ["number-conflict"]);
    assert_eq!(rules(&client.diagnostics(&known, 1)), [""; 0], "the folder was read again");
    client.finish();
}

#[test]
fn a_note_in_a_folder_that_is_not_there_yet_is_checked_while_it_is_written() {
    let dir = workspace(&[("sources/well.txt", "The well is 12 m deep.\n"), ("notes/first.md", "First. [[well]]\n")]);
    let (mut client, _) = Client::start(Some(dir.path()), json!({}), json!({ "debounce": 0 }));
    let new = uri(&dir.path().join("notes/deeper/still/new.md"));
    client.open(&new, 1, "The well is 21 m deep. [[well]]\n");
    assert_eq!(rules(&client.diagnostics(&new, 1)), ["number-conflict"]);
    client.finish();
}

#[test]
fn without_watched_files_saving_reads_the_folder_again() {
    let dir = workspace(&[("sources/far.md", "Far."), ("notes/n.md", NOTE)]);
    let (mut client, _) = Client::start(Some(dir.path()), json!({}), json!({ "debounce": 0 }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, "The lake fell. [@sea]\n");
    assert_eq!(rules(&client.diagnostics(&note, 1)), ["unknown-source"]);
    put(dir.path(), "sources/sea.md", SEA);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": note } }));
    assert!(client.diagnostics(&note, 1).is_empty());
    assert!(client.asked.is_empty(), "nothing is asked of a client that can do nothing");
    client.finish();
}

/// The findings of a note in a home, of a server that was told of these folders.
fn at_home(files: &[(&str, &str)], folder: Option<&str>, note: &str) -> Vec<String> {
    let home = workspace(files);
    let mut client = Client::living_in(home.path());
    let folders = folder.map(|f| json!([{ "uri": uri(&home.path().join(f)), "name": "x" }]));
    let options = json!({ "debounce": 0 });
    let params = json!({ "processId": null, "capabilities": {}, "workspaceFolders": folders, "initializationOptions": options });
    client.call("initialize", params);
    client.notify("initialized", json!({}));
    let note = uri(&home.path().join(note));
    client.open(&note, 1, "The level of the lake fell by 12 cm between 1990 and 2010. [[sea]]\n");
    // a question that is answered shows that all before it was done
    client.call("textDocument/hover", json!({ "textDocument": { "uri": note }, "position": { "line": 0, "character": 8 } }));
    let found = client.call("textDocument/codeLens", json!({ "textDocument": { "uri": note } }));
    let titles = found.as_array().cloned().unwrap_or_default();
    client.leave();
    titles.iter().filter_map(|l| l["command"]["title"].as_str().map(str::to_string)).collect()
}

#[test]
fn nobodys_home_is_read_for_a_lone_note() {
    let own = ["1 claim: 0 supported, 1 in conflict, 0 unverified".to_string()];
    let files = [("sea.md", SEA), ("n.md", "x"), ("work/sea.md", SEA), ("work/n.md", "x")];
    assert!(at_home(&files, None, "n.md").is_empty());
    assert!(at_home(&files, Some(""), "n.md").is_empty());
    // its own folder serves where that is no home, and a home that says that it is a workspace is one
    assert_eq!(at_home(&files, None, "work/n.md"), own);
    assert_eq!(at_home(&files, Some(""), "work/n.md"), own);
    let marked = [("sources/sea.md", SEA), ("notes/n.md", "x"), ("postil.toml", "")];
    assert_eq!(at_home(&marked, Some(""), "notes/n.md"), own);
    assert_eq!(at_home(&marked, None, "notes/n.md"), own);
}
