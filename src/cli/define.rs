//! `postil define`: what the glossaries and sources of a workspace say that a term is.

use super::args::{Define, DefineFormat};
use super::opened::{Trouble, open};
use super::{CLEAN, FOUND, complain};
use crate::analysis::Snapshot;
use crate::diagnostic::render::escape;
use crate::ide::term::{self, TermDefinition};
use crate::text::LineIndex;
use crate::workspace::Cache;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Looks up, writes, and tells the exit code: 1 if there is no definition.
pub fn run(args: &Define, out: &mut impl Write) -> io::Result<u8> {
    let opened = match open(args.root.as_deref(), &[], &[], Cache::of_person()) {
        Ok(opened) => opened,
        Err(Trouble(message)) => return Ok(complain(&message)),
    };
    let found = match &args.term {
        Some(term) if !args.all => term::define(&opened.snapshot, &term.join(" ")),
        _ => term::all(&opened.snapshot),
    };
    if found.is_empty() {
        let asked = args.term.as_ref().map_or_else(|| "any term".to_string(), |t| format!("“{}”", t.join(" ")));
        complain(&format!("no glossary and no source in {} defines {asked}", opened.root.display()));
    }
    let mut places = Places { snapshot: &opened.snapshot, lines: BTreeMap::new() };
    let entries: Vec<Entry> = found.iter().map(|d| places.entry(d)).collect();
    match args.format {
        DefineFormat::Text => entries.iter().try_for_each(|e| text(e, out))?,
        DefineFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&entries)?)?,
        DefineFormat::Jsonl => {
            for entry in &entries {
                writeln!(out, "{}", serde_json::to_string(entry)?)?;
            }
        }
    }
    opened.keep(out)?;
    Ok(if entries.is_empty() { FOUND } else { CLEAN })
}

#[derive(Serialize)]
struct Entry<'a> {
    term: &'a str,
    definition: &'a str,
    kind: &'static str,
    file: &'a str,
    range: Range,
    bytes: Bytes,
    sentence: &'a str,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
}

/// 1-based, end exclusive, columns in Unicode scalar values.
#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Bytes {
    start: u32,
    end: u32,
}

struct Places<'a> {
    snapshot: &'a Snapshot,
    lines: BTreeMap<String, LineIndex>,
}

impl Places<'_> {
    fn entry<'d>(&mut self, found: &'d TermDefinition) -> Entry<'d> {
        let place = &found.definition;
        let document = self.snapshot.document(&place.file);
        let text = document.map_or("", |d| &d.original);
        let lines = self.lines.entry(place.file.clone()).or_insert_with(|| LineIndex::new(text));
        let point = |offset: u32| {
            let (line, column) = crate::text::line_column(text, lines, offset as usize);
            Point { line, column }
        };
        Entry {
            term: &found.term.text,
            definition: &place.text,
            kind: found.kind,
            file: &place.file,
            range: Range { start: point(place.span.start), end: point(place.span.end) },
            bytes: Bytes { start: place.span.start, end: place.span.end },
            sentence: &found.sentence.text,
        }
    }
}

/// The term and what it is, then where that stands.
fn text(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}: {}", escape(entry.term), escape(entry.definition))?;
    writeln!(out, "  {}:{}:{} ({})", escape(entry.file), entry.range.start.line, entry.range.start.column, entry.kind)
}
