//! The language server, as an editor meets it: the real binary over stdio.

mod action;
mod answers;
mod cache;
mod client;
mod complete;
mod declare;
mod fresh;
mod hostile;
mod lens;
mod navigate;
mod pull;
mod rename;
mod structure;
mod sync;
mod tokens;
mod trace;
mod watching;
mod workspace;

use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SEA: &str = "# The sea\n\nThe level of the lake fell by 21 cm between 1990 and 2010. Fishers noticed it first.\n";
const NOTE: &str = "The level of the lake fell by 21 cm between 1990 and 2010. [[sea]]\n";

/// A workspace in a folder of its own.
fn workspace(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        put(dir.path(), path, text);
    }
    dir
}

fn put(root: &Path, path: &str, text: &str) {
    let at = root.join(path);
    fs::create_dir_all(at.parent().expect("a folder")).expect("made");
    fs::write(at, text).expect("written");
}

/// Which rules found something.
fn rules(findings: &[serde_json::Value]) -> Vec<&str> {
    findings.iter().filter_map(|d| d["code"].as_str()).collect()
}
