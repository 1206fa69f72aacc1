use super::ascribed;
use super::assess::{Case, quotations_at, sentence, working};
use super::passage::Passage;
use super::support;
use super::view::{View, views_of};
use super::{free, quotation, slip};
use crate::claim::Claim;
use crate::corpus::Source;
use crate::document::Document;
use crate::evidence::Facts;
use crate::language::is_english;
use crate::mention::modality::{self, Stance};
use crate::text::Span;

/// How the verdict on a claim came about, a line a step: what was read in the claim, the candidate sentences with how
/// much of the claim each holds, the slots that differ, and what was weighed beside each value.
pub fn explain(note: &Document, claim: &Claim, sources: &[&Source], whole: bool) -> Vec<String> {
    let sentence = sentence(note, claim);
    let facts = working(&sentence, sources);
    let views = views_of(&facts, sources);
    let case = Case::new(&note.text, &facts, sources, &views);
    let mut out = vec![format!(
        "read: quantities [{}], dates [{}], names [{}], negations [{}]",
        listed(&note.text, facts.quantities.iter().map(|q| q.span)),
        listed(&note.text, facts.dates.iter().map(|d| d.span)),
        listed(&note.text, facts.names.iter().map(|n| n.span)),
        listed(&note.text, facts.negations.iter().map(|n| n.cue)),
    )];
    out.extend(stance(note, &facts));
    out.extend(quotation::told(note, claim, &quotations_at(note, claim.span), sources, whole));
    if views.is_empty() {
        out.push("candidates: none shares a content word".to_string());
    }
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
        for d in view.differences(&case) {
            out.push(format!("  differs ({}): “{}” / “{}”", d.rule, d.claimed.of(&note.text), d.found.of(text)));
        }
        out.push(format!("  {}", supported(&case, view)));
    }
    if whole {
        out.extend(slip::weighed(&case));
        out.extend(free::weighed(&case));
    }
    out
}

/// How the claim's sentence is meant, where that is not as a plain statement in English.
fn stance(note: &Document, facts: &Facts) -> Vec<String> {
    let mut out = Vec::new();
    let told = match modality::stance(&note.text, &facts.words) {
        Stance::Question => "a question: left alone",
        Stance::Plan => "something to do: left alone unless it is copied",
        Stance::Opinion => "the writer's opinion: left alone unless it is copied",
        Stance::Conditional => "a condition: left alone unless it is copied",
        _ => "",
    };
    if !told.is_empty() {
        out.push(format!("meant as: {told}"));
    }
    if !is_english(&facts.words) {
        out.push("language: not English; only quotations, and numbers in copies, are judged".to_string());
    }
    out
}

/// Whether the sentence supports the claim, or what it lacks.
fn supported(case: &Case, view: &View) -> String {
    if support::supports(case, view) {
        return "supports the claim".to_string();
    }
    let Some(support) = support::weigh_in_other_words(case, view) else { return "says nothing of the claim".to_string() };
    let words = support.left.iter().map(|i| format!("“{}”", case.claim.words.fold(*i)));
    let lacks = support.lacks.iter().map(|l| l.name().to_string());
    let mut all: Vec<String> = lacks.chain(words).collect();
    if view.against(case).is_some() {
        all.push("words that do not speak against it".to_string());
    }
    if !ascribed::theirs(case, view) {
        all.push("whose it is".to_string());
    }
    if !Passage::of(case, view).agrees(case) {
        all.push("what stands beside it".to_string());
    }
    let how = if support::recognised(case, view) { "says what the claim says, as far as can be told" } else { "does not support it" };
    if all.is_empty() { how.to_string() } else { format!("{how}; lacks {}", all.join(", ")) }
}

fn listed(text: &str, spans: impl Iterator<Item = Span>) -> String {
    spans.map(|s| s.of(text)).collect::<Vec<_>>().join(" | ")
}

fn missing(case: &Case, view: &View) -> String {
    let words = &case.claim.words;
    let gone = (0..words.len()).filter(|i| view.coverage.found.get(*i).is_some_and(|f| *f < 0.75));
    gone.map(|i| words.fold(i)).collect::<Vec<_>>().join(" ")
}
