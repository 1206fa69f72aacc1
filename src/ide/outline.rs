//! What a document is made of: its sections and, in a note, its claims with their verdicts; in a glossary its terms.

use crate::analysis::{NoteReport, Snapshot};
use crate::config::Role;
use crate::corpus::glossary;
use crate::document::{BlockKind, Document};
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::Verdict;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SymbolKind {
    Heading,
    Claim,
    Term,
    Source,
}

/// A part of a document. Spans are into its original text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// Words of the document, as they stand there.
    pub name: String,
    /// A claim's verdict, a term's definition.
    pub detail: Option<String>,
    pub kind: SymbolKind,
    /// All of it: a heading's section.
    pub span: Span,
    /// The words that name it; inside `span`.
    pub name_span: Span,
    /// How many symbols of the list it lies in: each lies in the nearest one before it with a smaller depth.
    pub depth: usize,
}

/// The parts of the document in reading order; empty for a file that is no document of the workspace.
///
/// # Errors
/// `cancel` was set.
pub fn outline(snapshot: &Snapshot, path: &str, cancel: &Cancel) -> Result<Vec<Symbol>, Cancelled> {
    let Some(document) = snapshot.document(path) else { return Ok(Vec::new()) };
    let mut out = headings(document);
    match snapshot.role(path) {
        Some(Role::Note) => out.extend(claims(&*snapshot.check(path, cancel)?)),
        Some(Role::Glossary) => out.extend(terms(document)),
        _ => {}
    }
    nest(&mut out);
    Ok(out)
}

/// Sorts, and sets each depth: how many of the symbols before it end after it begins.
fn nest(symbols: &mut Vec<Symbol>) {
    symbols.sort_by_key(|s| (s.span.start, std::cmp::Reverse(s.span.end), s.kind != SymbolKind::Heading));
    let mut open: Vec<Span> = Vec::new();
    for symbol in symbols {
        open.retain(|o| o.contains(symbol.span));
        symbol.depth = open.len();
        if symbol.kind == SymbolKind::Heading {
            open.push(symbol.span);
        }
    }
}

/// The headings with their sections, in reading order.
pub(super) fn headings(document: &Document) -> Vec<Symbol> {
    let mut out: Vec<Symbol> = Vec::new();
    // level and index of the sections that are open
    let mut open: Vec<(u8, usize)> = Vec::new();
    let text = document.original.as_ref();
    let close = |out: &mut Vec<Symbol>, open: &mut Vec<(u8, usize)>, level: u8, end: u32| {
        while let Some((_, index)) = open.pop_if(|(l, _)| *l >= level) {
            if let Some(symbol) = out.get_mut(index) {
                let section = Span { start: symbol.span.start, end: end.max(symbol.name_span.end) };
                let words = section.of(text).trim_end().len() as u32;
                symbol.span.end = (section.start + words).max(symbol.name_span.end);
            }
        }
    };
    for block in &document.blocks {
        let BlockKind::Heading(level) = block.kind else { continue };
        close(&mut out, &mut open, level, block.outer.start);
        open.push((level, out.len()));
        let name_span = document.outer(block.span);
        out.push(Symbol {
            name: block.span.of(&document.text).trim().to_string(),
            detail: None,
            kind: SymbolKind::Heading,
            span: block.outer.cover(name_span),
            name_span,
            depth: 0,
        });
    }
    close(&mut out, &mut open, 0, text.len() as u32);
    out.retain(|s| !s.name.is_empty());
    out
}

fn claims(report: &NoteReport) -> Vec<Symbol> {
    let note = &report.document;
    let symbol = |c: &crate::analysis::ClaimReport| {
        let span = note.outer(c.claim.span);
        let detail = match c.judgement.verdict {
            Verdict::Supported => "supported".to_string(),
            Verdict::Conflict => "conflict".to_string(),
            Verdict::Unverified(reason) => format!("unverified ({})", reason.name()),
        };
        let name = c.claim.span.of(&note.text).split_whitespace().collect::<Vec<_>>().join(" ");
        Symbol { name, detail: Some(detail), kind: SymbolKind::Claim, span, name_span: span, depth: 0 }
    };
    report.claims.iter().map(symbol).filter(|s| !s.name.is_empty()).collect()
}

fn terms(document: &Document) -> Vec<Symbol> {
    let symbol = |d: crate::corpus::definition::Definition| {
        let name_span = document.outer(d.term);
        Symbol {
            name: d.term.of(&document.text).to_string(),
            detail: Some(d.definition.of(&document.text).to_string()),
            kind: SymbolKind::Term,
            span: name_span.cover(document.outer(d.definition)),
            name_span,
            depth: 0,
        }
    };
    glossary::read(document).into_iter().map(symbol).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Format;

    fn shown(path: &str, text: &str) -> Vec<(usize, String, String)> {
        let doc = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
        let source = doc("sources/lake.md", "The level of the lake fell by 21 cm in May 2010.\n");
        let snapshot = Snapshot::of_documents(Config::default(), None, vec![source, doc(path, text)]);
        let found = outline(&snapshot, path, &Cancel::default()).unwrap_or_default();
        let at = |s: Span| s.of(text).replace('\n', "|");
        found.into_iter().map(|s| (s.depth, at(s.name_span), s.detail.unwrap_or_else(|| at(s.span)))).collect()
    }

    fn owned(expected: &[(usize, &str, &str)]) -> Vec<(usize, String, String)> {
        expected.iter().map(|(d, n, t)| (*d, n.to_string(), t.to_string())).collect()
    }

    #[test]
    fn sections_nest_and_claims_stand_in_them() {
        // a heading without words names nothing, and ends nothing
        let claim = "The level of the lake fell by 12 cm in May 2010.";
        let text = format!("### Deep\n\n# 一\n\n{claim} [[lake]]\n\n## Two\n\n## \n\n# 𝄞\n");
        let found = shown("notes/n.md", &text);
        let headings: Vec<_> = found.iter().filter(|s| s.2 != "conflict").cloned().collect();
        let section = format!("# 一||{claim} [[lake]]||## Two||##");
        assert_eq!(headings, owned(&[(0, "Deep", "### Deep"), (0, "一", &section), (1, "Two", "## Two||##"), (0, "𝄞", "# 𝄞")]));
        assert!(found.iter().any(|s| s.0 == 1 && s.1.starts_with(claim) && s.2 == "conflict"), "{found:?}");
    }

    #[test]
    fn a_glossary_shows_its_terms() {
        let found = shown("glossary.md", "# Words\n\n**Sluice**: a gate\n");
        assert_eq!(found, owned(&[(0, "Words", "# Words||**Sluice**: a gate"), (1, "Sluice", "a gate")]));
        assert!(shown("nothing.bin", "").is_empty());
    }
}
