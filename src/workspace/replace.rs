use std::fs::{self, File, OpenOptions};
use std::io::{self, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Puts a file with these bytes in the place of the one at `path`, whole or not at all: it is written beside it first. A link
/// stays a link. Where `expected` is given, the file must still have just those bytes.
///
/// # Errors
/// The file cannot be written, or it is not what was expected (`ErrorKind::InvalidData`).
pub fn replace(path: &Path, bytes: &[u8], expected: Option<&[u8]>) -> io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let (beside, mut file) = beside(&target)?;
    let mut write = || {
        file.write_all(bytes)?;
        file.sync_all()?;
        if let Ok(meta) = target.metadata() {
            fs::set_permissions(&beside, meta.permissions())?;
        }
        if expected.is_some_and(|expected| fs::read(&target).map_or(true, |now| now != expected)) {
            return Err(Error::new(ErrorKind::InvalidData, "it has changed meanwhile"));
        }
        fs::rename(&beside, &target)
    };
    write().inspect_err(|_| drop(fs::remove_file(&beside)))
}

/// A new file in the same folder, so that it can take the other's place in one step.
fn beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().ok_or_else(|| Error::new(ErrorKind::InvalidInput, "it has no file name"))?;
    for number in 0..100 {
        let path = target.with_file_name(format!(".{}.{}-{number}", name.to_string_lossy(), std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::from(ErrorKind::AlreadyExists))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).expect("read").map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = entries.collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole_and_only_if_it_is_what_it_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.md");
        replace(&path, b"one", None).expect("written");
        replace(&path, b"two", Some(b"one")).expect("written");
        let refused = replace(&path, b"three", Some(b"one")).expect_err("it has changed");
        assert_eq!(refused.kind(), ErrorKind::InvalidData);
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert!(replace(&dir.path().join("gone.md"), b"x", Some(b"y")).is_err());
        assert!(replace(&dir.path().join("no/folder.md"), b"x", None).is_err());
        assert_eq!(names(dir.path()), ["a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.md");
        fs::write(&path, "one").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        let link = dir.path().join("b.md");
        symlink("a.md", &link).expect("linked");
        replace(&link, b"two", Some(b"one")).expect("written");
        assert!(link.symlink_metadata().expect("there").is_symlink());
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(path.metadata().expect("there").permissions().mode() & 0o777, 0o640);
    }
}
