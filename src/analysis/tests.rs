use super::*;
use crate::config::{Config, Role};
use crate::document::{Document, Format};
use crate::text::{Cancel, char_floor};
use proptest::prelude::*;
use std::sync::Arc;

const TIDE: &str = "The tide gauge stood in the harbour for 40 years.\n\nIt was moved in May 1987 by the port company.\n\nNobody kept the drawings of the old pier.\n\nGulls were counted each spring on the island.\n\nThe count of 1990 found 312 gulls there.\n\nSheep grazed behind the lighthouse.\n\nThe lighthouse keeper retired early.\n\nA bakery opened beside the church.\n";
const WIND: &str = "The wind mast stood on the hill.\n\nThe mayor said that “nobody will ever climb this mast again” after the storm.\n";
const NOTE: &str = "# Log [@tide]\n\nThe tide gauge stood in the harbour for 50 years.\n\nIt was moved in May 1987.\n\nIn 1990 there were 312 gulls.\n\nThe mayor wrote that “nobody will ever climb this mast again” in the log.\n\n- The bakery opened beside the church.\n- See [@tidde].\n";

fn document(path: &str, text: &str) -> Document {
    Document::from_text(path, text, Format::of(path))
}

fn workspace(tide: &str, wind: &str, note: &str) -> Snapshot {
    let file = |path: &str, text: &str, role| File { path: path.into(), role, document: Ok(Arc::new(document(path, text))) };
    let files = vec![
        file("notes/n.md", note, Role::Note),
        file("sources/tide.txt", tide, Role::Source),
        file("sources/wind.txt", wind, Role::Source),
    ];
    Snapshot::new(Config::default(), None, files)
}

/// Everything that a reader sees of the note, to compare two ways to get there.
fn seen(snapshot: &Snapshot) -> String {
    let report = snapshot.report(&["notes/n.md".to_string()], true, &Cancel::default()).unwrap_or_default();
    format!("{:#?}\n{:?}\n{:#?}", report.diagnostics, report.summary, report.claims)
}

#[test]
fn a_letter_typed_judges_one_claim_and_nothing_changed_none() {
    let snapshot = workspace(TIDE, WIND, NOTE);
    seen(&snapshot);
    let before = snapshot.counters().claims_judged();
    assert!(before >= 5, "{before}");
    let edited = snapshot.with_document(document("notes/n.md", &NOTE.replace("312 gulls.", "312 gullss.")));
    seen(&edited);
    assert_eq!(edited.counters().claims_judged(), before + 1);
    assert_eq!(edited.counters().sources_indexed(), 2);
    let moved = edited.with_document(document("notes/n.md", &NOTE.replace("# Log", "\n\n# Log")));
    seen(&moved);
    assert_eq!(moved.counters().claims_judged(), before + 1);
}

/// What was worked out so far: passages, claims.
fn work(snapshot: &Snapshot) -> (u64, u64) {
    (snapshot.counters().passages_analysed(), snapshot.counters().claims_judged())
}

#[test]
fn a_letter_typed_analyses_one_paragraph_of_a_note_of_any_length() {
    let line = |i: usize| format!("The tide gauge number {i} stood in the harbour. Gulls sat on gauge {i} for years [@tide].\n\n");
    let note: String = (0..600).map(line).collect();
    let snapshot = workspace(TIDE, WIND, &note);
    seen(&snapshot);
    let (mut passages, mut claims) = work(&snapshot);
    assert_eq!((passages, claims), (600, 1_200));
    // the first sentence is part of what the second one is read in
    for (from, to, judged) in [("Gulls sat on gauge 234 ", "Gulls saat on gauge 234 ", 1), ("number 234 stood", "number 234 stoood", 2)] {
        let edited = snapshot.with_document(document("notes/n.md", &note.replace(from, to)));
        seen(&edited);
        (passages, claims) = (passages + 1, claims + judged);
        assert_eq!(work(&edited), (passages, claims));
    }
    // an edited source leaves the paragraphs of the notes as they are
    let far = snapshot.with_document(document("sources/wind.txt", &WIND.replace("hill", "ridge")));
    seen(&far);
    assert_eq!(work(&far), (passages, claims));
}

