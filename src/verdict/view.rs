use super::assess::LONGEST;
use super::difference::{Difference, Pair};
use super::{values, words};
use crate::corpus::Source;
use crate::evidence::{Alignment, Candidate, Context, Coverage, Facts, Likeness, align, clause_at, clauses, coverage, share};
use crate::language::Words;
use crate::mention::name::Aliases;
use crate::text::Span;
use std::ops::Range;

/// One candidate sentence, lined up with the claim.
pub struct View {
    pub candidate: Candidate,
    /// The sentence, into the source's text.
    pub span: Span,
    pub facts: Facts,
    pub like: Likeness,
    pub alignment: Alignment,
    pub coverage: Coverage,
    /// Token ranges of the sentence's clauses.
    pub clauses: Vec<Range<usize>>,
    /// Running text, not a menu, a listing or a fragment of a table.
    pub prose: bool,
}

impl View {
    /// Works out a candidate sentence and lines it up with the claim. `None` for one that is too long to be prose.
    pub fn new(claim: &Facts, source: &Source, candidate: Candidate) -> Option<View> {
        let span = *source.sentences.get(candidate.sentence).filter(|s| s.len() <= LONGEST)?;
        let facts = Facts::of(&source.document.text, span, &[], source.day());
        let like = Likeness::new(&claim.words, &facts.words);
        let alignment = align(claim, &facts.words, &like);
        let coverage = coverage(claim, &facts.words, &like, &surroundings(source, candidate.sentence));
        let prose = is_prose(&facts.words);
        let clauses = clauses(&facts);
        Some(View { candidate, span, facts, like, alignment, coverage, clauses, prose })
    }

    /// How much of what the claim says in `mine` (a token range) is said in the clause that holds the source token
    /// `at`, 0 to 1. A word found elsewhere in the sentence counts half and more, one in its context half.
    pub fn near(&self, claim: &Facts, mine: Range<usize>, at: usize) -> f32 {
        let clause = clause_at(&self.clauses, at);
        share(claim, mine, |i| {
            let here = self.like.best(i, clause.clone());
            let sentence = self.coverage.inside.get(i).copied().unwrap_or(0.0) * 0.7;
            let around = self.coverage.found.get(i).copied().unwrap_or(0.0) * 0.6;
            (if here >= 0.75 { here } else { 0.0 }).max(sentence).max(around)
        })
    }

    pub fn pair<'a>(&'a self, claim_text: &'a str, claim: &'a Facts, source: &'a Source) -> Pair<'a> {
        Pair { claim_text, claim, view: self, source: &self.facts, alignment: &self.alignment, document: source }
    }
}

impl Pair<'_> {
    /// Every slot in which the claim differs from the sentence, in the claim's order.
    pub fn differences(&self, aliases: &Aliases) -> Vec<Difference> {
        let mut out = values::quantities(self);
        out.extend(values::dates(self));
        out.extend(values::names(self, aliases));
        for d in words::differences(self) {
            if !out.iter().any(|o| o.claimed.overlaps(d.claimed)) {
                out.push(d);
            }
        }
        out.sort_by_key(|d| (d.claimed, d.found));
        out
    }
}

/// What a reader of sentence `at` has in mind: the document's title and the two sentences before.
fn surroundings(source: &Source, at: usize) -> Context {
    let mut context = Context::default();
    let text = &source.document.text;
    for span in source.sentences.get(at.saturating_sub(2)..at).unwrap_or(&[]) {
        context.add(&Words::new(text, *span));
    }
    if let Some(title) = &source.title {
        context.add(&Words::new(title, Span::new(0, title.len())));
    }
    context
}

/// ENGINE: menus and listings have no finite verb and hardly a lower-case word.
fn is_prose(words: &Words) -> bool {
    words.tokens.iter().filter(|t| t.is_word() && !t.capital).count() >= 4
}
