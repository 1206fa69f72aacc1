//! New names for things and files: what every file becomes, in every encoding.

use super::client::{Client, capabilities, uri};
use super::navigate::{ENCODINGS, on};
use super::workspace;
use postil::text::{LineIndex, PositionEncoding, Span, TextEdit, apply, offset};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

const SEA: &str = "# 𝄞 湖の水\n\n𝄞 湖。 The level of the lake fell by 21 cm in May 2010. The tide gate was shut.\n\n## Später 後\n\nTwo tide-gates rust.\n";
const BIB: &str =
    "@misc{sea20, title = {𝄞 Lake}, file = {𝄞 Text:sources/sea.md:text/markdown}}\n@misc{lost, title = {Lost}, crossref = {sea20}}\n";
const WORDS: &str = "# Words\n\n## Tide gate\n\nA 𝄞 gate against the tide; two tide gates make a lock.\n\n## Sluice 門\n\nA gate.\n";
const ONE: &str = "# 𝄞 One 一\n\n𝄞 湖。 The level of the lake fell by 21 cm in May 2010. [@sea20, p. 3]\n\n𝄞 Tide gates and *tide* gates [[sea#Später 後]] and `tide gate`.[^1] See [[#𝄞 One 一]], [[glossary#Tide gate|the tide gate]] and [@lost].\n\n[^1]: 𝄞 once, as in [^1].\n";
const TWO: &str =
    "---\nsource: sea20\n---\n\n# Two\n\n𝄞 the tide gate, [so](../sources/sea.md), [one](one.md#-one-一) and [[one]], [[sea]] @sea20.\n";
const FILES: [(&str, &str); 5] =
    [("sources/sea.md", SEA), ("references.bib", BIB), ("glossary.md", WORDS), ("notes/one.md", ONE), ("notes/two.md", TWO)];

/// What the files become by an edit, those that change; the versions that it names.
fn become_of(root: &Path, edit: &Value, encoding: PositionEncoding) -> (BTreeMap<String, String>, Vec<Value>) {
    let (mut out, mut versions) = (BTreeMap::new(), Vec::new());
    for change in edit["documentChanges"].as_array().expect("changes") {
        let uri_of = |path: &str| uri(&root.join(path));
        let (path, text) = FILES.iter().find(|(p, _)| change["textDocument"]["uri"] == json!(uri_of(p))).expect("a known file");
        versions.push(change["textDocument"]["version"].clone());
        let index = LineIndex::new(text);
        let at = |p: &Value| {
            let number = |v: &Value| v.as_u64().expect("a number") as u32;
            offset(text, &index, (number(&p["line"]), number(&p["character"])), encoding)
        };
        let one = |e: &Value| TextEdit {
            span: Span::new(at(&e["range"]["start"]), at(&e["range"]["end"])),
            new_text: e["newText"].as_str().expect("a text").to_string(),
        };
        let edits: Vec<TextEdit> = change["edits"].as_array().expect("edits").iter().map(one).collect();
        out.insert(path.to_string(), apply(text, &edits).expect("edits that do not overlap"));
    }
    (out, versions)
}

fn started(name: &str) -> (tempfile::TempDir, Client, BTreeMap<&'static str, String>) {
    let dir = workspace(&FILES);
    let mut can = capabilities(&[name]);
    can["textDocument"]["rename"] = json!({ "prepareSupport": true });
    let (mut client, hello) = Client::start(Some(dir.path()), can, json!({ "debounce": 0 }));
    assert_eq!(hello["capabilities"]["renameProvider"]["prepareProvider"], true);
    let mut uris = BTreeMap::new();
    for (path, text) in FILES {
        let uri = uri(&dir.path().join(path));
        if path != "notes/two.md" {
            client.open(&uri, 5, text);
        }
        if path == "notes/one.md" {
            client.diagnostics(&uri, 5);
        }
        uris.insert(path, uri);
    }
    (dir, client, uris)
}

fn text_of(path: &str) -> &'static str {
    FILES.iter().find(|(p, _)| *p == path).expect("known").1
}

