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

pub(crate) mod index_reader;
pub(crate) mod line_shape;
pub(crate) mod missing;
pub(crate) mod passage_store;
pub(crate) mod segment;
