//! What makes a definition doubtful that its frame would give: then there is none.

use super::phrase::capital;
use super::{Definition, Kind, Pattern, table};
use crate::language::{Words, lexicon};
use crate::text::Span;

/// The fewest long words of a headline, and their letters.
const LONG_WORDS: usize = 8;
const LONG: usize = 4;

/// Whether what was read at a site is rather something else.
pub(super) fn doubtful(text: &str, words: &Words, pattern: Pattern, found: &Definition) -> bool {
    // where nearly every word has a capital none tells where a name begins or ends
    let named = matches!(pattern, Pattern::Lead | Pattern::Role | Pattern::Apposition | Pattern::Alias);
    if named && headline(words) {
        return true;
    }
    let (term, definition) = (tokens(words, found.term), tokens(words, found.definition));
    if !sited(words, pattern, &term, &definition) {
        return true;
    }
    let doubled = term.windows(2).any(|w| matches!(w, [a, b] if words.fold(*a) == words.fold(*b) && !capital(words, *a)));
    // “a tributary of the Durance, the whole chain of the Durance”
    let circular = match term.as_slice() {
        [one] => found.kind == Kind::Definition && definition.iter().any(|&i| words.fold(i) == words.fold(*one)),
        _ => false,
    };
    doubled || circular || broken_off(text, words, &definition) || found.kind == Kind::Person && no_person(words, &term, &definition)
}

/// With the rest of a name that goes on after a hyphen or a particle, and without a small word before what is said.
pub(super) fn whole(words: &Words, mut found: Definition) -> Definition {
    if let Some(last) = tokens(words, found.term).last() {
        let glued = |i: usize| words.tokens.get(i).is_some_and(|t| !t.spaced && t.is_word());
        let particle = matches!(words.fold(last + 1), "der" | "den" | "ter" | "del" | "bin" | "ibn" | "da" | "dos" | "di" | "al" | "el");
        let end = if words.fold(last + 1) == "-" && glued(last + 2) || particle && capital(words, last + 2) {
            words.tokens.get(last + 2)
        } else {
            None
        };
        if let Some(end) = end.filter(|e| !found.definition.overlaps(e.span)) {
            found.term = found.term.cover(end.span);
        }
    }
    // “Voice of America director”
    let first = tokens(words, found.definition).first().copied().unwrap_or(0);
    if found.kind == Kind::Person && capital(words, first) && first > 1 && words.fold(first - 1) == "of" && capital(words, first - 2) {
        found.definition.start = words.tokens.get(first - 2).map_or(found.definition.start, |t| t.span.start);
    }
    let small = |i: &usize| {
        let month = super::apposition::calendar(words.fold(*i)) && capital(words, i + 1);
        month || matches!(words.fold(*i), "as" | "for" | "to" | "with" | "by" | "and" | "or" | "of")
    };
    if let Some(first) = tokens(words, found.definition).into_iter().find(|i| !small(i)).and_then(|i| words.tokens.get(i)) {
        found.definition.start = first.span.start;
    }
    // “the company’s governor Sir Bror Lind”
    let title = |i: usize| table::addresses(words.fold(i)) || words.fold(i) == "." && i > 0 && table::addresses(words.fold(i - 1));
    while let [_, .., last] = tokens(words, found.definition).as_slice()
        && found.kind == Kind::Person
        && title(*last)
        && found.definition.end <= found.term.start
    {
        found.definition.end = words.tokens.get(last - 1).map_or(found.definition.start, |t| t.span.end);
    }
    // “…, an ornithologist who, for 28 years, …”
    let open = |i: usize| matches!(words.fold(i), "who" | "which" | "that" | "where" | "whose" | "," | "and");
    while let Some(last) = tokens(words, found.definition).last().copied().filter(|&i| open(i)) {
        let end = last.checked_sub(1).and_then(|i| words.tokens.get(i)).map_or(found.definition.start, |t| t.span.end);
        found.definition.end = end.max(found.definition.start);
    }
    found
}

