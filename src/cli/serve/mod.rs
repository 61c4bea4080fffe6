//! `drug-card serve`: serves a bundle on this machine, with the headers a real host should send.

mod headers;
mod http;
mod static_files;

use super::build;
use super::failure::Failure;
use super::output::Stdout;
use super::values;
use super::watch::{self, Watched};
use crate::bundle::offline::WORKER;
use crate::cli::response_policy::is_immutable;
use headers::Csp;
use http::{Request, Response};
use static_files::Found;
use std::fs;
use std::io::stdin;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

/// What `--watch` appends to every page.
const RELOAD: &str = "<script type=\"module\" src=\"/.drug-card/reload.js\"></script>\n";

/// What `--watch` serves as the service worker: one that unregisters itself, since a worker would keep pages at an old release.
const NO_WORKER: &str = "self.skipWaiting();\nself.registration.unregister();\n";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Bundle to serve
    bundle: PathBuf,
    /// Address of the bundle, such as /drugs/
    #[arg(long, value_name = "ADDRESS", value_parser = values::base, default_value = "/")]
    base: String,
    /// Folder of pages for all other addresses
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Reload open pages when their files change; also rebuild the bundle if drug-card.toml describes its build
    #[arg(long)]
    watch: bool,
    /// Port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Content-Security-Policy to send
    #[arg(long, value_enum, default_value_t = Csp::Strict)]
    csp: Csp,
    /// Answer one HTTP request from standard input, for programs that listen by themselves
    #[arg(long, hide = true, conflicts_with = "watch")]
    one_request: bool,
}

/// Which folder is served where.
struct Folders {
    bundle: PathBuf,
    base: String,
    site: Option<PathBuf>,
    watched: Option<Watched>,
}

/// `configured` is the build that drug-card.toml describes.
pub(crate) fn run(arguments: &Arguments, configured: Option<build::Arguments>) -> Result<ExitCode, Failure> {
    let Arguments { bundle, port, csp, .. } = arguments;
    let to_build = configured.filter(|build| arguments.watch && is_same_folder(&build.output, bundle));
    let rebuilds = to_build.is_some();
    if let Some(build) = to_build {
        let known = build::state(&build);
        build::build_and_report(&build);
        thread::spawn(move || build::rebuild_forever(&build, known));
    }
    let absolute =
        |folder: &PathBuf| fs::canonicalize(folder).map_err(|error| Failure::io("read", folder, &error));
    let mut folders = Folders {
        bundle: absolute(bundle)?,
        base: static_files::path_of(&arguments.base).unwrap_or_else(|| arguments.base.clone()),
        site: arguments.site.as_ref().map(absolute).transpose()?,
        watched: None,
    };
    if arguments.watch {
        let roots: Vec<PathBuf> =
            [Some(&folders.bundle), folders.site.as_ref()].into_iter().flatten().cloned().collect();
        folders.watched = Some(Watched::new(move || watch::state(roots.iter().map(PathBuf::as_path))));
    }
    let csp = *csp;
    let start = if folders.site.is_some() { "/".into() } else { static_files::percent_encode(&folders.base) };
    if arguments.one_request {
        return one_request(&folders, csp, &start);
    }
    let listener = TcpListener::bind(("127.0.0.1", *port)).and_then(|listener| {
        let address = listener.local_addr()?;
        Ok((listener, address))
    });
    let (listener, address) = listener.map_err(|error| {
        Failure::Files(format!(
            "cannot listen on port {port}: {error}; choose another with --port, or 0 for a free one"
        ))
    })?;
    let mut out = Stdout::open();
    out.line(format_args!("Serving {} at http://{address}{start} (Ctrl+C stops)", bundle.display()))?;
    if arguments.watch && !rebuilds {
        out.line(
            "Open pages reload when a file of the bundle changes. To rebuild the bundle too, set content and output in drug-card.toml.",
        )?;
    }
    // Gives the lock back: rebuilds print their figures from another thread.
    out.close()?;
    http::serve(&listener, move |request| respond(request, &folders, csp));
    Ok(ExitCode::SUCCESS)
}

