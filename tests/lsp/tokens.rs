//! Semantic tokens and inlay hints: the words under every token, in every encoding.

use super::client::{Client, capabilities, uri};
use super::{put, workspace};
use postil::text::{LineIndex, PositionEncoding, offset};
use serde_json::{Value, json};
use tempfile::TempDir;

const ENCODINGS: [(&str, PositionEncoding); 3] =
    [("utf-8", PositionEncoding::Utf8), ("utf-16", PositionEncoding::Utf16), ("utf-32", PositionEncoding::Utf32)];
const SEA: &str = "---\ntitle: The 𝄞 sea\n---\n\n𝄞 海。 The level of the lake fell by 21 cm between 1990 and 2010. A mayor said: “We will build no second sluice here before the year is out.”\n";
const NOTE: &str = "# 𝄞 湖\n\n𝄞 湖。 The level of the lake fell by 12 cm between 1990 and 2010. [[sea]]\n\n𝄞 A mayor said: “We will build no\nsecond sluice here before the year is out.” [[sea]]\n\n𝄞 The sluices are old. 水門\n";

fn started(encoding: &str) -> (TempDir, Client, String, Value) {
    let dir = workspace(&[("sources/sea.md", SEA), ("glossary.md", "**Sluice**: a gate\n\n**水門**: a gate\n"), ("notes/n.md", NOTE)]);
    let mut can = capabilities(&[encoding]);
    can["workspace"]["semanticTokens"] = json!({ "refreshSupport": true });
    can["workspace"]["inlayHint"] = json!({ "refreshSupport": true });
    let (mut client, hello) = Client::start(Some(dir.path()), can, json!({ "debounce": 0 }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, NOTE);
    client.diagnostics(&note, 1);
    (dir, client, note, hello["capabilities"]["semanticTokensProvider"].clone())
}

fn numbers(value: &Value) -> Vec<u32> {
    value.as_array().expect("a list").iter().map(|n| n.as_u64().expect("a number") as u32).collect()
}

/// Each token with its type, its modifiers and its words.
fn read(text: &str, data: &[u32], provider: &Value, encoding: PositionEncoding) -> Vec<String> {
    let index = LineIndex::new(text);
    let (mut line, mut start) = (0, 0);
    let mut out = Vec::new();
    for token in data.chunks(5) {
        let [lines, columns, length, kind, bits] = *token else { panic!("five numbers") };
        start = if lines == 0 { start + columns } else { columns };
        line += lines;
        let from = offset(text, &index, (line, start), encoding);
        let to = offset(text, &index, (line, start + length), encoding);
        let name = provider["legend"]["tokenTypes"][kind as usize].as_str().expect("a type");
        let modifiers = provider["legend"]["tokenModifiers"].as_array().expect("a list");
        let flags: String = modifiers
            .iter()
            .enumerate()
            .filter(|(i, _)| bits >> i & 1 == 1)
            .map(|(_, m)| format!(".{}", m.as_str().expect("a name")))
            .collect();
        out.push(format!("{name}{flags} {}", &text[from..to]));
    }
    out
}

const WANTED: [&str; 10] = [
    "figure.conflict 12 cm",
    "figure 1990 and 2010",
    "citation [[sea]]",
    "quotation.supported “We will build no",
    "quotation.supported second ",
    "term.supported sluice",
    "quotation.supported  here before the year is out.”",
    "citation [[sea]]",
    "term sluices",
    "term 水門",
];

#[test]
fn what_takes_its_time_comes_later_and_is_what_a_patient_client_gets() {
    let (sea, text) = (format!("{SEA}\nThe Orrin Water Board (OWB) met in May.\n"), format!("{NOTE}\n𝄞 A 湖 for the OWB.\n"));
    let dir = workspace(&[("sources/sea.md", &sea), ("glossary.md", "**Sluice**: a gate\n\n**水門**: a gate\n"), ("notes/n.md", &text)]);
    let at = |path: &str| json!({ "textDocument": { "uri": uri(&dir.path().join(path)) } });
    let started = |refresh: bool| {
        let mut can = capabilities(&["utf-16"]);
        can["workspace"]["semanticTokens"] = json!({ "refreshSupport": refresh });
        // a long rest: nothing is judged but for the answers
        Client::start(Some(dir.path()), can, json!({ "debounce": 10_000 }))
    };
    let (mut patient, hello) = started(false);
    let provider = hello["capabilities"]["semanticTokensProvider"].clone();
    let tokens = |client: &mut Client, path: &str| {
        let text = if path.starts_with("notes") { &text } else { &sea };
        let full = client.call("textDocument/semanticTokens/full", at(path));
        read(text, &numbers(&full["data"]), &provider, PositionEncoding::Utf16)
    };
    let (note, source) = (tokens(&mut patient, "notes/n.md"), tokens(&mut patient, "sources/sea.md"));
    assert_eq!((&note[..10], note[10..].join("|")), (&WANTED.map(str::to_string)[..], "term OWB".to_string()));
    assert!(source.contains(&"term OWB".to_string()), "{source:?}");
    patient.leave();

    let (mut client, _) = started(true);
    let judged = |client: &mut Client| client.call("postil/counters", at("notes/n.md"))["claimsJudged"].as_u64().expect("a number");
    let bare: Vec<String> = WANTED.iter().map(|t| t.replace(".supported", "").replace(".conflict", "")).collect();
    assert_eq!(tokens(&mut client, "notes/n.md"), bare, "no verdicts, and no short forms of sources");
    client.until_asked("workspace/semanticTokens/refresh");
    assert!(judged(&mut client) > 0);
    assert_eq!(tokens(&mut client, "notes/n.md"), WANTED);
    client.until_asked("workspace/semanticTokens/refresh");
    assert_eq!(tokens(&mut client, "notes/n.md"), note);
    assert_eq!(tokens(&mut client, "sources/sea.md"), source);
    client.call("postil/counters", at("notes/n.md"));
    assert!(!client.asked.iter().any(|m| m.ends_with("refresh")), "there is nothing more to come");
    client.leave();
}

#[test]
fn verdicts_come_with_the_check_of_a_note_that_was_just_opened() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["semanticTokens"] = json!({ "refreshSupport": true });
    let (mut client, _) = Client::start(Some(dir.path()), can, json!({ "debounce": 300 }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, NOTE);
    client.call("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": note } }));
    assert!(!client.unread().iter().any(|m| m["method"] == "textDocument/publishDiagnostics"), "the text rests");
    client.until_asked("workspace/semanticTokens/refresh");
    client.diagnostics(&note, 1);
    let counters = client.call("postil/counters", json!({ "textDocument": { "uri": note } }));
    assert_eq!(counters["claimsJudged"], 3, "each claim once: {counters}");
    // a letter typed: what is known of the other claims stays
    client.replace(&note, 2, &NOTE.replace("12 cm", "13 cm"));
    let full = client.call("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": note } }));
    assert!(numbers(&full["data"]).chunks(5).any(|t| t[4] != 0), "{full}");
    client.diagnostics(&note, 2);
    client.leave();
}

