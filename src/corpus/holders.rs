use super::Source;
use std::sync::Arc;

/// Which sources hold a lemma, for who asks that of very many at once: a look at one list, where asking each of thousands costs
/// as many searches. Four bytes for each lemma of each source.
#[derive(Clone, Debug)]
pub struct Holders {
    table: Arc<Table>,
    /// Indices of the sources that were edited since, ascending; these are asked themselves.
    edited: Vec<usize>,
}

#[derive(Debug)]
struct Table {
    /// Those that it was made from.
    sources: Vec<Arc<Source>>,
    /// Each with where its list begins; ascending.
    keys: Vec<(u32, u32)>,
    /// Indices of sources, ascending for each key.
    lists: Vec<u32>,
}

/// With more edited sources than these the table is made anew.
const EDITED: usize = 32;

impl Holders {
    /// Reads the sources that are not read yet.
    pub(super) fn new(sources: &[Arc<Source>]) -> Holders {
        let keys = |(i, source): (u64, &Arc<Source>)| source.keys().map(move |key| u64::from(key) << 32 | i).collect::<Vec<_>>();
        let mut pairs: Vec<u64> = (0..).zip(sources).flat_map(keys).collect();
        pairs.sort_unstable();
        let (mut keys, mut begin) = (Vec::new(), 0);
        for same in pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
            keys.push((same.first().map_or(0, |p| p >> 32) as u32, begin));
            begin += same.len() as u32;
        }
        let lists = pairs.iter().map(|p| *p as u32).collect();
        Holders { table: Arc::new(Table { sources: sources.to_vec(), keys, lists }), edited: Vec::new() }
    }

    /// The same for these sources, if few of them are others than those it was made from.
    pub(super) fn renewed(&self, sources: &[Arc<Source>]) -> Option<Holders> {
        let before = &self.table.sources;
        let edited: Vec<usize> =
            (0..sources.len()).filter(|i| !before.get(*i).zip(sources.get(*i)).is_some_and(|(a, b)| a.same_text(b))).collect();
        (before.len() == sources.len() && edited.len() <= EDITED).then(|| Holders { table: self.table.clone(), edited })
    }

    /// Those of `sources` (all of the corpus) that hold the lemma, in no order, each once.
    pub fn of<'h>(&'h self, key: u32, sources: &'h [Arc<Source>]) -> impl Iterator<Item = usize> + 'h {
        let table = &self.table;
        let at = table.keys.binary_search_by_key(&key, |k| k.0);
        let begin = |i: usize| table.keys.get(i).map_or(table.lists.len(), |k| k.1 as usize);
        let list = at.ok().and_then(|i| table.lists.get(begin(i)..begin(i + 1))).unwrap_or(&[]);
        let kept = list.iter().map(|i| *i as usize).filter(|i| self.edited.binary_search(i).is_err());
        kept.chain(self.edited.iter().copied().filter(move |i| sources.get(*i).is_some_and(|s| s.has(key))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::language::key_of;

    fn sources(texts: &[&str]) -> Vec<Arc<Source>> {
        let source = |(i, text): (usize, &&str)| Source::new(Arc::new(Document::from_text(&format!("{i}.txt"), *text, Format::Plain)));
        texts.iter().enumerate().map(source).map(Arc::new).collect()
    }

    fn of(holders: &Holders, word: &str, sources: &[Arc<Source>]) -> Vec<usize> {
        holders.of(key_of(word), sources).collect()
    }

    #[test]
    fn who_holds_a_word_also_after_an_edit() {
        let mut all = sources(&["The tide rose.", "The gate held. The gate shut.", "Tide and gate."]);
        let holders = Holders::new(&all);
        assert_eq!([of(&holders, "tide", &all), of(&holders, "gate", &all), of(&holders, "pier", &all)], [vec![0, 2], vec![1, 2], vec![]]);
        all[2] = sources(&["", "", "A pier."])[2].clone();
        let holders = holders.renewed(&all).unwrap();
        assert_eq!([of(&holders, "tide", &all), of(&holders, "gate", &all), of(&holders, "pier", &all)], [vec![0], vec![1], vec![2]]);
        assert!(holders.renewed(&all[..2]).is_none());
    }
}
