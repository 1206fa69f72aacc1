//! What was read in sources, kept in the person's cache folder from one run to the next. It lies outside of every workspace, may be
//! deleted at any time, and is never needed: whatever is missing or not as it should be is read from the source again.
//!
//! A file for each text, named by the hash of all that was read of it; a folder for each build of the program that reads differently
//! (see `build.rs`). Files are written beside their place and then moved there, so that several programs may do it at a time.

use crate::corpus::{ReadKey, Shelf, Source};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// The environment variable that names another folder, or turns the cache off with `off`.
pub const VARIABLE: &str = "POSTIL_CACHE";

/// Names what the reading depends on in this build.
const BUILD: &str = env!("POSTIL_READING");
const MAGIC: &[u8; 8] = b"postil\x01\n";
const SUM: usize = 16;
const HEAD: usize = MAGIC.len() + 32 + SUM;
/// No file is larger, in bytes: 16 for each byte of a source that is read at all, but for very long ones.
const LARGEST: u64 = 64 << 20;
/// All files together; more are kept until the next time that something is written.
const MOST: u64 = 256 << 20;
/// A file that is used is marked so once in this time.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// A shorter text is read faster than a file is opened, in bytes.
const SHORTEST: usize = 1_024;

/// The cache of this build of the program.
#[derive(Debug)]
pub struct Cache {
    /// Of all builds.
    folder: PathBuf,
    /// Of this one.
    own: PathBuf,
    most: u64,
}

impl Cache {
    /// The cache in this person's folder; `None` if there is no such folder, or the environment says that there shall be none.
    pub fn of_person() -> Option<Arc<Cache>> {
        let folder = match std::env::var_os(VARIABLE) {
            Some(value) if value.is_empty() || value == "off" => return None,
            Some(value) => PathBuf::from(value),
            None => place(|name| std::env::var_os(name), Path::is_dir)?,
        };
        folder.is_absolute().then(|| Arc::new(Cache::at(folder)))
    }

    /// The cache in this folder, which need not exist.
    pub fn at(folder: PathBuf) -> Cache {
        Cache { own: folder.join(BUILD), folder, most: MOST }
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn file(&self, key: &ReadKey) -> PathBuf {
        let name: String = key.iter().map(|b| format!("{b:02x}")).collect();
        let (shard, rest) = name.split_at(2);
        self.own.join(shard).join(rest)
    }

    /// Keeps what was read anew in the sources. What cannot be written is left out.
    pub fn keep<'s>(&self, sources: impl Iterator<Item = &'s Source>) {
        let new: Vec<&Source> = sources.filter(|s| s.is_new() && self.holds(s.document.text.len())).collect();
        if new.is_empty() || build(&self.own).is_err() {
            return;
        }
        let written = new.par_iter().filter_map(|source| {
            let (key, bytes) = source.packed()?;
            source.is_kept();
            // a full or guarded disk is no reason to trouble anybody
            self.put(&key, &bytes).ok()
        });
        if written.count() > 0 {
            self.sweep();
        }
    }

