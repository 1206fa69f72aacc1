//! Opposite words of the same thing: “sent its approval soaring” beside “decimating its approval”.

use super::super::difference::{Difference, Slot};
use super::beside::{Beside, links, sign, subject, turned};
use super::matter::{Bar, FAR};
use super::reception;
use super::scene;
use crate::evidence::Facts;
use crate::language::lexicon::{self, Opposition};
use crate::language::{TokenKind, Words};
use crate::mention::polarity::Negation;
use crate::mention::quantity::Kind;
use std::ops::Range;

/// How far a word's neighbours reach, in tokens.
const REACH: usize = 7;

/// What a free sentence that tells of the matter alone must say of the rest.
const BAR: Bar = Bar { full: 0.6, own: 0.35, lead: FAR };

/// Sentences of a document that may tell of one name on several occasions.
const LONG: usize = 6;

/// The same where nothing says which of several events is told of.
const WHOLE: Bar = Bar { full: 0.85, own: 0.6, lead: FAR };

/// A word or phrase that has an opposite.
#[derive(Clone)]
struct Sided {
    tokens: Range<usize>,
    /// Of the lemma and of the word, or of the phrase.
    keys: [u32; 2],
    /// A capital inside the sentence: part of a name.
    name: bool,
    /// Part of a compound: “low-income”.
    part: bool,
}

pub fn find(b: &Beside) -> Option<Difference> {
    let open = |s: &Sided, t: &Sided| {
        s.tokens.len() > 1
            // a word that says as much is said of something else
            || clasped(b, s, t) && !told_so(b, s, t)
            || b.view.coverage.inside.get(s.tokens.start).is_some_and(|f| *f < 0.75)
            || matches!(b.claim.words.fold(s.tokens.start), "more" | "less" | "behind")
    };
    let mine = sided(b.claim);
    let theirs = sided(b.source);
    for x in &mine {
        for y in theirs.iter().filter(|y| opposed(x, y).is_some() && open(x, y)) {
            let (i, j) = (x.tokens.start, y.tokens.start);
            let standing = b.view.alignment.to_claim.get(j).copied().flatten();
            if y.tokens.len() == 1 && standing.is_some_and(|i| !x.tokens.contains(&(i as usize))) {
                continue;
            }
            let Some(kind) = opposed(x, y) else { continue };
            if reception::partial(b.claim, i, b.source, j) || reception::of_others(b, i, j) {
                continue;
            }
            if matches!(kind, Opposition::Converse | Opposition::Order) && x.tokens.len() + y.tokens.len() < 3 || !stands(b, x, y, kind) {
                continue;
            }
            let claimed = b.claim.words.cover(i, x.tokens.end);
            let found = b.source.words.cover(j, y.tokens.end);
            return Some(Difference { slot: Slot::Opposite, rule: "direction-conflict", claimed, found, replaceable: false });
        }
    }
    None
}

/// The words and phrases of a sentence that may have an opposite.
fn sided(facts: &Facts) -> Vec<Sided> {
    let words = &facts.words;
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if let Some((len, key)) = lexicon::opposite_phrase(words, i) {
            out.push(Sided { tokens: i..i + len, keys: [key, key], name: false, part: false });
            i += len;
            continue;
        }
        if let Some(t) = words.tokens.get(i).filter(|t| t.may_oppose())
            && (facts.about(i) || matches!(words.fold(i), "more" | "less" | "behind") && words.fold(i + 1) != "than")
        {
            out.push(Sided {
                tokens: i..i + 1,
                keys: [t.key, t.word_key],
                name: t.capital && i > 0,
                part: joined(words, i) || against(words, i),
            });
        }
        i += 1;
    }
    out
}

/// A hyphen joins token `i` to another word.
fn joined(words: &Words, i: usize) -> bool {
    let hyphen = |k: usize| words.fold(k) == "-" && words.tokens.get(k).is_some_and(|t| !t.spaced);
    let spaced = |k: usize| words.tokens.get(k).is_none_or(|t| t.spaced);
    hyphen(i + 1) && !spaced(i + 2) || i > 1 && hyphen(i - 1) && !spaced(i)
}

