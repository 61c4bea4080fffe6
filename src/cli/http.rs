//! Owns the little of HTTP/1.1 that serving files needs: requests without a body in, whole answers out, one thread for each
//! connection, so that no request waits for another reader's idle connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// Bytes of one request's lines; more is refused.
const MOST_BYTES: u64 = 16 << 10;
/// Connections at a time; a browser opens six for a page.
const MOST_CONNECTIONS: usize = 256;
/// A connection that says nothing for so long is closed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was asked for.
pub(crate) struct Request {
    /// `GET`, `HEAD`, …
    pub(crate) method: String,
    /// The path with its query, as it came.
    pub(crate) url: String,
}

/// An answer.
pub(crate) struct Response {
    /// The status, 200 when it is fine.
    pub(crate) status: u16,
    /// Header lines beside the length.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body; its length alone is told where only the head was asked for.
    pub(crate) body: Vec<u8>,
}

/// Answers every request on `listener` by `answer`, until the program ends.
pub(crate) fn serve(listener: &TcpListener, answer: impl Fn(&Request) -> Response + Send + Sync + 'static) {
    let (answer, open) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
    for stream in listener.incoming().flatten() {
        let (answer, open) = (Arc::clone(&answer), Arc::clone(&open));
        if open.fetch_add(1, Relaxed) >= MOST_CONNECTIONS {
            open.fetch_sub(1, Relaxed);
            continue;
        }
        std::thread::spawn(move || {
            // A reader that went away is no concern of the others.
            let _ = connection(&stream, answer.as_ref());
            open.fetch_sub(1, Relaxed);
        });
    }
}

fn connection(stream: &TcpStream, answer: &impl Fn(&Request) -> Response) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some((request, keep)) = read(&mut reader)? {
        write(stream, &answer(&request), request.method == "HEAD", keep)?;
        if !keep {
            break;
        }
    }
    Ok(())
}

/// The next request, and whether another may follow; none when the reader is done or said what is no request.
fn read(reader: &mut impl BufRead) -> std::io::Result<Option<(Request, bool)>> {
    let mut lines = reader.take(MOST_BYTES);
    let mut first = String::new();
    lines.read_line(&mut first)?;
    let mut words = first.split_whitespace();
    let (Some(method), Some(url), Some(version)) = (words.next(), words.next(), words.next()) else {
        return Ok(None);
    };
    let mut keep = version == "HTTP/1.1";
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end().to_ascii_lowercase();
        match line.split_once(':') {
            None => break,
            Some(("connection", value)) => keep &= value.trim() != "close",
            // A body is not read, so what follows it cannot be told from it.
            Some(("content-length" | "transfer-encoding", _)) => keep = false,
            Some(_) => {}
        }
    }
    Ok(Some((Request { method: method.into(), url: url.into() }, keep)))
}

fn write(mut to: &TcpStream, response: &Response, head: bool, keep: bool) -> std::io::Result<()> {
    let reason = match response.status {
        200 => "OK",
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

    fn ask(port: u16, text: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut out = String::new();
        stream.read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn requests_are_answered_beside_idle_connections_and_nonsense_ends_a_connection() {
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
        let said = ask(port, &two);
        assert!(said.contains("\r\n\r\n/a") && said.ends_with("\r\n\r\n/b"), "{said}");
        assert!(said.contains("Content-Length: 2\r\nX-Asked: yes\r\n"));
        let head = ask(port, &format!("HEAD /a HTTP/1.1\r\n{close}"));
        assert!(head.contains("Content-Length: 2") && head.ends_with("\r\n\r\n"), "{head}");
        assert_eq!(ask(port, "nonsense\r\n\r\n"), "");
        assert!(ask(port, "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyz").contains("Connection: close"));
        drop(idle);
    }
}
