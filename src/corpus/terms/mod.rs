//! All terms of a workspace: of its glossaries and of its sources, found by word wherever plural, possessive, case and
//! hyphens differ. Definitions in sources are decided when a term is asked for, from the sites that could define it.

mod count;
mod form;

pub use count::Uses;
pub(super) use form::{form, unbroken, written_alike};

use super::definition::{Definition, Site, sorted};
use super::{Source, glossary, read_all};
use crate::document::Document;
use crate::language::{Words, sentences, unspaced};
use crate::text::{Span, char_floor};
use form::{form_of, ranked, surname};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The longest term, in tokens.
pub(super) const LONGEST: usize = 12;
/// How many sites are read for one word, at most: a term that more sentences seem to define is no term.
const SITES: usize = 256;

/// A term, its definition, and the document that they stand in.
#[derive(Clone, Debug)]
pub struct Entry {
    pub document: Arc<Document>,
    /// Its index into the sources; `None` in a glossary.
    pub source: Option<usize>,
    pub definition: Definition,
}

impl Entry {
    /// The term as written there.
    pub fn term(&self) -> &str {
        self.definition.term.of(&self.document.text)
    }

    /// The definition as written there.
    pub fn text(&self) -> &str {
        self.definition.definition.of(&self.document.text)
    }
}

/// The terms of glossaries and sources. Cheap to make: the sources' sites are indexed already.
/// What was found out for one term is kept for the next question.
#[derive(Debug)]
pub struct Terms {
    sources: Vec<Arc<Source>>,
    /// Key of a term's last word and a source that may define such a term, ascending; made when the first term is asked for.
    defining: OnceLock<Vec<(u32, u32)>>,
    /// In order of the files.
    glossary: Vec<Entry>,
    /// Form → what the sources define plainly (see [`Source::plain`]); made when the first term is asked for.
    plain: OnceLock<BTreeMap<String, Vec<Entry>>>,
    /// Form → entries of `glossary`.
    forms: BTreeMap<String, Vec<usize>>,
    /// Key of a term's last word and of one of its words → what the sources define by such terms.
    read: Mutex<FxHashMap<(u32, u32), Arc<Read>>>,
    /// Form → its uses.
    used: Mutex<FxHashMap<String, Arc<Uses>>>,
    /// Term as written → every place in the sources that uses it.
    found: Mutex<FxHashMap<String, Arc<Found>>>,
}

/// Source and span in its text, in order.
type Found = Vec<(usize, Span)>;
/// The entries of terms that end in one word, each with its form.
type Read = Vec<(String, Entry)>;
/// Words and terms that are remembered before all are forgotten.
const REMEMBERED: usize = 4_096;

