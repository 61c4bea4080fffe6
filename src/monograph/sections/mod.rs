//! Splits a source tree into sections and finds their kinds by label.

pub mod cut;
pub mod labels;
pub(crate) mod marks;
pub mod spellings;
pub mod subsections;
