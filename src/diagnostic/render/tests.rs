use super::*;
use crate::diagnostic::*;
use crate::rules::Level;
use crate::text::Span;
use crate::verdict::{Reason, Verdict};

/// The place of `words` in `text`.
fn at(file: &str, text: &str, words: &str) -> Location {
    let start = text.find(words).expect("the words are there");
    Location { file: file.into(), span: Span::new(start, start + words.len()), text: words.into() }
}

struct Case {
    note: (&'static str, &'static str),
    source: (&'static str, &'static str),
    claimed: &'static str,
    found: &'static str,
    sentence: &'static str,
}

fn report(case: &Case) -> Report {
    let mut files = Files::default();
    files.add(case.note.0, case.note.1.into(), false);
    files.add(case.source.0, case.source.1.into(), true);
    let claimed = at(case.note.0, case.note.1, case.claimed);
    let found = at(case.source.0, case.source.1, case.found);
    let conflict = Diagnostic {
        rule: "number-conflict",
        severity: Level::Warning,
        message: format!("note says {}; source says {} ({}:2)", case.claimed, case.found, case.source.0),
        file: case.note.0.into(),
        span: claimed.span,
        fix: Some(Fix {
            title: format!("take the source's {}", case.found),
            edits: vec![Edit { span: claimed.span, new_text: case.found.into() }],
        }),
        claimed: Some(claimed.clone()),
        found: Some(found),
        evidence: Some(at(case.source.0, case.source.1, case.sentence)),
        related: Vec::new(),
        confidence: Some(0.97),
        fingerprint: Fingerprints::new().next("number-conflict", case.note.0, case.note.1, case.claimed, case.found),
    };
    let unreadable = Diagnostic {
        rule: "unreadable-file",
        severity: Level::Error,
        message: "this file could not be read: it is binary".into(),
        file: "sources/a,b: 100%.txt".into(),
        span: Span::default(),
        claimed: None,
        found: None,
        evidence: None,
        related: Vec::new(),
        confidence: None,
        fingerprint: Fingerprints::new().next("unreadable-file", "sources/a,b: 100%.txt", "", "", ""),
        fix: None,
    };
    let mut diagnostics = vec![unreadable, conflict];
    sort(&mut diagnostics);
    let claim = CheckedClaim {
        file: case.note.0.into(),
        span: claimed.span,
        text: case.claimed.into(),
        verdict: Verdict::Unverified(Reason::Plan),
        scope: vec![case.source.0.into()],
        evidence: Some(at(case.source.0, case.source.1, case.sentence)),
    };
    let summary = Summary { files: 1, claims: 3, supported: 1, conflict: 1, unverified: 1 };
    Report {
        diagnostics,
        notes: vec![case.note.0.into(), "notes/clean.md".into()],
        summary,
        claims: Some(vec![claim]),
        files,
        ..Report::default()
    }
}

const PLAIN: Case = Case {
    note: ("notes/sea.md", "# Sea\r\n\r\nÀ: sea level rose 12 cm by 2020. [[sea]]\r\n"),
    source: ("sources/sea.txt", "Title\rSea level rose 21 cm by 2020.\r"),
    claimed: "12 cm",
    found: "21 cm",
    sentence: "Sea level rose 21 cm by 2020.",
};

const HOSTILE: Case = Case {
    note: (
        "notes/\u{1b}[31mx\n::error::y.md",
        "::error::in the note\n##[error]also ]]> &amp; \u{9b}31m\n<script>alert(1)</script> `a` \u{202e}12 cm\u{1b}]0;title\u{7} [x](y)\n",
    ),
    source: ("sources/\u{202e}s.txt", "::warning::x\n##[group]\u{1b}[2J<b>21\ncm</b>\n::stop-commands::z\n"),
    claimed: "\u{202e}12 cm\u{1b}]0;title\u{7}",
    found: "21\ncm",
    sentence: "##[group]\u{1b}[2J<b>21\ncm</b>",
};

#[test]
fn text() {
    insta::assert_snapshot!(render(Format::Text, &report(&PLAIN), Look::PLAIN));
}

#[test]
fn json() {
    insta::assert_snapshot!(render(Format::Json, &report(&PLAIN), Look::PLAIN));
}

#[test]
fn jsonl() {
    insta::assert_snapshot!(render(Format::Jsonl, &report(&PLAIN), Look::PLAIN));
}

#[test]
fn github() {
    insta::assert_snapshot!(render(Format::Github, &report(&PLAIN), Look::PLAIN));
}

#[test]
fn sarif() {
    let mut log: serde_json::Value = serde_json::from_str(&render(Format::Sarif, &report(&PLAIN), Look::PLAIN)).expect("JSON");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    assert_eq!(rules.as_array().map(Vec::len), Some(crate::rules::ALL.len()));
    log["runs"][0]["tool"]["driver"]["semanticVersion"] = "0.0.0".into();
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).expect("JSON"));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(render(Format::Gitlab, &report(&PLAIN), Look::PLAIN));
}

