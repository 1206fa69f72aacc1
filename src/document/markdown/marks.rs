//! Words and the marks in them: links, emphasis, code, footnote marks.

use super::build::Builder;
use super::link::{self, Target};
use crate::document::{BlockKind, Inline, InlineKind};
use crate::text::Span;
use pulldown_cmark::RefDefs;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn words(&mut self, words: &str, range: Range<usize>) {
        if range.start < self.skip {
            if range.end <= self.skip {
                return;
            }
            let from = self.skip;
            let source = self.source;
            return self.words(source.get(from..range.end).unwrap_or(""), from..range.end);
        }
        self.ensure(&range);
        if let Some(leaf) = &mut self.leaf {
            leaf.math = false;
        }
        self.writer.words(words, range);
    }

    pub(super) fn line_break(&mut self, range: Range<usize>, with: char) {
        if self.leaf.as_ref().is_some_and(|l| l.title) {
            // the title of a callout is not part of its first sentence
            self.close();
            let kind = self.frame().kind.unwrap_or(BlockKind::Paragraph);
            self.open(kind, range.end..range.end);
            if let Some(leaf) = &mut self.leaf {
                leaf.title = false;
            }
            return;
        }
        if self.leaf.is_some() {
            self.writer.line_break(range, with);
        }
    }

    /// Code or math: its words without the fence of `mark`s.
    pub(super) fn verbatim(&mut self, kind: InlineKind, words: &str, range: Range<usize>, mark: char) {
        self.ensure(&range);
        if let Some(leaf) = &mut self.leaf {
            leaf.math = false;
        }
        self.writer.land(range.start);
        let start = self.writer.len();
        let whole = self.source.get(range.clone()).unwrap_or("");
        let fence = whole.len() - whole.trim_start_matches(mark).len();
        let inner = whole.get(fence..whole.len().saturating_sub(fence)).unwrap_or("");
        let mut at = range.start + fence;
        let mut kept = inner;
        // one space beside each fence of code is no part of it
        if kept != words
            && let Some(bare) = inner.strip_prefix([' ', '\n']).and_then(|i| i.strip_suffix([' ', '\n']))
        {
            at += 1;
            kept = bare;
        }
        self.writer.words(words, at..at + kept.len());
        let span = Span::new(start, self.writer.len());
        self.built.inlines.push(inline(kind, span, range));
    }

    pub(super) fn empty_mark(&mut self, kind: InlineKind, target: &str, range: Range<usize>) {
        self.ensure(&range);
        self.writer.land(range.start);
        let at = self.writer.len();
        let mut mark = inline(kind, Span::new(at, at), range.clone());
        if !target.is_empty() {
            mark.target = target.into();
            mark.target_outer = Span::new(range.start + 2, range.end.saturating_sub(1));
        }
        self.built.inlines.push(mark);
    }

    pub(super) fn mark(&mut self, kind: InlineKind, range: Range<usize>) {
        self.ensure(&range);
        self.writer.land(range.start);
        let at = self.writer.len();
        self.marks.push(self.built.inlines.len());
        self.built.inlines.push(inline(kind, Span::new(at, at), range.clone()));
        self.last = self.last.max(range.start);
    }

    pub(super) fn wiki(&mut self, kind: InlineKind, range: Range<usize>) {
        self.mark(kind, range.clone());
        let Target { range, heading } = link::wiki(self.source, range);
        let name = self.source.get(range.clone()).unwrap_or("");
        if let Some(mark) = self.built.inlines.last_mut() {
            mark.target = name.into();
            mark.target_outer = Span::new(range.start, range.end);
            mark.heading = heading;
        }
    }

    /// Where the destination stands is found out at the link's end; until then `heading` keeps a reference's label.
    pub(super) fn link(&mut self, kind: InlineKind, destination: &str, id: &str, range: Range<usize>) {
        self.mark(kind, range);
        if let Some(mark) = self.built.inlines.last_mut() {
            mark.target = destination.into();
            mark.heading = (!id.is_empty()).then(|| id.into());
        }
    }

    pub(super) fn end_mark(&mut self, range: Range<usize>, definitions: &RefDefs<'_>) {
        let Some(index) = self.marks.pop() else { return };
        let end = self.writer.len();
        let Some(mark) = self.built.inlines.get_mut(index) else { return };
        mark.span = Span::new(mark.span.start as usize, end);
        if !matches!(mark.kind, InlineKind::Link | InlineKind::Image) {
            return;
        }
        let label = mark.heading.take();
        let whole = self.source.get(range.clone()).unwrap_or("");
        let place = if whole.starts_with('<') {
            Some(range.start + 1..range.end.saturating_sub(1))
        } else if let Some(label) = label {
            definitions.get(&label).and_then(|d| link::definition(self.source, d.span.start + self.base..d.span.end + self.base))
        } else {
            link::inline(self.source, self.last.max(range.start), range.end)
        };
        let place = place.unwrap_or(range.end..range.end);
        mark.target_outer = Span::new(place.start, place.end);
        if let Some((page, heading)) = mark.target.clone().split_once('#') {
            mark.target = page.into();
            mark.heading = Some(heading.into());
        }
    }
}

fn inline(kind: InlineKind, span: Span, range: Range<usize>) -> Inline {
    let outer = Span::new(range.start, range.end);
    Inline { kind, span, outer, target: "".into(), heading: None, target_outer: Span::new(range.end, range.end) }
}

/// Whether `$…$` at `range` is rather two sums of money with words between: “US$5 million and US$7 million”.
pub(super) fn money(source: &str, range: Range<usize>) -> bool {
    let inner = source.get(range.start + 1..range.end.saturating_sub(1)).unwrap_or("");
    let beside = source.get(..range.start).and_then(|s| s.chars().next_back()).is_some_and(char::is_alphanumeric)
        || source.get(range.end..).and_then(|s| s.chars().next()).is_some_and(char::is_alphanumeric);
    let words = inner.split_whitespace().filter(|w| w.len() > 2 && w.chars().all(char::is_alphabetic)).count();
    beside || !inner.contains('\\') && words > 1
}
