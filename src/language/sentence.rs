use super::lexicon;
use crate::text::Span;

/// The sentences of `block` in `text`, in order, without surrounding white space. A missed split puts
/// two claims in one and a wrong one cuts a claim, so borders need a closing mark, then white space,
/// then something that can begin a sentence. Linear in the block's length.
pub fn sentences(text: &str, block: Span) -> Vec<Span> {
    let slice = block.of(text);
    let base = block.start as usize;
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = slice.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let mut end = i + c.len_utf8();
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            continue;
        }
        while let Some(&(j, d)) = chars.peek() {
            // further marks and closers belong to the sentence that they close
            if matches!(d, '.' | '!' | '?' | '…' | ')' | ']' | '"' | '”' | '’' | '\'' | '»') {
                end = j + d.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        if border(slice, start, i, c, end) {
            push(&mut out, slice, base, start, end);
            start = end;
        }
    }
    push(&mut out, slice, base, start, slice.len());
    out
}

fn push(out: &mut Vec<Span>, slice: &str, base: usize, start: usize, end: usize) {
    let piece = &slice[start..end];
    let trimmed = piece.trim_start();
    let from = start + piece.len() - trimmed.len();
    let to = from + trimmed.trim_end().len();
    if to > from {
        out.push(Span::new(base + from, base + to));
    }
}

/// Whether a sentence ends at `end`, after the mark `c` at `at`.
fn border(slice: &str, start: usize, at: usize, c: char, end: usize) -> bool {
    if matches!(c, '。' | '！' | '？') {
        return true;
    }
    let rest = &slice[end..];
    let next = rest.trim_start();
    if next.is_empty() {
        return true;
    }
    if rest.len() == next.len() {
        return glued(slice, at, end, next);
    }
    let mut opener = next.chars();
    let Some(first) = opener.find(|c| !matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '*' | '_')) else { return true };
    if first.is_lowercase() || matches!(first, ',' | ';' | ')' | '%') {
        return false;
    }
    if c != '.' || end > at + 1 && !slice[at + 1..end].contains('.') && slice[at + 1..end].contains(['"', '”', ')']) {
        // ! and ? end a sentence before a capital; so does a full stop inside a closed quotation
        return c != '.' || !abbreviation_before(&slice[start..at], next, first);
    }
    !abbreviation_before(&slice[start..at], next, first)
}

/// No white space after the mark: a border only in “word.”Next” and “sector.The” (a lost space).
fn glued(slice: &str, at: usize, end: usize, next: &str) -> bool {
    let before: String = slice[..at].chars().rev().take_while(|c| c.is_alphabetic()).collect();
    let word: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    end == at + 1
        && before.chars().count() >= 4
        && before.chars().all(char::is_lowercase)
        && word.chars().count() >= 2
        && word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().skip(1).all(char::is_lowercase)
        && next[word.len()..].starts_with(' ')
}

/// The word before the full stop is an abbreviation that the sentence goes on after.
fn abbreviation_before(before: &str, next: &str, first: char) -> bool {
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '‘' | '-' | '–' | '—' | '/'))
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    if word.is_empty() || word.chars().all(|c| c.is_ascii_digit()) {
        // “1. First” at a line's start is a list mark
        return !word.is_empty() && before.trim() == word && word.len() <= 2;
    }
    let folded = word.to_lowercase();
    if lexicon::is_month_abbreviation(&folded) {
        return first.is_ascii_digit();
    }
    if lexicon::is_title_abbreviation(&folded) {
        return true;
    }
    let single = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    let dotted = word.contains('.') && word.split('.').all(|p| p.chars().count() <= 2);
    if single && !dotted {
        return true;
    }
    if dotted || lexicon::is_abbreviation(&folded) {
        let opener: String =
            next.chars().skip_while(|c| !c.is_alphanumeric()).take_while(|c| c.is_alphabetic() || *c == '’' || *c == '\'').collect();
        return !lexicon::opens_sentences(&opener.to_lowercase());
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(s: &str) -> Vec<&str> {
        sentences(s, Span::new(0, s.len())).into_iter().map(|x| x.of(s)).collect()
    }

    #[test]
    fn keeps_abbreviations_and_initials_together() {
        assert_eq!(
            split("The U.S. Senate met Mr. J. Smith on Oct. 13. It ended."),
            ["The U.S. Senate met Mr. J. Smith on Oct. 13.", "It ended."]
        );
        assert_eq!(split("He left the U.S. The plan failed."), ["He left the U.S.", "The plan failed."]);
        assert_eq!(split("Pay 3.5 percent. “Never.” He said so! Why?"), ["Pay 3.5 percent.", "“Never.”", "He said so!", "Why?"]);
    }

    #[test]
    fn closes_quotes_and_brackets_with_their_sentence() {
        assert_eq!(split("It rose (by 3%.) Then “it fell.” Then"), ["It rose (by 3%.)", "Then “it fell.”", "Then"]);
        assert_eq!(split("a new sector.The plan. and so on"), ["a new sector.", "The plan. and so on"]);
    }
}
