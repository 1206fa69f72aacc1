use super::{Bibliography, Source, join, stem};
use crate::language::fold;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a key or link target stands for. Sources are indices into [`super::Corpus::sources`], ascending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolution {
    /// One work; it has several files only if its bibliography entry says so.
    One(Vec<usize>),
    /// Several sources go by this key: a finding, never a silent pick.
    Ambiguous(Vec<usize>),
    /// A bibliography has the key, but none of its files is a source here.
    Absent,
    /// A note, by its index into [`super::Corpus::notes`].
    Note(usize),
    Unknown,
}

/// One key and what goes by it.
#[derive(Clone, Debug, Default)]
struct Key {
    /// For each bibliography entry with the key (file, entry): its sources.
    entries: Vec<((usize, usize), Vec<usize>)>,
    /// By file stem or front matter id.
    sources: Vec<usize>,
    notes: Vec<usize>,
}

/// Every way to name a document of the workspace.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    exact: BTreeMap<String, Key>,
    /// Folded key → keys as written.
    folded: BTreeMap<String, Vec<String>>,
    /// (path, source) and (path, note), sorted.
    sources: BTreeMap<String, usize>,
    notes: BTreeMap<String, usize>,
    /// Folded file stem → sources.
    stems: BTreeMap<String, Vec<usize>>,
    /// File name → sources.
    names: BTreeMap<String, Vec<usize>>,
    /// File name, and file name without extension → (path, source).
    ends: BTreeMap<String, Vec<(String, usize)>>,
}

impl Keys {
    pub(super) fn new(sources: &[Arc<Source>], notes: &[String], bibliography: &[Arc<Bibliography>]) -> Keys {
        let mut keys = Keys::default();
        for (i, source) in sources.iter().enumerate() {
            let path = &source.document.path;
            keys.sources.insert(path.clone(), i);
            keys.stems.entry(fold(stem(path))).or_default().push(i);
            keys.names.entry(file_name(path).to_string()).or_default().push(i);
            keys.ends.entry(file_name(path).to_string()).or_default().push((path.clone(), i));
            if stem(path) != file_name(path) {
                keys.ends.entry(stem(path).to_string()).or_default().push((path.clone(), i));
            }
            keys.add(stem(path)).sources.push(i);
            if let Some(id) = &source.document.front.id {
                let named = &mut keys.add(id.value.trim()).sources;
                if !named.contains(&i) {
                    named.push(i);
                }
            }
        }
        for (i, path) in notes.iter().enumerate() {
            keys.notes.insert(path.clone(), i);
            keys.add(stem(path)).notes.push(i);
        }
        for (b, bibliography) in bibliography.iter().enumerate() {
            for (e, entry) in bibliography.entries.iter().enumerate() {
                let mut files: Vec<usize> = entry.files.iter().flat_map(|f| keys.attached(&bibliography.path, &f.path)).collect();
                files.sort_unstable();
                files.dedup();
                keys.add(&entry.key).entries.push(((b, e), files));
            }
        }
        for key in keys.exact.keys() {
            keys.folded.entry(fold(key)).or_default().push(key.clone());
        }
        keys
    }

    fn add(&mut self, key: &str) -> &mut Key {
        self.exact.entry(key.to_string()).or_default()
    }

    /// The sources that a `file` field means: by its path from the bibliography or the root; a path on somebody's disk by
    /// its file name, or by its stem if the text stands beside a PDF.
    fn attached(&self, bibliography: &str, file: &str) -> Vec<usize> {
        let relative = join(bibliography, file).and_then(|p| self.sources.get(&p).copied());
        if let Some(i) = relative.or_else(|| self.sources.get(file.trim_start_matches("./")).copied()) {
            return vec![i];
        }
        let name = file_name(file);
        match self.names.get(name) {
            Some(same) => same.clone(),
            None => self.exact.get(stem(name)).map_or_else(Vec::new, |k| k.sources.clone()),
        }
    }

