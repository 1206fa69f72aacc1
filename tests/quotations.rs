//! Quotations drawn from documents by a fixed pseudo-random generator: honest ones, in every way that people and programs
//! write them, must be left alone; spoiled ones must be found. The documents are written here and in `seeds/`; a folder of
//! text files named by `POSTIL_QUOTE_CORPUS` takes their place for a measurement.

mod quotations {
    pub mod bad;
    pub mod draw;
    pub mod honest;
    pub mod texts;
}

use postil::claim::Claim;
use postil::corpus::Source;
use postil::document::{Block, BlockKind, Document, Format};
use postil::mention::quotation::find;
use postil::text::Span;
use postil::verdict::Conflict;
use postil::verdict::quotation::assess;
use quotations::draw::{Draw, Passage};
use quotations::{bad, honest, texts};
use std::collections::BTreeMap;
use std::sync::Arc;

fn document(text: &str) -> Document {
    let span = Span::new(0, text.len());
    let block = Block { kind: BlockKind::Paragraph, span, outer: span, quote: 0, callout: false, depth: 0, parent: None, label: None };
    let mut document = Document::from_text("", text, Format::Plain);
    document.blocks = vec![block];
    document
}

fn source(text: &str) -> Source {
    Source::new(Arc::new(document(text)))
}

/// The rules that a note with this quotation breaks against the source.
fn flagged(quotation: &str, source: &Source) -> Vec<String> {
    let text = format!("They wrote \u{201c}{}\u{201d} there.", quotation.replace(['\u{201c}', '\u{201d}', '"', '„', '«', '»'], "'"));
    let note = document(&text);
    let claim = Claim { span: Span::new(0, text.len()), skip: Vec::new(), block_quote: false, context: String::new() };
    let quotations: Vec<_> = find(&note).into_iter().filter(|q| !q.nested).collect();
    let out = assess(&note, &claim, &quotations, &[source], true);
    out.conflicts.iter().map(|c| format!("{} {} | {}", c.rule, c.note_says, c.source_says)).collect()
}

/// (kind, how many drawn, how many judged as they should not be, an example of those)
type Table = BTreeMap<&'static str, (u32, u32, Vec<String>)>;

fn note_down(table: &mut Table, kind: &'static str, ok: bool, example: impl Fn() -> String) {
    let row = table.entry(kind).or_default();
    row.0 += 1;
    if !ok {
        row.1 += 1;
        if row.2.len() < 12 {
            row.2.push(example());
        }
    }
}

fn print(name: &str, table: &Table) -> (u32, u32) {
    let (all, off) = table.values().fold((0, 0), |t, r| (t.0 + r.0, t.1 + r.1));
    println!("{name}: {off} of {all} off");
    for (kind, (n, bad, examples)) in table {
        println!("  {kind:<24} {bad:>5} of {n}");
        for e in examples {
            println!("      {}", e.replace('\n', "⏎"));
        }
    }
    (all, off)
}

fn run(documents: &[String], each: usize) -> ((u32, u32), (u32, u32)) {
    let sources: Vec<Source> = documents.iter().map(|d| source(d)).collect();
    let mut draw = Draw::new(7);
    let (mut good, mut spoiled) = (Table::new(), Table::new());
    for (i, text) in documents.iter().enumerate() {
        let Some(own) = sources.get(i) else { continue };
        let passages: Vec<Passage> = (0..each).filter_map(|_| draw.passage(text, own)).collect();
        for passage in &passages {
            for (kind, quotation, changed) in honest::all(passage, &mut draw) {
                let rewritten = changed.as_ref().map(|c| source(&text.replacen(&passage.text, c, 1)));
                let against = rewritten.as_ref().unwrap_or(own);
                let said = flagged(&quotation, against);
                note_down(&mut good, kind, said.is_empty(), || format!("{quotation} ⇒ {said:?}"));
            }
            for (kind, quotation) in bad::all(passage, text, own, &mut draw) {
                note_down(&mut spoiled, kind, !flagged(&quotation, own).is_empty(), || format!("{quotation} / {}", passage.text));
            }
            let other = (i + 1 + draw.below(documents.len().saturating_sub(1).max(1))) % documents.len();
            if let Some(wrong) = sources.get(other).filter(|_| other != i && !texts::shared(&passage.text, &documents[other])) {
                note_down(&mut spoiled, "wrong document", !flagged(&passage.text, wrong).is_empty(), || passage.text.clone());
            }
        }
    }
    (print("honest, flagged", &good), print("spoiled, not found", &spoiled))
}

#[test]
fn drawn_quotations_are_judged_as_they_should_be() {
    let (documents, each) = match std::env::var("POSTIL_QUOTE_CORPUS") {
        Ok(folder) => (texts::folder(&folder), 4),
        Err(_) => (texts::all(), 12),
    };
    let (honest, spoiled) = run(&documents, each);
    assert!(honest.0 > 100 && spoiled.0 > 100, "too few were drawn");
    assert!(f64::from(honest.1) <= 0.005 * f64::from(honest.0), "{} of {} honest quotations flagged", honest.1, honest.0);
    assert!(f64::from(spoiled.1) <= 0.001 * f64::from(spoiled.0), "{} of {} spoiled quotations not found", spoiled.1, spoiled.0);
}

