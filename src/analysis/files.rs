use super::File;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a workspace by path. What is typed into one of them lies beside the rest, so that a keystroke copies none of it.
#[derive(Clone, Debug, Default)]
pub(super) struct FileSet {
    base: Arc<BTreeMap<String, File>>,
    /// Later states of files that `base` has; few.
    edited: BTreeMap<String, File>,
}

/// With more edited files than this, all are put in order again.
const MOST_EDITED: usize = 32;

impl FileSet {
    pub(super) fn new(files: BTreeMap<String, File>) -> FileSet {
        FileSet { base: Arc::new(files), edited: BTreeMap::new() }
    }

    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.edited.get(path).or_else(|| self.base.get(path))
    }

    /// In the order of their paths.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &File)> {
        self.base.iter().map(|(path, file)| (path, self.edited.get(path).unwrap_or(file)))
    }

    /// The set with this file in the place of the one with its path, or beside the others.
    pub(super) fn with(&self, file: File) -> FileSet {
        let mut set = self.clone();
        let known = set.base.contains_key(&file.path);
        set.edited.insert(file.path.clone(), file);
        if known && set.edited.len() <= MOST_EDITED { set } else { set.merged() }
    }

    pub(super) fn without(&self, path: &str) -> FileSet {
        let mut files = BTreeMap::clone(&self.clone().merged().base);
        files.remove(path);
        FileSet::new(files)
    }

    fn merged(self) -> FileSet {
        if self.edited.is_empty() {
            return self;
        }
        let mut files = BTreeMap::clone(&self.base);
        files.extend(self.edited);
        FileSet::new(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Role;

    fn file(path: &str, reason: &str) -> File {
        File { path: path.to_string(), role: Role::Note, document: Err(reason.to_string()) }
    }

    #[test]
    fn edits_show_in_order_and_removed_files_are_gone() {
        let set = FileSet::default().with(file("b", "1")).with(file("a", "1")).with(file("b", "2"));
        let all = |s: &FileSet| {
            s.iter().map(|(p, f)| format!("{p}{}", f.document.as_ref().err().cloned().unwrap_or_default())).collect::<Vec<_>>()
        };
        assert_eq!(all(&set), ["a1", "b2"]);
        assert_eq!(all(&set.without("a")), ["b2"]);
        assert!(set.without("b").get("b").is_none());
        let many = (0..100).fold(FileSet::default(), |s, i| s.with(file(&format!("f{i}"), "1")).with(file(&format!("f{i}"), "2")));
        assert_eq!(many.iter().filter(|(_, f)| f.document.as_ref().err().map(String::as_str) == Some("2")).count(), 100);
    }
}
