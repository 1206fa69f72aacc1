use super::date::{self, DateMention, PartialDate};
use super::modality::{self, Modality};
use super::name::{self, Name};
use super::polarity::{self, Negation};
use super::quantity::{self, Bound, Kind, Quantity};
use crate::language::Words;
use crate::language::lexicon::{self, Expression};
use crate::text::Span;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A sentence worked out: its words and the typed things in it. Made for a claim once, and for a source
/// sentence when it first becomes a candidate.
#[derive(Clone, Debug)]
pub struct Facts {
    pub words: Arc<Words>,
    pub quantities: Vec<Quantity>,
    pub dates: Vec<DateMention>,
    pub names: Vec<Name>,
    pub negations: Vec<Negation>,
    /// For each token: it belongs to a quantity or a date, so it says a value, not what the sentence is about.
    pub value: Vec<bool>,
    /// Worked out when the first one asks.
    modality: OnceLock<Vec<Modality>>,
    expressions: OnceLock<Vec<Expression>>,
}

impl Facts {
    /// Works out the sentence `span` of `text`, leaving out the tokens under `skip`. Relative and year-less dates
    /// are read from `today`, the document's own date.
    pub fn of(text: &str, span: Span, skip: &[Span], today: Option<PartialDate>) -> Facts {
        Facts::from_words(text, Words::new(text, span).without(skip), today)
    }

    /// The same for words already made.
    pub fn from_words(text: &str, words: impl Into<Arc<Words>>, today: Option<PartialDate>) -> Facts {
        let words = words.into();
        let mut dates = date::find(text, &words);
        if today.is_some() {
            dates.iter_mut().for_each(|d| *d = date::resolve(d, today));
        }
        let mut quantities = quantity::find(text, &words);
        // a number that a date owns is no quantity
        quantities.retain(|q| !dates.iter().any(|d| d.span.overlaps(q.number)));
        quantities.iter_mut().filter(|q| q.kind == Kind::Ordinal).for_each(|q| bound_place(&words, q));
        let names = name::find(text, &words);
        let negations = polarity::find(text, &words);
        let mut value = vec![false; words.len()];
        let owned = quantities.iter().map(|q| &q.tokens).chain(dates.iter().map(|d| &d.tokens));
        for range in owned {
            value.iter_mut().take(range.end).skip(range.start).for_each(|v| *v = true);
        }
        Facts { words, quantities, dates, names, negations, value, modality: OnceLock::new(), expressions: OnceLock::new() }
    }

    /// Takes the values in the given stretches of tokens for what they are there: parts of a name.
    pub fn name_values(&mut self, within: &[Range<usize>]) {
        let inside = |tokens: &Range<usize>| within.iter().any(|r| r.start <= tokens.start && tokens.end <= r.end);
        let named: Vec<Range<usize>> =
            self.quantities.iter().map(|q| &q.tokens).chain(self.dates.iter().map(|d| &d.tokens)).filter(|t| inside(t)).cloned().collect();
        self.quantities.retain(|q| !inside(&q.tokens));
        self.dates.retain(|d| !inside(&d.tokens));
        for range in named {
            self.value.iter_mut().take(range.end).skip(range.start).for_each(|v| *v = false);
        }
    }

    /// The modal cues; `text` is the one that the sentence lies in.
    pub fn modality(&self, text: &str) -> &[Modality] {
        self.modality.get_or_init(|| modality::find(text, &self.words))
    }

    /// The expressions that may say the same as others, see [`lexicon::expressions`].
    pub fn expressions(&self) -> &[Expression] {
        self.expressions.get_or_init(|| lexicon::expressions(&self.words))
    }

    /// Token `i` is a content word that says what the sentence is about.
    pub fn about(&self, i: usize) -> bool {
        self.words.tokens.get(i).is_some_and(|t| t.content() && !t.is_number()) && !self.value.get(i).copied().unwrap_or(false)
    }
}

/// “Ranked below the fifth”: a place in a row with a bound. Writers differ in which way it goes: all that it excludes is the place itself.
fn bound_place(words: &Words, q: &mut Quantity) {
    let before = (1..=2).filter_map(|k| q.tokens.start.checked_sub(k));
    let bound = |i: usize| match words.fold(i) {
        "above" | "over" | "below" | "under" => Some(Bound::MoreThan),
        "than" | "least" | "most" | "before" | "after" => Some(Bound::AtLeast),
        _ => None,
    };
    if let Some((at, bound)) = before.into_iter().find_map(|i| bound(i).map(|b| (i, b))) {
        q.bound = bound;
        q.span = words.cover(at, q.tokens.end).cover(q.span);
    }
}
