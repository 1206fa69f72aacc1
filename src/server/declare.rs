//! Adapters of declarations and of ranges that are edited together.

use super::convert::Lines;
use super::event::Ready;
use crate::ide;
use crate::text::{Cancel, Cancelled};
use tower_lsp::lsp_types::*;

/// Where what stands at a position is declared.
pub fn declaration(ready: &Ready, at: Position, cancel: &Cancel) -> Result<Option<GotoDefinitionResponse>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let (_, places) = ide::declaration(snapshot, &ready.path, offset, cancel)?;
    let location = |p: ide::Place| Some(Location { uri: ready.view.uri(&p.file)?, range: lines.range(&p.file, p.span) });
    let found: Vec<Location> = places.into_iter().filter_map(location).collect();
    Ok(Some(found).filter(|f| !f.is_empty()).map(GotoDefinitionResponse::Array))
}

/// The ranges that are to be edited together with the word at a position.
pub fn linked(ready: &Ready, at: Position, cancel: &Cancel) -> Result<Option<LinkedEditingRanges>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let spans = ide::linked(snapshot, &ready.path, offset, cancel)?;
    let ranges: Vec<Range> = spans.into_iter().map(|s| lines.range(&ready.path, s)).collect();
    // a label has neither spaces nor brackets
    let word_pattern = Some("[^\\s\\[\\]]+".to_string());
    Ok(Some(ranges).filter(|r| !r.is_empty()).map(|ranges| LinkedEditingRanges { ranges, word_pattern }))
}
