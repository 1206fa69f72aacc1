use super::check::{self, Done, Task, Work};
use super::client;
use super::event::{Ask, Event, Facts, Ready};
use super::outbox::Outbox;
use super::project::Project;
use super::settings::Settings;
use super::view::{Change, Folder, View};
use crate::analysis::{File, Snapshot};
use crate::config;
use crate::text::{Buffer, Cancel};
use crate::workspace::{find_root, reason, relative, reload};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::sync::{Semaphore, oneshot};
use tower_lsp::Client;
use tower_lsp::lsp_types::*;

/// All state of the server. Everything changes here, in the order in which events arrive.
pub struct Session {
    client: Client,
    outbox: Outbox,
    /// For work that reports back.
    events: UnboundedSender<Event>,
    facts: Facts,
    settings: Settings,
    /// The folders that the client has open.
    folders: Vec<PathBuf>,
    projects: Vec<Project>,
    open: BTreeMap<Url, Open>,
    /// How many questions are answered at a time.
    answering: Arc<Semaphore>,
}

/// A document that the client has open.
struct Open {
    version: i32,
    buffer: Buffer,
    /// Its workspace and its path there; `None` for what is no file.
    at: Option<(usize, String)>,
}

/// Runs `work`; the reason if it panics.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|s| s.to_string()).or_else(|| panic.downcast_ref::<String>().cloned());
        text.unwrap_or_else(|| "for a reason that is not known".to_string())
    })
}

