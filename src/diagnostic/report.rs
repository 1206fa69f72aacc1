use super::{Diagnostic, Location, Silenced, Stats};
use crate::text::{LineIndex, Span, line_column};
use crate::verdict::Verdict;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that one run has to say, ready to be rendered.
#[derive(Debug, Default)]
pub struct Report {
    /// Sorted, see [`super::sort`].
    pub diagnostics: Vec<Diagnostic>,
    /// What a comment or the front matter of a note silences, sorted alike. Only SARIF has room for these.
    pub silenced: Vec<Silenced>,
    /// The notes that were looked at, sorted.
    pub notes: Vec<String>,
    pub summary: Summary,
    /// What became of each claim, in order of file and start; only where coverage was asked for.
    pub claims: Option<Vec<CheckedClaim>>,
    /// How the findings compare with those of an earlier run; `diagnostics` has only the new ones then.
    pub compared: Option<Compared>,
    /// Counts, where they were asked for.
    pub stats: Option<Stats>,
    /// The texts that spans count on.
    pub files: Files,
}

impl Report {
    /// Puts a folder before the name of every file: what a tool that counts from another folder has to be told. Messages stay.
    pub fn prefix(&mut self, folder: &str) {
        let place = |file: &mut String| file.insert_str(0, folder);
        let known = self.compared.iter_mut().flat_map(|c| &mut c.known);
        for d in self.diagnostics.iter_mut().chain(self.silenced.iter_mut().map(|s| &mut s.diagnostic)).chain(known) {
            let sides = [&mut d.claimed, &mut d.found, &mut d.evidence].into_iter().flatten();
            sides.chain(d.related.iter_mut().map(|r| &mut r.location)).for_each(|l| place(&mut l.file));
            place(&mut d.file);
        }
        for claim in self.claims.iter_mut().flatten() {
            place(&mut claim.file);
            claim.scope.iter_mut().for_each(place);
            claim.evidence.iter_mut().for_each(|l| place(&mut l.file));
        }
        self.notes.iter_mut().for_each(place);
        if let Some(stats) = &mut self.stats {
            stats.sources = std::mem::take(&mut stats.sources).into_iter().map(|(file, of)| (format!("{folder}{file}"), of)).collect();
        }
        self.compared.iter_mut().flat_map(|c| &mut c.stale).for_each(|k| place(&mut k.file));
        self.files.texts =
            std::mem::take(&mut self.files.texts).into_iter().map(|(file, text)| (format!("{folder}{file}"), text)).collect();
    }
}

/// What is left of an earlier run's findings.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// Found again: they are no news and decide no exit code. Only SARIF has room for these. Sorted as `diagnostics` is.
    pub known: Vec<Diagnostic>,
    /// Not found any more.
    pub stale: Vec<Known>,
}

/// A finding of an earlier run, as a baseline keeps it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Known {
    pub file: String,
    pub rule: String,
    pub message: String,
    pub fingerprint: String,
}

/// How much was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Notes.
    pub files: usize,
    pub claims: usize,
    pub supported: usize,
    pub conflict: usize,
    pub unverified: usize,
}

impl Summary {
    /// Counts one claim.
    pub fn count(&mut self, verdict: Verdict) {
        self.claims += 1;
        match verdict {
            Verdict::Supported => self.supported += 1,
            Verdict::Conflict => self.conflict += 1,
            Verdict::Unverified(_) => self.unverified += 1,
        }
    }
}

/// One claim and what became of it.
#[derive(Clone, Debug)]
pub struct CheckedClaim {
    pub file: String,
    /// Into the file's original text.
    pub span: Span,
    pub text: String,
    pub verdict: Verdict,
    /// The sources that it was judged against, in order.
    pub scope: Vec<String>,
    /// The sentence of a source that supports it, or the closest one.
    pub evidence: Option<Location>,
}

/// The original texts of the files that a report names.
#[derive(Clone, Debug, Default)]
pub struct Files {
    texts: BTreeMap<String, FileText>,
    none: FileText,
}

/// One file's text, for turning spans into lines and columns.
#[derive(Clone, Debug)]
pub struct FileText {
    pub text: Arc<str>,
    /// The file was not UTF-8: offsets count on the decoded text.
    pub decoded: bool,
    pub lines: LineIndex,
}

impl Default for FileText {
    fn default() -> FileText {
        FileText { text: "".into(), decoded: false, lines: LineIndex::new("") }
    }
}

impl FileText {
    /// The 1-based line and column (in Unicode scalar values) of a byte offset.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        line_column(&self.text, &self.lines, offset as usize)
    }

    /// The 1-based line and column (in UTF-8 bytes from the line's start) of a byte offset.
    pub fn line_byte(&self, offset: u32) -> (usize, usize) {
        let (line, column) = self.lines.line_column(offset as usize);
        (line + 1, column + 1)
    }
}

impl Files {
    /// Adds a file's original text.
    pub fn add(&mut self, path: &str, text: Arc<str>, decoded: bool) {
        let lines = LineIndex::new(&text);
        self.texts.insert(path.to_string(), FileText { text, decoded, lines });
    }

    /// The text of the file; an empty one if it was never added (a file that could not be read).
    pub fn get(&self, path: &str) -> &FileText {
        self.texts.get(path).unwrap_or(&self.none)
    }
}
