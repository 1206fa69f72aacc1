//! What ties a name of the claim and a name of the sentence to the same place of the same statement: the same title, the same
//! preposition after the same word, the same word after both, the same date.

use super::super::assess::Case;
use super::super::compare::{self, Comparison};
use super::super::known::Bearer;
use super::super::view::View;
use super::{Absence, listed, wide};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Group};
use crate::mention::name::{self, Name, NameKind};

/// How far the word lies on which a preposition hangs, in tokens.
const REACH: usize = 7;
/// Words at least so alike stand for one another.
const ALIKE: f32 = 0.75;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tie {
    /// “Ambassador X”, “X, a Danish chemist”.
    Title,
    /// Right after both the same date stands.
    Date,
    /// “talks in X”, “the report by X”.
    Preposition,
    /// “girlfriend X”, “the owner is X”: the word before it.
    Word,
    /// “a character in the novel X”.
    Work,
    /// “told X”: the object of the same verb.
    Object,
    /// “an X survey”, “the X level”.
    Modifier,
    /// “the North Sea” and “the South Sea”.
    Twin,
}

impl Tie {
    /// For `explain`.
    pub fn name(self) -> &'static str {
        match self {
            Tie::Title => "same title",
            Tie::Date => "same date",
            Tie::Preposition => "same place in the clause",
            Tie::Object => "same verb",
            Tie::Word => "same word before it",
            Tie::Work => "same place in a work",
            Tie::Modifier => "same noun",
            Tie::Twin => "another quarter",
        }
    }

    /// The least share of the rest of the claim in the sentence and its context, and in the sentence alone; `None` where the tie
    /// does not bear a finding.
    pub fn needs(self, absence: Absence) -> Option<(f32, f32)> {
        match (self, absence) {
            (Tie::Title, Absence::Nowhere) => Some((0.6, 0.4)),
            (Tie::Title, _) => Some((0.7, 0.5)),
            (Tie::Date, _) => Some((0.7, 0.5)),
            (Tie::Preposition | Tie::Modifier | Tie::Object, Absence::Nowhere) => Some((0.7, 0.5)),
            (Tie::Preposition | Tie::Modifier | Tie::Twin, Absence::Distinctive) => Some((0.6, 0.5)),
            (Tie::Preposition | Tie::Modifier, Absence::Elsewhere) => Some((0.75, 0.6)),
            (Tie::Twin, Absence::Nowhere) => Some((0.6, 0.5)),
            (Tie::Word, Absence::Nowhere | Absence::Distinctive) => Some((0.7, 0.5)),
            (Tie::Work, Absence::Nowhere) => Some((0.9, 0.8)),
            (Tie::Object | Tie::Twin | Tie::Word | Tie::Work, _) => None,
        }
    }

    /// Both names are of a sort that can stand there.
    pub fn fits(self, a: Bearer, b: Bearer) -> bool {
        if self != Tie::Title && (listed(a) || listed(b) || wide(a) || wide(b)) {
            return false;
        }
        let sure = |x: Bearer| x.name.certain.then_some(x.name.kind);
        let long = |x: Bearer| x.keys().len() >= 2 && !x.name.acronym;
        let person = |x: Bearer| !x.name.acronym && matches!(sure(x), None | Some(NameKind::Person));
        match (self, sure(a), sure(b)) {
            (Tie::Title, ..) => person(a) && person(b),
            (Tie::Twin, ..) => true,
            (Tie::Work, ..) => !a.name.acronym && !b.name.acronym && sure(a) != Some(NameKind::Place),
            (_, Some(NameKind::Other | NameKind::Title), _) | (_, _, Some(NameKind::Other | NameKind::Title)) => false,
            (_, Some(x), Some(y)) => x == y && alike_in_size(a, b),
            (Tie::Preposition, None, Some(NameKind::Organisation)) if a.name.kind == NameKind::Other && long(a) => true,
            (_, Some(x), None) => x == NameKind::Person && b.name.kind == NameKind::Other && long(b) || x == b.name.kind,
            (_, None, Some(y)) => y == NameKind::Person && a.name.kind == NameKind::Other && long(a) || y == a.name.kind,
            // two names of an unknown sort before the same noun or after the same word
            (Tie::Modifier | Tie::Object, None, None) => a.name.kind == b.name.kind && !b.name.acronym,
            (_, None, None) => a.name.kind == b.name.kind && long(a) && long(b),
        }
    }
}

