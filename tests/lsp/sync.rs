//! Order, versions, encodings.

use super::client::{Client, capabilities, uri};
use super::{NOTE, SEA, rules, workspace};
use postil::text::{LineIndex, PositionEncoding, offset, position};
use serde_json::{Value, json};

/// Numbers that look random and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// A random edit of the text, as the client would send it.
fn edit(text: &mut String, dice: &mut Dice, encoding: PositionEncoding) -> Value {
    let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let a = dice.roll(borders.len());
    let b = (a + dice.roll(6)).min(borders.len() - 1);
    let index = LineIndex::new(text);
    // between CR and LF there is no position
    let settle = |at: usize| offset(text, &index, position(text, &index, at, encoding), encoding);
    let (a, b) = (settle(borders[a]), settle(borders[b]));
    let range = |at| {
        let (line, character) = position(text, &index, at, encoding);
        json!({ "line": line, "character": character })
    };
    let new = ["x", "é", "𝄞", "\n", "\r\n", "", "Two words. ", "[[sea]]"][dice.roll(8)];
    let change = json!({ "range": { "start": range(a), "end": range(b) }, "text": new });
    text.replace_range(a..b, new);
    change
}

#[test]
fn everything_in_order_behind_fifty_pending_requests() {
    for (name, encoding) in [("utf-8", PositionEncoding::Utf8), ("utf-16", PositionEncoding::Utf16), ("utf-32", PositionEncoding::Utf32)] {
        let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
        let (mut client, hello) = Client::start(Some(dir.path()), capabilities(&[name]), json!({ "debounce": 0 }));
        assert_eq!(hello["capabilities"]["positionEncoding"], name);
        let note = uri(&dir.path().join("notes/n.md"));
        let mut text = format!("é𝄞 {NOTE}𝄞 more\r\n{}", "One line of words. ".repeat(10));
        client.open(&note, 1, &text);
        let mut dice = Dice(7);
        let mut some = || (0..=dice.roll(2)).map(|_| edit(&mut text, &mut dice, encoding)).collect();
        let edits: Vec<Vec<Value>> = (0..2000).map(|_| some()).collect();
        // its claims take longer to judge than all edits to arrive
        let large = uri(&dir.path().join("notes/large.md"));
        let claims: String = (0..4_000).map(|i| format!("In {i} the lake fell by {i} cm and fishers left. [[sea]]\n\n")).collect();
        client.open(&large, 1, &claims);
        let hover = json!({ "textDocument": { "uri": large }, "position": { "line": 0, "character": 9 } });
        let pending: Vec<i64> = (0..50).map(|_| client.request("textDocument/hover", hover.clone())).collect();
        for (version, changes) in (2..).zip(edits) {
            client.notify(
                "textDocument/didChange",
                json!({ "textDocument": { "uri": note, "version": version }, "contentChanges": changes }),
            );
        }
        for id in &pending {
            client.notify("$/cancelRequest", json!({ "id": id }));
        }
        let got = client.call("postil/text", json!({ "textDocument": { "uri": note } }));
        assert_eq!(got["version"], 2001, "{name}");
        assert_eq!(got["text"], text.as_str(), "{name}");
        let replies: Vec<Value> = pending.into_iter().map(|id| client.reply(id)).collect();
        let cancelled = replies.iter().filter(|r| r["error"]["code"] == -32800).count();
        assert!(cancelled > 0, "{name}: they were pending until they were cancelled");
        assert!(replies.iter().all(|r| r.get("result").is_some() != (r["error"]["code"] == -32800)), "{name}");
        client.close(&large);
        client.diagnostics(&note, 2001);
        let again =
            client.call("textDocument/hover", json!({ "textDocument": { "uri": note }, "position": { "line": 0, "character": 9 } }));
        assert!(again.is_object() || again.is_null());
        client.finish();
    }
}

