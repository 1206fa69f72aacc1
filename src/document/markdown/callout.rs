use std::ops::Range;

/// The `[!kind]` that begins a callout.
pub(super) struct Callout {
    /// Where the marker ends, into the source.
    pub end: usize,
    /// The callout is meant as a quotation.
    pub quotes: bool,
}

/// The marker of the block quote at `range`, if it has one.
pub(super) fn marker(source: &str, range: Range<usize>) -> Option<Callout> {
    let line = source.get(range.clone())?.split(['\n', '\r']).next()?;
    let inner = line.trim_start().strip_prefix('>')?.trim_start().strip_prefix("[!")?;
    let (kind, rest) = inner.split_once(']')?;
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
        return None;
    }
    let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let quotes = ["quote", "cite"].iter().any(|q| kind.eq_ignore_ascii_case(q));
    Some(Callout { end: range.start + line.len() - rest.len(), quotes })
}
