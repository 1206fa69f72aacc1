use super::{About, Claim, Digest, KEY, LONGEST, Note, marked, notes, verdict};
use crate::diagnostic::render::escape::escape;
use crate::diagnostic::render::text::summary_line;
use crate::diagnostic::{Diagnostic, Files, Location, Report};
use crate::text::Span;
use std::fmt::Write;

/// One page that needs nothing else: no script, no address, no picture. Well-formed as XML too.
pub fn html(report: &Report, about: &About) -> String {
    let (notes, outside) = notes(report);
    let mut out = head(about);
    summary(report, about, &mut out);
    overview(&notes, &mut out);
    for (number, note) in notes.iter().enumerate() {
        let _ = write!(out, "<section>\n<h2 id=\"note-{number}\">{}</h2>\n", text(note.file));
        let s = &note.summary;
        let counts = format!("{} supported, {} in conflict, {} unverified", s.supported, s.conflict, s.unverified);
        let plural = if s.claims == 1 { "" } else { "s" };
        let _ = writeln!(out, "<p class=\"soft\">{} claim{plural}: {counts}</p>", s.claims);
        for one in &note.claims {
            claim(one, &report.files, &mut out);
        }
        findings("Other findings", &note.others, &report.files, &mut out);
        out.push_str("</section>\n");
    }
    if !outside.is_empty() {
        out.push_str("<section>\n<h2>The workspace</h2>\n");
        findings("Findings about no note", &outside, &report.files, &mut out);
        out.push_str("</section>\n");
    }
    sources(report, &about.sources, &mut out);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn head(about: &About) -> String {
    let title = format!("postil: {}", text(&about.name));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n",
        include_str!("page.css")
    )
}

fn summary(report: &Report, about: &About, out: &mut String) {
    let _ = writeln!(out, "<h1>Notes and their sources: {}</h1>", text(&about.name));
    let date = about.date.as_ref().map(|d| format!("{}, ", text(d))).unwrap_or_default();
    let _ = writeln!(out, "<p class=\"soft\">{date}checked with postil {}</p>", env!("CARGO_PKG_VERSION"));
    let s = report.summary;
    out.push_str("<ul class=\"counts\">\n");
    let counts = [("claims", s.claims), ("supported", s.supported), ("conflict", s.conflict), ("unverified", s.unverified)];
    for (name, n) in counts {
        let _ = writeln!(out, "<li class=\"{name}\"><b>{n}</b> {name}</li>");
    }
    let _ = writeln!(out, "</ul>\n<p>{}.</p>\n<dl>", text(&summary_line(&s, &report.diagnostics)));
    for (name, meaning) in KEY {
        let _ = writeln!(out, "<dt>{name}</dt><dd>{meaning}</dd>");
    }
    out.push_str("</dl>\n<p class=\"show\">Show: ");
    for (name, _) in KEY {
        let _ = write!(out, "<label><input type=\"checkbox\" id=\"show-{name}\" checked=\"checked\"/> {name}</label> ");
    }
    out.push_str("</p>\n");
}

