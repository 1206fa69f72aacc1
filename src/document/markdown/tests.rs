use crate::document::{Block, BlockKind, Document, Format, InlineKind};
use crate::text::Span;
use std::time::{Duration, Instant};

fn read(source: &str) -> Document {
    let document = Document::from_text("note.md", source, Format::Markdown);
    sound(&document);
    document
}

/// What holds for every document.
fn sound(d: &Document) {
    let inside = |text: &str, span: Span| text.get(span.range()).is_some();
    let mut last = 0;
    for b in &d.blocks {
        assert!(inside(&d.text, b.span) && inside(&d.original, b.outer), "{b:?}");
        assert!(b.span.start >= last && !b.span.is_empty(), "{b:?}");
        assert!(b.parent.is_none_or(|p| d.blocks.get(p as usize).is_some_and(|q| q.span.end <= b.span.start)), "{b:?}");
        last = b.span.end;
    }
    let mut last = 0;
    for i in &d.inlines {
        assert!(inside(&d.text, i.span) && inside(&d.original, i.outer) && inside(&d.original, i.target_outer), "{i:?}");
        assert!(i.span.start >= last, "{i:?}");
        last = i.span.start;
    }
    let mut last = 0;
    for c in &d.comments {
        assert!(inside(&d.original, c.outer) && c.outer.start >= last, "{c:?}");
        last = c.outer.end;
    }
    for p in d.map.pieces() {
        assert!(inside(&d.text, p.text) && inside(&d.original, p.original), "{p:?}");
        assert!(!p.copied || p.text.of(&d.text) == p.original.of(&d.original), "{p:?}");
    }
    let borders: Vec<usize> = d.text.char_indices().map(|(i, _)| i).collect();
    for pair in borders.windows(2).take(500) {
        if let [a, b] = pair {
            let outer = d.outer(Span::new(*a, *b));
            assert!(inside(&d.original, outer), "{a}..{b} {outer:?}");
            assert!(d.map.to_text(outer.start) as usize <= d.text.len());
        }
    }
}

fn words<'a>(d: &'a Document, b: &Block) -> &'a str {
    b.span.of(&d.text)
}

fn blocks(d: &Document) -> Vec<(BlockKind, &str)> {
    d.blocks.iter().map(|b| (b.kind, words(d, b))).collect()
}

fn inlines(d: &Document) -> Vec<(InlineKind, &str, &str)> {
    d.inlines.iter().map(|i| (i.kind, i.span.of(&d.text), &*i.target)).collect()
}

/// The original words under `needle`, which stands in the analysed text.
fn outer<'a>(d: &'a Document, needle: &str) -> &'a str {
    let at = d.text.find(needle).unwrap_or_else(|| panic!("{needle:?} in {:?}", d.text));
    d.outer(Span::new(at, at + needle.len())).of(&d.original)
}

#[test]
fn markup_goes_and_words_stay() {
    let d = read("# The *Harbour* `plan`\n\nIt **rose** by [12 cm](tides.md \"t\") &amp; fell \\*once\\*,\nthen ~~twice~~.");
    assert_eq!(
        blocks(&d),
        [(BlockKind::Heading(1), "The Harbour plan"), (BlockKind::Paragraph, "It rose by 12 cm & fell *once*, then twice."),]
    );
    assert_eq!(outer(&d, "12 cm & fell"), "12 cm](tides.md \"t\") &amp; fell");
    assert_eq!(outer(&d, "&"), "&amp;");
    assert_eq!(outer(&d, "*once*"), "*once\\*");
    assert_eq!(outer(&d, ", then"), ",\nthen");
}

#[test]
fn entities_at_the_edges_are_covered() {
    let d = read("&copy;");
    assert_eq!((outer(&d, "©"), &*d.text), ("&copy;", "©"));
    let d = read("a &#x1D11E; **b**");
    assert_eq!(outer(&d, "𝄞"), "&#x1D11E;");
    assert_eq!(d.map.to_original(Span::new(0, 1)), Span::new(0, 1));
}

