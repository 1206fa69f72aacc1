use super::Span;

/// The text under `span` is to become `new_text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    pub span: Span,
    pub new_text: String,
}

/// The text with all edits made at once. Their spans count on `text` as it is; insertions at one place
/// keep the order given. `None` if two spans overlap, or one does not lie on character borders of `text`.
pub fn apply(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|e| (e.span.start, e.span.end));
    let mut out = String::with_capacity(text.len() + edits.iter().map(|e| e.new_text.len()).sum::<usize>());
    let mut done = 0;
    for edit in sorted {
        let range = edit.span.range();
        text.get(range.clone())?;
        out.push_str(text.get(done..range.start)?);
        out.push_str(&edit.new_text);
        done = range.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, new_text: &str) -> TextEdit {
        TextEdit { span: Span::new(start, end), new_text: new_text.to_owned() }
    }

    #[test]
    fn edits_count_on_the_text_as_it_was() {
        assert_eq!(apply("rose 12 cm", &[edit(8, 10, "mm"), edit(5, 7, "twenty-one")]).as_deref(), Some("rose twenty-one mm"));
        assert_eq!(apply("ab", &[edit(1, 1, "x"), edit(1, 1, "y"), edit(1, 2, "z")]).as_deref(), Some("axyz"));
        assert_eq!(apply("ab", &[]).as_deref(), Some("ab"));
    }

    #[test]
    fn overlaps_and_broken_characters_are_refused() {
        assert_eq!(apply("abcd", &[edit(0, 2, ""), edit(1, 3, "")]), None);
        assert_eq!(apply("é", &[edit(1, 2, "")]), None);
        assert_eq!(apply("a", &[edit(1, 5, "")]), None);
    }
}
