//! For whom somebody plays now: a player has one club at a time.

use super::super::assess::Case;
use super::super::known::Bearer;
use super::super::view::View;
use super::super::{Conflict, Place, support};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, AliasKind, Group, Team};
use crate::mention::name::{self, NameKind, NameRelation};
use std::ops::Range;

/// How many tokens may stand before the player's name.
const OPENING: usize = 5;
/// How many tokens brackets after the name may take.
const BRACKETS: usize = 40;
/// How many tokens may stand between the verb and the club: “a professional footballer who plays as a forward or a winger for”.
const REACH: usize = 24;
/// How many words may stand between the preposition and “club”: “for the second division club NAME”.
const DESCRIBED: usize = 5;
/// Letters that two short forms of one name share: “Inter”, “Internazionale”.
const SHORT: usize = 3;

/// What somebody plays for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Club {
    /// Into the names.
    Name(usize),
    /// “A free agent”: its tokens.
    None(Range<usize>),
}

/// A sentence's statement of somebody's club, in the present.
#[derive(Clone, Debug)]
struct Side {
    /// Into the names.
    player: usize,
    /// The tokens that say it, from the name to the club.
    said: Range<usize>,
    club: Club,
}

/// The club of the claim's player, for which a source has another.
pub fn conflict(case: &Case) -> Option<Conflict> {
    let mine = side(case.claim)?;
    let player = Bearer::of(case.claim, mine.player)?;
    if !plain(case, &mine) || !unheard(case, &mine) {
        return None;
    }
    let mut rival: Option<(&View, Side)> = None;
    for view in case.views.iter().filter(|v| v.prose) {
        let theirs = side(&view.facts).filter(|t| Bearer::of(&view.facts, t.player).is_some_and(|p| same(player, p)));
        let Some(theirs) = theirs else { continue };
        if !apart(case, &mine, view, &theirs) || !settled(case, view, &mine) {
            return None;
        }
        rival.get_or_insert((view, theirs));
    }
    let (view, theirs) = rival?;
    let cover = |facts: &Facts, club: &Club| match club {
        Club::Name(i) => facts.names.get(*i).map(|n| n.span),
        Club::None(tokens) => Some(facts.words.cover(tokens.start, tokens.end)),
    };
    let (claimed, found) = (cover(case.claim, &mine.club)?, cover(&view.facts, &theirs.club)?);
    let found = Place { source: view.candidate.source, span: found };
    let mut out = case.finding("name-conflict", claimed, found, view.place(), vec!["predicate", "one value"]);
    // no club is put for another where one side has none
    out.replacement = out.replacement.filter(|_| matches!((&mine.club, &theirs.club), (Club::Name(_), Club::Name(_))));
    Some(out)
}

/// “NAME (born 1989) is a Norlander who plays as a winger for the league club NAME”, “NAME plays for NAME”.
fn side(facts: &Facts) -> Option<Side> {
    let words = &facts.words;
    let opening = facts.names.iter().enumerate().take_while(|(_, n)| n.tokens.start <= OPENING);
    let found = opening.into_iter().find_map(|(player, n)| {
        // somebody's brother, one of two
        let alone = (0..n.tokens.start).all(|k| !matches!(words.fold(k), "and" | "of" | "'s" | "with" | "or" | "by" | "for" | "&"));
        let person = matches!(n.kind, NameKind::Person | NameKind::Other) || !n.certain;
        (alone && person).then_some(())?;
        let verb = adverbs(words, brackets(words, n.tokens.end));
        let (club, end) = if words.fold(verb) == "plays" {
            plays(facts, verb)
        } else if words.fold(verb) == "is" && words.fold(adverbs(words, verb + 1)) == "playing" {
            plays(facts, adverbs(words, verb + 1))
        } else if words.fold(verb) == "is" {
            is_a(facts, adverbs(words, verb + 1))
        } else {
            None
        }?;
        Some(Side { player, said: n.tokens.end..end, club })
    })?;
    // “who played for”, “on loan from”: another time, or two clubs
    (0..words.len()).all(|k| !Team::Past.has(words.fold(k))).then_some(found)
}

/// Past the brackets that open at token `at`.
fn brackets(words: &Words, at: usize) -> usize {
    if !matches!(words.fold(at), "(" | "lrb") {
        return at;
    }
    (at..(at + BRACKETS).min(words.len())).find(|k| matches!(words.fold(*k), ")" | "rrb")).map_or(at, |k| k + 1)
}

