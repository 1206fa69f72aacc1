//! Scores the definitions that are found in documents against rows marked by hand.
//!
//! `cargo run --release --example terms -- ROWS.jsonl FOLDER… [--errors] [--list N]`
//!
//! A row has `doc` (the beginning of a file name in one of the folders), `kind` (acronym, definition, person, or `not`
//! for a look-alike), `term`, `definition`, and `optional` for a row that counts neither way. A definition is right if it
//! overlaps a row's in the text, for the same term. `--list N` prints what is found in every N-th document instead.

use postil::corpus::Source;
use postil::document::Document;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(serde::Deserialize)]
struct Row {
    doc: String,
    kind: String,
    term: String,
    definition: String,
    sentence: String,
    #[serde(default)]
    optional: bool,
}

struct Found {
    kind: &'static str,
    term: String,
    definition: String,
    sentence: String,
}

fn find(path: &std::path::Path) -> Vec<Found> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Ok(document) = Document::new(&name, &bytes, usize::MAX) else { return Vec::new() };
    let source = Source::new(Arc::new(document));
    let text = source.document.text.clone();
    source
        .definitions()
        .iter()
        .map(|d| Found {
            kind: d.kind.name(),
            term: d.term.of(&text).into(),
            definition: d.definition.of(&text).into(),
            sentence: d.sentence.of(&text).into(),
        })
        .collect()
}

fn squeeze(s: &str) -> String {
    let kept: Vec<&str> = s.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    kept.join(" ").to_lowercase()
}

/// The two stand for the same term and one definition is part of the other.
fn agree(found: &Found, row: &Row) -> bool {
    let (a, b) = (squeeze(&found.term), squeeze(&row.term));
    let (d, e) = (squeeze(&found.definition), squeeze(&row.definition));
    let same = a == b || a.contains(&b) || b.contains(&a);
    let near = d.contains(&e) || e.contains(&d) || squeeze(&row.sentence).contains(&squeeze(&found.sentence)) && shared(&d, &e);
    same && near
}

fn shared(a: &str, b: &str) -> bool {
    a.split(' ').filter(|w| w.len() > 3).any(|w| b.split(' ').any(|v| v == w))
}

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let errors = args.iter().position(|a| a == "--errors").map(|i| args.remove(i)).is_some();
    let list = args.iter().position(|a| a == "--list").map(|i| {
        args.remove(i);
        args.remove(i).parse::<usize>().unwrap_or(1).max(1)
    });
    let Some((rows, folders)) = args.split_first() else {
        eprintln!("usage: terms ROWS.jsonl FOLDER… [--errors] [--list N]");
        return;
    };
    let mut files: Vec<std::path::PathBuf> =
        folders.iter().filter_map(|f| std::fs::read_dir(f).ok()).flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    if let Some(n) = list {
        for path in files.iter().step_by(n) {
            println!("## {}", path.file_name().unwrap_or_default().to_string_lossy());
            for f in find(path) {
                println!("  {}: {} = {}\n      {:.200}", f.kind, f.term, f.definition, f.sentence.replace('\n', " "));
            }
        }
        return;
    }
    let text = std::fs::read_to_string(rows).unwrap_or_default();
    let rows: Vec<Row> = text.lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    let mut docs: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    rows.iter().for_each(|r| docs.entry(&r.doc).or_default().push(r));
    let (mut right, mut wrong, mut aside, mut gold, mut hit, mut not) = (0, 0, 0, 0, 0, 0);
    let mut kinds: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (doc, rows) in docs {
        let Some(path) = files.iter().find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(doc))) else {
            eprintln!("no file for {doc}");
            continue;
        };
        let mut seen = std::collections::BTreeSet::new();
        let mut found = find(path);
        found.retain(|f| seen.insert((squeeze(&f.term), squeeze(&f.definition))));
        for f in &found {
            let matched: Vec<&&Row> = rows.iter().filter(|r| agree(f, r)).collect();
            let state = if matched.iter().any(|r| r.kind != "not" && !r.optional) {
                right += 1;
                kinds.entry(f.kind).or_default()[1] += 1;
                continue;
            } else if matched.iter().any(|r| r.optional) {
                aside += 1;
                "optional"
            } else {
                wrong += 1;
                not += usize::from(matched.iter().any(|r| r.kind == "not"));
                "NOT MARKED"
            };
            if errors {
                println!("{state}: {}: {} = {}\n      {:.200}", f.kind, f.term, f.definition, f.sentence);
            }
        }
        for r in rows.iter().filter(|r| r.kind != "not" && !r.optional) {
            gold += 1;
            kinds.entry(r.kind.as_str()).or_default()[2] += 1;
            if found.iter().any(|f| agree(f, r)) {
                hit += 1;
                kinds.entry(r.kind.as_str()).or_default()[0] += 1;
            } else if errors {
                println!("MISSED: {}: {} = {}\n      {:.200}", r.kind, r.term, r.definition, r.sentence);
            }
        }
    }
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    println!("found {} ({right} marked, {aside} optional, {wrong} others, of them {not} look-alikes)", right + aside + wrong);
    println!("precision {:.3}   recall {:.3} ({hit}/{gold})", share(right, right + wrong), share(hit, gold));
    for (kind, [hit, _, gold]) in kinds {
        println!("  {kind}: {hit}/{gold}");
    }
}
