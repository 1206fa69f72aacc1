//! Where the thing that stands at an offset is declared, which is not always where it leads: a citation leads to the text of its
//! source and is declared in the bibliography.

use super::reference::{Place, places};
use super::subject::{self, Subject};
use crate::analysis::Snapshot;
use crate::config::Role;
use crate::text::{Cancel, Cancelled, Span};

/// The bibliography's entry of a cited work, the glossary's entry of a term, the heading that a link names, the text of a footnote;
/// by file and place. With it comes what stands at the offset. Empty where nothing is declared.
///
/// # Errors
/// `cancel` was set.
pub fn declaration(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Result<(Span, Vec<Place>), Cancelled> {
    let Some((span, subject)) = subject::at(snapshot, path, offset, cancel)? else { return Ok((Span::default(), Vec::new())) };
    let mut found = match &subject {
        // what a source says of a term is its definition
        Subject::Term { entries, .. } => {
            let own = entries.iter().filter(|e| e.source.is_none());
            let place = |e: &crate::corpus::TermEntry| (e.document.path.clone(), e.document.outer(e.definition.term));
            own.map(place).map(|(file, span)| Place { file, span, declaration: true }).collect()
        }
        Subject::Work { .. } | Subject::Heading { .. } | Subject::Footnote { .. } => places(snapshot, &subject, cancel)?,
        Subject::File { .. } | Subject::Sentence { .. } => Vec::new(),
    };
    let entry = |p: &Place| !matches!(subject, Subject::Work { .. }) || snapshot.role(&p.file) == Some(Role::Bibliography);
    found.retain(|p| p.declaration && entry(p));
    found.sort();
    Ok((span, found))
}

/// The places that a footnote's label stands in, all with the same letters, if the offset is on one of them: they may be written
/// anew together. Sources are nobody's to write.
///
/// # Errors
/// `cancel` was set.
pub fn linked(snapshot: &Snapshot, path: &str, offset: u32, cancel: &Cancel) -> Result<Vec<Span>, Cancelled> {
    let Some(document) = snapshot.document(path).filter(|_| snapshot.note(path).is_some()) else { return Ok(Vec::new()) };
    let Some((_, subject @ Subject::Footnote { .. })) = subject::at(snapshot, path, offset, cancel)? else { return Ok(Vec::new()) };
    let spans: Vec<Span> = places(snapshot, &subject, cancel)?.into_iter().map(|p| p.span).collect();
    let letters = |s: &Span| s.of(&document.original).to_string();
    let here = spans.iter().find(|s| s.touches(offset as usize)).map(letters);
    let alike = spans.len() > 1 && spans.iter().all(|s| here.as_deref() == Some(s.of(&document.original)));
    Ok(if alike { spans } else { Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::{Document, Format};

    const NOTE: &str = "𝄞 See [@tide], and the gauge.[^Ä] The TEA.[^Ä]\n\n[^Ä]: So. [[other#Mehr 更]]\n";

    fn snapshot() -> Snapshot {
        let doc = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
        let documents = vec![
            doc("sources/tide.txt", "The Tidal Energy Authority (TEA) met. A gauge is a rod with marks."),
            doc("references.bib", "@misc{tide, title = {Tide}}\n"),
            doc("glossary.md", "**Gauge**: a rod\n"),
            doc("notes/n.md", NOTE),
            doc("notes/other.md", "# Other\n\n## Mehr 更\n\nSee [[tide]].\n"),
        ];
        Snapshot::of_documents(Config::default(), None, documents)
    }

    fn declared(words: &str, letters: usize) -> Vec<String> {
        let (snapshot, at) = (snapshot(), NOTE.find(words).unwrap_or(0) + letters);
        let (_, found) = declaration(&snapshot, "notes/n.md", at as u32, &Cancel::default()).unwrap_or_default();
        let words = |p: &Place| snapshot.text(&p.file).map(|t| p.span.of(&t).to_string()).unwrap_or_default();
        found.iter().map(|p| format!("{}: {}", p.file, words(p))).collect()
    }

    #[test]
    fn keys_terms_headings_and_footnotes() {
        assert_eq!(declared("@tide", 2), ["references.bib: tide"]);
        assert_eq!(declared("gauge", 1), ["glossary.md: Gauge"]);
        assert_eq!(declared("TEA", 1), [""; 0]);
        assert_eq!(declared("[^Ä]", 2), ["notes/n.md: Ä"]);
        assert_eq!(declared("Mehr", 1), ["notes/other.md: Mehr 更"]);
        assert_eq!(declared("See", 0), [""; 0]);
    }

    #[test]
    fn a_footnotes_label_is_written_everywhere() {
        let at = |words: &str, letters: usize| {
            let at = NOTE.find(words).unwrap_or(0) + letters;
            let found = linked(&snapshot(), "notes/n.md", at as u32, &Cancel::default()).unwrap_or_default();
            found.iter().map(|s| s.of(NOTE).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(at("[^Ä] The", 2), ["Ä", "Ä", "Ä"]);
        assert_eq!(at("[^Ä]: So", 4), ["Ä", "Ä", "Ä"]);
        assert!(at("gauge", 1).is_empty() && at("So.", 1).is_empty());
    }
}
