//! `drug-card serve`: slashes of folders, bases with blanks and accents, types, foreign hosts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use support::{run, scratch, write};

struct Server {
    child: Child,
    port: u16,
    /// What it printed first.
    line: String,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
        command.arg("serve").args(arguments).args(["--port", "0"]).current_dir(folder).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
        Self { child, port, line }
    }

    /// The status of a response and its header lines.
    fn ask(&self, url: &str, host: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {url} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (text.split(' ').nth(1).unwrap().parse().unwrap(), text.split("\r\n\r\n").next().unwrap().into())
    }

    fn expect(&self, url: &str, status: u16, header: &str) {
        let (got, headers) = self.ask(url, "localhost:8080");
        assert!(got == status && headers.contains(header), "{url}: {got}\n{headers}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn addresses_types_and_hosts_are_those_of_a_real_host() {
    let folder = scratch("serve/hosts");
    write(&folder, "content/testamine.md", "---\ntitle: Testamine\n---\n\n### Usage\nFor tests.\n");
    run(&folder, "build content -o out", 0);
    write(&folder, "out/docs/index.html", "<p>Docs");
    for name in ["a.htm", "b.mjs", "c.txt", "d.xml", "e.PDF", "mit leer.html"] {
        write(&folder, &format!("site/{name}"), "x");
    }
    write(&folder, "site/docs/index.html", "<p>Site");
    let server = Server::start(&folder, &["out", "--base", "/mein ordner/médicaments/", "--site", "site"]);
    for (url, status, header) in [
        ("/mein%20ordner/m%C3%A9dicaments/index.json", 200, "application/json"),
        ("/mein%20ordner/m%C3%A9dicaments", 301, "Location: /mein%20ordner/m%C3%A9dicaments/\r\n"),
        (
            "/mein%20ordner/m%C3%A9dicaments/docs?x=1",
            301,
            "Location: /mein%20ordner/m%C3%A9dicaments/docs/?x=1\r\n",
        ),
        ("/mein%20ordner/m%C3%A9dicaments/docs/", 200, "text/html"),
        ("/docs", 301, "Location: /docs/\r\n"),
        ("//docs", 301, "Location: /docs/\r\n"),
        ("/docs/", 200, "text/html"),
        ("/mit%20leer.html", 200, "text/html"),
        ("/a.htm", 200, "text/html"),
        ("/b.mjs", 200, "text/javascript"),
        ("/c.txt", 200, "text/plain"),
        ("/d.xml", 200, "application/xml"),
        ("/e.PDF", 200, "application/pdf"),
        ("/missing", 404, ""),
    ] {
        server.expect(url, status, header);
    }
    for (host, status) in [
        ("localhost", 200),
        ("127.0.0.1:9", 200),
        ("[::1]:9", 200),
        ("drugs.localhost:9", 200),
        ("evil.example", 403),
        ("localhost.evil.example:80", 403),
    ] {
        assert_eq!(server.ask("/c.txt", host).0, status, "{host}");
    }
}

#[test]
fn a_base_may_be_typed_with_its_letters_or_encoded() {
    let folder = scratch("serve/base");
    write(&folder, "content/testamine.md", "---\ntitle: Testamine\n---\n\n### Usage\nFor tests.\n");
    run(&folder, "build content -o out", 0);
    for base in ["/médicaments/", "/m%C3%A9dicaments/"] {
        let server = Server::start(&folder, &["out", "--base", base]);
        server.expect("/m%C3%A9dicaments/index.json", 200, "application/json");
        assert!(server.line.contains("/m%C3%A9dicaments/"), "{}", server.line);
    }
}
