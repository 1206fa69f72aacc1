//! Silencing in a note's front matter: a rule, or one finding that is as intended.

use super::{Action, ActionKind};
use crate::diagnostic::render::escape;
use crate::diagnostic::{Diagnostic, Edit};
use crate::document::Document;
use crate::text::{Span, TextEdit, apply};

/// Accepts the finding, by its content: it stays accepted wherever its sentence moves in the note.
pub(super) fn accept(note: &Document, finding: &Diagnostic) -> Option<Action> {
    if finding.rule == "unused-suppression" || finding.rule == "config-problem" {
        return None;
    }
    let words = finding.claimed.as_ref().map_or(String::new(), |c| c.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let words: String = escape(&words).chars().take(60).collect();
    let remark = format!(" # {}: {words}", finding.rule);
    let edit = listed(note, "accept", &finding.fingerprint, &remark)?;
    let title = format!("accept “{words}” as intended");
    Some(Action::new(title, ActionKind::Fix, &note.path, vec![edit]).settling(finding))
}

/// Turns the rule off in the note.
pub(super) fn disable(note: &Document, finding: &Diagnostic) -> Option<Action> {
    if finding.rule == "unused-suppression" {
        return None;
    }
    let edit = listed(note, "disable", finding.rule, " # reason")?;
    Some(Action::new(format!("silence {} in this note", finding.rule), ActionKind::Fix, &note.path, vec![edit]).settling(finding))
}

/// The edit that adds a value to a list below `postil:`; `None` if the front matter would not be read so.
fn listed(note: &Document, key: &str, value: &str, remark: &str) -> Option<Edit> {
    let edit = if note.front.outer.is_empty() { first(note, key, value, remark) } else { added(note, key, value, remark)? };
    let text = apply(&note.original, &[TextEdit { span: edit.span, new_text: edit.new_text.clone() }])?;
    let after = Document::from_text(&note.path, text, note.format).front;
    let list = if key == "accept" { &after.accept } else { &after.disable };
    (after.error.is_none() && list.iter().any(|l| l.value == value)).then_some(edit)
}

/// A front matter of its own.
fn first(note: &Document, key: &str, value: &str, remark: &str) -> Edit {
    let at = if note.original.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let end = line_end(note);
    let lines = ["---".to_string(), "postil:".to_string(), format!("  {key}:"), format!("    - {value}{remark}"), "---".to_string()];
    let new_text = lines.iter().map(|l| format!("{l}{end}")).collect::<String>() + end;
    Edit { span: Span::new(at, at), new_text }
}

fn line_end(note: &Document) -> &'static str {
    if note.original.contains("\r\n") { "\r\n" } else { "\n" }
}

/// One more value in the front matter that is there.
fn added(note: &Document, key: &str, value: &str, remark: &str) -> Option<Edit> {
    let text = note.original.as_ref();
    let index = note.lines();
    let last = index.line((note.front.outer.end as usize).saturating_sub(1));
    let line = |l: usize| index.content(text, l);
    let end = line_end(note);
    let insert = |at: u32, new_text: String| Some(Edit { span: Span { start: at, end: at }, new_text });
    let own = (1..last).find(|l| line(*l).of(text).starts_with("postil:"));
    let Some(own) = own else {
        return insert(line(last).start, format!("postil:{end}  {key}:{end}    - {value}{remark}{end}"));
    };
    let rest = line(own).of(text).strip_prefix("postil:")?.trim();
    if !rest.is_empty() && !rest.starts_with('#') {
        return in_braces(text, line(own), key, value);
    }
    let indent = |l: usize| line(l).of(text).len() - line(l).of(text).trim_start().len();
    let below: Vec<usize> = (own + 1..last).take_while(|l| indent(*l) > 0 || line(*l).of(text).trim().is_empty()).collect();
    let depth = below.iter().find(|l| indent(**l) > 0).map_or(2, |l| indent(*l));
    let keyed = below.iter().copied().find(|l| indent(*l) == depth && line(*l).of(text).trim_start().starts_with(&format!("{key}:")));
    let after = |l: usize| index.line_span(l).end;
    let Some(keyed) = keyed else {
        let pad = " ".repeat(depth);
        return insert(after(own), format!("{pad}{key}:{end}{pad}  - {value}{remark}{end}"));
    };
    let list = line(keyed).of(text).trim_start().get(key.len() + 1..)?.trim();
    if list.is_empty() || list.starts_with('#') {
        let item = below.iter().copied().find(|l| *l > keyed && line(*l).of(text).trim_start().starts_with('-'));
        let pad = " ".repeat(item.map_or(depth + 2, indent));
        return insert(after(keyed), format!("{pad}- {value}{remark}{end}"));
    }
    in_braces(text, line(keyed), key, value)
}

/// One more value in `key: [a]`, or one more key in `{…}`, on one line.
fn in_braces(text: &str, line: Span, key: &str, value: &str) -> Option<Edit> {
    let words = line.of(text);
    let insert = |at: usize, new_text: String| {
        let at = line.start as usize + at;
        Some(Edit { span: Span::new(at, at), new_text })
    };
    if let Some(at) = words.find(&format!("{key}:")) {
        let list = at + key.len() + 1;
        let (open, close) = (list + words.get(list..)?.find('[')?, list + words.get(list..)?.find(']')?);
        let empty = words.get(open + 1..close)?.trim().is_empty();
        return insert(close, if empty { value.to_string() } else { format!(", {value}") });
    }
    let close = words.rfind('}')?;
    let empty = words.get(words.find('{')? + 1..close)?.trim().is_empty();
    insert(close, format!("{}{key}: [{value}]", if empty { "" } else { ", " }))
}
