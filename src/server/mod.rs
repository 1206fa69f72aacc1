//! The language server (LSP 3.17 over stdio). The only room that knows `tower_lsp` and LSP types.
//!
//! All state is owned by one task, [`session::Session`]. Every handler posts an event to it *before* its first `.await`, so
//! that events arrive in the order of the wire; then it awaits the reply. Reading, indexing, judging and answering run off
//! that task, on immutable snapshots.

mod action;
mod answer;
mod backend;
mod capability;
mod check;
mod client;
mod complete;
mod command;
mod convert;
mod declare;
mod event;
mod navigate;
mod hint;
mod lens;
mod looking;
mod outbox;
mod outlet;
mod project;
mod pull;
mod rename;
mod session;
mod settings;
mod structure;
mod tokens;
mod trace;
mod view;
mod wire;

pub use capability::page as capabilities;
pub use settings::{SETTINGS, Setting};

use crate::workspace::Cache;
use backend::Backend;
use session::Session;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tower_lsp::{LspService, Server};
use trace::{Trace, Traced};

/// How many handlers may be pending: order does not depend on it, but at tower-lsp's default of four, four slow requests would
/// hold up every edit behind them.
const HANDLERS: usize = 1024;
/// How long unfinished work may hold up the end of the process.
const PATIENCE: Duration = Duration::from_secs(3);

/// Serves on stdin and stdout until `exit` or the end of stdin. What is read in sources is kept in `cache`. The exit code: 0 after `shutdown`, else 1.
pub fn run(cache: Option<Arc<Cache>>) -> u8 {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build();
    let Ok(runtime) = runtime else { return 1 };
    let code = runtime.block_on(serve(cache));
    // a thread that still reads stdin is left behind
    runtime.shutdown_background();
    code
}

async fn serve(cache: Option<Arc<Cache>>) -> u8 {
    let (events, inbox) = mpsc::unbounded_channel();
    let (closing, closed) = watch::channel(false);
    let (service, socket) = LspService::build(|client| {
        let outbox = outbox::start(client.clone());
        let trace = Trace::new(outbox.clone());
        let session = Session::new(outbox, trace.clone(), client.clone(), events.clone(), cache);
        tokio::spawn(session.run(inbox));
        Backend::new(client.clone(), events.clone(), closed, trace)
    })
    .custom_method("postil/text", Backend::text)
    .custom_method("postil/counters", Backend::counters)
    .custom_method(wire::MALFORMED, Backend::malformed)
    .finish();
    let trace = service.inner().trace().clone();
    let service = Traced::new(service, trace);
    let (near, far) = tokio::io::duplex(1 << 16);
    let mut reading = tokio::spawn(async move {
        let code = wire::pump(tokio::io::stdin(), near).await;
        let _ = closing.send(true);
        code
    });
    let server = Server::new(far, outlet::Outlet::new(tokio::io::stdout()), socket).concurrency_level(HANDLERS);
    let mut serving = tokio::spawn(server.serve(service));
    // when one ends the other does; only a fault keeps it
    tokio::select! {
        code = &mut reading => {
            let _ = tokio::time::timeout(PATIENCE, serving).await;
            code.unwrap_or(1)
        }
        _ = &mut serving => match tokio::time::timeout(PATIENCE, reading).await {
            Ok(Ok(code)) => code,
            _ => 1,
        },
    }
}
