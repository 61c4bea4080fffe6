//! Owns everything about characters and words that is not about drugs: folding, words, sentences, scripts.

pub mod checksum;
pub mod distance;
pub mod fold;
pub mod intent;
pub mod language;
pub mod number;
pub mod order;
pub mod part;
pub mod phrases;
pub mod script;
pub mod sentence;
pub mod stem;
pub mod token;
pub mod unicode;
pub mod words;

pub use intent::Intent;
pub use language::{Language, Rules};
pub use words::Words;