#[test]
fn junit() {
    let mut report = report(&PLAIN);
    report.diagnostics.extend(report.diagnostics.first().cloned().map(|d| Diagnostic { severity: Level::Info, ..d }));
    insta::assert_snapshot!(render(Format::Junit, &report, Look::PLAIN));
}

#[test]
fn rdjson() {
    insta::assert_snapshot!(render(Format::Rdjson, &report(&PLAIN), Look::PLAIN));
}

#[test]
fn sarif_tells_what_is_silenced_new_and_stale() {
    let mut report = report(&PLAIN);
    let silenced = report.diagnostics.remove(0);
    report.silenced = vec![Silenced { diagnostic: silenced, reason: "the 1987 survey".into() }];
    let log = |report: &Report| -> serde_json::Value { serde_json::from_str(&render(Format::Sarif, report, Look::PLAIN)).expect("JSON") };
    let plain = log(&report);
    let results = plain["runs"][0]["results"].as_array().expect("results").clone();
    assert!(results[0]["suppressions"].is_null() && results[0]["baselineState"].is_null());
    let suppression = serde_json::json!([{ "kind": "inSource", "status": "accepted", "justification": "the 1987 survey" }]);
    assert_eq!(results[1]["suppressions"], suppression);
    let entry = |rule: &str, fingerprint: &str| {
        let [file, rule, message, fingerprint] = ["notes/a b.md", rule, "note says May; source says June", fingerprint].map(str::to_string);
        Known { file, rule, message, fingerprint }
    };
    let again = Diagnostic { fingerprint: "again".into(), ..report.diagnostics[0].clone() };
    let gone = [entry("date-conflict", "gone"), entry("a-rule-of-tomorrow", "gone too")];
    report.compared = Some(Compared { known: vec![again], stale: gone.to_vec() });
    let states = |log: &serde_json::Value| -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
        let results = log["runs"][0]["results"].as_array().expect("results");
        results.iter().map(|r| (text(&r["baselineState"]), text(&r["partialFingerprints"]["postil/v1"]))).collect()
    };
    let compared = log(&report);
    let print = |s: &Silenced| s.diagnostic.fingerprint.clone();
    let silenced = print(&report.silenced[0]);
    let new = report.diagnostics[0].fingerprint.clone();
    let expected = |state: &str| {
        let list = [("new", &*new), ("unchanged", "again"), (state, &*silenced), ("absent", "gone"), ("absent", "gone too")];
        list.map(|(state, print)| (state.to_string(), print.to_string()))
    };
    assert_eq!(states(&compared), expected("new"));
    let results = &compared["runs"][0]["results"];
    assert_eq!(results[3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "notes/a%20b.md");
    // an index that leads nowhere is none
    assert!(results[3]["ruleIndex"].is_u64() && results[4].get("ruleIndex").is_none());
    let text = render(Format::Text, &report, Look::PLAIN);
    assert!(text.contains("stale[date-conflict]: notes/a b.md: not found any more: note says May"), "{text}");
    assert!(text.contains("baseline: 1 known, 1 new, 2 stale"), "{text}");
    // what was known and has been silenced since is there, and not gone
    report.compared.iter_mut().for_each(|c| c.stale.push(entry("number-conflict", &silenced)));
    assert_eq!(states(&log(&report)), expected("unchanged"));
}

#[test]
fn columns_of_rdjson_count_bytes() {
    let value: serde_json::Value = serde_json::from_str(&render(Format::Rdjson, &report(&PLAIN), Look::PLAIN)).expect("JSON");
    let range = |at: &serde_json::Value| (at["start"]["line"].as_u64(), at["start"]["column"].as_u64(), at["end"]["column"].as_u64());
    let first = &value["diagnostics"][0];
    // “À” is one column of text and two bytes
    assert_eq!(range(&first["location"]["range"]), (Some(3), Some(20), Some(25)));
    assert_eq!(range(&first["suggestions"][0]["range"]), (Some(3), Some(20), Some(25)));
}

#[test]
fn hostile_text_stays_data_in_every_format() {
    let report = report(&HOSTILE);
    for (name, format) in Format::ALL {
        for colour in [false, true] {
            let out = render(format, &report, Look { colour, ..Look::PLAIN });
            for line in out.lines() {
                let ours = format == Format::Github && (line.starts_with("::warning file=") || line.starts_with("::error file="));
                assert!(ours || !line.trim_start().starts_with("::"), "{name}: {line}");
                assert!(!line.trim_start().starts_with("##["), "{name}: {line}");
            }
            let plain = if colour { strip_colour(&out) } else { out.clone() };
            assert!(!plain.chars().any(|c| c != '\n' && is_unsafe(c)), "{name}: {plain:?}");
        }
    }
    insta::assert_snapshot!("hostile_text", render(Format::Text, &report, Look::PLAIN));
    insta::assert_snapshot!("hostile_github", render(Format::Github, &report, Look::PLAIN));
    insta::assert_snapshot!("hostile_junit", render(Format::Junit, &report, Look::PLAIN));
    let json: serde_json::Value = serde_json::from_str(&render(Format::Json, &report, Look::PLAIN)).expect("JSON");
    assert_eq!(json["diagnostics"][0]["claimed"]["text"], HOSTILE.claimed, "escaped, but the same text");
}

