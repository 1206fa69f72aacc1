//! The folders and settings of the client: which workspaces there are.

use super::Session;
use super::reading::show_progress;
use crate::config::FILE;
use crate::server::client;
use crate::server::event::Event;
use crate::server::project::Project;
use crate::server::settings::Settings;
use crate::server::settings::encoding;
use crate::server::view::Folder;
use crate::workspace::find_root;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::lsp_types::*;

/// The workspace of a folder of the client.
fn root_of(folder: &Path) -> Option<PathBuf> {
    find_root(folder, folder).ok().filter(|root| root.join(FILE).is_file() || !too_wide(root))
}

/// Whether the folder is the person's home or one above it. Clients name it where they have nothing better; nobody's home is to
/// be read for a lone note, unless a postil.toml there says that it is a workspace.
pub(super) fn too_wide(folder: &Path) -> bool {
    let homes = ["HOME", "USERPROFILE"].into_iter().filter_map(std::env::var_os).map(PathBuf::from);
    homes.filter_map(|h| h.canonicalize().ok()).any(|home| home.starts_with(folder))
}

impl Session {
    pub(super) fn initialize(&mut self, params: InitializeParams) -> InitializeResult {
        self.facts = client::facts(&params.capabilities);
        if let Some(options) = &params.initialization_options {
            self.take_settings(options);
            self.facts.encoding = encoding(options).unwrap_or(self.facts.encoding);
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
            if let Some(root) = root_of(&folder) {
                self.project(root, &folder);
            }
        }
        client::greeting(&self.facts)
    }

    pub(super) fn initialized(&mut self) {
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
    pub(super) fn project(&mut self, root: PathBuf, near: &Path) -> usize {
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

    pub(super) fn folders_changed(&mut self, change: WorkspaceFoldersChangeEvent) {
        let path = |f: &WorkspaceFolder| f.uri.to_file_path().ok();
        let removed: Vec<PathBuf> = change.removed.iter().filter_map(path).collect();
        self.folders.retain(|f| !removed.contains(f));
        for folder in change.added.iter().filter_map(path) {
            if let Some(root) = root_of(&folder) {
                self.project(root, &folder);
            }
            self.folders.push(folder);
        }
        // findings of a folder that is no longer looked at must not stay
        let left: Vec<usize> = (0..self.projects.len()).filter(|i| !self.wanted(*i)).collect();
        for index in left {
            let Some(project) = self.projects.get_mut(index) else { continue };
            for path in std::mem::take(&mut project.shown).into_keys() {
                if let (false, Ok(uri)) = (self.facts.pull, Url::from_file_path(project.folder.shown.join(path))) {
                    self.outbox.publish(uri, Vec::new(), None);
                }
            }
        }
        self.refresh_diagnostics();
    }

    /// Whether a file of the workspace is open, or the client has a folder of it open or one that it lies in.
    pub(super) fn wanted(&self, index: usize) -> bool {
        let Some(project) = self.projects.get(index) else { return false };
        let used = self.open.values().any(|o| o.at.as_ref().is_some_and(|(i, _)| *i == index));
        used || self.folders.iter().any(|f| f.starts_with(&project.folder.shown) || project.folder.shown.starts_with(f))
    }

    pub(super) fn configure(&mut self, value: &Value) {
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
        let (allowed, scope, hints) = (self.settings.allowed(), self.settings.diagnostics, self.settings.inlay_hints);
        let looked = self.looks();
        self.take_settings(value);
        if self.looks() && !looked {
            (0..self.projects.len()).for_each(|i| self.load(i));
        }
        if self.settings.inlay_hints != hints && self.facts.refresh.hints {
            let client = self.client.clone();
            tokio::spawn(async move { client.inlay_hint_refresh().await });
        }
        if self.settings.diagnostics != scope {
            self.rescope();
        }
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
}
