//! Word lists and tables: data only, compiled in as text, read once. Keys are folded (see [`super::fold`]).

mod broader;
mod cues;
mod derived;
mod functional;
mod groups;
mod heads;
mod kinds;
mod labels;
mod marks;
mod names;
mod opposition;
mod origin;
mod paraphrase;
mod phrases;
mod places;
mod posts;
mod reception;
mod rules;
mod stage;
mod teams;
mod together;
mod vocabulary;

pub use broader::is_broader;
pub use cues::{certainty, compared, quantifier, reporting};
pub use derived::names_verb;
pub use functional::{Functional, ValueSort, event, functional, functional_noun};
pub use groups::{Group, Groups};
pub use heads::{Head, head, may_head};
pub use kinds::{Sort, sort_of};
pub use marks::{Marks, marks};
pub use names::{Alias, AliasKind, alias, country_called, is_first_name, same_first_name, shares_people, title};
pub use opposition::{Opposition, antonyms, has_opposite, opposed_keys, opposite_phrase, same_side, same_side_keys};
pub use origin::Origin;
pub use paraphrase::{Expression, expressions};
pub use places::{Place, Sorts, country_of, holds, place};
pub use posts::{Post, posts_at};
pub use reception::{Reception, Receptions};
pub use stage::Stage;
pub use teams::Team;
pub use together::{Together, tells_by_rank, tells_rank, together};
pub use vocabulary::{Entry, entry, is_known, is_verb, is_word, senses, similar, similar_keys, similar_senses, weight};

use super::key_of;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::sync::OnceLock;

const STOP: &str = include_str!("stop.txt");
const ABBREVIATIONS: &str = include_str!("abbreviations.txt");
const IRREGULAR: &str = include_str!("irregular.txt");
const LOOKALIKES: &str = include_str!("lookalikes.txt");
const INFLECTED: &str = include_str!("inflected.txt");

/// The lines of a table without comments and blank ones.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty())
}

/// The words of a list: separated by white space, `#` begins a comment line.
fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    lines(list).flat_map(str::split_whitespace)
}

fn set(cell: &'static OnceLock<FxHashSet<&'static str>>, list: &'static str) -> &'static FxHashSet<&'static str> {
    cell.get_or_init(|| words(list).collect())
}

/// A function word: determiner, pronoun, preposition, conjunction, auxiliary.
pub fn is_stop(folded: &str) -> bool {
    static CELL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    set(&CELL, STOP).contains(folded)
}

/// `inc`, `p.m`, `etc`: the sentence may end after it, so what follows decides.
pub fn is_abbreviation(folded: &str) -> bool {
    static CELL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    set(&CELL, ABBREVIATIONS).contains(folded)
}

/// A month by its name, folded.
pub fn is_month(folded: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    MONTHS.contains(&folded) || is_month_abbreviation(folded)
}

pub fn is_month_abbreviation(folded: &str) -> bool {
    Group::MonthAbbreviation.has(folded)
}

/// `mr`, `dr`, `gen`: a name follows, the sentence never ends here.
pub fn is_title_abbreviation(folded: &str) -> bool {
    Group::TitleAbbreviation.has(folded)
}

/// A word that often begins a sentence (lower case).
pub fn opens_sentences(word: &str) -> bool {
    Group::Opener.has(word)
}

/// The American spelling of a British lemma (organise, labour, centre, defence, programme), where the vocabulary has it
/// and it is the more frequent of the two.
pub fn american(lemma: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 9] = [
        ("ise", "ize"),
        ("yse", "yze"),
        ("our", "or"),
        ("tre", "ter"),
        ("ogue", "og"),
        ("ence", "ense"),
        ("isation", "ization"),
        ("amme", "am"),
        ("bre", "ber"),
    ];
    // told by the last letters, before anything is looked up: this runs for every word of every source
    let may = matches!(
        lemma.as_bytes().last_chunk::<3>(),
        Some(
            [b'i' | b'y', b's', b'e']
                | [b's', b'e', b'd' | b's']
                | [b'i', b'n', b'g']
                | [b'o', b'u', b'r']
                | [b't' | b'b', b'r', b'e']
                | [b'g', b'u', b'e']
                | [b'n', b'c', b'e']
                | [b'i', b'o', b'n']
                | [b'm', b'm', b'e']
                | [b'r', b'e', b'd']
        )
    );
    if lemma.len() < 5 || !lemma.is_ascii() || !may {
        return None;
    }
    // an inflected form whose lemma nothing knows: recognised, recognising
    let inflected =
        [("ised", "ize"), ("ises", "ize"), ("ising", "ize"), ("ysed", "yze"), ("ysing", "yze"), ("oured", "or"), ("ouring", "or")];
    let known = inflected.iter().find_map(|(from, to)| lemma.strip_suffix(from).map(|s| format!("{s}{to}")));
    if let Some(s) = known.filter(|s| weight(key_of(s)) < 8) {
        return Some(s);
    }
    let stem = |from: &str| lemma.strip_suffix(from).filter(|s| s.len() >= 2);
    let mut spelled = ENDINGS.iter().filter_map(|(from, to)| stem(from).map(|s| format!("{s}{to}")));
    spelled.find(|s| weight(key_of(s)) < weight(key_of(lemma)))
}

