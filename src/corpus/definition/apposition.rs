//! “X, a weekly newspaper, …”, “X (the national bird of Y)”, “Y’s company, X”, “…, known as X”.

use super::phrase::{self, Article, capital};
use super::site;
use super::table::{self, Class};
use super::{Definition, Kind, found};
use crate::language::Words;
use crate::language::lexicon::{self, Group};

/// A word that begins a sentence and is so common in any text that it is no name: “Often, the gate …”.
const COMMON: u8 = 3;

/// What stands before the name of a place.
const PLACING: [&str; 10] = ["in", "at", "from", "near", "into", "inside", "outside", "through", "across", "around"];

/// Reads the comma, dash or bracket at token `k` before an article.
pub(super) fn read(words: &Words, k: usize) -> Option<Definition> {
    let mark = words.fold(k);
    let at = k + 1 + usize::from(words.fold(k + 1) == "-");
    let phrase = phrase::classifying(words, at)?;
    let complemented = phrase::complemented(words, phrase.head);
    let end = phrase::end(words, phrase.head, true);
    if !closes(words, mark, end) || clause(words, phrase.head, end) || phrase::personal(words, phrase.from, end) {
        return None;
    }
    let ordinal = matches!(words.fold(phrase.from + 1), "first" | "second" | "third" | "last" | "only");
    let named = (phrase.from..phrase.head).any(|i| capital(words, i));
    let aged = site::aged(words, k);
    let (term, name) = match site::name_before(words, aged) {
        Some(name) if !calendar(words.fold(name.0)) => (name, true),
        Some(_) => return None,
        None if mark == "," => return None,
        None => (common(words, k)?, false),
    };
    // “Bob and Alice Holm, a lawyer”: which of them?
    let joined = name && phrase.article == Article::Indefinite && (term.0..term.1).any(|i| matches!(words.fold(i), "and" | "&"));
    let common = words.tokens.first().is_some_and(|t| t.weight() <= COMMON);
    let adverb = term.0 == 0 && term.1 == 1 && (words.fold(0).ends_with("ly") || common);
    // “Best Band, Duo or Group, a prize that …”
    let choice = term.0.checked_sub(1).is_some_and(|i| i > 0 && words.fold(i) == "or");
    // “the first Norwegian, the first Dane and the first Finn in space”
    let ranked = ordinal && term.0.checked_sub(1).is_some_and(|i| matches!(words.fold(i), "first" | "second" | "third" | "last" | "only"));
    if joined || adverb || choice || ranked {
        return None;
    }
    // a dateline, a title: “Oslo — A new bill …”, “Holm, The Tides of Varde”
    let dateline = mark != "(" && words.tokens.get(at).is_some_and(|t| t.capital);
    // “an Oscar, a Bear and the Palm”; “a Patron of the College, a community”
    let one_of = name && term.0.checked_sub(1).is_some_and(|i| matches!(words.fold(i), "a" | "an"));
    // “Harbour Street, the throngs of visitors, …”
    let plural = words.lemma(phrase.head) != words.fold(phrase.head) && words.fold(phrase.head).ends_with('s');
    let plural = plural && phrase.article == Article::Definite;
    let many = plural && mark != "(" && !words.fold(term.1 - 1).ends_with('s');
    if one_of || many {
        return None;
    }
    // “in Oslo, a draft”: a place is said to be a place, what else is said belongs to what stands before
    let placed = term.0.checked_sub(1).is_some_and(|i| PLACING.contains(&words.fold(i)));
    if dateline || placed && phrase.class != Class::Place || mark == "," && fronted(words, k) || listed(words, term, end, mark) {
        return None;
    }
    let clear = match (name, phrase.article) {
        (_, Article::Other) => phrase.class == Class::Person && complemented,
        (true, Article::Indefinite) => true,
        (true, _) => (complemented || named) && (!ordinal || phrase.class == Class::Person),
        (false, Article::Indefinite) => complemented && mark == "(",
        (false, _) => complemented && !ordinal,
    };
    // “the game” after a name stands for what was told, capitals after it begin another name
    let title = capital(words, phrase.head) && phrase.class != Class::Person;
    let next_name = capital(words, phrase.head + 1);
    if !clear || title || next_name {
        return None;
    }
    let person = name && phrase.class == Class::Person;
    Some(found(words, term, (phrase.from, end), if person { Kind::Person } else { Kind::Definition }))
}

