use super::{Block, BlockKind, SourceMap};
use crate::text::{LineIndex, Span};

/// Longest line, in characters, that still counts as wrapped by hand.
const WIDEST: usize = 130;
/// Shortest width at which lines count as wrapped by hand.
const NARROWEST: usize = 40;

/// The blocks of a plain text, whose analysed text is the text itself. Blank lines separate; the lines
/// between are one paragraph if they look wrapped to a width, else each is a block of its own.
pub(super) fn read(text: &str) -> (Vec<Block>, SourceMap) {
    let index = LineIndex::new(text);
    let mut blocks = Vec::new();
    let mut group: Vec<Span> = Vec::new();
    for line in 0..index.lines() {
        let words = trim(text, index.content(text, line));
        if words.is_empty() {
            flush(text, &mut group, &mut blocks);
        } else {
            group.push(words);
        }
    }
    flush(text, &mut group, &mut blocks);
    (blocks, SourceMap::identity())
}

/// The span without white space (and byte order mark) around it.
fn trim(text: &str, span: Span) -> Span {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let whole = span.of(text);
    let kept = whole.trim_start_matches(blank);
    let start = span.start as usize + whole.len() - kept.len();
    Span::new(start, start + kept.trim_end_matches(blank).len())
}

fn flush(text: &str, group: &mut Vec<Span>, blocks: &mut Vec<Block>) {
    if let [line] = group.as_slice() {
        let block = heading(text, *line, blocks.is_empty()).unwrap_or_else(|| Block::new(BlockKind::Paragraph, *line, *line));
        blocks.push(block);
        group.clear();
        return;
    }
    // a list mark begins a paragraph of its own, which may be wrapped too
    let width = group.iter().map(|l| chars(l.of(text))).max().unwrap_or(0);
    let mut rest = group.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let more = others.iter().take_while(|l| !list_mark(l.of(text))).count();
        let (lines, after) = rest.split_at(more + 1);
        rest = after;
        if wrapped(text, lines, width) {
            let span = lines.last().map_or(*first, |l| first.cover(*l));
            blocks.push(Block::new(BlockKind::Paragraph, span, span));
        } else {
            blocks.extend(lines.iter().map(|l| hashed(text, *l).unwrap_or_else(|| Block::new(BlockKind::Paragraph, *l, *l))));
        }
    }
    group.clear();
}

fn chars(s: &str) -> usize {
    s.chars().count()
}

fn list_mark(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or("");
    let number = first.strip_suffix(['.', ')']).unwrap_or("");
    matches!(first, "-" | "*" | "+" | "•" | "–" | "—" | "·" | "#" | "##" | "###")
        || (!number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether the lines were broken to a width: at (nearly) every break the next line's first word would not
/// have fitted, and the sentence goes on over the breaks.
fn wrapped(text: &str, lines: &[Span], width: usize) -> bool {
    if lines.len() < 2 || !(NARROWEST..=WIDEST).contains(&width) {
        return false;
    }
    let (mut full, mut goes_on, mut lower) = (0, 0, 0);
    for pair in lines.windows(2) {
        let [a, b] = pair else { continue };
        let (a, b) = (a.of(text), b.of(text));
        let word = b.split_whitespace().next().map_or(0, chars);
        full += usize::from(chars(a) + 1 + word >= width.saturating_sub(width / 12));
        goes_on += usize::from(!a.ends_with(['.', '!', '?', ':', '”', '"']));
        lower += usize::from(b.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()));
    }
    let breaks = lines.len() - 1;
    full * 10 >= breaks * 9 && goes_on * 2 > breaks && lower > 0
}

/// `# Title` lines, which text made from web pages has.
fn hashed(text: &str, line: Span) -> Option<Block> {
    let whole = line.of(text);
    let level = whole.bytes().take_while(|b| *b == b'#').count();
    let rest = whole.get(level..)?;
    if !(1..=6).contains(&level) || !rest.starts_with(' ') || rest.trim().is_empty() {
        return None;
    }
    let start = line.start as usize + whole.len() - rest.trim_start().len();
    Some(Block::new(BlockKind::Heading(level as u8), Span::new(start, line.end as usize), line))
}

/// A short line that stands alone and is written like a title.
fn heading(text: &str, line: Span, first: bool) -> Option<Block> {
    let whole = line.of(text);
    if let Some(block) = hashed(text, line) {
        return Some(block);
    }
    let words = || whole.split_whitespace();
    let count = words().take(15).count();
    if !(1..=14).contains(&count)
        || whole.len() > 120
        || list_mark(whole)
        || whole.ends_with(['.', '!', '?', ',', ';', ':', '…', '|'])
        || whole.contains(['@', '|', '•', ',', '/'])
    {
        return None;
    }
    let opens_upper = |w: &str| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    // small words (of, under) are written small in titles; a date, a name or “name, role” is no title
    let long = || words().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let small = long().filter(|w| !opens_upper(w)).count();
    let ends = words().next().is_some_and(opens_upper) && words().next_back().is_some_and(opens_upper);
    let title = count >= 3 && long().count() >= 2 && small * 4 <= long().count() && ends;
    let dated = words().any(|w| w.chars().any(|c| c.is_ascii_digit())) && long().count() < 3;
    (title && !dated).then(|| Block::new(BlockKind::Heading(if first { 1 } else { 2 }), line, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Vec<(BlockKind, &str)> {
        read(text).0.into_iter().map(|b| (b.kind, b.span.of(text))).collect()
    }

    #[test]
    fn each_line_of_an_article_is_a_paragraph() {
        let text = "The council met in March and agreed on a plan for the harbour.\nIt will be built in two stages, the mayor said on Monday, and it will open in 2031 if nothing goes amiss.\r\n\rA third line.";
        let kinds = read_all(text);
        assert_eq!(kinds.len(), 3);
        assert_eq!(kinds.last(), Some(&(BlockKind::Paragraph, "A third line.")));
    }

    #[test]
    fn lines_wrapped_by_hand_are_joined() {
        let text = "  The council met in March and agreed on a plan for\n  the harbour, which will be built in two stages and\n  will open in 2031.\n\n  Next.";
        let kinds = read_all(text);
        assert_eq!(kinds.len(), 2);
        assert!(kinds.first().is_some_and(|b| b.1.ends_with("in 2031.")));
    }

    #[test]
    fn a_wrapped_list_keeps_its_items_apart() {
        let text = "- the council met in March and agreed on a plan for\n  the harbour\n- the mayor said on Monday that it will open in the\n  summer";
        assert_eq!(read_all(text).len(), 2);
    }

    #[test]
    fn lines_of_a_poem_or_menu_stay_apart() {
        assert_eq!(read_all("roses are red\nviolets are blue\nand so on").len(), 3);
        assert_eq!(read_all("Home\nAbout us\nContact").len(), 3);
    }

    #[test]
    fn titles_that_stand_alone_are_headings() {
        let text = "\u{feff}A Harbour for the North\n\nThe council met.\n\nWhat the Council Decided under Pressure\n\nMore.\n\nDirector, North Harbour Office\n\nMaria Ruiz\n\nMar 08, 2031\n\nThe council met again\n\n## Next steps";
        let heads: Vec<_> = read_all(text).into_iter().filter(|b| matches!(b.0, BlockKind::Heading(_))).collect();
        assert_eq!(
            heads,
            [
                (BlockKind::Heading(1), "A Harbour for the North"),
                (BlockKind::Heading(2), "What the Council Decided under Pressure"),
                (BlockKind::Heading(2), "Next steps"),
            ]
        );
    }
}
