//! What keeps a source's sentence from supporting a claim, beside values: a word of the claim that is not found, a word put
//! in the place of another, a negation, a hedge, a quantifier, a comparison, an order in time, or arguments that changed
//! places. Each check errs towards “lacks”: what it cannot line up it does not call supported.

mod certainty;
mod course;
mod measure;
mod phrase;
mod way;

use super::assess::Case;
use super::passage::Passage;
use super::view::View;
use crate::evidence::{Alignment, Facts, Likeness};
use crate::language::lexicon::Group;
use crate::language::{Words, lexicon};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::LazyCell;
use std::ops::Range;
use std::sync::OnceLock;

const OPERATORS: &str = include_str!("operators.txt");

/// What a sentence lacks of a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lack {
    Value,
    Name,
    Negation,
    Modality,
    Quantifier,
    Degree,
    Order,
    Roles,
    Opposite,
    Swapped,
    /// A negator, or a hedge, that bears on nothing that is shared, and a verb in another's place: no sign against the claim, but no
    /// sentence that is nearly the claim has one.
    Negators,
    Hedges,
    Verbs,
}

impl Lack {
    /// Keeps the sentence from supporting the claim whatever the rest is.
    pub fn grave(self) -> bool {
        !matches!(self, Lack::Negators | Lack::Hedges | Lack::Verbs)
    }

    /// For `explain`.
    pub fn name(self) -> &'static str {
        match self {
            Lack::Value => "a value",
            Lack::Name => "a name",
            Lack::Negation => "the negation",
            Lack::Modality => "the certainty",
            Lack::Quantifier => "the quantifier",
            Lack::Degree => "the comparison",
            Lack::Order => "the order in time",
            Lack::Roles => "who did it to whom",
            Lack::Opposite => "the direction",
            Lack::Swapped => "a word in another's place",
            Lack::Negators => "the same negators",
            Lack::Hedges => "the same hedges",
            Lack::Verbs => "the same verb",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operator {
    Before,
    After,
    Until,
    Only,
    Again,
    More,
    Less,
    Most,
    Least,
    Implicative,
    Wish,
    Prospect,
    Prevent,
    Avoid,
    Light,
}

fn table() -> &'static FxHashMap<&'static str, Operator> {
    static CELL: OnceLock<FxHashMap<&'static str, Operator>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut out = FxHashMap::default();
        for (head, words) in OPERATORS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": ")) {
            let operator = match head {
                "before" => Operator::Before,
                "after" => Operator::After,
                "until" => Operator::Until,
                "only" => Operator::Only,
                "again" => Operator::Again,
                "more" => Operator::More,
                "less" => Operator::Less,
                "most" => Operator::Most,
                "least" => Operator::Least,
                "implicative" => Operator::Implicative,
                "wish" => Operator::Wish,
                "prospect" => Operator::Prospect,
                "prevent" => Operator::Prevent,
                "avoid" => Operator::Avoid,
                _ => Operator::Light,
            };
            words.split_whitespace().for_each(|w| {
                out.entry(w).or_insert(operator);
            });
        }
        out
    })
}

/// The word says next to nothing, whatever else it is: “go”, “get”.
fn light(word: &str) -> bool {
    static CELL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let words = CELL.get_or_init(|| OPERATORS.lines().filter_map(|l| l.strip_prefix("light: ")).flat_map(str::split_whitespace).collect());
    words.contains(word)
}

fn operator(word: &str) -> Option<Operator> {
    table().get(word).copied()
}

/// Two words less alike than this do not stand for one another.
const ENOUGH: f32 = 0.75;
/// What an expression in other words is worth.
const OTHERWISE: f32 = 0.8;

/// A claim beside one sentence, each token with the one that stands for it.
pub struct Fit<'a> {
    /// The note's text and the source's.
    note: &'a str,
    text: &'a str,
    claim: &'a Facts,
    view: &'a View,
    /// For each claim token how well it is found in the sentence and around it.
    found: Vec<f32>,
    /// For each claim token the source token that stands for it, in order or not.
    partner: Vec<Option<usize>>,
    /// For each source token: it stands for one of the claim's.
    taken: Vec<bool>,
    /// Source tokens from the first to the last that stand for content of the claim.
    core: Range<usize>,
    /// Tokens of the claim and of the source that belong to expressions which say the same in other words.
    told: (Vec<bool>, Vec<bool>),
}

