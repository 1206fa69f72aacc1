use crate::corpus::Source;
use crate::language::Words;
use rustc_hash::FxHashMap;

/// A source sentence that may speak about the claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Index into the sources of the scope.
    pub source: usize,
    /// Index into that source's sentences.
    pub sentence: usize,
    /// Share of the claim's weighted content words that the sentence holds, 0 to 1.
    pub share: f32,
}

/// The content words of a claim, each once, with how much it tells of what the claim is about.
pub fn weighed(claim: &Words) -> Vec<(u32, f32)> {
    let mut keys: Vec<(u32, f32)> = Vec::with_capacity(claim.len());
    for t in &claim.tokens {
        if t.content() && !keys.iter().any(|k| k.0 == t.key) {
            // a value says little about what the sentence is about
            keys.push((t.key, if t.is_number() { 0.5 } else { f32::from(t.weight()) }));
        }
    }
    keys
}

/// The sentences that share most of the claim's content, best first, at most `limit`. Weights come from the
/// fixed table of rarity, never from the sources at hand, so a verdict does not depend on its neighbours.
/// Cost: the postings of the claim's words.
pub fn candidates(claim: &Words, sources: &[&Source], limit: usize) -> Vec<Candidate> {
    let keys = weighed(claim);
    let total: f32 = keys.iter().map(|k| k.1).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut shares: FxHashMap<u32, f32> = FxHashMap::default();
    for (source, s) in sources.iter().enumerate() {
        shares.clear();
        for (key, weight) in &keys {
            for sentence in s.sentences_with(*key) {
                *shares.entry(sentence).or_default() += weight;
            }
        }
        found.extend(shares.iter().map(|(sentence, w)| Candidate { source, sentence: *sentence as usize, share: w / total }));
    }
    let order = |a: &Candidate, b: &Candidate| b.share.total_cmp(&a.share).then(a.source.cmp(&b.source)).then(a.sentence.cmp(&b.sentence));
    if found.len() > limit {
        // of thousands only the best are put in order
        found.select_nth_unstable_by(limit, order);
        found.truncate(limit);
    }
    found.sort_unstable_by(order);
    fill(sources, limit, &mut found);
    found
}

/// Of short sources every sentence is looked at: a passage of one or two may say the same in other words.
fn fill(sources: &[&Source], limit: usize, found: &mut Vec<Candidate>) {
    let all: usize = sources.iter().map(|s| s.sentences.len()).sum();
    if all > limit {
        return;
    }
    for (source, s) in sources.iter().enumerate() {
        for sentence in 0..s.sentences.len() {
            if !found.iter().any(|c| c.source == source && c.sentence == sentence) {
                found.push(Candidate { source, sentence, share: 0.0 });
            }
        }
    }
}