/// Both countries, or neither: a town may lie in the other's country.
fn alike_in_size(a: Bearer, b: Bearer) -> bool {
    let country = |x: Bearer| lexicon::alias(x.words, x.name.tokens.start).is_some_and(|(_, k)| k.kind == AliasKind::Country);
    let region = |x: Bearer| x.name.tokens.clone().any(|k| Group::Region.has(x.words.fold(k)));
    a.name.kind != NameKind::Place || country(a) == country(b) && region(a) == region(b)
}

/// The tie between name `i` of the claim and name `j` of the sentence.
pub fn between(case: &Case, view: &View, i: usize, j: usize) -> Option<Tie> {
    let (a, b) = (Bearer::of(case.claim, i)?, Bearer::of(&view.facts, j)?);
    let (mine, theirs) = (a.words, b.words);
    if let Some((x, y)) = titled(mine, a.name).zip(titled(theirs, b.name)) {
        let same = view.like.at(x, y) >= 0.9 && same_people(a, b);
        let held = !changing(mine, a.name) && !changing(theirs, b.name) && modified(mine, a.name).is_none() && !object(mine, x);
        return (same && held).then_some(Tie::Title);
    }
    if twins(a, b) {
        return Some(Tie::Twin);
    }
    let (p, q) = (before(mine, a.name), before(theirs, b.name));
    if dated(case, view, a.name, b.name) && class(p) == class(q) && class(p) == "in" {
        return Some(Tie::Date);
    }
    let alike = |xs: &[usize], ys: &[usize]| xs.iter().any(|x| ys.iter().any(|y| view.like.at(*x, *y) >= ALIKE));
    if !p.is_empty() && class(p) == class(q) && alike(&governors(case.claim, a.name), &governors(&view.facts, b.name)) {
        return Some(Tie::Preposition);
    }
    if !p.is_empty() && work(theirs, b.name) == Some(class(p)) && alike(&governors(case.claim, a.name), &governors(&view.facts, b.name)) {
        return Some(Tie::Work);
    }
    let nearest = |f: &Facts, n: &Name| governors(f, n).first().copied();
    if p.is_empty()
        && q.is_empty()
        && nearest(case.claim, a.name).zip(nearest(&view.facts, b.name)).is_some_and(|(x, y)| view.like.at(x, y) >= ALIKE)
        && modified(mine, a.name).is_none()
        && !nearest(case.claim, a.name).is_some_and(|x| object(mine, x))
    {
        return Some(Tie::Word);
    }
    if let Some((x, y)) = modified(mine, a.name).zip(modified(theirs, b.name)) {
        return (view.like.at(x, y) >= ALIKE).then_some(Tie::Modifier);
    }
    let verbs = object_of(mine, a.name).zip(object_of(theirs, b.name));
    verbs.filter(|(x, y)| view.like.at(*x, *y) >= 0.9).map(|_| Tie::Object)
}

/// The keys of the words that tie the two, in the sentence.
pub fn anchors(case: &Case, view: &View, i: usize, j: usize) -> Vec<u32> {
    let (Some(a), Some(b)) = (case.claim.names.get(i), view.facts.names.get(j)) else { return Vec::new() };
    let words = &view.facts.words;
    let tied = |x: &usize, y: &usize| view.like.at(*x, *y) >= ALIKE;
    let (xs, ys) = (governors(case.claim, a), governors(&view.facts, b));
    let mut out: Vec<usize> = ys.into_iter().filter(|y| xs.iter().any(|x| tied(x, y))).collect();
    out.extend(titled(words, b));
    out.extend(modified(words, b));
    out.iter().filter_map(|k| words.tokens.get(*k)).map(|t| t.key).collect()
}

