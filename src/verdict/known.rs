//! Whether two names are surely two bearers, by what the sources know of them.

use crate::corpus::Source;
use crate::evidence::Facts;
use crate::language::{Words, lexicon};
use crate::mention::name::{self, Aliases, Name, NameKind, NameRelation};
use crate::text::Span;
use std::ops::Range;

/// How many sentences are looked at for what a name is.
const SENTENCES: usize = 24;

/// A name with the words of its sentence.
#[derive(Clone, Copy)]
pub struct Bearer<'a> {
    pub name: &'a Name,
    pub words: &'a Words,
}

impl<'a> Bearer<'a> {
    pub fn of(facts: &'a Facts, i: usize) -> Option<Bearer<'a>> {
        Some(Bearer { name: facts.names.get(i)?, words: &facts.words })
    }

    /// The key of the word that carries the name.
    pub fn head(&self) -> Option<u32> {
        self.words.tokens.get(self.name.head).map(|t| t.key)
    }

    /// The keys of the name's content words.
    pub fn keys(&self) -> Vec<u32> {
        let tokens = self.words.tokens.get(self.name.tokens.clone()).unwrap_or(&[]);
        tokens.iter().filter(|t| t.content()).map(|t| t.key).collect()
    }

    /// Two words or more.
    pub fn full(&self) -> bool {
        self.keys().len() >= 2 && !self.name.acronym
    }
}

/// The words of the claim before its colon that only tell of what it is (“Pride and Prejudice: a fine performance by …”), where the
/// sources speak of that; none otherwise.
pub fn label(claim: &Facts, sources: &[&Source]) -> Range<usize> {
    let words = &claim.words;
    let Some(colon) = (1..words.len().min(LABEL)).find(|k| words.fold(*k) == ":") else { return 0..0 };
    let content = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.content() || t.is_number());
    let named = (0..colon).filter(content).all(|k| words.tokens.get(k).is_some_and(|t| t.capital && sources.iter().any(|s| s.has(t.key))));
    if named && (0..colon).any(|k| content(&k)) { 0..colon } else { 0..0 }
}

/// Tokens of the longest such label.
const LABEL: usize = 8;

/// The stretches of the claim that repeat words of the title which all sources have, a number among them: “127 Hours”, “the 2014 World
/// Cup”. The number names the thing and tells nothing of it.
pub fn titled(claim: &Facts, sources: &[&Source]) -> Vec<Range<usize>> {
    let values = claim.quantities.iter().map(|q| &q.tokens).chain(claim.dates.iter().map(|d| &d.tokens));
    let mut out: Option<Vec<Range<usize>>> = None;
    for source in sources {
        let Some(title) = source.called().filter(|_| !claim.value.iter().all(|v| !v)) else { return Vec::new() };
        let theirs = Words::new(title, Span::new(0, title.len()));
        let here: Vec<Range<usize>> = values.clone().filter_map(|v| repeated(&claim.words, v, &theirs)).collect();
        let known = |r: &Range<usize>| out.as_ref().is_none_or(|o| o.iter().any(|x| x.start <= r.start && r.end <= x.end));
        let both: Vec<Range<usize>> = here.into_iter().filter(known).collect();
        if both.is_empty() {
            return both;
        }
        out = Some(both);
    }
    out.unwrap_or_default()
}

/// The run of tokens around `value` that stands in the title word for word, if a word with a capital is in it.
fn repeated(mine: &Words, value: &Range<usize>, theirs: &Words) -> Option<Range<usize>> {
    let dash = |w: &str| matches!(w, "-" | "–" | "/");
    let same = |i: usize, j: usize| {
        let (a, b) = (mine.fold(i), theirs.fold(j));
        i < mine.len() && j < theirs.len() && (a == b || dash(a) && dash(b))
    };
    let at = (0..theirs.len()).find(|j| value.clone().enumerate().all(|(k, i)| same(i, j + k)))?;
    let left = (1..=value.start.min(at)).take_while(|k| same(value.start - k, at - k)).count();
    let right = (0..theirs.len()).take_while(|k| same(value.end + k, at + value.len() + k)).count();
    let run = value.start - left..value.end + right;
    let capital = |i: usize| mine.tokens.get(i).is_some_and(|t| t.capital && t.content() && t.is_word());
    run.clone().any(capital).then_some(run)
}

/// Some word of the name stands in one of the sources; of an acronym also its expansion.
pub fn mentioned(sources: &[&Source], b: Bearer) -> bool {
    b.keys().iter().any(|k| sources.iter().any(|s| s.has(*k)))
}

/// Person, organisation or place: by the name itself, by a list, or by how a source speaks of it.
pub fn kind(sources: &[&Source], b: Bearer) -> Option<NameKind> {
    if b.name.certain {
        return Some(b.name.kind);
    }
    if lexicon::alias(b.words, b.name.tokens.start).is_some_and(|(_, a)| a.kind == lexicon::AliasKind::Organisation) {
        return Some(NameKind::Organisation);
    }
    let head = b.head()?;
    let keys = b.keys();
    for source in sources {
        for at in source.sentences_with(head).take(SENTENCES) {
            let Some(span) = source.sentences.get(at as usize) else { continue };
            let words = Words::new(&source.document.text, *span);
            let names = name::find(&source.document.text, &words);
            let known = names.iter().map(|name| Bearer { name, words: &words }).find(|o| {
                let theirs = o.keys();
                o.name.certain && o.head() == Some(head) && keys.iter().all(|k| theirs.contains(k))
            });
            if let Some(known) = known {
                return Some(known.name.kind);
            }
        }
    }
    None
}

/// Two bearers of one kind, and nothing makes them the same.
pub fn distinct(sources: &[&Source], a: Bearer, b: Bearer, aliases: &Aliases) -> bool {
    match name::relation(a.name, a.words, b.name, b.words, aliases) {
        NameRelation::Different => return true,
        NameRelation::Unknown => {}
        _ => return false,
    }
    let theirs = b.keys();
    let shares = a.keys().iter().any(|k| theirs.contains(k));
    let people = |k| k == Some(NameKind::Person);
    let (ka, kb) = (kind(sources, a), kind(sources, b));
    // a surname is a bearer's own; of two organisations the short one may be part of the other or its nickname
    let alike = people(ka) && people(kb) || ka == Some(NameKind::Organisation) && ka == kb;
    alike && !shares && !b.keys().is_empty()
}
