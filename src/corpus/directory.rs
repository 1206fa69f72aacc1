//! Things by the names that people type: what fits the first letters of a name, or of a word of what else it is known by.

use super::stem;
use crate::language::fold;

/// Something with a name, and what else it may be found by (a title, an author, a path). All folded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named<T> {
    pub name: String,
    pub others: Vec<String>,
    pub what: T,
}

impl<T> Named<T> {
    /// A file, by its stem, its title and its path.
    pub fn file(path: &str, title: Option<&str>, what: T) -> Named<T> {
        Named { name: fold(stem(path)), others: title.into_iter().chain([path]).map(fold).collect(), what }
    }
}

/// How well something fits what is typed, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fit {
    /// Its name begins so.
    Name,
    /// Something else that it is found by does, at its beginning or at a word.
    Word,
    /// Its name has it.
    Inside,
    /// Its name has the letters in this order.
    Letters,
}

impl<T> Named<T> {
    /// How well it fits what is typed (folded); `None` if not at all.
    pub fn fit(&self, typed: &str) -> Option<Fit> {
        if self.name.starts_with(typed) {
            return Some(Fit::Name);
        }
        if self.others.iter().any(|text| beginnings(text).any(|at| text.get(at..).is_some_and(|t| t.starts_with(typed)))) {
            return Some(Fit::Word);
        }
        self.loosely(typed)
    }

    /// A single letter is in nearly every name: two are needed.
    fn loosely(&self, typed: &str) -> Option<Fit> {
        typed.chars().nth(1)?;
        if self.name.contains(typed) {
            return Some(Fit::Inside);
        }
        let mut letters = self.name.chars();
        typed.chars().all(|c| letters.any(|d| d == c)).then_some(Fit::Letters)
    }
}

/// Where a text and its words begin.
fn beginnings(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = at == 0 || c.is_alphanumeric() && !before.is_alphanumeric();
        before = c;
        begins.then_some(at)
    })
}

/// Many named things, found without looking at each.
#[derive(Clone, Debug, Default)]
pub struct Directory<T> {
    /// Sorted by name.
    named: Vec<Named<T>>,
    /// Where the others and their words begin: (index of the thing, which text, offset), sorted by the text from there on.
    starts: Vec<(u32, u32, u32)>,
}

impl<T> Directory<T> {
    pub fn new(all: impl IntoIterator<Item = Named<T>>) -> Directory<T> {
        let mut named: Vec<Named<T>> = all.into_iter().collect();
        named.sort_by(|a, b| a.name.cmp(&b.name));
        let mut starts = Vec::new();
        for (i, thing) in named.iter().enumerate() {
            for (t, text) in thing.others.iter().enumerate() {
                starts.extend(beginnings(text).map(|at| (i as u32, t as u32, at as u32)));
            }
        }
        starts.sort_unstable_by(|a, b| from(&named, *a).cmp(from(&named, *b)).then(a.cmp(b)));
        Directory { named, starts }
    }

    /// What fits what is typed (folded), best first, equals by name.
    pub fn find(&self, typed: &str) -> Vec<(Fit, &Named<T>)> {
        let first = self.named.partition_point(|n| n.name.as_str() < typed);
        let count = self.named.get(first..).map_or(0, |rest| rest.partition_point(|n| n.name.starts_with(typed)));
        let begins = first..first + count;
        let start = self.starts.partition_point(|s| from(&self.named, *s) < typed);
        let words = self.starts.get(start..).unwrap_or(&[]).iter().take_while(|s| from(&self.named, **s).starts_with(typed));
        let mut worded: Vec<usize> = words.map(|s| s.0 as usize).filter(|i| !begins.contains(i)).collect();
        worded.sort_unstable();
        worded.dedup();
        let loose = self.named.iter().enumerate().filter(|(i, _)| !begins.contains(i) && worded.binary_search(i).is_err());
        let mut loose: Vec<(Fit, usize)> = loose.filter_map(|(i, n)| Some((n.loosely(typed)?, i))).collect();
        loose.sort_unstable();
        let all = begins.clone().map(|i| (Fit::Name, i)).chain(worded.iter().map(|i| (Fit::Word, *i))).chain(loose);
        all.filter_map(|(fit, i)| Some((fit, self.named.get(i)?))).collect()
    }
}

/// The text from such a beginning on.
fn from<T>(named: &[Named<T>], (thing, text, at): (u32, u32, u32)) -> &str {
    named.get(thing as usize).and_then(|n| n.others.get(text as usize)?.get(at as usize..)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(name: &str, others: &[&str]) -> Named<usize> {
        Named { name: name.to_string(), others: others.iter().map(|o| o.to_string()).collect(), what: 0 }
    }

    #[test]
    fn names_first_then_words_then_letters() {
        let all = [
            named("smith20", &["the lake report", "smith, ada"]),
            named("lake", &["a. holm"]),
            named("salake", &[]),
            named("slanke", &[]),
            named("other", &["rising 水門 seas"]),
        ];
        let directory = Directory::new(all);
        let found = |typed: &str| directory.find(typed).iter().map(|(_, n)| n.name.clone()).collect::<Vec<_>>();
        assert_eq!(found("lake"), ["lake", "smith20", "salake", "slanke"]);
        assert_eq!(found("lake r"), ["smith20"]);
        assert_eq!(found("ada"), ["smith20"]);
        assert_eq!(found("水"), ["other"]);
        assert_eq!(found("s"), ["salake", "slanke", "smith20", "other"]);
        assert_eq!(found("zz"), [""; 0]);
        assert_eq!(found("").len(), 5);
    }

    proptest! {
        #[test]
        fn a_directory_finds_what_fits_one_by_one(
            all in prop::collection::vec(("[ab水-]{0,4}", prop::collection::vec("[ab水 /.]{0,6}", 0..3)), 0..8),
            typed in "[ab水 ]{0,3}",
        ) {
            let all: Vec<Named<usize>> =
                all.into_iter().enumerate().map(|(what, (name, others))| Named { name, others, what }).collect();
            let mut one_by_one: Vec<(Fit, &str)> = all.iter().filter_map(|n| Some((n.fit(&typed)?, n.name.as_str()))).collect();
            one_by_one.sort();
            let directory = Directory::new(all.clone());
            let found: Vec<(Fit, &str)> = directory.find(&typed).into_iter().map(|(f, n)| (f, n.name.as_str())).collect();
            prop_assert_eq!(found, one_by_one);
        }
    }
}
