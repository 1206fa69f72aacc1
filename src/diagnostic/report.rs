use super::Diagnostic;
use crate::text::{LineIndex, Span, line_column};
use crate::verdict::Verdict;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that one run has to say, ready to be rendered.
#[derive(Debug, Default)]
pub struct Report {
    /// Sorted, see [`super::sort`].
    pub diagnostics: Vec<Diagnostic>,
    pub summary: Summary,
    /// What became of each claim, in order of file and start; only where coverage was asked for.
    pub claims: Option<Vec<CheckedClaim>>,
    /// The texts that spans count on.
    pub files: Files,
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