fn overview(notes: &[Note<'_>], out: &mut String) {
    if notes.is_empty() {
        return;
    }
    let head = "<tr><th scope=\"col\">note</th><th scope=\"col\" class=\"n\">claims</th><th scope=\"col\" class=\"n\">supported</th>\
        <th scope=\"col\" class=\"n\">conflict</th><th scope=\"col\" class=\"n\">unverified</th></tr>";
    let _ = write!(out, "<h2>Notes</h2>\n<table>\n<thead>{head}</thead>\n<tbody>\n");
    for (number, note) in notes.iter().enumerate() {
        let s = &note.summary;
        let cells = [s.claims, s.supported, s.conflict, s.unverified].map(|n| format!("<td class=\"n\">{n}</td>")).concat();
        let _ = writeln!(out, "<tr><td><a href=\"#note-{number}\">{}</a></td>{cells}</tr>", text(note.file));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn claim(one: &Claim<'_>, files: &Files, out: &mut String) {
    let Claim { claim, findings, silenced } = one;
    let (name, reason) = verdict(claim.verdict);
    let reason = reason.map(|r| format!(": {r}")).unwrap_or_default();
    let place = place(&claim.file, claim.span, files);
    let _ = writeln!(out, "<article class=\"claim {name}\">\n<p class=\"verdict\">{name}{reason} <span class=\"place\">{place}</span></p>");
    let mut marks: Vec<Span> = findings.iter().filter_map(|d| d.claimed.as_ref()).map(|l| l.span).collect();
    marks.sort_unstable();
    let _ = writeln!(out, "<blockquote>{}</blockquote>", words(&files.get(&claim.file).text, claim.span, &marks));
    for d in findings {
        finding(d, files, out);
    }
    for s in silenced {
        let why = if s.reason.is_empty() { String::new() } else { format!(", reason given: {}", text(&s.reason)) };
        let d = &s.diagnostic;
        let _ = writeln!(out, "<p class=\"soft\">silenced in the note: {} <code>{}</code>{why}</p>", text(&d.message), text(d.rule));
    }
    if findings.is_empty()
        && let Some(evidence) = &claim.evidence
    {
        let label = if name == "supported" { "the source says" } else { "the closest sentence" };
        shown(label, evidence, &[], files, out);
    }
    if !claim.scope.is_empty() {
        let shown: Vec<String> = claim.scope.iter().take(MOST).map(|s| text(s)).collect();
        let more = claim.scope.len().checked_sub(MOST).filter(|n| *n > 0).map(|n| format!(" and {n} more")).unwrap_or_default();
        let _ = writeln!(out, "<p class=\"soft\">judged against {}{more}</p>", shown.join(", "));
    }
    out.push_str("</article>\n");
}

/// More sources than this are not listed for a claim.
const MOST: usize = 8;

fn finding(d: &Diagnostic, files: &Files, out: &mut String) {
    let level = d.severity.name();
    let confidence = d.confidence.map(|c| format!(", confidence {c:.2}")).unwrap_or_default();
    let _ = writeln!(out, "<p>{} <span class=\"soft\"><code>{}</code>, {level}{confidence}</span></p>", text(&d.message), text(d.rule));
    match (&d.evidence, &d.found) {
        (Some(sentence), found) => {
            let mark: Vec<Span> = found.iter().filter(|f| f.file == sentence.file).map(|f| f.span).collect();
            shown("the source says", sentence, &mark, files, out);
        }
        (None, Some(found)) => shown("the source says", found, &[], files, out),
        (None, None) => {}
    }
    for related in &d.related {
        shown(&related.message, &related.location, &[], files, out);
    }
}

/// A place in a source with its words.
fn shown(label: &str, at: &Location, marks: &[Span], files: &Files, out: &mut String) {
    let words = words(&files.get(&at.file).text, at.span, marks);
    let place = place(&at.file, at.span, files);
    let _ =
        writeln!(out, "<div class=\"source\"><span class=\"place\">{}, {place}</span><blockquote>{words}</blockquote></div>", text(label));
}

fn findings(title: &str, all: &[&Diagnostic], files: &Files, out: &mut String) {
    if all.is_empty() {
        return;
    }
    let _ = write!(out, "<h3>{title}</h3>\n<ul>\n");
    for d in all {
        let place = place(&d.file, d.span, files);
        let _ = writeln!(
            out,
            "<li>{} <span class=\"soft\"><code>{}</code>, {}, {place}</span></li>",
            text(&d.message),
            text(d.rule),
            d.severity.name()
        );
    }
    out.push_str("</ul>\n");
}

fn sources(report: &Report, digests: &[Digest], out: &mut String) {
    if digests.is_empty() {
        return;
    }
    let mut named = std::collections::BTreeMap::new();
    report.claims.iter().flatten().flat_map(|c| &c.scope).for_each(|s| *named.entry(s.as_str()).or_insert(0) += 1);
    let head = "<tr><th scope=\"col\">source</th><th scope=\"col\" class=\"n\">claims</th><th scope=\"col\">SHA-256 of the file</th></tr>";
    let _ = write!(out, "<section>\n<h2>Sources</h2>\n<table>\n<thead>{head}</thead>\n<tbody>\n");
    for digest in digests {
        let claims = named.get(digest.file.as_str()).copied().unwrap_or(0);
        let sum = match &digest.sha256 {
            Ok(sum) => format!("<code>{}</code>", text(sum)),
            Err(why) => text(why),
        };
        let _ = writeln!(out, "<tr><td>{}</td><td class=\"n\">{claims}</td><td>{sum}</td></tr>", text(&digest.file));
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

/// `file:line`.
fn place(file: &str, span: Span, files: &Files) -> String {
    let (line, _) = files.get(file).line_column(span.start);
    format!("{}:{line}", text(file))
}

fn words(all: &str, span: Span, marks: &[Span]) -> String {
    let piece = |(mark, piece): (bool, &str)| if mark { format!("<mark>{}</mark>", text(piece)) } else { text(piece) };
    marked(all, span, marks).into_iter().map(piece).collect()
}

/// Text as the content of an element or attribute, on one line; what could change how the rest is shown becomes `\u{…}`.
fn text(text: &str) -> String {
    let text = text.get(..crate::text::char_floor(text, LONGEST)).unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    for c in escape(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
