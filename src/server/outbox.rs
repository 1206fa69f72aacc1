use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::lsp_types::{Diagnostic, LogTraceParams, MessageType, Url, notification};

/// A message to the client that expects no answer.
pub enum Out {
    Publish(Url, Vec<Diagnostic>, Option<i32>),
    Log(MessageType, String),
    Trace(LogTraceParams),
}

/// Sends messages one after the other, so that they arrive in order and nobody waits for the client.
#[derive(Clone)]
pub struct Outbox(UnboundedSender<Out>);

impl Outbox {
    pub fn publish(&self, uri: Url, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        let _ = self.0.send(Out::Publish(uri, diagnostics, version));
    }

    pub fn log(&self, kind: MessageType, message: impl Into<String>) {
        let _ = self.0.send(Out::Log(kind, message.into()));
    }

    pub fn trace(&self, message: String, verbose: Option<String>) {
        let _ = self.0.send(Out::Trace(LogTraceParams { message, verbose }));
    }
}

/// Starts the task that sends.
pub fn start(client: Client) -> Outbox {
    let (sender, mut receiver) = unbounded_channel();
    tokio::spawn(async move {
        while let Some(out) = receiver.recv().await {
            match out {
                Out::Publish(uri, diagnostics, version) => client.publish_diagnostics(uri, diagnostics, version).await,
                Out::Log(kind, message) => client.log_message(kind, message).await,
                Out::Trace(line) => client.send_notification::<notification::LogTrace>(line).await,
            }
        }
    });
    Outbox(sender)
}
