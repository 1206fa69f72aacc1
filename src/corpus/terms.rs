//! All terms of a workspace: of its glossaries and of its sources, found by word wherever plural, possessive, case and
//! hyphens differ. Definitions in sources are decided when a term is asked for, from the sites that could define it.

use super::Source;
use super::definition::{Definition, Kind, Site, sorted};
use super::glossary;
use super::usage::Wanted;
use crate::document::Document;
use crate::language::{Words, fold, lexicon, sentences, unspaced};
use crate::text::{Span, char_floor};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The longest term, in tokens.
pub(super) const LONGEST: usize = 12;
/// How many sites are read for one word, at most: a term that more sentences seem to define is no term.
const SITES: usize = 256;
/// How many sentences are read to see whether the words of a term stand side by side, at most.
const READ: usize = 64;

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

/// How often and where the sources use a term.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Uses {
    /// Sentences that have the term.
    pub sentences: usize,
    /// Sources that have it.
    pub sources: usize,
    /// All were counted; otherwise there are at least so many.
    pub exact: bool,
    /// The first ones: source and the term's span in its text, in order of the sources.
    pub places: Vec<(usize, Span)>,
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

    /// The longest term of a glossary in a script without spaces that covers the offset.
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
        let span = self.glossary.iter().filter_map(covering).max_by_key(|s| (s.len(), s.start))?;
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
        entries.extend(read.iter().filter(|(f, _)| *f == form).map(|(_, e)| e.clone()));
        if entries.is_empty() {
            entries = surname(&read, &form);
        }
        ranked(entries, scope)
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

    /// How often and where the sources use the term. Single words are counted in the index; for longer terms at most
    /// a few dozen sentences are read.
    pub fn uses(&self, term: &str) -> Arc<Uses> {
        let words = Words::new(term, Span::new(0, term.len()));
        let form = form(&words, 0, words.len());
        // two ways of writing one form may have other keys: “tide gate”, “tidegate”
        let mut asked = form.clone();
        words.tokens.iter().filter(|t| t.content()).for_each(|t| asked.push_str(&format!(" {}", t.key)));
        remembered(&self.used, asked, || self.count(&words, &form))
    }

    /// Every place in the sources that uses the term: source and span in its text, in order.
    pub fn everywhere(&self, term: &str) -> Arc<Found> {
        remembered(&self.found, term.to_string(), || {
            let wanted = Wanted::new(term);
            let of = |(i, s): (usize, &Arc<Source>)| wanted.places(s).into_iter().map(move |span| (i, span));
            self.sources.par_iter().enumerate().flat_map_iter(of).collect()
        })
    }

    fn count(&self, words: &Words, form: &str) -> Uses {
        let mut keys: Vec<u32> = words.tokens.iter().filter(|t| t.content()).map(|t| t.key).collect();
        // the rarest first: fewest sentences have it
        keys.sort_unstable_by_key(|k| (std::cmp::Reverse(lexicon::weight(*k)), *k));
        keys.dedup();
        let mut uses = Uses { exact: true, ..Uses::default() };
        let mut read = 0;
        for (i, source) in self.sources.iter().enumerate() {
            let before = uses.sentences;
            let Some((first, rest)) = keys.split_first() else { break };
            for s in source.sentences_with(*first) {
                if !rest.iter().all(|k| source.has_in(*k, s)) {
                    continue;
                }
                let place = || place(source, s, form);
                if keys.len() > 1 {
                    read += 1;
                    if read > READ {
                        uses.exact = false;
                        break;
                    }
                    match place() {
                        Some(span) => uses.places.push((i, span)),
                        None => continue,
                    }
                } else if uses.places.len() < 10
                    && let Some(span) = place()
                {
                    uses.places.push((i, span));
                }
                uses.sentences += 1;
            }
            uses.sources += usize::from(uses.sentences > before);
        }
        uses.places.truncate(10);
        uses
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
        let all = self.defining.get_or_init(|| {
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

/// Words side by side, at most hyphens, quotation marks and possessives between them.
pub(super) fn unbroken(words: &Words, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number())
            || matches!(words.fold(i), "-" | "'s" | "'" | "\"" | "." | "&" | "+" | ":" | ",")
    })
}

/// What two ways of writing a term have in common: their lemmas without marks and a leading article.
pub(super) fn form(words: &Words, from: usize, to: usize) -> String {
    let from = from + usize::from(matches!(words.fold(from), "a" | "an" | "the") && from + 1 < to);
    let mut out = String::new();
    for i in from..to {
        if words.tokens.get(i).is_some_and(|t| t.is_word() || t.is_number()) {
            out.push_str(words.lemma(i));
        }
    }
    out
}

fn form_of(text: &str, span: Span) -> String {
    let words = Words::new(text, span);
    form(&words, 0, words.len())
}

/// “WHO” is not “who”: a short form that looks like a function word keeps its capitals.
pub(super) fn written_alike(term: &str, used: &str) -> bool {
    !lexicon::is_stop(&fold(term))
        || term.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            == used.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// The people who go by this surname, if they are one person.
fn surname(read: &[(String, Entry)], form: &str) -> Vec<Entry> {
    let people: Vec<&(String, Entry)> = read.iter().filter(|(f, e)| e.definition.kind == Kind::Person && f.ends_with(form)).collect();
    let one = people.first().is_some_and(|(first, _)| people.iter().all(|(f, _)| f == first));
    let whole = |e: &Entry| {
        let last = e.term().rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).map(fold);
        last.is_some_and(|l| form_of(&l, Span::new(0, l.len())) == form)
    };
    if one { people.into_iter().filter(|(_, e)| whole(e)).map(|(_, e)| e.clone()).collect() } else { Vec::new() }
}

