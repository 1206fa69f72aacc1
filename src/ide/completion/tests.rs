use super::*;
use crate::config::Config;
use crate::document::{Document, Format};
use crate::text::{TextEdit, apply};

const LAKE: &str = "---\ntitle: The Lake Report\nauthor: Ada Marsh\n---\n\n# 湖 Lake\n\nThe level of the lake fell by 21 cm between 1990 and 2010, said the *council*. \
    A mayor said: “We will build no second bridge before the year is out.” The *old* harbour_wall cost $2.5 million in 1991; nobody knows why. \
    この水門は1987年に閉じられた。\n\n## High 𝄞 water\n\nText.\n";
const BIB: &str = "@misc{marsh20, title = {Rising Seas}, author = {Holm, Nils and Marsh, Ada}, publisher = {Harbour Press}, date = {2020-03}, file = {sources/lake.md}}\n\
    @misc{lost99, title = {A lost book}}\n";

fn snapshot(note: &str) -> Snapshot {
    let doc = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
    Snapshot::of_documents(
        Config::default(),
        None,
        vec![
            doc("sources/lake.md", LAKE),
            doc("sources/wind power.txt", "The mast stood on the hill for 40 years."),
            doc("references.bib", BIB),
            doc("glossary.md", "**Spring tide**: the highest tide\n\n**TEA**: Tidal Energy Authority\n\n**水門**: a gate\n"),
            doc("notes/other.md", "# Another note\n\nSee [[lake]].\n\n## Ein 二\n"),
            doc("notes/n.md", note),
        ],
    )
}

/// What the note becomes by each item at `|`.
fn written(marked: &str) -> Vec<String> {
    let offset = marked.find('|').unwrap_or(0);
    let note = marked.replacen('|', "", 1);
    let found = complete(&snapshot(&note), "notes/n.md", offset as u32, &Cancel::default()).unwrap_or_default();
    let one = |i: &Item| {
        let span = i.edit.span;
        assert!(span.start as usize <= offset && offset <= span.end as usize, "{span:?} {offset}");
        assert!(!span.of(&note).contains('\n'));
        apply(&note, &[TextEdit { span, new_text: i.edit.new_text.clone() }]).unwrap_or_default()
    };
    found.items.iter().map(one).collect()
}

fn only(marked: &str, expected: &str) {
    assert_eq!(written(marked), [expected], "{marked}");
}

#[test]
fn keys_by_key_author_and_title() {
    only("𝄞 It fell [@mar|].", "𝄞 It fell [@marsh20].");
    only("It fell [@nil|].", "It fell [@marsh20].");
    only("So says @rising|, once.", "So says @marsh20, once.");
    assert_eq!(written("𝄞 as in [@lak|]."), ["𝄞 as in [@lake].", "𝄞 as in [@marsh20]."]);
    only("It fell [@lo|xt99, p. 3].", "It fell [@lost99, p. 3].");
    only("It fell [@wind|].", "It fell [@{wind power}].");
    assert_eq!(written("It fell [@|]."), ["It fell [@lost99].", "It fell [@marsh20].", "It fell [@{wind power}]."]);
    assert!(written("a@mar|").is_empty() && written("It fell [@zzz|]").is_empty());
}

#[test]
fn links_and_headings() {
    only("See [[wi|", "See [[wind power]]");
    only("See [[ano|]] 水.", "See [[other]] 水.");
    only("See [[rep|xx|the report]].", "See [[lake|the report]].");
    only("See [[lake#hi|]]", "See [[lake#High 𝄞 water]]");
    only("See [[#on|\n\n# On 一\n", "See [[#On 一]]\n\n# On 一\n");
    only("See [x](win|)", "See [x](../sources/wind%20power.txt)");
    only("See [x](other.md#e|", "See [x](other.md#ein-二)");
    only("---\nsource: la|\n---\n", "---\nsource: lake\n---\n");
    only("So[^b|] it is.\n\n[^a]: One.\n[^bee]: Two.\n", "So[^bee] it is.\n\n[^a]: One.\n[^bee]: Two.\n");
}

