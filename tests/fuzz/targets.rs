//! What has to hold for any input whatever: one function for each door through which bytes come in. Run with made-up inputs by
//! `tests/fuzz/main.rs`, and by coverage with the programs in `fuzz/`.
//!
//! A target takes bytes. Where it needs several texts they are separated by a line `%%`; missing ones are empty.

use postil::analysis::Snapshot;
use postil::claim::{citations, claims};
use postil::config::{self, Config};
use postil::corpus::{self, Corpus, Source};
use postil::diagnostic::render::{Format as Output, Look, render};
use postil::diagnostic::{Diagnostic, Location, Report};
use postil::document::{Document, Format};
use postil::evidence::quotation::{Pattern, QuoteMatch, search};
use postil::ide;
use postil::language::{Words, sentences};
use postil::mention::quotation;
use postil::rules::{self, Level};
use postil::text::{Buffer, Cancel, LineIndex, PositionEncoding, Span, offset, position};
use postil::verdict::{Judgement, Verdict, assess};
use std::sync::Arc;

/// A target: its name, which is also its folder of seeds, and what it does with its input.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
#[allow(dead_code)]
pub const ALL: [Target; 7] = [
    ("document", document),
    ("judge", judge),
    ("config", configuration),
    ("bibliography", bibliography),
    ("quotation", quotations),
    ("edits", edits),
    ("workspace", workspace),
];

/// More than this is cut off: what is wrong shows in small inputs, and faster.
const LONGEST: usize = 1 << 16;

/// The input's texts.
fn texts<const N: usize>(data: &[u8]) -> [String; N] {
    let all = String::from_utf8_lossy(data.get(..LONGEST).unwrap_or(data)).into_owned();
    let mut parts = all.split("\n%%\n");
    std::array::from_fn(|_| parts.next().unwrap_or("").to_owned())
}

/// The span is a piece of the text, cut between characters.
fn inside(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some()
}

/// Bytes as a file: decoding, Markdown and plain text, blocks, sentences, words, quotations, citations, claims.
pub fn document(data: &[u8]) {
    for path in ["note.md", "source.txt"] {
        if let Ok(document) = Document::new(path, data, LONGEST) {
            assert!(document.decoded || document.original.as_bytes() == data, "what is not decoded is the file");
            sound(&document);
        }
    }
}

/// What holds for every document.
fn sound(d: &Document) {
    let mut last = 0;
    for (i, b) in d.blocks.iter().enumerate() {
        assert!(inside(&d.text, b.span) && inside(&d.original, b.outer), "{b:?}");
        assert!(b.span.start >= last && b.parent.is_none_or(|p| (p as usize) < i), "{b:?}");
        last = b.span.end;
        let mut from = b.span.start;
        for s in sentences(&d.text, b.span) {
            assert!(inside(&d.text, s) && b.span.contains(s) && s.start >= from && !s.is_empty(), "{s:?} in {b:?}");
            assert!(inside(&d.original, d.outer(s)), "{s:?} of the original");
            from = s.end;
            let words = Words::new(&d.text, s);
            let mut at = s.start;
            for t in &words.tokens {
                assert!(inside(&d.text, t.span) && s.contains(t.span) && t.span.start >= at && !t.span.is_empty(), "{t:?} in {s:?}");
                at = t.span.end;
            }
        }
    }
    for i in &d.inlines {
        assert!(inside(&d.text, i.span) && inside(&d.original, i.outer) && inside(&d.original, i.target_outer), "{i:?}");
    }
    for c in &d.comments {
        assert!(inside(&d.original, c.outer), "{c:?}");
    }
    let front = &d.front;
    let values = [&front.title, &front.date, &front.author, &front.id, &front.error].into_iter().flatten();
    for value in values.chain(&front.sources).chain(&front.disable) {
        assert!(inside(&d.original, value.outer), "{value:?}");
    }
    for q in quotation::find(d) {
        assert!(inside(&d.text, q.outer) && q.outer.contains(q.span) && inside(&d.text, q.span), "{q:?}");
    }
    let cited = citations(d, &Corpus::default());
    for claim in claims(d, &cited) {
        assert!(inside(&d.text, claim.span) && !claim.span.is_empty(), "{claim:?}");
    }
}

