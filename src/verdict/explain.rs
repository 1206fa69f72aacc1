use super::assess::{Case, working};
use super::free;
use super::support;
use super::view::{View, views_of};
use crate::claim::Claim;
use crate::corpus::Source;
use crate::document::Document;
use crate::text::Span;

/// How the verdict on a claim came about, a line a step: what was read in the claim, the candidate sentences with how
/// much of the claim each holds, the slots that differ, and what was weighed beside each value.
pub fn explain(note: &Document, claim: &Claim, sources: &[&Source], whole: bool) -> Vec<String> {
    let facts = working(note, claim);
    let views = views_of(&facts, sources);
    let case = Case::new(&note.text, &facts, sources, &views);
    let mut out = vec![format!(
        "read: quantities [{}], dates [{}], names [{}], negations [{}]",
        listed(&note.text, facts.quantities.iter().map(|q| q.span)),
        listed(&note.text, facts.dates.iter().map(|d| d.span)),
        listed(&note.text, facts.names.iter().map(|n| n.span)),
        listed(&note.text, facts.negations.iter().map(|n| n.cue)),
    )];
    for view in views.iter().take(4) {
        let Some(source) = sources.get(view.candidate.source) else { continue };
        let text = &source.document.text;
        out.push(format!(
            "candidate: “{}” — in order {:.2}, own {:.2}, with context {:.2}{}",
            view.span.of(text),
            view.alignment.ordered,
            view.coverage.own,
            view.coverage.full,
            if view.prose { "" } else { ", no running text" }
        ));
        out.push(format!("  missing there: {}", missing(&case, view)));
        for d in view.pair(&note.text, &facts, source).differences(&case.aliases) {
            out.push(format!("  differs ({}): “{}” / “{}”", d.rule, d.claimed.of(&note.text), d.found.of(text)));
        }
        if support::supports(&case, view) {
            out.push("  supports the claim".to_string());
        }
    }
    if whole {
        out.extend(free::weighed(&case));
    }
    out
}

fn listed(text: &str, spans: impl Iterator<Item = Span>) -> String {
    spans.map(|s| s.of(text)).collect::<Vec<_>>().join(" | ")
}

fn missing(case: &Case, view: &View) -> String {
    let words = &case.claim.words;
    let gone = (0..words.len()).filter(|i| view.coverage.found.get(*i).is_some_and(|f| *f < 0.75));
    gone.map(|i| words.fold(i)).collect::<Vec<_>>().join(" ")
}
