use std::ops::Range;

/// A link's destination: where it stands in the source, and its `#heading`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub range: Range<usize>,
    pub heading: Option<Box<str>>,
}

/// The parts of `[[target#heading|alias]]` or `![[…]]` at `range`, with white space and the backslash of `\|` left out.
pub(super) fn wiki(source: &str, range: Range<usize>) -> Target {
    let whole = source.get(range.clone()).unwrap_or("");
    let lead = if whole.starts_with('!') { 3 } else { 2 };
    let inner = whole.get(lead..whole.len().saturating_sub(2)).unwrap_or("");
    let name = inner.split_once('|').map_or(inner, |(n, _)| n.strip_suffix('\\').unwrap_or(n));
    let (page, heading) = match name.split_once('#') {
        Some((page, heading)) => (page, Some(heading.trim().into())),
        None => (name, None),
    };
    let start = range.start + lead + page.len() - page.trim_start().len();
    Target { range: start..start + page.trim().len(), heading }
}

/// The destination of `[words](destination "title")` whose words end at `from` and which ends at `end`.
pub(super) fn inline(source: &str, from: usize, end: usize) -> Option<Range<usize>> {
    let open = from + source.get(from..end)?.find("](")? + 2;
    destination(source, open, end)
}

/// The destination of a definition `[label]: destination` at `range`.
pub(super) fn definition(source: &str, range: Range<usize>) -> Option<Range<usize>> {
    let open = range.start + source.get(range.clone())?.find("]:")? + 2;
    destination(source, open, range.end)
}

/// A destination as written: in angle brackets, or up to white space or the closing bracket.
fn destination(source: &str, from: usize, end: usize) -> Option<Range<usize>> {
    let rest = source.get(from..end)?;
    let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let start = from + rest.len() - trimmed.len();
    if let Some(inner) = trimmed.strip_prefix('<') {
        return Some(start + 1..start + 1 + inner.find('>')?);
    }
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in trimmed.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(start..start + at),
            ')' => depth -= 1,
            c if c.is_ascii_whitespace() || c.is_ascii_control() => return Some(start..start + at),
            _ => {}
        }
    }
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(s: &str) -> (&str, Option<Box<str>>) {
        let target = wiki(s, 0..s.len());
        (s.get(target.range).unwrap_or("?"), target.heading)
    }

    #[test]
    fn wiki_links_fall_into_parts() {
        assert_eq!(page("[[harbour]]"), ("harbour", None));
        assert_eq!(page("![[ harbour plan #Costs|the plan]]"), ("harbour plan", Some("Costs".into())));
        assert_eq!(page("[[harbour\\|plan]]"), ("harbour", None));
        assert_eq!(page("[[#Costs]]"), ("", Some("Costs".into())));
        assert_eq!(page("[["), ("", None));
    }

    #[test]
    fn destinations_are_found_as_written() {
        let s = "[a](b%20(c).md \"t\")";
        assert_eq!(inline(s, 2, s.len()).and_then(|r| s.get(r)), Some("b%20(c).md"));
        let s = "[a]( <b c.md> )";
        assert_eq!(inline(s, 2, s.len()).and_then(|r| s.get(r)), Some("b c.md"));
        let s = "[a]:\n  b.md 'x'";
        assert_eq!(definition(s, 0..s.len()).and_then(|r| s.get(r)), Some("b.md"));
    }
}
