//! Quotations: words between quotation marks, and block quotes.

use crate::document::{Block, BlockKind, Document, InlineKind};
use crate::text::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuoteKind {
    /// Between quotation marks in running text.
    Inline,
    /// A paragraph of a block quote.
    Block,
}

/// Words that the text presents as someone's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// The quoted words, without their marks, into `Document::text`.
    pub span: Span,
    /// With the marks. The same as `span` for a block quote.
    pub outer: Span,
    /// How many words; two characters count as one in a script without spaces.
    pub words: u32,
    /// It stands inside another quotation.
    pub nested: bool,
    /// Index into `Document::blocks`.
    pub block: usize,
    pub kind: QuoteKind,
    /// Under five words between marks: a term, a title or a scare quote, not a quotation to be checked.
    pub scare: bool,
}

/// The fewest words that make a quotation to be checked.
pub const FEWEST: u32 = 5;

/// All quotations of a document, by start; of two with the same start the outer one first. Marks are paired within a
/// block; one without a partner is no quotation. Linear in the text but for sorting.
pub fn find(document: &Document) -> Vec<Quotation> {
    (0..document.blocks.len()).flat_map(|i| find_in(document, i)).collect()
}

/// The quotations of one block, as [`find`] gives them; none for a block that is not there.
pub fn find_in(document: &Document, i: usize) -> Vec<Quotation> {
    let mut out = Vec::new();
    let prose = |b: &&Block| !matches!(b.kind, BlockKind::Code | BlockKind::Html | BlockKind::Math);
    if let Some(block) = document.blocks.get(i).filter(prose) {
        let quoted = (block.quote > 0 && !block.callout && !matches!(block.kind, BlockKind::Heading(_)))
            .then(|| block_quotation(&document.text, block.span, i))
            .flatten();
        out.extend(quoted);
        let skip = code(document, block.span);
        for pair in pairs(&document.text, block.span, &skip) {
            let inner = Span { start: pair.0.end, end: pair.1.start };
            let outer = pair.0.cover(pair.1);
            let words = count(inner.of(&document.text));
            if words == 0 || inner.len() < 2 {
                continue; // “rock 'n' roll”
            }
            let nested = quoted.is_some_and(|q| q.span.contains(inner));
            let scare = words < FEWEST;
            out.push(Quotation { span: inner, outer, words, nested, block: i, kind: QuoteKind::Inline, scare });
        }
    }
    out.sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end), q.kind == QuoteKind::Inline));
    let mut end = 0;
    for q in &mut out {
        q.nested |= q.outer.end <= end && q.kind == QuoteKind::Inline;
        end = end.max(q.outer.end);
    }
    out
}

/// Stretches of five words or more between two straight marks that both stand close on either side (`"up"he said with"down"`), so
/// that neither can be told to open or to close: what stands between them may be quoted, or be all that is not. Looks at `within`, a
/// stretch of block `i`.
pub fn glued_in(document: &Document, i: usize, within: Span) -> Vec<Quotation> {
    let prose = document.blocks.get(i).is_some_and(|b| b.kind != BlockKind::Code);
    if !prose || within.of(&document.text).bytes().filter(|b| *b == b'"').count() < 2 {
        return Vec::new();
    }
    let found = marks(within.of(&document.text), within.start as usize, &code(document, within));
    let tight = |m: &Mark| {
        let before = document.text.get(..m.span.start as usize).and_then(|t| t.chars().next_back());
        let after = document.text.get(m.span.end as usize..).and_then(|t| t.chars().next());
        before.is_some_and(|c| !c.is_whitespace()) && after.is_some_and(char::is_alphanumeric) && !m.opens
    };
    let straight: Vec<Mark> = found.into_iter().filter(|m| m.family == Family::Straight).collect();
    let pairs = straight.windows(2).filter_map(|w| w.first().zip(w.get(1))).filter(|(a, b)| tight(a) && tight(b));
    let quotation = |(a, b): (&Mark, &Mark)| {
        let span = Span { start: a.span.end, end: b.span.start };
        let words = count(span.of(&document.text));
        Quotation { span, outer: a.span.cover(b.span), words, nested: false, block: i, kind: QuoteKind::Inline, scare: false }
    };
    pairs.map(quotation).filter(|q| q.words >= FEWEST).collect()
}

