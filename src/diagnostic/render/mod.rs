//! One file per output format. Each turns a [`Report`] into text and knows nothing else.

mod escape;
mod github;
mod json;
mod sarif;
mod text;

pub use escape::{escape, is_unsafe};
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
}

impl Format {
    /// Every format and its word on the command line.
    pub const ALL: [(&'static str, Format); 5] =
        [("text", Format::Text), ("json", Format::Json), ("jsonl", Format::Jsonl), ("sarif", Format::Sarif), ("github", Format::Github)];
}

/// The whole output, ending with a line break. `colour` matters to text only. The same report gives the same bytes.
pub fn render(format: Format, report: &Report, colour: bool) -> String {
    match format {
        Format::Text => text::render(report, colour),
        Format::Json => json::render(report),
        Format::Jsonl => json::render_lines(report),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report),
    }
}

#[cfg(test)]
mod tests;
