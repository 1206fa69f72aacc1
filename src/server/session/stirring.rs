//! Watching the folders for clients that do not: they are looked at again and again, off the session's task.

use super::Session;
use crate::config;
use crate::server::event::Event;
use crate::server::looking::{Look, Stirred};
use crate::server::project::Project;
use crate::workspace::stamps;
use std::time::Instant;

impl Session {
    /// Whether folders are looked at: the client reports no changes of its own accord.
    pub(super) fn looks(&self) -> bool {
        !self.facts.watch && self.settings.watch().is_some()
    }

    /// When the next folder is to be looked at.
    pub(super) fn next_look(&self) -> Option<Instant> {
        let every = self.settings.watch().filter(|_| self.looks())?;
        let wanted = self.projects.iter().enumerate().filter(|(i, _)| self.wanted(*i));
        wanted.filter_map(|(_, p)| p.looks.due(every)).min()
    }

    /// Looks at the folders whose time has come.
    pub(super) fn look_due(&mut self) {
        let Some(every) = self.settings.watch().filter(|_| self.looks()) else { return };
        let now = Instant::now();
        for index in (0..self.projects.len()).filter(|i| self.wanted(*i)).collect::<Vec<_>>() {
            let due = |p: &&mut Project| p.looks.due(every).is_some_and(|at| at <= now);
            let Some(project) = self.projects.get_mut(index).filter(due) else { continue };
            let (reading, folder, events) = (project.looks.begin(), project.folder.clone(), self.events.clone());
            tokio::task::spawn_blocking(move || {
                let start = Instant::now();
                let stamps = stamps(&folder.root, &folder.allowed);
                let _ = events.send(Event::Looked(index, Look { stamps, took: start.elapsed(), reading }));
            });
        }
    }

    /// A folder was looked at: what is not open is read again where it was written.
    pub(super) fn looked(&mut self, index: usize, look: Look) {
        let Some(project) = self.projects.get_mut(index) else { return };
        match project.looks.end(look) {
            Stirred::Nothing => {}
            Stirred::Written(paths) if !paths.iter().any(|p| p == config::FILE) => {
                paths.iter().for_each(|path| self.written(index, path));
            }
            Stirred::Written(_) | Stirred::Others => self.stirred(index),
        }
    }
}
