//! A question's adapter: convert, ask the room [`crate::ide`], convert back.

use super::convert::Lines;
use super::event::Ready;
use crate::ide;
use crate::text::{Cancel, Cancelled};
use serde_json::{Value, json};
use tower_lsp::lsp_types::*;

/// What is shown at a position.
pub fn hover(ready: &Ready, at: Position, cancel: &Cancel) -> Result<Option<Hover>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let Some(hover) = ide::hover(snapshot, &ready.path, offset, cancel)? else { return Ok(None) };
    let content = match ready.facts.markdown {
        true => MarkupContent { kind: MarkupKind::Markdown, value: hover.markdown },
        false => MarkupContent { kind: MarkupKind::PlainText, value: ide::plain(&hover.markdown) },
    };
    Ok(Some(Hover { contents: HoverContents::Markup(content), range: Some(lines.range(&ready.path, hover.span)) }))
}

/// Where what stands at a position leads.
pub fn definition(ready: &Ready, at: Position, cancel: &Cancel) -> Result<Option<GotoDefinitionResponse>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let targets = ide::definition(snapshot, &ready.path, offset, cancel)?;
    let mut links = Vec::new();
    for target in targets {
        let Some(uri) = ready.view.uri(&target.file) else { continue };
        links.push(LocationLink {
            origin_selection_range: Some(lines.range(&ready.path, target.origin)),
            target_uri: uri,
            target_range: lines.range(&target.file, target.around),
            target_selection_range: lines.range(&target.file, target.span),
        });
    }
    if links.is_empty() {
        return Ok(None);
    }
    if ready.facts.links {
        return Ok(Some(GotoDefinitionResponse::Link(links)));
    }
    let plain = links.into_iter().map(|l| Location { uri: l.target_uri, range: l.target_selection_range });
    Ok(Some(GotoDefinitionResponse::Array(plain.collect())))
}

/// How much work was done so far.
pub fn counters(ready: &Ready) -> Value {
    let snapshot = ready.view.snapshot();
    let counters = snapshot.counters();
    json!({
        "claimsJudged": counters.claims_judged(),
        "passagesAnalysed": counters.passages_analysed(),
        "sourcesIndexed": counters.sources_indexed(),
        "sourcesSplit": snapshot.corpus().sources.iter().filter(|s| s.is_new()).count(),
        "notesChecked": counters.notes_checked(),
    })
}
