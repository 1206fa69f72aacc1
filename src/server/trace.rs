//! What the server does, told to a client that asks for it (`initialize.trace`, `$/setTrace`) as `$/logTrace`. While nobody asks,
//! nothing is measured or put into words.

use super::outbox::Outbox;
use crate::analysis::Counters;
use serde_json::{Map, Value};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;
use tower_lsp::jsonrpc::{Request, Response};
use tower_service::Service;

/// How much the client wants to hear; shared by all that tell.
#[derive(Clone)]
pub struct Trace {
    level: Arc<AtomicU8>,
    outbox: Outbox,
}

const OFF: u8 = 0;
const MESSAGES: u8 = 1;
const VERBOSE: u8 = 2;

impl Trace {
    pub fn new(outbox: Outbox) -> Trace {
        Trace { level: Arc::new(AtomicU8::new(OFF)), outbox }
    }

    /// Takes what a message says of how much is to be told. Done before the message is handed on, so that it holds for all after it:
    /// handlers need not run in order. What cannot be read changes nothing.
    fn heed(&self, request: &Request) {
        let key = match request.method() {
            "initialize" => "trace",
            "$/setTrace" => "value",
            _ => return,
        };
        let level = match request.params().and_then(|p| p.get(key)).and_then(Value::as_str) {
            Some("off") => OFF,
            Some("messages") => MESSAGES,
            Some("verbose") => VERBOSE,
            _ => return,
        };
        self.level.store(level, Ordering::Relaxed);
    }

    pub fn on(&self) -> bool {
        self.level.load(Ordering::Relaxed) != OFF
    }

    fn verbose(&self) -> bool {
        self.level.load(Ordering::Relaxed) == VERBOSE
    }

    /// Tells `line` if anybody listens, and `more` to who wants to hear everything.
    fn tell(&self, line: impl FnOnce() -> String, more: impl FnOnce() -> Option<String>) {
        if self.on() {
            let more = if self.verbose() { more() } else { None };
            self.outbox.trace(line(), more);
        }
    }

    /// Begins to measure a piece of work; `None` while nobody listens.
    pub fn begin(&self, counters: Option<&Counters>) -> Option<Begun> {
        self.on().then(|| Begun { trace: self.clone(), at: Instant::now(), before: counters.map(Tally::of) })
    }
}

/// Work that is measured.
pub struct Begun {
    trace: Trace,
    at: Instant,
    before: Option<Tally>,
}

impl Begun {
    /// Tells what was done in the time since: `what` begins the line, what was counted meanwhile ends it. Work that other threads
    /// did at the same time for the same workspace is counted with it.
    pub fn done(self, what: &str, counters: Option<&Counters>, more: impl FnOnce() -> Option<String>) {
        let time = micros(self.at);
        let work = counters.zip(self.before).map(|(now, before)| Tally::of(now).since(&before)).unwrap_or_default();
        self.trace.tell(|| format!("{what} in {time} µs{work}"), more);
    }

    /// The same, if anything was counted.
    pub fn worked(self, what: &str, counters: &Counters) {
        if self.before.as_ref().is_some_and(|before| !Tally::of(counters).since(before).is_empty()) {
            self.done(what, Some(counters), || None);
        }
    }
}

fn micros(since: Instant) -> u128 {
    since.elapsed().as_micros()
}

/// How much work a workspace has had so far.
struct Tally([(u64, &'static str, &'static str); 3]);

impl Tally {
    fn of(counters: &Counters) -> Tally {
        Tally([
            (counters.passages_analysed(), "passage analysed", "passages analysed"),
            (counters.claims_judged(), "claim judged", "claims judged"),
            (counters.sources_indexed(), "source new", "sources new"),
        ])
    }

    /// What was done since, as the end of a line; nothing if nothing was.
    fn since(&self, before: &Tally) -> String {
        let more = self.0.iter().zip(&before.0).map(|(now, then)| (now.0.saturating_sub(then.0), now));
        let said: Vec<String> =
            more.filter(|m| m.0 > 0).map(|(n, (_, one, many))| format!("{n} {}", if n == 1 { one } else { many })).collect();
        if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) }
    }
}