/// The same words but for the quarter of the compass.
pub fn twins(a: Bearer, b: Bearer) -> bool {
    let quarter = |w: &str| matches!(w, "north" | "south" | "east" | "west" | "northern" | "southern" | "eastern" | "western");
    let parts = |x: Bearer| -> (Vec<String>, Vec<u32>) {
        let (mut quarters, mut rest) = (Vec::new(), Vec::new());
        for k in x.name.tokens.clone() {
            match x.words.fold(k) {
                w if quarter(w) => quarters.push(w.trim_end_matches("ern").to_string()),
                _ => rest.extend(x.words.tokens.get(k).filter(|t| t.content()).map(|t| t.key)),
            }
        }
        (quarters, rest)
    };
    let ((qa, ra), (qb, rb)) = (parts(a), parts(b));
    qa.len() == 1 && qb.len() == 1 && qa != qb && !ra.is_empty() && ra == rb
}

/// Where both titles tell of a people it is the same.
fn same_people(a: Bearer, b: Bearer) -> bool {
    let people = |x: Bearer| {
        let from = x.name.tokens.start.saturating_sub(6);
        let near = (from..x.name.tokens.start).chain(x.name.tokens.end..x.name.tokens.end + 6);
        near.filter_map(|k| lexicon::alias(x.words, k)).map(|(_, k)| k.group).collect::<Vec<_>>()
    };
    let (xs, ys) = (people(a), people(b));
    xs.is_empty() || ys.is_empty() || xs.iter().any(|x| ys.contains(x))
}

/// The preposition right before a name, its article passed over.
fn before<'a>(words: &'a Words, n: &Name) -> &'a str {
    let at = n.tokens.start.checked_sub(1).map(|k| if matches!(words.fold(k), "the" | "a") { k.saturating_sub(1) } else { k });
    let folded = at.map_or("", |k| words.fold(k));
    let preposition = matches!(
        folded,
        "in" | "of"
            | "with"
            | "from"
            | "for"
            | "by"
            | "to"
            | "at"
            | "on"
            | "against"
            | "near"
            | "inside"
            | "within"
            | "through"
            | "via"
            | "under"
    );
    if preposition { folded } else { "" }
}

/// The class of the preposition before a name to which the noun of a work is apposed: “in the Danish novel X”.
fn work<'a>(words: &'a Words, n: &Name) -> Option<&'a str> {
    let noun = n.tokens.start.checked_sub(1).filter(|k| Group::StandIn.has(words.lemma(*k)))?;
    let at = (noun.saturating_sub(4)..noun).rev().find(|k| matches!(words.fold(*k), "in" | "on" | "of"))?;
    let article = matches!(words.fold(at + 1), "the" | "a" | "an");
    article.then(|| class(words.fold(at)))
}

/// Prepositions that say the same of a place or a means.
fn class(preposition: &str) -> &str {
    match preposition {
        "at" | "on" | "inside" | "within" | "near" => "in",
        "via" => "through",
        other => other,
    }
}

/// The words on which the preposition before a name may hang: the last two content words left of it in its clause, dates passed over.
fn governors(facts: &Facts, n: &Name) -> Vec<usize> {
    let words = &facts.words;
    let breaks = |k: &usize| matches!(words.fold(*k), ";" | ":" | "and" | "but" | "who" | "which" | "that");
    let value = |k: usize| facts.value.get(k) == Some(&true);
    let content = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.content()) && !value(*k);
    let from = n.tokens.start;
    (from.saturating_sub(REACH)..from).rev().take_while(|k| !breaks(k)).filter(content).take(2).collect()
}

/// The noun right after a name that it tells more of: “an X survey”.
fn modified(words: &Words, n: &Name) -> Option<usize> {
    let at = n.tokens.end;
    let noun = words.tokens.get(at).filter(|t| t.is_word() && t.content() && !t.capital && t.spaced)?;
    (!lexicon::is_verb(noun.key) || words.fold(at) == words.lemma(at)).then_some(at)
}

