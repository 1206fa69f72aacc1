//! Literate specifications: every heading of `tests/specs/*.md` is a test. Fenced blocks are files (`source NAME`, `note [NAME]`,
//! `config`, `bibliography [NAME]`, `glossary [NAME]`, and `file NAME`, whose role follows from its path and text); lines in them
//! that begin with a mark are assertions about that file and no part of it:
//!
//! - `!! rule "claimed" ≠ file "found"` or `!! rule "claimed"`: reported;
//! - `?? …`: a known miss, `?! …`: a known false alarm; both fail when that changes;
//! - `hover "words" => "text"`: the hover on these words (their first place in the file) shows the text; `=> nothing`: there is none;
//! - `goto "words" => file "words of a line"`: the definition of these words leads to that line;
//! - `== "words of a claim" supported`: the claim's verdict, or the reason why it was left alone (`no-evidence`, `question` …);
//! - `=> "words of a claim" in a.txt, b.txt`: the claim's scope (`*`: the whole workspace; nothing: no source).
//!
//! What is not asserted must not be reported. `SPEC=words cargo test --test specs` runs the tests with these words in their name.

use postil::analysis::{File, Snapshot};
use postil::claim::ScopeRule;
use postil::config::{self, Config, Role, Roles};
use postil::diagnostic::Diagnostic;
use postil::document::{Document, Format};
use postil::ide;
use postil::rules;
use postil::text::Cancel;
use postil::verdict::Verdict;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

/// One heading with its blocks.
struct Spec {
    name: String,
    /// `file.md:12`
    place: String,
    blocks: Vec<Block>,
}

struct Block {
    kind: String,
    path: String,
    text: String,
    assertions: Vec<Assertion>,
}

struct Assertion {
    line: usize,
    written: String,
    mark: Mark,
}

enum Mark {
    Finding {
        expect: Expect,
        rule: String,
        claimed: String,
        found: Option<(String, String)>,
    },
    Scope {
        claim: String,
        sources: Vec<String>,
    },
    /// What became of the claim.
    Verdict {
        claim: String,
        verdict: String,
    },
    /// What the hover on the words shows; `None`: nothing.
    Hover {
        words: String,
        shows: Option<String>,
    },
    Goto {
        words: String,
        file: String,
        line: String,
    },
}

#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Reported,
    KnownMiss,
    KnownFalseAlarm,
}

#[test]
fn specs() {
    let wanted = std::env::var("SPEC").unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("tests/specs").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let (mut run, mut failures) = (0, String::new());
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let text = std::fs::read_to_string(path).expect("a readable file").replace("\r\n", "\n");
        let file = path.file_name().unwrap_or_default().to_string_lossy().to_string();
        for spec in parse(&file, &text) {
            if spec.blocks.is_empty() || !spec.name.contains(&wanted) {
                continue;
            }
            run += 1;
            let faults = check(&spec);
            if !faults.is_empty() {
                let _ = writeln!(failures, "\n{} ({})\n{}", spec.name, spec.place, faults.join("\n"));
            }
        }
    }
    assert!(run > 0, "no test was run");
    assert!(failures.is_empty(), "{failures}");
}

fn parse(file: &str, text: &str) -> Vec<Spec> {
    let mut specs = vec![Spec { name: file.to_string(), place: format!("{file}:1"), blocks: Vec::new() }];
    let mut open: Option<(String, Block)> = None;
    for (i, line) in text.lines().enumerate() {
        let number = i + 1;
        if let Some((fence, mut block)) = open.take() {
            if line.trim_end() == fence {
                specs.last_mut().expect("one").blocks.push(block);
                continue;
            }
            match assertion(line, number, file) {
                Some(assertion) => block.assertions.push(assertion),
                None => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
            }
            open = Some((fence, block));
            continue;
        }
        if line.starts_with('#') {
            let name = line.trim_start_matches('#').trim().to_string();
            specs.push(Spec { name, place: format!("{file}:{number}"), blocks: Vec::new() });
        } else if line.starts_with("```") {
            let info = line.trim_start_matches('`');
            let fence = "`".repeat(line.len() - info.len());
            let (kind, name) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
            let default = match kind {
                "note" => "note.md",
                "config" => config::FILE,
                "bibliography" => "references.bib",
                "glossary" => "glossary.md",
                "source" | "file" if !name.is_empty() => "",
                // an example in the prose
                _ => "",
            };
            let path = if name.trim().is_empty() { default } else { name.trim() }.to_string();
            open = Some((fence, Block { kind: kind.to_string(), path, text: String::new(), assertions: Vec::new() }));
        }
    }
    assert!(open.is_none(), "{file}: a fence is not closed");
    specs
}