/// A claim and a source: `claim %% evidence %% context %% title`.
pub fn judge(data: &[u8]) {
    let [claim, evidence, context, title] = texts(data);
    let note = Document::from_text("note.md", claim, Format::Markdown);
    let mut source = Document::from_text("source.txt", evidence, Format::Plain);
    source.front.title = Some(postil::document::Located { value: title, outer: Span::default() });
    let source = Source::new(Arc::new(source));
    for mut claim in claims(&note, &citations(&note, &Corpus::default())) {
        claim.context.push_str(&context);
        let judgement = assess(&note, &claim, &[&source], true);
        consistent(&judgement, &note, &source);
        let again = assess(&note, &claim, &[&source], true);
        assert_eq!(format!("{judgement:?}"), format!("{again:?}"), "the same twice");
    }
    // a text judged against itself: nobody contradicts what they say word for word
    let text: &str = &source.document.text;
    for sentence in source.sentences.iter().take(8) {
        let note = Document::from_text("note.txt", sentence.of(text), Format::Plain);
        for claim in claims(&note, &[]) {
            let judgement = assess(&note, &claim, &[&source], true);
            consistent(&judgement, &note, &source);
            assert_ne!(judgement.verdict, Verdict::Conflict, "{:?} {judgement:?}", sentence.of(text));
        }
    }
}

/// Verdict and conflicts fit together, and every place is in its text.
fn consistent(judgement: &Judgement, note: &Document, source: &Source) {
    assert_eq!(judgement.verdict == Verdict::Conflict, !judgement.conflicts.is_empty(), "{judgement:?}");
    let text: &str = &source.document.text;
    let places = judgement.conflicts.iter().flat_map(|c| [c.found, c.evidence]).chain([judgement.evidence]);
    for place in places.flatten() {
        assert!(place.source == 0 && inside(text, place.span), "{place:?}");
        assert!(inside(&source.document.original, source.document.outer(place.span)), "{place:?}");
    }
    for conflict in &judgement.conflicts {
        assert!(rules::find(conflict.rule).is_some(), "{}", conflict.rule);
        assert!(inside(&note.text, conflict.claimed) && !conflict.claimed.is_empty(), "{conflict:?}");
        assert!(conflict.found.is_some() || conflict.rule == "missing-quotation", "{conflict:?}");
        assert!((0.0..=1.0).contains(&conflict.confidence()), "{conflict:?}");
    }
}

/// A `postil.toml`.
pub fn configuration(data: &[u8]) {
    let [text] = texts(data);
    let (config, problems) = config::parse(&text, &rules::ids());
    for problem in &problems {
        assert!(inside(&text, problem.span) && !problem.message.contains('\n') && !problem.message.is_empty(), "{problem:?}");
    }
    let (again, same) = config::parse(&text, &rules::ids());
    assert_eq!((format!("{config:?}"), &problems), (format!("{again:?}"), &same), "the same twice");
    for path in ["notes/a.md", "", "../x", "drafts/ä.md", "a/b/c/d.txt"] {
        config.level("number-conflict", path);
        config::Roles::new(&config, [path]).role(path);
    }
}

/// A bibliography, as BibTeX and as CSL-JSON.
pub fn bibliography(data: &[u8]) {
    let [text] = texts(data);
    for path in ["references.bib", "references.json"] {
        let document = Document::from_text(path, text.as_str(), Format::Plain);
        let read = corpus::read(&document);
        for fault in &read.faults {
            assert!(inside(&document.original, fault.span) && !fault.message.is_empty(), "{fault:?}");
        }
        for entry in &read.entries {
            assert!(inside(&document.original, entry.key_outer) && !entry.key.is_empty(), "{entry:?}");
        }
        assert!(read.entries.len() + read.faults.len() <= text.len() + 1, "no more entries than letters");
    }
}

