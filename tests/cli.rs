//! The program as a person or a pipeline meets it: arguments in, text and exit code out.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

struct Output {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run_in(dir: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(args)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_string();
    // a program that does not read its input closes the pipe
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("written");
    Output {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn run(args: &[&str], input: &str) -> Output {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), args, input)
}

#[test]
fn judge_answers_every_line_in_order() {
    let input = "{\"id\":1,\"claim\":\"It is so.\",\"evidence\":\"It is so.\"}\n\n{\"id\":\"b\",\"claim\":\"\",\"evidence\":[]}\r\n";
    let got = run(&["judge"], input);
    assert_eq!(got.code, Some(0), "{}", got.err);
    let lines: Vec<serde_json::Value> = got.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], 1);
    assert_eq!(lines[1]["id"], "b");
    for key in ["id", "verdict", "rule", "confidence", "claimed", "found", "message"] {
        assert!(lines.iter().all(|l| l.get(key).is_some()), "{key}");
    }
}

#[test]
fn a_message_quotes_a_figure_with_its_bound() {
    let row = serde_json::json!({
        "id": 1,
        "claim": "The harbour guide bases the rating of the inn on more than 109 reviews.",
        "evidence": "The harbour guide bases the rating of the inn on 109 reviews.",
    });
    let got = run(&["judge"], &row.to_string());
    let answer: serde_json::Value = serde_json::from_str(&got.out).expect("JSON");
    assert_eq!(answer["claimed"]["text"], "109", "{}", got.out);
    let message = answer["message"].as_str().expect("a message");
    assert!(message.starts_with("note says more than 109; source says 109"), "{message}");
}

#[test]
fn judge_reports_malformed_lines_and_goes_on() {
    let input = "\u{feff}{\"id\":1,\"claim\":\"A.\",\"evidence\":\"A.\"}\nnonsense\n{\"id\":true,\"claim\":\"\",\"evidence\":\"\"}\n\
        {\"claim\":\"\",\"evidence\":\"\"}\n{\"id\":5,\"evidence\":\"\"}\n{\"id\":6,\"claim\":\"\",\"evidence\":[1]}\n\
        {\"id\":7,\"claim\":\"\",\"evidence\":\"\",\"date\":\"May 2020\"}\n[1]\n{\"id\":9,\"claim\":\"A.\",\"evidence\":\"A.\",\"title\":null,\"x\":[]}\n";
    let got = run(&["judge"], input);
    assert_eq!(got.code, Some(2));
    let lines: Vec<serde_json::Value> = got.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let errors: Vec<(usize, &serde_json::Value)> =
        lines.iter().enumerate().filter(|(_, l)| l.get("error").is_some()).map(|(i, l)| (i, &l["id"])).collect();
    let null = serde_json::Value::Null;
    assert_eq!(errors, [(1, &null), (2, &null), (3, &null), (4, &5.into()), (5, &6.into()), (6, &7.into()), (7, &null)]);
    assert!(lines.iter().enumerate().all(|(i, l)| l.get("error").is_none() || l["line"] == i + 1));
    assert_eq!(lines[8]["id"], 9);
}

#[test]
fn judge_survives_hostile_pairs() {
    let deep = format!("{{\"id\":1,\"claim\":{}1", "[".repeat(100_000));
    let texts = [
        "",
        " ",
        "\u{0}",
        "\u{feff}\u{202e}",
        "“",
        "[[",
        "[^1]: x",
        "---\nsource: x\n---\n",
        "9999999999999999999999%",
        "\r\r\n",
        "é́́́",
        "> > > x",
    ];
    let mut input = format!("{deep}\n");
    for (i, claim) in texts.iter().enumerate() {
        for evidence in texts {
            input.push_str(&serde_json::json!({ "id": i, "claim": claim, "evidence": [evidence, claim] }).to_string());
            input.push('\n');
        }
    }
    let got = run(&["judge"], &input);
    assert_eq!(got.code, Some(2));
    assert_eq!(got.out.lines().count(), 1 + texts.len() * texts.len());
    assert_eq!(got.out.matches("\"error\"").count(), 1, "{}", got.out);
}