fn assertion(line: &str, number: usize, file: &str) -> Option<Assertion> {
    let (mark, rest) = line.split_once(' ')?;
    let malformed = || -> ! { panic!("{file}:{number}: cannot read the assertion `{line}`") };
    let quoted = |s: &str| s.trim().strip_prefix('"').and_then(|s| s.strip_suffix('"')).map(str::to_string);
    let expect = match mark {
        "!!" => Expect::Reported,
        "??" => Expect::KnownMiss,
        "?!" => Expect::KnownFalseAlarm,
        "hover" | "goto" => {
            let (words, result) = rest.split_once("\" => ")?;
            let Some(words) = words.trim().strip_prefix('"').map(str::to_string) else { malformed() };
            let mark = match (mark, result.trim(), result.trim().split_once(' ')) {
                ("hover", "nothing", _) => Mark::Hover { words, shows: None },
                ("hover", shown, _) => Mark::Hover { words, shows: Some(quoted(shown).unwrap_or_else(|| malformed())) },
                (_, _, Some((to, line))) => Mark::Goto { words, file: to.to_string(), line: quoted(line).unwrap_or_else(|| malformed()) },
                _ => malformed(),
            };
            return Some(Assertion { line: number, written: line.to_string(), mark });
        }
        "=>" => {
            let Some((claim, sources)) = rest.rsplit_once("\" in") else { malformed() };
            let Some(claim) = claim.trim().strip_prefix('"') else { malformed() };
            let sources = sources.split(',').map(|s| s.trim().to_string()).filter(|s| !s.is_empty()).collect();
            let mark = Mark::Scope { claim: claim.to_string(), sources };
            return Some(Assertion { line: number, written: line.to_string(), mark });
        }
        "==" => {
            let Some((claim, verdict)) = rest.rsplit_once("\" ") else { malformed() };
            let Some(claim) = claim.trim().strip_prefix('"') else { malformed() };
            let mark = Mark::Verdict { claim: claim.to_string(), verdict: verdict.trim().to_string() };
            return Some(Assertion { line: number, written: line.to_string(), mark });
        }
        _ => return None,
    };
    let Some((rule, sides)) = rest.split_once(' ') else { malformed() };
    let (claimed, found) = match sides.split_once("\" ≠ ") {
        Some((claimed, found)) => (format!("{claimed}\""), Some(found)),
        None => (sides.to_string(), None),
    };
    let Some(claimed) = quoted(&claimed) else { malformed() };
    let found = found.map(|f| match f.split_once(' ').and_then(|(file, words)| Some((file.to_string(), quoted(words)?))) {
        Some(found) => found,
        None => malformed(),
    });
    let mark = Mark::Finding { expect, rule: rule.to_string(), claimed, found };
    Some(Assertion { line: number, written: line.to_string(), mark })
}

fn snapshot(spec: &Spec) -> Snapshot {
    let configured = spec.blocks.iter().find(|b| b.kind == "config");
    let (config, config_file) = match configured {
        Some(block) => {
            let (config, problems) = config::parse(&block.text, &rules::ids());
            (config, Some((Arc::from(block.text.as_str()), problems)))
        }
        None => (Config::default(), None),
    };
    let roles = Roles::new(&config, spec.blocks.iter().map(|b| b.path.as_str()));
    let by_path = config.sources.is_some() || config.notes.is_some();
    let file = |block: &Block| {
        let role = match block.kind.as_str() {
            _ if by_path => roles.role(&block.path),
            "note" => Role::Note,
            "source" => Role::Source,
            "glossary" => Role::Glossary,
            "bibliography" => Role::Bibliography,
            "file" => roles.role(&block.path),
            _ => return None,
        };
        let document = Document::from_text(&block.path, block.text.as_str(), Format::of(&block.path));
        Some(File { path: block.path.clone(), role, document: Ok(Arc::new(document)) })
    };
    Snapshot::new(config, config_file, spec.blocks.iter().filter_map(file).collect())
}

/// What does not hold; empty if all does.
fn check(spec: &Spec) -> Vec<String> {
    let snapshot = snapshot(spec);
    let notes: Vec<String> = snapshot.notes().map(str::to_string).collect();
    let report = snapshot.report(&notes, true, &Cancel::default()).expect("not cancelled");
    let mut open: Vec<&Diagnostic> = report.diagnostics.iter().collect();
    let mut faults = Vec::new();
    for block in &spec.blocks {
        for assertion in &block.assertions {
            match &assertion.mark {
                Mark::Scope { claim, sources } => {
                    faults.extend(scope(&snapshot, &block.path, claim, sources).map(|f| format!("  line {}: {f}", assertion.line)));
                }
                Mark::Verdict { claim, verdict: wanted } => {
                    faults.extend(verdict(&snapshot, &block.path, claim, wanted).map(|f| format!("  line {}: {f}", assertion.line)));
                }
                Mark::Hover { words, shows } => {
                    faults.extend(hover(&snapshot, block, words, shows.as_deref()).map(|f| format!("  line {}: {f}", assertion.line)));
                }
                Mark::Goto { words, file, line } => {
                    faults.extend(goto(spec, &snapshot, block, (words, file, line)).map(|f| format!("  line {}: {f}", assertion.line)));
                }
                Mark::Finding { expect, rule, claimed, found } => {
                    let position = open.iter().position(|d| matches(d, &block.path, rule, claimed, found.as_ref()));
                    if let Some(i) = position {
                        open.remove(i);
                    }
                    let fault = match (expect, position) {
                        (Expect::Reported, None) => "missing",
                        (Expect::KnownMiss, Some(_)) => "found now (write `!!`)",
                        (Expect::KnownFalseAlarm, None) => "silent now (remove the line)",
                        _ => continue,
                    };
                    faults.push(format!("  line {}: {fault}: {}", assertion.line, assertion.written));
                }
            }
        }
    }
    let text = |path: &str| spec.blocks.iter().find(|b| b.path == path).map_or("", |b| b.text.as_str());
    let line = |d: &Diagnostic| text(&d.file).bytes().take(d.span.start as usize).filter(|b| *b == b'\n').count() + 1;
    // lines without the assertions, as the file has them
    faults.extend(open.into_iter().map(|d| format!("  not asserted: {} (line {} of the block)", describe(d), line(d))));
    faults
}

