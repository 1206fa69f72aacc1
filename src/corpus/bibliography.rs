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
    /// Paths of the attached files as written, with `/`.
    pub files: Vec<String>,
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
    let field = |names: &[&str]| {
        let pair = names.iter().find_map(|n| raw.fields.iter().find(|f| f.key.v.eq_ignore_ascii_case(n)))?;
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
        files: field(&["file"]).map_or_else(Vec::new, |f| files(&f)),
    }
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

/// The paths in a `file` field: a path, or the form of reference managers, `name:path:type;name:path:type`, where a
/// backslash protects `:` and `;`.
fn files(value: &str) -> Vec<String> {
    let mut out = Vec::new();
    for item in split_escaped(value, ';') {
        let mut parts = split_escaped(&item, ':');
        let path = match parts.len() {
            0 => continue,
            1 => parts.remove(0),
            // a drive letter
            2 if parts.first().is_some_and(|p| p.trim().len() == 1) => parts.join(":"),
            2 => parts.remove(usize::from(!parts.first().is_some_and(|p| p.contains('.')))),
            n => parts.get(1..n - 1).unwrap_or(&[]).join(":"),
        };
        let path = unescape(&path).replace('\\', "/").trim().trim_matches(['{', '}']).to_string();
        if !path.is_empty() {
            out.push(path);
        }
    }
    out
}

/// Splits at `mark` where no backslash stands before it; backslashes stay.
fn split_escaped(text: &str, mark: char) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        if c == mark && !escaped {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = if c == '\\' { chars.next_if(|n| matches!(n, '\\' | ':' | ';' | '{' | '}' | '_' | '&' | '%' | '#')) } else { None };
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
        assert_eq!(sea.files, ["sub/sea:1.txt", "b.txt"]);
        assert_eq!((tides.date.as_deref(), tides.files.as_slice()), (None, ["tides.txt".to_string()].as_slice()));
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
        assert_eq!(files("C\\:\\\\Papers\\\\sea.pdf"), ["C:/Papers/sea.pdf"]);
        assert_eq!(files("sea.pdf:PDF"), ["sea.pdf"]);
        assert_eq!(files("a.txt; b.txt"), ["a.txt", "b.txt"]);
    }
}
