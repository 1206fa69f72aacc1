//! Adapters of what may be done about a range.

use super::convert::Lines;
use super::event::Ready;
use super::rename::workspace_edit;
use crate::diagnostic::render::escape;
use crate::ide::{self, Action, ActionKind, FileEdits};
use crate::text::{Cancel, Cancelled};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::lsp_types::*;

/// All that is certain, at once.
const FIX_ALL: &str = "source.fixAll.postil";

/// The kinds of what may be done.
pub fn kinds() -> Vec<CodeActionKind> {
    vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE, CodeActionKind::from(FIX_ALL)]
}

/// What an action carries until it is chosen.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Carried {
    uri: Url,
    fix_all: bool,
}

/// What may be done about a range, of the kinds that are asked for.
pub fn actions(ready: &Ready, range: Range, context: &CodeActionContext, cancel: &Cancel) -> Result<CodeActionResponse, Cancelled> {
    let within =
        |kind: &str, wanted: &str| wanted.is_empty() || kind == wanted || kind.strip_prefix(wanted).is_some_and(|r| r.starts_with('.'));
    let asked = |kind: &CodeActionKind| context.only.as_ref().is_none_or(|only| only.iter().any(|k| within(kind.as_str(), k.as_str())));
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let span = lines.span(&ready.path, range);
    let mut out = Vec::new();
    if asked(&CodeActionKind::QUICKFIX) || asked(&CodeActionKind::REFACTOR_REWRITE) {
        for action in ide::actions(snapshot, &ready.path, span, cancel)? {
            let made = made(ready, action, context);
            out.extend(made.filter(|a| a.kind.as_ref().is_some_and(asked)).map(CodeActionOrCommand::CodeAction));
        }
    }
    // nobody wants it in the list beside a single word
    let fix_all = CodeActionKind::from(FIX_ALL);
    if context.only.is_some() && asked(&fix_all) {
        out.extend(certain(ready, fix_all, cancel)?.map(CodeActionOrCommand::CodeAction));
    }
    Ok(out)
}

fn made(ready: &Ready, action: Action, context: &CodeActionContext) -> Option<CodeAction> {
    let facts = ready.facts;
    if !action.creates.is_empty() && !facts.creates {
        return None;
    }
    let print = |d: &Diagnostic| d.data.as_ref().and_then(|v| v.get("fingerprint")).and_then(Value::as_str).map(str::to_string);
    let settles = |d: &&Diagnostic| print(d).is_some_and(|p| action.fingerprints.contains(&p));
    let diagnostics: Vec<Diagnostic> = context.diagnostics.iter().filter(settles).cloned().collect();
    let mut edit = workspace_edit(vec![(ready, action.edits)], facts.encoding, facts.versioned_edits);
    if !action.creates.is_empty() {
        let create = |path: &String| {
            let uri = ready.view.uri(path)?;
            let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
            Some(ResourceOp::Create(CreateFile { uri, options: Some(options), annotation_id: None }))
        };
        let mut operations: Vec<DocumentChangeOperation> =
            action.creates.iter().filter_map(create).map(DocumentChangeOperation::Op).collect();
        if let Some(DocumentChanges::Edits(edits)) = edit.document_changes.take() {
            operations.extend(edits.into_iter().map(DocumentChangeOperation::Edit));
        }
        edit.document_changes = Some(DocumentChanges::Operations(operations));
    }
    Some(CodeAction {
        title: escape(&action.title),
        kind: Some(match action.kind {
            ActionKind::Fix => CodeActionKind::QUICKFIX,
            ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        }),
        diagnostics: Some(diagnostics).filter(|d| !d.is_empty()),
        edit: Some(edit),
        is_preferred: action.preferred.then_some(true),
        ..CodeAction::default()
    })
}

/// All quotations that can be restored; the edit is worked out when it is chosen, if the client can wait for that.
fn certain(ready: &Ready, kind: CodeActionKind, cancel: &Cancel) -> Result<Option<CodeAction>, Cancelled> {
    let report = ready.view.snapshot().check(&ready.path, cancel)?;
    if !report.diagnostics.iter().any(|d| d.rule == "altered-quotation" && d.fix.is_some()) {
        return Ok(None);
    }
    let carried = ready.view.uri(&ready.path).and_then(|uri| serde_json::to_value(Carried { uri, fix_all: true }).ok());
    let later = ready.facts.late_edits && carried.is_some();
    let edit = if later { None } else { fix_all(ready, cancel)? };
    let title = "restore every altered quotation that can be restored".to_string();
    let action = CodeAction { title, kind: Some(kind), edit, data: carried, ..CodeAction::default() };
    Ok(Some(action).filter(|a| later || a.edit.is_some()))
}

fn fix_all(ready: &Ready, cancel: &Cancel) -> Result<Option<WorkspaceEdit>, Cancelled> {
    let edits = ide::restoring(ready.view.snapshot(), &ready.path, cancel)?;
    let all = FileEdits::from([(ready.path.clone(), edits)]);
    let some = all.values().any(|e| !e.is_empty());
    Ok(some.then(|| workspace_edit(vec![(ready, all)], ready.facts.encoding, ready.facts.versioned_edits)))
}

/// The document that an action waits for its edit in.
pub fn document_of(action: &CodeAction) -> Option<Url> {
    Carried::deserialize(action.data.as_ref()?).ok().filter(|c| c.fix_all).map(|c| c.uri)
}

/// The edit of an action that was chosen.
pub fn resolve(ready: &Ready, cancel: &Cancel) -> Result<Option<WorkspaceEdit>, Cancelled> {
    fix_all(ready, cancel)
}
