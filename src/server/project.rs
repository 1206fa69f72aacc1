use super::check::Work;
use super::event::Ask;
use super::looking::Looks;
use super::view::{Change, Folder, View};
use crate::ide::Left;
use crate::text::Cancel;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_lsp::lsp_types::{Diagnostic, Url};

/// One workspace of the session.
pub struct Project {
    pub folder: Arc<Folder>,
    /// The latest; `None` until the folder was read for the first time.
    pub view: Option<Arc<View>>,
    /// Changes that are in no view yet.
    pub changes: BTreeMap<String, Change>,
    pub loading: bool,
    /// The folder must be read once more.
    pub again: bool,
    /// Questions that came while the folder was first read.
    pub waiting: Vec<Ask>,
    pub work: Work,
    pub due: Option<Due>,
    /// The check that is under way.
    pub running: Option<Cancel>,
    /// What the client shows, by file.
    pub shown: BTreeMap<String, Shown>,
    /// Of what the lenses of the open files said, see [`super::check::Done`].
    pub lenses: Option<u64>,
    /// Notes whose tokens were told before their claims were judged, and other documents before all sources were read.
    pub uncoloured: BTreeMap<Url, Left>,
    /// What is seen of its folder where no client watches it.
    pub looks: Looks,
    /// Tells that loading has ended.
    pub progress: Option<tokio::sync::oneshot::Sender<()>>,
}

/// When to check.
#[derive(Clone, Copy)]
pub struct Due {
    first: Instant,
    pub at: Instant,
}

/// The findings of one file that the client has.
#[derive(Default)]
pub struct Shown {
    pub note: Vec<Diagnostic>,
    pub workspace: Vec<Diagnostic>,
}

/// Whoever types without a pause still gets findings after this many rests.
const RESTS: u32 = 8;

impl Project {
    pub fn new(folder: Folder) -> Project {
        Project {
            folder: Arc::new(folder),
            view: None,
            changes: BTreeMap::new(),
            loading: false,
            again: false,
            waiting: Vec::new(),
            work: Work::default(),
            due: None,
            running: None,
            shown: BTreeMap::new(),
            lenses: None,
            uncoloured: BTreeMap::new(),
            looks: Looks::default(),
            progress: None,
        }
    }

    /// Takes note of a changed file: it is to be checked once it has rested.
    pub fn touch(&mut self, path: &str, change: Change, rest: Duration) {
        if self.work.before.is_none() {
            self.work.before = self.view.clone();
        }
        self.changes.insert(path.to_string(), change);
        self.work.edited.insert(path.to_string());
        self.schedule(rest);
        if let Some(running) = &self.running {
            // what was judged is remembered; the rest is done with this change in it
            running.cancel();
        }
    }

    /// Sets the time of the next check, or moves it.
    pub fn schedule(&mut self, rest: Duration) {
        let now = Instant::now();
        let first = self.due.map_or(now, |d| d.first);
        self.due = Some(Due { first, at: (now + rest).min(first + rest * RESTS) });
    }

    /// Takes over what was found. The files that it is about, and those of them whose findings may be other ones now.
    pub fn take(
        &mut self,
        notes: Vec<(String, Vec<Diagnostic>)>,
        workspace: Option<BTreeMap<String, Vec<Diagnostic>>>,
    ) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut files, mut changed) = (BTreeSet::new(), BTreeSet::new());
        for (path, findings) in notes {
            // what was never looked at may be another one than the client has
            let known = self.shown.contains_key(&path);
            let shown = self.shown.entry(path.clone()).or_default();
            if !known || shown.note != findings {
                changed.insert(path.clone());
            }
            shown.note = findings;
            files.insert(path);
        }
        let Some(mut workspace) = workspace else { return (files, changed) };
        let before = self.shown.iter().filter(|(_, s)| !s.workspace.is_empty()).map(|(p, _)| p.clone());
        let both: BTreeSet<String> = before.chain(workspace.keys().cloned()).collect();
        for path in both {
            let findings = workspace.remove(&path).unwrap_or_default();
            let shown = self.shown.entry(path.clone()).or_default();
            if shown.workspace != findings {
                changed.insert(path.clone());
            }
            shown.workspace = findings;
            files.insert(path);
        }
        (files, changed)
    }

    /// The workspace with every change so far; `None` while it is first read.
    pub fn now(&mut self, open: impl FnOnce() -> BTreeMap<String, (Url, i32)>) -> Option<Arc<View>> {
        let view = self.view.as_ref()?;
        if !self.changes.is_empty() {
            let changes = std::mem::take(&mut self.changes);
            self.view = Some(Arc::new(view.with(changes, open())));
        }
        self.view.clone()
    }
}
