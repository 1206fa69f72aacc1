//! What has changed in a workspace since a commit, by asking git.

use crate::analysis::Snapshot;
use crate::config;
use crate::diagnostic::{FileText, Report, Summary};
use crate::document::Document;
use crate::text::{LineIndex, Span};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};

/// The lines that are not as they were, of every file that is not.
pub struct Since {
    changed: BTreeMap<String, Changed>,
}

enum Changed {
    All,
    /// 0-based, in order; an empty range stands where lines were taken away.
    Lines(Vec<Range<usize>>),
}

/// With more changed lines than this, all of them count as changed: lining up costs more than it tells.
const MOST_LINES: usize = 5_000;

impl Since {
    /// Asks git about the files of the snapshot. `typed` is a note whose text does not come from the disk.
    pub fn new(root: &Path, revision: &str, snapshot: &Snapshot, typed: Option<&str>) -> Result<Since, String> {
        let git = Git { root };
        if !git.ok(&["rev-parse", "--is-inside-work-tree"])? {
            return Err(format!("--since asks git, and {} is in no git repository", root.display()));
        }
        let name = format!("{revision}^{{commit}}");
        let Some(found) = git.output(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name])? else {
            return Err(format!("--since: git knows no commit “{revision}” here"));
        };
        let commit = String::from_utf8_lossy(&found).trim().to_string();
        let diff = ["diff", "--name-status", "-z", "--find-renames", "--relative", "--no-ext-diff", &commit, "--"];
        let failed = || "--since: git could not tell what has changed".to_string();
        let mut pairs = pairs(&git.output(&diff)?.ok_or_else(failed)?);
        let new = git.output(&["ls-files", "--others", "--exclude-standard", "-z"])?.ok_or_else(failed)?;
        pairs.extend(words(&new).into_iter().map(|path| (path, None)));
        if let Some(path) = typed {
            pairs.entry(path.to_string()).or_insert_with(|| Some(path.to_string()));
        }
        let mut changed = BTreeMap::new();
        for (path, old) in pairs {
            let Some(document) = snapshot.document(&path) else {
                changed.insert(path, Changed::All);
                continue;
            };
            let before = match old {
                Some(old) => git.output(&["cat-file", "blob", &format!("{commit}:./{old}")])?,
                None => None,
            };
            let before = before.and_then(|bytes| Document::new(&path, &bytes, usize::MAX).ok());
            let lines = before.map_or(Changed::All, |old| Changed::Lines(changes(&old.original, &document.original)));
            changed.insert(path, lines);
        }
        Ok(Since { changed })
    }

    /// Leaves in the report only claims with a changed line, and findings that are about one or stand in a changed line.
    pub fn restrict(&self, report: &mut Report) {
        let Report { claims, diagnostics, silenced, files, notes, summary, .. } = report;
        notes.retain(|n| self.changed.contains_key(n));
        let mut kept: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        *summary = Summary { files: notes.len(), ..Summary::default() };
        for all in claims.iter_mut() {
            all.retain(|c| self.touches(&c.file, c.span, files.get(&c.file)));
            for claim in all.iter() {
                summary.count(claim.verdict);
                kept.entry(claim.file.clone()).or_default().push(claim.span);
            }
        }
        let stays = |file: &str, span: Span| {
            let claimed = || kept.get(file).is_some_and(|spans| spans.iter().any(|s| s.overlaps(span) || s.contains(span)));
            file == config::FILE || self.touches(file, span, files.get(file)) || claimed()
        };
        diagnostics.retain(|d| stays(&d.file, d.span));
        silenced.retain(|s| stays(&s.diagnostic.file, s.diagnostic.span));
    }

    fn touches(&self, file: &str, span: Span, text: &FileText) -> bool {
        let last = span.end.max(span.start.saturating_add(1)) - 1;
        let (first, last) = (text.lines.line(span.start as usize), text.lines.line(last as usize));
        match self.changed.get(file) {
            None => false,
            Some(Changed::All) => true,
            // what was taken away from between two lines changes what both say
            Some(Changed::Lines(ranges)) => ranges.iter().any(|r| match r.is_empty() {
                true => first < r.start && r.start <= last,
                false => r.start <= last && first < r.end,
            }),
        }
    }
}

