use super::initials::{initials, spelled_small};
use crate::language::{Token, TokenKind, Words, lexicon};
use std::ops::Range;

/// Longer sentences (menus, lists without full stops) are compared by their first tokens only.
pub const LONGEST: usize = 220;

/// How alike each token of a claim is to each token of a source sentence, 0 to 1. At most [`LONGEST`]² cells.
#[derive(Clone, Debug, Default)]
pub struct Likeness {
    width: usize,
    cells: Vec<f32>,
}

/// A token with what is looked up once.
struct Entry<'a> {
    token: &'a Token,
    fold: &'a str,
    senses: &'a [u32],
    /// Country, demonym, metonym or organisation that it names (part of).
    alias: Option<(u16, bool)>,
    /// Capitalised inside the sentence: a name, which has no synonyms.
    name: bool,
    /// No word that the vocabulary knows: it may be a slip of the pen.
    unknown: bool,
}

fn entries(words: &Words) -> Vec<Entry<'_>> {
    let mut out: Vec<Entry> = Vec::with_capacity(words.len().min(LONGEST));
    for (i, token) in words.tokens.iter().enumerate().take(LONGEST) {
        let plain = token.is_word() && !token.stop;
        let senses = if plain { token.senses() } else { &[] };
        let long = plain && !token.capital && senses.is_empty() && words.fold(i).len() >= 6;
        let unknown = long && lexicon::weight(token.key) == 8 && !lexicon::is_known(token.key);
        let inside = i > 0 && words.tokens.get(i - 1).is_some_and(|t| t.kind != TokenKind::Punct || words.fold(i - 1) == "-");
        out.push(Entry { token, fold: words.fold(i), senses, alias: None, name: token.capital && inside, unknown });
    }
    let mut i = 0;
    while i < out.len() {
        let found = if out[i].token.capital { lexicon::alias(words, i) } else { None };
        let Some((len, alias)) = found else {
            i += 1;
            continue;
        };
        let metonym = alias.kind == lexicon::AliasKind::Metonym;
        out.iter_mut().skip(i).take(len).for_each(|e| e.alias = Some((alias.group, metonym)));
        i += len.max(1);
    }
    out
}

impl Likeness {
    /// Compares every pair. Same word 1, same lemma 0.95, hand-picked synonym or alias 0.9, kindred word 0.8.
    pub fn new(claim: &Words, source: &Words) -> Likeness {
        let (rows, columns) = (entries(claim), entries(source));
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        for a in &rows {
            if a.senses.is_empty() && a.alias.is_none() && !a.unknown {
                // it is like itself only
                cells.extend(columns.iter().map(|b| if a.token.key == b.token.key { same(a, b) } else { 0.0 }));
            } else {
                cells.extend(columns.iter().map(|b| alike(a, b)));
            }
        }
        let mut out = Likeness { width: columns.len(), cells };
        out.derive(claim, source);
        out.spell(claim, source, true);
        out.spell(source, claim, false);
        out
    }

    /// A noun stands for the verb that it is made from: finalization, finalize.
    fn derive(&mut self, claim: &Words, source: &Words) {
        let stem = |words: &Words, i: usize| {
            let t = words.tokens.get(i).filter(|t| t.is_word() && !t.stop && (!t.capital || i == 0))?;
            let bytes: [u8; 4] = words.lemma(i).as_bytes().first_chunk().copied()?;
            (t.span.len() >= 5).then_some(u32::from_le_bytes(bytes))
        };
        let theirs: Vec<Option<u32>> = (0..source.len().min(LONGEST)).map(|j| stem(source, j)).collect();
        for i in 0..claim.len().min(LONGEST) {
            let Some(mine) = stem(claim, i) else { continue };
            for (j, _) in theirs.iter().enumerate().filter(|(_, s)| **s == Some(mine)) {
                let (a, b) = (claim.lemma(i), source.lemma(j));
                let kin = a.len() != b.len() && (lexicon::names_verb(a, b) || lexicon::names_verb(b, a));
                if kin && let Some(cell) = self.cells.get_mut(i * self.width + j) {
                    *cell = cell.max(0.8);
                }
            }
        }
    }

