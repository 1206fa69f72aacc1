//! What README.md shows is what the program prints. `UPDATE=1 cargo test --test readme` writes it again.
//!
//! A block stands after a comment `<!-- output of ARGS: PLACE, PLACE -->`, which says how the program was run and which
//! findings are shown, by the place in their second line; the last line of the output always is.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the program prints when it is run with `args`, a space between each, in the root of the project.
fn output(args: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_postil")).args(args.split(' ')).current_dir(root()).output();
    String::from_utf8(run.expect("the program starts").stdout).expect("UTF-8")
}

/// The findings at `places` and the last line, with `…` for what is left out.
fn shown(args: &str, places: &str) -> String {
    let out = output(args);
    let mut block = String::new();
    for place in places.split(", ") {
        let arrow = format!("--> {place}:");
        let finding = out.split("\n\n").find(|f| f.lines().nth(1).is_some_and(|l| l.contains(&arrow)));
        block += finding.unwrap_or_else(|| panic!("`postil {args}` has no finding at {place}"));
        block += "\n\n";
    }
    format!("{block}…\n\n{}\n", out.trim_end().lines().last().unwrap_or_default())
}

#[test]
fn the_output_in_the_readme_is_fresh() {
    let path = root().join("README.md");
    let have = fs::read_to_string(&path).expect("README.md").replace("\r\n", "\n");
    let mut want = String::new();
    let mut rest = have.as_str();
    let mut blocks = 0;
    while let Some((before, after)) = rest.split_once("<!-- output of ") {
        let (marker, after) = after.split_once(" -->\n```text\n").expect("a block follows the marker");
        let (_, after) = after.split_once("```\n").expect("the block ends");
        let (args, places) = marker.split_once(": ").expect("ARGS: PLACES");
        want += &format!("{before}<!-- output of {marker} -->\n```text\n{}```\n", shown(args, places));
        rest = after;
        blocks += 1;
    }
    want += rest;
    assert!(blocks > 0, "README.md shows no output");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &want).expect("README.md can be written");
    } else {
        assert!(have == want, "README.md is stale; run `UPDATE=1 cargo test --test readme`");
    }
}

#[test]
fn the_judge_example_gives_what_is_shown() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let input = readme.split("echo '").nth(1).and_then(|t| t.split("' | postil judge").next()).expect("an example");
    let shown = readme.split("```json\n").nth(1).and_then(|t| t.split("```").next()).expect("its output");
    let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .arg("judge")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("piped").write_all(format!("{input}\n").as_bytes()).expect("written");
    let output = child.wait_with_output().expect("the program ends").stdout;
    // the confidence is that measured for the rule; it moves with the engine and is not what the example shows
    let without = |text: &str| {
        let mut value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        value.as_object_mut().expect("an object").remove("confidence");
        value
    };
    assert_eq!(without(&String::from_utf8(output).expect("UTF-8")), without(shown));
}

#[test]
fn the_readme_names_the_two_commands() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    for command in ["cargo run --release -- check seeds", "cargo test"] {
        assert!(readme.lines().any(|l| l.trim() == command), "no line is `{command}`");
    }
}

/// Links to files of the project lead somewhere.
#[test]
fn links_of_the_pages_lead_somewhere() {
    for page in ["README.md", "docs/architecture.md", "editors/neovim/README.md", "editors/vscode/README.md"] {
        let text = fs::read_to_string(root().join(page)).expect(page);
        // code is no link
        let text: String = text.split('`').step_by(2).collect();
        let folder = root().join(page).parent().expect("a folder").to_path_buf();
        for target in text.split("](").skip(1).filter_map(|t| t.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            assert!(file.contains("://") || file.is_empty() || folder.join(file).exists(), "{page}: {target}");
        }
    }
}