/// Runs git in the workspace; nothing that a repository configures is run by it.
struct Git<'a> {
    root: &'a Path,
}

impl Git<'_> {
    /// What it printed; `None` if it failed.
    fn output(&self, args: &[&str]) -> Result<Option<Vec<u8>>, String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).args(["--no-pager", "--literal-pathspecs", "--no-optional-locks"]);
        command.args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]).args(args);
        command.stdin(Stdio::null()).stderr(Stdio::null());
        match command.output() {
            Ok(output) => Ok(output.status.success().then_some(output.stdout)),
            Err(error) => Err(format!("--since asks git, which could not be started: {}", crate::workspace::reason(&error))),
        }
    }

    fn ok(&self, args: &[&str]) -> Result<bool, String> {
        Ok(self.output(args)?.is_some_and(|out| out.trim_ascii() == b"true"))
    }
}

/// Strings that each end with a zero.
fn words(bytes: &[u8]) -> Vec<String> {
    bytes.split(|b| *b == 0).filter(|w| !w.is_empty()).map(|w| String::from_utf8_lossy(w).into_owned()).collect()
}

/// Every file that is there now and was not as it is, and what it was called, if there was one.
fn pairs(status: &[u8]) -> BTreeMap<String, Option<String>> {
    let mut out = BTreeMap::new();
    let mut words = words(status).into_iter();
    while let (Some(kind), Some(path)) = (words.next(), words.next()) {
        match kind.as_bytes().first() {
            Some(b'R' | b'C') => drop(words.next().map(|new| out.insert(new, Some(path)))),
            Some(b'A') => drop(out.insert(path, None)),
            Some(b'D') => {}
            _ => drop(out.insert(path.clone(), Some(path))),
        }
    }
    out
}

/// The 0-based lines of `new` that are not in `old`, and where lines are gone. How lines end does not matter.
fn changes(old: &str, new: &str) -> Vec<Range<usize>> {
    let (old, new) = (lines(old), lines(new));
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = |lines: &[&str]| lines.len() - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(rest(&old)).min(rest(&new));
    let (old, end) = (old.get(head..old.len() - tail).unwrap_or(&[]), new.len() - tail);
    let middle = new.get(head..end).unwrap_or(&[]);
    if old.is_empty() && middle.is_empty() {
        return Vec::new();
    }
    if old.len() + middle.len() > MOST_LINES {
        return std::iter::once(head..end).collect();
    }
    let ops = capture_diff_slices(Algorithm::Myers, old, middle);
    let changed = ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed.map(|op| op.new_range()).map(|r| r.start + head..r.end + head).collect()
}

fn lines(text: &str) -> Vec<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let index = LineIndex::new(text);
    (0..index.lines()).map(|l| index.content(text, l).of(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(lines: Range<usize>) -> Vec<Range<usize>> {
        std::iter::once(lines).collect()
    }

    #[test]
    fn changed_lines_and_places_where_lines_are_gone() {
        assert!(changes("a\nb\nc\n", "a\r\nb\r\nc\r\n").is_empty());
        assert_eq!(changes("a\nb\nc\n", "a\nB\nc\nd\n"), [1..2, 3..4]);
        assert_eq!(changes("a\nb\nc\n", "a\nc\n"), one(1..1));
        assert_eq!(changes("", "a\n"), one(0..1));
        let (old, new) = ("x\n".repeat(MOST_LINES), "y\n".repeat(MOST_LINES));
        assert_eq!(changes(&format!("a\n{old}"), &format!("a\n{new}")), one(1..MOST_LINES + 1));
    }

    #[test]
    fn the_answer_of_git_is_read() {
        let got = pairs(b"M\0notes/a b.md\0R087\0old.md\0notes/new.md\0A\0notes/x.md\0D\0gone.md\0");
        let want = [("notes/a b.md", Some("notes/a b.md")), ("notes/new.md", Some("old.md")), ("notes/x.md", None)];
        assert_eq!(got, want.map(|(new, old)| (new.to_string(), old.map(str::to_string))).into());
        assert!(pairs(b"").is_empty() && pairs(b"R1\0a\0").is_empty());
    }
}