    /// An acronym on one side stands for a run of capitalised words on the other: NSC, National Security Council.
    fn spell(&mut self, short: &Words, long: &Words, short_is_claim: bool) {
        let acronyms: Vec<(usize, u32)> =
            short.tokens.iter().enumerate().take(LONGEST).filter(|(_, t)| t.upper).map(|(i, t)| (i, t.key)).collect();
        if acronyms.is_empty() {
            return;
        }
        let small = acronyms.iter().flat_map(|(i, key)| spelled_small(short.fold(*i), *key, long));
        for run in initials(long).into_iter().chain(small) {
            for (a, _) in acronyms.iter().filter(|(_, key)| *key == run.key) {
                for b in run.from..run.to {
                    let (i, j) = if short_is_claim { (*a, b) } else { (b, *a) };
                    let content = long.tokens.get(b).is_some_and(Token::content);
                    if j < self.width
                        && content
                        && let Some(cell) = self.cells.get_mut(i * self.width + j)
                    {
                        *cell = cell.max(0.9);
                    }
                }
            }
        }
    }

    /// The likeness of claim token `i` and source token `j`; 0 beyond what was compared.
    pub fn at(&self, i: usize, j: usize) -> f32 {
        if j < self.width { self.cells.get(i * self.width + j).copied().unwrap_or(0.0) } else { 0.0 }
    }

    /// The best likeness of claim token `i` within a range of source tokens.
    pub fn best(&self, i: usize, within: Range<usize>) -> f32 {
        let row = self.cells.get(i * self.width..(i + 1) * self.width).unwrap_or(&[]);
        row.get(within.start..within.end.min(row.len())).unwrap_or(&[]).iter().copied().fold(0.0, f32::max)
    }

    /// How many claim tokens and source tokens were compared.
    pub fn size(&self) -> (usize, usize) {
        (self.cells.len().checked_div(self.width).unwrap_or(0), self.width)
    }
}

/// Of two forms of one lemma.
fn same(a: &Entry, b: &Entry) -> f32 {
    if a.fold == b.fold { 1.0 } else { 0.95 }
}

fn alike(a: &Entry, b: &Entry) -> f32 {
    let (x, y) = (a.token, b.token);
    if x.key == y.key {
        return same(a, b);
    }
    if let (Some((g, m)), Some((h, n))) = (a.alias, b.alias)
        && g == h
    {
        return if m || n { 0.8 } else { 0.9 };
    }
    // “to lower”, which looks like a form of “low”
    if x.word_key == y.key && a.fold.ends_with("er") || y.word_key == x.key && b.fold.ends_with("er") {
        return 0.95;
    }
    if (a.unknown || b.unknown) && slip(a.fold, b.fold) {
        return 0.9;
    }
    // of two names only an abbreviation is like the other: HQ, Headquarters
    if a.senses.is_empty() || b.senses.is_empty() || a.name && b.name && x.upper == y.upper {
        return 0.0;
    }
    let like = lexicon::similar_senses(a.senses, b.senses);
    if like > 0.0 && lexicon::opposed_keys(x.key, y.key).is_some() { 0.0 } else { like }
}

/// One letter added, dropped, changed, or two that changed places: “goverment”, “seperate”.
fn slip(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 1 || a.len().min(b.len()) < 6 || a.as_bytes().first() != b.as_bytes().first() {
        return false;
    }
    let head = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let (x, y) = (a.as_bytes().get(head..).unwrap_or(&[]), b.as_bytes().get(head..).unwrap_or(&[]));
    let rest = |s: &[u8], n: usize| s.get(n..).map(<[u8]>::to_vec);
    rest(x, 1) == rest(y, 1)
        || rest(x, 1).as_deref() == Some(y)
        || rest(y, 1).as_deref() == Some(x)
        || x.len() >= 2 && x.first() == y.get(1) && x.get(1) == y.first() && rest(x, 2) == rest(y, 2)
}
