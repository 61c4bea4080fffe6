//! Finds questions and their answers.

pub(crate) mod pairs;
pub(crate) mod question;
