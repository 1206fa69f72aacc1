//! `postil check` from outside: roots, selection, formats, exit codes.

mod baseline;
mod cache;

use postil::diagnostic::render::Format;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

struct Output {
    code: Option<i32>,
    out: String,
    err: String,
}

fn check(dir: &Path, args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_postil")).arg("check").args(args).current_dir(dir).output().expect("the program runs");
    Output {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn put(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let at = root.join(path);
    fs::create_dir_all(at.parent().expect("a folder")).expect("made");
    fs::write(at, text).expect("written");
}

/// A workspace with one finding that needs no reading of sources: a key that nothing has.
fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    put(dir.path(), "postil.toml", "");
    put(dir.path(), "sources/reservoir.txt", "The reservoir held 41 million cubic metres in 2019.\n");
    put(dir.path(), "sources/bridge.txt", "The bridge was closed for nine weeks.\n");
    put(dir.path(), "notes/water.md", "The reservoir held 41 million cubic metres in 2019. [[reservoir]]\n\nIt was full. [@resevoir]\n");
    put(dir.path(), "notes/bridge.md", "The bridge was closed for nine weeks. [[bridge]]\n");
    dir
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&output.out).unwrap_or_else(|e| panic!("{e}: {}", output.out))
}

fn rules(value: &Value) -> Vec<&str> {
    value["diagnostics"].as_array().expect("a list").iter().filter_map(|d| d["rule"].as_str()).collect()
}

#[test]
fn exit_codes_follow_findings_and_the_threshold() {
    let dir = workspace();
    let got = check(dir.path(), &["--format", "json"]);
    assert_eq!((got.code, rules(&json(&got))), (Some(1), vec!["unknown-source"]), "{}", got.err);
    assert_eq!(check(dir.path(), &["--fail-on", "error"]).code, Some(0));
    assert_eq!(check(dir.path(), &["--fail-on", "never"]).code, Some(0));
    assert_eq!(check(dir.path(), &["notes/bridge.md"]).code, Some(0));
    put(dir.path(), "postil.toml", "[rules]\nunknown-source = \"error\"\n");
    assert_eq!(check(dir.path(), &["--fail-on", "error"]).code, Some(1));
    put(dir.path(), "postil.toml", "[rules]\nunknown-source = \"off\"\n");
    assert_eq!(check(dir.path(), &[]).code, Some(0));
}

#[test]
fn usage_configuration_and_emptiness_are_2_with_one_line() {
    let dir = workspace();
    for args in [
        &["--format", "yaml"][..],
        &["nowhere.md"],
        &["--root", "nowhere"],
        &["--baseline", "nowhere"],
        &["--allow-path", "nowhere"],
        &["--bad"],
    ] {
        let got = check(dir.path(), args);
        assert!(got.code == Some(2) && got.out.is_empty() && !got.err.is_empty(), "{args:?}: {}", got.err);
    }
    put(dir.path(), "postil.toml", "soruces = []\n[rules]\nnumbr-conflict = \"error\"\n");
    let got = check(dir.path(), &["--format", "json"]);
    assert_eq!(got.code, Some(2), "2 wins over 1");
    assert_eq!(rules(&json(&got)), ["unknown-source", "config-problem", "config-problem"]);
    assert_eq!(got.err.lines().count(), 1, "{}", got.err);
    let empty = tempfile::tempdir().expect("a folder");
    let got = check(empty.path(), &[]);
    assert!(got.code == Some(2) && got.out.is_empty() && got.err.lines().count() == 1, "{}", got.err);
    assert_eq!(check(empty.path(), &["--allow-empty"]).code, Some(0));
}

