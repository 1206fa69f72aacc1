//! Learning: greedy averaged perceptrons, each trained on what the one before it gets wrong as well as right.

use super::conllu::Sentence;
use super::learned::{Learned, Model};
use super::oracle;
use postil::syntax::form::Form;
use postil::syntax::parse::{self, MOVES, State, Word};
use postil::syntax::tag;
use postil::syntax::weights::{Fixed, Rows, Sparse, best};
use std::collections::HashMap;

/// Rounds over the treebank.
const TAG_ROUNDS: usize = 8;
/// The same for the tagger whose tags the parser learns with: it should err as often as on text that it never saw.
const FOLD_ROUNDS: usize = 5;
const ARC_ROUNDS: usize = 10;
/// So many runs are added up, each in an order of its own.
const RUNS: u64 = 3;
/// Parts of the treebank: the tags that the parser learns with are told by a tagger that has not seen the part.
const FOLDS: usize = 8;
/// Of a hundred features so many are left out at each step, so that no one of them is leant on.
const LEFT_OUT: u64 = 50;
/// Tags and labels as frequent as this have a class of their own.
const COMMON_TAG: usize = 60;
const COMMON_LABEL: usize = 50;
/// Places of the tables; what they are worth in bytes is `Table::read`'s business.
const TAG_SLOTS: usize = 75_000;
const MOVE_SLOTS: usize = 600_000;
const LABEL_SLOTS: usize = 75_000;
/// Weights smaller than this (of 127) are left out.
const LEAST: i8 = 2;
/// A word so often seen, all but always with one class, is not asked about.
const SEEN: usize = 20;
const ALWAYS: f64 = 0.995;

struct Item {
    forms: Vec<Form>,
    tags: Vec<u8>,
    heads: Vec<u16>,
    labels: Vec<u8>,
}

/// The weights, in the form that `postil::syntax::Model` reads.
pub fn weights(treebank: &[Sentence]) -> Vec<u8> {
    let tag = |s: &Sentence, i: usize| format!("{} {}", s.upos[i], s.xpos[i]);
    let tags = common(treebank.iter().flat_map(|s| (0..s.forms.len()).map(|i| tag(s, i))), COMMON_TAG);
    let labels = common(treebank.iter().flat_map(|s| s.labels.clone()), COMMON_LABEL);
    let items: Vec<Item> = treebank
        .iter()
        .filter(|s| s.forms.len() <= parse::LONGEST)
        .map(|s| Item {
            forms: s.forms.iter().map(|f| Form::new(f)).collect(),
            tags: (0..s.forms.len()).map(|i| class(&tags, &tag(s, i), ' ')).collect(),
            heads: s.heads.clone(),
            labels: s.labels.iter().map(|l| class(&labels, l, ':')).collect(),
        })
        .collect();
    let told = told_by_the_rest(tags.len(), &items);
    let (mut by_tag, mut by_move, mut by_label) = (Model::default(), Model::default(), Model::default());
    let all: Vec<&Item> = items.iter().collect();
    for run in 0..RUNS {
        train_tags(tags.len(), &all, TAG_ROUNDS, run).add_to(&mut by_tag);
        let (moves, arcs) = train_arcs(labels.len(), &items, &told, run);
        moves.add_to(&mut by_move);
        arcs.add_to(&mut by_label);
        eprintln!("run {} of {RUNS} is done", run + 1);
    }
    let forms = || items.iter().flat_map(|i| i.forms.iter().map(|f| f.word));
    let mut blob = format!("{}\n{}\n", tags.join("\t"), labels.join("\t")).into_bytes();
    blob.extend(fixed(forms().zip(items.iter().flat_map(|i| i.tags.clone()))));
    blob.extend(by_tag.sparse(TAG_SLOTS, LEAST));
    blob.extend(by_move.dense(MOVE_SLOTS));
    blob.extend(fixed(forms().zip(items.iter().flat_map(|i| i.labels.clone()))));
    blob.extend(by_label.sparse(LABEL_SLOTS, LEAST));
    blob
}

/// The values seen as often as `least`, most frequent first.
fn common(values: impl Iterator<Item = String>, least: usize) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let mut all: Vec<(String, usize)> = counts.into_iter().filter(|(_, n)| *n >= least).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    all.into_iter().map(|(v, _)| v).collect()
}

/// The class of a value; of a rare one, that of the first with its beginning up to `mark`.
fn class(all: &[String], value: &str, mark: char) -> u8 {
    let begins = |v: &str| v.split(mark).next() == value.split(mark).next();
    all.iter().position(|v| v == value).or_else(|| all.iter().position(|v| begins(v))).unwrap_or(0) as u8
}

