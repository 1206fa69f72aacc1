use super::citation::inlines_of;
use super::passage::passages;
use super::{Citation, Claim, Passage};
use crate::document::{Block, BlockKind, Document, InlineKind};
use crate::language::lexicon::Group;
use crate::language::{Words, lexicon, sentences};
use crate::text::Span;

/// The sentences of a block. A border inside a citation (`[@key, p. 3]`) is none, and one stands between a full stop and a
/// citation whose key is lower case. `here` are the citations of the block.
pub(super) fn sentences_of(document: &Document, block: &Block, here: &[Citation]) -> Vec<Span> {
    let marks: Vec<Span> = here.iter().map(|c| c.span).filter(|s| !s.is_empty()).collect();
    divide(&document.text, join(sentences(&document.text, block.span), &marks), &marks)
}

/// Joins sentences that a mark runs across.
fn join(sentences: Vec<Span>, marks: &[Span]) -> Vec<Span> {
    let mut marks = marks.iter().peekable();
    let mut out: Vec<Span> = Vec::new();
    for sentence in sentences {
        while marks.next_if(|m| m.end <= sentence.start).is_some() {}
        let cut = marks.peek().is_some_and(|m| m.start < sentence.start && sentence.start < m.end);
        match out.last_mut() {
            Some(last) if cut => *last = last.cover(sentence),
            _ => out.push(sentence),
        }
    }
    out
}

/// Divides sentences before a mark that follows a full stop.
fn divide(text: &str, sentences: Vec<Span>, marks: &[Span]) -> Vec<Span> {
    let mut marks = marks.iter().peekable();
    let mut out = Vec::with_capacity(sentences.len());
    for mut sentence in sentences {
        while let Some(mark) = marks.next_if(|m| m.start < sentence.end) {
            if mark.start <= sentence.start {
                continue;
            }
            let head = Span { start: sentence.start, end: mark.start };
            let before = head.of(text).trim_end_matches(|c: char| c.is_whitespace() || c == '(');
            if before.len() < head.len() && ended(before) {
                out.push(Span { start: sentence.start, end: sentence.start + before.len() as u32 });
                let gap = head.of(text).get(before.len()..).unwrap_or("");
                let space = gap.len() - gap.trim_start().len();
                sentence.start += (before.len() + space) as u32;
            }
        }
        out.push(sentence);
    }
    out
}

/// Whether the text ends a sentence: `!`, `?`, or a full stop after a word that is no abbreviation.
fn ended(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', ')', '*', '_']);
    if text.ends_with(['!', '?']) {
        return true;
    }
    let Some(text) = text.strip_suffix('.') else { return false };
    let word = text.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("").to_lowercase();
    word.chars().count() > 1 && !word.contains('.') && !lexicon::is_abbreviation(&word) && !lexicon::is_title_abbreviation(&word)
}

/// The checkable sentences of a note, in reading order: those of paragraphs, items, definitions, table rows, block quotes,
/// and footnotes that say something. Headings, code and lines that only cite are no claims.
pub fn claims(document: &Document, citations: &[Citation]) -> Vec<Claim> {
    claims_of(document, &passages(document, citations))
}

/// The same where the document's blocks are worked out already.
pub fn claims_of<'p>(document: &Document, passages: impl IntoIterator<Item = &'p Passage>) -> Vec<Claim> {
    let text = document.text.as_ref();
    let mut out = Vec::new();
    let mut headings: Vec<(u8, Span)> = Vec::new();
    // the last sentence of each block, for the lists that hang on it
    let mut last: Vec<Span> = Vec::with_capacity(document.blocks.len());
    for (block, passage) in document.blocks.iter().zip(passages) {
        if let BlockKind::Heading(level) = block.kind {
            headings.retain(|h| h.0 < level);
            headings.push((level, block.span));
        }
        let at = |span: Span| span.shift(block.span.start as usize);
        last.push(passage.sentences.last().filter(|_| claimable(block.kind)).map_or(block.span, |s| at(*s)));
        if passage.claims.is_empty() {
            continue;
        }
        let mut above = String::new();
        let lead_in = block.parent.and_then(|p| last.get(p as usize));
        headings.iter().map(|h| &h.1).chain(lead_in).for_each(|piece| line(&mut above, *piece, text));
        for stated in &passage.claims {
            let mut context = above.clone();
            let before = stated.sentence.saturating_sub(2)..stated.sentence;
            passage.sentences.get(before).unwrap_or(&[]).iter().for_each(|s| line(&mut context, at(*s), text));
            let skip = stated.skip.iter().map(|s| at(*s)).collect();
            out.push(Claim { span: at(stated.span), skip, block_quote: block.quote > 0 && !block.callout, context });
        }
    }
    out
}