/// The lemma of a folded word, when a table or a rule gives one other than the word. A form that is also a word
/// of its own (`left`, `building`) is read as the more frequent of the two; irregular.txt (by hand) wins over
/// inflected.txt (WordNet 3.0), and that over the regular endings.
pub fn lemma(folded: &str) -> Option<Cow<'_, str>> {
    static HAND: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    static MADE: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    if let Some(l) = forms(&HAND, IRREGULAR).get(folded) {
        return Some(Cow::Borrowed(l));
    }
    if !folded.is_ascii() || folded.len() < 3 || is_stop(folded) {
        return None;
    }
    if let Some(l) = forms(&MADE, INFLECTED).get(folded) {
        return Some(Cow::Borrowed(l));
    }
    if folded.len() < 4 { None } else { rules::regular(folded) }
}

/// Lines of a lemma and its forms, as a map from form to lemma.
fn forms(
    cell: &'static OnceLock<FxHashMap<&'static str, &'static str>>,
    list: &'static str,
) -> &'static FxHashMap<&'static str, &'static str> {
    cell.get_or_init(|| {
        lines(list)
            .filter_map(|l| l.split_once(char::is_whitespace))
            .flat_map(|(lemma, forms)| forms.split_whitespace().map(move |f| (f, lemma)))
            .collect()
    })
}

/// The Latin letter that a lower-case letter of another script is taken for, or the letter itself. `mixed` says that it stands among
/// Latin letters in one word: there a Greek `ν` passes for `v`, elsewhere it is the small form of `Ν`.
pub fn lookalike(c: char, mixed: bool) -> char {
    static CELL: OnceLock<FxHashMap<char, (char, char)>> = OnceLock::new();
    let table = CELL.get_or_init(|| {
        let letters = |l: &'static str| l.split_whitespace().filter_map(|w| w.chars().next());
        LOOKALIKES
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| {
                let mut row = letters(l);
                let (from, to) = (row.next()?, row.next()?);
                Some((from, (to, row.next().unwrap_or(to))))
            })
            .collect()
    });
    match table.get(&c) {
        Some((_, small)) if mixed => *small,
        Some((class, _)) => *class,
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::lemma;

    #[test]
    fn inflected_forms_come_back_to_their_lemma() {
        for (form, base) in [
            ("rose", "rise"),
            ("fell", "fall"),
            ("found", "find"),
            ("better", "good"),
            ("highest", "high"),
            ("children", "child"),
            ("spokeswomen", "spokeswoman"),
            ("countries", "country"),
            ("movies", "movie"),
            ("houses", "house"),
            ("buses", "bus"),
            ("analyses", "analysis"),
            ("planned", "plan"),
            ("hoping", "hope"),
            ("singing", "sing"),
            ("staring", "stare"),
            ("ratified", "ratify"),
            ("died", "die"),
            ("won", "win"),
            ("greener", "green"),
            ("texted", "text"),
        ] {
            assert_eq!(lemma(form).as_deref(), Some(base), "{form}");
        }
    }

    #[test]
    fn words_that_only_look_inflected_stay() {
        for word in [
            "left", "news", "united", "bed", "king", "morning", "species", "texas", "number", "water", "process", "during", "cola", "is't",
            "", "ing", "ed", "s",
        ] {
            assert_eq!(lemma(word).filter(|l| l != word), None, "{word}");
        }
    }

    #[test]
    fn every_lemma_is_in_the_vocabulary() {
        for line in super::lines(super::INFLECTED) {
            let base = line.split(' ').next().unwrap_or("");
            assert!(super::vocabulary::parts(base) != 0, "{base}");
        }
    }
}
