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
