//! Adapter of the inlay hints.

use super::convert::Lines;
use super::event::Ready;
use super::settings::Hints;
use crate::diagnostic::render::escape;
use crate::ide::{self, HintKind};
use crate::text::{Cancel, Cancelled};
use tower_lsp::lsp_types::*;

/// The hints in a range that the person wants to see. They lead nowhere: the definition of the words before them does, and a place in
/// each would make the answer for a long note three times as large.
pub fn hints(ready: &Ready, range: Range, cancel: &Cancel) -> Result<Vec<InlayHint>, Cancelled> {
    if ready.hints == Hints::Off {
        return Ok(Vec::new());
    }
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let within = lines.span(&ready.path, range);
    let mut out = Vec::new();
    for hint in ide::hints(snapshot, &ready.path, within, cancel)? {
        let wanted = match hint.about {
            HintKind::Verdict => ready.hints != Hints::Titles,
            HintKind::Title => ready.hints != Hints::Verdicts,
        };
        if !wanted {
            continue;
        }
        let at = crate::text::Span { start: hint.at, end: hint.at };
        out.push(InlayHint {
            position: lines.range(&ready.path, at).start,
            label: InlayHintLabel::String(escape(&hint.label)),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        });
    }
    Ok(out)
}
