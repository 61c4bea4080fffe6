//! Owns everything about characters and words that is not about drugs: folding, words, sentences, scripts.

pub mod fold;
pub mod script;
pub mod sentence;
pub mod unicode;
