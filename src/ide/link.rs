//! Links: citations, wiki links and Markdown links, and the files that they lead to.

use super::spot;
use crate::analysis::Snapshot;
use crate::claim::{Citation, citations};
use crate::config::Role;
use crate::corpus::{Resolution, join};
use crate::document::{Document, InlineKind};
use crate::text::{Cancel, Cancelled, Span};

/// A link and the file that it leads to. Links out of the workspace are the editor's own business.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The words to click on, into the original text.
    pub span: Span,
    /// Relative to the root.
    pub file: String,
    /// Where in that file's original text; `None`: the whole file.
    pub place: Option<Span>,
}

/// The links of a document of the workspace, by start. What leads nowhere, or to several places, is none.
///
/// # Errors
/// `cancel` was set.
pub fn links(snapshot: &Snapshot, path: &str, cancel: &Cancel) -> Result<Vec<Link>, Cancelled> {
    let Some(document) = snapshot.document(path) else { return Ok(Vec::new()) };
    let mut out: Vec<Link> = Vec::new();
    if snapshot.role(path) == Some(Role::Note) {
        let report = snapshot.check(path, cancel)?;
        // a footnote's mark leads to the footnote
        let own = report.citations.iter().filter(|c| c.kind != crate::claim::CitationKind::Footnote);
        out.extend(own.filter_map(|c| cited(snapshot, c)));
    } else {
        out.extend(citations(document, snapshot.corpus()).iter().filter_map(|c| cited(snapshot, c)));
    }
    out.extend(linked(snapshot, document));
    out.sort_by_key(|l| (l.span.start, l.span.end));
    // a link that is a citation was found twice
    out.dedup_by(|a, b| a.span.overlaps(b.span));
    Ok(out)
}

fn cited(snapshot: &Snapshot, citation: &Citation) -> Option<Link> {
    let corpus = snapshot.corpus();
    let one = match citation.sources() {
        [] => None,
        [first, ..] => corpus.sources.get(*first),
    };
    let Some(source) = one else {
        // its entry in the bibliography, if its text is not here
        let found = |b: &std::sync::Arc<crate::corpus::Bibliography>| {
            let entry = b.entries.iter().find(|e| e.key == citation.key)?;
            Some((b.path.clone(), entry.key_outer))
        };
        let absent = citation.resolution == Resolution::Absent;
        let (file, place) = absent.then(|| corpus.bibliography.iter().find_map(found)).flatten()?;
        return Some(Link { span: citation.key_outer, file, place: Some(place) });
    };
    let document = &source.document;
    let place = citation.locator.as_deref().and_then(|h| spot::fragment(document, h));
    Some(Link { span: citation.key_outer, file: document.path.clone(), place })
}

/// Links to notes and to other files of the workspace.
fn linked(snapshot: &Snapshot, document: &Document) -> Vec<Link> {
    let corpus = snapshot.corpus();
    let link = |inline: &crate::document::Inline| {
        let resolution = match inline.kind {
            InlineKind::WikiLink | InlineKind::Embed => corpus.resolve_wiki(&inline.target),
            InlineKind::Link | InlineKind::Image => corpus.resolve_link(&document.path, &inline.target),
            _ => return None,
        };
        let path = match resolution {
            Resolution::Note(i) => corpus.notes.get(i).cloned(),
            Resolution::Ambiguous(_) => None,
            Resolution::One(sources) => Some(corpus.sources.get(*sources.first()?)?.document.path.clone()),
            _ if matches!(inline.kind, InlineKind::Link) => join(&document.path, &inline.target),
            _ => None,
        }?;
        let target = snapshot.document(&path)?;
        let place = inline.heading.as_deref().and_then(|h| spot::fragment(target, h));
        Some(Link { span: inline.target_outer, file: path, place })
    };
    document.inlines.iter().filter_map(link).filter(|l| !l.span.is_empty()).collect()
}
