use super::{FrontMatter, Located};
use crate::text::{LineIndex, Span};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};
use std::fmt;

/// Deepest nesting of front matter that is read.
const DEEPEST: usize = 32;

/// The YAML front matter at the text's beginning and the offset where the rest begins (0 without any).
/// It stands between a first line `---` and a line `---` or `...`.
pub(super) fn read(source: &str) -> (FrontMatter, usize) {
    let Some((yaml, body)) = fences(source) else { return (FrontMatter::default(), 0) };
    let mut front = parse(source, yaml);
    front.outer = Span::new(0, body);
    (front, body)
}

/// The YAML between the fences and where the rest begins.
fn fences(source: &str) -> Option<(Span, usize)> {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let after = text.strip_prefix("---")?.trim_start_matches([' ', '\t']);
    if !after.starts_with(['\n', '\r']) {
        return None;
    }
    let index = LineIndex::new(source);
    // a rule and a blank line is not front matter
    if index.content(source, 1).of(source).trim().is_empty() {
        return None;
    }
    let close = (1..index.lines()).find(|l| matches!(index.content(source, *l).of(source).trim_end(), "---" | "..."))?;
    let yaml = Span::new(index.offset(1, 0), index.offset(close, 0));
    Some((yaml, index.line_span(close).end as usize))
}

fn parse(source: &str, yaml: Span) -> FrontMatter {
    let text = yaml.of(source);
    let entries = match serde_saphyr::from_str_with_options::<Entries>(text, bounded(10_000)) {
        Ok(entries) => entries.0,
        Err(error) => {
            let at = error.location().map_or(yaml.start as usize, |l| place(text, yaml, &l).start as usize);
            let error = Located { value: message(&error), outer: Span::new(at, line_end(source, at)) };
            return FrontMatter { error: Some(error), ..FrontMatter::default() };
        }
    };
    let mut front = FrontMatter::default();
    for Pair { key, value, .. } in entries {
        let all = || values(text, yaml, &value);
        match key.as_str() {
            "title" => front.title = all().into_iter().next(),
            "date" => front.date = all().into_iter().next(),
            "author" | "authors" => front.author = joined(all()),
            "id" => front.id = all().into_iter().next(),
            "source" | "sources" => front.sources.extend(all()),
            "postil" => {
                front.disable.extend(disabled(text, yaml, &value));
                front.accept.extend(accepted(text, yaml, &value));
            }
            _ => {}
        }
    }
    front.sources.sort_by_key(|l| l.outer.start);
    front
}

/// Options that end hostile YAML soon.
pub(super) fn bounded(nodes: usize) -> serde_saphyr::Options {
    let mut options = serde_saphyr::Options::default();
    if let Some(budget) = &mut options.budget {
        budget.max_depth = DEEPEST;
        budget.max_aliases = 100;
        budget.max_nodes = nodes;
    }
    options
}

/// The first line of what the parser says, without its picture of the place.
fn message(error: &serde_saphyr::Error) -> String {
    let whole = error.without_snippet().to_string();
    let first = whole.lines().next().unwrap_or("not readable");
    // the finding has a place of its own, in lines of the file and not of the YAML
    first.split(" at line ").next().unwrap_or(first).to_owned()
}

fn line_end(source: &str, at: usize) -> usize {
    let rest = source.get(at..).unwrap_or("");
    at + rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// Several authors are one value.
fn joined(all: Vec<Located>) -> Option<Located> {
    all.into_iter().reduce(|a, b| Located { value: format!("{}, {}", a.value, b.value), outer: a.outer.cover(b.outer) })
}

/// `postil: {disable: …}`; `disable: true` or an empty list means all rules.
fn disabled(text: &str, yaml: Span, value: &Spanned<Value>) -> Vec<Located> {
    let Value::Map(entries) = &value.value else { return Vec::new() };
    let mut out = Vec::new();
    for Pair { value: disable, .. } in entries.iter().filter(|p| p.key == "disable") {
        let all = values(text, yaml, disable);
        let everything = |l: &Located| matches!(l.value.as_str(), "true" | "all" | "*");
        if all.is_empty() {
            out.push(Located { value: String::new(), outer: place(text, yaml, &disable.referenced) });
        }
        let kept = all.into_iter().filter(|l| l.value != "false");
        out.extend(kept.map(|l| if everything(&l) { Located { value: String::new(), ..l } } else { l }));
    }
    out
}

/// `postil: {accept: …}`: fingerprints.
fn accepted(text: &str, yaml: Span, value: &Spanned<Value>) -> Vec<Located> {
    let Value::Map(entries) = &value.value else { return Vec::new() };
    entries.iter().filter(|p| p.key == "accept").flat_map(|p| values(text, yaml, &p.value)).collect()
}

/// The scalars of a value: itself, or those of a list (of lists: `[[name]]` is one in YAML).
fn values(text: &str, yaml: Span, value: &Spanned<Value>) -> Vec<Located> {
    let outer = place(text, yaml, &value.referenced);
    match &value.value {
        Value::Text(words) => vec![Located { value: words.trim().to_owned(), outer }],
        Value::Written => {
            let local = Span::new(outer.start.saturating_sub(yaml.start) as usize, outer.end.saturating_sub(yaml.start) as usize);
            vec![Located { value: local.of(text).trim().to_owned(), outer }]
        }
        Value::List(items) => items.iter().flat_map(|i| values(text, yaml, i)).collect(),
        Value::Null | Value::Map(_) => Vec::new(),
    }
}

/// Where a value stands in the document. `text` is the YAML at `yaml`.
pub(super) fn place(text: &str, yaml: Span, location: &Location) -> Span {
    let span = location.span();
    let (start, len) = match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(len)) => (start as usize, len as usize),
        _ => {
            let index = LineIndex::new(text);
            let position = ((location.line().max(1) - 1) as u32, (location.column().max(1) - 1) as u32);
            (crate::text::offset(text, &index, position, crate::text::PositionEncoding::Utf32), 0)
        }
    };
    let border = |at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let (start, end) = (border(start), border(start.saturating_add(len)));
    let end = start + text.get(start..end).unwrap_or("").trim_end().len();
    Span::new(yaml.start as usize + start, yaml.start as usize + end)
}

