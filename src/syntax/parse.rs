//! Which word depends on which: a greedy parser that reads from left to right with a stack (the arc-hybrid system of
//! Kuhlmann, Gómez-Rodríguez and Satta, 2011). Each word is shifted once and attached once, so the work is linear.

use super::form::Form;
use super::weights::{Feature, Fixed, Rows, best};

/// What the parser may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// The next word goes on the stack.
    Shift,
    /// The word on top of the stack depends on the next word.
    Left,
    /// The word on top of the stack depends on the word under it.
    Right,
}

pub const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// A word as the parser sees it.
#[derive(Clone, Copy, Default, Debug)]
pub struct Word {
    pub word: u32,
    /// The field of meaning of its lemma, as the part of speech that it is here.
    pub sense: u32,
    pub tag: u8,
}

impl Word {
    pub fn new(form: &Form, tag: u8) -> Word {
        Word { word: form.word, sense: form.sense & 0xfff, tag }
    }
}

/// No word: the head of the root, the child of a leaf.
pub const NOBODY: u16 = u16::MAX;
/// Words of a sentence that are parsed; a longer one is no sentence.
pub const LONGEST: usize = 250;
const NONE: u32 = 0xffff_fff0;

#[derive(Clone, Copy)]
struct Node {
    head: u16,
    label: u8,
    /// Outermost and second outermost children on each side.
    left: [u16; 2],
    right: [u16; 2],
    lefts: u8,
    rights: u8,
    /// Which labels its children on each side have, a bit each (labels from 64 on share bits).
    left_labels: u64,
    right_labels: u64,
}

const LEAF: Node =
    Node { head: NOBODY, label: 0, left: [NOBODY; 2], right: [NOBODY; 2], lefts: 0, rights: 0, left_labels: 0, right_labels: 0 };

/// A sentence half parsed. The word after the last one is the root.
pub struct State<'a> {
    words: &'a [Word],
    nodes: Vec<Node>,
    stack: Vec<u16>,
    next: usize,
}

