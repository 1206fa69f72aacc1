//! Adapters of the questions that lead from one place to all that name the same.

use super::convert::Lines;
use super::event::Ready;
use crate::ide;
use crate::text::{Cancel, Cancelled};
use tower_lsp::lsp_types::*;

/// Every place that names what stands at a position.
pub fn references(ready: &Ready, at: Position, declaration: bool, cancel: &Cancel) -> Result<Option<Vec<Location>>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let Some(places) = ide::references(snapshot, &ready.path, offset, declaration, cancel)? else { return Ok(None) };
    let location = |p: ide::Place| Some(Location { uri: ready.view.uri(&p.file)?, range: lines.range(&p.file, p.span) });
    Ok(Some(places.into_iter().filter_map(location).collect()))
}

/// The same within the document.
pub fn highlights(ready: &Ready, at: Position, cancel: &Cancel) -> Result<Option<Vec<DocumentHighlight>>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let Some(places) = ide::highlights(snapshot, &ready.path, offset, cancel)? else { return Ok(None) };
    let kind = |declaration| if declaration { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
    let highlight = |p: ide::Place| DocumentHighlight { range: lines.range(&p.file, p.span), kind: Some(kind(p.declaration)) };
    Ok(Some(places.into_iter().map(highlight).collect()))
}