/// Answers the request on standard input; without one, prints the path to start at. The program for Node has no sockets, so a
/// script listens and calls it for each request.
fn one_request(folders: &Folders, csp: Csp, start: &str) -> Result<ExitCode, Failure> {
    let mut out = Stdout::open();
    let mut response = Vec::new();
    let answered =
        http::answer_one(&mut stdin().lock(), &mut response, |request| respond(request, folders, csp));
    let failed = |error: std::io::Error| Failure::io("read", Path::new("standard input"), &error);
    if answered.map_err(failed)? {
        out.bytes(&response)?;
    } else {
        out.line(start)?;
    }
    out.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Whether two paths name the same folder; it need not exist yet.
fn is_same_folder(one: &Path, other: &Path) -> bool {
    let absolute = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        fs::canonicalize(&path).unwrap_or(path)
    };
    absolute(one) == absolute(other)
}

fn respond(request: &Request, folders: &Folders, csp: Csp) -> Response {
    if !is_this_machine(&request.host) {
        let text = "This server answers only requests for this machine, such as http://localhost.\n";
        return plain_text(403, text, csp);
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return plain_text(405, "Only GET and HEAD are supported.\n", csp);
    }
    if let Some((media_type, body)) = folders.reload(&request.url) {
        return Response { status: 200, headers: headers::of(media_type, csp, false, false), body };
    }
    let file = match folders.find(&request.url) {
        Some(Found::File(file)) => file,
        Some(Found::Folder) => return with_slash(&request.url, csp),
        None => return not_found(csp),
    };
    let Ok(mut body) = fs::read(&file) else { return not_found(csp) };
    let media_type = static_files::media_type(&file);
    if folders.watched.is_some() && file.ends_with(WORKER) {
        body = NO_WORKER.into();
    }
    if folders.watched.is_some() && media_type.starts_with("text/html") {
        // HTML parsers put what follows `</html>` into the body.
        body.extend_from_slice(RELOAD.as_bytes());
    }
    let registers_worker = file == folders.bundle.join("index.html") && folders.bundle.join(WORKER).is_file();
    let headers = headers::of(media_type, csp, registers_worker, is_immutable(&request.url));
    Response { status: 200, headers, body }
}

impl Folders {
    /// The script that `--watch` adds to pages, and the long-polling address it asks.
    fn reload(&self, url: &str) -> Option<(&'static str, Vec<u8>)> {
        let watched = self.watched.as_ref()?;
        let below = url.strip_prefix("/.drug-card/")?;
        let (name, known) = below.split_once('?').unwrap_or((below, ""));
        match name {
            "reload.js" => Some(("text/javascript; charset=utf-8", include_bytes!("reload.js").to_vec())),
            "changed" => Some((
                "text/plain; charset=utf-8",
                watched.after(known.parse().ok()).to_string().into_bytes(),
            )),
            _ => None,
        }
    }

    /// What a URL names: in the bundle if the URL is below its base, otherwise in the site.
    fn find(&self, url: &str) -> Option<Found> {
        let path = static_files::path_of(url)?;
        if format!("{path}/") == self.base {
            return Some(Found::Folder);
        }
        let in_bundle =
            path.strip_prefix(&self.base).and_then(|below| static_files::find(below, &self.bundle));
        in_bundle.or_else(|| static_files::find(&path, self.site.as_ref()?))
    }
}

/// Whether a host may be this machine. A name of the public network that leads here is that of a page which wants to read what is
/// served; an IP address or a name without a dot cannot be.
fn is_this_machine(host: &str) -> bool {
    !host.contains('.') || host.ends_with(".localhost") || host.parse::<std::net::Ipv4Addr>().is_ok()
}

/// Sends the browser to the address of a folder.
fn with_slash(url: &str, csp: Csp) -> Response {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (path, rest) = url.split_at(end);
    // Two slashes would name another host.
    let location = format!("/{}/{rest}", path.trim_start_matches('/'));
    let mut response = plain_text(301, "The address ends with a slash.\n", csp);
    response.headers.push(("Location", location));
    response
}

fn not_found(csp: Csp) -> Response {
    plain_text(404, "Not found.\n", csp)
}

fn plain_text(status: u16, text: &str, csp: Csp) -> Response {
    let headers = headers::of("text/plain; charset=utf-8", csp, false, false);
    Response { status, headers, body: text.as_bytes().to_vec() }
}
