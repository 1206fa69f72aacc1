//! The one task that owns all state: [`Session`]. What its events do stands by what they are about.

mod checking;
mod documents;
mod folders;
mod reading;
mod stirring;

use super::event::{Ask, AskAll, Event, Facts, Ready};
use super::outbox::Outbox;
use super::project::Project;
use super::settings::Settings;
use super::trace::Trace;
use super::view::View;
use crate::text::Cancel;
use crate::workspace::Cache;
use documents::Open;
pub use reading::Loaded;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::sync::{Semaphore, oneshot};
use tower_lsp::Client;
use tower_lsp::lsp_types::{MessageType, Url};

/// All state of the server. Everything changes here, in the order in which events arrive.
pub struct Session {
    client: Client,
    outbox: Outbox,
    trace: Trace,
    /// For work that reports back.
    events: UnboundedSender<Event>,
    facts: Facts,
    settings: Settings,
    /// The folders that the client has open.
    folders: Vec<PathBuf>,
    projects: Vec<Project>,
    /// Questions about all workspaces, one of which is still being read.
    waiting: Vec<AskAll>,
    /// Those who wait until all folders were read again.
    reindexing: Vec<oneshot::Sender<()>>,
    open: BTreeMap<Url, Open>,
    /// Where what is read in sources is kept for the next time.
    cache: Option<Arc<Cache>>,
    /// How many questions are answered at a time.
    answering: Arc<Semaphore>,
}

/// Runs `work`; the reason if it panics.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|s| s.to_string()).or_else(|| panic.downcast_ref::<String>().cloned());
        text.unwrap_or_else(|| "for a reason that is not known".to_string())
    })
}

impl Session {
    pub fn new(outbox: Outbox, trace: Trace, client: Client, events: UnboundedSender<Event>, cache: Option<Arc<Cache>>) -> Session {
        let cores = std::thread::available_parallelism().map_or(2, |n| n.get().max(2));
        Session {
            client,
            outbox,
            trace,
            events,
            facts: Facts::default(),
            settings: Settings::default(),
            folders: Vec::new(),
            projects: Vec::new(),
            waiting: Vec::new(),
            reindexing: Vec::new(),
            open: BTreeMap::new(),
            cache,
            answering: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Handles events until nobody can post any.
    pub async fn run(mut self, mut inbox: UnboundedReceiver<Event>) {
        loop {
            let ready = self.projects.iter().filter(|p| p.running.is_none() && !p.loading).filter_map(|p| p.due).map(|d| d.at).min();
            let due = ready.into_iter().chain(self.next_look()).min();
            let event = match due {
                None => inbox.recv().await,
                Some(at) => tokio::select! {
                    biased;
                    event = inbox.recv() => event,
                    () = tokio::time::sleep_until(at.into()) => {
                        self.check_due();
                        self.look_due();
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
            Event::Renamed(files) => self.renamed(&files),
            Event::Folders(change) => self.folders_changed(change),
            Event::Settings(value) => self.configure(&value),
            Event::Ask(ask) => self.ask(ask),
            Event::AskAll(ask) => self.ask_all(ask),
            Event::Uncoloured(uri, left) => self.uncoloured(uri, left),
            Event::Reindex(reply) => {
                self.reindexing.push(reply);
                (0..self.projects.len()).for_each(|i| self.load(i));
                self.reindexed();
            }
            Event::Text(uri, reply) => {
                let _ = reply.send(self.open.get(&uri).map(|o| (o.version, o.buffer.text())));
            }
            Event::Loaded(project, result) => self.loaded(project, result),
            Event::Looked(project, look) => self.looked(project, look),
            Event::Checked(project, done) => self.checked(project, *done),
        }
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
        let Some((index, path)) = self.find(&ask.uri) else { return };
        let Some(view) = self.view(index) else {
            if let Some(project) = self.projects.get_mut(index) {
                project.waiting.push(ask);
            }
            return;
        };
        let (scope, hints) = (self.settings.diagnostics, self.settings.inlay_hints);
        let ready = Ready { view, path, facts: self.facts, scope, hints };
        let (Ask { cancel, work, .. }, trace) = (ask, self.trace.clone());
        self.answer(cancel, move |cancel| {
            let begun = trace.begin(Some(ready.view.counters()));
            work(&ready, cancel);
            if let Some(begun) = begun {
                begun.worked(&format!("worked for an answer about {}", ready.path), ready.view.counters());
            }
        });
    }

    /// The workspace and the path of a document there, open or not.
    fn find(&self, uri: &Url) -> Option<(usize, String)> {
        match self.open.get(uri) {
            Some(open) => open.at.clone(),
            None => self.inside(&uri.to_file_path().ok()?),
        }
    }

    /// Tells those who wait for it that all folders were read again, if they were.
    fn reindexed(&mut self) {
        if self.projects.iter().all(|p| !p.loading) {
            for reply in self.reindexing.drain(..) {
                let _ = reply.send(());
            }
        }
    }

    fn ask_all(&mut self, ask: AskAll) {
        let (facts, scope, hints) = (self.facts, self.settings.diagnostics, self.settings.inlay_hints);
        if ask.patient && self.projects.iter().any(|p| p.view.is_none()) {
            self.waiting.push(ask);
            return;
        }
        let views: Vec<Arc<View>> = (0..self.projects.len()).filter_map(|i| self.view(i)).collect();
        let ready: Vec<Ready> = views.into_iter().map(|view| Ready { view, path: String::new(), facts, scope, hints }).collect();
        let AskAll { cancel, work, .. } = ask;
        self.answer(cancel, move |cancel| work(&ready, cancel));
    }

    /// Works an answer out off this task.
    fn answer(&self, cancel: Cancel, work: impl FnOnce(&Cancel) + Send + 'static) {
        let (answering, outbox) = (self.answering.clone(), self.outbox.clone());
        tokio::spawn(async move {
            let _turn = answering.acquire_owned().await;
            let answered = tokio::task::spawn_blocking(move || {
                if cancel.check().is_ok() {
                    return guarded(|| work(&cancel));
                }
                Ok(())
            });
            if let Ok(Err(reason)) = answered.await {
                outbox.log(MessageType::ERROR, format!("postil: a question could not be answered: {reason}"));
            }
        });
    }
}
