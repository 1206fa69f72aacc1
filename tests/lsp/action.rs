//! Code actions: kinds, edits of several files, files that are created, edits that come when an action is chosen.

use super::client::{Client, capabilities, uri};
use super::navigate::ENCODINGS;
use super::sync::words;
use super::workspace;
use postil::text::{LineIndex, PositionEncoding, position};
use serde_json::{Value, json};

const LAKE: &str = "# 𝄞 湖\n\nThe level of the lake fell by 21 cm in May 2010. The Orrin Courier is a weekly newspaper of the northern valley.\n\n\
    A mayor said: “We will build no second bridge over the old harbour before the year is out.”\n";
const NOTE: &str = "𝄞 湖。 The level of the lake fell by 12 cm in May 2010. [[lake]]\n\n\
    𝄞 A mayor said: “We will build no second bridge over the new harbour before the year is out.” [[lake]]\n\n𝄞 The Orrin Courier wrote. [[High 水]]\n";

fn started(name: &str, change: impl Fn(&mut Value)) -> (tempfile::TempDir, Client, String, Vec<Value>) {
    let dir = workspace(&[("sources/lake.md", LAKE), ("notes/n.md", NOTE), ("postil.toml", "[rules]\nbroken-link = \"off\"\n")]);
    let mut can = capabilities(&[name]);
    can["workspace"]["workspaceEdit"] = json!({ "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] });
    can["textDocument"]["codeAction"] = json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } });
    change(&mut can);
    let (mut client, _) = Client::start(Some(dir.path()), can, json!({ "debounce": 0 }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, NOTE);
    let found = client.diagnostics(&note, 1);
    (dir, client, note, found)
}

fn asked(client: &mut Client, note: &str, at: &str, encoding: PositionEncoding, context: Value) -> Vec<Value> {
    let (line, character) = position(NOTE, &LineIndex::new(NOTE), NOTE.find(at).expect("there"), encoding);
    let at = json!({ "line": line, "character": character });
    let params = json!({ "textDocument": { "uri": note }, "range": { "start": at, "end": at }, "context": context });
    client.call("textDocument/codeAction", params).as_array().cloned().expect("a list")
}

#[test]
fn each_action_says_which_files_it_changes_and_how() {
    for (name, encoding) in ENCODINGS {
        let (dir, mut client, note, found) = started(name, |_| {});
        let actions = asked(&mut client, &note, "12 cm", encoding, json!({ "diagnostics": found }));
        let of = |title: &str| {
            actions
                .iter()
                .find(|a| a["title"].as_str().is_some_and(|t| t.contains(title)))
                .unwrap_or_else(|| panic!("{title}: {actions:#?}"))
        };
        let fix = &of("replace")["edit"]["documentChanges"][0];
        assert_eq!((words(NOTE, &fix["edits"][0]["range"], encoding), &fix["edits"][0]["newText"]), ("12 cm", &json!("21 cm")), "{name}");
        for title in ["on this line", "as intended", "in this note", "for notes/n.md", "everywhere"] {
            let action = of(title);
            assert_eq!((&action["kind"], &action["diagnostics"][0]["code"]), (&json!("quickfix"), &json!("number-conflict")), "{title}");
            let toml = ["for notes/n.md", "everywhere"].contains(&title);
            let change = &action["edit"]["documentChanges"][0]["textDocument"];
            assert_eq!(change["uri"].as_str().is_some_and(|u| u.ends_with("postil.toml")), toml, "{title}");
            assert_eq!(change["version"], if toml { Value::Null } else { json!(1) }, "{title}");
        }
        client.apply(&note, 2, &of("as intended")["edit"]["documentChanges"][0]);
        assert_eq!(super::rules(&client.diagnostics(&note, 2)), ["altered-quotation"], "{name}");
        client.replace(&note, 3, NOTE);
        client.diagnostics(&note, 3);
        let actions = asked(&mut client, &note, "Orrin", encoding, json!({ "diagnostics": [] }));
        let add = actions.iter().find(|a| a["title"] == "add “Orrin Courier” to glossary.md").expect("offered");
        assert_eq!(add["kind"], "refactor.rewrite");
        let changes = &add["edit"]["documentChanges"];
        let glossary = uri(dir.path()) + "/glossary.md";
        assert_eq!(
            (&changes[0]["kind"], &changes[0]["uri"], &changes[1]["textDocument"]["uri"]),
            (&json!("create"), &json!(glossary), &json!(glossary))
        );
        assert_eq!(changes[1]["edits"][0]["newText"], "# Glossary\n\n**Orrin Courier**: a weekly newspaper of the northern valley\n");
        let actions = asked(&mut client, &note, "High", encoding, json!({ "diagnostics": [], "only": ["quickfix"] }));
        assert_eq!(actions[0]["title"], "create notes/High 水.md", "{actions:#?}");
        client.finish();
    }
}

#[test]
fn what_is_certain_comes_when_it_is_asked_for_and_its_edit_when_it_is_chosen() {
    for (name, encoding) in ENCODINGS {
        for late in [true, false] {
            let (_dir, mut client, note, _) = started(name, |can| {
                if !late {
                    can["textDocument"]["codeAction"] = json!({});
                }
            });
            let none = asked(&mut client, &note, "12 cm", encoding, json!({ "diagnostics": [] }));
            assert!(none.iter().all(|a| a["kind"] != "source.fixAll.postil"), "{none:#?}");
            for only in ["source", "source.fixAll", "source.fixAll.postil"] {
                let found = asked(&mut client, &note, "12 cm", encoding, json!({ "diagnostics": [], "only": [only] }));
                let [all] = found.as_slice() else { panic!("{only}: {found:#?}") };
                assert_eq!((&all["kind"], all["edit"].is_null()), (&json!("source.fixAll.postil"), late));
                let chosen = if late { client.call("codeAction/resolve", all.clone()) } else { all.clone() };
                let edits = chosen["edit"]["documentChanges"][0]["edits"].as_array().cloned().expect("edits");
                let [edit] = edits.as_slice() else { panic!("{edits:#?}") };
                assert_eq!((words(NOTE, &edit["range"], encoding), &edit["newText"]), ("new", &json!("old")), "{name}");
            }
            assert!(
                asked(&mut client, &note, "12 cm", encoding, json!({ "diagnostics": [], "only": ["source.organizeImports"] })).is_empty()
            );
            client.finish();
        }
    }
}

#[test]
fn a_client_that_creates_no_files_is_offered_none() {
    let (_dir, mut client, note, _) = started("utf-16", |can| can["workspace"]["workspaceEdit"] = json!({ "documentChanges": true }));
    let found = asked(&mut client, &note, "High", PositionEncoding::Utf16, json!({ "diagnostics": [] }));
    assert!(found.iter().all(|a| !a["title"].as_str().is_some_and(|t| t.starts_with("create"))), "{found:#?}");
    client.finish();
}
