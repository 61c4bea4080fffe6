//! Owns `drug-card serve`: a bundle on this machine, with the types and the policy a real host should send.

use super::failure::Failure;
use drug_card::export::pwa::WORKER;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

/// The page policy that must suffice; each directive is there because something of ours needs it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// The app page of a bundle with a worker registers it under this name, where the policy names none.
const OFFLINE: &str = "trusted-types drug-card-offline; manifest-src 'self'";

/// Requests answered at the same time.
const WORKERS: usize = 4;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The bundle
    bundle: PathBuf,
    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The page policy to send
    #[arg(long, value_enum, default_value_t = Csp::Strict)]
    csp: Csp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Csp {
    /// The strict policy of the README
    Strict,
    /// No policy
    None,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { bundle, port, csp } = arguments;
    let folder = fs::canonicalize(bundle).map_err(|error| Failure::io("read", bundle, &error))?;
    let server = Server::http(("127.0.0.1", *port)).map_err(|error| {
        Failure::Files(format!(
            "cannot listen on port {port}: {error}; choose another with --port, or 0 for a free one"
        ))
    })?;
    println!("Serving {} at http://{}/ (Ctrl+C stops)", bundle.display(), server.server_addr());
    let server = Arc::new(server);
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (server, folder, csp) = (Arc::clone(&server), folder.clone(), *csp);
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    // A reader that went away is no concern of the others.
                    let _ = answer(request, &folder, csp);
                }
            })
        })
        .collect();
    for worker in workers {
        let _ = worker.join();
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(request: Request, folder: &Path, csp: Csp) -> std::io::Result<()> {
    let mut app = false;
    let (status, media_type, body) = if !matches!(request.method(), Method::Get | Method::Head) {
        (405, "text/plain; charset=utf-8", b"Only GET and HEAD are answered here.\n".to_vec())
    } else {
        let file = file_of(request.url(), folder);
        app = file == Some(folder.join("index.html")) && folder.join(WORKER).is_file();
        match file.and_then(|file| Some((media_type(&file), fs::read(file).ok()?))) {
            Some((media_type, bytes)) => (200, media_type, bytes),
            None => (404, "text/plain; charset=utf-8", b"Nothing of that name is in the bundle.\n".to_vec()),
        }
    };
    let mut response = Response::from_data(body).with_status_code(StatusCode(status));
    for (name, value) in headers(media_type, csp, app) {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

/// `app` is the page that registers a worker.
fn headers(media_type: &str, csp: Csp, app: bool) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Content-Type", media_type.into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Referrer-Policy", "no-referrer".into()),
        ("Cache-Control", "no-cache".into()),
    ];
    if csp == Csp::Strict {
        let policy = if app { POLICY.replace("trusted-types 'none'", OFFLINE) } else { POLICY.into() };
        headers.push(("Content-Security-Policy", policy));
    }
    headers
}

/// The file a URL names; `None` when it leads out of the folder or there is none.
fn file_of(url: &str, folder: &Path) -> Option<PathBuf> {
    let path = percent_decode(url.split(['?', '#']).next()?)?;
    let relative = Path::new(path.trim_start_matches('/'));
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut file = folder.join(relative);
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) =
                (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("md") => "text/markdown; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_leads_out_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        for url in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/src/../Cargo.toml", "/%zz", "/%ff"]
        {
            let found = file_of(url, &folder.join("src"));
            assert_eq!(found, None, "{url}");
        }
        assert!(file_of("/Cargo.toml?x=1", folder).is_some());
    }
}
