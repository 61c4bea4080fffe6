//! Writes the files of an index.

pub mod drug_names;
mod elsewhere;
mod leanings;
pub mod name_shard_writer;
mod prominence;
pub mod term_counts;
pub mod writer;
