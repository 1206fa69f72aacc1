//! What was read in a source as bytes, and back: for a place outside of the program that keeps it from one run to the next.

use super::definition::{Definition, Kind, Pattern, Site};
use super::source::Read;
use crate::document::{Document, InlineKind};
use crate::text::Span;
use sha2::{Digest, Sha256};
use std::fmt::Debug;

/// A hash of all that is read of a document when its sentences are split and indexed: what was read under one key is the same
/// whatever the file is called and wherever it lies.
pub type ReadKey = [u8; 32];

/// Keeps what was read in sources.
pub trait Shelf: Debug + Send + Sync {
    /// What was kept under the key, if it is there and whole. It is looked through before it is used.
    fn get(&self, key: &ReadKey) -> Option<Vec<u8>>;

    /// Whether it keeps anything of texts of this length, in bytes.
    fn holds(&self, length: usize) -> bool;
}

/// What [`Read::new`] reads of a document.
pub(super) fn key(document: &Document) -> ReadKey {
    let mut hash = Sha256::new();
    let mut rest = Vec::with_capacity(document.blocks.len() * 8);
    for block in &document.blocks {
        rest.extend_from_slice(&block.span.start.to_le_bytes());
        rest.extend_from_slice(&block.span.end.to_le_bytes());
    }
    for tag in document.inlines.iter().filter(|i| i.kind == InlineKind::Html) {
        let text = tag.outer.of(&document.original);
        [tag.span.start, tag.span.end, text.len() as u32].iter().for_each(|n| rest.extend_from_slice(&n.to_le_bytes()));
        rest.extend_from_slice(text.as_bytes());
    }
    // lengths first, so that no two documents are written alike
    hash.update((document.text.len() as u64).to_le_bytes());
    hash.update((document.blocks.len() as u64).to_le_bytes());
    hash.update(document.text.as_bytes());
    hash.update(&rest);
    hash.finalize().into()
}

/// The whole of what was read but for what costs nothing to find again.
pub(super) fn pack(read: &Read) -> Vec<u8> {
    let mut out = Writer(Vec::with_capacity(read.index.len() * 5));
    out.number(read.sentences.len() as u32);
    let mut end = 0;
    for s in &read.sentences {
        out.span(*s, end);
        end = s.end;
    }
    out.number(read.index.chunk_by(|a, b| a.0 == b.0).count() as u32);
    let mut last = 0;
    for same in read.index.chunk_by(|a, b| a.0 == b.0) {
        let key = same.first().map_or(0, |e| e.0);
        out.number(key - last);
        out.number(same.len() as u32);
        last = key;
        let mut next = 0;
        for (_, sentence) in same {
            out.number(sentence - next);
            next = sentence + 1;
        }
    }
    out.number(read.sites.len() as u32);
    let mut last = 0;
    for site in &read.sites {
        out.number(site.key - last);
        out.number(site.sentence);
        out.number(u32::from(site.token));
        out.number(site.pattern as u32);
        last = site.key;
    }
    out.number(read.plain.len() as u32);
    for d in &read.plain {
        [d.term, d.definition, d.sentence].into_iter().for_each(|s| out.span(s, 0));
        out.number(d.kind as u32);
    }
    out.0
}

/// What [`pack`] wrote, of this very document; `None` for anything else that does not fit its text. Total, and takes no more memory
/// than some times the bytes.
pub(super) fn unpack(bytes: &[u8], document: &Document) -> Option<Read> {
    let text = &document.text;
    let mut input = Reader { bytes };
    let count = input.count()?;
    let mut sentences = Vec::with_capacity(count);
    let mut end = 0;
    for _ in 0..count {
        let span = input.span(end, text)?;
        end = span.end;
        sentences.push(span);
    }
    let groups = input.count()?;
    let (mut index, mut last) = (Vec::with_capacity(bytes.len() / 4), None::<u32>);
    for _ in 0..groups {
        let step = input.number()?;
        let key = last.unwrap_or(0).checked_add(step).filter(|k| last.is_none_or(|l| *k > l))?;
        last = Some(key);
        let (many, mut next) = (input.count()?, 0u32);
        for _ in 0..many {
            let sentence = next.checked_add(input.number()?)?;
            if sentence as usize >= count {
                return None;
            }
            index.push((key, sentence));
            next = sentence + 1;
        }
    }
    index.shrink_to_fit();
    let many = input.count()?;
    let (mut sites, mut last) = (Vec::with_capacity(many), 0u32);
    for _ in 0..many {
        last = last.checked_add(input.number()?)?;
        let (sentence, token) = (input.number()?, u16::try_from(input.number()?).ok()?);
        let pattern = *Pattern::ALL.get(input.number()? as usize)?;
        if sentence as usize >= count {
            return None;
        }
        sites.push(Site { key: last, sentence, token, pattern });
    }
    let many = input.count()?;
    let mut plain = Vec::with_capacity(many);
    for _ in 0..many {
        let (term, definition, sentence) = (input.span(0, text)?, input.span(0, text)?, input.span(0, text)?);
        let kind = *Kind::ALL.get(input.number()? as usize)?;
        plain.push(Definition { term, definition, kind, sentence });
    }
    let whole = input.bytes.is_empty() && sites.is_sorted_by(|a, b| a < b);
    whole.then(|| Read::of(document, sentences, index, sites, plain))
}

