use super::{Citation, Claim, Passage};
use crate::corpus::{Corpus, Resolution, stem};
use crate::document::{Block, BlockKind, Document};
use crate::language::Words;
use crate::text::Span;
use std::sync::Arc;

/// Which rule of scope gave a claim its sources; the first that matches wins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeRule {
    /// Citations in the sentence (or right after its full stop).
    Sentence,
    /// The next citation in the paragraph or item.
    Following,
    /// A block quote's attribution, or the sentence beside it.
    Quote,
    /// The item that it is nested in, or the list's lead-in line.
    Parent,
    Heading,
    FrontMatter,
    /// A source with the note's file stem.
    Stem,
    /// Nothing is cited: every source of the workspace.
    Workspace,
}

/// What a claim is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    pub rule: ScopeRule,
    /// Indices into [`Corpus::sources`], ascending.
    pub sources: Arc<[usize]>,
    /// Everything that is cited is among `sources`; a citation that leads nowhere makes it false.
    pub complete: bool,
    /// The citations that gave it, as indices into the note's citations.
    pub citations: Vec<usize>,
}

impl Scope {
    /// The claim has a scope of its own, and every source in it is here: then all rules judge it, and a quotation can be
    /// missing. Else only quotations and near-copies are judged.
    pub fn whole(&self) -> bool {
        self.rule != ScopeRule::Workspace && self.complete
    }
}

/// The scope of every sentence of one note.
#[derive(Debug)]
pub struct Scopes<'a> {
    document: &'a Document,
    citations: &'a [Citation],
    blocks: Vec<Sentences<'a>>,
    /// For each block: the innermost heading above it that cites.
    headings: Vec<Option<usize>>,
    /// What holds where nothing in the text cites.
    rest: Scope,
}

/// The sentences of a block and what each cites.
#[derive(Debug)]
struct Sentences<'a> {
    /// The block's start: what the spans of `passage` count from.
    base: u32,
    passage: &'a Passage,
    /// Index of the block's first citation among the note's.
    first: usize,
}

impl Sentences<'_> {
    /// Each citation of the block (index among the note's) and its sentence, in order.
    fn cited(&self) -> impl Iterator<Item = (usize, usize)> {
        self.passage.cited.iter().enumerate().map(|(n, sentence)| (self.first + n, *sentence))
    }
}

