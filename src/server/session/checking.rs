//! When notes are checked, and what of the findings the client is told.

use super::{Session, guarded};
use crate::config;
use crate::ide::Left;
use crate::server::check::{self, Done, Task};
use crate::server::event::{Ask, Event, Ready};
use crate::server::settings::Hints;
use crate::server::tokens;
use crate::text::Cancel;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_lsp::lsp_types::*;

/// Does what nobody waits for on half of the cores, so that who opens a note meanwhile is answered as ever.
fn aside(work: impl FnOnce() + Send) {
    let half = std::thread::available_parallelism().map_or(1, |n| n.get().div_ceil(2));
    match rayon::ThreadPoolBuilder::new().num_threads(half).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

impl Session {
    /// Starts the checks whose time has come.
    pub(super) fn check_due(&mut self) {
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
        let task = Task { work: std::mem::take(&mut project.work), view, shown, facts: self.facts, scope: self.settings.diagnostics };
        let cancel = Cancel::default();
        project.running = Some(cancel.clone());
        let (events, trace) = (self.events.clone(), self.trace.clone());
        tokio::task::spawn_blocking(move || {
            let begun = trace.begin(Some(task.view.counters()));
            let done = check::run(task, &cancel);
            if let Some(begun) = begun {
                begun.done(&done.title(), Some(done.view.counters()), || done.listed());
            }
            let _ = events.send(Event::Checked(index, Box::new(done)));
        });
    }

    pub(super) fn checked(&mut self, index: usize, done: Done) {
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
        self.colour(index);
        let Some(project) = self.projects.get_mut(index) else { return };
        let Done { view, notes, workspace, own, first, everything, others, lenses, .. } = done;
        if everything {
            // the open notes have their findings: now the sources that none of them needed, before somebody asks for those
            let (view, begun, cache) = (view.clone(), self.trace.begin(None), self.cache.clone());
            tokio::task::spawn_blocking(move || {
                let read = guarded(|| aside(|| view.snapshot().read_sources()));
                if let (Some(begun), Ok(())) = (begun, read) {
                    begun.done("indexed the sources that nobody had asked for", None, || None);
                }
                if let Some(cache) = cache.filter(|_| view.snapshot().config().cache) {
                    let _ = guarded(|| aside(|| cache.keep(view.snapshot().corpus().sources.iter().map(Arc::as_ref))));
                }
            });
        }
        let (files, changed) = project.take(notes, workspace);
        if lenses.is_some() && std::mem::replace(&mut project.lenses, lenses) != lenses && !first {
            let client = self.client.clone();
            tokio::spawn(async move { client.code_lens_refresh().await });
        }
        if others {
            self.refresh_shown();
        }
        let Some(project) = self.projects.get_mut(index) else { return };
        if self.facts.pull {
            // what it has changed itself the client asks for anyway, but perhaps before another file changed as well
            if !first && (everything || changed.iter().any(|p| others || !own.contains(p))) {
                self.refresh_diagnostics();
            }
            return;
        }
        for path in files {
            let open = view.open.get(&path);
            let Some(uri) = view.uri(&path) else { continue };
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

    /// Tokens were told without what takes its time. A note is judged by the check under way, or for this.
    pub(super) fn uncoloured(&mut self, uri: Url, left: Left) {
        let Some((index, _)) = self.find(&uri) else { return };
        let Some(project) = self.projects.get_mut(index) else { return };
        project.uncoloured.insert(uri, left);
        if project.running.is_none() && project.due.is_none() && !project.loading {
            self.colour(index);
        }
    }

    /// Has the client ask for tokens again once the notes are judged that it was told of before; who then asks is told whether there is
    /// more to come, when all sources are read.
    fn colour(&mut self, index: usize) {
        let Some(project) = self.projects.get_mut(index) else { return };
        for (uri, left) in std::mem::take(&mut project.uncoloured) {
            let client = self.client.clone();
            let work = Box::new(move |ready: &Ready, cancel: &Cancel| {
                let done = if left.verdicts { tokens::judge(ready, cancel) } else { tokens::spell(ready, cancel) };
                if done.is_ok() {
                    tokio::spawn(async move { client.semantic_tokens_refresh().await });
                }
            });
            self.ask(Ask { uri, cancel: Cancel::default(), work });
        }
    }

    /// Has a client that asks for findings ask again.
    pub(super) fn refresh_diagnostics(&self) {
        if self.facts.pull && self.facts.refresh.diagnostics {
            let client = self.client.clone();
            tokio::spawn(async move {
                let _ = client.workspace_diagnostic_refresh().await;
            });
        }
    }

    /// Has the client ask again for what it shows in the text of claims.
    pub(super) fn refresh_shown(&self) {
        if self.facts.refresh.tokens {
            let client = self.client.clone();
            tokio::spawn(async move { client.semantic_tokens_refresh().await });
        }
        if self.facts.refresh.hints && self.settings.inlay_hints != Hints::Off {
            let client = self.client.clone();
            tokio::spawn(async move { client.inlay_hint_refresh().await });
        }
    }

    /// Other files are to be told about from now on: what is shown of files that are not open goes, and everything is checked.
    pub(super) fn rescope(&mut self) {
        for (index, project) in self.projects.iter_mut().enumerate() {
            let open = |path: &String| self.open.values().any(|o| o.at.as_ref().is_some_and(|(i, p)| *i == index && p == path));
            let closed: Vec<String> = project.shown.keys().filter(|p| !open(p)).cloned().collect();
            for path in closed {
                project.shown.remove(&path);
                if let (false, Ok(uri)) = (self.facts.pull, Url::from_file_path(project.folder.shown.join(path))) {
                    self.outbox.publish(uri, Vec::new(), None);
                }
            }
            project.work.everything = true;
            project.schedule(Duration::ZERO);
        }
        self.refresh_diagnostics();
    }
}