/// “Anti-death-penalty advocates” are opponents.
fn against(words: &Words, i: usize) -> bool {
    let hyphened = |k: &usize| words.fold(*k) == "-" || words.fold(k + 1) == "-" || *k + 1 == i;
    (i.saturating_sub(REACH)..i).rev().take_while(hyphened).any(|k| words.fold(k) == "anti")
}

/// How two words are opposites, by lemma or as written.
fn opposed(x: &Sided, y: &Sided) -> Option<Opposition> {
    if agree(x, y) || x.part != y.part {
        return None;
    }
    let ([a, b], [c, d]) = (x.keys, y.keys);
    [(a, c), (b, d), (a, d), (b, c)].into_iter().find_map(|(x, y)| lexicon::opposed_keys(x, y))
}

/// They say the same, or stand on one side of things.
fn agree(x: &Sided, y: &Sided) -> bool {
    x.name == y.name && x.keys.iter().any(|a| y.keys.iter().any(|b| a == b || lexicon::same_side_keys(*a, *b)))
}

/// The gates of meaning: said of the same thing, with the same sign, and nothing in scope says the claim's word of it.
fn stands(b: &Beside, x: &Sided, y: &Sided, kind: Opposition) -> bool {
    let (i, j) = (x.tokens.start, y.tokens.start);
    let within = |k: usize| x.tokens.contains(&k);
    sign(b.claim, i) == sign(b.source, j)
        // neither hot nor cold
        && sign(b.claim, i) == 0
        && (identified(b.claim, kind == Opposition::Class && is_person(&b.claim.words, i)) || whole(b, kind, x))
        && turned(&b.claim.words, i) == turned(&b.source.words, j)
        // “the southern gate” is another gate
        && !(kind == Opposition::Class && (subject(b.claim).contains(&i) || picks(b, i, j)))
        && (!speaks(b, x, y) || kind != Opposition::Class && clasped(b, x, y) && !told_so(b, x, y))
        && !b.guarded()
        // “only nurses were let in” of a door that was shut to others
        && (!sole(b.claim) || sole(b.source))
        && !(scene::nameless(b.claim) && scene::elsewhere(b.claim, b.view, Some((&x.tokens, &y.tokens))))
        && (strictly(b, x, y) && !elsewhere(b, x)
            // of two members of a set the one may be another thing: “the old campuses” and “the new campus”
            || kind != Opposition::Class
                && !how_often(&b.claim.words, i)
                && loosely(b, x, y)
                && (!told(b, x) || clasped(b, x, y) && !told_so(b, x, y))
                && b.alone(&BAR, within, |v| sided(&v.facts).iter().any(|s| opposed(x, s).is_some())))
}

/// “Only”, said of somebody or something that acts: “not only” is no such word.
fn sole(facts: &Facts) -> bool {
    let words = &facts.words;
    (0..words.len()).any(|i| words.fold(i) == "only" && words.fold(i.wrapping_sub(1)) != "not")
}

/// Nothing says which of several events is told of, but all of the rest is there, in a whole document.
fn whole(b: &Beside, kind: Opposition, x: &Sided) -> bool {
    kind != Opposition::Class && b.alone(&WHOLE, |k| x.tokens.contains(&k), |_| false)
}

/// The nearest word of content on each side of a word, adverbs left aside, within three tokens and its clause.
fn clasp(facts: &Facts, s: &Sided) -> [Option<usize>; 2] {
    let words = &facts.words;
    let ends = |i: &usize| words.tokens.get(*i).is_some_and(|t| t.kind == TokenKind::Punct && words.fold(*i) != "-");
    let near = |i: &usize| words.tokens.get(*i).is_some_and(|t| t.content()) && !words.fold(*i).ends_with("ly");
    let left = (s.tokens.start.saturating_sub(4)..s.tokens.start).rev().take_while(|i| !ends(i)).find(near);
    let right = (s.tokens.end..words.len().min(s.tokens.end + 4)).take_while(|i| !ends(i)).find(near);
    [left, right]
}

