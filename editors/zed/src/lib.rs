//! Tells Zed how to start `postil lsp`. What is known of notes and sources is in the program.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, serde_json, Command, LanguageServerId, Result, Worktree};

struct Postil;

impl zed::Extension for Postil {
    fn new() -> Self {
        Postil
    }

    /// The program of the setting `lsp.postil.binary`, else the one in PATH.
    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree).ok().and_then(|s| s.binary);
        let (path, args) = binary.map_or((None, None), |b| (b.path, b.arguments));
        let missing = "postil is not in PATH: install it, or set lsp.postil.binary.path";
        let command = path.or_else(|| worktree.which("postil")).ok_or(missing)?;
        Ok(Command { command, args: args.unwrap_or_else(|| vec!["lsp".to_string()]), env: worktree.shell_env() })
    }

    fn language_server_initialization_options(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree).ok().and_then(|s| s.initialization_options))
    }
}

zed::register_extension!(Postil);
