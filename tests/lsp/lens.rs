//! Lenses and the commands behind them.

use super::client::{Client, capabilities, uri};
use super::sync::words;
use super::{put, workspace};
use postil::text::{LineIndex, PositionEncoding, position};
use serde_json::{Value, json};
use tempfile::TempDir;

const ENCODINGS: [(&str, PositionEncoding); 3] =
    [("utf-8", PositionEncoding::Utf8), ("utf-16", PositionEncoding::Utf16), ("utf-32", PositionEncoding::Utf32)];
const SEA: &str = "# 𝄞 The sea 海\n\n𝄞 海。 The level of the lake fell by 21 cm between 1990 and 2010. Fishers noticed it first.\n\n𝄞 Nobody rests here.\n";
const A: &str = "# 𝄞 A\n\n𝄞 海。 The level of the lake fell by 21 cm between 1990 and 2010. [[sea]]\n";
const B: &str = "𝄞 The level of the lake fell by 12 cm between 1990 and 2010. [[sea]]\n\nFishers noticed it first. [[sea]]\n";

fn started(encoding: &str) -> (TempDir, Client) {
    let dir = workspace(&[("sources/sea.md", SEA), ("glossary.md", "**Sluice 門**: a 𝄞 *gate*\n"), ("notes/a.md", A), ("notes/b.md", B)]);
    let mut can = capabilities(&[encoding]);
    can["window"]["showDocument"] = json!({ "support": true });
    can["window"]["showMessage"] = json!({});
    can["workspace"]["codeLens"] = json!({ "refreshSupport": true });
    let (client, _) = Client::start(Some(dir.path()), can, json!({ "debounce": 0 }));
    (dir, client)
}

fn lenses(client: &mut Client, uri: &str) -> Vec<Value> {
    client.call("textDocument/codeLens", json!({ "textDocument": { "uri": uri } })).as_array().cloned().expect("a list")
}

fn titles(client: &mut Client, uri: &str) -> Vec<String> {
    lenses(client, uri).iter().map(|l| l["command"]["title"].as_str().expect("a title").to_string()).collect()
}

fn run(client: &mut Client, command: &Value) -> Value {
    client.call("workspace/executeCommand", command.clone())
}

#[test]
fn a_source_tells_which_notes_rest_on_it() {
    for (name, encoding) in ENCODINGS {
        let (dir, mut client) = started(name);
        let at = |path: &str| uri(&dir.path().join(path));
        client.open(&at("sources/sea.md"), 1, SEA);
        let found = lenses(&mut client, &at("sources/sea.md"));
        let seen: Vec<(&str, &str)> =
            found.iter().map(|l| (words(SEA, &l["range"], encoding), l["command"]["title"].as_str().expect("a title"))).collect();
        let passage = SEA.lines().nth(2).expect("a line");
        let both = |what: &str| format!("2 notes rest on this {what}, 1 in conflict with it");
        assert_eq!(seen, [("# 𝄞 The sea 海", both("source").as_str()), (passage, both("passage").as_str())], "{name}");

        // its command leads to the claims, and shows the one that is chosen
        let claims = run(&mut client, &json!({ "command": found[1]["command"]["command"], "arguments": found[1]["command"]["arguments"] }));
        let text = |uri: &Value| if *uri == json!(at("notes/a.md")) { A } else { B };
        let claims: Vec<(&str, &str)> = claims["claims"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|c| (words(text(&c["uri"]), &c["range"], encoding), c["verdict"].as_str().expect("a verdict")))
            .collect();
        let fell = "The level of the lake fell by 21 cm between 1990 and 2010.";
        assert_eq!(claims.len(), 3, "{claims:?}");
        assert!(claims[0].0.contains(fell) && claims[0].1 == "supported", "{claims:?}");
        assert!(claims[1].0.contains("12 cm") && claims[1].1 == "conflict", "{claims:?}");
        client.until_asked("window/showMessageRequest");
        client.until_asked("window/showDocument");
        let shown = client.request.clone();
        assert_eq!(shown["params"]["uri"], at("notes/a.md"));
        assert!(words(A, &shown["params"]["selection"], encoding).contains(fell), "{shown}");
        // the notes may have been checked when the source was opened
        client.leave();
    }
}

#[test]
fn lenses_follow_the_notes() {
    let (dir, mut client) = started("utf-16");
    let at = |path: &str| uri(&dir.path().join(path));
    client.open(&at("sources/sea.md"), 1, SEA);
    client.open(&at("notes/b.md"), 1, B);
    client.diagnostics(&at("notes/b.md"), 1);
    client.asked.clear();
    assert_eq!(titles(&mut client, &at("notes/b.md")), ["2 claims: 1 supported, 1 in conflict, 0 unverified"]);
    client.replace(&at("notes/b.md"), 2, &B.replace("12 cm", "21 cm"));
    client.until_asked("workspace/codeLens/refresh");
    assert_eq!(titles(&mut client, &at("notes/b.md")), ["2 claims: 2 supported, 0 in conflict, 0 unverified"]);
    assert_eq!(titles(&mut client, &at("sources/sea.md")), ["2 notes rest on this source", "2 notes rest on this passage"]);
    client.diagnostics(&at("notes/b.md"), 2);
    client.replace(&at("sources/sea.md"), 2, "# Nothing\n");
    client.until_asked("workspace/codeLens/refresh");
    assert!(titles(&mut client, &at("sources/sea.md")).is_empty());
    client.leave();
}