impl<'a> Scopes<'a> {
    /// `citations` are those of `document` in `corpus`, `passages` those of its blocks. Linear.
    pub fn new(
        document: &'a Document,
        corpus: &Corpus,
        citations: &'a [Citation],
        passages: impl IntoIterator<Item = &'a Passage>,
    ) -> Scopes<'a> {
        let sentences = |(block, passage): (&Block, &'a Passage)| {
            let first = citations.partition_point(|c| c.span.start < block.span.start);
            Sentences { base: block.span.start, passage, first }
        };
        let blocks: Vec<Sentences> = document.blocks.iter().zip(passages).map(sentences).collect();
        let mut headings = Vec::with_capacity(blocks.len());
        let mut open: Vec<(u8, usize)> = Vec::new();
        for (i, block) in document.blocks.iter().enumerate() {
            if let BlockKind::Heading(level) = block.kind {
                open.retain(|h| h.0 < level);
                if blocks.get(i).is_some_and(|b| !b.passage.cited.is_empty()) {
                    open.push((level, i));
                }
            }
            headings.push(open.last().map(|h| h.1));
        }
        Scopes { document, citations, blocks, headings, rest: rest(document, corpus) }
    }

    /// The scope of a claim of the note.
    pub fn of(&self, claim: &Claim) -> Scope {
        let block = self.document.blocks.partition_point(|b| b.span.end < claim.span.end);
        let Some(here) = self.blocks.get(block) else { return self.rest.clone() };
        let start = claim.span.start.saturating_sub(here.base);
        let sentence = here.passage.sentences.partition_point(|s| s.start <= start).saturating_sub(1);
        self.cited(block, sentence)
            .or_else(|| self.quoted(block))
            .or_else(|| self.inherited(block))
            .or_else(|| {
                let heading = (*self.headings.get(block)?)?;
                Some(self.scope(ScopeRule::Heading, self.blocks.get(heading)?.cited().map(|c| c.0)))
            })
            .unwrap_or_else(|| self.rest.clone())
    }

    /// Rules 1 and 2, within the block.
    fn cited(&self, block: usize, sentence: usize) -> Option<Scope> {
        let here = self.blocks.get(block)?;
        let own: Vec<usize> = here.cited().filter(|c| c.1 == sentence).map(|c| c.0).collect();
        if !own.is_empty() {
            return Some(self.scope(ScopeRule::Sentence, own));
        }
        let next = here.cited().filter(|c| c.1 > sentence).min_by_key(|c| c.1)?;
        let mark = self.citations.get(next.0)?.outer;
        let same = here.cited().filter(|c| self.citations.get(c.0).is_some_and(|x| x.outer == mark)).map(|c| c.0);
        Some(self.scope(ScopeRule::Following, same))
    }

    /// What the last sentence of the block that cites anything cites.
    fn last_cited(&self, block: usize, rule: ScopeRule) -> Option<Scope> {
        let here = self.blocks.get(block)?;
        let sentence = here.passage.cited.iter().max()?;
        Some(self.scope(rule, here.cited().filter(|c| c.1 == *sentence).map(|c| c.0)))
    }

    /// A nested item has its parent's scope, a list its lead-in line's.
    fn inherited(&self, block: usize) -> Option<Scope> {
        let mut at = block;
        loop {
            let parent = self.document.blocks.get(at)?.parent? as usize;
            if parent >= at {
                return None;
            }
            if let Some(scope) = self.last_cited(parent, ScopeRule::Parent) {
                return Some(scope);
            }
            at = parent;
        }
    }

    /// A block quote without a citation of its own.
    fn quoted(&self, block: usize) -> Option<Scope> {
        let blocks = &self.document.blocks;
        let joined = |i: usize| match (blocks.get(i), blocks.get(i + 1)) {
            (Some(a), Some(b)) => quote(a) && quote(b) && !self.parted(a, b),
            _ => false,
        };
        if !quote(blocks.get(block)?) {
            return None;
        }
        let mut last = block;
        while joined(last) && last - block < FARTHEST {
            last += 1;
            if let Some(scope) = self.first_cited(last) {
                return Some(scope);
            }
        }
        let mut first = block;
        while first > 0 && joined(first - 1) && block - first < FARTHEST {
            first -= 1;
            if let Some(scope) = self.last_cited(first, ScopeRule::Quote) {
                return Some(scope);
            }
        }
        let beside = |i: usize| blocks.get(i).is_some_and(|b| !quote(b) && matches!(b.kind, BlockKind::Paragraph | BlockKind::Item));
        let after = beside(last + 1).then(|| self.beside(last + 1, true)).flatten();
        if after.is_some() && self.attribution(last + 1) {
            return after;
        }
        let before = first.checked_sub(1).filter(|b| beside(*b)).and_then(|b| self.beside(b, false));
        before.or(after)
    }

    fn first_cited(&self, block: usize) -> Option<Scope> {
        let here = self.blocks.get(block)?;
        let sentence = here.passage.cited.iter().min()?;
        Some(self.scope(ScopeRule::Quote, here.cited().filter(|c| c.1 == *sentence).map(|c| c.0)))
    }

    /// The citations of the block's first or last sentence.
    fn beside(&self, block: usize, first: bool) -> Option<Scope> {
        let here = self.blocks.get(block)?;
        let sentence = if first { 0 } else { here.passage.sentences.len().saturating_sub(1) };
        let own: Vec<usize> = here.cited().filter(|c| c.1 == sentence).map(|c| c.0).collect();
        (!own.is_empty()).then(|| self.scope(ScopeRule::Quote, own))
    }

    /// “— Ada Marsh, [@sea20]”: a dash, or hardly more than the citation.
    fn attribution(&self, block: usize) -> bool {
        let first = |b: &Sentences| Some(b.passage.sentences.first()?.shift(b.base as usize));
        let Some(span) = self.blocks.get(block).and_then(first) else { return false };
        let marks: Vec<Span> = self.citations.iter().filter(|c| c.block == block).map(|c| c.span).collect();
        let words = Words::new(&self.document.text, span).without(&marks);
        span.of(&self.document.text).starts_with(['—', '–', '-', '―']) || words.tokens.iter().filter(|t| t.content()).count() < 3
    }

    /// A blank line without `>` stands between the two: they are two quotations.
    fn parted(&self, a: &Block, b: &Block) -> bool {
        let gap = Span { start: a.outer.end, end: b.outer.start.max(a.outer.end) };
        let gap = gap.of(&self.document.original);
        // the first and last pieces are ends of lines that hold text
        let lines: Vec<&str> = gap.split('\n').collect();
        lines.get(1..lines.len().saturating_sub(1)).unwrap_or(&[]).iter().any(|l| !l.contains('>'))
    }

    fn scope(&self, rule: ScopeRule, citations: impl IntoIterator<Item = usize>) -> Scope {
        let citations: Vec<usize> = citations.into_iter().collect();
        let cited = || citations.iter().filter_map(|c| self.citations.get(*c));
        let mut sources: Vec<usize> = cited().flat_map(|c| c.sources()).copied().collect();
        sources.sort_unstable();
        sources.dedup();
        let complete = cited().all(|c| matches!(c.resolution, Resolution::One(_)));
        Scope { rule, sources: sources.into(), complete, citations }
    }
}

