//! Declarations, and labels that are edited together: the words under every range, in every encoding.

use super::client::{Client, capabilities, uri};
use super::sync::words;
use super::workspace;
use postil::text::{LineIndex, PositionEncoding, position};
use serde_json::{Value, json};

const ENCODINGS: [(&str, PositionEncoding); 3] =
    [("utf-8", PositionEncoding::Utf8), ("utf-16", PositionEncoding::Utf16), ("utf-32", PositionEncoding::Utf32)];
const NOTE: &str = "𝄞 湖。 The 水門 fell. [@sea, p. 3] 𝄞[^後] So it was.[^後]\n\n[^後]: 𝄞 So.\n";
const BIB: &str = "@misc{other, title = {𝄞}}\n@misc{sea, title = {The 𝄞 Sea}}\n";
const GLOSSARY: &str = "# 𝄞 Words\n\n**水門**: a gate\n";

#[test]
fn what_stands_in_a_note_is_declared_elsewhere() {
    for (name, encoding) in ENCODINGS {
        let dir =
            workspace(&[("sources/sea.md", "The lake fell.\n"), ("references.bib", BIB), ("glossary.md", GLOSSARY), ("notes/n.md", NOTE)]);
        let (mut client, _) = Client::start(Some(dir.path()), capabilities(&[name]), json!({ "debounce": 0 }));
        let note = uri(&dir.path().join("notes/n.md"));
        client.open(&note, 1, NOTE);
        client.diagnostics(&note, 1);
        let at = |words: &str, letters: usize| {
            let at = NOTE.find(words).expect("there") + letters;
            let (line, character) = position(NOTE, &LineIndex::new(NOTE), at, encoding);
            json!({ "textDocument": { "uri": note }, "position": { "line": line, "character": character } })
        };
        for (on, letters, text, wanted) in [("[@sea", 3, BIB, "sea"), ("水門", 3, GLOSSARY, "水門"), ("[^後]", 2, NOTE, "後")] {
            let found = client.call("textDocument/declaration", at(on, letters));
            let [one] = found.as_array().map_or(&[][..], Vec::as_slice) else { panic!("{name} {on}: {found:#}") };
            assert_eq!(words(text, &one["range"], encoding), wanted, "{name}");
        }
        assert_eq!(client.call("textDocument/declaration", at("So it", 1)), Value::Null);
        let linked = client.call("textDocument/linkedEditingRange", at("[^後]", 2));
        let under: Vec<&str> = linked["ranges"].as_array().expect("a list").iter().map(|r| words(NOTE, r, encoding)).collect();
        assert_eq!(under, ["後", "後", "後"], "{name}");
        assert_eq!(client.call("textDocument/linkedEditingRange", at("fell", 1)), Value::Null);
        client.finish();
    }
}
