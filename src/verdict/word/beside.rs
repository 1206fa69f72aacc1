//! A claim beside one sentence of a source: which of its words are there, and the gates that every rule of words passes.

use super::super::assess::Case;
use super::super::known::{self, Bearer};
use super::super::view::View;
use super::super::{free, support, words};
use super::opposite::identified;
use crate::evidence::{Facts, share};
use crate::language::Words;
use crate::language::lexicon::Group;
use crate::mention::attribution::{self, Speaker};
use crate::mention::polarity::{Negation, NegationKind};
use crate::mention::quantity::Quantity;
use crate::text::Span;
use std::ops::Range;

/// Two words at least so alike say the same.
const ALIKE: f32 = 0.75;
/// Share of the rest of the claim that the sentence and its context say.
const FULL: f32 = 0.85;
/// The same, said by the sentence itself.
const OWN: f32 = 0.55;
/// Least share of the rest's matched words that stand in the claim's order.
const ORDER: f32 = 0.6;
/// Tokens beside the words that the two share in which a denial is of the same thing.
const ASIDE: usize = 2;
/// Tokens of the longest claim that is weighed.
const LONGEST: usize = 60;

pub struct Beside<'a> {
    pub case: &'a Case<'a>,
    pub view: &'a View,
    pub claim: &'a Facts,
    pub source: &'a Facts,
    /// The claim's subject where the sentence only has a pronoun for it and nothing around says whom it means.
    pub(super) unsaid: Range<usize>,
    /// The claim's tokens that only tell who said it: “Holm expects”, “Holm:”. Who it was is judged elsewhere.
    pub(super) frame: Range<usize>,
}

