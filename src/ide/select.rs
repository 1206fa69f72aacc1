//! Growing a selection: word, thing mentioned, clause, sentence, block, section, document.

use super::outline::headings;
use crate::analysis::Snapshot;
use crate::document::Document;
use crate::evidence::{Facts, clauses};
use crate::language::{Words, sentences};
use crate::mention::quotation;
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// A longer sentence is not searched for things mentioned and clauses, in tokens.
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

/// The word, the things mentioned, the clause and the sentence there.
fn within(document: &Document, offset: u32) -> Vec<Span> {
    let text = document.text.as_ref();
    let at = document.map.to_text(offset);
    let Some((index, block)) = document.block_at(at).and_then(|i| Some((i, document.blocks.get(i)?))) else { return Vec::new() };
    let Some(sentence) = sentences(text, block.span).into_iter().find(|s| s.touches(at as usize)) else { return Vec::new() };
    let words = Arc::new(Words::new(text, sentence));
    let mut found = vec![sentence];
    found.extend(words.tokens.iter().rev().find(|t| t.span.touches(at as usize)).map(|t| t.span));
    if words.len() <= LONGEST {
        let facts = Facts::from_words(text, words.clone(), None);
        found.extend(facts.quantities.iter().map(|m| m.span));
        found.extend(facts.dates.iter().map(|m| m.span));
        found.extend(facts.names.iter().map(|m| m.span));
        let joint = |i: usize| matches!(words.fold(i), "," | ";" | ":" | "(" | ")" | "-");
        let trimmed = |c: Range<usize>| c.start..c.clone().rev().find(|i| !joint(*i)).map_or(c.start, |i| i + 1);
        found.extend(clauses(&facts).into_iter().map(trimmed).map(|c| words.cover(c.start, c.end)));
    }
    found.extend(quotation::find_in(document, index).into_iter().flat_map(|q| [q.span, q.outer]));
    let on = |s: &Span| s.touches(offset as usize) && !s.is_empty();
    found.into_iter().filter(|s| s.touches(at as usize)).map(|s| document.outer(s)).filter(on).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Format;

    #[test]
    fn from_the_word_over_the_clause_to_the_document() {
        let text =
            "# 一\n\n𝄞 The lake fell by 21 cm in May 2010 (as the board had said); the gate was shut, but the mill ran. It rained.\n";
        let document = Document::from_text("notes/n.md", text, Format::Markdown);
        let snapshot = Snapshot::of_documents(Config::default(), None, vec![document]);
        let at = |words: &str| text.find(words).map_or(0, |i| i + 1) as u32;
        let chain = |words: &str| selections(&snapshot, "notes/n.md", at(words)).iter().map(|s| s.of(text)).collect::<Vec<_>>();
        assert_eq!(chain("21 cm")[..3], ["21", "21 cm", "𝄞 The lake fell by 21 cm in May 2010"]);
        assert_eq!(chain("board")[..2], ["board", "as the board had said"]);
        assert_eq!(chain("gate")[..2], ["gate", "the gate was shut"]);
        assert_eq!(chain("mill")[..2], ["mill", "but the mill ran."]);
        for words in ["21 cm", "board", "gate", "mill"] {
            assert!(chain(words).get(2..).is_some_and(|c| c.iter().any(|s| s.starts_with("𝄞 The lake") && s.ends_with("ran."))), "{words}");
        }
        // a sentence of one clause is there once
        assert_eq!(chain("rained")[..2], ["rained", "It rained."]);
    }
}
