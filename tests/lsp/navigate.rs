//! References and highlights: the words under every range, in every encoding.

use super::client::{Client, capabilities, uri};
use super::sync::words;
use super::workspace;
use postil::text::{LineIndex, PositionEncoding, position};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

pub const ENCODINGS: [(&str, PositionEncoding); 3] =
    [("utf-8", PositionEncoding::Utf8), ("utf-16", PositionEncoding::Utf16), ("utf-32", PositionEncoding::Utf32)];
const SEA: &str = "# 𝄞 湖の水\n\n𝄞 湖。 The level of the lake fell by 21 cm in May 2010. The tide gate (水門) was shut.\n\n## Später 後\n\nTwo tide-gates rust.\n";
const BIB: &str = "@misc{sea20, title = {𝄞 Lake}, file = {sources/sea.md}}\n@misc{lost, title = {Lost}}\n";
const WORDS: &str = "# Words\n\n**Tide gate**: 𝄞 a gate against the tide\n";
const ONE: &str = "# 𝄞 One 一\n\n𝄞 湖。 The level of the lake fell by 21 cm in May 2010. [@sea20, p. 3]\n\n𝄞 Tide gates [[sea#Später 後]] and `tide gate`.[^1] See [[#𝄞 One 一]] and [@lost].\n\n[^1]: 𝄞 once, as in [^1].\n";
const TWO: &str =
    "---\nsource: sea20\n---\n\n# Two\n\n𝄞 the tide gate, [so](../sources/sea.md), [one](one.md#one-一) and [[one]], [@lost].\n";

fn files() -> TempDir {
    workspace(&[("sources/sea.md", SEA), ("references.bib", BIB), ("glossary.md", WORDS), ("notes/one.md", ONE), ("notes/two.md", TWO)])
}

fn text(root: &Path, uri: &str) -> (String, String) {
    let name = uri.rsplit('/').next().expect("a name").to_string();
    let at = ["sources", "notes", ""].iter().map(|f| root.join(f).join(&name)).find(|p| p.exists()).expect("there");
    (name, std::fs::read_to_string(at).expect("read"))
}