#[test]
fn notes_without_any_source_are_nothing_to_check() {
    let dir = tempfile::tempdir().expect("a folder");
    put(dir.path(), "notes/a.md", "The well is 12 m deep.\n");
    let got = check(dir.path(), &[]);
    assert!(got.code == Some(2) && got.err.lines().count() == 1 && got.err.contains("/sources"), "{}", got.err);
    put(dir.path(), "sources/well.txt", "The well is 12 m deep.\n");
    assert_eq!(check(dir.path(), &[]).code, Some(0));
    // a slip of the pen in a pattern must not pass as a clean run
    put(dir.path(), "postil.toml", "sources = [\"srcs/**\"]\nnotes = [\"notes/**\"]\n");
    let got = check(dir.path(), &[]);
    assert!(got.code == Some(2) && got.err.contains("fits `sources` in postil.toml"), "{}", got.err);
    assert_eq!(check(dir.path(), &["--allow-empty"]).code, Some(0));
}

#[test]
fn the_root_is_the_nearest_folder_with_a_configuration() {
    let dir = workspace();
    put(dir.path(), "inner/postil.toml", "");
    put(dir.path(), "inner/notes/x.md", "Nothing known. [@nothing]\n");
    let files = |got: &Output| -> Vec<String> {
        let value = json(got);
        let list = value["diagnostics"].as_array().expect("a list");
        list.iter().filter_map(|d| d["file"].as_str()).map(str::to_string).collect()
    };
    let outer = check(dir.path(), &["--format", "json"]);
    assert_eq!(files(&outer), ["notes/water.md"]);
    let inside = check(&dir.path().join("notes"), &["--format", "json"]);
    assert_eq!(inside.out, outer.out);
    assert_eq!(files(&check(dir.path(), &["inner", "--format", "json"])), ["notes/x.md"]);
    assert_eq!(files(&check(&dir.path().join("inner/notes"), &["--format", "json"])), ["notes/x.md"]);
    assert_eq!(check(dir.path(), &["inner", "notes"]).code, Some(2), "two workspaces");
}

#[test]
fn paths_select_notes_and_sources_select_what_is_about_them() {
    let dir = workspace();
    let notes = |args: &[&str]| {
        let mut all = args.to_vec();
        all.extend(["--format", "json", "--coverage"]);
        let value = json(&check(dir.path(), &all));
        let mut files: Vec<String> =
            value["claims"].as_array().expect("claims").iter().filter_map(|c| c["file"].as_str()).map(str::to_string).collect();
        files.dedup();
        (value["summary"]["files"].as_u64(), files)
    };
    assert_eq!(notes(&[]), (Some(2), vec!["notes/bridge.md".into(), "notes/water.md".into()]));
    assert_eq!(notes(&["notes/bridge.md"]), (Some(1), vec!["notes/bridge.md".into()]));
    assert_eq!(notes(&["sources/reservoir.txt"]), (Some(1), vec!["notes/water.md".into()]));
    assert_eq!(notes(&["notes"]).0, Some(2));
}

/// A note with `count` findings, each different: figures that the source has otherwise.
fn slips(count: usize) -> (String, String) {
    let (mut source, mut note) = (String::new(), String::from("# Wells\n\n"));
    for i in 1..=count {
        source.push_str(&format!("Well number {i} gave {} litres of water in 2019.\n\n", 1000 + i));
        note.push_str(&format!("Well number {i} gave {} litres of water in 2019. [[wells]]\n\n", 5000 + i));
    }
    (source, note)
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let dir = workspace();
    let (source, note) = slips(40);
    put(dir.path(), "sources/wells.txt", source);
    put(dir.path(), "notes/wells.md", note);
    for (format, _) in Format::ALL {
        let run = |threads: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
            command.args(["check", "--coverage", "--format", format]).current_dir(dir.path()).env("RAYON_NUM_THREADS", threads);
            command.output().expect("the program runs").stdout
        };
        assert_eq!(run("1"), run("2"), "{format}");
    }
}