impl<'a> Fit<'a> {
    /// By the words of the two as they stand.
    pub fn new(case: &Case<'a>, passage: &Passage<'a>) -> Option<Fit<'a>> {
        Fit::of(case, passage, false)
    }

    /// The same, and expressions that say the same, and broader words.
    pub fn in_other_words(case: &Case<'a>, passage: &Passage<'a>) -> Option<Fit<'a>> {
        Fit::of(case, passage, true)
    }

    fn of(case: &Case<'a>, passage: &Passage<'a>, wide: bool) -> Option<Fit<'a>> {
        let view = passage.view;
        let text: &'a str = &case.sources.get(view.candidate.source)?.document.text;
        let (claim, source) = (case.claim, &view.facts);
        let content = |i: usize| claim.words.tokens.get(i).is_some_and(|t| t.content());
        let (mut partner, mut taken) = partners(claim, source, &view.like, &view.alignment);
        let mut told = (Vec::new(), Vec::new());
        if wide {
            told = phrase::told(claim, source, &mut partner, &mut taken);
            phrase::broader(claim, source, &mut partner, &mut taken);
        }
        let mut found = passage.found.clone();
        for i in doubled(claim, &partner, |i, j| view.like.at(i, j)) {
            partner[i] = None;
            found[i] = 0.0;
        }
        let mut core: Option<Range<usize>> = None;
        for (i, j) in partner.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j))) {
            if content(i) {
                core = Some(core.map_or(j..j + 1, |c| c.start.min(j)..c.end.max(j + 1)));
            }
        }
        core.map(|core| Fit { note: case.text, text, claim, view, found, partner, taken, core, told })
    }

    fn source(&self) -> &'a Facts {
        &self.view.facts
    }

    fn at(&self, i: usize) -> Option<usize> {
        self.partner.get(i).copied().flatten()
    }

    /// The claim's token is part of an expression that the source says in other words; and the other way round.
    pub fn mine_told(&self, i: usize) -> bool {
        self.told.0.get(i) == Some(&true)
    }

    fn theirs_told(&self, j: usize) -> bool {
        self.told.1.get(j) == Some(&true)
    }

    /// The claim token that source token `j` stands for.
    fn back(&self, j: usize) -> Option<usize> {
        self.partner.iter().position(|p| *p == Some(j))
    }

    fn alike(&self, i: Option<usize>, j: Option<usize>) -> bool {
        i.zip(j).is_some_and(|(i, j)| self.view.like.at(i, j) >= ENOUGH)
    }

    /// How well claim token `i` is found in the sentence, and with what is around it.
    pub fn inside(&self, i: usize) -> f32 {
        let inside = self.view.coverage.inside.get(i).copied().unwrap_or(0.0);
        if self.at(i).is_some() { inside.max(OTHERWISE) } else { inside }
    }

    pub fn found(&self, i: usize) -> f32 {
        self.found.get(i).copied().unwrap_or(0.0).max(self.inside(i))
    }

    /// Some of the claim's words are found only by what they mean.
    pub fn reworded(&self) -> bool {
        self.told.0.contains(&true)
    }

    /// The claim's word `i` is only added: it is no modifier of the next, no name, no post and no part of one, has no opposite, and between the words around
    /// it that the sentence has too, that says nothing else.
    pub fn added(&self, i: usize) -> bool {
        let words = &self.claim.words;
        let Some(token) = words.tokens.get(i).filter(|t| !t.capital || i == 0) else { return false };
        let opposed = lexicon::has_opposite(token.key) || lexicon::has_opposite(token.word_key);
        let post = (i..i + 3).any(|k| !lexicon::posts_at(words, k).is_empty() || lexicon::title(words, k).is_some());
        let modifies = words.tokens.get(i + 1).is_some_and(|t| t.is_word() && (t.capital || t.content()));
        let quoted = self.note.get(token.span.end as usize..).is_some_and(|rest| rest.starts_with(['"', '”', '’']));
        let counted = self.claim.quantities.iter().any(|q| q.head == Some(i) || q.unit_word == Some(i));
        let telling = |j: usize| self.taken.get(j) == Some(&false) && self.source().about(j);
        let left = (0..i).rev().find_map(|k| self.at(k));
        let right = (i + 1..self.partner.len()).find_map(|k| self.at(k));
        let exchanged = match (left, right) {
            (Some(a), Some(b)) => (a.min(b) + 1..a.max(b)).any(telling),
            (Some(a), None) => (a + 1..a + 4).any(telling),
            (None, Some(b)) => (b.saturating_sub(3)..b).any(telling),
            (None, None) => true,
        };
        !opposed && !post && !modifies && !quoted && !counted && !exchanged
    }

    /// The claim's word `i` says next to nothing, or is asked for by itself: “already”, “only”, “wants to”.
    fn weighed(&self, i: usize) -> bool {
        let words = &self.claim.words;
        let own = |word: &str| match operator(word) {
            Some(Operator::Wish | Operator::Prospect | Operator::Prevent | Operator::Avoid) => false,
            Some(Operator::Implicative) | None => light(word),
            Some(_) => true,
        };
        own(words.fold(i)) || own(words.lemma(i)) || self.open(i)
    }

    /// The claim's word `i` only leaves open whether something is so, as the source does: “means to”, “is due to”.
    fn open(&self, i: usize) -> bool {
        let words = &self.claim.words;
        let wants = matches!(operator(words.lemma(i)), Some(Operator::Wish | Operator::Prospect));
        wants && (words.fold(i + 1) == "to" || !self.source().modality(self.text).is_empty())
    }

    /// Content words of the claim that neither the sentence nor its context has, but for those that say next to nothing.
    pub fn left(&self) -> Vec<usize> {
        let words = &self.claim.words;
        let open = |i: &usize| {
            let bound = self.claim.quantities.iter().any(|q| q.comparable() && q.span.overlaps(span_of(words, *i)));
            self.claim.about(*i)
                && !bound
                && self.at(*i).is_none()
                && self.found.get(*i).is_none_or(|f| *f < ENOUGH)
                && !self.weighed(*i)
                && !reports(words, *i)
                && !(words.fold(*i) == "part" && i.checked_sub(1).is_some_and(|b| words.lemma(b) == "take"))
        };
        (0..words.len()).filter(open).collect()
    }

    /// Whether the sentence lacks something, values and names left out, that `meant` accepts; asks no further then. `copied`: the claim
    /// follows the sentence's words, so that each word in another's place counts.
    pub fn any_lack(&self, copied: bool, mut meant: impl FnMut(Lack) -> bool) -> bool {
        let left = LazyCell::new(|| !self.left().is_empty());
        let swapped = LazyCell::new(|| if copied { self.swapped() } else { (0, 0) });
        let checks: [(Lack, &dyn Fn() -> bool); 11] = [
            (Lack::Roles, &|| self.roles() || self.attributes()),
            (Lack::Order, &|| self.order()),
            (Lack::Quantifier, &|| self.quantifier()),
            (Lack::Degree, &|| self.degree()),
            (Lack::Negation, &|| self.negation(*left)),
            (Lack::Opposite, &|| self.opposite() || self.undone() || self.away() || self.doing_otherwise()),
            (Lack::Modality, &|| self.modality(*left)),
            (Lack::Swapped, &|| swapped.0 > swapped.1),
            (Lack::Negators, &|| self.negators()),
            (Lack::Hedges, &|| self.hedges()),
            (Lack::Verbs, &|| swapped.1 > 0),
        ];
        checks.into_iter().any(|(lack, lacks)| lacks() && meant(lack))
    }

    /// A number of the claim that no value of it owns stands nowhere in the sentence or its context.
    pub fn loose_number(&self) -> bool {
        let (words, source) = (&self.claim.words, &self.source().words);
        words.tokens.iter().enumerate().any(|(i, t)| {
            let owned = self.claim.quantities.iter().any(|q| q.comparable() && q.tokens.contains(&i))
                || self.claim.dates.iter().any(|d| d.tokens.contains(&i));
            let calendar = t.capital && (words.is(i, Group::Month) || words.is(i, Group::Weekday));
            (t.is_number() || calendar)
                && !owned
                && self.found.get(i).is_none_or(|f| *f < ENOUGH)
                && !(0..source.len()).any(|j| source.fold(j) == words.fold(i))
        })
    }

    /// The core and a little around it: a cue may stand before the first word that is shared.
    fn region(&self) -> Range<usize> {
        self.core.start.saturating_sub(4)..(self.core.end + 2).min(self.source().words.len())
    }
}

