//! Names what the reading of sources depends on: the code and tables of it, the crates and the compiler. What another build of the
//! program kept of its reading (see `workspace/cache.rs`) bears another name, and is not taken for this one's.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The rooms of `src/` that a source is read by.
const ROOMS: [&str; 5] = ["text", "document", "language", "mention", "corpus"];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = vec![root.join("Cargo.lock"), root.join("Cargo.toml")];
    for room in ROOMS {
        println!("cargo::rerun-if-changed=src/{room}");
        collect(&root.join("src").join(room), &mut files);
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=build.rs");
    files.sort();
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("-vV").output().map(|o| o.stdout).unwrap_or_default();
    let (mut one, mut other) = (DefaultHasher::new(), DefaultHasher::new());
    other.write_u64(0x9e37_79b9_7f4a_7c15);
    for hasher in [&mut one, &mut other] {
        version.hash(hasher);
        for file in &files {
            file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/").hash(hasher);
            fs::read(file).unwrap_or_default().hash(hasher);
        }
    }
    println!("cargo::rustc-env=POSTIL_READING={:016x}{:016x}", one.finish(), other.finish());
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, out);
        } else {
            out.push(path);
        }
    }
}