#[test]
fn a_prefix_stands_before_every_file() {
    let dir = workspace();
    put(dir.path(), "notes/water.md", "The reservoir held 14 million cubic metres in 2019. [[reservoir]]\n");
    for (format, _) in Format::ALL {
        let plain = check(dir.path(), &["--format", format, "--coverage"]).out;
        let prefixed = check(dir.path(), &["--format", format, "--coverage", "--path-prefix", "docs/"]).out;
        assert!(prefixed.contains("docs/notes/water.md"), "{format}: {prefixed}");
        for bare in ["\"notes/", "=notes/", "> notes/", "\"sources/", "> sources/"] {
            assert!(!prefixed.contains(bare), "{format}: {prefixed}");
        }
        assert_eq!(prefixed.replace("docs/", ""), plain, "{format}");
    }
}

#[test]
fn silenced_findings_are_in_sarif_alone() {
    let dir = workspace();
    let note = "It was full. [@resevoir] <!-- postil-disable-line unknown-source: a slip of the pen -->\n";
    put(dir.path(), "notes/water.md", note);
    assert_eq!(check(dir.path(), &[]).code, Some(0));
    let log: Value = json(&check(dir.path(), &["--format", "sarif"]));
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 1);
    assert_eq!(results[0]["suppressions"][0]["justification"], "a slip of the pen");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let dir = workspace();
    for (format, _) in Format::ALL {
        let args = ["--format", format, "--coverage"];
        let first = check(dir.path(), &args);
        assert_eq!(first.out, check(dir.path(), &args).out, "{format}");
        assert!(!first.out.contains(&*dir.path().to_string_lossy()), "{format} shows where the workspace lies");
        assert!(!first.out.contains('\u{1b}'), "{format} has colour without a terminal");
    }
}

#[test]
fn hostile_files_give_findings_and_everything_goes_on() {
    let dir = workspace();
    let root = dir.path();
    put(root, "sources/control.txt", "::error::x\n##[error]y\n\u{1b}[31mred\u{202e}\u{7}\n<script>z</script>\n");
    put(root, "sources/binary.txt", [0u8, 159, 146, 150, 0, 1, 2]);
    put(root, "sources/empty.txt", "");
    put(root, "sources/latin.txt", b"Caf\xe9 cr\xe8me, d\xe9j\xe0 vu \xe0 la carte.\n");
    put(root, "refs.bib", "@book{broken, title = {no end");
    put(
        root,
        "notes/::error::n.md",
        "---\ntitle: [unclosed\n---\n::error::in a note [@x\u{202e}y]\n##[group]z [[../../etc/passwd]] `a` <b>\u{1b}[0m\n",
    );
    put(root, "notes/deep.md", "> ".repeat(5_000) + "x [@deep]\n");
    for (format, _) in Format::ALL {
        let got = check(root, &["--format", format, "--coverage"]);
        assert_eq!(got.code, Some(1), "{format}: {}", got.err);
        for line in got.out.lines() {
            let ours = format == "github" && (line.starts_with("::warning file=") || line.starts_with("::notice file="));
            assert!(ours || !line.trim_start().starts_with("::") && !line.trim_start().starts_with("##["), "{format}: {line}");
        }
        assert!(!got.out.chars().any(|c| c.is_control() && c != '\n'), "{format}");
        assert!(!got.out.contains('\u{202e}'), "{format}");
        if format != "github" {
            assert!(got.out.contains("binary.txt"), "{format}");
        }
        assert!(!got.out.contains("root:"), "{format} read what lies outside");
    }
}

#[test]
fn explain_shows_the_chain() {
    let dir = workspace();
    let explain = |what: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_postil")).args(["explain", what]).current_dir(dir.path()).output().expect("runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (code, out) = explain("notes/water.md:1");
    assert_eq!(code, Some(0));
    for word in ["claim: The reservoir", "scope: cited in the sentence: sources/reservoir.txt", "verdict: "] {
        assert!(out.contains(word), "{word}: {out}");
    }
    assert!(explain("notes/water.md:2").1.contains("no claim"));
    assert_eq!(explain("notes/water.md:1:5").0, Some(0));
    for bad in ["notes/nowhere.md:1", "sources/bridge.txt:1", "notes/water.md:0", "notes/water.md:x"] {
        assert_eq!(explain(bad).0, Some(2), "{bad}");
    }
}

