use super::assess::{Case, LONGEST};
use super::difference::{Difference, Pair};
use super::{copied, dates, lack, names, support, values, word, words};
use crate::corpus::Source;
use crate::evidence::{
    Alignment, Candidate, Context, Coverage, Facts, Likeness, TOPIC, align, candidates, clause_at, clauses, coverage, share, states,
};
use crate::language::lexicon::{self, Group};
use crate::language::{Words, is_english};
use crate::mention::name::{Aliases, Name};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

/// Candidate sentences looked at for one claim.
const CANDIDATES: usize = 8;
/// What is said in other words is worth this much.
const OTHERWISE: f32 = 0.8;
/// The same in another clause of the sentence.
const ASIDE: f32 = 0.5;

/// One candidate sentence, lined up with the claim.
pub struct View {
    pub candidate: Candidate,
    /// The sentence, into the source's text.
    pub span: Span,
    pub facts: Arc<Facts>,
    pub like: Likeness,
    pub alignment: Alignment,
    pub coverage: Coverage,
    /// Token ranges of the sentence's clauses.
    pub clauses: Vec<Range<usize>>,
    /// Running English text, not a menu, a listing or a fragment of a table.
    pub prose: bool,
    /// What several gates ask for: worked out when the first of them does. A view belongs to one case.
    /// For each token of a claim with a value: where the sentence says it in other words.
    otherwise: OnceCell<Vec<Option<usize>>>,
    copied: OnceCell<Vec<Difference>>,
    differences: OnceCell<Vec<Difference>>,
    support: OnceCell<bool>,
    against: OnceCell<Option<Difference>>,
}

impl View {
    /// Works out a candidate sentence and lines it up with the claim. `None` for one that is too long to be prose.
    fn new(claim: &Facts, source: &Source, candidate: Candidate, made: &mut Made) -> Option<View> {
        let span = *source.sentences.get(candidate.sentence).filter(|s| s.len() <= LONGEST)?;
        let context = made.surroundings(source, candidate);
        let facts = source.facts(candidate.sentence, || made.words(source, candidate.source, candidate.sentence));
        let like = Likeness::new(&claim.words, &facts.words);
        let alignment = align(claim, &facts.words, &like);
        let mut coverage = coverage(claim, &facts.words, &like, &context);
        if of_another(claim, &facts, &like, &context) {
            coverage.topic.fill(false);
        }
        let prose = is_prose(&facts) && is_english(&facts.words);
        let clauses = clauses(&facts);
        let (otherwise, copied, differences, support, against) = Default::default();
        Some(View { candidate, span, facts, like, alignment, coverage, clauses, prose, otherwise, copied, differences, support, against })
    }

    /// Every slot in which the claim differs from the sentence, in the claim's order.
    pub fn differences(&self, case: &Case) -> &[Difference] {
        self.differences.get_or_init(|| {
            let source = case.sources.get(self.candidate.source);
            source.map(|s| self.pair(case.text, case.claim, s).differences(&case.aliases)).unwrap_or_default()
        })
    }

    /// [`copied::differences`] of the pair that this view is of.
    pub fn copied(&self, pair: &Pair, aliases: &Aliases) -> &[Difference] {
        self.copied.get_or_init(|| copied::differences(pair, aliases))
    }

    /// The sentence by its own words lacks nothing of the claim.
    pub fn support(&self, case: &Case) -> bool {
        *self.support.get_or_init(|| support::weigh(case, self))
    }

    /// A word of the sentence that stands against the claim.
    pub fn against(&self, case: &Case) -> Option<&Difference> {
        self.against.get_or_init(|| word::against(case, self)).as_ref()
    }

    /// How much of what the claim says in `mine` (a token range) is said in the clause that holds the source token
    /// `at`, 0 to 1. A word found elsewhere in the sentence counts half and more, one in its context half.
    pub fn near(&self, claim: &Facts, mine: Range<usize>, at: usize) -> f32 {
        self.said(claim, mine, clause_at(&self.clauses, at))
    }

    /// The same for any range of source tokens.
    pub fn said(&self, claim: &Facts, mine: Range<usize>, there: Range<usize>) -> f32 {
        share(claim, mine, |i| {
            let here = self.like.best(i, there.clone());
            let sentence = self.coverage.inside.get(i).copied().unwrap_or(0.0) * 0.65;
            let around = self.coverage.found.get(i).copied().unwrap_or(0.0) * 0.55;
            let said = (if here >= 0.75 { here } else { 0.0 }).max(sentence).max(around).max(self.topic(i));
            match said < OTHERWISE {
                true => said.max(match self.in_other_words(claim, i) {
                    Some(j) if there.contains(&j) => OTHERWISE,
                    Some(_) => ASIDE,
                    None => 0.0,
                }),
                false => said,
            }
        })
    }

    /// The share of a claim with a value that the sentence says, in whatever words, or that the document is called by.
    pub fn told(&self, claim: &Facts) -> f32 {
        share(claim, 0..claim.words.len(), |i| self.says(claim, i))
    }

    /// Where the sentence says the token `i` of a claim with a value in other words.
    fn in_other_words(&self, claim: &Facts, i: usize) -> Option<usize> {
        let valued = !claim.quantities.is_empty() || !claim.dates.is_empty();
        let made = || if valued { lack::otherwise(claim, &self.facts, &self.like, &self.alignment) } else { Vec::new() };
        self.otherwise.get_or_init(made).get(i).copied().flatten()
    }