/// How many words a text has.
fn count(text: &str) -> u32 {
    let (mut words, mut single, mut inside) = (0u32, 0u32, false);
    for c in text.chars() {
        let alone = matches!(c, '\u{e01}'..='\u{eff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        let letter = c.is_alphanumeric();
        if alone {
            single += u32::from(letter);
            inside = false;
        } else if letter && !inside {
            words += 1;
            inside = true;
        } else if c.is_whitespace() || matches!(c, '–' | '—' | '/') {
            inside = false;
        }
    }
    words + single / 2
}

/// The paragraph of a block quote without its attribution line; `None` under five words.
fn block_quotation(text: &str, span: Span, block: usize) -> Option<Quotation> {
    let slice = span.of(text);
    let end = attribution(slice).unwrap_or(slice.len());
    let body = slice.get(..end)?;
    let from = body.len() - body.trim_start().len();
    let to = body.trim_end().len();
    let span = Span::new(from.min(to), to).shift(span.start as usize);
    let words = count(span.of(text));
    (words >= FEWEST).then_some(Quotation { span, outer: span, words, nested: false, block, kind: QuoteKind::Block, scare: false })
}

/// Where “— Name, *Work*” or “Source: …” begins, at the start of the text or after its last sentence.
fn attribution(slice: &str) -> Option<usize> {
    let leads = |s: &str| {
        let s = s.trim_start();
        let dash = ["—", "–", "―", "--"].iter().find_map(|d| s.strip_prefix(d));
        dash.is_some_and(|r| {
            let first = r.trim_start().chars().next();
            first.is_some_and(|c| c.is_uppercase() || matches!(c, '[' | '@' | '(' | '*' | '_')) || first.is_none()
        }) || ["source:", "from:", "via:", "quoted in", "cited in"]
            .iter()
            .any(|l| s.get(..l.len()).is_some_and(|h| h.eq_ignore_ascii_case(l)))
    };
    if leads(slice) {
        return Some(0);
    }
    let borders = slice.char_indices().rev().take(160).filter(|(_, c)| c.is_whitespace() || matches!(c, '—' | '–' | '―'));
    let mut best = None;
    for (i, c) in borders {
        let before = slice.get(..i).unwrap_or("").trim_end();
        let closed = c == '\n' || before.ends_with(['.', '!', '?', '…', '”', '"', '’', '»', ']', '。', '」']);
        if closed && slice.get(i..).is_some_and(leads) {
            best = Some(i);
        }
    }
    best
}

/// Code and formulas in the block: their marks are no quotation marks.
fn code(document: &Document, block: Span) -> Vec<Span> {
    let from = document.inlines.partition_point(|i| i.span.start < block.start);
    let inside = document.inlines.get(from..).unwrap_or(&[]).iter().take_while(|i| i.span.start < block.end);
    inside.filter(|i| matches!(i.kind, InlineKind::Code | InlineKind::Math | InlineKind::Html)).map(|i| i.span).collect()
}

/// What kind of mark stands somewhere. `Single` and `Double` are the straight and curly families in which one sign can
/// open as well as close.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Straight,
    StraightSingle,
    Curly,
    CurlySingle,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
    Penn,
}

/// One sign that may be a quotation mark.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    sign: char,
    family: Family,
    opens: bool,
    closes: bool,
}

/// The quotation marks of a block in pairs (opening, closing), in the order in which they close.
fn pairs(text: &str, block: Span, skip: &[Span]) -> Vec<(Span, Span)> {
    let marks = marks(block.of(text), block.start as usize, skip);
    let later = closers_left(&marks);
    let mut open: Vec<Mark> = Vec::new();
    let mut out = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        let partner = open.iter().rposition(|o| partners(o, mark)).filter(|_| mark.closes);
        let family_later = later.get(i).and_then(|l| l.get(mark.family as usize)).copied().unwrap_or(0);
        if let Some(at) = partner
            && !(mark.opens && prefers_opening(mark))
            && !(possessive(text, mark) && family_later > 0)
            && !(inch(text, mark) && family_later > 0)
        {
            if let Some(opener) = open.get(at) {
                out.push((opener.span, mark.span));
            }
            open.truncate(at);
        } else if mark.opens && family_later > 0 && open.len() < 16 {
            open.push(*mark);
        }
    }
    out
}

/// For each mark, how many marks after it could close each family.
fn closers_left(marks: &[Mark]) -> Vec<[u32; 9]> {
    let mut left = vec![[0u32; 9]; marks.len()];
    let mut now = [0u32; 9];
    for (i, mark) in marks.iter().enumerate().rev() {
        if let Some(slot) = left.get_mut(i) {
            *slot = now;
        }
        if mark.closes
            && let Some(n) = now.get_mut(mark.family as usize)
        {
            *n += 1;
        }
    }
    left
}