#[test]
fn an_edited_heading_judges_its_section_only() {
    let note =
        "# Sea [@tide]\n\nThe gauge stood for 50 years.\n\nThe gauge was moved in 1988.\n\n# Air [@wind]\n\nThe mast stood on the roof.\n";
    let snapshot = workspace(TIDE, WIND, note);
    seen(&snapshot);
    let before = work(&snapshot);
    let edited = snapshot.with_document(document("notes/n.md", &note.replace("# Sea [@tide]", "# Sea and more [@wind]")));
    seen(&edited);
    assert_eq!(work(&edited), (before.0 + 1, before.1 + 2));
}

#[test]
fn a_quotation_without_a_content_word_is_looked_for_again_when_its_source_is_edited() {
    let note = "The keeper liked the words “it was what it was and so it is” [@tide].\n";
    let snapshot = workspace(TIDE, WIND, note);
    let rules = |s: &Snapshot| {
        let report = s.check("notes/n.md", &Cancel::default()).unwrap_or_default();
        report.diagnostics.iter().map(|d| d.rule).collect::<Vec<_>>()
    };
    assert_eq!(rules(&snapshot), ["missing-quotation"]);
    let edited = snapshot.with_document(document("sources/tide.txt", &format!("{TIDE}\nAnd it was what it was and so it is.\n")));
    assert_eq!(rules(&edited), [""; 0]);
}

#[test]
fn a_quotation_of_many_sentences_is_looked_for_again_where_it_goes_on() {
    let said = "The barge sank. Nobody slept. Oxen drowned. Every cellar flooded before dawn.";
    let note = format!("The diary reads: “{said}” [@tide]\n");
    let tide = format!("{TIDE}\n“{}”\n", said.replace("cellar", "attic"));
    let snapshot = workspace(&tide, WIND, &note);
    let before = seen(&snapshot);
    let fixed = format!("{TIDE}\n“{said}”\n");
    let edited = snapshot.with_document(document("sources/tide.txt", &fixed));
    assert_ne!(seen(&edited), before);
    assert_eq!(seen(&edited), seen(&workspace(&fixed, WIND, &note)));
}

#[test]
fn an_edit_far_from_every_claim_judges_none_and_one_near_judges_its_claims() {
    let note = "The tide gauge stood in the harbour [@tide].\n\nA bakery opened in the town [@tide].\n";
    let snapshot = workspace(TIDE, WIND, note);
    seen(&snapshot);
    let judged = |s: &Snapshot| s.counters().claims_judged();
    let before = judged(&snapshot);
    let far = snapshot.with_document(document("sources/tide.txt", &TIDE.replace("counted each spring", "counted every long spring")));
    seen(&far);
    assert_eq!((judged(&far), far.counters().sources_indexed()), (before, 3));
    let near = far.with_document(document("sources/tide.txt", &TIDE.replace("bakery opened", "bakery never opened")));
    seen(&near);
    assert_eq!(judged(&near), before + 1);
}

#[test]
fn a_denial_that_an_edit_takes_back_is_judged_again() {
    let note = "The council of Dorne allowed the reopening of the Halm lock [@tide].\n";
    let text = |next: &str| {
        format!(
            "{TIDE}\nIn spring the council of Dorne did not allow the reopening of the Halm lock. {next} Gulls were counted on the island.\n"
        )
    };
    for next in ["In autumn it did.", "Rain fell. In autumn it did."] {
        let before = text(&next.replace("it did", "rain fell"));
        let snapshot = workspace(&before, WIND, note);
        assert!(seen(&snapshot).contains("negation-conflict"));
        let edited = snapshot.with_document(document("sources/tide.txt", &text(next)));
        assert_eq!(seen(&edited), seen(&workspace(&text(next), WIND, note)), "{next}");
    }
    assert!(!seen(&workspace(&text("In autumn it did."), WIND, note)).contains("negation-conflict"));
}

