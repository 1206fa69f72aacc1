//! When notes are checked, and what of the findings the client is told.

use super::Session;
use crate::config;
use crate::server::check::{self, Done, Task};
use crate::server::event::Event;
use crate::text::Cancel;
use std::collections::BTreeSet;
use std::time::Instant;
use tower_lsp::lsp_types::*;

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
        let task = Task { work: std::mem::take(&mut project.work), view, shown, facts: self.facts };
        let cancel = Cancel::default();
        project.running = Some(cancel.clone());
        let events = self.events.clone();
        tokio::task::spawn_blocking(move || {
            let done = check::run(task, &cancel);
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
