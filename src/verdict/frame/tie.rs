//! What ties a name of the claim and a name of the sentence to the same place of the same statement: the same title, the same
//! preposition after the same word, the same word after both, the same date.

use super::super::assess::Case;
use super::super::compare::{self, Comparison};
use super::super::exchange::slot::{self, Slot};
use super::super::known::Bearer;
use super::super::view::View;
use super::{Absence, listed, wide};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Group, Sorts};
use crate::mention::name::{self, Name, NameKind};

/// How far the word lies on which a preposition hangs, in tokens.
const REACH: usize = 7;
/// The longest phrase that tells what a name is, in tokens.
const PHRASE: usize = 6;
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
    /// “X sells”: who does it.
    Doer,
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
            Tie::Doer => "does the same",
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
            (Tie::Doer, Absence::Nowhere) => Some((0.75, 0.6)),
            (Tie::Work, Absence::Nowhere) => Some((0.9, 0.8)),
            (Tie::Object | Tie::Twin | Tie::Word | Tie::Work | Tie::Doer, _) => None,
        }
    }

    /// Both names are of a sort that can stand there.
    pub fn fits(self, a: Bearer, b: Bearer) -> bool {
        if self != Tie::Title && (listed(a) || listed(b) || wide(a) || wide(b)) {
            return false;
        }
        let region = |x: Bearer| x.name.kind == NameKind::Other && Group::Region.has(x.words.fold(x.name.head)) && x.keys().len() == 1;
        let sure = |x: Bearer| if region(x) { Some(NameKind::Place) } else { x.name.certain.then_some(x.name.kind) };
        let long = |x: Bearer| x.keys().len() >= 2 && !x.name.acronym;
        let person = |x: Bearer| !x.name.acronym && matches!(sure(x), None | Some(NameKind::Person));
        match (self, sure(a), sure(b)) {
            (Tie::Title, ..) => person(a) && person(b),
            (Tie::Twin, ..) => true,
            (Tie::Work, ..) => !a.name.acronym && !b.name.acronym && sure(a) != Some(NameKind::Place),
            (_, Some(NameKind::Other | NameKind::Title), _) | (_, _, Some(NameKind::Other | NameKind::Title)) => false,
            (_, Some(x), Some(y)) => x == y && alike_in_size(a, b),
            (Tie::Preposition, None, Some(NameKind::Organisation)) if a.name.kind == NameKind::Other && long(a) => true,
            (_, Some(x), None) => {
                x == NameKind::Person && b.name.kind == NameKind::Other && long(b) || x == b.name.kind && alike_in_size(a, b)
            }
            (_, None, Some(y)) => {
                y == NameKind::Person && a.name.kind == NameKind::Other && long(a) || y == a.name.kind && alike_in_size(a, b)
            }
            // two names of an unknown sort before the same noun or after the same word
            (Tie::Modifier | Tie::Object, None, None) => a.name.kind == b.name.kind && !b.name.acronym,
            (_, None, None) => a.name.kind == b.name.kind && long(a) && long(b),
        }
    }
}

/// Nothing tells what one of the two is, and nothing tells that they are of two sorts: “over the X” beside “over the Y River”.
pub fn unknown(a: Bearer, b: Bearer) -> bool {
    let open =
        |x: Bearer| !x.name.certain && matches!(x.name.kind, NameKind::Other | NameKind::Place) && !x.name.acronym && x.name.role.is_none();
    let plain = |x: Bearer| !listed(x) && !wide(x) && !matches!(x.name.kind, NameKind::Title) && !x.name.acronym;
    // a common word with a capital may be no name at all
    let own =
        |x: Bearer| x.keys().len() > 1 || !x.name.tokens.clone().all(|k| x.words.tokens.get(k).is_some_and(|t| lexicon::is_word(t.key)));
    let begins = |x: Bearer, y: Bearer| x.words.fold(x.name.tokens.start).starts_with(y.words.fold(y.name.tokens.start));
    let sorts = plain(a) && plain(b) && (open(a) || open(b)) && alike_in_size(a, b);
    sorts && own(a) && own(b) && !begins(a, b) && !begins(b, a)
}

/// Nothing tells that the two are of two sorts, where all around them is the same: a name of no certain sort may be of the other's.
pub fn sorts(a: Bearer, b: Bearer) -> bool {
    let sure = |x: Bearer| x.name.certain.then_some(x.name.kind);
    let plain = |x: Bearer| !(matches!(x.name.kind, NameKind::Title) || x.name.certain && x.name.kind == NameKind::Other);
    // a common word with a capital may be no name at all
    let own = |x: Bearer| x.keys().len() > 1 || !x.words.tokens.get(x.name.head).is_some_and(|t| lexicon::is_word(t.key));
    let open = |x: Bearer, kind: NameKind| match kind {
        NameKind::Person => !x.name.acronym && x.name.kind != NameKind::Organisation,
        NameKind::Place => !x.name.acronym && placed(x.words, x.name),
        _ => x.name.kind != NameKind::Person,
    };
    let kinds = match (sure(a), sure(b)) {
        (Some(x), Some(y)) => x == y,
        (Some(x), None) => open(b, x),
        (None, Some(y)) => open(a, y),
        (None, None) => true,
    };
    // “Lake X” and “Lake Y” begin with what both are
    let own_word = |x: Bearer| x.name.tokens.clone().find(|k| lexicon::head(x.words.fold(*k)).is_none()).unwrap_or(x.name.tokens.start);
    let begins = |x: Bearer, y: Bearer| x.words.fold(own_word(x)).starts_with(y.words.fold(own_word(y)));
    let sized = sure(a) != Some(NameKind::Place) && sure(b) != Some(NameKind::Place) || alike_in_size(a, b);
    plain(a)
        && plain(b)
        && (sure(a).is_some() || own(a))
        && (sure(b).is_some() || own(b))
        && kinds
        && sized
        && !begins(a, b)
        && !begins(b, a)
}

