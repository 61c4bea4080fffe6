//! A small HTTP/1.1 server for files: requests without a body, complete responses, one thread per connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// Most bytes in the header of a request.
const MOST_BYTES: u64 = 16 << 10;
/// Most open connections; a browser opens six per page.
const MOST_CONNECTIONS: usize = 256;
/// An idle connection is closed after this time.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// A request.
pub(crate) struct Request {
    /// `GET`, `HEAD`, …
    pub(crate) method: String,
    /// The path and query, as received.
    pub(crate) url: String,
    /// The host that was asked, without its port; empty if the request does not say.
    pub(crate) host: String,
}

/// A response.
pub(crate) struct Response {
    /// The status code.
    pub(crate) status: u16,
    /// Header lines other than the length.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body; a HEAD request gets only its length.
    pub(crate) body: Vec<u8>,
}

/// Answers every request on `listener` with `answer`, until the program ends.
pub(crate) fn serve(listener: &TcpListener, answer: impl Fn(&Request) -> Response + Send + Sync + 'static) {
    let (answer, open) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
    for stream in listener.incoming().flatten() {
        let (answer, open) = (Arc::clone(&answer), Arc::clone(&open));
        if open.fetch_add(1, Relaxed) >= MOST_CONNECTIONS {
            open.fetch_sub(1, Relaxed);
            continue;
        }
        std::thread::spawn(move || {
            // A client that disconnects must not disturb the others.
            let _ = connection(&stream, answer.as_ref());
            open.fetch_sub(1, Relaxed);
        });
    }
}

/// Answers the one request that `from` holds; false if it holds none.
pub(crate) fn answer_one(
    from: &mut impl BufRead,
    to: &mut impl Write,
    answer: impl Fn(&Request) -> Response,
) -> std::io::Result<bool> {
    let Some((request, _)) = read(from)? else { return Ok(false) };
    write(to, &answer(&request), request.method == "HEAD", false)?;
    Ok(true)
}

fn connection(stream: &TcpStream, answer: &impl Fn(&Request) -> Response) -> std::io::Result<()> {
    stream.set_read_timeout(Some(IDLE_TIMEOUT))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some((request, keep)) = read(&mut reader)? {
        write(&mut &*stream, &answer(&request), request.method == "HEAD", keep)?;
        if !keep {
            break;
        }
    }
    Ok(())
}

/// The next request, and whether another may follow; none if the client is done or sent something else.
fn read(reader: &mut impl BufRead) -> std::io::Result<Option<(Request, bool)>> {
    let mut lines = reader.take(MOST_BYTES);
    let mut first = String::new();
    lines.read_line(&mut first)?;
    let mut words = first.split_whitespace();
    let (Some(method), Some(url), Some(version)) = (words.next(), words.next(), words.next()) else {
        return Ok(None);
    };
    let (mut keep, mut host) = (version == "HTTP/1.1", String::new());
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end().to_ascii_lowercase();
        match line.split_once(':') {
            None => break,
            Some(("host", value)) => host = without_port(value.trim()).into(),
            Some(("connection", value)) => keep &= value.trim() != "close",
            // Bodies are not read, so the next request could not be found.
            Some(("content-length" | "transfer-encoding", _)) => keep = false,
            Some(_) => {}
        }
    }
    Ok(Some((Request { method: method.into(), url: url.into(), host }, keep)))
}

/// `localhost:8080` without the port; `[::1]` has colons of its own.
fn without_port(host: &str) -> &str {
    let port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    port.map_or(host, |(host, _)| host)
}

fn write(to: &mut impl Write, response: &Response, head: bool, keep: bool) -> std::io::Result<()> {
    let reason = match response.status {
        200 => "OK",
        301 => "Moved Permanently",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Error",
    };
    let mut out =
        format!("HTTP/1.1 {} {reason}\r\nContent-Length: {}\r\n", response.status, response.body.len());
    for (name, value) in &response.headers {
        out += &format!("{name}: {value}\r\n");
    }
    out += if keep { "\r\n" } else { "Connection: close\r\n\r\n" };
    let mut out = out.into_bytes();
    if !head {
        out.extend_from_slice(&response.body);
    }
    to.write_all(&out)?;
    to.flush()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]
    use super::*;

    fn send(port: u16, text: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut out = String::new();
        stream.read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn idle_connections_block_nobody_and_nonsense_closes_a_connection() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            serve(&listener, |request| Response {
                status: 200,
                headers: vec![("X-Asked", "yes".into())],
                body: request.url.clone().into_bytes(),
            });
        });
        let idle: Vec<TcpStream> =
            (0..40).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
        let close = "Connection: close\r\n\r\n";
        let two = format!("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\n{close}");
        let response = send(port, &two);
        assert!(response.contains("\r\n\r\n/a") && response.ends_with("\r\n\r\n/b"), "{response}");
        assert!(response.contains("Content-Length: 2\r\nX-Asked: yes\r\n"));
        let head = send(port, &format!("HEAD /a HTTP/1.1\r\n{close}"));
        assert!(head.contains("Content-Length: 2") && head.ends_with("\r\n\r\n"), "{head}");
        assert_eq!(send(port, "nonsense\r\n\r\n"), "");
        assert!(send(port, "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyz").contains("Connection: close"));
        drop(idle);
    }
}
