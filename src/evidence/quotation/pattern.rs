//! A quotation as its writer marked it: words that must stand in the source, places where words were left out (`…`,
//! `[…]`), and words that are the writer's own (`[the company]`, `develop[ed]`).

use super::turns::{Turn, turn};
use crate::language::Letters;
use crate::text::Span;

/// One thing that a fragment asks of the source, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// The atom with this index.
    Word(usize),
    /// A word that begins like the atom with this index.
    Stem(usize),
    /// Up to a few words of any kind, in the place of the writer's own. `turns`: the writer's own words negate or hedge.
    Own { span: Span, turns: bool },
}

/// Words without an ellipsis between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Fragment {
    pub letters: Letters,
    pub parts: Vec<Part>,
}

impl Fragment {
    /// How many words must stand in the source.
    pub fn words(&self) -> usize {
        self.parts.iter().filter(|p| matches!(p, Part::Word(_))).count()
    }

    pub fn span(&self) -> Span {
        self.letters.cover(0, self.letters.len())
    }
}

/// A quotation, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    pub(super) fragments: Vec<Fragment>,
    /// The ellipses between them: one less than the fragments.
    pub(super) gaps: Vec<Span>,
    /// All letters, the writer's own included.
    pub(super) literal: String,
}

impl Pattern {
    /// Reads the quotation under `span` of a note's text. `skip` are citations and other marks in it. Linear.
    pub fn new(text: &str, span: Span, skip: &[Span]) -> Pattern {
        let mut reader = Reader { text, pattern: Pattern::default(), now: Fragment::default(), pending: None };
        let mut whole = Letters::default();
        let mut at = span.start;
        for s in skip.iter().filter(|s| span.overlaps(**s)) {
            if s.start >= at {
                reader.stretch(Span { start: at, end: s.start });
                whole.add(text, Span { start: at, end: s.start });
            }
            at = at.max(s.end);
        }
        if at < span.end {
            reader.stretch(Span { start: at, end: span.end });
            whole.add(text, Span { start: at, end: span.end });
        }
        let mut pattern = reader.finish();
        pattern.literal = whole.folded().to_string();
        pattern
    }

    /// How many words must stand in the source.
    pub fn words(&self) -> usize {
        self.fragments.iter().map(Fragment::words).sum()
    }
}

struct Reader<'a> {
    text: &'a str,
    pattern: Pattern,
    now: Fragment,
    /// An ellipsis that a further fragment must follow before it counts.
    pending: Option<Span>,
}

impl Reader<'_> {
    /// Reads a stretch between citations.
    fn stretch(&mut self, span: Span) {
        let slice = span.of(self.text);
        let base = span.start as usize;
        let (mut from, mut at) = (0, 0);
        while let Some(c) = slice.get(at..).and_then(|s| s.chars().next()) {
            let rest = slice.get(at..).unwrap_or("");
            if let Some(len) = ellipsis(rest) {
                self.words(Span::new(base + from, base + at));
                self.gap(Span::new(base + at, base + at + len));
                at += len;
                from = at;
            } else if c == '['
                && let Some(len) = bracket(rest)
            {
                let inner = rest.get(1..len - 1).unwrap_or("").trim();
                from = self.bracket(slice, base, from, at, at + len, inner);
                at = from.max(at + len);
            } else {
                at += c.len_utf8();
            }
        }
        self.words(Span::new(base + from, base + slice.len()));
    }

    /// Reads `[inner]` at `open..close`; returns where the words after it begin.
    fn bracket(&mut self, slice: &str, base: usize, from: usize, open: usize, close: usize, inner: &str) -> usize {
        let after = slice.get(close..).unwrap_or("");
        let glued = after.starts_with(char::is_alphabetic);
        let stem = slice.get(..open).is_some_and(|s| s.ends_with(char::is_alphabetic));
        if glued && inner.chars().count() == 1 {
            // “[T]he”: one letter's case was changed
            self.words(Span::new(base + from, base + open));
            self.words(Span::new(base + open, base + close));
            return close;
        }
        self.words(Span::new(base + from, base + open));
        let ignored = matches!(inner.to_lowercase().as_str(), "sic" | "sic!" | "!" | "?") || inner.bytes().all(|b| b.is_ascii_digit());
        if ignored {
            return close;
        }
        if stem && let Some(Part::Word(i)) = self.now.parts.last().copied() {
            self.now.parts.pop();
            self.now.parts.push(Part::Stem(i));
            return close;
        }
        let letters = Letters::new(inner, Span::new(0, inner.len()));
        let turns = (0..letters.len()).any(|i| matches!(turn(letters.fold(i)), Some(Turn::Negation | Turn::Hedge | Turn::Degree)));
        self.now.parts.push(Part::Own { span: Span::new(base + open, base + close), turns });
        if glued { close + after.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>() } else { close }
    }

    fn words(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        let from = self.now.letters.len();
        self.now.letters.add(self.text, span);
        let to = self.now.letters.len();
        self.now.parts.extend((from..to).map(Part::Word));
    }

    fn gap(&mut self, span: Span) {
        if self.now.words() == 0 {
            // nothing to stand on yet: what is there belongs to the ellipsis
            self.now = Fragment::default();
            self.pending = self.pending.map(|p| p.cover(span));
            return;
        }
        self.close();
        self.pending = Some(span);
    }

    fn close(&mut self) {
        let fragment = std::mem::take(&mut self.now);
        if fragment.words() == 0 {
            return;
        }
        if let Some(gap) = self.pending.take()
            && !self.pattern.fragments.is_empty()
        {
            self.pattern.gaps.push(gap);
        }
        self.pattern.fragments.push(fragment);
    }

    fn finish(mut self) -> Pattern {
        self.close();
        self.pattern
    }
}