impl<'a> Beside<'a> {
    /// `None` where the sentence says too little of the claim, asks, or makes a condition.
    pub fn new(case: &'a Case<'a>, view: &'a View) -> Option<Beside<'a>> {
        let (claim, source) = (case.claim, &view.facts);
        if claim.words.len() > LONGEST || !running(source) || ends_asking(source) {
            return None;
        }
        let unsaid = unsaid(case, view);
        if unsaid.is_empty() && view.coverage.full < 0.25 {
            return None;
        }
        let frame = frame(case, view).unwrap_or(0..0);
        Some(Beside { case, view, claim, source, unsaid, frame })
    }

    /// The source token that says what claim token `i` says.
    pub fn matched(&self, i: usize) -> Option<usize> {
        if let Some(j) = self.view.alignment.to_source.get(i).copied().flatten() {
            return Some(j as usize);
        }
        let best = (0..self.source.words.len()).max_by(|x, y| self.view.like.at(i, *x).total_cmp(&self.view.like.at(i, *y)));
        best.filter(|j| self.view.like.at(i, *j) >= ALIKE)
    }

    /// The claim's token that says what source token `j` says.
    pub fn claimed(&self, j: usize) -> Option<usize> {
        if let Some(i) = self.view.alignment.to_claim.get(j).copied().flatten() {
            return Some(i as usize);
        }
        (0..self.claim.words.len()).find(|i| self.view.like.at(*i, j) >= ALIKE)
    }

    /// Claim token `i` is said by the sentence, or by what stands around it.
    pub fn found(&self, i: usize) -> bool {
        self.unsaid.contains(&i) || self.view.coverage.found.get(i).is_some_and(|f| *f >= ALIKE)
    }

    /// All that the claim says beside the tokens `apart` is said by the sentence and its context, in the same order, with the
    /// same names, dates and figures.
    pub fn said_but_for(&self, apart: impl Fn(usize) -> bool) -> bool {
        // of “a man” another sentence may tell of another man: then every word counts
        let (full, own) = match rest_needed(self.claim) {
            need if need > 0.98 => (need, need),
            need if need > 0.9 => (need, 0.75),
            _ => (FULL, OWN),
        };
        self.said_to(full, own, apart)
    }

    /// [`Beside::said_but_for`] with thresholds of its own.
    pub fn said_to(&self, full: f32, own: f32, apart: impl Fn(usize) -> bool) -> bool {
        self.says(full, own, apart) && self.settled() && self.figures()
    }

    /// [`Beside::said_to`] whatever the figures are.
    pub fn said_without_figures(&self, full: f32, own: f32) -> bool {
        self.says(full, own, |_| false) && self.settled()
    }

    fn says(&self, full: f32, own: f32, apart: impl Fn(usize) -> bool) -> bool {
        let skipped =
            |i: usize| apart(i) || self.unsaid.contains(&i) || self.frame.contains(&i) || Group::Light.has(self.claim.words.lemma(i));
        let n = self.claim.words.len();
        // “Per Olm” is said by “Olm”
        let named =
            |i: usize| self.claim.names.iter().position(|n| n.tokens.contains(&i)).is_some_and(|k| support::name(self.case, self.view, k));
        let names: Vec<bool> = (0..n).map(named).collect();
        let value = |v: &[f32], i: usize| if names.get(i) == Some(&true) { 1.0 } else { v.get(i).copied().unwrap_or(0.0) };
        let coverage = &self.view.coverage;
        let rest = |v: &[f32]| {
            let (all, left) = (
                share(self.claim, 0..n, |i| if skipped(i) { 0.0 } else { value(v, i) }),
                share(self.claim, 0..n, |i| f32::from(!skipped(i))),
            );
            if left > 0.0 { all / left } else { 0.0 }
        };
        // what the document is called is said in each of its sentences
        let topical: Vec<f32> = (0..n).map(|i| self.view.says(self.claim, i)).collect();
        let words: Vec<usize> = (0..n).filter(|i| self.claim.about(*i) && !skipped(*i)).collect();
        let inside: Vec<usize> = words.iter().copied().filter(|i| value(&coverage.inside, *i) >= ALIKE).collect();
        let ordered = inside.iter().filter(|i| self.view.alignment.to_source.get(**i).copied().flatten().is_some()).count();
        // “he said so” and “he never said so” may be about anything: a name and a word, or three words
        let named = self.claim.names.iter().any(|n| !n.tokens.is_empty() && !self.frame.contains(&n.tokens.start));
        let told =
            (0..n).filter(|i| self.claim.about(*i) && !self.frame.contains(i) && !Group::Light.has(self.claim.words.lemma(*i))).count();
        !inside.is_empty()
            && told >= if named { 2 } else { 3 }
            && !self.in_person(true)
            && rest(&coverage.found) >= full
            && rest(&topical) >= own
            && ordered as f32 >= ORDER * inside.len() as f32
    }

    /// The claim is in the first or second person: somebody's words, of which nobody else's sentence is the opposite. “You”
    /// may be anyone where the sentence has it too; so may “we” unless it is one of `ours`.
    pub(super) fn in_person(&self, ours: bool) -> bool {
        let (mine, theirs) = (&self.claim.words, &self.source.words);
        let anyone = |i: usize| (0..theirs.len()).any(|j| mine.fold(i) == theirs.fold(j));
        (self.frame.end..mine.len()).any(|i| match mine.fold(i) {
            "i" | "me" | "my" => true,
            "we" | "our" => ours,
            "you" | "your" => !anyone(i),
            _ => false,
        })
    }

    /// The sentence denies something among the words that say what the claim says. What it denies aside is another thing.
    pub fn denied(&self) -> bool {
        !self.denials_there().is_empty()
    }

    pub fn denials_there(&self) -> Vec<&Negation> {
        let there = shared(self.claim, self.view, ASIDE);
        denials(self.source).into_iter().filter(|n| there.is_none_or(|s| n.cue.overlaps(s))).collect()
    }

    /// Every figure is met.
    pub fn figures(&self) -> bool {
        let all = &self.claim.quantities;
        // “the two towns” are towns that were spoken of
        let meant = |q: &Quantity| {
            q.as_words
                && q.value < 4.0
                && q.tokens.start.checked_sub(1).is_some_and(|k| matches!(self.claim.words.fold(k), "the" | "these" | "both" | "those"))
        };
        (0..all.len()).all(|i| all.get(i).is_some_and(|q| !q.comparable() || meant(q)) || support::quantity(self.case, self.view, i))
    }

    /// Every name is found and every date met.
    pub fn settled(&self) -> bool {
        let (case, view) = (self.case, self.view);
        let within = |r: &Range<usize>, t: &Range<usize>| !r.is_empty() && r.start <= t.start && t.end <= r.end;
        let unsaid = |t: &Range<usize>| within(&self.unsaid, t) || within(&self.frame, t);
        (0..case.claim.names.len()).all(|i| unsaid(&case.claim.names[i].tokens) || support::name(case, view, i))
            && (!self.unsaid.is_empty() || free::capitals(case, view))
            && (0..case.claim.dates.len()).all(|i| support::date(case, view, i))
    }

    /// The claim sets something right, makes an exception, tells of a belief, or is less sure than the source.
    pub fn guarded(&self) -> bool {
        let Some(source) = self.case.sources.get(self.view.candidate.source) else { return true };
        let pair = self.view.pair(self.case.text, self.claim, source);
        words::excepted(&pair) || words::softened_in(&pair, self.frame.end)
    }
}

/// The stretch of the sentence between the first and the last word that says what the claim says, and up to `aside` tokens around it
/// but over no mark. `None` where it shares no content.
pub fn shared(claim: &Facts, view: &View, aside: usize) -> Option<Span> {
    let words = &view.facts.words;
    let told = view.alignment.to_source.iter().enumerate().filter(|(i, _)| claim.about(*i));
    let said = || told.clone().filter_map(|(_, j)| j.map(|j| j as usize));
    let (first, last) = (said().min()?, said().max()?);
    let mark = |k: &usize| words.tokens.get(*k).is_none_or(|t| !t.is_word() && !t.is_number());
    let from = (first.saturating_sub(aside)..first).rev().take_while(|k| !mark(k)).last().unwrap_or(first);
    let to = (last + 1..words.len().min(last + 1 + aside)).take_while(|k| !mark(k)).last().unwrap_or(last);
    Some(words.cover(from, to + 1))
}

/// The negations of a sentence that deny a predicate: not “deny”, which tells of an answer, nor a prefix, whose word is the opposite.
pub fn denials(facts: &Facts) -> Vec<&Negation> {
    facts
        .negations
        .iter()
        .filter(|n| n.kind != NegationKind::Lexical || n.predicate.is_none_or(|p| !own_word(facts, n, p)) && !answers(facts, n))
        .collect()
}

fn own_word(facts: &Facts, n: &Negation, predicate: usize) -> bool {
    facts.words.tokens.get(predicate).is_some_and(|t| n.cue.contains(t.span))
}

fn answers(facts: &Facts, n: &Negation) -> bool {
    facts.words.tokens.iter().position(|t| t.span.start >= n.cue.start).is_some_and(|i| facts.words.lemma(i) == "deny")
}

/// The tokens at the claim's beginning that tell who said it, when the source speaks of that person.
fn frame(case: &Case, view: &View) -> Option<Range<usize>> {
    let claim = case.claim;
    // “If you believe the critics, …”
    if claim.words.fold(0) == "if" && claim.words.fold(1) == "you" {
        return (3..claim.words.len().min(8)).find(|i| claim.words.fold(*i) == ",").map(|end| 0..end);
    }
    let first = claim.names.first().filter(|n| n.tokens.start <= 1)?;
    let source = case.sources.get(view.candidate.source)?;
    let known = claim.words.tokens.get(first.head).is_some_and(|t| source.has(t.key));
    // “Holm expects the price to fall”
    let verb = first.tokens.end;
    if known && first.tokens.start == 0 && Group::Hoping.has(claim.words.lemma(verb)) && claim.words.fold(verb).ends_with('s') {
        return Some(0..verb + 1);
    }
    let said = attribution::find(case.text, &claim.words, &claim.names).into_iter().next()?;
    let begins = said.kind == Speaker::Name && said.speaker_tokens.start <= 1;
    let end = claim.words.tokens.iter().position(|t| t.span.start >= said.content.start)?;
    (known && begins && end <= 6).then_some(0..end)
}

/// The least share of a claim that a sentence must have to be of the same event: of “a man” or “the man” another one may tell of
/// another man, where no name, date or figure says which, nor many words.
pub fn rest_needed(claim: &Facts) -> f32 {
    let long = (0..claim.words.len()).filter(|i| claim.about(*i)).count() >= 8;
    match (identified(claim, true), identified(claim, false)) {
        (true, _) => 0.0,
        (false, true) if long => 0.0,
        (false, true) => 0.95,
        (false, false) => 0.99,
    }
}

/// A word that turns what follows round stands shortly before token `at` in its clause: “avoid”, “absence of”, “turned down”. “Nothing
/// but” turns nothing.
pub fn turned(words: &Words, at: usize) -> bool {
    let ends = |i: &usize| {
        matches!(words.fold(*i), "," | ";" | ":" | "(" | ")") || words.fold(*i) == "but" && words.fold(i.saturating_sub(1)) == "nothing"
    };
    let from = (at.saturating_sub(6)..at).rev().take_while(|i| !ends(i)).last().unwrap_or(at);
    (from..at).any(|i| Group::Turning.has(words.lemma(i)) || words.lemma(i) == "turn" && words.fold(i + 1) == "down")
}

/// The token with the auxiliaries and adverbs before it.
pub fn stretch(words: &Words, at: usize) -> Span {
    let from = (0..at).rev().take(4).take_while(|i| helps(words.fold(*i))).last().unwrap_or(at);
    words.cover(from, at + 1)
}

/// An auxiliary, an article or an adverb of time.
pub fn helps(folded: &str) -> bool {
    Group::Auxiliary.has(folded) || matches!(folded, "a" | "an" | "already" | "also" | "since" | "then" | "now" | "ever")
}

/// How many negations bear on token `at`, odd or even; one that is part of the word itself does not count.
pub fn sign(facts: &Facts, at: usize) -> usize {
    let own = |n: &Negation| facts.words.tokens.get(at).is_some_and(|t| n.cue.overlaps(t.span));
    facts.negations.iter().filter(|n| !own(n) && (n.scope.contains(&at) || n.predicate == Some(at))).count() % 2
}

/// Running text: some function words, or a verb that links.
fn running(facts: &Facts) -> bool {
    let lower = facts.words.tokens.iter().filter(|t| t.is_word() && !t.capital).count();
    lower >= 4 || lower >= 3 && (0..facts.words.len()).any(|i| links(facts.words.fold(i)))
}

/// A form of “be”.
pub fn links(folded: &str) -> bool {
    matches!(folded, "is" | "are" | "was" | "were" | "'s" | "'re" | "be" | "been")
}

fn ends_asking(facts: &Facts) -> bool {
    facts.words.len().checked_sub(1).is_some_and(|last| facts.words.fold(last) == "?")
}

/// The tokens of the claim's subject where the sentence has only a pronoun for it that nothing before explains; none otherwise.
pub fn unsaid(case: &Case, view: &View) -> Range<usize> {
    if opens_unsaid(case, view) || speaks(case, view) { subject(case.claim) } else { 0..0 }
}

/// The sentence begins with “I” or “our”, and the source names the one of whom the claim tells: whoever speaks there.
pub fn speaks(case: &Case, view: &View) -> bool {
    let words = &view.facts.words;
    let first = (0..words.len()).find(|k| words.tokens.get(*k).is_some_and(|t| t.is_word()));
    if !first.is_some_and(|k| matches!(words.fold(k), "i" | "we" | "my" | "our")) {
        return false;
    }
    let subject = subject(case.claim);
    let mut named = (0..case.claim.names.len()).filter(|k| case.claim.names.get(*k).is_some_and(|n| subject.contains(&n.tokens.start)));
    named.next().and_then(|k| Bearer::of(case.claim, k)).is_some_and(|b| known::mentioned(case.sources, b)) && named.next().is_none()
}

/// The sentence begins with a pronoun, and neither a title nor a sentence before says whom it means.
fn opens_unsaid(case: &Case, view: &View) -> bool {
    let bare = view.candidate.sentence == 0 && case.sources.get(view.candidate.source).is_some_and(|s| s.title.is_none());
    bare && matches!(view.facts.words.fold(0), "he" | "she" | "it" | "they" | "his" | "her" | "its" | "their")
}

/// The claim's tokens before its first verb form that links or helps; nothing where there is none near.
pub fn subject(claim: &Facts) -> Range<usize> {
    let words = &claim.words;
    let verb = (1..words.len().min(12)).find(|i| {
        links(words.fold(*i)) || matches!(words.fold(*i), "has" | "had" | "have" | "did" | "does" | "do" | "never" | "only") || {
            words.tokens.get(*i).is_some_and(|t| t.is_word() && !t.capital && !t.stop) && words.fold(*i) != words.lemma(*i)
        }
    });
    0..verb.unwrap_or(0)
}
