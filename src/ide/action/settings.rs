//! Silencing in postil.toml.

use super::{Action, ActionKind};
use crate::analysis::Snapshot;
use crate::config::{self, Config, Level};
use crate::diagnostic::{Diagnostic, Edit};
use crate::rules;
use crate::text::{Span, TextEdit, apply};

/// Turns the rule off for the note, or everywhere.
pub(super) fn off(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Action> {
    let text = snapshot.text(config::FILE);
    let written = text.as_deref().unwrap_or("");
    let rule = finding.rule;
    let one = |title: String, edit: Edit| {
        let creates = if text.is_some() { Vec::new() } else { vec![config::FILE.to_string()] };
        let action = Action::new(title, ActionKind::Fix, config::FILE, vec![edit]).settling(finding);
        valid(written, &action, finding).then_some(Action { creates, ..action })
    };
    let file = &finding.file;
    // other letters would mean something in a pattern
    let plain = file.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | ' '));
    let here = plain.then(|| append(written, &format!("[[override]]\npath = \"{file}\"\nrules = {{ {rule} = \"off\" }} # reason\n")));
    let both = [
        here.and_then(|edit| one(format!("silence {rule} for {file} in {}", config::FILE), edit)),
        one(format!("silence {rule} everywhere in {}", config::FILE), everywhere(written, rule)),
    ];
    both.into_iter().flatten().collect()
}

/// The file is read as meant: the rule is off, and nothing else is the matter with it.
fn valid(written: &str, action: &Action, finding: &Diagnostic) -> bool {
    let edits = action.edits.values().flatten().map(|e| TextEdit { span: e.span, new_text: e.new_text.clone() });
    let Some(after) = apply(written, &edits.collect::<Vec<_>>()) else { return false };
    let parse = |text: &str| -> (Config, usize) {
        let (config, problems) = config::parse(text, &rules::ids());
        (config, problems.len())
    };
    let (config, problems) = parse(&after);
    problems <= parse(written).1 && config.level(finding.rule, &finding.file) == Some(Level::Off)
}

fn append(written: &str, section: &str) -> Edit {
    let gap = match written {
        "" => "",
        w if w.ends_with("\n\n") => "",
        w if w.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    Edit { span: Span::new(written.len(), written.len()), new_text: format!("{gap}{section}") }
}

/// In `[rules]`: the rule's line with another value, or one more line.
fn everywhere(written: &str, rule: &str) -> Edit {
    let mut at = 0;
    let mut section = None;
    for line in written.split_inclusive('\n') {
        let end = at + line.len();
        let words = line.trim();
        if section.is_some() && words.starts_with('[') {
            break;
        }
        if words.split('#').next().unwrap_or("").trim() == "[rules]" {
            section = Some(end);
        } else if section.is_some() && words.split('=').next().is_some_and(|k| k.trim().trim_matches('"') == rule) {
            let kept = line.len() - line.trim_end().len();
            return Edit { span: Span::new(at, end - kept), new_text: format!("{rule} = \"off\" # reason") };
        }
        at = end;
    }
    match section {
        Some(at) => {
            let lead = if written.get(..at).is_some_and(|w| w.ends_with('\n')) { "" } else { "\n" };
            Edit { span: Span::new(at, at), new_text: format!("{lead}{rule} = \"off\" # reason\n") }
        }
        None => append(written, &format!("[rules]\n{rule} = \"off\" # reason\n")),
    }
}