/// Whether `close` ends what `open` began.
fn partners(open: &Mark, close: &Mark) -> bool {
    open.family == close.family
        && match (open.sign, close.sign) {
            ('„', c) => matches!(c, '“' | '”' | '‟'),
            ('‚', c) => matches!(c, '‘' | '’'),
            ('“', c) | ('”', c) => c == '”',
            ('‘', c) | ('’', c) => c == '’',
            ('«', c) => c == '»',
            ('»', c) => c == '«' || c == '»',
            ('‹', c) => c == '›',
            ('›', c) => c == '‹' || c == '›',
            _ => true,
        }
}

/// A sign that could do both is read as opening only where nothing stands before it and something after.
fn prefers_opening(mark: &Mark) -> bool {
    matches!(mark.family, Family::Straight | Family::StraightSingle)
}

/// `workers’ `: an apostrophe at a word's end.
fn possessive(text: &str, mark: &Mark) -> bool {
    if !matches!(mark.family, Family::CurlySingle | Family::StraightSingle) {
        return false;
    }
    let before = text.get(..mark.span.start as usize).and_then(|s| s.chars().next_back());
    let mut after = text.get(mark.span.end as usize..).unwrap_or("").chars();
    before == Some('s') && after.next() == Some(' ') && after.next().is_some_and(char::is_lowercase)
}

/// `12" `: inches, as long as another mark can close the quotation.
fn inch(text: &str, mark: &Mark) -> bool {
    mark.family == Family::Straight
        && text.get(..mark.span.start as usize).and_then(|s| s.chars().next_back()).is_some_and(|c| c.is_ascii_digit())
        && text.get(mark.span.end as usize..).is_some_and(|s| s.starts_with(' '))
}

/// All signs of a block that may be quotation marks.
fn marks(slice: &str, base: usize, skip: &[Span]) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before = ' ';
    let mut chars = slice.char_indices().peekable();
    let mut skipped = skip.iter().peekable();
    while let Some((i, c)) = chars.next() {
        let at = (base + i) as u32;
        while skipped.next_if(|s| s.end <= at).is_some() {}
        let next = chars.peek().map_or(' ', |p| p.1);
        if skipped.peek().is_none_or(|s| s.start > at) {
            let double = matches!(c, '`' | '\'') && next == c;
            if double {
                chars.next();
                let after = chars.peek().map_or(' ', |p| p.1);
                let span = Span::new(i, i + 2).shift(base);
                out.push(Mark { span, sign: c, family: Family::Penn, opens: c == '`' && after != '`', closes: c == '\'' });
            } else if !(c.is_ascii_alphanumeric() || c == ' ')
                && let Some((family, opens, closes)) = mark(c, before, next)
            {
                out.push(Mark { span: Span::new(i, i + c.len_utf8()).shift(base), sign: c, family, opens, closes });
            }
        }
        before = c;
    }
    out
}