#[test]
fn the_evidence_of_a_claim_is_shown() {
    for (name, encoding) in ENCODINGS {
        let (dir, mut client) = started(name);
        let at = |path: &str| uri(&dir.path().join(path));
        client.open(&at("notes/b.md"), 1, B);
        client.diagnostics(&at("notes/b.md"), 1);
        let (line, character) = position(B, &LineIndex::new(B), B.find("lake").expect("there"), encoding);
        let place = json!({ "uri": at("notes/b.md"), "position": { "line": line, "character": character } });
        let found = run(&mut client, &json!({ "command": "postil.evidence", "arguments": [place] }));
        assert_eq!(found["verdict"], "conflict");
        assert!(words(B, &found["range"], encoding).contains("12 cm"), "{name}: {found:#}");
        let evidence = &found["evidence"][0];
        assert_eq!((&evidence["uri"], words(SEA, &evidence["range"], encoding)), (&json!(at("sources/sea.md")), "21 cm"));
        let chain = found["chain"].as_array().expect("a list");
        assert!(chain.iter().any(|l| l == "scope: cited in the sentence: sources/sea.md"), "{chain:#?}");
        assert_eq!(chain.last().expect("a line"), "verdict: conflict");
        client.until_asked("window/showDocument");
        assert_eq!(words(SEA, &client.request["params"]["selection"], encoding), "21 cm", "{name}");
        // where nothing is claimed, nothing is shown
        let nowhere = json!({ "uri": at("sources/sea.md"), "position": { "line": 0, "character": 0 } });
        let none = run(&mut client, &json!({ "command": "postil.evidence", "arguments": [nowhere] }));
        assert_eq!(none["verdict"], Value::Null);
        client.wait("a message", |m| m["method"] == "window/showMessage");
        client.finish();
    }
}

#[test]
fn coverage_glossary_and_reading_again() {
    let (dir, mut client) = started("utf-16");
    let all = run(&mut client, &json!({ "command": "postil.coverage", "arguments": [] }));
    assert_eq!(all["summary"], json!({ "files": 2, "claims": 3, "supported": 2, "conflict": 1, "unverified": 0 }));
    assert!(all["markdown"].as_str().expect("a page").contains("| notes/b.md | 2 | 1 | 1 | 0 |"), "{all}");
    let said = client.wait("a message", |m| m["method"] == "window/showMessage");
    assert_eq!(said["params"]["message"], "2 notes, 3 claims: 2 supported, 1 in conflict, 0 unverified");
    let one = run(&mut client, &json!({ "command": "postil.coverage", "arguments": [{ "uri": uri(&dir.path().join("notes/a.md")) }] }));
    assert_eq!(one["summary"]["claims"], 1);
    client.wait("a message", |m| m["method"] == "window/showMessage");

    let glossary = run(&mut client, &json!({ "command": "postil.glossary", "arguments": [null] }));
    assert_eq!(glossary, json!({ "terms": 1, "markdown": "# Glossary\n\n- **Sluice 門**: a 𝄞 gate (glossary.md:1)\n" }));

    // nobody has told of the new file
    put(dir.path(), "notes/c.md", A);
    let again = run(&mut client, &json!({ "command": "postil.reindex" }));
    assert_eq!(again, json!({ "workspaces": 1, "notes": 3, "sources": 1 }));
    client.wait("a message", |m| m["method"] == "window/showMessage");

    for (command, arguments, said) in [
        ("postil.none", json!([]), "there is no command “postil.none”"),
        ("postil.evidence", json!([]), "postil.evidence lacks “uri” in its argument"),
        ("postil.resting", json!([{ "uri": "untitled:x" }]), "untitled:x is no file of a workspace"),
        ("postil.coverage", json!([1]), "the argument of postil.coverage cannot be used"),
    ] {
        let id = client.request("workspace/executeCommand", json!({ "command": command, "arguments": arguments }));
        let reply = client.reply(id);
        assert_eq!(reply["error"]["code"], -32602, "{reply}");
        assert!(reply["error"]["message"].as_str().expect("words").starts_with(said), "{reply}");
    }
    client.finish();
}

#[test]
fn a_quiet_command_answers_and_says_nothing_else() {
    let (dir, mut client) = started("utf-16");
    let note = uri(&dir.path().join("notes/b.md"));
    let place = json!({ "uri": note, "position": { "line": 0, "character": 8 }, "quiet": true });
    assert_eq!(run(&mut client, &json!({ "command": "postil.evidence", "arguments": [place] }))["verdict"], "conflict");
    for command in ["postil.coverage", "postil.reindex"] {
        assert!(run(&mut client, &json!({ "command": command, "arguments": [{ "quiet": true }] })).is_object(), "{command}");
    }
    // no message, no document shown, no question
    client.finish();
}
