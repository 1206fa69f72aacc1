//! A short sentence about somebody without a name, denied as a whole: “nobody is crossing the bridge” beside “a boy is crossing the
//! old bridge”. A denial is of all that it says: where the other side says each word of it, in its order and tied by the same small
//! words, and more besides, both cannot be so. Only of a passage that was picked for the claim: in a document it may be somebody else.

use super::super::difference::{Difference, Slot};
use super::super::view::View;
use super::super::{figure, support};
use super::beside::Beside;
use super::denial::{limited, partial};
use super::scene;
use crate::evidence::Facts;
use crate::language::{Words, inflected, lexicon::Group, progressive};
use crate::mention::polarity::{Negation, NegationKind};
use crate::text::Span;

/// The least likeness of a word of the denial and the other side's.
const SAME: f32 = 0.9;
/// Fewest words of content that are denied.
const FEWEST: usize = 2;
/// Tokens before the subject: “the tall old”.
const BEFORE: usize = 3;

/// The side that denies, and the other.
struct Sides<'a> {
    denial: &'a Facts,
    cue: &'a Negation,
    other: &'a Facts,
    like: &'a dyn Fn(usize, usize) -> f32,
}

pub fn find(b: &Beside) -> Option<Difference> {
    if !bare(b.claim, b.source, figure::picked(b.case, b.view)) || b.guarded() || scene::two(b.claim, b.view) {
        return None;
    }
    sides(b.claim, b.view, |sides, mine| {
        let (denied, told) = sides.against()?;
        let (claimed, found) = if mine { (denied, told) } else { (told, denied) };
        Some(Difference { slot: Slot::Negation, rule: "negation-conflict", claimed, found, replaceable: false })
    })?
}

/// A denial and what it was found against may be of one thing; always so of what has a name or stands in a document.
pub fn fits(claim: &Facts, view: &View, picked: bool) -> bool {
    !bare(claim, &view.facts, picked) || sides(claim, view, |sides, _| sides.fits()).unwrap_or(true)
}

/// The other side begins with the subject of the denial, or nothing is known of either.
pub fn same_subject(claim: &Facts, view: &View, picked: bool) -> bool {
    !bare(claim, &view.facts, picked) || sides(claim, view, |sides, _| sides.begins()).unwrap_or(true)
}

/// Nothing says of whom it is, on either side, and the passage was picked for the claim.
fn bare(claim: &Facts, source: &Facts, picked: bool) -> bool {
    let nobody = |f: &Facts| matches!(f.words.fold(0), "nobody" | "nothing" | "none" | "no");
    let unnamed = |f: &Facts| (0..f.names.len()).all(|k| support::opens(f, k) || f.names[k].tokens == (0..1) && nobody(f));
    picked && unnamed(claim) && unnamed(source)
}

/// Looks at the side that denies, whether it is the claim's; `None` unless just one side does, once.
fn sides<T>(claim: &Facts, view: &View, look: impl FnOnce(Sides, bool) -> T) -> Option<T> {
    let (source, like) = (&view.facts, &view.like);
    match (claim.negations.as_slice(), source.negations.as_slice()) {
        ([n], []) => Some(look(Sides { denial: claim, cue: n, other: source, like: &|i, j| like.at(i, j) }, true)),
        ([], [n]) => Some(look(Sides { denial: source, cue: n, other: claim, like: &|j, i| like.at(i, j) }, false)),
        _ => None,
    }
}

