//! Symbols, links, folds and selections: the words under every range, in every encoding.

use super::client::{Client, capabilities, uri};
use super::sync::words;
use super::workspace;
use postil::text::{LineIndex, PositionEncoding, position};
use serde_json::{Value, json};

const ENCODINGS: [(&str, PositionEncoding); 3] =
    [("utf-8", PositionEncoding::Utf8), ("utf-16", PositionEncoding::Utf16), ("utf-32", PositionEncoding::Utf32)];
const SOURCE: &str = "# 𝄞 湖の水\n\n𝄞 湖。 The level of the lake fell by 21 cm in May 2010. The Orrin Courier is a weekly newspaper of the northern valley.\n\n## Später 後\n\nIt rained.\n";
const NOTE: &str = "---\ntitle: 𝄞\n---\n\n# 𝄞 One 一\n\n𝄞 湖。 The level of the lake fell by 12 cm in May 2010. [[sea#Später 後]]\n\n- 𝄞 an item\n- 二 [text](../sources/sea.md)\n\n\
    ## Zwei 二\n\n> 𝄞 said\n> once [@sea]\n\nSee [[other]] and [web](https://example.org).\n";

/// Its lines 7 to 9.
const NOTE_LINES: &str = "𝄞 湖。 The level of the lake fell by 12 cm in May 2010. [[sea#Später 後]]\n\n- 𝄞 an item";
const OTHER: &str = "# Other\n\nSee [[sea]] and [𝄞 a line](../sources/sea.md#L7), [lines](n.md#L7-L9).\n";

fn started(encoding: &str) -> (tempfile::TempDir, Client, Value, String) {
    let dir = workspace(&[
        ("sources/sea.md", SOURCE),
        ("glossary.md", "# Words\n\n**Sluice 門**: a 𝄞 gate\n"),
        ("notes/n.md", NOTE),
        ("notes/other.md", OTHER),
    ]);
    let mut can = capabilities(&[encoding]);
    can["textDocument"]["documentSymbol"] = json!({ "hierarchicalDocumentSymbolSupport": true });
    let (mut client, hello) = Client::start(Some(dir.path()), can, json!({ "debounce": 0, "inlayHints": "all" }));
    let note = uri(&dir.path().join("notes/n.md"));
    client.open(&note, 1, NOTE);
    client.diagnostics(&note, 1);
    (dir, client, hello, note)
}