#[test]
fn findings_name_the_version_that_they_were_computed_on() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let mut client = Client::at(dir.path());
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 7, NOTE);
    assert!(client.diagnostics(&note, 7).is_empty());
    client.replace(&note, 8, "The lake fell. [[see]]\n\nThe lake fell. [@nothing]\n");
    let found = client.diagnostics(&note, 8);
    assert_eq!(rules(&found), ["unknown-source"]);
    assert_eq!(found[0]["source"], "postil");
    assert_eq!(found[0]["severity"], 2);
    assert!(found[0]["data"]["fingerprint"].is_string());
    client.close(&note);
    assert!(client.diagnostics(&note, Value::Null).is_empty(), "closing clears");
    client.finish();
}

#[test]
fn ranges_cover_the_words_meant_in_every_encoding() {
    for name in ["utf-8", "utf-16", "utf-32"] {
        let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
        let (mut client, _) = Client::start(Some(dir.path()), capabilities(&[name]), json!({ "debounce": 0 }));
        let encoding = match name {
            "utf-8" => PositionEncoding::Utf8,
            "utf-16" => PositionEncoding::Utf16,
            _ => PositionEncoding::Utf32,
        };
        let note = uri(&dir.path().join("notes/n.md"));
        let text = "Été: the 𝄞 clef and the 𝄞 lake fell, née é. [@nobody]\r\n𝄞 [[sea]]\r\n";
        client.open(&note, 1, text);
        let found = client.diagnostics(&note, 1);
        assert_eq!(words(text, &found[0]["range"], encoding), "nobody", "{name}");
        let at = position(text, &LineIndex::new(text), text.rfind("[[sea").expect("there") + 3, encoding);
        let params = json!({ "textDocument": { "uri": note }, "position": { "line": at.0, "character": at.1 } });
        let hover = client.call("textDocument/hover", params.clone());
        assert_eq!(words(text, &hover["range"], encoding), "[[sea]]", "{name}");
        let links = client.call("textDocument/definition", params);
        assert_eq!(words(text, &links[0]["originSelectionRange"], encoding), "[[sea]]", "{name}");
        assert_eq!(links[0]["targetUri"], uri(&dir.path().join("sources/sea.md")));
        client.finish();
    }
}

#[test]
fn a_client_that_counts_bytes_without_saying_so_can_be_served() {
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", NOTE)]);
    let options = json!({ "debounce": 0, "positionEncoding": "utf-8" });
    let (mut client, reply) = Client::start(Some(dir.path()), capabilities(&[]), options);
    assert_eq!(reply["capabilities"]["positionEncoding"], "utf-8");
    let note = uri(&dir.path().join("notes/n.md"));
    let text = "Été: the 𝄞 lake fell, née é. [@nobody]\n";
    client.open(&note, 1, text);
    assert_eq!(words(text, &client.diagnostics(&note, 1)[0]["range"], PositionEncoding::Utf8), "nobody");
    client.finish();
}

/// The words under a range.
pub fn words<'a>(text: &'a str, range: &Value, encoding: PositionEncoding) -> &'a str {
    let index = LineIndex::new(text);
    let at = |p: &Value| {
        let number = |v: &Value| v.as_u64().expect("a number") as u32;
        offset(text, &index, (number(&p["line"]), number(&p["character"])), encoding)
    };
    &text[at(&range["start"])..at(&range["end"])]
}

#[test]
fn one_letter_judges_one_claim() {
    let lines: String =
        (0..200).map(|i| format!("In the year {} the lake had fallen by some more and {i} fishers left. [[sea]]\n\n", 1800 + i)).collect();
    let dir = workspace(&[("sources/sea.md", SEA), ("notes/n.md", &lines)]);
    let mut client = Client::at(dir.path());
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, &lines);
    client.diagnostics(&note, 1);
    let one = json!({ "textDocument": { "uri": note } });
    let before = client.call("postil/counters", one.clone());
    let at = json!({ "line": 200, "character": 30 });
    let change = json!({ "range": { "start": at, "end": at }, "text": "s" });
    client.notify("textDocument/didChange", json!({ "textDocument": { "uri": note, "version": 2 }, "contentChanges": [change] }));
    client.diagnostics(&note, 2);
    let after = client.call("postil/counters", one);
    let grew = |key: &str| after[key].as_u64().expect("a count") - before[key].as_u64().expect("a count");
    assert_eq!((grew("claimsJudged"), grew("sourcesIndexed"), grew("notesChecked")), (1, 0, 1));
    client.finish();
}
