//! Hover, definition and quick fixes, on small notes and on the sample workspace.

use super::client::{Client, uri};
use super::sync::words;
use super::{SEA, rules, workspace};
use postil::analysis::{File, Snapshot};
use postil::diagnostic::Diagnostic;
use postil::text::{Cancel, LineIndex, PositionEncoding, position};
use postil::workspace::{Workspace, load};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const UTF16: PositionEncoding = PositionEncoding::Utf16;

/// The parameters for the place where `words` begin in the text, a few letters on.
fn on(uri: &str, text: &str, words: &str, letters: usize) -> Value {
    let at = text.find(words).unwrap_or_else(|| panic!("no {words:?}")) + letters;
    let (line, character) = position(text, &LineIndex::new(text), at, UTF16);
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn hover(client: &mut Client, params: Value) -> String {
    client.call("textDocument/hover", params)["contents"]["value"].as_str().unwrap_or("").to_string()
}

/// The words that a definition leads to, each with the end of its file's name.
fn leads(client: &mut Client, params: Value, root: &Path) -> Vec<(String, String)> {
    let links = client.call("textDocument/definition", params);
    let one = |l: &Value| {
        let target = l["targetUri"].as_str().expect("a URI").rsplit('/').next().expect("a name").to_string();
        let path = ["sources", "notes", "drafts", ""].iter().map(|f| root.join(f).join(&target)).find(|p| p.exists()).expect("there");
        let text = std::fs::read_to_string(path).expect("read");
        let selected = words(&text, &l["targetSelectionRange"], UTF16).to_string();
        assert!(words(&text, &l["targetRange"], UTF16).contains(&selected));
        (target, selected)
    };
    links.as_array().map(|l| l.iter().map(one).collect()).unwrap_or_default()
}

const BIB: &str = "@misc{sea20, title = {The *Sea* Report}, author = {A. Writer}, date = {2020-03}, file = {sources/sea.md}}\n\
                   @misc{lost, title = {A lost book}, author = {N. N.}, date = {1999}}\n";
const TOWN: &str =
    "# Town\n\nA mayor said: “We will build no second bridge before the year is out.” The council agreed.\n\n## Later\n\nIt rained.\n";

#[test]
fn citations_quotations_claims_and_terms() {
    let note = "The level of the lake fell by 12 cm between 1990 and 2010. [@sea20]\n\n\
                A mayor said: “We will build no second bridge before the year is out.” [[town#Later]]\n\n\
                Fishers noticed it first. [[sea]] See [@lost] and [[other]].[^1] The gill net is old.\n\n[^1]: An aside.\n";
    let dir = workspace(&[
        ("sources/sea.md", SEA),
        ("sources/town.md", TOWN),
        ("references.bib", BIB),
        ("glossary.md", "# Glossary\n\n**Gill net**: a net that *hangs* in the water\n"),
        ("notes/n.md", note),
        ("notes/other.md", "# Other\n\nSee [[sea]].\n"),
    ]);
    let root = dir.path().canonicalize().expect("there");
    let mut client = Client::at(&root);
    let uri = uri(&root.join("notes/n.md"));
    client.open(&uri, 1, note);
    assert_eq!(rules(&client.diagnostics(&uri, 1)), ["number-conflict"]);
    let mut at = |words: &str, letters: usize| {
        let params = on(&uri, note, words, letters);
        (hover(&mut client, params.clone()), leads(&mut client, params, &root))
    };

    let (shown, places) = at("[@sea20]", 3);
    assert!(shown.contains("**The \\*Sea\\* Report**") && shown.contains("A. Writer") && shown.contains("2020-03"), "{shown}");
    assert!(shown.contains("sources/sea.md"), "{shown}");
    assert_eq!(places, [("sea.md".to_string(), String::new())]);

    let (shown, places) = at("12 cm", 1);
    assert!(
        shown.starts_with("**conflict**: note says 12 cm; source says 21 cm (sources/sea.md:3) (number-conflict)\n\nnote: "),
        "{shown}"
    );
    assert_eq!(shown.matches("sources/sea.md:3").count(), 1, "the place is told twice: {shown}");
    assert!(shown.contains("note: The level of the lake fell by **12** cm") && shown.contains("by **21** cm"), "{shown}");
    assert_eq!(places, [("sea.md".to_string(), "21 cm".to_string())]);

    let (shown, places) = at("no second bridge", 4);
    assert!(shown.starts_with("**quotation**: word for word in sources/town.md:3"), "{shown}");
    assert_eq!(places, [("town.md".to_string(), "We will build no second bridge before the year is out".to_string())]);

    let (_, places) = at("[[town#Later]]", 4);
    assert_eq!(places, [("town.md".to_string(), "Later".to_string())]);

    let (shown, places) = at("Fishers noticed", 2);
    assert!(shown.starts_with("**supported**") && shown.contains("**Fishers noticed it first.**"), "{shown}");
    assert!(places[0].1.contains("Fishers noticed it first"), "{places:?}");

    let (shown, places) = at("[@lost]", 3);
    assert!(shown.contains("**A lost book**") && shown.contains("its text is not in this workspace"), "{shown}");
    assert_eq!(places, [("references.bib".to_string(), "lost".to_string())]);

    let (_, places) = at("[[other]]", 4);
    assert_eq!(places, [("other.md".to_string(), String::new())]);
    let (_, places) = at("[^1]", 2);
    assert_eq!(places, [("n.md".to_string(), "An aside.".to_string())]);

    let (shown, places) = at("gill net", 2);
    assert!(shown.contains("Gill net**: a net that") && shown.contains("glossary.md:3"), "{shown}");
    assert_eq!(places[0], ("glossary.md".to_string(), "Gill net".to_string()));
    client.finish();
}

#[test]
fn the_source_that_has_the_words_can_be_cited() {
    let note = "A mayor said: “We will build no second bridge before the year is out.” [[sea]]\n";
    let dir = workspace(&[("sources/sea.md", SEA), ("sources/town.md", TOWN), ("notes/n.md", note)]);
    let mut client = Client::at(dir.path());
    let uri = uri(&dir.path().join("notes/n.md"));
    client.open(&uri, 1, note);
    let found = client.diagnostics(&uri, 1);
    assert_eq!(rules(&found), ["misattribution"]);
    let action =
        actions(&mut client, &uri, &found[0]).into_iter().find(|a| a["title"] == "cite sources/town.md instead of “sea”").expect("offered");
    client.apply(&uri, 2, &action["edit"]["documentChanges"][0]);
    assert!(client.diagnostics(&uri, 2).is_empty());
    let text = client.call("postil/text", json!({ "textDocument": { "uri": uri } }));
    assert!(text["text"].as_str().expect("a text").ends_with("[[town]]\n"));
    client.finish();
}

fn actions(client: &mut Client, uri: &str, finding: &Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "range": finding["range"], "context": { "diagnostics": [finding] } });
    client.call("textDocument/codeAction", params).as_array().cloned().expect("a list")
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn notes(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(seeds().join(folder)).expect("there").flatten().map(|e| e.path());
    let mut found: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "md")).collect();
    found.sort();
    found
}

