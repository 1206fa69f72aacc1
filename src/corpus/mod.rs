//! Every document, its index, glossary, definition sites, links, bibliography.

mod asked;
mod bibliography;
mod csl;
mod directory;
mod keys;
mod mentioned;
mod path;
pub mod definition;
pub mod glossary;
mod holders;
mod source;
mod stored;
mod terms;
mod tex;
mod usage;
mod vocabulary;

pub use asked::{AFTER, Asked, BEFORE, watched};
pub use bibliography::{Attached, Bibliography, Entry, Fault, escaped, read};
pub use directory::{Directory, Fit, Named};
pub use holders::Holders;
pub use keys::Resolution;
pub use path::{decode_percent, join, stem};
pub use source::{Source, read_all, spell_all};
pub use stored::{ReadKey, Shelf};
pub use terms::{Entry as TermEntry, Terms, Uses};
pub use usage::Wanted;

use crate::language::fold;
use keys::Keys;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The sources of a workspace and what leads to them. Immutable; a changed document makes a new one that shares all others.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Sorted by path.
    pub sources: Vec<Arc<Source>>,
    /// Paths of the notes, sorted: a wiki link may lead to one.
    pub notes: Vec<String>,
    /// Bibliography files, sorted by path.
    pub bibliography: Vec<Arc<Bibliography>>,
    keys: Keys,
    /// Work of each source in the bibliography: (index into `bibliography`, index of the entry).
    works: BTreeMap<usize, (usize, usize)>,
    /// See [`Corpus::by_key`].
    by_key: OnceLock<Directory<String>>,
    /// See [`Corpus::by_file`].
    by_file: OnceLock<Directory<usize>>,
    /// See [`Corpus::holders`].
    holders: OnceLock<Holders>,
}

impl Corpus {
    /// Puts the parts together and looks up which entry describes which source. Sources whose title or date the
    /// bibliography adds to are copied; all others are shared.
    pub fn new(sources: Vec<Arc<Source>>, notes: Vec<String>, bibliography: Vec<Arc<Bibliography>>) -> Corpus {
        Corpus::default().renewed(sources, notes, bibliography)
    }

    /// The corpus of other documents; what this one described the same way is shared.
    pub fn renewed(&self, mut sources: Vec<Arc<Source>>, mut notes: Vec<String>, mut bibliography: Vec<Arc<Bibliography>>) -> Corpus {
        sources.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        notes.sort();
        bibliography.sort_by(|a, b| a.path.cmp(&b.path));
        let keys = Keys::new(&sources, &notes, &bibliography);
        let works = keys.works();
        let mut corpus = Corpus { sources, notes, bibliography, keys, works, ..Corpus::default() };
        corpus.describe(self);
        if let Some(holders) = self.holders.get().and_then(|h| h.renewed(&corpus.sources)) {
            corpus.holders = holders.into();
        }
        corpus
    }

    /// Title and date of a source: its own front matter first, then its entry.
    fn describe(&mut self, before: &Corpus) {
        for (i, source) in self.sources.iter_mut().enumerate() {
            let entry = self.works.get(&i).and_then(|(b, e)| self.bibliography.get(*b)?.entries.get(*e));
            let front = &source.document.front;
            let own = |l: &Option<crate::document::Located>| l.as_ref().map(|l| l.value.clone());
            let title = own(&front.title).or_else(|| entry.and_then(|e| e.title.clone()));
            let date = own(&front.date).or_else(|| entry.and_then(|e| e.date.clone()));
            let title = title.or_else(|| source.title.clone());
            let date = date.or_else(|| source.date.clone());
            if title != source.title || date != source.date {
                let same = before.source(&source.document.path).and_then(|i| before.sources.get(i));
                if let Some(same) = same.filter(|s| Arc::ptr_eq(&s.document, &source.document) && s.title == title && s.date == date) {
                    *source = same.clone();
                    continue;
                }
                let mut described = Source::clone(source);
                described.title = title;
                described.date = date;
                *source = Arc::new(described);
            }
        }
    }

    /// What a citation key, file stem or front matter id stands for.
    pub fn resolve(&self, key: &str) -> Resolution {
        self.keys.resolve(key)
    }

    /// What a wiki link's target stands for: a key, a file name, or the end of a path.
    pub fn resolve_wiki(&self, target: &str) -> Resolution {
        self.keys.resolve_wiki(target)
    }

    /// What a link target in the file `from` stands for. Never leads out of the root.
    pub fn resolve_link(&self, from: &str, target: &str) -> Resolution {
        match join(from, target) {
            Some(path) => self.keys.resolve_path(&path),
            None => Resolution::Unknown,
        }
    }

    /// The source with this path.
    pub fn source(&self, path: &str) -> Option<usize> {
        self.sources.binary_search_by(|s| s.document.path.as_str().cmp(path)).ok()
    }

    /// The sources with this file stem, ascending.
    pub fn with_stem(&self, stem: &str) -> Vec<usize> {
        self.keys.with_stem(stem)
    }

    /// The bibliography entry that describes the source.
    pub fn entry_of(&self, source: usize) -> Option<&Entry> {
        let (b, e) = self.works.get(&source)?;
        self.bibliography.get(*b)?.entries.get(*e)
    }

    /// The first entry with this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let (b, e) = self.keys.entry(key)?;
        self.bibliography.get(b)?.entries.get(e)
    }

    /// The sources of the entry with this address.
    pub fn with_url(&self, url: &str) -> Vec<usize> {
        let entry = self.bibliography.iter().flat_map(|b| &b.entries).find(|e| e.url.as_deref() == Some(url));
        entry.map_or_else(Vec::new, |e| match self.resolve(&e.key) {
            Resolution::One(sources) => sources,
            _ => Vec::new(),
        })
    }

    /// Every key that leads to a source or is in a bibliography, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.all()
    }

    /// Every key by itself and by the authors and titles of what it stands for; worked out once.
    pub fn by_key(&self) -> &Directory<String> {
        self.by_key.get_or_init(|| Directory::new(self.keys().map(|k| self.work(k))))
    }

    fn work(&self, key: &str) -> Named<String> {
        let sources = match self.resolve(key) {
            Resolution::One(sources) => sources,
            _ => Vec::new(),
        };
        let entries = sources.iter().filter_map(|i| self.entry_of(*i)).chain(self.entry(key));
        let mut others: Vec<String> = entries.flat_map(|e| [&e.author, &e.title]).flatten().map(|w| fold(w)).collect();
        for source in sources.iter().filter_map(|i| self.sources.get(*i)) {
            others.extend(source.document.front.author.as_ref().map(|l| fold(&l.value)));
            others.extend(source.title.as_deref().map(fold));
        }
        others.sort();
        others.dedup();
        Named { name: fold(key), others, what: key.to_string() }
    }

    /// Every source by its file stem, title and path; worked out once.
    pub fn by_file(&self) -> &Directory<usize> {
        let file = |(i, s): (usize, &Arc<Source>)| Named::file(&s.document.path, s.title.as_deref(), i);
        self.by_file.get_or_init(|| Directory::new(self.sources.iter().enumerate().map(file)))
    }

    /// Which sources hold a lemma. Reads all of them when it is first asked for; who does not want to wait has read them before
    /// (see [`read_all`]).
    pub fn holders(&self) -> &Holders {
        self.holders.get_or_init(|| Holders::new(&self.sources))
    }

    /// Whether there is any bibliography entry: only then is a bare `@key` a citation.
    pub fn has_bibliography(&self) -> bool {
        self.bibliography.iter().any(|b| !b.entries.is_empty())
    }
}
