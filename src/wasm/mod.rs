//! The bindings for the browser: they only wrap, rename and convert.

#![allow(
    unreachable_pub,
    missing_docs,
    reason = "what is exported here is public to the browser, not to Rust"
)]

/// The standard library's allocator would take 8 kB of the search core; this one takes 2 and runs in constant time. The Markdown core
/// keeps the standard one, which merges free blocks: deeply nested input fills the memory with fragments otherwise.
#[cfg(not(feature = "markdown-core"))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

mod diagnostics;
#[cfg(feature = "markdown-core")]
mod markdown;
#[cfg(feature = "search-core")]
mod search;
