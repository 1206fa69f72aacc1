//! Files that change outside of the editor, for clients that do not watch them: the server looks by itself.

use super::client::{Client, uri};
use super::{NOTE, SEA, put, rules, workspace};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A client that can do nothing, and a note that is open.
fn started(files: &[(&str, &str)], text: &str) -> (TempDir, Client, String) {
    let dir = workspace(files);
    let (mut client, _) = Client::start(Some(dir.path()), json!({}), json!({ "debounce": 0, "watch": 20 }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, text);
    (dir, client, note)
}

/// Waits until these are the rules that found something in the note.
fn until(client: &mut Client, note: &str, wanted: &[&str]) {
    while rules(&client.diagnostics(note, 1)) != wanted {}
}

#[test]
fn what_comes_changes_moves_and_goes_is_seen_without_a_save() {
    let text = "The level of the lake fell by 21 cm between 1990 and 2010. [@sea]\n";
    let (dir, mut client, note) = started(&[("sources/far.md", "Far."), ("notes/n.md", "x")], text);
    let at = |path: &str| dir.path().join(path);
    until(&mut client, &note, &["unknown-source"]);
    put(dir.path(), "sources/sea.md", SEA);
    until(&mut client, &note, &[]);
    put(dir.path(), "sources/sea.md", &SEA.replace("21 cm", "33 cm"));
    until(&mut client, &note, &["number-conflict"]);
    fs::create_dir(at("sources/deep")).expect("made");
    fs::rename(at("sources/sea.md"), at("sources/deep/lake.md")).expect("moved");
    until(&mut client, &note, &["unknown-source"]);
    fs::rename(at("sources/deep/lake.md"), at("sources/deep/sea.md")).expect("moved");
    until(&mut client, &note, &["number-conflict"]);
    fs::remove_dir_all(at("sources/deep")).expect("removed");
    until(&mut client, &note, &["unknown-source"]);
    put(dir.path(), "postil.toml", "[rules]\nunknown-source = \"off\"\n");
    until(&mut client, &note, &[]);
    assert!(client.asked.is_empty(), "nothing is asked of a client that can do nothing");
    client.leave();
}

#[test]
fn what_is_open_is_as_it_is_in_the_editor() {
    let files = [("sources/sea.md", SEA), ("sources/land.md", "The land rose."), ("notes/n.md", NOTE)];
    let (dir, mut client, note) = started(&files, NOTE);
    until(&mut client, &note, &[]);
    put(dir.path(), "notes/n.md", &NOTE.replace("21 cm", "12 cm"));
    // what is written later is seen later
    put(dir.path(), "sources/sea.md", &SEA.replace("21 cm", "33 cm"));
    until(&mut client, &note, &["number-conflict"]);
    let hover = client.call("textDocument/hover", json!({ "textDocument": { "uri": note }, "position": { "line": 0, "character": 8 } }));
    let shown = hover["contents"]["value"].as_str().expect("words");
    assert!(shown.contains("21 cm") && !shown.contains("12 cm"), "{shown}");
    client.leave();
}

#[test]
fn it_can_be_turned_off_and_on() {
    let dir = workspace(&[("sources/far.md", "Far."), ("notes/n.md", NOTE)]);
    let (mut client, _) = Client::start(Some(dir.path()), json!({}), json!({ "debounce": 0, "watch": 0 }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, "The lake fell. [@sea]\n");
    assert_eq!(rules(&client.diagnostics(&note, 1)), ["unknown-source"]);
    put(dir.path(), "sources/sea.md", SEA);
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert!(client.unread().is_empty(), "nobody looks");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "postil": { "debounce": 0, "watch": 20 } } }));
    until(&mut client, &note, &[]);
    fs::remove_file(dir.path().join("sources/sea.md")).expect("removed");
    until(&mut client, &note, &["unknown-source"]);
    client.leave();
}

#[test]
fn a_folder_that_goes_and_comes_back() {
    let dir = workspace(&[("w/sources/sea.md", SEA), ("w/notes/n.md", NOTE)]);
    let root = dir.path().join("w");
    let (mut client, _) = Client::start(Some(&root), json!({}), json!({ "debounce": 0, "watch": 20 }));
    let named = |client: &mut Client, root: &Path, wanted: bool| {
        for _ in 0..2_000 {
            let found = client.call("workspace/symbol", json!({ "query": "The sea" }));
            let there = found.as_array().is_some_and(|list| list.iter().any(|s| s["location"]["uri"] == uri(&root.join("sources/sea.md"))));
            if there == wanted {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("{wanted}");
    };
    let shown: Value = json!(uri(&root));
    named(&mut client, &root, true);
    let away = dir.path().join("away");
    fs::rename(&root, &away).expect("moved");
    // what was read stays until the folder is there again
    std::thread::sleep(std::time::Duration::from_millis(100));
    fs::rename(&away, &root).expect("moved back");
    fs::write(root.join("sources/new.md"), "# The sea of grass\n").expect("written");
    for _ in 0..2_000 {
        let found = client.call("workspace/symbol", json!({ "query": "The sea of grass" }));
        if found.as_array().is_some_and(|list| !list.is_empty()) {
            assert!(found[0]["location"]["uri"].as_str().is_some_and(|u| u.starts_with(shown.as_str().unwrap_or("?"))));
            client.leave();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("the new source was never seen");
}
