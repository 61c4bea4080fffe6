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

pub mod bytes;
pub mod container;
pub mod dictionary;
pub mod elsewhere;
pub mod head;
pub mod impact;
pub mod leanings;
pub mod lists;
pub mod name_shard;
pub mod page_rows;
pub mod phrase_table;
pub mod postings;
pub mod query_words;
pub mod typo_words;