#[test]
fn a_frame_is_as_wide_as_the_terminal() {
    let before = "The keeper of the light wrote down the wind, the rain and each ship that passed. ".repeat(3);
    let text = format!("{before}À: sea level rose 12 cm by 2020, as he said, and no more of it than that. {before}");
    let mut report = report(&PLAIN);
    let claimed = at("notes/sea.md", &text, "12 cm");
    report.files.add("notes/sea.md", text.as_str().into(), false);
    report.diagnostics.iter_mut().filter(|d| d.claimed.is_some()).for_each(|d| d.claimed = Some(claimed.clone()));
    for width in [40, 60, 80, 160] {
        let out = render(Format::Text, &report, Look { colour: false, width });
        let framed = out.lines().filter(|l| l.contains(" | "));
        let widest = framed.map(|l| l.chars().count()).max();
        assert!(widest.is_some_and(|w| (width / 2..=width).contains(&w)), "{width}: {widest:?} {out}");
        assert!(out.contains("12 cm"), "{out}");
    }
}

/// Without the renderer's own `ESC [ … m`.
fn strip_colour(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        rest = after.split_once('m').map_or("", |(_, tail)| tail);
    }
    out + rest
}

#[test]
fn odd_spans_and_huge_lines_do_not_break_the_frame() {
    let long = "word ".repeat(400_000);
    for (text, span) in [
        ("", Span::new(0, 0)),
        ("", Span::new(5, 9)),
        ("é", Span::new(1, 1)),
        ("a\n\n\nb", Span::new(0, 5)),
        ("a\r\nb", Span::new(1, 3)),
        (long.as_str(), Span::new(1_000_000, 1_000_004)),
        ("a\tb\tc", Span::new(4, 5)),
    ] {
        let mut report = report(&PLAIN);
        report.files.add("notes/sea.md", text.into(), false);
        for d in &mut report.diagnostics {
            d.span = span;
            d.claimed = None;
        }
        for (_, format) in Format::ALL {
            assert!(render(format, &report, Look::PLAIN).len() < 100_000);
        }
    }
}

fn audit(case: &Case) -> (Report, About) {
    let mut report = report(case);
    let silenced = report.diagnostics.first().cloned().expect("a finding");
    report.silenced = vec![Silenced { diagnostic: silenced, reason: "the <b>1987</b> survey".into() }];
    report.notes.sort();
    for claim in report.claims.iter_mut().flatten() {
        claim.verdict = Verdict::Conflict;
    }
    let digest = Digest { file: case.source.0.into(), sha256: Ok("ab".repeat(32)) };
    let about = About { name: case.note.0.into(), date: Some("23 November 2026".into()), sources: vec![digest] };
    (report, about)
}

#[test]
fn the_audit_has_each_claim_with_both_sides() {
    let (report, about) = audit(&PLAIN);
    insta::assert_snapshot!(markdown(&report, &about));
    let page = html(&report, &about);
    let body = page.split_once("<main>").map_or("", |(_, body)| body);
    insta::assert_snapshot!(body);
}

/// The tags of a page, in order, checked to be closed in turn; panics on what is not well formed. Attributes are kept.
fn tags(page: &str) -> Vec<String> {
    let (mut open, mut all) = (Vec::new(), Vec::new());
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a document type");
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>') || open.last().is_some_and(|t| t == "style"), "a stray >: {text}");
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        all.push(tag.to_string());
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        assert!(!name.is_empty(), "{tag}");
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    all
}

#[test]
fn the_page_is_whole_and_obeys_no_document() {
    for case in [&PLAIN, &HOSTILE] {
        let (report, about) = audit(case);
        let page = html(&report, &about);
        let known = [
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "h1",
            "h2",
            "h3",
            "p",
            "ul",
            "li",
            "b",
            "dl",
            "dt",
            "dd",
            "label",
            "input",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "a",
            "section",
            "article",
            "span",
            "blockquote",
            "code",
            "div",
            "mark",
        ];
        for tag in tags(&page) {
            let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
            assert!(known.contains(&name.as_str()), "{tag}");
            assert!(!tag.contains(" on") && !tag.contains("javascript") && !tag.contains("src="), "{tag}");
            assert!(!tag.contains("href") || tag.starts_with("a href=\"#note-"), "{tag}");
        }
        assert!(!page.contains("url(") && !page.contains("//") && !page.contains("<script"), "nothing is fetched");
        for out in [page, markdown(&report, &about)] {
            assert!(!out.chars().any(|c| c != '\n' && is_unsafe(c)), "{out:?}");
            assert!(!out.lines().any(|l| l.trim_start().starts_with("::") || l.trim_start().starts_with("##[")), "{out}");
        }
    }
}
