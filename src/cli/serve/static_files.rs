//! Maps URLs to files of a folder, and files to media types.

use std::path::{Component, Path, PathBuf};

/// What a path names in a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A file; of a folder, its page.
    File(PathBuf),
    /// A folder whose address lacks the slash: the links of its page would lead elsewhere.
    Folder,
}

/// The path of a URL, decoded.
pub(super) fn path_of(url: &str) -> Option<String> {
    percent_decode(url.split(['?', '#']).next()?)
}

/// What a decoded path names in `folder`; `None` if there is nothing or it is outside.
pub(super) fn find(path: &str, folder: &Path) -> Option<Found> {
    let relative = Path::new(path.trim_start_matches('/'));
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut file = folder.join(relative);
    if file.is_dir() {
        file.push("index.html");
        if file.is_file() && !path.is_empty() && !path.ends_with('/') {
            return Some(Found::Folder);
        }
    }
    file.is_file().then_some(Found::File(file))
}

/// A path as it is written in a URL.
pub(super) fn percent_encode(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

pub(super) fn media_type(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    match extension.as_deref() {
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("xml") => "application/xml",
        Some("pdf") => "application/pdf",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("woff") => "font/woff",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        Some("md") => "text/markdown; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_never_leaves_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        for url in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/src/../Cargo.toml", "/%zz", "/%ff"]
        {
            let found = path_of(url).and_then(|path| find(&path, &folder.join("src")));
            assert_eq!(found, None, "{url}");
        }
        let found = path_of("/Cargo.toml?x=1").and_then(|path| find(&path, folder));
        assert_eq!(found, Some(Found::File(folder.join("Cargo.toml"))));
    }
}