/// The apposition that ends before `end` is closed as it was opened.
fn closes(words: &Words, mark: &str, end: usize) -> bool {
    let last = end >= words.len();
    match mark {
        "(" => words.fold(end) == ")" || words.fold(end) == "." && words.fold(end + 1) == ")",
        "," => last || matches!(words.fold(end), "," | "." | ")" | ";" | "-" | ":" | "\""),
        _ => last || matches!(words.fold(end), "-" | "." | "," | ")" | ";"),
    }
}

/// A finite verb right after the head or before any relative pronoun: a clause of its own, no apposition.
fn clause(words: &Words, head: usize, end: usize) -> bool {
    // “X, the club announced Saturday”
    if lexicon::reporting(words, head + 1).is_some() {
        return true;
    }
    // “…, the board pressed ahead”
    let after = words.fold(head + 2);
    let goes_on =
        matches!(after, "by" | "in" | "on" | "at" | "to" | "from" | "for" | "as" | "with" | "of" | "after" | "under" | "last" | "this");
    let definite =
        (head.saturating_sub(6)..head).rev().find(|&i| matches!(words.fold(i), "a" | "an" | "the")).is_some_and(|i| words.fold(i) == "the");
    if definite
        && head + 2 < end
        && words.fold(head + 1).ends_with("ed")
        && !goes_on
        && words.tokens.get(head + 2).is_some_and(|t| !t.capital)
    {
        return true;
    }
    for i in head + 1..end {
        let f = words.fold(i);
        if matches!(f, "that" | "which" | "who" | "whose" | "where" | "whereby" | "when") {
            return false;
        }
        let verb = words.is(i, Group::Auxiliary)
            || matches!(f, "said" | "says" | "became" | "began" | "made" | "took" | "got" | "went" | "came" | "n't");
        if verb {
            return true;
        }
    }
    // what follows the head must go on with the phrase
    let next = words.fold(head + 1);
    head + 1 < end
        && !phrase::complemented(words, head)
        && !matches!(
            next,
            "and"
                | "or"
                | ","
                | "\""
                | "("
                | "as"
                | "'s"
                | "then"
                | "under"
                | "near"
                | "against"
                | "since"
                | "during"
                | "into"
                | "through"
                | "over"
                | "after"
                | "before"
        )
}

/// “In Oslo, the parliament …”: the first comma after a fronted adverbial.
fn fronted(words: &Words, k: usize) -> bool {
    let first = (0..k).all(|i| words.fold(i) != ",");
    let compass = matches!(words.fold(0), "north" | "south" | "east" | "west") && words.fold(1) == "of";
    let start = usize::from(matches!(words.fold(0), "\"" | "(" | "but" | "and"));
    let lead = matches!(
        words.fold(start),
        "in" | "at"
            | "on"
            | "for"
            | "by"
            | "from"
            | "after"
            | "before"
            | "during"
            | "since"
            | "as"
            | "with"
            | "under"
            | "over"
            | "through"
            | "according"
            | "when"
            | "while"
            | "if"
            | "because"
            | "despite"
            | "unlike"
            | "like"
            | "within"
            | "among"
            | "until"
            | "although"
            | "though"
            | "throughout"
            | "across"
            | "following"
            | "based"
            | "born"
            | "except"
            | "besides"
            | "apart"
            | "aside"
            | "instead"
            | "whichever"
            | "whatever"
            | "otherwise"
            | "meanwhile"
            | "at-large"
    );
    first && (lead || compass)
}

/// “apples, a pear, and a plum”; “Oslo, the coast and the hills”: items of a list.
fn listed(words: &Words, term: (usize, usize), end: usize, mark: &str) -> bool {
    if mark != "," {
        return false;
    }
    let after =
        words.fold(end) == "," && matches!(words.fold(end + 1), "and" | "or" | "a" | "an" | "our" | "their" | "his" | "her" | "its");
    let more = words.fold(end) == "," && matches!(words.fold(end + 1), "the");
    let before = term.0.checked_sub(1).is_some_and(|i| words.fold(i) == ",")
        || term.0.checked_sub(2).is_some_and(|i| words.fold(i) == "," && words.fold(i + 1) == "the");
    after || more || before
}