/// Glossaries first, then sources in scope, then others; what says the same in the same words only once.
fn ranked(mut entries: Vec<Entry>, scope: &[usize]) -> Vec<Entry> {
    let rank = |e: &Entry| match e.source {
        None => (0, 0),
        Some(i) => scope.iter().position(|s| *s == i).map_or((2, i), |at| (1, at)),
    };
    entries.sort_by_key(|e| (rank(e), e.definition.term.start));
    let mut seen = Vec::new();
    entries.retain(|e| {
        let said = fold(e.text());
        let new = !seen.contains(&said);
        if new {
            seen.push(said);
        }
        new
    });
    entries
}

/// Where a sentence of the source has the term.
fn place(source: &Source, sentence: u32, wanted: &str) -> Option<Span> {
    let span = *source.sentences.get(sentence as usize)?;
    let words = Words::new(&source.document.text, span);
    (0..words.len()).find_map(|from| {
        if !words.tokens.get(from).is_some_and(|t| t.is_word() || t.is_number()) || !wanted.starts_with(words.lemma(from)) {
            return None;
        }
        (from + 1..=(from + LONGEST).min(words.len()))
            .find(|&to| words.tokens.get(to - 1).is_some_and(|t| t.is_word() || t.is_number()) && form(&words, from, to) == wanted)
            .map(|to| words.cover(from, to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn source(path: &str, text: &str) -> Arc<Source> {
        Arc::new(Source::new(Arc::new(Document::from_text(path, text, Format::Plain))))
    }

    fn shown(found: Option<(Span, Vec<Entry>)>, text: &str) -> (String, Vec<String>) {
        let (span, entries) = found.unwrap_or_default();
        (span.of(text).to_string(), entries.iter().map(|e| format!("{}: {}", e.document.path, e.text())).collect())
    }

    #[test]
    fn the_longest_term_wins_whatever_its_form() {
        let sources = [
            source("a.txt", "The Tidal Energy Authority (TEA) met. A tide gate is a gate that holds back the sea."),
            source("b.txt", "The TEA (Tidal Energy Authority) closed."),
        ];
        let glossary = Arc::new(Document::from_text(
            "glossary.md",
            "**Gate**: a door for water\n\n**Spring-tide**: the highest tide\n",
            Format::Markdown,
        ));
        let terms = Terms::new(&sources, [&glossary].into_iter());
        let note = Document::from_text(
            "n.md",
            "Two Tide-Gates opened, one gate’s hinge broke; spring tides and the TEA helped tea drinkers.",
            Format::Plain,
        );
        let at = |word: &str| {
            let offset = note.text.find(word).unwrap_or(0) as u32 + 1;
            shown(terms.at(&note, offset, &[1]), &note.text)
        };
        assert_eq!(at("Gates"), ("Tide-Gates".into(), vec!["a.txt: a gate that holds back the sea".into()]));
        assert_eq!(at("gate’s"), ("gate".into(), vec!["glossary.md: a door for water".into()]));
        assert_eq!(at("spring"), ("spring tides".into(), vec!["glossary.md: the highest tide".into()]));
        assert_eq!(at("TEA"), ("TEA".into(), vec!["b.txt: Tidal Energy Authority".into()]));
        assert_eq!(at("helped").1, Vec::<String>::new());
    }

    #[test]
    fn uses_are_counted_over_all_sources() {
        let sources =
            [source("a.txt", "Tide gates open. The gate of the tide is shut. A tide-gate fell."), source("b.txt", "No gates here.")];
        let terms = Terms::new(&sources, std::iter::empty());
        let uses = terms.uses("tide gate");
        assert_eq!((uses.sentences, uses.sources, uses.exact), (2, 1, true));
        assert_eq!(terms.uses("gate").sources, 2);
        assert_eq!(terms.uses("").sentences, 0);
    }

    #[test]
    fn terms_of_scripts_without_spaces_are_found_in_a_run_of_letters() {
        let glossary = Arc::new(Document::from_text("glossary.md", "**水門**: a gate\n\n**水**: water\n", Format::Markdown));
        let terms = Terms::new(&[], [glossary].iter());
        let note = Document::from_text("n.md", "𝄞この水門は古い。水も。", Format::Markdown);
        let at = |words: &str| {
            let (span, entries) = terms.at(&note, note.text.find(words)? as u32, &[])?;
            Some((span.of(&note.text).to_string(), entries.first()?.text().to_string()))
        };
        assert_eq!(at("門は"), Some(("水門".to_string(), "a gate".to_string())));
        assert_eq!(at("水も"), Some(("水".to_string(), "water".to_string())));
        assert_eq!(at("古い"), None);
    }

    #[test]
    fn a_surname_stands_for_one_person_only() {
        let one = [source("a.txt", "Finance Minister Ada Holm resigned.")];
        assert_eq!(Terms::new(&one, std::iter::empty()).find("Holm", &[]).len(), 1);
        let two = [source("a.txt", "Finance Minister Ada Holm resigned. The painter Jon Holm left. Trade Minister Jon Holm came.")];
        assert!(Terms::new(&two, std::iter::empty()).find("Holm", &[]).is_empty());
    }
}
