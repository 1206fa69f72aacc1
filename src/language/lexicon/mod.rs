//! Word lists and tables: data only, compiled in as text, read once. Keys are folded (see [`super::fold`]).

use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::sync::OnceLock;

const STOP: &str = include_str!("stop.txt");
const ABBREVIATIONS: &str = include_str!("abbreviations.txt");
const IRREGULAR: &str = include_str!("irregular.txt");
const LOOKALIKES: &str = include_str!("lookalikes.txt");

/// The words of a list: separated by white space, `#` begins a comment line.
fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace)
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

pub fn is_month_abbreviation(folded: &str) -> bool {
    matches!(folded, "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov" | "dec")
}

/// `mr`, `dr`, `gen`: a name follows, the sentence never ends here.
pub fn is_title_abbreviation(folded: &str) -> bool {
    matches!(
        folded,
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "prof"
            | "st"
            | "gen"
            | "sen"
            | "sens"
            | "rep"
            | "reps"
            | "gov"
            | "capt"
            | "col"
            | "lt"
            | "sgt"
            | "cpl"
            | "maj"
            | "adm"
            | "cmdr"
            | "rev"
            | "hon"
            | "pres"
            | "amb"
            | "mme"
            | "fr"
            | "msgr"
            | "mt"
            | "ft"
            | "vs"
            | "cf"
            | "e.g"
            | "i.e"
            | "viz"
            | "ca"
            | "approx"
            | "fig"
            | "no"
            | "nos"
            | "vol"
            | "pp"
            | "art"
            | "sec"
            | "ch"
    )
}

/// A word that often begins a sentence (lower case).
pub fn opens_sentences(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "it"
            | "its"
            | "he"
            | "she"
            | "his"
            | "her"
            | "they"
            | "their"
            | "we"
            | "our"
            | "i"
            | "my"
            | "you"
            | "your"
            | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "with"
            | "under"
            | "after"
            | "before"
            | "during"
            | "since"
            | "while"
            | "when"
            | "if"
            | "as"
            | "although"
            | "though"
            | "because"
            | "but"
            | "and"
            | "or"
            | "however"
            | "moreover"
            | "meanwhile"
            | "according"
            | "there"
            | "here"
            | "what"
            | "who"
            | "how"
            | "why"
            | "some"
            | "many"
            | "most"
            | "several"
            | "both"
            | "each"
            | "one"
            | "two"
            | "no"
            | "not"
            | "then"
            | "now"
            | "today"
            | "to"
            | "all"
    )
}

/// The lemma of a folded word, when a rule or the table of irregular forms gives one.
pub fn lemma(folded: &str) -> Option<Cow<'_, str>> {
    static CELL: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let irregular = CELL.get_or_init(|| {
        let lines = IRREGULAR.lines().filter(|l| !l.starts_with('#'));
        lines
            .filter_map(|l| l.split_once(char::is_whitespace))
            .flat_map(|(lemma, forms)| forms.split_whitespace().map(move |f| (f, lemma)))
            .collect()
    });
    if let Some(l) = irregular.get(folded) {
        return Some(Cow::Borrowed(l));
    }
    if !folded.is_ascii() || folded.len() < 4 || is_stop(folded) {
        return None;
    }
    super::lexicon::rules::regular(folded)
}

mod rules;

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
