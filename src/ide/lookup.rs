//! Finding a part of the workspace by its name.

use super::outline::{SymbolKind, headings};
use super::term;
use crate::analysis::Snapshot;
use crate::corpus::stem;
use crate::language::fold;
use crate::text::{Cancel, Cancelled, Span};

/// A part of the workspace that goes by a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub name: String,
    pub kind: SymbolKind,
    /// Relative to the root.
    pub file: String,
    /// Into its original text.
    pub span: Span,
}

/// How many are given at most: nobody reads more, and the client asks again with each letter.
pub const MOST: usize = 256;

/// Claims are searched for so many letters, and more.
const LETTERS: usize = 3;

/// The sources, headings and terms whose names have the letters of `query` in this order, best first: those that begin with
/// it, those that have it, then the others; sources before terms before headings. After them the claims of notes that have it
/// as it is, if it is more than a few letters: the letters of a name are in every other sentence.
///
/// # Errors
/// `cancel` was set.
pub fn lookup(snapshot: &Snapshot, query: &str, cancel: &Cancel) -> Result<Vec<Named>, Cancelled> {
    let query = fold(query.trim());
    let mut found: Vec<(u8, u8, Named)> = Vec::new();
    let mut add = |rank: u8, named: Named| {
        if let Some(fit) = fit(&query, &fold(&named.name)) {
            found.push((fit, rank, named));
        }
    };
    for source in &snapshot.corpus().sources {
        let file = source.document.path.clone();
        let name = source.title.clone().unwrap_or_else(|| stem(&file).to_string());
        let start = source.document.front.outer.end;
        let named = Named { name, kind: SymbolKind::Source, file, span: Span { start, end: start } };
        if fit(&query, &fold(&named.name)).is_none() && fit(&query, &fold(stem(&named.file))).is_some() {
            add(0, Named { name: stem(&named.file).to_string(), ..named });
        } else {
            add(0, named);
        }
    }
    cancel.check()?;
    for term in term::all(snapshot) {
        add(1, Named { name: term.term.text, kind: SymbolKind::Term, file: term.term.file, span: term.term.span });
    }
    cancel.check()?;
    let notes = snapshot.notes().filter_map(|n| snapshot.document(n));
    let documents = notes.chain(snapshot.glossaries()).chain(snapshot.corpus().sources.iter().map(|s| &s.document));
    for document in documents {
        for heading in headings(document) {
            let file = document.path.clone();
            add(2, Named { name: heading.name, kind: SymbolKind::Heading, file, span: heading.name_span });
        }
    }
    if query.chars().count() >= LETTERS {
        for path in snapshot.notes() {
            cancel.check()?;
            let Some(note) = snapshot.document(path) else { continue };
            for claim in snapshot.claims(path) {
                let name = claim.of(&note.text).split_whitespace().collect::<Vec<_>>().join(" ");
                if fit(&query, &fold(&name)).is_some_and(|f| f < 2) {
                    let claim = Named { name, kind: SymbolKind::Claim, file: path.to_string(), span: note.outer(claim) };
                    found.push((3, 3, claim));
                }
            }
        }
    }
    found.sort_by(|a, b| {
        let key = |(fit, rank, n): &(u8, u8, Named)| (*fit, *rank, n.name.len());
        key(a).cmp(&key(b)).then_with(|| (&a.2.name, &a.2.file, a.2.span).cmp(&(&b.2.name, &b.2.file, b.2.span)))
    });
    found.dedup_by(|a, b| a.2 == b.2);
    found.truncate(MOST);
    Ok(found.into_iter().map(|(_, _, n)| n).collect())
}

/// How well the folded name fits: 0 begins with it, 1 has it, 2 has its letters in order; `None` if it does not.
fn fit(query: &str, name: &str) -> Option<u8> {
    if name.starts_with(query) {
        return Some(0);
    }
    if name.contains(query) {
        return Some(1);
    }
    let mut letters = name.chars();
    query.chars().filter(|c| !c.is_whitespace()).all(|c| letters.any(|d| d == c)).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::{Document, Format};

    #[test]
    fn beginnings_come_before_other_fits() {
        let doc = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
        let documents = vec![
            doc("sources/a.md", "# Tide\n\nIt rose.\n\n## High tide 潮\n\nIt fell.\n"),
            doc("glossary.md", "**Tide gate**: a gate\n"),
            doc("notes/n.md", "# Thin ides\n\nText. [[a]]\n"),
        ];
        let snapshot = Snapshot::of_documents(Config::default(), None, documents);
        let names = |query: &str| {
            let found = lookup(&snapshot, query, &Cancel::default()).unwrap_or_default();
            found.into_iter().map(|n| n.name).collect::<Vec<_>>()
        };
        assert_eq!(names("tide"), ["Tide gate", "Tide", "High tide 潮", "Thin ides"]);
        assert_eq!(names("潮"), ["High tide 潮"]);
        assert!(names("xyz").is_empty());
        assert!(names("").len() >= 4);
        // claims have the words as they are typed, and come last
        let claim = "The tide gate held in May 2010.";
        let note = doc("notes/n.md", &format!("# Thin ides\n\n{} [[a]]\n", claim.replace("held in", "held\nin")));
        let snapshot = snapshot.with_document(note);
        let names = |query: &str| {
            let found = lookup(&snapshot, query, &Cancel::default()).unwrap_or_default();
            found.into_iter().map(|n| (n.kind, n.name)).collect::<Vec<_>>()
        };
        assert_eq!(names("held in may"), [(SymbolKind::Claim, claim.to_string())]);
        assert_eq!(names("tide").last(), Some(&(SymbolKind::Claim, claim.to_string())));
        assert!(names("tg").iter().chain(&names("thi ay")).all(|n| n.0 != SymbolKind::Claim));
    }
}