/// Numbers of seven bits a byte, the lowest first; the high bit tells that more follow.
struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, mut n: u32) {
        while n > 0x7f {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    /// Its start counts from `base`, which it may stand before.
    fn span(&mut self, span: Span, base: u32) {
        self.number(span.start.wrapping_sub(base));
        self.number(span.end - span.start);
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn number(&mut self) -> Option<u32> {
        let mut n = 0u32;
        for shift in (0..35).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            let bits = u32::from(byte & 0x7f);
            if shift == 28 && bits > 0xf {
                return None;
            }
            n |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    /// How many things follow: each takes a byte at least.
    fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.bytes.len()).then_some(count)
    }

    /// A span that lies on borders of characters of the text.
    fn span(&mut self, base: u32, text: &str) -> Option<Span> {
        let start = base.wrapping_add(self.number()?);
        let end = start.checked_add(self.number()?)?;
        let span = Span { start, end };
        text.get(span.range()).map(|_| span)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;
    use crate::document::Format;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn document(path: &str, text: &str) -> Arc<Document> {
        Arc::new(Document::from_text(path, text, Format::of(path)))
    }

    const PIECES: [&str; 12] = [
        "The Tidal Energy Authority (TEA) met in May 1987. ",
        "A spring tide is a tide of great range. ",
        "潮汐とは、海面の昇降である。",
        "<dfn>Neap tide</dfn> means a small one. ",
        "\n\n",
        "# Heading\n\n",
        "- item one\n- item two\n\n",
        "> Maren Holt, mayor of Ey, said so! ",
        "Known as “𝄞 the clef”, 3.5 % of it… ",
        "É. Dr. Orrin v. the U.S. \r\n",
        "| a | b |\n|---|---|\n| c | d |\n\n",
        "Dec 9, 2021\n",
    ];

    fn texts() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..30).prop_map(|p| p.concat())
    }

    fn same(a: &Read, b: &Read) -> bool {
        format!("{a:?}") == format!("{b:?}")
    }

    proptest! {
        #[test]
        fn what_comes_back_is_what_was_read(text in texts(), markdown: bool) {
            let document = document(if markdown { "a.md" } else { "a.txt" }, &text);
            let read = Read::new(&document, false);
            let back = unpack(&pack(&read), &document);
            prop_assert!(back.is_some_and(|b| same(&b, &read)));
        }

        /// Bytes that were changed, cut or made up give nothing or something that fits the text, and nothing panics.
        #[test]
        fn other_bytes_do_no_harm(text in texts(), flips in prop::collection::vec((0usize..4096, any::<u8>()), 0..6), cut in 0usize..4096) {
            let document = document("a.md", &text);
            let mut bytes = pack(&Read::new(&document, false));
            for (at, by) in flips {
                let len = bytes.len();
                bytes[at % len] ^= by;
            }
            if cut % 3 == 0 {
                bytes.truncate(cut % (bytes.len() + 1));
            }
            if let Some(read) = unpack(&bytes, &document) {
                prop_assert!(read.sentences.iter().all(|s| text.len() >= s.len()));
                prop_assert!(read.index.iter().all(|e| (e.1 as usize) < read.sentences.len()));
                let source = Source::holding(document, read);
                let _ = (source.definitions(), source.keys().count(), source.letters().len(), source.day());
            }
        }

        #[test]
        fn made_up_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack(&bytes, &document("a.md", PIECES[0]));
        }
    }

    #[test]
    fn great_counts_take_no_memory() {
        // four billion sentences, then as many of everything else
        assert!(unpack(&[0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1], &document("a.txt", "A tide.")).is_none());
        assert!(unpack(&[0, 0xff, 0xff, 0xff, 0xff, 0x0f], &document("a.txt", "A tide.")).is_none());
    }

    #[test]
    fn the_key_is_of_all_that_is_read() {
        let of = |path: &str, text: &str| key(&document(path, text));
        assert_eq!(of("a.txt", "A tide. It rose."), of("b/c.txt", "A tide. It rose."));
        assert_ne!(of("a.txt", "A tide. It rose."), of("a.txt", "A tide. It fell."));
        // the same words in other paragraphs
        assert_ne!(of("a.txt", "A tide\nrose."), of("a.txt", "A tide\n\nrose."));
        let tag = |t: &str| of("a.md", &format!("A <{t}>tide</{t}> is water."));
        assert_ne!(tag("dfn"), tag("abc"));
    }
}
