use super::Level;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What a key holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A list of globs; a single string is taken for a list of one.
    Globs,
    /// A number of bytes, or a string with a unit: `"20MB"`.
    Size,
    /// `true` or `false`.
    Flag,
    /// A table from rule id to level.
    Levels,
    /// A list of tables with `path` and `rules`.
    Overrides,
}

/// One key of postil.toml. The parser, the JSON Schema and the reference page are all made from [`KEYS`].
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub kind: Kind,
    /// In words, as the reference page says it.
    pub default: &'static str,
    pub about: &'static str,
    /// A TOML fragment that sets it.
    pub example: &'static str,
}

/// Every key, in the order of the reference page.
pub const KEYS: &[Key] = &[
    Key {
        name: "sources",
        kind: Kind::Globs,
        default: "the folders `sources/`, `references/` and `seeds/`; in a flat folder every document that is no note",
        about: "The documents that claims are judged against.",
        example: "sources = [\"sources/**\"]",
    },
    Key {
        name: "notes",
        kind: Kind::Globs,
        default: "the folder `notes/`; elsewhere every Markdown file that cites a source",
        about: "The documents whose claims are checked. A file that is also matched by `sources` is a note.",
        example: "notes = [\"notes/**\", \"drafts/**\"]",
    },
    Key {
        name: "glossary",
        kind: Kind::Globs,
        default: "`glossary.md`, `glossary.yml`, `glossary.yaml`",
        about: "Documents that define terms.",
        example: "glossary = [\"glossary.md\"]",
    },
    Key {
        name: "bibliography",
        kind: Kind::Globs,
        default: "every `.bib` file",
        about: "BibTeX, BibLaTeX or CSL-JSON files: they lead from a citation key to a source.",
        example: "bibliography = [\"references.bib\"]",
    },
    Key {
        name: "exclude",
        kind: Kind::Globs,
        default: "nothing",
        about: "Files that are no part of the workspace. What `.gitignore` names is left out anyway.",
        example: "exclude = [\"sources/raw/**\"]",
    },
    Key {
        name: "max-file-size",
        kind: Kind::Size,
        default: "`\"20MB\"`",
        about: "A larger file is not read and gives an `unreadable-file` finding. Units: B, KB, MB, GB (1,000) and KiB, MiB, GiB (1,024).",
        example: "max-file-size = \"20MB\"",
    },
    Key {
        name: "cache",
        kind: Kind::Flag,
        default: "`true`",
        about: "Whether the places of the sources' sentences and words are kept in the person's cache folder, outside of the workspace, \
                so that the next start need not find them again. `postil cache` tells where that is and clears it.",
        example: "cache = false",
    },
    Key {
        name: "rules",
        kind: Kind::Levels,
        default: "each rule's own level",
        about: "The level of a rule: `error`, `warning`, `info` or `off`.",
        example: "[rules]\nnumber-conflict = \"error\"",
    },
    Key {
        name: "override",
        kind: Kind::Overrides,
        default: "none",
        about: "Levels for some files only. Of several that match a file, the last one that names the rule wins.",
        example: "[[override]]\npath = \"drafts/**\"\nrules = { missing-quotation = \"info\" }",
    },
];

/// The JSON Schema of postil.toml, for editors. `rules` are (id, summary) of the rules that exist.
pub fn schema(rules: &[(&str, &str)]) -> Value {
    let properties: Map<String, Value> = KEYS.iter().map(|key| (key.name.to_string(), property(key))).collect();
    let levels: Map<String, Value> =
        rules.iter().map(|(id, summary)| (id.to_string(), json!({ "description": summary, "enum": Level::NAMES }))).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:postil:config",
        "title": "postil.toml",
        "description": "Which documents are notes and which are sources, and how much each rule matters.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "definitions": {
            "globs": {
                "description": "Globs relative to postil.toml, with `/`; a folder's name stands for everything in it.",
                "anyOf": [
                    { "type": "string", "minLength": 1 },
                    { "type": "array", "items": { "type": "string", "minLength": 1 } }
                ]
            },
            "levels": { "type": "object", "additionalProperties": false, "properties": levels }
        }
    })
}

fn property(key: &Key) -> Value {
    let mut value = match key.kind {
        Kind::Globs => json!({ "allOf": [{ "$ref": "#/definitions/globs" }] }),
        Kind::Size => json!({
            "anyOf": [
                { "type": "integer", "minimum": 1 },
                { "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)? *([kKmMgG]i?)?[bB]?$" }
            ]
        }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Levels => json!({ "allOf": [{ "$ref": "#/definitions/levels" }] }),
        Kind::Overrides => json!({
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["path", "rules"],
                "properties": {
                    "path": { "$ref": "#/definitions/globs" },
                    "rules": { "$ref": "#/definitions/levels" }
                }
            }
        }),
    };
    if let Value::Object(object) = &mut value {
        object.insert("description".to_string(), json!(format!("{} Default: {}.", key.about, key.default)));
    }
    value
}

/// The reference page of postil.toml, in Markdown. `rules` are (id, default level, summary).
pub fn reference(rules: &[(&str, Level, &str)]) -> String {
    let mut page = String::from(
        "# postil.toml\n\n<!-- Made from the program's table of keys; `UPDATE=1 cargo test --test docs` writes it again. -->\n\n\
         The folder that holds `postil.toml` is a workspace. Every key may be left out, and so may the file. A key that cannot be\n\
         used is a finding (`config-problem`) that names the place; the rest of the file still counts, and `check` exits with 2.\n\n\
         Globs are relative to the file: `*` stays inside a folder, `**` crosses folders, and a folder's name stands for everything\n\
         in it. They cannot lead out of the workspace.\n",
    );
    for key in KEYS {
        let _ = write!(page, "\n## {}\n\n{}\n\nDefault: {}.\n\n```toml\n{}\n```\n", key.name, key.about, key.default, key.example);
    }
    page.push_str("\n## Rules and their default levels\n\n| rule | level | what it warns about |\n| --- | --- | --- |\n");
    for (id, level, summary) in rules {
        let _ = writeln!(page, "| [{id}](rules/{id}.md) | {} | {summary} |", level.name());
    }
    page.push_str("\nFor completion and checks in an editor, `postil schema` prints the JSON Schema of this file.\n");
    page
}
