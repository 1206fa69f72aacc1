//! Reading a workspace's folder, off the session's task.

use super::{Session, guarded};
use crate::analysis::{File, Snapshot};
use crate::config;
use crate::corpus::Shelf;
use crate::server::check::Work;
use crate::server::event::Event;
use crate::server::view::{Change, Folder, View};
use crate::workspace::{Cache, Stamps, reason, reload, stamps};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tower_lsp::Client;
use tower_lsp::lsp_types::*;

impl Session {
    /// Reads a workspace's folder, now or after the reading that is under way.
    pub(super) fn load(&mut self, index: usize) {
        let text = self.open.values().find_map(|o| {
            let (i, path) = o.at.as_ref()?;
            (*i == index && path == config::FILE).then(|| o.buffer.text())
        });
        let Some(project) = self.projects.get_mut(index) else { return };
        project.again = project.loading;
        if project.loading {
            return;
        }
        project.loading = true;
        project.looks.give_up();
        let (folder, view, events) = (project.folder.clone(), project.view.clone(), self.events.clone());
        let (trace, looks, cache) = (self.trace.clone(), self.looks(), self.cache.clone());
        tokio::task::spawn_blocking(move || {
            let begun = trace.begin(None);
            // before the files are read: what is written after that is seen to have changed
            let stamps = looks.then(|| stamps(&folder.root, &folder.allowed));
            let result = guarded(|| read(&folder, view.as_deref(), text, cache)).unwrap_or_else(Err).map(|l| Loaded { stamps, ..l });
            if let (Some(begun), Ok(loaded)) = (begun, &result) {
                begun.done(&format!("read {} ({} files)", folder.shown.display(), loaded.files), None, || None);
            }
            let _ = events.send(Event::Loaded(index, result));
        });
    }

    pub(super) fn loaded(&mut self, index: usize, result: Result<Loaded, String>) {
        let open: Vec<(String, Change)> = self
            .open
            .values()
            .filter_map(|o| o.at.as_ref().filter(|(i, _)| *i == index).map(|(_, p)| (p.clone(), Change::Text(o.buffer.clone()))))
            .filter(|(p, _)| p != config::FILE)
            .collect();
        if let Ok(Loaded { nested, .. }) = &result {
            self.look_into(nested);
        }
        let looks = self.looks();
        let Some(project) = self.projects.get_mut(index) else { return };
        project.loading = false;
        if let Some(done) = project.progress.take() {
            let _ = done.send(());
        }
        match result {
            Ok(Loaded { snapshot, stamps, .. }) => {
                project.looks.seen(stamps);
                let later = Work { everything: true, before: project.view.clone(), ..Work::default() };
                project.work = std::mem::take(&mut project.work).and(later);
                project.work.edited.extend(open.iter().map(|(p, _)| p.clone()));
                project.view = Some(Arc::new(View::new(snapshot, project.folder.clone())));
            }
            Err(reason) => {
                self.outbox.log(MessageType::ERROR, format!("postil: {} cannot be read: {reason}", project.folder.shown.display()));
                // it may come back
                project.looks.seen(looks.then(Vec::new));
                project.view = project.view.take().or_else(|| Some(Arc::new(View::new(empty(), project.folder.clone()))));
            }
        }
        project.changes.extend(open);
        project.schedule(Duration::ZERO);
        let waiting = std::mem::take(&mut project.waiting);
        if project.again {
            self.load(index);
        }
        waiting.into_iter().for_each(|ask| self.ask(ask));
        self.reindexed();
        std::mem::take(&mut self.waiting).into_iter().for_each(|ask| self.ask_all(ask));
    }
}

/// What was read of a folder.
pub struct Loaded {
    snapshot: Snapshot,
    /// Workspaces of their own in it.
    nested: Vec<PathBuf>,
    /// How many files are of it.
    files: usize,
    /// When its files were last changed, if nobody else tells.
    stamps: Option<Stamps>,
}

/// A session has at most so many workspaces that nobody opened a file of.
const NESTED: usize = 32;

impl Session {
    /// Reads the workspaces that were met in a folder which the client has open.
    fn look_into(&mut self, nested: &[PathBuf]) {
        for root in nested {
            // as the client calls it
            let shown = self.folders.iter().find_map(|f| Some(f.join(root.strip_prefix(f.canonicalize().ok()?).ok()?)));
            if let Some(shown) = shown.filter(|_| self.projects.len() < NESTED) {
                self.project(root.clone(), &shown);
            }
        }
    }
}

/// Reads the folder. Documents that are still the same stay the very same.
fn read(folder: &Folder, view: Option<&View>, config_text: Option<Arc<str>>, cache: Option<Arc<Cache>>) -> Result<Loaded, String> {
    let before = view.map(View::snapshot);
    let known = |path: &str| before.and_then(|s| s.document(path).cloned());
    let workspace = reload(&folder.root, &folder.allowed, config_text, known).map_err(|e| reason(&e))?;
    let count = workspace.files.len();
    let files = workspace.files.into_iter().map(|f| File { path: f.path, role: f.role, document: f.document }).collect();
    let config_file = workspace.config_file.map(|c| (c.text, c.problems));
    let snapshot = match before {
        Some(before) => before.renewed(workspace.config, config_file, files),
        None => Snapshot::on_shelf(workspace.config, config_file, files, cache.map(|c| c as Arc<dyn Shelf>)),
    };
    Ok(Loaded { snapshot, nested: workspace.nested, files: count, stamps: None })
}

fn empty() -> Snapshot {
    Snapshot::new(config::Config::default(), None, Vec::new())
}

/// Shows that a folder is being read, until the sender is used or dropped.
pub(super) fn show_progress(client: &Client, folder: PathBuf) -> oneshot::Sender<()> {
    let (sender, done) = oneshot::channel();
    let client = client.clone();
    tokio::spawn(async move {
        let token = NumberOrString::String(format!("postil-read-{}", folder.display()));
        let create = WorkDoneProgressCreateParams { token: token.clone() };
        if client.send_request::<request::WorkDoneProgressCreate>(create).await.is_err() {
            return;
        }
        let send = |value| {
            client.send_notification::<notification::Progress>(ProgressParams {
                token: token.clone(),
                value: ProgressParamsValue::WorkDone(value),
            })
        };
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let begin = WorkDoneProgressBegin { title: format!("postil: reading {name}"), ..WorkDoneProgressBegin::default() };
        send(WorkDoneProgress::Begin(begin)).await;
        let _ = done.await;
        send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
    });
    sender
}
