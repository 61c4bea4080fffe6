//! Finds questions and their answers.

pub mod pairs;
pub mod question;
