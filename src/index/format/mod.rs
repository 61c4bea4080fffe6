//! The layout of the files of an index, shared by writer and reader.

pub mod bytes;
pub mod container;
pub mod dictionary;
pub mod head;
pub mod impact;
pub mod lists;
pub mod name_shard;
pub mod page_rows;
pub mod phrase_table;
pub mod postings;
pub mod typo_words;
