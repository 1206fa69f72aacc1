use crate::text::Span;

/// Maps the analysed text to the original by pieces, in order. A *copied* piece is equal byte for byte
/// on both sides; a *decoded* one (an entity, a joined line break) stands for the whole of its original.
/// What lies between two pieces of the analysed text (a separator) maps to the gap between their originals.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// Ascending on both sides, never empty ones.
    pieces: Vec<Piece>,
    /// False: analysed and original text are the same.
    mapped: bool,
}

/// One stretch of the analysed text and what it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Into the analysed text.
    pub text: Span,
    /// Into the original.
    pub original: Span,
    /// Both sides are equal byte for byte.
    pub copied: bool,
}

impl SourceMap {
    /// Analysed and original text are the same.
    pub fn identity() -> SourceMap {
        SourceMap::default()
    }

    /// A map that pieces will be pushed to; without any, the analysed text comes from the original's beginning.
    pub fn mapped() -> SourceMap {
        SourceMap { pieces: Vec::new(), mapped: true }
    }

    /// Adds a copied piece of `len` bytes. Pieces must come in order: one that does not is left out.
    pub fn push(&mut self, text: usize, original: usize, len: usize) {
        self.add(Piece { text: Span::new(text, text + len), original: Span::new(original, original + len), copied: true });
    }

    /// Adds a decoded piece. Pieces must come in order: one that does not is left out.
    pub fn push_decoded(&mut self, text: Span, original: Span) {
        self.add(Piece { text, original, copied: false });
    }

    fn add(&mut self, piece: Piece) {
        self.mapped = true;
        if piece.text.is_empty() {
            return;
        }
        if let Some(last) = self.pieces.last_mut() {
            if piece.text.start < last.text.end || piece.original.start < last.original.end {
                return;
            }
            if last.copied && piece.copied && last.text.end == piece.text.start && last.original.end == piece.original.start {
                last.text.end = piece.text.end;
                last.original.end = piece.original.end;
                return;
            }
        }
        self.pieces.push(piece);
    }

    /// All pieces in order; none for the identity.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The smallest original span that covers everything `span` came from.
    pub fn to_original(&self, span: Span) -> Span {
        if !self.mapped {
            return span;
        }
        let start = self.start(span.start);
        let end = if span.is_empty() { start } else { self.end(span.end) };
        Span { start, end: end.max(start) }
    }

    /// The analysed offset for an original one: exact inside a copied piece or at a piece's end, a decoded
    /// piece's start inside it, else the nearest border to the right.
    pub fn to_text(&self, original: u32) -> u32 {
        if !self.mapped {
            return original;
        }
        let i = self.pieces.partition_point(|p| p.original.end < original);
        match self.pieces.get(i) {
            Some(p) if original == p.original.end => p.text.end,
            Some(p) if original > p.original.start && p.copied => p.text.start + (original - p.original.start),
            Some(p) => p.text.start,
            None => self.pieces.last().map_or(0, |p| p.text.end),
        }
    }

    fn start(&self, at: u32) -> u32 {
        let i = self.pieces.partition_point(|p| p.text.end <= at);
        match self.pieces.get(i) {
            Some(p) if at >= p.text.start => p.original.start + if p.copied { at - p.text.start } else { 0 },
            // in a gap: it begins where the piece before it ends
            Some(p) => i.checked_sub(1).and_then(|j| self.pieces.get(j)).map_or(p.original.start, |q| q.original.end),
            None => self.pieces.last().map_or(0, |p| p.original.end),
        }
    }

    fn end(&self, at: u32) -> u32 {
        let i = self.pieces.partition_point(|p| p.text.start < at);
        match i.checked_sub(1).and_then(|j| self.pieces.get(j)) {
            Some(p) if at <= p.text.end && p.copied => p.original.start + (at - p.text.start),
            Some(p) if at <= p.text.end => p.original.end,
            // in a gap: it ends where the next piece begins
            Some(p) => self.pieces.get(i).map_or(p.original.end, |q| q.original.start),
            None => self.pieces.first().map_or(0, |p| p.original.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a &amp; **b**` ↔ `a & b`
    fn sample() -> SourceMap {
        let mut map = SourceMap::mapped();
        map.push(0, 0, 2);
        map.push_decoded(Span::new(2, 3), Span::new(2, 7));
        map.push(3, 7, 1);
        map.push(4, 10, 1);
        map
    }

    #[test]
    fn spans_cover_what_they_came_from() {
        let map = sample();
        assert_eq!(map.to_original(Span::new(0, 5)), Span::new(0, 11));
        assert_eq!(map.to_original(Span::new(2, 3)), Span::new(2, 7));
        assert_eq!(map.to_original(Span::new(4, 5)), Span::new(10, 11));
        assert_eq!(map.to_original(Span::new(3, 4)), Span::new(7, 8));
        assert_eq!(SourceMap::identity().to_original(Span::new(3, 4)), Span::new(3, 4));
    }

    #[test]
    fn original_offsets_find_their_text() {
        let map = sample();
        let there: Vec<u32> = (0..13).map(|o| map.to_text(o)).collect();
        assert_eq!(there, [0, 1, 2, 2, 2, 2, 2, 3, 4, 4, 4, 5, 5]);
    }

    #[test]
    fn a_decoded_beginning_is_covered() {
        let mut map = SourceMap::mapped();
        map.push_decoded(Span::new(0, 1), Span::new(0, 5));
        assert_eq!(map.to_original(Span::new(0, 1)), Span::new(0, 5));
    }

    #[test]
    fn pieces_out_of_order_are_left_out() {
        let mut map = sample();
        map.push(2, 0, 4);
        assert_eq!(map.pieces().len(), 4);
    }
}
