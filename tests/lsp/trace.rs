//! What the server tells of its own work, to a client that asks for it and to nobody else.

use super::client::{Client, capabilities, uri};
use super::{NOTE, SEA, workspace};
use serde_json::{Value, json};

fn lines(messages: &[Value]) -> Vec<&Value> {
    messages.iter().filter(|m| m["method"] == "$/logTrace").map(|m| &m["params"]).collect()
}

fn said(line: &Value) -> &str {
    line["message"].as_str().expect("words")
}

/// The line that begins so, which ends in how long that took and what was done.
fn told(client: &mut Client, beginning: &str) -> Value {
    let begins = |m: &Value| m["method"] == "$/logTrace" && m["params"]["message"].as_str().is_some_and(|s| s.starts_with(beginning));
    let line = client.wait(beginning, begins)["params"].clone();
    assert!(said(&line).contains(" µs"), "{line}");
    line
}

/// What answering about a file took that came to the disk just before. Work in the background may have been first: then it is changed
/// again.
fn worked(client: &mut Client, path: &std::path::Path) -> Value {
    for round in 0..50 {
        std::fs::write(path, NOTE.replace("21", &format!("{}", 30 + round))).expect("written");
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(path), "type": 2 }] }));
        client.call("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri(path) } }));
        told(client, "textDocument/documentSymbol (");
        std::thread::sleep(std::time::Duration::from_millis(20));
        let begins =
            |m: &&Value| m["params"]["message"].as_str().is_some_and(|s| s.starts_with("worked for an answer about notes/other.md in "));
        if let Some(line) = client.unread().iter().find(begins) {
            return line["params"].clone();
        }
    }
    panic!("nothing told of work for an answer");
}

#[test]
fn what_is_done_is_told_when_it_is_asked_for() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE), ("notes/other.md", NOTE)]);
    let mut client = Client::at(dir.path());
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, NOTE);
    client.diagnostics(&note, 1);
    let at = json!({ "textDocument": { "uri": note }, "position": { "line": 0, "character": 8 } });
    client.call("textDocument/hover", at.clone());
    assert_eq!(lines(&client.unread()), [&json!(null); 0], "off, as nobody asked");

    client.notify("$/setTrace", json!({ "value": "messages" }));
    client.replace(&note, 2, &NOTE.replace("21", "12"));
    assert_eq!(client.diagnostics(&note, 2).len(), 1);
    let change = told(&mut client, "textDocument/didChange n.md version 2 taken in ");
    assert!(change.get("verbose").is_none_or(Value::is_null), "{change}");
    let check = told(&mut client, "checked notes/n.md (1 found) in ");
    assert!(said(&check).ends_with(": 1 passage analysed, 1 claim judged"), "{check}");
    client.call("textDocument/hover", at.clone());
    told(&mut client, "textDocument/hover (3) n.md answered in ");
    let work = worked(&mut client, &dir.path().join("notes/other.md"));
    assert!(said(&work).contains(": 1 passage analysed"), "{work}");
    client.unread();

    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.call("textDocument/hover", at.clone());
    let hover = told(&mut client, "textDocument/hover (");
    assert!(hover["verbose"].as_str().is_some_and(|v| v.contains(r#""position":{"#)), "{hover}");
    client.notify("$/setTrace", json!({ "value": "loud" }));
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.call("textDocument/hover", at.clone());
    client.unread();
    client.call("textDocument/hover", at);
    client.finish();
}

#[test]
fn from_the_start_if_initialize_says_so() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let mut client = Client::bare();
    let folders = json!([{ "uri": uri(dir.path()), "name": "x" }]);
    let params = json!({ "processId": null, "capabilities": capabilities(&["utf-8"]), "workspaceFolders": folders, "trace": "verbose" });
    client.call("initialize", params);
    client.notify("initialized", json!({}));
    let read = told(&mut client, "read ");
    assert!(said(&read).contains("(2 files) in "), "{read}");
    // nobody has a text of the whole world sent back
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, &NOTE.repeat(40));
    client.diagnostics(&note, 1);
    let open = told(&mut client, "textDocument/didOpen n.md version 1 taken in ");
    assert!(open["verbose"].as_str().is_some_and(|v| v.contains("The level of the lake") && v.len() < 400), "{open}");
    let check = told(&mut client, "checked notes/n.md");
    assert_eq!(check["verbose"], "notes/n.md: 0 found");
    client.leave();
}