fn line(out: &mut String, span: Span, text: &str) {
    out.push_str(span.of(text).trim());
    out.push('\n');
}

/// Words of a reference to a place in a work: alone with a citation they claim nothing.
fn refers(word: &str) -> bool {
    Group::Referral.has(word)
}

pub(super) fn claimable(kind: BlockKind) -> bool {
    use BlockKind::*;
    matches!(kind, Paragraph | Item | Definition | TableRow | Footnote)
}

/// What in the block is no claim, by start.
pub(super) fn skipped(document: &Document, block: &Block, here: &[Citation]) -> Vec<(Span, bool)> {
    use InlineKind::*;
    let mut out: Vec<(Span, bool)> = here.iter().filter(|c| !c.prose || alone(document, c.span)).map(|c| (c.span, true)).collect();
    let marks = inlines_of(document, block).iter().filter(|x| matches!(x.kind, Code | Math | Html | FootnoteRef | Task | Image | Embed));
    out.extend(marks.map(|x| (x.span, false)));
    out.retain(|s| !s.0.is_empty());
    out.sort_unstable();
    out.dedup_by_key(|s| s.0);
    out
}

/// A link in brackets by itself, “([the report](…))”, is a mark, not words.
fn alone(document: &Document, span: Span) -> bool {
    let before = document.text.get(..span.start as usize).and_then(|s| s.chars().next_back());
    let after = document.text.get(span.end as usize..).and_then(|s| s.chars().next());
    matches!((before, after), (Some('('), Some(')')) | (Some('['), Some(']')))
}

/// The part of a sentence that is a claim and what in it is none; `None` if it claims nothing. `marks` are those of the block.
pub(super) fn claim_span(document: &Document, block: &Block, span: Span, marks: &[(Span, bool)]) -> Option<(Span, Vec<Span>)> {
    let text = document.text.as_ref();
    let from = marks.partition_point(|m| m.0.end <= span.start);
    let marks: Vec<(Span, bool)> = marks.get(from..).unwrap_or(&[]).iter().take_while(|m| m.0.start < span.end).copied().collect();
    let mut skip: Vec<Span> = marks.iter().map(|m| m.0).collect();
    let span = without_leading_marks(text, span, &skip);
    // “— [@key], p. 3” under a quotation, “See [@key].” in a footnote
    let cites = marks.iter().any(|m| m.1);
    let least = if cites && (block.kind == BlockKind::Footnote || span.of(text).starts_with(['—', '–', '-'])) { 4 } else { 2 };
    if !says(text, span, &skip, least) {
        return None;
    }
    skip.retain(|s| s.overlaps(span));
    Some((span, skip))
}

/// Whether the sentence has `least` words of content besides those that only refer to a place in a work, and its numbers.
fn says(text: &str, span: Span, skip: &[Span], least: usize) -> bool {
    // its first words are nearly always enough, and this is asked for every sentence at every keystroke
    let opening = span.of(text).bytes().skip(OPENING).position(|b| b.is_ascii_whitespace());
    if let Some(at) = opening {
        let head = Span { start: span.start, end: span.start + (OPENING + at) as u32 };
        let words = Words::new(text, head).without(skip);
        let content = words.tokens.iter().enumerate().filter(|(i, t)| t.content() && t.is_word() && !refers(words.fold(*i)));
        if content.count() >= least {
            return true;
        }
    }
    let words = Words::new(text, span).without(skip);
    let referring = (0..words.len()).any(|i| refers(words.fold(i)));
    let counts = |i: usize| words.tokens.get(i).is_some_and(|t| t.content() && !(referring && t.is_number()) && !refers(words.fold(i)));
    (0..words.len()).filter(|i| counts(*i)).count() >= least
}

/// How far into a sentence, in bytes, [`says`] looks first.
const OPENING: usize = 40;

/// Citations of the sentence before stand at this one's start: the sentence begins after them.
fn without_leading_marks(text: &str, span: Span, skip: &[Span]) -> Span {
    let mut end = span.start;
    for mark in skip {
        let gap = Span { start: end, end: mark.start.max(end) };
        if !gap.of(text).chars().all(between) || mark.end >= span.end {
            break;
        }
        end = mark.end;
    }
    let rest = Span { start: end, end: span.end }.of(text);
    let trimmed = rest.trim_start_matches(|c: char| between(c) || c == ')');
    // a lower-case word goes on with the mark as its subject
    if end == span.start || trimmed.chars().next().is_none_or(|c| c.is_lowercase() || c == '\'' || c == '’') {
        return span;
    }
    Span { start: end + (rest.len() - trimmed.len()) as u32, end: span.end }
}

fn between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '.' | ',' | ';' | ':')
}
