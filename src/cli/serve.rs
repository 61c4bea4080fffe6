//! Owns `drug-card serve`: a bundle on this machine, with the types and the policy a real host should send.

use super::build;
use super::failure::Failure;
use super::http::{self, Request, Response};
use super::values::base;
use super::watch::{self, Watched};
use crate::bundle::offline::WORKER;
use std::fs;
use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::thread;

/// The page policy that must suffice; each directive is there because something of ours needs it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// The app page of a bundle with a worker registers it under this name, where the policy names none.
const OFFLINE: &str = "trusted-types drug-card-offline; manifest-src 'self'";

/// What every page gets from `--watch`.
const RELOAD: &str = "<script type=\"module\" src=\"/.drug-card/reload.js\"></script>\n";

/// The worker while files change: none, for it would hold pages to a release that is none.
const NO_WORKER: &str = "self.skipWaiting();\nself.registration.unregister();\n";

/// Hex digits of a hash in a file's name.
const HASH: usize = 12;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The bundle
    bundle: PathBuf,
    /// The address of the bundle, such as /drugs/
    #[arg(long, value_name = "ADDRESS", value_parser = base, default_value = "/")]
    base: String,
    /// A folder of pages for all other addresses
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Reload open pages when their files change; a bundle that drug-card.toml says how to build is built again, too
    #[arg(long)]
    watch: bool,
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

/// What is served where.
struct Folders {
    bundle: PathBuf,
    base: String,
    site: Option<PathBuf>,
    watched: Option<Watched>,
}

/// `described` is the build that drug-card.toml tells.
pub(crate) fn run(arguments: &Arguments, described: Option<build::Arguments>) -> Result<ExitCode, Failure> {
    let Arguments { bundle, port, csp, .. } = arguments;
    let mut rebuilt = false;
    if let Some(described) = described.filter(|build| arguments.watch && same(&build.output, bundle)) {
        rebuilt = true;
        let known = build::state(&described);
        build::preload_hints(&described);
        thread::spawn(move || build::keep(&described, known));
    }
    let whole =
        |folder: &PathBuf| fs::canonicalize(folder).map_err(|error| Failure::io("read", folder, &error));
    let mut folders = Folders {
        bundle: whole(bundle)?,
        base: arguments.base.clone(),
        site: arguments.site.as_ref().map(whole).transpose()?,
        watched: None,
    };
    if arguments.watch {
        let all: Vec<PathBuf> =
            [Some(folders.bundle.clone()), folders.site.clone()].into_iter().flatten().collect();
        folders.watched = Some(Watched::new(move || watch::state(all.iter().map(PathBuf::as_path))));
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
    let start = if folders.site.is_some() { "/" } else { &folders.base };
    println!("Serving {} at http://{address}{start} (Ctrl+C stops)", bundle.display());
    if arguments.watch && !rebuilt {
        println!(
            "Open pages follow its files; what builds it is not known here (drug-card.toml names content and output)."
        );
    }
    let csp = *csp;
    http::serve(&listener, move |request| answer(request, &folders, csp));
    Ok(ExitCode::SUCCESS)
}

/// Whether two ways of writing name the same folder, which may not be there yet.
fn same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        fs::canonicalize(&path).unwrap_or(path)
    };
    whole(one) == whole(other)
}

fn answer(request: &Request, folders: &Folders, csp: Csp) -> Response {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return preload_hints(405, "Only GET and HEAD are answered here.\n", csp);
    }
    if let Some((media_type, body)) = folders.reload(&request.url) {
        return Response { status: 200, headers: headers(media_type, csp, false, false), body };
    }
    let file = folders.file_of(&request.url);
    let app =
        file.as_deref() == Some(&*folders.bundle.join("index.html")) && folders.bundle.join(WORKER).is_file();
    let is_worker = file.as_ref().is_some_and(|file| file.ends_with(WORKER));
    match file.and_then(|file| Some((media_type(&file), fs::read(file).ok()?))) {
        Some((media_type, mut body)) => {
            if folders.watched.is_some() && is_worker {
                body = NO_WORKER.into();
            }
            if folders.watched.is_some() && media_type.starts_with("text/html") {
                // After the end of a page a parser still takes it into its body.
                body.extend_from_slice(RELOAD.as_bytes());
            }
            let headers = headers(media_type, csp, app, is_immutable(&request.url));
            Response { status: 200, headers, body }
        }
        None => preload_hints(404, "Nothing of that name is here.\n", csp),
    }
}

impl Folders {
    /// What a page that reloads itself asks for.
    fn reload(&self, url: &str) -> Option<(&'static str, Vec<u8>)> {
        let watched = self.watched.as_ref()?;
        let asked = url.strip_prefix("/.drug-card/")?;
        let (name, known) = asked.split_once('?').unwrap_or((asked, ""));
        match name {
            "reload.js" => Some(("text/javascript; charset=utf-8", include_bytes!("reload.js").to_vec())),
            "changed" => Some((
                "text/plain; charset=utf-8",
                watched.after(known.parse().ok()).to_string().into_bytes(),
            )),
            _ => None,
        }
    }

    /// The file an address names, in the bundle below its base, else among the pages.
    fn file_of(&self, url: &str) -> Option<PathBuf> {
        let in_bundle = url.strip_prefix(&self.base).and_then(|below| file_of(below, &self.bundle));
        in_bundle.or_else(|| file_of(url, self.site.as_ref()?))
    }
}

fn preload_hints(status: u16, words: &str, csp: Csp) -> Response {
    let headers = headers("text/plain; charset=utf-8", csp, false, false);
    Response { status, headers, body: words.as_bytes().to_vec() }
}

/// Whether a file is named by its hash: another one would have another name.
fn is_immutable(url: &str) -> bool {
    let name = url.rsplit('/').next().unwrap_or_default();
    name.split('.').any(|part| part.len() == HASH && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// `app` is the page that registers a worker.
fn headers(media_type: &str, csp: Csp, app: bool, immutable: bool) -> Vec<(&'static str, String)> {
    let cache = if immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut headers = vec![
        ("Content-Type", media_type.into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Referrer-Policy", "no-referrer".into()),
        ("Cache-Control", cache.into()),
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
    fn what_is_named_by_its_hash_may_be_kept() {
        for (url, want) in [
            ("/cards/0a/0a1b2c3d4e5f.json", true),
            ("/head.0a1b2c3d4e5f.bin?x", true),
            ("/index.json", false),
            ("/drug-card.js", false),
        ] {
            assert_eq!(is_immutable(url), want, "{url}");
        }
    }

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
