//! Definitions in running text: what an acronym stands for, what a thing is, what a person does.
//!
//! Two phases. While a source is indexed, [`scan`] records where a definition may stand, from tokens alone. When a
//! term is asked for, [`decide`] reads the sentence of each site that could define it. A definition says *what the
//! thing is*: a noun that classifies, no judgement, state or event. When in doubt there is none.

mod acronym;
mod apposition;
mod copula;
mod doubt;
mod person;
mod phrase;
mod site;
mod table;
mod unspaced;

pub use site::{Pattern, Site, scan};
pub use unspaced::unspaced_definitions;

use crate::language::Words;
use crate::text::Span;

/// What a definition tells of its term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// From a glossary file.
    Glossary,
    /// What a short form stands for.
    Acronym,
    /// What a thing is.
    Definition,
    /// What a person is or does.
    Person,
}

impl Kind {
    /// In the order of their discriminants.
    pub const ALL: [Kind; 4] = [Kind::Glossary, Kind::Acronym, Kind::Definition, Kind::Person];

    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Glossary => "glossary",
            Kind::Acronym => "acronym",
            Kind::Definition => "definition",
            Kind::Person => "person",
        }
    }
}

/// A term and what its document says it is. Spans are into the document's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Definition {
    /// Without article and quotation marks.
    pub term: Span,
    pub definition: Span,
    pub kind: Kind,
    /// The sentence (in a glossary the block) that both stand in.
    pub sentence: Span,
}

/// What stands at a site, if it is a definition. `words` are those of the site's sentence.
pub fn decide(text: &str, words: &Words, site: &Site) -> Option<Definition> {
    if asks(text, words) || words.len() > 400 {
        return None;
    }
    let k = usize::from(site.token);
    let found = match site.pattern {
        Pattern::Bracket => acronym::read(text, words, k),
        Pattern::Copula => copula::read(words, k),
        Pattern::Meaning => copula::meaning(words, k),
        Pattern::Alias => apposition::alias(words, k),
        Pattern::Apposition => apposition::read(words, k),
        Pattern::Lead => apposition::lead(words, k),
        Pattern::Role => person::read(text, words, k),
    }?;
    // “the site of another”: it goes on elsewhere
    let last = (0..words.len()).rev().find(|&i| words.tokens.get(i).is_some_and(|t| t.is_word() && t.span.end <= found.definition.end));
    let dangling = last.is_some_and(|i| matches!(words.fold(i), "another" | "other" | "others" | "it" | "them" | "this"));
    let found = doubt::whole(words, found);
    let whole = !found.term.is_empty() && !found.definition.is_empty() && !dangling;
    (whole && !doubt::doubtful(text, words, site.pattern, &found)).then_some(found)
}

/// Definitions in reading order; where two say the same of one term, only the longer.
pub(super) fn sorted(mut all: Vec<Definition>) -> Vec<Definition> {
    all.sort_by_key(|d| (d.term.start, d.definition.start, std::cmp::Reverse(d.definition.end), d.kind));
    let mut out: Vec<Definition> = Vec::with_capacity(all.len());
    for d in all {
        // only those of the same sentence can overlap, and they come last
        let same = out
            .iter_mut()
            .rev()
            .take_while(|o| o.sentence == d.sentence)
            .find(|o| o.term.overlaps(d.term) && o.definition.overlaps(d.definition));
        match same {
            Some(o) if d.definition.len() > o.definition.len() => *o = d,
            Some(_) => {}
            None => out.push(d),
        }
    }
    out
}

fn asks(text: &str, words: &Words) -> bool {
    words.tokens.iter().rev().take(3).any(|t| t.span.of(text) == "?")
}

/// A definition from token ranges.
fn found(words: &Words, term: (usize, usize), definition: (usize, usize), kind: Kind) -> Definition {
    Definition { term: words.cover(term.0, term.1), definition: words.cover(definition.0, definition.1), kind, sentence: words.span }
}

#[cfg(test)]
mod tests;
