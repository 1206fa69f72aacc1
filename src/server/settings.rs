use serde::Deserialize;
use serde_json::Value;
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

impl Default for Settings {
    fn default() -> Settings {
        Settings { debounce: 80, allow_paths: Vec::new(), diagnostics: Scope::default() }
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
        Duration::from_millis(self.debounce.min(10_000))
    }

    /// The allowed folders without links in them; those that do not exist are left out.
    pub fn allowed(&self) -> Vec<PathBuf> {
        self.allow_paths.iter().filter_map(|p| p.canonicalize().ok()).collect()
    }
}
