use super::asked;
use super::definition::{self, Definition, Kind, Site};
use super::stored::{ReadKey, Shelf, key, pack, unpack};
use crate::document::{Document, Inline, InlineKind};
use crate::language::{Letters, Words, sentences};
use crate::mention::Facts;
use crate::mention::date::{PartialDate, document_date};
use crate::text::Span;
use rayon::prelude::*;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Bytes of the longest document whose words are kept.
const KEPT: usize = 1 << 20;

/// A document that claims are judged against: its sentences and an index from lemma to sentence, worked out when somebody first
/// looks into it. Mentions and values are worked out later, for the sentences that become candidates.
#[derive(Clone, Debug)]
pub struct Source {
    pub document: Arc<Document>,
    /// What the document calls itself (front matter, bibliography), if known.
    pub title: Option<String>,
    /// Its own date as written in ISO form (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), if known.
    pub date: Option<String>,
    /// The words of its sentences are kept, and what is worked out of them.
    keep: bool,
    /// Where what is read in it may be kept from an earlier run.
    shelf: Option<Arc<dyn Shelf>>,
    state: Arc<State>,
}

/// How far the reading of a source has come; copies of the source share it.
#[derive(Debug, Default)]
struct State {
    read: OnceLock<Read>,
    /// Somebody reads it, or has.
    taken: AtomicBool,
    /// It was read from its text, not from the shelf.
    new: AtomicBool,
    /// The shelf has it.
    kept: AtomicBool,
    /// What it is kept under.
    key: OnceLock<ReadKey>,
    /// Somebody makes its letters, or has.
    spelt: AtomicBool,
}

/// What a source is found to be once it is read.
#[derive(Debug)]
pub struct Read {
    /// All sentences in reading order, as spans into the document's text.
    pub sentences: Vec<Span>,
    /// The date that the text itself gives at its head.
    dateline: Option<PartialDate>,
    /// (lemma key, index of the sentence), sorted, each pair once.
    pub(super) index: Vec<(u32, u32)>,
    /// Where a definition may stand, sorted by the key of the term's last word.
    pub(super) sites: Vec<Site>,
    /// Definitions that are plain as they stand: in scripts without spaces, and of terms in `<dfn>`.
    pub(super) plain: Vec<Definition>,
    /// What quotations are searched in; made when the first one is.
    letters: OnceLock<Letters>,
    /// The words of each sentence, where they are kept.
    words: Vec<Arc<Words>>,
    /// The same with the mentions in them, as read from a day.
    facts: Vec<OnceLock<(Option<PartialDate>, Arc<Facts>)>>,
}

/// A source is what is read in it: of thousands only those are read that somebody looks into.
impl Deref for Source {
    type Target = Read;

    fn deref(&self) -> &Read {
        self.state.read.get_or_init(|| {
            self.shelved().unwrap_or_else(|| {
                self.state.new.store(true, Ordering::Relaxed);
                Read::new(&self.document, self.keep)
            })
        })
    }
}

impl Read {
    /// Linear in the document's text. It depends on what [`key`] is of, and on nothing else.
    pub(super) fn new(document: &Document, keep: bool) -> Read {
        let mut spans = Vec::new();
        for block in &document.blocks {
            spans.extend(sentences(&document.text, block.span));
        }
        let (mut index, mut sites, mut plain, mut kept) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (i, span) in spans.iter().enumerate() {
            let words = Words::new(&document.text, *span);
            index.extend(words.tokens.iter().filter(|t| t.content()).map(|t| (t.key, i as u32)));
            definition::scan(&words, i as u32, &mut sites);
            definition::unspaced_definitions(&document.text, *span, &mut plain);
            if keep {
                kept.push(Arc::new(words));
            }
        }
        plain.extend(marked(document, &spans));
        index.sort_unstable();
        index.dedup();
        sites.sort_unstable();
        sites.dedup();
        Read { facts: kept.iter().map(|_| OnceLock::new()).collect(), words: kept, ..Read::of(document, spans, index, sites, plain) }
    }

    /// What was found in the document before; the rest takes next to nothing.
    pub(super) fn of(document: &Document, sentences: Vec<Span>, index: Vec<(u32, u32)>, sites: Vec<Site>, plain: Vec<Definition>) -> Read {
        let dateline = document_date(&document.text);
        Read { sentences, dateline, index, sites, plain, letters: OnceLock::new(), facts: Vec::new(), words: Vec::new() }
    }
}

