use crate::document::Comment;
use crate::text::Span;
use std::ops::Range;

/// The `<!-- … -->` comments in a stretch of raw HTML. One that is never closed runs to the end.
pub(super) fn comments(source: &str, range: Range<usize>) -> Vec<Comment> {
    let mut out = Vec::new();
    let mut at = range.start;
    while let Some(rest) = source.get(at..range.end)
        && let Some(open) = rest.find("<!--")
    {
        let start = at + open;
        // `<!-->` and `<!--->` are whole comments
        let close = source.get(start + 2..range.end).and_then(|r| r.find("-->"));
        let end = close.map_or(range.end, |c| start + 2 + c + 3);
        let words = source.get(start + 4..end.saturating_sub(if close.is_some() { 3 } else { 0 })).unwrap_or("");
        out.push(Comment { outer: Span::new(start, end), text: words.trim().into() });
        at = end;
    }
    out
}

/// What of `range` lies outside the comments, which are in order.
pub(super) fn outside(range: Range<usize>, comments: &[Comment]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = range.start;
    let first = comments.partition_point(|c| (c.outer.end as usize) <= range.start);
    for comment in comments.iter().skip(first).map(|c| c.outer.range()).take_while(|c| c.start < range.end) {
        if comment.start > at {
            out.push(at..comment.start);
        }
        at = at.max(comment.end);
    }
    if at < range.end {
        out.push(at..range.end);
    }
    out
}
