use super::*;
use crate::document::{Block, BlockKind, Document};
use std::sync::Arc;

fn source(text: &str) -> Source {
    let span = Span::new(0, text.len());
    let block = Block { kind: BlockKind::Paragraph, span, outer: span, quote: 0, callout: false, depth: 0, parent: None, label: None };
    Source::new(Arc::new(Document { text: text.into(), original: text.into(), blocks: vec![block], ..Document::default() }))
}

fn look(note: &str, text: &str) -> QuoteMatch {
    search(&Pattern::new(note, Span::new(0, note.len()), &[]), note, &source(text))
}

/// The changes as “note → source (class)”, or what was found instead.
fn told(note: &str, text: &str) -> String {
    match look(note, text) {
        QuoteMatch::Exact(span) => format!("= {}", span.of(text)),
        QuoteMatch::Absent { .. } => "absent".to_string(),
        QuoteMatch::Altered { diffs, .. } => {
            diffs.iter().map(|d| format!("{} → {} ({})", d.note.of(note), d.source.of(text), d.class.name())).collect::<Vec<_>>().join("; ")
        }
    }
}

const TEXT: &str = "The harbour board met in spring. It did not approve the 1,250 new moorings that Lena Brandt, who was not \
    present, had asked for, and decision-making may slow further. Members agreed that the old quay should be repaired \
    before the winter storms. The co-\noperation of the town was welcome.[4] Nobody objected.";

#[test]
fn honest_ways_of_quoting_are_exact() {
    for note in [
        "it did not approve the 1250 new moorings",
        "the old quay should be repaired before the winter storms.",
        "The cooperation of the town was welcome. Nobody objected",
        "[T]he old quay should be repaired",
        "Members agree[d] that the old quay should be repaired",
        "Members [of the board] agreed that [it] should be repaired before the winter",
        "the 1,250 new moorings that Lena Brandt … had asked for, and decision making may slow",
        "The harbour board met … the old quay [sic] should be repaired",
        "…the old quay should be “repaired” […]",
    ] {
        assert!(matches!(look(note, TEXT), QuoteMatch::Exact(_)), "{note}: {}", told(note, TEXT));
    }
}

#[test]
fn changes_are_told_with_both_sides_and_their_class() {
    for (note, want) in [
        ("It did approve the 1,250 new moorings", "did approve → did not approve (negation)"),
        ("It did not approve the 1,520 new moorings", "1,520 → 1,250 (number)"),
        ("the old quay should not be repaired before the winter", "should not be → should be (negation)"),
        ("moorings that Lena Brand, who was not present", "Brand → Brandt (name)"),
        ("and decision-making will slow further", "will → may (hedge)"),
        ("the old pier should be repaired before the winter storms", "pier → quay (word)"),
        ("the old quay should be repaired before the winter floods", "floods → storms (word)"),
        ("ancient quay should be repaired before the winter storms", "ancient → old (word)"),
        (
            "the winter should be repaired before the old quay storms",
            "the winter should be repaired before the old quay → old quay should be repaired before the winter (order)",
        ),
        ("It did … approve the 1,250 new moorings", "… → not (negation)"),
        ("decision-making … slow further", "… → may (hedge)"),
        ("It did [really] approve the 1,250 new moorings", "[really] → not (negation)"),
    ] {
        assert_eq!(told(note, TEXT), want, "{note}");
    }
}

#[test]
fn what_is_not_there_is_absent() {
    for note in [
        "The ferry timetable was printed on yellow paper",
        "the budget of the school was cut by a third",
        "The winter storms … the harbour board met in spring",
    ] {
        assert!(!matches!(look(note, TEXT), QuoteMatch::Exact(_)), "{note}");
    }
    assert_eq!(told("The ferry timetable was printed on yellow paper", TEXT), "absent");
}

#[test]
fn other_scripts() {
    let text = "港の委員会は春に会合を開いた。新しい桟橋は承認されなかった。Совет порта не одобрил новые причалы весной. لم يوافق المجلس على الأرصفة الجديدة في الربيع.";
    assert_eq!(told("新しい桟橋は承認されなかった", text), "= 新しい桟橋は承認されなかった");
    assert_eq!(told("совет порта не одобрил новые причалы", text), "= Совет порта не одобрил новые причалы");
    assert_eq!(told("لم يوافق المجلس على الأرصفة", text), "= لم يوافق المجلس على الأرصفة");
    assert_eq!(told("Совет порта одобрил новые причалы весной", text), "порта одобрил → порта не одобрил (word)");
    assert!(matches!(look("新しい桟橋は承認された", text), QuoteMatch::Altered { .. } | QuoteMatch::Exact(_)));
    assert!(matches!(look("新しい橋梁は承認されなかった", text), QuoteMatch::Altered { .. }));
}

#[test]
fn a_long_quotation_in_a_long_source_stays_cheap() {
    let mut text = String::new();
    for i in 0..60_000u32 {
        text.push_str(["the ", "boat ", "left ", "a ", "port "][(i.wrapping_mul(2_654_435_761) >> 9) as usize % 5]);
        if i % 7 == 0 {
            text.push_str(&format!("w{i} "));
        }
    }
    let from = text[150_000..].find(' ').map_or(0, |i| i + 150_001);
    let to = from + text[from + 50_000..].find(' ').map_or(0, |i| i + 50_000);
    let note = text[from..to].replace("boat left", "boat reached");
    let source = source(&text);
    let pattern = Pattern::new(&note, Span::new(0, note.len()), &[]);
    assert!(source.letters().len() > 60_000);
    let start = std::time::Instant::now();
    assert!(matches!(search(&pattern, &note, &source), QuoteMatch::Altered { .. }));
    assert!(start.elapsed().as_secs() < 5);
}
