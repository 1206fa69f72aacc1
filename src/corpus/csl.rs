use super::bibliography::is_date;
use super::{Attached, Entry, Fault};
use crate::text::{Span, char_floor};
use serde::Deserialize;
use serde_json::Value;

/// The part of a CSL-JSON item that is used; everything else is ignored.
#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    id: Value,
    #[serde(rename = "citation-key")]
    citation_key: Option<String>,
    title: Option<String>,
    #[serde(default)]
    author: Vec<Person>,
    #[serde(default)]
    issued: Value,
    #[serde(rename = "URL")]
    url: Option<String>,
    file: Option<String>,
    publisher: Option<String>,
    #[serde(rename = "container-title")]
    container: Option<String>,
}

#[derive(Deserialize)]
struct Person {
    family: Option<String>,
    given: Option<String>,
    literal: Option<String>,
}

/// Reads a CSL-JSON list. Items that cannot be read are faults at their place.
pub(super) fn read(text: &str) -> (Vec<Entry>, Vec<Fault>) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - body.len();
    let items: Vec<Value> = match serde_json::from_str(body) {
        Ok(items) => items,
        Err(error) => {
            let at = offset(body, error.line(), error.column()) + shift;
            return (
                Vec::new(),
                vec![Fault { span: Span::new(at, at), message: format!("this is not CSL-JSON: {}", without_place(&error)) }],
            );
        }
    };
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    let mut from = shift;
    for (i, value) in items.into_iter().enumerate() {
        match serde_json::from_value::<Item>(value) {
            Ok(item) => {
                let found = entry(item, text, from);
                from = found.as_ref().map_or(from, |e| e.key_outer.end as usize);
                entries.extend(found);
            }
            Err(error) => {
                let message = format!("item {} cannot be read: {}", i + 1, without_place(&error));
                faults.push(Fault { span: Span::new(from, from), message });
            }
        }
    }
    (entries, faults)
}

/// `from` is where the item before it ends at the earliest.
fn entry(item: Item, text: &str, from: usize) -> Option<Entry> {
    let id = match item.id {
        Value::String(s) => Some(s),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    };
    let key = item.citation_key.or(id)?;
    let rest = text.get(from..).unwrap_or("");
    let quoted = rest.find(&format!("\"{key}\"")).map(|i| i + 1);
    let place = quoted.or_else(|| rest.find(&key)).map(|i| from + i);
    let people = item.author.into_iter().filter_map(|p| {
        p.literal.or(match (p.family, p.given) {
            (Some(f), Some(g)) => Some(format!("{f}, {g}")),
            (f, g) => f.or(g),
        })
    });
    let author = people.collect::<Vec<_>>().join(" and ");
    Some(Entry {
        key_outer: place.map_or(Span::new(from, from), |p| Span::new(p, p + key.len())),
        key,
        title: item.title,
        author: Some(author).filter(|a| !a.is_empty()),
        date: issued(&item.issued),
        publisher: item.container.or(item.publisher),
        url: item.url,
        files: item.file.into_iter().map(|f| Attached { outer: written(text, &f), path: f.replace('\\', "/") }).collect(),
        named: Vec::new(),
    })
}

/// Where the string stands in the file, without its quotation marks, if it stands there once.
fn written(text: &str, value: &str) -> Option<Span> {
    let quoted = serde_json::to_string(value).ok()?;
    let mut places = text.match_indices(&quoted);
    let (at, _) = places.next().filter(|_| places.next().is_none())?;
    Some(Span::new(at + 1, at + quoted.len() - 1))
}

/// `{"date-parts": [[2020, 3, 1]]}` with one date, or `{"raw": "2020-03-01"}`.
fn issued(value: &Value) -> Option<String> {
    let parts = value.get("date-parts").and_then(Value::as_array).filter(|d| d.len() == 1).and_then(|d| d.first()?.as_array());
    let written = match parts {
        Some(parts) => {
            let number = |v: &Value| v.as_u64().or_else(|| v.as_str()?.parse().ok());
            let numbers: Vec<u64> = parts.iter().map_while(number).collect();
            let pieces = numbers.iter().enumerate().map(|(i, n)| if i == 0 { format!("{n:04}") } else { format!("{n:02}") });
            pieces.collect::<Vec<_>>().join("-")
        }
        None => value.get("raw").or_else(|| value.get("literal"))?.as_str()?.to_string(),
    };
    Some(written).filter(|d| is_date(d))
}

/// What the parser says; the finding has a place of its own.
fn without_place(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    whole.split(" at line ").next().unwrap_or_default().to_string()
}

/// The byte offset of a 1-based line and column (in bytes) of serde_json.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    char_floor(text, (start + column.saturating_sub(1)).min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_with_dates_and_people() {
        let text = r#"[{"id":"sea20","title":"Rising Seas","author":[{"family":"Marsh","given":"Ada"}],"issued":{"date-parts":[[2020,"3"]]},"file":"s\\sea.txt"}, {"id":7}, {"title":5}]"#;
        let (entries, faults) = read(text);
        let [sea, seven] = entries.as_slice() else { panic!("{entries:?}") };
        assert_eq!((sea.key_outer.of(text), sea.date.as_deref()), ("sea20", Some("2020-03")));
        assert_eq!((sea.author.as_deref(), sea.files.len()), (Some("Marsh, Ada"), 1));
        let file = sea.files.first().expect("one");
        assert_eq!((file.path.as_str(), file.outer.map(|s| s.of(text))), ("s/sea.txt", Some("s\\\\sea.txt")));
        assert_eq!(seven.key, "7");
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn a_broken_file_names_the_place() {
        let (entries, faults) = read("[\n{\"id\": }]");
        assert!(entries.is_empty());
        assert_eq!(faults.first().map(|f| f.span.start), Some(9));
    }
}
