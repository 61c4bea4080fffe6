//! Writes the files of an index.

mod both;
pub(crate) mod class_members;
pub(crate) mod drug_names;
mod elsewhere;
mod leanings;
mod meanings;
pub(crate) mod name_shard_writer;
mod prominence;
pub(crate) mod term_counts;
pub(crate) mod word_map;
pub(crate) mod writer;