/// A note with quotations and a source: `note %% source`.
pub fn quotations(data: &[u8]) {
    let [note, source] = texts(data);
    let note = Document::from_text("note.md", note, Format::Markdown);
    let source = Source::new(Arc::new(Document::from_text("source.txt", source, Format::Plain)));
    let text: &str = &source.document.text;
    for q in quotation::find(&note) {
        let pattern = Pattern::new(&note.text, q.span, &[]);
        match search(&pattern, &note.text, &source) {
            QuoteMatch::Exact(span) => {
                assert!(inside(text, span) && !span.is_empty(), "{span:?}");
                // what stands there, quoted, stands there
                let copy = span.of(text);
                let again = Pattern::new(copy, Span::new(0, copy.len()), &[]);
                assert!(again.words() == 0 || matches!(search(&again, copy, &source), QuoteMatch::Exact(_)), "{copy:?}");
            }
            QuoteMatch::Altered { span, diffs, similarity, .. } => {
                assert!(inside(text, span) && !diffs.is_empty() && (0.0..=1.0).contains(&similarity), "{span:?} {similarity}");
                for diff in diffs {
                    assert!(inside(&note.text, diff.note) && inside(text, diff.source), "{diff:?}");
                }
            }
            QuoteMatch::Absent { closest } => assert!(closest.is_none_or(|c| inside(text, c)), "{closest:?}"),
        }
    }
}

/// An editor's changes: `text %% changes`, five bytes a change, in each of the encodings.
pub fn edits(data: &[u8]) {
    let split = data.windows(4).position(|w| w == b"\n%%\n").unwrap_or(data.len());
    let text = String::from_utf8_lossy(data.get(..split).unwrap_or(data)).into_owned();
    let changes = data.get(split + 4..).unwrap_or_default();
    let inserted = ["", "x", "é", "𝄞", "\r\n", "\n", "\r", "\u{2028}", "word word", "\u{feff}"];
    for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
        let mut buffer = Buffer::new(&text);
        let mut model = text.clone();
        for change in changes.chunks_exact(5).take(64) {
            let &[l0, c0, l1, c1, new] = change else { continue };
            let (start, end) = ((u32::from(l0), u32::from(c0)), (u32::from(l1), u32::from(c1)));
            let new = inserted.get(usize::from(new) % inserted.len()).copied().unwrap_or("");
            let index = LineIndex::new(&model);
            let (a, b) = (offset(&model, &index, start, encoding), offset(&model, &index, end, encoding));
            model.replace_range(a.min(b)..a.max(b), new);
            buffer.edit(start, end, encoding, new);
            assert_eq!(&*buffer.text(), model.as_str(), "{encoding:?} {start:?} {end:?} {new:?}");
        }
        let index = LineIndex::new(&model);
        for (at, _) in model.char_indices().take(400) {
            let there = offset(&model, &index, position(&model, &index, at, encoding), encoding);
            // no position points between the two characters of a line's end
            assert!(there == at || model.get(at.saturating_sub(1)..=at) == Some("\r\n"), "{at} {there} {encoding:?}");
        }
    }
}

