//! Maps URLs to files of a folder, and files to media types.

use crate::bundle::file::hash_in;
use std::path::{Component, Path, PathBuf};

/// The file that a URL names in `folder`; `None` if there is none or it lies outside.
pub(super) fn file_of(url: &str, folder: &Path) -> Option<PathBuf> {
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

/// Whether the name of a file contains its hash, so that its contents never change.
pub(super) fn is_immutable(url: &str) -> bool {
    hash_in(url).is_some()
}

pub(super) fn media_type(file: &Path) -> &'static str {
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
    fn files_named_by_their_hash_are_immutable() {
        let contract = include_str!("../../../tests/contract.json");
        let contract: serde_json::Value = serde_json::from_str(contract).unwrap();
        for entry in contract["fileNames"].as_array().unwrap() {
            let url = format!("/{}", entry["file"].as_str().unwrap());
            assert_eq!(is_immutable(&url), entry["hash"].is_string(), "{url}");
        }
        assert!(is_immutable("/head.0a1b2c3d4e5f.bin?x"));
    }

    #[test]
    fn a_url_never_leaves_the_folder() {
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
