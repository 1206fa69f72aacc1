use super::depend::Indexed;
use super::files::FileSet;
use super::marks::{Kept, Marks};
use super::memo::{Counters, Key, KeyHasher, Memo, Table};
use super::place::location;
use super::report::{ClaimReport, NoteReport};
use super::resting::Rests;
use super::role::{Cites, alike, settle};
use super::{findings, reference};
use crate::claim::Citation;
use crate::config::{Config, Problem, Role, Roles};
use crate::corpus::{self, Bibliography, Corpus, Shelf, Source, Terms, read_all};
use crate::diagnostic::{CheckedClaim, Diagnostic, Files, Location, Report, sort};
use crate::document::Document;
use crate::text::{Cancel, Cancelled, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// One file of a workspace, as it was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the root, with `/`.
    pub path: String,
    /// As its path tells.
    pub role: Role,
    /// Or why it could not be read (the end of a sentence, without the file's name).
    pub document: Result<Arc<Document>, String>,
}

/// A workspace at one moment. Immutable; a clone costs nothing, and a changed one shares all that did not change, and the
/// memo of judgements.
#[derive(Clone, Debug)]
pub struct Snapshot {
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    config: Arc<Config>,
    /// The text of postil.toml and what is the matter with it.
    config_file: Option<(Arc<str>, Vec<Problem>)>,
    roles: Arc<Roles>,
    files: FileSet,
    /// Where what earlier runs read in sources is kept.
    shelf: Option<Arc<dyn Shelf>>,
    shared: Arc<Shared>,
    memo: Arc<Memo>,
    /// Reports of this very snapshot.
    reports: Mutex<BTreeMap<String, Arc<NoteReport>>>,
}

/// What an edited note leaves as it is.
#[derive(Debug, Default)]
struct Shared {
    settled: BTreeMap<String, Role>,
    cites: Cites,
    indexed: BTreeMap<String, Arc<Indexed>>,
    bibliographies: BTreeMap<String, (Arc<Document>, Arc<Bibliography>)>,
    corpus: Arc<Corpus>,
    /// In the order of `corpus.sources`.
    hashes: Vec<Arc<Indexed>>,
    whole: OnceLock<Key>,
    terms: OnceLock<Terms>,
    /// Citations of paragraphs of notes, which lead to places in this very corpus; spans count from the block's starts.
    cited: Table<Vec<Citation>, 1_024>,
    /// Terms in paragraphs of documents, of these sources and glossaries; spans count from the block's starts.
    termed: Table<Vec<Span>, 1_024>,
    /// What each note rests on in this very corpus.
    rests: Rests,
    /// What documents cite and link to in this very corpus.
    marks: Kept<Marks>,
}

impl Snapshot {
    /// A workspace from its files. `config_file` is the text of postil.toml and its problems, if there is one. Sources are
    /// read when somebody first looks into them.
    pub fn new(config: Config, config_file: Option<(Arc<str>, Vec<Problem>)>, files: Vec<File>) -> Snapshot {
        Snapshot::on_shelf(config, config_file, files, None)
    }

    /// The same, where what an earlier run read in the sources may be on a shelf, unless the configuration turns that off.
    pub fn on_shelf(
        config: Config,
        config_file: Option<(Arc<str>, Vec<Problem>)>,
        files: Vec<File>,
        shelf: Option<Arc<dyn Shelf>>,
    ) -> Snapshot {
        let roles = Arc::new(Roles::new(&config, files.iter().map(|f| f.path.as_str())));
        let files = FileSet::new(files.into_iter().map(|f| (f.path.clone(), f)).collect());
        let empty = State {
            config: Arc::new(config),
            config_file,
            roles,
            files: FileSet::default(),
            shelf,
            shared: Arc::default(),
            memo: Arc::default(),
            reports: Mutex::default(),
        };
        Snapshot { state: Arc::new(empty.with_files(files)) }
    }

    /// The workspace after its folder was read again: what is known of documents that are still the same (the very same
    /// allocation) is kept.
    pub fn renewed(&self, config: Config, config_file: Option<(Arc<str>, Vec<Problem>)>, files: Vec<File>) -> Snapshot {
        let roles = Arc::new(Roles::new(&config, files.iter().map(|f| f.path.as_str())));
        let files = FileSet::new(files.into_iter().map(|f| (f.path.clone(), f)).collect());
        let known = State {
            config: Arc::new(config),
            config_file,
            roles,
            files: FileSet::default(),
            shelf: self.state.shelf.clone(),
            shared: self.state.shared.clone(),
            memo: self.state.memo.clone(),
            reports: Mutex::default(),
        };
        Snapshot { state: Arc::new(known.with_files(files)) }
    }