fn of(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn the_outline_of_a_note_has_headings_and_claims() {
    for (name, encoding) in ENCODINGS {
        let (_dir, mut client, _, note) = started(name);
        let found = client.call("textDocument/documentSymbol", of(&note));
        let [one] = list(&found) else { panic!("{found:#}") };
        assert_eq!((words(NOTE, &one["selectionRange"], encoding), &one["name"]), ("𝄞 One 一", &json!("𝄞 One 一")));
        assert!(words(NOTE, &one["range"], encoding).starts_with("# 𝄞 One 一\n"));
        assert!(words(NOTE, &one["range"], encoding).ends_with("[web](https://example.org)."));
        let inner = list(&one["children"]);
        let claim = inner.iter().find(|s| s["detail"] == "conflict").expect("a conflict");
        assert!(words(NOTE, &claim["selectionRange"], encoding).starts_with("The level of the lake fell by 12 cm in May 2010."));
        let two = inner.iter().find(|s| s["name"] == "Zwei 二").expect("nested");
        assert_eq!(words(NOTE, &two["selectionRange"], encoding), "Zwei 二");
        client.finish();
    }
}

#[test]
fn sources_terms_and_headings_are_found_by_name() {
    for (name, encoding) in ENCODINGS {
        let (_dir, mut client, _, _) = started(name);
        for (query, wanted, file, text) in [
            ("sluice", "Sluice 門", "glossary.md", "# Words\n\n**Sluice 門**: a 𝄞 gate\n"),
            ("später", "Später 後", "sea.md", SOURCE),
            ("orrin", "Orrin Courier", "sea.md", SOURCE),
            ("zwei", "Zwei 二", "n.md", NOTE),
            ("fell by 12", "The level of the lake fell by 12 cm in May 2010.", "n.md", NOTE),
        ] {
            let found = client.call("workspace/symbol", json!({ "query": query }));
            let hit = list(&found).iter().find(|s| s["location"]["uri"].as_str().is_some_and(|u| u.ends_with(file)));
            let hit = hit.unwrap_or_else(|| panic!("{query}: {found:#}"));
            assert_eq!(words(text, &hit["location"]["range"], encoding), wanted, "{query}");
        }
        let none = client.call("workspace/symbol", json!({ "query": "qqqq" }));
        assert_eq!(none, json!([]));
        let sources = client.call("workspace/symbol", json!({ "query": "sea" }));
        assert!(list(&sources).iter().any(|s| s["kind"] == 1), "{sources:#}");
        client.finish();
    }
}

#[test]
fn citations_and_links_lead_to_files() {
    for (name, encoding) in ENCODINGS {
        let (dir, mut client, _, note) = started(name);
        let found = client.call("textDocument/documentLink", of(&note));
        let got: Vec<(&str, String)> =
            list(&found).iter().map(|l| (words(NOTE, &l["range"], encoding), l["target"].as_str().unwrap_or("").to_string())).collect();
        let sea = uri(&dir.path().join("sources/sea.md"));
        assert_eq!(
            got,
            [
                ("sea", format!("{sea}#L5,4")),
                ("../sources/sea.md", sea.clone()),
                ("sea", sea.clone()),
                ("other", uri(&dir.path().join("notes/other.md"))),
            ]
        );
        let other = uri(&dir.path().join("notes/other.md"));
        let found = client.call("textDocument/documentLink", of(&other));
        let targets: Vec<&str> = list(&found).iter().filter_map(|l| l["target"].as_str()).collect();
        assert_eq!(targets, [sea.clone(), format!("{sea}#L7,1"), format!("{note}#L7,1")]);
        for (at, text, wanted) in [("a line", SOURCE, "It rained."), ("lines]", NOTE, NOTE_LINES)] {
            let found = client.call("textDocument/definition", super::navigate::on(&other, OTHER, at, 1, encoding));
            assert_eq!(words(text, &found[0]["targetSelectionRange"], encoding), wanted, "{name} {at}: {found:#}");
        }
        client.finish();
    }
}

#[test]
fn front_matter_sections_lists_and_quotations_fold() {
    let (_dir, mut client, _, note) = started("utf-16");
    let found = client.call("textDocument/foldingRange", of(&note));
    let got: Vec<(u64, u64)> = list(&found).iter().filter_map(|f| Some((f["startLine"].as_u64()?, f["endLine"].as_u64()?))).collect();
    assert_eq!(got, [(0, 2), (4, 16), (8, 9), (11, 16), (13, 14)]);
    client.finish();
}

#[test]
fn a_selection_grows_from_the_word_to_the_document() {
    for (name, encoding) in ENCODINGS {
        let (_dir, mut client, _, note) = started(name);
        let at = |words: &str, letters: usize| {
            let at = position(NOTE, &LineIndex::new(NOTE), NOTE.find(words).expect("there") + letters, encoding);
            json!({ "line": at.0, "character": at.1 })
        };
        let params = json!({ "textDocument": { "uri": note }, "positions": [at("12 cm", 1), at("2010", 2), at("Zwei", 1)] });
        let found = client.call("textDocument/selectionRange", params);
        let chains: Vec<Vec<&str>> = list(&found)
            .iter()
            .map(|s| {
                let (mut out, mut at) = (Vec::new(), s);
                while at.is_object() {
                    out.push(words(NOTE, &at["range"], encoding));
                    at = &at["parent"];
                }
                out
            })
            .collect();
        let [number, year, heading] = chains.as_slice() else { panic!("{found:#}") };
        assert_eq!(number.first().copied(), Some("12"), "{number:?}");
        assert!(number.contains(&"12 cm") && number.last() == Some(&NOTE), "{number:?}");
        assert!(year.contains(&"2010") && year.contains(&"May 2010"), "{year:?}");
        assert_eq!(heading.first().copied(), Some("Zwei"));
        assert!(heading.iter().any(|s| s.starts_with("## Zwei 二") && s.ends_with("example.org).")), "{heading:?}");
        for chain in &chains {
            assert!(chain.windows(2).all(|w| w[1].len() > w[0].len() && w[1].contains(w[0])), "{chain:?}");
        }
        client.finish();
    }
}

/// What the reply to `initialize` promises besides synchronisation, and a request that shows it.
#[test]
fn every_capability_is_exercised() {
    let (_dir, mut client, hello, note) = started("utf-16");
    let capabilities = hello["capabilities"].as_object().expect("an object");
    let at = json!({ "textDocument": { "uri": note }, "position": { "line": 6, "character": 40 } });
    let range = json!({ "start": { "line": 6, "character": 0 }, "end": { "line": 6, "character": 60 } });
    let other = note.replace("n.md", "foot.md");
    client.open(&other, 1, "See.[^1]\n\n[^1]: So.\n");
    client.diagnostics(&other, 1);
    let foot = json!({ "textDocument": { "uri": other }, "position": { "line": 0, "character": 6 } });
    for name in capabilities.keys() {
        let (method, params) = match name.as_str() {
            "positionEncoding" | "textDocumentSync" | "workspace" => continue,
            "hoverProvider" => ("textDocument/hover", at.clone()),
            "definitionProvider" => ("textDocument/definition", at.clone()),
            "codeActionProvider" => {
                ("textDocument/codeAction", json!({ "textDocument": { "uri": note }, "range": range, "context": { "diagnostics": [] } }))
            }
            "completionProvider" => {
                ("textDocument/completion", json!({ "textDocument": { "uri": note }, "position": { "line": 16, "character": 6 } }))
            }
            "renameProvider" => {
                let at = json!({ "line": 4, "character": 6 });
                ("textDocument/rename", json!({ "textDocument": { "uri": note }, "position": at, "newName": "Eins" }))
            }
            "referencesProvider" => {
                let at = json!({ "line": 6, "character": 66 });
                (
                    "textDocument/references",
                    json!({ "textDocument": { "uri": note }, "position": at, "context": { "includeDeclaration": true } }),
                )
            }
            "documentHighlightProvider" => {
                ("textDocument/documentHighlight", json!({ "textDocument": { "uri": note }, "position": { "line": 6, "character": 66 } }))
            }
            "documentSymbolProvider" => ("textDocument/documentSymbol", of(&note)),
            "workspaceSymbolProvider" => ("workspace/symbol", json!({ "query": "sea" })),
            "documentLinkProvider" => ("textDocument/documentLink", of(&note)),
            "foldingRangeProvider" => ("textDocument/foldingRange", of(&note)),
            "selectionRangeProvider" => {
                ("textDocument/selectionRange", json!({ "textDocument": { "uri": note }, "positions": [at["position"]] }))
            }
            "codeLensProvider" => ("textDocument/codeLens", of(&note)),
            "executeCommandProvider" => ("workspace/executeCommand", json!({ "command": "postil.glossary" })),
            "inlayHintProvider" => ("textDocument/inlayHint", json!({ "textDocument": { "uri": note }, "range": range })),
            "semanticTokensProvider" => ("textDocument/semanticTokens/full", of(&note)),
            "declarationProvider" => ("textDocument/declaration", foot.clone()),
            "linkedEditingRangeProvider" => ("textDocument/linkedEditingRange", foot.clone()),
            other => panic!("no test exercises {other}"),
        };
        let result = client.call(method, params);
        assert!(result.as_array().map_or(result.is_object(), |a| !a.is_empty()), "{method}: {result}");
    }
    // a new note may have the other one checked once more
    client.leave();
}
