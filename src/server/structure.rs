//! Adapters of the questions about a document's structure, and of the search over all workspaces.

use super::convert::Lines;
use super::event::Ready;
use crate::diagnostic::render::escape;
use crate::ide::{self, Symbol, SymbolKind as Kind};
use crate::text::{Cancel, Cancelled};
use std::collections::HashMap;
use tower_lsp::lsp_types::*;

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Heading => SymbolKind::STRING,
        Kind::Claim => SymbolKind::BOOLEAN,
        Kind::Term => SymbolKind::CLASS,
        Kind::Source => SymbolKind::FILE,
    }
}

/// The parts of a document: a tree, or a flat list for clients that know no tree.
pub fn outline(ready: &Ready, cancel: &Cancel) -> Result<Option<DocumentSymbolResponse>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let symbols = ide::outline(snapshot, &ready.path, cancel)?;
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    if !ready.facts.tree {
        let Some(uri) = ready.view.uri(&ready.path) else { return Ok(None) };
        let flat = symbols.into_iter().map(|s| information(s.name, s.kind, uri.clone(), lines.range(&ready.path, s.span)));
        return Ok(Some(DocumentSymbolResponse::Flat(flat.collect())));
    }
    let mut levels: Vec<Vec<DocumentSymbol>> = vec![Vec::new()];
    for symbol in symbols {
        while levels.len() > symbol.depth + 1 {
            close(&mut levels);
        }
        if levels.len() <= symbol.depth {
            levels.push(Vec::new());
        }
        let made = node(symbol, &ready.path, &mut lines);
        if let Some(level) = levels.last_mut() {
            level.push(made);
        }
    }
    while levels.len() > 1 {
        close(&mut levels);
    }
    Ok(Some(DocumentSymbolResponse::Nested(levels.pop().unwrap_or_default())))
}

/// The innermost list becomes the children of the last symbol around it.
fn close(levels: &mut Vec<Vec<DocumentSymbol>>) {
    let Some(inner) = levels.pop() else { return };
    if let Some(around) = levels.last_mut().and_then(|l| l.last_mut()) {
        around.children = Some(inner);
    }
}

fn node(symbol: Symbol, path: &str, lines: &mut Lines) -> DocumentSymbol {
    #[allow(deprecated)]
    DocumentSymbol {
        name: escape(&symbol.name),
        detail: symbol.detail.map(|d| escape(&d)),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: lines.range(path, symbol.span),
        selection_range: lines.range(path, symbol.name_span),
        children: None,
    }
}

fn information(name: String, of: Kind, uri: Url, range: Range) -> SymbolInformation {
    #[allow(deprecated)]
    SymbolInformation {
        name: escape(&name),
        kind: kind(of),
        tags: None,
        deprecated: None,
        location: Location { uri, range },
        container_name: None,
    }
}

/// What in a workspace goes by a name like the query.
pub fn lookup(ready: &Ready, query: &str, cancel: &Cancel) -> Result<Vec<SymbolInformation>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let mut out = Vec::new();
    for named in ide::lookup(snapshot, query, cancel)? {
        let Some(uri) = ready.view.uri(&named.file) else { continue };
        let found = information(named.name, named.kind, uri, lines.range(&named.file, named.span));
        out.push(SymbolInformation { container_name: Some(escape(&named.file)), ..found });
    }
    Ok(out)
}

/// The links of a document. The place in a file is told as VS Code reads it: `#LINE,COLUMN`, both from 1.
pub fn links(ready: &Ready, cancel: &Cancel) -> Result<Vec<DocumentLink>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let mut out = Vec::new();
    for link in ide::links(snapshot, &ready.path, cancel)? {
        let Some(mut uri) = ready.view.uri(&link.file) else { continue };
        if let Some(place) = link.place {
            let at = lines.range(&link.file, place).start;
            uri.set_fragment(Some(&format!("L{},{}", at.line + 1, at.character + 1)));
        }
        let range = lines.range(&ready.path, link.span);
        out.push(DocumentLink { range, target: Some(uri), tooltip: ready.facts.tooltips.then(|| escape(&link.file)), data: None });
    }
    Ok(out)
}

/// What can be folded away.
pub fn folds(ready: &Ready) -> Vec<FoldingRange> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let mut fold = |f: ide::Fold| {
        let range = lines.range(&ready.path, f.span);
        let kind = f.comment.then_some(FoldingRangeKind::Comment);
        FoldingRange { start_line: range.start.line, end_line: range.end.line, kind, ..FoldingRange::default() }
    };
    ide::folds(snapshot, &ready.path).into_iter().map(&mut fold).collect()
}

/// How the selection grows from each position, from the inside out.
pub fn selections(ready: &Ready, positions: &[Position], cancel: &Cancel) -> Result<Vec<SelectionRange>, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    // many cursors stand in few places
    let mut known: HashMap<u32, SelectionRange> = HashMap::new();
    let mut out = Vec::new();
    for at in positions {
        cancel.check()?;
        let offset = lines.offset(&ready.path, *at);
        let chain = match known.get(&offset) {
            Some(chain) => chain.clone(),
            None => {
                let spans = ide::selections(snapshot, &ready.path, offset);
                let around = |inner: Option<Box<SelectionRange>>, span| {
                    Some(Box::new(SelectionRange { range: lines.range(&ready.path, span), parent: inner }))
                };
                let chain = spans.into_iter().rev().fold(None, around);
                chain.map_or(SelectionRange { range: Range::new(*at, *at), parent: None }, |c| *c)
            }
        };
        known.insert(offset, chain.clone());
        out.push(chain);
    }
    Ok(out)
}
