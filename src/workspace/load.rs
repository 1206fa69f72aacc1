use super::walk::{Entry, Walked, walk};
use crate::config::{self, Config, Problem, Role, Roles};
use crate::document::Document;
use crate::language;
use crate::rules;
use rayon::prelude::*;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A configuration has no reason to be larger.
const LARGEST_CONFIG: u64 = 1_000_000;

/// A workspace as it is on the disk now.
#[derive(Debug)]
pub struct Workspace {
    /// Absolute, without links in it.
    pub root: PathBuf,
    pub config: Config,
    /// `None` if there is none.
    pub config_file: Option<ConfigFile>,
    /// Every file that has a role, in the order of paths.
    pub files: Vec<File>,
    /// Folders in it that are workspaces of their own, of which nothing was read. In order.
    pub nested: Vec<PathBuf>,
}

/// A postil.toml.
#[derive(Clone, Debug, Default)]
pub struct ConfigFile {
    /// Empty if it could not be read.
    pub text: Arc<str>,
    pub problems: Vec<Problem>,
}

/// One file of a workspace.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the root, with `/`.
    pub path: String,
    pub role: Role,
    /// The file as it was read, or why it could not be (the end of a sentence, without the file's name).
    pub document: Result<Arc<Document>, String>,
}

/// Reads the workspace at `root`. `allowed` are further folders that links may lead into. Files are read on all cores;
/// the result is the same on any number of them.
///
/// # Errors
/// `root` does not exist.
pub fn load(root: &Path, allowed: &[PathBuf]) -> std::io::Result<Workspace> {
    let allowed: Vec<PathBuf> = allowed.iter().map(|p| p.canonicalize()).collect::<Result<_, _>>()?;
    reload(root, &allowed, None, |_| None)
}

/// The same once more: a file whose bytes are those of the document that `known` gives for its path is not parsed again,
/// and `config_text`, if there is any, stands for the text of postil.toml. `allowed` are canonical.
///
/// # Errors
/// `root` does not exist.
pub fn reload(
    root: &Path,
    allowed: &[PathBuf],
    config_text: Option<Arc<str>>,
    known: impl Fn(&str) -> Option<Arc<Document>> + Sync,
) -> std::io::Result<Workspace> {
    let root = root.canonicalize()?;
    // what follows will need them
    rayon::spawn(language::prepare);
    let (config, config_file) = match config_text {
        Some(text) => parsed(text),
        None => configuration(&root),
    };
    let Walked { files: entries, nested } = walk(&root, allowed);
    let roles = Roles::new(&config, entries.iter().map(|e| e.path.as_str()));
    let wanted: Vec<(Entry, Role)> = entries
        .into_iter()
        .map(|e| (roles.role(&e.path), e))
        .filter(|(role, e)| *role != Role::Nothing && !media(&e.path))
        .map(|(r, e)| (e, r))
        .collect();
    let files = wanted
        .into_par_iter()
        .map(|(entry, role)| {
            let document = entry.at.and_then(|at| read(&at, &entry.path, config.max_file_size, known(&entry.path)));
            File { path: entry.path, role, document }
        })
        .collect();
    Ok(Workspace { root, config, config_file, files, nested })
}

fn configuration(root: &Path) -> (Config, Option<ConfigFile>) {
    let at = root.join(config::FILE);
    if at.symlink_metadata().is_err() {
        return (Config::default(), None);
    }
    let refused = |reason: String| {
        let message = format!("{} could not be read: {reason}; the defaults hold", config::FILE);
        (
            Config::default(),
            Some(ConfigFile { text: Arc::default(), problems: vec![Problem { span: Default::default(), message, key: String::new() }] }),
        )
    };
    if !at.canonicalize().is_ok_and(|target| target.starts_with(root)) {
        return refused("it is a link out of the workspace".to_string());
    }
    match bytes(&at, LARGEST_CONFIG).map(String::from_utf8) {
        Ok(Ok(text)) => parsed(text.into()),
        Ok(Err(_)) => refused("it is not UTF-8".to_string()),
        Err(reason) => refused(reason),
    }
}

fn parsed(text: Arc<str>) -> (Config, Option<ConfigFile>) {
    let (config, problems) = config::parse(&text, &rules::ids());
    (config, Some(ConfigFile { text, problems }))
}

/// One file of the workspace as it is on the disk now; `None` if it is not there any more. `root` and `allowed` are
/// canonical, `max` is in bytes.
pub fn read_file(root: &Path, allowed: &[PathBuf], path: &str, max: u64) -> Option<Result<Arc<Document>, String>> {
    Some(located(root, allowed, path)?.and_then(|at| read(&at, path, max, None)))
}

/// The bytes of a file of the workspace; otherwise as [`read_file`].
pub fn read_bytes(root: &Path, allowed: &[PathBuf], path: &str, max: u64) -> Option<Result<Vec<u8>, String>> {
    Some(located(root, allowed, path)?.and_then(|at| bytes(&at, max)))
}