    fn put(&self, key: &ReadKey, bytes: &[u8]) -> io::Result<()> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let at = self.file(key);
        let folder = at.parent().unwrap_or(&self.own);
        build(folder)?;
        let beside = folder.join(format!("{}-{}.new", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let write = || {
            let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
            let mut whole = Vec::with_capacity(HEAD + bytes.len());
            whole.extend_from_slice(MAGIC);
            whole.extend_from_slice(key);
            whole.extend_from_slice(&sum(key, bytes));
            whole.extend_from_slice(bytes);
            file.write_all(&whole)?;
            drop(file);
            fs::rename(&beside, &at)
        };
        write().inspect_err(|_| _ = fs::remove_file(&beside))
    }

    /// Deletes what was not used for the longest time where there is too much, and what was never finished.
    fn sweep(&self) {
        let mut files = self.files();
        let now = SystemTime::now();
        let age = |f: &Kept| now.duration_since(f.used).unwrap_or_default();
        files.retain(|f| {
            let left = f.at.extension().is_some_and(|e| e == "new") && age(f) > DAY;
            !(left && fs::remove_file(&f.at).is_ok())
        });
        let mut all: u64 = files.iter().map(|f| f.size).sum();
        if all <= self.most {
            return;
        }
        files.sort_by(|a, b| (a.used, &a.at).cmp(&(b.used, &b.at)));
        for file in files {
            if all <= self.most / 4 * 3 {
                return;
            }
            if fs::remove_file(&file.at).is_ok() {
                all -= file.size;
            }
        }
    }

    /// Its files, of every build of the program.
    fn files(&self) -> Vec<Kept> {
        let mut out = Vec::new();
        for build in folders(&self.folder).filter(|f| named(f, BUILD.len())) {
            for shard in folders(&build).filter(|f| named(f, 2)) {
                for entry in fs::read_dir(shard).into_iter().flatten().flatten() {
                    let Ok(meta) = entry.metadata() else { continue };
                    if meta.is_file() {
                        out.push(Kept { at: entry.path(), size: meta.len(), used: meta.modified().unwrap_or(SystemTime::UNIX_EPOCH) });
                    }
                }
            }
        }
        out
    }

    /// How many files there are, and their bytes.
    pub fn size(&self) -> (usize, u64) {
        let files = self.files();
        (files.len(), files.iter().map(|f| f.size).sum())
    }

    /// Deletes all that the program has written there, and nothing else.
    ///
    /// # Errors
    /// A file could not be deleted.
    pub fn clear(&self) -> io::Result<()> {
        for file in self.files() {
            fs::remove_file(&file.at)?;
        }
        for build in folders(&self.folder).filter(|f| named(f, BUILD.len())) {
            // what is not empty holds what others put there
            folders(&build).filter(|f| named(f, 2)).for_each(|shard| _ = fs::remove_dir(shard));
            let _ = fs::remove_dir(build);
        }
        Ok(())
    }
}

impl Shelf for Cache {
    fn get(&self, key: &ReadKey) -> Option<Vec<u8>> {
        let file = File::open(self.file(key)).ok()?;
        let meta = file.metadata().ok().filter(|m| m.is_file() && m.len() >= HEAD as u64 && m.len() <= LARGEST)?;
        let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).ok()?);
        (&file).take(LARGEST).read_to_end(&mut bytes).ok()?;
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let whole = head.starts_with(MAGIC) && head.get(MAGIC.len()..HEAD - SUM)? == key && head.get(HEAD - SUM..)? == sum(key, rest);
        if !whole {
            return None;
        }
        if meta.modified().ok().and_then(|m| m.elapsed().ok()).is_some_and(|age| age > DAY) {
            let _ = file.set_modified(SystemTime::now());
        }
        bytes.drain(..HEAD);
        Some(bytes)
    }

    fn holds(&self, length: usize) -> bool {
        length >= SHORTEST
    }
}

struct Kept {
    at: PathBuf,
    size: u64,
    used: SystemTime,
}

/// Of what is kept under the key.
fn sum(key: &ReadKey, bytes: &[u8]) -> [u8; SUM] {
    let whole: [u8; 32] = Sha256::new().chain_update(BUILD).chain_update(key).chain_update(bytes).finalize().into();
    *whole.first_chunk().unwrap_or(&[0; SUM])
}

fn folders(at: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(at).into_iter().flatten().flatten().filter(|e| e.file_type().is_ok_and(|t| t.is_dir())).map(|e| e.path())
}

/// The folder's name is one that the program gives: so many hexadecimal digits.
fn named(folder: &Path, length: usize) -> bool {
    let name = folder.file_name().and_then(|n| n.to_str()).unwrap_or("");
    name.len() == length && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Makes a folder that only the person may look into, with those above it.
fn build(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The place that the system has for caches. A home that is not there is not made.
fn place(variable: impl Fn(&str) -> Option<OsString>, there: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).map(PathBuf::from).filter(|f| f.is_absolute() && (name.starts_with("XDG") || there(f)));
    if cfg!(windows) {
        return Some(folder("LOCALAPPDATA")?.join("postil").join("cache"));
    }
    if cfg!(target_os = "macos") {
        return Some(folder("HOME")?.join("Library/Caches/postil"));
    }
    Some(folder("XDG_CACHE_HOME").or_else(|| Some(folder("HOME")?.join(".cache")))?.join("postil"))
}

#[cfg(test)]
mod tests;
