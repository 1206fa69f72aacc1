//! Growing a selection: word, thing mentioned, sentence, block, section, document.

use super::outline::headings;
use crate::analysis::Snapshot;
use crate::document::Document;
use crate::language::{Words, sentences};
use crate::mention::{date, name, quantity, quotation};
use crate::text::Span;

/// A longer sentence is not searched for things mentioned, in tokens.
const LONGEST: usize = 400;

/// What surrounds an offset of the original text, from the inside out: each strictly inside the next. At least the whole
/// document; empty for a file that is no document of the workspace.
pub fn selections(snapshot: &Snapshot, path: &str, offset: u32) -> Vec<Span> {
    let Some(document) = snapshot.document(path) else { return Vec::new() };
    let on = |s: &Span| s.touches(offset as usize);
    let mut out = within(document, offset);
    let marks = document.inlines.iter().map(|i| i.outer);
    out.extend(marks.filter(on));
    out.extend(document.comments.iter().map(|c| c.outer).filter(on));
    out.extend(document.blocks.iter().map(|b| b.outer).filter(on));
    out.extend([document.front.outer].into_iter().filter(|s| on(s) && !s.is_empty()));
    out.extend(headings(document).into_iter().map(|h| h.span).filter(on));
    out.push(Span::new(0, document.original.len()));
    out.sort_by_key(|s| (s.len(), s.start));
    let mut chain: Vec<Span> = Vec::new();
    for span in out {
        // what overlaps without lying inside is left out
        if chain.last().is_none_or(|last| span.contains(*last) && span != *last) {
            chain.push(span);
        }
    }
    chain
}

/// The word, the things mentioned and the sentence there.
fn within(document: &Document, offset: u32) -> Vec<Span> {
    let text = document.text.as_ref();
    let at = document.map.to_text(offset);
    let Some((index, block)) = document.block_at(at).and_then(|i| Some((i, document.blocks.get(i)?))) else { return Vec::new() };
    let Some(sentence) = sentences(text, block.span).into_iter().find(|s| s.touches(at as usize)) else { return Vec::new() };
    let words = Words::new(text, sentence);
    let mut found = vec![sentence];
    found.extend(words.tokens.iter().rev().find(|t| t.span.touches(at as usize)).map(|t| t.span));
    if words.len() <= LONGEST {
        found.extend(quantity::find(text, &words).into_iter().map(|m| m.span));
        found.extend(date::find(text, &words).into_iter().map(|m| m.span));
        found.extend(name::find(text, &words).into_iter().map(|m| m.span));
    }
    found.extend(quotation::find_in(document, index).into_iter().flat_map(|q| [q.span, q.outer]));
    let on = |s: &Span| s.touches(offset as usize) && !s.is_empty();
    found.into_iter().filter(|s| s.touches(at as usize)).map(|s| document.outer(s)).filter(on).collect()
}
