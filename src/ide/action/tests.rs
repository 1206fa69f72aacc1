use super::*;
use crate::config::{self, FILE};
use crate::document::Format;
use crate::rules;
use crate::text::{TextEdit, apply};
use std::collections::BTreeMap;

const LAKE: &str = "# 𝄞 Lake\n\nThe level of the lake fell by 21 cm between 1990 and 2010. The Orrin Courier is a weekly newspaper of the northern valley.\n\n\
    A mayor said: “We will build no second bridge over the old harbour before the year is out.”\n";

type Files = BTreeMap<String, String>;

fn files(note: &str, others: &[(&str, &str)]) -> Files {
    let all = [("sources/lake.md", LAKE), ("notes/n.md", note)].into_iter().chain(others.iter().copied());
    all.map(|(p, t)| (p.to_string(), t.to_string())).collect()
}

fn snapshot(files: &Files) -> Snapshot {
    let text = files.get(FILE);
    let (config, problems) = config::parse(text.map_or("", String::as_str), &rules::ids());
    let documents = files.iter().filter(|(p, _)| *p != FILE).map(|(p, t)| Document::from_text(p, t.as_str(), Format::of(p)));
    Snapshot::of_documents(config, text.map(|t| (t.as_str().into(), problems)), documents.collect())
}

/// The rules of what is found in the note.
fn found(files: &Files) -> Vec<&'static str> {
    let report = snapshot(files).check("notes/n.md", &Cancel::default()).unwrap_or_default();
    report.diagnostics.iter().map(|d| d.rule).collect()
}

fn offered(files: &Files, words: &str) -> Vec<Action> {
    offered_for(files, words, 0)
}

/// What is offered for the first bytes of these words.
fn offered_for(files: &Files, words: &str, length: usize) -> Vec<Action> {
    let at = files.get("notes/n.md").and_then(|n| n.find(words)).unwrap_or(0);
    actions(&snapshot(files), "notes/n.md", Span::new(at, at + length), &Cancel::default()).unwrap_or_default()
}

/// The files after the action whose title has these words.
fn after(files: &Files, words: &str, title: &str) -> Files {
    done(files, offered(files, words), title)
}

fn done(files: &Files, all: Vec<Action>, title: &str) -> Files {
    let titles: Vec<&str> = all.iter().map(|a| a.title.as_str()).collect();
    let Some(action) = all.iter().find(|a| a.title.contains(title)) else { panic!("{title}: {titles:?}") };
    let mut out = files.clone();
    for (path, edits) in &action.edits {
        assert_eq!(action.creates.contains(path), !files.contains_key(path), "{path}");
        let edits: Vec<TextEdit> = edits.iter().map(|e| TextEdit { span: e.span, new_text: e.new_text.clone() }).collect();
        let text = out.get(path).cloned().unwrap_or_default();
        out.insert(path.clone(), apply(&text, &edits).unwrap_or_else(|| panic!("{edits:?}")));
    }
    out
}

const WRONG: &str = "𝄞 湖。 The level of the lake fell by 12 cm between 1990 and 2010. [[lake]]\n\nThe level of the lake fell by 13 cm between 1990 and 2010. [[lake]]\n";

#[test]
fn each_way_to_silence_settles_what_it_is_about_and_nothing_else() {
    let front = |inner: &str| format!("---\ntitle: 𝄞\n{inner}---\n\n{WRONG}");
    let notes = [
        WRONG.to_string(),
        format!("\u{feff}{}", WRONG.replace('\n', "\r\n")),
        front(""),
        front("postil:\n  disable:\n    - date-conflict\n  accept: [0123456789abcdef]\nauthor: x\n"),
        front("postil: {disable: [date-conflict], accept: []}\n"),
        front("postil: {}\n"),
        front("postil:\n    accept:\n    - 0123456789abcdef # x\n"),
        front("postil: # remark\n"),
    ];
    for note in &notes {
        let before = files(note, &[]);
        let conflicts = |f: &Files| found(f).into_iter().filter(|r| *r == "number-conflict").count();
        let rest = |f: &Files| found(f).into_iter().filter(|r| *r != "number-conflict").collect::<Vec<_>>();
        assert_eq!(conflicts(&before), 2, "{note}");
        for (title, left) in [("on this line", 1), ("as intended", 1), ("in this note", 0), ("for notes/n.md", 0), ("everywhere", 0)] {
            let now = after(&before, "12 cm", title);
            assert_eq!(conflicts(&now), left, "{title}: {now:#?}");
            assert_eq!(rest(&now), rest(&before), "{title}: {now:#?}");
        }
    }
}

