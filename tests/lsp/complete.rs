//! Completion: what the note becomes, in every encoding.

use super::client::{Client, capabilities, uri};
use super::navigate::{ENCODINGS, on};
use super::workspace;
use serde_json::{Value, json};

const LAKE: &str =
    "# 𝄞 湖\n\nThe level of the lake fell by 21 cm in May 2010. A mayor said: “We will build no 𝄞 second bridge before the year is out.”\n";
const BIB: &str = "@misc{marsh20, title = {Rising 𝄞 Seas}, author = {Marsh, Ada}, publisher = {Harbour Press}, date = {2020-03}, file = {sources/lake.md}}\n";
const NOTE: &str = "𝄞 湖 KEY and LINK here 水 TERM\n\n𝄞 湖。 “We will QUOTE” [@marsh20].\n\n𝄞 The level of the lake fell by  [@marsh20]\n";

fn list(found: &Value) -> Vec<Value> {
    assert_eq!(found["isIncomplete"], json!(!found["items"].as_array().expect("items").is_empty()));
    found["items"].as_array().cloned().expect("items")
}

#[test]
fn what_may_be_written() {
    for (name, encoding) in ENCODINGS {
        let dir = workspace(&[
            ("sources/lake.md", LAKE),
            ("references.bib", BIB),
            ("glossary.md", "**Spring tide**: the 𝄞 highest tide\n"),
            ("notes/n.md", NOTE),
        ]);
        let mut can = capabilities(&[name]);
        can["textDocument"]["completion"] = json!({ "completionItem": { "documentationFormat": ["markdown"] } });
        let (mut client, _) = Client::start(Some(dir.path()), can, json!({ "debounce": 0 }));
        let note = uri(&dir.path().join("notes/n.md"));
        client.open(&note, 1, NOTE);
        let mut version = 1;
        for (from, typed, to, kind, told) in [
            ("KEY", "@ris", "@marsh20", 18, "Marsh, Ada (2020-03). *Rising 𝄞 Seas*. Harbour Press."),
            ("LINK", "[[la", "[[lake]]", 17, "lake"),
            ("TERM", "spr", "spring tide", 14, "the 𝄞 highest tide"),
            ("QUOTE”", "bui”", "build no 𝄞 second bridge before the year is out”", 1, "**A mayor said"),
            ("fell by ", "fell by ", "fell by 21 cm", 12, "sources/lake.md:3"),
        ] {
            let text = NOTE.replacen(from, typed, 1);
            version += 1;
            client.replace(&note, version, &text);
            let letters = typed.len() - if typed.ends_with('”') { '”'.len_utf8() } else { 0 };
            let found = list(&client.call("textDocument/completion", on(&note, &text, typed, letters, encoding)));
            let [item] = found.as_slice() else { panic!("{name} {typed}: {found:#?}") };
            assert_eq!(item["kind"], kind, "{name} {typed}");
            assert!(item["documentation"].is_null() && item["insertTextFormat"].is_null(), "{item}");
            let resolved = client.call("completionItem/resolve", item.clone());
            let value = resolved["documentation"]["value"].as_str().unwrap_or("");
            assert!(value.contains(told), "{name} {typed}: {resolved:#}");
            version += 1;
            let edit = json!({ "edits": [{ "range": item["textEdit"]["range"], "newText": item["textEdit"]["newText"] }] });
            client.apply(&note, version, &edit);
            let now = client.call("postil/text", json!({ "textDocument": { "uri": note } }));
            assert_eq!(now["text"], NOTE.replacen(from, to, 1).as_str(), "{name} {typed}");
        }
        client.diagnostics(&note, version);
        client.finish();
    }
}

#[test]
fn a_source_is_not_written_and_a_stale_item_tells_nothing() {
    let dir = workspace(&[("sources/lake.md", LAKE), ("references.bib", BIB), ("notes/n.md", NOTE)]);
    let mut client = Client::at(dir.path());
    let lake = uri(&dir.path().join("sources/lake.md"));
    let text = format!("{LAKE}[@ma");
    client.open(&lake, 1, &text);
    let found = client.call("textDocument/completion", on(&lake, &text, "[@ma", 4, super::navigate::ENCODINGS[1].1));
    assert_eq!(found["items"], json!([]));
    let stale = json!({ "label": "x", "data": { "uri": lake, "about": { "file": "sources/gone.md" } } });
    assert_eq!(client.call("completionItem/resolve", stale.clone()), stale);
    let foreign = json!({ "label": "x", "data": 7 });
    assert_eq!(client.call("completionItem/resolve", foreign.clone()), foreign);
    // the edited source may have its note checked again
    client.leave();
}
