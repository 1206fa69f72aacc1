use super::super::{citations, claims, passages};
use super::*;
use crate::corpus::{Source, read};
use crate::document::Format;
use std::sync::Arc;

fn corpus() -> Corpus {
    let source = |path: &str| {
        let text = "The tide gauge stood in the harbour.";
        Arc::new(Source::new(Arc::new(Document::from_text(path, text, Format::of(path)))))
    };
    let sources = ["sources/gauge.txt", "sources/harbour.txt", "sources/tide.txt"].map(source).to_vec();
    let bib = "@misc{g1, title={G}, file={sources/gauge.txt}}\n@misc{t1, file={sources/tide.txt}}\n@misc{paper, title={Not here}}";
    let bib = Arc::new(read(&Document::from_text("refs.bib", bib, Format::Plain)));
    Corpus::new(sources, vec!["notes/other.md".into()], vec![bib])
}

/// For each claim: its first word and the stems of its sources (`*` for the whole workspace, `?` if incomplete).
fn scopes_at(path: &str, text: &str) -> Vec<String> {
    let corpus = corpus();
    let note = Document::from_text(path, text, Format::Markdown);
    let cited = citations(&note, &corpus);
    let made = passages(&note, &cited);
    let scopes = Scopes::new(&note, &corpus, &cited, &made);
    let line = |claim: &Claim| {
        let scope = scopes.of(claim);
        let first = claim.span.of(&note.text).split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("").to_string();
        let names = scope.sources.iter().filter_map(|s| corpus.sources.get(*s)).map(|s| stem(&s.document.path).to_string());
        let names = if scope.rule == ScopeRule::Workspace { "*".into() } else { names.collect::<Vec<_>>().join("+") };
        format!("{first}:{names}{}", if scope.complete { "" } else { "?" })
    };
    claims(&note, &cited).iter().map(line).collect()
}

fn scopes(text: &str) -> Vec<String> {
    scopes_at("notes/n.md", text)
}

#[test]
fn citations_of_the_sentence_and_after_its_full_stop() {
    assert_eq!(scopes("Alpha gauge rose [@g1; @t1]. Beta tide fell. [@t1] Gamma wind blew."), ["Alpha:gauge+tide", "Beta:tide", "Gamma:*"]);
    assert_eq!(scopes("Alpha gauge rose.[^1] Beta wind blew.\n\n[^1]: [@g1], p. 3."), ["Alpha:gauge", "Beta:*"]);
    assert_eq!(scopes("Alpha gauge rose. [[harbour]] reports that tides fell."), ["Alpha:harbour", "harbour:harbour"]);
    assert_eq!(scopes("Alpha gauge rose. [[harbour]] [[tide]] Beta tides fell."), ["Alpha:harbour+tide", "Beta:*"]);
    assert_eq!(scopes("Alpha gauge rose ([the log](../sources/tide.txt)). Beta tides fell."), ["Alpha:tide", "Beta:*"]);
}

#[test]
fn a_citation_covers_back_to_the_one_before() {
    assert_eq!(
        scopes("Alpha gauge rose. Beta gauge fell [@g1]. Gamma tide rose. Delta tide fell [@t1, p. 3]. Last tide went."),
        ["Alpha:gauge", "Beta:gauge", "Gamma:tide", "Delta:tide", "Last:*"]
    );
    assert_eq!(scopes("Alpha gauge rose.\n\nBeta tide fell [@t1]."), ["Alpha:*", "Beta:tide"]);
}

#[test]
fn items_inherit_and_lists_have_their_lead_in() {
    assert_eq!(
        scopes("- Alpha gauge rose [@g1]\n  - Beta gauge fell\n  - Gamma tide rose [@t1]\n- Delta tide fell\n"),
        ["Alpha:gauge", "Beta:gauge", "Gamma:tide", "Delta:*"]
    );
    let list = scopes("According to the tide log [[tide]]:\n\n- Alpha gauge rose\n- Beta gauge fell\n");
    assert_eq!(list.get(1..).unwrap_or(&[]), ["Alpha:tide", "Beta:tide"]);
}

#[test]
fn block_quotes_take_their_attribution() {
    assert_eq!(scopes("> Alpha gauge rose in the harbour.\n>\n> — [@g1]\n"), ["Alpha:gauge"]);
    assert_eq!(scopes("> Alpha gauge rose in the harbour.\n\n— [@g1], p. 4\n"), ["Alpha:gauge"]);
    assert_eq!(scopes("The tide log writes [[tide]]:\n\n> Alpha gauge rose.\n\nBeta wind blew.\n"), ["The:tide", "Alpha:tide", "Beta:*"]);
    assert_eq!(scopes("> Alpha gauge rose.\n\nThat is what the old log says [@t1].\n"), ["Alpha:tide", "That:tide"]);
    assert_eq!(scopes("> [!note]\n> Alpha gauge rose.\n\nBeta tide fell [@t1].\n"), ["Alpha:*", "Beta:tide"]);
}

#[test]
fn headings_front_matter_and_stem() {
    assert_eq!(
        scopes(
            "# Log [@g1]\n\nAlpha gauge rose.\n\n## Part\n\nBeta gauge fell.\n\n## Tides [[tide]]\n\nGamma tide rose.\n\n# End\n\nDelta wind blew."
        ),
        ["Alpha:gauge", "Beta:gauge", "Gamma:tide", "Delta:*"]
    );
    assert_eq!(scopes("---\nsource: g1\n---\n\nAlpha gauge rose. Beta tide fell [@t1]."), ["Alpha:tide", "Beta:tide"]);
    assert_eq!(scopes("---\nsources:\n  - \"[[tide]]\"\n  - ../sources/gauge.txt\n---\n\nAlpha gauge rose."), ["Alpha:gauge+tide"]);
    assert_eq!(scopes_at("notes/tide.md", "Alpha gauge rose."), ["Alpha:tide"]);
    assert_eq!(scopes("---\nsource: nothing-here\n---\n\nAlpha gauge rose."), ["Alpha:?"]);
}

#[test]
fn what_leads_nowhere_never_widens_the_scope() {
    assert_eq!(scopes("# Log [@g1]\n\nAlpha gauge rose [@nobody]. Beta tide fell [@paper; @t1]."), ["Alpha:?", "Beta:tide?"]);
    assert_eq!(scopes("Alpha gauge rose, see [[other]] and [that](../../etc/passwd)."), ["Alpha:*"]);
    assert_eq!(scopes("Alpha gauge of ada@t1.tld rose, `[@g1]` and <https://host.tld/@t1>."), ["Alpha:*"]);
}

#[test]
fn lines_that_only_cite_are_no_claims() {
    assert!(scopes("# Gauge heading\n\n[@g1]\n\nSee [@t1], p. 3.\n\n```\nAlpha gauge rose.\n```\n").is_empty());
    assert_eq!(scopes("Alpha gauge rose.[^a]\n\n[^a]: Beta tide of the north fell twice [@t1]."), ["Alpha:tide", "Beta:tide"]);
}
