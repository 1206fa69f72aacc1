//! A question's adapter: convert, ask the room [`crate::ide`], convert back.

use super::convert::Lines;
use super::event::Ready;
use crate::diagnostic::render::escape;
use crate::ide::{self, Action};
use crate::text::{Cancel, Cancelled};
use serde_json::{Value, json};
use std::collections::HashMap;
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

/// What may be done about a range.
pub fn actions(ready: &Ready, range: Range, context: &CodeActionContext, cancel: &Cancel) -> Result<CodeActionResponse, Cancelled> {
    let wanted = |kind: &CodeActionKind| kind.as_str().is_empty() || *kind == CodeActionKind::QUICKFIX;
    if context.only.as_ref().is_some_and(|kinds| !kinds.iter().any(wanted)) {
        return Ok(Vec::new());
    }
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let span = lines.span(&ready.path, range);
    let actions = ide::actions(snapshot, &ready.path, span, cancel)?;
    Ok(actions.into_iter().filter_map(|a| action(ready, a, context, &mut lines)).map(CodeActionOrCommand::CodeAction).collect())
}

fn action(ready: &Ready, action: Action, context: &CodeActionContext, lines: &mut Lines) -> Option<CodeAction> {
    let (uri, version) = ready.view.open.get(&ready.path).cloned()?;
    let edits: Vec<TextEdit> =
        action.edits.into_iter().map(|e| TextEdit { range: lines.range(&ready.path, e.span), new_text: e.new_text }).collect();
    let edit = if ready.facts.versioned_edits {
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: Some(version) };
        let edits = edits.into_iter().map(OneOf::Left).collect();
        let changes = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]);
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    } else {
        WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() }
    };
    let print = |d: &Diagnostic| d.data.as_ref().and_then(|v| v.get("fingerprint")).and_then(Value::as_str).map(str::to_string);
    let settles = |d: &&Diagnostic| print(d).is_some_and(|p| action.fingerprints.contains(&p));
    let diagnostics: Vec<Diagnostic> = context.diagnostics.iter().filter(settles).cloned().collect();
    Some(CodeAction {
        title: escape(&action.title),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(diagnostics).filter(|d| !d.is_empty()),
        edit: Some(edit),
        is_preferred: action.preferred.then_some(true),
        ..CodeAction::default()
    })
}

/// How much work was done so far.
pub fn counters(ready: &Ready) -> Value {
    let counters = ready.view.snapshot().counters();
    json!({
        "claimsJudged": counters.claims_judged(),
        "passagesAnalysed": counters.passages_analysed(),
        "sourcesIndexed": counters.sources_indexed(),
        "notesChecked": counters.notes_checked(),
    })
}