    /// Source → its entry; the first entry wins.
    pub(super) fn works(&self) -> BTreeMap<usize, (usize, usize)> {
        let mut works: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let all = self.exact.values().flat_map(|k| &k.entries);
        for (place, sources) in all {
            for source in sources {
                works.entry(*source).and_modify(|w| *w = (*w).min(*place)).or_insert(*place);
            }
        }
        // a source without a `file` field that leads to it: its stem or id may be the key of an entry
        for key in self.exact.values() {
            if let ([(place, files)], [source]) = (key.entries.as_slice(), key.sources.as_slice())
                && files.is_empty()
            {
                works.entry(*source).or_insert(*place);
            }
        }
        works
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.exact.iter().filter(|(_, k)| !k.entries.is_empty() || !k.sources.is_empty()).map(|(k, _)| k.as_str())
    }

    /// The first bibliography entry with this key: (file, entry).
    pub(super) fn entry(&self, key: &str) -> Option<(usize, usize)> {
        self.exact.get(key)?.entries.first().map(|(place, _)| *place)
    }

    pub(super) fn with_stem(&self, name: &str) -> Vec<usize> {
        self.stems.get(&fold(name)).cloned().unwrap_or_default()
    }

    pub(super) fn resolve(&self, key: &str) -> Resolution {
        match self.exact_or_folded(key) {
            Resolution::Note(_) => Resolution::Unknown,
            other => other,
        }
    }

    fn exact_or_folded(&self, key: &str) -> Resolution {
        if let Some(found) = self.exact.get(key) {
            return found.resolution();
        }
        let alike = self.folded.get(&fold(key)).map_or(&[][..], Vec::as_slice);
        match alike {
            [one] => self.exact.get(one).map_or(Resolution::Unknown, Key::resolution),
            _ => {
                let mut merged = Key::default();
                for key in alike.iter().filter_map(|k| self.exact.get(k)) {
                    merged.entries.extend(key.entries.iter().cloned());
                    merged.sources.extend(&key.sources);
                    merged.notes.extend(&key.notes);
                }
                merged.resolution()
            }
        }
    }

    pub(super) fn resolve_wiki(&self, target: &str) -> Resolution {
        let target = target.trim().replace('\\', "/");
        let target = target.trim_start_matches("./").trim_start_matches('/');
        let key = target.strip_prefix('@').unwrap_or(target);
        match self.exact_or_folded(key) {
            Resolution::Unknown => self.ending(target),
            found => found,
        }
    }

    /// A file name with extension, or the end of a path with or without one.
    fn ending(&self, target: &str) -> Resolution {
        if target.is_empty() || target.split('/').any(|p| p == "..") {
            return Resolution::Unknown;
        }
        let matches = |path: &str| {
            let bare = path.len() - file_name(path).len() + stem(path).len();
            [path, path.get(..bare).unwrap_or(path)].iter().any(|p| {
                let before = p.len().checked_sub(target.len());
                before.is_some_and(|b| p.get(b..) == Some(target) && (b == 0 || p.get(..b).is_some_and(|h| h.ends_with('/'))))
            })
        };
        // a note may have hundreds of links, a workspace thousands of sources: only those with the name are looked at
        let named = self.ends.get(file_name(target)).map_or(&[][..], Vec::as_slice);
        let sources: Vec<usize> = named.iter().filter(|(p, _)| matches(p)).map(|(_, i)| *i).collect();
        match sources.as_slice() {
            [] => self.notes.iter().find(|(p, _)| matches(p)).map_or(Resolution::Unknown, |(_, i)| Resolution::Note(*i)),
            [one] => Resolution::One(vec![*one]),
            _ => Resolution::Ambiguous(sources),
        }
    }

    pub(super) fn resolve_path(&self, path: &str) -> Resolution {
        if let Some(i) = self.sources.get(path) {
            return Resolution::One(vec![*i]);
        }
        self.notes.get(path).map_or(Resolution::Unknown, |i| Resolution::Note(*i))
    }
}

