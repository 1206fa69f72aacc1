use super::check::Done;
use super::looking::Look;
use super::session::Loaded;
use super::settings::{Hints, Scope};
use super::view::View;
use crate::ide::Left;
use crate::text::{Cancel, PositionEncoding};
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::oneshot;
use tower_lsp::lsp_types::*;

/// What the session hears of, in order.
pub enum Event {
    Initialize(Box<InitializeParams>, oneshot::Sender<InitializeResult>),
    Initialized,
    Open(TextDocumentItem),
    Change(VersionedTextDocumentIdentifier, Vec<TextDocumentContentChangeEvent>),
    Close(Url),
    Saved(Url),
    Watched(Vec<FileEvent>),
    /// Files got other names.
    Renamed(Vec<FileRename>),
    Folders(WorkspaceFoldersChangeEvent),
    /// The user's settings; null means “ask for them”.
    Settings(Value),
    Ask(Ask),
    AskAll(AskAll),
    /// The tokens of a document were told without this.
    Uncoloured(Url, Left),
    /// Read every folder again; answered when that is done.
    Reindex(oneshot::Sender<()>),
    Text(Url, oneshot::Sender<Option<(i32, Arc<str>)>>),
    /// A folder was read.
    Loaded(usize, Result<Loaded, String>),
    /// A folder was looked at.
    Looked(usize, Look),
    /// Notes were checked.
    Checked(usize, Box<Done>),
}

/// A question about a document, to be answered off the session's task.
pub struct Ask {
    pub uri: Url,
    pub cancel: Cancel,
    pub work: Answerer,
}

/// Answers out of all workspaces that are read.
pub type AllWork = Box<dyn FnOnce(&[Ready], &Cancel) + Send>;

/// A question about all workspaces, to be answered off the session's task.
pub struct AskAll {
    pub cancel: Cancel,
    /// It waits until every workspace is read.
    pub patient: bool,
    pub work: AllWork,
}

/// Works an answer out and sends it.
pub type Answerer = Box<dyn FnOnce(&Ready, &Cancel) + Send>;

/// What an answer needs.
pub struct Ready {
    pub view: Arc<View>,
    /// Of the document asked about, relative to the root; empty where the question is about none.
    pub path: String,
    pub facts: Facts,
    /// Of which files findings are told.
    pub scope: Scope,
    pub hints: Hints,
}

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    pub encoding: PositionEncoding,
    /// Hover may be Markdown.
    pub markdown: bool,
    /// What is told of a completion may be Markdown.
    pub markdown_items: bool,
    /// Edits may create files.
    pub creates: bool,
    /// The edit of an action may come when it is chosen.
    pub late_edits: bool,
    /// It may be asked first what a new name would take the place of.
    pub prepare: bool,
    /// Definitions may be `LocationLink`s.
    pub links: bool,
    /// Edits may name the document's version.
    pub versioned_edits: bool,
    /// Symbols may be a tree.
    pub tree: bool,
    pub related: bool,
    pub progress: bool,
    /// Files may be watched, and settings asked for, by registration.
    pub watch: bool,
    pub configuration: bool,
    /// Findings are asked for by the client; else they are sent to it. Never both.
    pub pull: bool,
    /// An answer may hold the findings of other files.
    pub related_documents: bool,
    /// Documents can be shown to the person.
    pub show_document: bool,
    /// The person can be asked to choose.
    pub choose: bool,
    /// Links may tell where they lead.
    pub tooltips: bool,
    /// What the client can be told to ask for again.
    pub refresh: Refresh,
}

/// Kinds of answers that a client can be told to ask for again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refresh {
    pub diagnostics: bool,
    pub lenses: bool,
    pub tokens: bool,
    pub hints: bool,
}