/// A verb whose “to …” happened, or that something goes on: “began”.
pub fn implies(words: &Words, i: usize) -> bool {
    operator(words.lemma(i)) == Some(Operator::Implicative)
}

/// For each token of the claim the source's that stands for it, in order or else the likest; and which of the source's stand for one.
fn partners(claim: &Facts, source: &Facts, like: &Likeness, alignment: &Alignment) -> (Vec<Option<usize>>, Vec<bool>) {
    let columns = source.words.len();
    let alike = |i: usize| {
        let mut best: Option<(usize, f32)> = None;
        for j in 0..columns {
            let like = like.at(i, j);
            if like >= ENOUGH && best.is_none_or(|b| like > b.1) {
                best = Some((j, like));
            }
        }
        best.map(|b| b.0)
    };
    let ordered = |i: usize| alignment.to_source.get(i).copied().flatten().map(|j| j as usize);
    let content = |i: usize| claim.words.tokens.get(i).is_some_and(|t| t.content());
    let partner: Vec<Option<usize>> =
        (0..claim.words.len()).map(|i| ordered(i).or_else(|| if content(i) { alike(i) } else { None })).collect();
    let mut taken = vec![false; columns];
    for j in partner.iter().flatten() {
        taken[*j] = true;
    }
    (partner, taken)
}

