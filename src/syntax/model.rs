//! The learned tables, and a sentence's tree by them.

use super::form::Form;
use super::parse::{self, Word};
use super::tag;
use super::tree::{Class, Relation, Tree};
use super::weights::{Dense, Fixed, Sparse};
use crate::language::{Words, lexicon};
use std::ops::Range;

/// What a blob of weights holds. It lies where it was read: nothing is unpacked.
pub struct Model<'a> {
    /// Part of speech and fine tag of each class of the tagger (`VERB VBD`).
    pub tags: Vec<&'a str>,
    /// The label of each class of arcs (`nsubj:pass`).
    pub labels: Vec<&'a str>,
    classes: Vec<Class>,
    relations: Vec<Relation>,
    fixed_tags: Fixed<'a>,
    tagger: Sparse<'a>,
    moves: Dense<'a>,
    fixed_labels: Fixed<'a>,
    arcs: Sparse<'a>,
}

impl<'a> Model<'a> {
    /// `blob` begins with two lines: the names of the tags and of the labels, between tabs. The tables follow. None when
    /// it is broken.
    pub fn read(blob: &'a [u8]) -> Option<Model<'a>> {
        let (tags, rest) = line(blob)?;
        let (labels, rest) = line(rest)?;
        let (fixed_tags, rest) = Fixed::read(rest)?;
        let (tagger, rest) = Sparse::read(rest)?;
        let (moves, rest) = Dense::read(rest)?;
        let (fixed_labels, rest) = Fixed::read(rest)?;
        let (arcs, _) = Sparse::read(rest)?;
        let classes = tags.iter().map(|t| Class::of(t)).collect();
        let relations = labels.iter().map(|l| Relation::of(l)).collect();
        Some(Model { tags, labels, classes, relations, fixed_tags, tagger, moves, fixed_labels, arcs })
    }

    /// The class of each word's tag, and the head (the number of words for the root) and label of each.
    pub fn analyse(&self, forms: &[Form]) -> (Vec<u8>, Vec<(u16, u8)>) {
        let tags = tag::tags(&self.tagger, self.tagger.classes(), self.fixed_tags, forms);
        let words: Vec<Word> = forms.iter().zip(&tags).map(|(f, t)| Word::new(f, *t)).collect();
        let arcs = parse::arcs(&self.moves, &self.arcs, self.arcs.classes(), self.fixed_labels, &words);
        (tags, arcs)
    }

    /// The tree of the words of `text`; that of nothing for more than [`parse::LONGEST`]. The words of each range of
    /// `joined` (in order, apart from one another) are one word to the parser: names, dates. The others depend on the one that stands for all.
    pub fn tree(&self, text: &str, words: &Words, joined: &[Range<usize>]) -> Tree {
        let units = units(text, words, joined);
        if units.len() > parse::LONGEST {
            return Tree::default();
        }
        let form = |u: &Unit| words.tokens.get(u.head).map(|t| Form::new(t.span.of(text)));
        let forms: Vec<Form> = units.iter().map(|u| form(u).unwrap_or_default()).collect();
        let (tags, arcs) = self.analyse(&forms);
        let class = |t: &u8| self.classes.get(usize::from(*t)).copied().unwrap_or_default();
        let relation = |l: u8| self.relations.get(usize::from(l)).copied().unwrap_or_default();
        let mut tree = (Vec::with_capacity(words.len()), Vec::with_capacity(words.len()));
        for ((unit, tag), (head, label)) in units.iter().zip(&tags).zip(&arcs) {
            let head = units.get(usize::from(*head)).map_or(words.len(), |u| u.head);
            for at in unit.start..unit.end {
                tree.0.push(class(tag));
                let own = (head as u16, relation(*label));
                tree.1.push(if at == unit.head { own } else { (unit.head as u16, Relation::Flat) });
            }
        }
        Tree::new(tree.0, tree.1)
    }
}

/// Tokens that are one word to the parser.
struct Unit {
    start: usize,
    end: usize,
    /// The one that stands for all: the last word of a name, the first of a date.
    head: usize,
}

fn units(text: &str, words: &Words, joined: &[Range<usize>]) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::with_capacity(words.len());
    let mut joined = joined.iter().peekable();
    let mut at = 0;
    while at < words.len() {
        while joined.next_if(|j| j.start < at || j.is_empty()).is_some() {}
        let range = joined.next_if(|j| j.start == at);
        let end = range.map_or(at + 1, |j| j.end.min(words.len()).max(at + 1));
        // the treebank writes “Oct.” as one word
        let dotted = lexicon::is_abbreviation(words.fold(end - 1)) || lexicon::is_month_abbreviation(words.fold(end - 1));
        let dot = words.tokens.get(end).is_some_and(|t| !t.spaced && t.span.of(text) == "." && end + 1 < words.len());
        let name = range.is_some() && words.tokens.get(end - 1).is_some_and(|t| t.is_word());
        let head = if name { end - 1 } else { at };
        let end = if dotted && dot { end + 1 } else { end };
        out.push(Unit { start: at, end, head });
        at = end;
    }
    out
}

fn line(blob: &[u8]) -> Option<(Vec<&str>, &[u8])> {
    let end = blob.iter().position(|b| *b == b'\n')?;
    let text = std::str::from_utf8(blob.get(..end)?).ok()?;
    Some((text.split('\t').collect(), blob.get(end + 1..)?))
}
