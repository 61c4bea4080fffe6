//! What we know of medicines' names and words: data files and their readers.

#[cfg(not(target_os = "unknown"))]
pub mod base_name;
#[cfg(not(target_os = "unknown"))]
pub mod classes;
pub mod intent;
#[cfg(not(target_os = "unknown"))]
pub mod query_words;
#[cfg(not(target_os = "unknown"))]
pub mod register;
pub mod word_lists;

pub use intent::Intent;
pub use word_lists::Lexicon;