/// What `postil check` finds there.
fn checked() -> Vec<Diagnostic> {
    let Workspace { config, config_file, files, .. } = load(&seeds(), &[]).expect("read");
    let files = files.into_iter().map(|f| File { path: f.path, role: f.role, document: f.document }).collect();
    let snapshot = Snapshot::new(config, config_file.map(|c| (c.text, c.problems)), files);
    let notes: Vec<String> = snapshot.notes().map(str::to_string).collect();
    snapshot.report(&notes, false, &Cancel::default()).expect("not cancelled").diagnostics
}

#[test]
fn the_sample_workspace_in_an_editor() {
    let mut client = Client::at(&seeds());
    let checked = checked();
    for path in notes("notes").into_iter().chain(notes("drafts")) {
        let (uri, text) = (uri(&path), std::fs::read_to_string(&path).expect("read"));
        client.open(&uri, 1, &text);
        let found = client.diagnostics(&uri, 1);
        let name = path.strip_prefix(seeds()).expect("inside").to_string_lossy().replace('\\', "/");
        let prints: Vec<&str> = found.iter().filter_map(|d| d["data"]["fingerprint"].as_str()).collect();
        let meant: Vec<&str> = checked.iter().filter(|d| d.file == name).map(|d| d.fingerprint.as_str()).collect();
        assert_eq!(prints, meant, "{name}: editor and check agree");
        let mut version = 1;
        for finding in &found {
            let known = checked.iter().find(|d| finding["data"]["fingerprint"] == d.fingerprint.as_str()).expect("known");
            let claimed = known.claimed.as_ref().map_or("", |c| c.text.as_str());
            assert_eq!(words(&text, &finding["range"], UTF16), claimed, "{name}");
            if finding["data"]["fix"].is_null() {
                continue;
            }
            // the fix settles the finding, and taking it back brings it back
            let fix = actions(&mut client, &uri, finding).into_iter().find(|a| a["isPreferred"] == true).expect("a fix");
            client.apply(&uri, version + 1, &fix["edit"]["documentChanges"][0]);
            let print = &finding["data"]["fingerprint"];
            let left = client.diagnostics(&uri, version + 1);
            assert!(left.iter().all(|d| &d["data"]["fingerprint"] != print), "{name}: {fix}");
            assert!(left.len() < found.len(), "{name}: {fix}: {left:#?}");
            client.replace(&uri, version + 2, &text);
            version += 2;
            assert_eq!(client.diagnostics(&uri, version).len(), found.len(), "{name}");
        }
    }
    client.finish();
}