    /// A workspace from documents alone: roles follow from the configuration and the paths.
    pub fn of_documents(config: Config, config_file: Option<(Arc<str>, Vec<Problem>)>, documents: Vec<Document>) -> Snapshot {
        let roles = Roles::new(&config, documents.iter().map(|d| d.path.as_str()));
        let file = |d: Document| File { path: d.path.clone(), role: roles.role(&d.path), document: Ok(Arc::new(d)) };
        let files = documents.into_iter().map(file).collect();
        Snapshot::new(config, config_file, files)
    }

    /// The workspace with this document in place of the one with its path, or beside the others.
    pub fn with_document(&self, document: Document) -> Snapshot {
        self.with_file(document.path.clone(), Ok(Arc::new(document)))
    }

    /// The same for a file that may be unreadable.
    pub fn with_file(&self, path: String, document: Result<Arc<Document>, String>) -> Snapshot {
        let role = self.state.files.get(&path).map_or_else(|| self.state.roles.role(&path), |f| f.role);
        let before = self.note(&path).zip(document.as_ref().ok());
        let same = before.is_some_and(|(old, new)| role == Role::Note || alike(old, new));
        let files = self.state.files.with(File { path, role, document });
        let state = if same { self.state.with_note(files) } else { self.state.with_files(files) };
        Snapshot { state: Arc::new(state) }
    }

    /// The workspace without this file.
    pub fn without(&self, path: &str) -> Snapshot {
        Snapshot { state: Arc::new(self.state.with_files(self.state.files.without(path))) }
    }

    /// Everything about one note. Remembered for this snapshot; in a later one only changed claims are judged again.
    /// A path that is no note gives an empty report.
    ///
    /// # Errors
    /// `cancel` was set.
    pub fn check(&self, path: &str, cancel: &Cancel) -> Result<Arc<NoteReport>, Cancelled> {
        cancel.check()?;
        let reports = || self.state.reports.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(done) = reports().get(path) {
            return Ok(done.clone());
        }
        let Some(note) = self.note(path) else { return Ok(Arc::default()) };
        let report = Arc::new(findings::check(self, note, cancel)?);
        reports().insert(path.to_string(), report.clone());
        let mut judged = self.state.memo.judged.lock().unwrap_or_else(PoisonError::into_inner);
        if !judged.contains(path) {
            judged.insert(path.to_string());
        }
        Ok(report)
    }

    /// The same, but `None` for a note of which no claim was ever judged: that takes its time, where an edited note costs little.
    ///
    /// # Errors
    /// `cancel` was set.
    pub fn check_known(&self, path: &str, cancel: &Cancel) -> Result<Option<Arc<NoteReport>>, Cancelled> {
        let known = self.state.memo.judged.lock().unwrap_or_else(PoisonError::into_inner).contains(path);
        known.then(|| self.check(path, cancel)).transpose()
    }

    /// The findings that belong to no note: configuration, bibliographies, files that cannot be read. Sorted.
    pub fn workspace_findings(&self) -> Vec<Diagnostic> {
        let state = &self.state;
        let mut out =
            reference::workspace(&state.config, state.config_file.as_ref(), state.files.iter().map(|(_, f)| f), &state.shared.corpus);
        sort(&mut out);
        out
    }

    /// All that is to be said of `notes` and of the workspace, ready to be rendered. Notes are checked on all cores; the
    /// result is the same on any number of them.
    ///
    /// # Errors
    /// `cancel` was set.
    pub fn report(&self, notes: &[String], coverage: bool, cancel: &Cancel) -> Result<Report, Cancelled> {
        let checked: Result<Vec<_>, Cancelled> = notes.par_iter().map(|n| self.check(n, cancel)).collect();
        let mut report = Report { diagnostics: self.workspace_findings(), claims: coverage.then(Vec::new), ..Report::default() };
        let mut reports = checked?;
        reports.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        for note in reports {
            report.diagnostics.extend(note.diagnostics.iter().cloned());
            report.silenced.extend(note.silenced.iter().cloned());
            report.notes.extend((!note.document.path.is_empty()).then(|| note.document.path.clone()));
            report.summary.files += note.summary.files;
            for claim in &note.claims {
                report.summary.count(claim.judgement.verdict);
            }
            if let Some(claims) = &mut report.claims {
                claims.extend(note.claims.iter().map(|c| CheckedClaim {
                    file: note.document.path.clone(),
                    span: note.document.outer(c.claim.span),
                    text: c.claim.span.of(&note.document.text).to_string(),
                    verdict: c.judgement.verdict,
                    scope: self.paths(&c.scope.sources),
                    evidence: self.evidence(c),
                }));
            }
            report.files.add(&note.document.path, note.document.original.clone(), note.document.decoded);
        }
        sort(&mut report.diagnostics);
        let shown = report.diagnostics.iter().chain(report.silenced.iter().map(|s| &s.diagnostic));
        let evidence = report.claims.iter().flatten().filter_map(|c| c.evidence.as_ref());
        self.add_texts(shown, evidence, &mut report.files);
        Ok(report)
    }