fn adverbs(words: &Words, at: usize) -> usize {
    (at..at + 2).find(|k| !matches!(words.fold(*k), "currently" | "now" | "presently" | "still")).unwrap_or(at + 2)
}

/// After “plays” at token `verb`: “for NAME”, “as a winger for NAME”.
fn plays(facts: &Facts, verb: usize) -> Option<(Club, usize)> {
    let words = &facts.words;
    let link = (verb + 1..(verb + REACH).min(words.len())).find(|k| matches!(words.fold(*k), "for" | "with"))?;
    let between = verb + 1..link;
    let small = |k: usize| {
        words.tokens.get(k).is_some_and(|t| t.is_word() && !t.capital)
            && !matches!(words.fold(k), "who" | "which" | "that" | "in" | "on" | "at" | "of" | "from")
            || matches!(words.fold(k), "-" | "/" | ",")
    };
    // music is played in several bands
    let placed = between.is_empty() || Team::Player.has(words.lemma(link - 1)) && between.into_iter().all(small);
    placed.then(|| club(facts, link)).flatten()
}

/// After “is” and before an article at token `at`: “a midfielder for NAME”, “a footballer who plays for NAME”, “a free agent”.
fn is_a(facts: &Facts, at: usize) -> Option<(Club, usize)> {
    let words = &facts.words;
    if !matches!(words.fold(at), "a" | "an" | "the") {
        return None;
    }
    for k in at..(at + REACH).min(words.len()) {
        match words.fold(k) {
            "who" => {
                let next = adverbs(words, k + 1);
                match words.fold(next) {
                    "plays" => return plays(facts, next),
                    "is" => {}
                    _ => return None,
                }
            }
            "free" if words.fold(k + 1) == "agent" => return Some((Club::None(k..k + 2), k + 2)),
            "for" | "with" => return Team::Player.has(words.lemma(k - 1)).then(|| club(facts, k)).flatten(),
            "of" | "in" | "on" | "at" | "from" | "by" | "to" | "and" => return None,
            _ if words.tokens.get(k).is_some_and(|t| t.is_word()) || matches!(words.fold(k), "-" | "/") => {}
            _ => return None,
        }
    }
    None
}

/// The club that is named after the preposition at token `link`, and where its name ends.
fn club(facts: &Facts, link: usize) -> Option<(Club, usize)> {
    let words = &facts.words;
    let article = words.fold(link + 1) == "the";
    let from = link + 1 + usize::from(article);
    let described = (from..from + DESCRIBED)
        .take_while(|k| words.tokens.get(*k).is_some_and(|t| t.is_word() || matches!(words.fold(*k), "-" | "'s")))
        .find(|k| Team::Club.has(words.fold(*k)));
    let start = described.map_or(from, |k| k + 1);
    let i = facts.names.iter().position(|n| n.tokens.start == start)?;
    let name = facts.names.get(i)?;
    let end = name.tokens.end;
    let lone = name.tokens.len() == 1;
    let country = lexicon::alias(words, start)
        .is_some_and(|(len, a)| len == name.tokens.len() && matches!(a.kind, AliasKind::Country | AliasKind::Demonym));
    let other = (from..end + 1).any(|k| Team::Other.has(words.fold(k)));
    let league = name.tokens.clone().any(|k| Team::League.has(words.fold(k)));
    // “the Reds”: by what it is called besides
    let nickname = lone && described.is_none() && words.fold(start).ends_with('s');
    // “Kallow's youth team”, “the Kallow side”
    let more = words.fold(end) == "'s" || words.tokens.get(end).is_some_and(|t| t.is_word() && t.content() && !t.capital);
    let fits = name.kind != NameKind::Title && !(name.kind == NameKind::Person && name.role.is_some());
    (fits && !country && !other && !league && !nickname && !more).then_some((Club::Name(i), end))
}

/// Each word of the claim's name is one of the other's, or a short form of it.
fn same(mine: Bearer, theirs: Bearer) -> bool {
    let keys = theirs.keys();
    let tokens = |b: &Bearer| b.name.tokens.clone().filter(|k| b.words.tokens.get(*k).is_some_and(|t| t.content())).collect::<Vec<_>>();
    let (of_mine, of_theirs) = (tokens(&mine), tokens(&theirs));
    let met = |k: usize| {
        let key = mine.words.tokens.get(k).map(|t| t.key);
        key.is_some_and(|key| keys.contains(&key))
            || of_theirs.iter().any(|j| lexicon::same_first_name(mine.words.fold(k), theirs.words.fold(*j)))
    };
    let head = mine.head().is_some_and(|h| keys.contains(&h));
    head && of_mine.iter().all(|k| met(*k)) && (of_mine.len() > 1 || mine.head() == theirs.head())
}