/// What stands between `<dfn>` and `</dfn>` is defined by its sentence.
fn marked(document: &Document, sentences: &[Span]) -> Vec<Definition> {
    let tags: Vec<(&Inline, &str)> =
        document.inlines.iter().filter(|i| i.kind == InlineKind::Html).map(|i| (i, i.outer.of(&document.original))).collect();
    let named = |tag: &str, name: &str| tag.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name));
    let pairs = tags.windows(2).filter_map(|pair| match pair {
        [(open, a), (close, b)] if named(a, "<dfn") && named(b, "</dfn") => Some(Span { start: open.span.end, end: close.span.start }),
        _ => None,
    });
    let definition = |term: Span| {
        let sentence = *sentences.get(sentences.partition_point(|s| s.start <= term.start).checked_sub(1)?)?;
        let named = !term.of(&document.text).trim().is_empty() && term.end <= sentence.end && term.len() < sentence.len();
        named.then_some(Definition { term, definition: sentence, kind: Kind::Definition, sentence })
    };
    pairs.filter_map(definition).collect()
}

/// Reads those of the sources that are not read yet, on all cores: for who looks into all of them. Several who do so at a time
/// share the work: nobody waits for a source while there are others to read.
pub fn read_all<'s>(sources: impl Iterator<Item = &'s Source>) {
    let unread: Vec<&Source> = sources.filter(|s| s.state.read.get().is_none()).collect();
    unread.par_iter().filter(|s| !s.state.taken.swap(true, Ordering::Relaxed)).for_each(|source| {
        let _: &Read = source;
    });
    // those that others are at
    for source in unread {
        let _: &Read = source;
    }
}

/// Makes the letters of those of the sources that have none yet, likewise.
pub fn spell_all<'s>(sources: impl Iterator<Item = &'s Source>) {
    let bare: Vec<&Source> = sources.filter(|s| !s.state.spelt.swap(true, Ordering::Relaxed)).collect();
    bare.par_iter().for_each(|s| _ = s.letters());
}

impl Source {
    pub fn new(document: Arc<Document>) -> Source {
        Source::keeping(document, false)
    }

    /// The same, for a source that an earlier run of the program may have read: what it kept on the shelf is taken from there.
    pub fn on_shelf(document: Arc<Document>, shelf: Option<Arc<dyn Shelf>>) -> Source {
        Source { shelf, ..Source::new(document) }
    }

    /// The same, and keeps the words of its sentences, some 20 bytes for each byte of text, unless it is too long for that, and of
    /// those that become candidates the mentions. For a source that is judged against right away and then let go; the answers
    /// are the same.
    pub fn with_words(document: Arc<Document>) -> Source {
        let keep = document.text.len() <= KEPT;
        Source::keeping(document, keep)
    }

    fn keeping(document: Arc<Document>, keep: bool) -> Source {
        let title = document.front.title.as_ref().map(|l| l.value.clone());
        let date = document.front.date.as_ref().map(|l| l.value.clone());
        Source { document, title, date, keep, shelf: None, state: Arc::default() }
    }

    /// What it is called: its title, else the heading with which it begins.
    pub fn called(&self) -> Option<&str> {
        self.title.as_deref().or_else(|| self.document.heading())
    }

    /// A source in which this was read.
    #[cfg(test)]
    pub(super) fn holding(document: Arc<Document>, read: Read) -> Source {
        let source = Source::new(document);
        let _ = source.state.read.set(read);
        source
    }

    /// What was read in it by an earlier run of the program.
    fn shelved(&self) -> Option<Read> {
        let shelf = self.shelf.as_ref().filter(|s| s.holds(self.document.text.len()))?;
        let read = unpack(&shelf.get(self.key())?, &self.document)?;
        self.state.kept.store(true, Ordering::Relaxed);
        Some(read)
    }

    fn key(&self) -> &ReadKey {
        self.state.key.get_or_init(|| key(&self.document))
    }

    /// Somebody has looked into it, and it had to be split and indexed for that: nobody had kept what is read in it.
    pub fn is_new(&self) -> bool {
        self.state.new.load(Ordering::Relaxed)
    }

    /// What was read in it, for the shelf; `None` if it was not read, or the shelf has it.
    pub fn packed(&self) -> Option<(ReadKey, Vec<u8>)> {
        let read = self.state.read.get().filter(|_| self.is_new() && !self.state.kept.load(Ordering::Relaxed))?;
        Some((*self.key(), pack(read)))
    }

    /// The shelf has it now.
    pub fn is_kept(&self) {
        self.state.kept.store(true, Ordering::Relaxed);
    }

    /// The day from which relative dates are read: `date`, else what the text gives at its head.
    pub fn day(&self) -> Option<PartialDate> {
        let known = self.date.as_deref().and_then(|d| {
            let mut parts = d.split('-').map(str::trim);
            let year = parts.next()?.parse().ok()?;
            let month = parts.next().and_then(|m| m.parse().ok());
            let day = parts.next().and_then(|m| m.parse().ok());
            PartialDate::new(Some(year), month, day)
        });
        known.or(self.dateline)
    }

