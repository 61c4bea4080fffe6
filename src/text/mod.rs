//! Characters, words and sentences, independent of medicine.

pub(crate) mod brackets;
pub mod distance;
pub mod fold;
pub mod language;
pub mod phrases;
pub mod script;
pub mod sentence;
pub mod slug;
pub mod stem;
pub mod token;
pub mod unicode;

pub use language::{Language, Rules};
