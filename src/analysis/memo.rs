use super::depend::Trace;
use super::marks::{Kept, Titled};
use super::noted::Noted;
use super::passages::Worked;
use crate::corpus::Source;
use crate::text::Span;
use crate::verdict::{Judgement, Place};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A 128-bit hash of everything that a judgement depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Key(u64, u64);

/// Builds a [`Key`]. The same in every run.
pub(super) struct KeyHasher(DefaultHasher, DefaultHasher);

impl KeyHasher {
    pub(super) fn new() -> KeyHasher {
        let mut other = DefaultHasher::new();
        other.write_u64(0x9e37_79b9_7f4a_7c15);
        KeyHasher(DefaultHasher::new(), other)
    }

    pub(super) fn from(key: Key) -> KeyHasher {
        KeyHasher::new().with(&key)
    }

    pub(super) fn with(mut self, value: &(impl Hash + ?Sized)) -> KeyHasher {
        self.add(value);
        self
    }

    pub(super) fn add(&mut self, value: &(impl Hash + ?Sized)) {
        value.hash(&mut self.0);
        value.hash(&mut self.1);
    }

    pub(super) fn key(self) -> Key {
        Key(self.0.finish(), self.1.finish())
    }
}

/// How much work was done since the memo was made; snapshots that come from one another share it.
#[derive(Debug, Default)]
pub struct Counters {
    judged: AtomicU64,
    analysed: AtomicU64,
    indexed: AtomicU64,
    checked: AtomicU64,
    rested: AtomicU64,
}

impl Counters {
    /// Claims that were judged, not remembered.
    pub fn claims_judged(&self) -> u64 {
        self.judged.load(Ordering::Relaxed)
    }

    /// Paragraphs (items, headings …) of notes whose sentences, claims and quotations were worked out, not remembered.
    pub fn passages_analysed(&self) -> u64 {
        self.analysed.load(Ordering::Relaxed)
    }

    /// Sources that are to be split and indexed anew, now or when somebody looks into them.
    pub fn sources_indexed(&self) -> u64 {
        self.indexed.load(Ordering::Relaxed)
    }

    /// Notes whose claims and scopes were worked out.
    pub fn notes_checked(&self) -> u64 {
        self.checked.load(Ordering::Relaxed)
    }

    /// Notes for which it was listed what they rest on.
    pub fn notes_rested(&self) -> u64 {
        self.rested.load(Ordering::Relaxed)
    }

    pub(super) fn rested(&self) {
        self.rested.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn judged(&self) {
        self.judged.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn analysed(&self) {
        self.analysed.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn indexed(&self) {
        self.indexed.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn checked(&self) {
        self.checked.fetch_add(1, Ordering::Relaxed);
    }
}

/// A judgement free of positions in the note: its spans there count from the start of what the key covers.
#[derive(Debug)]
pub(super) struct Stored {
    pub judgement: Judgement,
    /// What it depends on in its sources; `None` if that is their whole text.
    pub trace: Option<Trace>,
}

/// What was worked out, to be used again by whoever asks for the same.
#[derive(Debug, Default)]
pub(super) struct Memo {
    pub judgements: Table<Stored, 4_096>,
    pub passages: Table<Worked, 1_024>,
    /// The words of notes.
    pub words: Kept<Source>,
    /// What notes and glossaries go by, with their titles.
    pub named: Kept<Titled>,
    /// What is worth marking in paragraphs of documents by themselves; spans count from the block's starts.
    pub noted: Table<Vec<(Span, Noted)>, 1_024>,
    /// It was found out once what the sources spell out.
    pub spelt: AtomicBool,
    /// Paths of the notes that were judged, as they once were.
    pub judged: Mutex<BTreeSet<String>>,
    pub counters: Counters,
}

/// Values by what they depend on, bounded: each of its shards keeps at most `2 * N`; when it has `N` new ones, those that were
/// not asked for meanwhile are forgotten.
#[derive(Debug)]
pub(super) struct Table<V, const N: usize> {
    shards: [Mutex<Shard<V, N>>; SHARDS],
}

const SHARDS: usize = 16;

#[derive(Debug)]
struct Shard<V, const N: usize> {
    young: FxHashMap<Key, Arc<V>>,
    old: FxHashMap<Key, Arc<V>>,
}

impl<V, const N: usize> Default for Table<V, N> {
    fn default() -> Table<V, N> {
        let shard = |_| Mutex::new(Shard { young: FxHashMap::default(), old: FxHashMap::default() });
        Table { shards: std::array::from_fn(shard) }
    }
}

impl<V, const N: usize> Table<V, N> {
    fn shard(&self, key: Key) -> Option<MutexGuard<'_, Shard<V, N>>> {
        let shard = self.shards.get(key.0 as usize % SHARDS)?;
        Some(shard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn get(&self, key: Key) -> Option<Arc<V>> {
        let mut shard = self.shard(key)?;
        if let Some(found) = shard.young.get(&key) {
            return Some(found.clone());
        }
        let found = shard.old.get(&key)?.clone();
        shard.put(key, found.clone());
        Some(found)
    }

    pub(super) fn put(&self, key: Key, value: Arc<V>) {
        if let Some(mut shard) = self.shard(key) {
            shard.put(key, value);
        }
    }

    /// What is remembered for the key, or what `work` gives, which is then kept.
    pub(super) fn get_or(&self, key: Key, work: impl FnOnce() -> V) -> Arc<V> {
        self.get(key).unwrap_or_else(|| {
            // not under the lock: others may ask meanwhile
            let new = Arc::new(work());
            self.put(key, new.clone());
            new
        })
    }
}

impl<V, const N: usize> Shard<V, N> {
    fn put(&mut self, key: Key, value: Arc<V>) {
        if self.young.len() >= N {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }
}

/// The judgement with its spans in the note counted from `base`; `None` if one lies outside of what the key covers.
pub(super) fn lift(judgement: &Judgement, covers: Span) -> Option<Judgement> {
    let mut out = judgement.clone();
    for conflict in &mut out.conflicts {
        if !covers.contains(conflict.claimed) {
            return None;
        }
        let span = conflict.claimed;
        conflict.claimed = Span { start: span.start - covers.start, end: span.end - covers.start };
    }
    Some(out)
}

/// The inverse of [`lift`].
pub(super) fn lower(judgement: &Judgement, base: u32) -> Judgement {
    let mut out = judgement.clone();
    for conflict in &mut out.conflicts {
        conflict.claimed = conflict.claimed.shift(base as usize);
    }
    out
}

/// Every place of a judgement, in a fixed order.
pub(super) fn places(judgement: &mut Judgement) -> impl Iterator<Item = &mut Place> {
    let conflicts = judgement.conflicts.iter_mut().flat_map(|c| c.found.iter_mut().chain(c.evidence.iter_mut()));
    judgement.evidence.iter_mut().chain(conflicts)
}
