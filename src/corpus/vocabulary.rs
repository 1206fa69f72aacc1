//! Glossaries in YAML: `term: definition`, or entries with `definition`, `aliases` and `examples`, as a mapping or a list.

use super::definition::{Definition, Kind};
use crate::document::yaml::{self, Yaml};
use crate::document::{Document, Located};
use crate::text::Span;

/// Keys of an entry, lower case.
const TERM: [&str; 4] = ["term", "name", "title", "word"];
const MEANING: [&str; 5] = ["definition", "meaning", "description", "def", "explanation"];
const ALIASES: [&str; 5] = ["aliases", "alias", "synonyms", "abbreviations", "acronyms"];
/// Keys that hold lists of entries.
const LISTS: [&str; 5] = ["terms", "contexts", "glossary", "entries", "definitions"];

/// Whether the document is such a glossary, by its name.
pub(super) fn is(document: &Document) -> bool {
    let extension = document.path.rsplit('.').next().unwrap_or("");
    ["yml", "yaml"].iter().any(|e| extension.eq_ignore_ascii_case(e))
}

/// The terms of the glossary, each alias as a term of its own with the same definition. Spans are into the document's text.
pub(super) fn read(document: &Document) -> Vec<Definition> {
    let mut out = Vec::new();
    if let Some(root) = yaml::read(&document.text) {
        entries(&root, &mut out);
    }
    out.retain(|d| !d.term.of(&document.text).trim().is_empty() && !d.definition.of(&document.text).trim().is_empty());
    out
}

fn entries(node: &Yaml, out: &mut Vec<Definition>) {
    match node {
        Yaml::List(items) => items.iter().for_each(|i| entries(i, out)),
        Yaml::Map(pairs) => {
            if let (Some(term), Some(meaning)) = (text(pairs, &TERM), text(pairs, &MEANING)) {
                return entry(term.outer, meaning.outer, pairs, out);
            }
            for (key, value) in pairs {
                let lists = LISTS.contains(&key.value.to_lowercase().as_str());
                match value {
                    Yaml::Text(meaning) if !told(&key.value) => entry(key.outer, meaning.outer, &[], out),
                    Yaml::Map(inner) if !lists && text(inner, &TERM).is_none() && text(inner, &MEANING).is_some() => {
                        let meaning = text(inner, &MEANING).map_or(Span::default(), |l| l.outer);
                        entry(key.outer, meaning, inner, out);
                    }
                    Yaml::List(_) | Yaml::Map(_) if lists => entries(value, out),
                    _ => {}
                }
            }
        }
        Yaml::Text(_) | Yaml::Empty => {}
    }
}

/// Keys that tell of the file or of an entry, not of a term.
fn told(key: &str) -> bool {
    let key = key.to_lowercase();
    let known = ["version", "language", "lang", "examples", "example", "paths", "tags", "see", "url", "source", "id"];
    known.contains(&key.as_str()) || TERM.iter().chain(&MEANING).chain(&ALIASES).any(|k| *k == key)
}

fn text<'a>(pairs: &'a [(Located, Yaml)], names: &[&str]) -> Option<&'a Located> {
    let value = |name: &&str| pairs.iter().find(|(k, _)| k.value.eq_ignore_ascii_case(name)).map(|(_, v)| v);
    names.iter().filter_map(value).find_map(|v| match v {
        Yaml::Text(words) => Some(words),
        _ => None,
    })
}

fn entry(term: Span, definition: Span, pairs: &[(Located, Yaml)], out: &mut Vec<Definition>) {
    let mut add = |term: Span| out.push(Definition { term, definition, kind: Kind::Glossary, sentence: definition });
    add(term);
    for (_, aliases) in pairs.iter().filter(|(k, _)| ALIASES.contains(&k.value.to_lowercase().as_str())) {
        match aliases {
            Yaml::Text(one) => add(one.outer),
            Yaml::List(items) => items.iter().for_each(|i| {
                if let Yaml::Text(one) = i {
                    add(one.outer)
                }
            }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn terms(text: &str) -> Vec<String> {
        let document = Document::from_text("glossary.yml", text, Format::Plain);
        read(&document).iter().map(|d| format!("{} = {}", d.term.of(text), d.definition.of(text))).collect()
    }

    #[test]
    fn every_shape_of_a_file() {
        assert_eq!(
            terms("\u{feff}# words 𝄞\nSluice: a gate for water\n\"水門\": '𝄞 a gate'\n"),
            ["Sluice = a gate for water", "水門 = 𝄞 a gate"]
        );
        let whole =
            "Spring tide:\n  definition: the highest 𝄞 tide\n  aliases: [springs, \"king tide\"]\n  examples:\n    - A spring tide came.\n";
        let expected = ["Spring tide", "springs", "king tide"].map(|t| format!("{t} = the highest 𝄞 tide"));
        assert_eq!(terms(whole), expected);
        let list =
            "- term: Ebb\n  meaning: falling water\n- name: Neap\n  definition: the lowest tide\n  alias: nip tide\n- language: none\n";
        assert_eq!(terms(list), ["Ebb = falling water", "Neap = the lowest tide", "nip tide = the lowest tide"]);
        let nested = "version: 1\ncontexts:\n  - name: harbour\n    terms:\n      - name: Fetch\n        definition: how far wind blows\n        aliases: []\n";
        assert_eq!(terms(nested), ["Fetch = how far wind blows"]);
        assert_eq!(terms("Bore: >\n  a wave\n  up a river\nEbb: x\n"), ["Bore = a wave\n  up a river", "Ebb = x"]);
    }

    #[test]
    fn what_is_no_glossary() {
        for text in ["", "just words", "- a\n- b\n", "a: [b, c", "a: {b: {c: d}}\n", "[[[[[[[["] {
            assert_eq!(terms(text), [""; 0], "{text}");
        }
    }
}
