//! Adapter of the semantic tokens: lines and columns relative to the token before, and the difference from an earlier answer.

use super::convert::Lines;
use super::event::Ready;
use crate::ide::{self, Left, Slow, TokenKind};
use crate::text::{Cancel, Cancelled, Span};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use tower_lsp::lsp_types::*;

/// The modifiers: what is known of the claim.
pub const MODIFIERS: [&str; 2] = ["supported", "conflict"];

/// What the numbers in an answer stand for.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TokenKind::ALL.iter().map(|k| SemanticTokenType::new(k.name())).collect(),
        token_modifiers: MODIFIERS.iter().map(|m| SemanticTokenModifier::new(m)).collect(),
    }
}

/// The latest answers for each document, which the next one may be told as a difference from. Nothing else depends on them.
#[derive(Clone, Default)]
pub struct Told(Arc<Mutex<BTreeMap<Url, Vec<Answer>>>>);

/// An answer's name and tokens.
type Answer = (String, Arc<Vec<SemanticToken>>);

/// How many answers are kept for a document: a question may overtake another.
const KEPT: usize = 2;
/// Documents that answers are kept for before all are forgotten: some clients ask about what they never opened, nor close.
const MOST: usize = 256;

impl Told {
    /// The whole answer, named by its content.
    pub fn full(&self, uri: Url, data: Vec<SemanticToken>) -> SemanticTokens {
        let id = name(&data);
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() >= MOST && !told.contains_key(&uri) {
            told.clear();
        }
        let answers = told.entry(uri).or_default();
        answers.retain(|(known, _)| *known != id);
        answers.truncate(KEPT - 1);
        answers.insert(0, (id.clone(), Arc::new(data.clone())));
        SemanticTokens { result_id: Some(id), data }
    }

    /// What differs from the answer with this name; all of it if that is forgotten.
    pub fn delta(&self, uri: Url, previous: &str, data: Vec<SemanticToken>) -> SemanticTokensFullDeltaResult {
        let known = {
            let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            told.get(&uri).and_then(|a| a.iter().find(|(id, _)| id == previous)).map(|(_, tokens)| tokens.clone())
        };
        let full = self.full(uri, data);
        let Some(before) = known else { return full.into() };
        SemanticTokensDelta { result_id: full.result_id, edits: difference(&before, &full.data).into_iter().collect() }.into()
    }

    /// The document was closed.
    pub fn forget(&self, uri: &Url) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(uri);
    }
}

/// One edit that makes `after` of `before`; it counts numbers, five for each token.
fn difference(before: &[SemanticToken], after: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - start;
    let same = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (gone, new) = (before.len() - start - same, after.get(start..after.len() - same).unwrap_or(&[]));
    let number = |n: usize| u32::try_from(n * 5).unwrap_or(u32::MAX);
    (gone > 0 || !new.is_empty()).then(|| SemanticTokensEdit {
        start: number(start),
        delete_count: number(gone),
        data: Some(new.to_vec()).filter(|d| !d.is_empty()),
    })
}

fn name(data: &[SemanticToken]) -> String {
    let mut hasher = DefaultHasher::new();
    for t in data {
        [t.delta_line, t.delta_start, t.length, t.token_type, t.token_modifiers_bitset].iter().for_each(|n| hasher.write_u32(*n));
    }
    format!("{:016x}", hasher.finish())
}

/// The tokens of a document, or of a range of it, and what was left out of them: a client that can be told to ask again is not
/// kept waiting until a note is judged for the first time, or all sources are read.
pub fn tokens(ready: &Ready, range: Option<Range>, cancel: &Cancel) -> Result<(Vec<SemanticToken>, Left), Cancelled> {
    let snapshot = ready.view.snapshot();
    let Some(document) = snapshot.document(&ready.path) else { return Ok((Vec::new(), Left::default())) };
    let (text, index) = (&document.original, document.lines());
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let within = range.map_or(Span::new(0, text.len()), |r| lines.span(&ready.path, r));
    let mut out = Vec::new();
    let (mut line, mut start) = (0, 0);
    let slow = if ready.facts.refresh.tokens { Slow::Leave } else { Slow::Wait };
    let found = ide::tokens(snapshot, &ready.path, within, slow, cancel)?;
    for token in found.tokens {
        // a token lies on one line
        for row in index.line(token.span.start as usize)..=index.line(token.span.end as usize) {
            let content = index.content(text, row);
            let span = Span { start: token.span.start.max(content.start), end: token.span.end.min(content.end) };
            if span.start >= span.end {
                continue;
            }
            let place = lines.range(&ready.path, span);
            let at = place.start;
            out.push(SemanticToken {
                delta_line: at.line - line,
                delta_start: if at.line == line { at.character - start } else { at.character },
                length: place.end.character - at.character,
                token_type: token.kind as u32,
                token_modifiers_bitset: u32::from(token.supported) | u32::from(token.conflict) << 1,
            });
            (line, start) = (at.line, at.character);
        }
    }
    Ok((out, found.left))
}

/// Finds out what is known of a note's claims.
pub fn judge(ready: &Ready, cancel: &Cancel) -> Result<(), Cancelled> {
    ready.view.snapshot().check(&ready.path, cancel).map(drop)
}

/// Finds out what the sources spell out, and what of that the document has.
pub fn spell(ready: &Ready, cancel: &Cancel) -> Result<(), Cancelled> {
    let snapshot = ready.view.snapshot();
    snapshot.spell();
    let Some(document) = snapshot.document(&ready.path) else { return Ok(()) };
    ide::tokens(snapshot, &ready.path, Span::new(0, document.original.len()), Slow::Wait, cancel).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(n: u32) -> SemanticToken {
        SemanticToken { delta_line: n, delta_start: 0, length: 1, token_type: 0, token_modifiers_bitset: 0 }
    }

    #[test]
    fn a_difference_makes_the_one_of_the_other() {
        let lists: Vec<Vec<u32>> = vec![vec![], vec![1], vec![1, 1], vec![1, 2, 1], vec![2, 1, 2, 1], vec![1, 2, 3], vec![3]];
        for before in &lists {
            for after in &lists {
                let tokens = |l: &Vec<u32>| l.iter().map(|n| token(*n)).collect::<Vec<_>>();
                let mut made = tokens(before);
                match difference(&made, &tokens(after)) {
                    Some(edit) => {
                        let (start, end) = (edit.start as usize / 5, (edit.start + edit.delete_count) as usize / 5);
                        made.splice(start..end, edit.data.unwrap_or_default());
                    }
                    None => assert_eq!(before, after),
                }
                assert_eq!(made, tokens(after), "{before:?} {after:?}");
            }
        }
    }

    #[test]
    fn what_is_forgotten_is_told_whole() {
        let told = Told::default();
        let Ok(uri) = Url::parse("file:///n.md") else { panic!("a URI") };
        let first = told.full(uri.clone(), vec![token(1)]);
        let id = first.result_id.unwrap_or_default();
        let delta = told.delta(uri.clone(), &id, vec![token(1), token(2)]);
        assert!(matches!(&delta, SemanticTokensFullDeltaResult::TokensDelta(d) if d.edits.len() == 1), "{delta:?}");
        let back = told.delta(uri.clone(), &id, vec![token(1)]);
        assert!(matches!(&back, SemanticTokensFullDeltaResult::TokensDelta(d) if d.edits.is_empty() && d.result_id == Some(id.clone())));
        told.forget(&uri);
        assert!(matches!(told.delta(uri, &id, vec![]), SemanticTokensFullDeltaResult::Tokens(_)));
    }
}