impl Session {
    pub fn new(outbox: Outbox, client: Client, events: UnboundedSender<Event>) -> Session {
        let cores = std::thread::available_parallelism().map_or(2, |n| n.get().max(2));
        Session {
            client,
            outbox,
            events,
            facts: Facts::default(),
            settings: Settings::default(),
            folders: Vec::new(),
            projects: Vec::new(),
            open: BTreeMap::new(),
            answering: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Handles events until nobody can post any.
    pub async fn run(mut self, mut inbox: UnboundedReceiver<Event>) {
        loop {
            let due = self.projects.iter().filter(|p| p.running.is_none() && !p.loading).filter_map(|p| p.due).map(|d| d.at).min();
            let event = match due {
                None => inbox.recv().await,
                Some(at) => tokio::select! {
                    biased;
                    event = inbox.recv() => event,
                    () = tokio::time::sleep_until(at.into()) => {
                        self.check_due();
                        continue;
                    }
                },
            };
            let Some(event) = event else { return };
            if let Err(reason) = guarded(|| self.handle(event)) {
                self.failed(&reason);
            }
        }
    }

    fn failed(&self, reason: &str) {
        self.outbox.log(MessageType::ERROR, format!("postil: something failed and was left out: {reason}"));
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Initialize(params, reply) => {
                let _ = reply.send(self.initialize(*params));
            }
            Event::Initialized => self.initialized(),
            Event::Open(item) => self.opened(item),
            Event::Change(document, changes) => self.changed(&document, &changes),
            Event::Close(uri) => self.closed(&uri),
            Event::Saved(uri) => self.saved(&uri),
            Event::Watched(events) => events.iter().for_each(|e| self.watched(e)),
            Event::Folders(change) => self.folders_changed(change),
            Event::Settings(value) => self.configure(&value),
            Event::Ask(ask) => self.ask(ask),
            Event::Text(uri, reply) => {
                let _ = reply.send(self.open.get(&uri).map(|o| (o.version, o.buffer.text())));
            }
            Event::Loaded(project, result) => self.loaded(project, result),
            Event::Checked(project, done) => self.checked(project, *done),
        }
    }

    fn initialize(&mut self, params: InitializeParams) -> InitializeResult {
        self.facts = client::facts(&params.capabilities);
        if let Some(options) = &params.initialization_options {
            self.take_settings(options);
        }
        let folders = params.workspace_folders.unwrap_or_default().into_iter().map(|f| f.uri);
        #[allow(deprecated)]
        let root = params.root_uri;
        let mut uris: Vec<Url> = folders.collect();
        if uris.is_empty() {
            uris.extend(root);
        }
        self.folders = uris.iter().filter_map(|u| u.to_file_path().ok()).collect();
        for folder in self.folders.clone() {
            if let Ok(root) = find_root(&folder, &folder) {
                self.project(root, &folder);
            }
        }
        client::greeting(&self.facts)
    }

    fn initialized(&mut self) {
        if self.facts.watch {
            let client = self.client.clone();
            tokio::spawn(async move {
                let _ = client.register_capability(vec![client::watchers()]).await;
            });
        }
        for project in &mut self.projects {
            if project.loading && self.facts.progress && project.progress.is_none() {
                project.progress = Some(show_progress(&self.client, project.folder.shown.clone()));
            }
        }
    }

    /// The workspace at `root`, which is read now if it is new. `near` is a path in it (or above it) as the client calls it.
    fn project(&mut self, root: PathBuf, near: &Path) -> usize {
        if let Some(known) = self.projects.iter().position(|p| p.folder.root == root) {
            return known;
        }
        let same = |p: &&Path| p.canonicalize().is_ok_and(|c| c == root);
        let shown = near.ancestors().find(same).unwrap_or(&root).to_path_buf();
        self.projects.push(Project::new(Folder { root, shown, allowed: self.settings.allowed() }));
        let index = self.projects.len() - 1;
        self.load(index);
        index
    }

    /// Where a document belongs: the nearest folder with a postil.toml, else the client's folder, else its own.
    fn place(&mut self, uri: &Url) -> Option<(usize, String)> {
        let path = uri.to_file_path().ok()?;
        let (parent, name) = (path.parent()?, path.file_name()?);
        let parent_real = parent.canonicalize().ok()?;
        let folder = self.folders.iter().filter(|f| path.starts_with(f)).max_by_key(|f| f.components().count());
        let fallback = folder.cloned().unwrap_or_else(|| parent.to_path_buf());
        let marked = parent_real.ancestors().find(|dir| dir.join(config::FILE).is_file()).map(Path::to_path_buf);
        let root = marked.or_else(|| fallback.canonicalize().ok())?;
        let inside = relative(&root, &parent_real.join(name))?;
        Some((self.project(root, parent), inside))
    }

    fn opened(&mut self, item: TextDocumentItem) {
        let at = self.place(&item.uri);
        let open = Open { version: item.version, buffer: Buffer::new(&item.text), at };
        self.open.insert(item.uri.clone(), open);
        self.touch(&item.uri);
    }

    fn changed(&mut self, document: &VersionedTextDocumentIdentifier, changes: &[TextDocumentContentChangeEvent]) {
        let Some(open) = self.open.get_mut(&document.uri) else {
            return self.outbox.log(MessageType::WARNING, "postil: a change of a document that is not open was left out");
        };
        for change in changes {
            match change.range {
                None => open.buffer.replace(&change.text),
                Some(Range { start, end }) => {
                    let (start, end) = ((start.line, start.character), (end.line, end.character));
                    open.buffer.edit(start, end, self.facts.encoding, &change.text);
                }
            }
        }
        open.version = document.version;
        self.touch(&document.uri);
    }

    fn closed(&mut self, uri: &Url) {
        let Some(open) = self.open.remove(uri) else { return };
        if let Some((index, path)) = open.at
            && let Some(project) = self.projects.get_mut(index)
        {
            if let Some(shown) = project.shown.get_mut(&path) {
                // what is the matter with the file itself stays
                shown.note.clear();
                let left = shown.workspace.clone();
                if left.is_empty() {
                    project.shown.remove(&path);
                }
                self.outbox.publish(uri.clone(), left, None);
            }
            self.note(index, &path, Change::Disk);
        }
    }

    /// Clients that watch no files tell only so that one is new or has come to the disk.
    fn saved(&mut self, uri: &Url) {
        let Some(Open { at: Some((index, _)), .. }) = self.open.get(uri) else { return };
        let rest = self.settings.debounce();
        if let Some(project) = self.projects.get_mut(*index).filter(|_| !self.facts.watch) {
            project.again = true;
            project.schedule(rest);
        }
    }

    /// The text of an open document changed.
    fn touch(&mut self, uri: &Url) {
        let Some(Open { at: Some((index, path)), buffer, .. }) = self.open.get(uri) else { return };
        let (index, path, buffer) = (*index, path.clone(), buffer.clone());
        self.note(index, &path, Change::Text(buffer));
    }

    fn note(&mut self, index: usize, path: &str, change: Change) {
        let rest = self.settings.debounce();
        let Some(project) = self.projects.get_mut(index) else { return };
        if path == config::FILE {
            // which files there are, and as what, has to be found out anew
            project.again = true;
            return project.schedule(rest);
        }
        project.touch(path, change, rest);
    }

    fn watched(&mut self, event: &FileEvent) {
        let Ok(path) = event.uri.to_file_path() else { return };
        let inside = |p: &Project| relative(&p.folder.shown, &path).or_else(|| relative(&p.folder.root, &path));
        let found = self.projects.iter().enumerate().filter_map(|(i, p)| Some((i, inside(p)?)));
        let Some((index, inside)) = found.min_by_key(|(_, inside)| inside.len()) else { return };
        if inside.split('/').any(|part| part.starts_with('.')) {
            return;
        }
        let is_open = |o: &Open| o.at.as_ref().is_some_and(|(i, p)| *i == index && *p == inside);
        if self.open.values().any(is_open) {
            return;
        }
        let rest = self.settings.debounce();
        let Some(project) = self.projects.get_mut(index) else { return };
        if event.typ == FileChangeType::CHANGED && inside != config::FILE {
            project.touch(&inside, Change::Disk, rest);
        } else {
            project.again = true;
            project.schedule(rest);
        }
    }

    fn folders_changed(&mut self, change: WorkspaceFoldersChangeEvent) {
        let path = |f: &WorkspaceFolder| f.uri.to_file_path().ok();
        let removed: Vec<PathBuf> = change.removed.iter().filter_map(path).collect();
        self.folders.retain(|f| !removed.contains(f));
        for folder in change.added.iter().filter_map(path) {
            if let Ok(root) = find_root(&folder, &folder) {
                self.project(root, &folder);
            }
            self.folders.push(folder);
        }
        // findings of a folder that is no longer looked at must not stay
        for (index, project) in self.projects.iter_mut().enumerate() {
            let used = self.open.values().any(|o| o.at.as_ref().is_some_and(|(i, _)| *i == index));
            if used || self.folders.iter().any(|f| f.starts_with(&project.folder.shown) || project.folder.shown.starts_with(f)) {
                continue;
            }
            for path in std::mem::take(&mut project.shown).into_keys() {
                if let Ok(uri) = Url::from_file_path(project.folder.shown.join(path)) {
                    self.outbox.publish(uri, Vec::new(), None);
                }
            }
        }
    }

    fn configure(&mut self, value: &Value) {
        if value.is_null() && self.facts.configuration {
            let (client, events) = (self.client.clone(), self.events.clone());
            tokio::spawn(async move {
                let item = ConfigurationItem { scope_uri: None, section: Some("postil".to_string()) };
                let answer = client.configuration(vec![item]).await;
                if let Some(value) = answer.ok().and_then(|a| a.into_iter().next()).filter(|v| !v.is_null()) {
                    let _ = events.send(Event::Settings(value));
                }
            });
            return;
        }
        let allowed = self.settings.allowed();
        self.take_settings(value);
        if self.settings.allowed() != allowed {
            for index in 0..self.projects.len() {
                if let Some(project) = self.projects.get_mut(index) {
                    let folder = Folder::clone(&project.folder);
                    project.folder = Arc::new(Folder { allowed: self.settings.allowed(), ..folder });
                }
                self.load(index);
            }
        }
    }

    fn take_settings(&mut self, value: &Value) {
        match Settings::read(value) {
            Ok(Some(settings)) => self.settings = settings,
            Ok(None) => {}
            Err(problem) => self.outbox.log(MessageType::WARNING, problem),
        }
    }

    /// Reads a workspace's folder, now or after the reading that is under way.
    fn load(&mut self, index: usize) {
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
        let (folder, view, events) = (project.folder.clone(), project.view.clone(), self.events.clone());
        tokio::task::spawn_blocking(move || {
            let result = guarded(|| read(&folder, view.as_deref(), text)).unwrap_or_else(Err);
            let _ = events.send(Event::Loaded(index, result));
        });
    }

    fn loaded(&mut self, index: usize, result: Result<Snapshot, String>) {
        let open: Vec<(String, Change)> = self
            .open
            .values()
            .filter_map(|o| o.at.as_ref().filter(|(i, _)| *i == index).map(|(_, p)| (p.clone(), Change::Text(o.buffer.clone()))))
            .filter(|(p, _)| p != config::FILE)
            .collect();
        let Some(project) = self.projects.get_mut(index) else { return };
        project.loading = false;
        if let Some(done) = project.progress.take() {
            let _ = done.send(());
        }
        match result {
            Ok(snapshot) => {
                let later = Work { everything: true, before: project.view.clone(), ..Work::default() };
                project.work = std::mem::take(&mut project.work).and(later);
                project.work.edited.extend(open.iter().map(|(p, _)| p.clone()));
                project.view = Some(Arc::new(View::new(snapshot, project.folder.clone())));
            }
            Err(reason) => {
                self.outbox.log(MessageType::ERROR, format!("postil: {} cannot be read: {reason}", project.folder.shown.display()));
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
    }

    /// The latest view of a workspace.
    fn view(&mut self, index: usize) -> Option<Arc<View>> {
        let open = &self.open;
        let here = || {
            let here = open.iter().filter_map(|(uri, o)| {
                let (_, path) = o.at.as_ref().filter(|(i, _)| *i == index)?;
                Some((path.clone(), (uri.clone(), o.version)))
            });
            here.collect()
        };
        self.projects.get_mut(index)?.now(here)
    }

    fn ask(&mut self, ask: Ask) {
        if ask.cancel.check().is_err() {
            return;
        }
        // dropping the question answers it: nothing is known of such a document
        let Some((index, path)) = self.open.get(&ask.uri).and_then(|o| o.at.clone()) else { return };
        let Some(view) = self.view(index) else {
            if let Some(project) = self.projects.get_mut(index) {
                project.waiting.push(ask);
            }
            return;
        };
        let ready = Ready { view, path, facts: self.facts };
        let (answering, outbox) = (self.answering.clone(), self.outbox.clone());
        tokio::spawn(async move {
            let _turn = answering.acquire_owned().await;
            let Ask { cancel, work, .. } = ask;
            let answered = tokio::task::spawn_blocking(move || {
                if cancel.check().is_ok() {
                    return guarded(|| work(&ready, &cancel));
                }
                Ok(())
            });
            if let Ok(Err(reason)) = answered.await {
                outbox.log(MessageType::ERROR, format!("postil: a question could not be answered: {reason}"));
            }
        });
    }

    /// Starts the checks whose time has come.
    fn check_due(&mut self) {
        let now = Instant::now();
        for index in 0..self.projects.len() {
            let Some(project) = self.projects.get_mut(index) else { continue };
            if project.running.is_some() || project.loading || project.due.is_none_or(|d| d.at > now) {
                continue;
            }
            project.due = None;
            if project.again {
                project.again = false;
                self.load(index);
                continue;
            }
            self.check(index);
        }
    }

    fn check(&mut self, index: usize) {
        let Some(view) = self.view(index) else { return };
        let Some(project) = self.projects.get_mut(index) else { return };
        if project.work.is_empty() {
            return;
        }
        let shown = project.shown.iter().filter(|(_, s)| !s.note.is_empty()).map(|(p, _)| p.clone()).collect::<BTreeSet<_>>();
        let task = Task { work: std::mem::take(&mut project.work), view, shown, facts: self.facts };
        let cancel = Cancel::default();
        project.running = Some(cancel.clone());
        let events = self.events.clone();
        tokio::task::spawn_blocking(move || {
            let done = check::run(task, &cancel);
            let _ = events.send(Event::Checked(index, Box::new(done)));
        });
    }

    fn checked(&mut self, index: usize, done: Done) {
        let Some(project) = self.projects.get_mut(index) else { return };
        project.running = None;
        if let Some(reason) = &done.failed {
            self.outbox.log(MessageType::ERROR, format!("postil: a check failed and was left out: {reason}"));
        }
        if let Some(left) = done.left {
            project.work = left.and(std::mem::take(&mut project.work));
            project.schedule(self.settings.debounce());
            return;
        }
        let mut files: BTreeSet<String> = BTreeSet::new();
        for (path, findings) in done.notes {
            files.insert(path.clone());
            project.shown.entry(path).or_default().note = findings;
        }
        if let Some(workspace) = done.workspace {
            for (path, shown) in &mut project.shown {
                if !shown.workspace.is_empty() {
                    files.insert(path.clone());
                    shown.workspace.clear();
                }
            }
            for (path, findings) in workspace {
                files.insert(path.clone());
                project.shown.entry(path).or_default().workspace = findings;
            }
        }
        for path in files {
            let open = done.view.open.get(&path);
            let Some(uri) = done.view.uri(&path) else { continue };
            let version = self.open.get(&uri).map(|o| o.version);
            // a newer text is checked already, or about to be: positions in the old one say nothing of it
            if path != config::FILE && open.map(|o| o.1) != version {
                continue;
            }
            let Some(shown) = project.shown.get(&path) else { continue };
            let findings: Vec<Diagnostic> = shown.note.iter().chain(&shown.workspace).cloned().collect();
            if findings.is_empty() && version.is_none() {
                project.shown.remove(&path);
            }
            self.outbox.publish(uri, findings, version);
        }
    }
}

/// Reads the folder. Documents that are still the same stay the very same.
fn read(folder: &Folder, view: Option<&View>, config_text: Option<Arc<str>>) -> Result<Snapshot, String> {
    let before = view.map(View::snapshot);
    let known = |path: &str| before.and_then(|s| s.document(path).cloned());
    let workspace = reload(&folder.root, &folder.allowed, config_text, known).map_err(|e| reason(&e))?;
    let files = workspace.files.into_iter().map(|f| File { path: f.path, role: f.role, document: f.document }).collect();
    let config_file = workspace.config_file.map(|c| (c.text, c.problems));
    Ok(match before {
        Some(before) => before.renewed(workspace.config, config_file, files),
        None => Snapshot::new(workspace.config, config_file, files),
    })
}

fn empty() -> Snapshot {
    Snapshot::new(config::Config::default(), None, Vec::new())
}

/// Shows that a folder is being read, until the sender is used or dropped.
fn show_progress(client: &Client, folder: PathBuf) -> oneshot::Sender<()> {
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
