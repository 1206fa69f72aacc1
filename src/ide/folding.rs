//! What an editor can fold away.

use super::outline::headings;
use crate::analysis::Snapshot;
use crate::document::{Block, BlockKind, Document};
use crate::text::Span;

/// A stretch of whole lines of the original text; the first stays visible.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fold {
    pub span: Span,
    pub comment: bool,
}

/// The front matter, sections, lists with their nested ones, block quotes, code and long comments; by start, nested ones after
/// what they stand in. Only what spans several lines.
pub fn folds(snapshot: &Snapshot, path: &str) -> Vec<Fold> {
    let Some(document) = snapshot.document(path) else { return Vec::new() };
    let mut spans = vec![document.front.outer];
    spans.extend(headings(document).into_iter().map(|s| s.span));
    let deep = document.blocks.iter().map(|b| b.depth).max().unwrap_or(0);
    let quoted = document.blocks.iter().map(|b| b.quote).max().unwrap_or(0);
    // the deepest levels are nobody's: the work stays linear
    for level in 1..=deep.min(16) {
        runs(document, |b| b.depth >= level, &mut spans);
    }
    for level in 1..=quoted.min(16) {
        runs(document, |b| b.quote >= level, &mut spans);
    }
    let code = |b: &&Block| matches!(b.kind, BlockKind::Code | BlockKind::Html | BlockKind::Math);
    spans.extend(document.blocks.iter().filter(code).map(|b| b.outer));
    let mut out: Vec<Fold> = spans.into_iter().map(|span| Fold { span, comment: false }).collect();
    out.extend(document.comments.iter().map(|c| Fold { span: c.outer, comment: true }));
    let lines = document.lines();
    let text = document.original.as_ref();
    out.retain_mut(|fold| {
        let (start, end) = (fold.span.start as usize, fold.span.start as usize + fold.span.of(text).trim_end().len());
        fold.span = Span::new(start, end);
        lines.line(start) < lines.line(end)
    });
    out.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    out.dedup_by_key(|f| lines.line(f.span.start as usize));
    out
}

/// Stretches of blocks one after the other that are `inside`.
fn runs(document: &Document, inside: impl Fn(&Block) -> bool, out: &mut Vec<Span>) {
    let mut run: Option<Span> = None;
    for block in &document.blocks {
        run = match (run, inside(block)) {
            (Some(run), true) => Some(run.cover(block.outer)),
            (None, true) => Some(block.outer),
            (done, false) => {
                out.extend(done);
                None
            }
        };
    }
    out.extend(run);
}