impl Key {
    fn resolution(&self) -> Resolution {
        let mut all: Vec<usize> = self.entries.iter().flat_map(|(_, s)| s).chain(&self.sources).copied().collect();
        all.sort_unstable();
        all.dedup();
        let one_work = |sources: &[usize]| self.entries.iter().any(|(_, s)| s == sources);
        match all.as_slice() {
            [] if !self.notes.is_empty() && self.entries.is_empty() => Resolution::Note(self.notes.first().copied().unwrap_or(0)),
            [] if !self.entries.is_empty() => Resolution::Absent,
            [] => Resolution::Unknown,
            [_] => Resolution::One(all),
            several if one_work(several) => Resolution::One(all),
            _ => Resolution::Ambiguous(all),
        }
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::super::{Corpus, read};
    use super::*;
    use crate::document::{Document, Format};

    fn source(path: &str, text: &str) -> Arc<Source> {
        Arc::new(Source::new(Arc::new(Document::from_text(path, text, Format::of(path)))))
    }

    fn corpus(bib: &str) -> Corpus {
        let sources = vec![
            source("sources/sea.txt", "The sea rose."),
            source("sources/Tides 2.txt", "Tides."),
            source("more/sea.txt", "Other."),
            source("sources/wind.txt", "Wind."),
        ];
        let bib = read(&Document::from_text("refs.bib", bib, Format::Plain));
        Corpus::new(sources, vec!["notes/plan.md".into(), "notes/wind.md".into()], vec![Arc::new(bib)])
    }

    #[test]
    fn keys_stems_paths_and_notes() {
        let c = corpus("@misc{smith, title={Wind power}, date={2019-05}, file={/home/somebody/lib/wind.txt}}\n@misc{gone, title={Lost}}");
        let path = |r: Resolution| match r {
            Resolution::One(s) => s.iter().filter_map(|i| c.sources.get(*i)).map(|s| s.document.path.clone()).collect::<Vec<_>>().join(","),
            other => format!("{other:?}"),
        };
        assert_eq!(path(c.resolve("smith")), "sources/wind.txt");
        assert_eq!(path(c.resolve("gone")), "Absent");
        assert_eq!(path(c.resolve("nobody")), "Unknown");
        assert_eq!(path(c.resolve_wiki("tides 2")), "sources/Tides 2.txt");
        assert_eq!(path(c.resolve_wiki("wind")), "sources/wind.txt");
        assert_eq!(path(c.resolve_wiki("more/sea")), "more/sea.txt");
        assert_eq!(path(c.resolve_wiki("Tides 2.txt")), "sources/Tides 2.txt");
        assert!(matches!(c.resolve("sea"), Resolution::Ambiguous(s) if s.len() == 2));
        assert!(matches!(c.resolve_wiki("plan"), Resolution::Note(_)));
        assert_eq!(c.resolve("plan"), Resolution::Unknown);
        assert_eq!(path(c.resolve_link("notes/plan.md", "../sources/wind.txt")), "sources/wind.txt");
        assert_eq!(path(c.resolve_link("notes/plan.md", "../../sources/wind.txt")), "Unknown");
        let wind = c.source("sources/wind.txt").and_then(|i| c.sources.get(i)).unwrap();
        assert_eq!((wind.title.as_deref(), wind.date.as_deref()), (Some("Wind power"), Some("2019-05")));
    }

    #[test]
    fn an_entry_may_have_several_files_and_two_entries_may_not_share_a_key() {
        let c = corpus(
            "@misc{both, file={sources/sea.txt;sources/wind.txt}}\n@misc{x, file={sources/sea.txt}}\n@misc{x, file={sources/wind.txt}}",
        );
        assert!(matches!(c.resolve("both"), Resolution::One(s) if s.len() == 2));
        assert!(matches!(c.resolve("x"), Resolution::Ambiguous(s) if s.len() == 2));
    }
}
