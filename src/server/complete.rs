//! Adapters of completion: what may be written at a place, and what is told of it.

use super::convert::Lines;
use super::event::Ready;
use crate::diagnostic::render::escape;
use crate::ide::completion::{self, About, ItemKind};
use crate::text::{Cancel, Cancelled, Span};
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::*;

/// Letters after which a client asks without being told to.
pub const TRIGGERS: [&str; 14] = ["@", "[", "#", "^", "(", "/", "\"", "“", "„", "«", "「", "『", " ", "-"];

/// What an item carries until it is looked at.
#[derive(Serialize, Deserialize)]
struct Carried {
    /// Of the document that it was asked for.
    uri: Url,
    about: About,
}

/// What may be written at a position.
pub fn complete(ready: &Ready, at: Position, cancel: &Cancel) -> Result<Option<CompletionResponse>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let found = completion::complete(snapshot, &ready.path, offset, cancel)?;
    let Some(text) = snapshot.text(&ready.path) else { return Ok(None) };
    let uri = ready.view.uri(&ready.path);
    let mut items = Vec::with_capacity(found.items.len());
    for (place, item) in found.items.into_iter().enumerate() {
        let typed = Span { start: item.edit.span.start, end: offset.max(item.edit.span.start) }.of(&text);
        let carried = item.about.zip(uri.clone()).and_then(|(about, uri)| serde_json::to_value(Carried { uri, about }).ok());
        let edit = TextEdit { range: lines.range(&ready.path, item.edit.span), new_text: item.edit.new_text };
        items.push(CompletionItem {
            label: escape(&item.label),
            kind: Some(kind(item.kind)),
            detail: item.detail.map(|d| escape(&d)),
            // what fits was found out here, by more than the label
            filter_text: Some(typed.to_string()).filter(|t| !t.is_empty()),
            sort_text: Some(format!("{place:04}")),
            text_edit: Some(CompletionTextEdit::Edit(edit)),
            data: carried,
            ..CompletionItem::default()
        });
    }
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: found.incomplete || !items.is_empty(), items })))
}

fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Work | ItemKind::Footnote => CompletionItemKind::REFERENCE,
        ItemKind::File => CompletionItemKind::FILE,
        ItemKind::Heading => CompletionItemKind::STRUCT,
        ItemKind::Term => CompletionItemKind::KEYWORD,
        ItemKind::Quotation => CompletionItemKind::TEXT,
        ItemKind::Figure => CompletionItemKind::VALUE,
    }
}

/// The document that an item was made for.
pub fn document_of(item: &CompletionItem) -> Option<Url> {
    Some(carried(item)?.uri)
}

fn carried(item: &CompletionItem) -> Option<Carried> {
    Carried::deserialize(item.data.as_ref()?).ok()
}

/// What is known of the item; `None` if it says nothing more.
pub fn documentation(ready: &Ready, item: &CompletionItem) -> Option<Documentation> {
    let markdown = completion::describe(ready.view.snapshot(), &carried(item)?.about)?;
    Some(match ready.facts.markdown_items {
        true => Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: markdown }),
        false => Documentation::String(crate::ide::plain(&markdown)),
    })
}
