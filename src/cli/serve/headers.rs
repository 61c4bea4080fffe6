//! The response headers of `serve`: media type, caching and Content-Security-Policy.

/// The policy under which every page of a bundle must work.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// What the app page of an offline bundle needs in place of `trusted-types 'none'`: it registers a service worker.
const OFFLINE: &str = "trusted-types drug-card-offline; manifest-src 'self'";

/// How long a file is kept whose name changes with its contents.
pub(in crate::cli) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The policy of a page; `registers_worker` is for the app page of a bundle that works offline.
pub(in crate::cli) fn policy(registers_worker: bool) -> String {
    if registers_worker { POLICY.replace("trusted-types 'none'", OFFLINE) } else { POLICY.into() }
}

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