/// The sides on which the words right beside are the same; `None` where they differ on one.
fn clasped_on(b: &Beside, x: &Sided, y: &Sided) -> Option<Vec<(usize, usize)>> {
    let (mine, theirs) = (clasp(b.claim, x), clasp(b.source, y));
    let mut out = Vec::new();
    for (side, pair) in mine.iter().zip(theirs.iter()).map(|(i, j)| i.zip(*j)).enumerate() {
        let Some((i, j)) = pair else { continue };
        if b.view.like.at(i, j) < 0.9 {
            return None;
        }
        out.push((side, i));
    }
    Some(out)
}

/// The words right beside are the same, one of them no name: on both sides, or on one where the other is open.
fn clasped(b: &Beside, x: &Sided, y: &Sided) -> bool {
    let common = |i: usize| b.claim.words.tokens.get(i).is_some_and(|t| t.is_word() && !t.capital);
    clasped_on(b, x, y).is_some_and(|sides| sides.iter().any(|(_, i)| common(*i)))
}

/// A place says the claim's word of what stands right beside it.
fn told_so(b: &Beside, x: &Sided, y: &Sided) -> bool {
    let shared = clasped_on(b, x, y).unwrap_or_default();
    b.case.views.iter().any(|v| {
        let same = |s: &Sided| {
            let near = clasp(&v.facts, s);
            shared.iter().any(|(side, i)| near.get(*side).copied().flatten().is_some_and(|j| v.like.at(*i, j) >= 0.75))
        };
        sided(&v.facts).iter().any(|s| agree(x, s) && same(s))
    })
}

/// “Rarely” and “usually”, “slightly” and “greatly”: what they are said of is seldom clear from the words around, but of a manner
/// at the end of its clause (“is wearing badly”).
fn how_often(words: &Words, i: usize) -> bool {
    let ends = matches!(words.fold(i + 1), "" | "." | "," | ";" | ":" | ")" | "and" | "but");
    words.fold(i).ends_with("ly") && !(ends && lexicon::quantifier(words, i).is_none())
        || matches!(words.fold(i), "always" | "often" | "never" | "seldom" | "sometimes")
}

/// The words next to both are the same, and the sentence says all the rest.
fn strictly(b: &Beside, x: &Sided, y: &Sided) -> bool {
    let phrase = x.tokens.len() + y.tokens.len() > 2;
    let same = phrase || b.claim.about(x.tokens.start) && opposed_alike(b, x, y);
    // of a long document “Olm was freed” may be of any day
    let named = |k: usize| b.claim.names.iter().any(|n| n.tokens.contains(&k));
    let long = b.case.sources.iter().any(|s| s.sentences.len() >= LONG);
    let more = !long || (0..b.claim.words.len()).any(|k| b.claim.about(k) && !x.tokens.contains(&k) && !named(k));
    let height = |k: usize| k + 1 == x.tokens.start && heightens(&b.claim.words, k);
    same && more
        && shared(b, x, y, (4, 2)) >= 1
        && !compares(&b.claim.words, x.tokens.start)
        && b.said_but_for(|k| x.tokens.contains(&k) || height(k))
}

/// “Wide awake”, “completely empty”: how much it is so, and no less than that.
fn heightens(words: &Words, k: usize) -> bool {
    let folded = words.fold(k);
    let less =
        matches!(folded, "nearly" | "partly" | "partially" | "hardly" | "barely" | "scarcely" | "only" | "slightly" | "mostly" | "largely");
    matches!(folded, "wide" | "fast" | "stone" | "bone") || folded.len() > 4 && folded.ends_with("ly") && !less
}

