//! Adapters of new names: for what stands at a position, and for files.

use super::convert::Lines;
use super::event::Ready;
use crate::ide::{self, FileEdits};
use crate::text::{Cancel, Cancelled, PositionEncoding};
use crate::workspace::relative;
use std::collections::HashMap;
use tower_lsp::jsonrpc::{Error, ErrorCode};
use tower_lsp::lsp_types::*;

/// The code of a request that is understood and cannot be done (LSP 3.17, `RequestFailed`).
const REQUEST_FAILED: i64 = -32803;

/// The answer to a request that cannot be done, with the reason for a person.
pub fn refusal(reason: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: reason.into(), data: None }
}

/// What a new name would take the place of.
pub fn prepare(ready: &Ready, at: Position, cancel: &Cancel) -> Result<Result<PrepareRenameResponse, String>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let found = ide::prepare(snapshot, &ready.path, offset, cancel)?;
    Ok(found.map(|(span, placeholder)| PrepareRenameResponse::RangeWithPlaceholder { range: lines.range(&ready.path, span), placeholder }))
}

/// The edits that give what stands at a position a new name.
pub fn rename(ready: &Ready, at: Position, name: &str, cancel: &Cancel) -> Result<Result<WorkspaceEdit, String>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let edits = ide::rename(snapshot, &ready.path, offset, name, cancel)?;
    Ok(edits.map(|e| workspace_edit(vec![(ready, e)], ready.facts.encoding, ready.facts.versioned_edits)))
}

/// The edits that are due when files move.
pub fn moved(all: &[Ready], files: &[FileRename]) -> Option<WorkspaceEdit> {
    let path = |uri: &str| Url::parse(uri).ok()?.to_file_path().ok();
    let pairs: Vec<_> = files.iter().filter_map(|f| Some((path(&f.old_uri)?, path(&f.new_uri)?))).collect();
    let mut edits = Vec::new();
    for ready in all {
        let folder = &ready.view.folder;
        let inside = |p: &std::path::Path| relative(&folder.shown, p).or_else(|| relative(&folder.root, p));
        let moves: Vec<(String, String)> = pairs.iter().filter_map(|(old, new)| Some((inside(old)?, inside(new)?))).collect();
        if !moves.is_empty() {
            edits.push((ready, ide::moved(ready.view.snapshot(), &ide::Moves::new(moves))));
        }
    }
    let facts = all.first()?.facts;
    let edit = workspace_edit(edits, facts.encoding, facts.versioned_edits);
    let none = edit.changes.as_ref().is_none_or(|c| c.is_empty()) && edit.document_changes.as_ref().is_none_or(empty);
    (!none).then_some(edit)
}

fn empty(changes: &DocumentChanges) -> bool {
    match changes {
        DocumentChanges::Edits(edits) => edits.is_empty(),
        DocumentChanges::Operations(operations) => operations.is_empty(),
    }
}

/// Edits of several files as the client takes them: with the versions that they count on, where it knows of versions.
pub fn workspace_edit(all: Vec<(&Ready, FileEdits)>, encoding: PositionEncoding, versioned: bool) -> WorkspaceEdit {
    let mut documents: Vec<TextDocumentEdit> = Vec::new();
    for (ready, edits) in all {
        let mut lines = Lines::new(ready.view.snapshot(), encoding);
        for (path, edits) in edits {
            let Some(uri) = ready.view.uri(&path) else { continue };
            let version = ready.view.open.get(&path).map(|(_, v)| *v);
            let edit = |e: crate::diagnostic::Edit| TextEdit { range: lines.range(&path, e.span), new_text: e.new_text };
            let edits = edits.into_iter().map(edit).map(OneOf::Left).collect();
            documents.push(TextDocumentEdit { text_document: OptionalVersionedTextDocumentIdentifier { uri, version }, edits });
        }
    }
    if versioned {
        return WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(documents)), ..WorkspaceEdit::default() };
    }
    let plain = |d: TextDocumentEdit| {
        let edits = d.edits.into_iter().map(|e| match e {
            OneOf::Left(edit) => edit,
            OneOf::Right(annotated) => annotated.text_edit,
        });
        (d.text_document.uri, edits.collect())
    };
    WorkspaceEdit { changes: Some(documents.into_iter().map(plain).collect::<HashMap<_, _>>()), ..WorkspaceEdit::default() }
}
