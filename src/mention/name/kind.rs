//! From a run of capitals to names: roles and titles split off, a kind for each.

use super::run::{Run, is_acronym, is_particle};
use super::{Name, NameKind, table};
use crate::language::Words;
use crate::text::Span;

/// Adds the names of `run` to `names`.
pub(super) fn split(text: &str, words: &Words, run: &Run, names: &mut Vec<Name>) {
    if run.quoted {
        names.push(name(words, run.from, run.to, NameKind::Title, true));
        return;
    }
    let whole = guess(text, words, run.from, run.to);
    let organised = matches!(whole, (NameKind::Organisation | NameKind::Place, true));
    let Some(head) = (!organised).then(|| role_head(words, run)).flatten() else {
        let from = split_country(words, run, names);
        push(text, words, run, from, run.to, None, names);
        return;
    };
    let end = role_end(words, head, run.to);
    let before = before_role(words, run, head);
    if let Some((from, to)) = before {
        push(text, words, run, from, to, None, names);
    }
    if end < run.to {
        let role = words.cover(run.from, end);
        push(text, words, run, end, run.to, Some(role), names);
    }
}

/// The last word of a role in the run, when what follows it can be a person's name.
fn role_head(words: &Words, run: &Run) -> Option<usize> {
    (run.from..run.to.min(run.from + 12)).rev().find(|&i| {
        let folded = words.fold(i);
        (table::is_role(folded) || table::is_honorific(folded))
            && (i + 1 == run.to || words.fold(i + 1) != "-")
            && words.fold(i.wrapping_sub(1)) != "."
    })
}

/// Past the role's head: its full stop, or “of State”.
fn role_end(words: &Words, head: usize, to: usize) -> usize {
    let next = head + 1;
    if words.fold(next) == "." && next < to {
        return next + 1;
    }
    if words.fold(next) == "of" && next + 1 < to { next + 2 } else { next }
}

/// The name that stands in a role before its head: a country, or what is no word of a role.
fn before_role(words: &Words, run: &Run, head: usize) -> Option<(usize, usize)> {
    let mut to = head;
    while to > run.from
        && (table::modifies_role(words.fold(to - 1))
            || table::is_role(words.fold(to - 1))
            || matches!(words.fold(to - 1), "-" | "and" | "of" | "."))
    {
        to -= 1;
    }
    (to > run.from).then_some((run.from, to))
}

/// “Japanese Shinzo …”: a demonym before a given name is a name of its own. Returns where the rest begins.
fn split_country(words: &Words, run: &Run, names: &mut Vec<Name>) -> usize {
    let next = run.from + 1;
    if next + 1 < run.to
        && matches!(table::country(words, run.from..next), Some((_, table::Stands::Demonym)))
        && table::is_given_name(words.fold(next))
        && !table::is_role(words.fold(run.from))
    {
        names.push(name(words, run.from, next, NameKind::Place, true));
        return next;
    }
    run.from
}

fn push(text: &str, words: &Words, run: &Run, from: usize, to: usize, role: Option<Span>, names: &mut Vec<Name>) {
    if from >= to {
        return;
    }
    let (kind, certain) = match (role, guess(text, words, from, to)) {
        (Some(_), (NameKind::Place | NameKind::Organisation, true)) if to - from == 1 => (NameKind::Person, false),
        (Some(_), _) => (NameKind::Person, true),
        (None, guess) => guess,
    };
    let mut found = name(words, from, to, kind, certain);
    found.acronym = to - from == 1 && words.tokens.get(from).is_some_and(|t| is_acronym(t.span.of(text)));
    found.initial = run.initial && from == run.from && to - from == 1 && !certain && !found.acronym;
    found.role = role;
    if kind == NameKind::Person {
        found.head = surname(words, from, to);
    }
    names.push(found);
}

fn name(words: &Words, from: usize, to: usize, kind: NameKind, certain: bool) -> Name {
    Name {
        span: words.cover(from, to),
        tokens: from..to,
        kind,
        certain,
        initial: false,
        acronym: false,
        role: None,
        affiliation: None,
        head: to.saturating_sub(1),
        place: table::place(words, from..to),
    }
}

