use crate::text::Span;

/// Maps the analysed text to the original: pieces that are equal byte for byte, in order. What lies
/// between two pieces of the analysed text (a joined line break, a decoded entity) maps to the gap.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// (start in the analysed text, start in the original, length), ascending in both; empty means identity.
    pieces: Vec<(u32, u32, u32)>,
}

impl SourceMap {
    /// Analysed and original text are the same.
    pub fn identity() -> SourceMap {
        SourceMap::default()
    }

    /// Adds a piece of `len` bytes; pieces must come in order.
    pub fn push(&mut self, text: usize, original: usize, len: usize) {
        if let Some(last) = self.pieces.last_mut()
            && last.0 + last.2 == text as u32
            && last.1 + last.2 == original as u32
        {
            last.2 += len as u32;
            return;
        }
        self.pieces.push((text as u32, original as u32, len as u32));
    }

    /// The smallest original span that covers everything `span` came from.
    pub fn to_original(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.start(span.start);
        let end = if span.is_empty() { start } else { self.end(span.end) };
        Span { start, end: end.max(start) }
    }

    /// The analysed offset for an original one: exact inside a piece, else the nearest border to the right.
    pub fn to_text(&self, original: u32) -> u32 {
        if self.pieces.is_empty() {
            return original;
        }
        let i = self.pieces.partition_point(|p| p.1 + p.2 <= original);
        match self.pieces.get(i) {
            Some(p) if original >= p.1 => p.0 + (original - p.1),
            Some(p) => p.0,
            None => self.pieces.last().map_or(0, |p| p.0 + p.2),
        }
    }

    fn start(&self, at: u32) -> u32 {
        let i = self.pieces.partition_point(|p| p.0 + p.2 <= at);
        match self.pieces.get(i) {
            Some(p) if at >= p.0 => p.1 + (at - p.0),
            // in a gap: the gap begins where the piece before it ends
            Some(p) => i.checked_sub(1).and_then(|j| self.pieces.get(j)).map_or(p.1, |q| q.1 + q.2),
            None => self.pieces.last().map_or(0, |p| p.1 + p.2),
        }
    }

    fn end(&self, at: u32) -> u32 {
        let i = self.pieces.partition_point(|p| p.0 < at);
        match i.checked_sub(1).and_then(|j| self.pieces.get(j)) {
            Some(p) if at <= p.0 + p.2 => p.1 + (at - p.0),
            // in a gap: the gap ends where the next piece begins
            Some(p) => self.pieces.get(i).map_or(p.1 + p.2, |q| q.1),
            None => self.pieces.first().map_or(0, |p| p.1),
        }
    }
}