pub(super) fn calendar(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "however"
            | "today"
            | "yesterday"
    )
}

/// The common noun that ends before token `k`, with the words before it that belong to it.
fn common(words: &Words, k: usize) -> Option<(usize, usize)> {
    let plain = |i: usize| words.tokens.get(i).is_some_and(|t| t.is_word() && !t.stop && !t.capital);
    let mut from = k;
    while from > 0 && k - from < 4 && plain(from - 1) {
        from -= 1;
    }
    let article = from.checked_sub(1).is_some_and(|i| matches!(words.fold(i), "a" | "an" | "the"));
    let capital_first =
        from.checked_sub(1).is_some_and(|i| capital(words, i) && matches!(words.fold(i.wrapping_sub(1)), "a" | "an" | "the"));
    let from = if capital_first { from - 1 } else { from };
    (from < k && k - from <= 3 && (article || capital_first)).then_some((from, k))
}

/// Reads the name at token `k`, after a small noun that says what it is.
pub(super) fn lead(words: &Words, k: usize) -> Option<Definition> {
    let (head, past) = site::lead_head(words, k)?;
    let class = table::class(words.lemma(head));
    let distinction = class.is_none();
    let class = class.unwrap_or(Class::Person);
    let to = phrase::run_after(words, k)?;
    let comma = words.fold(past) == ",";
    // names of persons and places are many and their kind is plain
    let mut from = head;
    let mut owner = false;
    while let Some(i) = from.checked_sub(1).filter(|i| head - i < 8) {
        let t = words.tokens.get(i)?;
        let owned = i.checked_sub(1).is_some_and(|j| matches!(words.fold(j), "'s" | "'"));
        let small = t.is_word() && !t.stop && !t.capital && (owned || !verbal(words, i));
        // “includes director X”: a verb, or a plural that can be spared
        if class == Class::Person && small && !owned && words.fold(i).ends_with('s') && words.lemma(i) != words.fold(i) {
            break;
        }
        let hyphen = words.fold(i) == "-" && !t.spaced;
        if words.fold(i) == "'s" || words.fold(i) == "'" && !t.spaced {
            owner = true;
        } else if !(small || hyphen || t.is_number() || owner && capital(words, i) || capital(words, i)) {
            break;
        }
        from = i;
    }
    // “Son of Sam serial killer X”: half a name says nothing
    if from.checked_sub(1).is_some_and(|i| matches!(words.fold(i), "of" | "and" | "&")) {
        from = (from..head).find(|&i| !capital(words, i)).unwrap_or(head);
    }
    // “In 1963 guild president X”: the year is that of the sentence
    if words.tokens.get(from).is_some_and(|t| t.is_number()) && from.checked_sub(1).is_some_and(|i| dating(words.fold(i))) {
        from += 1;
    }
    let article = from.checked_sub(1).map_or("", |i| words.fold(i));
    // “It quoted engineer X”, “in particular coach X”: a verb, unless an article stands before it; an adverb
    let stray = |i: usize| {
        let t = words.tokens.get(i);
        let loose = t.is_some_and(|t| !t.capital && t.spaced || i == 0) && words.fold(i + 1) != "-";
        loose && (words.fold(i).ends_with("ed") || table::verbal(words.fold(i)) || matches!(words.fold(i), "particular" | "then" | "now"))
    };
    if !owner && !matches!(article, "the" | "a" | "an") {
        from = (from..head).rev().find(|&i| stray(i)).map_or(from, |i| i + 1);
    }
    // “those who join the cast include actor X”
    from = (from + 1..head).rev().find(|&i| table::verbal(words.fold(i)) && words.fold(i + 1) != "-").map_or(from, |i| i + 1);
    // “walked over to embrace interim leader Ada Holm”
    if from > 0 && from < head && words.fold(from - 1) == "to" {
        from += 1;
    }
    let judged = (from..=head).any(|i| table::judges(words.fold(i)));
    let plural = words.lemma(head) != words.fold(head);
    let verb = class != Class::Person
        && head.checked_sub(1).is_some_and(|i| words.fold(i) == "-" || words.fold(i).ends_with('s') && words.lemma(i) != words.fold(i));
    if verb || words.fold(from) == "'s" || words.fold(from) == "'" || cut_short(words, (k, to), class) || led_in(words, from, to) {
        return None;
    }
    if judged || plural || class == Class::Nature || (k..to).any(|i| calendar(words.fold(i))) {
        return None;
    }
    let quoted = matches!(words.fold(past), "\"" | "'");
    // “commercial U.S. airport”: said of something else; “Cahills vs. Vespers”: half a name
    let country = to == k + 1 && matches!(words.fold(k), "us" | "uk" | "eu" | "un");
    // “a street Cricket World Cup challenge”: the name says which challenge
    let next = words.tokens.get(to).is_some_and(|t| t.is_word() && !t.capital && t.spaced && !t.stop);
    let said_of = class != Class::Person && !comma && next && words.lemma(to) == words.fold(to) && !words.fold(to).ends_with("ly");
    if country || said_of || words.fold(to) == "vs" || words.fold(to) == "v" {
        return None;
    }
    if distinction && (from == head || comma) {
        return None;
    }
    if comma {
        // “the band’s debut, X, …”
        let closed = to >= words.len() || matches!(words.fold(to), "," | "." | ")" | ";" | "-");
        // “Holm’s new drama, The Tide of Varde, N.H.”: perhaps half a title
        let more = class != Class::Person && words.fold(to) == "," && capital(words, to + 1);
        if !owner || !closed || more || class == Class::Person && to < k + 2 {
            return None;
        }
    } else if class == Class::Person {
        let full = (k..to).filter(|&i| capital(words, i) && words.tokens.get(i).is_some_and(|t| t.span.len() > 1)).count() > 1;
        if !full
            || quoted
            || table::addresses(words.fold(head))
            || table::qualifies_only(words.fold(head))
            || super::person::is_thing(words, (k, to))
        {
            return None;
        }
    } else if quoted || head == from || !owner && !matches!(article, "the" | "a" | "an") {
        return None;
    }
    let several = words.fold(to) == "and" && (comma || class != Class::Person && capital(words, to + 1));
    // “the Union league Club”: one name
    let generic = !comma && to == k + 1 && table::class(words.lemma(k)).is_some();
    if words.fold(to) == "'s" || words.fold(to) == "-" || several || generic {
        return None;
    }
    let kind = if class == Class::Person { Kind::Person } else { Kind::Definition };
    Some(found(words, (k, to), (from, past), kind))
}