impl Sides<'_> {
    /// What is denied, and where the other side says it.
    fn against(&self) -> Option<(Span, Span)> {
        let (words, theirs) = (&self.denial.words, &self.other.words);
        let limits = partial(words, self.cue) || limited(words, self.cue) || !level(words, theirs);
        if self.cue.kind != NegationKind::Full || !self.stated() || limits || past(words) != past(theirs) || !self.counted() {
            return None;
        }
        let pairs = self.pairs()?;
        let (first, last) = (pairs.first()?, pairs.last()?);
        // “no one is running” of whoever runs
        let enough = pairs.len() >= FEWEST
            || nobody(&self.denial.words, self.cue)
                && pairs.iter().all(|p| progressive(words, p.0, true) && progressive(theirs, p.1, true));
        let headed = |j: usize| pairs.iter().any(|p| p.1 == j + 1) || !qualifies(theirs, j + 1);
        if !enough || !pairs.iter().all(|p| headed(p.1)) || !self.subject(first.1) || !pairs.windows(2).all(|p| self.tied(p[0], p[1])) {
            return None;
        }
        let told = theirs.cover(first.1, last.1 + 1);
        Some((self.cue.cue.cover(words.cover(first.0, last.0 + 1)), told))
    }

    /// The denial's subject is that of the other side, which is not only about to do it; and how it is done and by how many, both say.
    fn fits(&self) -> bool {
        let (words, theirs) = (&self.denial.words, &self.other.words);
        let content = |i: &usize| words.tokens.get(*i).is_some_and(|t| t.content() && !self.cue.cue.contains(t.span));
        let partner = |i: usize| (0..theirs.len()).find(|j| (self.like)(i, *j) >= SAME);
        let manner = |i: usize| words.fold(i).len() > 4 && words.fold(i).ends_with("ly");
        let subject: Vec<usize> = (0..self.at()).filter(content).collect();
        let last = subject.last().and_then(|i| partner(*i));
        let told = subject.iter().all(|i| partner(*i).is_some());
        let verb = self.cue.predicate.filter(|p| inflected(words, *p)).and_then(partner);
        let doing = last.zip(verb).is_none_or(|(j, v)| (j + 1..v).all(|k| !inflected(theirs, k) && !joins(theirs, k)));
        let own = last.is_none_or(|j| !qualifies(theirs, j + 1) || subject.iter().any(|i| partner(*i) == Some(j + 1)));
        self.begins()
            && told
            && own
            && doing
            && level(words, theirs)
            && (0..words.len()).filter(|i| manner(*i)).all(|i| partner(i).is_some())
    }

    /// The first word before the denial stands where the other side's subject does.
    fn begins(&self) -> bool {
        let content = |i: &usize| self.denial.words.tokens.get(*i).is_some_and(|t| t.content());
        let first = (0..self.at()).find(content);
        let there = first.and_then(|i| (0..self.other.words.len()).find(|j| (self.like)(i, *j) >= SAME));
        there.is_none_or(|j| self.opens(j))
    }

    /// The token at which the denial stands.
    fn at(&self) -> usize {
        stands(&self.denial.words, self.cue)
    }

    /// The statement is denied, not what hangs on it: “with no one on it”, “without a sail”.
    fn stated(&self) -> bool {
        let (words, at) = (&self.denial.words, self.at());
        !only_where(words, self.cue)
            && !matches!(words.fold(at), "without" | "neither" | "nor")
            && !at.checked_sub(1).is_some_and(|k| ties(words, k))
    }

    /// Each word of content that is denied with the other side's word for it; `None` where one has none, or they stand in another order.
    fn pairs(&self) -> Option<Vec<(usize, usize)>> {
        let words = &self.denial.words;
        let told = |i: &usize| {
            words.tokens.get(*i).is_some_and(|t| t.content() && !self.cue.cue.contains(t.span))
                && !matches!(words.fold(*i), "anything" | "anyone" | "anybody" | "one" | "single" | "there" | "person")
        };
        let mut from = 0;
        let pair = |i: usize| {
            let j = (from..self.other.words.len()).find(|j| (self.like)(i, *j) >= SAME)?;
            from = j + 1;
            Some((i, j))
        };
        (0..words.len()).filter(told).map(pair).collect()
    }

    /// Every number that is denied is the other side's.
    fn counted(&self) -> bool {
        let met = |value: f64| self.other.quantities.iter().any(|r| r.value == value);
        self.denial.quantities.iter().all(|q| met(q.value))
    }

    /// The denial is of nobody at all, or of one that is known, with whom the other side begins. “A man is not …”: another one may be.
    fn subject(&self, first: usize) -> bool {
        let words = &self.denial.words;
        let known =
            words.fold(self.at()) == "no" || matches!(words.fold(0), "the" | "his" | "her" | "its" | "their" | "there" | "this" | "that");
        nobody(&self.denial.words, self.cue) || known && self.opens(first)
    }

    /// The other side's sentence begins with its token `first`, told with adjectives at most.
    fn opens(&self, first: usize) -> bool {
        let theirs = &self.other.words;
        let adjectives = |k: usize| !ties(theirs, k) && !joins(theirs, k) && !inflected(theirs, k);
        first <= BEFORE && (0..first).all(adjectives)
    }

    /// Between two words of the other side no further thing happens, and the same small words tie them.
    fn tied(&self, (i, j): (usize, usize), (k, l): (usize, usize)) -> bool {
        let (words, theirs) = (&self.denial.words, &self.other.words);
        let exists = words.fold(0) == "there";
        let (mine, other) = (i + 1..k, j + 1..l);
        let verbs = other.clone().filter(|x| inflected(theirs, *x)).count();
        let tie = |w: &Words, within: std::ops::Range<usize>| within.rev().find(|x| ties(w, *x)).map_or("", |x| w.fold(x)).to_string();
        // “the woman in the red dress is dancing”: what stands between tells which woman
        let does = inflected(theirs, l) && inflected(words, k);
        let same = does || tie(words, mine) == tie(theirs, other.clone());
        verbs <= usize::from(exists) && !other.into_iter().any(|x| joins(theirs, x)) && same
    }
}

