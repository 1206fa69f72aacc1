use crate::config;
use std::path::{Component, Path, PathBuf};

/// The root that `path` belongs to: the nearest ancestor, itself included, with a postil.toml; else `path` if it is a
/// folder; else `fallback`. The result is absolute, without links in it.
///
/// # Errors
/// `path` does not exist or may not be looked at.
pub fn find_root(path: &Path, fallback: &Path) -> std::io::Result<PathBuf> {
    let path = path.canonicalize()?;
    let marked = path.ancestors().find(|dir| dir.join(config::FILE).is_file());
    match marked {
        Some(dir) => Ok(dir.to_path_buf()),
        None if path.is_dir() => Ok(path),
        None => fallback.canonicalize(),
    }
}

/// The root that a file belongs to which need not exist, and the file's own path; both absolute, without links in the part that
/// is there. The root is the nearest ancestor with a postil.toml, else `fallback`.
///
/// # Errors
/// No ancestor of the path exists, or the path leads up out of what is there.
pub fn root_of_new(path: &Path, fallback: &Path) -> std::io::Result<(PathBuf, PathBuf)> {
    let absolute = std::path::absolute(path)?;
    let there = absolute.ancestors().skip(1).find(|dir| dir.is_dir()).ok_or(std::io::ErrorKind::NotFound)?;
    let rest = absolute.strip_prefix(there).unwrap_or(&absolute);
    if !rest.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(std::io::ErrorKind::NotFound.into());
    }
    let there = there.canonicalize()?;
    let marked = there.ancestors().find(|dir| dir.join(config::FILE).is_file());
    let root = marked.map_or_else(|| fallback.canonicalize(), |dir| Ok(dir.to_path_buf()))?;
    Ok((root, there.join(rest)))
}

/// `path` relative to `root`, with `/`; empty for the root itself, `None` for what lies outside. Both are absolute.
pub fn relative(root: &Path, path: &Path) -> Option<String> {
    let rest = path.strip_prefix(root).ok()?;
    let mut parts = Vec::new();
    for part in rest.components() {
        match part {
            Component::Normal(name) => parts.push(name.to_string_lossy()),
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(parts.join("/"))
}
