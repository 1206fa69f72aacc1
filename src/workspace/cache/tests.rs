use super::*;
use crate::analysis::{File as Part, Snapshot};
use crate::config::Config;
use crate::document::{Document, Format};
use crate::text::Cancel;
use proptest::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

const TIDE: &str = "The Tidal Energy Authority (TEA) met in May 1987. A spring tide is a tide of great range. The gauge rose by 21 cm. ";

/// A text that is long enough to be kept.
fn long(of: &str) -> String {
    format!("{of}\n\n{}", TIDE.repeat(1 + SHORTEST / TIDE.len()))
}

fn snapshot(files: &[(String, String)], cache: Option<&Arc<Cache>>) -> Snapshot {
    let shelf = cache.map(|c| c.clone() as Arc<dyn Shelf>);
    let roles = |p: &str| if p.starts_with("notes/") { crate::config::Role::Note } else { crate::config::Role::Source };
    let file = |(path, text): &(String, String)| {
        let document = Document::from_text(path, text.as_str(), Format::of(path));
        Part { path: path.clone(), role: roles(path), document: Ok(Arc::new(document)) }
    };
    Snapshot::on_shelf(Config::default(), None, files.iter().map(file).collect(), shelf)
}

/// A hash of all that is said of the notes and of the terms.
fn answers(snapshot: &Snapshot) -> u64 {
    let notes: Vec<String> = snapshot.notes().map(str::to_string).collect();
    let report = snapshot.report(&notes, true, &Cancel::default()).expect("not cancelled");
    let terms: Vec<_> = snapshot.terms().all().iter().map(|e| (e.source, e.definition)).collect();
    assert!(!terms.is_empty() && report.claims.as_ref().is_some_and(|c| !c.is_empty()), "there is something to tell");
    let mut hasher = DefaultHasher::new();
    format!("{:?} {:?} {terms:?}", report.diagnostics, report.claims).hash(&mut hasher);
    hasher.finish()
}

/// How many sources were split and indexed, and how many of them there are.
fn new(snapshot: &Snapshot) -> (usize, usize) {
    let sources = &snapshot.corpus().sources;
    (sources.iter().filter(|s| s.is_new()).count(), sources.len())
}

fn keep(cache: &Cache, snapshot: &Snapshot) {
    cache.keep(snapshot.corpus().sources.iter().map(AsRef::as_ref));
}

fn some() -> Vec<(String, String)> {
    let source = |i: usize| (format!("sources/{i}.md"), long(&format!("Gate {i} was shut in {}.", 1900 + i)));
    let note = "They say: “A spring tide is a tide of small range, said nobody.”\n\nThe gauge rose by 12 cm. [[3]]\n";
    (0..30).map(source).chain([("notes/n.md".to_string(), note.to_string())]).collect()
}

#[test]
fn a_second_run_splits_no_source_that_is_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    let cache = Arc::new(Cache::at(dir.path().join("deep/er")));
    let mut files = some();
    let bare = answers(&snapshot(&files, None));
    let first = snapshot(&files, Some(&cache));
    assert_eq!((answers(&first), new(&first)), (bare, (30, 30)));
    assert_eq!(cache.size().0, 0, "nothing is written before it is asked for");
    keep(&cache, &first);
    assert_eq!(cache.size().0, 30);
    let second = snapshot(&files, Some(&cache));
    assert_eq!((answers(&second), new(&second)), (bare, (0, 30)));
    // one edited, one under another name, one more
    files[4].1.push_str(" It rose.");
    files[5].0 = "sources/moved.md".to_string();
    files.push(("sources/new.txt".to_string(), long("New.")));
    let third = snapshot(&files, Some(&cache));
    assert_eq!((answers(&third), new(&third)), (answers(&snapshot(&files, None)), (2, 31)));
    // an edit in an editor
    let edited = second.with_document(Document::from_text("sources/7.md", long("Edited."), Format::Markdown));
    edited.read_sources();
    assert_eq!(new(&edited), (1, 30));
}