/// “the delivery service Skip the Dishes”; “the book Ada Holm, the Ferryman”; “a system broadcasting Dr. Holm’s speech”: half a name, a
/// title alone.
fn cut_short(words: &Words, (from, to): (usize, usize), class: Class) -> bool {
    let title = to == from + 1 && crate::mention::name::is_role(words.fold(from));
    let person = class != Class::Person && lexicon::is_first_name(words.fold(from)) && words.fold(to) == ",";
    let more = usize::from(person);
    title || words.fold(to + more) == "the" && capital(words, to + more + 1)
}

/// A preposition before a year.
fn dating(word: &str) -> bool {
    matches!(word, "in" | "since" | "by" | "until" | "before" | "after" | "from")
}

/// “In a second series Saltbox will …”: the phrase belongs to the preposition, the name to the verb.
fn led_in(words: &Words, phrase: usize, name_end: usize) -> bool {
    let article = phrase.checked_sub(1).filter(|&i| matches!(words.fold(i), "a" | "an" | "the"));
    let preposition = article.and_then(|i| i.checked_sub(1)).filter(|&i| lexicon::is_stop(words.fold(i)) && !words.is(i, Group::Auxiliary));
    let opens = preposition.is_some_and(|i| i == 0 || words.fold(i - 1) == ",");
    opens && words.is(name_end, Group::Auxiliary)
}

/// A verb form that does not stand inside a noun phrase.
fn verbal(words: &Words, i: usize) -> bool {
    let f = words.fold(i);
    f.ends_with("ing") || words.lemma(i) != f && !f.ends_with("ed") && !f.ends_with('s')
}

