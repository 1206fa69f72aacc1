//! Broken messages, broken documents, abrupt ends: each gets its answer, and everything else goes on.

use super::client::{Client, capabilities, uri};
use super::{NOTE, SEA, rules, workspace};
use serde_json::{Value, json};

#[test]
fn malformed_messages_get_an_error_and_the_session_goes_on() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let mut client = Client::at(dir.path());
    let frame = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    for body in ["{", "[]", "{\"jsonrpc\":\"1.0\",\"method\":3}", "\u{0}\u{1}", "null", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"x\"}"]
    {
        client.raw(frame(body).as_bytes());
        let reply = client.wait("an error", |m| m.get("error").is_some());
        assert_eq!(reply["id"], Value::Null, "{body}");
        assert!([-32700, -32600].contains(&reply["error"]["code"].as_i64().expect("a code")), "{reply}");
    }
    client.raw(b"what is this\r\n\r\n");
    assert_eq!(client.wait("an error", |m| m.get("error").is_some())["error"]["code"], -32700);
    client.raw(b"Content-Length: many\r\n\r\n");
    client.wait("an error", |m| m.get("error").is_some());
    client.raw(&[b"Content-Length: 4\r\n\r\n".as_slice(), &[0xff, 0xfe, b'{', 0xc0]].concat());
    client.wait("an error", |m| m.get("error").is_some());
    let id = client.request("no/such/method", json!({}));
    assert_eq!(client.reply(id)["error"]["code"], -32601);
    let id = client.request("textDocument/hover", json!({ "position": "here" }));
    assert_eq!(client.reply(id)["error"]["code"], -32602);
    client.notify("no/such/notification", json!([1, 2]));
    client.notify("textDocument/didOpen", json!({ "textDocument": 5 }));
    client.notify("$/cancelRequest", json!({ "id": 4_000 }));
    client.send(&json!({ "jsonrpc": "2.0", "id": 77_777, "result": "for nobody" }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, NOTE);
    assert!(client.diagnostics(&note, 1).is_empty());
    client.finish();
}

#[test]
fn positions_and_documents_that_are_not_there() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let mut client = Client::at(dir.path());
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, NOTE);
    let far = json!({ "line": u32::MAX, "character": u32::MAX });
    let near = json!({ "line": 0, "character": 3 });
    for method in ["textDocument/hover", "textDocument/definition"] {
        client.call(method, json!({ "textDocument": { "uri": note }, "position": far }));
        for nobody in ["file:///no/such/folder/x.md", "untitled:Untitled-1", &uri(dir.path())] {
            assert_eq!(client.call(method, json!({ "textDocument": { "uri": nobody }, "position": near })), Value::Null);
        }
    }
    let context = json!({ "diagnostics": [] });
    client.call(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": note }, "range": { "start": far, "end": near }, "context": context }),
    );
    let change = json!({ "range": { "start": far, "end": near }, "text": "" });
    client.notify("textDocument/didChange", json!({ "textDocument": { "uri": note, "version": 2 }, "contentChanges": [change] }));
    let text = client.call("postil/text", json!({ "textDocument": { "uri": note } }));
    assert_eq!(text["text"], &NOTE[..3], "a reversed range counts as turned round");
    client.open("untitled:Untitled-1", 1, "no file");
    client.replace("file:///never/opened.md", 2, "x");
    client.wait("a warning", |m| m["method"] == "window/logMessage");
    client.close("file:///never/opened.md");
    client.diagnostics(&note, 2);
    client.finish();
}

#[test]
fn large_and_odd_documents() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let mut client = Client::at(dir.path());
    let note = uri(&dir.path().join("notes/n.md"));
    let odd =
        ["\0\0\0".to_string(), format!("{}x", "> ".repeat(20_000)), "[".repeat(50_000), "---\na: [\n---\n\nThe lake. [@x]\n".to_string()];
    for (version, text) in (1..).zip(&odd) {
        match version {
            1 => client.open(&note, version, text),
            _ => client.replace(&note, version, text),
        }
        client.diagnostics(&note, version);
    }
    let large = "The lake fell by some 20 cm in the year that nobody counted. [[sea]]\n\n".repeat(75_000);
    client.replace(&note, 90, &large);
    let end = json!({ "line": 150_000, "character": 0 });
    let change = json!({ "range": { "start": end, "end": end }, "text": "The end. [@nobody]\n" });
    client.notify("textDocument/didChange", json!({ "textDocument": { "uri": note, "version": 91 }, "contentChanges": [change] }));
    assert_eq!(rules(&client.diagnostics(&note, 91)).last(), Some(&"unknown-source"));
    client.finish();
}

#[test]
fn broken_files_are_findings() {
    let dir = workspace(&[
        ("sources/sea.md", SEA),
        ("notes/n.md", NOTE),
        ("references.bib", "@misc{a, title = {A}}\n@misc{b, title = {\n"),
        ("postil.toml", "sources = 3\n[rules\n"),
    ]);
    std::fs::write(dir.path().join("sources/scan.txt"), [0u8, 159, 146, 150, 0, 1]).expect("written");
    let mut client = Client::at(dir.path());
    let at = |path: &str| uri(&dir.path().join(path));
    assert_eq!(rules(&client.diagnostics(&at("postil.toml"), Value::Null)), ["config-problem", "config-problem"]);
    assert_eq!(rules(&client.diagnostics(&at("references.bib"), Value::Null)), ["config-problem"]);
    assert_eq!(rules(&client.diagnostics(&at("sources/scan.txt"), Value::Null)), ["unreadable-file"]);
    client.open(&at("notes/n.md"), 1, NOTE);
    assert!(client.diagnostics(&at("notes/n.md"), 1).is_empty());
    client.finish();
}

#[test]
fn exit_codes() {
    let dir = workspace(&[("sources/sea.md", SEA)]);
    Client::at(dir.path()).finish();
    let mut client = Client::at(dir.path());
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1), "without shutdown");
    let mut client = Client::at(dir.path());
    client.hang_up();
    assert_eq!(client.ended().code(), Some(1), "stdin ended");
    let mut client = Client::bare();
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1), "before any word");
    let mut client = Client::bare();
    client.raw(b"Content-Length: 500\r\n\r\n{\"jsonrpc\"");
    client.hang_up();
    assert_eq!(client.ended().code(), Some(1), "in the middle of a message");
}

#[test]
fn requests_at_the_wrong_time_get_an_error() {
    let mut client = Client::bare();
    let id = client
        .request("textDocument/hover", json!({ "textDocument": { "uri": "file:///x.md" }, "position": { "line": 0, "character": 0 } }));
    assert_eq!(client.reply(id)["error"]["code"], -32002);
    client.call("initialize", json!({ "capabilities": capabilities(&[]) }));
    let id = client.request("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.reply(id)["error"]["code"], -32600);
    client.notify("initialized", json!({}));
    client.call("shutdown", Value::Null);
    let id = client
        .request("textDocument/hover", json!({ "textDocument": { "uri": "file:///x.md" }, "position": { "line": 0, "character": 0 } }));
    assert_eq!(client.reply(id)["error"]["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(0));
}
