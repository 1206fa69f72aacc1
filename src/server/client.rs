use super::command;
use super::event::{Facts, Refresh};
use super::tokens;
use crate::text::PositionEncoding;
use tower_lsp::lsp_types::*;

/// What matters here of what the client says that it can do.
pub fn facts(capabilities: &ClientCapabilities) -> Facts {
    let text = capabilities.text_document.as_ref();
    let workspace = capabilities.workspace.as_ref();
    let hover = text.and_then(|t| t.hover.as_ref()).and_then(|h| h.content_format.as_ref());
    let pull = text.and_then(|t| t.diagnostic.as_ref());
    let related_documents = pull.and_then(|p| p.related_document_support).unwrap_or(false);
    let item = text.and_then(|t| t.completion.as_ref()).and_then(|c| c.completion_item.as_ref());
    let items = item.and_then(|i| i.documentation_format.as_ref());
    let refresh = workspace.map(refresh).unwrap_or_default();
    let show = capabilities.window.as_ref().and_then(|w| w.show_document.as_ref());
    let edits = workspace.and_then(|w| w.workspace_edit.as_ref()).filter(|e| e.document_changes == Some(true));
    let late = text.and_then(|t| t.code_action.as_ref()).filter(|a| a.data_support == Some(true)).and_then(|a| a.resolve_support.as_ref());
    Facts {
        encoding: encoding(capabilities.general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or(&[])),
        markdown: hover.is_none_or(|h| h.is_empty() || h.contains(&MarkupKind::Markdown)),
        markdown_items: items.is_some_and(|f| f.contains(&MarkupKind::Markdown)),
        creates: edits.and_then(|e| e.resource_operations.as_ref()).is_some_and(|o| o.contains(&ResourceOperationKind::Create)),
        late_edits: late.is_some_and(|l| l.properties.iter().any(|p| p == "edit")),
        prepare: text.and_then(|t| t.rename.as_ref()).and_then(|r| r.prepare_support).unwrap_or(false),
        links: text.and_then(|t| t.definition.as_ref()).and_then(|d| d.link_support).unwrap_or(false),
        versioned_edits: workspace.and_then(|w| w.workspace_edit.as_ref()).and_then(|e| e.document_changes).unwrap_or(false),
        tree: text.and_then(|t| t.document_symbol.as_ref()).and_then(|d| d.hierarchical_document_symbol_support).unwrap_or(false),
        related: text.and_then(|t| t.publish_diagnostics.as_ref()).and_then(|p| p.related_information).unwrap_or(false),
        progress: capabilities.window.as_ref().and_then(|w| w.work_done_progress).unwrap_or(false),
        watch: workspace.and_then(|w| w.did_change_watched_files).and_then(|w| w.dynamic_registration).unwrap_or(false),
        configuration: workspace.and_then(|w| w.configuration).unwrap_or(false),
        // whoever can neither be told to ask again nor be given the findings of other files would show old ones when a source
        // changes (Neovim 0.10): findings are sent to it
        pull: pull.is_some() && (refresh.diagnostics || related_documents),
        related_documents,
        choose: capabilities.window.as_ref().is_some_and(|w| w.show_message.is_some()),
        tooltips: text.and_then(|t| t.document_link.as_ref()).and_then(|l| l.tooltip_support).unwrap_or(false),
        show_document: show.is_some_and(|s| s.support),
        refresh,
    }
}

fn refresh(workspace: &WorkspaceClientCapabilities) -> Refresh {
    Refresh {
        diagnostics: workspace.diagnostic.as_ref().and_then(|d| d.refresh_support).unwrap_or(false),
        tokens: workspace.semantic_tokens.as_ref().and_then(|t| t.refresh_support).unwrap_or(false),
        hints: workspace.inlay_hint.as_ref().and_then(|h| h.refresh_support).unwrap_or(false),
        lenses: workspace.code_lens.as_ref().and_then(|l| l.refresh_support).unwrap_or(false),
    }
}

/// UTF-8 costs nothing here; else what the client likes best; UTF-16 if it names nothing that is known.
fn encoding(offered: &[PositionEncodingKind]) -> PositionEncoding {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(PositionEncoding::Utf8),
        "utf-16" => Some(PositionEncoding::Utf16),
        "utf-32" => Some(PositionEncoding::Utf32),
        _ => None,
    };
    let mut offered = offered.iter().filter_map(known);
    let first = offered.next();
    if first != Some(PositionEncoding::Utf8) && offered.any(|e| e == PositionEncoding::Utf8) {
        return PositionEncoding::Utf8;
    }
    first.unwrap_or_default()
}

/// The answer to `initialize`.
pub fn greeting(facts: &Facts) -> InitializeResult {
    let encoding = match facts.encoding {
        PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let actions =
        CodeActionOptions { code_action_kinds: Some(super::action::kinds()), resolve_provider: Some(true), ..CodeActionOptions::default() };
    let folders = WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(OneOf::Left(true)) };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            completion_provider: Some(CompletionOptions {
                resolve_provider: Some(true),
                trigger_characters: Some(super::complete::TRIGGERS.map(str::to_string).to_vec()),
                ..CompletionOptions::default()
            }),
            definition_provider: Some(OneOf::Left(true)),
            references_provider: Some(OneOf::Left(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            rename_provider: Some(match facts.prepare {
                true => OneOf::Right(RenameOptions { prepare_provider: Some(true), work_done_progress_options: Default::default() }),
                false => OneOf::Left(true),
            }),
            document_symbol_provider: Some(OneOf::Left(true)),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(false),
                work_done_progress_options: Default::default(),
            }),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            diagnostic_provider: facts.pull.then(pulls),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
            declaration_provider: Some(DeclarationCapability::Simple(true)),
            linked_editing_range_provider: Some(LinkedEditingRangeServerCapabilities::Simple(true)),
            inlay_hint_provider: Some(OneOf::Left(true)),
            semantic_tokens_provider: Some(coloured()),
            execute_command_provider: Some(commands()),
            code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
            workspace: Some(WorkspaceServerCapabilities { workspace_folders: Some(folders), file_operations: Some(operations()) }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo { name: "postil".to_string(), version: Some(env!("CARGO_PKG_VERSION").to_string()) }),
    }
}

/// Findings of a note depend on its sources; those of all files can be asked for at once.
fn pulls() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some("postil".to_string()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        work_done_progress_options: Default::default(),
    })
}

fn coloured() -> SemanticTokensServerCapabilities {
    SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
        legend: tokens::legend(),
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        work_done_progress_options: Default::default(),
    })
}

fn commands() -> ExecuteCommandOptions {
    let commands = command::ALL.iter().map(|(name, _)| name.to_string()).collect();
    ExecuteCommandOptions { commands, work_done_progress_options: Default::default() }
}

/// Every file and folder may be one that links lead to.
fn operations() -> WorkspaceFileOperationsServerCapabilities {
    let pattern = FileOperationPattern { glob: "**".to_string(), matches: None, options: None };
    let filter = FileOperationFilter { scheme: Some("file".to_string()), pattern };
    let all = FileOperationRegistrationOptions { filters: vec![filter] };
    WorkspaceFileOperationsServerCapabilities {
        will_rename: Some(all.clone()),
        did_rename: Some(all),
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}

/// The watchers for every file: what is a source, a note or neither is the configuration's to say.
pub fn watchers() -> Registration {
    let watcher = FileSystemWatcher { glob_pattern: GlobPattern::String("**/*".to_string()), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher] };
    Registration {
        id: "postil-files".to_string(),
        method: "workspace/didChangeWatchedFiles".to_string(),
        register_options: serde_json::to_value(options).ok(),
    }
}