/// The tags of each part by a tagger trained on the others.
fn told_by_the_rest(classes: usize, items: &[Item]) -> Vec<Vec<u8>> {
    let mut told: Vec<Vec<u8>> = vec![vec![]; items.len()];
    for fold in 0..FOLDS {
        let rest: Vec<&Item> = items.iter().enumerate().filter(|(k, _)| k % FOLDS != fold).map(|(_, i)| i).collect();
        let mut model = Model::default();
        train_tags(classes, &rest, FOLD_ROUNDS, 0).add_to(&mut model);
        let blob = model.sparse(2 * TAG_SLOTS, 1);
        let Some((table, _)) = Sparse::read(&blob) else { continue };
        for (k, item) in items.iter().enumerate().filter(|(k, _)| k % FOLDS == fold) {
            told[k] = tag::tags(&table, classes, Fixed::default(), &item.forms);
        }
    }
    told
}

/// Xorshift: the same order in every run of the program.
struct Shuffle(u64);

impl Shuffle {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn order(&mut self, n: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            all.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
        all
    }

    /// Leaves features out by chance.
    fn thin(&mut self, found: &mut Vec<u64>) {
        found.retain(|_| self.next() >> 11 & 127 >= LEFT_OUT * 128 / 100);
    }
}

fn train_tags(classes: usize, items: &[&Item], rounds: usize, seed: u64) -> Learned {
    let mut rows = Learned::new(classes);
    let mut chance = Shuffle(0x5eed + seed);
    let (mut found, mut scores) = (Vec::new(), vec![0; classes]);
    for _ in 0..rounds {
        for k in chance.order(items.len()) {
            let mut tags = Vec::new();
            for i in 0..items[k].forms.len() {
                tag::features(&items[k].forms, i, &tags, &mut found);
                chance.thin(&mut found);
                scores.fill(0);
                rows.score(&found, &mut scores);
                let guess = best(&scores, |_| true).unwrap_or(0);
                rows.learn(&found, items[k].tags[i].into(), guess);
                tags.push(guess as u8);
            }
        }
    }
    rows
}

/// Moves and labels, with tags as a tagger gives them.
fn train_arcs(labels: usize, items: &[Item], tags: &[Vec<u8>], seed: u64) -> (Learned, Learned) {
    let (mut by_move, mut by_label) = (Learned::new(MOVES.len()), Learned::new(labels));
    let mut chance = Shuffle(0x5eed + seed);
    for round in 0..ARC_ROUNDS {
        for k in chance.order(items.len()) {
            let words: Vec<Word> = items[k].forms.iter().zip(&tags[k]).map(|(f, t)| Word::new(f, *t)).collect();
            let mut state = State::new(&words);
            // wandering off teaches what to do after a mistake
            while step(&mut state, &items[k], (&mut by_move, &mut by_label), &mut chance, round > 0).is_some() {}
        }
    }
    (by_move, by_label)
}

/// One move is learned and made; None when the tree is whole.
fn step(
    state: &mut State,
    item: &Item,
    (by_move, by_label): (&mut Learned, &mut Learned),
    chance: &mut Shuffle,
    wander: bool,
) -> Option<()> {
    if state.done() {
        return None;
    }
    let mut found = Vec::new();
    state.features(&mut found);
    chance.thin(&mut found);
    let mut scores = [0; MOVES.len()];
    by_move.score(&found, &mut scores);
    let guess = best(&scores, |m| state.may(MOVES[m]))?;
    let costs = MOVES.map(|m| if state.may(m) { oracle::cost(state, m, &item.heads) } else { usize::MAX });
    let least = *costs.iter().min()?;
    let right = best(&scores, |m| costs[m] == least)?;
    by_move.learn(&found, right, if costs[guess] > least { guess } else { right });
    let made = MOVES[if wander && !chance.next().is_multiple_of(10) { guess } else { right }];
    let mut label = 0;
    if let Some((head, dependent)) = state.arc(made) {
        state.label_features(head, dependent, &mut found);
        chance.thin(&mut found);
        let mut scores = vec![0; by_label.classes()];
        by_label.score(&found, &mut scores);
        label = best(&scores, |_| true).unwrap_or(0);
        if usize::from(item.heads[dependent]) == head {
            by_label.learn(&found, item.labels[dependent].into(), label);
        }
    }
    state.make(made, label as u8);
    Some(())
}

/// Words that have one class all but always, for `Fixed::read`.
fn fixed(seen: impl Iterator<Item = (u32, u8)>) -> Vec<u8> {
    let mut counts: HashMap<u32, HashMap<u8, usize>> = HashMap::new();
    seen.for_each(|(word, class)| *counts.entry(word).or_default().entry(class).or_default() += 1);
    let sole = |of: &HashMap<u8, usize>| {
        let all: usize = of.values().sum();
        of.iter().find(|(_, n)| all >= SEEN && **n as f64 >= ALWAYS * all as f64).map(|(class, _)| *class)
    };
    let mut words: Vec<(u32, u8)> = counts.iter().filter_map(|(word, of)| Some((*word, sole(of)?))).collect();
    words.sort_unstable();
    let mut out = (words.len() as u32).to_le_bytes().to_vec();
    words.iter().for_each(|(word, class)| {
        out.extend(word.to_le_bytes());
        out.push(*class);
    });
    out
}
