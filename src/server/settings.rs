use crate::text::PositionEncoding;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;

/// The user's settings: `initializationOptions`, or the section `postil` of the editor's configuration.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// How long a text must rest before it is checked, in milliseconds.
    pub debounce: u64,
    /// Folders outside the workspace that links in it may lead into.
    pub allow_paths: Vec<PathBuf>,
    /// Which files are told about.
    pub diagnostics: Scope,
    /// Which hints stand in the text.
    pub inlay_hints: Hints,
    /// How often a folder that the client does not watch is looked at, in milliseconds.
    pub watch: u64,
}

/// Kinds of hints.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Hints {
    #[default]
    Off,
    /// At the ends of claims.
    Verdicts,
    /// Behind citation keys.
    Titles,
    All,
}

/// Which files findings are told of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// Sent: of open files, and of the notes that depend on a source that changes. Asked for: of whatever is asked about.
    #[default]
    Auto,
    /// Of open files only.
    Open,
    /// Of every file of the workspace.
    Workspace,
}

/// A setting as people read of it: the table in docs/language-server.md and the settings of the VS Code extension are made from it.
pub struct Setting {
    /// As the client writes it, in the section `postil`.
    pub name: &'static str,
    /// Markdown.
    pub about: &'static str,
    /// Whether it holds for a machine and its person, and a workspace may not set it.
    pub personal: bool,
    /// Type, default and bounds, in JSON Schema's words.
    pub schema: fn() -> Value,
}

/// Every setting, in the order of the page.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "debounce",
        about: "How long a text rests before it is checked, in milliseconds; 0 checks at once.",
        personal: false,
        schema: || json!({ "type": "integer", "minimum": 0, "maximum": LONGEST, "default": Settings::default().debounce }),
    },
    Setting {
        name: "diagnostics",
        about: "Of which files findings are told. `open`: of open files. `workspace`: of every file. `auto`: sent of open files and of the \
                notes that depend on a source that changes; asked for of whatever is asked about.",
        personal: false,
        schema: || json!({ "type": "string", "enum": ["auto", "open", "workspace"], "default": "auto" }),
    },
    Setting {
        name: "inlayHints",
        about: "Which hints stand in the text of notes. `verdicts`: verdict and place at the end of each claim. `titles`: the title of the \
                source behind a citation key. `all`: both.",
        personal: false,
        schema: || json!({ "type": "string", "enum": ["off", "verdicts", "titles", "all"], "default": "off" }),
    },
    Setting {
        name: "watch",
        about: "How often the folder is looked at for files that changed outside of the editor, in milliseconds, where the editor does not \
                report them itself; 0 looks never, and the folder is read again when a file is saved.",
        personal: false,
        schema: || json!({ "type": "integer", "minimum": 0, "maximum": LONGEST, "default": Settings::default().watch }),
    },
    Setting {
        name: "allowPaths",
        about: "Folders outside of the workspace that links in it may lead into, like `--allow-path` on the command line. \
                Nothing else outside of the workspace is read.",
        personal: true,
        schema: || json!({ "type": "array", "items": { "type": "string" }, "default": [] }),
    },
];

/// The longest rest, in milliseconds.
const LONGEST: u64 = 10_000;

impl Default for Settings {
    fn default() -> Settings {
        Settings { debounce: 80, allow_paths: Vec::new(), diagnostics: Scope::default(), inlay_hints: Hints::default(), watch: 1_000 }
    }
}

/// How positions are to be counted whatever the client offers, if its `initializationOptions` say so: some clients offer nothing
/// and take every position for a number of bytes.
pub fn encoding(options: &Value) -> Option<PositionEncoding> {
    match options.get("postil").unwrap_or(options).get("positionEncoding")?.as_str()? {
        "utf-8" => Some(PositionEncoding::Utf8),
        "utf-16" => Some(PositionEncoding::Utf16),
        "utf-32" => Some(PositionEncoding::Utf32),
        _ => None,
    }
}

impl Settings {
    /// The settings as the client sends them, bare or under `postil`. What cannot be used is told, and `None`.
    pub fn read(value: &Value) -> Result<Option<Settings>, String> {
        let value = value.get("postil").unwrap_or(value);
        if !value.is_object() {
            return Ok(None);
        }
        Settings::deserialize(value).map(Some).map_err(|e| format!("postil: the settings cannot be used: {e}"))
    }

    pub fn debounce(&self) -> Duration {
        Duration::from_millis(self.debounce.min(LONGEST))
    }

    /// How long to wait between two looks at a folder; `None` for ever.
    pub fn watch(&self) -> Option<Duration> {
        (self.watch > 0).then(|| Duration::from_millis(self.watch.min(LONGEST)))
    }

    /// The allowed folders without links in them; those that do not exist are left out.
    pub fn allowed(&self) -> Vec<PathBuf> {
        self.allow_paths.iter().filter_map(|p| p.canonicalize().ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_of_the_table_are_those_of_the_program() {
        let told: serde_json::Map<String, Value> =
            SETTINGS.iter().filter_map(|s| Some((s.name.to_string(), (s.schema)().get("default")?.clone()))).collect();
        assert_eq!(told.len(), SETTINGS.len());
        assert_eq!(Settings::read(&Value::Object(told)), Ok(Some(Settings::default())));
    }

    #[test]
    fn a_key_of_the_table_is_read() {
        for (name, value) in
            [("debounce", json!(7)), ("diagnostics", json!("open")), ("inlayHints", json!("all")), ("allowPaths", json!(["/"]))]
        {
            assert!(SETTINGS.iter().any(|s| s.name == name));
            assert_ne!(Settings::read(&json!({ "postil": { name: value } })), Ok(Some(Settings::default())), "{name}");
        }
    }
}
