//! A small LSP client that drives the real binary over stdio.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Where the server keeps what it has read in sources, or `off`.
const CACHE: &str = "POSTIL_CACHE";
/// Longer than anything should take, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    inbox: Receiver<Value>,
    /// Read from the server and not yet asked for by the test.
    unread: VecDeque<Value>,
    next: i64,
    /// Requests of the server that were answered, by method.
    pub asked: Vec<String>,
    /// The latest request of the server.
    pub request: Value,
}

pub fn uri(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let mut out = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            b if b.is_ascii_alphanumeric() => out.push(b as char),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

/// What a capable editor says of itself.
pub fn capabilities(encodings: &[&str]) -> Value {
    json!({
        "general": { "positionEncodings": encodings },
        "window": { "workDoneProgress": true },
        "workspace": { "workspaceEdit": { "documentChanges": true }, "didChangeWatchedFiles": { "dynamicRegistration": true } },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "versionSupport": true, "dataSupport": true },
            "definition": { "linkSupport": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
        },
    })
}

#[allow(dead_code)]
impl Client {
    /// Starts the server, without a word.
    pub fn bare() -> Client {
        Client::of(Command::new(env!("CARGO_BIN_EXE_postil")))
    }

    /// The same of a person whose home is elsewhere.
    pub fn living_in(home: &Path) -> Client {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
        command.env("HOME", home).env("USERPROFILE", home);
        Client::of(command)
    }

    /// The same with a cache in this folder.
    pub fn keeping(cache: &Path, more: &[&str]) -> Client {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
        command.env(CACHE, cache);
        Client::with(command, more)
    }

    fn of(mut command: Command) -> Client {
        // nothing is kept in the folder of whoever runs the tests
        command.env(CACHE, "off");
        Client::with(command, &[])
    }

    fn with(mut command: Command, more: &[&str]) -> Client {
        command.arg("lsp").args(more);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("started");
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take().expect("piped"));
        let (sender, inbox) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client { child, stdin, inbox, unread: VecDeque::new(), next: 1, asked: Vec::new(), request: Value::Null }
    }

    /// Starts it and shakes hands. The reply to `initialize` comes with it.
    pub fn start(root: Option<&Path>, capabilities: Value, options: Value) -> (Client, Value) {
        let mut client = Client::bare();
        let reply = client.greet(root, capabilities, options);
        (client, reply)
    }

    /// Shakes hands.
    pub fn greet(&mut self, root: Option<&Path>, capabilities: Value, options: Value) -> Value {
        let folders = root.map(|r| json!([{ "uri": uri(r), "name": "test" }]));
        let params = json!({ "processId": null, "capabilities": capabilities, "workspaceFolders": folders,
            "rootUri": root.map(uri), "initializationOptions": options });
        let reply = self.call("initialize", params);
        self.notify("initialized", json!({}));
        reply
    }

    /// The same with what most tests want: no debounce.
    pub fn at(root: &Path) -> Client {
        Client::start(Some(root), capabilities(&["utf-16"]), json!({ "debounce": 0 })).0
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("open");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("written");
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request; its id.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole reply to a request.
    pub fn reply(&mut self, id: i64) -> Value {
        self.wait(&format!("the reply to {id}"), |m| m.get("method").is_none() && m["id"] == json!(id))
    }

    /// The result of a request.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let reply = self.reply(id);
        assert!(reply.get("error").is_none(), "{method}: {reply}");
        reply["result"].clone()
    }

    /// The first message that fits, read now or before; the others are kept.
    pub fn wait(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.unread.iter().position(&fits) {
                return self.unread.remove(at).expect("there");
            }
            let left = end.saturating_duration_since(Instant::now());
            let message = self.inbox.recv_timeout(left).unwrap_or_else(|e| panic!("waiting for {what}: {e}; unread: {:?}", self.unread));
            self.take(message);
        }
    }

    fn take(&mut self, message: Value) {
        if let (Some(method), Some(id)) = (message["method"].as_str(), message.get("id")) {
            self.asked.push(method.to_string());
            let result = match method {
                "window/showMessageRequest" => message["params"]["actions"][0].clone(),
                "window/showDocument" => json!({ "success": true }),
                _ => Value::Null,
            };
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
            self.request = message;
        } else {
            self.unread.push_back(message);
        }
    }

    /// Waits until the server has asked for this, and forgets that it has.
    pub fn until_asked(&mut self, method: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.asked.iter().any(|m| m == method) {
            let left = end.saturating_duration_since(Instant::now());
            let message = self.inbox.recv_timeout(left).unwrap_or_else(|e| panic!("waiting for {method}: {e}"));
            self.take(message);
        }
        self.asked.retain(|m| m != method);
    }

    pub fn open(&mut self, uri: &str, version: i32, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "markdown", "version": version, "text": text } }),
        );
    }

    pub fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": text }] }),
        );
    }

    /// Makes the edits of one `TextDocumentEdit`, as an editor would.
    pub fn apply(&mut self, uri: &str, version: i32, edit: &Value) {
        let edits = edit["edits"].as_array().expect("edits").iter().rev();
        let changes: Vec<Value> = edits.map(|e| json!({ "range": e["range"], "text": e["newText"] })).collect();
        self.notify("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }));
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The findings published for this version (null: without one). Earlier publications for the document are read with it.
    pub fn diagnostics(&mut self, uri: &str, version: impl Into<Value>) -> Vec<Value> {
        let version = version.into();
        let is = |m: &Value| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri;
        let found =
            self.wait(&format!("findings of {uri} {version}"), |m| is(m) && m["params"].get("version").unwrap_or(&Value::Null) == &version);
        let older = |m: &Value| is(m) && m["params"]["version"].as_i64().is_some_and(|v| version.as_i64().is_some_and(|w| v <= w));
        self.unread.retain(|m| !older(m));
        found["params"]["diagnostics"].as_array().cloned().expect("a list")
    }

    /// Everything that came so far and was not asked for.
    pub fn unread(&mut self) -> Vec<Value> {
        while let Ok(message) = self.inbox.try_recv() {
            self.take(message);
        }
        self.unread.drain(..).collect()
    }

    /// Shuts down politely. Nothing that nobody asked for may be left (progress apart, and what the server asked last), and the exit code is 0.
    pub fn finish(mut self) {
        self.leave();
        let left: Vec<Value> = self.unread().into_iter().filter(|m| m["method"] != "$/progress" && m.get("id").is_none()).collect();
        assert!(left.is_empty(), "unread: {left:#?}");
    }

    /// Shuts down politely, whatever nobody has asked for is left.
    pub fn leave(&mut self) {
        let id = self.request("shutdown", Value::Null);
        assert_eq!(self.reply(id), json!({ "jsonrpc": "2.0", "id": id, "result": null }));
        self.notify("exit", Value::Null);
        let status = self.ended();
        assert_eq!(status.code(), Some(0));
    }

    /// The memory that the server holds, in millions of bytes; 0 where that cannot be known.
    pub fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|l| l.split_whitespace().next()).and_then(|n| n.parse::<f64>().ok());
        kilobytes.unwrap_or(0.0) * 1024.0 / 1e6
    }

    pub fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// The exit status, soon; stdin stays as it is.
    pub fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("asked") {
                // let the reader come to the end
                while let Ok(message) = self.inbox.recv_timeout(Duration::from_secs(5)) {
                    self.unread.push_back(message);
                }
                return status;
            }
            assert!(Instant::now() < end, "the server is still there");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().expect("a length"),
            None if line.trim().is_empty() => break,
            None => panic!("no header: {line:?}"),
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}