/// Opposites in the same form: as lemmas, or as they stand.
fn opposed_alike(b: &Beside, x: &Sided, y: &Sided) -> bool {
    let (i, j) = (x.tokens.start, y.tokens.start);
    let (a, c) = (&b.claim.words, &b.source.words);
    lexicon::antonyms(a.lemma(i), c.lemma(j)).or_else(|| lexicon::antonyms(a.fold(i), c.fold(j))).is_some()
}

/// Said of the same: a neighbour is the same; after “more” and “less” and in a comparison the very next one.
fn loosely(b: &Beside, x: &Sided, y: &Sided) -> bool {
    let (mine, theirs) = (&b.claim.words, &b.source.words);
    let next = |f: &Facts, s: &Sided| (s.tokens.end..f.words.len().min(s.tokens.end + 3)).find(|k| f.about(*k));
    let beside = || match (next(b.claim, x), next(b.source, y)) {
        (Some(i), Some(j)) => b.view.like.at(i, j) >= 0.9,
        _ => false,
    };
    if matches!(mine.fold(x.tokens.start), "more" | "less" | "fewer" | "few")
        || x.tokens.len() > 1 && mine.fold(x.tokens.end - 1) == "of"
        || mine.fold(x.tokens.start) == "behind"
    {
        return beside();
    }
    let than = |w: &Words, from: usize| (from + 1..w.len().min(from + REACH)).find(|k| w.fold(*k) == "than");
    match (than(mine, x.tokens.start), than(theirs, y.tokens.start)) {
        (None, None) => shared(b, x, y, (REACH, 3)) >= 1,
        (Some(i), Some(j)) => {
            let (i, j) = ((i + 1..mine.len()).find(|k| b.claim.about(*k)), (j + 1..theirs.len()).find(|k| b.source.about(*k)));
            i.zip(j).is_some_and(|(i, j)| b.view.like.at(i, j) >= 0.9)
        }
        _ => false,
    }
}

/// How many neighbours of the claim's word are neighbours of the source's; of each at most so many tokens and content words away.
fn shared(b: &Beside, x: &Sided, y: &Sided, reach: (usize, usize)) -> usize {
    let theirs = neighbours(b.source, &y.tokens, reach);
    neighbours(b.claim, &x.tokens, reach).into_iter().filter(|i| theirs.iter().any(|j| b.view.like.at(*i, *j) >= 0.75)).count()
}

/// The nearest content words on either side within the clause.
fn neighbours(facts: &Facts, at: &Range<usize>, (reach, most): (usize, usize)) -> Vec<usize> {
    let words = &facts.words;
    let breaks = |i: &usize| {
        words.tokens.get(*i).is_some_and(|t| t.kind == TokenKind::Punct && words.fold(*i) != "-" && (most < 3 || words.fold(*i) != ","))
    };
    let content = |i: &usize| words.tokens.get(*i).is_some_and(|t| t.content());
    let left = (0..at.start).rev().take(reach).take_while(|i| !breaks(i)).filter(content).take(most);
    let right = (at.end..words.len()).take(reach).take_while(|i| !breaks(i)).filter(content).take(most);
    left.chain(right).collect()
}

/// The source's sentence has the claim's word, or one on its side, not denied. “Completely” of “completely empty” speaks for no “full”.
fn speaks(b: &Beside, x: &Sided, y: &Sided) -> bool {
    let degree = |s: &&Sided| s.tokens.end == y.tokens.start && heightens(&b.source.words, s.tokens.start);
    sided(b.source).iter().filter(|s| !degree(s)).any(|s| {
        let j = s.tokens.start;
        let own = |n: &Negation| b.source.words.tokens.get(j).is_some_and(|t| n.cue.overlaps(t.span));
        let denied = b.source.negations.iter().any(|n| !own(n) && (n.predicate == Some(j) || n.scope.contains(&j)));
        !denied && agree(x, s)
    })
}

