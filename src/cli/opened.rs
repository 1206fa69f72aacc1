//! From the paths of the command line to a snapshot of their workspace.

use crate::analysis::{File, Snapshot};
use crate::config::{self, Role};
use crate::corpus::Source;
use crate::document::Format;
use crate::text::{Cancel, Cancelled};
use crate::workspace::{Workspace, find_root, load, reason, relative};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a person has to put right before anything can be checked: one line.
pub struct Trouble(pub String);

/// A workspace, read and ready, and the part of it that was asked for.
pub struct Opened {
    /// Absolute, without links in it.
    pub root: PathBuf,
    pub snapshot: Snapshot,
    /// postil.toml has a problem.
    pub config_is_broken: bool,
    /// Files and folders relative to the root; an empty string is the root itself. Nothing means all.
    selection: Vec<String>,
}

/// Opens the workspace that `paths` belong to (the working directory if there are none).
pub fn open(root: Option<&Path>, paths: &[PathBuf], allowed: &[PathBuf]) -> Result<Opened, Trouble> {
    let here = [PathBuf::from(".")];
    let root = match root {
        Some(root) if !root.is_dir() => return Err(Trouble(format!("--root {} is no folder", root.display()))),
        Some(root) => root.canonicalize().map_err(|e| trouble(root, &e))?,
        None => common_root(if paths.is_empty() { &here } else { paths })?,
    };
    let mut selection = Vec::new();
    for path in paths {
        // a link counts as the file that it is in the workspace, not as the one that it leads to
        let full = parent_of(path).map_err(|e| trouble(path, &e))?;
        match relative(&root, &full) {
            Some(inside) => selection.push(inside),
            None => return Err(Trouble(format!("{} lies outside of the workspace {}", path.display(), root.display()))),
        }
    }
    if let Some(folder) = allowed.iter().find(|f| !f.is_dir()) {
        return Err(Trouble(format!("--allow-path {} is no folder", folder.display())));
    }
    let Workspace { config, config_file, files, .. } = load(&root, allowed).map_err(|e| trouble(&root, &e))?;
    let files = files.into_iter().map(|f| File { path: f.path, role: f.role, document: f.document }).collect();
    let config_file = config_file.map(|c| (c.text, c.problems));
    let config_is_broken = config_file.as_ref().is_some_and(|(_, problems)| !problems.is_empty());
    Ok(Opened { snapshot: Snapshot::new(config, config_file, files), root, config_is_broken, selection })
}

/// The path without links in its folder; its last part stays as it is.
fn parent_of(path: &Path) -> std::io::Result<PathBuf> {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if !path.is_dir() => {
            path.symlink_metadata()?;
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            Ok(folder.canonicalize()?.join(name))
        }
        _ => path.canonicalize(),
    }
}

fn common_root(paths: &[PathBuf]) -> Result<PathBuf, Trouble> {
    let mut roots: Vec<PathBuf> = Vec::new();
    for path in paths {
        let root = find_root(path, Path::new(".")).map_err(|e| trouble(path, &e))?;
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    match roots.as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(Trouble("these paths belong to different workspaces; check one at a time, or name the folder with --root".to_string())),
    }
}

fn trouble(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble(format!("{}: {}", path.display(), reason(error)))
}

impl Opened {
    /// Whether the file is one of those asked for, or lies in one. What is the matter with postil.toml is always asked for.
    pub fn covers(&self, file: &str) -> bool {
        let inside = |s: &String| s.is_empty() || file == s || file.strip_prefix(s.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.selection.is_empty() || file == config::FILE || self.selection.iter().any(inside)
    }

    /// The notes that were asked for: themselves, or by a source that they are about. In order.
    ///
    /// # Errors
    /// `cancel` was set.
    pub fn selected(&self, cancel: &Cancel) -> Result<Vec<String>, Cancelled> {
        let mut notes: Vec<String> = self.snapshot.notes().filter(|n| self.covers(n)).map(str::to_string).collect();
        if !self.selection.iter().all(String::is_empty) {
            for source in self.snapshot.corpus().sources.iter().map(|s| s.document.path.as_str()).filter(|s| self.covers(s)) {
                notes.extend(self.snapshot.dependents(source, cancel)?);
            }
        }
        notes.sort_unstable();
        notes.dedup();
        Ok(notes)
    }

    /// What stands in the way of checking anything, with what helps.
    pub fn why_empty(&self) -> String {
        let (root, config) = (self.root.display(), self.snapshot.config());
        let sources = &self.snapshot.corpus().sources;
        let cite = "a note names its source: [[file]], [@key], or `source: file` in its front matter";
        if self.snapshot.notes().next().is_some() {
            return "no note lies there or is about it".to_string();
        }
        if config.notes.is_some() {
            return format!("no file in {root} fits `notes` in {}; put the notes there", config::FILE);
        }
        let markdown = |s: &&Arc<Source>| s.document.format == Format::Markdown;
        match (sources.len(), sources.iter().find(markdown)) {
            (0, _) => format!("there are no notes in {root} (`postil init` begins a workspace)"),
            // a folder without `sources` and `notes`: the text of each file decides
            (_, Some(one)) if !one.document.path.contains('/') => {
                format!("no file in {root} is a note about another; {} would be one if it cited one ({cite})", one.document.path)
            }
            (1, _) => format!("there is 1 source in {root}, but no note; put notes into {root}/notes ({cite})"),
            (n, _) => format!("there are {n} sources in {root}, but no note; put notes into {root}/notes ({cite})"),
        }
    }

    /// Why there is nothing to check notes against, for the person, with what helps.
    pub fn why_no_sources(&self) -> String {
        let root = self.root.display();
        if self.root.join(config::FILE).is_file() {
            format!("no file in {root} fits `sources` in {}", config::FILE)
        } else {
            format!("there are no sources in {root}; put the documents that the notes are about into {root}/sources")
        }
    }

    /// The path relative to the root, if the file is a note.
    pub fn note(&self, path: &Path) -> Result<String, Trouble> {
        let full = parent_of(path).map_err(|e| trouble(path, &e))?;
        let inside = relative(&self.root, &full).unwrap_or_default();
        match self.snapshot.role(&inside) {
            Some(Role::Note) => Ok(inside),
            _ => Err(Trouble(format!("{} is no note of the workspace {}", path.display(), self.root.display()))),
        }
    }
}