/// For each content token of the claim that the sentence does not have: where an expression that says the same stands in it.
pub fn otherwise(claim: &Facts, source: &Facts, like: &Likeness, alignment: &Alignment) -> Vec<Option<usize>> {
    let (mut partner, mut taken) = partners(claim, source, like, alignment);
    let before = partner.clone();
    let (mine, _) = phrase::told(claim, source, &mut partner, &mut taken);
    let new = |i: usize| mine.get(i) == Some(&true) && before.get(i) == Some(&None);
    (0..claim.words.len()).map(|i| partner.get(i).copied().flatten().filter(|_| new(i))).collect()
}

/// Words of the claim that have the same word of the source as one beside them, which is more like it: the “executive” of “chief
/// executive”, where the source has “chief adviser”. One word does not stand for two, but for an abbreviation.
fn doubled(claim: &Facts, partner: &[Option<usize>], like: impl Fn(usize, usize) -> f32) -> Vec<usize> {
    let common = |i: usize| claim.about(i) && claim.words.tokens.get(i).is_some_and(|t| !t.capital);
    let less = |i: &usize| {
        let Some(j) = partner[*i] else { return false };
        let near = i.saturating_sub(2)..(i + 3).min(partner.len());
        near.into_iter().any(|k| k != *i && common(k) && partner[k] == Some(j) && like(k, j) >= 0.95 && like(*i, j) < 0.95)
    };
    (0..partner.len()).filter(|i| common(*i)).filter(less).collect()
}

/// The word says who said it: “notes”, “in the words of”.
fn reports(words: &Words, i: usize) -> bool {
    (i.saturating_sub(3)..=i).any(|k| lexicon::reporting(words, k).is_some_and(|len| k + len > i))
}

fn span_of(words: &Words, i: usize) -> crate::text::Span {
    words.cover(i, i + 1)
}

fn next_content(words: &Words, from: usize) -> Option<usize> {
    (from..words.len()).find(|i| words.tokens.get(*i).is_some_and(|t| t.content()))
}
