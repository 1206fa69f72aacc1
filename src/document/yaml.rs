//! A YAML file with the places of its keys and values.

use super::Located;
use super::front::{Value, bounded, place};
use crate::text::Span;
use serde_saphyr::Spanned;

/// A value; scalars as they are written, without quotation marks.
#[derive(Clone, PartialEq, Debug)]
pub enum Yaml {
    Text(Located),
    List(Vec<Yaml>),
    /// In the order of the file.
    Map(Vec<(Located, Yaml)>),
    Empty,
}

/// Larger files are not read.
const NODES: usize = 200_000;

/// Reads a whole file; `None` if it is no YAML, or nested too deep.
pub fn read(text: &str) -> Option<Yaml> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let all = Span::new(text.len() - body.len(), text.len());
    let value = serde_saphyr::from_str_with_options::<Spanned<Value>>(body, bounded(NODES)).ok()?;
    Some(node(body, all, &value))
}

fn node(body: &str, all: Span, value: &Spanned<Value>) -> Yaml {
    match &value.value {
        Value::Text(words) => Yaml::Text(scalar(body, all, place(body, all, &value.referenced), words.clone())),
        Value::Written => {
            let outer = place(body, all, &value.referenced);
            Yaml::Text(Located { value: outer.since(all.start).of(body).trim().to_string(), outer })
        }
        Value::Null => Yaml::Empty,
        Value::List(items) => Yaml::List(items.iter().map(|i| node(body, all, i)).collect()),
        Value::Map(entries) => {
            let pair = |p: &super::front::Pair| (scalar(body, all, place(body, all, &p.at), p.key.clone()), node(body, all, &p.value));
            Yaml::Map(entries.iter().map(pair).collect())
        }
    }
}

/// Without the marks around it, and without those of a block.
fn scalar(body: &str, all: Span, outer: Span, value: String) -> Located {
    let written = outer.since(all.start).of(body);
    let inner = match written.chars().next() {
        Some(mark @ ('"' | '\'')) if written.len() > 1 && written.ends_with(mark) => written.get(1..written.len() - 1),
        Some('|' | '>') => written.split_once('\n').map(|(_, rest)| rest.trim()),
        _ => Some(written),
    };
    let inner = inner.unwrap_or(written);
    let start = outer.start as usize + (inner.as_ptr() as usize - written.as_ptr() as usize);
    Located { value, outer: Span::new(start, start + inner.len()) }
}
