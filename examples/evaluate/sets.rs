//! The labelled data sets.

use super::answer::answer;
use super::rows::{self, Row};
use super::score::{Judged, Report, Tally, print_errors};
use postil::corpus::Source;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// The sets that are known, without their ending.
pub const ALL: &[&str] = &["claims_dev", "vitaminc", "fever_symmetric", "qags_xsum", "wice", "sick"];

/// Rows of one page and label that count where a few pages would dominate.
const CAP: usize = 6;

/// Measures one set, if its file is there.
///
/// # Errors
/// The file cannot be read, or a line is malformed.
pub fn run(set: &str, path: &Path, seeds: &[Arc<Source>], report: &mut Report) -> std::io::Result<()> {
    if !path.is_file() {
        return Ok(());
    }
    let read = |titled| rows::read(path, seeds, titled);
    let rows = read(true)?;
    if rows.is_empty() {
        return Ok(());
    }
    let judged = judge(&rows);
    let tally = Tally::of(&judged);
    let mut part = format!("## {set}\n\n{}{}", Tally::HEAD, tally.line("all"));
    if set == "vitaminc" {
        part += &Tally::of(capped(&judged)).line(&format!("at most {CAP} a page and label"));
        let bare = read(false)?;
        let judged = judge(&bare);
        part += &Tally::of(&judged).line("without title");
        part += &Tally::of(capped(&judged)).line(&format!("without title, at most {CAP}"));
    }
    // this one's licence allows a figure and nothing that is made from it
    if set != "sick" {
        part += &format!("\n{}", tally.cells());
    }
    let picked = set.starts_with("pairs");
    if set.starts_with("claims") || picked && judged.iter().any(|j| !j.row.kind.is_empty()) {
        part += &format!("\n{}", kinds(&judged));
    }
    report.add(&part);
    if set == "vitaminc" {
        speed(&rows);
    }
    // nor is what is held out read by anybody
    if set != "sick" && !set.ends_with("held out") {
        print_errors(&judged, report.errors());
        // pairs that were written to be hard tell nothing of how often a finding is right
        if !picked {
            report.count(set, capped(&judged));
        }
    }
    Ok(())
}

/// The project's own claims, about documents of `corpus/`, and pairs with their evidence, written to break the rules: name and file. What
/// is held out was read by nobody who worked on the engine.
pub fn own() -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut out = Vec::new();
    for kind in ["claims", "pairs"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/evaluate").join(kind);
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        paths.sort();
        let name = |p: &PathBuf| format!("{kind} {}", p.file_stem().unwrap_or_default().to_string_lossy().replace('-', " "));
        out.extend(paths.into_iter().filter(|p| p.extension().is_some_and(|e| e == "jsonl")).map(|p| (name(&p), p)));
    }
    Ok(out)
}

pub fn judge(rows: &[Row]) -> Vec<Judged<'_>> {
    rows.par_iter().map(|row| Judged { row, answer: answer(&row.claim, &row.source) }).collect()
}

fn capped<'a>(judged: &'a [Judged<'a>]) -> impl Iterator<Item = &'a Judged<'a>> {
    let mut seen = BTreeMap::new();
    judged.iter().filter(move |j| {
        let count = seen.entry((j.row.page.as_str(), j.row.label)).or_insert(0);
        *count += 1;
        *count <= CAP || j.row.page.is_empty()
    })
}

fn kinds(judged: &[Judged]) -> String {
    let mut kinds: BTreeMap<(super::rows::Label, &str), super::score::Share> = BTreeMap::new();
    for j in judged {
        kinds.entry((j.row.label, j.row.kind.as_str())).or_default().add(j.answer.finding.is_some());
    }
    let lines = kinds.iter().map(|((label, kind), share)| format!("| {label:?} | {kind} | {} | {} |\n", share.of, share.flagged));
    format!("| label | kind | rows | flagged |\n|---|---|---|---|\n{}", lines.collect::<String>())
}

/// Pairs per second on one thread, with all work but reading the file.
fn speed(rows: &[Row]) {
    let start = Instant::now();
    let mut flagged = 0;
    for row in rows {
        let source = Source::new(row.source.document.clone());
        flagged += usize::from(answer(&row.claim, &source).finding.is_some());
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("one thread: {} pairs in {seconds:.2} s, {:.0} a second ({flagged} flagged)\n", rows.len(), rows.len() as f64 / seconds);
}
