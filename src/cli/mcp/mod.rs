//! `postil mcp`: the same answers for agents, by the Model Context Protocol on stdin and stdout. Every tool only reads.

mod schema;
mod tools;

use super::opened::{Trouble, open};
use super::{CLEAN, TROUBLE, complain};
use crate::cli::args::Mcp as Args;
use crate::workspace::Cache;
use crate::workspace::stamps;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult, PaginatedRequestParams,
    ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};
use serde_json::{Map, Value};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tools::Held;

/// Serves until the other side is gone. The exit code.
pub fn run(args: &Args) -> u8 {
    let opened = match open(args.root.as_deref(), &[], &args.allow_path, Cache::of_person()) {
        Ok(opened) => opened,
        Err(Trouble(message)) => return complain(&message),
    };
    let seen = stamps(&opened.root, &args.allow_path);
    let door = Door { held: Arc::new(Mutex::new(Held { opened, seen })), allowed: args.allow_path.clone().into() };
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&format!("no runtime: {error}")),
    };
    let code = runtime.block_on(async {
        match door.serve(rmcp::transport::stdio()).await {
            Ok(service) => service.waiting().await.map_or(TROUBLE, |_| CLEAN),
            // the other side left before it said who it is
            Err(error) => complain(&format!("no agent spoke the protocol: {error}")),
        }
    });
    // a read of standard input that waits must not hold the process
    runtime.shutdown_background();
    code
}

/// What the protocol talks to.
#[derive(Clone)]
struct Door {
    held: Arc<Mutex<Held>>,
    allowed: Arc<[PathBuf]>,
}

const INSTRUCTIONS: &str = "Checks notes against the sources that they are about, in one folder. `conflict` is told only where a source says something \
else, with both places. `unverified` is no approval: nothing was found for the claim or against it. `supported` means that a sentence of the \
named sources says the same. Names of files are relative to the workspace; nothing outside of it is read, and nothing is written.";

impl ServerHandler for Door {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        let me = Implementation::new("postil", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(capabilities).with_server_info(me).with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(&self, _: Option<PaginatedRequestParams>, _: RequestContext<RoleServer>) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(schema::tools()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        schema::tools().into_iter().find(|t| t.name == name)
    }

    async fn call_tool(&self, request: CallToolRequestParams, _: RequestContext<RoleServer>) -> Result<CallToolResponse, ErrorData> {
        let name = request.name.to_string();
        if self.get_tool(&name).is_none() {
            return Err(ErrorData::invalid_params(format!("there is no tool “{name}”"), None));
        }
        let (held, allowed) = (self.held.clone(), self.allowed.clone());
        let arguments = request.arguments.unwrap_or_default();
        // reading and judging are no work for the task that listens; a defect met in one call must not take the next with it
        let answer = tokio::task::spawn_blocking(move || answer(&held, &allowed, &name, arguments)).await;
        let result = match answer {
            Ok(Ok(value)) => CallToolResult::structured(value),
            Ok(Err(message)) => CallToolResult::error(vec![ContentBlock::text(message)]),
            Err(_) => CallToolResult::error(vec![ContentBlock::text("internal error: this could not be answered")]),
        };
        Ok(result.into())
    }
}

fn answer(held: &Mutex<Held>, allowed: &[PathBuf], name: &str, arguments: Map<String, Value>) -> Result<Value, String> {
    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
    held.refresh(allowed);
    tools::call(&held.opened, name, arguments)
}