/// The files with each of these words (all of them) in the place of others.
fn replaced(changes: &[(&str, &[(&str, &str)])]) -> BTreeMap<String, String> {
    let one = |(path, words): &(&str, &[(&str, &str)])| {
        let text = words.iter().fold(text_of(path).to_string(), |t, (from, to)| t.replace(from, to));
        (path.to_string(), text)
    };
    changes.iter().map(one).collect()
}

#[test]
fn a_new_name_everywhere_but_in_sources() {
    for (name, encoding) in ENCODINGS {
        let (dir, mut client, uris) = started(name);
        let mut renamed = |path: &str, words: &str, letters: usize, new: &str| {
            let mut params = on(&uris[path], text_of(path), words, letters, encoding);
            let prepared = client.call("textDocument/prepareRename", params.clone());
            params["newName"] = json!(new);
            let edit = client.call("textDocument/rename", params);
            let (became, versions) = become_of(dir.path(), &edit, encoding);
            let open = |v: &&Value| **v == json!(5);
            assert_eq!(versions.iter().filter(open).count(), became.keys().filter(|p| *p != "notes/two.md").count());
            (prepared["placeholder"].as_str().unwrap_or("").to_string(), became)
        };
        let (placeholder, became) = renamed("notes/one.md", "Tide gates", 6, "weir");
        assert_eq!(placeholder, "Tide gate", "{name}");
        let mut expected = replaced(&[
            ("glossary.md", &[("## Tide gate", "## weir"), ("tide gates", "weirs")]),
            ("notes/two.md", &[("tide gate", "weir")]),
        ]);
        let one = ONE.replace("Tide gates and *tide* gates", "Weirs and weirs");
        let one = one.replace("[[glossary#Tide gate|the tide gate]]", "[[glossary#weir|the weir]]");
        expected.insert("notes/one.md".to_string(), one);
        assert_eq!(became, expected, "{name}");

        for (path, words) in [("references.bib", "sea20"), ("notes/one.md", "sea20"), ("notes/two.md", "source: sea20")] {
            let (placeholder, became) = renamed(path, words, words.len() - 2, "lake:2020");
            assert_eq!(placeholder, "sea20", "{name}");
            let to: &[(&str, &str)] = &[("sea20", "lake:2020")];
            assert_eq!(became, replaced(&[("references.bib", to), ("notes/one.md", to), ("notes/two.md", to)]), "{name}");
        }
        let (placeholder, became) = renamed("notes/one.md", "# 𝄞 One", 8, "Eins 二");
        assert_eq!(placeholder, "𝄞 One 一", "{name}");
        let two: &[(&str, &str)] = &[("#-one-一", "#eins-二")];
        assert_eq!(became, replaced(&[("notes/one.md", &[("𝄞 One 一", "Eins 二")]), ("notes/two.md", two)]), "{name}");

        let (_, became) = renamed("notes/one.md", ".[^1]", 3, "注");
        assert_eq!(became, replaced(&[("notes/one.md", &[("[^1]", "[^注]")])]), "{name}");
        client.unread();
        client.finish();
    }
}

#[test]
fn what_cannot_be_done_is_refused_with_the_reason() {
    let (_dir, mut client, uris) = started("utf-16");
    let mut refused = |path: &str, words: &str, letters: usize, new: &str| {
        let mut params = on(&uris[path], text_of(path), words, letters, PositionEncoding::Utf16);
        params["newName"] = json!(new);
        let id = client.request("textDocument/rename", params);
        let reply = client.reply(id);
        assert_eq!(reply["error"]["code"], -32803, "{words}: {reply}");
        reply["error"]["message"].as_str().unwrap_or("").to_string()
    };
    for (path, words, letters, new, reason) in [
        ("notes/one.md", "fell by", 2, "x", "nothing with a name"),
        ("notes/one.md", "Tide gates", 2, "Sluice 門", "has “Sluice 門” already"),
        ("notes/one.md", "Tide gates", 2, " ", "at least one letter"),
        ("notes/one.md", "sea20", 2, "lost", "is taken"),
        ("notes/one.md", "sea20", 2, "a b", "cannot be a key"),
        ("notes/one.md", "[[sea#", 4, "x", "no bibliography has"),
        ("sources/sea.md", "湖の水", 0, "x", "a source is not edited"),
        ("sources/sea.md", "Später", 0, "x", "sources are not edited"),
        ("notes/one.md", ".[^1]", 3, "a b", "cannot be a footnote"),
        ("notes/one.md", "# 𝄞 One", 8, "a\nb", "on one line"),
    ] {
        let said = refused(path, words, letters, new);
        assert!(said.contains(reason), "{words} → {new}: {said}");
    }
    client.unread();
    client.finish();
}