/// What the sign may be between its neighbours: its family, whether it may open, whether it may close.
fn mark(c: char, before: char, next: char) -> Option<(Family, bool, bool)> {
    let free =
        before.is_whitespace() || matches!(before, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '…' | '|' | '*' | '_') || is_mark(before);
    let starts = !next.is_whitespace() && !matches!(next, ',' | ';' | ')' | ']');
    let ends = !before.is_whitespace();
    Some(match c {
        '"' | '＂' => (Family::Straight, free && starts, ends || next.is_whitespace()),
        '\'' => {
            let elision = next.is_ascii_digit();
            (Family::StraightSingle, free && starts && !elision && !next.is_ascii_punctuation(), ends && !next.is_alphanumeric())
        }
        '“' => (Family::Curly, true, true),
        '”' | '‟' => (Family::Curly, free && starts && before != '“', true),
        '„' => (Family::Curly, true, false),
        '‘' => (Family::CurlySingle, !before.is_alphanumeric() && starts, ends && !next.is_alphanumeric()),
        '’' => (Family::CurlySingle, false, ends && !next.is_alphanumeric()),
        '‚' => (Family::CurlySingle, before.is_whitespace() && !next.is_whitespace(), false),
        '«' | '»' => (Family::Guillemet, c == '«' || free && !next.is_whitespace(), true),
        '‹' | '›' => (Family::SingleGuillemet, c == '‹' || free && !next.is_whitespace(), true),
        '「' | '」' | '﹁' | '﹂' => (Family::Corner, matches!(c, '「' | '﹁'), matches!(c, '」' | '﹂')),
        '『' | '』' => (Family::WhiteCorner, c == '『', c == '』'),
        _ => return None,
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '「' | '『')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, SourceMap};

    fn document(text: &str, quote: u8) -> Document {
        let span = Span::new(0, text.len());
        let block = Block { kind: BlockKind::Paragraph, span, outer: span, quote, callout: false, depth: 0, parent: None, label: None };
        Document { text: text.into(), original: text.into(), map: SourceMap::identity(), blocks: vec![block], ..Document::default() }
    }

    fn inner(text: &str) -> Vec<&str> {
        find(&document(text, 0)).into_iter().map(|q| q.span.of(text)).collect()
    }

    #[test]
    fn pairs_marks_of_every_kind() {
        assert_eq!(inner("He said “we go” and \"you stay\"."), ["we go", "you stay"]);
        assert_eq!(inner("‘It isn’t the workers’ fault,’ she said"), ["It isn’t the workers’ fault,"]);
        assert_eq!(inner("'It isn't over', he said in '98"), ["It isn't over"]);
        assert_eq!(inner("Er sagte „wir gehen“ und »ihr bleibt« hier"), ["wir gehen", "ihr bleibt"]);
        assert_eq!(inner("Il dit « on part » puis s'en va"), [" on part "]);
        assert_eq!(inner("彼は「行く」と言った"), ["行く"]);
        assert_eq!(inner("he said `` we go '' and left"), [" we go "]);
        assert_eq!(inner("Han sade ”vi går” nu"), ["vi går"]);
    }

    #[test]
    fn marks_close_on_both_sides_leave_open_what_is_quoted() {
        let glued = |text: &str| -> Vec<String> {
            glued_in(&document(text, 0), 0, Span::new(0, text.len())).into_iter().map(|q| q.span.of(text).to_string()).collect()
        };
        assert_eq!(glued("\"Up\"was what the pilot said before\"down\" came."), ["was what the pilot said before"]);
        assert_eq!(glued("\"Up\" was what the pilot said before \"down\" came."), [""; 0]);
        assert_eq!(glued("A 12\"disc and a small 10\" disc"), [""; 0]);
    }

    #[test]
    fn apostrophes_inches_and_lone_marks_are_none() {
        for text in [
            "The dogs' and cats' food isn't Rock 'n' roll's",
            "A 12\" disc",
            "She said “we go and left",
            "It's the workers’ rights",
            "5'10\" tall",
        ] {
            assert_eq!(inner(text), [""; 0], "{text}");
        }
        assert_eq!(inner("\"A 12\" record sold\" he said"), ["A 12\" record sold"]);
    }

    #[test]
    fn tells_nested_scare_and_sentence_crossing() {
        let text = "“He told us ‘never again’. We left at once,” she said of “the plan”.";
        let found = find(&document(text, 0));
        assert_eq!(
            found.iter().map(|q| (q.words, q.nested, q.scare)).collect::<Vec<_>>(),
            [(9, false, false), (2, true, true), (2, false, true)]
        );
    }

    #[test]
    fn block_quotes_leave_their_attribution_out() {
        for (text, want) in [
            ("The sea rose by a hand. — Ana Roe, Tides", "The sea rose by a hand."),
            ("The sea rose by a hand\n— Ana Roe", "The sea rose by a hand"),
            ("The sea – a cold one – rose by a hand.", "The sea – a cold one – rose by a hand."),
            ("“The sea rose by a ‘hand’.”", "“The sea rose by a ‘hand’.”"),
        ] {
            let found = find(&document(text, 1));
            let first = found.first().map(|q| (q.span.of(text), q.kind));
            assert_eq!(first, Some((want, QuoteKind::Block)));
            assert!(found.iter().skip(1).all(|q| q.nested));
        }
        assert_eq!(find(&document("Four words in here", 1)), []);
        assert_eq!(find(&document("— Ana Roe, author of Tides and Times", 1)), []);
    }

    #[test]
    fn long_runs_of_marks_stay_cheap() {
        for sign in ["“", "\"", "'a ", "``", "«", "‘"] {
            let text = sign.repeat(20_000);
            find(&document(&text, 0));
        }
    }
}