/// “The fire engine”, “the mother's children”: another thing than the word before.
fn qualifies(words: &Words, k: usize) -> bool {
    let noun = words.tokens.get(k).is_some_and(|t| t.is_word() && t.content());
    words.fold(k) == "'s" || noun && !inflected(words, k) && !words.fold(k).ends_with("ly")
}

/// The token at which a denial stands.
fn stands(words: &Words, n: &Negation) -> usize {
    words.tokens.iter().position(|t| n.cue.contains(t.span)).unwrap_or(0)
}

/// “Nobody”, “no one”.
fn nobody(words: &Words, n: &Negation) -> bool {
    let at = stands(words, n);
    matches!(words.fold(at), "nobody" | "none" | "nothing") || words.fold(at) == "no" && words.fold(at + 1) == "one"
}

/// “Nobody behind the man”: what follows only tells where.
pub fn only_where(words: &Words, n: &Negation) -> bool {
    let at = words.tokens.iter().position(|t| t.span.start >= n.cue.end);
    nobody(words, n) && at.is_some_and(|k| ties(words, k) && words.fold(k) != "of")
}

/// A preposition.
fn ties(words: &Words, k: usize) -> bool {
    let placed = words.is(k, Group::Placing);
    placed
        || matches!(
            words.fold(k),
            "'s" | "of"
                | "to"
                | "with"
                | "from"
                | "for"
                | "on"
                | "in"
                | "at"
                | "into"
                | "onto"
                | "off"
                | "out"
                | "up"
                | "down"
                | "by"
                | "through"
                | "across"
                | "along"
                | "around"
                | "about"
                | "behind"
                | "beside"
                | "near"
                | "under"
                | "over"
                | "above"
                | "below"
                | "between"
                | "against"
                | "after"
                | "before"
                | "during"
                | "without"
                | "towards"
                | "past"
                | "inside"
                | "outside"
                | "like"
                | "as"
        )
}

/// Another statement, or another thing, begins.
fn joins(words: &Words, k: usize) -> bool {
    matches!(words.fold(k), "and" | "or" | "but" | "while" | "who" | "which" | "that" | "whose" | "if" | "when" | "," | ";" | ":" | "(")
}

/// Told of the past.
fn past(words: &Words) -> bool {
    (0..words.len()).any(|k| matches!(words.fold(k), "was" | "were" | "did" | "had"))
}

/// Neither is only about to happen, nor told of each of them where the other is not.
pub fn level(mine: &Words, theirs: &Words) -> bool {
    let soon = |w: &Words| (0..w.len()).any(|k| w.fold(k) == "about" && w.fold(k + 1) == "to");
    soon(mine) == soon(theirs) && all(mine) == all(theirs)
}

/// Told of each of them.
fn all(words: &Words) -> bool {
    (0..words.len()).any(|k| matches!(words.fold(k), "all" | "every" | "everyone" | "everybody" | "each" | "both" | "only"))
}
