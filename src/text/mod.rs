//! Owns everything about characters and words that is not about drugs: folding, words, scripts.

pub mod fold;
pub mod script;
pub mod unicode;