/// Where the file lies, if it may be read.
fn located(root: &Path, allowed: &[PathBuf], path: &str) -> Option<Result<PathBuf, String>> {
    let at = match root.join(path).canonicalize() {
        Ok(at) => at,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => return Some(Err(super::reason(&error))),
    };
    if !at.starts_with(root) && !allowed.iter().any(|dir| at.starts_with(dir)) {
        return Some(Err("it is a link out of the workspace".to_string()));
    }
    Some(Ok(at))
}

fn read(at: &Path, path: &str, max: u64, known: Option<Arc<Document>>) -> Result<Arc<Document>, String> {
    let bytes = bytes(at, max)?;
    if let Some(known) = known.filter(|k| !k.decoded && k.original.as_bytes() == bytes) {
        return Ok(known);
    }
    let document = Document::new(path, &bytes, usize::try_from(max).unwrap_or(usize::MAX));
    document.map(Arc::new).map_err(|e| e.to_string())
}

/// The bytes of a file of at most `max`; never waits on a pipe or a device.
fn bytes(at: &Path, max: u64) -> Result<Vec<u8>, String> {
    let reason = |e: std::io::Error| super::reason(&e);
    let meta = at.metadata().map_err(reason)?;
    if !meta.is_file() {
        return Err("not a regular file".to_string());
    }
    let large = |size: u64| format!("too large: {size} bytes, the limit is {max} (`max-file-size` in postil.toml)");
    if meta.len() > max {
        return Err(large(meta.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    let file = std::fs::File::open(at).map_err(reason)?;
    file.take(max.saturating_add(1)).read_to_end(&mut bytes).map_err(reason)?;
    if bytes.len() as u64 > max {
        return Err(large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// Pictures, sound and film hold no text that anybody expects to be read.
fn media(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    let kinds = "png jpg jpeg gif svg webp bmp ico tif tiff heic avif mp3 wav ogg flac m4a mp4 mov avi mkv webm woff woff2 ttf otf css js";
    kinds.split(' ').any(|kind| kind == extension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn put(root: &Path, path: &str, text: impl AsRef<[u8]>) {
        let at = root.join(path);
        fs::create_dir_all(at.parent().expect("a folder")).expect("made");
        fs::write(at, text).expect("written");
    }

    fn paths(workspace: &Workspace) -> Vec<(&str, bool)> {
        workspace.files.iter().map(|f| (f.path.as_str(), f.document.is_ok())).collect()
    }

    #[test]
    fn reads_what_has_a_role_and_leaves_the_rest() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        put(root, "sources/a.txt", "A.");
        put(root, "sources/pic.png", [0u8; 9]);
        put(root, "sources/scan.txt", [0u8, 1, 2, 0, 200, 9]);
        put(root, "sources/big.txt", "x".repeat(500));
        put(root, "sources/.hidden.txt", "no");
        put(root, "sources/ignored.txt", "no");
        put(root, ".gitignore", "ignored.txt\n");
        put(root, "notes/n.md", "N. [[a]]");
        put(root, "inner/postil.toml", "");
        put(root, "inner/notes/x.md", "other workspace");
        put(root, "postil.toml", "max-file-size = 100\n");
        let workspace = load(root, &[]).expect("loaded");
        assert_eq!(
            paths(&workspace),
            [("notes/n.md", true), ("sources/a.txt", true), ("sources/big.txt", false), ("sources/scan.txt", false)]
        );
        assert_eq!(workspace.nested, [workspace.root.join("inner")]);
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside_unless_allowed_and_loops_end() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("a folder");
        put(outside.path(), "secret.txt", "secret");
        put(outside.path(), "deep/more.txt", "more");
        let root = dir.path();
        put(root, "sources/a.txt", "A.");
        put(root, "archive/b.txt", "B.");
        symlink(root.join("sources"), root.join("sources/loop")).expect("linked");
        symlink(outside.path().join("secret.txt"), root.join("sources/s.txt")).expect("linked");
        symlink(outside.path(), root.join("sources/out")).expect("linked");
        symlink(root.join("archive/b.txt"), root.join("sources/b.txt")).expect("linked");
        symlink(root.join("nothing"), root.join("sources/gone.txt")).expect("linked");
        let workspace = load(root, &[]).expect("loaded");
        let expect = [("sources/a.txt", true), ("sources/b.txt", true), ("sources/out", false), ("sources/s.txt", false)];
        assert_eq!(paths(&workspace), expect);
        let workspace = load(root, &[outside.path().to_path_buf()]).expect("loaded");
        let got = paths(&workspace);
        assert!(got.contains(&("sources/out/secret.txt", true)) && got.contains(&("sources/out/deep/more.txt", true)), "{got:?}");
        assert!(got.iter().all(|(_, read)| *read));
    }

    #[cfg(unix)]
    #[test]
    fn a_configuration_outside_is_not_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("a folder");
        put(outside.path(), "postil.toml", "secret-key = 1\n");
        std::os::unix::fs::symlink(outside.path().join("postil.toml"), dir.path().join("postil.toml")).expect("linked");
        let workspace = load(dir.path(), &[]).expect("loaded");
        let ConfigFile { text, problems } = workspace.config_file.expect("there is one");
        assert!(text.is_empty() && problems.len() == 1 && problems[0].message.contains("link out"), "{problems:?}");
    }
}