#[test]
fn the_configuration_turns_it_off() {
    let dir = tempfile::tempdir().expect("a folder");
    let cache = Arc::new(Cache::at(dir.path().to_path_buf()));
    let first = snapshot(&some(), Some(&cache));
    answers(&first);
    keep(&cache, &first);
    let config = Config { cache: false, ..Config::default() };
    let files = first.corpus().sources.iter().map(|s| {
        let role = crate::config::Role::Source;
        Part { path: s.document.path.clone(), role, document: Ok(s.document.clone()) }
    });
    let off = Snapshot::on_shelf(config, None, files.collect(), Some(cache.clone() as Arc<dyn Shelf>));
    off.read_sources();
    assert_eq!(new(&off), (30, 30));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever the texts, and whatever was kept of which of them before, the answers are those without a cache.
    #[test]
    fn answers_are_those_without(picks in prop::collection::vec((0usize..6, 0usize..6, any::<bool>()), 1..12), edits in prop::collection::vec(0usize..12, 0..4)) {
        let dir = tempfile::tempdir().expect("a folder");
        let cache = Arc::new(Cache::at(dir.path().to_path_buf()));
        let pieces = [
            "Maren Holt, mayor of Ey, said so in 1912.", "The council (CO) shut 21 gates.", "# Heading\n\n- one\n- two",
            "潮汐とは、海面の昇降である。", "<dfn>Neap tide</dfn> means a small one.", "“Nobody will climb the mast again,” she said.",
        ];
        let source = |(i, (a, b, md)): (usize, &(usize, usize, bool))| {
            let path = format!("sources/{i}.{}", if *md { "md" } else { "txt" });
            (path, long(&format!("{}\n\n{}", pieces[*a], pieces[*b])))
        };
        let mut files: Vec<(String, String)> = picks.iter().enumerate().map(source).collect();
        let note = "The council shut 12 gates. They said: “Nobody will climb the tree again, she said.”\n\nMaren Holt said so in 1921. [[0]]\n";
        files.push(("notes/n.md".to_string(), note.to_string()));
        for edit in [None].into_iter().chain(edits.into_iter().map(Some)) {
            if let Some(at) = edit {
                let count = files.len() - 1;
                files[at % count].1.insert_str(0, pieces[at % pieces.len()]);
            }
            let with = snapshot(&files, Some(&cache));
            prop_assert_eq!(answers(&with), answers(&snapshot(&files, None)));
            keep(&cache, &with);
            prop_assert_eq!(new(&snapshot(&files, Some(&cache))).0, 0);
        }
    }
}

/// Every file of a cache of 30, changed; what was changed so is read from the source.
fn spoiled(change: impl Fn(usize, &Path, Vec<u8>)) {
    let dir = tempfile::tempdir().expect("a folder");
    let cache = Arc::new(Cache::at(dir.path().to_path_buf()));
    let files = some();
    let first = snapshot(&files, Some(&cache));
    let told = answers(&first);
    keep(&cache, &first);
    for (i, file) in cache.files().iter().enumerate() {
        change(i, &file.at, fs::read(&file.at).expect("readable"));
    }
    let second = snapshot(&files, Some(&cache));
    assert_eq!((answers(&second), new(&second)), (told, (30, 30)));
    // and put right by the next who writes, but where something stands in the way
    keep(&cache, &second);
    assert_eq!(answers(&snapshot(&files, Some(&cache))), told);
}

#[test]
fn what_is_not_whole_is_not_read() {
    let write = |at: &Path, bytes: &[u8]| fs::write(at, bytes).expect("written");
    // a bit of each part, in turn
    spoiled(|i, at, mut bytes| {
        let place = i * (bytes.len() - 1) / 29;
        bytes[place] ^= 1 << (i % 8);
        write(at, &bytes);
    });
    spoiled(|i, at, bytes| write(at, &bytes[..i * (bytes.len() - 1) / 29]));
    spoiled(|_, at, bytes| write(at, &[bytes.as_slice(), b"more"].concat()));
    spoiled(|i, at, _| write(at, &vec![i as u8; 4_000]));
    // larger than any, without taking the disk
    spoiled(|_, at, _| File::create(at).and_then(|f| f.set_len(LARGEST * 1_000)).expect("made"));
    spoiled(|_, at, _| {
        fs::remove_file(at).expect("removed");
        fs::create_dir(at).expect("made");
    });
    // of another text: the sum is right, the name is not
    spoiled(|_, at, bytes| {
        let key = [7; 32];
        let rest = &bytes[HEAD..];
        write(at, &[MAGIC.as_slice(), &key, &sum(&key, rest), rest].concat());
    });
    // well made, and made up
    spoiled(|i, at, bytes| {
        let key: ReadKey = bytes[MAGIC.len()..MAGIC.len() + 32].try_into().expect("a key");
        let rest = vec![0xff - i as u8; 300];
        write(at, &[MAGIC.as_slice(), &key, &sum(&key, &rest), &rest].concat());
    });
}

#[test]
fn another_build_reads_nothing_of_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let cache = Arc::new(Cache::at(dir.path().to_path_buf()));
    let other = Arc::new(Cache { own: dir.path().join("0".repeat(BUILD.len())), folder: dir.path().to_path_buf(), most: MOST });
    let first = snapshot(&some(), Some(&cache));
    answers(&first);
    keep(&cache, &first);
    let second = snapshot(&some(), Some(&other));
    answers(&second);
    assert_eq!(new(&second), (30, 30));
    assert_eq!((BUILD.len(), other.size().0), (32, 30), "but it knows how much there is");
}

