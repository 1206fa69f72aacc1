use super::asked;
use super::definition::{self, Site};
use crate::document::Document;
use crate::language::{Letters, Words, sentences};
use crate::mention::date::{PartialDate, document_date};
use crate::text::Span;
use std::sync::{Arc, OnceLock};

/// Bytes of the longest document whose words are kept.
const KEPT: usize = 1 << 20;

/// A document that claims are judged against: its sentences and an index from lemma to sentence.
/// Mentions and values are worked out later, for the sentences that become candidates.
#[derive(Clone, Debug)]
pub struct Source {
    pub document: Arc<Document>,
    /// All sentences in reading order, as spans into `document.text`.
    pub sentences: Vec<Span>,
    /// What the document calls itself (front matter, first heading, bibliography), if known.
    pub title: Option<String>,
    /// Its own date as written in ISO form (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), if known.
    pub date: Option<String>,
    /// The date that the text itself gives at its head.
    dateline: Option<PartialDate>,
    /// (lemma key, index of the sentence), sorted, each pair once.
    index: Vec<(u32, u32)>,
    /// Where a definition may stand, sorted by the key of the term's last word.
    sites: Vec<Site>,
    /// What quotations are searched in; made when the first one is.
    letters: OnceLock<Letters>,
    /// The words of each sentence, where they are kept.
    words: Vec<Arc<Words>>,
}

impl Source {
    /// Splits and indexes the document. Linear in its text.
    pub fn new(document: Arc<Document>) -> Source {
        Source::read(document, false)
    }

    /// The same, and keeps the words of its sentences, some 20 bytes for each byte of text, unless it is too long for that. For a
    /// source that is judged against right away and then let go; the answers are the same.
    pub fn with_words(document: Arc<Document>) -> Source {
        let keep = document.text.len() <= KEPT;
        Source::read(document, keep)
    }

    fn read(document: Arc<Document>, keep: bool) -> Source {
        let mut spans = Vec::new();
        for block in &document.blocks {
            spans.extend(sentences(&document.text, block.span));
        }
        let (mut index, mut sites, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        for (i, span) in spans.iter().enumerate() {
            let words = Words::new(&document.text, *span);
            index.extend(words.tokens.iter().filter(|t| t.content()).map(|t| (t.key, i as u32)));
            definition::scan(&words, i as u32, &mut sites);
            if keep {
                kept.push(Arc::new(words));
            }
        }
        index.sort_unstable();
        index.dedup();
        sites.sort_unstable();
        sites.dedup();
        let title = document.front.title.as_ref().map(|l| l.value.clone());
        let date = document.front.date.as_ref().map(|l| l.value.clone());
        let dateline = document_date(&document.text);
        Source { document, sentences: spans, title, date, dateline, index, sites, letters: OnceLock::new(), words: kept }
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

    /// The words of a sentence: those kept, or made anew. Empty where there is no such sentence.
    pub fn words(&self, sentence: usize) -> Arc<Words> {
        match (self.words.get(sentence), self.sentences.get(sentence)) {
            (Some(kept), _) => kept.clone(),
            (None, Some(span)) => Arc::new(Words::new(&self.document.text, *span)),
            (None, None) => Arc::default(),
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
        definition::sorted(self.sites.iter().filter_map(|s| self.definition(s)).collect())
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
