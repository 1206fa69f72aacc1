use super::Look;
use super::escape::{escape, escape_in_place};
use crate::diagnostic::{Diagnostic, FileText, Report, Stats, Summary};
use crate::text::Span;
use crate::verdict::Verdict;
use annotate_snippets::{AnnotationKind, Group, Level as Mark, Origin, Renderer, Snippet};
use std::fmt::Write;

/// A line with more bytes is not framed: cutting it down costs more than it shows.
const LONGEST_LINE: usize = 8_000;
/// Of a span over more lines only the first ones are framed.
const MOST_LINES: usize = 4;

/// Frames as rustc draws them: the note's line, then the source's; at the end one line that sums up.
pub fn render(report: &Report, look: Look) -> String {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() }.term_width(look.width);
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        out.push_str(&frame(&renderer, diagnostic, report));
        out.push_str("\n\n");
    }
    for claim in report.claims.iter().flatten() {
        let (line, _) = report.files.get(&claim.file).line_column(claim.span.start);
        let verdict = match claim.verdict {
            Verdict::Supported => "supported".to_string(),
            Verdict::Conflict => "conflict".to_string(),
            Verdict::Unverified(reason) => format!("unverified, {}", reason.name()),
        };
        let _ = writeln!(out, "{}:{line}: {verdict}: {}", escape(&claim.file), escape(&claim.text));
    }
    if let Some(stats) = &report.stats {
        table(stats, &mut out);
    }
    if let Some(compared) = &report.compared {
        for known in &compared.stale {
            let _ =
                writeln!(out, "stale[{}]: {}: not found any more: {}", escape(&known.rule), escape(&known.file), escape(&known.message));
        }
        let _ = writeln!(out, "baseline: {} known, {} new, {} stale", compared.known.len(), report.diagnostics.len(), compared.stale.len());
    }
    let _ = writeln!(out, "{}", summary_line(&report.summary, &report.diagnostics));
    out
}

/// Counts in columns, the greatest first.
fn table(stats: &Stats, out: &mut String) {
    let widest = |names: &mut dyn Iterator<Item = &str>| names.map(|n| escape(n).chars().count()).max().unwrap_or(0);
    let rules = widest(&mut stats.rules.keys().map(String::as_str));
    let mut by_rule: Vec<_> = stats.rules.iter().collect();
    by_rule.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
    out.push_str("findings by rule\n");
    for (rule, n) in by_rule {
        let _ = writeln!(out, "  {rule:rules$}  {n:6}");
    }
    out.push_str("claims by verdict\n");
    for (verdict, n) in &stats.verdicts {
        let _ = writeln!(out, "  {verdict:12}  {n:6}");
    }
    for (reason, n) in &stats.reasons {
        let _ = writeln!(out, "    {reason:10}  {n:6}");
    }
    let sources = widest(&mut stats.sources.keys().map(String::as_str));
    out.push_str("claims and findings by source\n");
    for (source, of) in &stats.sources {
        let _ = writeln!(out, "  {:sources$}  {:6} {:6}", escape(source), of.claims, of.findings);
    }
}

/// “5 notes, 64 claims checked: 40 supported, 3 conflicts, 21 unverified”.
pub fn summary_line(summary: &Summary, diagnostics: &[Diagnostic]) -> String {
    let plural = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let mut line = format!(
        "{}, {} checked: {} supported, {}, {} unverified",
        plural(summary.files, "note"),
        plural(summary.claims, "claim"),
        summary.supported,
        plural(summary.conflict, "conflict"),
        summary.unverified
    );
    let others = diagnostics.iter().filter(|d| d.confidence.is_none()).count();
    if others > 0 {
        let _ = write!(line, "; {}", plural(others, "other finding"));
    }
    line
}

fn frame(renderer: &Renderer, d: &Diagnostic, report: &Report) -> String {
    let mark = match d.severity {
        crate::rules::Level::Error => Mark::ERROR,
        crate::rules::Level::Warning => Mark::WARNING,
        _ => Mark::INFO,
    };
    let title = escape(&d.message);
    let file = escape(&d.file);
    let span = d.claimed.as_ref().map_or(d.span, |c| c.span);
    let mut group = mark.primary_title(title).id(d.rule).elements(std::iter::empty::<Origin<'_>>());
    group = place(group, &file, span, report.files.get(&d.file));
    let mut groups = vec![match &d.fix {
        Some(fix) => group.element(Mark::HELP.message(escape(&fix.title))),
        None => group,
    }];
    if let Some(found) = &d.found {
        let title = if d.rule == "missing-quotation" { "closest passage" } else { "the source" };
        let group = Group::with_title(Mark::NOTE.secondary_title(title));
        groups.push(place(group, &escape(&found.file), found.span, report.files.get(&found.file)));
    }
    for related in &d.related {
        let location = &related.location;
        let group = Group::with_title(Mark::NOTE.secondary_title(escape(&related.message)));
        groups.push(place(group, &escape(&location.file), location.span, report.files.get(&location.file)));
    }
    renderer.render(&groups)
}

/// Adds the lines of `span`, its words underlined; only the place where there is no text or too much of it.
fn place<'a>(group: Group<'a>, file: &str, span: Span, text: &FileText) -> Group<'a> {
    let (line, column) = text.line_column(span.start);
    let first = text.lines.line(span.start as usize);
    let last = text.lines.line((span.end.max(span.start + 1) - 1) as usize).min(first + MOST_LINES - 1);
    let (mut source, mut start, mut end) = (String::new(), 0, 0);
    for number in first..=last {
        let content = text.lines.content(&text.text, number);
        if number > first {
            source.push('\n');
        }
        for (at, c) in content.of(&text.text).char_indices() {
            let at = content.start as usize + at;
            if at == span.start as usize {
                start = source.len();
            }
            source.push(escape_in_place(c));
            if at < span.end as usize {
                end = source.len();
            }
        }
        if source.len() > LONGEST_LINE {
            break;
        }
    }
    if source.len() > LONGEST_LINE || source.is_empty() {
        let origin = Origin::path(file.to_string()).line(line as usize).char_column(column as usize);
        return group.element(origin);
    }
    let annotation = AnnotationKind::Primary.span(start..end.max(start));
    group.element(Snippet::source(source).path(file.to_string()).line_start(line as usize).annotation(annotation))
}
