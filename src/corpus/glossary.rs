//! Glossary files: YAML, and in Markdown terms from headings, definition lists, bold words with a colon or dash, and tables.

use super::definition::{Definition, Kind};
use super::vocabulary;
use crate::document::{Block, BlockKind, Document, InlineKind};
use crate::text::Span;

/// Heads of a table's column of terms, and of its column of meanings (lower case).
const TERM: [&str; 8] = ["term", "word", "acronym", "abbreviation", "name", "concept", "entry", "short form"];
const MEANING: [&str; 9] =
    ["meaning", "definition", "description", "explanation", "stands for", "expansion", "long form", "gloss", "full name"];

/// The terms of a glossary, in reading order. A term's definition is its text with place; the sentence is the block of
/// the definition.
pub fn read(document: &Document) -> Vec<Definition> {
    if vocabulary::is(document) {
        return vocabulary::read(document);
    }
    let mut out = Vec::new();
    let mut columns = None;
    for (i, block) in document.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Heading(level) => out.extend(heading(document, i, level)),
            BlockKind::Term => out.extend(listed(document, i)),
            BlockKind::Paragraph | BlockKind::Item => out.extend(bold(document, block)),
            BlockKind::TableHead => columns = head(document, block),
            BlockKind::TableRow => out.extend(columns.and_then(|c| row(document, block, c))),
            _ => {}
        }
    }
    out.sort_by_key(|d| (d.term.start, d.definition.start));
    out
}

fn entry(document: &Document, term: Span, definition: Span, sentence: Span) -> Option<Definition> {
    let term = trimmed(&document.text, term);
    let definition = trimmed(&document.text, definition);
    let short = term.of(&document.text).split_whitespace().count() <= 12;
    (short && !term.is_empty() && !definition.is_empty()).then_some(Definition { term, definition, kind: Kind::Glossary, sentence })
}

/// Without white space and marks around it.
fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let start = slice.len() - slice.trim_start().len();
    let length = slice.trim().len();
    Span::new(span.start as usize + start, span.start as usize + start + length)
}

/// A heading with a paragraph right after it. The title of the glossary and the headings of groups have other blocks after them, or
/// the paragraph has a bold term of its own.
fn heading(document: &Document, at: usize, level: u8) -> Option<Definition> {
    let (head, next) = (document.blocks.get(at)?, document.blocks.get(at + 1)?);
    let first = level == 1 && document.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(1))).count() == 1;
    if first || next.kind != BlockKind::Paragraph || bold(document, next).is_some() || next.span.of(&document.text).ends_with(':') {
        return None;
    }
    entry(document, head.span, next.span, next.span)
}

/// A term of a definition list with the first definition after it.
fn listed(document: &Document, at: usize) -> Option<Definition> {
    let term = document.blocks.get(at)?;
    let next = document.blocks.get(at + 1..)?.iter().find(|b| b.kind != BlockKind::Term)?;
    (next.kind == BlockKind::Definition).then_some(())?;
    entry(document, term.span, next.span, next.span)
}

/// `**Term**: …`, `**Term** — …`, `**Term:** …`
fn bold(document: &Document, block: &Block) -> Option<Definition> {
    let strong = document.inlines.iter().find(|i| i.kind == InlineKind::Strong && block.span.contains(i.span) && !i.span.is_empty())?;
    let text = &*document.text;
    let before = Span { start: block.span.start, end: strong.span.start };
    if !before.of(text).trim().is_empty() {
        return None;
    }
    let inside = strong.span.of(text).trim_end();
    let closed = inside.ends_with([':', '–', '—']);
    let term = inside.trim_end_matches([':', '–', '—', ' ']);
    let term = Span::new(strong.span.start as usize, strong.span.start as usize + term.len());
    let rest = Span { start: strong.span.end, end: block.span.end };
    let after = rest.of(text);
    let body = after.trim_start();
    let mark = body.chars().next().filter(|c| matches!(c, ':' | '–' | '—' | '-' | '='));
    if mark.is_none() && !closed {
        return None;
    }
    let body = body.trim_start_matches([':', '–', '—', '-', '=']).trim_start();
    let start = block.span.end as usize - body.len();
    entry(document, term, Span::new(start, block.span.end as usize), block.span)
}

/// Which cells of a table hold the term and its meaning.
fn head(document: &Document, block: &Block) -> Option<(usize, usize)> {
    let heads: Vec<String> = cells(document, block).map(|c| c.of(&document.text).trim().to_lowercase()).collect();
    let find = |names: &[&str]| heads.iter().position(|h| names.contains(&h.as_str()));
    let (term, meaning) = (find(&TERM)?, find(&MEANING)?);
    (term != meaning).then_some((term, meaning))
}

fn row(document: &Document, block: &Block, (term, meaning): (usize, usize)) -> Option<Definition> {
    let cells: Vec<Span> = cells(document, block).collect();
    entry(document, *cells.get(term)?, *cells.get(meaning)?, block.span)
}

/// The cells of a table row, as spans.
fn cells<'a>(document: &'a Document, block: &Block) -> impl Iterator<Item = Span> + 'a {
    let mut at = block.span.start as usize;
    block.span.of(&document.text).split(" | ").map(move |cell| {
        let span = Span::new(at, at + cell.len());
        at += cell.len() + 3;
        span
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn terms(text: &str) -> Vec<String> {
        let d = Document::from_text("glossary.md", text, Format::Markdown);
        read(&d).iter().map(|e| format!("{} = {}", e.term.of(&d.text), e.definition.of(&d.text))).collect()
    }

    #[test]
    fn every_way_to_write_an_entry() {
        let text = "# Glossary\n\nAll words of the sea.\n\n## Sluice\n\nA gate for water.\n\n**TEA**: Tidal Energy Authority.\n\n**Spring tide** — the highest tide.\n\n- **Ebb:** falling water\n\nNeap\n: The lowest tide.\n\n| Term | Meaning |\n|---|---|\n| Fetch | how far wind blows |\n";
        assert_eq!(
            terms(text),
            [
                "Sluice = A gate for water.",
                "TEA = Tidal Energy Authority.",
                "Spring tide = the highest tide.",
                "Ebb = falling water",
                "Neap = The lowest tide.",
                "Fetch = how far wind blows"
            ]
        );
    }

    #[test]
    fn what_is_no_entry() {
        assert!(terms("# Glossary\n\nSome **bold** words: none.\n\n| Year | Tide |\n|---|---|\n| 1990 | high |\n").is_empty());
        assert!(terms("## Group\n\n- one\n- two\n\n**Bold** words follow.\n").is_empty());
    }
}