#[test]
fn breaks_in_quotations_and_lists_take_in_the_margin() {
    let d = read("> The tide\r\n> rose **fast**  \r\n> and\\\r\n> fell.\r\n\r\n- one\r\n  two\r\n");
    assert_eq!(blocks(&d), [(BlockKind::Paragraph, "The tide rose fast\nand\nfell."), (BlockKind::Item, "one two")]);
    assert_eq!(outer(&d, "tide rose"), "tide\r\n> rose");
    assert_eq!(outer(&d, "one two"), "one\r\n  two");
    assert_eq!(d.blocks.iter().map(|b| (b.quote, b.depth)).collect::<Vec<_>>(), [(1, 0), (0, 1)]);
}

#[test]
fn links_of_every_kind() {
    let d = read(
        "A [b](c%20d.md#E), ![alt *x*](p.png), [r][ref], <https://example.org/a>, [[key#Head|alias]], [[key]], ![[em bed]].\n\n[ref]: <to there.md> \"t\"\n",
    );
    assert_eq!(d.blocks.first().map(|b| words(&d, b)), Some("A b, alt x, r, https://example.org/a, alias, key, em bed."));
    assert_eq!(
        inlines(&d),
        [
            (InlineKind::Link, "b", "c%20d.md"),
            (InlineKind::Image, "alt x", "p.png"),
            (InlineKind::Emphasis, "x", ""),
            (InlineKind::Link, "r", "to there.md"),
            (InlineKind::Link, "https://example.org/a", "https://example.org/a"),
            (InlineKind::WikiLink, "alias", "key"),
            (InlineKind::WikiLink, "key", "key"),
            (InlineKind::Embed, "em bed", "em bed"),
        ]
    );
    let places: Vec<_> = d.inlines.iter().filter(|i| !i.target.is_empty()).map(|i| i.target_outer.of(&d.original)).collect();
    assert_eq!(places, ["c%20d.md#E", "p.png", "to there.md", "https://example.org/a", "key", "key", "em bed"]);
    let heads: Vec<_> = d.inlines.iter().filter_map(|i| i.heading.as_deref()).collect();
    assert_eq!(heads, ["E", "Head"]);
}

#[test]
fn pandoc_citations_stay_as_they_are() {
    let d = read("Tides rose [@ng2031, p. 3; see @ruiz2030]. As @ng2031 says, [-@ng2031].");
    assert_eq!(&*d.text, "Tides rose [@ng2031, p. 3; see @ruiz2030]. As @ng2031 says, [-@ng2031].");
    assert!(d.inlines.is_empty());
}

#[test]
fn footnotes_leave_their_mark_only() {
    let d = read("It rose.[^a] Then.[^none]\n\n[^a]: See [[tides]],\n    p. 3.\n\n    More.\n");
    assert_eq!(
        blocks(&d),
        [(BlockKind::Paragraph, "It rose. Then.[^none]"), (BlockKind::Footnote, "See tides, p. 3."), (BlockKind::Footnote, "More."),]
    );
    assert_eq!(inlines(&d).first(), Some(&(InlineKind::FootnoteRef, "", "a")));
    assert_eq!(
        d.blocks.iter().map(|b| (b.label.as_deref(), b.parent)).collect::<Vec<_>>(),
        [(None, None), (Some("a"), None), (Some("a"), Some(1))]
    );
    assert_eq!(d.blocks.get(1).map(|b| b.outer.of(&d.original)), Some("[^a]: See [[tides]],\n    p. 3."));
    assert_eq!(d.inlines.first().map(|i| i.target_outer.of(&d.original)), Some("a"));
}

#[test]
fn nested_lists_know_their_parents() {
    let d = read("The report says: [[tides]]\n\n- one\n  - two\n\n    again\n    - three\n- [x] four\n\nText.\n\n1. five\n");
    let all: Vec<_> = d.blocks.iter().map(|b| (words(&d, b), b.depth, b.parent)).collect();
    assert_eq!(
        all,
        [
            ("The report says: tides", 0, None),
            ("one", 1, Some(0)),
            ("two", 2, Some(1)),
            ("again", 2, Some(2)),
            ("three", 3, Some(2)),
            ("four", 1, Some(0)),
            ("Text.", 0, None),
            ("five", 1, None),
        ]
    );
    assert!(d.inlines.iter().any(|i| i.kind == InlineKind::Task && i.span.is_empty() && i.outer.of(&d.original) == "[x]"));
    assert_eq!(d.blocks.get(2).map(|b| b.outer.of(&d.original)), Some("- two"));
}

