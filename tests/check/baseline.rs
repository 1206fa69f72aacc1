//! What an earlier run found, and what has come and gone since.

use super::{Output, check, json, put, slips, workspace};
use postil::diagnostic::render::Format;
use serde_json::Value;
use std::fs;

#[test]
fn a_baseline_leaves_out_what_was_known() {
    let dir = workspace();
    assert_eq!(check(dir.path(), &["--baseline", "known.json"]).code, Some(2), "there is none yet");
    for format in ["json", "jsonl"] {
        let known = check(dir.path(), &["--format", format]).out;
        put(dir.path(), "known.json", &known);
        assert_eq!(check(dir.path(), &["--baseline", "known.json"]).code, Some(0), "{format}");
    }
    // moved lines keep their fingerprint; a new finding is told
    let text = fs::read_to_string(dir.path().join("notes/water.md")).expect("read");
    put(dir.path(), "notes/water.md", format!("A line before.\n\n{text}"));
    assert_eq!(check(dir.path(), &["--baseline", "known.json"]).code, Some(0));
    put(dir.path(), "notes/water.md", format!("{text}\nMore. [@nothing]\n"));
    assert_eq!(check(dir.path(), &["--baseline", "known.json"]).code, Some(1));
}

fn fingerprints(value: &Value) -> Vec<String> {
    let list = value["diagnostics"].as_array().expect("a list");
    let mut prints: Vec<String> = list.iter().filter_map(|d| d["fingerprint"].as_str()).map(str::to_string).collect();
    prints.sort();
    prints
}

/// State and fingerprint of each result of a SARIF log, sorted.
fn states(log: &Value) -> Vec<(&str, &str)> {
    let list = log["runs"][0]["results"].as_array().expect("results");
    fn text(value: &Value) -> &str {
        value.as_str().expect("where one result has a state, all have")
    }
    let mut all: Vec<_> = list.iter().map(|r| (text(&r["baselineState"]), text(&r["partialFingerprints"]["postil/v1"]))).collect();
    all.sort();
    all
}

// Three runs, since each judges two hundred claims: what is found and written down; all of it moved; one slip more and one less.
#[test]
fn a_baseline_of_two_hundred_findings_leaves_exactly_what_is_new() {
    let dir = tempfile::tempdir().expect("a folder");
    let (source, note) = slips(201);
    put(dir.path(), "sources/wells.txt", &source);
    let fixed = note.replacen("5201 litres", "1201 litres", 1);
    put(dir.path(), "notes/wells.md", &fixed);
    let base = ["--baseline", "known.json"];
    let written = check(dir.path(), &[base[0], base[1], "--update-baseline", "--format", "json"]);
    assert_eq!((written.code, fingerprints(&json(&written)).len()), (Some(0), 0), "{}", written.err);
    assert!(written.err.contains("200 findings"), "{}", written.err);
    let known: Value = serde_json::from_str(&fs::read_to_string(dir.path().join("known.json")).expect("read")).expect("JSON");
    let prints = fingerprints(&known);
    assert_eq!(prints.len(), 200);

    // none is reported, wherever the lines have gone, and each is the one that it was
    let mut blocks: Vec<&str> = fixed.split("\n\n").collect();
    blocks.reverse();
    let moved = format!("An opening line.\n\n{}", blocks.join("\n\n\n").replace(" gave ", "\ngave "));
    put(dir.path(), "notes/wells.md", &moved);
    let got = check(dir.path(), &[base[0], base[1], "--format", "sarif"]);
    assert_eq!(got.code, Some(0), "{}", got.err);
    let log = json(&got);
    assert_eq!(states(&log), prints.iter().map(|p| ("unchanged", p.as_str())).collect::<Vec<_>>());

    // one new slip: exactly that one; one put right: reported as stale
    put(dir.path(), "notes/wells.md", moved.replacen("1201 litres", "5201 litres", 1).replacen("5007 litres", "1007 litres", 1));
    let got = check(dir.path(), &[base[0], base[1], "--format", "json"]);
    assert_eq!(got.code, Some(1), "{}", got.err);
    let value = json(&got);
    assert_eq!(value["diagnostics"].as_array().map(Vec::len), Some(1));
    assert_eq!((&value["diagnostics"][0]["claimed"]["text"], value["stale"].as_array().map(Vec::len)), (&"5201 litres".into(), Some(1)));
    assert!(value["stale"][0]["message"].as_str().is_some_and(|m| m.contains("5007 litres")), "{value}");
}

