//! Near-copies: real sentences with one altered fact, reworded without a change of meaning, and word for word.

use super::alter::{Copy, alterations, names};
use super::reword::rewordings;
use super::rows::{Label, Row};
use super::score::{Report, Share, placed, print_errors};
use super::sets::judge;
use postil::corpus::Source;
use postil::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Cases of one kind.
const MOST: usize = 400;

/// Makes near-copies of the documents' sentences and measures them against the whole document.
pub fn run(name: &str, documents: &[Arc<Source>], report: &mut Report) {
    let rows = rows(documents);
    let judged = judge(&rows);
    let mut kinds: BTreeMap<(Label, &str), (Share, Share)> = BTreeMap::new();
    let mut totals: BTreeMap<Label, (Share, Share)> = BTreeMap::new();
    for j in &judged {
        let flagged = j.answer.finding.is_some();
        let right = j.answer.finding.as_ref().is_some_and(|f| placed(j.row, f));
        for share in [kinds.entry((j.row.label, &j.row.kind)).or_default(), totals.entry(j.row.label).or_default()] {
            share.0.add(flagged);
            share.1.add(right);
        }
    }
    let altered = totals.get(&Label::Conflict).copied().unwrap_or_default();
    let kept = totals.get(&Label::Supported).copied().unwrap_or_default();
    let mut part = format!(
        "## Near-copies of {name}\n\nAltered: {} of {} found, {}; with the right words and place {}. Meaning kept: {} of {} flagged, {} per 1,000.\n\n\
         | kind | cases | flagged | share | right place |\n|---|---|---|---|---|\n",
        altered.0.flagged,
        altered.0.of,
        altered.0.ratio(),
        altered.1.ratio(),
        kept.0.flagged,
        kept.0.of,
        kept.0.per_thousand(),
    );
    for ((label, kind), (flagged, right)) in &kinds {
        let right = if *label == Label::Conflict { right.ratio() } else { "".into() };
        part += &format!("| {kind} | {} | {} | {} | {right} |\n", flagged.of, flagged.flagged, flagged.ratio());
    }
    report.add(&part);
    print_errors(&judged, report.errors());
    report.count(&format!("near-copies of {name}"), &judged);
}

fn rows(documents: &[Arc<Source>]) -> Vec<Row> {
    let pool: Vec<String> = documents.iter().flat_map(|d| names(&d.document.text)).collect::<BTreeSet<_>>().into_iter().collect();
    let mut cases: BTreeMap<(Label, String), Vec<(u64, Row)>> = BTreeMap::new();
    for source in documents {
        let text = &source.document.text;
        let mut seen = BTreeSet::new();
        for span in source.sentences.iter().filter(|s| is_prose(s.of(text)) && seen.insert(s.of(text))) {
            let sentence = span.of(text);
            let altered = alterations(sentence, text, &pool).into_iter().map(|c| (Label::Conflict, c));
            let kept = rewordings(sentence).into_iter().map(|c| (Label::Supported, c));
            for (label, copy) in altered.chain(kept).filter(|(_, c)| c.kind == "verbatim" || c.text != sentence) {
                let kind = copy.kind.to_string();
                cases.entry((label, kind)).or_default().push((rank(&copy), row(source, *span, label, copy)));
            }
        }
    }
    let mut out = Vec::new();
    for (_, mut rows) in cases {
        // by hash: a draw from all documents that is the same in every run
        rows.sort_by_key(|r| r.0);
        out.extend(rows.into_iter().take(MOST).map(|r| r.1));
    }
    out
}

fn row(source: &Arc<Source>, span: Span, label: Label, copy: Copy) -> Row {
    let gold = span.of(&source.document.text).to_string();
    let page = source.document.path.clone();
    Row { claim: copy.text, source: source.clone(), label, page, kind: copy.kind.into(), wrong: copy.wrong, right: Some(span), gold }
}

fn rank(copy: &Copy) -> u64 {
    super::alter::hash(copy.text.as_bytes())
}

/// A whole sentence of running text.
fn is_prose(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let lower = words.iter().filter(|w| w.starts_with(char::is_lowercase)).count();
    (8..=45).contains(&words.len())
        && lower >= 5
        && sentence.starts_with(char::is_uppercase)
        && sentence.ends_with(['.', '!', '”', '"'])
        && !sentence.contains('\n')
}
