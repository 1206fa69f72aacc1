//! One file per output format. Each turns a [`Report`] into text and knows nothing else.

mod audit;
mod escape;
mod github;
mod gitlab;
mod json;
mod junit;
mod rdjson;
mod sarif;
mod text;

pub use audit::{About, Digest, html, markdown};
pub use escape::{escape, escape_markdown, is_unsafe, plain_json};
pub use json::render_known;
pub use text::summary_line;

use super::Report;

/// An output format of `check`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Text,
    Json,
    Jsonl,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Rdjson,
}

impl Format {
    /// Every format and its word on the command line.
    pub const ALL: [(&'static str, Format); 8] = [
        ("text", Format::Text),
        ("json", Format::Json),
        ("jsonl", Format::Jsonl),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
        ("rdjson", Format::Rdjson),
    ];
}

/// Where text is read. The other formats look the same everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    pub colour: bool,
    /// Columns of a frame.
    pub width: usize,
}

impl Look {
    /// No terminal: the same report gives the same bytes on every machine.
    pub const PLAIN: Look = Look { colour: false, width: 120 };
}

/// The whole output, ending with a line break. The same report and look give the same bytes.
pub fn render(format: Format, report: &Report, look: Look) -> String {
    let out = match format {
        Format::Text => text::render(report, look),
        Format::Json => json::render(report),
        Format::Jsonl => json::render_lines(report),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report),
        Format::Gitlab => gitlab::render(report),
        Format::Junit => junit::render(report),
        Format::Rdjson => rdjson::render(report),
    };
    if matches!(format, Format::Json | Format::Jsonl | Format::Sarif | Format::Gitlab | Format::Rdjson) { plain_json(out) } else { out }
}

#[cfg(test)]
mod tests;
