use super::*;
use crate::analysis::{File, Snapshot};
use crate::config::{Config, Role};
use crate::document::Format;
use crate::text::Cancel;
use std::sync::Arc;

/// Numbers that look thrown, the same in every run.
fn dice(seed: usize) -> impl FnMut(usize) -> usize {
    let mut state = seed.wrapping_mul(0x9e37_79b9).wrapping_add(1);
    move |sides| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    }
}

fn sentence(roll: &mut impl FnMut(usize) -> usize) -> String {
    let things = ["harbour", "council", "river", "bridge", "school", "market", "storm", "mill", "choir", "ferry"];
    let deeds = ["opened", "closed", "grew", "fell", "moved", "failed", "began", "ended"];
    let names = ["Maren Holt", "Orrin", "the board", "Tamsin Vale", "nobody"];
    let mut one = |list: &[&str]| list[roll(list.len())].to_string();
    let (a, b, c, d) = (one(&things), one(&things), one(&deeds), one(&names));
    format!("The {a} near the old {b} {c} by {} percent in {} as {d} had expected.", roll(90) + 1, 1900 + roll(30))
}

/// Sentences of the sources as they are, with marks, altered, cut, doubled; and others.
fn claim(sources: &[Vec<String>], roll: &mut impl FnMut(usize) -> usize) -> String {
    let from = &sources[roll(sources.len())];
    let whole = from[roll(from.len())].clone();
    let words = whole.trim_end_matches('.');
    let end = roll(3);
    match roll(8) {
        0 => whole,
        1 => format!("They said: “{words}”."),
        2 => format!("“{}” is what Maren Holt wrote in 1912.", words.replace("old", "new")),
        3 => whole.replace(" in 19", " in 18"),
        4 => format!("They said “{}” and “{}”.", words.split(" by ").next().unwrap_or(""), &words[words.len() / 2..]),
        5 => sentence(roll),
        6 => format!("They said\"{}\"and no more.", words.replace("near", "by")),
        _ => words.split(' ').skip(end).collect::<Vec<_>>().join(" ") + ".",
    }
}

#[test]
fn a_claim_is_judged_as_against_all_sources() {
    let (mut supported, mut conflicts, mut narrowed) = (0, 0, 0);
    for seed in 0..30 {
        let mut roll = dice(seed);
        let sources: Vec<Vec<String>> = (0..90).map(|_| (0..roll(12)).map(|_| sentence(&mut roll)).collect()).collect();
        let sources: Vec<Vec<String>> = sources.into_iter().map(|s| if s.is_empty() { vec!["Nothing.".to_string()] } else { s }).collect();
        let note: String = (0..20).map(|_| claim(&sources, &mut roll) + "\n\n").collect();
        let file = |path: String, text: &str, role| {
            let document = Arc::new(Document::from_text(&path, text, Format::of(&path)));
            File { path, role, document: Ok(document) }
        };
        let mut files: Vec<File> =
            sources.iter().enumerate().map(|(i, s)| file(format!("sources/{i:02}.txt"), &s.join("\n\n"), Role::Source)).collect();
        files.push(file("notes/n.md".into(), &note, Role::Note));
        let snapshot = Snapshot::new(Config::default(), None, files);
        let report = snapshot.check("notes/n.md", &Cancel::default()).unwrap();
        let all: Vec<&Source> = snapshot.corpus().sources.iter().map(AsRef::as_ref).collect();
        let note = snapshot.note("notes/n.md").unwrap();
        let quotations = crate::mention::quotation::find(note);
        for found in &report.claims {
            assert_eq!(found.scope.sources.len(), all.len());
            let full = assess(note, &found.claim, &all, false);
            assert_eq!(format!("{:#?}", found.judgement), format!("{full:#?}"), "{} of {seed}", found.claim.span.of(&note.text));
            supported += usize::from(full.verdict == crate::verdict::Verdict::Supported);
            conflicts += full.conflicts.len();
            let few = few(&snapshot, note, &found.claim, &quotations, &all);
            narrowed += usize::from(few.is_some_and(|f| f.len() <= 24));
        }
    }
    assert!(supported > 100 && conflicts > 30 && narrowed > 300, "{supported} {conflicts} {narrowed}");
}
