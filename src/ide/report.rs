//! Reports for reading: how far notes are covered, and what is known of terms, both as Markdown.

use super::markdown::{bold, escape};
use super::term;
use crate::analysis::Snapshot;
use crate::diagnostic::Summary;
use crate::text::{Cancel, Cancelled};
use crate::verdict::{Reason, Verdict};
use std::collections::BTreeMap;

/// What became of the claims of some notes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Coverage {
    pub all: Summary,
    /// By path.
    pub notes: Vec<(String, Summary)>,
    /// Why claims were left alone, and how many.
    pub reasons: Vec<(&'static str, usize)>,
}

/// What became of the claims of these notes; paths that are no notes count nothing.
///
/// # Errors
/// `cancel` was set.
pub fn coverage(snapshot: &Snapshot, notes: &[String], cancel: &Cancel) -> Result<Coverage, Cancelled> {
    let mut out = Coverage::default();
    let mut reasons: BTreeMap<&'static str, usize> = BTreeMap::new();
    for path in notes.iter().filter(|p| snapshot.note(p).is_some()) {
        let report = snapshot.check(path, cancel)?;
        let mut summary = Summary { files: 1, ..Summary::default() };
        out.all.files += 1;
        for claim in &report.claims {
            summary.count(claim.judgement.verdict);
            out.all.count(claim.judgement.verdict);
            if let Verdict::Unverified(reason) = claim.judgement.verdict {
                *reasons.entry(Reason::name(reason)).or_default() += 1;
            }
        }
        out.notes.push((path.clone(), summary));
    }
    out.notes.sort_by(|a, b| a.0.cmp(&b.0));
    out.reasons = reasons.into_iter().collect();
    Ok(out)
}

impl Coverage {
    /// Adds the counts of another workspace.
    pub fn and(mut self, other: Coverage) -> Coverage {
        let (a, b) = (&mut self.all, other.all);
        a.files += b.files;
        a.claims += b.claims;
        a.supported += b.supported;
        a.conflict += b.conflict;
        a.unverified += b.unverified;
        self.notes.extend(other.notes);
        let mut reasons: BTreeMap<&'static str, usize> = self.reasons.into_iter().collect();
        other.reasons.into_iter().for_each(|(r, n)| *reasons.entry(r).or_default() += n);
        self.reasons = reasons.into_iter().collect();
        self
    }

    /// One line.
    pub fn sentence(&self) -> String {
        let s = &self.all;
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let counts = format!("{} supported, {} in conflict, {} unverified", s.supported, s.conflict, s.unverified);
        format!("{} note{}, {} claim{}: {counts}", s.files, plural(s.files), s.claims, plural(s.claims))
    }

    /// A page: the counts, a table of the notes, and why claims were left alone.
    pub fn markdown(&self) -> String {
        let mut out = format!("# Coverage\n\n{}.\n", self.sentence());
        if !self.notes.is_empty() {
            out.push_str("\n| note | claims | supported | conflict | unverified |\n|---|---:|---:|---:|---:|\n");
        }
        for (path, s) in &self.notes {
            let row = format!("| {} | {} | {} | {} | {} |\n", escape(path), s.claims, s.supported, s.conflict, s.unverified);
            out.push_str(&row);
        }
        if !self.reasons.is_empty() {
            out.push_str("\nLeft alone, and why:\n\n");
        }
        for (reason, count) in &self.reasons {
            out.push_str(&format!("- {reason}: {count}\n"));
        }
        out
    }
}

/// Every term of the workspace as a Markdown list that can serve as a glossary file, in alphabetical order, each definition
/// with where it is from. The number of terms comes with it.
pub fn glossary(snapshot: &Snapshot) -> (String, usize) {
    let mut terms: Vec<(String, String, String)> = term::all(snapshot)
        .into_iter()
        .map(|d| (bold(&d.term.text), escape(&d.definition.text), escape(&d.file_line)))
        .filter(|(term, definition, _)| !term.is_empty() && !definition.is_empty())
        .collect();
    terms.sort_by(|a, b| (a.0.to_lowercase(), a).cmp(&(b.0.to_lowercase(), b)));
    terms.dedup();
    let lines: String = terms.iter().map(|(term, text, place)| format!("- {term}: {text} ({place})\n")).collect();
    (format!("# Glossary\n\n{lines}"), terms.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::{Document, Format};

    fn snapshot() -> Snapshot {
        let doc = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
        let documents = vec![
            doc("sources/tide.txt", "The Tidal Energy Authority (TEA) met. The gauge stood in the harbour for 40 years."),
            doc("glossary.md", "**Spring tide**: the *highest* tide\n"),
            doc(
                "notes/a.md",
                "The gauge stood in the harbour for 40 years. [[tide]]\n\nWas the old gauge moved to the harbour? [[tide]]\n",
            ),
            doc("notes/b_.md", "The gauge stood in the harbour for 50 years. [[tide]]\n"),
        ];
        Snapshot::of_documents(Config::default(), None, documents)
    }

    #[test]
    fn a_table_of_notes_and_the_reasons() {
        let notes = ["notes/b_.md".to_string(), "notes/a.md".to_string(), "glossary.md".to_string()];
        let found = coverage(&snapshot(), &notes, &Cancel::default()).unwrap_or_default();
        assert_eq!(found.sentence(), "2 notes, 3 claims: 1 supported, 1 in conflict, 1 unverified");
        assert_eq!(found.reasons, [("question", 1)]);
        let page = found.clone().and(found).markdown();
        assert!(page.contains("4 notes, 6 claims: 2 supported") && page.contains("| notes/b\\_.md | 1 | 0 | 1 | 0 |"), "{page}");
        assert!(page.ends_with("- question: 2\n"), "{page}");
    }

    #[test]
    fn a_glossary_that_can_be_read_again() {
        let (page, count) = glossary(&snapshot());
        assert_eq!(count, 2);
        assert_eq!(
            page,
            "# Glossary\n\n- **Spring tide**: the highest tide (glossary.md:1)\n- **TEA**: Tidal Energy Authority (sources/tide.txt:1)\n"
        );
        let read = Snapshot::of_documents(Config::default(), None, vec![Document::from_text("glossary.md", page, Format::Markdown)]);
        assert_eq!(term::all(&read).len(), 2);
    }
}
