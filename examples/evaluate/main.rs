//! Measures the engine on labelled data and on near-copies that it makes itself:
//! `cargo run --release --example evaluate -- DATA_DIR [--seeds DIR] [--errors N] [--write]`.
//!
//! DATA_DIR holds JSON Lines (claims_dev, vitaminc, fever_symmetric, qags_xsum, wice, sick; those that are absent are left out)
//! and `corpus/`, a folder of documents; the project's own claims (claims/ beside this file) are about some of those; pairs/ needs none. Nothing of the data is printed but with `--errors`. sick is for a final figure only.

mod alarms;
mod alter;
mod answer;
mod near;
mod prose;
mod reword;
mod rows;
mod score;
mod sets;

use clap::Parser;
use postil::corpus::Source;
use postil::document::Document;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Parser)]
struct Args {
    /// The folder with the data sets and `corpus/`
    data: PathBuf,
    /// Articles for claims_dev (their names begin with the rows' `source`), sentences and near-copies
    #[arg(long)]
    seeds: Option<PathBuf>,
    /// Print the first N false alarms and misses of each set
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Write docs/accuracy.md and the table of confidences, src/verdict/confidence.txt
    #[arg(long)]
    write: bool,
    /// Only the parts with this in their name: a data set, sentences, near-copies
    #[arg(long, default_value = "")]
    only: String,
}

/// Larger documents are no reading matter.
const LARGEST: usize = 20_000_000;

fn main() -> std::io::Result<()> {
    let args = Args::parse();
    let seeds = documents(args.seeds.as_deref())?;
    let corpus = documents(Some(&args.data.join("corpus")))?;
    let mut report = score::Report::new(args.errors);
    for set in sets::ALL {
        if set.contains(&args.only) {
            sets::run(set, &args.data.join(format!("{set}.jsonl")), &seeds, &mut report)?;
        }
    }
    let all: Vec<Arc<Source>> = corpus.iter().chain(&seeds).cloned().collect();
    for (set, path) in sets::own()? {
        if set.contains(&args.only) {
            sets::run(&set, &path, &all, &mut report)?;
        }
    }
    for (name, documents) in [("seeds", &seeds), ("corpus", &corpus)] {
        if !documents.is_empty() && "sentences".contains(&args.only) {
            prose::run(name, documents, &mut report);
        }
        if !documents.is_empty() && "near-copies".contains(&args.only) {
            near::run(name, documents, &mut report);
        }
    }
    report.close();
    if args.write {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        // before the sources are hashed: the table is one of them
        fs::write(root.join("src/verdict/confidence.txt"), report.confidences())?;
        let parts: [&Path; 2] = [&args.data, args.seeds.as_deref().unwrap_or(&args.data)];
        let page = report.page(hash(&parts)?, hash(&[&root.join("src")])?);
        fs::create_dir_all(root.join("docs"))?;
        fs::write(root.join("docs/accuracy.md"), page)?;
    }
    Ok(())
}

/// The documents of a folder, by name.
fn documents(folder: Option<&Path>) -> std::io::Result<Vec<Arc<Source>>> {
    let mut paths = Vec::new();
    if let Some(folder) = folder.filter(|f| f.is_dir()) {
        files(folder, &mut paths)?;
    }
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"));
    let read = |p: &PathBuf| -> Option<Arc<Source>> {
        let name = p.file_name()?.to_string_lossy().to_string();
        let document = Document::new(&name, &fs::read(p).ok()?, LARGEST).ok()?;
        Some(Arc::new(Source::new(Arc::new(document))))
    };
    Ok(paths.par_iter().filter_map(read).collect())
}

/// Every file below the folder, sorted.
fn files(folder: &Path, out: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out)?;
        } else {
            out.push(path);
        }
    }
    Ok(())
}

/// FNV-1a over the names and bytes of all files below the folders.
fn hash(folders: &[&Path]) -> std::io::Result<u64> {
    let mut paths = Vec::new();
    for folder in folders {
        files(folder, &mut paths)?;
    }
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| bytes.iter().for_each(|b| hash = (hash ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3));
    for path in paths {
        add(path.file_name().unwrap_or_default().as_encoded_bytes());
        add(&fs::read(&path)?);
    }
    Ok(hash)
}
