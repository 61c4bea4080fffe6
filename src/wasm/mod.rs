//! Owns the binding for the browser: wraps, renames, converts, nothing else.

#![allow(
    unreachable_pub,
    missing_docs,
    reason = "what is exported here is public to the browser, not to Rust"
)]

mod diagnostics;
#[cfg(feature = "markdown-core")]
mod markdown;
#[cfg(feature = "search-core")]
mod search;