#[test]
fn a_list_in_another_container_has_no_lead_in_outside() {
    let d = read("> He said:\n\n- one\n\nSo:\n\n# Head\n\n- two\n");
    assert_eq!(d.blocks.iter().map(|b| b.parent).collect::<Vec<_>>(), [None; 5]);
}

#[test]
fn callouts_are_told_from_quotations() {
    let d = read("> [!note] My title\n> The body\n> goes on.\n\n> [!WARNING]\n> Care.\n\n> [!quote]- Ng\n> As she said.\n\n> plain [!x]\n");
    let all: Vec<_> = d.blocks.iter().map(|b| (words(&d, b), b.quote, b.callout)).collect();
    assert_eq!(
        all,
        [
            ("My title", 1, true),
            ("The body goes on.", 1, true),
            ("Care.", 1, true),
            ("Ng", 1, false),
            ("As she said.", 1, false),
            ("plain [!x]", 1, false),
        ]
    );
}

#[test]
fn tables_give_rows() {
    let d = read("| Year | Rise |\n|---|--:|\n| 2030 | 12 *cm* |\n| a \\| b | [[k\\|x]] |\n");
    assert_eq!(
        blocks(&d),
        [(BlockKind::TableHead, "Year | Rise"), (BlockKind::TableRow, "2030 | 12 cm"), (BlockKind::TableRow, "a | b | x")]
    );
    assert_eq!(inlines(&d).last(), Some(&(InlineKind::WikiLink, "x", "k")));
    assert_eq!(outer(&d, "2030 | 12"), "2030 | 12");
}

#[test]
fn definition_lists_pair_terms_and_bodies() {
    let d = read("Quay\n: A place to land.\n\nMole\nPier\n: A wall.\n: A walk.\n");
    let all: Vec<_> = d.blocks.iter().map(|b| (b.kind, words(&d, b), b.parent)).collect();
    assert_eq!(all.first(), Some(&(BlockKind::Term, "Quay", None)));
    assert_eq!(all.get(1), Some(&(BlockKind::Definition, "A place to land.", Some(0))));
    assert!(all.iter().any(|b| b.0 == BlockKind::Definition && b.1 == "A walk."), "{all:?}");
}

#[test]
fn code_math_and_html_are_set_apart() {
    let d = read("Use `a  b` and $x_1$.\n\n```rust\nlet a = 1;\n\nb\n```\n\n$$\ny = x\n$$\n\n<div>\nraw\n</div>\n\nA <b>bold</b> word.\n");
    let kinds: Vec<_> = d.blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Code, BlockKind::Math, BlockKind::Html, BlockKind::Paragraph]);
    assert_eq!(d.blocks.first().map(|b| words(&d, b)), Some("Use a  b and x_1."));
    assert_eq!(d.blocks.get(1).map(|b| words(&d, b)), Some("let a = 1;\n\nb"));
    assert_eq!(d.blocks.last().map(|b| words(&d, b)), Some("A bold word."));
    assert_eq!(inlines(&d).first(), Some(&(InlineKind::Code, "a  b", "")));
    assert_eq!(outer(&d, "a  b"), "a  b");
}

#[test]
fn a_break_tag_is_a_line_break() {
    let d = read("one<br>two<BR/>\nthree <b>four</b>");
    assert_eq!(&*d.text, "one\ntwo\n three four");
    assert_eq!(outer(&d, "one\ntwo"), "one<br>two");
}

#[test]
fn sums_of_money_are_not_math() {
    let d = read("It cost US$5 million in May and US$7 million [[bills]] in June.");
    assert_eq!(&*d.text, "It cost US$5 million in May and US$7 million bills in June.");
    assert_eq!(inlines(&d), [(InlineKind::WikiLink, "bills", "bills")]);
    let d = read("The sum $a + b$ is small.");
    assert_eq!(inlines(&d), [(InlineKind::Math, "a + b", "")]);
}

#[test]
fn comments_are_kept_apart() {
    let d = read(
        "It rose. <!-- postil-disable-line number-conflict: known -->\n\n<!-- postil-disable -->\n\n> <!-- two\n> lines -->\n\n<div><!-- in --> x</div>\n\n<!-- open",
    );
    let all: Vec<_> = d.comments.iter().map(|c| &*c.text).collect();
    assert_eq!(all, ["postil-disable-line number-conflict: known", "postil-disable", "two\n> lines", "in", "open"]);
    assert_eq!(blocks(&d), [(BlockKind::Paragraph, "It rose."), (BlockKind::Html, "<div> x</div>")]);
    assert_eq!(d.comments.first().map(|c| c.outer.of(&d.original)), Some("<!-- postil-disable-line number-conflict: known -->"));
}