    /// The sentence says the token `i` of a claim with a value in other words.
    pub fn otherwise(&self, claim: &Facts, i: usize) -> bool {
        self.in_other_words(claim, i).is_some()
    }

    /// How well the sentence says the claim's token `i`, in whatever words.
    pub fn says(&self, claim: &Facts, i: usize) -> f32 {
        let said = self.coverage.inside.get(i).copied().unwrap_or(0.0).max(self.topic(i));
        if said < OTHERWISE && self.otherwise(claim, i) { OTHERWISE } else { said }
    }

    /// What the claim's token `i` is worth where the document is called by it and the sentence does not repeat it.
    fn topic(&self, i: usize) -> f32 {
        if self.coverage.topic.get(i) == Some(&true) { TOPIC } else { 0.0 }
    }

    pub fn pair<'a>(&'a self, claim_text: &'a str, claim: &'a Facts, source: &'a Source) -> Pair<'a> {
        Pair { claim_text, claim, view: self, source: &self.facts, alignment: &self.alignment, document: source }
    }
}

impl Pair<'_> {
    fn differences(&self, aliases: &Aliases) -> Vec<Difference> {
        let mut out = values::quantities(self);
        out.extend(dates::dates(self));
        out.extend(names::names(self, aliases));
        let more = self.view.copied(self, aliases).iter().cloned().chain(words::differences(self));
        for d in more {
            if !out.iter().any(|o| o.claimed.overlaps(d.claimed)) {
                out.push(d);
            }
        }
        out.sort_by_key(|d| (d.claimed, d.found));
        out
    }
}

/// The candidate sentences, lined up with the claim; best first.
pub fn views_of(claim: &Facts, sources: &[&Source]) -> Vec<View> {
    let mut made = Made::default();
    let found = candidates(&claim.words, sources, CANDIDATES).into_iter();
    found.filter_map(|c| sources.get(c.source).and_then(|s| View::new(claim, s, c, &mut made))).collect()
}

/// Sentences already cut into words, for one claim: neighbours are one another's context.
#[derive(Default)]
struct Made {
    sentences: FxHashMap<(usize, usize), Arc<Words>>,
    titles: FxHashMap<usize, Words>,
}

impl Made {
    /// The words of sentence `at` of the source at index `source`.
    fn words(&mut self, from: &Source, source: usize, at: usize) -> Arc<Words> {
        let short = from.sentences.get(at).is_some_and(|s| s.len() <= LONGEST);
        let made = || if short { from.words(at) } else { Arc::default() };
        self.sentences.entry((source, at)).or_insert_with(made).clone()
    }

    /// What a reader of the sentence has in mind: the document's title and the two sentences before.
    fn surroundings(&mut self, from: &Source, candidate: Candidate) -> Context {
        let mut context = Context::default();
        for at in candidate.sentence.saturating_sub(2)..candidate.sentence {
            context.add(&self.words(from, candidate.source, at));
        }
        if let Some(title) = from.called() {
            let words = self.titles.entry(candidate.source);
            context.add_title(words.or_insert_with(|| Words::new(title, Span::new(0, title.len()))));
        }
        context
    }
}

/// Tokens at the beginning of a sentence in which the one of whom it tells is named.
const OPENING: usize = 12;

/// Before its verb the sentence names another than what the document is called and the claim speaks of: “Its sequel, 120 Fathoms, came
/// out in 2007”.
fn of_another(claim: &Facts, facts: &Facts, like: &Likeness, context: &Context) -> bool {
    let words = &facts.words;
    let verb = |k: &usize| {
        let form =
            words.tokens.get(*k).is_some_and(|t| t.is_word() && !t.capital && lexicon::is_verb(t.key)) && words.fold(*k) != words.lemma(*k);
        form || words.is(*k, Group::Auxiliary)
    };
    let verb = (0..words.len().min(OPENING)).find(verb).unwrap_or(0);
    let said =
        |k: usize| (0..claim.words.len()).any(|i| like.at(i, k) >= 0.75) || words.tokens.get(k).is_some_and(|t| context.topical(t.key));
    // “On the Kallow list the film has …”: not of whom it tells
    let aside = |n: &Name| n.tokens.start.checked_sub(1).is_some_and(|k| words.is(k, Group::Placing) || words.fold(k) == "to");
    let mut named = facts.names.iter().enumerate().filter(|(j, _)| !support::opens(facts, *j)).map(|(_, n)| n);
    named.any(|n| n.tokens.start < verb && !aside(n) && !n.tokens.clone().filter(|k| facts.about(*k)).any(said))
}

/// ENGINE: menus and listings have no finite verb and hardly a lower-case word. “On 5 May the Ravens released Holm.” has both, an end,
/// and no mark that sets one entry off from the next.
fn is_prose(facts: &Facts) -> bool {
    let words = &facts.words;
    let lower = words.tokens.iter().filter(|t| t.is_word() && !t.capital).take(4).count();
    let set_off = |k: usize| matches!(words.fold(k), ":" | ";" | "|" | "/" | "-") && words.tokens.get(k).is_some_and(|t| t.spaced);
    lower == 4 || lower >= 1 && words.fold(words.len().saturating_sub(1)) == "." && !(0..words.len()).any(set_off) && states(facts)
}
