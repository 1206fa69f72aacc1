//! Who plays a character: a source gives the part to another actor, or the actor another part.

use super::super::assess::Case;
use super::super::known::Bearer;
use super::super::{Conflict, Place};
use super::people::{self, Sentence, quote};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, Stage};
use crate::mention::name::{Name, is_role};

/// How many words may stand between “by” and the actor: “by the young Norland actress NAME”.
const APPOSED: usize = 5;

/// A statement of who plays whom.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Into the names.
    actor: usize,
    /// Into the names.
    who: usize,
    /// The part is a voice.
    voice: bool,
    /// “NAME (NAME)”: nothing says that it is a part.
    bare: bool,
}

/// The claim's actor for whom a source has another, or its character.
pub fn conflict(case: &Case) -> Option<Conflict> {
    let claim = case.claim;
    let mine = parts(claim, false);
    if mine.is_empty() || several(&claim.words) || !settled(case, &mine) {
        return None;
    }
    mine.iter().find_map(|part| other_actor(case, part).or_else(|| other_part(case, part)))
}

/// Everything that the sentence says of who plays whom. Brackets and “NAME as NAME” tell it only to who knows that there is a part.
fn parts(facts: &Facts, open: bool) -> Vec<Part> {
    let words = &facts.words;
    let mut out = Vec::new();
    for k in 0..words.len() {
        match words.fold(k) {
            "plays" | "played" | "play" | "portrays" | "portrayed" | "portray" | "voices" | "voiced" | "voice" | "stars" | "starred"
            | "appears" | "appeared" => out.extend(active(facts, k).or_else(|| passive(facts, k))),
            "as" if open => out.extend(listed(facts, k)),
            "(" | "lrb" if open => out.extend(bracket(facts, k)),
            _ => {}
        }
    }
    out
}

/// “NAME plays (the role of) NAME”, “NAME stars as NAME”; `verb` is the verb's token.
fn active(facts: &Facts, verb: usize) -> Option<Part> {
    let words = &facts.words;
    let will = |k: usize| words.fold(k) == "will";
    let bare = matches!(words.fold(verb), "play" | "portray" | "voice");
    let before = verb.checked_sub(1)?;
    let end = match (bare, will(before)) {
        (true, true) => before,
        (false, false) => verb,
        _ => return None,
    };
    let actor = ending(facts, end)?;
    let as_ = matches!(words.fold(verb), "stars" | "starred" | "appears" | "appeared");
    if as_ && words.fold(verb + 1) != "as" || one_of_two(words, facts.names.get(actor)?.tokens.start) {
        return None;
    }
    let who = character(facts, verb + 1 + usize::from(as_))?;
    Some(Part { actor, who, voice: words.fold(verb).starts_with("voice"), bare: false })
}

/// The name of the character that is told after token `at`: “the character NAME”, “the role of NAME”, “NAME”.
fn character(facts: &Facts, at: usize) -> Option<usize> {
    let words = &facts.words;
    let mut k = at;
    while k < at + APPOSED && starting(facts, k).is_none() {
        let light = matches!(words.fold(k), "the" | "a" | "of" | "named" | "called" | "title" | "lead" | "main" | "fictional");
        if !light && !Stage::Part.has(words.fold(k)) && !quote(words, k) {
            return None;
        }
        k += 1;
    }
    let who = starting(facts, k)?;
    let end = facts.names.get(who)?.tokens.end;
    let end = if quote(words, end) { end + 1 } else { end };
    // “plays NAME's brother”, “plays NAME and NAME”, “plays a NAME fan”
    let more = matches!(words.fold(end), "'s" | "'" | "and" | "or" | "&" | "/")
        || words.tokens.get(end).is_some_and(|t| t.is_word() && t.content() && !t.capital);
    (!more).then_some(who)
}

/// “NAME is played by NAME”, “NAME (voiced by NAME)”; `verb` is the participle's token.
fn passive(facts: &Facts, verb: usize) -> Option<Part> {
    let words = &facts.words;
    if words.fold(verb + 1) != "by" || !words.fold(verb).ends_with("ed") {
        return None;
    }
    let actor = (verb + 2..verb + 2 + APPOSED).find_map(|k| starting(facts, k))?;
    let name = facts.names.get(actor)?;
    let apposed = (verb + 2..name.tokens.start).all(|k| words.tokens.get(k).is_some_and(|t| t.is_word()) && words.fold(k) != "of");
    let mut end = verb;
    while end > 0 && matches!(words.fold(end - 1), "is" | "was" | "being" | "been" | "be" | "has" | "will" | "who" | "," | "(" | "lrb") {
        end -= 1;
    }
    let nearest = ending(facts, end)?;
    let start = facts.names.get(nearest)?.tokens.start;
    // “the character NAME in NAME is played by”
    let inside = start.checked_sub(1).filter(|k| matches!(words.fold(*k), "in" | "from"));
    let who = match inside {
        Some(k) => ending(facts, k)?,
        None => nearest,
    };
    let alone = !one_of_two(words, facts.names.get(who)?.tokens.start) && !more(facts, name.tokens.end);
    (apposed && alone).then_some(Part { actor, who, voice: words.fold(verb) == "voiced", bare: false })
}

