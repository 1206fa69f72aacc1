use crate::analysis::{Counters, Snapshot};
use crate::document::{Document, Format};
use crate::text::Buffer;
use crate::workspace::read_file;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tower_lsp::lsp_types::Url;

/// How a file came to differ from what was read.
#[derive(Clone)]
pub enum Change {
    /// It is open with this text.
    Text(Buffer),
    /// It has to be read from the disk.
    Disk,
}

/// A workspace at one moment: what was read, and what has changed since. The snapshot is worked out by whoever asks first, off
/// the session's task, and then kept.
pub struct View {
    base: Snapshot,
    changes: BTreeMap<String, Change>,
    done: OnceLock<Snapshot>,
    pub folder: Arc<Folder>,
    /// The open files of the workspace: path → URI and version.
    pub open: BTreeMap<String, (Url, i32)>,
}

/// Where a workspace is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folder {
    /// Without links in it.
    pub root: PathBuf,
    /// As the client calls it.
    pub shown: PathBuf,
    /// Where links may lead besides; without links in them.
    pub allowed: Vec<PathBuf>,
}

impl View {
    /// The workspace as `base` has it.
    pub fn new(base: Snapshot, folder: Arc<Folder>) -> View {
        View { base, changes: BTreeMap::new(), done: OnceLock::new(), folder, open: BTreeMap::new() }
    }

    /// This workspace with further changes.
    pub fn with(&self, changes: BTreeMap<String, Change>, open: BTreeMap<String, (Url, i32)>) -> View {
        let (base, changes) = match self.done.get() {
            Some(done) => (done.clone(), changes),
            None => {
                let mut all = self.changes.clone();
                all.extend(changes);
                (self.base.clone(), all)
            }
        };
        View { base, changes, done: OnceLock::new(), folder: self.folder.clone(), open }
    }

    /// How much work was done so far. Costs nothing.
    pub fn counters(&self) -> &Counters {
        self.base.counters()
    }

    /// The file was there when the folder was read, or has come up since. Costs nothing.
    pub fn knows(&self, path: &str) -> bool {
        self.base.has_file(path) || self.changes.contains_key(path)
    }

    /// The snapshot; may take the time of reading what has changed. Never call it on the session's task.
    pub fn snapshot(&self) -> &Snapshot {
        self.done.get_or_init(|| {
            let mut snapshot = self.base.clone();
            for (path, change) in &self.changes {
                // one document that cannot be taken in stays as it was; everything else goes on
                if let Ok(Some(next)) = catch_unwind(AssertUnwindSafe(|| self.apply(&snapshot, path, change))) {
                    snapshot = next;
                }
            }
            snapshot
        })
    }

    /// `None` if nothing changes.
    fn apply(&self, snapshot: &Snapshot, path: &str, change: &Change) -> Option<Snapshot> {
        let max = snapshot.config().max_file_size;
        match change {
            Change::Text(buffer) => {
                let text = buffer.text();
                if snapshot.document(path).is_some_and(|d| d.original == text) || !self.belongs(snapshot, path) {
                    return None;
                }
                if text.len() as u64 > max {
                    let reason = format!("too large: {} bytes, the limit is {max} (`max-file-size` in postil.toml)", text.len());
                    return Some(snapshot.with_file(path.to_string(), Err(reason)));
                }
                Some(snapshot.with_document(Document::from_text(path, text, Format::of(path))))
            }
            Change::Disk => match read_file(&self.folder.root, &self.folder.allowed, path, max) {
                Some(Ok(document)) if snapshot.document(path).is_some_and(|d| d.original == document.original) => None,
                Some(document) if snapshot.has_file(path) => Some(snapshot.with_file(path.to_string(), document)),
                Some(_) => None,
                None => snapshot.has_file(path).then(|| snapshot.without(path)),
            },
        }
    }

    /// A file that is on the disk and was left out (ignored, hidden, in a workspace of its own) stays out when it is opened.
    fn belongs(&self, snapshot: &Snapshot, path: &str) -> bool {
        snapshot.has_file(path) || !self.folder.root.join(path).exists()
    }

    /// The URI of a file of the workspace: the client's own where it is open.
    pub fn uri(&self, path: &str) -> Option<Url> {
        match self.open.get(path) {
            Some((uri, _)) => Some(uri.clone()),
            None => Url::from_file_path(self.folder.shown.join(path)).ok(),
        }
    }
}