#[test]
fn several_write_at_a_time() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = some();
    let told = answers(&snapshot(&files, None));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let cache = Arc::new(Cache::at(dir.path().to_path_buf()));
                for _ in 0..3 {
                    let here = snapshot(&files, Some(&cache));
                    assert_eq!(answers(&here), told);
                    keep(&cache, &here);
                    cache.files().iter().step_by(3).for_each(|f| _ = fs::remove_file(&f.at));
                }
            });
        }
    });
    let cache = Arc::new(Cache::at(dir.path().to_path_buf()));
    assert_eq!(answers(&snapshot(&files, Some(&cache))), told);
    assert!(cache.files().iter().all(|f| f.at.extension().is_none()), "nothing half written stays");
}

#[test]
fn where_nothing_can_be_written_nothing_happens() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("file");
    fs::write(&file, "mine").expect("written");
    let cache = Arc::new(Cache::at(file.join("cache")));
    let first = snapshot(&some(), Some(&cache));
    let told = answers(&first);
    keep(&cache, &first);
    assert_eq!((cache.size(), answers(&snapshot(&some(), Some(&cache)))), ((0, 0), told));
    assert_eq!(fs::read_to_string(&file).expect("there"), "mine");
    cache.clear().expect("nothing to clear");
}

#[test]
fn it_stays_small_and_what_was_used_last_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let cache = Arc::new(Cache::at(dir.path().to_path_buf()));
    let first = snapshot(&some(), Some(&cache));
    answers(&first);
    keep(&cache, &first);
    let (_, all) = cache.size();
    let files = cache.files();
    let back = |days: u32| SystemTime::now() - DAY * days;
    for (i, f) in files.iter().enumerate() {
        File::options().write(true).open(&f.at).and_then(|o| o.set_modified(back(2 + i as u32))).expect("set");
    }
    // the oldest is used: that makes it the youngest
    let oldest = &files[29].at;
    let mut key: ReadKey = [0; 32];
    key.copy_from_slice(&fs::read(oldest).expect("there")[MAGIC.len()..MAGIC.len() + 32]);
    assert!(cache.get(&key).is_some());
    let begun = oldest.with_file_name("1-1.new");
    fs::write(&begun, "begun").and_then(|()| File::options().write(true).open(&begun)?.set_modified(back(3))).expect("written");
    let small = Cache { most: all / 2, own: cache.own.clone(), folder: cache.folder.clone() };
    small.sweep();
    let (left, bytes) = small.size();
    assert!(bytes <= all / 2 && bytes > all / 4, "{bytes} of {all}");
    let there = |i: usize| files[i].at.exists();
    assert!(there(29) && (0..left - 1).all(there) && !there(28) && !begun.exists());
    fs::write(dir.path().join("mine.txt"), "mine").expect("written");
    fs::write(cache.own.join("mine.txt"), "mine").expect("written");
    cache.clear().expect("cleared");
    assert_eq!(cache.size(), (0, 0));
    assert!(dir.path().join("mine.txt").exists() && cache.own.join("mine.txt").exists(), "what others put there stays");
}

#[test]
fn a_short_text_is_not_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let cache = Arc::new(Cache::at(dir.path().to_path_buf()));
    let files = vec![("sources/a.txt".to_string(), TIDE.to_string())];
    let first = snapshot(&files, Some(&cache));
    first.read_sources();
    keep(&cache, &first);
    assert_eq!((new(&first), cache.size()), ((1, 1), (0, 0)));
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a folder");
    let cache = Arc::new(Cache::at(dir.path().join("postil")));
    let first = snapshot(&some(), Some(&cache));
    first.read_sources();
    keep(&cache, &first);
    assert_eq!(fs::metadata(&cache.folder).expect("there").permissions().mode() & 0o777, 0o700);
}

#[test]
fn the_place_is_the_systems() {
    let at = |set: &[(&str, &str)]| place(|name| set.iter().find(|s| s.0 == name).map(|s| OsString::from(s.1)), |_| true);
    assert_eq!(at(&[]), None);
    // a home that is not there
    assert_eq!(place(|name| (name != "XDG_CACHE_HOME").then(|| std::env::temp_dir().into_os_string()), |_| false), None);
    if cfg!(all(unix, not(target_os = "macos"))) {
        assert_eq!(at(&[("HOME", "/h")]), Some(PathBuf::from("/h/.cache/postil")));
        assert_eq!(at(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/c")]), Some(PathBuf::from("/c/postil")));
        // neither may be relative
        assert_eq!(at(&[("HOME", "h"), ("XDG_CACHE_HOME", "c")]), None);
    }
}