#[test]
fn what_is_accepted_is_known_by_its_content() {
    let now = after(&files(WRONG, &[]), "12 cm", "as intended");
    let note = now.get("notes/n.md").cloned().unwrap_or_default();
    let moved = note.replace("𝄞 湖。 The level", "New words here.\n\nThe level");
    assert_eq!(found(&files(&moved, &[])), ["number-conflict"], "{moved}");
    // another value is another finding, and the line that accepted the old one is idle
    assert_eq!(
        found(&files(&note.replace("12 cm between", "14 cm between"), &[])),
        ["unused-suppression", "number-conflict", "number-conflict"]
    );
    let report = snapshot(&now).check("notes/n.md", &Cancel::default()).unwrap_or_default();
    assert_eq!((report.summary.conflict, report.silenced.len()), (1, 1));
}

#[test]
fn settings_are_changed_where_they_stand() {
    for (text, expected) in [
        (
            "[rules]\nnumber-conflict = \"error\"\ndate-conflict = \"info\"\n",
            "[rules]\nnumber-conflict = \"off\" # reason\ndate-conflict = \"info\"\n",
        ),
        ("exclude = []\n\n[rules]\n", "exclude = []\n\n[rules]\nnumber-conflict = \"off\" # reason\n"),
        ("exclude = []", "exclude = []\n\n[rules]\nnumber-conflict = \"off\" # reason\n"),
    ] {
        let now = after(&files(WRONG, &[(FILE, text)]), "12 cm", "everywhere");
        assert_eq!(now.get(FILE).map(String::as_str), Some(expected));
    }
}

#[test]
fn an_omission_is_marked_where_that_is_all_that_is_missing() {
    let note = "A mayor said: “We will build no second bridge over the harbour before the year is out.” [[lake]]\n";
    let before = files(note, &[]);
    assert_eq!(found(&before), ["altered-quotation"]);
    let now = after(&before, "harbour before", "omission");
    assert!(now.get("notes/n.md").is_some_and(|n| n.contains("over the … harbour before")), "{now:#?}");
    assert_eq!(found(&now), [""; 0]);
    // words that turn the meaning cannot be left out
    let turned = files("A mayor said: “We will build second bridge over the old harbour before the year is out.” [[lake]]\n", &[]);
    assert_eq!(found(&turned), ["altered-quotation"]);
    assert!(!offered(&turned, "build second").iter().any(|a| a.title.contains("omission")));
    let other = files("A mayor said: “We will build no third bridge over the old harbour before the year is out.” [[lake]]\n", &[]);
    assert!(!offered(&other, "third").iter().any(|a| a.title.contains("omission")));
}

#[test]
fn a_supported_claim_gets_its_citation() {
    let before = files("𝄞 湖。 The level of the lake fell by 21 cm between 1990 and 2010.\n", &[]);
    let now = after(&before, "lake fell", "cite sources/lake.md");
    assert_eq!(
        now.get("notes/n.md").map(String::as_str),
        Some("𝄞 湖。 The level of the lake fell by 21 cm between 1990 and 2010. [[lake]]\n")
    );
    assert_eq!(found(&now), [""; 0]);
}

#[test]
fn a_mined_term_goes_into_the_glossary_in_its_shape() {
    let note = "𝄞 The Orrin Courier wrote of it. [[lake]]\n";
    let meaning = "a weekly newspaper of the northern valley";
    for (glossary, expected) in [
        (None, format!("# Glossary\n\n**Orrin Courier**: {meaning}\n")),
        (Some("# G\n\n- **Ebb**: falling water\n"), format!("# G\n\n- **Ebb**: falling water\n\n- **Orrin Courier**: {meaning}\n")),
        (Some("# G\n\n## Ebb\n\nFalling water."), format!("# G\n\n## Ebb\n\nFalling water.\n\n## Orrin Courier\n\n{meaning}\n")),
        (Some("Ebb\n: falling water\n"), format!("Ebb\n: falling water\n\nOrrin Courier\n: {meaning}\n")),
    ] {
        let others: Vec<(&str, &str)> = glossary.iter().map(|g| ("glossary.md", *g)).collect();
        let before = files(note, &others);
        let now = after(&before, "Orrin", "add “Orrin Courier”");
        assert_eq!(now.get("glossary.md"), Some(&expected));
        assert!(snapshot(&now).terms().find("Orrin Courier", &[]).first().is_some_and(|e| e.source.is_none()));
        assert!(!offered(&now, "Orrin").iter().any(|a| a.title.starts_with("add")));
    }
}

