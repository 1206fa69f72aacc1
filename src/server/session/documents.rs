//! The documents that the client has open, and what changes beside them on the disk.

use super::Session;
use super::folders::too_wide;
use crate::config;
use crate::server::project::Project;
use crate::server::settings::Scope;
use crate::server::view::Change;
use crate::text::Buffer;
use crate::workspace::relative;
use std::path::{Path, PathBuf};
use tower_lsp::lsp_types::*;

/// A document that the client has open.
pub(super) struct Open {
    pub version: i32,
    pub buffer: Buffer,
    /// Its workspace and its path there; `None` for what is no file.
    pub at: Option<(usize, String)>,
}

/// The folder without links in it, though its last parts may not exist yet: a new note can be written before its folder is.
fn real(folder: &Path) -> Option<PathBuf> {
    let there = folder.ancestors().find_map(|dir| Some((dir, dir.canonicalize().ok()?)));
    let (dir, real) = there?;
    Some(real.join(folder.strip_prefix(dir).ok()?))
}

impl Session {
    /// Where a document belongs: the nearest folder with a postil.toml, else the client's folder, else its own; but never to a
    /// person's whole home.
    fn place(&mut self, uri: &Url) -> Option<(usize, String)> {
        let path = uri.to_file_path().ok()?;
        let (parent, name) = (path.parent()?, path.file_name()?);
        let parent_real = real(parent)?;
        let marked = parent_real.ancestors().find(|dir| dir.join(config::FILE).is_file()).map(Path::to_path_buf);
        let root = match marked {
            Some(root) => root,
            None => {
                let folder = self.folders.iter().filter(|f| path.starts_with(f)).max_by_key(|f| f.components().count());
                let nearest = [folder.map(PathBuf::as_path), Some(parent)];
                nearest.into_iter().flatten().filter_map(|f| f.canonicalize().ok()).find(|f| !too_wide(f))?
            }
        };
        let inside = relative(&root, &parent_real.join(name))?;
        Some((self.project(root, parent), inside))
    }

    pub(super) fn opened(&mut self, item: TextDocumentItem) {
        let at = self.place(&item.uri);
        if let Some((index, path)) = at.as_ref().filter(|_| !self.facts.watch)
            && let Some(project) = self.projects.get_mut(*index)
            && project.view.as_ref().is_some_and(|v| !v.knows(path))
        {
            // it may have come to the disk since the folder was read, and nobody tells
            project.again = true;
        }
        let open = Open { version: item.version, buffer: Buffer::new(&item.text), at };
        self.open.insert(item.uri.clone(), open);
        self.touch(&item.uri);
    }

    pub(super) fn changed(&mut self, document: &VersionedTextDocumentIdentifier, changes: &[TextDocumentContentChangeEvent]) {
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

    pub(super) fn closed(&mut self, uri: &Url) {
        let Some(open) = self.open.remove(uri) else { return };
        if let Some((index, path)) = open.at
            && let Some(project) = self.projects.get_mut(index)
        {
            let stays = self.settings.diagnostics == Scope::Workspace;
            if let Some(shown) = project.shown.get_mut(&path).filter(|_| !stays) {
                // what is the matter with the file itself stays
                shown.note.clear();
                let left = shown.workspace.clone();
                if left.is_empty() {
                    project.shown.remove(&path);
                }
                if !self.facts.pull {
                    self.outbox.publish(uri.clone(), left, None);
                }
            }
            self.note(index, &path, Change::Disk);
        }
    }

    /// Clients that watch no files tell only so that one is new or has come to the disk.
    pub(super) fn saved(&mut self, uri: &Url) {
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

    /// The innermost of the workspaces that a file is in, and its path there.
    pub(super) fn inside(&self, path: &Path) -> Option<(usize, String)> {
        let inside = |p: &Project| relative(&p.folder.shown, path).or_else(|| relative(&p.folder.root, path));
        let found = self.projects.iter().enumerate().filter_map(|(i, p)| Some((i, inside(p)?)));
        found.min_by_key(|(_, inside)| inside.len())
    }

    /// Files got other names: which there are has to be found out anew, whether the client watches them or not.
    pub(super) fn renamed(&mut self, files: &[FileRename]) {
        let path = |uri: &String| Url::parse(uri).ok()?.to_file_path().ok();
        let paths: Vec<_> = files.iter().flat_map(|f| [path(&f.old_uri), path(&f.new_uri)]).flatten().collect();
        let rest = self.settings.debounce();
        for project in &mut self.projects {
            let inside = |p: &std::path::PathBuf| p.starts_with(&project.folder.shown) || p.starts_with(&project.folder.root);
            if paths.iter().any(inside) {
                project.again = true;
                project.schedule(rest);
            }
        }
    }

    pub(super) fn watched(&mut self, event: &FileEvent) {
        let Some((index, inside)) = event.uri.to_file_path().ok().and_then(|p| self.inside(&p)) else { return };
        if inside.split('/').any(|part| part.starts_with('.')) {
            return;
        }
        if event.typ == FileChangeType::CHANGED && inside != config::FILE {
            self.written(index, &inside);
        } else if !self.is_open(index, &inside) {
            self.stirred(index);
        }
    }

    fn is_open(&self, index: usize, path: &str) -> bool {
        self.open.values().any(|o| o.at.as_ref().is_some_and(|(i, p)| *i == index && p == path))
    }

    /// A file was written on the disk. What is open is as it is in the editor.
    pub(super) fn written(&mut self, index: usize, path: &str) {
        let rest = self.settings.debounce();
        if !self.is_open(index, path)
            && let Some(project) = self.projects.get_mut(index)
        {
            project.touch(path, Change::Disk, rest);
        }
    }

    /// Files came to a folder or went: it is to be read again.
    pub(super) fn stirred(&mut self, index: usize) {
        let rest = self.settings.debounce();
        if let Some(project) = self.projects.get_mut(index) {
            project.again = true;
            project.schedule(rest);
        }
    }
}
