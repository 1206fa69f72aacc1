use super::*;
use crate::document::Format;

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::new(Arc::new(Document::from_text(path, text, Format::Plain))))
}

fn shown(found: Option<(Span, Vec<Entry>)>, text: &str) -> (String, Vec<String>) {
    let (span, entries) = found.unwrap_or_default();
    (span.of(text).to_string(), entries.iter().map(|e| format!("{}: {}", e.document.path, e.text())).collect())
}

#[test]
fn the_longest_term_wins_whatever_its_form() {
    let sources = [
        source("a.txt", "The Tidal Energy Authority (TEA) met. A tide gate is a gate that holds back the sea."),
        source("b.txt", "The TEA (Tidal Energy Authority) closed."),
    ];
    let glossary = Arc::new(Document::from_text(
        "glossary.md",
        "**Gate**: a door for water\n\n**Spring-tide**: the highest tide\n",
        Format::Markdown,
    ));
    let terms = Terms::new(&sources, [&glossary].into_iter());
    let note = Document::from_text(
        "n.md",
        "Two Tide-Gates opened, one gate’s hinge broke; spring tides and the TEA helped tea drinkers.",
        Format::Plain,
    );
    let at = |word: &str| {
        let offset = note.text.find(word).unwrap_or(0) as u32 + 1;
        shown(terms.at(&note, offset, &[1]), &note.text)
    };
    assert_eq!(at("Gates"), ("Tide-Gates".into(), vec!["a.txt: a gate that holds back the sea".into()]));
    assert_eq!(at("gate’s"), ("gate".into(), vec!["glossary.md: a door for water".into()]));
    assert_eq!(at("spring"), ("spring tides".into(), vec!["glossary.md: the highest tide".into()]));
    assert_eq!(at("TEA"), ("TEA".into(), vec!["b.txt: Tidal Energy Authority".into()]));
    assert_eq!(at("helped").1, Vec::<String>::new());
}

#[test]
fn uses_are_counted_over_all_sources() {
    let sources =
        [source("a.txt", "Tide gates open. The gate of the tide is shut. A tide-gate fell."), source("b.txt", "No gates here.")];
    let terms = Terms::new(&sources, std::iter::empty());
    let uses = terms.uses("tide gate");
    assert_eq!((uses.sentences, uses.sources, uses.exact), (2, 1, true));
    assert_eq!(terms.uses("gate").sources, 2);
    assert_eq!(terms.uses("").sentences, 0);
}

#[test]
fn terms_of_scripts_without_spaces_are_found_in_a_run_of_letters() {
    let glossary = Arc::new(Document::from_text("glossary.md", "**水門**: a gate\n\n**水**: water\n", Format::Markdown));
    let terms = Terms::new(&[], [glossary].iter());
    let note = Document::from_text("n.md", "𝄞この水門は古い。水も。", Format::Markdown);
    let at = |words: &str| {
        let (span, entries) = terms.at(&note, note.text.find(words)? as u32, &[])?;
        Some((span.of(&note.text).to_string(), entries.first()?.text().to_string()))
    };
    assert_eq!(at("門は"), Some(("水門".to_string(), "a gate".to_string())));
    assert_eq!(at("水も"), Some(("水".to_string(), "water".to_string())));
    assert_eq!(at("古い"), None);
}

#[test]
fn a_surname_stands_for_one_person_only() {
    let one = [source("a.txt", "Finance Minister Ada Holm resigned.")];
    assert_eq!(Terms::new(&one, std::iter::empty()).find("Holm", &[]).len(), 1);
    let two = [source("a.txt", "Finance Minister Ada Holm resigned. The painter Jon Holm left. Trade Minister Jon Holm came.")];
    assert!(Terms::new(&two, std::iter::empty()).find("Holm", &[]).is_empty());
}
