//! Posts that one person does not hold together. From `posts.txt`.

use super::super::{Words, key_of};
use super::lines;
use super::marks::Marks;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const POSTS: &str = include_str!("posts.txt");

/// A title of a post. Titles of one line are one post; a title may stand on several lines.
#[derive(Debug)]
pub struct Post {
    /// Folded, without hyphens.
    pub words: Vec<&'static str>,
    /// Posts of one family exclude each other: `office`, `party`.
    pub family: &'static str,
    /// Equal for titles of the same post.
    pub line: usize,
}

/// The titles, in the order of the table, by the key of their first word.
fn table() -> &'static FxHashMap<u32, Vec<Post>> {
    static CELL: OnceLock<FxHashMap<u32, Vec<Post>>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut table: FxHashMap<u32, Vec<Post>> = FxHashMap::default();
        for (line, (family, titles)) in lines(POSTS).filter_map(|l| l.split_once(": ")).enumerate() {
            for words in titles.split(", ").flat_map(spellings) {
                let first = words.first().map_or(0, |w| key_of(w));
                table.entry(first).or_default().push(Post { words, family, line });
            }
        }
        table
    })
}

/// The words of a title; “minister of health” is also written “minister for health”.
fn spellings(title: &'static str) -> Vec<Vec<&'static str>> {
    let words: Vec<&str> = title.split([' ', '-']).collect();
    let mut all = vec![words.clone()];
    if let [head, "of", rest @ ..] = words.as_slice()
        && matches!(*head, "minister" | "secretary")
    {
        all.push([*head, "for"].into_iter().chain(rest.iter().copied()).collect());
    }
    all
}

/// The titles that may begin at token `at`, in the order of the table: their first word stands there.
pub fn posts_at(words: &Words, at: usize) -> &'static [Post] {
    let token = words.tokens.get(at).filter(|t| t.marks.has(Marks::POST));
    token.and_then(|t| table().get(&t.word_key)).map_or(&[], Vec::as_slice)
}

/// The first words of all titles.
pub(super) fn heads(add: &mut impl FnMut(Marks, u32)) {
    table().keys().for_each(|key| add(Marks::POST, *key));
}