#[test]
fn front_matter_shifts_everything() {
    let d = read("---\ntitle: Tides\n---\n\nIt *rose*.\n\n[a][b]\n\n[b]: c.md\n");
    assert_eq!(outer(&d, "rose"), "rose");
    assert_eq!(d.front.title.as_ref().map(|t| t.value.as_str()), Some("Tides"));
    assert_eq!(d.inlines.last().map(|i| i.target_outer.of(&d.original)), Some("c.md"));
    assert!(read("\u{feff}It rose.").blocks.first().is_some_and(|b| b.kind == BlockKind::Paragraph));
}

#[test]
fn odd_line_ends_and_nul() {
    for source in ["a\rb\r\rc", "> a\r> b\r\r- c\r- d", "a\0b\n\n`c\0d`", "```\r\na\r\nb\r\n```\r\n", "\t- a\n\n\t\tb", "- \n  - a"] {
        read(source);
    }
    assert_eq!(blocks(&read("```\r\na\r\nb\r\n```\r\n")), [(BlockKind::Code, "a\nb")]);
    assert_eq!(blocks(&read("# a\r\rb\rc")).len(), 2);
}

#[test]
fn deep_nesting_and_long_lines_end_soon() {
    let n = 100_000;
    let lines = "x\n".repeat(n);
    let sources = [
        ">".repeat(n),
        "[".repeat(n),
        "![".repeat(n),
        "[[".repeat(n),
        "- ".repeat(n) + "a",
        "1. ".repeat(n) + "a",
        "[^a]: ".repeat(n),
        format!("{}a\n{}", "- ".repeat(60), "\n".repeat(n)),
        format!("{}a\n{lines}", "> ".repeat(n)),
        "*".repeat(n),
        "*a _b ".repeat(n / 4),
        "`".repeat(n),
        (0..400).map(|i| "`".repeat(i) + " ").collect(),
        "<!--".repeat(n),
        "a <!-- ".repeat(n / 4),
        "<a ".repeat(n / 4),
        "$a ".repeat(n / 4),
        "$$ ".repeat(n / 4),
        "[a](".repeat(n / 4),
        "[a][a]".repeat(n / 4) + "\n\n[a]: b",
        "|".repeat(n) + "\n" + &"|-".repeat(n / 2) + "|\n|a|",
        "a\n: b\n\n".repeat(n / 8),
        (0..300).map(|i| " ".repeat(i * 2) + "- a\n").collect(),
        "&amp;".repeat(n),
        "x ".repeat(n * 25),
        "&#0; \\* é𝄞 [a](b) ".repeat(n / 8),
    ];
    for source in sources {
        let start = Instant::now();
        read(&source);
        let head: String = source.chars().take(12).collect();
        assert!(start.elapsed() < Duration::from_secs(20), "{head:?} took {:?}", start.elapsed());
    }
}

const ALPHABET: &str = r"([#>*_`~$|<!\[\]()^:&;@\\{}=+.-]|-->|\[\[|!\[\[|\]\]|<!--|---\n|&amp;|\$\$|\[\^a\]:? ?|> |- |1\. |: |  |\t|\n|\n\n|\r|\r\n|\x00|a|b1|é|𝄞|\u{feff}|```\n|\|-|<b>|\(c#d\)|\[!note\]| ){0,60}";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_markup_gives_a_sound_document(source in ALPHABET) {
        read(&source);
    }

    #[test]
    fn edits_of_markdown_give_sound_documents(at in 0usize..400, len in 0usize..30, new in ALPHABET) {
        let base = "---\ntitle: é\n---\n# A\n\n> [!note] b\n> c\n\n- [ ] d[^1]\n  - e `f` [[g#h|i]]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: x\n\n```\ny\n```\n\n<!-- z -->\nT\n: D 𝄞\n";
        let mut source = base.to_owned();
        let floor = |i: usize| (0..=i.min(base.len())).rev().find(|i| base.is_char_boundary(*i)).unwrap_or(0);
        source.replace_range(floor(at)..floor(at + len), &new);
        read(&source);
    }
}