/// The parameters for the place where `words` begin in the text, `letters` bytes on.
pub fn on(uri: &str, text: &str, words: &str, letters: usize, encoding: PositionEncoding) -> Value {
    let at = text.find(words).unwrap_or_else(|| panic!("no {words:?}")) + letters;
    let (line, character) = position(text, &LineIndex::new(text), at, encoding);
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn shown(root: &Path, found: &Value, encoding: PositionEncoding) -> Vec<String> {
    let one = |l: &Value| {
        let (name, text) = text(root, l["uri"].as_str().expect("a URI"));
        format!("{name}: {}", words(&text, &l["range"], encoding))
    };
    found.as_array().map(|l| l.iter().map(one).collect()).unwrap_or_default()
}

#[test]
fn everything_that_names_the_same() {
    for (name, encoding) in ENCODINGS {
        let dir = files();
        let root = dir.path().canonicalize().expect("there");
        let (mut client, _) = Client::start(Some(&root), capabilities(&[name]), json!({ "debounce": 0 }));
        let open = |client: &mut Client, path: &str, text: &str| {
            let uri = uri(&root.join(path));
            client.open(&uri, 1, text);
            uri
        };
        let (one, two) = (open(&mut client, "notes/one.md", ONE), open(&mut client, "notes/two.md", TWO));
        client.diagnostics(&one, 1);
        client.diagnostics(&two, 1);
        let sea = open(&mut client, "sources/sea.md", SEA);
        let bib = open(&mut client, "references.bib", BIB);
        let mut all = |uri: &str, text: &str, words: &str, letters: usize, declaration: bool| {
            let mut params = on(uri, text, words, letters, encoding);
            params["context"] = json!({ "includeDeclaration": declaration });
            shown(&root, &client.call("textDocument/references", params), encoding)
        };
        let gates = ["glossary.md: Tide gate", "one.md: Tide gates", "two.md: tide gate", "sea.md: tide gate", "sea.md: tide-gates"];
        for (uri, text, words) in [(&one, ONE, "Tide gates"), (&two, TWO, "tide gate"), (&sea, SEA, "tide-gates")] {
            assert_eq!(all(uri, text, words, 6, true), gates, "{name} {words}");
            assert_eq!(all(uri, text, words, 6, false), gates[1..], "{name} {words}");
        }
        let cited = ["one.md: sea20", "one.md: sea", "two.md: sea20", "two.md: ../sources/sea.md"];
        let declared = ["references.bib: sea20", "sea.md: 𝄞 湖の水"];
        for (uri, text, words, letters) in [
            (&one, ONE, "sea20", 2),
            (&one, ONE, "[[sea#", 3),
            (&two, TWO, "[so]", 2),
            (&two, TWO, "source: sea20", 10),
            (&bib, BIB, "sea20", 1),
            (&sea, SEA, "湖の水", 0),
        ] {
            assert_eq!(all(uri, text, words, letters, false), cited, "{name} {words}");
            let mut whole: Vec<&str> = cited[..].to_vec();
            whole.push(declared[0]);
            whole.push(declared[1]);
            assert_eq!(all(uri, text, words, letters, true), whole, "{name} {words}");
        }
        assert_eq!(all(&bib, BIB, "lost", 1, false), ["one.md: lost", "two.md: lost"], "{name}");
        assert_eq!(all(&one, ONE, "Später", 2, true), ["one.md: Später 後", "sea.md: Später 後"], "{name}");
        assert_eq!(all(&sea, SEA, "Später", 2, false), ["one.md: Später 後"], "{name}");
        let heading = ["one.md: 𝄞 One 一", "two.md: one-一", "two.md: one"];
        assert_eq!(all(&one, ONE, "𝄞 One", 5, false), heading, "{name}");
        assert_eq!(all(&two, TWO, "one-一", 1, false), heading, "{name}");
        assert_eq!(all(&two, TWO, "[[one", 3, false), ["two.md: one.md#one-一", "two.md: one"], "{name}");
        assert_eq!(all(&one, ONE, ".[^1]", 3, true), ["one.md: 1", "one.md: 1", "one.md: 1"], "{name}");
        let claim = "one.md: The level of the lake fell by 21 cm in May 2010.";
        assert_eq!(all(&sea, SEA, "fell by", 2, false), [claim], "{name}");
        assert_eq!(all(&sea, SEA, "fell by", 2, true).len(), 2, "{name}");
        assert_eq!(all(&one, ONE, "fell by", 2, false), [claim], "{name}");
        assert!(all(&two, TWO, "# Two", 2, true).len() == 1 && all(&two, TWO, "\n---\n", 1, true).is_empty(), "{name}");
        client.finish();
    }
}

#[test]
fn highlights_stay_in_the_document() {
    for (name, encoding) in ENCODINGS {
        let dir = files();
        let (mut client, _) = Client::start(Some(dir.path()), capabilities(&[name]), json!({ "debounce": 0 }));
        let sea = uri(&dir.path().join("sources/sea.md"));
        let one = uri(&dir.path().join("notes/one.md"));
        client.open(&one, 1, ONE);
        client.diagnostics(&one, 1);
        client.open(&sea, 1, SEA);
        let mut lit = |uri: &str, text: &str, at: &str, letters: usize| {
            let found = client.call("textDocument/documentHighlight", on(uri, text, at, letters, encoding));
            let one = |h: &Value| format!("{} {}", words(text, &h["range"], encoding), h["kind"]);
            found.as_array().map(|l| l.iter().map(one).collect::<Vec<_>>()).unwrap_or_default()
        };
        assert_eq!(lit(&sea, SEA, "tide gate", 2), ["tide gate 2", "tide-gates 2"], "{name}");
        assert_eq!(lit(&one, ONE, "[^1]", 2), ["1 2", "1 3", "1 2"], "{name}");
        assert_eq!(lit(&one, ONE, "[[#", 4), ["𝄞 One 一 3", "𝄞 One 一 2"], "{name}");
        assert_eq!(lit(&one, ONE, "[@lost]", 3), ["lost 2"], "{name}");
        assert!(lit(&sea, SEA, "was shut", 2).is_empty(), "{name}");
        client.finish();
    }
}