impl<'a> State<'a> {
    /// At most [`LONGEST`] words.
    pub fn new(words: &'a [Word]) -> State<'a> {
        State { words, nodes: vec![LEAF; words.len() + 1], stack: Vec::with_capacity(words.len()), next: 0 }
    }

    pub fn done(&self) -> bool {
        self.next >= self.words.len() && self.stack.is_empty()
    }

    pub fn may(&self, m: Move) -> bool {
        match m {
            Move::Shift => self.next < self.words.len(),
            // only one word is the root's: the last one left
            Move::Left => !self.stack.is_empty() && (self.next < self.words.len() || self.stack.len() == 1),
            Move::Right => self.stack.len() > 1,
        }
    }

    pub fn stack(&self) -> &[u16] {
        &self.stack
    }

    pub fn next(&self) -> usize {
        self.next
    }

    /// Head and dependent of the arc that `m` would draw.
    pub fn arc(&self, m: Move) -> Option<(usize, usize)> {
        let top = usize::from(*self.stack.last()?);
        match m {
            Move::Shift => None,
            Move::Left => Some((self.next, top)),
            Move::Right => Some((usize::from(*self.stack.get(self.stack.len().checked_sub(2)?)?), top)),
        }
    }

    pub fn make(&mut self, m: Move, label: u8) {
        let Some((head, dependent)) = self.arc(m) else {
            self.stack.push(self.next as u16);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.nodes[dependent].head = head as u16;
        self.nodes[dependent].label = label;
        let node = &mut self.nodes[head];
        let bit = 1u64 << (label & 63);
        if m == Move::Left {
            node.left = [dependent as u16, node.left[0]];
            node.lefts = node.lefts.saturating_add(1);
            node.left_labels |= bit;
        } else {
            node.right = [dependent as u16, node.right[0]];
            node.rights = node.rights.saturating_add(1);
            node.right_labels |= bit;
        }
    }

    /// Head (the number of words for the root) and label of each word.
    pub fn arcs(&self) -> Vec<(u16, u8)> {
        self.nodes.iter().take(self.words.len()).map(|n| (n.head, n.label)).collect()
    }

    fn node(&self, i: u32) -> Option<&Node> {
        self.nodes.get(i as usize)
    }

    fn word(&self, i: u32) -> u32 {
        self.words.get(i as usize).map_or(if i == self.words.len() as u32 { NONE + 1 } else { NONE }, |w| w.word)
    }

    fn tag(&self, i: u32) -> u32 {
        self.words.get(i as usize).map_or(if i == self.words.len() as u32 { 254 } else { 255 }, |w| u32::from(w.tag))
    }

    fn label(&self, i: u32) -> u32 {
        self.words.get(i as usize).map_or(255, |_| u32::from(self.nodes[i as usize].label))
    }

    fn on_stack(&self, k: usize) -> u32 {
        self.stack.len().checked_sub(k + 1).and_then(|i| self.stack.get(i)).map_or(NONE, |i| u32::from(*i))
    }

    fn ahead(&self, k: usize) -> u32 {
        if self.next + k <= self.words.len() { (self.next + k) as u32 } else { NONE }
    }

    fn left(&self, i: u32, k: usize) -> u32 {
        self.node(i).map_or(NONE, |n| if n.left[k] == NOBODY { NONE } else { u32::from(n.left[k]) })
    }

    fn right(&self, i: u32, k: usize) -> u32 {
        self.node(i).map_or(NONE, |n| if n.right[k] == NOBODY { NONE } else { u32::from(n.right[k]) })
    }

    /// What the next move is told by.
    pub fn features(&self, out: &mut Vec<u64>) {
        out.clear();
        let (s0, s1, s2) = (self.on_stack(0), self.on_stack(1), self.on_stack(2));
        let (n0, n1, n2) = (self.ahead(0), self.ahead(1), self.ahead(2));
        let w = |i| self.word(i);
        let t = |i| self.tag(i);
        let wt = |i| self.word(i).wrapping_mul(0x0100_0193) ^ self.tag(i);
        let l = |i| self.label(i);
        let (s0l, s0r, s1l, s1r, n0l) = (self.left(s0, 0), self.right(s0, 0), self.left(s1, 0), self.right(s1, 0), self.left(n0, 0));
        let (s0l2, s0r2, s1r2, n0l2) = (self.left(s0, 1), self.right(s0, 1), self.right(s1, 1), self.left(n0, 1));
        let far = |a: u32, b: u32| if a == NONE || b == NONE { 0 } else { distance(a, b) };
        let (d0, d1) = (far(s0, n0), far(s1, s0));
        let many = |i, left: bool| self.node(i).map_or(9, |n| u32::from(if left { n.lefts } else { n.rights }).min(4));
        let set = |i, left: bool| self.node(i).map_or(NONE, |n| folded(if left { n.left_labels } else { n.right_labels }));
        let mut template = 64;
        let mut add = |values: &[u32]| {
            out.push(values.iter().fold(Feature::of(template), |f, v| f.with(*v)).end());
            template += 1;
        };
        for i in [s0, s1, n0, n1] {
            add(&[w(i)]);
            add(&[t(i)]);
            add(&[wt(i)]);
        }
        for i in [s2, n2] {
            add(&[t(i)]);
            add(&[w(i)]);
        }
        for (a, b) in [(s0, n0), (s1, s0), (s1, n0), (s0, n1), (n0, n1)] {
            add(&[t(a), t(b)]);
            add(&[w(a), t(b)]);
            add(&[t(a), w(b)]);
        }
        add(&[w(s1), w(s0)]);
        add(&[w(n0), w(n1)]);
        add(&[t(s0), t(n0), t(n1)]);
        add(&[t(n0), t(n1), t(n2)]);
        add(&[t(s1), t(s0), t(n0)]);
        add(&[t(s1), t(s0), t(n0), t(n1)]);
        add(&[t(s2), t(s1), t(s0)]);
        add(&[t(s2), t(s1), t(s0), t(n0)]);
        add(&[t(s0), t(s0l), t(n0)]);
        add(&[t(s0), t(s0r), t(n0)]);
        add(&[t(s0), t(n0), t(n0l)]);
        add(&[t(s1), t(s1r), t(s0)]);
        add(&[t(s1), t(s0), t(s0l)]);
        add(&[t(s1), t(s0), t(s0r)]);
        add(&[t(s0), t(s0l), t(s0l2)]);
        add(&[t(s0), t(s0r), t(s0r2)]);
        add(&[t(s1), t(s1r), t(s1r2), t(s0)]);
        add(&[t(n0), t(n0l), t(n0l2)]);
        add(&[w(s0), d0]);
        add(&[t(s0), d0]);
        add(&[w(n0), d0]);
        add(&[t(n0), d0]);
        add(&[t(s0), t(n0), d0]);
        add(&[t(s1), t(s0), d1]);
        add(&[w(s0), many(s0, true), many(s0, false)]);
        add(&[t(s0), many(s0, true), many(s0, false)]);
        add(&[t(n0), many(n0, true)]);
        add(&[w(n0), many(n0, true)]);
        add(&[t(s1), many(s1, false), t(s0)]);
        add(&[w(s0l), w(s0)]);
        add(&[w(s0r), w(s0)]);
        add(&[w(n0l), t(n0)]);
        add(&[w(s0l), t(s0), t(n0)]);
        add(&[w(s0l), t(s0), t(s1)]);
        add(&[w(s0l), w(s1), t(s0)]);
        add(&[w(s0r), t(s0), t(n0)]);
        add(&[w(s1r), t(s1), t(s0)]);
        add(&[t(s1l), t(s1), t(s0)]);
        add(&[l(s0l), t(s0)]);
        add(&[l(s0r), t(s0)]);
        add(&[l(n0l), t(n0)]);
        add(&[l(s1r), t(s1), t(s0)]);
        add(&[set(s0, true), t(s0), t(n0)]);
        add(&[set(s0, false), t(s0), t(n0)]);
        add(&[set(s0, true), t(s0), t(s1)]);
        add(&[set(s1, false), t(s1), t(s0)]);
        add(&[set(s1, true), t(s1), t(s0)]);
        add(&[set(n0, true), t(n0), t(s0)]);
        add(&[w(s0), set(s0, false)]);
        add(&[w(s1), set(s1, false), t(s0)]);
        let k = |i: u32| self.words.get(i as usize).map_or(255, |w| w.sense);
        add(&[k(s0), t(s0), t(n0)]);
        add(&[k(n0), t(n0), t(s0)]);
        add(&[k(s0), t(s0), k(n0), t(n0)]);
        add(&[k(s1), t(s1), k(s0), t(s0)]);
        add(&[k(s1), t(s1), w(s0l), k(s0)]);
        add(&[k(s1), t(s1), w(s0l), t(s0)]);
        add(&[w(s1), k(s0), t(s0)]);
    }

    /// What the label of the arc from `head` to `dependent` is told by, before it is drawn.
    pub fn label_features(&self, head: usize, dependent: usize, out: &mut Vec<u64>) {
        out.clear();
        let (h, d) = (head as u32, dependent as u32);
        let w = |i| self.word(i);
        let t = |i| self.tag(i);
        let l = |i| self.label(i);
        let side = u32::from(head > dependent);
        let near = side | distance(h.min(d), h.max(d)) << 1;
        let (dl, dr, hl, hr) = (self.left(d, 0), self.right(d, 0), self.left(h, 0), self.right(h, 0));
        let dl2 = self.left(d, 1);
        let by = |i: u32, step: i32| i.checked_add_signed(step).unwrap_or(NONE);
        let set = |i, left: bool| self.node(i).map_or(NONE, |n| folded(if left { n.left_labels } else { n.right_labels }));
        let mut template = 170;
        let mut add = |values: &[u32]| {
            out.push(values.iter().fold(Feature::of(template).with(side), |f, v| f.with(*v)).end());
            template += 1;
        };
        add(&[]);
        add(&[w(d)]);
        add(&[t(d)]);
        add(&[w(d), t(d)]);
        add(&[w(h)]);
        add(&[t(h)]);
        add(&[w(h), t(h)]);
        add(&[t(h), t(d)]);
        add(&[t(h), t(d), near]);
        add(&[w(h), t(d)]);
        add(&[t(h), w(d)]);
        add(&[w(dl), t(d), t(h)]);
        add(&[w(dl), w(d)]);
        add(&[w(dl), w(dl2), t(d), t(h)]);
        add(&[t(dl), t(d), t(h)]);
        add(&[t(dr), t(d), t(h)]);
        add(&[w(dr), t(d), t(h)]);
        add(&[l(dl), t(d), t(h)]);
        add(&[set(d, true), t(d), t(h)]);
        add(&[set(d, false), t(d), t(h)]);
        add(&[set(d, true), w(d)]);
        add(&[set(h, true), t(d), t(h)]);
        add(&[set(h, false), t(d), t(h)]);
        add(&[set(h, false), w(h), t(d)]);
        add(&[set(h, true), set(h, false), t(d)]);
        add(&[w(hl), t(h), t(d)]);
        add(&[t(hl), t(h), t(d)]);
        add(&[l(hr), t(h), t(d)]);
        add(&[t(by(d, -1)), t(d), t(h)]);
        add(&[t(by(d, 1)), t(d), t(h)]);
        add(&[t(by(h, -1)), t(d), t(h)]);
        add(&[t(by(h, 1)), t(d), t(h)]);
        add(&[w(by(d, -1)), t(d), t(h)]);
        add(&[w(by(d, 1)), t(d), t(h)]);
        add(&[near, w(d)]);
        let k = |i: u32| self.words.get(i as usize).map_or(255, |w| w.sense);
        add(&[k(d), t(d), t(h)]);
        add(&[k(h), t(h), t(d)]);
        add(&[k(d), t(d), k(h), t(h)]);
    }
}

/// Labels of children as a number.
fn folded(labels: u64) -> u32 {
    (labels ^ (labels >> 31)) as u32
}

/// How far apart two places are, by and by coarser.
fn distance(a: u32, b: u32) -> u32 {
    match b.saturating_sub(a) {
        d @ 0..=4 => d,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// Head (the number of words for the root) and label of each word.
pub fn arcs(moves: &impl Rows, labels: &impl Rows, classes: usize, fixed: Fixed, words: &[Word]) -> Vec<(u16, u8)> {
    let words = &words[..words.len().min(LONGEST)];
    let mut state = State::new(words);
    let (mut found, mut scores) = (Vec::with_capacity(128), vec![0; classes]);
    while !state.done() {
        let mut by_move = [0; 3];
        state.features(&mut found);
        moves.score(&found, &mut by_move);
        let Some(m) = best(&by_move, |k| state.may(MOVES[k])).map(|k| MOVES[k]) else { break };
        let label = state.arc(m).and_then(|(head, dependent)| {
            if let Some(label) = fixed.get(words[dependent].word) {
                return Some(usize::from(label));
            }
            state.label_features(head, dependent, &mut found);
            scores.fill(0);
            labels.score(&found, &mut scores);
            best(&scores, |_| true)
        });
        state.make(m, label.unwrap_or(0) as u8);
    }
    state.arcs()
}