/// A headline, a menu, a list of names and posts.
fn headline(words: &Words) -> bool {
    let long = words.tokens.iter().filter(|t| t.is_word() && t.span.len() >= LONG);
    let (all, capitals) = long.fold((0, 0), |(all, capitals), t| (all + 1, capitals + usize::from(t.capital)));
    all >= LONG_WORDS && capitals * 10 >= all * 8
}

/// Frames that stand for themselves only in running text.
fn sited(words: &Words, pattern: Pattern, term: &[usize], definition: &[usize]) -> bool {
    let (Some(&first), Some(&last)) = (term.first(), term.last()) else { return false };
    match pattern {
        // a menu: “World’s longest railway route Watch”
        Pattern::Lead => !(last + 1 >= words.len() && term.len() == 1),
        // “Artist Insights Detected”, “the Student Activities Pavilion”: no title, and no name that is a person's
        Pattern::Role => match definition {
            [one] => !capital(words, *one) || lexicon::title(words, *one).is_some() || lexicon::is_first_name(words.fold(first)),
            _ => true,
        },
        _ => true,
    }
}

fn tokens(words: &Words, span: Span) -> Vec<usize> {
    (0..words.len()).filter(|&i| words.tokens.get(i).is_some_and(|t| span.contains(t.span))).collect()
}

/// “daughter of Captain G.”: the sentence goes on after an initial.
fn broken_off(text: &str, words: &Words, definition: &[usize]) -> bool {
    let bare: Vec<usize> = definition.iter().copied().filter(|&i| words.fold(i) != ".").collect();
    let [.., before, last] = bare.as_slice() else { return false };
    // “a town whose inhabitants — with few exceptions — …”; “a venture between Ada Holm”
    let relative = [before, last].iter().any(|i| matches!(words.fold(**i), "whose" | "who" | "which" | "that" | "where"));
    let between = bare.iter().position(|&i| words.fold(i) == "between");
    let paired =
        |at: usize| bare.get(at..).unwrap_or(&[]).iter().any(|&i| words.fold(i) == "and") || words.fold(last.saturating_sub(1)) == "two";
    let plural = words.lemma(*last) != words.fold(*last);
    if relative || between.is_some_and(|at| !paired(at) && !plural) {
        return true;
    }
    let initial = words.tokens.get(*last).is_some_and(|t| t.upper || t.capital && t.span.len() == 1);
    let single = words.tokens.get(*last).is_some_and(|t| t.span.of(text).chars().count() == 1);
    initial && single && capital(words, *before) && words.fold(last + 1) == "."
}

/// “his beloved Boston for the Santa Monica beach”; “Richard Prince” beside other names.
fn no_person(words: &Words, term: &[usize], definition: &[usize]) -> bool {
    let joined = term.iter().any(|&i| words.fold(i) == "for");
    // “Son of Vice-Admiral Bror Lind”; “this founder now runs …”; “deputy Minister of Interior Ada Holm”; “champion United States”
    let first = definition.first().copied().unwrap_or(0);
    let ahead = definition.last().zip(term.first()).is_some_and(|(d, t)| d < t);
    let kin = ahead
        && matches!(words.fold(first), "son" | "daughter" | "wife" | "widow" | "husband" | "brother" | "sister" | "nephew" | "niece")
        && words.fold(first + 1) == "of";
    let this = first.checked_sub(1).is_some_and(|i| matches!(words.fold(i), "this" | "that" | "each" | "every" | "no" | "any"));
    let half =
        matches!(term, [a, b, ..] if crate::mention::name::is_role(words.fold(*a)) && words.fold(*b) == "of" || words.fold(*b) == "tem");
    let country = term
        .first()
        .and_then(|&i| lexicon::alias(words, i))
        .is_some_and(|(len, a)| a.kind != lexicon::AliasKind::Demonym && len >= term.len());
    // “then Prince Ada Holm”, without the title
    let nothing = definition.iter().all(|&i| matches!(words.fold(i), "then" | "now" | "the" | "first" | "former" | "late"));
    if kin || this || half || country || nothing {
        return true;
    }
    let name = matches!(definition, [a, b] if capital(words, *a) && capital(words, *b)
        && lexicon::is_first_name(words.fold(*a)) && table::addresses(words.fold(*b)));
    joined || name
}
