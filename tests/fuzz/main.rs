//! Whatever comes in, the promises hold: the targets of `fuzz/`, run over their seeds and over inputs put together at random.
//! See docs/architecture.md.

mod growth;
mod targets;

use proptest::prelude::*;
use std::fs;
use std::path::Path;

#[test]
fn the_seeds_of_every_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, target) in targets::ALL {
        let mut seeds: Vec<_> = fs::read_dir(folder.join(name)).expect(name).map(|e| e.expect("an entry").path()).collect();
        seeds.sort();
        assert!(!seeds.is_empty(), "{name} has seeds");
        for seed in seeds {
            println!("{}", seed.display());
            target(&fs::read(&seed).expect("a seed"));
        }
    }
}

/// Pieces of all that the targets read, so that they meet in every order.
const PIECES: &[&str] = &[
    "\n%%\n",
    "\n%%\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{ad}",
    "\u{a0}",
    "\u{1f600}",
    "e\u{301}",
    "ß",
    "ﬁ",
    "İ",
    "The gauge stood in the harbour. ",
    "The gauge did not stand in the harbour. ",
    "“the keeper never once left the lower light”",
    "the keeper often left the lower light",
    "“",
    "”",
    "\"",
    "‘",
    "«",
    "…",
    "[…]",
    "[the]",
    ", said Ana Lind, ",
    "Ana Lind",
    "Mr. Lind",
    "the Port Authority (PA)",
    "PA",
    "Oslo",
    "Norway",
    "the U.S. ",
    "not ",
    "never ",
    "more than ",
    "at least ",
    "may ",
    "all ",
    "some ",
    "rose ",
    "fell ",
    "21",
    "12 cm",
    "1,500",
    "1.5 million",
    "45%",
    "$3bn",
    "1990",
    "May 5, 1987",
    "1987-05-05",
    "in 99999999999999999999",
    "between 2 and 3",
    "twenty-one",
    "first",
    "-",
    "–",
    "# ",
    "- ",
    "> ",
    "1. ",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "```\n",
    "[@tide]",
    "[@tide, p. 3]",
    "@wind",
    "[[wind#A|b]]",
    "![[tide]]",
    "[a](sources/tide.txt)",
    "[^1]",
    "\n[^1]: [@tide]\n",
    "[r]: <tide.txt>\n",
    "<!-- postil-disable -->",
    "<!-- postil-disable-line number-conflict: x -->",
    "<b>",
    "$x$",
    "`c`",
    "&amp;",
    "---\nsource: tide\n",
    "---\n",
    "title: [a, *b]\n",
    "postil: {disable: []}\n",
    "@article{tide, title={A {B} \\\"o}, year=1990}\n",
    "@string{",
    "[{\"id\":\"tide\",",
    "\"issued\":{\"date-parts\":[[1990,5]]}}]",
    "[rules]\nnumber-conflict = \"error\"\n",
    "[[override]]\npath = \"**\"\n",
    "exclude = [\"{a,\"]\n",
];

fn input() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(|p| p.as_bytes().to_vec()),
        1 => any::<u8>().prop_map(|b| vec![b]),
        1 => (any::<char>(), 1..9usize).prop_map(|(c, n)| c.to_string().repeat(n).into_bytes()),
    ];
    prop::collection::vec(piece, 0..48).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_input_of_any_target(data in input()) {
        targets::ALL.iter().for_each(|(_, target)| target(&data));
    }
}
