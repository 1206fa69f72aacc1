//! Sentences that nothing contradicts: each against the rest of its own document. What is reported is a false alarm, but for
//! documents that contradict themselves.

use super::answer::{Answer, Finding, answer};
use super::rows::{Label, Row};
use super::score::{Judged, Report, Share};
use postil::corpus::Source;
use postil::document::{Document, Format};
use postil::text::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sentences taken of one document, evenly, so that a long one costs no more than its share.
const MOST: usize = 60;

/// Measures all documents.
pub fn run(name: &str, documents: &[Arc<Source>], report: &mut Report) {
    let judged: Vec<(usize, Vec<(Row, Finding)>)> = documents.par_iter().map(alone).collect();
    let sentences = judged.iter().map(|j| j.0).sum();
    let found: Vec<&(Row, Finding)> = judged.iter().flat_map(|j| &j.1).collect();
    let share = Share { of: sentences, flagged: found.len() };
    let mut cells: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    found.iter().for_each(|(_, f)| *cells.entry((f.rule, f.regime)).or_default() += 1);
    let lines: String = cells.iter().map(|((rule, regime), n)| format!("| {rule} | {regime} | {n} |\n")).collect();
    report.add(&format!(
        "## Sentences of {name} against the rest of their own document\n\n{} of {sentences} sentences flagged: {} per 1,000. \
         Quotations that stand nowhere else are left out.\n\n| rule | regime | findings |\n|---|---|---|\n{lines}",
        share.flagged,
        share.per_thousand(),
    ));
    for (row, f) in found.iter().take(report.errors()) {
        println!("FALSE ALARM {}\n  claim:  {}\n  says:   {}\n", row.page, row.claim, f.says);
    }
    let answer = |f: &Finding| Answer { finding: Some(f.clone()), supported: false };
    let flagged: Vec<Judged> = found.iter().map(|(row, f)| Judged { row, answer: answer(f) }).collect();
    report.count(&format!("sentences of {name}"), &flagged);
}

/// How many sentences of the document were judged, and those flagged.
fn alone(source: &Arc<Source>) -> (usize, Vec<(Row, Finding)>) {
    let text = &source.document.text;
    let step = source.sentences.len().div_ceil(MOST).max(1);
    let taken: Vec<Span> = source.sentences.iter().copied().step_by(step).collect();
    let judge = |span: &Span| {
        let rest = format!("{}{}", text.get(..span.start as usize)?, text.get(span.end as usize..)?);
        let mut document = Document::from_text(&source.document.path, rest, Format::Plain);
        document.front = source.document.front.clone();
        let finding = answer(span.of(text), &Source::new(Arc::new(document))).finding?;
        // its only place was taken away
        (finding.rule != "missing-quotation").then(|| (row(source, *span), finding))
    };
    (taken.len(), taken.iter().filter_map(judge).collect())
}

fn row(source: &Arc<Source>, span: Span) -> Row {
    let claim = span.of(&source.document.text).to_string();
    let page = source.document.path.clone();
    Row {
        claim,
        source: source.clone(),
        label: Label::Unverifiable,
        page,
        kind: String::new(),
        wrong: None,
        right: None,
        gold: String::new(),
    }
}
