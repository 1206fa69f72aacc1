use super::command::{self, Order, Outcome};
use super::event::{Ask, AskAll, Event, Ready};
use super::tokens::{self, Told};
use super::trace::Trace;
use super::{action, answer, complete, navigate, rename, structure};
use super::{declare, hint, lens, pull};
use crate::ide::Left;
use crate::text::{Cancel, Cancelled};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{oneshot, watch};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer, async_trait};

/// The handlers. Each posts an event before its first `.await`, and then only waits.
pub struct Backend {
    client: Client,
    events: UnboundedSender<Event>,
    closing: watch::Receiver<bool>,
    /// Answers that a later one may be told as a difference from.
    told: Told,
    trace: Trace,
}

/// Cancels the work when nobody waits for its answer any more.
struct Waiting(Cancel);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Backend {
    pub fn new(client: Client, events: UnboundedSender<Event>, closing: watch::Receiver<bool>, trace: Trace) -> Backend {
        Backend { client, events, closing, told: Told::default(), trace }
    }

    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    fn post(&self, event: Event) {
        // the session outlives every handler
        let _ = self.events.send(event);
    }

    /// Waits for a reply; `None` if the question was dropped.
    async fn reply<T>(&self, receiver: oneshot::Receiver<T>) -> Result<Option<T>> {
        let mut closing = self.closing.clone();
        tokio::select! {
            reply = receiver => Ok(reply.ok()),
            _ = closing.wait_for(|c| *c) => Err(cancelled()),
        }
    }

    async fn ask<T: Send + 'static>(
        &self,
        uri: Url,
        work: impl FnOnce(&Ready, &Cancel) -> std::result::Result<T, Cancelled> + Send + 'static,
    ) -> Result<Option<T>> {
        let (sender, receiver) = oneshot::channel();
        let cancel = Cancel::default();
        let waiting = Waiting(cancel.clone());
        let work = Box::new(move |ready: &Ready, cancel: &Cancel| {
            let _ = sender.send(work(ready, cancel));
        });
        self.post(Event::Ask(Ask { uri, cancel, work }));
        let answer = self.reply(receiver).await?;
        drop(waiting);
        answer.transpose().map_err(|Cancelled| cancelled())
    }

    /// The same about every workspace; one that is still being read is left out, or waited for.
    async fn ask_all<T: Send + 'static>(
        &self,
        patient: bool,
        work: impl FnOnce(&[Ready], &Cancel) -> std::result::Result<T, Cancelled> + Send + 'static,
    ) -> Result<Option<T>> {
        let (sender, receiver) = oneshot::channel();
        let cancel = Cancel::default();
        let waiting = Waiting(cancel.clone());
        let work = Box::new(move |ready: &[Ready], cancel: &Cancel| {
            let _ = sender.send(work(ready, cancel));
        });
        self.post(Event::AskAll(AskAll { cancel, patient, work }));
        let answer = self.reply(receiver).await?;
        drop(waiting);
        answer.transpose().map_err(|Cancelled| cancelled())
    }

    async fn tokens(&self, uri: &Url, range: Option<Range>) -> Result<Option<Vec<SemanticToken>>> {
        let found = self.ask(uri.clone(), move |ready, cancel| tokens::tokens(ready, range, cancel)).await?;
        Ok(found.map(|(data, left)| {
            if left != Left::default() {
                self.post(Event::Uncoloured(uri.clone(), left));
            }
            data
        }))
    }

    async fn carry_out(&self, order: Order) -> Result<Outcome> {
        let stranger = |uri: &Url| command::invalid(format!("{uri} is no file of a workspace"));
        match order {
            Order::Coverage(Some(uri)) => {
                let found = self.ask(uri.clone(), command::coverage).await?;
                found.map(|c| command::covered(&c)).ok_or_else(|| stranger(&uri))
            }
            Order::Coverage(None) => {
                let found = self.ask_all(true, command::coverage_of_all).await?.unwrap_or_default();
                Ok(command::covered(&found))
            }
            Order::Evidence(uri, at) => {
                let found = self.ask(uri.clone(), move |ready, cancel| command::evidence(ready, at, cancel)).await?;
                found.ok_or_else(|| stranger(&uri))
            }
            Order::Glossary(Some(uri)) => {
                let found = self.ask(uri.clone(), |ready, _| Ok(command::glossary([ready]))).await?;
                found.ok_or_else(|| stranger(&uri))
            }
            Order::Glossary(None) => {
                let found = self.ask_all(true, |all, _| Ok(command::glossary(all))).await?;
                found.ok_or_else(Error::internal_error)
            }
            Order::Resting(uri, range) => {
                let found = self.ask(uri.clone(), move |ready, cancel| command::resting(ready, range, cancel)).await?;
                found.ok_or_else(|| stranger(&uri))
            }
            Order::Reindex => {
                let (sender, receiver) = oneshot::channel();
                self.post(Event::Reindex(sender));
                self.reply(receiver).await?;
                let found = self.ask_all(true, |all, _| Ok(command::reindexed(all))).await?;
                found.ok_or_else(Error::internal_error)
            }
        }
    }

    /// `postil/text`: the server's text of an open document and its version, for tests of synchronisation.
    pub async fn text(&self, params: OneDocument) -> Result<Value> {
        let (sender, receiver) = oneshot::channel();
        self.post(Event::Text(params.text_document.uri, sender));
        let text = self.reply(receiver).await?.flatten();
        Ok(text.map_or(Value::Null, |(version, text)| json!({ "version": version, "text": &*text })))
    }

    /// `postil/counters`: how much work was done so far for the workspace of an open document, for tests of incremental work.
    pub async fn counters(&self, params: OneDocument) -> Result<Value> {
        let count = |ready: &Ready, _: &Cancel| Ok(answer::counters(ready));
        Ok(self.ask(params.text_document.uri, count).await?.unwrap_or(Value::Null))
    }

    /// What a message that is none is answered with.
    pub async fn malformed(&self, params: Malformed) -> Result<Value> {
        Err(if params.syntax { Error::parse_error() } else { Error::invalid_request() })
    }
}