    /// Where the sentence stands that the claim's verdict rests on.
    fn evidence(&self, claim: &ClaimReport) -> Option<Location> {
        let place = claim.judgement.evidence?;
        let source = self.state.shared.corpus.sources.get(*claim.sources.get(place.source)?)?;
        Some(location(&source.document, place.span))
    }

    fn add_texts<'d>(
        &self,
        diagnostics: impl Iterator<Item = &'d Diagnostic>,
        places: impl Iterator<Item = &'d Location>,
        files: &mut Files,
    ) {
        let mut named: Vec<&str> = places.map(|l| l.file.as_str()).collect();
        for d in diagnostics {
            named.push(&d.file);
            let places = [&d.claimed, &d.found, &d.evidence].into_iter().flatten().chain(d.related.iter().map(|r| &r.location));
            named.extend(places.map(|l| l.file.as_str()));
        }
        named.sort_unstable();
        named.dedup();
        for path in named {
            if let Some(document) = self.document(path) {
                files.add(path, document.original.clone(), document.decoded);
            } else if let Some((text, _)) = self.state.config_file.as_ref().filter(|_| path == crate::config::FILE) {
                files.add(path, text.clone(), false);
            }
        }
    }

    /// The notes that an edit of the source may change: those with a claim that has it in scope (for a claim without
    /// citations that is every source), or a quotation that its own sources do not have. In order.
    ///
    /// # Errors
    /// `cancel` was set.
    pub fn dependents(&self, source: &str, cancel: &Cancel) -> Result<Vec<String>, Cancelled> {
        let Some(index) = self.state.shared.corpus.source(source) else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        for path in self.notes() {
            let report = self.check(path, cancel)?;
            let astray = |c: &ClaimReport| c.judgement.conflicts.iter().any(|x| matches!(x.rule, "missing-quotation" | "misattribution"));
            let named = |c: &ClaimReport| c.scope.sources.contains(&index) || astray(c);
            if report.claims.iter().any(named) {
                out.push(path.to_string());
            }
        }
        Ok(out)
    }

    /// Paths of the notes, sorted.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.state.shared.corpus.notes.iter().map(String::as_str)
    }

    /// The note at the path.
    pub fn note(&self, path: &str) -> Option<&Arc<Document>> {
        (self.role(path) == Some(Role::Note)).then(|| self.document(path)).flatten()
    }

    /// The document at the path, whatever its role.
    pub fn document(&self, path: &str) -> Option<&Arc<Document>> {
        self.state.files.get(path)?.document.as_ref().ok()
    }

    /// The original text of a file of the workspace, postil.toml among them.
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        let config = || self.state.config_file.as_ref().filter(|_| path == crate::config::FILE).map(|(text, _)| text.clone());
        self.document(path).map(|d| d.original.clone()).or_else(config)
    }

    /// The glossary documents, sorted by path.
    pub fn glossaries(&self) -> impl Iterator<Item = &Arc<Document>> {
        let glossary = self.state.shared.settled.iter().filter(|(_, r)| **r == Role::Glossary);
        glossary.filter_map(|(path, _)| self.document(path))
    }

    /// What the file is: note, source, glossary or bibliography; `None` if it is no part of the workspace.
    pub fn role(&self, path: &str) -> Option<Role> {
        self.state.shared.settled.get(path).copied()
    }

    /// Whether the workspace has a file at the path, readable or not.
    pub fn has_file(&self, path: &str) -> bool {
        self.state.files.get(path).is_some()
    }

    pub fn corpus(&self) -> &Corpus {
        &self.state.shared.corpus
    }

    /// The terms of the glossaries and sources, with what was found out about them.
    pub fn terms(&self) -> &Terms {
        self.state.shared.terms.get_or_init(|| Terms::new(&self.corpus().sources, self.glossaries()))
    }

    /// Reads the sources that nobody has looked into yet, so that nobody has to wait for them. On all cores.
    pub fn read_sources(&self) {
        read_all(self.corpus().sources.iter().map(Arc::as_ref));
    }

    pub fn config(&self) -> &Config {
        &self.state.config
    }

    /// How much work was done so far, by this snapshot and those it came from.
    pub fn counters(&self) -> &Counters {
        &self.state.memo.counters
    }

    /// The sources with these indices.
    pub fn sources(&self, indices: &[usize]) -> Vec<&Source> {
        indices.iter().filter_map(|i| self.state.shared.corpus.sources.get(*i)).map(Arc::as_ref).collect()
    }

    /// Their paths.
    pub fn paths(&self, indices: &[usize]) -> Vec<String> {
        self.sources(indices).into_iter().map(|s| s.document.path.clone()).collect()
    }

    pub(super) fn memo(&self) -> &Memo {
        &self.state.memo
    }

    pub(super) fn termed(&self) -> &Table<Vec<Span>, 1_024> {
        &self.state.shared.termed
    }

    pub(super) fn rests(&self) -> &Rests {
        &self.state.shared.rests
    }

    pub(super) fn cited(&self) -> &Table<Vec<Citation>, 1_024> {
        &self.state.shared.cited
    }

    pub(super) fn kept_marks(&self) -> &Kept<Marks> {
        &self.state.shared.marks
    }

    pub(super) fn indexed(&self, indices: &[usize]) -> Vec<&Indexed> {
        indices.iter().filter_map(|i| self.state.shared.hashes.get(*i)).map(Arc::as_ref).collect()
    }

    /// Works out on all cores what is needed to judge claims that may be about any source.
    pub(super) fn look_everywhere(&self) {
        if self.state.shared.whole.get().is_none() {
            self.state.shared.hashes.par_iter().for_each(|i| _ = i.content());
        }
        self.read_sources();
        // this by one while the others wait: it takes a part of the time, and many who check notes come here at once
        self.corpus().holders();
    }

    /// A hash of the content of these sources, with what the bibliography says of them.
    pub(super) fn content(&self, indices: &[usize]) -> Key {
        let all = indices.len() == self.state.shared.corpus.sources.len();
        let hash = || {
            let mut hasher = KeyHasher::new();
            for (source, indexed) in self.sources(indices).iter().zip(self.indexed(indices)) {
                hasher.add(&(indexed.content(), &source.title, &source.date));
            }
            hasher.key()
        };
        if all { *self.state.shared.whole.get_or_init(hash) } else { hash() }
    }
}