/// The token of a person's surname: in capitals (“HOSOYA Yuichi”), else the last that is no “Jr.”.
fn surname(words: &Words, from: usize, to: usize) -> usize {
    let shouted: Vec<usize> = (from..to).filter(|&i| words.tokens.get(i).is_some_and(|t| t.upper && t.span.len() > 2)).take(2).collect();
    if let ([one], true) = (shouted.as_slice(), to - from > 1) {
        return *one;
    }
    (from..to)
        .rev()
        .find(|&i| words.tokens.get(i).is_some_and(|t| t.is_word()) && !matches!(words.fold(i), "jr" | "sr" | "ii" | "iii" | "iv"))
        .unwrap_or(to.saturating_sub(1))
}

/// The kind of the name in `from..to`, and whether something vouches for it.
fn guess(text: &str, words: &Words, from: usize, to: usize) -> (NameKind, bool) {
    use NameKind::*;
    if table::country(words, from..to).is_some() {
        return (Place, true);
    }
    if table::organisation(words, from..to).is_some() {
        return (Organisation, true);
    }
    let placed = from > 0 && matches!(words.fold(from - 1), "in" | "near" | "from" | "outside" | "around" | "throughout" | "across");
    if let Some(place) = table::place(words, from..to).filter(|p| !p.doubtful || placed) {
        return (Place, !place.doubtful);
    }
    let of = (from + 1..to).find(|&i| matches!(words.fold(i), "of" | "for" | "on"));
    let head = words.fold(of.unwrap_or(to).saturating_sub(1));
    let first = words.fold(from);
    let several = to - from > 1;
    if several && (table::heads_thing(head) || table::heads_thing(words.fold(to - 1))) {
        return (Other, true);
    }
    if (several || of.is_some()) && table::heads_organisation(head) {
        return (Organisation, true);
    }
    let placed = table::heads_place(head) || matches!(first, "mount" | "mt" | "lake" | "cape" | "fort" | "port" | "gulf" | "st" | "san");
    if several && placed {
        // “St. Louis”, but “Victoria Park” and “Jack Hill” look alike: the list says place
        return (Place, !table::is_given_name(first) || to - from > 2);
    }
    if !several && words.tokens.get(from).is_some_and(|t| is_acronym(t.span.of(text))) {
        return (Organisation, false);
    }
    if several && person(words, from, to) {
        return (Person, true);
    }
    if !several && table::is_given_name(first) {
        return (Person, false);
    }
    place_or_person(words, from, to)
}

/// A given name or an initial, then one to four further names.
fn person(words: &Words, from: usize, to: usize) -> bool {
    let parts = (from..to).filter(|&i| words.tokens.get(i).is_some_and(|t| t.is_word())).count();
    let plain = (from..to).all(|i| {
        let f = words.fold(i);
        words.tokens.get(i).is_some_and(|t| t.is_word()) || is_particle(f) || f == "." || f == ","
    });
    let joined = (from..to).any(|i| matches!(words.fold(i), "of" | "and" | "for" | "&"));
    if !plain || joined || !(2..=6).contains(&parts) {
        return false;
    }
    let initials = (from..to - 1).any(|i| {
        let dotted = words.tokens.get(i).is_some_and(|t| t.is_word() && t.capital && t.span.len() == 1) && words.fold(i + 1) == ".";
        dotted && i + 2 < to
    });
    let given = |i: usize| table::is_given_name(words.fold(i));
    let shouted = words.tokens.get(from).is_some_and(|t| t.upper && t.span.len() > 2) && given(to - 1);
    initials || shouted || given(from) && !table::is_country(words, to - 1)
}

/// What the words around an unknown name suggest; never certain.
fn place_or_person(words: &Words, from: usize, to: usize) -> (NameKind, bool) {
    let next = words.fold(to);
    if matches!(next, "said" | "says" | "who" | "told" | "argues" | "argued" | "writes" | "wrote") && to - from <= 3 {
        return (NameKind::Person, false);
    }
    if from > 0 && matches!(words.fold(from - 1), "in" | "near" | "throughout") && to - from <= 2 {
        return (NameKind::Place, false);
    }
    (NameKind::Other, false)
}
