use super::{csl, tex};
use crate::document::Document;
use crate::text::{Span, char_floor};
use biblatex::{RawBibliography, RawChunk, RawEntry};

/// One bibliography file, read.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    /// Relative to the root.
    pub path: String,
    /// In the order of the file.
    pub entries: Vec<Entry>,
    pub faults: Vec<Fault>,
}

/// A work that a citation key stands for.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub key: String,
    /// The key within the file's original text.
    pub key_outer: Span,
    pub title: Option<String>,
    pub author: Option<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for ranges and uncertain dates.
    pub date: Option<String>,
    /// Publisher, or journal, institution, organisation.
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub files: Vec<Attached>,
    /// Keys of other entries that this one names (`crossref` and the like), within the file's original text.
    pub named: Vec<Span>,
}

/// A file that an entry has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Attached {
    /// As written, but without escapes and with `/`.
    pub path: String,
    /// The path as it is written, within the bibliography's original text; `None` if it is put together from several pieces.
    pub outer: Option<Span>,
}

/// A part of a bibliography that cannot be read; everything else in it still counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Into the file's original text.
    pub span: Span,
    pub message: String,
}

/// Values nested deeper than this are no bibliography.
const DEEPEST: usize = 100;

/// Reads BibTeX or BibLaTeX, or CSL-JSON if the path ends in `.json`. Total: a malformed entry is a [`Fault`] and the rest counts.
pub fn read(document: &Document) -> Bibliography {
    let text = document.original.as_ref();
    let json = document.path.rsplit('.').next().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let (mut entries, mut faults) = if json { csl::read(text) } else { bibtex(text) };
    // nothing can cite it
    entries.retain(|e| {
        let keyed = !e.key.trim().is_empty();
        if !keyed {
            faults.push(Fault { span: e.key_outer, message: "this entry has no key to cite it by".to_string() });
        }
        keyed
    });
    // one clear finding a file: a file broken throughout would bury the rest
    let more = faults.len().saturating_sub(1);
    faults.truncate(1);
    if let Some(first) = faults.first_mut().filter(|_| more > 0) {
        first.message.push_str(&format!("; so it is at {more} more place{} of this file", if more == 1 { "" } else { "s" }));
    }
    Bibliography { path: document.path.clone(), entries, faults }
}

fn bibtex(text: &str) -> (Vec<Entry>, Vec<Fault>) {
    if deepest(text) > DEEPEST {
        let message = format!("braces nested more than {DEEPEST} deep");
        return (Vec::new(), vec![Fault { span: Span::new(0, 0), message }]);
    }
    if let Ok(raw) = RawBibliography::parse(text) {
        return (raw.entries.iter().map(|e| entry(&e.v, 0)).collect(), Vec::new());
    }
    // the parser stops at the first error: read entry by entry, and lose only the broken ones
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for (start, piece) in pieces(text) {
        match RawBibliography::parse(piece) {
            Ok(raw) => entries.extend(raw.entries.iter().map(|e| entry(&e.v, start))),
            Err(error) => {
                let at = |offset: usize| start + char_floor(piece, offset);
                let span = Span::new(at(error.span.start), at(error.span.end));
                faults.push(Fault { span, message: format!("this entry cannot be read: {}", error.kind) });
            }
        }
    }
    (entries, faults)
}

/// The text cut before each `@` that begins a line, with the offset of each piece.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut starts: Vec<usize> = text.match_indices('@').map(|(i, _)| i).filter(|i| line_start(text, *i)).collect();
    starts.push(text.len());
    starts.windows(2).filter_map(|w| Some((w[0], text.get(w[0]..w[1])?))).collect()
}

fn line_start(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| c == '\n' || c == '\r')
}

