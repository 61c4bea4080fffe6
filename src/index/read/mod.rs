//! Queries an index whose files arrive one by one.

pub mod index_reader;
pub mod missing;
pub mod passage_store;
pub mod segment;
