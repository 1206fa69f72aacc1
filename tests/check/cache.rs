//! What is kept for the next run.

use super::put;
use std::path::Path;
use std::process::{Command, Output};

fn run(root: &Path, cache: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_postil")).args(args).current_dir(root).env("POSTIL_CACHE", cache).output().expect("runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for i in 0..20 {
        let text = format!("The Lake Authority ({i}) met. The level of the lake fell by {i} cm between 1990 and 2010.\n\n").repeat(40);
        put(dir.path(), &format!("sources/s{i}.md"), text);
    }
    put(dir.path(), "notes/n.md", "They say: “The level of the lake fell by 99 cm between 1990 and 2010.”\n");
    dir
}

#[test]
fn runs_with_and_without_a_cache_tell_the_same() {
    let (dir, cache) = (workspace(), tempfile::tempdir().expect("a folder"));
    let args = ["check", "--format", "json", "--coverage"];
    let bare = run(dir.path(), cache.path(), &[args.as_slice(), &["--no-cache"]].concat());
    assert_eq!(bare.status.code(), Some(1), "{}", out(&bare));
    let size = |there: bool| {
        let told = out(&run(dir.path(), cache.path(), &["cache"]));
        assert_eq!(told.starts_with("20 files, "), there, "{told}");
        assert_eq!(told.starts_with("0 files, 0.0 MB in "), !there, "{told}");
    };
    size(false);
    for _ in 0..2 {
        assert_eq!(out(&run(dir.path(), cache.path(), &args)), out(&bare));
        size(true);
    }
    let terms = ["define", "--all", "--format", "jsonl"];
    assert_eq!(out(&run(dir.path(), cache.path(), &terms)), out(&run(dir.path(), Path::new("off"), &terms)));
    let cleared = run(dir.path(), cache.path(), &["cache", "--clear"]);
    assert!(out(&cleared).starts_with("deleted 20 files, "), "{}", out(&cleared));
    size(false);
    put(dir.path(), "postil.toml", "cache = false\n");
    assert_eq!(out(&run(dir.path(), cache.path(), &args)), out(&bare));
    size(false);
}

#[test]
fn without_a_folder_for_it_there_is_none() {
    let dir = workspace();
    let args = ["check", "--format", "json"];
    let bare = out(&run(dir.path(), Path::new("off"), &args));
    let none = run(dir.path(), Path::new("off"), &["cache"]);
    assert_eq!((none.status.code(), out(&none).as_str()), (Some(2), ""));
    // a folder that cannot be made, and no home at all
    put(dir.path(), "file", "mine");
    assert_eq!(out(&run(dir.path(), &dir.path().join("file/cache"), &args)), bare);
    let mut homeless = Command::new(env!("CARGO_BIN_EXE_postil"));
    for name in ["POSTIL_CACHE", "HOME", "XDG_CACHE_HOME", "USERPROFILE", "LOCALAPPDATA"] {
        homeless.env_remove(name);
    }
    let homeless = homeless.args(args).current_dir(dir.path()).output().expect("runs");
    assert_eq!(out(&homeless), bare);
}