#[test]
fn sarif_tells_what_is_new_unchanged_and_absent_and_the_new_decide() {
    let dir = workspace();
    let (source, note) = slips(3);
    put(dir.path(), "sources/wells.txt", source);
    put(dir.path(), "notes/wells.md", note.replacen("5003 litres", "1003 litres", 1));
    let base = ["--baseline", "known.json", "--format"];
    assert_eq!(check(dir.path(), &[&base[..], &["text", "--update-baseline"]].concat()).code, Some(0));
    let compared = |args: &[&str]| check(dir.path(), &[&base[..], args].concat());
    let count = |got: &Output| {
        let log = json(got);
        let states = states(&log);
        ["new", "unchanged", "absent"].map(|state| states.iter().filter(|(s, _)| *s == state).count())
    };
    let same = compared(&["sarif"]);
    assert_eq!((same.code, count(&same)), (Some(0), [0, 3, 0]));
    put(dir.path(), "notes/wells.md", note.replacen("5001 litres", "1001 litres", 1));
    let other = compared(&["sarif"]);
    assert_eq!((other.code, count(&other)), (Some(1), [1, 2, 1]));
    // only one more is put right: no news that would end with 1, unless it is asked for
    put(dir.path(), "notes/wells.md", note.replacen("5001 litres", "1001 litres", 1).replacen("5003 litres", "1003 litres", 1));
    let told = compared(&["text"]);
    assert!(told.code == Some(0) && told.out.contains("stale[number-conflict]: notes/wells.md"), "{}", told.out);
    assert_eq!(compared(&["text", "--fail-on-stale"]).code, Some(1));
    // a comment silences what was known: it is there, and no news
    let silent = note.replacen("2019. [[wells]]", "2019. [[wells]] <!-- postil-disable-line: the old count -->", 1);
    put(dir.path(), "notes/wells.md", silent.replacen("5003 litres", "1003 litres", 1));
    let silenced = compared(&["sarif"]);
    assert_eq!((silenced.code, count(&silenced)), (Some(0), [0, 3, 0]), "{}", silenced.out);
    assert_eq!(silenced.out.matches("\"suppressions\"").count(), 1);
    // without a baseline there is nothing to compare with
    assert!(!check(dir.path(), &["--format", "sarif"]).out.contains("baselineState"));
}

#[test]
fn what_is_stale_is_told_with_every_format_until_the_baseline_is_updated() {
    let dir = workspace();
    let base = ["--baseline", "known.json", "--format"];
    check(dir.path(), &[&base[..], &["json", "--update-baseline"]].concat());
    put(dir.path(), "notes/water.md", "It was full. [[reservoir]]\n");
    for (format, _) in Format::ALL {
        let got = check(dir.path(), &[&base[..], &[format]].concat());
        let told = got.out.contains("stale") || got.out.contains("\"absent\"") || got.err.contains("not there any more");
        assert!(told, "{format}");
    }
    check(dir.path(), &[&base[..], &["json", "--update-baseline"]].concat());
    assert_eq!(check(dir.path(), &[&base[..], &["json", "--fail-on-stale"]].concat()).code, Some(0));
}

#[test]
fn a_baseline_is_updated_only_for_what_was_checked() {
    let dir = workspace();
    put(dir.path(), "notes/bridge.md", "It was closed. [@bridg]\n");
    let base = ["--baseline", "known.json", "--update-baseline"];
    assert_eq!(check(dir.path(), &base).code, Some(0));
    let before = fs::read_to_string(dir.path().join("known.json")).expect("read");
    assert_eq!(check(dir.path(), &[&base[..], &["notes/water.md"]].concat()).code, Some(0));
    assert_eq!(fs::read_to_string(dir.path().join("known.json")).expect("read"), before);
    put(dir.path(), "notes/bridge.md", "It was closed. [[bridge]]\n");
    let part = check(dir.path(), &["--baseline", "known.json", "notes/water.md"]);
    assert!(part.out.contains("0 stale"), "{}", part.out);
}