#[test]
fn tokens_cover_what_they_name() {
    for (name, encoding) in ENCODINGS {
        let (_dir, mut client, note, provider) = started(name);
        let full = client.call("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": note } }));
        let seen = read(NOTE, &numbers(&full["data"]), &provider, encoding);

        assert_eq!(seen, WANTED, "{name}");

        let line = |n: u32| json!({ "line": n, "character": 0 });
        let range = json!({ "textDocument": { "uri": note }, "range": { "start": line(7), "end": line(8) } });
        let some = client.call("textDocument/semanticTokens/range", range);
        let seen = read(NOTE, &numbers(&some["data"]), &provider, encoding);
        assert_eq!(seen, ["term sluices", "term 水門"], "{name}");
        client.finish();
    }
}

#[test]
fn a_difference_leads_to_the_same_tokens() {
    let (dir, mut client, note, provider) = started("utf-16");
    let one = json!({ "textDocument": { "uri": note } });
    let full = client.call("textDocument/semanticTokens/full", one.clone());
    let mut data = numbers(&full["data"]);
    let mut id = full["resultId"].clone();
    let fixed = NOTE.replace("12 cm", "21 cm");
    let texts = [fixed.clone(), format!("水門\n\n{fixed}"), NOTE.to_string(), "Nothing.\n".to_string(), NOTE.to_string()];
    for (version, text) in (2..).zip(texts) {
        client.replace(&note, version, &text);
        let delta =
            client.call("textDocument/semanticTokens/full/delta", json!({ "textDocument": { "uri": note }, "previousResultId": id }));
        for edit in delta["edits"].as_array().expect("a difference") {
            let number = |key: &str| edit[key].as_u64().expect("a number") as usize;
            let new = edit.get("data").map(numbers).unwrap_or_default();
            data.splice(number("start")..number("start") + number("deleteCount"), new);
        }
        id = delta["resultId"].clone();
        let whole = client.call("textDocument/semanticTokens/full", one.clone());
        assert_eq!((data.clone(), &id), (numbers(&whole["data"]), &whole["resultId"]), "{text}");
        client.diagnostics(&note, version);
    }
    let unknown = json!({ "textDocument": { "uri": note }, "previousResultId": "nothing" });
    assert_eq!(numbers(&client.call("textDocument/semanticTokens/full/delta", unknown)["data"]), data);
    // another source makes another claim of it
    put(dir.path(), "sources/sea.md", &SEA.replace("21 cm", "12 cm"));
    let changes = json!([{ "uri": uri(&dir.path().join("sources/sea.md")), "type": 2 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    client.until_asked("workspace/semanticTokens/refresh");
    let after = client.call("textDocument/semanticTokens/full", one);
    let seen = read(NOTE, &numbers(&after["data"]), &provider, PositionEncoding::Utf16);
    assert_eq!(seen[0], "figure.supported 12 cm");
    client.leave();
}

#[test]
fn hints_are_off_until_they_are_wanted() {
    for (name, encoding) in ENCODINGS {
        let (_dir, mut client, note, _) = started(name);
        let end = json!({ "line": 100, "character": 0 });
        let ask =
            |line: u32| json!({ "textDocument": { "uri": note }, "range": { "start": { "line": line, "character": 0 }, "end": end } });
        assert_eq!(client.call("textDocument/inlayHint", ask(0)), json!([]));
        let mut shown = |setting: &str, line: u32| {
            client.notify("workspace/didChangeConfiguration", json!({ "settings": { "debounce": 0, "inlayHints": setting } }));
            client.until_asked("workspace/inlayHint/refresh");
            let found = client.call("textDocument/inlayHint", ask(line));
            let mut text = NOTE.to_string();
            for hint in found.as_array().expect("a list").iter().rev() {
                let number = |key: &str| hint["position"][key].as_u64().expect("a number") as u32;
                let at = offset(NOTE, &LineIndex::new(NOTE), (number("line"), number("character")), encoding);
                text.insert_str(at, &format!("‹{}›", hint["label"].as_str().expect("a label")));
            }
            text
        };
        let all = shown("all", 0);
        assert!(all.contains("between 1990 and 2010.‹conflict: sources/sea.md:5› [[sea‹The 𝄞 sea›]]"), "{all}");
        assert!(all.contains("year is out.”‹supported: sources/sea.md:5› [[sea‹The 𝄞 sea›]]"), "{all}");
        assert!(all.ends_with("𝄞 The sluices are old. 水門\n"), "{all}");
        let titles = shown("titles", 4);
        assert!(titles.contains("2010. [[sea]]") && titles.contains("out.” [[sea‹The 𝄞 sea›]]"), "{titles}");
        assert!(!shown("verdicts", 0).contains("‹The"));
        assert_eq!(shown("off", 0), NOTE);
        client.finish();
    }
}
