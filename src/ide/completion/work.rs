//! Citation keys, by key, author and title.

use super::{About, Completion, Item, ItemKind, Typing, edit, items};
use crate::analysis::Snapshot;
use crate::corpus::{Entry, Resolution};
use crate::language::fold;

/// What is known of a work.
#[derive(Default)]
pub(super) struct Known<'a> {
    pub author: Option<&'a str>,
    pub title: Option<&'a str>,
    pub date: Option<&'a str>,
    pub publisher: Option<&'a str>,
    /// The first of its files.
    pub file: Option<&'a str>,
}

/// What the bibliography and the sources say of a key.
pub(super) fn known<'a>(snapshot: &'a Snapshot, key: &str) -> Known<'a> {
    let corpus = snapshot.corpus();
    let entry: Option<&Entry> = corpus.entry(key);
    let first = match corpus.resolve(key) {
        Resolution::One(sources) => sources.first().copied(),
        _ => None,
    };
    let source = first.and_then(|i| corpus.sources.get(i));
    let entry = entry.or_else(|| corpus.entry_of(first?));
    let front = source.and_then(|s| s.document.front.author.as_ref()).map(|l| l.value.as_str());
    Known {
        author: front.or_else(|| entry?.author.as_deref()),
        title: source.and_then(|s| s.title.as_deref()).or_else(|| entry?.title.as_deref()),
        date: source.and_then(|s| s.date.as_deref()).or_else(|| entry?.date.as_deref()),
        publisher: entry.and_then(|e| e.publisher.as_deref()),
        file: source.map(|s| s.document.path.as_str()),
    }
}

/// The keys that fit what is typed after `@`.
pub(super) fn keys(typing: &Typing) -> Completion {
    let snapshot = typing.snapshot;
    let corpus = snapshot.corpus();
    let begun = typing.folded();
    // a file's name beside the key that the bibliography gives it says nothing new
    let spare = |key: &str| {
        let own = |i: &usize| corpus.entry_of(*i).is_some_and(|e| e.key != key);
        let file = matches!(corpus.resolve(key), Resolution::One(s) if s.iter().all(own)) && corpus.entry(key).is_none();
        file && (begun.is_empty() || !fold(key).starts_with(&begun))
    };
    let make = |key: &str| {
        if spare(key) {
            return None;
        }
        let Known { author, title, date, file, .. } = known(snapshot, key);
        let year = date.and_then(|d| d.split('-').next());
        let detail: Vec<&str> = [author, year, title.or(file)].into_iter().flatten().collect();
        Some(Item {
            label: key.to_string(),
            detail: Some(detail.join(", ")).filter(|d| !d.is_empty()),
            kind: ItemKind::Work,
            edit: edit(typing.span, written(key)),
            about: Some(About::Work(key.to_string())),
        })
    };
    let found = corpus.by_key().find(&begun).into_iter().map(|(fit, named)| (fit, named.name.as_str(), named.what.as_str())).collect();
    // found by author and title too: what the client would sort out by itself is not all
    Completion { items: items(found, make), incomplete: true }
}

/// A key as it is written after `@`: in braces if it is no plain word.
fn written(key: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.' | '-' | '/');
    let simple = key.chars().all(plain)
        && key.ends_with(|c: char| c.is_alphanumeric() || c == '_')
        && key.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let joined = !key.contains("--") && !key.contains("..") && !key.contains("::") && !key.contains("//");
    if simple && joined { key.to_string() } else { format!("{{{key}}}") }
}