/// Two clubs of which neither is the other by a shorter or another name; or a club and none.
fn apart(case: &Case, mine: &Side, view: &View, theirs: &Side) -> bool {
    let (Club::Name(i), Club::Name(j)) = (&mine.club, &theirs.club) else { return mine.club_named() != theirs.club_named() };
    let (Some(a), Some(b)) = (Bearer::of(case.claim, *i), Bearer::of(&view.facts, *j)) else { return false };
    let relation = name::relation(a.name, a.words, b.name, b.words, &case.aliases);
    let folds = |b: &Bearer| b.name.tokens.clone().map(|k| b.words.fold(k).to_string()).filter(|f| f.len() >= SHORT).collect::<Vec<_>>();
    let (x, y) = (folds(&a), folds(&b));
    // of a club called by one word that may be a short form only the first letters are the other's
    let lone = x.len() == 1 || y.len() == 1;
    let common = |p: &str, q: &str| p.chars().zip(q.chars()).take_while(|(c, d)| c == d).count();
    let short = |p: &String| y.iter().any(|q| p.starts_with(q.as_str()) || q.starts_with(p.as_str()) || lone && common(p, q) >= SHORT);
    !matches!(relation, NameRelation::Same | NameRelation::Compatible) && !x.is_empty() && !y.is_empty() && !x.iter().any(short)
}

impl Side {
    fn club_named(&self) -> bool {
        matches!(self.club, Club::Name(_))
    }
}

/// The sources name the claim's club nowhere.
fn unheard(case: &Case, mine: &Side) -> bool {
    let key = |k: usize| case.claim.words.tokens.get(k).filter(|t| t.content()).map(|t| t.key);
    let mut keys = match &mine.club {
        Club::Name(i) => case.claim.names.get(*i).map(|n| n.tokens.clone()).into_iter().flatten().filter_map(key).collect::<Vec<_>>(),
        Club::None(tokens) => tokens.clone().skip(1).filter_map(key).collect(),
    }
    .into_iter()
    .peekable();
    keys.peek().is_some() && !keys.any(|k| case.sources.iter().any(|s| s.has(k)))
}

/// The claim says nothing but this: no date, no denial, no second club.
fn plain(case: &Case, mine: &Side) -> bool {
    let claim = case.claim;
    claim.dates.is_empty() && claim.negations.is_empty() && claim.quantities.is_empty() && !one_more(claim, mine)
}

/// A second club: “for NAME and NAME”.
fn one_more(facts: &Facts, side: &Side) -> bool {
    matches!(facts.words.fold(side.said.end), "and" | "or" | "&" | ",")
        && facts.names.iter().any(|n| n.tokens.start > side.said.end && n.tokens.start <= side.said.end + 3)
}

/// What the claim says besides stands in the sentence.
fn settled(case: &Case, view: &View, mine: &Side) -> bool {
    let words = &case.claim.words;
    let player = case.claim.names.get(mine.player).map_or(0..0, |n| n.tokens.clone());
    let open = |k: &usize| !mine.said.contains(k) && !player.contains(k);
    let found = |k: usize| view.coverage.found.get(k).is_some_and(|f| *f >= 0.75);
    let league =
        |k: usize| case.claim.names.iter().any(|n| n.tokens.contains(&k) && n.tokens.clone().any(|k| Team::League.has(words.fold(k))));
    let light =
        |k: usize| words.is(k, Group::Changing) || Team::Player.has(words.lemma(k)) || matches!(words.fold(k), "nowadays" | "professional");
    let content = |k: &usize| words.tokens.get(*k).is_some_and(|t| t.content());
    let names = || case.claim.names.iter().enumerate().filter(|(_, n)| open(&n.tokens.start));
    (0..words.len()).filter(open).filter(content).all(|k| found(k) || league(k) || light(k))
        && names().all(|(i, n)| league(n.tokens.start) || light(n.tokens.start) || support::name(case, view, i))
        && view.facts.negations.is_empty()
}
