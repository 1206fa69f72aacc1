use crate::config;
use ignore::{DirEntry, WalkBuilder};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// A file that the walk met.
pub struct Entry {
    /// Relative to the root, with `/`.
    pub path: String,
    pub at: Result<PathBuf, String>,
}

/// What a walk met.
#[derive(Default)]
pub struct Walked {
    /// In the order of their paths.
    pub files: Vec<Entry>,
    /// Folders below the root with a postil.toml of their own, which were left out. In order.
    pub nested: Vec<PathBuf>,
}

/// A link's folder is walked in its turn; a chain of links that is longer than this is left.
const LINK_DEPTH: usize = 8;

/// The files under `root` in the order of their paths. Left out: what `.gitignore` or `.ignore` files in the root name,
/// hidden files, folders that hold a postil.toml of their own. A link is followed where it ends inside the root or an
/// allowed folder; else its entry holds the reason. `root` and `allowed` are canonical.
pub fn walk(root: &Path, allowed: &[PathBuf]) -> Walked {
    let mut found = Walked::default();
    folder(root, "", root, allowed, 0, &mut found);
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.files.dedup_by(|a, b| a.path == b.path);
    found.nested.sort();
    found
}

/// Every file with the time of its last change and its size in bytes, in the order of their paths; `None` for what cannot be read.
pub type Stamps = Vec<(String, Option<(SystemTime, u64)>)>;

/// Every file under `root` with the time of its last change and its size in bytes: what differs when something was written.
/// `allowed` are further folders that links may lead into.
pub fn stamps(root: &Path, allowed: &[PathBuf]) -> Stamps {
    let allowed: Vec<PathBuf> = allowed.iter().filter_map(|p| p.canonicalize().ok()).collect();
    let stamp = |at: PathBuf| at.metadata().and_then(|m| Ok((m.modified()?, m.len()))).ok();
    walk(root, &allowed).files.into_iter().map(|e| (e.path, e.at.ok().and_then(stamp))).collect()
}

fn folder(dir: &Path, prefix: &str, root: &Path, allowed: &[PathBuf], depth: usize, found: &mut Walked) {
    let start = dir.to_path_buf();
    let nested: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let left_out = nested.clone();
    let walker = WalkBuilder::new(dir)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(move |entry| {
            let own = own_workspace(entry, &start);
            if own {
                left_out.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_path_buf());
            }
            !own
        })
        .build();
    for entry in walker {
        match entry {
            Ok(entry) => {
                let Some(path) = super::relative(dir, entry.path()).filter(|p| !p.is_empty()) else { continue };
                let path = format!("{prefix}{path}");
                let kind = entry.file_type();
                if kind.is_some_and(|k| k.is_file()) {
                    found.files.push(Entry { path, at: Ok(entry.into_path()) });
                } else if kind.is_some_and(|k| k.is_symlink()) {
                    link(entry.path(), path, root, allowed, depth, found);
                }
            }
            Err(error) => {
                if let Some((path, reason)) = refused(&error, dir) {
                    found.files.push(Entry { path: format!("{prefix}{path}"), at: Err(reason) });
                }
            }
        }
    }
    // what a link leads to is seen where it is
    if prefix.is_empty() {
        found.nested.append(&mut nested.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// A folder with a postil.toml below the one that is walked is a workspace of its own.
fn own_workspace(entry: &DirEntry, start: &Path) -> bool {
    entry.path() != start && entry.file_type().is_some_and(|k| k.is_dir()) && entry.path().join(config::FILE).is_file()
}

fn link(at: &Path, path: String, root: &Path, allowed: &[PathBuf], depth: usize, found: &mut Walked) {
    let target = match at.canonicalize() {
        Ok(target) => target,
        // a loop, or nothing there: no document is lost by leaving it
        Err(_) => return,
    };
    let inside = target.starts_with(root);
    if !inside && !allowed.iter().any(|dir| target.starts_with(dir)) {
        let reason = "it is a link out of the workspace; `--allow-path` can allow the folder that it leads to".to_string();
        return found.files.push(Entry { path, at: Err(reason) });
    }
    if target.is_file() {
        found.files.push(Entry { path, at: Ok(target) });
    } else if target.is_dir() && !inside && depth < LINK_DEPTH {
        // a folder inside the root is met where it is; following it could go round for ever
        folder(&target, &format!("{path}/"), root, allowed, depth + 1, found);
    }
}

/// The path (relative to `dir`) and a reason without any path in it.
fn refused(error: &ignore::Error, dir: &Path) -> Option<(String, String)> {
    match error {
        ignore::Error::WithPath { path, err } => {
            let reason = err.io_error().map_or_else(|| "the folder cannot be walked".to_string(), super::reason);
            super::relative(dir, path).map(|path| (path, reason))
        }
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => refused(err, dir),
        _ => None,
    }
}