#[test]
fn scripts_without_spaces_are_judged_by_character() {
    let source = source(texts::MINATO);
    let mut draw = Draw::new(5);
    for span in &source.sentences {
        let chars: Vec<char> = span.of(texts::MINATO).chars().collect();
        for _ in 0..20 {
            let length = 18 + draw.below(chars.len().saturating_sub(18));
            let from = draw.below(chars.len().saturating_sub(length) + 1);
            let part: Vec<char> = chars.iter().copied().skip(from).take(length).collect();
            let text: String = part.iter().collect();
            let cut = |a: Option<&char>, b: Option<&char>| a.zip(b).is_some_and(|(a, b)| a.is_ascii_digit() && b.is_ascii_digit());
            if cut(from.checked_sub(1).and_then(|i| chars.get(i)), part.first()) || cut(part.last(), chars.get(from + part.len())) {
                continue; // a part of a number is another number
            }
            assert_eq!(flagged(&text, &source), [""; 0], "{text}");
            assert_eq!(flagged(&text.replace('、', " ").replace('，', "\n"), &source), [""; 0], "{text}");
            let mut other = part.clone();
            let at = 1 + draw.below(other.len() - 2);
            if other[at].is_alphanumeric() {
                other[at] = '島';
                let text: String = other.iter().collect();
                assert!(!flagged(&text, &source).is_empty(), "{text}");
                other.remove(at);
                let text: String = other.iter().collect();
                let shared = texts::shared(&text, texts::MINATO) || text.chars().filter(|c| c.is_alphanumeric()).count() < 15;
                assert!(shared || !flagged(&text, &source).is_empty(), "{text}");
            }
        }
    }
}

#[test]
fn a_long_quotation_in_a_large_source_is_quick() {
    let mut text = String::new();
    let words = ["harbour", "council", "the", "of", "rose", "in", "fell", "bridge", "a", "new"];
    let mut draw = Draw::new(3);
    while text.len() < 1_000_000 {
        text.push_str(words[draw.below(words.len())]);
        text.push_str(if draw.below(12) == 0 { ". " } else { " " });
        if draw.below(9) == 0 {
            text.push_str(&format!("item{} ", draw.below(50_000)));
        }
    }
    let source = source(&text);
    flagged("harbour council the of rose in fell", &source);
    for length in [60, 600, 6_000, 60_000] {
        let from = text[500_000..].find(' ').map_or(0, |i| 500_001 + i);
        let to = from + length + text[from + length..].find(' ').unwrap_or(0);
        let quotation = text[from..to].replacen("the", "this", 1).replace(". ", ", ");
        let start = std::time::Instant::now();
        let said = flagged(&quotation, &source);
        let took = start.elapsed();
        println!("{length} bytes: {took:?}, {} findings", said.len());
        assert!(took.as_millis() < 3_000, "{length} bytes took {took:?}");
    }
}

/// What is said of each quotation of a Markdown file of the seeds, against all seed sources.
fn seeds(folder: &str) -> Vec<(String, String)> {
    let sources: Vec<Source> = texts::folder(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/sources")).iter().map(|d| source(d)).collect();
    let all: Vec<&Source> = sources.iter().collect();
    let mut out = Vec::new();
    for text in texts::files(&format!("{}/seeds/{folder}", env!("CARGO_MANIFEST_DIR")), "md") {
        let note = Document::from_text("note.md", text.as_str(), Format::Markdown);
        for quotation in find(&note) {
            let claim = Claim { span: quotation.span, skip: Vec::new(), block_quote: false, context: String::new() };
            let found = assess(&note, &claim, &[quotation], &all, true);
            let said = |c: &Conflict| (c.claimed.of(&note.text).to_string(), format!("{}: {} | {}", c.rule, c.note_says, c.source_says));
            out.extend(found.conflicts.iter().map(said));
        }
    }
    out
}

#[test]
fn quotations_of_the_honest_seed_notes_are_silent() {
    assert_eq!(seeds("notes"), []);
}

#[test]
fn altered_quotations_of_the_seed_drafts_are_found() {
    let found = seeds("drafts");
    let slips: Vec<String> = texts::files(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/drafts"), "jsonl");
    let mut wanted = 0;
    for line in slips.iter().flat_map(|s| s.lines()).filter(|l| l.contains("\"altered-quotation\"")) {
        let claimed = line.split("\"claimed\":\"").nth(1).and_then(|r| r.split('"').next()).unwrap_or("?");
        assert!(found.iter().any(|f| f.0.contains(claimed) && f.1.starts_with("altered")), "{claimed}: {found:#?}");
        wanted += 1;
    }
    assert!(wanted > 0);
}