/// The length of `…`, `...`, `. . .`, `[…]` or `(…)` at the start of `s`.
fn ellipsis(s: &str) -> Option<usize> {
    let (open, close) = match s.as_bytes().first()? {
        b'[' => (1, ']'),
        b'(' => (1, ')'),
        _ => (0, ' '),
    };
    let inner = s.get(open..)?;
    let lead = inner.len() - if open > 0 { inner.trim_start().len() } else { inner.len() };
    let body = inner.get(lead..)?;
    if !body.starts_with(['.', '…']) {
        return None;
    }
    let mut dots = 0;
    let mut len = 0;
    for (i, c) in body.char_indices() {
        match c {
            '…' => dots += 3,
            '.' => dots += 1,
            ' ' | '\u{a0}' => continue,
            _ => break,
        }
        len = i + c.len_utf8();
        if dots > 8 {
            break;
        }
    }
    if dots < 3 {
        return None;
    }
    if open == 0 {
        return Some(len);
    }
    let tail = body.get(len..)?;
    let space = tail.len() - tail.trim_start().len();
    tail.trim_start().starts_with(close).then_some(open + lead + len + space + 1)
}

/// The length of `[…words…]` at the start of `s`, up to 160 bytes on one level.
fn bracket(s: &str) -> Option<usize> {
    let close = s.bytes().take(160).position(|b| b == b']')?;
    let inner = s.get(1..close)?;
    (!inner.contains('[') && !inner.trim().is_empty()).then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let p = Pattern::new(text, Span::new(0, text.len()), &[]);
        let fragment = |f: &Fragment| {
            let parts: Vec<String> = f
                .parts
                .iter()
                .map(|part| match part {
                    Part::Word(i) => f.letters.fold(*i).to_string(),
                    Part::Stem(i) => format!("{}~", f.letters.fold(*i)),
                    Part::Own { turns, .. } => if *turns { "!" } else { "?" }.to_string(),
                })
                .collect();
            parts.join(" ")
        };
        p.fragments.iter().map(fragment).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn reads_the_marks_of_editing() {
        assert_eq!(shape("…we will … go [. . .] home (...) now..."), "we will | go | home | now");
        assert_eq!(shape("[T]he firm [sic] develop[ed] a [new] car"), "t he firm develop~ a ? car");
        assert_eq!(shape("they did [not] agree[3] at all."), "they did ! agree at all");
        assert_eq!(shape("[…] [Mr Roe] said it … [more]"), "? said it");
        assert_eq!(shape("a [broken and [nested] bracket"), "a broken and ? bracket");
    }
}
