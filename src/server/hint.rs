//! Adapter of the inlay hints.

use super::convert::Lines;
use super::event::Ready;
use super::settings::Hints;
use crate::diagnostic::render::escape;
use crate::ide::{self, HintKind};
use crate::text::{Cancel, Cancelled};
use tower_lsp::lsp_types::*;

/// The hints in a range that the person wants to see. A label leads to what it speaks of.
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
        let place = hint.place.and_then(|(file, span)| Some(Location { uri: ready.view.uri(&file)?, range: lines.range(&file, span) }));
        let label = InlayHintLabelPart { value: escape(&hint.label), location: place, ..InlayHintLabelPart::default() };
        let at = crate::text::Span { start: hint.at, end: hint.at };
        out.push(InlayHint {
            position: lines.range(&ready.path, at).start,
            label: InlayHintLabel::LabelParts(vec![label]),
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