#[test]
fn links_follow_files_that_move() {
    for (name, encoding) in ENCODINGS {
        let (dir, mut client, _) = started(name);
        let mut moved = |from: &str, to: &str| {
            let files = json!({ "files": [{ "oldUri": uri(&dir.path().join(from)), "newUri": uri(dir.path()) + "/" + to }] });
            let edit = client.call("workspace/willRenameFiles", files);
            if edit.is_null() { BTreeMap::new() } else { become_of(dir.path(), &edit, encoding).0 }
        };
        assert_eq!(
            moved("sources/sea.md", "sources/old/see.md"),
            replaced(&[
                ("references.bib", &[("sources/sea.md", "sources/old/see.md")]),
                ("notes/one.md", &[("[[sea#", "[[see#")]),
                ("notes/two.md", &[("../sources/sea.md", "../sources/old/see.md"), ("[[sea]]", "[[see]]")]),
            ]),
            "{name}"
        );
        // what has a meaning in a `file` field gets a backslash
        assert_eq!(
            moved("sources/sea.md", "sources/a%3Ab.md"),
            replaced(&[
                ("references.bib", &[("sources/sea.md", "sources/a\\:b.md")]),
                ("notes/one.md", &[("[[sea#", "[[a:b#")]),
                ("notes/two.md", &[("../sources/sea.md", "../sources/a:b.md"), ("[[sea]]", "[[a:b]]")]),
            ]),
            "{name}"
        );
        assert_eq!(
            moved("sources", "texts"),
            replaced(&[
                ("references.bib", &[("sources/sea.md", "texts/sea.md")]),
                ("notes/two.md", &[("../sources/sea.md", "../texts/sea.md")])
            ]),
            "{name}"
        );
        let two: &[(&str, &str)] = &[("(one.md", "(../eins.md"), ("[[one]]", "[[eins]]")];
        assert_eq!(moved("notes/one.md", "eins.md"), replaced(&[("notes/two.md", two)]), "{name}");
        let two: &[(&str, &str)] = &[("../sources", "../../sources"), ("(one.md", "(../one.md")];
        assert_eq!(moved("notes/two.md", "notes/deep/two.md"), replaced(&[("notes/two.md", two)]), "{name}");
        assert!(moved("glossary.md", "words.md").len() == 1, "{name}");
        client.unread();
        client.finish();
    }
}

#[test]
fn a_file_that_moved_is_followed_without_a_watcher() {
    let dir = workspace(&FILES);
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["didChangeWatchedFiles"] = Value::Null;
    let (mut client, _) = Client::start(Some(dir.path()), can, json!({ "debounce": 0 }));
    let (one, text) = (uri(&dir.path().join("notes/one.md")), "The level of the lake fell by 12 cm in May 2010. [@see]\n");
    client.open(&one, 1, text);
    let codes = |found: &[Value]| found.iter().map(|d| d["code"].as_str().unwrap_or("").to_string()).collect::<Vec<_>>();
    assert_eq!(codes(&client.diagnostics(&one, 1)), ["unknown-source"]);
    let (old, new) = (dir.path().join("sources/sea.md"), dir.path().join("sources/see.md"));
    let files = json!({ "files": [{ "oldUri": uri(&old), "newUri": uri(dir.path()) + "/sources/see.md" }] });
    std::fs::rename(&old, &new).expect("moved");
    client.notify("workspace/didRenameFiles", files);
    assert_eq!(codes(&client.diagnostics(&one, 1)), ["number-conflict"]);
    // notes that are not open are told of, too
    client.leave();
}