fn scope(snapshot: &Snapshot, path: &str, words: &str, expected: &[String]) -> Option<String> {
    let report = snapshot.check(path, &Cancel::default()).expect("not cancelled");
    let claim = report.claims.iter().find(|c| folded(c.claim.span.of(&report.document.text)).contains(words));
    let Some(claim) = claim else { return Some(format!("no claim has the words “{words}”")) };
    let whole = claim.scope.rule == ScopeRule::Workspace;
    let got = if whole { vec!["*".to_string()] } else { snapshot.paths(&claim.scope.sources) };
    (got != expected).then(|| format!("the scope of “{words}” is [{}], not [{}]", got.join(", "), expected.join(", ")))
}

fn verdict(snapshot: &Snapshot, path: &str, words: &str, wanted: &str) -> Option<String> {
    let report = snapshot.check(path, &Cancel::default()).expect("not cancelled");
    let claim = report.claims.iter().find(|c| folded(c.claim.span.of(&report.document.text)).contains(words));
    let got = match claim.map(|c| c.judgement.verdict) {
        None => return Some(format!("no claim has the words “{words}”")),
        Some(Verdict::Supported) => "supported",
        Some(Verdict::Conflict) => "conflict",
        Some(Verdict::Unverified(reason)) => reason.name(),
    };
    (got != wanted).then(|| format!("the verdict on “{words}” is {got}, not {wanted}"))
}

fn offset(block: &Block, words: &str) -> Option<u32> {
    block.text.find(words).map(|at| at as u32 + 1)
}

fn hover(snapshot: &Snapshot, block: &Block, words: &str, shows: Option<&str>) -> Option<String> {
    let Some(at) = offset(block, words) else { return Some(format!("the words “{words}” are not in the file")) };
    let hover = ide::hover(snapshot, &block.path, at, &Cancel::default()).expect("not cancelled");
    let text = hover.map(|h| folded(&ide::plain(&h.markdown)));
    match (shows, text) {
        (None, Some(text)) => Some(format!("the hover on “{words}” shows “{text}”, not nothing")),
        (Some(shown), Some(text)) if !text.contains(shown) => Some(format!("the hover on “{words}” shows “{text}”, not “{shown}”")),
        (Some(shown), None) => Some(format!("there is no hover on “{words}”, not “{shown}”")),
        _ => None,
    }
}

fn goto(spec: &Spec, snapshot: &Snapshot, block: &Block, (words, file, line): (&str, &str, &str)) -> Option<String> {
    let Some(at) = offset(block, words) else { return Some(format!("the words “{words}” are not in the file")) };
    let targets = ide::definition(snapshot, &block.path, at, &Cancel::default()).expect("not cancelled");
    let lines: Vec<(String, String)> = targets
        .iter()
        .map(|t| {
            let text = spec.blocks.iter().find(|b| b.path == t.file).map_or("", |b| b.text.as_str());
            let start = text.get(..t.span.start as usize).and_then(|s| s.rfind('\n')).map_or(0, |i| i + 1);
            (t.file.clone(), text.get(start..).and_then(|s| s.lines().next()).unwrap_or("").to_string())
        })
        .collect();
    let there = lines.iter().any(|(f, l)| f == file && l.contains(line));
    (!there).then(|| format!("“{words}” leads to {lines:?}, not to {file} “{line}”"))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn matches(d: &Diagnostic, file: &str, rule: &str, claimed: &str, found: Option<&(String, String)>) -> bool {
    let own = d.claimed.as_ref().map_or(String::new(), |c| folded(&c.text));
    let place = match (found, &d.found) {
        (None, _) => true,
        (Some((file, words)), Some(at)) => at.file == *file && folded(&at.text) == *words,
        (Some(_), None) => false,
    };
    d.file == file && d.rule == rule && own == claimed && place
}

fn describe(d: &Diagnostic) -> String {
    let claimed = d.claimed.as_ref().map_or(String::new(), |c| folded(&c.text));
    let found = d.found.as_ref().map_or(String::new(), |f| format!(" ≠ {} \"{}\"", f.file, folded(&f.text)));
    format!("{} \"{claimed}\"{found} in {} — {}", d.rule, d.file, d.message)
}