/// A workspace whose source was quoted with care, and not.
fn quoting() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    put(
        dir.path(),
        "sources/pier.txt",
        "The harbour master said: “The old pier will be closed on Friday because the timber has rotted through.”\n\nThe harbour had room for 41 boats in 2019.\n",
    );
    put(
        dir.path(),
        "notes/pier.md",
        "\u{feff}# Pier\r\n\r\nShe said, “The new pier will be closed on Friday because the timber has rotted through.” [[pier]]\r\n\r\n\
         The harbour had room for 14 boats in 2019. [[pier]]\r\n",
    );
    dir
}

#[test]
fn fix_restores_quotations_and_nothing_else() {
    let dir = quoting();
    let before = fs::read_to_string(dir.path().join("notes/pier.md")).expect("read");
    let source = fs::read(dir.path().join("sources/pier.txt")).expect("read");
    let shown = check(dir.path(), &["--fix", "--dry-run"]);
    assert_eq!(shown.code, Some(1), "{}", shown.err);
    let want = "--- a/notes/pier.md\n+++ b/notes/pier.md\n@@ -1,5 +1,5 @@\n \\u{feff}# Pier\n \n\
        -She said, “The new pier will be closed on Friday because the timber has rotted through.” [[pier]]\n\
        +She said, “The old pier will be closed on Friday because the timber has rotted through.” [[pier]]\n \n The harbour had room for 14 boats in 2019. [[pier]]\n";
    assert_eq!(shown.out, want);
    assert_eq!(fs::read_to_string(dir.path().join("notes/pier.md")).expect("read"), before);
    let fixed = check(dir.path(), &["--fix", "--format", "json"]);
    assert_eq!((fixed.code, rules(&json(&fixed))), (Some(1), vec!["number-conflict"]), "{}", fixed.err);
    assert!(fixed.err.contains("fixed 1 findings in 1 files"), "{}", fixed.err);
    let after = fs::read_to_string(dir.path().join("notes/pier.md")).expect("read");
    assert_eq!(after, before.replace("new pier", "old pier"), "line ends and the byte order mark stay");
    assert_eq!(fs::read(dir.path().join("sources/pier.txt")).expect("read"), source);
    assert!(check(dir.path(), &["--fix"]).err.contains("fixed 0 findings in 0 files"));
}

