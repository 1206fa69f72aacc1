use crate::text::Span;
use crate::verdict::{Judgement, Place};
use rustc_hash::FxHashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
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
    indexed: AtomicU64,
    checked: AtomicU64,
}

impl Counters {
    /// Claims that were judged, not remembered.
    pub fn claims_judged(&self) -> u64 {
        self.judged.load(Ordering::Relaxed)
    }

    /// Sources that were split and indexed.
    pub fn sources_indexed(&self) -> u64 {
        self.indexed.load(Ordering::Relaxed)
    }

    /// Notes whose claims and scopes were worked out.
    pub fn notes_checked(&self) -> u64 {
        self.checked.load(Ordering::Relaxed)
    }

    pub(super) fn judged(&self) {
        self.judged.fetch_add(1, Ordering::Relaxed);
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
    /// Where its places stand among the sentences that the key covers; empty if the key covers whole sources.
    pub anchors: Vec<super::depend::Anchor>,
}

const SHARDS: usize = 16;
/// Judgements that a shard keeps before it forgets those not asked for since the last time.
const SHARD: usize = 4_096;

/// Judgements by what they depend on, bounded.
#[derive(Debug, Default)]
pub(super) struct Memo {
    shards: [Mutex<Shard>; SHARDS],
    pub counters: Counters,
}

#[derive(Debug, Default)]
struct Shard {
    young: FxHashMap<Key, Arc<Stored>>,
    old: FxHashMap<Key, Arc<Stored>>,
}

impl Memo {
    fn shard(&self, key: Key) -> Option<MutexGuard<'_, Shard>> {
        let shard = self.shards.get(key.0 as usize % SHARDS)?;
        Some(shard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn get(&self, key: Key) -> Option<Arc<Stored>> {
        let mut shard = self.shard(key)?;
        if let Some(found) = shard.young.get(&key) {
            return Some(found.clone());
        }
        let found = shard.old.get(&key)?.clone();
        shard.put(key, found.clone());
        Some(found)
    }

    pub(super) fn put(&self, key: Key, stored: Arc<Stored>) {
        if let Some(mut shard) = self.shard(key) {
            shard.put(key, stored);
        }
    }
}

impl Shard {
    fn put(&mut self, key: Key, stored: Arc<Stored>) {
        if self.young.len() >= SHARD {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, stored);
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