impl State {
    /// The state with other files; indexes only what is new.
    fn with_files(&self, files: FileSet) -> State {
        let old = &self.shared;
        let (settled, cites) = settle(&files, &old.cites);
        let of = |role: Role| settled.iter().filter(move |(_, r)| **r == role).map(|(p, _)| p);
        let document = |path: &String| files.get(path).and_then(|f| f.document.as_ref().ok());
        let documents = |role: Role| of(role).filter_map(document).collect::<Vec<_>>();
        let index = |d: &Arc<Document>| {
            let known = old.indexed.get(&d.path).filter(|i| Arc::ptr_eq(&i.source.document, d));
            let indexed = known.cloned().unwrap_or_else(|| {
                self.memo.counters.indexed();
                Arc::new(Indexed::new(d, self.shelf.clone().filter(|_| self.config.cache)))
            });
            (d.path.clone(), indexed)
        };
        let indexed: BTreeMap<String, Arc<Indexed>> = documents(Role::Source).into_par_iter().map(index).collect();
        let read = |d: &Arc<Document>| {
            let known = old.bibliographies.get(&d.path).filter(|(known, _)| Arc::ptr_eq(known, d));
            let read = known.map_or_else(|| Arc::new(corpus::read(d)), |(_, b)| b.clone());
            (d.path.clone(), (d.clone(), read))
        };
        let bibliographies: BTreeMap<_, _> = documents(Role::Bibliography).into_iter().map(read).collect();
        let notes: Vec<String> = of(Role::Note).filter(|p| document(p).is_some()).cloned().collect();
        let same = |a: &BTreeMap<String, Arc<Indexed>>| {
            a.len() == indexed.len() && a.values().zip(indexed.values()).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        let same_bibliography = old.bibliographies.len() == bibliographies.len()
            && old.bibliographies.values().zip(bibliographies.values()).all(|(a, b)| Arc::ptr_eq(&a.1, &b.1));
        let corpus = if same(&old.indexed) && same_bibliography && old.corpus.notes == notes {
            old.corpus.clone()
        } else {
            let sources = indexed.values().map(|i| i.source.clone()).collect();
            let entries = bibliographies.values().map(|(_, b)| b.clone()).collect();
            Arc::new(old.corpus.renewed(sources, notes, entries))
        };
        let hashes = corpus.sources.iter().filter_map(|s| indexed.get(&s.document.path).cloned()).collect();
        let shared = Shared { settled, cites, indexed, bibliographies, corpus, hashes, ..Shared::default() };
        State { shared: Arc::new(shared), ..self.with_note(files) }
    }

    /// The state after a note was edited in a way that leaves all roles as they are.
    fn with_note(&self, files: FileSet) -> State {
        State {
            config: self.config.clone(),
            config_file: self.config_file.clone(),
            roles: self.roles.clone(),
            files,
            shelf: self.shelf.clone(),
            shared: self.shared.clone(),
            memo: self.memo.clone(),
            reports: Mutex::default(),
        }
    }
}