/// “NAME as NAME”; `at` is the token between them.
fn listed(facts: &Facts, at: usize) -> Option<Part> {
    let words = &facts.words;
    let actor = ending(facts, at)?;
    let who =
        starting(facts, at + 1).or_else(|| starting(facts, at + 2).filter(|_| words.fold(at + 1) == "the" || quote(words, at + 1)))?;
    let end = facts.names.get(who)?.tokens.end;
    (!matches!(words.fold(end), "'s" | "'" | "and" | "/" | "&")).then_some(Part { actor, who, voice: false, bare: true })
}

/// “NAME (NAME)”; `at` is the token of the bracket.
fn bracket(facts: &Facts, at: usize) -> Option<Part> {
    let words = &facts.words;
    let end = if at > 0 && quote(words, at - 1) { at - 1 } else { at };
    let (who, actor) = (ending(facts, end)?, starting(facts, at + 1)?);
    let closed = matches!(words.fold(facts.names.get(actor)?.tokens.end), ")" | "rrb");
    closed.then_some(Part { actor, who, voice: false, bare: true })
}

/// The sources give the character to one actor, and that is another.
fn other_actor(case: &Case, part: &Part) -> Option<Conflict> {
    let (actor, who) = both(case.claim, part)?;
    if !people::full(actor) {
        return None;
    }
    let key = who.words.tokens.get(who.name.tokens.start).map(|t| t.key)?;
    let sentences = people::sentences(case, who.head().filter(|_| who.full()).unwrap_or(key))?;
    let mut rival: Option<(&Sentence, Part)> = None;
    for s in &sentences {
        for theirs in parts(&s.facts, true) {
            let (other, person) = both(&s.facts, &theirs)?;
            if !same(who, person) {
                continue;
            }
            let fits = people::full(other) && people::apart(case, actor, other) && plain(case, part, s, &theirs);
            if !fits || !people::unheard(case, actor, other) {
                return None;
            }
            let agrees =
                |(r, p): &(&Sentence, Part)| both(&r.facts, p).is_some_and(|(first, _)| people::parts(&first) == people::parts(&other));
            if !rival.as_ref().is_none_or(agrees) {
                return None;
            }
            rival.get_or_insert((s, theirs));
        }
        // another one of that name
        let others = || (0..s.facts.names.len()).filter_map(|i| Bearer::of(&s.facts, i));
        if others().any(|o| shares(who, o) && !same(who, o)) {
            return None;
        }
    }
    let (s, theirs) = rival?;
    found(case, part.actor, s, theirs.actor)
}

/// The sources give the actor one part, and that is another, in the work that they tell of.
fn other_part(case: &Case, part: &Part) -> Option<Conflict> {
    let (actor, who) = both(case.claim, part)?;
    let strange = people::parts(&who).iter().zip(who.name.tokens.clone()).all(|(_, k)| !people::heard(case, who.words, k));
    if !people::full(actor) || !given(who) || !strange || !names_work(case, part) {
        return None;
    }
    let sentences = people::sentences(case, actor.head()?)?;
    let mut rival: Option<(&Sentence, Part)> = None;
    for s in &sentences {
        for theirs in parts(&s.facts, true) {
            let (other, person) = both(&s.facts, &theirs)?;
            if people::parts(&other) != people::parts(&actor) {
                continue;
            }
            let fits = given(person) && !shares(who, person) && people::apart(case, who, person) && plain(case, part, s, &theirs);
            let agrees =
                |(r, p): &(&Sentence, Part)| both(&r.facts, p).is_some_and(|(_, first)| people::parts(&first) == people::parts(&person));
            if !fits || !rival.as_ref().is_none_or(agrees) {
                return None;
            }
            rival.get_or_insert((s, theirs));
        }
    }
    let (s, theirs) = rival?;
    found(case, part.who, s, theirs.who)
}

fn found(case: &Case, mine: usize, s: &Sentence, theirs: usize) -> Option<Conflict> {
    let claimed = case.claim.names.get(mine)?.span;
    let place = |span| Place { source: s.source, span };
    let theirs = place(s.facts.names.get(theirs)?.span);
    Some(case.finding("name-conflict", claimed, theirs, place(s.span), vec!["predicate", "cast"]))
}

/// The sentence's statement is of the one actor who plays the part in the work that the claim speaks of.
fn plain(case: &Case, mine: &Part, s: &Sentence, theirs: &Part) -> bool {
    let Some((actor, who)) = both(&s.facts, theirs) else { return false };
    let words = &s.facts.words;
    // brackets may hold what somebody is called besides: of somebody with a common name they hold the actor
    let shown = !theirs.bare || given(who) || who.name.tokens.len() == 1 && lexicon::is_first_name(words.fold(who.name.head));
    let voices = theirs.voice == mine.voice || theirs.bare && !words.tokens.iter().enumerate().any(|(k, _)| words.lemma(k) == "voice");
    let known = |k: usize| {
        words.tokens.get(k).is_some_and(|t| case.claim.words.tokens.iter().any(|c| c.key == t.key) || people::titled(case, t.key))
    };
    let elsewhere = |n: &Name| {
        let before = n.tokens.start.saturating_sub(4)..n.tokens.start;
        before.into_iter().any(|k| matches!(words.fold(k), "in" | "for" | "from" | "on")) && !n.tokens.clone().all(known)
    };
    let brackets = matches!(words.fold(who.name.tokens.end), "(" | "lrb");
    let here = brackets || s.facts.dates.is_empty() && s.facts.negations.is_empty() && !s.facts.names.iter().any(elsewhere);
    shown && voices && here && !several(words) && !shares(actor, who)
}

