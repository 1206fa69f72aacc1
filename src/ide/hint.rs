//! What may be shown at the end of claims and behind citation keys: verdict and place, titles.

use super::spot;
use crate::analysis::{ClaimReport, Snapshot};
use crate::claim::{Citation, CitationKind, ScopeRule};
use crate::config::Role;
use crate::language::fold;
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::Verdict;

/// A few words that are not in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Where it stands, in the original text.
    pub at: u32,
    /// May hold text from documents.
    pub label: String,
    pub about: HintKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HintKind {
    Verdict,
    Title,
}

/// A longer title is cut, in characters.
const LONGEST: usize = 60;

/// The hints in the part `within` of a note's original text, by place; none in what is no note. A claim that nothing is cited for
/// has a hint only where it is supported or in conflict.
///
/// # Errors
/// `cancel` was set.
pub fn hints(snapshot: &Snapshot, path: &str, within: Span, cancel: &Cancel) -> Result<Vec<Hint>, Cancelled> {
    if snapshot.role(path) != Some(Role::Note) {
        return Ok(Vec::new());
    }
    let report = snapshot.check(path, cancel)?;
    let note = &report.document;
    let here = |at: u32| within.start <= at && at <= within.end;
    let mut out = Vec::new();
    for claim in &report.claims {
        let at = note.outer(claim.claim.span).end;
        if here(at) {
            out.extend(verdict(snapshot, claim, at));
        }
    }
    let keys = report.citations.iter().filter(|c| here(c.key_outer.end));
    out.extend(keys.filter_map(|c| title(snapshot, c)));
    out.sort_by_key(|h| (h.at, h.about == HintKind::Verdict));
    Ok(out)
}

fn verdict(snapshot: &Snapshot, claim: &ClaimReport, at: u32) -> Option<Hint> {
    let judgement = &claim.judgement;
    let conflict = judgement.conflicts.iter().find_map(|c| c.found.or(c.evidence));
    let (word, place) = match judgement.verdict {
        Verdict::Supported => ("supported", judgement.evidence),
        Verdict::Conflict => ("conflict", conflict.or(judgement.evidence)),
        Verdict::Unverified(_) if claim.scope.rule == ScopeRule::Workspace => return None,
        Verdict::Unverified(_) => ("unverified", None),
    };
    let place = place.and_then(|p| Some((&spot::source(snapshot, claim, p)?.document, p.span)));
    let label = match place {
        Some((document, span)) => format!("{word}: {}", spot::file_line(document, span)),
        None => word.to_string(),
    };
    Some(Hint { at, label, about: HintKind::Verdict })
}

/// The title of the one source that is cited, unless the key says it already.
fn title(snapshot: &Snapshot, citation: &Citation) -> Option<Hint> {
    if matches!(citation.kind, CitationKind::Footnote | CitationKind::Link) {
        return None;
    }
    let corpus = snapshot.corpus();
    let title = match citation.sources() {
        [one] => corpus.sources.get(*one)?.title.as_deref()?,
        [] => corpus.entry(&citation.key)?.title.as_deref()?,
        _ => return None,
    };
    let letters = |s: &str| fold(s).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if letters(title) == letters(&citation.key) {
        return None;
    }
    let short: String = title.chars().take(LONGEST).collect();
    let label = if short.len() < title.len() { format!("{}…", short.trim_end()) } else { short };
    Some(Hint { at: citation.key_outer.end, label, about: HintKind::Title })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::{Document, Format};

    #[test]
    fn verdicts_stand_behind_claims_and_titles_behind_keys() {
        let doc = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
        let note = "𝄞 湖。 The gauge stood in the harbour for 50 years. [[tide#x|here]]\n\nThe gauge stood in the harbour for 40 years [@tide, p. 3]. Nobody liked the paint of it. [@lost]\n\nThe wall fell.\n";
        let documents = vec![
            doc("sources/tide.md", "---\ntitle: The 𝄞 tide\n---\nThe gauge stood in the harbour for 40 years.\n"),
            doc("sources/b.md", "Text."),
            doc("references.bib", "@misc{lost, title = {A lost book}}\n"),
            doc("notes/n.md", note),
        ];
        let snapshot = Snapshot::of_documents(Config::default(), None, documents);
        let shown = |within: Span| {
            let mut text = note.to_string();
            let found = hints(&snapshot, "notes/n.md", within, &Cancel::default()).unwrap_or_default();
            for hint in found.iter().rev() {
                text.insert_str(hint.at as usize, &format!("‹{}›", hint.label));
            }
            text
        };
        let first = "𝄞 湖。 The gauge stood in the harbour for 50 years.‹conflict: sources/tide.md:4› [[tide‹The 𝄞 tide›#x|here]]\n";
        let whole = shown(Span::new(0, note.len()));
        assert!(whole.starts_with(first), "{whole}");
        assert!(whole.contains("[@tide‹The 𝄞 tide›, p. 3].‹supported: sources/tide.md:4› Nobody"), "{whole}");
        assert!(whole.contains("of it.‹unverified› [@lost‹A lost book›]\n\nThe wall fell.\n"), "{whole}");
        let line = note.find('\n').unwrap_or(0);
        assert!(shown(Span::new(0, line)).starts_with(first) && shown(Span::new(0, line)).ends_with(&note[line..]));
        assert_eq!(shown(Span::new(0, 4)), note);
    }
}