#[test]
fn terms_once_they_are_begun() {
    only("𝄞 the spr|", "𝄞 the spring tide");
    only("the spring t|", "the spring tide");
    only("Spr|", "Spring tide");
    only("the te|", "the TEA");
    only("この水|", "この水門");
    for none in ["the s|", "the spring tide|", "`spr|`", "|", "dspr|"] {
        assert!(written(none).is_empty(), "{none}: {:?}", written(none));
    }
}

#[test]
fn the_exact_words_of_a_source_with_their_citation() {
    let bridge = "We will build no second bridge before the year is out";
    only("A mayor said: “we will build n|", &format!("A mayor said: “{bridge}” [[lake]]"));
    only("A mayor said: “We will bui|” [[lake]].", &format!("A mayor said: “{bridge}” [[lake]]."));
    only("A mayor said: \"We will build no sec|\" [@marsh20].", &format!("A mayor said: \"{bridge}\" [@marsh20]."));
    assert_eq!(
        written("It is said: “The old harbour_|"),
        [
            "It is said: “The old harbour\\_wall cost $2.5 million in 1991; nobody knows why” [[lake]]".replace('$', "\\$"),
            "It is said: “The old harbour\\_wall cost $2.5 million in 1991” [[lake]]".replace('$', "\\$"),
        ]
    );
    only("> He said: “We will\n> build no|", &format!("> He said: “We will\n> {}” [[lake]]", &bridge["We will ".len()..]));
    only("いう「この水門は|", "いう「この水門は1987年に閉じられた」 [[lake]]");
    for none in [
        "“We wi|",
        "We will build no|",
        "“We will build|",
        "“We will buy|",
        "“We will build” it|",
        "“We will build| no bridge” [[lake]]",
        "12\" we will build no|",
    ] {
        assert!(written(none).is_empty(), "{none}: {:?}", written(none));
    }
    // another source is cited
    assert!(written("He said: “we will build no|” [[wind power]]").is_empty());
}

#[test]
fn the_cited_sources_figure() {
    only("The level of the lake fell by | [[lake]]", "The level of the lake fell by 21 cm [[lake]]");
    only("𝄞 湖。 The lake’s level fell by 2| [@marsh20]", "𝄞 湖。 The lake’s level fell by 21 cm [@marsh20]");
    only("# Lake [[lake]]\n\nThe old wall of the harbour cost |", "# Lake [[lake]]\n\nThe old wall of the harbour cost \\$2.5 million");
    for none in [
        "The level of the lake fell by |",
        "The level of the lake rose by | [[lake]]",
        "The level of the lake fell by 3| [[lake]]",
        "The level of the lake fell by | 12 cm [[lake]]",
        "It fell by | [[lake]]",
        "The level of the lake fell | [[lake]]",
    ] {
        assert!(written(none).is_empty(), "{none}: {:?}", written(none));
    }
}

#[test]
fn an_item_is_described_when_it_is_looked_at() {
    let snapshot = snapshot("");
    let told = |about: About| describe(&snapshot, &about).unwrap_or_default();
    assert_eq!(told(About::Work("marsh20".into())), "Ada Marsh (2020-03). *The Lake Report*. Harbour Press.\n\nsources/lake.md");
    assert_eq!(told(About::Work("lost99".into())), "*A lost book*.\n\nits text is not in this workspace");
    assert!(told(About::File("notes/other.md".into())).contains("Another note"));
    assert!(told(About::Term("spring tide".into())).contains("the highest tide"));
    let at = 12;
    assert!(told(About::Place { file: "sources/lake.md".into(), start: at, end: at + 4 }).contains("sources/lake.md"));
    assert_eq!(describe(&snapshot, &About::Place { file: "sources/lake.md".into(), start: 9, end: 90_000 }), None);
}
