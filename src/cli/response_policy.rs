//! The Content-Security-Policy of a bundle's pages, and which of its files a browser may keep for good.

use crate::bundle::file::hash_in;

/// The policy under which every page of a bundle must work.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// What the app page of an offline bundle needs in place of `trusted-types 'none'`: it registers a service worker.
const OFFLINE: &str = "trusted-types drug-card-offline; manifest-src 'self'";

/// How long a file is kept whose name changes with its contents.
pub(crate) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The policy of a page; `registers_worker` is for the app page of a bundle that works offline.
pub(crate) fn policy(registers_worker: bool) -> String {
    if registers_worker { POLICY.replace("trusted-types 'none'", OFFLINE) } else { POLICY.into() }
}

/// Whether the name of a file contains its hash, so that its contents never change.
pub(crate) fn is_immutable(url: &str) -> bool {
    hash_in(url).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_named_by_their_hash_are_immutable() {
        let contract = include_str!("../../tests/contract.json");
        let contract: serde_json::Value = serde_json::from_str(contract).unwrap();
        for entry in contract["fileNames"].as_array().unwrap() {
            let url = format!("/{}", entry["file"].as_str().unwrap());
            assert_eq!(is_immutable(&url), entry["hash"].is_string(), "{url}");
        }
        assert!(is_immutable("/head.0a1b2c3d4e5f.bin?x"));
    }
}