/// How many places a person is given to choose from.
const CHOICES: usize = 9;

/// Shows a place; where there are several, the one that the person chooses.
async fn show(client: Client, places: Vec<(String, Location)>) {
    let place = match places.as_slice() {
        [] => return,
        [(_, one)] => one.clone(),
        several => {
            let action = |(line, _): &(String, Location)| MessageActionItem { title: line.clone(), properties: Default::default() };
            let actions = several.iter().take(CHOICES).map(action).collect();
            let message = format!("{} places", several.len());
            let chosen = client.show_message_request(MessageType::INFO, message, Some(actions)).await.ok().flatten();
            let Some((_, place)) = chosen.and_then(|c| several.iter().find(|(line, _)| *line == c.title)) else { return };
            place.clone()
        }
    };
    let params = ShowDocumentParams { uri: place.uri, external: Some(false), take_focus: Some(true), selection: Some(place.range) };
    let _ = client.show_document(params).await;
}

fn cancelled() -> Error {
    Error::new(ErrorCode::RequestCancelled)
}

/// Parameters of the requests of our own.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OneDocument {
    text_document: TextDocumentIdentifier,
}

/// See [`super::wire`].
#[derive(Deserialize, Serialize)]
pub struct Malformed {
    syntax: bool,
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let (sender, receiver) = oneshot::channel();
        self.post(Event::Initialize(Box::new(params), sender));
        self.reply(receiver).await?.ok_or_else(Error::internal_error)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.post(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.post(Event::Open(params.text_document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.post(Event::Change(params.text_document, params.content_changes));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.told.forget(&params.text_document.uri);
        self.post(Event::Close(params.text_document.uri));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.post(Event::Saved(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.post(Event::Watched(params.changes));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.post(Event::Settings(params.settings));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.post(Event::Folders(params.event));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let hover = self.ask(text_document.uri, move |ready, cancel| answer::hover(ready, position, cancel)).await?;
        Ok(hover.flatten())
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.ask(text_document.uri, move |ready, cancel| answer::definition(ready, position, cancel)).await?;
        Ok(found.flatten())
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let found = self.ask(text_document.uri, move |ready, cancel| complete::complete(ready, position, cancel)).await?;
        Ok(found.flatten())
    }

    async fn completion_resolve(&self, mut item: CompletionItem) -> Result<CompletionItem> {
        if let Some(uri) = complete::document_of(&item) {
            let asked = item.clone();
            let told = self.ask(uri, move |ready, _| Ok(complete::documentation(ready, &asked))).await?;
            item.documentation = told.flatten().or(item.documentation);
        }
        Ok(item)
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let TextDocumentPositionParams { text_document, position } = params;
        let found = self.ask(text_document.uri, move |ready, cancel| rename::prepare(ready, position, cancel)).await?;
        found.transpose().map_err(rename::refusal)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let name = params.new_name;
        let found = self.ask(text_document.uri, move |ready, cancel| rename::rename(ready, position, &name, cancel)).await?;
        found.transpose().map_err(rename::refusal)
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        Ok(self.ask_all(true, move |all, _| Ok(rename::moved(all, &params.files))).await?.flatten())
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        self.post(Event::Renamed(params.files));
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let declaration = params.context.include_declaration;
        let work = move |ready: &Ready, cancel: &Cancel| navigate::references(ready, position, declaration, cancel);
        Ok(self.ask(text_document.uri, work).await?.flatten())
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let work = move |ready: &Ready, cancel: &Cancel| navigate::highlights(ready, position, cancel);
        Ok(self.ask(text_document.uri, work).await?.flatten())
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        Ok(self.ask(params.text_document.uri, structure::outline).await?.flatten())
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        let work = move |all: &[Ready], cancel: &Cancel| {
            let found: std::result::Result<Vec<_>, Cancelled> = all.iter().map(|r| structure::lookup(r, &params.query, cancel)).collect();
            Ok(found?.into_iter().flatten().collect())
        };
        self.ask_all(false, work).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(params.text_document.uri, structure::links).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(params.text_document.uri, |ready, _| Ok(structure::folds(ready))).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let SelectionRangeParams { text_document, positions, .. } = params;
        self.ask(text_document.uri, move |ready, cancel| structure::selections(ready, &positions, cancel)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let DocumentDiagnosticParams { text_document, previous_result_id, .. } = params;
        let work = move |ready: &Ready, cancel: &Cancel| pull::document(ready, previous_result_id.as_deref(), cancel);
        let report = self.ask(text_document.uri, work).await?;
        Ok(report.unwrap_or_else(pull::nothing).into())
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let previous = params.previous_result_ids;
        let work = move |all: &[Ready], cancel: &Cancel| pull::workspace(all, previous, cancel);
        Ok(self.ask_all(true, work).await?.unwrap_or_default().into())
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(params.text_document.uri, lens::lenses).await
    }

    async fn goto_declaration(&self, params: request::GotoDeclarationParams) -> Result<Option<request::GotoDeclarationResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.ask(text_document.uri, move |ready, cancel| declare::declaration(ready, position, cancel)).await?;
        Ok(found.flatten())
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.ask(text_document.uri, move |ready, cancel| declare::linked(ready, position, cancel)).await?;
        Ok(found.flatten())
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let InlayHintParams { text_document, range, .. } = params;
        self.ask(text_document.uri, move |ready, cancel| hint::hints(ready, range, cancel)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        Ok(self.tokens(&uri, None).await?.map(|data| self.told.full(uri, data).into()))
    }

    async fn semantic_tokens_full_delta(&self, params: SemanticTokensDeltaParams) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        Ok(self.tokens(&uri, None).await?.map(|data| self.told.delta(uri, &params.previous_result_id, data)))
    }

    async fn semantic_tokens_range(&self, params: SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
        let SemanticTokensRangeParams { text_document, range, .. } = params;
        Ok(self.tokens(&text_document.uri, Some(range)).await?.map(|data| SemanticTokens { result_id: None, data }.into()))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let quiet = command::quiet(&params);
        let outcome = self.carry_out(command::read(params)?).await?;
        if quiet {
            return Ok(Some(outcome.value));
        }
        if let Some(said) = outcome.said {
            self.client.show_message(MessageType::INFO, said).await;
        }
        if outcome.show {
            // the answer does not wait for the person
            tokio::spawn(show(self.client.clone(), outcome.places));
        }
        Ok(Some(outcome.value))
    }

    async fn code_action_resolve(&self, mut chosen: CodeAction) -> Result<CodeAction> {
        if let Some(uri) = action::document_of(&chosen) {
            let edit = self.ask(uri, action::resolve).await?.flatten();
            chosen.edit = edit.or(chosen.edit);
        }
        Ok(chosen)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let CodeActionParams { text_document, range, context, .. } = params;
        self.ask(text_document.uri, move |ready, cancel| action::actions(ready, range, &context, cancel)).await
    }
}