/// What stands around the service and tells of each message when it is answered.
pub struct Traced<S> {
    inner: S,
    trace: Trace,
}

impl<S> Traced<S> {
    pub fn new(inner: S, trace: Trace) -> Traced<S> {
        Traced { inner, trace }
    }
}

type Answering<E> = Pin<Box<dyn Future<Output = Result<Option<Response>, E>> + Send>>;

impl<S, E: 'static> Service<Request> for Traced<S>
where
    S: Service<Request, Response = Option<Response>, Error = E, Future = Answering<E>>,
{
    type Response = S::Response;
    type Error = E;
    type Future = Answering<E>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), E>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Answering<E> {
        let told = self.trace.begin(None).map(|begun| (begun, Message::of(&request, self.trace.verbose())));
        self.trace.heed(&request);
        let answer = self.inner.call(request);
        let Some((begun, message)) = told else { return answer };
        Box::pin(async move {
            let answer = answer.await;
            let how = match &answer {
                Ok(Some(response)) => response.error().map_or("answered".to_string(), |e| format!("refused ({})", e.message)),
                _ => "taken".to_string(),
            };
            begun.done(&format!("{} {how}", message.title), None, || message.params);
            answer
        })
    }
}

/// A message of the client, in words.
struct Message {
    title: String,
    params: Option<String>,
}

/// Characters of a text that are shown, and entries of a list.
const SHOWN: usize = 80;
const LISTED: usize = 8;

impl Message {
    fn of(request: &Request, verbose: bool) -> Message {
        let at = |pointer: &str| request.params().and_then(|p| p.pointer(pointer));
        let mut title = request.method().to_string();
        if let Some(id) = request.id() {
            title.push_str(&format!(" ({id})"));
        }
        let uri = at("/textDocument/uri").and_then(Value::as_str);
        if let Some(name) = uri.and_then(|u| u.rsplit('/').next()) {
            title.push_str(&format!(" {name}"));
        }
        if let Some(version) = at("/textDocument/version").and_then(Value::as_i64) {
            title.push_str(&format!(" version {version}"));
        }
        let params = request.params().filter(|_| verbose).map(|p| shortened(p).to_string());
        Message { title, params }
    }
}

/// The value without most of its long texts and lists.
fn shortened(value: &Value) -> Value {
    match value {
        Value::String(text) => match text.char_indices().nth(SHOWN) {
            Some((cut, _)) => Value::String(format!("{}…", text.get(..cut).unwrap_or(""))),
            None => value.clone(),
        },
        Value::Array(all) => {
            let more = (all.len() > LISTED).then(|| Value::String(format!("… {} in all", all.len())));
            all.iter().take(LISTED).map(shortened).chain(more).collect()
        }
        Value::Object(parts) => parts.iter().map(|(k, v)| (k.clone(), shortened(v))).collect::<Map<_, _>>().into(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_message_is_named_by_what_it_is_about() {
        let params =
            json!({ "textDocument": { "uri": "file:///a/notes/n.md", "version": 3 }, "contentChanges": [{ "text": "x".repeat(100) }] });
        let change = Request::build("textDocument/didChange").params(params).finish();
        let said = Message::of(&change, false);
        assert_eq!((said.title.as_str(), said.params), ("textDocument/didChange n.md version 3", None));
        let cut = format!("{}…", "x".repeat(SHOWN));
        assert!(Message::of(&change, true).params.is_some_and(|p| p.contains(&cut) && !p.contains(&"x".repeat(SHOWN + 1))));
        let asked = Request::build("shutdown").id(7).finish();
        assert_eq!(Message::of(&asked, true).title, "shutdown (7)");
        let many: Value = (0..20).collect();
        assert_eq!(shortened(&many), json!([0, 1, 2, 3, 4, 5, 6, 7, "… 20 in all"]));
    }

    #[test]
    fn only_work_that_was_done_is_told() {
        let tally = |a, b, c| Tally([(a, "passage", "passages"), (b, "claim", "claims"), (c, "source", "sources")]);
        assert_eq!(tally(3, 1, 5).since(&tally(1, 0, 5)), ": 2 passages, 1 claim");
        assert_eq!(tally(3, 1, 5).since(&tally(3, 1, 5)), "");
    }
}