impl Terms {
    /// The terms of these sources and glossaries (both in the order in which they are shown).
    pub fn new<'d>(sources: &[Arc<Source>], glossaries: impl Iterator<Item = &'d Arc<Document>>) -> Terms {
        let mut terms = Terms {
            sources: sources.to_vec(),
            defining: OnceLock::new(),
            plain: OnceLock::new(),
            glossary: Vec::new(),
            forms: BTreeMap::new(),
            read: Mutex::default(),
            used: Mutex::default(),
            found: Mutex::default(),
        };
        for document in glossaries {
            for definition in glossary::read(document) {
                let form = form_of(&document.text, definition.term);
                terms.forms.entry(form).or_default().push(terms.glossary.len());
                terms.glossary.push(Entry { document: document.clone(), source: None, definition });
            }
        }
        terms
    }

    /// The longest term that covers the offset of a document's text, its span there, and its entries: glossaries first, then
    /// sources in `scope`, then the others.
    pub fn at(&self, document: &Document, offset: u32, scope: &[usize]) -> Option<(Span, Vec<Entry>)> {
        let block = document.blocks.get(document.block_at(offset)?)?;
        // where one ends and the next begins without a space between, the next
        let sentence = sentences(&document.text, block.span).into_iter().rfind(|s| s.touches(offset as usize))?;
        if let Some(found) = self.unspaced_at(&document.text, sentence, offset, scope) {
            return Some(found);
        }
        let words = Words::new(&document.text, sentence);
        let on = |i: &usize| words.tokens.get(*i).is_some_and(|t| t.span.touches(offset as usize) && (t.is_word() || t.is_number()));
        let token = (0..words.len()).rev().find(on)?;
        let mut windows: Vec<(usize, usize)> = Vec::new();
        for from in token.saturating_sub(LONGEST)..=token {
            for to in token + 1..=(from + LONGEST).min(words.len()) {
                let edge = |i: usize| words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number());
                let article = to > from + 1 && matches!(words.fold(from), "a" | "an" | "the");
                if !article && edge(from) && edge(to - 1) && unbroken(&words, from, to) {
                    windows.push((from, to));
                }
            }
        }
        windows.sort_by_key(|(from, to)| (std::cmp::Reverse(to - from), *from));
        let mut known: BTreeMap<usize, Arc<Read>> = BTreeMap::new();
        let asked = words.tokens.get(token).filter(|t| t.content()).map(|t| t.key);
        for (from, to) in windows {
            let form = form(&words, from, to);
            let read = known.entry(to).or_insert_with(|| {
                let last = words.tokens.get(to - 1).map_or(0, |t| t.key);
                self.ending_in(last, asked.unwrap_or(last))
            });
            let mut entries: Vec<Entry> = self.glossed(&form);
            entries.extend_from_slice(self.plain(&form));
            entries.extend(read.iter().filter(|(f, _)| *f == form).map(|(_, e)| e.clone()));
            entries.retain(|e| written_alike(e.term(), words.cover(from, to).of(&document.text)));
            if entries.is_empty() && to == from + 1 && words.tokens.get(from).is_some_and(|t| t.capital) {
                entries = surname(read, &form);
            }
            if !entries.is_empty() {
                return Some((words.cover(from, to), ranked(entries, scope)));
            }
        }
        None
    }

    /// The longest term in a script without spaces that covers the offset.
    fn unspaced_at(&self, text: &str, sentence: Span, offset: u32, scope: &[usize]) -> Option<(Span, Vec<Entry>)> {
        let near = |c: Option<char>| c.is_some_and(unspaced);
        let at = char_floor(text, offset as usize);
        if !near(text.get(at..).and_then(|t| t.chars().next())) && !near(text.get(..at).and_then(|t| t.chars().next_back())) {
            return None;
        }
        let whole = sentence.of(text);
        let covering = |entry: &Entry| {
            let term = entry.term();
            let starts = whole.match_indices(term).map(|(i, _)| Span::new(i, i + term.len()).shift(sentence.start as usize));
            term.chars().any(unspaced).then(|| starts.into_iter().find(|s| s.touches(at))).flatten()
        };
        // of two that touch where one ends and the other begins the one that begins there
        let span =
            self.glossary.iter().chain(self.all_plain().values().flatten()).filter_map(covering).max_by_key(|s| (s.len(), s.start))?;
        let entries = self.find(span.of(text), scope);
        (!entries.is_empty()).then_some((span, entries))
    }

    /// The entries of a term as a person types it, in the order of [`Terms::at`].
    pub fn find(&self, term: &str, scope: &[usize]) -> Vec<Entry> {
        let words = Words::new(term, Span::new(0, term.len()));
        let form = form(&words, 0, words.len());
        let Some(last) = words.tokens.iter().rev().find(|t| t.is_word() || t.is_number()) else { return Vec::new() };
        let read = self.ending_in(last.key, last.key);
        let mut entries = self.glossed(&form);
        entries.extend_from_slice(self.plain(&form));
        entries.extend(read.iter().filter(|(f, _)| *f == form).map(|(_, e)| e.clone()));
        if entries.is_empty() {
            entries = surname(&read, &form);
        }
        ranked(entries, scope)
    }

    /// What the sources define plainly by a term of this form, in order.
    fn plain(&self, form: &str) -> &[Entry] {
        self.all_plain().get(form).map_or(&[], Vec::as_slice)
    }

    fn all_plain(&self) -> &BTreeMap<String, Vec<Entry>> {
        made(&self.plain, || {
            read_all(self.sources.iter().map(Arc::as_ref));
            let mut all: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
            for (i, source) in self.sources.iter().enumerate() {
                for definition in source.plain() {
                    let entry = Entry { document: source.document.clone(), source: Some(i), definition: *definition };
                    all.entry(form_of(&source.document.text, definition.term)).or_default().push(entry);
                }
            }
            all
        })
    }

    /// Finds out which sources may define what, so that nobody has to wait for it: reads those that are not read yet.
    pub fn prepare(&self) {
        self.defining(0).next();
    }

    /// The entries of the glossaries, in the order of the files.
    pub fn glossary(&self) -> &[Entry] {
        &self.glossary
    }

    /// Every term: of the glossaries, then of each source in order. Reads all sites, on all cores.
    pub fn all(&self) -> Vec<Entry> {
        let mut out = self.glossary.clone();
        let found: Vec<Vec<Entry>> = self
            .sources
            .par_iter()
            .enumerate()
            .map(|(i, s)| {
                let entry = |definition| Entry { document: s.document.clone(), source: Some(i), definition };
                s.definitions().into_iter().map(entry).collect()
            })
            .collect();
        out.extend(found.into_iter().flatten());
        out
    }

    /// Whether a term of a glossary has a form that begins like this.
    pub(super) fn glossed_like(&self, beginning: &str) -> bool {
        let next = self.forms.range::<str, _>((std::ops::Bound::Included(beginning), std::ops::Bound::Unbounded)).next();
        next.is_some_and(|(form, _)| form.starts_with(beginning))
    }

    pub(super) fn glossed(&self, form: &str) -> Vec<Entry> {
        self.forms.get(form).into_iter().flatten().filter_map(|i| self.glossary.get(*i)).cloned().collect()
    }

    /// What the sources define by a term whose last word has this key, in sentences that have the other key too, with the
    /// term's form.
    pub(super) fn ending_in(&self, key: u32, with: u32) -> Arc<Read> {
        remembered(&self.read, (key, with), || self.read_ending_in(key, with))
    }

    /// The sources that may define a term whose last word has this key, in order.
    fn defining(&self, key: u32) -> impl Iterator<Item = (usize, &Arc<Source>)> {
        let all = made(&self.defining, || {
            let pairs = |(i, s): (usize, &Arc<Source>)| {
                let mut keys: Vec<(u32, u32)> = s.sites().iter().map(|site| (site.key, i as u32)).collect();
                keys.dedup();
                keys
            };
            let mut all: Vec<(u32, u32)> = self.sources.par_iter().enumerate().flat_map_iter(pairs).collect();
            all.par_sort_unstable();
            all
        });
        let from = all.partition_point(|e| e.0 < key);
        let here = all.get(from..).unwrap_or(&[]).iter().take_while(move |e| e.0 == key);
        here.filter_map(|e| Some((e.1 as usize, self.sources.get(e.1 as usize)?)))
    }

    fn read_ending_in(&self, key: u32, with: u32) -> Read {
        let mut out = Vec::new();
        let mut left = SITES;
        for (i, source) in self.defining(key) {
            let sites = source.sites_of(key);
            let may = |site: &&Site| with == key || source.has_in(with, site.sentence);
            let found = sorted(sites.iter().take(left).filter(may).filter_map(|s| source.definition(s)).collect());
            left = left.saturating_sub(sites.len());
            for definition in found {
                let entry = Entry { document: source.document.clone(), source: Some(i), definition };
                out.push((form_of(&source.document.text, definition.term), entry));
            }
        }
        out
    }
}

/// What the cell has, or what `work` gives, which is kept. Not under the cell's own lock: a thread of the pool that waits for a part
/// of such work may take up other work meanwhile, and come here again.
fn made<T>(cell: &OnceLock<T>, work: impl FnOnce() -> T) -> &T {
    if let Some(known) = cell.get() {
        return known;
    }
    let new = work();
    cell.get_or_init(|| new)
}

/// What `memo` has for the key, or what `work` gives, which is kept.
fn remembered<K: Eq + Hash, V>(memo: &Mutex<FxHashMap<K, Arc<V>>>, key: K, work: impl FnOnce() -> V) -> Arc<V> {
    let open = || memo.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = open().get(&key) {
        return known.clone();
    }
    // not under the lock: others may ask for other terms meanwhile
    let new = Arc::new(work());
    let mut memo = open();
    if memo.len() >= REMEMBERED {
        memo.clear();
    }
    memo.insert(key, new.clone());
    new
}