/// The words are of several who play a part, or of several works.
fn several(words: &Words) -> bool {
    (0..words.len()).any(|k| Stage::Other.has(words.fold(k)) && words.tokens.get(k).is_some_and(|t| !t.capital || k == 0))
}

/// What the claim says besides is only where they are played, and the sources speak of that.
fn settled(case: &Case, mine: &[Part]) -> bool {
    let words = &case.claim.words;
    let names: Vec<_> = mine.iter().filter_map(|p| both(case.claim, p)).collect();
    let said = |k: usize| names.iter().any(|(a, w)| a.name.tokens.contains(&k) || w.name.tokens.contains(&k));
    let verb = |w: &str| {
        matches!(w, "plays" | "played" | "play" | "portrays" | "portrayed" | "portray" | "voices" | "voiced" | "stars" | "starred")
            || matches!(w, "named" | "called" | "appears" | "appeared" | "title" | "main" | "fictional")
    };
    let light = |w: &str| verb(w) || Stage::Work.has(w) || Stage::Part.has(w) || Stage::Actor.has(w);
    let told = (0..words.len()).any(|k| {
        let w = words.fold(k);
        Stage::Work.has(w)
            || Stage::Part.has(w)
            || Stage::Actor.has(w)
            || w.starts_with("portray")
            || w.starts_with("voice")
            || w.starts_with("star")
    });
    let people = || names.iter().all(|(a, w)| people::full(*a) && given(*w));
    case.claim.dates.is_empty() && (told || people()) && people::settled(case, said, light)
}

/// The claim names a work, by the title of a source.
fn names_work(case: &Case, part: &Part) -> bool {
    let words = &case.claim.words;
    let own = |k: usize| [part.actor, part.who].iter().filter_map(|i| case.claim.names.get(*i)).any(|n| n.tokens.contains(&k));
    let mut capitals = (0..words.len()).filter(|k| words.tokens.get(*k).is_some_and(|t| t.capital && t.content()) && !own(*k)).peekable();
    capitals.peek().is_some() && capitals.all(|k| words.tokens.get(k).is_some_and(|t| people::titled(case, t.key)))
}

/// A first name and a surname, after a title of three words or more: “Scientist NAME NAME”; no name that only tells of a rank.
fn given(who: Bearer) -> bool {
    let parts = people::parts(&who);
    let titled = |p: &&str| is_role(p) || Stage::Other.has(p);
    match parts.as_slice() {
        [title, first, _, ..] if titled(title) => lexicon::is_first_name(first),
        all => people::full(who) && !all.iter().any(titled),
    }
}

/// One may stand for the other: the words of the shorter are the first or the last of the longer.
fn same(a: Bearer, b: Bearer) -> bool {
    let (x, y) = (people::parts(&a), people::parts(&b));
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    !short.is_empty() && (long.starts_with(short) || long.ends_with(short) || short.len() > 1 && short.iter().all(|p| long.contains(p)))
}

fn shares(a: Bearer, b: Bearer) -> bool {
    let theirs = people::parts(&b);
    people::parts(&a).iter().any(|p| theirs.contains(p))
}

fn both<'a>(facts: &'a Facts, part: &Part) -> Option<(Bearer<'a>, Bearer<'a>)> {
    Some((Bearer::of(facts, part.actor)?, Bearer::of(facts, part.who)?))
}

/// The name whose last token stands before token `end`, quotation marks left out.
fn ending(facts: &Facts, end: usize) -> Option<usize> {
    let end = if end > 0 && quote(&facts.words, end - 1) { end - 1 } else { end };
    facts.names.iter().position(|n| n.tokens.end == end)
}

fn starting(facts: &Facts, start: usize) -> Option<usize> {
    facts.names.iter().position(|n| n.tokens.start == start)
}

/// “NAME and NAME are played by”, “NAME's brother NAME”: the name that starts at token `start` is one of two.
fn one_of_two(words: &Words, start: usize) -> bool {
    start > 0 && matches!(words.fold(start - 1), "and" | "or" | "&" | "'s" | "/" | "as" | "with")
}

/// After the name that ends before token `end` comes another: “by NAME and NAME”, “by NAME's sister”.
fn more(facts: &Facts, end: usize) -> bool {
    let words = &facts.words;
    words.fold(end) == "'s" || matches!(words.fold(end), "and" | "or" | "&" | "/") && (starting(facts, end + 1).is_some())
}