#[test]
fn judge_answers_before_its_input_ends() {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .arg("judge")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
    for id in 0..3 {
        writeln!(stdin, "{{\"id\":{id},\"claim\":\"A.\",\"evidence\":\"A.\"}}").expect("written");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("an answer");
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn usage_errors_are_2_and_help_is_0() {
    for args in [&[][..], &["nonsense"], &["judge", "--x"], &["explain"], &["explain", "numbr-conflict"]] {
        let got = run(args, "");
        assert_eq!(got.code, Some(2), "{args:?}");
        assert!(got.out.is_empty() && !got.err.is_empty(), "{args:?}");
    }
    assert!(run(&["explain", "numbr-conflict"], "").err.contains("did you mean number-conflict"));
    for args in [&["--help"][..], &["-V"], &["judge", "--help"], &["help"]] {
        assert_eq!(run(args, "").code, Some(0), "{args:?}");
    }
}

#[test]
fn pages_are_printed() {
    for rule in postil::rules::ALL {
        let got = run(&["explain", rule.id], "");
        assert!(got.code == Some(0) && got.out == postil::rules::page(rule));
    }
    assert!(run(&["rules"], "").out.contains("number-conflict"));
    let schema: serde_json::Value = serde_json::from_str(&run(&["schema"], "").out).expect("JSON");
    assert_eq!(schema["$id"], "urn:postil:config");
    for key in postil::config::KEYS {
        assert!(schema["properties"].get(key.name).is_some(), "{}", key.name);
    }
    let licences = run(&["licenses"], "").out;
    assert!(["MIT", "Apache", "WordNet", "regex 1", "Copyright"].iter().all(|name| licences.contains(name)));
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let commands = [
        "check",
        "report",
        "define",
        "judge",
        "explain",
        "lsp",
        "mcp",
        "rules",
        "init",
        "schema",
        "licenses",
        "cache",
        "completions",
        "man",
    ];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let got = run(&["completions", shell], "");
        assert!(got.code == Some(0) && commands.iter().all(|c| got.out.contains(c)), "{shell}");
    }
    let page = run(&["man"], "").out;
    assert!(page.contains(".TH postil 1") && commands.iter().all(|c| page.contains(c)), "{page}");
    let check = run(&["man", "check"], "").out;
    assert!(check.contains("postil\\-check") && check.contains("baseline"), "{check}");
    assert_eq!(run(&["man", "nothing"], "").code, Some(2));
    assert_eq!(run(&["completions", "cobol"], "").code, Some(2));
}

#[test]
fn an_agent_is_answered_in_its_protocol() {
    let dir = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        ("sources/mill.txt", "The mill at Corve ground 21 tonnes of flour in 1902.\n"),
        ("notes/mill.md", "The mill at Corve ground 12 tonnes of flour in 1902. [[mill]]\n"),
    ] {
        let at = dir.path().join(path);
        std::fs::create_dir_all(at.parent().expect("a folder")).expect("made");
        std::fs::write(at, text).expect("written");
    }
    let call = |id: u32, name: &str, arguments: serde_json::Value| {
        let params = serde_json::json!({ "name": name, "arguments": arguments });
        serde_json::json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
    };
    let hello =
        serde_json::json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "0" } });
    let lines = [
        serde_json::json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello }),
        serde_json::json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        call(1, "check_note", serde_json::json!({ "path": "notes/mill.md" })),
        call(2, "check_note", serde_json::json!({ "path": "../../etc/passwd" })),
        call(
            3,
            "verify_claim",
            serde_json::json!({ "claim": "The mill at Corve ground 12 tonnes of flour in 1902.", "sources": ["mill"] }),
        ),
    ];
    let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(["mcp", "--root"])
        .arg(dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    for line in &lines {
        writeln!(stdin, "{line}").expect("written");
    }
    let mut answers = std::collections::BTreeMap::new();
    let mut stdout = std::io::BufReader::new(child.stdout.take().expect("piped"));
    while answers.len() < 4 {
        let mut line = String::new();
        assert!(std::io::BufRead::read_line(&mut stdout, &mut line).expect("an answer") > 0, "{answers:?}");
        let answer: serde_json::Value = serde_json::from_str(&line).expect("JSON alone is on stdout");
        answers.insert(answer["id"].as_u64(), answer["result"].clone());
    }
    drop(stdin);
    assert!(child.wait().expect("the program ends").success());
    assert_eq!(answers[&Some(0)]["serverInfo"]["name"], "postil");
    assert_eq!(answers[&Some(1)]["structuredContent"]["diagnostics"][0]["rule"], "number-conflict");
    assert_eq!(answers[&Some(2)]["isError"], true);
    assert_eq!(answers[&Some(3)]["structuredContent"]["verdict"], "conflict");
}

