//! What stands between stdin and tower-lsp, whose decoder gives up at the first frame that it cannot read: frames are read
//! here, and only well-formed messages are passed on.

use serde_json::{Map, Value};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tower_lsp::jsonrpc::{Request, Response};

/// The method that a malformed message is passed on as; its answer is the error that JSON-RPC asks for.
pub const MALFORMED: &str = "postil/malformed";
/// A longer header line is no header.
const LONGEST_LINE: usize = 4096;
/// A longer message is not read, in bytes.
const LARGEST: u64 = 256 << 20;

/// Passes messages on until `exit` or the end of `input`; the exit code that goes with it.
pub async fn pump(input: impl AsyncRead + Unpin, mut inner: impl AsyncWrite + Unpin) -> u8 {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut shut_down = false;
    while let Some(frame) = next(&mut input).await {
        let body = match frame {
            Frame::Body(body) => body,
            Frame::Garbage => malformed(true),
        };
        let body = match serde_json::from_slice::<Request>(&body) {
            Ok(request) if request.method() == "exit" => break,
            Ok(request) => {
                shut_down |= request.method() == "shutdown" && request.id().is_some();
                // some clients write null where there are no parameters, which tower-lsp refuses
                let bare = request.params().is_some_and(Value::is_null);
                let renamed = if request.method() == "initialize" { capabilities(&body) } else { None };
                if bare { without_params(&body).unwrap_or(body) } else { renamed.unwrap_or(body) }
            }
            Err(_) if serde_json::from_slice::<Response>(&body).is_ok() => body,
            Err(error) => malformed(!error.is_data()),
        };
        let head = format!("Content-Length: {}\r\n\r\n", body.len());
        if inner.write_all(head.as_bytes()).await.is_err() || inner.write_all(&body).await.is_err() {
            break;
        }
    }
    u8::from(!shut_down)
}

fn without_params(body: &[u8]) -> Option<Vec<u8>> {
    let mut message: Map<String, Value> = serde_json::from_slice(body).ok()?;
    message.remove("params");
    serde_json::to_vec(&message).ok()
}

/// The protocol says `workspace.diagnostics`; the version of lsp-types that tower-lsp comes with reads `diagnostic`.
fn capabilities(body: &[u8]) -> Option<Vec<u8>> {
    let mut message: Value = serde_json::from_slice(body).ok()?;
    let workspace = message.pointer_mut("/params/capabilities/workspace")?.as_object_mut()?;
    let said = workspace.get("diagnostics").filter(|d| d.is_object())?.clone();
    workspace.insert("diagnostic".to_string(), said);
    serde_json::to_vec(&message).ok()
}

fn malformed(syntax: bool) -> Vec<u8> {
    format!(r#"{{"jsonrpc":"2.0","id":null,"method":"{MALFORMED}","params":{{"syntax":{syntax}}}}}"#).into_bytes()
}

enum Frame {
    Body(Vec<u8>),
    Garbage,
}

/// The next frame; `None` at the end. What cannot be read is skipped up to the next header.
async fn next<R: AsyncRead + Unpin>(input: &mut BufReader<R>) -> Option<Frame> {
    let mut length = None;
    let mut garbage = false;
    loop {
        let line = line(input).await?;
        let line = line.trim();
        if line.is_empty() {
            match length {
                Some(length) => return body(input, length).await,
                None if garbage => return Some(Frame::Garbage),
                None => continue,
            }
        }
        // after garbage without a line end the header may stand anywhere in the line
        match line.to_ascii_lowercase().rfind("content-length:") {
            Some(at) => {
                let number = line.get(at + "content-length:".len()..).unwrap_or("").trim();
                length = number.parse::<u64>().ok();
                garbage |= length.is_none();
                if at > 0 && length.is_some() {
                    // what stood before it was a message that nobody could read; the rest goes on
                    garbage = false;
                }
            }
            None => garbage |= !line.split_once(':').is_some_and(|(name, _)| name.eq_ignore_ascii_case("content-type")),
        }
    }
}

/// One line, without what is longer than any header; `None` at the end.
async fn line<R: AsyncRead + Unpin>(input: &mut BufReader<R>) -> Option<String> {
    let mut line = Vec::new();
    loop {
        let buffer = input.fill_buf().await.ok()?;
        if buffer.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', buffer);
        let taken = end.map_or(buffer.len(), |e| e + 1);
        line.extend_from_slice(buffer.get(..taken).unwrap_or(&[]));
        // the end of an overlong line may be the beginning of a header
        let over = line.len().saturating_sub(LONGEST_LINE);
        line.drain(..over);
        input.consume(taken);
        if end.is_some() {
            return Some(String::from_utf8_lossy(&line).into_owned());
        }
    }
}

async fn body<R: AsyncRead + Unpin>(input: &mut BufReader<R>, length: u64) -> Option<Frame> {
    if length > LARGEST {
        let skipped = tokio::io::copy(&mut input.take(length), &mut tokio::io::sink()).await.ok()?;
        return (skipped == length).then_some(Frame::Garbage);
    }
    // the buffer grows with what arrives, not with what is announced
    let mut body = Vec::new();
    let read = input.take(length).read_to_end(&mut body).await.ok()?;
    (read as u64 == length).then_some(Frame::Body(body))
}
