//! The response headers of `serve`: media type, caching and Content-Security-Policy.

use crate::cli::response_policy::{IMMUTABLE, policy};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Csp {
    /// The strict policy described in the README
    Strict,
    /// No policy
    None,
}

/// The headers of a response, except its length.
pub(super) fn of(
    media_type: &str,
    csp: Csp,
    registers_worker: bool,
    immutable: bool,
) -> Vec<(&'static str, String)> {
    let cache = if immutable { IMMUTABLE } else { "no-cache" };
    let mut headers = vec![
        ("Content-Type", media_type.into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Referrer-Policy", "no-referrer".into()),
        ("Cache-Control", cache.into()),
    ];
    if csp == Csp::Strict {
        headers.push(("Content-Security-Policy", policy(registers_worker)));
    }
    headers
}
