use super::form::Form;
use super::parse::{LONGEST, MOVES, Move, State, Word};
use super::tree::Class;
use super::weights::{Dense, Fixed, Rows, Sparse};
use super::*;
use crate::text::Span;
use proptest::prelude::*;

fn parsed_as(text: &str, joined: &[Range<usize>]) -> (Words, Tree) {
    let words = Words::new(text, Span::new(0, text.len()));
    let tree = tree(text, &words, joined);
    (words, tree)
}

/// The word that `word` depends on, and how.
fn over<'w>(words: &'w Words, tree: &Tree, word: &str) -> (&'w str, Relation) {
    let at = (0..words.len()).find(|k| words.fold(*k) == word).expect("it is there");
    (tree.head(at).map_or("", |h| words.fold(h)), tree.relation(at))
}

#[test]
fn who_does_what_to_whom() {
    let (words, tree) = parsed_as("The council sold the old harbour.", &[]);
    assert_eq!(over(&words, &tree, "council"), ("sold", Relation::Subject));
    assert_eq!(over(&words, &tree, "harbour"), ("sold", Relation::Object));
    assert_eq!(over(&words, &tree, "old"), ("harbour", Relation::Adjective));
    assert_eq!(over(&words, &tree, "sold"), ("", Relation::Root));
    let (words, tree) = parsed_as("The harbour was sold by the council.", &[]);
    assert_eq!(over(&words, &tree, "harbour"), ("sold", Relation::Acted));
    assert_eq!(over(&words, &tree, "council"), ("sold", Relation::Doer));
}

#[test]
fn names_and_dates_are_one_word() {
    let text = "Tilde Marr resigned on Oct. 13 .";
    let (words, tree) = parsed_as(text, &[0..2, 4..7]);
    assert_eq!(over(&words, &tree, "marr"), ("resigned", Relation::Subject));
    assert_eq!(over(&words, &tree, "tilde"), ("marr", Relation::Flat));
    assert_eq!(over(&words, &tree, "oct"), ("resigned", Relation::Oblique));
    assert_eq!(over(&words, &tree, "13"), ("oct", Relation::Flat));
    assert_eq!(tree.class(0), Class::Name);
}

#[test]
fn what_is_too_long_or_broken_gives_nothing() {
    let long = "word ".repeat(LONGEST + 1);
    assert!(parsed_as(&long, &[]).1.is_empty());
    assert!(Model::read(b"").is_none());
    assert!(Model::read(&ENGLISH[..ENGLISH.len() / 2]).is_none());
    assert!(Dense::read(&[255; 8]).is_none());
    assert!(Sparse::read(&[255; 12]).is_none());
    assert!(Fixed::read(&[255; 5]).is_none());
}

#[test]
fn a_feature_is_weighed_by_its_own_row_alone() {
    // one place and the slots behind it: the key 7 with the weights 1, -2, 3
    let mut blob = 1u32.to_le_bytes().to_vec();
    blob.extend([7, 0, 1, 254, 3]);
    blob.extend([0; 5 * super::weights::REACH]);
    let (table, rest) = Dense::read(&blob).expect("a table");
    assert!(rest.is_empty());
    let mut scores = [0; 3];
    table.score(&[7, 8], &mut scores);
    assert_eq!(scores, [1, -2, 3]);
}

#[test]
fn capitals_figures_and_endings_are_seen() {
    assert_eq!(Form::new("1984").word, Form::new("2011").word);
    assert_ne!(Form::new("Rose").shape, Form::new("rose").shape);
    assert_eq!(Form::new("Rose").word, Form::new("rose").word);
    assert_eq!(Form::new("sailing").endings[2], Form::new("mooring").endings[2]);
    assert_eq!(Form::new("").endings, [0; 4]);
}

proptest! {
    /// Whatever the text, each word hangs on another, and no way up comes round again.
    #[test]
    fn any_text_has_a_tree(text in "\\PC{0,200}", from in 0usize..20, len in 0usize..6) {
        let joined = from..from + len;
        let (words, tree) = parsed_as(&text, &[joined]);
        prop_assert_eq!(tree.len(), words.len());
        let roots = (0..tree.len()).filter(|i| tree.head(*i).is_none()).count();
        prop_assert_eq!(roots, usize::from(!words.is_empty()));
        for i in 0..tree.len() {
            prop_assert!(tree.above(i).count() < tree.len());
        }
    }

    /// Every row of moves that may be made ends, with one head for each word.
    #[test]
    fn any_moves_end(choices in proptest::collection::vec(0usize..3, 0..80), n in 0usize..20) {
        let words = vec![Word::default(); n];
        let mut state = State::new(&words);
        let mut choices = choices.into_iter().chain(std::iter::repeat(0));
        let mut made = 0;
        while !state.done() {
            let wanted = choices.next().unwrap_or(0);
            let m = (0..3).map(|k| MOVES[(wanted + k) % 3]).find(|m| state.may(*m)).expect("a move");
            state.make(m, 0);
            made += 1;
        }
        prop_assert_eq!(made, 2 * n);
        prop_assert!(state.arcs().iter().all(|(head, _)| usize::from(*head) <= n));
        prop_assert!(!state.may(Move::Shift));
    }
}