/// An attribution farther from a block of its quotation than this many blocks is not looked for, so that a file that is all
/// quotation costs no time.
const FARTHEST: usize = 64;

fn quote(block: &Block) -> bool {
    block.quote > 0 && !block.callout
}

/// Rules 4 to 6.
fn rest(document: &Document, corpus: &Corpus) -> Scope {
    let mut sources = Vec::new();
    let (mut named, mut complete) = (false, true);
    for value in &document.front.sources {
        match front_source(document, corpus, &value.value) {
            Resolution::One(found) => {
                named = true;
                sources.extend(found);
            }
            // an address on the web names no file of the workspace
            _ if value.value.contains("://") => {}
            _ => {
                named = true;
                complete = false;
            }
        }
    }
    if named {
        sources.sort_unstable();
        sources.dedup();
        return Scope { rule: ScopeRule::FrontMatter, sources: sources.into(), complete, citations: Vec::new() };
    }
    let same = corpus.with_stem(stem(&document.path));
    if !same.is_empty() {
        return Scope { rule: ScopeRule::Stem, sources: same.into(), complete: true, citations: Vec::new() };
    }
    let all = (0..corpus.sources.len()).collect();
    Scope { rule: ScopeRule::Workspace, sources: all, complete: true, citations: Vec::new() }
}

/// What a `source:` of a note's front matter stands for: a key, a wiki link, a path from the note or the root, the address
/// of a bibliography entry.
pub fn front_source(document: &Document, corpus: &Corpus, value: &str) -> Resolution {
    let value = value.trim();
    if value.contains("://") {
        let found = corpus.with_url(value);
        return if found.is_empty() { Resolution::Unknown } else { Resolution::One(found) };
    }
    let inner = value.strip_prefix("[[").and_then(|v| v.strip_suffix("]]")).unwrap_or(value);
    let target = inner.split(['|', '#']).next().unwrap_or(inner);
    let target = target.strip_prefix("[@").and_then(|v| v.strip_suffix(']')).unwrap_or(target);
    match corpus.resolve_wiki(target) {
        Resolution::Unknown | Resolution::Note(_) => corpus.resolve_link(&document.path, target),
        found => found,
    }
}

/// The sentence that the `n`-th mark belongs to: the one that it stands in, or the one before if it stands between the two.
pub(super) fn owner(text: &str, spans: &[Span], marks: &[Citation], n: usize) -> usize {
    let Some(mark) = marks.get(n).map(|c| c.span) else { return 0 };
    let inside = spans.partition_point(|s| s.start <= mark.start).saturating_sub(1);
    let Some(sentence) = spans.get(inside).filter(|_| inside > 0) else { return inside };
    // marks in a row, back to the sentence's start
    let mut start = mark.start;
    for earlier in marks.get(..n).unwrap_or(&[]).iter().rev().map(|c| c.span) {
        let gap = Span { start: earlier.end, end: start.max(earlier.end) };
        if earlier.start < sentence.start || !gap.of(text).chars().all(between) {
            break;
        }
        start = earlier.start;
    }
    let lead = Span { start: sentence.start, end: start.max(sentence.start) };
    if !lead.of(text).chars().all(|c| between(c) || matches!(c, '—' | '–' | '-')) {
        return inside;
    }
    let mut end = mark.end;
    for later in marks.get(n + 1..).unwrap_or(&[]).iter().map(|c| c.span) {
        let gap = Span { start: end, end: later.start.max(end) };
        if later.start >= sentence.end || later.start < end && later.end > end || !gap.of(text).chars().all(between) {
            break;
        }
        end = end.max(later.end);
    }
    let rest = Span { start: end, end: sentence.end.max(end) }.of(text);
    let next = rest.trim_start_matches(between).chars().next();
    let subject = next.is_some_and(|c| c.is_lowercase() || matches!(c, ':' | '\'' | '’')) && !mark.is_empty();
    if subject { inside } else { inside - 1 }
}

fn between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '.' | ',' | ';')
}

#[cfg(test)]
mod tests;
