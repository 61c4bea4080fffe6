//! Queries an index whose files arrive one by one.

#![cfg_attr(
    not(test),
    deny(
        clippy::disallowed_macros,
        clippy::disallowed_methods,
        clippy::disallowed_types,
        clippy::indexing_slicing,
        reason = "part of the search core: bytes of WebAssembly count (src/lean), bytes from outside are read with `get`"
    )
)]

pub mod index_reader;
pub mod line_shape;
pub mod missing;
pub mod passage_store;
pub mod segment;
