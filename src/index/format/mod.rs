//! The layout of the files of an index, shared by writer and reader.

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

pub(crate) mod bytes;
pub(crate) mod container;
pub(crate) mod dictionary;
pub(crate) mod elsewhere;
pub(crate) mod head;
pub(crate) mod impact;
pub(crate) mod leanings;
pub(crate) mod lists;
pub(crate) mod name_shard;
pub(crate) mod page_rows;
pub(crate) mod phrase_table;
pub(crate) mod postings;
pub(crate) mod query_words;
pub(crate) mod typo_words;