#[test]
fn a_term_that_nobody_defines_gets_an_entry_to_fill_in() {
    let note = "𝄞 The tide gauges of the OWB are old, says the XYZ. [[lake]] The 水門 too.\n\n```\nQRS\n```\n";
    let adds = |all: &[Action]| all.iter().filter(|a| a.title.starts_with("add")).map(|a| a.title.clone()).collect::<Vec<_>>();
    for (glossary, words, expected) in [
        (None, "OWB", "# Glossary\n\n**OWB**: \n"),
        (None, "tide gauges", "# Glossary\n\n**tide gauges**: \n"),
        (None, "水門", "# Glossary\n\n**水門**: \n"),
        (Some("# G\n\n- **Ebb**: falling water\n"), "OWB", "# G\n\n- **Ebb**: falling water\n\n- **OWB**: \n"),
        (Some("# G\n\n## Ebb\n\nFalling water."), "OWB", "# G\n\n## Ebb\n\nFalling water.\n\n## OWB\n\n\n"),
    ] {
        let others: Vec<(&str, &str)> = glossary.iter().map(|g| ("glossary.md", *g)).collect();
        let before = files(note, &others);
        let now = done(&before, offered_for(&before, words, words.len()), "to be defined");
        assert_eq!(now.get("glossary.md").map(String::as_str), Some(expected));
        assert_eq!(adds(&offered_for(&now, words, words.len())), [""; 0], "it waits to be filled in");
        let mut filled = now.clone();
        filled.insert(
            "glossary.md".to_string(),
            format!(
                "{}what it means\n",
                expected.trim_end_matches('\n').to_string() + if expected.ends_with("\n\n\n") { "\n\n" } else { "" }
            ),
        );
        let entries = snapshot(&filled).terms().find(words, &[]);
        assert_eq!(entries.first().map(|e| e.text().to_string()).as_deref(), Some("what it means"));
        assert_eq!(adds(&offered_for(&filled, words, words.len())), [""; 0]);
    }
    // a cursor is enough in a short form; elsewhere, and over anything but words, nothing is offered
    let before = files(note, &[]);
    assert_eq!(adds(&offered(&before, "WB are")), ["add “OWB” to glossary.md, to be defined"]);
    for (words, length) in [("gauges", 0), ("old, says", 9), ("[[lake", 8), ("QRS", 3), ("The tide", 43), (". [[", 1)] {
        assert_eq!(adds(&offered_for(&before, words, length)), [""; 0], "{words}");
    }
    let mined = files("The Orrin Courier wrote. [[lake]]\n", &[]);
    assert!(!adds(&offered_for(&mined, "Orrin Courier", 13)).iter().any(|t| t.contains("to be defined")), "a source defines it");
}

#[test]
fn the_note_that_a_link_leads_to_is_created() {
    let before = files("See [[High 水]] and [[lake]], [[../x]].\n", &[("postil.toml", "[rules]\nbroken-link = \"warning\"\n")]);
    assert_eq!(found(&before), ["broken-link"]);
    let now = after(&before, "High", "create notes/High 水.md");
    assert_eq!(now.get("notes/High 水.md").map(String::as_str), Some("# High 水\n"));
    assert_eq!(found(&now), [""; 0]);
    for words in ["lake]]", "../x"] {
        assert!(!offered(&before, words).iter().any(|a| a.title.starts_with("create")), "{words}");
    }
}

#[test]
fn what_is_certain_is_restored_in_one_go() {
    let note = "# 𝄞\n\nA mayor said: “We will build no second bridge over the new harbour before the year is out.” [[lake]]\n\n湖 12 cm. The level of the lake fell by 12 cm between 1990 and 2010. [[lake]]\n";
    let before = files(note, &[]);
    let edits = restoring(&snapshot(&before), "notes/n.md", &Cancel::default()).unwrap_or_default();
    let [edit] = edits.as_slice() else { panic!("{edits:?}") };
    assert_eq!((edit.span.of(note), edit.new_text.as_str()), ("new", "old"));
    assert!(
        restoring(&snapshot(&files("“Nothing here.” [[lake]]\n", &[])), "notes/n.md", &Cancel::default()).unwrap_or_default().is_empty()
    );
}