/// A YAML value; numbers, dates and truth values are kept as written.
pub(super) enum Value {
    Text(String),
    /// To be read off the source.
    Written,
    Null,
    List(Vec<Spanned<Value>>),
    Map(Vec<Pair>),
}

/// A key, where it stands, and its value.
pub(super) struct Pair {
    pub key: String,
    pub at: Location,
    pub value: Spanned<Value>,
}

/// The entries of a mapping in order; none for an empty document.
struct Entries(Vec<Pair>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        match deserializer.deserialize_any(ValueVisitor)? {
            Value::Map(entries) => Ok(Entries(entries)),
            Value::Null => Ok(Entries(Vec::new())),
            _ => Err(serde::de::Error::custom("it is no list of `key: value` lines")),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_str<E>(self, words: &str) -> Result<Value, E> {
        Ok(Value::Text(words.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Written)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Written)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Written)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
        Ok(Value::Written)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
        Ok(Value::Written)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Written)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(Spanned { value, referenced, .. }) = map.next_key::<Spanned<Value>>()? {
            match value {
                Value::Text(key) => entries.push(Pair { key, at: referenced, value: map.next_value()? }),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(source: &'a str, located: &'a Located) -> (&'a str, &'a str) {
        (located.value.as_str(), located.outer.of(source))
    }

    #[test]
    fn known_keys_with_their_places() {
        let source = "\u{feff}---\ntitle: \"Émile: a life\"\ndate: 2031-03\nauthor: [A. Ng, B. Ruiz]\nid: 007\nsources:\n  - harbour\n  - [[quay]]\nother: {x: 1}\npostil:\n  disable: [number-conflict]\n---\nBody";
        let (front, body) = read(source);
        assert_eq!(front.error, None);
        assert_eq!(source.get(body..), Some("Body"));
        assert_eq!(front.title.as_ref().map(|l| l.value.as_str()), Some("Émile: a life"));
        assert_eq!(front.date.as_ref().map(|l| of(source, l)), Some(("2031-03", "2031-03")));
        assert_eq!(front.author.as_ref().map(|l| of(source, l)), Some(("A. Ng, B. Ruiz", "A. Ng, B. Ruiz")));
        assert_eq!(front.id.as_ref().map(|l| of(source, l)), Some(("007", "007")));
        let sources: Vec<_> = front.sources.iter().map(|l| of(source, l)).collect();
        assert_eq!(sources, [("harbour", "harbour"), ("quay", "quay")]);
        let disable: Vec<_> = front.disable.iter().map(|l| of(source, l)).collect();
        assert_eq!(disable, [("number-conflict", "number-conflict")]);
    }

    #[test]
    fn bad_yaml_is_an_error_with_a_place() {
        let source = "---\ntitle: ok\nsource: [a, b\n---\nBody";
        let (front, body) = read(source);
        assert_eq!(source.get(body..), Some("Body"));
        let error = front.error.as_ref();
        assert!(error.is_some_and(|e| e.outer.start > 3 && (e.outer.end as usize) < body && !e.value.is_empty()), "{error:?}");
        assert!(error.is_some_and(|e| !e.value.contains(" line ")), "the place is the finding's: {error:?}");
        assert!(read("---\njust words\n---\n").0.error.is_some());
    }

    #[test]
    fn rules_and_unclosed_fences_are_no_front_matter() {
        for source in ["---\n\ntext\n\n---\n", "---\ntitle: x\n", "text\n---\na: b\n---\n", "----\na: b\n---\n", "---"] {
            assert_eq!(read(source).1, 0, "{source:?}");
        }
    }

    #[test]
    fn all_line_ends_and_all_rules() {
        for end in ["\n", "\r\n", "\r"] {
            let source = ["---", "source: a", "postil: {disable: true}", "...", "Body"].join(end);
            let (front, body) = read(&source);
            assert_eq!(front.sources.first().map(|l| of(&source, l)), Some(("a", "a")), "{end:?}");
            assert_eq!(front.disable.first().map(|l| l.value.as_str()), Some(""), "{end:?}");
            assert_eq!(source.get(body..), Some("Body"));
        }
    }

    #[test]
    fn hostile_yaml_ends_soon() {
        for yaml in ["[".repeat(100_000), "{a: ".repeat(20_000), format!("a: &a [x]\nb: [{}]", "*a,".repeat(5000)), "- ".repeat(50_000)] {
            let (front, _) = read(&format!("---\n{yaml}\n---\n"));
            assert!(front.title.is_none());
        }
    }
}