/// Another sentence that tells of the matter has the claim's word or one on its side.
fn elsewhere(b: &Beside, x: &Sided) -> bool {
    let others = b.case.views.iter().filter(|v| v.place() != b.view.place() && v.coverage.own >= 0.4);
    others.into_iter().any(|v| sided(&v.facts).iter().any(|s| agree(x, s)))
}

/// Another sentence says the claim's word, or one on its side, of the same thing.
fn told(b: &Beside, x: &Sided) -> bool {
    let all = neighbours(b.claim, &x.tokens, (REACH, 2));
    // a name stands everywhere
    let common: Vec<usize> = all.iter().copied().filter(|i| b.claim.words.tokens.get(*i).is_some_and(|t| !t.capital)).collect();
    let mine = if common.is_empty() { all } else { common };
    b.case.views.iter().filter(|v| v.place() != b.view.place()).any(|v| {
        let same = |s: &Sided| neighbours(&v.facts, &s.tokens, (REACH, 3)).iter().any(|j| mine.iter().any(|i| v.like.at(*i, *j) >= 0.75));
        sided(&v.facts).iter().any(|s| agree(x, s) && same(s))
    })
}

/// “The southern gate” beside “the northern gate”: the word only tells which one of the kind is meant.
fn picks(b: &Beside, i: usize, j: usize) -> bool {
    let known = |w: &Words, k: usize| k.checked_sub(1).is_some_and(|d| matches!(w.fold(d), "the" | "its" | "their" | "his" | "her" | "'s"));
    known(&b.claim.words, i) && known(&b.source.words, j) && b.view.like.at(i + 1, j + 1) >= 0.75
}

/// “older than”: the two things may have changed places.
fn compares(words: &Words, i: usize) -> bool {
    (i + 1..words.len().min(i + 6)).any(|k| words.fold(k) == "than")
}

/// The word names a person by sex or age.
pub fn is_person(words: &Words, i: usize) -> bool {
    matches!(lexicon::antonyms(words.lemma(i), "man").or_else(|| lexicon::antonyms(words.lemma(i), "woman")), Some(Opposition::Class))
        || matches!(words.lemma(i), "man" | "woman" | "men" | "women" | "boy" | "girl")
}

/// It is clear of whom or what the sentence tells: of “a man” or “two dogs” another sentence may be about others, unless a name, a
/// date or a figure says that it is the same event. `strict` asks for one of these in any case.
pub fn identified(facts: &Facts, strict: bool) -> bool {
    let figure = facts.quantities.iter().any(|q| q.comparable() && (q.value > 9.0 || !matches!(q.kind, Kind::Count | Kind::Ordinal)));
    if facts.names.iter().any(|n| !n.initial) || !facts.dates.is_empty() || figure {
        return true;
    }
    !strict && !indefinite(&facts.words)
}

/// The sentence begins with “a”, “some”, “two”, “there is a”, or tells of a moment with a bare plural (“Dogs are running”).
fn indefinite(words: &Words) -> bool {
    let at = usize::from(words.fold(0) == "there" && links(words.fold(1))) * 2;
    let first = words.fold(at);
    let counted = matches!(
        first,
        "a" | "an"
            | "some"
            | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "several"
            | "many"
            | "another"
            | "someone"
            | "somebody"
            | "few"
            | "no"
            | "nobody"
            | "people"
            | "everyone"
            | "any"
    );
    let number = words.tokens.get(at).is_some_and(|t| t.is_number());
    let bare = !matches!(
        first,
        "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "our" | "he" | "she" | "it" | "they"
    );
    counted || number || moment(words) && bare && !words.tokens.get(at + 1).is_some_and(|t| t.capital)
}

/// The sentence tells of a moment: “is running”.
pub fn moment(words: &Words) -> bool {
    (1..words.len()).any(|i| links(words.fold(i)) && (i + 1..=i + 2).any(|k| words.fold(k).ends_with("ing")))
}
