//! From the paths of the command line to a snapshot of their workspace.

use crate::analysis::{File, Snapshot};
use crate::config::{self, Config, Problem, Role};
use crate::corpus::{Shelf, Source};
use crate::document::{Document, Format};
use crate::text::{Cancel, Cancelled};
use crate::workspace::{Cache, Workspace, find_root, read_bytes, reason, relative, reload, root_of_new};
use std::io::Write;
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
    /// Folders that links may lead into; without links in them.
    allowed: Vec<PathBuf>,
    /// Where what is read in sources is kept for the next time.
    cache: Option<Arc<Cache>>,
    /// A note whose text did not come from the disk.
    pub typed: Option<String>,
}

/// Opens the workspace that `paths` belong to (the working directory if there are none).
pub fn open(root: Option<&Path>, paths: &[PathBuf], allowed: &[PathBuf], cache: Option<Arc<Cache>>) -> Result<Opened, Trouble> {
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
    read(root, selection, allowed, cache)
}

/// Opens the workspace that a note of this path belongs to, with `bytes` for the note's text. The note need not exist.
pub fn open_typed(
    root: Option<&Path>,
    path: &Path,
    bytes: &[u8],
    allowed: &[PathBuf],
    cache: Option<Arc<Cache>>,
) -> Result<Opened, Trouble> {
    let (found, full) = root_of_new(path, Path::new(".")).map_err(|e| trouble(path, &e))?;
    let root = match root {
        Some(root) => root.canonicalize().map_err(|e| trouble(root, &e))?,
        None => found,
    };
    let Some(inside) = relative(&root, &full).filter(|i| !i.is_empty()) else {
        return Err(Trouble(format!("{} lies outside of the workspace {}", path.display(), root.display())));
    };
    let mut opened = read(root, vec![inside.clone()], allowed, cache)?;
    let max = usize::try_from(opened.snapshot.config().max_file_size).unwrap_or(usize::MAX);
    let document = Document::new(&inside, bytes, max).map(Arc::new).map_err(|e| e.to_string());
    opened.snapshot = opened.snapshot.with_file(inside.clone(), document);
    opened.typed = Some(inside);
    Ok(opened)
}

fn read(root: PathBuf, selection: Vec<String>, allowed: &[PathBuf], cache: Option<Arc<Cache>>) -> Result<Opened, Trouble> {
    if let Some(folder) = allowed.iter().find(|f| !f.is_dir()) {
        return Err(Trouble(format!("--allow-path {} is no folder", folder.display())));
    }
    let allowed: Vec<PathBuf> = allowed.iter().filter_map(|p| p.canonicalize().ok()).collect();
    let workspace = reload(&root, &allowed, None, |_| None).map_err(|e| trouble(&root, &e))?;
    let (config, config_file, files) = parts(workspace);
    let config_is_broken = config_file.as_ref().is_some_and(|(_, problems)| !problems.is_empty());
    let shelf = cache.clone().map(|c| c as Arc<dyn Shelf>);
    let snapshot = Snapshot::on_shelf(config, config_file, files, shelf);
    Ok(Opened { snapshot, root, config_is_broken, selection, allowed, cache, typed: None })
}

type Parts = (Config, Option<(Arc<str>, Vec<Problem>)>, Vec<File>);

fn parts(workspace: Workspace) -> Parts {
    let Workspace { config, config_file, files, .. } = workspace;
    let files = files.into_iter().map(|f| File { path: f.path, role: f.role, document: f.document }).collect();
    (config, config_file.map(|c| (c.text, c.problems)), files)
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
    /// Keeps what was read in sources for the next time, once everything is told.
    pub fn keep(&self, out: &mut impl Write) -> std::io::Result<()> {
        out.flush()?;
        if let Some(cache) = self.cache.as_ref().filter(|_| self.snapshot.config().cache) {
            cache.keep(self.snapshot.corpus().sources.iter().map(Arc::as_ref));
        }
        Ok(())
    }

    /// Reads the folder again; what is known of unchanged files is kept. A folder that is gone stays as it was.
    pub fn reload(&mut self) {
        let known = |path: &str| self.snapshot.document(path).cloned();
        let Ok(workspace) = reload(&self.root, &self.allowed, None, known) else { return };
        let (config, config_file, files) = parts(workspace);
        self.config_is_broken = config_file.as_ref().is_some_and(|(_, problems)| !problems.is_empty());
        self.snapshot = self.snapshot.renewed(config, config_file, files);
    }

    /// The bytes of a file of the workspace as they are on the disk now, or why they cannot be had.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        let max = self.snapshot.config().max_file_size;
        read_bytes(&self.root, &self.allowed, path, max).unwrap_or_else(|| Err("no such file or folder".to_string()))
    }

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