/// The verb whose object the name is.
fn object_of(words: &Words, n: &Name) -> Option<usize> {
    let last = n.tokens.start.checked_sub(1)?;
    let at = if matches!(words.fold(last), "the" | "a" | "an") { last.checked_sub(1)? } else { last };
    let t = words.tokens.get(at).filter(|t| t.is_word() && t.content() && !t.capital)?;
    (lexicon::is_verb(t.key) && words.fold(at) != words.lemma(at)).then_some(at)
}

/// The head of the title or trade before or after a name: “Japanese Ambassador X”, “the Japanese Ambassador, X”, “X, a Danish
/// chemist”.
pub fn titled(words: &Words, n: &Name) -> Option<usize> {
    if let Some(role) = n.role {
        let last = (0..words.len()).rev().find(|k| words.tokens.get(*k).is_some_and(|t| role.contains(t.span)));
        let head = last.filter(|k| name::is_role(words.fold(*k)) && !courtesy(words, *k));
        if head.is_some() {
            return head;
        }
    }
    if let Some(trade) = trade(words, n) {
        return Some(trade);
    }
    let last = n.tokens.start.checked_sub(1)?;
    let last = if words.fold(last) == "," { last.checked_sub(1)? } else { last };
    let from = (last.saturating_sub(3)..=last)
        .find(|k| lexicon::title(words, *k).is_some_and(|(len, family)| k + len == last + 1 && family != "courtesy"));
    from.map(|_| last)
}

/// The trade of a person by a noun that no list of titles has: “microbiologist X”, “X, a Danish microbiologist,”.
fn trade(words: &Words, n: &Name) -> Option<usize> {
    let names_one = |k: usize| {
        let plain = words.tokens.get(k).is_some_and(|t| t.is_word() && !t.capital && t.content());
        let ends = words.fold(k).ends_with("ologist") || words.fold(k).ends_with("icist");
        plain && (ends || lexicon::sort_of(words.lemma(k)).is_some_and(|s| s.family == "person") && words.fold(k) == words.lemma(k))
    };
    let person = matches!(n.kind, NameKind::Person | NameKind::Other) && !n.acronym;
    let before = n.tokens.start.checked_sub(1).filter(|k| person && names_one(*k));
    let opens = person && words.fold(n.tokens.end) == "," && matches!(words.fold(n.tokens.end + 1), "a" | "an" | "the");
    let closes = |k: &usize| matches!(words.fold(*k + 1), "," | "who" | ")");
    let after = || (n.tokens.end + 2..n.tokens.end + 5).find(|k| names_one(*k)).filter(closes);
    before.or_else(|| if opens { after() } else { None })
}

/// “former”, “current”, “now” beside the name: others hold the post at other times.
fn changing(words: &Words, n: &Name) -> bool {
    let near = n.tokens.start.saturating_sub(5)..n.tokens.end + 4;
    near.into_iter().any(|k| words.is(k, Group::Changing) || words.fold(k) == "then")
}

/// Of the title with the head `at` a verb is said before it: “helped agent X”, “signed the goalkeeper X”. One may do so to many.
fn object(words: &Words, at: usize) -> bool {
    let verb = |k: &usize| {
        let t = words.tokens.get(*k);
        t.is_some_and(|t| t.is_word() && !t.capital && lexicon::is_verb(t.key)) && words.fold(*k) != words.lemma(*k)
    };
    let inner =
        |k: &usize| words.tokens.get(*k).is_some_and(|t| t.is_word() && (t.content() || matches!(words.fold(*k), "the" | "a" | "an")));
    (at.saturating_sub(4)..at).rev().take_while(inner).any(|k| verb(&k))
}

fn courtesy(words: &Words, k: usize) -> bool {
    lexicon::title(words, k).is_some_and(|(_, family)| family == "courtesy")
}

/// Right after both names the same date stands.
fn dated(case: &Case, view: &View, a: &Name, b: &Name) -> bool {
    let next = |facts: &Facts, n: &Name| {
        facts.dates.iter().find(|d| d.tokens.start >= n.tokens.end && d.tokens.start <= n.tokens.end + 2).cloned()
    };
    match (next(case.claim, a), next(&view.facts, b)) {
        (Some(x), Some(y)) => x.span.len() > 5 && compare::date(&x, &y) == Comparison::Satisfied,
        _ => false,
    }
}
