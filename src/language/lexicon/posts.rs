//! Posts that one person does not hold together. From `posts.txt`.

use super::lines;
use std::sync::OnceLock;

const POSTS: &str = include_str!("posts.txt");

/// A title of a post. Titles of one line are one post; a title may stand on several lines.
#[derive(Debug)]
pub struct Post {
    /// Folded, without hyphens.
    pub words: Vec<&'static str>,
    /// Posts of one family exclude each other: `minister`, `party`.
    pub family: &'static str,
    /// Equal for titles of the same post.
    pub line: usize,
}

/// Every title, in the order of the table.
pub fn posts() -> &'static [Post] {
    static CELL: OnceLock<Vec<Post>> = OnceLock::new();
    CELL.get_or_init(|| {
        let rows = lines(POSTS).filter_map(|l| l.split_once(": ")).enumerate();
        rows.flat_map(|(line, (family, titles))| {
            titles.split(", ").map(move |t| Post { words: t.split([' ', '-']).collect(), family, line })
        })
        .collect()
    })
}
