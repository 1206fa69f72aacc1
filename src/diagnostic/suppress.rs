use crate::document::Document;
use crate::text::Span;

/// The directives of one note that silence findings.
#[derive(Clone, Debug, Default)]
pub struct Suppressions {
    directives: Vec<Directive>,
}

/// One rule (or all) silenced over one stretch of the note.
#[derive(Clone, Debug)]
struct Directive {
    /// `None` silences every rule.
    rule: Option<String>,
    /// Where the directive itself stands, into the original text.
    outer: Span,
    /// What it covers, into the original text; borders count.
    covers: Span,
    /// What stands after the colon; empty if nothing does.
    reason: String,
    used: bool,
}

/// A directive that silenced nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Idle<'a> {
    /// `None` if it names no rule.
    pub rule: Option<&'a str>,
    /// Into the original text.
    pub outer: Span,
}

impl Suppressions {
    /// Reads the directives of a note: comments and front matter. Linear in the text.
    pub fn read(document: &Document) -> Suppressions {
        let text = document.original.as_ref();
        let all = Span::new(0, text.len());
        let mut directives = Vec::new();
        for value in &document.front.disable {
            let rule = Some(value.value.trim().to_string()).filter(|r| !r.is_empty());
            directives.push(Directive { rule, outer: value.outer, covers: all, reason: String::new(), used: false });
        }
        for comment in &document.comments {
            let words = comment.text.trim();
            let Some(rest) = words.strip_prefix("postil-") else { continue };
            let end = rest.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(rest.len());
            let (verb, named) = rest.split_at(end);
            let rules = rules(named);
            let reason = named.split_once(':').map_or("", |(_, reason)| reason.trim());
            let covers = match verb {
                "disable-line" => line(text, comment.outer.start),
                "disable-next-line" => next_line(text, comment.outer.end),
                "disable" => Span { start: comment.outer.start, end: all.end },
                "enable" => {
                    enable(&mut directives, &rules, comment.outer.start);
                    continue;
                }
                _ => continue,
            };
            let one = |rule| Directive { rule, outer: comment.outer, covers, reason: reason.to_string(), used: false };
            if rules.is_empty() {
                directives.push(one(None));
            }
            directives.extend(rules.into_iter().map(|r| one(Some(r))));
        }
        Suppressions { directives }
    }

    /// The reason for which a finding of `rule` at `span` (original text) is silenced, empty where none was given; `None` if
    /// it is not. Remembers which directives were of use.
    pub fn silences(&mut self, rule: &str, span: Span) -> Option<String> {
        let mut silenced: Option<String> = None;
        for directive in &mut self.directives {
            let named = directive.rule.as_deref().is_none_or(|r| r == rule);
            if named && directive.covers.start <= span.end && span.start <= directive.covers.end {
                directive.used = true;
                let known = silenced.take().filter(|reason| !reason.is_empty());
                silenced = known.or_else(|| Some(directive.reason.clone()));
            }
        }
        silenced
    }

    /// The directives that have silenced nothing so far, in the order of the text.
    pub fn idle(&self) -> Vec<Idle<'_>> {
        let mut idle: Vec<Idle<'_>> =
            self.directives.iter().filter(|d| !d.used).map(|d| Idle { rule: d.rule.as_deref(), outer: d.outer }).collect();
        idle.sort_by_key(|i| i.outer);
        idle
    }
}

/// ` RULE, RULE: reason` → the rules.
fn rules(named: &str) -> Vec<String> {
    let list = named.split(':').next().unwrap_or("");
    list.split([',', ' ', '\n', '\t']).map(str::trim).filter(|r| !r.is_empty()).map(str::to_string).collect()
}

/// Ends the open `disable` blocks of these rules, or all of them.
fn enable(directives: &mut [Directive], rules: &[String], at: u32) {
    for directive in directives.iter_mut().filter(|d| d.covers.start == d.outer.start && d.covers.end > at) {
        let ends = rules.is_empty() || directive.rule.as_ref().is_some_and(|r| rules.contains(r));
        if ends && directive.outer.start < at {
            directive.covers.end = at;
        }
    }
}

/// The line around the offset, without its end.
fn line(text: &str, at: u32) -> Span {
    let at = at as usize;
    let start = text.get(..at).and_then(|s| s.rfind(['\n', '\r'])).map_or(0, |i| i + 1);
    let end = text.get(at..).and_then(|s| s.find(['\n', '\r'])).map_or(text.len(), |i| at + i);
    Span::new(start, end)
}

/// The next line after the offset's own that is not blank.
fn next_line(text: &str, at: u32) -> Span {
    let after = line(text, at).end;
    let rest = text.get(after as usize..).unwrap_or("");
    let blank = rest.len() - rest.trim_start().len();
    line(text, after + blank as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn silenced(text: &str, rule: &str, words: &str) -> bool {
        let note = Document::from_text("n.md", text, Format::Markdown);
        let at = text.find(words).unwrap_or(0);
        Suppressions::read(&note).silences(rule, Span::new(at, at + words.len())).is_some()
    }

    #[test]
    fn a_line_the_next_line_and_blocks() {
        let text = "One rose. <!-- postil-disable-line number-conflict, date-conflict: checked by hand -->\nTwo rose.\n\n\
                    <!-- postil-disable-next-line -->\n\nThree rose.\nFour rose.\n\n<!-- postil-disable date-conflict -->\n\nFive rose.\n\n\
                    <!-- postil-enable -->\n\nSix rose.\n";
        assert!(silenced(text, "number-conflict", "One rose"));
        assert!(silenced(text, "date-conflict", "One rose"));
        assert!(!silenced(text, "name-conflict", "One rose"));
        assert!(!silenced(text, "number-conflict", "Two rose"));
        assert!(silenced(text, "name-conflict", "Three rose"));
        assert!(!silenced(text, "name-conflict", "Four rose"));
        assert!(silenced(text, "date-conflict", "Five rose"));
        assert!(!silenced(text, "date-conflict", "Six rose"));
        let note = Document::from_text("n.md", text, Format::Markdown);
        assert_eq!(Suppressions::read(&note).silences("date-conflict", Span::new(0, 3)).as_deref(), Some("checked by hand"));
    }

    #[test]
    fn front_matter_and_idle_directives() {
        let text = "---\npostil:\n  disable: [date-conflict]\n---\n\nOne rose. <!-- postil-disable-line -->\n";
        let note = Document::from_text("n.md", text, Format::Markdown);
        let mut suppressions = Suppressions::read(&note);
        assert_eq!(suppressions.idle().len(), 2);
        assert_eq!(suppressions.silences("date-conflict", Span::new(5, 6)).as_deref(), Some(""));
        assert_eq!(suppressions.idle().iter().map(|i| i.rule).collect::<Vec<_>>(), [None]);
    }
}
