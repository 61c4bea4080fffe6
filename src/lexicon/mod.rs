//! What we know of medicines' names and words: data files and their readers.

#[cfg(not(target_os = "unknown"))]
pub(crate) mod base_name;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod classes;
pub(crate) mod intent;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod national;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod query_words;
#[cfg(not(target_os = "unknown"))]
pub(crate) mod register;
pub(crate) mod word_lists;

pub(crate) use intent::Intent;
pub use word_lists::Lexicon;