#[test]
fn a_source_whose_heading_is_edited_is_another_part_of_its_series() {
    let text = |n: u8| format!("# Walking Sands {n}\n\nThe film was reviewed by 218 critics, most of whom were bored by it.\n");
    let note = "Walking Sands 2 was reviewed by more than 230 critics [@tide].\n";
    let workspace = |n: u8| {
        let file = |path: &str, text: &str, role| File { path: path.into(), role, document: Ok(Arc::new(document(path, text))) };
        let files = vec![file("notes/n.md", note, Role::Note), file("sources/tide.md", &text(n), Role::Source)];
        Snapshot::new(Config::default(), None, files)
    };
    let snapshot = workspace(2);
    assert!(seen(&snapshot).contains("number-conflict"));
    let edited = snapshot.with_document(document("sources/tide.md", &text(3)));
    assert_eq!(seen(&edited), seen(&workspace(3)));
    assert!(!seen(&edited).contains("number-conflict"));
}

#[test]
fn words_of_another_source_are_a_misattribution() {
    let snapshot = workspace(TIDE, WIND, NOTE);
    let report = snapshot.check("notes/n.md", &Cancel::default()).unwrap_or_default();
    let found = report.diagnostics.iter().find(|d| d.rule == "misattribution").and_then(|d| d.found.as_ref());
    assert_eq!(found.map(|f| (f.file.as_str(), f.text.as_str())), Some(("sources/wind.txt", "nobody will ever climb this mast again")));
    assert_eq!(snapshot.dependents("sources/tide.txt", &Cancel::default()), Ok(vec!["notes/n.md".to_string()]));
    let unknown = report.diagnostics.iter().find(|d| d.rule == "unknown-source");
    assert_eq!(unknown.and_then(|d| d.fix.as_ref()).and_then(|f| f.edits.first()).map(|e| e.new_text.as_str()), Some("tide"));
}

#[test]
fn a_cancelled_check_gives_nothing() {
    let cancel = Cancel::default();
    cancel.cancel();
    assert!(workspace(TIDE, WIND, NOTE).check("notes/n.md", &cancel).is_err());
    let empty = workspace(TIDE, WIND, NOTE).check("nowhere.md", &Cancel::default());
    assert!(empty.is_ok_and(|r| r.claims.is_empty()));
}

/// An edit: which file, where (in thousandths), how much goes, what comes.
type Change = (usize, usize, usize, String);

fn change() -> impl Strategy<Value = Change> {
    let piece = prop_oneof![
        Just("1987".to_string()),
        Just("The gauge was not moved. ".to_string()),
        Just("\n\n".to_string()),
        Just(" [@wind] ".to_string()),
        Just("“".to_string()),
        Just("\n# Wind [[wind]]\n\n".to_string()),
        Just("\n- Item [^1] in 1990:\n  - The gulls.\n\n[^1]: See [@tide].\n".to_string()),
        Just("\n> The gauge stood in the harbour.\n> — Mr. Ode Marsh [@tide]\n\n".to_string()),
        Just(" Ode Marsh said that the gauge was moved. ".to_string()),
        Just("---\ndate: 1999-04-02\nauthor: Ode Marsh\n---\n".to_string()),
        Just(" [tide][1] \n\n[1]: ../sources/tide.txt\n\n".to_string()),
        Just("” it was so and it is “".to_string()),
        "[a-z ]{0,6}",
    ];
    (0..3usize, 0..1000usize, 0..12usize, piece)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn incremental_is_the_same_as_fresh(changes in proptest::collection::vec(change(), 1..8)) {
        let mut texts = [NOTE.to_string(), TIDE.to_string(), WIND.to_string()];
        let paths = ["notes/n.md", "sources/tide.txt", "sources/wind.txt"];
        let mut snapshot = workspace(TIDE, WIND, NOTE);
        for (file, at, gone, new) in changes {
            let text = &mut texts[file];
            let start = char_floor(text, text.len() * at / 1000);
            let end = char_floor(text, start + gone).max(start);
            text.replace_range(start..end, &new);
            snapshot = snapshot.with_document(document(paths[file], text));
            let fresh = workspace(&texts[1], &texts[2], &texts[0]);
            prop_assert_eq!(seen(&snapshot), seen(&fresh));
        }
    }
}
