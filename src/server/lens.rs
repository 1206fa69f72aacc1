//! Adapter of the lenses.

use super::command;
use super::convert::Lines;
use super::event::Ready;
use crate::ide::{self, About};
use crate::text::{Cancel, Cancelled};
use serde_json::json;
use tower_lsp::lsp_types::*;

/// The lenses of a document; each carries a command that the server itself knows, so that it works in every client.
pub fn lenses(ready: &Ready, cancel: &Cancel) -> Result<Vec<CodeLens>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let Some(uri) = ready.view.uri(&ready.path) else { return Ok(Vec::new()) };
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let mut out = Vec::new();
    for lens in ide::lenses(snapshot, &ready.path, cancel)? {
        let (name, argument) = match lens.about {
            About::Resting(span) => (command::RESTING, json!({ "uri": uri, "range": lines.range(&ready.path, span) })),
            About::Coverage => (command::COVERAGE, json!({ "uri": uri })),
        };
        let command = Command { title: lens.title, command: name.to_string(), arguments: Some(vec![argument]) };
        out.push(CodeLens { range: lines.range(&ready.path, lens.span), command: Some(command), data: None });
    }
    Ok(out)
}
