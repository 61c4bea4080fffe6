//! Owns the binding for the browser: wraps, renames, converts, nothing else.

#![allow(
    unreachable_pub,
    missing_docs,
    reason = "what is exported here is public to the browser, not to Rust"
)]

/// The allocator of the standard library would be 8 kB of the search core; this one takes 2, and a constant time for each call.
/// The Markdown core keeps the other: pages made to nest fill its memory with pieces that only that one joins again.
#[cfg(not(feature = "markdown-core"))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

mod diagnostics;
#[cfg(feature = "markdown-core")]
mod markdown;
#[cfg(feature = "search-core")]
mod search;
