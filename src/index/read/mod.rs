//! Queries an index whose files arrive one by one.

pub mod missing;
pub mod passage_store;
pub mod queryable;
pub mod segment;