#[test]
fn fix_keeps_other_encodings() {
    let dir = quoting();
    let text = "She said, “The new pier will be closed on Friday because the timber has rotted through.” [[pier]]\n";
    let wide = |text: &str| -> Vec<u8> { [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect() };
    put(dir.path(), "notes/pier.md", wide(text));
    assert_eq!(check(dir.path(), &["--fix"]).code, Some(0));
    assert_eq!(fs::read(dir.path().join("notes/pier.md")).expect("read"), wide(&text.replace("new", "old")));
}

#[cfg(unix)]
#[test]
fn fix_never_writes_a_source_or_what_lies_outside() {
    use std::os::unix::fs::symlink;
    let dir = quoting();
    let outside = tempfile::tempdir().expect("a folder");
    let slip = "She said, “The new pier will be closed on Friday because the timber has rotted through.” [[pier]]\n";
    put(outside.path(), "far.md", slip);
    put(dir.path(), "sources/near.md", slip);
    fs::remove_file(dir.path().join("notes/pier.md")).expect("removed");
    symlink(outside.path().join("far.md"), dir.path().join("notes/far.md")).expect("linked");
    symlink("../sources/near.md", dir.path().join("notes/near.md")).expect("linked");
    let got = check(dir.path(), &["--fix", "--allow-path", &outside.path().to_string_lossy()]);
    assert_eq!(got.code, Some(2), "{} {}", got.err, got.out);
    assert!(got.err.contains("notes/far.md stays as it is: it is a link out of the workspace"), "{}", got.err);
    assert!(got.err.contains("notes/near.md stays as it is: it is a link to a source"), "{}", got.err);
    assert_eq!(fs::read_to_string(dir.path().join("sources/near.md")).expect("read"), slip);
    assert_eq!(fs::read_to_string(outside.path().join("far.md")).expect("read"), slip);
}

#[test]
fn standard_input_is_checked_as_the_note_that_it_is_said_to_be() {
    let dir = quoting();
    let typed = |args: &[&str], text: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
            .args(["check", "--format", "json"])
            .args(args)
            .current_dir(dir.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("piped").write_all(text.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Output { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    };
    let files = |got: &Output| {
        let value = json(got);
        let list = value["diagnostics"].as_array().expect("a list");
        list.iter().map(|d| format!("{} {}", d["file"].as_str().unwrap_or(""), d["rule"].as_str().unwrap_or(""))).collect::<Vec<_>>()
    };
    let slip = "The harbour had room for 45 boats in 2019. [[pier]]\n";
    let new = typed(&["--stdin-filename", "notes/deep/new.md"], slip);
    assert_eq!((new.code, files(&new)), (Some(1), vec!["notes/deep/new.md number-conflict".to_string()]), "{}", new.err);
    let instead = typed(&["--stdin-filename", "notes/pier.md"], slip);
    assert_eq!(files(&instead), ["notes/pier.md number-conflict"]);
    assert_eq!(typed(&["--stdin-filename", "notes/pier.md"], "The harbour had room for 41 boats in 2019. [[pier]]\n").code, Some(0));
    // a source's text stands for it before the notes that are about it
    let source = typed(&["--stdin-filename", "sources/pier.txt"], "The harbour had room for 40 boats in 2019.\n");
    assert!(files(&source).contains(&"notes/pier.md number-conflict".to_string()), "{}", source.out);
    for outside in ["../x.md", "README.md"] {
        let got = typed(&["--stdin-filename", outside], slip);
        assert_eq!((got.code, got.err.lines().count()), (Some(2), 1), "{outside}: {}", got.err);
    }
}

fn git(dir: &Path, args: &[&str]) -> bool {
    let identity = ["-c", "user.name=n", "-c", "user.email=n@invalid", "-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"];
    let quiet = Command::new("git").args(identity).args(args).current_dir(dir).stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|s| s.success())
}

#[test]
fn since_reports_only_claims_whose_lines_have_changed() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path();
    let ws = root.join("docs");
    let (source, note) = slips(3);
    put(&ws, "sources/wells.txt", source);
    put(&ws, "notes/wells.md", &note);
    put(&ws, "notes/other.md", "Well number 1 gave 7001 litres of water in 2019. [[wells]]\n");
    let none = check(&ws, &["--since", "HEAD"]);
    assert!(none.code == Some(2) && none.err.contains("git"), "{}", none.err);
    if !git(root, &["init"]) {
        eprintln!("SKIPPED: there is no git");
        return;
    }
    assert!(git(root, &["add", "."]) && git(root, &["commit", "-m", "one"]));
    let claimed = |args: &[&str]| -> Vec<String> {
        let value = json(&check(&ws, &[&["--format", "json", "--since"], args].concat()));
        let list = value["diagnostics"].as_array().expect("a list");
        let said = |d: &Value| format!("{} {}", d["file"].as_str().unwrap_or(""), d["claimed"]["text"].as_str().unwrap_or(""));
        list.iter().map(said).collect()
    };
    assert_eq!(claimed(&["HEAD"]), [""; 0]);
    assert_eq!(check(&ws, &["--since", "HEAD"]).code, Some(0));
    // a claim over two lines is touched by a change in either; lines that only moved are not
    let edited = format!("Before.\n\n{}", note.replacen("Well number 2 gave 5002 litres", "Well number 2\ngave 6002 litres", 1));
    put(&ws, "notes/wells.md", &edited);
    assert_eq!(claimed(&["HEAD"]), ["notes/wells.md 6002 litres"]);
    // a renamed note is the same note, a new one is new
    assert!(git(root, &["mv", "docs/notes/other.md", "docs/notes/moved.md"]));
    put(&ws, "notes/new one.md", "Well number 3 gave 9003 litres of water in 2019. [[wells]]\n");
    assert_eq!(claimed(&["HEAD"]), ["notes/new one.md 9003 litres", "notes/wells.md 6002 litres"]);
    assert_eq!(claimed(&["HEAD", "notes/wells.md"]), ["notes/wells.md 6002 litres"]);
    for bad in ["nowhere", "--since=-x", "HEAD:docs"] {
        let got = check(&ws, &["--since", bad]);
        assert!(got.code == Some(2) && got.out.is_empty(), "{bad}: {}", got.err);
    }
}

#[test]
fn stats_count_by_rule_verdict_and_source() {
    let dir = quoting();
    let got = check(dir.path(), &["--stats", "--format", "json"]);
    let stats = &json(&got)["stats"];
    assert_eq!(stats["rules"]["altered-quotation"], 1);
    assert_eq!(stats["verdicts"]["conflict"], 2);
    assert_eq!(stats["sources"]["sources/pier.txt"]["findings"], 2);
    assert!(got.err.contains("checked in"), "{}", got.err);
    let text = check(dir.path(), &["--stats"]);
    let last = text.out.lines().last().expect("a line");
    assert!(text.out.contains("findings by rule\n  altered-quotation       1\n") && last.contains("claims checked"), "{}", text.out);
    assert_eq!(check(dir.path(), &["--stats", "--format", "sarif"]).code, Some(2));
}

#[test]
fn watch_tells_again_when_a_file_changes() {
    use std::io::{BufRead, BufReader};
    let dir = quoting();
    let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(["check", "--watch"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
    let summary = |mut lines: &mut dyn Iterator<Item = String>| Iterator::find(&mut lines, |l| l.contains("checked:")).expect("a summary");
    assert!(summary(&mut lines).contains("2 conflicts"));
    put(dir.path(), "notes/pier.md", "The harbour had room for 14 boats in 2019. [[pier]]\n");
    assert!(summary(&mut lines).contains("1 conflict,"));
    child.kill().expect("ended");
    child.wait().expect("over");
}

#[test]
fn the_report_shows_each_claim_and_the_sum_of_each_source() {
    let dir = quoting();
    put(dir.path(), "sources/latin.txt", b"Caf\xe9 cr\xe8me, d\xe9j\xe0 vu \xe0 la carte.\n");
    let report = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_postil")).arg("report").args(args).current_dir(dir.path()).output().expect("runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (code, page) = report(&["--date", "23 November <2026>"]);
    assert_eq!(code, Some(0));
    for part in [
        "23 November &lt;2026&gt;, checked with postil",
        "<mark>new</mark> pier",
        "<mark>old</mark> pier",
        "altered-quotation",
        "number-conflict",
        // sha256sum of the very bytes
        "42c46a8144ae3463fe57f321c9b201b5af6e010189de05dcc6f02c6b1c2bb14a",
        "0d551229d714dfdfefccb1d7474a2f3578ef6aa8f8dda31d7787ea6175146943",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains(&*dir.path().to_string_lossy()), "no path of this machine");
    let (code, text) = report(&["--format", "md", "notes/pier.md"]);
    assert!(
        code == Some(0)
            && text.contains("### conflict, notes/pier.md:3")
            && text.contains("42c46a8144ae3463fe57f321c9b201b5af6e010189de05dcc6f02c6b1c2bb14a"),
        "{text}"
    );
    assert_eq!(report(&["nowhere.md"]).0, Some(2));
}
