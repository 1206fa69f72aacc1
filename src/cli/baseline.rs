//! The findings that a team has decided to live with, in a file.

use crate::diagnostic::render::render_known;
use crate::diagnostic::{Compared, Diagnostic, Known, Report};
use crate::workspace::{reason, replace};
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::io::ErrorKind;
use std::path::Path;

/// What an earlier run found: its output as json or jsonl, or what `--update-baseline` wrote. In order.
#[derive(Debug, Default)]
pub struct Baseline {
    known: Vec<Known>,
}

impl Baseline {
    /// Reads the file. One that is not there is empty if it is about to be written.
    pub fn read(path: &Path, update: bool) -> Result<Baseline, String> {
        let name = path.display();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if update && error.kind() == ErrorKind::NotFound => return Ok(Baseline::default()),
            Err(error) => {
                let hint = if error.kind() == ErrorKind::NotFound { "; `--update-baseline` writes it" } else { "" };
                return Err(format!("the baseline {name} could not be read: {}{hint}", reason(&error)));
            }
        };
        let known = parse(&text).ok_or_else(|| format!("the baseline {name} is no output of `postil check --format json` or jsonl"))?;
        Ok(Baseline { known })
    }

    /// Sets the known findings of the report apart. `covers` tells which files were checked: what is known of others stays
    /// as it is, and is not stale.
    pub fn compare(&self, report: &mut Report, covers: impl Fn(&str) -> bool) {
        let now: FxHashSet<&str> = report.diagnostics.iter().map(|d| d.fingerprint.as_str()).collect();
        let stale: Vec<Known> = self.known.iter().filter(|k| !now.contains(k.fingerprint.as_str()) && covers(&k.file)).cloned().collect();
        let known: FxHashSet<&str> = self.known.iter().map(|k| k.fingerprint.as_str()).collect();
        let is_known = |d: &Diagnostic| known.contains(d.fingerprint.as_str());
        let (known, new) = std::mem::take(&mut report.diagnostics).into_iter().partition(is_known);
        report.diagnostics = new;
        report.compared = Some(Compared { known, stale });
    }

    /// The baseline after a run: what is known of files that were not checked, and all that was found in the others.
    pub fn updated(&self, found: &[Diagnostic], covers: impl Fn(&str) -> bool) -> Baseline {
        let entry = |d: &Diagnostic| Known {
            file: d.file.clone(),
            rule: d.rule.to_string(),
            message: d.message.clone(),
            fingerprint: d.fingerprint.clone(),
        };
        let mut known: Vec<Known> = self.known.iter().filter(|k| !covers(&k.file)).cloned().collect();
        known.extend(found.iter().map(entry));
        known.sort();
        known.dedup();
        Baseline { known }
    }

    /// Puts the file in the place of the one that is there, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        replace(path, render_known(&self.known).as_bytes(), None)
            .map_err(|e| format!("the baseline {} could not be written: {}", path.display(), reason(&e)))
    }

    /// How many findings it has.
    pub fn len(&self) -> usize {
        self.known.len()
    }
}

/// The findings in json or jsonl; `None` if the text is neither.
fn parse(text: &str) -> Option<Vec<Known>> {
    let mut known = Vec::new();
    if let Ok(document) = serde_json::from_str::<Value>(text)
        && let Some(list) = document.get("diagnostics").and_then(Value::as_array)
    {
        for finding in list {
            known.push(entry(finding)?);
        }
        return Some(known);
    }
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let finding: Value = serde_json::from_str(line).ok()?;
        match entry(&finding) {
            Some(entry) => known.push(entry),
            // with coverage, jsonl has claims too
            None => finding.get("verdict").map(|_| ())?,
        }
    }
    Some(known)
}

fn entry(finding: &Value) -> Option<Known> {
    let text = |key: &str| finding.get(key).and_then(Value::as_str).map(str::to_string);
    let fingerprint = text("fingerprint")?;
    let [file, rule, message] = ["file", "rule", "message"].map(|key| text(key).unwrap_or_default());
    Some(Known { file, rule, message, fingerprint })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(text: &str) -> Option<Vec<String>> {
        parse(text).map(|list| list.into_iter().map(|k| k.fingerprint).collect())
    }

    #[test]
    fn reads_both_forms_and_refuses_others() {
        let document = r#"{"version":1,"diagnostics":[{"fingerprint":"b"},{"fingerprint":"a"}]}"#;
        assert_eq!(prints(document).expect("findings"), ["b", "a"]);
        assert_eq!(prints("{\"fingerprint\":\"a\"}\n{\"verdict\":\"supported\"}\n\n").expect("findings"), ["a"]);
        assert_eq!(prints(""), Some(Vec::new()));
        for bad in ["nonsense", "[1]", "{\"diagnostics\":[{}]}", "{\"a\":1}"] {
            assert_eq!(prints(bad), None, "{bad}");
        }
        let nowhere = Path::new("/nowhere/at/all");
        assert!(Baseline::read(nowhere, false).is_err_and(|e| e.contains("--update-baseline")));
        assert_eq!(Baseline::read(nowhere, true).map(|b| b.len()), Ok(0));
    }

    #[test]
    fn what_was_not_checked_is_neither_stale_nor_lost() {
        let known = |file: &str, print: &str| Known {
            file: file.to_string(),
            rule: "number-conflict".to_string(),
            message: String::new(),
            fingerprint: print.to_string(),
        };
        let baseline = Baseline { known: vec![known("a.md", "1"), known("b.md", "2")] };
        let mut report = Report::default();
        baseline.compare(&mut report, |file| file == "a.md");
        let compared = report.compared.expect("a comparison");
        assert_eq!((compared.known.len(), compared.stale), (0, vec![known("a.md", "1")]));
        assert_eq!(baseline.updated(&[], |file| file == "a.md").known, [known("b.md", "2")]);
    }
}
