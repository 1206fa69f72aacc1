//! What stands between tower-lsp and stdout: whole messages pass, and one that JSON-RPC does not allow is put right.

use serde_json::{Map, Value};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::AsyncWrite;

/// Standard output; once nobody reads it any more, what is written goes nowhere and nothing panics.
///
/// A request without parameters has none: tower-lsp writes `"params":null`, and JSON-RPC knows only objects and arrays.
pub struct Outlet<W> {
    inner: W,
    /// The beginning of a message.
    begun: Vec<u8>,
    /// Whole messages, and how much of them is written.
    whole: Vec<u8>,
    written: usize,
}

impl<W: AsyncWrite + Unpin> Outlet<W> {
    pub fn new(inner: W) -> Outlet<W> {
        Outlet { inner, begun: Vec::new(), whole: Vec::new(), written: 0 }
    }

    /// Writes what is whole.
    fn drain(&mut self, context: &mut Context<'_>) -> Poll<()> {
        while let Some(rest) = self.whole.get(self.written..).filter(|r| !r.is_empty()) {
            match ready!(Pin::new(&mut self.inner).poll_write(context, rest)) {
                Ok(count) if count > 0 => self.written += count,
                _ => self.written = self.whole.len(),
            }
        }
        self.whole.clear();
        self.written = 0;
        Poll::Ready(())
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Outlet<W> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        ready!(this.drain(context));
        this.begun.extend_from_slice(bytes);
        while let Some((head, end)) = frame(&this.begun) {
            let rest = this.begun.split_off(end);
            let message = std::mem::replace(&mut this.begun, rest);
            let body = message.get(head..).unwrap_or(&[]);
            match without_null(body) {
                Some(body) => {
                    this.whole.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
                    this.whole.extend_from_slice(&body);
                }
                None => this.whole.extend_from_slice(&message),
            }
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.drain(context));
        Pin::new(&mut self.inner).poll_flush(context).map(|_| Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.drain(context));
        Pin::new(&mut self.inner).poll_shutdown(context).map(|_| Ok(()))
    }
}

/// Where the body of the first message begins, and where it ends; `None` while it is not all there.
fn frame(bytes: &[u8]) -> Option<(usize, usize)> {
    let head = memchr::memmem::find(bytes, b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(bytes.get(..head)?).ok()?;
    let length = text.lines().find_map(|l| l.strip_prefix("Content-Length: ")?.trim().parse::<usize>().ok())?;
    let end = head.checked_add(length)?;
    (bytes.len() >= end).then_some((head, end))
}

/// The message without `"params":null`; `None` if it has none. In a string the quotes would be escaped.
fn without_null(body: &[u8]) -> Option<Vec<u8>> {
    memchr::memmem::find(body, b"\"params\":null")?;
    let mut message: Map<String, Value> = serde_json::from_slice(body).ok()?;
    if !message.get("params")?.is_null() {
        return None;
    }
    message.remove("params");
    serde_json::to_vec(&message).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncWriteExt;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// What comes out when the messages are written in pieces of `size` bytes.
    fn out(messages: &[&str], size: usize) -> String {
        let all: String = messages.iter().map(|m| framed(m)).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let Ok(runtime) = runtime else { panic!("a runtime") };
        runtime.block_on(async {
            let mut outlet = Outlet::new(Vec::new());
            for piece in all.as_bytes().chunks(size) {
                assert!(outlet.write_all(piece).await.is_ok());
            }
            assert!(outlet.flush().await.is_ok());
            String::from_utf8_lossy(&outlet.inner).into_owned()
        })
    }

    #[test]
    fn messages_pass_and_parameters_that_are_none_go() {
        let said = r#"{"jsonrpc":"2.0","method":"window/logMessage","params":{"type":3,"message":"\"params\":null 𝄞"}}"#;
        let asked = r#"{"jsonrpc":"2.0","method":"workspace/codeLens/refresh","params":null,"id":2}"#;
        let wanted = framed(said) + &framed(r#"{"id":2,"jsonrpc":"2.0","method":"workspace/codeLens/refresh"}"#) + &framed(said);
        for size in [1, 7, 50, 1000] {
            assert_eq!(out(&[said, asked, said], size), wanted, "{size}");
        }
        let nested = r#"{"result":{"params":null},"id":1}"#;
        assert_eq!(out(&[nested], 9), framed(nested));
    }
}
