//! Finds which medicine a query names.

pub mod candidate;
pub mod names;
pub mod prefix;
pub mod typo;