fn deepest(text: &str) -> usize {
    let (mut depth, mut most) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            // an entry at a line's start ends what an unbalanced one before it left open
            b'@' => depth = 0,
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

fn entry(raw: &RawEntry<'_>, shift: usize) -> Entry {
    let pair = |names: &[&str]| names.iter().find_map(|n| raw.fields.iter().find(|f| f.key.v.eq_ignore_ascii_case(n)));
    // a value in one piece, with its place
    let whole = |names: &[&str]| match pair(names)?.value.v.as_slice() {
        [one] => match &one.v {
            RawChunk::Normal(text) => Some((*text, one.span.start + shift)),
            RawChunk::Abbreviation(_) => None,
        },
        _ => None,
    };
    let field = |names: &[&str]| {
        let pair = pair(names)?;
        let parts = pair.value.v.iter().map(|c| match &c.v {
            RawChunk::Normal(s) | RawChunk::Abbreviation(s) => *s,
        });
        Some(parts.collect::<String>())
    };
    let words = |names: &[&str]| field(names).map(|v| tex::plain(&v)).filter(|v| !v.is_empty());
    let date = words(&["date"]).or_else(|| {
        let year = words(&["year"])?;
        Some(month(words(&["month"]).as_deref()).map_or(year.clone(), |m| format!("{year}-{m:02}")))
    });
    Entry {
        key: raw.key.v.to_string(),
        key_outer: Span::new(raw.key.span.start + shift, raw.key.span.end + shift),
        title: words(&["title"]),
        author: words(&["author", "editor", "organization", "institution", "publisher"]),
        date: date.filter(|d| is_date(d)),
        publisher: words(&["journal", "journaltitle", "publisher", "institution", "organization", "school"]),
        url: field(&["url"]).map(|u| u.trim().to_string()),
        files: match whole(&["file"]) {
            Some((text, at)) => files(text).into_iter().map(|f| Attached { outer: f.outer.map(|s| s.shift(at)), ..f }).collect(),
            None => field(&["file"]).map_or_else(Vec::new, |f| files(&f).into_iter().map(|f| Attached { outer: None, ..f }).collect()),
        },
        named: NAMING.iter().filter_map(|n| whole(&[n])).flat_map(|(text, at)| keys(text, at)).collect(),
    }
}

/// Fields whose value is the key of another entry, or several with commas between.
const NAMING: [&str; 5] = ["crossref", "xref", "xdata", "related", "entryset"];

/// The keys in such a value that stands at `at`.
fn keys(value: &str, at: usize) -> Vec<Span> {
    let mut start = at;
    let mut out = Vec::new();
    for part in value.split(',') {
        let from = start + part.len() - part.trim_start().len();
        out.extend((!part.trim().is_empty()).then(|| Span::new(from, from + part.trim().len())));
        start += part.len() + 1;
    }
    out
}

fn month(written: Option<&str>) -> Option<usize> {
    let folded = written?.to_lowercase();
    if let Ok(number) = folded.parse::<usize>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    names.iter().position(|n| folded.starts_with(n)).map(|i| i + 1)
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub(super) fn is_date(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]) && text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// The paths in a `file` field, with their places in it: a path, or the form of reference managers,
/// `name:path:type;name:path:type`, where a backslash protects `:` and `;`.
fn files(value: &str) -> Vec<Attached> {
    let mut out = Vec::new();
    for item in split_escaped(value, Span::new(0, value.len()), ';') {
        let parts = split_escaped(value, item, ':');
        let (first, last) = match parts.as_slice() {
            [] => continue,
            [one] => (one, one),
            // a drive letter
            [drive, path] if drive.of(value).trim().len() == 1 => (drive, path),
            [path, kind] => {
                if path.of(value).contains('.') {
                    (path, path)
                } else {
                    (kind, kind)
                }
            }
            [_, path, .., _] => (path, parts.get(parts.len() - 2).unwrap_or(path)),
        };
        let written = first.cover(*last);
        let kept = written.of(value).trim().trim_matches(['{', '}']);
        let at = written.of(value).find(kept).unwrap_or(0) + written.start as usize;
        let path = unescape(kept).replace('\\', "/");
        if !path.is_empty() {
            out.push(Attached { path, outer: Some(Span::new(at, at + kept.len())) });
        }
    }
    out
}

/// A path as it is to stand where `before` stood in a `file` field: what has a meaning there, or was escaped, with a backslash.
pub fn escaped(path: &str, before: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        let marked = matches!(c, ':' | ';') || before.contains(&format!("\\{c}")) && ESCAPED.contains(&c);
        if marked {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Cuts a part of the text at `mark` where no backslash stands before it.
fn split_escaped(text: &str, part: Span, mark: char) -> Vec<Span> {
    let mut out = Vec::new();
    let (mut start, mut escaped) = (part.start as usize, false);
    for (at, c) in part.of(text).char_indices() {
        let at = part.start as usize + at;
        if c == mark && !escaped {
            out.push(Span::new(start, at));
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    out.push(Span::new(start, part.end as usize));
    out
}

/// What a backslash may stand before.
const ESCAPED: [char; 9] = ['\\', ':', ';', '{', '}', '_', '&', '%', '#'];

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = if c == '\\' { chars.next_if(|n| ESCAPED.contains(n)) } else { None };
        out.push(next.unwrap_or(c));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn read_bib(text: &str) -> Bibliography {
        read(&Document::from_text("refs.bib", text, Format::Plain))
    }

    #[test]
    fn entries_with_places_dates_and_files() {
        let text = "@string{x = \"y\"}\n@article{sea20,\n title = {Rising {Seas}},\n author = {Marsh, Ada},\n year = 2020, month = mar,\n file = {Full Text:sub/sea\\:1.txt:text/plain;:b.txt:TEXT}\n}\n@book{tides, date = {2015-10/..}, file = {tides.txt}}";
        let bib = read_bib(text);
        assert!(bib.faults.is_empty());
        let [sea, tides] = bib.entries.as_slice() else { panic!("{bib:?}") };
        assert_eq!((sea.key.as_str(), sea.key_outer.of(text)), ("sea20", "sea20"));
        assert_eq!((sea.title.as_deref(), sea.date.as_deref()), (Some("Rising Seas"), Some("2020-03")));
        let files =
            |e: &Entry| e.files.iter().map(|f| (f.path.clone(), f.outer.unwrap_or_default().of(text).to_string())).collect::<Vec<_>>();
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(files(sea), [pair("sub/sea:1.txt", "sub/sea\\:1.txt"), pair("b.txt", "b.txt")]);
        assert_eq!((tides.date.as_deref(), files(tides)), (None, vec![pair("tides.txt", "tides.txt")]));
    }

    #[test]
    fn a_broken_entry_costs_only_itself() {
        let text = "@misc{a, title = {A}}\n@misc{b, title = {B\n@misc{c, title = {C}}\n";
        let bib = read_bib(text);
        let keys: Vec<_> = bib.entries.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["a", "c"]);
        assert_eq!(bib.entries.get(1).map(|e| e.key_outer.of(text)), Some("c"));
        assert_eq!(bib.faults.len(), 1);
    }

    #[test]
    fn an_entry_without_a_key_is_a_fault() {
        let bib = read_bib("@misc{, title = {A}}\n@misc{b, title = {B}}\n");
        assert_eq!(bib.entries.iter().map(|e| e.key.as_str()).collect::<Vec<_>>(), ["b"]);
        assert_eq!(bib.faults.len(), 1, "{:?}", bib.faults);
    }

    #[test]
    fn hostile_text_is_only_a_fault() {
        for text in ["{".repeat(100_000), "@".repeat(10_000), "@a{".repeat(10_000), format!("@a{{b, c = {}", "{".repeat(90))] {
            read_bib(&text);
        }
    }

    #[test]
    fn paths_of_reference_managers() {
        let paths = |value: &str| files(value).into_iter().map(|f| f.path).collect::<Vec<_>>();
        assert_eq!(paths("C\\:\\\\Papers\\\\sea.pdf"), ["C:/Papers/sea.pdf"]);
        assert_eq!(paths("C:/Papers/sea.pdf"), ["C:/Papers/sea.pdf"]);
        assert_eq!(paths("sea.pdf:PDF"), ["sea.pdf"]);
        assert_eq!(paths("a.txt; b.txt"), ["a.txt", "b.txt"]);
        for (path, before) in [("a:b.txt", "x"), ("a_b; c.txt", "x\\_y"), ("a_b.txt", "x_y")] {
            assert_eq!(paths(&escaped(path, before)), [path], "{path}");
        }
        assert_eq!(escaped("a_b.txt", "x\\_y"), "a\\_b.txt");
    }

    #[test]
    fn other_entries_that_are_named() {
        let text = "@book{a, crossref = {b}, related = \"c, d\"}\n@book{b, xdata = x # {y}}\n";
        let bib = read_bib(text);
        let named = |i: usize| bib.entries.get(i).map_or(Vec::new(), |e| e.named.iter().map(|s| s.of(text)).collect());
        assert_eq!((named(0), named(1)), (vec!["b", "c", "d"], vec![]));
    }
}