/// A small workspace: `note %% source %% second source (Markdown) %% postil.toml %% references.bib`.
pub fn workspace(data: &[u8]) {
    let [note, first, second, toml, bib] = texts(data);
    let read = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
    let build = || {
        let (config, problems) = config::parse(&toml, &rules::ids());
        let documents = vec![
            read("notes/n.md", &note),
            read("sources/tide.txt", &first),
            read("sources/wind.md", &second),
            read("references.bib", &bib),
        ];
        // globs of its own could leave nothing to look at
        let config = Config { sources: None, notes: None, exclude: Config::default().exclude, ..config };
        Snapshot::of_documents(config, Some((toml.as_str().into(), problems)), documents)
    };
    let snapshot = build();
    let report = checked(&snapshot);
    for (_, format) in Output::ALL {
        let shown = render(format, &report, Look::PLAIN);
        assert_eq!(shown, render(format, &checked(&build()), Look::PLAIN), "the same twice, {format:?}");
        let json = matches!(format, Output::Json | Output::Sarif | Output::Gitlab | Output::Rdjson);
        assert!(!json || serde_json::from_str::<serde_json::Value>(&shown).is_ok(), "{shown}");
        let controls = shown.chars().any(|c| c.is_control() && c != '\n');
        assert!(!controls, "control characters reach whoever looks: {shown:?}");
    }
    // an edit gives what a fresh start gives
    let edited = snapshot.with_document(read("notes/n.md", &note.replacen(' ', "  ", 1))).with_document(read("notes/n.md", &note));
    assert_eq!(format!("{:?}", checked(&edited).diagnostics), format!("{:?}", report.diagnostics));
    answers(&snapshot, &note);
}

/// The report with everything asked for, its parts held against each other.
fn checked(snapshot: &Snapshot) -> Report {
    let notes: Vec<String> = snapshot.notes().map(str::to_string).collect();
    let report = snapshot.report(&notes, true, &Cancel::default()).unwrap_or_default();
    let s = report.summary;
    assert_eq!(s.claims, s.supported + s.conflict + s.unverified, "{s:?}");
    assert_eq!(report.claims.as_ref().map(Vec::len), Some(s.claims), "coverage has every claim");
    let key = |d: &Diagnostic| (d.file.clone(), d.span.start);
    assert!(report.diagnostics.is_sorted_by_key(key), "by file and start");
    for d in &report.diagnostics {
        let rule = rules::find(d.rule);
        assert!(rule.is_some() && d.severity != Level::Off && !d.message.is_empty(), "{d:?}");
        let text = |file: &str| report.files.get(file).text.clone();
        assert!(inside(&text(&d.file), d.span), "{d:?}");
        let places = [&d.claimed, &d.found, &d.evidence].into_iter().flatten().chain(d.related.iter().map(|r| &r.location));
        for Location { file, span, text: words } in places {
            assert_eq!(text(file).get(span.range()), Some(words.as_str()), "{d:?}");
        }
        for edit in d.fix.iter().flat_map(|f| &f.edits) {
            assert!(inside(&text(&d.file), edit.span), "{d:?}");
        }
        assert!(d.confidence.is_none_or(|c| (0.0..=1.0).contains(&c)), "{d:?}");
        assert!(d.confidence.is_none() || d.found.is_some() || d.rule == "missing-quotation", "{d:?}");
    }
    report
}

/// What an editor may ask at some places of the note.
fn answers(snapshot: &Snapshot, note: &str) {
    let cancel = Cancel::default();
    let step = note.len() / 8 + 1;
    for at in (0..=note.len()).step_by(step) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let hover = ide::hover(snapshot, "notes/n.md", at, &cancel);
        assert!(hover.is_ok(), "nobody cancelled");
        for target in ide::definition(snapshot, "notes/n.md", at, &cancel).unwrap_or_default() {
            let text = snapshot.text(&target.file).unwrap_or_else(|| "".into());
            assert!(inside(&text, target.span), "{target:?}");
        }
    }
    let whole = Span::new(0, note.len());
    let actions = ide::actions(snapshot, "notes/n.md", whole, &cancel).unwrap_or_default();
    for (file, edits) in actions.iter().flat_map(|a| &a.edits) {
        let text = snapshot.text(file).unwrap_or_else(|| "".into());
        assert!(edits.iter().all(|e| inside(&text, e.span)), "{file}: {edits:?}");
    }
}