    /// Its day in ISO form: `date` as written, else what the text gives at its head, as far as that is known.
    pub fn dated(&self) -> Option<String> {
        let head = || {
            let day = self.dateline?;
            let parts =
                [day.year().map(|y| format!("{y:04}")), day.month().map(|m| format!("{m:02}")), day.day().map(|d| format!("{d:02}"))];
            Some(parts.into_iter().map_while(|p| p).collect::<Vec<_>>().join("-")).filter(|d| !d.is_empty())
        };
        self.date.clone().or_else(head)
    }

    /// The words of a sentence: those kept, or made anew. Empty where there is no such sentence.
    pub fn words(&self, sentence: usize) -> Arc<Words> {
        match (self.words.get(sentence), self.sentences.get(sentence)) {
            (Some(kept), _) => kept.clone(),
            (None, Some(span)) => Arc::new(Words::new(&self.document.text, *span)),
            (None, None) => Arc::default(),
        }
    }

    /// The mentions of a sentence whose words are `made`: those kept, or worked out anew.
    pub fn facts(&self, sentence: usize, made: impl FnOnce() -> Arc<Words>) -> Arc<Facts> {
        let day = self.day();
        let work = || Arc::new(Facts::from_words(&self.document.text, made(), day));
        let Some(kept) = self.facts.get(sentence) else { return work() };
        match kept.get() {
            Some((from, facts)) if *from == day => facts.clone(),
            Some(_) => work(),
            None => kept.get_or_init(|| (day, work())).1.clone(),
        }
    }

    /// The words of every sentence, in reading order, for a question to the whole of the text.
    pub fn every_sentence(&self) -> impl Iterator<Item = Arc<Words>> + '_ {
        asked::whole();
        (0..self.sentences.len()).map(|i| self.words(i))
    }

    /// The sentences that hold the lemma, ascending.
    pub fn sentences_with(&self, key: u32) -> impl Iterator<Item = u32> + '_ {
        asked::key(key);
        let from = self.index.partition_point(|e| e.0 < key);
        self.index[from..].iter().take_while(move |e| e.0 == key).map(|e| e.1)
    }

    /// Every place where a definition may stand, by the key of the last word of the term.
    pub fn sites(&self) -> &[Site] {
        asked::whole();
        &self.sites
    }

    /// The places that may define a term whose last word has this key.
    pub fn sites_of(&self, key: u32) -> &[Site] {
        asked::whole();
        let from = self.sites.partition_point(|s| s.key < key);
        let len = self.sites.get(from..).map_or(0, |rest| rest.partition_point(|s| s.key == key));
        self.sites.get(from..from + len).unwrap_or(&[])
    }

    /// The definition that stands at a site of this source, if there is one. Reads the sentence anew: the caller may keep it.
    pub fn definition(&self, site: &Site) -> Option<definition::Definition> {
        let sentence = *self.sentences.get(site.sentence as usize)?;
        let words = Words::new(&self.document.text, sentence);
        definition::decide(&self.document.text, &words, site)
    }

    /// Every definition of this source, in reading order; of those that overlap for one term the longest.
    pub fn definitions(&self) -> Vec<definition::Definition> {
        definition::sorted(self.sites.iter().filter_map(|s| self.definition(s)).chain(self.plain.iter().copied()).collect())
    }

    /// The definitions that are plain as they stand: in scripts without spaces, and of terms in `<dfn>`.
    pub fn plain(&self) -> &[Definition] {
        asked::whole();
        &self.plain
    }

    /// The keys of the lemmas that its sentences hold, ascending, each once.
    pub fn keys(&self) -> impl Iterator<Item = u32> + '_ {
        asked::whole();
        self.index.chunk_by(|a, b| a.0 == b.0).filter_map(|same| Some(same.first()?.0))
    }

    /// Whether the two are read from the very same document.
    pub fn same_text(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.document, &other.document)
    }

    /// Whether the sentence holds the lemma.
    pub fn has_in(&self, key: u32, sentence: u32) -> bool {
        asked::key(key);
        self.index.binary_search(&(key, sentence)).is_ok()
    }

    /// Whether any sentence holds the lemma.
    pub fn has(&self, key: u32) -> bool {
        self.sentences_with(key).next().is_some()
    }

    /// The document's folded letters, made on first use and kept: 3 to 4 bytes for each byte of its text.
    pub fn letters(&self) -> &Letters {
        asked::whole();
        self.letters.get_or_init(|| Letters::new(&self.document.text, Span::new(0, self.document.text.len())))
    }

    /// The block of the document that the analysed offset stands in, for what reads more of it than one sentence.
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        asked::whole();
        self.document.block_at(offset)
    }

    /// The index of the sentence that covers the offset, or the nearest one before it.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.start <= offset);
        after.checked_sub(1)
    }
}
