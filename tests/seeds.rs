//! The sample workspace: honest notes give no finding, every slip of the drafts is found, and nothing else is. No sentence of the
//! articles conflicts with the rest of its own article, nor with another one.

use postil::claim;
use postil::corpus::{Corpus, Source};
use postil::document::{Document, Format};
use postil::verdict::{Verdict, assess};
use rayon::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// What is missed or reported too much today, as the failure output writes it. An entry that no longer holds fails the test, so
/// that it is taken out.
const KNOWN_GAPS: &[&str] = &[];

/// The most findings over all sentences of the articles.
const FALSE_ALARMS: usize = 1;

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
}

fn field<'a>(value: &'a Value, path: &[&str]) -> &'a str {
    path.iter().fold(value, |v, key| &v[*key]).as_str().unwrap_or("")
}

/// Whether the finding is the slip: rule and file equal, and the words of both sides inside the finding's.
fn is(finding: &Value, slip: &Value) -> bool {
    let claimed = field(finding, &["claimed", "text"]);
    // rules about references have no claimed words
    let claimed = if claimed.is_empty() { field(finding, &["message"]) } else { claimed };
    let same = |key: &str| finding[key] == slip[key];
    same("file") && same("rule") && claimed.contains(field(slip, &["claimed"])) && has(finding, "found", slip)
}

fn has(finding: &Value, side: &str, slip: &Value) -> bool {
    field(finding, &[side, "text"]).contains(field(slip, &[side]))
}

#[test]
fn slips_are_found_and_nothing_else() {
    let output = Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(["check", "--format", "jsonl", "--root"])
        .arg(seeds())
        .arg(seeds())
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut open: Vec<Value> = lines(&text).into_iter().filter(|d| d["rule"].is_string()).collect();
    let slips = lines(&fs::read_to_string(seeds().join("drafts/slips.jsonl")).expect("slips"));
    assert!(slips.len() >= 25, "{} slips", slips.len());
    let mut gaps = Vec::new();
    for slip in &slips {
        match open.iter().position(|d| is(d, slip)) {
            Some(i) => drop(open.remove(i)),
            None => {
                let (claimed, found) = (field(slip, &["claimed"]), field(slip, &["found"]));
                gaps.push(format!("missing: {} {} “{claimed}” ≠ “{found}”", field(slip, &["file"]), field(slip, &["rule"])));
            }
        }
    }
    for d in &open {
        gaps.push(format!(
            "extra: {}:{} {}: {}",
            field(d, &["file"]),
            d["range"]["start"]["line"],
            field(d, &["rule"]),
            field(d, &["message"])
        ));
    }
    let new: Vec<&str> = gaps.iter().map(String::as_str).filter(|g| !KNOWN_GAPS.contains(g)).collect();
    let closed: Vec<&&str> = KNOWN_GAPS.iter().filter(|g| !gaps.iter().any(|h| h == *g)).collect();
    assert!(closed.is_empty(), "no gap any more, take these out of KNOWN_GAPS:\n{closed:#?}");
    assert!(new.is_empty(), "{}", new.join("\n"));
}

/// The conflicts of a sentence as a note of its own, put into words.
fn conflicts(sentence: &str, source: &Source) -> Vec<String> {
    let note = Document::from_text("note.md", sentence, Format::Markdown);
    let claims = claim::claims(&note, &claim::citations(&note, &Corpus::default()));
    let judgements = claims.iter().map(|c| assess(&note, c, &[source], true)).filter(|j| j.verdict == Verdict::Conflict);
    let say = |c: postil::verdict::Conflict| {
        format!("{}: “{}” ≠ “{}” ({}) in {}: {sentence}", c.rule, c.note_says, c.source_says, c.gates.join(", "), source.document.path)
    };
    // a quotation is rightly missing where its sentence was taken away, and in the other articles
    judgements.flat_map(|j| j.conflicts).filter(|c| c.rule != "missing-quotation").map(say).collect()
}

fn source(path: &str, text: String) -> Source {
    Source::new(Arc::new(Document::from_text(path, text, Format::Plain)))
}

#[test]
fn the_articles_do_not_conflict_with_themselves_or_each_other() {
    let mut paths: Vec<PathBuf> = fs::read_dir(seeds().join("sources")).expect("sources").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let articles: Vec<Source> = paths
        .iter()
        .map(|p| source(&p.file_name().unwrap_or_default().to_string_lossy(), fs::read_to_string(p).expect("an article")))
        .collect();
    assert_eq!(articles.len(), 5);
    let found: Vec<String> = articles.par_iter().flat_map(|article| alone(article, &articles)).collect();
    let pairs = articles.iter().map(|a| a.sentences.len()).sum::<usize>() * articles.len();
    println!("{pairs} pairs of a sentence and an article, {} findings", found.len());
    assert!(found.len() <= FALSE_ALARMS, "{} findings:\n{}", found.len(), found.join("\n"));
}

/// Each sentence of the article against the rest of it, and against each of the other articles.
fn alone(article: &Source, articles: &[Source]) -> Vec<String> {
    let text = &article.document.text;
    let mut found = Vec::new();
    for span in &article.sentences {
        let (before, after) = (text.get(..span.start as usize), text.get(span.end as usize..));
        let rest = format!("{}{}", before.unwrap_or(""), after.unwrap_or(""));
        found.extend(conflicts(span.of(text), &source(&article.document.path, rest)));
        for other in articles.iter().filter(|a| a.document.path != article.document.path) {
            found.extend(conflicts(span.of(text), other));
        }
    }
    found
}