#[test]
fn init_begins_a_workspace_and_changes_nothing_twice() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(run_in(dir.path(), &["init"], "").code, Some(0));
    let file = dir.path().join("postil.toml");
    assert!(file.is_file() && dir.path().join("notes").is_dir() && dir.path().join("sources").is_dir());
    std::fs::write(&file, "# mine\n").expect("written");
    assert_eq!(run_in(dir.path(), &["init"], "").code, Some(0));
    assert_eq!(std::fs::read_to_string(&file).expect("read"), "# mine\n");
}

#[test]
fn the_sample_has_two_slips_and_only_comes_into_new_folders() {
    let dir = tempfile::tempdir().expect("a folder");
    assert!(run_in(dir.path(), &["init"], "").out.contains("wrote notes/visit.md\n"));
    let got = run_in(dir.path(), &["check", "--format", "json"], "");
    let found: serde_json::Value = serde_json::from_str(&got.out).expect("JSON");
    let rules: Vec<&str> = found["diagnostics"].as_array().expect("a list").iter().filter_map(|d| d["rule"].as_str()).collect();
    assert_eq!((got.code, rules), (Some(1), vec!["number-conflict", "altered-quotation"]), "{}", got.err);
    let old = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(old.path().join("notes")).expect("made");
    run_in(old.path(), &["init"], "");
    assert!(!old.path().join("notes/visit.md").exists() && !old.path().join("sources/tide-mill.md").exists());
}

#[cfg(unix)]
#[test]
fn nothing_to_check_says_what_is_missing() {
    let files: [(&[(&str, &str)], &str); 5] = [
        (&[], "postil init"),
        (&[("sources/a.txt", "A."), ("sources/b.txt", "B.")], "there are 2 sources"),
        (&[("postil.toml", "notes = [\"n/**\"]\n"), ("sources/a.txt", "A.")], "fits `notes` in postil.toml"),
        (&[("a.txt", "A."), ("b.md", "B cites nothing.")], "b.md would be one if it cited one"),
        (&[("sources/a.txt", "A."), ("notes/readme.txt", "R.")], "there is 1 source"),
    ];
    for (files, said) in files {
        let dir = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let at = dir.path().join(path);
            std::fs::create_dir_all(at.parent().expect("a folder")).expect("made");
            std::fs::write(at, text).expect("written");
        }
        let got = run_in(dir.path(), &["check"], "");
        assert!(got.code == Some(2) && got.err.contains(said) && got.err.lines().count() == 1, "{files:?}: {}", got.err);
    }
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("notes")).expect("made");
    run_in(dir.path(), &["init"], "");
    let got = run_in(dir.path(), &["check"], "");
    assert!(got.err.contains("fits `notes` in postil.toml; put the notes there"), "{}", got.err);
}

#[test]
fn what_is_not_found_is_named() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("sources")).expect("made");
    std::fs::write(dir.path().join("sources/a.md"), "A.").expect("written");
    let define = run_in(dir.path(), &["define", "quay", "wall"], "");
    assert!(define.code == Some(1) && define.err.contains("“quay wall”") && define.out.is_empty(), "{}", define.err);
    let explain = run_in(dir.path(), &["explain", "sources/a.md"], "");
    assert!(explain.code == Some(2) && explain.err.contains("sources/a.md:1"), "{}", explain.err);
    let init = run_in(dir.path(), &["init", "sources/a.md"], "");
    assert!(init.code == Some(2) && init.err.contains("a.md"), "{}", init.err);
}

#[test]
fn a_closed_pipe_is_silent() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .arg("licenses")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