/// The class of the preposition before token `at`, articles passed over.
pub fn class_before(words: &Words, at: usize) -> &str {
    let article = |k: &usize| matches!(words.fold(*k), "the" | "a" | "an");
    let Some(k) = (at.saturating_sub(2)..at).rev().find(|k| !article(k)).filter(|k| words.is(*k, Group::Placing)) else { return "" };
    let before = k.checked_sub(1);
    if words.fold(k) == "of" && before.is_some_and(|b| words.fold(b) == "out") {
        return class("from");
    }
    // “on the Greek island of X”: on X
    if words.fold(k) == "of" && before.is_some_and(|b| lexicon::may_head(words.lemma(b), lexicon::Head::Place)) {
        let noun = k - 1;
        let from = (noun.saturating_sub(PHRASE)..noun).rev().find(|j| words.is(*j, Group::Placing));
        return from.map_or("", |j| class(words.fold(j)));
    }
    class(words.fold(k))
}

/// Both countries, or neither: a town may lie in the other's country.
fn alike_in_size(a: Bearer, b: Bearer) -> bool {
    let country = |x: Bearer| lexicon::alias(x.words, x.name.tokens.start).is_some_and(|(_, k)| k.kind == AliasKind::Country);
    let capital = |x: Bearer| lexicon::alias(x.words, x.name.tokens.start).is_some_and(|(_, k)| k.kind == AliasKind::Metonym);
    let known = |x: Bearer| x.name.place;
    if let (Some(x), Some(y)) = (known(a), known(b)) {
        return x.sorts.meets(y.sorts) && x.located && y.located && !lexicon::holds(x, y) && !lexicon::holds(y, x);
    }
    let large = |x: Bearer| known(x).is_some_and(|p| !p.sorts.meets(Sorts::TOWN));
    let region = |x: Bearer| !capital(x) && (large(x) || x.name.tokens.clone().any(|k| Group::Region.has(x.words.fold(k))));
    a.name.kind != NameKind::Place && b.name.kind != NameKind::Place || country(a) == country(b) && region(a) == region(b)
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
    if !p.is_empty() && work(theirs, b.name) == Some(class(p)) && alike(&governors(case.claim, a.name), &governors(&view.facts, b.name)) {
        return Some(Tie::Work);
    }
    // “in an X family” hangs on its noun, not on the preposition
    let person = |x: Bearer| x.name.certain && x.name.kind == NameKind::Person;
    let free = |x: Bearer| person(x) || modified(x.words, x.name).is_none();
    let alone = free(a) && free(b);
    if alone && !p.is_empty() && class(p) == class(q) && alike(&governors(case.claim, a.name), &governors(&view.facts, b.name)) {
        return Some(Tie::Preposition);
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
    if verbs.is_some_and(|(x, y)| view.like.at(x, y) >= 0.9) {
        return Some(Tie::Object);
    }
    let doing = |f: &Facts, n: &Name| slot::slots(f, &n.tokens).into_iter().filter(|s| matches!(s, Slot::Doer(_))).collect::<Vec<_>>();
    let (xs, ys) = (doing(case.claim, a.name), doing(&view.facts, b.name));
    let same = xs.iter().any(|x| ys.iter().any(|y| view.like.at(x.word(), y.word()) >= 0.9));
    same.then_some(Tie::Doer)
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
    preposition(words, n).map_or("", |k| words.fold(k))
}

/// Where it stands: “in the X”, “by the fishing charity X”.
fn preposition(words: &Words, n: &Name) -> Option<usize> {
    let last = n.tokens.start.checked_sub(1)?;
    let at = if matches!(words.fold(last), "the" | "a") { last.checked_sub(1)? } else { last };
    let at = apposed(words, last).unwrap_or(at);
    words.is(at, Group::Placing).then_some(at)
}

/// “in X”, “to X”: a preposition of place stands before it.
pub fn placed(words: &Words, n: &Name) -> bool {
    matches!(class(before(words, n)), "in" | "from" | "to" | "of" | "over")
}

/// What stands before the phrase that tells what a name is: “[by] the fishing charity X”.
fn apposed(words: &Words, noun: usize) -> Option<usize> {
    let plain = |k: usize| words.tokens.get(k).is_some_and(|t| t.is_word() && t.content());
    let told = plain(noun)
        && words.tokens.get(noun).is_some_and(|t| !t.capital && (!lexicon::is_verb(t.key) || words.fold(noun) == words.lemma(noun)));
    let article = (noun.saturating_sub(PHRASE)..noun).rev().take_while(|k| plain(*k + 1) || words.fold(*k + 1) == "-");
    let from = article.into_iter().find(|k| matches!(words.fold(*k), "the" | "a" | "an"))?;
    if told { from.checked_sub(1) } else { None }
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
        "across" | "along" => "over",
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
    let from = preposition(words, n).unwrap_or(n.tokens.start);
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