/// Reads “known as”, “called”, “dubbed”, “goes by” at token `k`.
pub(super) fn alias(words: &Words, k: usize) -> Option<Definition> {
    let after = match words.fold(k) {
        "known" | "goes" => k + 2,
        _ => k + 1,
    };
    let term = site::alias(words, after)?;
    let mut to = k;
    while let Some(i) = to.checked_sub(1) {
        let small = matches!(
            words.fold(i),
            "also"
                | "sometimes"
                | "often"
                | "commonly"
                | "better"
                | "formerly"
                | "popularly"
                | "originally"
                | "widely"
                | "usually"
                | "generally"
                | "is"
                | "was"
                | "who"
                | "that"
                | "which"
                | "are"
                | "been"
                | "being"
                | "has"
                | ","
        );
        let bracket = words.fold(i) == "(" && site::shortens(words.fold(k));
        if !small && !bracket {
            break;
        }
        to = i;
    }
    let between = to < k;
    let (from, name) = match phrase::run_before(words, to).filter(|_| between) {
        Some(from) => (from, true),
        None => (noun(words, to)?, false),
    };
    // “…, Norway, called X”; “Ada Holm called it …”
    let place = name && from.checked_sub(1).is_some_and(|i| words.fold(i) == ",");
    let active = to == k && k.checked_sub(1).is_some_and(|i| capital(words, i));
    // “the Parents in School Program, known as X”: half a name
    let half =
        name && from.checked_sub(2).is_some_and(|i| capital(words, i) && matches!(words.fold(i + 1), "in" | "and" | "at" | "on" | "to"));
    if half {
        return None;
    }
    // “Holm, a member, called the plan X”; “a song - the first to do so - called X”: it belongs to what stands before
    let told = k.checked_sub(1).filter(|_| !name && words.fold(k) == "called").map_or("", |i| words.fold(i));
    let aside = told == "," && from.checked_sub(2).is_some_and(|i| words.fold(i + 1) == "," && capital(words, i));
    if aside || told == "-" {
        return None;
    }
    let broken = !name && (from..to).any(|i| matches!(words.fold(i), "," | "what"));
    // “Ada and Bror, known as the Gulls”: two people, or the last of them
    let two = name && to == from + 3 && words.fold(from + 1) == "and";
    if place || active || broken || two {
        return None;
    }
    // half a name
    let quoted = matches!(words.fold(term.1), "\"" | "'");
    let next = term.1 + usize::from(quoted);
    let more = matches!(words.fold(next), "and" | "&" | "vs" | "or") && (quoted || capital(words, next + 1));
    if more || words.fold(next) == ":" && capital(words, next + 1) {
        return None;
    }
    // “a company called X” says too little
    if !name && to - from < 3 {
        return None;
    }
    // “he called Bob”, “the so-called X”
    if to == 0
        || name && matches!(words.fold(k), "called") && words.fold(k - 1) == "who"
        || to == k && !matches!(words.fold(k), "called" | "known" | "dubbed" | "nicknamed")
    {
        return None;
    }
    let stray = term.0 < term.1 && (term.0..term.1).any(|i| table::judges(words.fold(i)));
    let kind = if site::shortens(words.fold(k)) { Kind::Acronym } else { Kind::Definition };
    (!stray && from < to).then(|| found(words, term, (from, to), kind))
}

/// The start of the phrase with an article whose classifying head ends before `to`.
fn noun(words: &Words, to: usize) -> Option<usize> {
    let from = (to.saturating_sub(9)..to).rev().find(|&i| matches!(words.fold(i), "a" | "an" | "the"))?;
    let head = phrase::head(words, from + 1)?;
    if table::class(words.lemma(head)).is_none() || head + 1 != to && !phrase::complemented(words, head) {
        return None;
    }
    // “took the town from hill rebels known as X”: the name is that of what stands right before it
    let near = (head + 1..to).rev().find(|&i| matches!(words.fold(i), "from" | "by" | "with" | "against" | "to" | "on")).map(|i| i + 1);
    let plain = |i: usize| words.tokens.get(i).is_some_and(|t| t.is_word() && !t.stop);
    near.filter(|&n| n < to && (n..to).all(plain)).or(Some(from))
}
